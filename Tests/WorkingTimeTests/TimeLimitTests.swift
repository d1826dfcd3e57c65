import Testing
import WorkingTime

struct TimeLimitTests {
  /// A limit, from when, how it is read, and when it is then due.
  struct Row: Sendable, CustomTestStringConvertible {
    let limit: TimeLimit
    let from: String
    let reading: TimeReading
    let due: String

    init(
      _ amount: Int?, _ unit: TimeLimit.Unit, _ counting: TimeLimit.Counting = .after, from: String,
      _ reading: TimeReading, rolls: Bool? = nil, due: String
    ) {
      limit = TimeLimit(amount: amount, unit: unit, counting: counting, readings: [reading], rollsToWorkingDay: rolls)
      self.from = from
      self.reading = reading
      self.due = due
    }

    var testDescription: String {
      "\(limit.amount.map(String.init) ?? "") \(limit.unit) \(limit.counting) \(from), \(reading): \(due)"
    }
  }

  @Test(arguments: [
    // Working days: the day of the event is not counted.
    Row(1, .workingDays, from: "2027-03-25", .workingDays, due: "2027-03-30"),
    Row(5, .workingDays, from: "2027-03-25", .workingDays, due: "2027-04-05"),
    Row(20, .workingDays, from: "2027-03-25", .workingDays, due: "2027-04-26"),
    Row(45, .workingDays, from: "2027-03-25", .workingDays, due: "2027-06-02"),
    Row(5, .workingDays, from: "2027-04-26", .workingDays, due: "2027-05-04"),
    Row(1, .workingDays, from: "2026-11-28", .workingDays, due: "2026-11-30"),
    Row(5, .workingDays, .before, from: "2026-12-30", .workingDays, due: "2026-12-21"),
    Row(3, .days, from: "2026-12-24", .workingDays, due: "2026-12-31"),
    Row(3, .days, from: "2026-12-24", .calendarDays, due: "2026-12-27"),
    Row(10, .days, .before, from: "2027-01-06", .calendarDays, due: "2026-12-27"),
    Row(10, .days, .before, from: "2027-01-06", .workingDays, due: "2026-12-18"),
    // Beginning with: the day of the event is day 1. After: it is day 0.
    Row(21, .days, .beginningWith, from: "2027-03-25", .calendarDays, due: "2027-04-14"),
    Row(21, .days, .beginningWith, from: "2026-11-20", .calendarDays, due: "2026-12-10"),
    Row(21, .days, .beginningWith, from: "2027-01-18", .calendarDays, due: "2027-02-07"),
    Row(21, .days, .beginningWith, from: "2027-01-06", .calendarDays, due: "2027-01-26"),
    Row(56, .days, .beginningWith, from: "2026-11-26", .calendarDays, due: "2027-01-20"),
    Row(14, .days, .beginningWith, from: "2026-11-26T23:59", .calendarDays, due: "2026-12-09"),
    Row(6, .weeks, .beginningWith, from: "2026-11-26", .calendarDays, due: "2027-01-06"),
    Row(8, .weeks, from: "2026-11-26", .calendarDays, due: "2027-01-21"),
    Row(28, .days, from: "2026-11-20", .calendarDays, due: "2026-12-18"),
    Row(10, .days, from: "2027-01-06", .calendarDays, due: "2027-01-16"),
    // Months and years: the same day, or the last of a shorter month; rolled on only where the limit says so.
    Row(1, .months, from: "2026-11-25", .calendarDays, due: "2026-12-25"),
    Row(1, .months, from: "2026-11-25", .calendarDays, rolls: true, due: "2026-12-29"),
    Row(1, .months, from: "2026-11-25", .calendarDays, rolls: false, due: "2026-12-25"),
    Row(1, .months, from: "2027-01-31", .calendarDays, due: "2027-02-28"),
    Row(1, .months, from: "2027-01-31", .calendarDays, rolls: true, due: "2027-03-01"),
    Row(3, .months, from: "2026-11-30", .calendarDays, due: "2027-02-28"),
    Row(6, .months, .before, from: "2026-08-31", .calendarDays, due: "2026-02-28"),
    Row(1, .years, from: "2024-02-29", .calendarDays, due: "2025-02-28"),
    Row(2, .years, .before, from: "2026-11-26", .calendarDays, due: "2024-11-26"),
    // Words that name a day.
    Row(nil, .tonight, from: "2026-11-27T17:10", .tonight, due: "2026-11-27"),
    Row(nil, .sameDay, from: "2026-11-27", .tonight, due: "2026-11-27"),
    Row(nil, .atOnce, from: "2026-11-27T17:10", .atOnce, due: "2026-11-27"),
    Row(nil, .beforePlacement, from: "2026-11-27T17:10", .beforePlacement, due: "none"),
    Row(nil, .nextWorkingDay, from: "2026-11-25T16:31", .workingDays, due: "2026-11-26"),
    Row(nil, .nextWorkingDay, from: "2026-11-26T02:30", .workingDays, due: "2026-11-26"),
    Row(nil, .nextWorkingDay, from: "2026-11-27T17:10", .workingDays, due: "2026-11-30"),
    Row(nil, .nextWorkingDay, from: "2026-11-27T17:10", .calendarDays, due: "2026-11-28"),
    Row(nil, .nextWorkingDay, from: "2026-11-28T02:30", .calendarDays, due: "2026-11-28"),
    Row(nil, .nextWorkingDay, from: "2026-12-24", .workingDays, due: "2026-12-29"),
    Row(nil, .notFriday, from: "2026-12-18", .calendarDays, due: "2026-12-21"),
    Row(nil, .notFriday, from: "2026-12-17", .calendarDays, due: "2026-12-17"),
    Row(nil, .notFriday, from: "2026-12-25", .calendarDays, due: "2026-12-29"),
    Row(nil, .notFriday, from: "2027-03-26", .calendarDays, due: "2027-03-30"),
  ])
  func `a limit in days is due on a day`(row: Row) throws {
    let due = try row.limit.due(from: try Fixture.start(row.from), reading: row.reading, in: try Fixture.frame)
    #expect(try Fixture.text(due) == row.due)
  }

