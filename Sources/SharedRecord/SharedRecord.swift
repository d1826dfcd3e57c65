#if PostgreSQL
  /// The record that many sites share, on a PostgreSQL server.
  ///
  /// This module knows the server's tables and functions, and texts. It must know nothing of the directory, of a site's own
  /// store or of commands: what a text means is settled by whoever reads it.
  package struct SharedRecord: ~Copyable {
    let connection: PostgreSQLConnection
    /// Where that goes to, for a second one beside it.
    let address: (server: String, place: PostgreSQLConnection.Place?)

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
    ///   - timeline: The highest timeline that was seen, of which a lower one is an old primary's, and of which server; empty for
    ///     any.
    /// - Throws: `SharedRecordError`: `unreachable`; `forbidden`; `readOnly` where only standbys answer; `older` where only
    ///   an old primary does, or another server.
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
      // Behind the eight digits of the timeline stands which server it is; an older program noted none.
      let (server, noted) = (own.dropFirst(8), timeline.dropFirst(8))
      guard server == noted || noted.isEmpty else {
        return (
          own,
          SharedRecordError(
            .older,
            "\(host) is another server than the one that is followed, and has a copy of its record; where it is the right one, "
              + "'nightdesk shared fork set-aside' takes its word")
        )
      }
      guard own.prefix(8) < timeline.prefix(8) else { return (own, nil) }
      return (
        own,
        SharedRecordError(
          .older, "\(host) is a server of before a failover: its timeline is \(own), and \(timeline) was seen")
      )
    }

    /// The timeline, and what tells the server and its standbys from a copy that was restored into another.
    static let timelineNow = """
      substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || '/' || (SELECT system_identifier FROM pg_control_system())
      """

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
      try standing().head
    }

    /// Does something in one transaction: all of it or, on any error but one of `uncertain` and `unreplicated`, nothing.
    borrowing func inTransaction(_ body: () throws(SharedRecordError) -> Void) throws(SharedRecordError) {
      try connection.run("BEGIN")
      do throws(SharedRecordError) {
        try body()
      } catch {
        // A server that cannot even do this ends the transaction with the connection.
        do throws(SharedRecordError) { try connection.run("ROLLBACK") } catch {}
        throw error
      }
      try connection.commit()
    }
  }
#endif
