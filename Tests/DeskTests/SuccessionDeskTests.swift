import JSON
import Desk
import Directory
import TestSupport
import Testing
import Triage
import WorkingTime

/// Councils that end and begin, as a desk answers for them; and numbers whose check has gone stale.
struct SuccessionDeskTests {
  private static let source = Source(document: "invented", place: "order")

  private static func council(
    _ id: String, from: Day? = nil, until: Day? = nil, _ successors: [Succession] = []
  ) -> Council {
    Council(
      id: id, name: "\(id.prefix(1).uppercased() + id.dropFirst()) Council", type: .unitary, childrensServices: id,
      teams: [Team(id: "night", name: "Night")], validFrom: from, validUntil: until, successors: successors)
  }

  private static func contact(_ council: String, _ display: String, checkedOn: Day? = nil, from: Day? = nil) -> Contact
  {
    Contact(
      id: "\(council)/night", council: council, team: "Night", purpose: .outOfHours, kind: .phone,
      value: "+44" + display.filter(\.isNumber).dropFirst(), display: display,
      status: checkedOn == nil ? .stated : .verified, source: source, checkedOn: checkedOn, validFrom: from)
  }

  /// Old ends on 1 April 2028: its nights go to north, the rest to south. West ends with nobody named.
  private func context(_ at: String) throws -> DeskContext {
    let end = try TimeText.day("2028-04-01")
    let councils = [
      Self.council(
        "old", until: end, [Succession(council: "north", purposes: [.outOfHours]), Succession(council: "south")]),
      Self.council("west", until: end), Self.council("north"), Self.council("south", from: end),
    ]
    let contacts = [
      Self.contact("old", "01632 960001", checkedOn: try TimeText.day("2028-01-01")),
      Self.contact("north", "01632 960002"), Self.contact("south", "01632 960003", from: end),
    ]
    let directory = DirectorySnapshot(councils: councils, contacts: contacts, version: "v", date: end)
    let shipped = try Shipped.engine
    return DeskContext(
      engine: try TriageEngine(
        directory: directory, clock: shipped.clock, calendar: shipped.calendar, book: shipped.book),
      now: try TimeText.moment(at, clock: shipped.clock).moment, programVersion: "test",
      checking: CheckIntervals(outOfHoursVoice: 30, other: 90))
  }

  @Test(arguments: [
    (
      "2028-03-31T20:00", "lookup old ooh", 210,
      "01632 960001  Night  may answer now (hours not known)  verified 90 days ago, due every 30"
    ),
    ("2028-01-20T20:00", "lookup old ooh", 210, "verified 19 days ago  old/night"),
    (
      "2028-04-01T20:00", "lookup old ooh", 210,
      "01632 960002  Night  may answer now (hours not known)  stated, not checked"
    ),
    (
      "2028-04-01T20:00", "lookup old ooh", 210,
      "! Old Council ended on Sat 1 Apr 2028; North Council (north) has taken over"
    ),
    ("2028-04-01T20:00", "who old housing", 210, "South Council (south) has taken over housing"),
    ("2028-04-01T20:00", "lookup old", 551, "depends on the service: North Council (north) or South Council (south)"),
    ("2026-11-26T20:00", "lookup old ooh at 2028-04-02T20:00", 210, "North Council (north) has taken over"),
    ("2028-03-31T20:00", "lookup south ooh", 550, "South Council begins on Sat 1 Apr 2028"),
    ("2028-04-01T00:00", "lookup south ooh", 210, "01632 960003"),
    ("2028-04-01T20:00", "lookup west ooh", 550, "nobody is named who has taken over"),
    ("2028-04-01T20:00", "councils", 213, "; ended on Sat 1 Apr 2028"),
    ("2028-03-31T20:00", "councils", 213, "; begins on Sat 1 Apr 2028"),
    ("2028-04-01T20:00", "triage west", 550, "West Council ended"),
    ("2028-04-01T20:00", "triage old", 551, "depends on the service"),
    ("2028-04-01T20:00", "triage old at 2028-03-31T20:00", 200, "triage at Old Council"),
  ])
  func `a desk answers for councils as they stand at the moment asked about`(
    at: String, line: String, code: Int, says: String
  ) throws {
    var session = DeskSession()
    let reply = session.handle(line, in: try context(at))
    #expect(reply.code == code, "\(reply)")
    #expect(([reply.text] + reply.block).contains { $0.contains(says) }, "\(reply)")
  }

  @Test func `a family that presents to a council that has ended is not triaged there`() throws {
    let context = try context("2028-04-01T20:00")
    let reader = FactsReader(directory: context.engine.directory, clock: context.engine.clock)
    let error = try #require(throws: FactError.self) {
      try reader.facts(from: ["council": .text("old")], now: context.now)
    }
    #expect(error.explanation.contains("does not exist on Sat 1 Apr 2028"))
    #expect(error.explanation.contains("South Council (south) has taken over housing"))
    _ = try reader.facts(
      from: ["council": .text("old"), "presented-at": .text("2028-03-31T20:00")], now: context.now)
  }

  @Test func `an overdue check is told to programs beside the fields that they know`() throws {
    var session = DeskSession(format: .json)
    let reply = session.handle("lookup old ooh", in: try context("2028-03-31T20:00"))
    #expect(reply.block.joined().contains(#"{"code":"check-overdue","text":"checked 90 days ago; due every 30"}"#))
    #expect(reply.block.joined().contains(#""checkedOn":"2028-01-01""#))
  }
}
