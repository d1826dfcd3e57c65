public import Directory
import GRDB
import WorkingTime

extension DirectoryDatabase {
  // MARK: - Writes

  /// Puts a whole directory in the place of the one before, in one transaction: all of it or, on any error, nothing.
  ///
  /// Failure reports and the list of changes stay. Readers see the old directory until the very end.
  ///
  /// - Parameters:
  ///   - councils: The councils; whatever council one refers to must be among them.
  ///   - contacts: Their contacts, in the order to keep; each one's team must be among its council's.
  ///   - elsewhere: Councils that exist but are not held.
  ///   - at: When, as `TimeText` writes moments: `2026-11-26T17:45:00+00:00`.
  ///   - by: Who does it.
  ///   - source: Where the content comes from.
  ///   - version: `DirectorySnapshot.version(of:contacts:)` of the content.
  /// - Throws: `DirectoryStoreError`: `refused` where the content breaks a rule, with the council or contact that does;
  ///   `busy`, `unavailable`, `failed`.
  public func replaceAll(
    councils: [Council], contacts: [Contact], elsewhere: [CouncilElsewhere], at: String, by: String, source: String,
    version: String
  ) throws(DirectoryStoreError) {
    try access("replacing the directory") { queue in
      try queue.write { database in
        let writer = DirectoryWriter(database: database, path: path)
        try writer.clear()
        try writer.insert(councils)
        try writer.insert(contacts)
        try writer.insert(elsewhere)
        let what = "all replaced: \(councils.count) councils, \(contacts.count) contacts, \(elsewhere.count) elsewhere"
        try database.execute(
          sql: "INSERT INTO directory_change (at, by, source, version, what) VALUES (?, ?, ?, ?, ?)",
          arguments: [at, by, source, version, what])
      }
    }
  }

  /// Brings the directory to a content, in one transaction: all of it or, on any error, nothing.
  ///
  /// - Parameters:
  ///   - target: What the directory shall be.
  ///   - expected: The version that the directory must have, lest another's change be lost.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  ///   - source: Where the content comes from.
  /// - Returns: The change as it is kept.
  /// - Throws: `DirectoryStoreError`: `moved` where the directory has another version by now; `refused` where the content
  ///   breaks a rule; `busy`, `unavailable`, `failed`.
  public func apply(
    _ target: DirectoryContent, expecting expected: String, at: String, by: String, source: String
  ) throws(DirectoryStoreError) -> DirectoryChange {
    try access("changing the directory") { queue in
      try queue.write { database in
        var loader = DirectoryLoader(database: database)
        let held = DirectoryContent(
          councils: try loader.councils(), contacts: try loader.contacts(), elsewhere: try loader.elsewhere())
        guard held.version == expected else {
          throw DirectoryStoreError(
            .moved, path: path, "the directory is \(held.version) by now and no longer \(expected); plan again")
        }
        let writer = DirectoryWriter(database: database, path: path)
        try writer.clear()
        try writer.insert(target.councils)
        try writer.insert(target.contacts)
        try writer.insert(target.elsewhere)
        try database.execute(
          sql: "INSERT INTO directory_change (at, by, source, version, what) VALUES (?, ?, ?, ?, ?)",
          arguments: [at, by, source, target.version, "\(held.edits(to: target).count) records changed"])
        guard let change = try loader.latestChange() else {
          throw DirectoryStoreError(.failed, path: path, "the change was not kept")
        }
        return change
      }
    }
  }

  /// Notes that a contact did not work, for whoever verifies contacts.
  ///
  /// - Parameters:
  ///   - contact: The contact's id. It need not be in the store: what the desk showed may have been replaced since.
  ///   - how: What happened.
  ///   - at: When, as `TimeText` writes moments.
  /// - Throws: `DirectoryStoreError`: `refused` where the moment is none, `busy`, `unavailable`, `failed`.
  public func noteFailure(contact: String, how: FailureKind, at: String) throws(DirectoryStoreError) {
    try access("noting a failed contact") { queue in
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO failure_report (contact, how, at) VALUES (?, ?, ?)",
          arguments: [contact, how.rawValue, at])
      }
    }
  }
}
