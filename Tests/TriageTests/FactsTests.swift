import JSON
import Directory
import TestSupport
import Testing
import Triage
import WorkingTime

/// What facts are taken and how the others are refused.
struct FactsTests {
  private func error(_ json: String) throws -> FactError {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    return try #require(throws: FactError.self) { try reader.facts(json: Array(json.utf8), now: Moment(seconds: 0)) }
  }

  @Test(arguments: [
    ("", "not one JSON object"), ("[]", "not one JSON object"), ("3", "not one JSON object"),
    (#"{"council": "luton",}"#, "not one JSON object"), (#"{"council": "luton""#, "not one JSON object"),
    (#"{'council': 'luton'}"#, "not one JSON object"),
    (#"{"council": "luton", "children": [1,]}"#, "not one JSON object"),
    (#"{"council": "luton", "council": "kent"}"#, "'council' is given twice"),
    (#"{}"#, "council is missing"), (#"{"council": null}"#, "council is missing"),
    (#"{"council": "lutton"}"#, "council: 'lutton'"), (#"{"council": "lutton"}"#, "did you mean 'luton'"),
    (#"{"council": "Margate"}"#, "did you mean 'thanet'"), (#"{"council": 3}"#, "council: 3"),
    (#"{"council": "milton keynes"}"#, "Milton Keynes City Council ('milton-keynes'), which is not held"),
    (#"{"council": "luton", "childern": [4]}"#, "did you mean 'children'"),
    (#"{"council": "luton", "pregnant": 1}"#, "pregnant: 1"),
    (#"{"council": "luton", "pregnant": "yes"}"#, "true or false"),
    (#"{"council": "luton", "applicant-age": true}"#, "applicant-age: true"),
    (#"{"council": "luton", "applicant-age": 30.5}"#, "applicant-age: 30.5"),
    (#"{"council": "luton", "applicant-age": -1}"#, "applicant-age: -1"),
    (#"{"council": "luton", "children": [18]}"#, "children: 18"),
    (#"{"council": "luton", "children": 4}"#, "children: 4"),
    (#"{"council": "luton", "transport": "camel"}"#, "one of own, public, provided, none"),
    (#"{"council": "luton", "homeless-from": "2026-02-30"}"#, "homeless-from: '2026-02-30'"),
    (#"{"council": "luton", "homeless-from": "26/11/2026"}"#, "a date like 2026-11-26"),
    (#"{"council": "luton", "presented-at": "2027-03-28T01:30"}"#, "clocks go forward"),
    (#"{"council": "luton", "presented-at": "2026-11-26"}"#, "presented-at: '2026-11-26'"),
    (#"{"council": "luton", "presented-at": "2026-11-26T25:00"}"#, "no such time"),
    (#"{"council": "luton", "connections": [{"council": "kent"}]}"#, "connections"),
    (#"{"council": "luton", "connections": [{"council": "dover", "ground": "love"}]}"#, "'love'"),
    (#"{"council": "luton", "connection-here": true, "connections": []}"#, "connection-here contradicts connections"),
    (
      #"{"council": "luton", "connection-here": false, "connections": [{"council": "luton", "ground": "family"}]}"#,
      "connection-here contradicts connections"
    ),
    (
      #"{"council": "luton", "presented-at": "2026-11-26T17:00", "seen-at": "2026-11-26T16:59"}"#,
      "seen-at contradicts presented-at"
    ),
    (#"{"council": "luton", "duty-elsewhere": "Not A Council"}"#, "duty-elsewhere"),
    (#"{"council": "luton", "violence-risk": "thanet"}"#, "violence-risk"),
    (#"{"council": "luton", "violence-risk": ["thannet"]}"#, "did you mean 'thanet'"),
    (#"{"council": "luton", "violence-risk": ["atlantis"]}"#, "violence-risk: 'atlantis' is not a council"),
    (#"{"council": "luton", "duty-elsewhere": "harlowe"}"#, "did you mean 'harlow'"),
    (#"{"council": "luton", "placed-by": "camdem"}"#, "did you mean 'camden'"),
    (#"{"council": "luton", "placed-in": "thannet"}"#, "did you mean 'thanet'"),
    (#"{"council": "luton", "care-leaver-of": "kant"}"#, "did you mean 'kent'"),
    (#"{"council": "luton", "found-in": "thannet"}"#, "did you mean 'thanet'"),
    (#"{"council": "luton", "connections": [{"council": "thannet", "ground": "family"}]}"#, "did you mean 'thanet'"),
  ])
  func `unusable facts are refused by name, with what would be right`(json: String, part: String) throws {
    let explanation = try error(json).explanation
    #expect(explanation.contains(part))
    #expect(!explanation.contains("\n"))
  }

  private func value(of fact: Fact, json: String) throws -> FactInput {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    return reader.input(
      of: fact, in: try reader.facts(json: Array(json.utf8), now: Moment(seconds: 1_764_000_000)))
  }

  @Test func `a council goes by its id, its name and every other name that is its own alone`() throws {
    let directory = try Shipped.directory
    for council in directory.councils where council.type.isPlace {
      for name in [council.id, council.name, council.name.uppercased()] + council.aliases {
        #expect(try value(of: .council, json: #"{"council": "\#(name)"}"#) == .text(council.id), "\(name)")
      }
    }
  }

  @Test func `every word that the interview takes for a fact is taken in a file, and means the same`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let said: [(Fact, [String])] = [
      (.eligibility, ["nrpf", "no recourse", "british", "pre-settled", "Settled status"]),
      (.dutyHeld, ["s188", "main duty", "discharged"]), (.transport, ["bus", "taxi", "on foot"]),
      (.unit, ["hotel", "b&b", "flat"]), (.childrensServices, ["social worker", "open case"]),
      (.riskFactors, ["dv", "arrears"]), (.needs, ["dialysis"]), (.decision, ["nrpf"]), (.offer, ["ta"]),
    ]
    for (fact, words) in said {
      for word in words {
        let typed = try reader.input(typed: word, for: fact)
        let json = if case .words = fact.shape { "[\"\(word)\"]" } else { "\"\(word)\"" }
        #expect(
          try value(of: fact, json: #"{"council": "luton", "\#(fact.name)": \#(json)}"#) == typed, "\(fact) \(word)")
      }
    }
  }

  @Test(arguments: [
    ("barking and dagenham:residence", "barking-and-dagenham:residence"),
    ("barking and dagenham residence", "barking-and-dagenham:residence"),
    ("tunbridge wells family and dover:special", "tunbridge-wells:family dover:special"),
    ("dover armed forces kent care leaver", "dover:armed-forces kent:care-leaver"), ("luton work", "luton:employment"),
    ("milton keynes : army", "milton-keynes:armed-forces"),
  ])
  func `connections are typed as people say them`(typed: String, read: String) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    #expect(reader.typed(try reader.input(typed: typed, for: .connections)) == read)
  }

  @Test(arguments: [
    ("barking and dagenham", "write barking-and-dagenham:residence"), ("dover", "write dover:residence"),
    ("dover:", "write dover:residence"), ("thannet family", "Did you mean"),
  ])
  func `a connection that lacks its ground is told with what to write`(typed: String, said: String) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let error = try #require(throws: FactError.self) { try reader.input(typed: typed, for: .connections) }
    #expect(error.explanation.contains(said), "\(error.explanation)")
  }

  @Test(arguments: [
    ("thanet", "thanet"), ("Thanet District Council", "thanet"), ("KCC", "kent"), ("margate", "thanet"),
    ("camden", "camden"), ("London Borough of Camden", "camden"), ("folkestone-and-hythe", "folkestone-hythe"),
  ])
  func `a council elsewhere is taken by its id, its name, another of its names or a town in it`(
    text: String, id: String
  ) throws {
    for fact in ["violence-risk", "duty-elsewhere"] {
      let value = fact == "violence-risk" ? "[\"\(text)\"]" : "\"\(text)\""
      let engine = try Shipped.engine
      let reader = FactsReader(directory: engine.directory, clock: engine.clock)
      let facts = try reader.facts(
        json: Array("{\"council\": \"luton\", \"\(fact)\": \(value)}".utf8), now: Moment(seconds: 1_764_000_000))
      let name = try #require(Fact(name: fact))
      let taken = reader.input(of: name, in: facts)
      #expect(taken == (fact == "violence-risk" ? .list([.text(id)]) : .text(id)), "\(fact): \(taken)")
    }
  }

  @Test func `null means not known`() throws {
    let blank = try Case(
      #"{"council": "luton", "presented-at": "2026-11-26T17:00", "children": null, "pregnant": null}"#)
    let absent = try Case(#"{"council": "luton", "presented-at": "2026-11-26T17:00"}"#)
    #expect(blank.questions == absent.questions)
    #expect(blank.row == absent.row)
  }

  @Test(arguments: [
    (#""duty-elsewhere": "thurrock""#, "unknown-council"), (#""duty-elsewhere": "luton""#, "odd-facts"),
    (#""decision": "not-priority", "decision-on": "2026-12-01""#, "odd-facts"),
    (#""accommodation-ends-on": "2026-12-24""#, "holiday-ahead"),
  ])
  func `odd facts are answered with a warning`(facts: String, code: String) throws {
    let odd = try Case(#"{"council": "luton", "presented-at": "2026-11-26T17:45", "nowhere-tonight": true, \#(facts)}"#)
    #expect(odd.warnings.contains(code))
  }

  @Test func `an hour that comes twice is the earlier one, with a warning`() throws {
    let twice = try Case(#"{"council": "luton", "presented-at": "2026-10-25T01:30", "nowhere-tonight": true}"#)
    #expect(twice["presentedAt"] == "2026-10-25T01:30:00+01:00")
    #expect(twice.warnings.contains("repeated-hour"))
    let told = try Case(#"{"council": "luton", "presented-at": "2026-10-25T01:30:00+00:00", "nowhere-tonight": true}"#)
    #expect(told["presentedAt"] == "2026-10-25T01:30:00+00:00")
    #expect(!told.warnings.contains("repeated-hour"))
  }

  @Test func `past the calendar a triage still answers and says so`() throws {
    let far = try Case(#"{"council": "luton", "presented-at": "2029-01-05T18:00", "nowhere-tonight": true}"#)
    #expect(far.tonight("decision") == "place")
    #expect(far.warnings.contains("beyond-calendar"))
  }

  @Test func `every fact can be given, shown as typed, and typed again`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let samples: [Fact: String] = [
      .seenAt: "2026-11-26T18:00", .children: "4 7", .applicantAge: "31", .homelessFrom: "2026-11-26",
      .childProtection: "plan", .riskFactors: "homelessness, eviction-debt", .violenceRisk: "none",
      .eligibility: "eligible",
      .dutyHeld: "relief", .decision: "none", .decisionOn: "2026-11-20", .accommodationEndsOn: "2026-12-18",
      .dutyElsewhere: "Tunbridge Wells", .travelMinutes: "45", .transport: "own",
      .connections: "dover:family kent:special",
      .childrensServices: "known", .referredAt: "2026-11-26T17:50", .placedBy: "none", .needs: "ehcp",
      .unit: "bed-and-breakfast", .bedAndBreakfastNights: "3", .placedIn: "thurrock", .placedOn: "2026-11-26",
      .careLeaverOf: "KCC", .offer: "temporary", .offerOn: "2026-11-20", .review: "final-offer", .foundIn: "basildon",
      .issuedOn: "2026-11-20",
    ]
    let council = try #require(engine.directory.ref(id: "luton"))
    let start = try TimeText.moment("2026-11-26T17:45", clock: engine.clock).moment
    for fact in Fact.allCases where fact != .council && fact != .presentedAt {
      var facts = Facts(council: council, presentedAt: start)
      #expect(reader.input(of: fact, in: facts) == .null)
      try reader.set(fact, to: try reader.input(typed: samples[fact] ?? "yes", for: fact), in: &facts)
      let shown = reader.input(of: fact, in: facts)
      #expect(shown != .null, "\(fact.name)")
      var again = Facts(council: council, presentedAt: start)
      try reader.set(fact, to: try reader.input(typed: reader.typed(shown), for: fact), in: &again)
      #expect(again == facts, "\(fact.name)")
      try reader.set(fact, to: .null, in: &again)
      #expect(reader.input(of: fact, in: again) == .null)
    }
  }
}
