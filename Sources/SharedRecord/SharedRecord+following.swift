#if PostgreSQL
  import Foundation

  extension SharedRecord {
    // MARK: - Following

    /// How the record stands: its own id, the server's timeline, and its last change.
    package struct Standing: Sendable, Hashable {
      /// The record's own id, which a copy of it has too.
      package let record: String
      /// The server's timeline, in eight hexadecimal digits, a `/`, and which server it is.
      package let timeline: String
      /// The last change.
      package let head: Head
      /// The server's clock, in seconds since 1970.
      package let seconds: Int
    }

    /// What a site that follows asks each time: how the record stands, whether it has what the site has, and what is new.
    package struct News: Sendable, Hashable {
      /// How the record stands.
      package let standing: Standing
      /// The seal of the change after which was asked; nil where there is no such change.
      package let seal: String?
      /// A change and its id.
      package struct Change: Sendable, Hashable {
        /// The id.
        package let id: Int
        /// The change.
        package let change: SharedChange
      }
      /// The changes after it, the oldest first.
      package let changes: [Change]
    }

    /// How the record stands.
    ///
    /// - Throws: `SharedRecordError`: `refused` where there is no shared record, or one of a format that is not known.
    package borrowing func standing() throws(SharedRecordError) -> Standing {
      try Self.standing(try connection.query(Self.standingNow))
    }

    private static let standingNow = """
      SELECT format, site.id, \(timelineNow), floor(extract(epoch FROM clock_timestamp()))::bigint, head.id, hash, version
      FROM nightdesk.head, nightdesk.site
      """

    private static func standing(_ rows: [[String?]]) throws(SharedRecordError) -> Standing {
      guard let row = rows.first, row.count == 7, let format = row[0].flatMap(Int.init), let record = row[1],
        let timeline = row[2], let seconds = row[3].flatMap(Int.init), let id = row[4].flatMap(Int.init),
        let hash = row[5], let version = row[6]
      else { throw unreadable }
      guard format == Self.format else {
        throw SharedRecordError(
          .refused,
          "the shared record is of format \(format) and this program knows \(Self.format); update this program")
      }
      return Standing(
        record: record, timeline: timeline, head: Head(id: id, hash: hash, version: version), seconds: seconds)
    }

    private static var unreadable: SharedRecordError {
      SharedRecordError(.failed, "the server's answer cannot be read")
    }

    /// The seal of a change; nil where there is no such change.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func hash(of change: Int) throws(SharedRecordError) -> String? {
      try connection.query("SELECT hash FROM nightdesk.change WHERE id = $1", ["\(change)"]).first?.first ?? nil
    }

    /// The changes after one, the oldest first, at most so many.
    ///
    /// - Throws: `SharedRecordError`, as `standing()`.
    package borrowing func changes(after change: Int, most: Int) throws(SharedRecordError) -> [News.Change] {
      try news(after: change, most: most).changes
    }

    /// How the record stands, the seal of a change, and at most so many of the changes after it, asked for all at once.
    ///
    /// - Throws: `SharedRecordError`, as `standing()`.
    package borrowing func news(after change: Int, most: Int) throws(SharedRecordError) -> News {
      // Ids have no gaps. Each statement sees what the one before saw, and perhaps more: a change that is seen has its edits.
      let range = ["\(change)", "\(change + most)"]
      let answers = try connection.query(each: [
        (Self.standingNow, []), ("SELECT hash FROM nightdesk.change WHERE id = $1", ["\(change)"]),
        (
          """
          SELECT id, change.at, change.by, source, version, what, undoes, previous, hash, contact, checked_on, method, note
          FROM nightdesk.change LEFT JOIN nightdesk.verification ON verification.change = change.id
          WHERE id > $1 AND id <= $2 ORDER BY id
          """, range
        ),
        (
          """
          SELECT change, kind, record, old, new FROM nightdesk.edit WHERE change > $1 AND change <= $2
          ORDER BY change, place
          """, range
        ),
      ])
      guard answers.count == 4 else { throw Self.unreadable }
      var edits: [String: [SharedChange.Edit]] = [:]
      for row in answers[3] {
        guard row.count == 5, let change = row[0], let kind = row[1], let record = row[2] else { throw Self.unreadable }
        edits[change, default: []].append(SharedChange.Edit(kind: kind, record: record, old: row[3], new: row[4]))
      }
      var changes: [News.Change] = []
      for row in answers[2] {
        guard row.count == 13, let name = row[0], let id = Int(name), let at = row[1], let by = row[2],
          let source = row[3], let version = row[4], let what = row[5], let previous = row[7], let hash = row[8]
        else { throw Self.unreadable }
        var check: SharedChange.Check?
        if let contact = row[9], let day = row[10], let method = row[11] {
          check = SharedChange.Check(contact: contact, checkedOn: day, method: method, note: row[12])
        }
        changes.append(
          News.Change(
            id: id,
            change: SharedChange(
              previous: previous, at: at, by: by, source: source, version: version, what: what,
              undoes: row[6].flatMap(Int.init), edits: edits[name] ?? [], check: check, hash: hash)))
      }
      return News(
        standing: try Self.standing(answers[0]), seal: answers[1].first?.first ?? nil, changes: changes)
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

    /// A report of a failed contact, as the server holds it.
    package struct HeldReport: Sendable, Hashable {
      /// What the site calls itself.
      package let desk: String
      /// The contact's id.
      package let contact: String
      /// What happened, in the site's word.
      package let how: String
      /// When, as the site wrote it.
      package let at: String
    }

    /// The reports of failed contacts of all sites, at most so many, the newest first; nil where the login may not know.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func reports(most: Int) throws(SharedRecordError) -> [HeldReport]? {
      let may = "SELECT has_table_privilege('nightdesk.failure_report', 'SELECT')"
      guard try connection.query(may).first?.first == "t" else { return nil }
      let rows = try connection.query(
        "SELECT desk, contact, how, at FROM nightdesk.failure_report ORDER BY received DESC, number LIMIT $1",
        ["\(most)"])
      return try rows.map { row throws(SharedRecordError) in
        guard row.count == 4, let desk = row[0], let contact = row[1], let how = row[2], let at = row[3] else {
          throw Self.unreadable
        }
        return HeldReport(desk: desk, contact: contact, how: how, at: at)
      }
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
      return try rows.map { row throws(SharedRecordError) in
        guard row.count == 5, let desk = row[0], let role = row[1], let change = row[2].flatMap(Int.init),
          let at = row[4]
        else { throw Self.unreadable }
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
      var isHeard = false
      do throws(SharedRecordError) {
        // From another connection: a pooler may hand on what a connection tells itself.
        let other = try PostgreSQLConnection(address.server, at: address.place)
        try other.run("SET lock_timeout = '2s'")
        try other.query("SELECT pg_notify($1, 'probe')", [probe])
      } catch {
        // A change that waits for a standby which is not there holds up all notices: what can be looked at is looked at.
        guard error.code == .busy else { throw error }
      }
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
