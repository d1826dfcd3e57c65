import Foundation

/// A store as a program that runs for long holds it: opened once, and anew where another file has taken its name.
///
/// A file that is open stays what it was when somebody removes it, or moves another in its place; what is written to it is
/// then lost, and what others commit is not seen. So the path is looked at each time: the same file has the same device
/// and number.
package struct StoreHandle {
  /// What tells one file from another, and one state of it from the next.
  package struct Identity: Sendable, Hashable {
    let device: UInt64
    let number: UInt64
    let size: Int64
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
    package func isSameFile(as other: Identity) -> Bool { device == other.device && number == other.number }
  }

  /// The store's path.
  package let path: String
  private var open: (database: DirectoryDatabase, identity: Identity)?

  /// A store that is not opened yet.
  package init(path: String) { self.path = path }

  /// The store that stands at the path now.
  ///
  /// - Throws: `DirectoryStoreError`: `unavailable` where there is none, it is not made anew; and what opening throws.
  package mutating func opened() throws(DirectoryStoreError) -> DirectoryDatabase {
    guard let identity = Identity(path: path) else {
      open = nil
      throw DirectoryStoreError(.unavailable, path: path, "it is not there: \(String(cString: strerror(errno)))")
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
