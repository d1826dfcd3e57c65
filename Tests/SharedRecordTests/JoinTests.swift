#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  @testable import SharedRecord

  /// Sites that follow a record on a real server, by the commands that an admin runs.
  @Suite(.serialized) struct JoinTests {
    @Test func `a site joins, takes what others change, changes something itself, and leaves`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let (ann, luton) = (server.server(as: "ann"), server.server(as: "luton"))
      // A store with a directory of its own is not replaced unasked, and kept when it is.
      #expect(
        try sites.run("second", "directory", "verify", "thanet/out-of-hours", "--by", "eve", "--how", "web-page").status
          == 0)
      let refused = try sites.run("second", "shared", "join", as: luton)
      #expect(refused.status == 1 && refused.output.contains("--replace"), "\(refused)")
      let token = try sites.run("second", "token", "add", "desk-3", "--role", "terminal")
      #expect(token.status == 0, "\(token)")
      let joined = try sites.run("second", "shared", "join", "--replace", as: luton)
      #expect(joined.status == 0 && joined.output.contains(".before-join"), "\(joined)")
      #expect(try sites.run("second", "token", "list").output.contains("desk-3"))
      #expect(FileManager.default.fileExists(atPath: sites.store("second") + ".before-join"))
      // A new site needs nothing.
      let third = try sites.run("third", "shared", "join", as: luton)
      #expect(third.status == 0, "\(third)")
      for site in ["second", "third"] {
        let check = try sites.run(site, "check", "--record")
        #expect(check.status == 0, "\(check)")
      }
      let changed = try sites.check("second", as: ann)
      #expect(changed.status == 0, "\(changed)")
      #expect(try SharedRecord(ann).head().id == 2)
      let behind = try sites.run("third", "shared", "status")
      #expect(behind.status == 1 && behind.output.contains("lacks 1"), "\(behind)")
      let taken = try sites.run("third", "shared", "follow", "--once")
      #expect(taken.status == 0 && taken.output.contains("1 change taken"), "\(taken)")
      let status = try sites.run("third", "shared", "status", as: ann)
      #expect(status.status == 0 && status.output.contains("the same"), "\(status)")
      for word in ["timeline 00000001", "heard", "all sent", "luton  change 2"] {
        #expect(status.output.contains(word), "\(word) in \(status)")
      }
      let json = try sites.run("third", "shared", "status", "--json", as: ann)
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect(object?["change"] as? Int == 2 && (object?["sites"] as? [Any])?.count ?? 0 >= 2, "\(json)")
      // A desk's login may not change anything, and is told who may.
      let forbidden = try sites.check("third", as: luton)
      #expect(forbidden.status == 3 && forbidden.output.contains("lets this login change nothing"), "\(forbidden)")
      #expect(try sites.last("third") == "2")
      let left = try sites.run("third", "shared", "leave")
      #expect(left.status == 0, "\(left)")
      #expect(try sites.check("third", as: "").status == 0)
      #expect(try SharedRecord(ann).head().id == 2)
      let again = try sites.run("third", "shared", "follow", "--once")
      #expect(again.status == 2 && again.output.contains("follows no shared record"), "\(again)")
    }

    @Test func `without the server a site reads on, changes nothing, and sends once what failed`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      server.stop()
      let look = try sites.run("second", "lookup", "thanet")
      #expect(look.status == 0, "\(look)")
      let refused = try sites.check("second", as: server.server(as: "ann"))
      #expect(refused.status == 3 && refused.output.contains("nothing is changed. Look-ups go on"), "\(refused)")
      let planned = try sites.run(
        "second", "directory", "set", "thanet/out-of-hours", "hours=24/7", "--by", "ann", "--plan")
      #expect(planned.output.contains("warning: the shared directory cannot be reached"), "\(planned)")
      for _ in 0..<2 {
        let noted = try sites.run("second", "directory", "checked", "thanet/out-of-hours", "--no-answer")
        #expect(noted.status == 0, "\(noted)")
      }
      let away = try sites.run("second", "shared", "status")
      #expect(away.status == 3 && away.output.contains("1 to be sent"), "\(away)")
      try server.start()
      for _ in 0..<2 { #expect(try sites.run("second", "shared", "follow", "--once").status == 0) }
      let reports = try PostgreSQLConnection(server.superuser).query(
        "SELECT contact, how, role FROM nightdesk.failure_report")
      #expect(reports == [["thanet/out-of-hours", "no-answer", "luton"]])
      #expect(try sites.run("second", "shared", "status").output.contains("all sent"))
    }

    @Test func `a site that follows has a change at once, and ends when it is told to`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      // Looking every hour: what comes sooner came by a notice.
      let (follower, pipe) = try sites.begin("second", ["shared", "follow", "--poll", "3600"])
      defer { if follower.isRunning { follower.terminate() } }
      let watch = try PostgreSQLConnection(server.superuser)
      #expect(try holds { try watch.query("SELECT count(*) FROM nightdesk.site_seen WHERE role = 'luton'") == [["1"]] })
      #expect(try sites.check("first", as: server.server(as: "ann")).status == 0)
      #expect(try holds { try watch.query("SELECT id FROM nightdesk.site_seen WHERE role = 'luton'") == [["2"]] })
      #expect(try sites.last("second") == "2")
      // The server goes and comes again, and so does the follower.
      server.stop(SIGQUIT)
      try server.start()
      #expect(try sites.check("first", as: server.server(as: "ann"), by: "ben").status == 0)
      let later = try PostgreSQLConnection(server.superuser)
      #expect(try holds { try later.query("SELECT id FROM nightdesk.site_seen WHERE role = 'luton'") == [["3"]] })
      follower.terminate()
      follower.waitUntilExit()
      #expect(follower.terminationStatus == 0)
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(said.contains("taken from the shared record"), "\(said)")
    }

    @Test func `each fault is told once, that it is over too, and the next is told again`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      let (follower, pipe) = try sites.begin("second", ["shared", "follow", "--poll", "0.2"])
      defer { if follower.isRunning { follower.terminate() } }
      let heard = Heard(pipe)
      for round in 1...2 {
        let watch = try PostgreSQLConnection(server.superuser)
        #expect(try sites.check("first", as: server.server(as: "ann"), note: "round \(round)").status == 0)
        #expect(
          try holds { try watch.query("SELECT id FROM nightdesk.site_seen WHERE role = 'luton'") == [["\(round + 1)"]] }
        )
        server.stop(SIGQUIT)
        #expect(try holds { heard.last("followed").contains("is not followed") }, "\(heard.lines)")
        // Long enough for several attempts.
        Thread.sleep(forTimeInterval: 2)
        try server.start()
        let after = try PostgreSQLConnection(server.superuser)
        try after.run("DELETE FROM nightdesk.site_seen")
        #expect(
          try holds { try after.query("SELECT count(*) FROM nightdesk.site_seen WHERE role = 'luton'") == [["1"]] })
        #expect(try holds { heard.last("followed").contains("is followed again") }, "\(heard.lines)")
      }
      follower.terminate()
      follower.waitUntilExit()
      let lines = heard.lines.filter { $0.contains("followed") }
      #expect(lines.filter { $0.contains("is followed again") }.count == 2, "\(lines)")
      let begins = zip(lines, lines.dropFirst()).filter {
        $0.contains("is followed again") && $1.contains("is not followed")
      }
      #expect(begins.count == 1 && lines.first?.contains("is not followed") == true, "\(lines)")
    }

    // MARK: - What cannot be taken

    @Test func `a change with a word that this program does not know stops nothing before it`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      #expect(try sites.check("first", as: server.server(as: "ann")).status == 0)
      // As a newer program of another site would have it.
      let change = "'2026-11-27T10:00:00+00:00', 'eve', 'newer', 'v', 'odd', NULL"
      try PostgreSQLConnection(server.superuser).run(
        """
        SELECT nightdesk.append_change(hash, \(change), '[]', nightdesk.seal(hash, id + 1, \(change), 0, '[]'),
          '{"contact": "thanet/out-of-hours", "checkedOn": "2026-11-27", "method": "by-dream"}') FROM nightdesk.head
        """)
      let noted = try sites.run("second", "directory", "checked", "thanet/out-of-hours", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      let look = try sites.run("second", "shared", "follow", "--once")
      #expect(look.status == 1, "\(look)")
      #expect(look.output.contains("change 3 cannot be taken") && look.output.contains("'by-dream'"), "\(look)")
      #expect(try sites.last("second") == "2")
      let status = try sites.run("second", "shared", "status")
      #expect(status.status == 1 && status.output.contains("update this program"), "\(status)")
      // What it has to say is heard all the same.
      let watch = try PostgreSQLConnection(server.superuser)
      #expect(try watch.query("SELECT count(*) FROM nightdesk.failure_report") == [["1"]])
      #expect(try watch.query("SELECT trouble LIKE 'change 3:%' FROM nightdesk.site_seen WHERE id = 2") == [["t"]])
    }

    @Test func `a change that no site can take is taken back at one of them, and all go on`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let (ann, luton) = (server.server(as: "ann"), server.server(as: "luton"))
      #expect(try sites.run("second", "shared", "join", as: luton).status == 0)
      let none = try sites.run("first", "shared", "take-back", "--by", "ann", as: ann)
      #expect(none.status == 2 && none.output.contains("no change is in the way"), "\(none)")
      // As somebody writes it past all programs: a number that is none, rightly sealed.
      let change = "'2026-11-27T10:00:00+00:00', 'eve', 'psql', 'v', 'odd', NULL"
      try PostgreSQLConnection(server.superuser).run(
        """
        WITH edits AS (
          SELECT jsonb_build_array(jsonb_build_object('kind', kind, 'record', record, 'old', text, 'new',
            replace(text, '+441843577000', '01843'))) AS edits
          FROM nightdesk.record_now WHERE record = 'thanet/out-of-hours'
        )
        SELECT nightdesk.append_change(hash, \(change), edits, nightdesk.seal(hash, id + 1, \(change), 1, edits), NULL)
        FROM nightdesk.head, edits
        """)
      let undone = try sites.run("first", "directory", "undo", "2", "--by", "ann", as: ann)
      #expect(undone.status != 0, "\(undone)")
      let forbidden = try sites.run("second", "shared", "take-back", "--by", "eve", as: luton)
      #expect(forbidden.status == 3 && forbidden.output.contains("lets this login change nothing"), "\(forbidden)")
      let back = try sites.run("first", "shared", "take-back", "--by", "ann", as: ann)
      #expect(back.status == 0 && back.output.contains("change 2 taken back as change 3"), "\(back)")
      #expect(try sites.run("second", "shared", "follow", "--once").status == 0)
      for site in ["first", "second"] {
        #expect(try sites.last(site) == "3")
        #expect(try sites.run(site, "lookup", "thanet", "ooh").output.contains("01843 577000"))
        #expect(try sites.run(site, "check", "--record").status == 0)
        #expect(try sites.run(site, "shared", "status", as: ann).status == 0)
      }
    }

    @Test func `a site that leaves and joins again has reported what failed there once, and an admin sees it`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let (ann, luton) = (server.server(as: "ann"), server.server(as: "luton"))
      #expect(try sites.run("second", "shared", "join", "--name", "Town hall", as: luton).status == 0)
      let noted = try sites.run("second", "directory", "checked", "luton/housing", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      #expect(try sites.run("second", "shared", "follow", "--once").status == 0)
      #expect(try sites.run("second", "shared", "leave").status == 0)
      #expect(try sites.run("second", "shared", "join", as: luton).status == 0)
      #expect(try sites.run("second", "shared", "follow", "--once").status == 0)
      let reports = try sites.run("second", "shared", "reports", as: ann)
      #expect(reports.status == 0 && reports.output.split(separator: "\n").count == 1, "\(reports)")
      #expect(reports.output.contains("luton/housing  no-answer  from Town hall-"), "\(reports)")
      #expect(try sites.run("second", "shared", "reports", "--json", as: ann).output.contains(#""how":"no-answer""#))
      let forbidden = try sites.run("second", "shared", "reports", as: luton)
      #expect(forbidden.status == 2 && forbidden.output.contains("only an admin's login"), "\(forbidden)")
    }

    @Test func `a report that the server refuses is set aside and told, and the others go on`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      let watch = try PostgreSQLConnection(server.superuser)
      try watch.run("ALTER TABLE nightdesk.failure_report ADD CHECK (contact <> 'thanet/out-of-hours')")
      for contact in ["thanet/out-of-hours", "luton/housing"] {
        let noted = try sites.run("second", "directory", "checked", contact, "--no-answer")
        #expect(noted.status == 0, "\(noted)")
      }
      for round in 1...2 {
        let look = try sites.run("second", "shared", "follow", "--once")
        #expect(look.status == 0 && look.output.contains("thanet/out-of-hours") == (round == 1), "\(look)")
      }
      #expect(try watch.query("SELECT contact FROM nightdesk.failure_report") == [["luton/housing"]])
    }

    @Test func `a server of desks follows beside them, and ends with them`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      // Where nothing is followed, desks are answered all the same.
      #expect(try sites.run("alone", "lookup", "thanet").status == 0)
      let (alone, words) = try sites.begin("alone", ["serve", "--follow", "--socket", sites.folder + "/alone.sock"])
      let heard = Heard(words)
      #expect(try holds { heard.lines.contains { $0.contains("follows no shared record") } }, "\(heard.lines)")
      #expect(alone.isRunning && FileManager.default.fileExists(atPath: sites.folder + "/alone.sock"))
      alone.terminate()
      alone.waitUntilExit()
      #expect(try sites.run("second", "shared", "join", as: server.server(as: "luton")).status == 0)
      let (desk, pipe) = try sites.begin("second", ["serve", "--follow", "--socket", sites.folder + "/desk.sock"])
      defer { if desk.isRunning { desk.terminate() } }
      let watch = try PostgreSQLConnection(server.superuser)
      #expect(try holds { try watch.query("SELECT id FROM nightdesk.site_seen WHERE role = 'luton'") == [["1"]] })
      #expect(try sites.check("first", as: server.server(as: "ann")).status == 0)
      #expect(try holds { try watch.query("SELECT id FROM nightdesk.site_seen WHERE role = 'luton'") == [["2"]] })
      desk.terminate()
      desk.waitUntilExit()
      #expect(desk.terminationStatus == 0)
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(said.contains("answering from a new directory"), "\(said)")
    }

    // MARK: - Failover and restore

    @Test func `what a failover has lost is set aside and made again, and the old primary is refused`() throws {
      let (primary, sites) = (try Server(), try Sites())
      try sites.published(primary)
      let standby = try Server(following: primary)
      let ann = "host=\(primary.folder),\(standby.folder) dbname=postgres user=ann"
      let luton = ann.replacingOccurrences(of: "user=ann", with: "user=luton")
      #expect(try sites.run("second", "shared", "join", as: luton).status == 0)
      let only = try sites.run("second", "shared", "status", "--server", standby.server(as: "ann"))
      #expect(only.status == 3 && only.output.contains("is a standby"), "\(only)")
      standby.stop()
      #expect(try sites.check("first", as: ann, note: "lost").status == 0)
      #expect(try sites.run("second", "shared", "follow", "--once").status == 0)
      primary.stop(SIGQUIT)
      try standby.start()
      try standby.promote()
      let promoted = try sites.run("second", "shared", "follow", "--once")
      #expect(promoted.status == 0 && promoted.output.contains("set aside"), "\(promoted)")
      let waiting = try sites.run("second", "shared", "status")
      #expect(waiting.status == 1 && waiting.output.contains("not made again"), "\(waiting)")
      #expect(try sites.last("second") == "1")
      let shown = try sites.run("second", "shared", "fork", "show")
      #expect(shown.status == 0 && shown.output.contains("; lost"), "\(shown)")
      // The old primary comes back, and stands first.
      try primary.start()
      let word = try sites.run("second", "shared", "fork", "set-aside", "--server", primary.server(as: "luton"))
      #expect(word.status == 1 && word.output.contains("before a failover"), "\(word)")
      #expect(try sites.last("second") == "1")
      #expect(try sites.run("second", "shared", "follow", "--once").status == 0)
      let old = try sites.run("second", "shared", "follow", "--once", "--server", primary.server(as: "luton"))
      #expect(old.status == 3 && old.output.contains("before a failover"), "\(old)")
      let again = try sites.run("second", "shared", "fork", "reenter", "--by", "ann", as: ann)
      #expect(again.status == 0 && again.output.contains("change 2 is made again as change 2"), "\(again)")
      #expect(try SharedRecord(standby.server(as: "ann")).head().id == 2)
      #expect(try sites.run("second", "shared", "fork", "show").output.contains("nothing is set aside"))
      // The other site has the lost change too, and has not been told of the failover yet: it sees it by itself.
      let first = try sites.run("first", "shared", "follow", "--once", as: ann)
      #expect(first.status == 0 && first.output.contains("set aside"), "\(first)")
      for site in ["first", "second"] {
        #expect(try sites.last(site) == "2")
        #expect(try sites.run(site, "check", "--record").status == 0)
      }
    }

    @Test
    func `whoever follows an old primary that lives on leaves it for the new one, with all that failed meanwhile`()
      throws
    {
      let (old, sites) = (try Server(), try Sites())
      try sites.published(old)
      let new = try Server(following: old)
      func both(_ login: String) -> String {
        "host=\(old.folder),\(new.folder) dbname=postgres user=\(login) connect_timeout=60"
      }
      #expect(try sites.run("second", "shared", "join", as: both("luton")).status == 0)
      let (follower, pipe) = try sites.begin("second", ["shared", "follow", "--poll", "1"])
      let heard = Heard(pipe)
      defer {
        follower.terminate()
        follower.waitUntilExit()
      }
      let left = try PostgreSQLConnection(old.superuser)
      let kept = try PostgreSQLConnection(new.superuser)
      #expect(
        try holds { try left.query("SELECT count(*) FROM nightdesk.site_seen WHERE role = 'luton'") == [["1"]] })
      // Nobody stops the old one: who is connected to it hears nothing of the failover.
      try new.promote()
      #expect(try sites.check("second", as: both("ann")).status == 0)
      #expect(try holds { heard.lines.contains { $0.contains("before a failover") } }, "\(heard.lines)")
      let noted = try sites.run("second", "directory", "checked", "luton/housing", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      #expect(try sites.check("first", as: both("ann")).status == 0)
      #expect(try holds { try sites.last("second") == "3" }, "\(heard.lines)")
      let reports = "SELECT count(*) FROM nightdesk.failure_report"
      #expect(try holds { try kept.query(reports) == [["1"]] }, "\(heard.lines)")
      #expect(try left.query(reports) == [["0"]])
    }

    @Test func `what was set aside is made again with its checks, once, and is kept until all of it is`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let ann = server.server(as: "ann")
      let earlier = try Server(copying: server, isRestored: true)
      // Two of one contact, one of another that somebody else changes meanwhile, and one that is right still.
      #expect(try sites.check("first", as: ann, note: "once").status == 0)
      #expect(try sites.check("first", as: ann, note: "twice").status == 0)
      for (contact, reason) in [("luton/housing", "lost"), ("dover/housing", "lost too")] {
        let set = try sites.run(
          "first", "directory", "set", contact, "reason=\(reason)", "--by", "ann", "--even-so", as: ann)
        #expect(set.status == 0, "\(set)")
      }
      server.stop()
      try earlier.start()
      let record = earlier.server(as: "ann")
      #expect(try holds { (try? SharedRecord(record).head().id) == 1 })
      let look = try sites.run("first", "shared", "follow", "--once", as: record)
      #expect(look.status == 0 && look.output.contains("set aside"), "\(look)")
      let other = try sites.run(
        "first", "directory", "set", "luton/housing", "reason=by another", "--by", "ben", "--even-so", as: record)
      #expect(other.status == 0, "\(other)")
      for round in 1...2 {
        let again = try sites.run("first", "shared", "fork", "reenter", "--by", "ben", as: record)
        #expect(again.status == 1 && again.output.contains("luton/housing"), "\(again)")
        #expect(!again.output.contains("thanet") && !again.output.contains("dover"), "\(again)")
        #expect(
          again.output.contains(round == 1 ? "is made again as change 3" : "was made again as change 3"), "\(again)")
        #expect(try SharedRecord(record).head().id == 5)
      }
      let checks = try PostgreSQLConnection(earlier.superuser).query(
        "SELECT contact, by, note LIKE '%once%', note LIKE '%by ann%' FROM nightdesk.verification ORDER BY change LIMIT 1"
      )
      #expect(checks == [["thanet/out-of-hours", "ben", "t", "t"]])
      #expect(
        try PostgreSQLConnection(earlier.superuser).query("SELECT count(*) FROM nightdesk.verification") == [["2"]])
      #expect(try sites.run("first", "shared", "status").output.contains("set aside"))
      // Whoever has seen to the rest lets it go; the file stays.
      #expect(try sites.run("first", "shared", "fork", "let-go").status == 0)
      #expect(try !sites.run("first", "shared", "status").output.contains("set aside"))
      #expect(FileManager.default.fileExists(atPath: sites.store("first") + ".set-aside"))
    }

    @Test(arguments: [true, false])
    func `a server that is put back to an earlier point is known, and a person decides where none was promoted`(
      isRestored: Bool
    ) throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let earlier = try Server(copying: server, isRestored: isRestored)
      #expect(try sites.check("first", as: server.server(as: "ann"), note: "lost").status == 0)
      server.stop()
      try earlier.start()
      let record = earlier.server(as: "ann")
      #expect(try holds { (try? SharedRecord(record).head().id) == 1 })
      let look = try sites.run("first", "shared", "follow", "--once", as: record)
      if isRestored {
        #expect(look.status == 0 && look.output.contains("set aside"), "\(look)")
      } else {
        #expect(look.status == 1 && look.output.contains("both have change 1"), "\(look)")
        let status = try sites.run("first", "shared", "status", as: record)
        #expect(status.status == 1 && status.output.contains("parted") || status.output.contains("lacks"), "\(status)")
        #expect(try sites.last("first") == "2")
        let refused = try sites.check("first", as: record)
        #expect(refused.status == 1 && refused.output.contains("fork set-aside"), "\(refused)")
        let settled = try sites.run("first", "shared", "fork", "set-aside", as: record)
        #expect(settled.status == 0, "\(settled)")
      }
      #expect(try sites.last("first") == "1")
      #expect(try sites.check("first", as: record).status == 0)
      #expect(try sites.run("first", "check", "--record").status == 0)
    }

    @Test func `what was set aside earlier is pending until it is made again, whatever is set aside after it`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      var held = server
      for (round, note) in ["first", "second"].enumerated() {
        let earlier = try Server(copying: held, isRestored: true)
        #expect(try sites.check("first", as: held.server(as: "ann"), note: "the \(note)").status == 0)
        held.stop()
        try earlier.start()
        held = earlier
        let record = held.server(as: "ann")
        #expect(try holds { (try? SharedRecord(record).head().id) == 1 })
        let look = try sites.run("first", "shared", "follow", "--once", as: record)
        #expect(look.status == 0 && look.output.contains("set aside"), "\(round): \(look)")
      }
      let record = held.server(as: "ann")
      let shown = try sites.run("first", "shared", "fork", "show")
      #expect(shown.output.contains("the first") && shown.output.contains("the second"), "\(shown)")
      let left = try sites.run("first", "shared", "leave")
      #expect(left.status == 1 && left.output.contains("set aside"), "\(left)")
      let again = try sites.run("first", "shared", "fork", "reenter", "--by", "ben", as: record)
      #expect(again.status == 0, "\(again)")
      let notes = try PostgreSQLConnection(held.superuser).query(
        "SELECT note LIKE '%the first%', note LIKE '%the second%' FROM nightdesk.verification ORDER BY change")
      #expect(notes == [["t", "f"], ["f", "t"]])
      #expect(try sites.run("first", "shared", "fork", "show").output.contains("nothing is set aside"))
    }

    @Test
    func `a record that was restored into another server is taken by a person's word alone, and the old one by none`()
      throws
    {
      let (old, sites) = (try Server(), try Sites())
      try sites.published(old)
      let (ann, new) = (old.server(as: "ann"), try Server())
      #expect(try sites.run("none", "shared", "publish", as: ann).output.contains("there is no store"))
      #expect(!FileManager.default.fileExists(atPath: sites.store("none")))
      // What the record holds, put into another server as pg_dump and psql do.
      let dump = sites.folder + "/dump.sql"
      let dumped = try system("pg_dump", "-d", old.superuser, "-f", dump)
      #expect(dumped.status == 0, "\(dumped)")
      try PostgreSQLConnection(new.superuser).run(
        """
        CREATE ROLE nightdesk_owner NOLOGIN; CREATE ROLE nightdesk_desk NOLOGIN; CREATE ROLE nightdesk_admin NOLOGIN;
        CREATE ROLE ann LOGIN IN ROLE nightdesk_admin
        """)
      let restored = try system("psql", "-v", "ON_ERROR_STOP=1", "-q", "-d", new.superuser, "-f", dump)
      #expect(restored.status == 0, "\(restored)")
      let refused = try sites.run("first", "shared", "follow", "--once", "--server", new.server(as: "ann"))
      #expect(refused.status == 3 && refused.output.contains("another server"), "\(refused)")
      let taken = try sites.run("first", "shared", "fork", "set-aside", "--server", new.server(as: "ann"))
      #expect(taken.status == 0, "\(taken)")
      #expect(try sites.check("first", as: new.server(as: "ann")).status == 0)
      // The old one, though it says more by now and stands first.
      #expect(
        try sites.run("first", "shared", "follow", "--once", "--server", ann).output.contains("another server"))
      let both = "host=\(old.folder),\(new.folder) dbname=postgres user=ann connect_timeout=60"
      let look = try sites.run("first", "shared", "follow", "--once", "--server", both)
      #expect(look.status == 0 && !look.output.contains("set aside"), "\(look)")
      #expect(try sites.last("first") == "2")
    }

    // MARK: - Hosts

    @Test func `a password goes by SCRAM over TLS, to a host whose certificate is believed`() throws {
      let port = try freePort()
      let server = try Server(["listen_addresses=localhost", "port=\(port)"], certified: true)
      let sites = try Sites()
      try sites.published(server)
      try PostgreSQLConnection(server.superuser).run("ALTER ROLE luton PASSWORD 'long-and-secret'")
      let pass = sites.folder + "/pass"
      try "localhost:\(port):postgres:luton:long-and-secret\n".write(toFile: pass, atomically: true, encoding: .utf8)
      #expect(chmod(pass, 0o600) == 0)
      // A machine that builds beside may take longer than an operator would wait.
      let base = "connect_timeout=60 host=localhost port=\(port) dbname=postgres user=luton sslmode=verify-full"
      let authority = "sslrootcert=\(server.folder)/ca.pem"
      for (conninfo, status, says) in [
        ("\(base) \(authority) passfile=\(pass)", Int32(0), "follows the shared record"),
        ("\(base) \(authority) passfile=/dev/null", 2, "no password"),
        ("\(base) passfile=\(pass)", 2, "certificate"),
        (
          "\(base) \(authority) passfile=\(pass)".replacingOccurrences(of: "localhost", with: "127.0.0.1"), 2,
          "127.0.0.1"
        ),
      ] {
        let run = try sites.run("tls-\(status)", "shared", "join", as: conninfo)
        #expect(run.status == status && run.output.contains(says), "\(conninfo): \(run)")
      }
    }
  }
#endif
