import Desk
import TestSupport
import Testing
import Triage
import WorkingTime

/// Pages on screens of any width.
struct LayoutTests {
  private func context(at moment: String = "2026-11-26T17:45") throws -> DeskContext {
    let engine = try Shipped.engine
    return DeskContext(
      engine: engine, now: try TimeText.moment(moment, clock: engine.clock).moment, programVersion: "test")
  }

  private static let lines = [
    "lookup canterbury", "who luton housing", "find cantebury", "councils", "help", "why LUT-24", "result full",
    "facts",
    "result brief", "deadline LUT-35 from 2026-12-23",
  ]

  @Test(arguments: [30, 40, 64, 80, 100, 132])
  func `nothing is lost and nothing sticks out at any width`(width: Int) throws {
    let context = try context()
    for line in Self.lines {
      var wide = DeskSession()
      var narrow = DeskSession()
      for setting in ["triage luton", "set children 4 7", "set nowhere-tonight yes"] {
        _ = wide.handle(setting, in: context)
        _ = narrow.handle(setting, in: context)
      }
      #expect(narrow.handle("format text \(width)", in: context).code == 200)
      let expected = wide.handle(line, in: context).block.flatMap { $0.split(separator: " ") }
      let folded = narrow.handle(line, in: context).block
      #expect(folded.flatMap { $0.split(separator: " ") } == expected, "\(line)")
      for (line, next) in zip(folded, folded.dropFirst()) {
        let ends = line.split(separator: " ").last ?? "", begins = next.split(separator: " ").first ?? ""
        let isParted = next.hasPrefix(" ") && [ends, begins].allSatisfy { $0.allSatisfy(\.isNumber) && !$0.isEmpty }
        #expect(!isParted, "a number is broken over two lines at \(width): \(line) | \(next)")
      }
      for line in folded where line.count > width {
        let indent = line.prefix { $0 == " " }.count
        // Only what cannot be parted: one word, or a mark and one word.
        #expect(line.dropFirst(indent).split(separator: " ").count <= 2, "\(line)")
      }
    }
  }

  @Test(arguments: [("text 29", 501), ("text 1001", 501), ("text wide", 501), ("json 80", 501), ("text 80", 200)])
  func `a width is a number of columns`(words: String, code: Int) throws {
    var session = DeskSession()
    #expect(session.handle("format \(words)", in: try context()).code == code)
  }

  @Test func `what is laid out for one session is kept for no other`() throws {
    var session = DeskSession()
    let context = try context()
    #expect(session.handle("lookup canterbury", in: context).holds == .minute)
    _ = session.handle("format text 60", in: context)
    #expect(session.handle("lookup canterbury", in: context).holds == .once)
  }

  @Test(arguments: [
    ("luton", "2026-11-26T16:14", nil), ("luton", "2026-11-26T16:15", "in 15 minutes"),
    ("luton", "2026-11-26T16:25", "in 5 minutes"), ("luton", "2026-11-26T16:29", "in 1 minute"),
    ("luton", "2026-11-26T16:30", "now"), ("luton", "2026-11-26T16:31", nil), ("luton", "2026-11-28T16:25", nil),
    ("dover", "2026-11-26T16:25", nil), ("dover", "2026-11-26T16:50", "in 10 minutes"),
    ("dover", "2026-11-26T17:00", nil),
    ("dover", "2026-12-25T16:50", nil),
  ])
  func `shortly before the office's day is over the desk says so`(council: String, moment: String, says: String?) throws
  {
    var session = DeskSession()
    let begun = session.handle("triage \(council) at \(moment)", in: try context(at: "2026-11-20T09:00"))
    let brief = session.handle("result brief", in: try context(at: "2026-11-20T09:00"))
    #expect(begun.text.contains("whoever comes") == (says != nil))
    #expect(brief.block.count == (says == nil ? 2 : 3))
    if let says { #expect(brief.block[2].contains(says)) }
  }

  @Test func `the clock that goes on while a triage is open counts too`() throws {
    var session = DeskSession()
    _ = session.handle("triage luton", in: try context(at: "2026-11-26T15:00"))
    #expect(session.handle("result brief", in: try context(at: "2026-11-26T16:00")).block.count == 2)
    #expect(session.handle("result brief", in: try context(at: "2026-11-26T16:25")).block.count == 3)
  }

  @Test func `a question that nobody can answer is left out on request`() throws {
    let context = try context()
    var session = DeskSession()
    _ = session.handle("triage luton", in: context)
    _ = session.handle("set immediate-danger no", in: context)
    let first = session.handle("ask", in: context).text
    let second = session.handle("ask except \(first)", in: context).text
    #expect(second != first)
    #expect(session.handle("ask except \(first) \(second)", in: context).text != second)
    #expect(session.handle("ask except sence", in: context).code == 552)
    #expect(session.handle("ask but consent", in: context).code == 501)
  }
}
