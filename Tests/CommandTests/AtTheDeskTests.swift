import Foundation
import TestSupport
import Testing

/// The faults that three people met who had never been here, each at a real terminal as they met it. Those of the pager, of a
/// paste and of a connection have files of their own: `LongPageTests`, `PasteTests`, `ReconnectTests`.
struct AtTheDeskTests {
  private func desk(columns: UInt16 = 80, program: Program? = nil) throws -> (Program, Terminal) {
    let program = try program ?? Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: columns)
    _ = try terminal.reads(until: "nightdesk> ")
    return (program, terminal)
  }

  private static func flat(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }

  /// Answers whatever is asked until nothing is.
  private func answersAll(
    _ terminal: Terminal, _ opening: String, _ answers: [String: String]
  ) throws -> (asked: [String], screen: String) {
    var screen = try terminal.answers(opening)
    var asked: [String] = []
    while let fact = screen.split(separator: "\n").last.map({ String($0.dropLast(2)) }), fact != "triage" {
      asked.append(fact)
      try #require(asked.count < 40, "\(asked)")
      screen = try terminal.answers(answers[fact] ?? "dk")
    }
    return (asked, screen)
  }

  @Test(arguments: [
    ("find canterbury at 2026-11-26T03:00", "01227 781879"), ("find canterbury ooh", "01227 781879"),
    ("find kent out of hours", "03000 41 91 91"), ("find luton at 2026-11-26T03:00", "0300 300 8123"),
    ("find medway", "01634 333333"),
  ])
  func `B2: a council's own name gives its numbers`(line: String, number: String) throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    #expect(try terminal.answers(line).contains(number))
  }

  @Test func `B3: the day on which accommodation ends is asked, and nothing is said to be left while it is open`()
    throws
  {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    let (asked, screen) = try answersAll(
      terminal, "triage maidstone at 2026-11-24T15:00",
      [
        "immediate-danger": "no", "nowhere-tonight": "no", "children": "3 9", "applicant-age": "29",
        "duty-held": "interim", "decision": "intentionally homeless", "changed-since": "no",
        "accommodation-ends-on": "fri",
        "decision-on": "2 Nov", "eligibility": "yes", "risk-factors": "none", "violence-risk": "none",
        "duty-elsewhere": "none", "significant-harm": "no", "consent": "yes", "unit": "hotel", "placed-in": "none",
      ])
    #expect(asked.contains("accommodation-ends-on"))
    #expect(Self.flat(screen).contains("End their accommodation on Fri 27 Nov 2026"), "\(screen)")
    #expect(!screen.contains("\nASK"))
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    // Asked for a family that has a bed tonight too.
    let (safe, last) = try answersAll(
      terminal, "triage maidstone at 2026-11-24T15:00",
      [
        "immediate-danger": "no", "nowhere-tonight": "yes", "children": "3 9", "duty-held": "ended", "decision": "none",
        "applicant-age": "29", "violence-risk": "none", "risk-factors": "none",
      ])
    #expect(safe.contains("children") && safe.contains("decision"), "\(safe)")
    #expect(last.contains("No question is left") || last.contains("still open"))
  }

  @Test(arguments: [
    ("duty-elsewhere", "yes"), ("duty-elsewhere", "nope, never"),
    ("care-leaver-of", "yes"),
    ("placed-in", "yes"),
  ])
  func `B4: yes and the like are no council, and are asked back`(fact: String, answer: String) throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage thanet at 2026-11-26T03:00")
    let screen = try terminal.answers("set \(fact) \(answer)")
    #expect(Self.flat(screen).contains("is not a council that is known here") || screen.contains("Which"), "\(screen)")
    #expect(try !terminal.answers("facts").contains(fact))
  }

  @Test(arguments: ["no", "none", "nope", "nowhere", "n"])
  func `B4: no is none, however it is said`(answer: String) throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage thanet at 2026-11-26T03:00")
    _ = try terminal.answers("set violence-risk \(answer)")
    #expect(try terminal.answers("facts").contains(/violence-risk +none/))
  }

  @Test func `B5: what was corrected stands on no page`() throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage thanet at 2026-11-26T03:00")
    for line in [
      "set nowhere-tonight yes", "set children 3", "set duty-elsewhere bedford", "set duty-elsewhere none",
      "set violence-risk bedford", "set violence-risk none",
    ] { _ = try terminal.answers(line) }
    #expect(try !terminal.answers("result full").lowercased().contains("bedford"))
  }

  @Test(arguments: ["kingston", "chelmsford", "harlow", "maldon", "luton"])
  func `B6: at night every page says whom to ring, and that no housing number is held`(council: String) throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage \(council) at 2026-11-26T03:00")
    for line in ["set immediate-danger no", "set nowhere-tonight yes", "set children 0 4"] {
      _ = try terminal.answers(line)
    }
    let page = Self.flat(try terminal.answers("result"))
    #expect(page.contains("RING") && page.contains("holds no housing number") && page.contains("999"), "\(page)")
  }

  @Test func `B7: a failed call moves the number on the page and in look-ups`() throws {
    let (program, terminal) = try desk(columns: 120)
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage luton at 2026-11-25T22:10")
    _ = try terminal.answers("no")
    _ = try terminal.answers("no")
    #expect(
      try Self.flat(terminal.answers("failed luton/childrens-out-of-hours no-answer")).contains(
        "noted for whoever checks numbers; try next"))
    #expect(try Self.flat(terminal.answers("who luton ooh")).contains("no answer at"))
    #expect(try Self.flat(terminal.answers("result")).contains("no answer at"))
    for line in ["rang 0300 300 8123 wrong number", "rang emergency duty team engaged"] {
      #expect(try !terminal.answers(line).contains("takes"))
    }
  }

  // B8, that closing asks and two ends of input lose nothing: `InterviewTerminalTests`. A server that restarts:
  // `ReconnectTests`.

  // B9, that every command knows the width: `OutputTests`.

  @Test func `B10: that nothing is left about tonight is said once, and only where it is so`() throws {
    let (program, terminal) = try desk()
    defer { withExtendedLifetime(program) {} }
    var screen = try terminal.answers("triage kingston at 2026-11-26T03:10")
    var said = 0
    for _ in 0..<30 where !screen.hasSuffix("triage> ") {
      if screen.contains("Nothing more to ask about tonight") {
        said += 1
        #expect(screen.contains("none about tonight"), "\(screen)")
      }
      let fact = String(try #require(screen.split(separator: "\n").last).dropLast(2))
      screen = try terminal.answers(
        [
          "immediate-danger": "no", "nowhere-tonight": "no", "children": "2 5", "applicant-age": "30",
          "violence-risk": "none", "duty-held": "none", "duty-elsewhere": "none", "decision": "none",
          "eligibility": "1", "placed-in": "sutton", "child-protection": "plan",
        ][fact] ?? "no")
    }
    #expect(said == 1)
  }

  // B11, that the questions come in JSON too: `InterviewTerminalTests`.

  @Test func `B12: a look-up answers for the triage's moment, and a case that is late is warned of no cut-off`() throws
  {
    let (program, terminal) = try desk(columns: 120)
    defer { withExtendedLifetime(program) {} }
    let screen = try terminal.answers("triage luton at 2026-11-25T22:00")
    #expect(!screen.contains("the late-day rules begin"))
    #expect(try terminal.answers("who luton ooh").contains("22:00 on Wed 25 Nov 2026"))
  }

  @Test func `what is near is said with a second family too, and which family it is`() throws {
    let (program, terminal) = try desk(columns: 120)
    defer { withExtendedLifetime(program) {} }
    _ = try terminal.answers("triage luton at 2026-11-25T16:20")
    _ = try terminal.answers("no")
    let second = Self.flat(try terminal.answers("triage luton at 2026-11-25T16:25"))
    #expect(second.contains("this is family 2, 'switch 1' goes back to family 1"), "\(second)")
    #expect(second.ranges(of: "the late-day rules begin here").count == 1, "\(second)")
    #expect(!second.contains("'ask' gives"))
  }

  // B13, that a load over a filled store asks: `ContactCommandTests`. B14, a mistyped store: `ConventionTests`.

  @Test(arguments: [
    ("triage luton at 16:45 today", "16:45"), ("triage luton at 25/11/2026 16:45", "16:45 on Wed 25 Nov"),
    ("triage luton at wed 1645", "16:45"), ("set presented-at 17:00", "17:00"),
  ])
  func `B15: a moment is taken as it is said, by every command`(line: String, says: String) throws {
    let (program, terminal) = try desk(columns: 120)
    defer { withExtendedLifetime(program) {} }
    if line.hasPrefix("set") { _ = try terminal.answers("triage luton at 16:40") }
    let screen = try terminal.answers(line)
    #expect(line.hasPrefix("set") ? !screen.contains("not taken") : screen.contains(says), "\(screen)")
    if line.hasPrefix("set") { #expect(try terminal.answers("facts").contains("17:00")) }
  }

  @Test func `B15: a line of a heading, a bar and an answer that is asked back are as they should be`() throws {
    let (program, terminal) = try desk(columns: 60)
    defer { withExtendedLifetime(program) {} }
    for line in ["triage luton at 2026-11-25T22:10", "rang 1 no answer"] {
      let screen = try terminal.answers(line)
      let lines = screen.split { $0.isNewline }.dropFirst()
      #expect(lines.allSatisfy { $0.count <= 60 }, "\(screen)")
    }
    #expect(try !terminal.answers("result").contains("-   No "))
    #expect(try Self.flat(terminal.answers("set children 18")).contains("none"))
    #expect(try !Self.flat(terminal.answers("set violence-risk unknown")).contains("'unknown'"))
    _ = try terminal.answers("set violence-risk margate ramsgate")
    #expect(try !terminal.answers("facts").contains("thanet thanet"))
    #expect(try terminal.answers("who margate").contains("01843 577000"))
  }

  @Test func `a country's directory is read while somebody types, and what is wrong with it is said before the prompt`()
    throws
  {
    let program = try Program()
    let folder = program.folder.path + "/made"
    try MadeDirectory(councils: 60, contacts: 300).write(edition: 1, to: folder)
    #expect(try program.run("directory", "load", folder).status == 0)
    let size = try FileManager.default.attributesOfItem(atPath: program.store)[.size] as? Int
    #expect(try #require(size) > 8 << 20)
    let process = program.process(["--store", program.store])
    let terminal = try Terminal(process, columns: 100)
    // Typed at once, before anything is there to answer.
    _ = try terminal.takes("who council-7 ooh", behind: "020 30")
    #expect(try terminal.answers("version").contains("nightdesk 0."))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    // A file that is no store any more: the prompt may stand already, and the program still ends as it should.
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: program.store))
    try handle.write(contentsOf: Data("not a database at all, whatever it was before".utf8))
    try handle.close()
    let broken = try Terminal(program.process(["--store", program.store]), columns: 100)
    _ = try broken.reads(until: "warning: ")
    broken.type("quit\r")
    #expect(broken.status() == 0)
  }
}
