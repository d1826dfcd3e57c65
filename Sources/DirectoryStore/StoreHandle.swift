import Foundation
import StoreFile

/// A store as a program that runs for long holds it: opened once, and anew where another file has taken its name.
///
/// The path is looked at each time: see `FileIdentity`.
package struct StoreHandle {
  /// The store's path.
  package let path: String
  private var open: (database: DirectoryDatabase, identity: FileIdentity)?

  /// A store that is not opened yet.
  package init(path: String) { self.path = path }

  /// The store that stands at the path now.
  ///
  /// - Throws: `DirectoryStoreError`: `unavailable` where there is none, it is not made anew; and what opening throws.
  package mutating func opened() throws(DirectoryStoreError) -> DirectoryDatabase {
    guard let identity = FileIdentity(path: path) else {
      let (isAbsent, why) = (errno == ENOENT, String(cString: strerror(errno)))
      open = nil
      throw DirectoryStoreError(
        .unavailable, path: path, "\(isAbsent ? "it is not there" : "it cannot be looked at"): \(why)")
    }
    if let open, open.identity.isSameFile(as: identity) { return open.database }
    open = nil
    let database = try DirectoryDatabase(path: path)
    open = (database, identity)
    return database
  }

  /// Lets go of it, so that it is opened anew the next time.
  package mutating func close() { open = nil }
}
