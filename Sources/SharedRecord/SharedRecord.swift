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

    /// Connects to a server.
    ///
    /// - Parameter server: The server as libpq has it: `host=a,b dbname=nightdesk sslmode=verify-full`, or a URI.
    /// - Throws: `SharedRecordError`: `unreachable`.
    package init(_ server: String) throws(SharedRecordError) { connection = try PostgreSQLConnection(server) }

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
    /// - Throws: `SharedRecordError`: `moved` where the record has another end by now, `stale`, `badSeal`, `forbidden`.
    package borrowing func append(_ changes: [SharedChange]) throws(SharedRecordError) -> Head {
      try inTransaction { () throws(SharedRecordError) in
        for change in changes { try append(change) }
      }
      return try head()
    }

    private borrowing func append(_ change: SharedChange) throws(SharedRecordError) {
      let encoder = JSONEncoder()
      let edits: String
      let check: String?
      do {
        edits = String(decoding: try encoder.encode(change.edits), as: UTF8.self)
        check = try change.check.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
      } catch {
        throw SharedRecordError(.refused, "the change cannot be written as JSON: \(error)")
      }
      try connection.query(
        "SELECT nightdesk.append_change($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
          change.previous, change.at, change.by, change.source, change.version, change.what,
          change.undoes.map { "\($0)" }, edits, change.hash, check,
        ])
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
        throw SharedRecordError(
          error.code,
          "\(error.explanation); whether the change is kept is not known: 'nightdesk shared status' tells")
      }
    }
  }
#endif
