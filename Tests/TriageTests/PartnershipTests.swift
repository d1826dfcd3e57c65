import Desk
import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import Triage

/// A partnership made up, to show what adding one takes: its data file, its file of rules, and its ids.
///
/// Its data file gives Medway a late day of its own; these are its rules.
private enum TrialRules {
  static let prefix = ProtocolPrefix("TRY")
  static let try01 = RuleID("TRY-01")

  static let rules: [Rule] = [
    // TRY-01: after the cut-off the placement is made for children's services, who are told tonight.
    Rule(
      try01, of: prefix, writes: .acts(.placeEmergency, .tellChildrensServices),
      when: { s in
        Condition(s.decision == .place && s.tonight.isForChildrensServices ? .yes : .no, because: s.home.because)
      }
    ) { s, o in
      InterimAccommodationRules.accommodate(s, &o)
      o.act(
        .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .tonight(s), note: .tellEarly,
        reach: s.childrensLine)
    }
  ]

  static var file: [String: Any] {
    [
      "id": "trial", "prefix": "TRY", "title": "A partnership made up", "parties": ["medway"],
      "clauses": [["id": "TRY-01", "clause": "1", "summary": "After the cut-off housing places.", "limits": []]],
      "parameters": [
        ["name": "late-day-cut-off", "clause": "TRY-01", "values": [["from": "2026-01-01", "value": "15:15"]]],
        ["name": "hand-over-minutes", "clause": "TRY-01", "values": [["from": "2026-01-01", "value": 20]]],
      ],
    ]
  }
}

struct PartnershipTests {
  private func engine() throws -> TriageEngine {
    var files = try MadeBook.files()
    files["trial.json"] = TrialRules.file
    let shipped = try Shipped.engine
    return try TriageEngine(
      directory: shipped.directory, clock: shipped.clock, calendar: shipped.calendar, book: try MadeBook.book(files),
      rules: RuleBook.rules + TrialRules.rules)
  }

  private func decide(_ council: String, _ moment: String, _ engine: TriageEngine) throws -> Outcome {
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = #"""
      {"council": "\#(council)", "presented-at": "\#(moment)", "nowhere-tonight": true, "children": [4],
       "duty-held": "ended", "decision": "licence-breach", "changed-since": false}
      """#
    return engine.evaluate(try reader.facts(json: Array(facts.utf8), now: Moment(seconds: 0)))
  }

  @Test(arguments: [
    ("2026-11-25T15:15", "office-hours", "hand-over"), ("2026-11-25T15:15:01", "late-day", "place"),
    ("2026-11-25T15:16", "late-day", "place"),
  ])
  func `a partnership's late day is its own data, and reaches the decision`(
    moment: String, period: String, decision: String
  ) throws {
    let outcome = try decide("medway", moment, try engine())
    #expect(outcome.period.rawValue == period)
    #expect(outcome.tonight.decision.rawValue == decision)
    #expect(outcome.tonight.isForChildrensServices == (decision == "place"))
  }

  @Test func `its rules act where it binds, are cited, and nowhere else`() throws {
    let engine = try engine()
    let here = try decide("medway", "2026-11-25T15:30", engine)
    #expect(here.actions.contains { $0.rules.rules.contains(TrialRules.try01) })
    #expect(here.trace.contains { $0.rule == TrialRules.try01 && $0.condition.isYes })
    let elsewhere = try decide("luton", "2026-11-25T15:30", engine)
    #expect(elsewhere.period == .officeHours)
    #expect(!elsewhere.trace.contains { $0.rule == TrialRules.try01 })
    let medway = try #require(engine.directory.ref(id: "medway"))
    let wall = engine.clock.wall(at: try TimeText.moment("2026-11-25T15:00", clock: engine.clock).moment)
    #expect(engine.cutOff(at: medway, after: wall)?.rule?.name == "TRY-01")
  }
}
