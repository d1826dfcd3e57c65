import TestSupport
import Testing
import WorkingTime

@testable import Triage

/// Every action is put into words, once.
struct WordingTests {
  @Test(arguments: ActionNote.allCases)
  func `an action has its sentence in one field, and in no other`(note: ActionNote) throws {
    let engine = try Shipped.engine
    let facts = try FactsReader(directory: engine.directory, clock: engine.clock)
      .facts(json: Array(#"{"council": "luton"}"#.utf8), now: Moment(seconds: 0))
    let wording = Wording(engine: engine, facts: facts, outcome: engine.evaluate(facts))
    let action = OutcomeAction(
      code: .advise, who: .anyone, about: .held(facts.council), due: nil, reading: nil, rules: RuleList(.i1),
      note: note,
      reach: nil, otherDay: nil, amount: nil)
    let sentences = Wording.fields.compactMap { $0(wording, action) }
    #expect(sentences.count == 1 && sentences.allSatisfy { !$0.isEmpty }, "\(note): \(sentences)")
  }
}
