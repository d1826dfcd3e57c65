#if PostgreSQL
  import Foundation
  import Testing

  @testable import SharedRecord

  /// The commands, as an admin runs them, against a real server.
  @Suite(.serialized) struct PublishTests {
    @Test func `a site's record goes up sealed as it is, and only what is missing goes the next time`() throws {
      let server = try Server()
      let sites = try Sites()
      let folder = sites.folder
      let (store, other) = (folder + "/a.sqlite", folder + "/b.sqlite")
      let version = try Sites.run("version", "--store", store, in: folder)
      #expect(version.output.contains("built with PostgreSQL (libpq "), "\(version)")
      let none = try Sites.run("shared", "publish", "--server", server.superuser, "--store", store, in: folder)
      #expect(none.status == 2 && none.output.contains("there is no store at \(store)"), "\(none)")
      #expect(try Sites.run("lookup", "thanet", "--store", store, in: folder).status == 0)
      let early = try Sites.run("shared", "publish", "--server", server.superuser, "--store", store, in: folder)
      #expect(early.status == 2 && early.output.contains("'nightdesk shared create' makes it"), "\(early)")
      #expect(try Sites.run("shared", "create", "--server", server.superuser, in: folder).status == 0)
      try PostgreSQLConnection(server.superuser).run("CREATE ROLE ann LOGIN IN ROLE nightdesk_admin")
      let ann = server.server(as: "ann")
      for (says, change) in [("1 change sent", 1), ("nothing to send", 1), ("1 change sent", 2)] {
        if change == 2 {
          let verified = try Sites.run(
            "directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page", "--store", store,
            in: folder)
          #expect(verified.status == 0, "\(verified)")
          let status = try Sites.run("shared", "status", "--server", ann, "--store", store, in: folder)
          #expect(status.status == 0 && status.output.contains("lacks 1 of"), "\(status)")
        }
        let published = try Sites.run("shared", "publish", "--server", ann, "--store", store, in: folder)
        #expect(published.status == 0 && published.output.contains(says), "\(published)")
        #expect(try SharedRecord(ann).head().id == change)
        let status = try Sites.run("shared", "status", "--server", ann, "--store", store, in: folder)
        #expect(status.status == 0 && status.output.contains("the same"), "\(status)")
      }
      let checks = try PostgreSQLConnection(server.superuser).query(
        "SELECT change, contact, by FROM nightdesk.verification")
      #expect(checks == [["2", "thanet/out-of-hours", "ann"]])
      // Another site has a last change of its own.
      let elsewhere = try Sites.run(
        "directory", "verify", "thanet/out-of-hours", "--by", "ben", "--how", "web-page", "--store", other, in: folder)
      #expect(elsewhere.status == 0, "\(elsewhere)")
      for command in ["status", "publish"] {
        let run = try Sites.run("shared", command, "--server", ann, "--store", other, in: folder)
        #expect(run.status == 1 && run.output.contains("not in this site's record"), "\(run)")
      }
      #expect(try SharedRecord(ann).head().id == 2)
    }

    @Test(arguments: ["host=x password=secret", "postgresql://ann:secret@db.example/nightdesk"])
    func `a password in the arguments is refused and not said again`(server: String) throws {
      let run = try Sites.run("shared", "create", "--server", server, in: NSTemporaryDirectory())
      #expect(run.status == 2 && run.output.contains("passfile") && !run.output.contains("secret"), "\(run)")
    }

    @Test func `a password in the environment is refused by every command alike`() throws {
      let (server, sites) = (try Server(), try Sites())
      try sites.published(server)
      let named = server.server(as: "ann") + " password=secret"
      for command in [
        ["shared", "status"], ["shared", "follow", "--once"], ["serve", "--follow", "--socket", sites.folder + "/s"],
        ["directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page"],
      ] {
        let (process, pipe) = try sites.begin("first", command, as: named)
        let ended = try holds { !process.isRunning }
        if !ended { process.terminate() }
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(ended && process.terminationStatus == 2, "\(command): \(said)")
        #expect(said.contains("passfile") && !said.contains("secret"), "\(command): \(said)")
      }
    }
  }
#endif
