import Desk
import Directory
import TestSupport
import Testing
import Triage
import WorkingTime

/// What Tab offers, from the one table that also answers.
struct CompletionTests {
  private func context() throws -> DeskContext {
    let engine = try Shipped.engine
    return DeskContext(
      engine: engine, now: try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment, programVersion: "test")
  }

  private func offered(_ line: String) throws -> [String] { DeskSession().completions(of: line, in: try context()) }

  @Test(arguments: [
    ("look", ["lookup"]), ("LOOK", ["lookup"]), ("lookup cant", ["canterbury"]), ("lookup CANT", ["canterbury"]),
    ("lookup canterbury oo", ["ooh"]), ("who luton hous", ["housing", "housing-options"]),
    ("lookup canterbury ooh a", ["at"]), ("lookup canterbury at n", ["now"]),
    ("lookup tunbridge w", ["Wells", "walk-in", "website"]), ("triage lut", ["luton"]), ("triage kent", []),
    ("triage nat", []), ("lookup nat", ["national"]), ("set duty-elsewhere nat", []), ("set violence-risk nat", []),
    ("lookup ken", ["kent"]),
    ("set nowhere-tonight y", ["yes"]), ("set duty-held rel", ["relief", "relief-referred"]),
    ("set transport ", ["own", "public", "provided", "none"]), ("set violence-risk thanet dov", ["dover"]),
    ("set connections cant", ["canterbury:"]), ("set connections canterbury:res", ["canterbury:residence"]),
    ("set children n", ["none"]), ("set childr", ["children", "childrens-services"]), ("unset pregn", ["pregnant"]),
    (
      "why lut-2", ["LUT-20", "LUT-21", "LUT-22", "LUT-23", "LUT-24", "LUT-25", "LUT-26", "LUT-27", "LUT-28", "LUT-29"]
    ),
    ("failed tunbridge-wells/out-of-hours-", ["tunbridge-wells/out-of-hours-council-page"]),
    ("failed luton/safeguarding n", ["no-answer"]), ("format j", ["json"]), ("help wh", ["who", "why"]),
    ("deadline LUT-35 f", ["from"]), ("ask except cons", ["consent"]), ("ask e", ["except"]), ("result b", ["brief"]),
    ("quit ", []), ("nonsense ", []), ("complete lookup cant", ["canterbury"]),
  ])
  func `the words that may stand there are offered`(line: String, words: [String]) throws {
    #expect(try offered(line) == words)
  }

  @Test func `a line of one word goes on with every command, and every word that is offered is taken`() throws {
    #expect(try offered("") == Command.table.map(\.name.rawValue))
    var session = DeskSession()
    let context = try context()
    _ = session.handle("triage luton", in: context)
    for fact in Fact.allCases where fact != .council {
      for value in session.completions(of: "set \(fact.name) ", in: context) where !value.hasSuffix(":") {
        var told = session
        let reply = told.handle("set \(fact.name) \(value)", in: context)
        // What contradicts the case so far is understood and refused all the same.
        #expect(!reply.text.contains("is not an answer"), "\(fact.name) \(value): \(reply.text)")
      }
    }
  }

  @Test func `an alias stands for its council's id`() throws {
    let directory = try Shipped.engine.directory
    for council in directory.councils {
      for alias in council.aliases where !alias.contains(" ") {
        #expect(try offered("lookup \(alias)").contains(council.id), "\(alias)")
      }
    }
  }

  @Test func `over the wire the line is taken as it stands, its last space too`() throws {
    var session = DeskSession()
    let context = try context()
    #expect(session.handle("complete lookup cant", in: context).block == ["canterbury"])
    #expect(session.handle("complete lookup canterbury ", in: context).block.contains("out-of-hours"))
    #expect(session.handle("complete ", in: context).block.count == Command.table.count)
    _ = session.handle("format json", in: context)
    #expect(session.handle("complete lookup cant", in: context).block == ["[\"canterbury\"]"])
  }

  @Test func `no value of a fact begins like a command, so that an answer is never taken for one`() throws {
    let session = DeskSession()
    let context = try context()
    for fact in Fact.allCases {
      for value in session.completions(of: "set \(fact.name) ", in: context) {
        #expect(Command.named(value) == nil, "\(fact.name) \(value)")
      }
    }
  }
}
