import Testing
import WorkingTime

struct TimeLimitRefusalTests {
  @Test(arguments: [TimeLimit.Unit.minutes, .hours], [TimeReading.clockHours, .workingHours, .workingDays])
  func `hours from a mere day cannot be counted`(unit: TimeLimit.Unit, reading: TimeReading) throws {
    let limit = TimeLimit(amount: 24, unit: unit, readings: [reading])
    let frame = try Fixture.frame
    #expect(throws: TimeLimitError.needsMoment) {
      try limit.due(from: .day(try TimeText.day("2026-11-26")), reading: reading, in: frame)
    }
  }

  @Test(arguments: [
    (10, TimeLimit.Unit.workingDays, TimeLimit.Counting.after, TimeReading.workingDays, "2027-12-20"),
    (28, .days, .after, .calendarDays, "2027-12-20"), (28, .days, .before, .calendarDays, "2018-01-10"),
    (5, .workingDays, .after, .workingDays, "2017-12-20"), (1, .days, .after, .calendarDays, "2027-12-29"),
    (2, .years, .after, .calendarDays, "2026-11-26"), (48, .hours, .after, .clockHours, "2027-12-27T12:00"),
    (8, .hours, .after, .workingHours, "2027-12-24T16:00"),
  ])
  func `what reaches past the known bank holidays is refused`(
    amount: Int, unit: TimeLimit.Unit, counting: TimeLimit.Counting, reading: TimeReading, from: String
  ) throws {
    let limit = TimeLimit(amount: amount, unit: unit, counting: counting, readings: [reading])
    let frame = try Fixture.frame
    let start = try Fixture.start(from)
    let error = #expect(throws: TimeLimitError.self) { try limit.due(from: start, reading: reading, in: frame) }
    guard case .beyondCalendar(let day) = error else {
      Issue.record("\(String(describing: error)) is not beyondCalendar")
      return
    }
    #expect(!frame.calendar.knows(day))
  }

  @Test func `the last known day itself can still be due`() throws {
    let limit = TimeLimit(amount: 1, unit: .days, readings: [.calendarDays])
    let due = try limit.due(from: try Fixture.start("2027-12-27"), reading: .calendarDays, in: try Fixture.frame)
    #expect(try Fixture.text(due) == "2027-12-28")
  }
}
