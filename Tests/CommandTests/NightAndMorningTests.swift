import Foundation
import TestSupport
import Testing

/// A night of three families and its morning, played through by three people: one family passed on wrongly and brought back, one
/// decided against the proposal, one with an area of risk. The same lines go over a socket and are typed at pseudo-terminals
/// through `connect`; `Tests/Browser/run` plays the morning in a browser.
struct NightAndMorningTests {
  /// A line that somebody says, and what must and must not stand in the answer. `A`, `B` and `C` between braces are the
  /// references of the cases.
  private struct Step {
    let who: String
    let line: String
    var says: [String] = []
    var never: [String] = []
    /// The case that it makes.
    var makes: Character?

    init(_ who: String, _ line: String, _ says: String..., never: [String] = [], makes: Character? = nil) {
      (self.who, self.line, self.says, self.never, self.makes) = (who, line, says, never, makes)
    }
  }

  private static let script: [Step] = [
    // One passed on wrongly and brought back: in between it is still hers.
    Step("ann", "triage luton at {last night}T17:45"), Step("ann", "set nowhere-tonight yes"),
    Step("ann", "set children 4 7"),
    Step("ann", "set immediate-danger no"), Step("ann", "keep", "every answer is saved", makes: "A"),
    Step("ann", "pass 1 to day team", "it stays ann's"),
    Step("ann", "show {A}", "passed to day team, still ann's", "a place tonight, under section 188"),
    Step("ann", "board", "day team have not taken it"),
    Step("ann", "reopen 1", "is open again"),
    Step("ann", "show {A}", never: ["passed to day team"]),
    Step("ann", "placed hostel for 4 nights", "family-told"), Step("ann", "family-told", "the way in"),
    Step("ann", "decide", "ann decided as proposed: a place tonight"),
    Step("ann", "close", "{A} is kept"),
    // One decided against the proposal, and against an absolute bar.
    Step("ann", "triage dover at {last night}T18:10"), Step("ann", "set nowhere-tonight yes"),
    Step("ann", "set children 2"),
    Step("ann", "set immediate-danger no"), Step("ann", "keep", makes: "B"),
    Step("ann", "decide advise", "say why"),
    Step(
      "ann", "decide advise because safety", "instead of what was proposed: advice, and no place from here",
      "until a manager has seen it"),
    Step("ann", "close", "{B} is kept"),
    // One with an area of risk.
    Step("ann", "triage luton at {last night}T19:30"), Step("ann", "set nowhere-tonight yes"),
    Step("ann", "set children 9"),
    Step("ann", "set immediate-danger no"), Step("ann", "set violence-risk dover"),
    Step("ann", "keep", makes: "C"), Step("ann", "placed hostel for 4 nights"), Step("ann", "family-told"),
    Step("ann", "rang 1 no answer"),
    Step("ann", "paper subject-access to dover", "not drafted to Dover District Council"),
    Step("ann", "paper mash", "DRAFT, not sent, not a decision"),
    Step("ann", "close", "{C} is kept"),
    // She goes home.
    Step("ann", "board", "{A}", "{B}", "{C}", "a manager has not seen it yet"),
    Step(
      "ann", "handover to day team", "DO NOT TELL, DO NOT PLACE", "FOR ACTION, BY TIME", "DECIDED AGAINST THE PROPOSAL",
      "NUMBERS THAT FAILED", "no answer", "RECEIPT", "{A}", "{B}", "{C}"),
    // The morning.
    Step("dora", "board", "{A}", "{B}", "{C}"),
    Step("dora", "open {A}", "ann's, handed to day team, who have not signed for it", "children"),
    Step("dora", "receive {A}", "dora signs for it"),
    Step("dora", "decide return because availability", "only an officer or a manager may do that"),
    Step("dora", "not-taken {B} because a manager sees it first", "not taken"),
    Step("ann", "seen {B}", "only a manager may do that"), Step("mo", "seen {B}", "a manager has seen the decision"),
    Step("ann", "handover to day team", "{B}", never: ["{A}", "{C}"]), Step("dora", "receive {B}", "dora signs for it"),
    Step("dora", "receive {C}", "dora signs for it"),
    Step("dora", "open {C}", "! Do not tell Dover District Council about them", "Nobody has decided yet"),
    Step("dora", "family-sheet {C}", "{C}", never: ["Luton", "Dover", "Council"]),
    Step("dora", "done 1 by phone note they have it", "is done by phone (they have it)"),
    Step("dora", "history {C}", "kept", "no answer", "is done by phone"),
    Step("dora", "board", never: ["has not seen it", "nobody has signed"]),
  ]

