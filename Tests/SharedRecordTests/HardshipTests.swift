#if PostgreSQL
  import Foundation
  import Glibc
  import Testing

  @testable import SharedRecord

  /// Sites whose machine fails them: a clock a day off, a disk without room.
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
      #expect(said.contains("clock and the server's differ") && said.contains(off == "-1d" ? "864" : "-864"), "\(said)")
    }

    @Test func `a site whose disk is full stays where it is and answers, and has all once there is room`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let (ann, luton) = (server.server(as: "ann"), server.server(as: "luton"))
      let disk = sites.folder + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
      func command(_ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
      }
      guard try command("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk) == 0 else {
        print("left out: this machine lets nobody mount a file system here")
        return
      }
      defer { #expect((try? command("umount", "-l", disk)) == 0) }
      let joined = try sites.run("disk/site", "shared", "join", as: luton)
      #expect(joined.status == 0, "\(joined)")
      #expect(try sites.check("first", as: ann).status == 0)
      #expect(
        try command("dd", "if=/dev/zero", "of=\(disk)/full", "bs=4096") != 0, "there is room still")
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
