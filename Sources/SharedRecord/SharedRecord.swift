#if PostgreSQL
  import Foundation

  /// A change as the shared record takes it: its texts and its seal, with no word of what they mean.
  package struct SharedChange: Sendable, Hashable {
    /// One record's text before and after; nil where there was or is none.
    package struct Edit: Sendable, Hashable, Encodable {
      /// `council`, `contact` or `elsewhere`.
      package let kind: String
      /// The record's id.
      package let record: String
      /// The text before.
      package let old: String?
      /// The text after.
      package let new: String?

      /// An edit of a record.
      package init(kind: String, record: String, old: String?, new: String?) {
        self.kind = kind
        self.record = record
        self.old = old
        self.new = new
      }
    }

    /// The check that a change enters.
    package struct Check: Sendable, Hashable, Encodable {
      /// The contact's id.
      package let contact: String
      /// The day of the check, as an ISO date.
      package let checkedOn: String
      /// How it was checked.
      package let method: String
      /// What else was found out; nil for nothing.
      package let note: String?

      /// A check of a contact.
      package init(contact: String, checkedOn: String, method: String, note: String?) {
        self.contact = contact
        self.checkedOn = checkedOn
        self.method = method
        self.note = note
      }
    }

    /// The hash of the change before.
    package var previous: String
    /// When, as an ISO moment with its offset.
    package var at: String
    /// Who.
    package var by: String
    /// Where the content came from.
    package var source: String
    /// The version that the directory has since.
    package var version: String
    /// What was done, in words.
    package var what: String
    /// The change that this one takes back; nil where it takes none back.
    package var undoes: Int?
    /// The edits, in order.
    package var edits: [Edit]
    /// The check that it enters; nil for every other change.
    package var check: Check?
    /// The seal over all of it, which the server makes anew and compares.
    package var hash: String

    /// A change, stated in full.
    package init(
      previous: String, at: String, by: String, source: String, version: String, what: String, undoes: Int? = nil,
      edits: [Edit], check: Check? = nil, hash: String
    ) {
      self.previous = previous
      self.at = at
      self.by = by
      self.source = source
      self.version = version
      self.what = what
      self.undoes = undoes
      self.edits = edits
      self.check = check
      self.hash = hash
    }
  }

  /// The record that many sites share, on a PostgreSQL server.
  ///
  /// This module knows the server's tables and functions, and texts. It must know nothing of the directory, of a site's own
  /// store or of commands: what a text means is settled by whoever reads it.
  package struct SharedRecord: ~Copyable {
    private let connection: PostgreSQLConnection
    /// Where that goes to, for a second one beside it.
    private let address: (server: String, place: PostgreSQLConnection.Place?)

    /// How records are written there. Format 2 has the order of contacts; sites with records of format 1 are not shared.
    package static let format = 2

    /// What stands before the first change.
    package static let genesis = String(repeating: "0", count: 64)

    /// The last change that the record holds.
    package struct Head: Sendable, Hashable {
      /// The change's id; 0 while there is none.
      package let id: Int
      /// Its seal.
      package let hash: String
      /// The directory's version since.
      package let version: String
    }

    /// Connects to a server. Of several hosts all are asked: it is the one on the highest timeline that takes changes. So an
    /// old primary that has come back is passed over, also by who has not heard of the failover.
    ///
    /// - Parameters:
    ///   - server: The server as libpq has it: `host=a,b dbname=nightdesk sslmode=verify-full`, or a URI.
    ///   - timeline: The highest timeline that was seen, of which a lower one is an old primary's.
    /// - Throws: `SharedRecordError`: `unreachable`; `forbidden`; `readOnly` where only standbys answer; `older` where only
    ///   an old primary does.
    package init(_ server: String, from timeline: String = "") throws(SharedRecordError) {
      let places = try PostgreSQLConnection.places(of: server)
      guard !places.isEmpty else {
        let made = try PostgreSQLConnection(server)
        if let fault = try Self.judge(made, from: timeline).fault { throw fault }
        connection = made
        address = (server, nil)
        return
      }
      var failure: SharedRecordError?
      var best: (place: PostgreSQLConnection.Place, timeline: String)?
      for place in places {
        do throws(SharedRecordError) {
          let (own, fault) = try Self.judge(try PostgreSQLConnection(server, at: place), from: timeline)
          if let fault { throw fault }
          if best.map({ own > $0.timeline }) ?? true { best = (place, own) }
        } catch {
          // A host that is away says less than one that is the wrong one.
          if failure == nil || failure?.code == .unreachable { failure = error }
        }
      }
      guard let best else { throw failure ?? SharedRecordError(.unreachable, "no host is named") }
      connection = try PostgreSQLConnection(server, at: best.place)
      address = (server, best.place)
    }

    /// A server's timeline, and why it is not the one to talk to; nil where it is.
    private static func judge(
      _ connection: borrowing PostgreSQLConnection, from timeline: String
    ) throws(SharedRecordError) -> (timeline: String, fault: SharedRecordError?) {
      let host = connection.host
      if try connection.query("SELECT pg_is_in_recovery()").first?.first == "t" {
        return ("", SharedRecordError(.readOnly, "\(host) is a standby, which takes no changes and gives no notices"))
      }
      let rows = try connection.query("SELECT \(Self.timelineNow)")
      let own = (rows.first?.first ?? nil) ?? ""
      guard own < timeline else { return (own, nil) }
      return (
        own,
        SharedRecordError(
          .older, "\(host) is a server of before a failover: its timeline is \(own), and \(timeline) was seen")
      )
    }

    private static let timelineNow = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"

    /// The version of libpq that this build runs with, like `15.18`.
    package static var library: String { PostgreSQLConnection.library }

    /// Where the server is: host and port.
    package var server: String { connection.host }

    /// Makes the tables, the functions and the roles, in one transaction.
    ///
    /// - Throws: `SharedRecordError`: `refused` where the database has a schema `nightdesk`, `forbidden` where the login is no
    ///   superuser's.
    package borrowing func create() throws(SharedRecordError) {
      let rows = try connection.query(
        """
        SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'nightdesk'),
          (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
        """)
      if rows.first?.first == "t" {
        throw SharedRecordError(.refused, "the database holds a schema 'nightdesk' already; nothing is changed")
      }
      guard rows.first?.last == "t" else {
        throw SharedRecordError(.forbidden, "only a superuser of the server may make the shared record")
      }
      try inTransaction { () throws(SharedRecordError) in
        try connection.run(SharedSchema.sql)
        try connection.query("INSERT INTO nightdesk.site (format) VALUES ($1)", ["\(Self.format)"])
      }
    }

    /// The last change.
    ///
    /// - Throws: `SharedRecordError`: `refused` where there is no shared record, or one of a format that is not known.
    package borrowing func head() throws(SharedRecordError) -> Head {
      let isThere = try connection.query("SELECT to_regclass('nightdesk.site') IS NOT NULL")
      guard isThere.first?.first == "t" else {
        throw SharedRecordError(.refused, "the database holds no shared record; 'nightdesk shared create' makes it")
      }
      let rows = try connection.query(
        "SELECT format, head.id, hash, version FROM nightdesk.head, nightdesk.site")
      guard let row = rows.first, row.count == 4, let format = row[0].flatMap(Int.init),
        let id = row[1].flatMap(Int.init),
        let hash = row[2], let version = row[3]
      else { throw SharedRecordError(.failed, "the server's answer cannot be read") }
      guard format == Self.format else {
        throw SharedRecordError(
          .refused,
          "the shared record is of format \(format) and this program knows \(Self.format); update this program")
      }
      return Head(id: id, hash: hash, version: version)
    }

    /// Puts changes at the end of the record, in one transaction: all of them or, on any error, none.
    ///
    /// - Returns: The record's last change.
    /// - Throws: `SharedRecordError`: `moved` where the record has another end by now, `stale`, `badSeal`, `forbidden`;
    ///   `uncertain` where only `isKept` can tell whether it holds them.
    package borrowing func append(_ changes: [SharedChange]) throws(SharedRecordError) -> Head {
      try inTransaction { () throws(SharedRecordError) in
        for change in changes { try append(change) }
      }
      do throws(SharedRecordError) {
        return try head()
      } catch {
        throw SharedRecordError(.uncertain, error.explanation)
      }
    }

    private borrowing func append(_ change: SharedChange) throws(SharedRecordError) {
      let edits = try Self.json(change.edits)
      var check: String?
      if let entered = change.check { check = try Self.json(entered) }
      try connection.query(
        "SELECT nightdesk.append_change($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
          change.previous, change.at, change.by, change.source, change.version, change.what,
          change.undoes.map { "\($0)" }, edits, change.hash, check,
        ])
    }

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

    /// Every site that was ever seen, by login; nil where the login may not know.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func sites() throws(SharedRecordError) -> [Site]? {
      let may = "SELECT has_table_privilege('nightdesk.site_seen', 'SELECT')"
      guard try connection.query(may).first?.first == "t" else { return nil }
      let rows = try connection.query(
        """
        SELECT desk, role, id, trouble, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')
        FROM nightdesk.site_seen ORDER BY role, desk
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

    // MARK: - Writing

    /// Whether a change is kept; waits until whoever is writing has come to an end.
    ///
    /// - Throws: `SharedRecordError`.
    package borrowing func isKept(_ hash: String) throws(SharedRecordError) -> Bool {
      try connection.query("SELECT nightdesk.is_kept($1)", [hash]).first?.first == "t"
    }

    private static func json(_ value: some Encodable) throws(SharedRecordError) -> String {
      do {
        return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
      } catch {
        throw SharedRecordError(.refused, "it cannot be written as JSON: \(error)")
      }
    }

    private borrowing func inTransaction(_ body: () throws(SharedRecordError) -> Void) throws(SharedRecordError) {
      try connection.run("BEGIN")
      do throws(SharedRecordError) {
        try body()
      } catch {
        // A server that cannot even do this ends the transaction with the connection.
        do throws(SharedRecordError) { try connection.run("ROLLBACK") } catch {}
        throw error
      }
      do throws(SharedRecordError) {
        try connection.run("COMMIT")
      } catch {
        // A commit that is refused is refused whole; of one whose answer is lost nobody knows.
        guard error.code == .unreachable || error.code == .failed else { throw error }
        throw SharedRecordError(.uncertain, error.explanation)
      }
      if connection.isUnreplicated {
        throw SharedRecordError(.uncertain, "the server has it, and no standby has said that it has it too")
      }
    }
  }
#endif
