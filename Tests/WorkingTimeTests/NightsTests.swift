import TestSupport
import Testing
import WorkingTime

struct NightsTests {
  @Test(arguments: [
    ("2026-11-25T16:31", "2026-11-25", "2026-11-26", 1), ("2026-11-26T02:30", "2026-11-25", "2026-11-26", 1),
    ("2026-11-26T08:59:59", "2026-11-25", "2026-11-26", 1), ("2026-11-26T09:00", "2026-11-26", "2026-11-27", 1),
    ("2026-11-27T17:10", "2026-11-27", "2026-11-30", 3), ("2026-11-28T02:30", "2026-11-27", "2026-11-30", 3),
    ("2026-11-28T14:00", "2026-11-28", "2026-11-30", 2), ("2026-11-30T02:30", "2026-11-29", "2026-11-30", 1),
    ("2026-12-24T17:30", "2026-12-24", "2026-12-29", 5), ("2026-12-25T02:30", "2026-12-24", "2026-12-29", 5),
    ("2026-12-26T12:00", "2026-12-26", "2026-12-29", 3), ("2026-12-31T23:59", "2026-12-31", "2027-01-04", 4),
    ("2027-03-25T18:00", "2027-03-25", "2027-03-30", 5), ("2027-01-01T00:00", "2026-12-31", "2027-01-04", 4),
  ])
  func `nights run from the evening they began to the next working day`(
    at: String, first: String, next: String, count: Int
  ) throws {
    let nights = Nights(from: try Fixture.wall(at), opening: 540, calendar: try Fixture.calendar)
    #expect(TimeText.text(nights.first) == first)
    #expect(TimeText.text(nights.nextWorkingDay) == next)
    #expect(nights.count == count)
  }

  @Test func `Friday evening is Friday's, Saturday's and Sunday's night`() throws {
    let nights = Nights(from: try Fixture.wall("2026-11-27T17:10"), opening: 540, calendar: try Fixture.calendar)
    #expect(nights.dates.map(\.weekday) == [.friday, .saturday, .sunday])
  }

  @Test func `there is always a night, and it ends on a working day with none before it`() throws {
    let calendar = try Fixture.calendar
    var generator = SplitMix64(seed: 9)
    for day in try Fixture.days(2_000, from: "2018-01-02", to: "2027-12-01", seed: 10) {
      let wall = WallTime(day: day, secondOfDay: Int32.random(in: 0..<86_400, using: &generator))
      let nights = Nights(from: wall, opening: 540, calendar: calendar)
      #expect(nights.count >= 1)
      #expect(nights.first == (wall.minuteOfDay < 540 ? day.adding(days: -1) : day))
      #expect(calendar.isWorkingDay(nights.nextWorkingDay))
      #expect(nights.dates.dropFirst().allSatisfy { !calendar.isWorkingDay($0) })
    }
  }
}
