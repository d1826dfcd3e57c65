public import Directory
import GRDB
import WorkingTime

extension DirectoryDatabase {
  // MARK: - Reads

  /// Whether no directory has been loaded yet.
  ///
  /// - Throws: `DirectoryStoreError`: `busy`, `unavailable`, `damaged`, `failed`; so do all reads.
  public var isEmpty: Bool {
    get throws(DirectoryStoreError) { try changeCounter() == 0 }
  }

  /// A number that grows with every change of the directory, whoever makes it; 0 while there has been none.
  ///
  /// Cheap enough to be asked many times a second: one look at the end of a table.
  public func changeCounter() throws(DirectoryStoreError) -> Int {
    try access("looking for changes") { queue in
      try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: "SELECT max(id) FROM directory_change")
        return try Int.fetchOne(statement) ?? 0
      }
    }
  }

  /// The last change; nil while there has been none.
  public func latestChange() throws(DirectoryStoreError) -> DirectoryChange? {
    try access("reading the last change") { queue in
      try queue.unsafeRead { try DirectoryLoader(database: $0).latestChange() }
    }
  }

  /// The whole directory as it stands, of one instant; its version and date are those of the last change.
  ///
  /// - Throws: `DirectoryStoreError`: `empty` where no directory has been loaded yet, `damaged` where a value cannot be
  ///   read, and what every read throws.
  public func snapshot() throws(DirectoryStoreError) -> DirectorySnapshot {
    try access("reading the directory") { queue in
      try queue.read { database in
        var loader = DirectoryLoader(database: database)
        guard let change = try loader.latestChange() else {
          throw DirectoryStoreError(.empty, path: path, "no directory has been loaded into it yet")
        }
        return DirectorySnapshot(
          councils: try loader.councils(), contacts: try loader.contacts(), elsewhere: try loader.elsewhere(),
          version: change.version, date: try TimeText.day(String(change.at.prefix(10))))
      }
    }
  }

  /// All that the store holds, of one instant; nothing where no directory has been loaded yet.
  ///
  /// - Throws: `DirectoryStoreError`: `damaged` where a value cannot be read, and what every read throws.
  public func content() throws(DirectoryStoreError) -> DirectoryContent {
    try access("reading the directory") { queue in
      try queue.read { database in
        var loader = DirectoryLoader(database: database)
        return DirectoryContent(
          councils: try loader.councils(), contacts: try loader.contacts(), elsewhere: try loader.elsewhere())
      }
    }
  }

  /// Every report of a contact that did not work, the newest first.
  public func failures() throws(DirectoryStoreError) -> [FailureReport] {
    try access("reading the failed contacts") { queue in
      try queue.unsafeRead { database in
        let rows = try Row.fetchCursor(database, sql: "SELECT contact, how, at FROM failure_report ORDER BY id DESC")
        var reports: [FailureReport] = []
        while let row = try rows.next() {
          reports.append(
            FailureReport(
              contact: try row.decode(String.self, atIndex: 0), how: try row.word(FailureKind.self, at: 1),
              at: try row.decode(String.self, atIndex: 2)))
        }
        return reports
      }
    }
  }
}