  @Test(arguments: [
    // S26: both readings of 2½, 5 and 18 hours.
    Row(150, .minutes, from: "2026-12-04T16:00", .clockHours, due: "2026-12-04T18:30:00+00:00"),
    Row(300, .minutes, from: "2026-12-04T16:00", .clockHours, due: "2026-12-04T21:00:00+00:00"),
    Row(1080, .minutes, from: "2026-12-04T16:00", .clockHours, due: "2026-12-05T10:00:00+00:00"),
    Row(150, .minutes, from: "2026-12-04T16:00", .workingHours, due: "2026-12-07T10:30:00+00:00"),
    Row(300, .minutes, from: "2026-12-04T16:00", .workingHours, due: "2026-12-07T13:00:00+00:00"),
    Row(1080, .minutes, from: "2026-12-04T16:00", .workingHours, due: "2026-12-09T10:00:00+00:00"),
    // S1, and working hours that begin outside the office's, end with it, or meet a holiday.
    Row(15, .minutes, from: "2026-11-25T16:29", .clockHours, due: "2026-11-25T16:44:00+00:00"),
    Row(1, .hours, from: "2026-11-26T07:00", .workingHours, due: "2026-11-26T10:00:00+00:00"),
    Row(1, .hours, from: "2026-11-26T16:00", .workingHours, due: "2026-11-26T17:00:00+00:00"),
    Row(1, .hours, from: "2026-11-26T17:00", .workingHours, due: "2026-11-27T10:00:00+00:00"),
    Row(8, .hours, from: "2026-11-28T12:00", .workingHours, due: "2026-11-30T17:00:00+00:00"),
    Row(2, .hours, from: "2026-12-24T16:30", .workingHours, due: "2026-12-29T10:30:00+00:00"),
    // Elapsed hours keep running through a clock change.
    Row(24, .hours, from: "2027-03-27T12:00", .clockHours, due: "2027-03-28T13:00:00+01:00"),
    Row(24, .hours, from: "2026-10-24T12:00", .clockHours, due: "2026-10-25T11:00:00+00:00"),
    Row(48, .hours, from: "2026-10-24T12:00", .clockHours, due: "2026-10-26T11:00:00+00:00"),
    Row(2, .hours, from: "2027-03-28T00:30", .clockHours, due: "2027-03-28T03:30:00+01:00"),
    Row(1, .hours, from: "2026-10-25T01:30", .clockHours, due: "2026-10-25T01:30:00+00:00"),
    Row(24, .hours, from: "2027-03-25T16:00", .clockHours, due: "2027-03-26T16:00:00+00:00"),
    // Hours read as working days, each of 24 begun.
    Row(24, .hours, from: "2027-03-25T16:00", .workingDays, due: "2027-03-30"),
    Row(48, .hours, from: "2027-03-25T16:00", .workingDays, due: "2027-03-31"),
    Row(25, .hours, from: "2026-11-24T16:00", .workingDays, due: "2026-11-26"),
  ])
  func `a limit in hours is due at a moment, each reading at its own`(row: Row) throws {
    let due = try row.limit.due(from: try Fixture.start(row.from), reading: row.reading, in: try Fixture.frame)
    #expect(try Fixture.text(due) == row.due)
  }

  @Test func `working hours follow the office's own hours where they are recorded`() throws {
    let frame = WorkingTimeFrame(clock: try Fixture.clock, calendar: try Fixture.calendar, office: 540..<990)
    let limit = TimeLimit(amount: 150, unit: .minutes, readings: [.workingHours])
    let due = try limit.due(from: try Fixture.start("2026-12-04T16:00"), reading: .workingHours, in: frame)
    #expect(try Fixture.text(due) == "2026-12-07T11:00:00+00:00")
  }
}
