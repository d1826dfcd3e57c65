package import Directory
import GRDB

extension DirectoryDatabase {
  /// Why a directory that was read is not the one that its last change sealed; nil where it is.
  ///
  /// A bit that a disk has turned, or a row that was changed past the record, shows in no error of SQLite's: the number is
  /// another, and looks as good as the right one. The version is a print of all that the directory holds.
  ///
  /// - Parameter snapshot: What `snapshot()` gave.
  /// - Returns: What is wrong, in words for whoever keeps the store.
  /// - Throws: `DirectoryStoreError`, as every read.
  package func doubt(about snapshot: DirectorySnapshot) throws(DirectoryStoreError) -> String? {
    // Changes of the oldest schemas were not sealed over what they changed.
    guard let last = try latestChange(), last.edits != nil, last.version == snapshot.version else { return nil }
    let found = DirectoryContent(councils: snapshot.councils, contacts: snapshot.contacts)
    let isAsItWas = try access("reading the print of the directory") { queue in
      try queue.unsafeRead { try ContentPrint(database: $0).fits(snapshot, after: last.id) }
    }
    if found.has(version: last.version), isAsItWas { return nil }
    return
      "the directory is not as change \(last.id) left it, so that its numbers may be wrong; 'nightdesk check --record' shows "
      + "where, and 'nightdesk restore' puts a backup in its place"
  }

  /// The directory as it stands, which must be what its last change sealed.
  ///
  /// - Throws: `DirectoryStoreError`: `damaged` where it is not, and what `snapshot()` throws.
  /// - Returns: The directory.
  package func sealedSnapshot() throws(DirectoryStoreError) -> DirectorySnapshot {
    let snapshot = try snapshot()
    if let doubt = try doubt(about: snapshot) { throw DirectoryStoreError(.damaged, path: path, doubt) }
    return snapshot
  }
}