  /// Plays it through; how many lines were said.
  private func play(_ site: OfficersCasebook, _ say: (_ who: String, _ line: String) throws -> String) throws {
    var cases: [Character: String] = [:]
    let day = try OfficersCasebook.lastNight("")
    func named(_ text: String) -> String {
      cases.reduce(text.replacing("{last night}T", with: day)) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
    for step in Self.script {
      // A screen may break a line anywhere.
      let answer = try say(step.who, named(step.line)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if let name = step.makes {
        cases[name] = String(try #require(answer.firstMatch(of: /kept as ([0-9A-Z]{3}-[0-9A-Z]{3})/), "\(answer)").1)
      }
      for part in step.says { #expect(answer.contains(named(part)), "\(step.who): \(step.line): \(part)\n\(answer)") }
      for part in step.never { #expect(!answer.contains(named(part)), "\(step.who): \(step.line): \(part)\n\(answer)") }
    }
    #expect(cases.count == 3)
    #expect(try site.program.run("casebook", "verify", "--casebook", site.casebook).output.contains("; 0 faults"))
    let year = Calendar.current.component(.year, from: Date())
    let counted = try [year - 1, year].flatMap { year in (1...4).map { "\(year)-Q\($0)" } }.map { quarter in
      let report = try site.program.run(
        "report", "quarter", quarter, "--protocol", "LUT", "--output", "csv", "--casebook", site.casebook)
      return report.output.firstMatch(of: /"Family \(a child, or a pregnancy\)",,(\d+)/).flatMap { Int($0.1) } ?? 0
    }
    #expect(counted.reduce(0, +) == 2)
  }

  @Test func `over a socket`() throws {
    let site = try OfficersCasebook()
    let people = try site.night()
    let served = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook])
    var wires: [String: Wire] = [:]
    for (name, token) in people {
      let wire = try Wire(port: served.port)
      _ = try wire.line()
      #expect(try Served.ask(wire, "auth \(token)").hasPrefix("230"))
      wires[name] = wire
    }
    try play(site) { who, line in
      let wire = try #require(wires[who])
      try wire.send(line: line)
      return try wire.reply().joined(separator: "\n")
    }
  }

  @Test func `at pseudo-terminals, through connect`() throws {
    let site = try OfficersCasebook()
    let people = try site.night()
    let served = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook])
    var terminals: [String: Terminal] = [:]
    for (name, token) in people {
      let process = site.program.process(["connect", "127.0.0.1:\(served.port)"])
      process.environment?["NIGHTDESK_TOKEN"] = token
      let terminal = try Terminal(process, columns: 200)
      _ = try terminal.reads(until: "> ")
      terminals[name] = terminal
    }
    try play(site) { who, line in try #require(terminals[who]).answers(line) }
    for terminal in terminals.values {
      terminal.type("quit\r")
      #expect(terminal.status() == 0)
    }
  }
}

extension OfficersCasebook {
  /// Those of a night and a morning, each with a token.
  fileprivate func night() throws -> [(name: String, token: String)] {
    [("ann", token)] + (try [("dora", "day-team"), ("mo", "manager")].map { ($0.0, try letIn($0.0, role: $0.1)) })
  }
}
