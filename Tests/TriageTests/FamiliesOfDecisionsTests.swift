import JSON
import TestSupport
import Testing
import Triage
import WorkingTime

/// What officers met with real families of ombudsmen's decisions and of courts: each is a kind, and none depends on the council
/// that it is asked at.
struct FamiliesOfDecisionsTests {
  /// A family at a council, with more facts.
  private func triage(_ council: String, _ moment: String, _ facts: String) throws -> Case {
    try Case(#"{"council": "\#(council)", "presented-at": "\#(moment)", \#(facts)}"#, now: moment)
  }

  private static let quiet = #""immediate-danger": false, "violence-risk": [], "risk-factors": []"#
  private static let roof = #""nowhere-tonight": false, "applicant-age": 30, \#(quiet)"#

  @Test(arguments: [
    (
      "luton", "2026-12-24T18:00", #""children": [2], "duty-held": "relief", "accommodation-ends-on": "2026-12-25""#, 4,
      25
    ),
    ("maidstone", "2026-11-27T17:30", #""children": [3, 6], "homeless-from": "2026-11-28""#, 2, 28),
    ("maidstone", "2026-11-27T11:00", #""children": [3, 6], "homeless-from": "2026-11-28""#, 2, 28),
    ("dover", "2026-11-27T17:30", #""children": [], "pregnant": true, "homeless-from": "2026-11-29""#, 1, 29),
    ("kingston", "2026-11-27T17:30", #""children": [], "homeless-from": "2026-11-28""#, 2, 28),
  ])
  func `a roof that ends while the office is shut is a bed to be found now, for every night until it opens`(
    council: String, moment: String, facts: String, nights: Int, day: Int
  ) throws {
    let found = try triage(council, moment, "\(Self.roof), \(facts)")
    #expect(found.tonight("decision") == "not-needed")
    let action = try #require(found.action("pre-authorise-placement"), "\(found.actions.map(\.text))")
    #expect(action.rules.first == "I-17" && action.due == String(moment.prefix(10)))
    #expect(action.text.contains(nights == 1 ? "the night of Sun \(day)" : "\(nights) nights from"), "\(action.text)")
    #expect(action.text.contains(" \(day) "), "\(action.text)")
    #expect(found.page.contains("DO 1. Find them a bed now"))
  }

  @Test(arguments: [
    ("maidstone", "2026-11-27T17:30", #""children": [3], "homeless-from": "2026-11-30""#),
    ("maidstone", "2026-11-26T17:30", #""children": [3], "homeless-from": "2026-11-27""#),
    ("maidstone", "2026-11-27T17:30", #""children": [3]"#),
    (
      "maidstone", "2026-11-27T17:30",
      #""children": [], "pregnant": false, "vulnerable": false, "care-leaver-of": "none", "homeless-from": "2026-11-28""#
    ),
  ])
  func `a roof that lasts until the office opens, or whose end nobody knows, asks for no bed`(
    council: String, moment: String, facts: String
  ) throws {
    #expect(try triage(council, moment, "\(Self.roof), \(facts)").action("pre-authorise-placement") == nil)
  }

  @Test func `whom Part 7 does not reach, children's services cover for the same nights`() throws {
    let facts = #"\#(Self.roof), "children": [3], "eligibility": "not-eligible", "homeless-from": "2026-11-28""#
    let district = try triage("maidstone", "2026-11-27T17:30", facts)
    let told = try #require(district.actions.first { $0.rules.first == "I-17" })
    #expect(told.council == "kent" && told.code == "tell-childrens-services" && !told.contacts.isEmpty)
    let county = try triage("kent", "2026-11-27T17:30", facts)
    #expect(
      county.actions.first { $0.rules.first == "I-17" }?.text.hasPrefix("Tell your own children's duty team") == true)
  }

  /// All that a return to Kingston needs.
  private static let back =
    #""duty-held": "none", "decision": "none", "duty-elsewhere": "kingston", "reception-confirmed": true, "agrees-to-return": true, "transport": "own", "travel-minutes": 60, "nowhere-tonight": true, "applicant-age": 30, "children": [6], "eligibility": "eligible""#

  @Test func `whoever told of abuse and named no place is asked again before anybody there hears of them`() throws {
    let found = try triage(
      "luton", "2026-11-26T17:00", #"\#(Self.back), "violence-risk": [], "risk-factors": ["domestic-abuse"]"#)
    #expect(
      found.action("arrange-reception")?.text.hasPrefix("They told of abuse and named no place: ask again.") == true)
    let quiet = try triage("luton", "2026-11-26T17:00", #"\#(Self.back), \#(Self.quiet)"#)
    #expect(quiet.action("arrange-reception")?.text.hasPrefix("Before they set off") == true)
    let relief = try triage(
      "luton", "2026-11-26T17:00",
      #""nowhere-tonight": true, "children": [6], "applicant-age": 30, "duty-held": "relief", "connection-here": false, "connections": [{"council": "kingston", "ground": "residence"}], "violence-risk": [], "risk-factors": ["domestic-abuse"]"#
    )
    let ask = try #require(
      relief.actions.first { $0.text.contains("Ask again where it is") }, "\(relief.actions.map(\.text))")
    #expect(ask.council == "kingston" && ask.rules.contains("I-2"))
  }

  @Test func `where a return is proposed, whether a child is harmed is a question about tonight`() throws {
    let found = try triage("luton", "2026-11-26T17:00", #"\#(Self.back), \#(Self.quiet)"#)
    #expect(found.tonight("decision") == "return")
    #expect(found.questionsAboutTonight.contains("significant-harm"))
    let harmed = try triage("luton", "2026-11-26T17:00", #"\#(Self.back), \#(Self.quiet), "significant-harm": true"#)
    #expect(harmed.tonight("decision") == "place")
  }

  @Test(arguments: [
    #""child-protection": "plan""#, #""child-protection": "enquiry""#, #""childrens-services": "allocated""#,
    #""risk-factors": ["child-safety"]"#,
  ])
  func `a child who is protected or feared for does not go back without both children's services knowing`(
    fact: String
  ) throws {
    let risk = fact.contains("risk-factors") ? "" : #", "risk-factors": []"#
    let found = try triage(
      "luton", "2026-11-26T17:00", #"\#(Self.back), "violence-risk": [], "significant-harm": false, \#(fact)\#(risk)"#)
    #expect(found.tonight("decision") == "return")
    let told = found.actions.filter { $0.text.contains("before they set off: who goes") }
    #expect(told.map(\.council) == ["luton", "kingston"])
    #expect(told.allSatisfy { !$0.contacts.isEmpty })
  }

  @Test func `nobody asks whether they would go back to where they would be hurt`() throws {
    let found = try triage(
      "thanet", "2026-11-27T22:30",
      #""nowhere-tonight": true, "children": [5], "applicant-age": 31, "violence-risk": ["croydon"], "risk-factors": ["domestic-abuse"], "duty-held": "none", "decision": "none", "duty-elsewhere": "croydon""#
    )
    #expect(!found.questions.contains("agrees-to-return"), "\(found.questions)")
  }

  @Test(arguments: ["interim", "relief", "main"])
  func `an answer at the desk ends nothing that is held: a decision is notified first`(duty: String) throws {
    let facts =
      #""nowhere-tonight": true, "children": [4], "applicant-age": 30, \#(Self.quiet), "eligibility": "not-eligible", "duty-held": "\#(duty)""#
    let open = try triage("maidstone", "2026-11-27T20:00", #"\#(facts), "decision": "none""#)
    #expect(open.bar("end-accommodation", "maidstone")?.first == "I-3")
    #expect(open.action("keep-accommodated")?.rules.first == "I-3")
    let decided = try triage(
      "maidstone", "2026-11-27T20:00", #"\#(facts), "decision": "not-eligible", "decision-on": "2026-11-20""#)
    #expect(decided.bar("end-accommodation", "maidstone")?.first != "I-3")
  }

  @Test func `a child whom another council looks after is that one's to house, and it is rung at once`() throws {
    let facts =
      #""nowhere-tonight": true, "children": [], "pregnant": false, "applicant-age": 17, \#(Self.quiet), "care-leaver-of": "luton""#
    let found = try triage("medway", "2026-11-28T01:00", facts)
    let call = try #require(found.actions.first { $0.council == "luton" && $0.code == "call" })
    #expect(call.contacts == ["luton/duty-team-out-of-hours"] || !call.contacts.isEmpty)
    #expect(call.reading == "at-once" && call.text.contains("must find the bed"))
    let own = try triage("luton", "2026-11-28T01:00", facts)
    #expect(!own.actions.contains { $0.text.contains("must find the bed") })
  }

  @Test func `section 188 is promised to no child whom Part 7 does not reach`() throws {
    let facts =
      #""nowhere-tonight": true, "children": [], "pregnant": false, "applicant-age": 16, \#(Self.quiet)"#
    let child = try triage("dover", "2026-11-27T23:00", #"\#(facts), "eligibility": "not-eligible""#)
    let ready = try #require(child.action("pre-authorise-placement"))
    #expect(!ready.rules.contains("HA96-s188") && !ready.text.contains("188"))
    let other = try triage("dover", "2026-11-27T23:00", facts)
    #expect(other.action("pre-authorise-placement")?.rules.contains("HA96-s188") == true)
  }

  @Test func `a person alone without recourse is asked whether an asylum claim is pending`() throws {
    let found = try triage(
      "dover", "2026-11-28T02:00",
      #""nowhere-tonight": true, "children": [], "pregnant": false, "vulnerable": false, "applicant-age": 27, \#(Self.quiet), "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "care-leaver-of": "none""#
    )
    #expect(found.actions.contains { $0.text.contains("asylum claim is pending") })
  }

  @Test(arguments: [#""children": []"#, #""children": [9]"#])
  func `whoever is used by others is referred as a possible victim of slavery, a grown person too`(children: String)
    throws
  {
    let found = try triage(
      "thanet", "2026-11-28T02:00",
      #""nowhere-tonight": true, \#(children), "applicant-age": 27, "violence-risk": [], "risk-factors": ["exploitation"]"#
    )
    #expect(found.actions.contains { $0.rules == ["MSA15-s52"] })
  }

  @Test func `in a refuge she is homeless already, though a day is told on which it ends`() throws {
    let found = try triage(
      "tunbridge-wells", "2026-11-26T11:00",
      #""nowhere-tonight": false, "safe-to-stay": true, "children": [4], "applicant-age": 30, "violence-risk": ["ashford"], "risk-factors": ["domestic-abuse"], "duty-held": "none", "decision": "none", "homeless-from": "2026-11-30""#
    )
    #expect(found.actions.contains { $0.rules.first == "I-28" && $0.text.contains("homeless already") })
  }

  @Test func `nobody is told not to send a family to the county in which it stands because of the journey`() throws {
    let found = try triage(
      "thanet", "2026-11-27T21:00",
      #""nowhere-tonight": true, "children": [2, 5], "applicant-age": 30, \#(Self.quiet), "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "duty-elsewhere": "kent""#
    )
    #expect(found.barText("return")?.contains("they are in its area already") == true)
  }

  @Test func `a son or daughter of 18 is refused as a child with a word on what to answer`() throws {
    let error = try #require(throws: FactError.self) {
      try triage("dartford", "2026-11-27T18:30", #""children": [18]"#)
    }
    #expect(error.explanation.contains("answer 'vulnerable' with yes"))
  }

  @Test(arguments: [(17, 12), (15, 0)])
  func `a child beside an applicant under 18 is seen to with them`(age: Int, child: Int) throws {
    let facts = #""nowhere-tonight": true, "applicant-age": \#(age), \#(Self.quiet)"#
    let together = try triage("thanet", "2026-11-28T01:00", #"\#(facts), "children": [\#(child)]"#)
    #expect(together.action("section-20")?.text.contains("stay together") == true)
    let alone = try triage("thanet", "2026-11-28T01:00", #"\#(facts), "children": []"#)
    #expect(alone.action("section-20")?.text.contains("stay together") == false)
  }

  @Test func `nobody without a child is asked about a child's plan`() throws {
    let facts = #""nowhere-tonight": true, "vulnerable": true, "applicant-age": 34, \#(Self.quiet), "pregnant": false"#
    #expect(
      try !triage("kingston", "2026-11-27T19:00", #"\#(facts), "children": []"#).questions.contains("child-protection"))
    #expect(
      try triage("kingston", "2026-11-27T19:00", #"\#(facts), "children": [4]"#).questions.contains("child-protection"))
  }

  @Test(arguments: [
    ("zambrano", "may-be-eligible"), ("spouse visa", "may-be-eligible"), ("partner is british", "may-be-eligible"),
    ("BNO", "may-be-eligible"), ("EU", "may-be-eligible"), ("windrush", "eligible"), ("ARAP", "eligible"),
    ("student visa", "not-eligible"),
  ])
  func `what people say of their right to help is understood, and what is open stays open`(said: String, means: String)
    throws
  {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let now = try TimeText.moment("2026-11-27T19:00", clock: engine.clock).moment
    let facts = try reader.facts(json: Array(#"{"council": "luton", "eligibility": "\#(said)"}"#.utf8), now: now)
    let eligibility = try #require(Fact(name: "eligibility"))
    #expect(reader.input(of: eligibility, in: facts) == .text(means))
  }
}
