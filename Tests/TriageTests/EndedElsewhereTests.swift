import Directory
import TestSupport
import Testing
import Triage
import WorkingTime

/// Councils that are not held and end: Surrey's twelve do on 1 April 2027 (Surrey (Structural Changes) Order 2026).
struct EndedElsewhereTests {
  private func triage(_ facts: String, on day: String) throws -> Case {
    try Case(
      #"{"council": "kingston", "presented-at": "\#(day)T18:00", "children": [4], "nowhere-tonight": true, "duty-held": "relief", "connection-here": false, \#(facts)}"#,
      now: "\(day)T18:00")
  }

  private static let living = #""connections": [{"council": "woking", "ground": "residence"}]"#

  @Test(arguments: [("2027-03-31", "woking"), ("2027-04-01", "west-surrey")])
  func `a connection is one with whoever has taken the council over by the day on which they came`(
    day: String, council: String
  ) throws {
    let found = try triage(#"\#(Self.living), "violence-risk": []"#, on: day)
    #expect(found.action("consider-referral", council) != nil, "\(found.actions.map(\.text))")
    #expect(found.warnings.contains("council-succeeded") == (council != "woking"))
    #expect(
      found.page.contains(
        "Woking Borough Council has ended. West Surrey Council has taken over and stands here in its place.")
        == (council != "woking"))
  }

  @Test(arguments: [
    ("woking", "2027-03-31", "guildford", false), ("woking", "2027-04-01", "guildford", true),
    ("woking", "2027-04-01", "elmbridge", false), ("west-surrey", "2027-04-01", "woking", true),
  ])
  func `risk in a council is risk in whoever has taken it over, and nobody is sent there`(
    risk: String, day: String, connection: String, isBarred: Bool
  ) throws {
    let found = try triage(
      #""violence-risk": ["\#(risk)"], "connections": [{"council": "\#(connection)", "ground": "residence"}]"#, on: day)
    #expect((found.bar("contact", "west-surrey") != nil) == (day == "2027-04-01"))
    let heir = day == "2027-03-31" ? connection : ["elmbridge": "east-surrey"][connection] ?? "west-surrey"
    #expect((found.bar("refer-s198", heir) != nil) == isBarred, "\(found.barred)")
  }

  @Test func `where a county's heirs share its area, none is taken for the other and a person is asked`() throws {
    let found = try triage(#""violence-risk": ["surrey"], \#(Self.living)"#, on: "2027-04-01")
    #expect(found.action("consider-referral") == nil)
    #expect(
      found.warningTexts.contains(
        "Surrey County Council ended on Thu 1 Apr 2027, and who has taken it over depends on the place:"))
  }

  @Test func `one that has not begun is named with its day`() throws {
    let found = try triage(
      #""violence-risk": [], "connections": [{"council": "west-surrey", "ground": "residence"}]"#, on: "2027-03-01")
    #expect(found.warningTexts.contains("West Surrey Council begins on Thu 1 Apr 2027."))
  }

  @Test func `one that is held by then stands in the ended one's place`() throws {
    let engine = try Shipped.engine
    let shipped = engine.directory
    let end = try TimeText.day("2027-04-01")
    let others = shipped.elsewhere.map { other in
      other.id != "thurrock"
        ? other
        : CouncilElsewhere(id: other.id, name: other.name, validUntil: end, successors: ["basildon"])
    }
    let after = DirectorySnapshot(
      councils: shipped.councils, contacts: shipped.contacts, elsewhere: others, version: "planned", date: shipped.date)
    let other = try #require(after.councilElsewhere(id: "thurrock"))
    #expect(after.heirs(of: other, on: end) == ["basildon"])
    #expect(after.heirs(of: other, on: try TimeText.day("2027-03-31")) == [])
    let reader = FactsReader(directory: after, clock: engine.clock)
    let facts = try reader.facts(
      json: Array(
        #"{"council": "luton", "presented-at": "2027-04-02T18:00", "nowhere-tonight": true, "children": [3], "duty-elsewhere": "thurrock"}"#
          .utf8), now: try TimeText.moment("2027-04-02T18:00", clock: engine.clock).moment)
    let outcome = try engine.over(after).evaluate(facts)
    let basildon = after.ref(id: "basildon").map(Authority.held)
    #expect(outcome.warnings.contains { $0.code == .councilSucceeded && $0.about == basildon })
    #expect(outcome.barred.contains { $0.code == .return && $0.about == basildon }, "risk there is not asked yet")
  }

  @Test func `a circle of heirs ends`() throws {
    let end = try TimeText.day("2027-04-01")
    let one = CouncilElsewhere(id: "one", name: "One", validUntil: end, successors: ["two"])
    let two = CouncilElsewhere(id: "two", name: "Two", validUntil: end, successors: ["one"])
    let directory = DirectorySnapshot(councils: [], contacts: [], elsewhere: [one, two], version: "planned", date: end)
    #expect(directory.heirs(of: one, on: end) == [])
    #expect(directory.explanation(of: one, on: end)?.contains("nobody is named") == true)
  }
}
