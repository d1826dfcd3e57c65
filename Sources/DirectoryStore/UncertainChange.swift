import GRDB

/// A change that a site has sent to the shared record, and of which it has not been told whether it is kept there.
package struct UncertainChange: Sendable, Hashable {
  /// The id that it has if it is kept.
  package let id: Int
  /// Its seal: what the shared record is asked for.
  package let hash: String
  /// When it was made, as an ISO moment with its offset.
  package let at: String
  /// Who made it.
  package let by: String
  /// What it does, in words.
  package let what: String

  /// What is told of it once it is known.
  package func words(isKept: Bool) -> String {
    "change \(id) by \(by), of which it was not known, is \(isKept ? "kept" : "not kept: make it again"): \(what)"
  }
}

extension DirectoryDatabase {
  /// The changes of which it is not known whether the shared record has them, the oldest first.
  package func uncertainChanges() throws(DirectoryStoreError) -> [UncertainChange] {
    try access("looking for changes that are uncertain") { queue in
      try queue.unsafeRead { database in
        let sql = "SELECT change, hash, at, by, what FROM shared_uncertain ORDER BY at, change"
        return try Row.fetchAll(database.cachedStatement(sql: sql)).map { row in
          UncertainChange(
            id: try row.decode(Int.self, atIndex: 0), hash: try row.text(1), at: try row.text(2), by: try row.text(3),
            what: try row.text(4))
        }
      }
    }
  }

  /// Notes changes of which it is not known whether the shared record has them.
  func note(uncertain changes: [RecordedChange]) throws(DirectoryStoreError) {
    try access("noting that a change is uncertain") { queue in
      try queue.write { database in
        for one in changes.map(\.change) {
          try Self.note(
            UncertainChange(id: one.id, hash: one.hash, at: one.at, by: one.by, what: one.what), in: database)
        }
      }
    }
  }

  static func note(_ change: UncertainChange, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO shared_uncertain (hash, change, at, by, what) VALUES (?, ?, ?, ?, ?)",
      arguments: [change.hash, change.id, change.at, change.by, change.what])
  }

  /// Notes that it is known by now.
  func settle(_ change: UncertainChange) throws(DirectoryStoreError) {
    try access("noting that a change is settled") { queue in
      try queue.write { database in
        try database.execute(sql: "DELETE FROM shared_uncertain WHERE hash = ?", arguments: [change.hash])
      }
    }
  }
}
