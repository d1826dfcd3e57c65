#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  @testable import SharedRecord

  /// Sites whose machine fails them: a clock a day off, a disk without room, a line that is cut.
  @Suite(.serialized) struct HardshipTests {
    @Test(arguments: ["-1d", "+1d"])
    func `sites whose clocks are a day off the server's take and make changes in the order of the record, and are told`(
      off: String
    ) throws {
      guard FileManager.default.fileExists(atPath: Server.wrongClock) else {
        print("left out: Debian's package faketime is not installed")
        return
      }
      let (server, sites) = (try Server(clock: off), try Sites())
      try sites.published(server)
      let (ann, ben) = (server.server(as: "ann"), server.server(as: "ben"))
      #expect(try sites.run("second", "shared", "join", as: ben).status == 0)
      let watch = try PostgreSQLConnection(server.superuser)
      let hours = try watch.query(
        "SELECT round(extract(epoch FROM clock_timestamp() - '\(Date.now.ISO8601Format())') / 3600)")
      #expect(hours == [[off == "-1d" ? "-24" : "24"]])
      for round in 1...2 {
        for (site, login, by) in [("first", ann, "ann"), ("second", ben, "ben")] {
          let made = try sites.check(site, as: login, by: by, note: "\(by) \(round)")
          #expect(made.status == 0, "\(made)")
        }
        #expect(try sites.run("first", "shared", "follow", "--once", as: ann).status == 0)
      }
      for site in ["first", "second"] {
        #expect(try sites.last(site) == "5")
        let check = try sites.run(site, "check", "--record")
        #expect(check.status == 0, "\(check)")
      }
      let histories = try ["first", "second"].map { try sites.run($0, "directory", "history").output }
      #expect(histories[0] == histories[1])
      // Heard just now by this machine's own clock: a look-up has nothing to say of it.
      #expect(try !sites.run("second", "lookup", "thanet", "ooh").output.contains("as of"))
      // Whoever follows for long is told by how much.
      let (follower, pipe) = try sites.begin("second", ["shared", "follow"], as: ben)
      defer { if follower.isRunning { follower.terminate() } }
      try watch.run("DELETE FROM nightdesk.site_seen")
      #expect(try holds { try watch.query("SELECT count(*) FROM nightdesk.site_seen WHERE role = 'ben'") == [["1"]] })
      follower.terminate()
      let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(said.contains("clock and the server's differ"), "\(said)")
      let ahead = try #require(said.firstMatch(of: #/seconds ahead=(-?\d+)/#).flatMap { Int($0.1) }, "\(said)")
      // Within what lies between the one clock's being read and the other's.
      #expect(abs(ahead - (off == "-1d" ? 86_400 : -86_400)) < 3600, "\(said)")
    }

    /// Builds a clock that is off, which a program is given with `LD_PRELOAD`; nil where there is no C compiler.
    private func wrongClock(in folder: String) throws -> String? {
      let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/wrong-clock.c"
      for compiler in ["clang", "gcc", "cc"] {
        let built = try system(compiler, "-shared", "-fPIC", "-o", folder + "/clock.so", source)
        if built.status == 0 { return folder + "/clock.so" }
      }
      return nil
    }

    @Test(arguments: [-86_400, 86_400])
    func
      `a site whose own clock is a day off has the order and the version of all others, and says rightly how old they are`(
        off: Int
      ) throws
    {
      let (server, sites) = (try Server(), try Sites())
      guard let clock = try wrongClock(in: sites.folder) else {
        print("left out: there is no C compiler to build a wrong clock with")
        return
      }
      sites.environments["second"] = ["LD_PRELOAD": clock, "CLOCK_OFF": "\(off)"]
      try sites.published(server)
      let (ann, ben) = (server.server(as: "ann"), server.server(as: "ben"))
      #expect(try sites.run("second", "shared", "join", as: ben).status == 0)
      for round in 1...2 {
        for (site, login, by) in [("first", ann, "ann"), ("second", ben, "ben")] {
          #expect(try sites.run(site, "shared", "follow", "--once", as: login).status == 0)
          let made = try sites.check(site, as: login, by: by, note: "\(by) \(round)")
          #expect(made.status == 0, "\(made)")
        }
      }
      #expect(try sites.run("first", "shared", "follow", "--once", as: ann).status == 0)
      for site in ["first", "second"] {
        #expect(try sites.last(site) == "5")
        #expect(try sites.run(site, "check", "--record").status == 0)
        let exported = try sites.run(site, "directory", "export", "--format", "json", sites.folder + "/of-" + site)
        #expect(exported.status == 0, "\(exported)")
      }
      let compared = try system("diff", "-r", sites.folder + "/of-first", sites.folder + "/of-second")
      #expect(compared.status == 0, "\(compared)")
      let histories = try ["first", "second"].map { try sites.run($0, "directory", "history", "--json").output }
      #expect(histories[0] == histories[1])
      // The moments are each writer's own: they label, and order nothing.
      let day = Date(timeIntervalSinceNow: Double(off)).ISO8601Format().prefix(10)
      #expect(histories[1].contains(#""at":"\#(day)"#) || histories[1].contains(#""at": "\#(day)"#), "\(histories[1])")
      // What was heard just now is not old by the clock that heard it; by another, which this machine gets back, it is not new.
      func isOld() throws -> Bool { try sites.run("second", "lookup", "thanet", "ooh").output.contains("as of") }
      #expect(try !isOld())
      sites.environments["second"] = nil
      #expect(try isOld())
      #expect(try sites.run("second", "shared", "follow", "--once", as: ben).status == 0)
      #expect(try !isOld())
    }

    @Test func `a site whose line is cut answers on, changes nothing, and has all once the line is back`() throws {
      // A host of its own for the site, with one line to the server's.
      let (name, number) = ("nightdesk-\(getpid())", Int(getpid()) % 250)
      let (near, far) = ("nd\(getpid())a", "nd\(getpid())b")
      let address = "10.213.\(number)"
      defer { _ = try? system("ip", "netns", "del", name) }
      for words in [
        ["netns", "add", name], ["link", "add", near, "type", "veth", "peer", "name", far, "netns", name],
        ["addr", "add", "\(address).1/24", "dev", near], ["link", "set", near, "up"],
        ["-n", name, "addr", "add", "\(address).2/24", "dev", far], ["-n", name, "link", "set", far, "up"],
      ] {
        let made = try system("ip", words)
        guard made.status == 0 else {
          print("left out: 'ip \(words.joined(separator: " "))' is refused here: \(made.output)")
          return
        }
      }
      let port = try freePort()
      let (server, sites) = (try Server(["listen_addresses=\(address).1", "port=\(port)"]), try Sites())
      let rules = try FileHandle(forWritingTo: URL(fileURLWithPath: server.folder + "/data/pg_hba.conf"))
      try rules.seekToEnd()
      try rules.write(contentsOf: Data("host all all \(address).0/24 trust\n".utf8))
      try rules.close()
      try PostgreSQLConnection(server.superuser).run("SELECT pg_reload_conf()")
      try sites.published(server)
      let ann = server.server(as: "ann")
      sites.starters["far"] = ["/usr/bin/env", "ip", "netns", "exec", name]
      sites.environments["far"] = ["PATH": "/usr/sbin:/sbin:/usr/bin:/bin"]
      func over(_ login: String) -> String { "host=\(address).1 port=\(port) dbname=postgres user=\(login)" }
      let joined = try sites.run("far", "shared", "join", as: over("luton"))
      #expect(joined.status == 0, "\(joined)")
      let (follower, _) = try sites.begin("far", ["shared", "follow", "--poll", "5"])
      defer {
        follower.terminate()
        follower.waitUntilExit()
      }
      #expect(try sites.check("first", as: ann).status == 0)
      #expect(try holds { try sites.last("far") == "2" })
      #expect(try system("ip", ["link", "set", near, "down"]).status == 0)
      for number in 1...3 { #expect(try sites.check("first", as: ann, note: "\(number)").status == 0) }
      let noted = try sites.run("far", "directory", "checked", "luton/housing", "--no-answer")
      #expect(noted.status == 0, "\(noted)")
      let look = try sites.run("far", "lookup", "thanet", "ooh")
      #expect(look.status == 0 && look.output.contains("01843 577000"), "\(look)")
      let refused = try sites.check("far", as: over("ann"))
      #expect(refused.status == 3 && refused.output.contains("nothing is changed"), "\(refused)")
      #expect(try sites.last("far") == "2")
      #expect(try system("ip", ["link", "set", near, "up"]).status == 0)
      #expect(try holds { try sites.last("far") == "5" })
      let watch = try PostgreSQLConnection(server.superuser)
      #expect(try holds { try watch.query("SELECT count(*) FROM nightdesk.failure_report") == [["1"]] })
      #expect(try sites.run("far", "check", "--record").status == 0)
    }

    @Test func `a site whose disk is full stays where it is and answers, and has all once there is room`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let (ann, luton) = (server.server(as: "ann"), server.server(as: "luton"))
      let disk = sites.folder + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
      let mounted = try system("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk)
      guard mounted.status == 0 else {
        print("left out: this machine lets nobody mount a file system here: \(mounted.output)")
        return
      }
      defer { #expect((try? system("umount", "-l", disk))?.status == 0) }
      let joined = try sites.run("disk/site", "shared", "join", as: luton)
      #expect(joined.status == 0, "\(joined)")
      #expect(try sites.check("first", as: ann).status == 0)
      #expect(
        try system("dd", "if=/dev/zero", "of=\(disk)/full", "bs=4096").status != 0, "there is room still")
      for arguments in [
        ["shared", "follow", "--once"],
        ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"],
      ] {
        let (process, pipe) = try sites.begin("disk/site", arguments, as: ann)
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 3, "\(arguments): \(said)")
      }
      #expect(try SharedRecord(ann).head().id == 2)
      let look = try sites.run("disk/site", "lookup", "thanet", "ooh")
      #expect(look.status == 0 && look.output.contains("01843 577000"), "\(look)")
      try FileManager.default.removeItem(atPath: disk + "/full")
      let taken = try sites.run("disk/site", "shared", "follow", "--once")
      #expect(taken.status == 0 && taken.output.contains("1 change taken"), "\(taken)")
      #expect(try sites.run("disk/site", "check", "--record").status == 0)
    }
  }
#endif
