import TestSupport
import Testing
import WorkingTime

struct OpeningHoursNotationTests {
  @Test(arguments: [
    "", " ", ";", "Mo", "Mo 09:00", "Mo 09:00-", "Mo -17:00", "Mo 09:00-17:60",
    "Mo 24:00-25:00", "Mo 09:00-48:01", "Mo 09.00-17.00", "Mo 09:00–17:00", "mo 09:00-17:00",
    "Mon 09:00-17", "Mo- 09:00-17:00", "-Fr 09:00-17:00", "Mo-We-Fr 09:00-17:00",
    "PH-Fr 09:00-17:00", "Mo 24/7", "24/7 off", "Mo Off", "Mo 09:00-17:00 unknown",
    "Mo-Fr 9-17", "9-5", "Mo-Fr 09:00+", "Mo-Fr 09:00-17:00+", "Mo-Fr sunrise-sunset", "Mo[6] 09:00-12:00",
    "Feb 30 off",
    "Mo,Mo[1] 09:00-12:00", "2027 Jan 2-2026 Dec 24 off", "Dec 24,26 off", "Mo-Fr 09:00-17:00 \"by",
    "\"by appointment\"",
    "Jan-Mar 10:00-12:00", "week 1 Mo 10:00-12:00", "SH off", "Mo 09:00-12:00,11:00-13:00",
    "Mo 09:00-12:00,09:00-12:00", "Mo 09:00-17:00 off", "2026-02-30 09:00-12:00", "2026-12-24,2026-12-25 off",
    "26-12-24 off", "Mo-Fr 09:00-17:00; Xx off", "Mo-Fr 09:00-17:00, PH off",
  ])
  func `a bad notation is refused, with the part that is wrong`(text: String) {
    let error = #expect(throws: OpeningHoursError.self) { try OpeningHours(notation: text) }
    #expect(error.map { text.contains($0.part) } == true)
    #expect(error?.explanation.contains(" in opening hours is not ") == true)
  }

  // A comma with nothing on one side is a slip of the pen; to read it as closed, or as no day, would hide a night line.
  @Test(arguments: ["Mo ,", ", 09:00-17:00", "Mo, 09:00-17:00", "Mo,,We 09:00-17:00", "Mo 09:00-12:00,"])
  func `a list with an empty place in it is refused`(text: String) {
    #expect(throws: OpeningHoursError.self) { try OpeningHours(notation: text) }
  }

  @Test(arguments: [
    ("Mo-Fr 09:00-16:30; PH off", "Mo-Fr 09:00-16:30; PH off"),
    ("  Mo-Fr   09:00-16:30 ;PH off;", "Mo-Fr 09:00-16:30; PH off"),
    ("Mo-Fr 9:00 - 17:00", "Mo-Fr 09:00-17:00"), ("Mo closed", "Mo off"), ("Fr-Mo 10:00-12:00", "Fr-Mo 10:00-12:00"),
    ("Mo-Fr 09:00-12:00, 13:00-17:00", "Mo-Fr 09:00-12:00,13:00-17:00"), ("24/7;Dec 25 off", "24/7; Dec 25 off"),
    ("Mo-Fr 09:00-17:00,  Sa 10:00-12:00", "Mo-Fr 09:00-17:00, Sa 10:00-12:00"),
    ("24/7; 2026 Dec 24-2027 Jan 2 unknown", "24/7; 2026 Dec 24-2027 Jan 2 unknown"), ("09:00-17:00", "09:00-17:00"),
    ("Mo-Fr 09:00-17:00 \"ring; twice, Mo\"", "Mo-Fr 09:00-17:00 \"ring; twice, Mo\""),
    ("Mo-Fr 09:00-17:00 open \"ring\"", "Mo-Fr 09:00-17:00 open \"ring\""), ("24/7 open", "24/7"),
    ("24/7", "24/7"), ("Mo,PH 10:00-11:00;2026-12-24 off", "Mo,PH 10:00-11:00; 2026-12-24 off"),
  ])
  func `a notation is kept, normalised, and read again as the same hours`(text: String, notation: String) throws {
    let hours = try OpeningHours(notation: text)
    #expect(hours.notation == notation)
    #expect(try OpeningHours(notation: hours.notation) == hours)
  }

  @Test(arguments: [
    ("Mo-Fr 09:00-16:30", 540), ("Sa 10:00-12:00", nil), ("Mo unknown; Tu 08:30-17:00", 510),
    ("24/7", 0),
    ("Mo-Fr off", nil),
  ])
  func `the usual opening is that of the first weekday that has one`(text: String, opening: Int?) throws {
    #expect(try OpeningHours(notation: text).usualOpening == opening)
  }

  @Test func `an open or closed state holds until the minute it names and changes there`() throws {
    let calendar = try Fixture.calendar
    var generator = SplitMix64(seed: 7)
    let notations = [
      OpeningHoursTests.office, OpeningHoursTests.night, OpeningHoursTests.lunch,
      "Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa 00:00-24:00; Su 00:00-33:00",
    ]
    for notation in notations {
      let hours = try OpeningHours(notation: notation)
      for day in try Fixture.days(200, from: "2026-01-01", to: "2027-11-30", seed: 8) {
        let wall = WallTime(day: day, secondOfDay: Int32.random(in: 0..<86_400, using: &generator))
        let isOpen: Bool
        let change: WallTime
        switch hours.state(at: wall, calendar: calendar) {
        case .open(let until): (isOpen, change) = (true, try #require(until))
        case .closed(let until): (isOpen, change) = (false, try #require(until))
        case .unrecorded:
          Issue.record("\(notation) records every day")
          continue
        }
        #expect(wall < change)
        let last =
          change.secondOfDay == 0
          ? WallTime(day: change.day.adding(days: -1), secondOfDay: 86_399)
          : WallTime(day: change.day, secondOfDay: change.secondOfDay - 1)
        #expect(Self.isOpen(hours.state(at: last, calendar: calendar)) == isOpen)
        #expect(Self.isOpen(hours.state(at: change, calendar: calendar)) == !isOpen)
      }
    }
  }

  static func isOpen(_ state: OpeningHours.State) -> Bool {
    if case .open = state { return true }
    return false
  }
}
