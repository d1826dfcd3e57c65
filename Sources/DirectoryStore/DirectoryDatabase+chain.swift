import Directory
import GRDB

/// What a look at the audit record found.
package struct ChainReport: Sendable, Hashable {
  /// Something that is not as it was written.
  package struct Fault: Sendable, Hashable {
    /// The change at which it shows; nil where the directory's own rows are at fault.
    package let change: Int?
    /// What is wrong, in a sentence that names the change or record.
    package let explanation: String
  }

  /// How many changes there are.
  package let changes: Int
  /// How many edits they hold.
  package let edits: Int
  /// How many events beside the directory there are.
  package let events: Int
  /// What is wrong, in order of the changes; past the first 50 no more are listed.
  package let faults: [Fault]
}

extension DirectoryDatabase {
  /// Verifies the audit record: that each change is chained to the one before by a hash over all that it holds, that each
  /// record's edits follow from one another, and that they lead to the directory as it stands.
  ///
  /// - Throws: `DirectoryStoreError`, as every read; a fault in the record is in the report.
  package func verifyChain() throws(DirectoryStoreError) -> ChainReport {
    try access("verifying the audit record") { queue in
      try queue.read { database in
        var check = ChainCheck(database: database)
        try check.verifyHashes()
        try check.verifyVerifications()
        try check.verifyDirectory()
        try check.verifyEvents()
        return ChainReport(changes: check.changes, edits: check.edits, events: check.events, faults: check.faults)
      }
    }
  }
}

private struct ChainCheck {
  let database: Database
  var changes = 0
  var edits = 0
  var events = 0
  var faults: [ChainReport.Fault] = []
  private var last: DirectoryChange?
  /// Whether every change kept its edits, so that no record can be there without one.
  private var isWhole = true

  init(database: Database) {
    self.database = database
  }

  private mutating func note(_ change: Int?, _ explanation: String) {
    if faults.count < 50 { faults.append(ChainReport.Fault(change: change, explanation: explanation)) }
  }

  /// Each change over its own content, its edits in order, and the hash before.
  mutating func verifyHashes() throws {
    var previous = ChainHash.genesis
    let rows = try Row.fetchCursor(database, sql: "SELECT \(Ledger.columns) FROM directory_change ORDER BY id")
    let editsOfOne = try database.makeStatement(
      sql: "SELECT kind, record, old, new FROM directory_edit WHERE change = ? ORDER BY id")
    while let row = try rows.next() {
      let change = try Ledger.change(row)
      changes += 1
      if change.id != (last?.id ?? 0) + 1 {
        note(
          change.id, "change \(change.id) follows \(last.map { "change \($0.id)" } ?? "nothing"); some are gone between"
        )
      }
      if try row.text(8) != previous { note(change.id, "change \(change.id) is not chained to the one before it") }
      var hash = ChainHash(
        previous: previous, id: change.id, at: change.at, by: change.by, source: change.source,
        version: change.version, what: change.what, undoes: change.undoes, edits: change.edits)
      var count = 0
      let edits = try Row.fetchCursor(editsOfOne, arguments: [change.id])
      while let edit = try edits.next() {
        count += 1
        hash.add(
          kind: try edit.text(0), record: try edit.text(1), old: try edit.textOrNil(2), new: try edit.textOrNil(3))
      }
      if count != change.edits ?? 0 {
        note(change.id, "change \(change.id) was of \(change.edits ?? 0) records and has \(count) in its history")
      }
      if hash.text != change.hash {
        note(change.id, "change \(change.id) is not as it was written: its hash is another")
      }
      self.edits += count
      previous = change.hash
      last = change
      if change.edits == nil { isWhole = false }
    }
    let given = try Int.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'directory_change'") ?? 0
    if given > last?.id ?? 0 {
      note(last?.id, "changes \((last?.id ?? 0) + 1) to \(given) were made and are gone from the end of the record")
    }
  }

