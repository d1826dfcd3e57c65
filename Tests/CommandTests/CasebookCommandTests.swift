import Foundation
import TestSupport
import Testing

/// Kept cases in the program itself: at the console, over a socket, killed at any moment, by two servers at once.
struct CasebookCommandTests {
  private static func kept(_ wire: Wire) throws -> String {
    for line in ["triage luton", "set nowhere-tonight yes", "set children 4 7"] {
      #expect(try Served.ask(wire, line).hasPrefix("200"), "\(line)")
    }
    let reply = try Served.ask(wire, "keep")
    return String(try #require(reply.firstMatch(of: /^240 kept as ([0-9A-Z]{3}-[0-9A-Z]{3})/)).1)
  }

  @Test func `a family of the night is there in the morning: over the socket, at the console, in the counts`() throws {
    let site = try OfficersCasebook()
    let served = try site.serve()
    let wire = try site.officer(served)
    let reference = try Self.kept(wire)
    #expect(try Served.ask(wire, "set immediate-danger no").contains("Saved in \(reference)"))
    #expect(try Served.ask(wire, "placed hostel for 1 nights").hasPrefix("240"))
    #expect(try Served.ask(wire, "handover to day team").hasPrefix("214"))
    served.process.terminate()
    served.process.waitUntilExit()
    let script = "board\nopen \(reference)\nfacts\nreceive \(reference)\nshow\n"
    let run = try site.program.run("desk", "--casebook", site.casebook, input: script)
    #expect(run.status == 0, "\(run.error)")
    for part in ["children", "4 7", "hostel", "signs for it"] { #expect(run.output.contains(part), "\(part)") }
    let quarter = try #require(run.output.firstMatch(of: /came .* (20\d\d)/)).1
    var counted = 0
    for number in 1...4 {
      let report = try site.program.run(
        "report", "quarter", "\(quarter)-Q\(number)", "--protocol", "LUT", "--output", "csv", "--casebook",
        site.casebook)
      #expect(report.status == 0)
      if report.output.contains("family,\"Family (a child, or a pregnancy)\",,1") { counted += 1 }
    }
    #expect(counted == 1)
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("; 0 faults"))
    #expect(try site.program.run("casebook", "readings", reference, "--casebook", site.casebook).output.contains("ann"))
  }

  @Test func `without a casebook nothing is different, and nobody works with cases who was not let in`() throws {
    let site = try OfficersCasebook()
    let served = try Served(site.program)
    let wire = try Wire(port: served.port)
    #expect(try wire.line()?.contains("cases") == false)
    #expect(try Served.ask(wire, "auth \(site.token)").hasPrefix("230"))
    for line in ["keep", "board", "open K7R-3Q7"] { #expect(try Served.ask(wire, line).hasPrefix("500"), "\(line)") }
    #expect(try site.program.run("casebook", "shut-out", "ann", "--casebook", site.casebook).status == 0)
    let other = try site.serve()
    let out = try Wire(port: other.port)
    _ = try out.line()
    #expect(try Served.ask(out, "board").hasPrefix("530"))
    #expect(try Served.ask(out, "auth \(site.token)").hasPrefix("230"))
    #expect(try Served.ask(out, "board").hasPrefix("540"))
    #expect(try site.program.run("casebook", "officers").status == 2)
  }

  @Test func `a leaver's role in the casebook is told when the token goes, and when somebody gets the name again`()
    throws
  {
    let site = try OfficersCasebook()
    let program = site.program
    let revoked = try program.run("token", "revoke", "ann", "--casebook", site.casebook)
    #expect(revoked.status == 0 && revoked.error.contains("still let in to the casebook, as officer of all councils"))
    #expect(revoked.error.contains("casebook shut-out ann"), "\(revoked.error)")
    let again = try program.run("token", "add", "ann", "--role", "officer", "--casebook", site.casebook)
    #expect(again.status == 0 && again.error.contains("let in to the casebook already, as officer"), "\(again.error)")
    let nobody = try program.run("casebook", "let-in", "nobody", "--role", "manager", "--casebook", site.casebook)
    #expect(nobody.status == 0 && nobody.error.contains("no token in force is called 'nobody'"), "\(nobody.error)")
    // Nothing is said where nothing is left, and no casebook is made to look.
    #expect(try program.run("casebook", "shut-out", "ann", "--casebook", site.casebook).status == 0)
    #expect(try !program.run("token", "revoke", "ann", "--casebook", site.casebook).error.contains("casebook"))
    let absent = program.folder.path + "/none.sqlite"
    #expect(try program.run("token", "add", "bob", "--role", "officer", "--casebook", absent).error.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: absent))
  }

  @Test func `whoever is signed in with a terminal's token is told so, and not to sign in`() throws {
    let site = try OfficersCasebook()
    let added = try site.program.run("token", "add", "till", "--role", "terminal").output
    let letIn = try site.program.run("casebook", "let-in", "till", "--role", "reporter", "--casebook", site.casebook)
    #expect(letIn.error.contains("is for a terminal, and the casebook takes an officer's"), "\(letIn.error)")
    let served = try site.serve()
    let wire = try Wire(port: served.port)
    _ = try wire.line()
    let token = String(try #require(added.firstMatch(of: /nd_[A-Za-z0-9_-]+/)).0)
    #expect(try Served.ask(wire, "auth \(token)").hasPrefix("230"))
    #expect(try Served.ask(wire, "board").hasPrefix("540 you are signed in with a terminal's token"))
  }

  @Test func `two servers on one casebook tell of each other, and neither writes over the other`() throws {
    let site = try OfficersCasebook()
    let ben = try site.letIn("ben", role: "officer")
    let servers = try [site.serve(), site.serve()]
    let first = try site.officer(servers[0])
    let reference = try Self.kept(first)
    let second = try Wire(port: servers[1].port)
    _ = try second.line()
    #expect(try Served.ask(second, "auth \(ben)").hasPrefix("230"))
    try second.send(line: "open \(reference)")
    #expect(try second.reply().contains { $0.contains("ann has this case open too") })
    #expect(try Served.ask(second, "set pregnant yes").contains("Saved"))
    #expect(try Served.ask(first, "set pregnant no").hasPrefix("541 ben has changed"))
    #expect(try Served.ask(first, "claim 1").contains("Meanwhile ben recorded: pregnant"))
    #expect(try Served.ask(second, "log tea").contains("Meanwhile ann recorded: 1 taken on"))
  }

  @Test func `a program that is killed has no case open, and another that begins puts down nobody's`() throws {
    let site = try OfficersCasebook()
    let (ben, mo) = (try site.letIn("ben", role: "officer"), try site.letIn("mo", role: "manager"))
    func entered(_ served: Served, _ token: String, open reference: String) throws -> (wire: Wire, told: [String]) {
      let wire = try Wire(port: served.port)
      _ = try wire.line()
      #expect(try Served.ask(wire, "auth \(token)").hasPrefix("230"))
      try wire.send(line: "open \(reference)")
      return (wire, try wire.reply().filter { $0.contains(" this case open ") })
    }
    let first = try site.serve()
    let ann = try site.officer(first)
    let reference = try Self.kept(ann)
    let console = site.program.process(["desk", "--casebook", site.casebook, "--store", site.program.store])
    let (input, output) = (Pipe(), Pipe())
    console.standardInput = input
    console.standardOutput = output
    try console.run()
    try input.fileHandleForWriting.write(contentsOf: Data("open \(reference)\n".utf8))
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    // A second server on the same casebook begins while both have it open.
    let second = try site.serve()
    let ours = try entered(second, ben, open: reference)
    #expect(ours.told.count == 2, "\(ours.told)")
    kill(console.processIdentifier, SIGKILL)
    console.waitUntilExit()
    let theirs = try entered(second, mo, open: reference)
    #expect(theirs.told.map { $0.prefix(5) } == ["! ann", "! ben"], "\(theirs.told)")
    kill(first.process.processIdentifier, SIGKILL)
    first.process.waitUntilExit()
    let third = try site.serve()
    let last = try entered(third, ben, open: reference)
    // Ben at another desk, and mo: both at the server that runs.
    #expect(last.told.map { $0.prefix(5) } == ["! You", "! mo "], "\(last.told)")
    for wire in [ours.wire, theirs.wire, last.wire] { #expect(try Served.ask(wire, "version").hasPrefix("200")) }
  }

  @Test func `a case whose reply was lost is not made again, and another family's triage makes its own`() throws {
    let site = try OfficersCasebook()
    // Let in before the server begins, so that nothing waits for its next look at who may sign in.
    let bensToken = try site.letIn("ben", role: "officer")
    let served = try Served(
      site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook, "--keep-cases", "end"])
    let lines = ["triage luton at \(try OfficersCasebook.lastNight("17:45"))", "known-as aaaabbbbccccdddd"]
    let board = try site.officer(served)
    for round in 0..<3 {
      let wire = try site.officer(served)
      for line in lines { #expect(try Served.ask(wire, line).hasPrefix("200"), "\(line)") }
      try wire.send(line: "set nowhere-tonight yes")
      // Its reply is read by nobody: the line is cut.
      #expect(try comesTrue { try Served.ask(board, "board").hasPrefix("215 1 open case") }, "\(round)")
    }
    let wire = try site.officer(served)
    for line in lines { #expect(try Served.ask(wire, line).hasPrefix("200"), "\(line)") }
    let reply = try Served.ask(wire, "set nowhere-tonight yes")
    let kept = String(try #require(reply.firstMatch(of: /Kept as ([0-9A-Z]{3}-[0-9A-Z]{3})/)).1)
    #expect(try Served.ask(wire, "set children 4 7").contains("Saved in \(kept)"))
    // The same answers under another name, or under none, are another family's.
    for name in [[lines[1].replacing("aaaa", with: "eeee")], []] {
      for line in [lines[0]] + name { #expect(try Served.ask(wire, line).hasPrefix("200"), "\(line)") }
      #expect(try Served.ask(wire, "set nowhere-tonight yes").contains("Kept as "))
    }
    // And nobody meets another's by its name.
    let ben = try Wire(port: served.port)
    _ = try ben.line()
    #expect(try Served.ask(ben, "auth \(bensToken)").hasPrefix("230"))
    for line in lines { #expect(try Served.ask(ben, line).hasPrefix("200"), "\(line)") }
    #expect(try !Served.ask(ben, "set nowhere-tonight yes").contains(kept))
    #expect(try Served.ask(board, "board").hasPrefix("215 4 open cases"))
    #expect(try Served.ask(board, "known-as short").hasPrefix("503"))
    #expect(try Served.ask(wire, "known-as short").hasPrefix("501"))
  }

  @Test func `where nobody can be asked, what cron must say is told whole`() throws {
    let site = try OfficersCasebook()
    let served = try site.serve()
    let wire = try site.officer(served)
    let reference = try Self.kept(wire)
    let script = "close-case \(reference) mistake\n"
    #expect(try site.program.run("desk", "--casebook", site.casebook, input: script).status == 0)
    let run = try site.program.run("casebook", "erase", reference, "--by", "Mo Lead", "--casebook", site.casebook)
    let line = "nightdesk casebook erase \(reference) --yes --by 'Mo Lead' --casebook \(site.casebook)"
    #expect(run.status == 2 && run.error.contains(line), "\(run)")
    #expect(try site.program.run("casebook", "erase", "--help").output.contains("erase --due --yes --by retention"))
  }

  @Test func `a backup copies the casebook too, and a restore brings it back to a running server`() throws {
    let site = try OfficersCasebook()
    let served = try site.serve()
    let wire = try site.officer(served)
    let first = try Self.kept(wire)
    #expect(try Served.ask(wire, "close").hasPrefix("200"))
    let file = site.program.folder.path + "/directory.backup"
    let made = try site.program.run("backup", file, "--casebook", site.casebook)
    #expect(made.status == 0 && made.output.contains("\(file).casebook: the casebook"), "\(made)")
    #expect(try site.program.run("backup", file, "--casebook", site.casebook).status == 2)
    #expect(try site.program.run("backup", file, "--force", "--casebook", site.casebook).status == 0)
    let second = try Self.kept(wire)
    let refused = try site.program.run("restore", file + ".casebook", "--casebook", site.casebook)
    #expect(refused.status == 2 && refused.error.contains("1 whole case among them: \(second)"), "\(refused)")
    #expect(refused.error.contains("--yes was not given"), "\(refused)")
    let restored = try site.program.run("restore", file + ".casebook", "--casebook", site.casebook, "--yes")
    #expect(restored.status == 0, "\(restored)")
    #expect(restored.output.contains("gone: 1 event, the first recorded at "), "\(restored)")
    #expect(restored.output.contains("holds 1 case; what it held before is in \(site.casebook).before-restore"))
    #expect(restored.output.contains("take that file away once all is well: what you erase stays in it"))
    #expect(
      try site.program.run("casebook", "erase", "--due", "--by", "mo", "--casebook", site.casebook).output.contains(
        "\(site.casebook).before-restore, which a restore left, may still hold what is erased here"))
    #expect(try Served.ask(wire, "show \(second)").hasPrefix("550"))
    #expect(try Served.ask(wire, "close").hasPrefix("200"))
    try wire.send(line: "open \(first)")
    #expect(try wire.reply().first?.hasPrefix("214") == true)
    let folder = site.program.folder.path + "/backups"
    for _ in 0..<2 {
      #expect(
        try site.program.run("backup", "--into", folder, "--keep", "1", "--casebook", site.casebook).status == 0)
      Thread.sleep(forTimeInterval: 1.1)
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder).map { $0.prefix { $0 != "-" } }.sorted()
    #expect(kept == ["casebook", "directory"])
    #expect(try site.program.run("restore", Shipped.root + "/README.md", "--casebook", site.casebook).status == 2)
    #expect(try site.program.run("restore", file + ".casebook").status == 2)
  }

  @Test func `a paper is drafted at the command line, as text and as a page, and words with a fault stop the program`()
    throws
  {
    let site = try OfficersCasebook()
    let kept = try site.program.run(
      "desk", "--casebook", site.casebook, input: "triage luton\nset nowhere-tonight yes\nset children 4\nkeep\n")
    let reference = String(try #require(kept.output.firstMatch(of: /kept as ([0-9A-Z-]{7})/)).1)
    let text = try site.program.run("casebook", "paper", "mash", reference, "--casebook", site.casebook)
    #expect(text.status == 0 && text.output.hasPrefix("DRAFT, not sent, not a decision"), "\(text)")
    let page = try site.program.run(
      "casebook", "paper", "mash", reference, "--output", "html", "--casebook", site.casebook)
    #expect(page.output.hasPrefix("<!DOCTYPE html>"))
    #expect(try site.program.run("casebook", "paper", "s208", reference, "--casebook", site.casebook).status == 2)
    #expect(try site.program.run("casebook", "paper", "s999", reference, "--casebook", site.casebook).status == 2)
    let data = site.program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    try FileManager.default.createDirectory(atPath: data + "/papers/lutonn", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: data + "/papers/mash.txt", toPath: data + "/papers/lutonn/mash.txt")
    func start() throws -> Program.Run {
      try site.program.run("desk", "--casebook", site.casebook, "--data", data, "-c", "version")
    }
    let misspelt = try start()
    #expect(misspelt.status == 1 && misspelt.error.contains("papers/lutonn: no council has that id"), "\(misspelt)")
    try FileManager.default.moveItem(atPath: data + "/papers/lutonn", toPath: data + "/papers/luton")
    #expect(try start().status == 0)
    try Data("# Title\n{nothing}\n".utf8).write(to: URL(fileURLWithPath: data + "/papers/luton/mash.txt"))
    let faulty = try start()
    #expect(
      faulty.status == 1 && faulty.error.contains("papers/luton/mash.txt:2: {nothing} is not a field"), "\(faulty)")
    // A site's own folder goes before the shipped one, which an upgrade replaces.
    try FileManager.default.removeItem(atPath: data + "/papers/luton")
    let own = site.program.folder.path + "/own"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    let words = try String(contentsOfFile: data + "/papers/mash.txt", encoding: .utf8)
    try words.replacing("# Referral to children's services", with: "# Our own words").write(
      toFile: own + "/mash.txt", atomically: true, encoding: .utf8)
    let process = site.program.process([
      "casebook", "paper", "mash", reference, "--casebook", site.casebook, "--store", site.program.store,
    ])
    process.environment?["NIGHTDESK_PAPERS"] = own
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let drafted = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(drafted.contains("OUR OWN WORDS"), "\(drafted)")
    // Without a casebook nobody drafts a paper, and nothing stops.
    #expect(try site.program.run("desk", "--data", data, "-c", "version").status == 0)
  }

  @Test func `a site's setting keeps a triage by itself when it ends`() throws {
    let site = try OfficersCasebook()
    let script = "triage luton\nset nowhere-tonight yes\nclose\n"
    let run = try site.program.run("desk", "--casebook", site.casebook, "--keep-cases", "end", input: script)
    #expect(run.status == 0 && run.output.contains("Kept as "), "\(run)")
    #expect(try !site.program.run("desk", "--casebook", site.casebook, input: script).output.contains("ept as "))
    #expect(try site.program.run("desk", "--casebook", site.casebook, "--keep-cases", "maybe").status == 2)
  }

  @Test func `erasing shows what goes, asks at a terminal, and wants a name and --yes elsewhere`() throws {
    let site = try OfficersCasebook()
    let script = "triage luton\nset nowhere-tonight yes\nkeep\nclose-case mistake\n"
    let kept = try site.program.run("desk", "--casebook", site.casebook, input: script)
    let reference = String(try #require(kept.output.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
    let erase = ["casebook", "erase", reference, "--casebook", site.casebook]
    let nameless = try site.program.run(erase + ["--yes"])
    #expect(nameless.status == 2 && nameless.error.contains("--by"), "\(nameless)")
    #expect(try site.program.run(erase + ["--yes", "--by", " "]).status == 2)
    let unasked = try site.program.run(erase + ["--by", "mo"])
    #expect(unasked.status == 2 && unasked.error.contains("--yes was not given"), "\(unasked)")
    #expect(unasked.error.contains("\(reference), luton: 2 events, kept at "), "\(unasked)")
    for (answer, status) in [("no", Int32(1)), ("yes", 0)] {
      let terminal = try Terminal(site.program.process(erase + ["--by", "mo"]), columns: 120)
      let shown = try terminal.reads(until: "erase? yes or no > ")
      #expect(shown.contains(reference) && shown.contains("1 case for good"), "\(shown)")
      terminal.type(answer + "\r")
      let said = try terminal.everything()
      #expect(
        terminal.status() == status && said.contains(status == 0 ? "is erased by mo" : "nothing is erased"), "\(said)")
    }
    #expect(try site.program.run(erase + ["--yes", "--by", "mo"]).status == 2)
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("2 of them erased"))
  }

  private static let kills = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil ? 200 : 6

  @Test func `killed at any moment, nothing that was answered is lost`() throws {
    let site = try OfficersCasebook()
    var random = SplitMix64(seed: 5)
    var expected: [String: Int] = [:]
    for round in 0..<Self.kills {
      let served = try site.serve()
      let wire = try site.officer(served)
      let reference = try Self.kept(wire)
      expected[reference] = 0
      let process = served.process
      let pause = useconds_t(random.next() % 150_000)
      Thread.detachNewThread {
        usleep(pause)
        kill(process.processIdentifier, SIGKILL)
      }
      var answered = 0
      while answered < 2000 {
        do {
          try wire.send(line: "log number \(answered)")
          guard let reply = try wire.reply().first, reply.hasPrefix("240") else { break }
          answered += 1
        } catch { break }
      }
      expected[reference] = answered
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal, "round \(round)")
    }
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("; 0 faults"))
    for (reference, answered) in expected {
      let run = try site.program.run("desk", "--casebook", site.casebook, "-c", "history \(reference)")
      let notes = run.output.ranges(of: "noted: number ").count
      // One may have been written whose answer did not come through any more.
      #expect((answered...(answered + 1)).contains(notes), "\(reference): \(notes) of \(answered)")
    }
    print("\(Self.kills) kills, \(expected.values.reduce(0, +)) answers, all there")
  }

  @Test func `nothing of a case is in the history, the log or the directory's store`() throws {
    let site = try OfficersCasebook()
    let terminal = try Terminal(site.program.process(["--store", site.program.store, "--casebook", site.casebook]))
    _ = try terminal.reads(until: "nightdesk> ")
    #expect(try terminal.answers("triage luton").hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("no").contains("questions open"))
    let screen = try terminal.answers("keep")
    let reference = String(try #require(screen.firstMatch(of: /kept as ([0-9A-Z]{3}-[0-9A-Z]{3})/)).1)
    #expect(try terminal.answers("log zanzibarnote").contains("noted"))
    #expect(try terminal.answers("close").contains("is kept"))
    #expect(try terminal.answers("open \(reference)").contains("DO"))
    // Every answer is saved, so that nobody is asked whether to lose them.
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    for path in try FileManager.default.subpathsOfDirectory(atPath: site.program.folder.path)
    where !path.hasPrefix("cases.sqlite") {
      let full = site.program.folder.path + "/" + path
      guard let bytes = FileManager.default.contents(atPath: full) else { continue }
      for trace in [reference, "zanzibarnote"] {
        #expect(bytes.range(of: Data(trace.utf8)) == nil, "\(trace) in \(path)")
      }
    }
  }
}

extension OfficersCasebook {
  fileprivate func serve() throws -> Served {
    try Served(program, ["--listen", "127.0.0.1:0", "--casebook", casebook])
  }

  fileprivate func officer(_ served: Served) throws -> Wire {
    let wire = try Wire(port: served.port)
    #expect(try wire.line()?.hasSuffix(" cases") == true)
    #expect(try Served.ask(wire, "auth \(token)").hasPrefix("230"))
    return wire
  }
}
