import Foundation
import TestSupport
import Testing

/// Where a site keeps every triage, one that was answered anything is a case when its session ends, however that comes about; and
/// one case.
struct EndedSessionTests {
  private static let answers = ["triage luton", "set nowhere-tonight yes", "set children 4 7"]
  private static let rule = ["--keep-cases", "end"]

  /// The one open case that there is, with what the family told.
  private func family(in site: OfficersCasebook) throws -> String {
    var board = ""
    let isThere = try comesTrue(within: 20) {
      board = try site.program.run("desk", "--casebook", site.casebook, "-c", "board").output
      return !board.contains("0 open cases")
    }
    #expect(isThere && board.contains("1 open case;"), "\(board)")
    let reference = String(try #require(board.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
    let facts = try site.program.run(
      "desk", "--casebook", site.casebook, "-c", "open \(reference)", "-c", "facts"
    ).output
    #expect(facts.contains(/children +4 7|children +4, 7/), "\(facts)")
    return reference
  }

  /// How a script comes to its end.
  enum Script: String, CaseIterable {
    case words = "lines of -c"
    case input = "the end of its input"
    case error = "an error in it"
    case quit
  }

  @Test(arguments: Script.allCases)
  func `a script's family is kept whatever ends it`(script: Script) throws {
    let site = try OfficersCasebook()
    let desk = ["desk", "--casebook", site.casebook] + Self.rule
    let more = script == .error ? ["set no-such-fact 1"] : script == .quit ? ["quit"] : []
    let lines = Self.answers + more
    let run =
      script == .words
      ? try site.program.run(desk + lines.flatMap { ["-c", $0] })
      : try site.program.run(desk, input: lines.joined(separator: "\n"))
    #expect(run.status == (script == .error ? 2 : 0), "\(run)")
    #expect(run.output.contains(". Kept as "), "\(run)")
    _ = try family(in: site)
  }

  /// How somebody leaves a terminal.
  enum Leaving: String, CaseIterable {
    case end = "Ctrl-D"
    case quit
    case hangUp = "the window is closed"
    case terminated = "SIGTERM"
    case killed = "SIGKILL"
  }

  @Test(arguments: Leaving.allCases)
  func `a family at a terminal is kept however it is left, and nobody is asked whether to lose it`(leaving: Leaving)
    throws
  {
    let site = try OfficersCasebook()
    let terminal = try Terminal(
      site.program.process(["desk", "--casebook", site.casebook, "--store", site.program.store] + Self.rule),
      columns: 120)
    _ = try terminal.reads(until: "nightdesk> ")
    _ = try terminal.answers(Self.answers[0])
    let first = try terminal.answers(Self.answers[1])
    #expect(first.contains(/Kept as [0-9A-Z-]{7}: every answer is saved from here on/), "\(first)")
    #expect(try !terminal.answers(Self.answers[2]).contains("Kept as"))
    switch leaving {
    case .end, .quit:
      terminal.type(leaving == .end ? "\u{4}" : "quit\r")
      let last = try terminal.everything()
      #expect(last.contains(/[0-9A-Z-]{7} is kept; 'open [0-9A-Z-]{7}' takes it up again/), "\(last)")
      #expect(!last.contains("lose"), "\(last)")
      #expect(terminal.status() == 0)
    case .hangUp: try terminal.signal(SIGHUP)
    case .terminated: try terminal.signal(SIGTERM)
    case .killed: try terminal.signal(SIGKILL)
    }
    _ = terminal.status()
    _ = try family(in: site)
  }

  @Test func `without the setting it is said that the answers are kept nowhere, before they are lost`() throws {
    let site = try OfficersCasebook()
    let terminal = try Terminal(
      site.program.process(["desk", "--casebook", site.casebook, "--store", site.program.store]), columns: 120)
    _ = try terminal.reads(until: "nightdesk> ")
    for line in Self.answers { _ = try terminal.answers(line) }
    terminal.type("\u{4}")
    let asked = try terminal.reads(until: "(yes or no) ")
    #expect(asked.contains("kept nowhere") && asked.contains("lose them"), "\(asked)")
    terminal.type("yes\r")
    #expect(terminal.status() == 0)
    #expect(try site.program.run("desk", "--casebook", site.casebook, "-c", "board").output.contains("0 open cases"))
  }

  /// How a session at a server ends.
  enum Cut: String, CaseIterable {
    case quit
    case closed = "the socket is closed"
    case terminated = "SIGTERM of the server"
    case killed = "SIGKILL of the server"
    case late = "the socket is closed while the casebook is away, and it comes back"
  }

  @Test(arguments: Cut.allCases)
  func `a family at a socket is kept however its session ends`(cut: Cut) throws {
    let site = try OfficersCasebook()
    let served = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook] + Self.rule)
    var wire: Wire? = try served.wire()
    let away = site.casebook + ".away"
    let ben = try site.letIn("ben", role: "officer")
    for line in ["auth \(site.token)"] + Self.answers {
      if cut == .late, line == Self.answers[1] { #expect(rename(site.casebook, away) == 0) }
      #expect(try Served.ask(#require(wire), line).hasPrefix("2"), "\(line)")
    }
    switch cut {
    case .quit: #expect(try Served.ask(#require(wire), "quit").hasPrefix("221"))
    case .closed: break
    case .terminated, .killed:
      kill(served.process.processIdentifier, cut == .killed ? SIGKILL : SIGTERM)
      served.process.waitUntilExit()
    case .late: #expect(rename(away, site.casebook) == 0)
    }
    wire = nil
    _ = try family(in: site)
    // It is put down: nobody is told that ann still has it before her.
    guard served.process.isRunning else { return }
    served.process.terminate()
    served.process.waitUntilExit()
    let again = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook] + Self.rule)
    let other = try again.wire()
    #expect(try Served.ask(other, "auth \(ben)").hasPrefix("230"))
    try other.send(line: "open \(family(in: site))")
    #expect(try other.reply().allSatisfy { !$0.contains("ann has it open") })
  }

  @Test(arguments: [rule, []])
  func `whoever is cut off from a server goes on with the same case, and makes no second`(rule: [String]) throws {
    let site = try OfficersCasebook()
    let path = site.program.folder.path + "/desk.sock"
    let listen = ["--listen", "127.0.0.1:0", "--socket", path, "--casebook", site.casebook] + rule
    var served: Served? = try Served(site.program, listen)
    let process = site.program.process(["connect", path])
    process.environment?["NIGHTDESK_TOKEN"] = site.token
    let terminal = try Terminal(process, columns: 120)
    _ = try terminal.reads(until: "desk.sock> ")
    for line in Self.answers { _ = try terminal.answers(line) }
    if rule.isEmpty { #expect(try terminal.answers("keep").contains("kept as ")) }
    let before = try terminal.answers("facts")
    for _ in 0..<2 {
      served = nil
      served = try Served(site.program, listen)
      let after = try terminal.answers("facts")
      #expect(after.contains(/the\s+triage\s+goes\s+on\s+with\s+its\s+answers/), "\(after)")
      func facts(_ screen: String) -> [Substring] {
        screen.split(separator: "\n").filter { $0.contains(#/^ +(council|presented-at|children|nowhere-tonight) /#) }
      }
      #expect(facts(before) == facts(after) && facts(after).count == 4, "\(before)\(after)")
    }
    _ = try terminal.answers("set pregnant yes")
    let reference = try family(in: site)
    #expect(
      try site.program.run("desk", "--casebook", site.casebook, "-c", "open \(reference)", "-c", "facts").output
        .contains(/pregnant +yes/))
    #expect(served?.process.isRunning == true)
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    _ = try family(in: site)
  }
}