  /// Each check against the sealed words of its change.
  mutating func verifyVerifications() throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT verification.change, contact, method, checked_on, note, what, directory_change.by, verification.by,
          directory_change.at, verification.at
        FROM verification LEFT JOIN directory_change ON directory_change.id = verification.change
        ORDER BY verification.id
        """)
    while let row = try rows.next() {
      let what = DirectoryDatabase.what(
        verified: try row.text(1), try row.text(2), try row.text(3), try row.textOrNil(4))
      if try row.textOrNil(5) != what || row.textOrNil(6) != row.text(7)
        || row.textOrNil(8) != row.text(9)
      {
        let change = try row.decode(Int.self, atIndex: 0)
        note(change, "change \(change): the check that it entered is not as it was written")
      }
    }
    // Of the changes of older schemas nothing says that they entered one.
    let bare = try Int.fetchAll(
      database,
      sql: """
        SELECT id FROM directory_change WHERE source = 'verification' AND edits IS NOT NULL
          AND what LIKE '% verified on %' AND id NOT IN (SELECT change FROM verification) ORDER BY id
        """)
    for change in bare { note(change, "change \(change): the check that it entered is gone") }
    let strays = try Int.fetchAll(
      database,
      sql: """
        SELECT DISTINCT change FROM directory_edit WHERE change NOT IN (SELECT id FROM directory_change) ORDER BY change
        """)
    for change in strays { note(change, "there are edits of change \(change), and there is no such change") }
  }

  /// Each record's edits one after the other, and the last of them against the directory.
  mutating func verifyDirectory() throws {
    let content = try DirectoryDatabase.content(in: database)
    if let last, !content.has(version: last.version) {
      note(
        last.id,
        "change \(last.id) left the directory at version \(last.version), and it is \(content.version): it was changed "
          + "past the record")
    }
    var held: [String: String] = [:]
    for council in content.councils { held["council " + council.id] = RecordText.text(of: council) }
    for contact in content.contacts { held["contact " + contact.id] = RecordText.text(of: contact) }
    for elsewhere in content.elsewhere { held["elsewhere " + elsewhere.id] = RecordText.text(of: elsewhere) }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT kind, record, change, old, new FROM directory_edit ORDER BY record, kind, id")
    var open: (key: String, record: String, change: Int, text: String?)?
    while let row = try rows.next() {
      let record = try row.text(1)
      let key = "\(try row.text(0)) \(record)"
      let change = try row.decode(Int.self, atIndex: 2)
      let old = try row.textOrNil(3)
      if let before = open, before.key == key {
        if before.text != old {
          note(change, "change \(change): \(record) was not what change \(before.change) had made of it")
        }
      } else {
        close(open, &held)
        if isWhole, old != nil { note(change, "change \(change): \(record) was never entered before it") }
      }
      open = (key, record, change, try row.textOrNil(4))
    }
    close(open, &held)
    if isWhole, let stranger = held.keys.min() {
      note(nil, "\(stranger) is in the directory and in no change")
    }
  }

  /// Each event over the one before, and the tokens in force against them.
  mutating func verifyEvents() throws {
    var previous = ChainHash.genesis
    let rows = try Row.fetchCursor(
      database, sql: "SELECT id, at, by, kind, subject, detail, previous, hash FROM store_event ORDER BY id")
    while let row = try rows.next() {
      events += 1
      let id = try row.decode(Int.self, atIndex: 0)
      if id != events { note(nil, "event \(id) is where event \(events) should be; some are gone between") }
      let hash = EventHash.text(
        previous: previous, id: id, at: try row.text(1), by: try row.text(2), kind: try row.text(3),
        subject: try row.text(4), detail: try row.text(5))
      if try row.text(6) != previous || row.text(7) != hash {
        note(nil, "event \(id) is not as it was written: its hash is another")
      }
      previous = try row.text(7)
      events = id
    }
    let ledger = EventLedger(database: database)
    let (held, told) = (try ledger.tokens(), try ledger.tokensByEvents())
    for token in held.subtracting(told).sorted() {
      note(nil, "the token \(token.words) is in force, and no event says who made it")
    }
    for token in told.subtracting(held).sorted() {
      note(nil, "the token \(token.words) is not in force, and no event says who took it out")
    }
  }

  private mutating func close(
    _ record: (key: String, record: String, change: Int, text: String?)?, _ held: inout [String: String]
  ) {
    guard let record else { return }
    if held.removeValue(forKey: record.key) != record.text {
      note(record.change, "\(record.record) is not as change \(record.change) left it: it was changed past the record")
    }
  }
}
