import Foundation

/// Whether anything stands where a store should be.
///
/// A folder that may not be entered hides a store: whoever takes it for none answers from other data, with another number.
package enum StorePresence: Sendable, Hashable {
  /// Something is there.
  case there
  /// Nothing is there.
  case absent
  /// What is there cannot be looked at, with the system's reason.
  case hidden(String)

  /// Looks at a path.
  package init(path: String) {
    var status = stat()
    if stat(path, &status) == 0 {
      self = .there
    } else if errno == ENOENT {
      self = .absent
    } else {
      self = .hidden(String(cString: strerror(errno)))
    }
  }
}
