import Foundation
import GRDB
import StoreFile

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
  /// - Throws: `DirectoryStoreError`: `refused` where the shared record is none that this program can take; `moved` where somebody
  ///   else has settled meanwhile what this would; `unavailable`, `busy`, `failed`. What the source throws. Nothing is changed
  ///   then.
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
    // Each of very many rows is noted before it is written, lest half of it stay: here in memory, for nobody else waits for it.
    try fresh.access("making the new store") { queue in
      try queue.inDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    }
    var taken: Taken?
    while true {
      let news = try source.changes(after: try fresh.changeCounter(), most: 500)
      if news.isEmpty { break }
      taken = try fresh.take(
        news.map { one throws(DirectoryStoreError) in
          switch one {
          case .change(let recorded): return recorded
          case .unread(let refusal): throw DirectoryStoreError(.refused, path: path, refusal.why)
          }
        }, from: taken)
    }
    var membership = membership
    membership.head = try fresh.changeCounter()
    if isNew {
      try fresh.join(membership, at: at, by: by)
      try fresh.settle()
      try takeOwner(of: StoreFile.folder(of: path), for: beside, mode: 0o600)
      try moveIfFree(beside, to: path)
      try sync(StoreFile.folder(of: path))
      return nil
    }
    let last = try fresh.latestChange()
    try fresh.settle()
    var kept: String?
    try DirectoryDatabase(path: path).exchange(for: beside, "taking the shared record's directory") { live, database in
      try live.expectUnsettled(fork, last, database)
      let file = try live.putAside(as: path + (fork == nil ? ".before-join" : ".set-aside"))
      kept = file
      if let fork { membership.aside = SharedMembership.Aside(file: file, after: fork.ancestor) }
      do {
        try live.bring(into: database, membership, fork, file, at: at, by: by)
      } catch {
        unlink(file)
        throw error
      }
    }
    return kept
  }

  /// Refuses to exchange a store of which another program has settled meanwhile what was to be.
  private func expectUnsettled(_ fork: SharedFork?, _ last: DirectoryChange?, _ fresh: Database) throws {
    let isSettled: Bool
    if fork == nil {
      isSettled = try membership() != nil
    } else {
      let own = try latestChange()
      let theirs = try Ledger(database: fresh, path: path).change(id: own?.id ?? 0)
      isSettled = try membership() == nil || own?.hash == theirs?.hash
    }
    if isSettled {
      throw DirectoryStoreError(.moved, path: path, "another program has settled it meanwhile: nothing is set aside")
    }
  }

  /// Puts another store in the place of this one, in one transaction, while nobody else writes: what is brought from the one
  /// into the other is then all that there was.
  ///
  /// - Parameters:
  ///   - file: The other store; nobody has it open.
  ///   - doing: What is being done, for errors.
  ///   - bring: Reads this store and writes into the other one.
  /// - Throws: `DirectoryStoreError`; what `bring` throws. Nothing is changed then.
  func exchange(
    for file: String, _ doing: String, _ bring: (_ live: DirectoryDatabase, _ other: Database) throws -> Void
  ) throws(DirectoryStoreError) {
    try access(doing) { queue in
      // A copy that was put here by hand would let nobody read while it is written.
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
    }
    // Reads what is there while the other connection holds the lock.
    let reader = try DirectoryDatabase(path: path)
    try access(doing) { queue in
      let copy = try DatabaseQueue(path: file)
      try copy.writeWithoutTransaction { source in
        try queue.writeWithoutTransaction { target in
          try withoutActuallyEscaping(bring) { bring in
            var isBrought = false
            // The first page takes the lock on the store; what is written into the copy afterwards is copied too.
            try source.backup(to: target, pagesPerStep: 1) { _ in
              if isBrought { return }
              try source.inTransaction {
                try bring(reader, source)
                return .commit
              }
              isBrought = true
            }
          }
        }
      }
      try copy.close()
    }
  }

  /// Brings what is a site's own into a new store.
  private func bring(
    into database: Database, _ membership: SharedMembership, _ fork: SharedFork?, _ kept: String, at: String, by: String
  ) throws {
    for table in ["token", "store_event", "failure_report", "shipped_data", "shared_uncertain"] {
      let rows = try access("reading what is the site's own") { queue in
        try queue.unsafeRead { try Row.fetchAll($0, sql: "SELECT * FROM \(table) ORDER BY rowid") }
      }
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
      try ledger.append(.setAside, kept, "changes \(fork.ancestor + 1) to \(fork.last)", at: at, by: by)
    } else {
      try ledger.append(.joined, membership.record, membership.words, at: at, by: by)
    }
    try ledger.reconcile(at: at, by: by)
  }

  /// Has all of it in the one file, and lets go of that.
  private func settle() throws(DirectoryStoreError) {
    try access("closing the new store") { queue in
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
  }
}
