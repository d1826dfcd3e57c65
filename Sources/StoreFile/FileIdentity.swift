import Foundation

/// What tells one file from another, and one state of it from the next.
///
/// A file that is open stays what it was when somebody removes it, or moves another in its place; what is written to it is
/// then lost, and what others commit is not seen. So whoever holds one open for long looks at its path each time: the same file
/// has the same device and number. Those of an open file are given to no other.
package struct FileIdentity: Sendable, Hashable {
  let device: UInt64
  let number: UInt64
  /// How many bytes it has.
  package let size: Int64
  let changed: Int64

  /// What stands at a path now; nil where nothing does that can be looked at.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    size = Int64(status.st_size)
    changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
  }

  /// Whether two states are of one file.
  package func isSameFile(as other: FileIdentity) -> Bool { device == other.device && number == other.number }

  /// Whether two paths are of one file; false where either is of none.
  package static func areSameFile(_ one: String, _ other: String) -> Bool {
    guard let left = FileIdentity(path: one), let right = FileIdentity(path: other) else { return false }
    return left.isSameFile(as: right)
  }
}
