import Foundation
import TestSupport
import Testing

/// The interview as a tired person meets it, at a real pseudo-terminal.
struct InterviewTerminalTests {
  private func desk(columns: UInt16 = 80) throws -> (Program, Terminal) {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]), columns: columns)
    _ = try terminal.reads(until: "nightdesk> ")
    return (program, terminal)
  }

  @Test func `a digit chooses, words are understood, dates are said in full and every answer is explained`() throws {
    let (_, terminal) = try desk()
    #expect(try terminal.answers("triage maidstone at 2026-11-24T15:00").contains("1 yes   2 no"))
    let safe = try terminal.answers("2")
    #expect(safe.contains("somewhere safe") && safe.contains("1. Yes, somewhere safe"))
    #expect(try terminal.answers("7").contains("numbered 1 to 2"))
    let bed = try terminal.answers("2")
    #expect(bed.contains("= No, nowhere safe") && bed.contains("Maidstone Borough Council"), "\(bed)")
    #expect(try terminal.answers("4 months and nine").contains("= 2 children, aged 0, 9"))
    // A fact by its name, at any question.
    #expect(try terminal.answers("duty-held interim").contains("question"))
    #expect(try terminal.answers("decision intentional").contains("question"))
    let ends = try terminal.answers("accommodation-ends-on fri")
    #expect(ends.contains("= Fri 27 Nov 2026"), "\(ends)")
    let explained = try terminal.answers("?")
    #expect(explained.contains("You can also type"))
    #expect(explained.contains("Why it is asked"))
  }

  @Test func `every word of a list is explained where it is asked for`() throws {
    let (_, terminal) = try desk(columns: 110)
    _ = try terminal.answers("triage luton at 2026-11-25T16:45")
    var screen = try terminal.answers("no")
    for _ in 0..<16 where !screen.hasSuffix("duty-held> ") {
      let fact = String(try #require(screen.split(separator: "\n").last).dropLast(2))
      screen = try terminal.answers(
        ["nowhere-tonight": "no", "children": "4", "applicant-age": "thirty four"][fact] ?? "dunno")
    }
    #expect(
      screen.contains("Has this council already taken them on?") && screen.contains("8. It did, and that is over"))
    let explained = try terminal.answers("?")
    for part in ["Another council has been asked", "settled home", "They are new"] { #expect(explained.contains(part)) }
    #expect(try terminal.answers("referred").contains("duty-held"))
    #expect(try !terminal.answers("nothing").hasSuffix("duty-held> "))
  }

  @Test
  func `a blank line shows the question again, and a look-up answers for the triage's moment and leaves it standing`()
    throws
  {
    let (_, terminal) = try desk()
    let first = try terminal.answers("triage luton at 2026-11-25T16:45")
    #expect(first.contains("TONIGHT"))
    terminal.type("\r")
    let again = try Terminal.plain(terminal.reads(until: "immediate-danger> "))
    #expect(again.contains("Is anyone in danger right now?") && again.contains("TONIGHT"), "\(again)")
    let lookedUp = try terminal.answers("who luton ooh")
    #expect(lookedUp.contains("16:45 on Wed 25 Nov 2026") && lookedUp.contains("Is anyone in danger right now?"))
    #expect(lookedUp.hasSuffix("immediate-danger> "))
  }

  @Test func `closing asks, and two ends of input lose no family`() throws {
    let (_, terminal) = try desk()
    _ = try terminal.answers("triage luton at 2026-11-25T16:45")
    _ = try terminal.answers("no")
    _ = try terminal.answers("close", until: "(yes or no) ")
    #expect(try terminal.answers("no").hasSuffix("nowhere-tonight> "))
    terminal.type("\u{4}")
    _ = try terminal.reads(until: "(yes or no) ")
    terminal.type("\u{4}")
    _ = try terminal.reads(until: "nowhere-tonight> ")
    #expect(try terminal.answers("facts").contains("immediate-danger"))
    // Nothing is asked where nothing would be lost: an answer that was refused is none.
    _ = try terminal.answers("close", until: "(yes or no) ")
    #expect(try terminal.answers("yes").hasSuffix("nightdesk> "))
    _ = try terminal.answers("triage luton at 2026-11-25T16:45")
    _ = try terminal.answers("perhaps")
    _ = try terminal.answers("?")
    #expect(try terminal.answers("close").hasSuffix("nightdesk> "))
  }

  @Test func `in the format for programs the questions are still asked`() throws {
    let (_, terminal) = try desk()
    _ = try terminal.answers("format json")
    #expect(try terminal.answers("triage luton at 2026-11-25T16:45").hasSuffix("immediate-danger> "))
    let second = try terminal.answers("no")
    #expect(second.contains("Do they have somewhere safe to sleep tonight?") && second.hasSuffix("nowhere-tonight> "))
    #expect(try terminal.answers("result").contains(#""format":"nightdesk-determination/1""#))
  }

  @Test func `a second family is opened beside the first, and each keeps its answers and its questions`() throws {
    let (_, terminal) = try desk()
    _ = try terminal.answers("triage luton at 2026-11-25T16:45")
    _ = try terminal.answers("no")
    _ = try terminal.answers("don't know")
    #expect(try terminal.answers("triage dover at 2026-11-25T17:00").hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("no").contains("family 2 of 2"))
    let back = try terminal.answers("switch")
    #expect(back.contains("Luton") && !back.hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("facts").contains("luton"))
    _ = try terminal.answers("close", until: "(yes or no) ")
    let dover = try terminal.answers("yes")
    #expect(dover.hasSuffix("nowhere-tonight> "), "\(dover)")
    #expect(try terminal.answers("facts").contains("dover"))
    terminal.type("quit\r")
    #expect(try terminal.reads(until: "(yes or no) ").contains("Dover"))
    terminal.type("yes\r")
    #expect(terminal.status() == 0)
  }

  @Test func `a call that failed moves whom to ring in the line above the question and is noted`() throws {
    let (program, terminal) = try desk(columns: 120)
    _ = try terminal.answers("triage luton at 2026-11-25T22:10")
    _ = try terminal.answers("no")
    let before = try terminal.answers("no")
    let number = try #require(before.firstMatch(of: /RING +([0-9 ]+[0-9])/)).1
    let after = try terminal.answers("rang 1 no answer")
    let flat = after.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(flat.contains("tried \(number): no answer at"), "\(after)")
    #expect(!flat.contains("RING \(number)"))
    #expect(after.hasSuffix("children> "))
    #expect(try program.run("directory", "due").output.contains(String(number)))
  }
}
