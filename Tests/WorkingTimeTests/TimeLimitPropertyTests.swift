import TestSupport
import Testing
import WorkingTime

struct TimeLimitPropertyTests {
  @Test func `accommodation never ends on a Friday, at a weekend or on a holiday, and never sooner`() throws {
    let calendar = try Fixture.calendar
    for day in try Fixture.days(3_000, from: "2018-01-01", to: "2027-12-20", seed: 11) {
      let fit = calendar.dayFitToEndAccommodation(onOrAfter: day, off: [.friday])
      #expect(fit >= day)
      #expect(fit.weekday < .friday)
      #expect(!calendar.isBankHoliday(fit))
      #expect(calendar.dayFitToEndAccommodation(onOrAfter: fit, off: [.friday]) == fit)
      let passed = (day.number..<fit.number).map { Day(number: $0) }
      #expect(passed.allSatisfy { $0.weekday >= .friday || calendar.isBankHoliday($0) })
    }
  }

  @Test func `working days are due no sooner than calendar days, and no later when counted back`() throws {
    let frame = try Fixture.frame
    var generator = SplitMix64(seed: 12)
    for day in try Fixture.days(1_000, from: "2018-06-01", to: "2027-06-01", seed: 13) {
      let amount = Int.random(in: 1...45, using: &generator)
      func due(_ counting: TimeLimit.Counting, _ reading: TimeReading) throws -> Day {
        let limit = TimeLimit(amount: amount, unit: .days, counting: counting, readings: [reading])
        return frame.day(of: try #require(try limit.due(from: .day(day), reading: reading, in: frame)))
      }
      #expect(try due(.after, .workingDays) >= due(.after, .calendarDays))
      #expect(try due(.before, .workingDays) <= due(.before, .calendarDays))
      #expect(try due(.beginningWith, .calendarDays).adding(days: 1) == due(.after, .calendarDays))
      #expect(frame.calendar.isWorkingDay(try due(.after, .workingDays)))
    }
  }

  @Test func `elapsed time is the time asked for, and working time never less`() throws {
    let frame = try Fixture.frame
    var generator = SplitMix64(seed: 14)
    for _ in 0..<1_000 {
      let minutes = Int.random(in: 1...4_000, using: &generator)
      let start = Moment(seconds: Int64.random(in: 25_300_000..<30_000_000, using: &generator) * 60)
      let limit = TimeLimit(amount: minutes, unit: .minutes, readings: [.clockHours, .workingHours])
      let clock = try #require(try limit.due(from: .moment(start), reading: .clockHours, in: frame))
      let working = try #require(try limit.due(from: .moment(start), reading: .workingHours, in: frame))
      #expect(clock == .moment(start.adding(seconds: Int64(minutes) * 60)))
      #expect(!frame.isEarlier(working, than: clock))
      guard case .moment(let end) = working else {
        Issue.record("working hours end at a moment")
        continue
      }
      let wall = frame.clock.wall(at: end)
      #expect(frame.calendar.isWorkingDay(wall.day))
      #expect((540...1020).contains(wall.minuteOfDay))
    }
  }

  @Test(arguments: [
    ("2026-11-26T23:59", "2026-11-26", true), ("2026-11-27T00:00", "2026-11-26", false),
    ("2026-11-26", "2026-11-27", true),
    ("2026-11-26", "2026-11-26", false), ("2026-11-26T09:00", "2026-11-26T09:01", true),
  ])
  func `a day is due at its end`(left: String, right: String, isEarlier: Bool) throws {
    func due(_ text: String) throws -> DueTime {
      switch try Fixture.start(text) {
      case .day(let day): .day(day)
      case .moment(let moment): .moment(moment)
      }
    }
    #expect(try Fixture.frame.isEarlier(try due(left), than: try due(right)) == isEarlier)
  }
}
