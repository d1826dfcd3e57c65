import Foundation
import TestSupport
import Testing

/// The desk itself: line by line from a script, and at a real pseudo-terminal.
struct ConsoleTests {
  @Test func `a script of lines runs without a prompt`() throws {
    let run = try Program().run(
      "desk",
      input: """
        # an officer's evening
        triage luton at 2026-11-26T17:45
        set children 4 7
        set nowhere-tonight yes
        ask
        result
        back
        close
        quit
        """)
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("Luton Borough Council places them tonight"))
    #expect(!run.output.contains("nightdesk>"))
  }

  @Test func `a reader that has seen enough ends a script, and nothing crashes`() throws {
    let program = try Program()
    #expect(try program.run("version").status == 0)
    let lines = String(repeating: "councils\\n", count: 200)
    let process = program.process([])
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [
      "-c", "printf '\(lines)' | \(Program.path) --store '\(program.store)' | head -n 1; exit ${PIPESTATUS[1]}",
    ]
    process.standardOutput = Pipe()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
  }

  @Test(arguments: [
    ("lokup luton", "did you mean 'lookup'"), ("set children 4", "no triage"), ("who malden", "may be"),
  ])
  func `a script stops at the first line that is not understood`(line: String, part: String) throws {
    let run = try Program().run("desk", input: "\(line)\ncouncils\n")
    #expect(run.status == 2)
    #expect(run.error.contains(part))
    #expect(!run.output.contains("thanet"))
  }

  @Test func `a failed number gives the next one and is noted in the store`() throws {
    let program = try Program()
    let run = try program.run("desk", input: "failed tunbridge-wells/out-of-hours no-answer\n")
    #expect(run.status == 0)
    #expect(run.output.contains("01892 352777"))
    let query = Process()
    query.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let output = Pipe()
    query.standardOutput = output
    query.arguments = ["grep", "-c", "tunbridge-wells/out-of-hours", program.store]
    try query.run()
    query.waitUntilExit()
    #expect(query.terminationStatus == 0)
  }

  @Test func `lines go by the command line, one after another, and end at the first error unless told to go on`() throws
  {
    let program = try Program()
    let one = try program.run("-c", "who canterbury ooh at 2026-11-26T17:45")
    #expect(one.status == 0)
    #expect(one.output.contains("01227 781879"))
    let stopped = try program.run("desk", "-c", "lokup luton", "-c", "councils")
    #expect(stopped.status == 2)
    #expect(stopped.output == "")
    let went = try program.run("desk", "--keep-going", "-c", "lokup luton", "-c", "councils")
    #expect(went.status == 2)
    #expect(went.error.contains("did you mean 'lookup'"))
    #expect(went.output.contains("thanet"))
  }

  @Test func `at a terminal it greets, prompts, edits a line and leaves`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    #expect(try terminal.reads(until: "nightdesk> ").contains("a named person decides"))
    // A backspace is taken by readline, not sent on.
    terminal.type("lookup canterburx\u{7f}y ooh at 2026-11-26T17:45\r")
    #expect(try terminal.reads(until: "nightdesk> ").contains("01227 781879"))
    terminal.type("quit\r")
    #expect(try terminal.reads(until: "goodbye").contains("goodbye"))
    #expect(terminal.status() == 0)
  }

  @Test func `Tab completes a council's name`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("lookup cant\t")
    #expect(try Terminal.plain(terminal.reads(until: "lookup canterbury ")).contains("lookup canterbury "))
    terminal.type("oo\tat 2026-11-26T17:45\r")
    let seen = try Terminal.plain(terminal.reads(until: "nightdesk> "))
    #expect(seen.contains("ooh at 2026-11-26T17:45"))
    #expect(seen.contains("01227 781879"))
    // Two that begin alike are listed; one more letter tells.
    terminal.type("lookup maid\t\t")
    _ = try terminal.reads(until: "lookup maidstone ")
    terminal.type("\u{15}triage \t\t")
    #expect(
      try Terminal.plain(terminal.reads(until: "kingston")).contains("luton") || terminal.reads(until: "luton") != "")
  }

  @Test func `the history is kept between runs, and nothing of a family with it`() throws {
    let program = try Program()
    let first = try Terminal(program.process(["--store", program.store]))
    _ = try first.reads(until: "nightdesk> ")
    _ = try first.answers("lookup dover ooh")
    // Neither a name that was looked for, nor an answer that was only to be completed or explained.
    for line in ["find smith of hythe", "help smith", "complete set children 4 7", "help complete set children 4 7"] {
      _ = try first.answers(line)
    }
    _ = try first.answers("triage luton at 2026-11-26T17:45")
    _ = try first.answers("no")
    _ = try first.answers("set children 3 9")
    // While the triage is under way its lines come back; when it is closed they are gone.
    first.type("\u{1b}[A")
    _ = try first.reads(until: "set children 3 9")
    first.type("\u{15}")
    _ = try first.answers("close", until: "(yes or no) ")
    _ = try first.answers("yes")
    first.type("\u{1b}[A\u{1b}[A")
    _ = try first.reads(until: "lookup dover ooh")
    first.type("\u{15}quit\r")
    #expect(first.status() == 0)

    let files = try #require(FileManager.default.enumerator(atPath: program.folder.path))
    let history = try files.compactMap { $0 as? String }.filter { $0.hasSuffix("history") }.map {
      try String(contentsOfFile: program.folder.path + "/" + $0, encoding: .utf8)
    }
    #expect(history == ["lookup dover ooh\nquit\n"])
    let second = try Terminal(program.process(["--store", program.store]))
    _ = try second.reads(until: "nightdesk> ")
    second.type("\u{1b}[A\u{1b}[A")
    _ = try second.reads(until: "lookup dover ooh")
  }

  @Test func `a console that stays open answers from what another process has loaded since`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    #expect(try terminal.answers("lookup thanet ooh").contains("01843 577000"))
    _ = try terminal.answers("triage thanet at 2026-11-26T17:45")
    let data = program.folder.path + "/newer"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    let file = data + "/councils/thanet.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("01843 577000", with: "01843 577999").replacing("+441843577000", with: "+441843577999")
      .write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try program.run("directory", "load", data, "--yes").status == 0)
    #expect(try terminal.answers("lookup thanet ooh").contains("01843 577999"))
    // The triage under way goes on.
    #expect(try terminal.answers("no").contains("TONIGHT"))
  }

  @Test func `the keys of the user's own inputrc are honoured`() throws {
    let program = try Program()
    let keys = try program.write(
      "\"\\C-o\": \"lookup dover ooh\"\n$if nightdesk\n\"\\C-g\": \"councils\"\n$endif\n", to: "inputrc")
    let terminal = try Terminal(program.process(["--store", program.store]), environment: ["INPUTRC": keys])
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("\u{f}")
    _ = try terminal.reads(until: "lookup dover ooh")
    terminal.type("\u{15}\u{7}")
    _ = try terminal.reads(until: "councils")
  }

  @Test func `Ctrl-C drops the line and nothing else`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("lookup nowhere at all")
    _ = try terminal.reads(until: "at all")
    terminal.type("\u{3}")
    _ = try terminal.reads(until: "nightdesk> ")
    #expect(try terminal.answers("lookup dover ooh at 2026-11-26T17:45").contains("Dover"))
    // In a triage it drops the line too; the answers stay.
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    _ = try terminal.answers("no")
    terminal.type("nonsen")
    _ = try terminal.reads(until: "nonsen")
    terminal.type("\u{3}")
    _ = try terminal.reads(until: "> ")
    #expect(try terminal.answers("result").contains("16:45") == false)
    _ = try terminal.answers("close", until: "(yes or no) ")
    #expect(try terminal.answers("yes").contains("nightdesk> "))
    terminal.type("\u{4}")
    #expect(terminal.status() == 0)
  }

  @Test func `the end of input leaves, but asks first where answers would be lost`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    _ = try terminal.answers("no")
    terminal.type("\u{4}")
    _ = try terminal.reads(until: "(yes or no) ")
    terminal.type("no\r")
    _ = try terminal.reads(until: "> ")
    terminal.type("\u{4}")
    #expect(try terminal.reads(until: "(yes or no) ").contains("Luton"))
    terminal.type("yes\r")
    #expect(terminal.status() == 0)
  }

  @Test func `the end of input leaves at once where nothing would be lost`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("\u{4}")
    #expect(terminal.status() == 0)
  }

  @Test func `what is shown follows the terminal's width, also when that changes`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 100)
    _ = try terminal.reads(until: "nightdesk> ")
    func widest(_ text: String) -> Int {
      text.split(separator: "\n").dropFirst().map(\.count).max() ?? 0
    }
    let wide = try terminal.answers("lookup thanet at 2026-11-26T17:45")
    #expect((81...100).contains(widest(wide)), "\(wide)")
    terminal.resize(columns: 60)
    let narrow = try terminal.answers("lookup thanet at 2026-11-26T17:45")
    #expect((40...60).contains(widest(narrow)), "\(narrow)")
    func words(_ text: String) -> [Substring] {
      text.split(separator: "\n").dropFirst().flatMap { $0.split(separator: " ") }
    }
    #expect(Set(words(narrow)).symmetricDifference(words(wide)) == [])
  }

  @Test(arguments: [
    (["TERM": "dumb"], false), (["TERM": Optional<String>.none], false), (["NO_COLOR": "1"], false),
    (["NO_COLOR": ""], true), ([:], true),
  ])
  func `colour comes only where the terminal understands it and nobody declined it`(
    environment: [String: String?], hasColour: Bool
  ) throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), environment: environment)
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("lookup canterbury ooh at 2026-11-26T17:45\r")
    let seen = try terminal.reads(until: "nightdesk> ")
    #expect(seen.contains("01227 781879"))
    #expect(seen.contains(/\u{1b}\[[0-9]+m/) == hasColour)
    if environment["TERM"] != nil { #expect(!seen.contains("\u{1b}")) }
    // The words are there without it.
    #expect(Terminal.plain(seen).contains("may answer now"))
  }

  // MARK: - Interviews

  @Test(arguments: ["S3", "S6", "S16"])
  func `an interview asks only what matters and ends in the page that the facts have`(scenario: String) throws {
    let program = try Program()
    let file = Shipped.root + "/data/scenarios/\(scenario).json"
    let facts = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file))) as? [String: Any])
    let council = try #require(facts["council"] as? String), at = try #require(facts["presented-at"] as? String)
    // As wide as the page that goes to a file: how close a page is laid out depends on its width.
    let terminal = try Terminal(program.process(["--store", program.store]), columns: 98)
    _ = try terminal.reads(until: "nightdesk> ")
    var screen = try terminal.answers("triage \(council) at \(at)")
    var asked: [String] = []
    var isAboutTonight = true
    while !screen.hasSuffix("triage> ") {
      // The determination so far stands above the question, in full where it has changed.
      #expect(screen.contains("question"), "\(screen)")
      #expect(!asked.isEmpty || screen.contains("TONIGHT"), "\(screen)")
      let fact = String(try #require(screen.split(separator: "\n").last).dropLast(2))
      #expect(!asked.contains(fact), "\(fact) is asked twice")
      asked.append(fact)
      if screen.contains("Nothing more to ask about tonight") { isAboutTonight = false }
      if isAboutTonight { #expect(asked.count <= 12, "\(asked)") }
      try #require(asked.count <= 20)
      var known = facts[fact]
      // Asked as people ask it: have they somewhere safe to sleep tonight?
      if fact == "nowhere-tonight", let isNowhere = known as? Bool { known = !isNowhere }
      screen = try terminal.answers(Self.words(for: known))
    }
    #expect(!isAboutTonight || asked.count <= 12, "\(asked)")
    // What nothing asks for, an officer who knows it says all the same.
    for (fact, value) in facts where !asked.contains(fact) && !["council", "presented-at"].contains(fact) {
      screen = try terminal.answers("set \(fact) \(Self.words(for: value))")
    }
    screen = try terminal.answers("result")
    let page = try program.run("triage", "--facts", file).output
    for part in ["TONIGHT", "RING", "DO", "LATER", "DO NOT"] {
      #expect(Self.part(part, of: screen) == Self.part(part, of: page))
      #expect(!Self.part(part, of: page).isEmpty)
    }
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }

  @Test func `a question is explained, an answer that is not understood is put again, and back changes the one before`()
    throws
  {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    #expect(try terminal.answers("triage luton at 2026-11-26T17:45").hasSuffix("immediate-danger> "))
    let explained = try terminal.answers("?")
    #expect(explained.contains("I-8: Someone in immediate danger"), "\(explained)")
    #expect(try terminal.answers("perhaps").hasSuffix("immediate-danger> "))
    let second = try terminal.answers("no")
    #expect(!second.hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("back").hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("don't know").split(separator: "\n").last == second.split(separator: "\n").last)
    #expect(try terminal.answers("back").hasSuffix("immediate-danger> "))
    // Danger comes first, and the questions go on behind it.
    let danger = try terminal.answers("yes")
    #expect(danger.contains("999"))
    #expect(danger.hasSuffix("children> "))
  }

  @Test func `shortly before the cut-off it is said that other rules are near`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    #expect(try terminal.answers("triage luton at 2026-11-26T16:25").contains("16:30"))
    _ = try terminal.answers("close")
    #expect(try !terminal.answers("triage luton at 2026-11-26T14:25").contains("16:30"))
  }

  /// An answer as an officer types it; a fact that the case says nothing of is not known.
  private static func words(for value: Any?) -> String {
    switch value {
    case nil: "don't know"
    case let list as [Any] where list.isEmpty: "none"
    case let list as [[String: String]]:
      list.map { "\($0["council"] ?? ""):\($0["ground"] ?? "")" }.joined(separator: " ")
    case let list as [Any]: list.map { "\($0)" }.joined(separator: " ")
    case let number as NSNumber where String(cString: number.objCType) == "c": number.boolValue ? "yes" : "no"
    case let other?: "\(other)"
    }
  }

  /// A part of a page, whatever the width that it was laid out for.
  private static func part(_ name: String, of page: String) -> [Substring] {
    let lines = page.split(separator: "\n").map { $0.drop { $0 == " " } }
    let heads = ["TONIGHT", "RING", "DO", "LATER", "DO NOT", "KNOW", "ASK", "STILL", "WARNINGS", "QUESTIONS"]
    guard let start = lines.lastIndex(where: { $0 == name || (name == "TONIGHT" && $0.hasPrefix(name)) }) else {
      return []
    }
    let end = lines[(start + 1)...].firstIndex { line in heads.contains { line == $0 || line.hasPrefix($0 + " ") } }
    return lines[start..<(end ?? lines.count)].flatMap { $0.split(separator: " ") }
  }
}
