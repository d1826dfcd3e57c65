import JSON
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The interview: from nothing but council and time to the scenario's outcome, in few questions.
struct InterviewTests {
  /// Each with how many questions it takes until nothing can change tonight; twelve are allowed.
  static let scenarios = [
    FactsRow(
      "S1",
      facts:
        #""council": "luton", "presented-at": "2026-11-25T16:29", \#(ScenarioTests.familyL), "applicant-age": 30, "immediate-danger": false, "duty-elsewhere": "none""#,
      10),
    FactsRow(
      "S4",
      facts:
        #""council": "luton", "presented-at": "2026-11-27T17:10", \#(ScenarioTests.familyL), "applicant-age": 30, "immediate-danger": false, "duty-elsewhere": "none""#,
      10),
    FactsRow(
      "S6",
      facts: """
        "council": "luton", "presented-at": "2026-11-26T17:45", "children": [1, 2], "nowhere-tonight": true,
        "violence-risk": [], "transport": "none", "eligibility": "eligible", "duty-held": "none", "decision": "none",
        "connections": [{"council": "canterbury", "ground": "residence"}], "duty-elsewhere": "none", "applicant-age": 30,
        "immediate-danger": false
        """, 8),
    FactsRow(
      "S8",
      facts: """
        "council": "ashford", "presented-at": "2026-11-30T18:20", "children": [2, 5], "nowhere-tonight": true,
        "risk-factors": ["domestic-abuse"], "violence-risk": ["thanet"], "duty-elsewhere": "none", "duty-held": "none",
        "decision": "none", "eligibility": "eligible", "connections": [{"council": "thanet", "ground": "residence"}],
        "applicant-age": 30, "immediate-danger": false
        """, 8),
    FactsRow(
      "S10",
      facts: """
        "council": "luton", "presented-at": "2026-12-01T16:50", "children": [6, 9], "nowhere-tonight": true,
        "duty-elsewhere": "harlow", "transport": "own", "violence-risk": [], "agrees-to-return": false, "applicant-age": 30,
        "immediate-danger": false, "duty-held": "none", "decision": "none", "eligibility": "eligible"
        """, 11),
    FactsRow(
      "S16",
      facts: """
        "council": "braintree", "presented-at": "2026-12-04T16:45", "applicant-age": 17, "pregnant": true, "children": [],
        "nowhere-tonight": true, "immediate-danger": false
        """, 5),
    FactsRow(
      "S18",
      facts: """
        "council": "thanet", "presented-at": "2026-12-08T17:15", "applicant-age": 20, "children": [0],
        "nowhere-tonight": true, "care-leaver-of": "kent", "former-relevant": true, "violence-risk": [],
        "duty-held": "none", "decision": "none", "duty-elsewhere": "none", "eligibility": "eligible",
        "immediate-danger": false
        """, 8),
  ]

