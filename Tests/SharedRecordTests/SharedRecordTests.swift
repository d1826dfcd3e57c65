#if PostgreSQL
  import Foundation
  import Testing

  @testable import SharedRecord

  /// The shared record on a real server: what each role may do, and what the record refuses whoever asks.
  @Suite(.serialized) struct SharedRecordTests {
    private static func filled() throws -> Server {
      let server = try Server()
      try SharedRecord(server.superuser).create()
      let connection = try PostgreSQLConnection(server.superuser)
      try connection.run(
        """
        CREATE ROLE luton LOGIN IN ROLE nightdesk_desk; CREATE ROLE ann LOGIN IN ROLE nightdesk_admin;
        CREATE ROLE ben LOGIN IN ROLE nightdesk_admin; CREATE ROLE stranger LOGIN
        """)
      return server
    }

    /// A change that adds a record, or alters it, with the seal that the server makes.
    private static func change(
      _ previous: String, id: Int, at: String = "2026-11-26T02:00:00+00:00", record: String = "dover/a",
      from old: String? = nil, to new: String?, on server: Server
    ) throws -> SharedChange {
      var change = SharedChange(
        previous: previous, at: at, by: "ann", source: "hand", version: "v\(id)", what: "one",
        edits: [SharedChange.Edit(kind: "contact", record: record, old: old, new: new)], hash: "")
      let edits = String(decoding: try JSONEncoder().encode(change.edits), as: UTF8.self)
      let rows = try PostgreSQLConnection(server.superuser).query(
        "SELECT nightdesk.seal($1, $2, $3, $4, $5, $6, $7, NULL, 1, $8)",
        [previous, "\(id)", change.at, change.by, change.source, change.version, change.what, edits])
      change.hash = try #require(rows.first?.first ?? nil)
      return change
    }

    private static func text(_ record: String, _ value: String = "1") -> String {
      "{\"id\":\"\(record)\",\"value\":\"\(value)\"}"
    }

    private func code(_ body: () throws -> Void) throws -> SharedRecordError.Code? {
      do { try body() } catch let error as SharedRecordError { return error.code }
      return nil
    }

    @Test func `the server seals every change of the vectors as the program does`() throws {
      let server = try Self.filled()
      let connection = try PostgreSQLConnection(server.superuser)
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("SealVectors.json")
      let vectors = try #require(
        try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]])
      #expect(vectors.count >= 8)
      for vector in vectors {
        func text(_ key: String) -> String? { vector[key].flatMap { $0 is NSNull ? nil : "\($0)" } }
        let edits: String? = try (vector["edits"] as? [Any]).map {
          String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self)
        }
        let count = (vector["edits"] as? [Any]).map { "\($0.count)" }
        let rows = try connection.query(
          "SELECT nightdesk.seal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
          ["previous", "id", "at", "by", "source", "version", "what", "undoes"].map(text) + [count, edits])
        #expect(rows.first?.first == text("hash"), "\(text("what") ?? "")")
      }
    }

    @Test func `each role may do what it is for, and no more`() throws {
      let server = try Self.filled()
      let none = SharedRecord.genesis
      let change = try Self.change(none, id: 1, to: Self.text("dover/a"), on: server)
      _ = try SharedRecord(server.server(as: "ann")).append([change])
      let reads = ["site", "head", "change", "edit", "record_now", "verification"].map {
        "SELECT * FROM nightdesk.\($0)"
      }
      let writes = ["site", "head", "change", "edit", "record_now", "verification", "failure_report", "site_seen"]
        .flatMap { table in
          [
            "INSERT INTO nightdesk.\(table) DEFAULT VALUES", "DELETE FROM nightdesk.\(table)",
            "TRUNCATE nightdesk.\(table)",
          ]
        }
      let report = #"{"number": 1, "contact": "dover/a", "how": "engaged", "at": "2026-11-26T02:00:00+00:00"}"#
      let note = "SELECT nightdesk.note_failures('desk', '[\(report)]')"
      let seen = "SELECT nightdesk.see_site('desk', 1, 'hash', NULL)"
      let (sites, kept) = ("SELECT * FROM nightdesk.site_seen", "SELECT nightdesk.is_kept('')")
      let append = "SELECT nightdesk.append_change('', '', '', '', '', '', NULL, '[]', '', NULL)"
      let own = ["SET ROLE nightdesk_owner", "SELECT nightdesk.seal('', 1, '', '', '', '', '', NULL, 0, '[]')"]
      let reports = "SELECT * FROM nightdesk.failure_report"
      for (login, may, mayNot) in [
        ("luton", reads + [note, note, seen, kept], writes + own + [append, reports, sites]),
        ("ann", reads + [note, seen, reports, sites, kept], writes + own),
        ("stranger", [], reads + writes + own + [note, seen, append, reports, sites, kept]),
      ] {
        let connection = try PostgreSQLConnection(server.server(as: login))
        for statement in may { #expect(try code { try connection.query(statement) } == nil, "\(login): \(statement)") }
        for statement in mayNot {
          #expect(try code { try connection.query(statement) } == .forbidden, "\(login): \(statement)")
        }
      }
      let connection = try PostgreSQLConnection(server.superuser)
      #expect(try connection.query("SELECT count(*), min(role) FROM nightdesk.failure_report") == [["1", "luton"]])
      #expect(try connection.query("SELECT role FROM nightdesk.change") == [["ann"]])
    }

    @Test func `neither the owner nor a superuser alters the record`() throws {
      let server = try Self.filled()
      let change = try Self.change(SharedRecord.genesis, id: 1, to: Self.text("dover/a"), on: server)
      _ = try SharedRecord(server.server(as: "ann")).append([change])
      for role in ["postgres", "nightdesk_owner"] {
        let connection = try PostgreSQLConnection(server.superuser)
        try connection.run("SET ROLE \(role)")
        for (table, column) in [("change", "by"), ("edit", "new"), ("verification", "by"), ("failure_report", "how")] {
          for statement in [
            "UPDATE nightdesk.\(table) SET \(column) = 'x'", "DELETE FROM nightdesk.\(table)",
            "TRUNCATE nightdesk.\(table) CASCADE",
          ] { #expect(try code { try connection.query(statement) } == .refused, "\(role): \(statement)") }
        }
      }
      #expect(try SharedRecord(server.superuser).head().hash == change.hash)
    }

    @Test func `a change is refused that is late, stale or not sealed, and leaves no trace`() throws {
      let server = try Self.filled()
      let first = try Self.change(SharedRecord.genesis, id: 1, to: Self.text("dover/a"), on: server)
      let ann = try SharedRecord(server.server(as: "ann"))
      let held = try ann.append([first])
      #expect(held == SharedRecord.Head(id: 1, hash: first.hash, version: "v1"))
      let stale = try Self.change(first.hash, id: 2, from: Self.text("dover/a", "2"), to: nil, on: server)
      var unsealed = try Self.change(first.hash, id: 2, record: "dover/b", to: Self.text("dover/b"), on: server)
      let good = unsealed
      unsealed.what = "another"
      for (changes, expected) in [
        ([first], .moved), ([stale], .stale), ([unsealed], .badSeal), ([good, good], .moved),
      ]
        as [([SharedChange], SharedRecordError.Code)]
      {
        #expect(try code { _ = try ann.append(changes) } == expected)
        #expect(try ann.head() == held)
      }
      do throws(SharedRecordError) { _ = try ann.append([first]) } catch {
        #expect(error.explanation == "ann changed it at 02:00 on 2026-11-26 (change 1)")
      }
      #expect(try ann.append([good]).id == 2)
    }

    @Test func `a moment that no site's store would take gets into no record`() throws {
      let server = try Self.filled()
      let ann = try SharedRecord(server.server(as: "ann"))
      for at in [
        "", "yesterday", "2026-11-26", "2026-11-26T02:00:00", "2026-11-26T02:00:00Z", "2026-02-30T02:00:00+00:00",
        "2026-13-01T02:00:00+00:00", "1026-11-26T02:00:00+00:00", "2026-11-26T25:00:00+00:00",
        "2026-11-26T02:60:00+00:00", "2026-11-26T02:00:00+15:00", "2026-11-26T02:00:00+00:00 ",
        "2026-11-26T02:00:00+00:00\n",
      ] {
        let odd = try Self.change(SharedRecord.genesis, id: 1, at: at, to: Self.text("dover/a"), on: server)
        #expect(try code { _ = try ann.append([odd]) } == .refused, "\(at)")
      }
      var checked = try Self.change(SharedRecord.genesis, id: 1, to: Self.text("dover/a"), on: server)
      for day in ["", "26/11/2026", "2026-11-26T", "2026-02-30", "1026-11-26"] {
        checked.check = SharedChange.Check(contact: "dover/a", checkedOn: day, method: "web-page", note: nil)
        #expect(try code { _ = try ann.append([checked]) } == .refused, "\(day)")
      }
      #expect(try ann.head().id == 0)
    }

    @Test func `a desk that asks whether a change is kept waits for its writer, and holds up none`() throws {
      let server = try Self.filled()
      let change = try Self.change(SharedRecord.genesis, id: 1, to: Self.text("dover/a"), on: server)
      let luton = try SharedRecord(server.server(as: "luton"))
      #expect(try !luton.isKept(change.hash))
      let ann = try SharedRecord(server.server(as: "ann"))
      try ann.inTransaction { () throws(SharedRecordError) in
        try ann.connection.query(
          "SELECT nightdesk.append_change($1, $2, $3, $4, $5, $6, NULL, $7, $8, NULL)",
          [
            change.previous, change.at, change.by, change.source, change.version, change.what,
            try SharedRecord.json(change.edits), change.hash,
          ])
        // Nobody knows yet what becomes of it.
        do throws(SharedRecordError) {
          _ = try luton.isKept(change.hash)
          Issue.record("an answer while somebody writes")
        } catch {
          #expect(error.code == .busy)
        }
      }
      // Whoever asks and leaves his transaction open is in nobody's way.
      try luton.connection.run("BEGIN")
      #expect(try luton.isKept(change.hash))
      let next = try Self.change(change.hash, id: 2, record: "dover/b", to: Self.text("dover/b"), on: server)
      #expect(try ann.append([next]).id == 2)
      try luton.connection.run("ROLLBACK")
    }

    @Test func `two admins at once lose nothing and fork nothing`() async throws {
      let server = try Self.filled()
      let (writers, each) = (["ann", "ben"], ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil ? 50 : 500)
      try await withThrowingTaskGroup(of: Int.self) { group in
        for writer in writers {
          let login = server.server(as: writer)
          group.addTask {
            let record = try SharedRecord(login)
            let seals = try PostgreSQLConnection(login.replacingOccurrences(of: writer, with: "postgres"))
            var landed = 0
            while landed < each {
              let head = try record.head()
              let name = "dover/\(writer)-\(landed)"
              var change = SharedChange(
                previous: head.hash, at: "2026-11-26T02:00:00+00:00", by: writer, source: "hand", version: "v",
                what: name,
                edits: [SharedChange.Edit(kind: "contact", record: name, old: nil, new: Self.text(name))], hash: "")
              let edits = String(decoding: try JSONEncoder().encode(change.edits), as: UTF8.self)
              change.hash =
                try seals.query(
                  "SELECT nightdesk.seal($1, $2, $3, $4, 'hand', 'v', $5, NULL, 1, $6)",
                  [head.hash, "\(head.id + 1)", change.at, writer, name, edits]
                ).first?.first.flatMap { $0 } ?? ""
              do throws(SharedRecordError) {
                _ = try record.append([change])
                landed += 1
              } catch {
                guard error.code == .moved else { throw error }
              }
            }
            return landed
          }
        }
        try await group.waitForAll()
      }
      let counts = try PostgreSQLConnection(server.superuser).query(
        "SELECT count(*), max(id), count(DISTINCT previous), (SELECT count(*) FROM nightdesk.record_now) FROM nightdesk.change"
      )
      #expect(counts == [[String?](repeating: "\(2 * each)", count: 4)])
    }

    @Test func `a site hears that a pooler swallows notices, and hears them without one`() throws {
      let server = try Self.filled()
      // On a machine that is busy a notice may take longer than a program waits for it.
      #expect(try holds { try SharedRecord(server.server(as: "luton")).listen() })
      guard let pooler = try Pooler(of: server) else {
        print("left out: pgbouncer is not installed")
        return
      }
      #expect(try holds { (try? SharedRecord(pooler.server(as: "luton")).head().id) == 0 })
      #expect(try !SharedRecord(pooler.server(as: "luton")).listen())
      // What is asked comes through all the same.
      let ann = try SharedRecord(pooler.server(as: "ann"))
      let change = try Self.change(SharedRecord.genesis, id: 1, to: Self.text("dover/a"), on: server)
      #expect(try ann.append([change]).id == 1)
      #expect(try SharedRecord(pooler.server(as: "luton")).changes(after: 0, most: 10).map(\.id) == [1])
    }

    @Test func `a site that comes while a change waits for a standby hears nothing, and follows all the same`() throws {
      let server = try Self.filled()
      let watch = try PostgreSQLConnection(server.superuser)
      try watch.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
      try watch.run("SELECT pg_reload_conf()")
      let writer = server.superuser
      #expect(
        try holds {
          // It waits until the server goes, for there is no standby; one that came before the server had read its settings did not.
          Thread {
            _ = try? PostgreSQLConnection(writer).run(
              "SELECT pg_logical_emit_message(true, 'a', 'b'); NOTIFY nightdesk")
          }.start()
          return try watch.query("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == [["t"]]
        })
      let luton = try SharedRecord(server.server(as: "luton"))
      #expect(try !luton.listen())
      #expect(try luton.news(after: 0, most: 10).changes == [])
      try luton.take(
        [SharedRecord.Report(number: 1, contact: "dover/a", how: "no-answer", at: "2026-11-26T02:00:00+00:00")],
        of: "desk")
      try luton.see("desk", at: 0, SharedRecord.genesis, trouble: nil)
      #expect(try watch.query("SELECT contact FROM nightdesk.failure_report") == [["dover/a"]])
    }

    @Test func `what an operator sets in the connection is kept, beside what keeps a wait within bounds`() throws {
      let server = try Server()
      let bare = try PostgreSQLConnection(server.superuser)
      let own = try PostgreSQLConnection(
        server.superuser + " options='-c work_mem=5MB -c lock_timeout=7s -c client_min_messages=error'")
      for (setting, expected, told) in [
        ("work_mem", "4MB", "5MB"), ("lock_timeout", "10s", "7s"), ("statement_timeout", "1min", "1min"),
        ("client_min_messages", "warning", "warning"),
      ] {
        #expect(try bare.query("SHOW \(setting)") == [[expected]])
        #expect(try own.query("SHOW \(setting)") == [[told]])
      }
    }

    @Test func `statements that are sent together answer in order, and one that is refused harms no other question`()
      throws
    {
      let server = try Server()
      let connection = try PostgreSQLConnection(server.superuser)
      try connection.run("LISTEN one")
      let long = String(repeating: "x", count: 3_000_000)
      let answers = try connection.query(each: [
        ("SELECT $1::text", ["a"]), ("SELECT NULL", []), ("SELECT 1 WHERE false", []), ("SELECT $1::text", [long]),
        ("SELECT pg_notify('one', 'told')", []),
      ])
      #expect(answers == [[["a"]], [[nil]], [], [[long]], [[""]]])
      #expect(
        try code { _ = try connection.query(each: [("SELECT 1", []), ("SELECT 1/0", []), ("SELECT 2", [])]) }
          == .refused)
      #expect(try connection.query("SELECT 3") == [["3"]])
      #expect(try connection.notices(within: 60_000) == ["told"])
      #expect(try connection.query(each: []) == [])
      try PostgreSQLConnection(server.superuser).run("NOTIFY one, 'again'")
      #expect(try connection.notices(within: 60_000) == ["again"])
    }

    @Test func `two logins that say they are one desk are two sites`() throws {
      let server = try Self.filled()
      for (login, change) in [("luton", 1), ("ann", 2), ("luton", 3)] {
        try SharedRecord(server.server(as: login)).see("desk", at: change, "hash", trouble: nil)
      }
      let sites = try #require(try SharedRecord(server.server(as: "ann")).sites())
      #expect(sites.map(\.role) == ["ann", "luton"] && sites.map(\.change) == [2, 3])
    }

    @Test func `a server that is away, a database without a record and one that has it are told apart`() throws {
      let server = try Server()
      #expect(try code { _ = try SharedRecord(server.superuser).head() } == .refused)
      try SharedRecord(server.superuser).create()
      #expect(try SharedRecord(server.superuser).head().id == 0)
      #expect(try code { try SharedRecord(server.superuser).create() } == .refused)
      try PostgreSQLConnection(server.superuser).run(
        "CREATE ROLE ann LOGIN IN ROLE nightdesk_admin")
      try PostgreSQLConnection(server.superuser).run("CREATE DATABASE other")
      let other = server.server(as: "ann").replacingOccurrences(of: "dbname=postgres", with: "dbname=other")
      #expect(try code { try SharedRecord(other).create() } == .forbidden)
      let record = try SharedRecord(server.superuser)
      server.stop()
      #expect(try code { _ = try record.head() } == .unreachable)
      #expect(try code { _ = try SharedRecord(server.superuser) } == .unreachable)
      try server.start()
      #expect(try SharedRecord(server.superuser).head().id == 0)
    }

    @Test(
      arguments: [
        ("08006", .unreachable), ("57P01", .unreachable), ("57014", .failed), ("28P01", .forbidden),
        ("42501", .forbidden),
        ("25006", .readOnly), ("40001", .busy), ("55P03", .busy), ("23505", .refused), ("ND001", .moved),
        ("ND002", .stale),
        ("ND003", .badSeal), ("ND004", .refused), ("42P01", .failed), (nil, .unreachable),
      ] as [(String?, SharedRecordError.Code)])
    func `each SQLSTATE has its sort`(state: String?, code: SharedRecordError.Code) {
      #expect(SharedRecordError.code(of: state) == code)
    }
  }
#endif
