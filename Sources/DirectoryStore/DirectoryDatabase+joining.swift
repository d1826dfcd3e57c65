import Foundation
import GRDB

extension DirectoryDatabase {
  // MARK: - A site's store made anew from a shared record

  /// Fills a new store with all of a shared record and puts it in the place of the one at a path, which is kept beside it.
  ///
  /// The tokens, what was done with them, and the reports of failed contacts are the site's own and stay. Whoever has the
  /// store open reads on and then finds the new one.
  ///
  /// - Parameters:
  ///   - path: The store; there need be none.
  ///   - source: The shared record.
  ///   - membership: What the site is joined to from then on.
  ///   - fork: Where the two part, where the site was joined before.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  /// - Throws: `DirectoryStoreError`: `refused` where the shared record is none that this program can take; `unavailable`,
  ///   `busy`, `failed`. What the source throws. Nothing is changed then.
  /// - Returns: Where the store of before is kept; nil where there was none.
  package static func takeOver(
    _ path: String, from source: some SharedSource, as membership: SharedMembership, fork: SharedFork? = nil,
    at: String,
    by: String
  ) throws -> String? {
    let isNew = StorePresence(path: path) == .absent
    if isNew { try makeFolder(for: path) }
    Leftovers.remove(beside: path)
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).restoring"
    defer { for end in ["", "-wal", "-shm"] { unlink(beside + end) } }
    let fresh = try DirectoryDatabase(path: beside)
    while true {
      let changes = try source.changes(after: try fresh.changeCounter(), most: 500)
      if changes.isEmpty { break }
      try fresh.take(changes)
    }
    var membership = membership
    membership.head = try fresh.changeCounter()
    if isNew {
      try fresh.join(membership, at: at, by: by)
      try fresh.settle()
      try takeOwner(of: folder(of: path), for: beside, mode: 0o600)
      try move(beside, to: path)
      try sync(folder(of: path))
      return nil
    }
    let live = try DirectoryDatabase(path: path)
    let kept = try live.putAside(as: path + (fork == nil ? ".before-join" : ".set-aside"))
    if let fork { membership.aside = SharedMembership.Aside(file: kept, after: fork.ancestor) }
    try fresh.bring(from: live, membership, fork, kept, at: at, by: by)
    try fresh.settle()
    try live.access("taking the shared record's directory") { queue in
      let copy = try DatabaseQueue(path: beside)
      try copy.backup(to: queue)
      try copy.close()
    }
    return kept
  }

  /// Brings what is a site's own into a new store.
  private func bring(
    from live: DirectoryDatabase, _ membership: SharedMembership, _ fork: SharedFork?, _ kept: String, at: String,
    by: String
  ) throws(DirectoryStoreError) {
    let tables = ["token", "store_event", "failure_report", "shipped_data"]
    let held = try live.access("reading what is the site's own") { queue in
      try queue.read { database in
        try tables.map { table in
          (table, try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY id"))
        }
      }
    }
    try access("bringing what is the site's own") { queue in
      try queue.write { database in
        for (table, rows) in held {
          for row in rows {
            let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
            try database.execute(
              sql: "INSERT INTO \(table) (\(row.columnNames.joined(separator: ", "))) VALUES (\(marks))",
              arguments: StatementArguments(row.databaseValues))
          }
        }
        try Self.keep(membership, in: database)
        let ledger = EventLedger(database: database)
        if let fork {
          try ledger.append(
            .setAside, kept, "changes \(fork.ancestor + 1) to \(fork.last)", at: at, by: by)
        } else {
          try ledger.append(.joined, membership.record, membership.server, at: at, by: by)
        }
        try ledger.reconcile(at: at, by: by)
      }
    }
  }

  /// Has all of it in the one file, and lets go of that.
  private func settle() throws(DirectoryStoreError) {
    try access("closing the new store") { queue in
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
  }
}
