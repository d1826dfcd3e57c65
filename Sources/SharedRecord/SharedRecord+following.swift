#if PostgreSQL
  import Foundation

  extension SharedRecord {
    // MARK: - Following

    /// How the record stands: its own id, the server's timeline, and its last change.
    package struct Standing: Sendable, Hashable {
      /// The record's own id, which a copy of it has too.
      package let record: String
      /// The server's timeline, in eight hexadecimal digits.
      package let timeline: String
      /// The last change.
      package let head: Head
      /// The server's clock, in seconds since 1970.
      package let seconds: Int
    }

    /// How the record stands.
    ///
    /// - Throws: `SharedRecordError`, as `head()`.
    package borrowing func standing() throws(SharedRecordError) -> Standing {
      let head = try head()
      let rows = try connection.query(
        "SELECT id, \(Self.timelineNow), floor(extract(epoch FROM clock_timestamp()))::bigint FROM nightdesk.site")
      guard let row = rows.first, row.count == 3, let record = row[0], let timeline = row[1],
        let seconds = row[2].flatMap(Int.init)
      else { throw SharedRecordError(.failed, "the server's answer cannot be read") }
      return Standing(record: record, timeline: timeline, head: head, seconds: seconds)
    }

    /// The seal of a change; nil where there is no such change.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func hash(of change: Int) throws(SharedRecordError) -> String? {
      try connection.query("SELECT hash FROM nightdesk.change WHERE id = $1", ["\(change)"]).first?.first ?? nil
    }

    /// The changes after one, the oldest first, at most so many.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func changes(
      after change: Int, most: Int
    ) throws(SharedRecordError) -> [(id: Int, change: SharedChange)] {
      let rows = try connection.query(
        """
        SELECT id, change.at, change.by, source, version, what, undoes, previous, hash, contact, checked_on, method, note
        FROM nightdesk.change LEFT JOIN nightdesk.verification ON verification.change = change.id
        WHERE id > $1 ORDER BY id LIMIT $2
        """, ["\(change)", "\(most)"])
      guard let first = rows.first?.first ?? nil, let last = rows.last?.first ?? nil else { return [] }
      var edits: [String: [SharedChange.Edit]] = [:]
      let texts = try connection.query(
        "SELECT change, kind, record, old, new FROM nightdesk.edit WHERE change BETWEEN $1 AND $2 ORDER BY change, place",
        [first, last])
      for row in texts {
        guard row.count == 5, let change = row[0], let kind = row[1], let record = row[2] else {
          throw SharedRecordError(.failed, "the server's answer cannot be read")
        }
        edits[change, default: []].append(SharedChange.Edit(kind: kind, record: record, old: row[3], new: row[4]))
      }
      var changes: [(id: Int, change: SharedChange)] = []
      for row in rows {
        guard row.count == 13, let name = row[0], let id = Int(name), let at = row[1], let by = row[2],
          let source = row[3], let version = row[4], let what = row[5], let previous = row[7], let hash = row[8]
        else { throw SharedRecordError(.failed, "the server's answer cannot be read") }
        var check: SharedChange.Check?
        if let contact = row[9], let day = row[10], let method = row[11] {
          check = SharedChange.Check(contact: contact, checkedOn: day, method: method, note: row[12])
        }
        changes.append(
          (
            id,
            SharedChange(
              previous: previous, at: at, by: by, source: source, version: version, what: what,
              undoes: row[6].flatMap(Int.init), edits: edits[name] ?? [], check: check, hash: hash)
          ))
      }
      return changes
    }

    /// A report of a failed contact.
    package struct Report: Sendable, Hashable, Encodable {
      let number: Int
      let contact: String
      let how: String
      let at: String

      /// A report with what tells it from every other of its site.
      package init(number: Int, contact: String, how: String, at: String) {
        self.number = number
        self.contact = contact
        self.how = how
        self.at = at
      }
    }

    /// Hands in reports of failed contacts; one that is there already stays one.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func take(_ reports: [Report], of desk: String) throws(SharedRecordError) {
      try connection.query("SELECT nightdesk.note_failures($1, $2)", [desk, try Self.json(reports)])
    }

    /// Tells where a site is, and what is in its way.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func see(
      _ desk: String, at change: Int, _ hash: String, trouble: String?
    ) throws(SharedRecordError) {
      try connection.query("SELECT nightdesk.see_site($1, $2, $3, $4)", [desk, "\(change)", hash, trouble])
    }

    /// Where a site was when it was last seen.
    package struct Site: Sendable, Hashable {
      /// What it calls itself.
      package let desk: String
      /// The login that it has.
      package let role: String
      /// Its last change.
      package let change: Int
      /// What is in its way; nil for nothing.
      package let trouble: String?
      /// When, as the server writes moments.
      package let at: String
    }

    /// Every site that was ever seen, by its name; nil where the login may not know.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func sites() throws(SharedRecordError) -> [Site]? {
      let may = "SELECT has_table_privilege('nightdesk.site_seen', 'SELECT')"
      guard try connection.query(may).first?.first == "t" else { return nil }
      let rows = try connection.query(
        """
        SELECT desk, role, id, trouble, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
        FROM nightdesk.site_seen ORDER BY desk, role
        """)
      return rows.compactMap { row in
        guard row.count == 5, let desk = row[0], let role = row[1], let change = row[2].flatMap(Int.init),
          let at = row[4]
        else { return nil }
        return Site(desk: desk, role: role, change: change, trouble: row[3], at: at)
      }
    }

    /// Asks to be told of changes, and whether what is told comes through: a pooler takes the one and drops the other.
    ///
    /// - Returns: Whether notices come through.
    /// - Throws: `SharedRecordError`.
    package borrowing func listen() throws(SharedRecordError) -> Bool {
      let probe = "nightdesk_" + UUID().uuidString.lowercased()
      try connection.run("LISTEN nightdesk; LISTEN \"\(probe)\"")
      // From another connection: a pooler may hand on what a connection tells itself.
      try PostgreSQLConnection(address.server, at: address.place).query("SELECT pg_notify($1, 'probe')", [probe])
      var isHeard = false
      for _ in 0..<20 where !isHeard { isHeard = try connection.notices(within: 100).contains("probe") }
      try connection.run("UNLISTEN \"\(probe)\"")
      return isHeard
    }

    /// Waits until there is a change, or so many milliseconds have gone.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: `SharedRecordError`: `unreachable` where the connection is gone.
    package borrowing func isTold(within milliseconds: Int32) throws(SharedRecordError) -> Bool {
      try !connection.notices(within: milliseconds).isEmpty
    }
  }
#endif
