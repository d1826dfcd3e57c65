package import Directory
import GRDB
package import WorkingTime

extension DirectoryDatabase {
  // MARK: - History

  /// Changes with what they altered, the newest first.
  ///
  /// - Parameters:
  ///   - record: A council's or contact's id; a council's changes are those of its own record and of its contacts. Nil for
  ///     every change.
  ///   - limit: At most so many changes.
  ///   - most: At most so many edits of each; `DirectoryChange.edits` says how many there are.
  /// - Throws: `DirectoryStoreError`, as every read.
  /// - Returns: The changes.
  package func history(
    of record: String? = nil, limit: Int = .max, edits most: Int = .max
  ) throws(DirectoryStoreError) -> [RecordedChange] {
    try access("reading the history") { queue in
      try queue.read { database in
        var ids = "SELECT id FROM directory_change ORDER BY id DESC LIMIT ?"
        var arguments: StatementArguments = [limit]
        if let record {
          ids = """
            SELECT change FROM directory_edit WHERE \(Self.touches)
            UNION SELECT change FROM verification WHERE contact = ?
            ORDER BY 1 DESC LIMIT ?
            """
          arguments = [record, record, record + "/", record + "0", record, limit]
        }
        let ledger = Ledger(database: database, path: path)
        return try Int.fetchAll(database, sql: ids, arguments: arguments).compactMap { id in
          guard let change = try ledger.change(id: id) else { return nil }
          return RecordedChange(
            change: change, edits: try Self.edits(of: id, touching: record, most: most, in: database),
            verification: try Self.verification(change: id, in: database))
        }
      }
    }
  }

  /// A record, or a contact of a council: its id begins with the council's and a slash, after which a zero comes.
  private static let touches = "(record = ? OR (kind = 'contact' AND (record = ? OR (record >= ? AND record < ?))))"

  private static func edits(
    of change: Int, touching record: String?, most: Int, in database: Database
  ) throws -> [RecordedEdit] {
    var sql = "SELECT change, kind, record, old, new FROM directory_edit WHERE change = ?"
    var arguments: StatementArguments = [change]
    if let record {
      sql += " AND \(touches)"
      arguments += [record, record, record + "/", record + "0"]
    }
    sql += " ORDER BY id LIMIT ?"
    arguments += [most]
    return try Row.fetchAll(database, sql: sql, arguments: arguments).map(Ledger.edit)
  }

  static func verification(change: Int, in database: Database) throws -> VerificationRecord? {
    let sql = "SELECT change, contact, checked_on, by, method, note, at FROM verification WHERE change = ?"
    return try Row.fetchOne(database, sql: sql, arguments: [change]).map { row in
      VerificationRecord(
        change: try row.decode(Int.self, atIndex: 0), contact: try row.text(1), checkedOn: try row.text(2),
        by: try row.text(3), method: try row.word(VerificationMethod.self, at: 4), note: try row.textOrNil(5),
        at: try row.text(6))
    }
  }

  /// The changes that gave some contacts, which were there before and after, other fields: the newest first.
  ///
  /// - Parameter contacts: Their ids.
  /// - Throws: `DirectoryStoreError`, as every read.
  /// - Returns: Each change with the contact before and after it.
  package func contactChanges(
    of contacts: Set<String>
  ) throws(DirectoryStoreError) -> [(change: DirectoryChange, old: Contact, new: Contact)] {
    try access("reading what became of contacts") { queue in
      try queue.read { database in
        let ledger = Ledger(database: database, path: path)
        let sql = """
          SELECT change, kind, record, old, new FROM directory_edit
          WHERE kind = 'contact' AND old IS NOT NULL AND new IS NOT NULL ORDER BY id DESC
          """
        let rows = try Row.fetchCursor(database, sql: sql)
        var known: [Int: DirectoryChange] = [:]
        var found: [(change: DirectoryChange, old: Contact, new: Contact)] = []
        while let row = try rows.next() {
          guard contacts.contains(try row.text(2)) else { continue }
          let edit = try Ledger.edit(row)
          guard case .contact(let new?, let old?) = try edit.reversed(),
            let change = try known[edit.change] ?? ledger.change(id: edit.change)
          else { continue }
          known[edit.change] = change
          found.append((change, old, new))
        }
        return found
      }
    }
  }

  /// The directory as the store held it at a moment, and the change that had made it so.
  ///
  /// What was changed since is taken back in thought, newest first.
  ///
  /// - Returns: Nil where the store held nothing yet.
  /// - Throws: `DirectoryStoreError`: `refused` where history does not go back so far; and what every read throws.
  package func content(
    asOf moment: Moment
  ) throws(DirectoryStoreError) -> (content: DirectoryContent, change: DirectoryChange)? {
    try access("reading the directory of an earlier moment") { queue in
      try queue.read { database in
        let ledger = Ledger(database: database, path: path)
        // Not the last change before the moment, but the last after which all are later: a clock may have been set back.
        let sql = "SELECT max(id) FROM directory_change WHERE unixepoch(at) <= ?"
        guard let last = try Int.fetchOne(database, sql: sql, arguments: [moment.seconds]),
          let change = try ledger.change(id: last)
        else { return nil }
        let unknown = "SELECT max(id) FROM directory_change WHERE id > ? AND edits IS NULL"
        if let first = try Int.fetchOne(database, sql: unknown, arguments: [last]) {
          throw DirectoryStoreError(
            .refused, path: path, "history begins after change \(first); what the directory was before it is not known")
        }
        var content = try Self.content(in: database)
        let later = "SELECT id FROM directory_change WHERE id > ? ORDER BY id DESC"
        for id in try Int.fetchAll(database, sql: later, arguments: [last]) {
          content = content.applying(try ledger.edits(of: id).map { try $0.reversed() })
        }
        return (content, change)
      }
    }
  }

  // MARK: - Shipped data

  /// Which shipped data the store was last held against.
  package struct ShippedMark: Sendable, Hashable {
    /// How the files looked: whatever is cheap to ask and changes when they do.
    package let stamp: String
    /// The version of their content.
    package let version: String
    /// The version that an admin last settled: loaded, applied or decided against; nil for none.
    package let settled: String?

    /// A stamp, a version, and the version that was settled last.
    package init(stamp: String, version: String, settled: String?) {
      self.stamp = stamp
      self.version = version
      self.settled = settled
    }
  }

  /// The mark that was left last; nil for none.
  package func shippedMark() throws(DirectoryStoreError) -> ShippedMark? {
    try access("looking for the shipped data's mark") { queue in
      try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: "SELECT stamp, version, settled FROM shipped_data")
        return try Row.fetchOne(statement).map { row in
          ShippedMark(stamp: try row.text(0), version: try row.text(1), settled: try row.textOrNil(2))
        }
      }
    }
  }

  /// Leaves a mark in the place of the one before.
  package func mark(_ mark: ShippedMark) throws(DirectoryStoreError) {
    try access("marking the shipped data") { queue in
      try queue.write { database in
        try database.execute(
          sql: "INSERT OR REPLACE INTO shipped_data (id, stamp, version, settled) VALUES (1, ?, ?, ?)",
          arguments: [mark.stamp, mark.version, mark.settled])
      }
    }
  }

  /// Whether the directory has ever been of a version.
  package func hasHeld(version: String) throws(DirectoryStoreError) -> Bool {
    try access("looking for a version") { queue in
      try queue.unsafeRead { database in
        let sql = "SELECT EXISTS (SELECT 1 FROM directory_change WHERE version = ?)"
        return try Bool.fetchOne(database, sql: sql, arguments: [version]) ?? false
      }
    }
  }
}
