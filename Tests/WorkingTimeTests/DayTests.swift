import TestSupport
import Testing
import WorkingTime

struct DayTests {
  @Test(arguments: [
    (1900, false), (1904, true), (2000, true), (2024, true), (2026, false), (2027, false), (2028, true), (2100, false),
    (2196, true),
  ])
  func `a leap year has a 29 February, and no other year`(year: Int, isLeap: Bool) throws {
    #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
    let first = try #require(Day(year: year, month: 1, day: 1))
    let last = try #require(Day(year: year, month: 12, day: 31))
    #expect(last.number - first.number + 1 == (isLeap ? 366 : 365))
  }

  @Test(arguments: [
    (2026, 6, 31), (2026, 2, 29), (2026, 4, 31), (2026, 9, 31), (2026, 11, 31), (2026, 1, 32), (2026, 0, 1),
    (2026, 13, 1), (2026, 1, 0), (2026, 1, -1), (1899, 12, 31), (2200, 1, 1),
  ])
  func `a day that the calendar does not have is not made`(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-05-31", 1, "2026-06-30"), ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ("2027-01-15", -1, "2026-12-15"), ("2028-02-29", 12, "2029-02-28"), ("2028-02-29", 48, "2032-02-29"),
    ("2026-11-26", 0, "2026-11-26"), ("2026-11-26", -11, "2025-12-26"), ("2026-11-26", 36, "2029-11-26"),
    ("1970-01-31", -11, "1969-02-28"),
  ])
  func `months on keep the day of the month or take the last`(from: String, months: Int, expected: String) throws {
    #expect(TimeText.text(try TimeText.day(from).adding(months: months)) == expected)
  }

  @Test(arguments: [
    ("1900-01-01", Weekday.monday), ("1969-12-31", .wednesday), ("1970-01-01", .thursday), ("2000-02-29", .tuesday),
    ("2026-11-25", .wednesday), ("2026-11-27", .friday), ("2026-12-25", .friday), ("2027-03-28", .sunday),
    ("2028-02-29", .tuesday), ("2100-02-28", .sunday), ("2199-12-31", .tuesday),
  ])
  func `known dates have their weekdays`(text: String, weekday: Weekday) throws {
    #expect(try TimeText.day(text).weekday == weekday)
  }

  @Test func `three hundred years go into parts and back without a gap`() throws {
    let first = try #require(Day(year: 1900, month: 1, day: 1))
    let last = try #require(Day(year: 2199, month: 12, day: 31))
    #expect(last.number - first.number + 1 == 109_573)
    var broken: [Int32] = []
    var expectedWeekday = first.weekday.rawValue
    var previous = first.adding(days: -1).parts
    for number in first.number...last.number {
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.parts
      let isNext =
        (year, month, dayOfMonth) == (previous.year, previous.month, previous.day + 1)
        || (dayOfMonth == 1 && (year, month) == (previous.year, previous.month + 1))
        || (month == 1 && dayOfMonth == 1 && year == previous.year + 1)
      let isSame = Day(year: year, month: month, day: dayOfMonth) == day
      let isReadBack = (try? TimeText.day(TimeText.text(day))) == day
      if !isNext || !isSame || !isReadBack || day.weekday.rawValue != expectedWeekday { broken.append(number) }
      previous = (year, month, dayOfMonth)
      expectedWeekday = (expectedWeekday + 1) % 7
    }
    #expect(broken == [])
  }

  @Test func `days added are days between, and months added never skip one`() throws {
    var generator = SplitMix64(seed: 1)
    for day in try Fixture.days(2_000, from: "1950-01-01", to: "2150-12-31", seed: 2) {
      let days = Int.random(in: -10_000...10_000, using: &generator)
      #expect(day.adding(days: days).adding(days: -days) == day)
      #expect(Int(day.adding(days: days).number - day.number) == days)
      let months = Int.random(in: -480...480, using: &generator)
      let moved = day.adding(months: months).parts
      #expect(moved.year * 12 + moved.month == day.parts.year * 12 + day.parts.month + months)
      #expect(moved.day == day.parts.day || (moved.day < day.parts.day && day.parts.day > 28))
    }
  }

  @Test func `only Saturday and Sunday are the weekend`() {
    #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    #expect(Weekday.allCases.sorted() == Weekday.allCases)
  }
}
