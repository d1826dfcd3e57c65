package import Directory
import GRDB
import WorkingTime

extension DirectoryDatabase {
  /// Takes a change back, as a change of its own.
  ///
  /// - Parameters:
  ///   - change: The change's id.
  ///   - expected: The version that the directory must have, lest another's change be lost; nil where any will do.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  /// - Returns: The change that does it.
  /// - Throws: `DirectoryStoreError`: `refused` where there is no such change, where it is the first load or older than
  ///   history, or where later changes touched the same records, which are named; `moved` where the directory has another
  ///   version by now; `busy`, `unavailable`, `failed`.
  package func undo(change: Int, expecting expected: String? = nil, at: String, by: String) throws(DirectoryStoreError)
    -> DirectoryChange
  {
    try access("undoing change \(change)") { queue in
      try changing(queue) { database in
        try expect(expected, at: at, in: database)
        _ = try orderEntered(in: database, at: at, by: by)
        let (edits, _, target) = try reversal(of: change, in: database)
        var draft = ChangeDraft(
          at: at, by: by, source: "change \(change)", version: target.version,
          what: "change \(change) undone: \(Self.summary(of: edits))")
        draft.undoes = change
        return try write(edits, to: target, database, draft)
      }
    }
  }

  /// What taking a change back would come to; nothing is written.
  ///
  /// - Parameter change: The change's id.
  /// - Returns: What would be edited, the directory as it is, and as it would be.
  /// - Throws: `DirectoryStoreError`: `refused` where it cannot be undone, as `undo` says; and what every read throws.
  package func contentUndoing(
    change: Int
  ) throws(DirectoryStoreError) -> (edits: [DirectoryEdit], now: DirectoryContent, then: DirectoryContent) {
    try access("looking at change \(change)") { queue in
      try queue.read { try reversal(of: change, in: $0) }
    }
  }

  private func reversal(
    of change: Int, in database: Database
  ) throws -> (edits: [DirectoryEdit], now: DirectoryContent, then: DirectoryContent) {
    let ledger = Ledger(database: database, path: path)
    func refuse(_ why: String) -> DirectoryStoreError { DirectoryStoreError(.refused, path: path, why) }
    guard let undone = try ledger.change(id: change) else {
      throw refuse("there is no change \(change); 'directory history' lists them")
    }
    let first = try Int.fetchOne(database, sql: "SELECT min(id) FROM directory_change")
    guard undone.id != first else {
      throw refuse("change \(change) filled the store first and cannot be undone; load other data instead")
    }
    guard undone.edits != nil else {
      throw refuse("change \(change) is older than history, so that what it changed is not known")
    }
    let later = try Self.laterEdits(than: change, in: database)
    guard later.isEmpty else {
      throw refuse("change \(change) cannot be undone, for later changes touched the same: \(later)")
    }
    let now = try Self.content(in: database)
    let places = Dictionary(now.contacts.map { ($0.id, $0.place) }) { $1 }
    let reversed = try ledger.edits(of: change).map { recorded -> DirectoryEdit in
      let edit = try recorded.reversed()
      guard case .contact(let old?, let new?) = edit, old.place == new.place || new.place == nil else { return edit }
      // It was not moved then, so that it stays where it has been moved since.
      return .contact(old: old, new: new.placed(at: places[new.id] ?? nil))
    }
    let then = now.applying(reversed)
    let edits = now.edits(to: then)
    guard !edits.isEmpty else {
      throw refuse("change \(change) changed no record, so that there is nothing to undo")
    }
    return (edits, now, now.applying(edits))
  }

  /// The records of a change that later ones touched, in words; empty where none did.
  private static func laterEdits(than change: Int, in database: Database) throws -> String {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT later.change, later.kind, later.record, later.old, later.new FROM directory_edit mine
        JOIN directory_edit later
          ON later.record = mine.record AND later.kind = mine.kind AND later.change > mine.change
        WHERE mine.change = ? ORDER BY later.change, later.record
        """, arguments: [change]
    ).map(Ledger.edit).filter { !$0.onlyMoves }
    return listed(rows.map { "\($0.record) (change \($0.change))" }, most: 10)
  }
}