  @Test(arguments: scenarios)
  func `no scenario needs more than a dozen questions for tonight`(scenario: FactsRow<Int>) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let whole = try reader.facts(json: Array("{\(scenario.facts)}".utf8), now: Moment(seconds: 0))
    let (asked, known) = try interview(whole, engine, reader)
    #expect(asked.count == scenario.expected && asked.count <= 12, "\(scenario.name) \(asked)")
    #expect(engine.evaluate(known).tonight == engine.evaluate(whole).tonight, "\(asked)")
  }

  /// Puts each question about tonight, in the interview's order, and answers it from what is known of a case.
  private func interview(_ whole: Facts, _ engine: TriageEngine, _ reader: FactsReader) throws -> ([String], Facts) {
    var known = Facts(council: whole.council, presentedAt: whole.presentedAt)
    var skipped: FactSet = []
    var asked: [String] = []
    while let question = engine.nextQuestion(for: known, skipping: skipped), question.changesTonight {
      asked.append(question.fact.name)
      let answer = reader.input(of: question.fact, in: whole)
      if answer == .null { skipped.insert(FactSet(question.fact)) }
      try reader.set(question.fact, to: answer, in: &known)
      try #require(asked.count < 40, "\(asked)")
    }
    return (asked, known)
  }

  @Test(arguments: Scenario.all)
  func `a protocol's own scenario is settled by its interview, in a dozen questions at most`(
    scenario: Scenario
  ) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let whole = try reader.facts(json: Array(scenario.facts.utf8), now: Moment(seconds: 0))
    let (asked, answered) = try interview(whole, engine, reader)
    #expect(asked.count <= 12, "\(asked)")
    #expect(engine.evaluate(answered).tonight.decision == engine.evaluate(whole).tonight.decision, "\(asked)")
  }

  @Test(arguments: RealCaseTests.all)
  func `a real case is settled by its interview, in a dozen questions at most`(real: RealCaseTests.RealCase)
    throws
  {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let file = URL(fileURLWithPath: "\(Shipped.root)/Tests/TriageTests/RealCases/\(real.name).json")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let facts = json["facts"] as? [String: Any] ?? json
    let whole = try reader.facts(
      json: [UInt8](try JSONSerialization.data(withJSONObject: facts)), now: Moment(seconds: 0))
    let (asked, answered) = try interview(whole, engine, reader)
    #expect(asked.count <= 12, "\(asked)")
    #expect(engine.evaluate(answered).tonight.decision == engine.evaluate(whole).tonight.decision, "\(asked)")
  }

  @Test(arguments: [("public", TonightDecision.place), ("own", .return)])
  func `a journey that the map alone has measured is asked about, whichever way it turns`(
    transport: String, decision: TonightDecision
  ) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(
      json: Array(
        """
        {"council": "luton", "presented-at": "2026-11-26T11:00", "children": [1], "nowhere-tonight": true, "applicant-age": 31,
        "violence-risk": [], "duty-held": "none", "duty-elsewhere": "harlow", "reception-confirmed": true,
        "agrees-to-return": true, "transport": "\(transport)", "immediate-danger": false}
        """.utf8), now: Moment(seconds: 0))
    let outcome = engine.evaluate(facts)
    #expect(outcome.tonight.decision == decision)
    #expect(engine.nextQuestion(for: facts)?.fact == .travelMinutes)
  }

  @Test(arguments: ["luton", "kingston", "colchester", "thanet", "kent"])
  func `whoever flees abuse is asked where it is, and is not placed there meanwhile`(council: String) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(
      json: Array(
        """
        {"council": "\(council)", "presented-at": "2026-11-28T02:10", "children": [6], "nowhere-tonight": true,
        "immediate-danger": false, "risk-factors": ["domestic-abuse"]}
        """.utf8), now: Moment(seconds: 0))
    let outcome = engine.evaluate(facts)
    #expect(outcome.questions.contains { $0.fact == .violenceRisk })
    #expect(outcome.barred.contains { $0.code == .placeIn })
    var told = facts
    try reader.set(.violenceRisk, to: .list([.text("dover")]), in: &told)
    #expect(!engine.evaluate(told).questions.contains { $0.fact == .violenceRisk || $0.fact == .riskFactors })
  }

  @Test func `where accommodation goes on after a decision, what cannot matter is not asked, and its end is`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    func facts(_ more: String) throws -> Facts {
      try reader.facts(
        json: Array(
          """
          {"council": "maidstone", "presented-at": "2026-11-24T15:00", "children": [3, 9], "nowhere-tonight": true,
          "immediate-danger": false, "applicant-age": 29, "duty-held": "interim", "decision": "intentionally-homeless",
          "changed-since": false\(more)}
          """.utf8), now: Moment(seconds: 0))
    }
    let open = engine.evaluate(try facts("")).questions.filter(\.changesTonight).map(\.fact)
    #expect(open.first == .accommodationEndsOn)
    let known = try facts(#", "accommodation-ends-on": "2026-11-27""#)
    let asked = engine.evaluate(known).questions.map(\.fact)
    for fact in [Fact.eligibility, .dutyElsewhere, .placedIn] { #expect(!asked.contains(fact), "\(fact)") }
    // What is told all the same is heeded; and whatever it is, tonight stays as it is.
    for (name, value) in [
      ("eligibility", "\"not-eligible\""), ("duty-elsewhere", "\"harlow\""), ("placed-in", "\"dover\""),
    ] {
      let told = engine.evaluate(try facts(#", "accommodation-ends-on": "2026-11-27", "\#(name)": \#(value)"#))
      #expect(told.tonight == engine.evaluate(known).tonight, "\(name)")
      let before = engine.evaluate(known)
      #expect(told.actions != before.actions || told.barred != before.barred, "\(name)")
    }
    // An end that is today keeps nobody after it: then what closes Part 7 decides.
    let ends = engine.evaluate(try facts(#", "accommodation-ends-on": "2026-11-24""#))
    #expect(ends.questions.contains { $0.fact == .eligibility && $0.changesTonight })
  }

  @Test func `in immediate danger no question stands in the way, and those that wait go on`() throws {
    let engine = try Shipped.engine
    var facts = Facts(
      council: .init(index: 0), presentedAt: try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment)
    #expect(engine.nextQuestion(for: facts)?.fact == .immediateDanger)
    facts.immediateDanger = true
    #expect(engine.evaluate(facts).questions.isEmpty)
    #expect(engine.nextQuestion(for: facts)?.fact == .children)
  }

  @Test(arguments: [#"[]"#, #"[4, 7]"#])
  func `where the abuse is that they flee is asked about tonight, for it says where they may be placed`(
    children: String
  ) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    func evaluated(_ more: String) throws -> Outcome {
      engine.evaluate(
        try reader.facts(
          json: Array(
            """
            {"council": "colchester", "presented-at": "2026-11-26T17:40", "children": \(children), "pregnant": false,
            "applicant-age": 35, "risk-factors": ["domestic-abuse"]\(more)}
            """.utf8), now: Moment(seconds: 0)))
    }
    let open = try evaluated("").questions
    #expect(open.contains { $0.fact == .violenceRisk && $0.changesTonight })
    let places = try #require(open.firstIndex { $0.fact == .violenceRisk })
    let duties = try #require(open.firstIndex { $0.fact == .dutyHeld })
    #expect(places < duties)
    let told = try evaluated(#", "violence-risk": ["basildon"], "nowhere-tonight": true"#)
    #expect(!told.questions.contains { $0.fact == .violenceRisk })
  }

  @Test func `a question that can change nothing is not asked`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let safe = try reader.facts(
      json: Array(
        #"{"council": "luton", "presented-at": "2026-11-26T17:45", "nowhere-tonight": false, "immediate-danger": false}"#
          .utf8),
      now: Moment(seconds: 0))
    var skipped: FactSet = []
    while let question = engine.nextQuestion(for: safe, skipping: skipped) {
      // Fear at home could still make it no home at all, and so could a child who came alone; nothing else can.
      let isOfFear = [.riskFactors, .violenceRisk, .safeToStay, .applicantAge].contains(question.fact)
      #expect(!question.changesTonight || isOfFear, "\(question.fact)")
      #expect(![.transport, .travelMinutes, .unit, .placedIn].contains(question.fact), "\(question.fact)")
      skipped.insert(FactSet(question.fact))
    }
  }
}
