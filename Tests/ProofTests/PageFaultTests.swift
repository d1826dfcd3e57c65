import JSON
import TestSupport
import Testing
import WorkingTime

@testable import Directory
@testable import Proof
@testable import Triage

/// The predicates on a page, on pages that no wording would give: each sees what is wrong with its own.
struct PageFaultTests {
  private func page(_ facts: String) throws -> Determination {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    return engine.determine(try reader.facts(json: Array(facts.utf8), now: Moment(seconds: 0)))
  }

  private static let late =
    #"{"council": "luton", "presented-at": "2026-11-26T17:45", "children": [4], "nowhere-tonight": true}"#
  private static let adult =
    #"{"council": "ashford", "presented-at": "2026-11-26T17:45", "children": [], "pregnant": false, "applicant-age": 40, "vulnerable": true, "nowhere-tonight": true}"#

  private func changed(
    _ page: Determination, text: String? = nil, ringing: [ReachedContact]? = nil, says: String?? = nil
  ) -> Determination {
    var actions = page.actions
    if let text, let first = actions.first {
      actions[0] = Determination.Action(
        code: first.code, who: first.who, council: first.council, contacts: first.contacts, due: first.due,
        reading: first.reading, rules: first.rules, text: first.text + " " + text)
    }
    return Determination(
      facts: page.facts, outcome: page.outcome, council: page.council, councilName: page.councilName, by: page.by,
      byName: page.byName,
      actions: actions, barred: page.barred, ringing: ringing ?? page.ringing, ringingTeams: page.ringingTeams,
      noHousingLine: says ?? page.noHousingLine, warnings: page.warnings, directoryVersion: page.directoryVersion,
      rulesVersion: page.rulesVersion)
  }

  private func fault(_ page: Determination) throws -> String? {
    DeterminationFault.find(in: page, Ground(try Shipped.engine))?.id
  }

  @Test func `a page that nobody changed has no fault`() throws {
    #expect(try fault(page(Self.late)) == nil)
    #expect(try fault(page(Self.adult)) == nil)
  }

  @Test func `I-25: a page without a number that does not say so is seen`() throws {
    let page = try page(Self.late)
    #expect(try fault(changed(page, ringing: [], says: .some(nil))) == "I-25")
    let closed = page.ringing.map { ReachedContact(contact: $0.contact, isLive: false) }
    #expect(try fault(changed(page, ringing: closed, says: .some(nil))) == "I-25")
    #expect(try fault(changed(page, says: .some("The directory holds no number."))) == "I-25")
  }

  @Test(arguments: ["within 15 minutes", "by 11:30", "for 28 days", "on Fri 1 Jan 2100"])
  func `I-29: a number that is not the action's own is seen`(words: String) throws {
    #expect(try fault(changed(page(Self.late), text: words)) == "I-29")
  }

  @Test(arguments: ["the family", "The children wait."])
  func `papers: a family where there is none is seen`(words: String) throws {
    #expect(try fault(changed(page(Self.adult), text: words)) == "papers")
  }

  @Test(arguments: [
    "section 188(2A)", "under 16", "Ring 999.", "Part 7", "Care Act 2014, section 19", "the Children Act",
  ])
  func `the name of a law is not a stray number`(words: String) throws {
    #expect(try fault(changed(page(Self.late), text: words)) == nil)
  }

  @Test func `I-30: what stays of an answer that was taken back is seen`() throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(json: Array(Self.late.utf8), now: Moment(seconds: 0))
    var other = facts
    try reader.set(.violenceRisk, to: .list([.text("elmbridge")]), in: &other)
    #expect(TakenBack(engine).fault(facts, other) == nil)
    let careless = TakenBack(engine) { fact, facts in if fact == .violenceRisk { facts.violenceRisk = nil } }
    #expect(careless.fault(facts, other) != nil)
  }

  @Test func `with another time to hand over no page says the old one`() throws {
    let engine = try Shipped.engine
    let path = "luton-joint-housing-protocol.json"
    let names = engine.book.files.map(\.id)
    let sources = try names.map { name -> (name: String, bytes: [UInt8]) in
      let bytes = try Shipped.bytes(of: "data/protocols/\(name).json")
      guard "\(name).json" == path else { return ("\(name).json", bytes) }
      let text = String(decoding: bytes, as: UTF8.self)
      let changed = text.replacing("\"value\": 15", with: "\"value\": 30")
      #expect(changed != text)
      return (path, Array(changed.utf8))
    }
    let other = try engine.with(try ProtocolBook(sources))
    let facts = """
      {"council": "luton", "presented-at": "2026-11-26T10:02", "children": [4], "nowhere-tonight": true,
       "eligibility": "not-eligible"}
      """
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let page = other.determine(try reader.facts(json: Array(facts.utf8), now: Moment(seconds: 0)))
    let texts = page.actions.map(\.text) + page.barred.map(\.text)
    #expect(texts.contains { $0.contains("30 minutes") && $0.contains("10:32") })
    #expect(!texts.contains { $0.contains("15") })
    #expect(DeterminationFault.find(in: page, Ground(other)) == nil)
  }
}
