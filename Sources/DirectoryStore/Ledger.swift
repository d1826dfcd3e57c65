package import Directory
import GRDB

/// A change before it is kept: who makes it, when, from what, and what it comes to.
struct ChangeDraft {
  let at: String
  let by: String
  let source: String
  /// The version that the directory has after it.
  let version: String
  let what: String
  var undoes: Int?
}

/// The audit record: changes chained by their hashes, each with its edits.
struct Ledger {
  let database: Database
  let path: String

  static let columns = "id, at, by, source, version, what, undoes, edits, previous, hash"

  /// Keeps a change and its edits at the end of the chain.
  func append(_ draft: ChangeDraft, edits: [DirectoryEdit]) throws -> DirectoryChange {
    let last = try latest()
    let id = (last?.id ?? 0) + 1
    let previous = last?.hash ?? ChainHash.genesis
    var hash = ChainHash(
      previous: previous, id: id, at: draft.at, by: draft.by, source: draft.source, version: draft.version,
      what: draft.what, undoes: draft.undoes, edits: edits.count)
    // Each goes to its row as soon as it is told: of fifty thousand edits the texts together would take 60 MiB.
    try enter(
      edits.lazy.map { edit in
        let text = EditText(edit)
        hash.add(kind: text.kind.rawValue, record: text.record, old: text.old, new: text.new)
        return RecordedEdit(change: id, kind: text.kind, record: text.record, old: text.old, new: text.new)
      })
    let change = DirectoryChange(
      id: id, at: draft.at, by: draft.by, source: draft.source, version: draft.version, what: draft.what,
      undoes: draft.undoes, edits: edits.count, hash: hash.text)
    try enter(change, previous: previous)
    try ContentPrint(database: database).keep(after: id)
    return change
  }

  /// Enters a change with its edits as they are told; the schema refuses one that is not chained to the last.
  func enter(_ change: DirectoryChange, previous: String, edits: [RecordedEdit]) throws {
    try enter(edits)
    try enter(change, previous: previous)
  }

  /// Enters edits, each before the next is asked for; the change that they are of comes after them.
  private func enter(_ edits: some Sequence<RecordedEdit>) throws {
    let insert = try database.cachedStatement(
      sql: "INSERT INTO directory_edit (id, change, kind, record, old, new) VALUES (?, ?, ?, ?, ?, ?)")
    // Given, not left to SQLite: the trigger that guards the table's end sees no number that is made for it.
    var place = try Int.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM directory_edit")) ?? 0
    for edit in edits {
      place += 1
      try insert.execute(arguments: [place, edit.change, edit.kind.rawValue, edit.record, edit.old, edit.new])
    }
  }

  private func enter(_ change: DirectoryChange, previous: String) throws {
    try database.cachedStatement(
      sql: "INSERT INTO directory_change (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      change.id, change.at, change.by, change.source, change.version, change.what, change.undoes, change.edits,
      previous, change.hash,
    ])
  }

  /// Enters the check that the last change is of.
  func enter(_ check: VerificationRecord) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO verification (id, change, contact, checked_on, by, method, note, at)
        SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM verification
        """
    ).execute(arguments: [
      check.change, check.contact, check.checkedOn, check.by, check.method.rawValue, check.note, check.at,
    ])
  }

  /// The last change; nil while there has been none.
  func latest() throws -> DirectoryChange? {
    let sql = "SELECT \(Self.columns) FROM directory_change ORDER BY id DESC LIMIT 1"
    return try Row.fetchOne(database.cachedStatement(sql: sql)).map(Self.change)
  }

  func change(id: Int) throws -> DirectoryChange? {
    let sql = "SELECT \(Self.columns) FROM directory_change WHERE id = ?"
    return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [id]).map(Self.change)
  }

  /// The edits of a change, in order.
  func edits(of change: Int) throws -> [RecordedEdit] {
    let sql = "SELECT change, kind, record, old, new FROM directory_edit WHERE change = ? ORDER BY id"
    return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [change]).map(Self.edit)
  }

  static func change(_ row: Row) throws -> DirectoryChange {
    DirectoryChange(
      id: try row.decode(Int.self, atIndex: 0), at: try row.text(1), by: try row.text(2), source: try row.text(3),
      version: try row.text(4), what: try row.text(5), undoes: try row.decode(Int?.self, atIndex: 6),
      edits: try row.decode(Int?.self, atIndex: 7), hash: try row.text(9))
  }

  static func edit(_ row: Row) throws -> RecordedEdit {
    RecordedEdit(
      change: try row.decode(Int.self, atIndex: 0), kind: try row.word(RecordKind.self, at: 1),
      record: try row.text(2), old: try row.textOrNil(3), new: try row.textOrNil(4))
  }
}

/// An edit as history keeps it.
struct EditText {
  let kind: RecordKind
  let record: String
  let old: String?
  let new: String?

  init(_ edit: DirectoryEdit) {
    record = edit.id
    switch edit {
    case .council(let before, let after):
      kind = .council
      old = before.map(RecordText.text(of:))
      new = after.map(RecordText.text(of:))
    case .contact(let before, let after):
      kind = .contact
      old = before.map(RecordText.text(of:))
      new = after.map(RecordText.text(of:))
    case .elsewhere(let before, let after):
      kind = .elsewhere
      old = before.map(RecordText.text(of:))
      new = after.map(RecordText.text(of:))
    }
  }
}

extension RecordedEdit {
  /// The edit as it was made; nil where a record's text is not as this program writes it.
  package var edit: DirectoryEdit? {
    do { return try read() } catch { return nil }
  }

  /// The edit as it was made.
  func read() throws -> DirectoryEdit { try Self.edit(kind, from: old, to: new) }

  /// Whether it says of a contact no more than where it stands.
  var onlyMoves: Bool {
    guard case .contact(let old?, let new?) = edit else { return false }
    return old == new
  }

  /// The edit that takes this one back.
  func reversed() throws -> DirectoryEdit { try Self.edit(kind, from: new, to: old) }

  private static func edit(_ kind: RecordKind, from old: String?, to new: String?) throws -> DirectoryEdit {
    switch kind {
    case .council: .council(old: try old.map(RecordText.council), new: try new.map(RecordText.council))
    case .contact: .contact(old: try old.map(RecordText.contact), new: try new.map(RecordText.contact))
    case .elsewhere: .elsewhere(old: try old.map(RecordText.elsewhere), new: try new.map(RecordText.elsewhere))
    }
  }
}
