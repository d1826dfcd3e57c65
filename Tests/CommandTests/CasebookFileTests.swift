import Foundation
import TestSupport
import Testing

/// What becomes of the casebook's file under a running program, and of its copies.
struct CasebookFileTests {
  private static func served(_ site: OfficersCasebook) throws -> (Served, Wire) {
    let served = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook])
    let wire = try Wire(port: served.port)
    _ = try wire.line()
    #expect(try Served.ask(wire, "auth \(site.token)").hasPrefix("230"))
    return (served, wire)
  }

  private static func kept(_ wire: Wire) throws -> String {
    for line in ["triage luton", "set nowhere-tonight yes", "set children 4 7"] {
      #expect(try Served.ask(wire, line).hasPrefix("200"), "\(line)")
    }
    return String(
      try #require(try Served.ask(wire, "keep").firstMatch(of: /^240 kept as ([0-9A-Z]{3}-[0-9A-Z]{3})/)).1)
  }

  /// Changes the file past its guards.
  private static func damage(_ path: String, _ sql: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1], timeout=10)
      guards = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
      for name, _ in guards: db.execute(f"DROP TRIGGER {name}")
      db.execute(sys.argv[2])
      for _, sql in guards: db.execute(sql)
      db.commit()
      """, path, sql,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test
  func `a casebook that is taken away under a server takes no word, says so everywhere, and comes back by itself`()
    throws
  {
    let site = try OfficersCasebook()
    let (served, wire) = try Self.served(site)
    let reference = try Self.kept(wire)
    let away = site.casebook + ".away"
    #expect(rename(site.casebook, away) == 0)
    for (line, says) in [
      ("log tea", "451 not saved, nothing is changed: "), ("set pregnant yes", "451 not saved, nothing is changed: "),
      ("board", "451 the casebook cannot be read: "), ("show", "451 the casebook cannot be read: "),
    ] {
      let reply = try Served.ask(wire, line)
      #expect(reply.hasPrefix(says) && reply.contains("is not where it was: No such file"), "\(line): \(reply)")
    }
    #expect(try Served.ask(wire, "lookup dover").hasPrefix("210"))
    let words = "Nightdesk cannot reach its casebook: cases are neither kept nor shown."
    let fresh = try served.wire()
    #expect(try Served.ask(fresh, "auth \(site.token)").hasPrefix("230"))
    #expect(comesTrue { (try? Served.ask(fresh, "triage dover").contains(words)) == true })
    #expect(try comesTrue { try Wire(port: served.port).line()?.contains(words) == true })
    // The greeting knows it a moment before the log has it.
    let logged = "Nothing is recorded in the casebook until that is put right"
    #expect(comesTrue { served.log.contains(logged) }, "\(served.log)")
    #expect(!FileManager.default.fileExists(atPath: site.casebook))
    #expect(rename(away, site.casebook) == 0)
    #expect(try Served.ask(wire, "log tea").hasPrefix("240"))
    #expect(try comesTrue { try Wire(port: served.port).line()?.contains(words) == false })
    #expect(comesTrue { served.log.contains("the casebook is as it should be again") })
    #expect(!served.log.contains(reference))
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("; 0 faults"))
  }

  @Test func `a server that starts while the casebook cannot be used serves look-ups, and takes it up once it can be`()
    throws
  {
    let site = try OfficersCasebook()
    let away = site.casebook + ".away"
    #expect(rename(site.casebook, away) == 0)
    try Data(repeating: 0x5a, count: 8192).write(to: URL(fileURLWithPath: site.casebook))
    chmod(site.casebook, 0o600)
    let (served, wire) = try Self.served(site)
    #expect(try Served.ask(wire, "lookup dover").hasPrefix("210"))
    #expect(try Served.ask(wire, "board").hasPrefix("451 the casebook cannot be read: "))
    #expect(try comesTrue { try Wire(port: served.port).line()?.contains("cannot reach its casebook") == true })
    #expect(served.log.contains("serving without the casebook until it can be used"))
    let desk = try site.program.run("desk", "--casebook", site.casebook, input: "lookup dover\ntriage luton\nkeep\n")
    #expect(desk.output.contains("Dover District Council"), "\(desk)")
    #expect(desk.error.contains("Look-ups and triage go on"), "\(desk)")
    #expect(desk.status == 2 && (desk.error + desk.output).contains("not saved"), "\(desk)")
    #expect(rename(away, site.casebook) == 0)
    #expect(try Served.ask(wire, "board").hasPrefix("215 0 open cases"))
    #expect(try Self.kept(wire).count == 7)
  }

  @Test func `a damaged case is named by verify and in no log, and no copy of it takes a good one's place`() throws {
    let site = try OfficersCasebook()
    let (served, wire) = try Self.served(site)
    let reference = try Self.kept(wire)
    #expect(try Served.ask(wire, "log tea").hasPrefix("240"))
    #expect(try Served.ask(wire, "close").hasPrefix("200"))
    let folder = site.program.folder.path + "/backups"
    func backUp() throws -> Program.Run {
      Thread.sleep(forTimeInterval: 1.1)
      return try site.program.run("backup", "--into", folder, "--keep", "1", "--casebook", site.casebook)
    }
    #expect(try backUp().status == 0)
    func copies(_ end: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        $0.hasPrefix("casebook-") && $0.hasSuffix(end)
      }
    }
    let good = try copies(".sqlite")
    #expect(good.count == 1)
    try Self.damage(site.casebook, "UPDATE event SET deed = 'no words' WHERE number = 2")
    let second = try Self.kept(wire)
    try wire.send(line: "board")
    let board = try wire.reply()
    // One that has the case before it goes on from what it read.
    #expect(board.first?.hasPrefix("215 2 open cases") == true)
    let again = try Self.served(site)
    try again.1.send(line: "board")
    let lines = try again.1.reply()
    #expect(
      lines.contains { $0.hasPrefix("! ") && $0.contains(reference) && $0.contains("Damaged: event 2") }, "\(lines)")
    #expect(lines.contains { $0.contains(second) })
    #expect(comesTrue { again.0.log.contains("open cases are damaged") }, "\(again.0.log)")
    #expect(!again.0.log.contains(reference) && !served.log.contains(reference))
    let verified = try site.program.run("casebook", "verify", "--casebook", site.casebook)
    #expect(verified.status == 1 && verified.output.contains("event 2 of \(reference)"), "\(verified)")
    for _ in 0..<2 {
      let run = try backUp()
      #expect(run.status == 1 && run.error.contains("is not a good backup"), "\(run)")
    }
    #expect(try copies(".sqlite") == good)
    #expect(try copies(".damaged").count == 1)
    let file = site.program.folder.path + "/one.sqlite"
    #expect(try site.program.run("casebook", "backup", file, "--casebook", site.casebook).status == 1)
    #expect(!FileManager.default.fileExists(atPath: file))
    let restored = try site.program.run("restore", file + ".damaged", "--casebook", site.casebook)
    #expect(restored.status == 2 && restored.error.contains("nothing is changed"), "\(restored)")
    // The last good one brings it back.
    #expect(try site.program.run("restore", folder + "/" + good[0], "--casebook", site.casebook, "--yes").status == 0)
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("; 0 faults"))
  }

  @Test func `what stands beside the events and is wrong is told with how to mend it, and mended under a server`()
    throws
  {
    let site = try OfficersCasebook()
    let (served, wire) = try Self.served(site)
    let reference = try Self.kept(wire)
    try Self.damage(site.casebook, "UPDATE casefile SET is_open = 0")
    let found = try site.program.run("casebook", "verify", "--casebook", site.casebook)
    #expect(found.status == 1 && found.output.contains("\(reference) stands as closed, and by its events is not"))
    #expect(found.output.contains("'nightdesk casebook verify --rebuild' makes anew"), "\(found.output)")
    let fresh = try Self.served(site)
    #expect(try Served.ask(fresh.1, "board").hasPrefix("215 0 open cases"))
    let mended = try site.program.run("casebook", "verify", "--rebuild", "--casebook", site.casebook)
    #expect(mended.status == 0 && mended.output.contains("; 0 faults"), "\(mended)")
    // The server that had read it as closed reads it anew.
    let last = try Wire(port: fresh.0.port)
    _ = try last.line()
    #expect(try Served.ask(last, "auth \(site.token)").hasPrefix("230"))
    #expect(try Served.ask(last, "board").hasPrefix("215 1 open case"))
    #expect(served.process.isRunning && fresh.0.process.isRunning)
  }

  @Test
  func `what an earlier version counted by its own rules is told once, as no fault, until somebody counts it anew`()
    throws
  {
    let site = try OfficersCasebook()
    let (served, wire) = try Self.served(site)
    _ = try Self.kept(wire)
    #expect(served.process.isRunning)
    try Self.damage(site.casebook, "UPDATE case_count SET number = number + 1")
    func verify(_ more: String...) throws -> Program.Run {
      try site.program.run(["casebook", "verify", "--casebook", site.casebook] + more)
    }
    let wrong = try verify()
    #expect(wrong.status == 1 && wrong.output.contains("is counted otherwise than by its events"), "\(wrong)")
    try Self.damage(site.casebook, "UPDATE casefile SET counted_by = '1'")
    let before = try verify()
    #expect(before.status == 0 && before.output.contains("; 0 faults"), "\(before)")
    #expect(before.output.contains("1 case is counted by the rules of an earlier version"), "\(before)")
    #expect(before.output.contains("'--rebuild' counts anew"))
    #expect(try verify("--rebuild").status == 0)
    #expect(try !verify().output.contains("earlier version"))
  }

  @Test func `a restore that fails leaves no casebook behind, and each that does not keeps what was there`() throws {
    let site = try OfficersCasebook()
    let (served, wire) = try Self.served(site)
    _ = try Self.kept(wire)
    let file = site.program.folder.path + "/good.sqlite"
    #expect(try site.program.run("casebook", "backup", file, "--casebook", site.casebook).status == 0)
    let target = site.program.folder.path + "/new/cases.sqlite"
    for source in [site.program.folder.path + "/none", "/etc/passwd"] {
      let run = try site.program.run("restore", source, "--casebook", target)
      #expect(run.status == 2 || run.status == 3, "\(run)")
      for word in ["Cocoa", "Domain", "Error"] { #expect(!run.error.contains(word), "\(run.error)") }
    }
    #expect(!FileManager.default.fileExists(atPath: site.program.folder.path + "/new"))
    #expect(try site.program.run("restore", file, "--casebook", target).output.contains("holds 1 case"))
    for end in ["", "-2", "-3"] {
      let run = try site.program.run("restore", file, "--casebook", site.casebook)
      #expect(run.output.contains("what it held before is in \(site.casebook).before-restore\(end)\n"), "\(run)")
    }
    let erased = try site.program.run("casebook", "erase", "--due", "--by", "mo", "--casebook", site.casebook).output
    #expect(served.process.isRunning)
    for end in ["", "-2", "-3"] { #expect(erased.contains(".before-restore\(end), which a restore left"), "\(erased)") }
  }

  @Test(arguments: ["typo.sqlite", "nofolder/typo.sqlite"])
  func `a look at a casebook that is not there makes none and says so, and what is kept makes it`(name: String) throws {
    let program = try Program()
    let path = program.folder.path + "/" + name
    for line in ["board", "handover", "report quarter 2026-Q4"] {
      let run = try program.run("desk", "--casebook", path, "-c", line)
      #expect(run.status == 2 && !run.output.contains("nothing is wrong"), "\(line): \(run)")
      #expect((run.output + run.error).contains("there is no casebook at \(path); the first case"), "\(line): \(run)")
      #expect(!FileManager.default.fileExists(atPath: path), "\(line)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/nofolder"))
    #expect(try program.run("desk", "--casebook", path, "-c", "who luton ooh").status == 0)
    let kept = try program.run(
      "desk", "--casebook", path, "-c", "triage luton", "-c", "set nowhere-tonight yes", "-c", "keep", "-c", "board")
    #expect(kept.status == 0 && kept.output.contains("1 open case"), "\(kept)")
  }

  @Test func `a site's folder of papers that leads nowhere is said, and no paper is drafted in other words`() throws {
    let site = try OfficersCasebook()
    let kept = try site.program.run(
      "desk", "--casebook", site.casebook, "-c", "triage luton", "-c", "set nowhere-tonight yes", "-c", "keep")
    let reference = String(try #require(kept.output.firstMatch(of: /kept as ([0-9A-Z-]{7})/)).1)
    let folder = site.program.folder.path + "/own"
    try FileManager.default.createDirectory(atPath: folder + "/mash.txt", withIntermediateDirectories: true)
    for own in [site.program.folder.path + "/nosuch", folder] {
      func run(_ arguments: [String]) throws -> (status: Int32, said: String) {
        let process = site.program.process(arguments + ["--casebook", site.casebook, "--store", site.program.store])
        process.environment?["NIGHTDESK_PAPERS"] = own
        let said = Pipe()
        (process.standardOutput, process.standardError) = (said, said)
        try process.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
      }
      let paper = try run(["casebook", "paper", "mash", reference])
      #expect(paper.status == 3 && paper.said.contains(own) && !paper.said.contains("DRAFT"), "\(paper)")
      let desk = try run(["desk", "-c", "who luton ooh", "-c", "show \(reference)"])
      #expect(desk.status == 0 && desk.said.contains("No paper is drafted"), "\(desk)")
    }
  }

  @Test func `a casebook beside the store is no other store`() throws {
    let program = try Program()
    let folder = program.folder.path + "/both"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (store, casebook) = (folder + "/directory.sqlite", folder + "/cases.sqlite")
    let kept = program.process([
      "desk", "--store", program.store, "--casebook", casebook, "-c", "triage luton", "-c", "set children 4", "-c",
      "keep",
    ])
    kept.standardOutput = FileHandle.nullDevice
    try kept.run()
    kept.waitUntilExit()
    let process = program.process([
      "desk", "--store", store, "--casebook", casebook, "-c", "triage luton", "-c", "set children 4", "-c",
      "rang 1 wrong number",
    ])
    let said = Pipe()
    (process.standardOutput, process.standardError) = (said, said)
    try process.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains(", noted for whoever checks numbers") && !text.contains("there is a store"), "\(text)")
    #expect(FileManager.default.fileExists(atPath: store))
  }

  @Test func `a token that cannot be printed is taken back`() throws {
    let program = try Program()
    let process = program.process(["token", "add", "q1", "--role", "officer", "--store", program.store])
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    let said = Pipe()
    process.standardError = said
    try process.run()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 3 && text.contains("It is taken back"), "\(text)")
    #expect(try !program.run("token", "list").output.contains("q1"))
    #expect(try program.run("token", "add", "q1", "--role", "officer").status == 0)
  }

  @Test func `a store that is somebody else's leaves whoever looks up with a number and a word on it`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "luton").status == 0)
    let process = program.process([
      "who", "luton", "ooh", "--data", Shipped.root + "/data", "--store", program.store, "--at", "2026-11-29T03:00",
    ])
    if geteuid() == 0 {
      // Root reads everything: as nobody, who may look at the folder and not into the file.
      guard FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv") else { return }
      chmod(program.store, 0o600)
      process.arguments =
        ["--reuid", "65534", "--regid", "65534", "--clear-groups", Program.path] + (process.arguments ?? [])
      process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
    } else {
      chmod(program.store, 0)
    }
    let (said, complained) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (said, complained)
    try process.run()
    let page = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let error = String(decoding: complained.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 0 && page.contains("! Nightdesk cannot read its directory."), "\(page)\(error)")
    #expect(page.contains("0300 300 8123") && error.contains("is not yours to read"), "\(page)\(error)")
  }
}
