#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  @testable import SharedRecord

  /// Writers of whom another is first, or who come to grief: what the server and the site then have.
  @Suite(.serialized) struct WriterTests {
    @Test func `whoever plans while another writes is told who was first`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      // Neither gives up before the other has come.
      let patience = " options='-c lock_timeout=10min -c statement_timeout=10min'"
      let (ann, ben) = (server.server(as: "ann") + patience, server.server(as: "ben") + patience)
      #expect(try sites.run("second", "shared", "join", as: ann).status == 0)
      // One holds the record for a while: the other two have both seen the same end of it.
      let holder = try PostgreSQLConnection(server.superuser)
      try holder.run("BEGIN; SELECT FROM nightdesk.head FOR UPDATE")
      let (first, one) = try sites.begin(
        "first", ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"], as: ann)
      let (second, two) = try sites.begin(
        "second", ["directory", "verify", "luton/housing", "--by", "ben", "--how", "web-page"], as: ben)
      let waiting = try PostgreSQLConnection(server.superuser)
      #expect(
        try holds {
          try waiting.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == [["2"]]
        })
      try holder.run("ROLLBACK")
      let outputs = [one, two].map { String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
      for process in [first, second] { process.waitUntilExit() }
      let statuses = [first.terminationStatus, second.terminationStatus]
      #expect(statuses.sorted() == [0, 3], "\(outputs)")
      let late = try #require(statuses.firstIndex(of: 3))
      #expect(outputs[late].contains("changed it at") && outputs[late].contains("(change 2): plan again"), "\(outputs)")
      for site in ["first", "second"] {
        _ = try sites.run(site, "shared", "follow", "--once")
        #expect(try sites.last(site) == "2")
        #expect(try sites.run(site, "check", "--record").status == 0)
      }
    }

    @Test func `a writer that is killed leaves all of a change or none`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let ann = server.server(as: "ann")
      let watch = try PostgreSQLConnection(server.superuser)
      // Before the server has taken it.
      let holder = try PostgreSQLConnection(server.superuser)
      try holder.run("BEGIN; SELECT FROM nightdesk.head FOR UPDATE")
      try kill(sites, as: ann) {
        try watch.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == [["1"]]
      }
      try holder.run("ROLLBACK")
      #expect(try holds { try watch.query("SELECT count(*) FROM pg_stat_activity WHERE usename = 'ann'") == [["0"]] })
      #expect(try SharedRecord(ann).head().id == 1)
      #expect(try sites.last("first") == "1")
      // When the server has it and the site has not: it waits for a standby that is not there.
      try watch.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
      try watch.run("SELECT pg_reload_conf()")
      try kill(sites, as: ann) {
        try watch.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == [["1"]]
      }
      #expect(try sites.last("first") == "1")
      try watch.run("SET synchronous_commit = off")
      try watch.run("ALTER SYSTEM RESET synchronous_standby_names")
      try watch.run("SELECT pg_reload_conf()")
      #expect(try holds { try SharedRecord(ann).head().id == 2 })
      let healed = try sites.run("first", "shared", "follow", "--once")
      #expect(healed.status == 0 && healed.output.contains("1 change taken"), "\(healed)")
      #expect(try sites.run("first", "check", "--record").status == 0)
      #expect(try sites.check("first", as: ann).status == 0)
    }

    private func kill(_ sites: Sites, as server: String, when isThere: () throws -> Bool) throws {
      let (writer, _) = try sites.begin(
        "first", ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"], as: server)
      #expect(try holds(isThere))
      Glibc.kill(writer.processIdentifier, SIGKILL)
      writer.waitUntilExit()
    }

    @Test(arguments: ["pg_cancel_backend", "pg_terminate_backend"])
    func `a commit whose answer is lost is asked after, and is kept`(how: String) throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let watch = try PostgreSQLConnection(server.superuser)
      try watch.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
      try watch.run("SELECT pg_reload_conf()")
      let (writer, pipe) = try sites.begin(
        "first", ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"],
        as: server.server(as: "ann"))
      #expect(
        try holds { try watch.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == [["1"]] })
      _ = try watch.query("SELECT \(how)(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      writer.waitUntilExit()
      #expect(writer.terminationStatus == 0 && said.contains("warning: the change is kept"), "\(said)")
      #expect(said.contains("its answer was lost") == (how == "pg_terminate_backend"), "\(said)")
      #expect(try SharedRecord(server.server(as: "ann")).head().id == 2)
      #expect(try sites.last("first") == "2")
    }

    @Test func `a commit that no standby answers comes to an end, and what became of it is told later`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let ann = server.server(as: "ann")
      let watch = try PostgreSQLConnection(server.superuser)
      try watch.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
      try watch.run("SELECT pg_reload_conf()")
      let (writer, pipe) = try sites.begin(
        "first", ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"], as: ann)
      #expect(
        try holds { try watch.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == [["1"]] })
      // The desk goes on meanwhile.
      let noted = try sites.run("first", "directory", "checked", "luton/housing", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      #expect(try holds { !writer.isRunning })
      if writer.isRunning { writer.terminate() }
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(writer.terminationStatus == 3 && said.contains("does not say whether it has"), "\(said)")
      #expect(try sites.last("first") == "1")
      let status = try sites.run("first", "shared", "status", as: ann)
      #expect(status.output.contains("uncertain  change 2 by ann"), "\(status)")
      try watch.run("SET synchronous_commit = off")
      try watch.run("ALTER SYSTEM RESET synchronous_standby_names")
      try watch.run("SELECT pg_reload_conf()")
      #expect(try holds { try SharedRecord(ann).head().id == 2 })
      // A desk's login follows, which writes nothing.
      let settled = try sites.run("first", "shared", "follow", "--once", as: server.server(as: "luton"))
      #expect(settled.status == 0 && settled.output.contains("1 change taken"), "\(settled)")
      #expect(settled.output.contains("is kept"), "\(settled)")
      #expect(try !sites.run("first", "shared", "status").output.contains("uncertain"))
    }
  }
#endif
