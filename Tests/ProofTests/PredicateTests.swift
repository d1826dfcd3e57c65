import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import Proof
@testable import Triage

/// The predicates about tonight, on outcomes that no rule would give: each sees what is wrong with its own.
struct PredicateTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    let id: String
    let facts: String
    let decision: TonightDecision
    var power: Power?
    var isHere = true
    var testDescription: String { "\(id) \(decision.rawValue) \(facts)" }
  }

  static let wrongs = [
    Wrong(id: "I-1", facts: #""nowhere-tonight": true"#, decision: .notNeeded),
    Wrong(id: "I-1", facts: #""children": [4]"#, decision: .advise),
    Wrong(id: "I-1", facts: #""applicant-age": 16, "children": [], "pregnant": false"#, decision: .advise),
    Wrong(id: "I-1", facts: #""nowhere-tonight": false"#, decision: .place, power: .s188),
    Wrong(id: "I-1", facts: "", decision: .place, power: .s188, isHere: false),
    Wrong(id: "I-3", facts: #""nowhere-tonight": true, "children": [4]"#, decision: .childrensServices, power: .s17),
    Wrong(id: "I-3", facts: #""nowhere-tonight": true, "children": [4], "consent": false"#, decision: .ask),
    Wrong(id: "I-3", facts: #""nowhere-tonight": true, "pregnant": true"#, decision: .place, power: .s17),
    Wrong(id: "I-5", facts: #""duty-elsewhere": "harlow", "violence-risk": []"#, decision: .return),
    Wrong(id: "I-2", facts: #""duty-elsewhere": "harlow", "agrees-to-return": true"#, decision: .return),
    Wrong(id: "I-6", facts: #""agrees-to-return": false, "nowhere-tonight": true"#, decision: .advise),
    Wrong(id: "I-8", facts: #""immediate-danger": true"#, decision: .ask),
    Wrong(id: "I-9", facts: #""applicant-age": 17, "nowhere-tonight": true"#, decision: .place, power: .s188),
    Wrong(
      id: "I-14", facts: #""eligibility": "not-eligible", "children": [4], "nowhere-tonight": true"#, decision: .advise),
    Wrong(id: "I-16", facts: #""duty-held": "relief-referred""#, decision: .place, power: .s199A, isHere: false),
    Wrong(id: "I-22", facts: "", decision: .notNeeded),
    Wrong(
      id: "I-23", facts: #""decision": "intentionally-homeless", "former-relevant": true, "applicant-age": 24"#,
      decision: .place, power: .s190),
    Wrong(
      id: "I-23",
      facts: #""decision": "intentionally-homeless", "care-leaver-of": "kent", "decision-on": "2026-09-30""#,
      decision: .place, power: .s190),
    Wrong(
      id: "I-27", facts: #""decision": "not-priority", "duty-held": "ended", "nowhere-tonight": true, "children": [4]"#,
      decision: .childrensServices, power: .s17),
    Wrong(id: "I-27", facts: #""duty-held": "ended", "nowhere-tonight": true"#, decision: .advise),
    Wrong(id: "I-28", facts: #""nowhere-tonight": false, "safe-to-stay": false"#, decision: .notNeeded),
    Wrong(id: "I-28", facts: #""nowhere-tonight": false, "violence-risk": ["kent"]"#, decision: .notNeeded),
    Wrong(
      id: "I-28", facts: #""nowhere-tonight": false, "risk-factors": ["domestic-abuse"], "violence-risk": []"#,
      decision: .notNeeded),
    Wrong(id: "I-22", facts: #""children": [], "pregnant": false, "vulnerable": false"#, decision: .advise),
    Wrong(id: "I-22", facts: "", decision: .ask),
  ]

  @Test(arguments: wrongs)
  func `a wrong decision is seen by its invariant`(wrong: Wrong) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let text =
      #"{"council": "ashford", "presented-at": "2026-11-26T10:00""# + (wrong.facts.isEmpty ? "" : ", \(wrong.facts)")
      + "}"
    let facts = try reader.facts(json: Array(text.utf8), now: Moment(seconds: 0))
    let harlow = try #require(engine.directory.ref(id: "harlow"))
    let by: Authority? = wrong.isHere ? (wrong.decision == .return ? .held(harlow) : .held(facts.council)) : nil
    var outcome = Outcome()
    outcome.tonight = Tonight(
      decision: wrong.decision, power: wrong.power, by: by, nights: engine.evaluate(facts).tonight.nights)
    let ground = Ground(engine)
    let known = KnownFacts(facts)
    let seen = (Invariant.tonight + Invariant.questions).filter { $0.fault(known, outcome, ground) != nil }.map(\.id)
    #expect(seen.contains(wrong.id), "\(seen)")
  }

  @Test(arguments: Scenario.all)
  func `a right one is seen by none`(scenario: Scenario) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(json: Array(scenario.facts.utf8), now: Moment(seconds: 0))
    let outcome = engine.evaluate(facts)
    let ground = Ground(engine)
    let known = KnownFacts(facts)
    let seen = (Invariant.all).filter { $0.fault(known, outcome, ground) != nil }.map(\.id)
    #expect(seen.isEmpty, "\(seen)")
    #expect(DeterminationFault.find(in: engine.determine(facts), ground) == nil)
  }

  @Test func `a directory that reaches nobody in silence is seen`() throws {
    let engine = try Shipped.engine
    #expect(DirectoryCheck.run(engine).faults.isEmpty)
    let mute = DirectorySnapshot(
      councils: engine.directory.councils, contacts: engine.directory.contacts.filter { !$0.isVoice },
      elsewhere: engine.directory.elsewhere, version: "mute", date: engine.directory.date)
    let silent = try TriageEngine(directory: mute, clock: engine.clock, calendar: engine.calendar, book: engine.book)
    // Nobody answers anywhere, and it is said everywhere: that is safe.
    #expect(DirectoryCheck.run(silent).faults.isEmpty)
    #expect(DirectoryCheck.run(silent).questions > 80_000)
  }

  @Test(arguments: [
    (#"[{"from": null, "until": "2026-01-01", "value": 21}]"#, "has no value on 2026-01-01"),
    (
      #"[{"from": null, "until": "2026-02-01", "value": 21}, {"from": "2026-01-01", "until": null, "value": 21}]"#,
      "has 2 values on 2026-01-01"
    ),
    (#"[{"from": null, "until": null, "value": 28}]"#, "must be 21"),
  ])
  func `a gap, an overlap and a wrong review time are seen`(values: String, fault: String) throws {
    let list = try JSONSerialization.jsonObject(with: Data(values.utf8)) as? [[String: Any]] ?? []
    let files = try MadeBook.setting(
      "review-days", in: "law.json",
      to: list.map { ($0["from"] as? String, $0["until"] as? String, $0["value"]) })
    let book = try MadeBook.book(files)
    let calendar = try Shipped.calendar
    let faults =
      BookCheck.faults(in: book, rules: RuleBook.rules, on: calendar.knownFrom...calendar.knownUntil)
      + BookCheck.reviewDays(in: book)
    #expect(faults.contains { $0.contains(fault) }, "\(faults.suffix(3))")
  }

  @Test func `the shipped book is whole`() throws {
    let engine = try Shipped.engine
    let days = engine.calendar.knownFrom...engine.calendar.knownUntil
    #expect(BookCheck.faults(in: engine.book, rules: engine.rulebook, on: days) == [])
    #expect(BookCheck.reviewDays(in: engine.book) == [])
  }
}
