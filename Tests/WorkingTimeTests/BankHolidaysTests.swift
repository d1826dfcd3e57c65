import TestSupport
import Testing
import WorkingTime

struct BankHolidaysTests {
  static let of2026And2027 = [
    "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-26",
    "2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-25",
    "2027-12-27", "2027-12-28",
  ]

  @Test func `the shipped calendar has the bank holidays of 2026 and 2027 and no others`() throws {
    let calendar = try Fixture.calendar
    let first = try TimeText.day("2026-01-01")
    let held = (0..<730).map { first.adding(days: $0) }.filter(calendar.isBankHoliday).map(TimeText.text)
    #expect(held == Self.of2026And2027)
  }

  // Schedule 1 of the Act of 1971 names 26 December itself unless it is a Sunday; a substitute adds to it.
  @Test(arguments: [
    ("2020-12-26", true), ("2020-12-28", true), ("2021-12-25", true), ("2021-12-26", false), ("2021-12-27", true),
    ("2022-12-25", false), ("2022-12-26", true), ("2022-12-27", true),
  ])
  func `Christmas on a Saturday is a bank holiday, and so is its substitute`(text: String, isOne: Bool) throws {
    #expect(try Fixture.calendar.isBankHoliday(try TimeText.day(text)) == isOne)
  }

  @Test(arguments: [
    ("2017-12-31", false), ("2018-01-01", true), ("2026-11-26", true), ("2027-12-28", true), ("2027-12-29", false),
    ("2028-01-03", false),
  ])
  func `the shipped calendar knows 2018 to the end of 2027`(text: String, isKnown: Bool) throws {
    #expect(try Fixture.calendar.knows(try TimeText.day(text)) == isKnown)
  }

  @Test(arguments: [
    ("2026-11-25", "2026-11-26", "2026-11-24"), ("2026-11-27", "2026-11-30", "2026-11-26"),
    ("2026-11-28", "2026-11-30", "2026-11-27"), ("2026-12-24", "2026-12-29", "2026-12-23"),
    ("2026-12-26", "2026-12-29", "2026-12-24"), ("2026-12-29", "2026-12-30", "2026-12-24"),
    ("2026-12-31", "2027-01-04", "2026-12-30"), ("2027-03-25", "2027-03-30", "2027-03-24"),
    ("2027-03-30", "2027-03-31", "2027-03-25"), ("2027-12-24", "2027-12-29", "2027-12-23"),
  ])
  func `the working days either side of a day`(text: String, next: String, previous: String) throws {
    let day = try TimeText.day(text)
    #expect(TimeText.text(try Fixture.calendar.workingDay(after: day)) == next)
    #expect(TimeText.text(try Fixture.calendar.workingDay(before: day)) == previous)
  }

  @Test func `the nth working day is found whether one counts or asks`() throws {
    let calendar = try Fixture.calendar
    var generator = SplitMix64(seed: 5)
    for day in try Fixture.days(500, from: "2018-03-01", to: "2027-06-30", seed: 6) {
      let count = Int.random(in: 1...60, using: &generator)
      let due = calendar.workingDay(count, after: day)
      #expect(calendar.isWorkingDay(due))
      let between = (day.number + 1...due.number).map { Day(number: $0) }
      #expect(between.count { !$0.weekday.isWeekend && !calendar.isBankHoliday($0) } == count)
      #expect(calendar.workingDay(0, after: day) == day)
      let working = calendar.workingDay(after: day)
      #expect(calendar.workingDay(after: calendar.workingDay(before: working)) == working)
    }
  }

  @Test func `outside the span every weekday counts and nothing is a holiday`() throws {
    let calendar = try Fixture.calendar
    let christmas = try TimeText.day("2030-12-25")
    #expect(!calendar.isBankHoliday(christmas))
    #expect(calendar.isWorkingDay(christmas))
  }

  @Test(arguments: [
    (#"{"knownFrom":"2026-01-01","knownUntil":"2026-12-31","bankHolidays":["2027-01-01"]}"#, "2027-01-01"),
    (#"{"knownFrom":"2026-01-01","knownUntil":"2026-12-31","bankHolidays":["2026-02-30"]}"#, "2026-02-30"),
    (#"{"knownFrom":"2026-01-01","knownUntil":"2026-12-31","bankHolidays":["Christmas"]}"#, "Christmas"),
    (#"{"knownFrom":"2026-12-31","knownUntil":"2026-01-01","bankHolidays":[]}"#, "2026-01-01"),
    (#"{"knownFrom":"soon","knownUntil":"2026-01-01","bankHolidays":[]}"#, "soon"),
  ])
  func `a calendar with an unusable date is refused and names it`(json: String, date: String) {
    #expect(throws: BankHolidaysError.badDate(date)) { try BankHolidays(json: Array(json.utf8)) }
  }

  @Test(arguments: [
    "", "[]", "{", #"{"knownFrom":"2026-01-01"}"#, #"{"knownFrom":1,"knownUntil":2,"bankHolidays":[]}"#,
  ])
  func `what is no calendar is refused as unreadable`(json: String) {
    let error = #expect(throws: BankHolidaysError.self) { try BankHolidays(json: Array(json.utf8)) }
    #expect(error?.explanation.hasPrefix("the calendar cannot be read: ") == true)
  }
}
