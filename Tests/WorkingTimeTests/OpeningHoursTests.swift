import Testing
import WorkingTime

struct OpeningHoursTests {
  static let office = "Mo-Fr 09:00-16:30; PH off"
  static let maidstone = "Mo-Fr 09:00-16:30; PH unknown"
  static let essexNight = "Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa 00:00-24:00; Su 00:00-33:00; PH unknown"
  static let dated = "Mo-Fr 09:00-17:00; PH off; 2026-12-24 09:00-12:00; 2026-12-28 10:00-11:00; 2026-12-29 unknown"
  static let night = "Mo-Su 20:00-06:00; 2026-11-27 off"
  static let lunch = "Mo,We-Th 09:00-12:00,13:00-17:00; Sa 10:00-12:00"

  static func words(_ state: OpeningHours.State) -> String {
    switch state {
    case .open(let until): "open" + (until.map { " until " + Fixture.text($0) } ?? "")
    case .closed(let until): "closed" + (until.map { " until " + Fixture.text($0) } ?? "")
    case .unrecorded: "unrecorded"
    }
  }

  @Test(arguments: [
    // Half-open: the first minute is in, the last is out.
    (office, "2026-11-26T08:59:59", "closed until 2026-11-26T09:00"),
    (office, "2026-11-26T09:00", "open until 2026-11-26T16:30"),
    (office, "2026-11-26T16:29:59", "open until 2026-11-26T16:30"),
    (office, "2026-11-26T16:30", "closed until 2026-11-27T09:00"),
    (office, "2026-11-27T16:30", "closed until 2026-11-30T09:00"),
    (office, "2026-11-28T12:00", "closed until 2026-11-30T09:00"),
    // Bank holidays: off, unknown, or the weekday's own hours where no rule names them.
    (office, "2026-12-25T10:00", "closed until 2026-12-29T09:00"),
    (office, "2026-12-24T16:30", "closed until 2026-12-29T09:00"),
    (maidstone, "2026-12-25T10:00", "unrecorded"),
    (maidstone, "2026-12-24T16:30", "closed"),
    (maidstone, "2026-12-26T10:00", "unrecorded"), (maidstone, "2026-12-27T10:00", "closed"),
    ("Mo-Fr 09:00-16:30", "2026-12-25T10:00", "open until 2026-12-25T16:30"),
    // Single dates go before weekdays and bank holidays.
    (dated, "2026-12-24T11:59", "open until 2026-12-24T12:00"),
    (dated, "2026-12-24T12:00", "closed until 2026-12-28T10:00"),
    (dated, "2026-12-25T10:30", "closed until 2026-12-28T10:00"),
    (dated, "2026-12-28T10:30", "open until 2026-12-28T11:00"),
    (dated, "2026-12-28T11:00", "closed"),
    (dated, "2026-12-29T10:00", "unrecorded"),
    (dated, "2026-12-30T10:00", "open until 2026-12-30T17:00"),
    // Past midnight: the morning belongs to the night before, even into a day that is off.
    (night, "2026-11-26T19:59", "closed until 2026-11-26T20:00"),
    (night, "2026-11-26T20:00", "open until 2026-11-27T06:00"),
    (night, "2026-11-27T05:59:59", "open until 2026-11-27T06:00"),
    (night, "2026-11-27T06:00", "closed until 2026-11-28T20:00"),
    (night, "2026-11-28T05:00", "closed until 2026-11-28T20:00"),
    // Lists of days and of spans.
    (lunch, "2026-11-25T12:00", "closed until 2026-11-25T13:00"),
    (lunch, "2026-11-24T10:00", "closed until 2026-11-25T09:00"),
    (lunch, "2026-11-26T17:00", "closed until 2026-11-28T10:00"),
    (lunch, "2026-11-28T11:59", "open until 2026-11-28T12:00"),
    // Spans that touch are one; a line that never closes says no end; one that never opens says no beginning.
    ("24/7", "2026-11-26T03:00", "open"),
    ("24/7; PH off", "2026-12-25T03:00", "closed until 2026-12-27T00:00"),
    ("24/7; PH off", "2026-12-24T03:00", "open until 2026-12-25T00:00"),
    ("Mo 09:00-12:00,12:00-17:00", "2026-11-30T11:00", "open until 2026-11-30T17:00"),
    ("Mo 09:00-09:00", "2026-12-01T08:59", "open until 2026-12-01T09:00"),
    ("Mo-Su off", "2026-11-26T10:00", "closed"), ("Mo-Su unknown", "2026-11-26T10:00", "unrecorded"),
    ("Mo 09:00-10:00; Mo 11:00-12:00", "2026-11-30T09:30", "closed until 2026-11-30T11:00"),
  ])
  func `hours say whether it is open and until when`(notation: String, at: String, expected: String) throws {
    let hours = try OpeningHours(notation: notation)
    let state = hours.state(at: try Fixture.wall(at), calendar: try Fixture.calendar)
    #expect(Self.words(state) == expected)
    let isOpen = expected == "unrecorded" ? nil : expected.hasPrefix("open")
    #expect(hours.isOpen(at: try Fixture.wall(at), calendar: try Fixture.calendar) == isOpen)
  }

  @Test(arguments: [
    ("2026-11-26T17:29:59", "closed until 2026-11-26T17:30"), ("2026-11-26T17:30", "open until 2026-11-27T09:00"),
    ("2026-11-27T08:59", "open until 2026-11-27T09:00"), ("2026-11-27T09:00", "closed until 2026-11-27T16:30"),
    ("2026-11-27T16:20", "closed until 2026-11-27T16:30"), ("2026-11-27T16:30", "open until 2026-11-30T09:00"),
    ("2026-11-28T03:00", "open until 2026-11-30T09:00"), ("2026-11-29T23:59:59", "open until 2026-11-30T09:00"),
    ("2026-11-30T08:59:59", "open until 2026-11-30T09:00"), ("2026-11-30T09:00", "closed until 2026-11-30T17:30"),
    ("2026-12-25T08:59", "open until 2026-12-25T09:00"), ("2026-12-25T12:00", "unrecorded"),
    ("2026-12-28T20:00", "unrecorded"), ("2026-12-29T17:30", "open until 2026-12-30T09:00"),
  ])
  func `Essex's night line opens earlier on Fridays and runs through the weekend`(at: String, expected: String) throws {
    let hours = try OpeningHours(notation: Self.essexNight)
    #expect(Self.words(hours.state(at: try Fixture.wall(at), calendar: try Fixture.calendar)) == expected)
  }
}
