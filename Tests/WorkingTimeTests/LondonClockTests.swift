import Foundation
import TestSupport
import Testing
import WorkingTime

struct LondonClockTests {
  static let moments: [Moment] = {
    var generator = SplitMix64(seed: 4)
    // From 2000 to 2099; every second one within two days of a clock change, where mistakes would be.
    let changes: [Int64] = [972_781_200, 1_774_746_000, 1_792_890_000, 1_806_195_600, 1_824_944_400]
    return (0..<20_000).map { index in
      guard index.isMultiple(of: 2), let change = changes.randomElement(using: &generator) else {
        return Moment(seconds: Int64.random(in: 946_684_800..<4_102_444_800, using: &generator))
      }
      return Moment(seconds: change + Int64.random(in: -172_800...172_800, using: &generator))
    }
  }()

  @Test func `its offset is that of the machine's Europe London at any instant`() throws {
    let clock = try Fixture.clock
    let zone = try #require(TimeZone(identifier: "Europe/London"))
    let wrong = Self.moments.filter { moment in
      let instant = Date(timeIntervalSince1970: Double(moment.seconds))
      return clock.offset(at: moment) != Int64(zone.secondsFromGMT(for: instant))
    }
    #expect(wrong == [])
  }

  @Test func `its wall time is what the machine's calendar shows`() throws {
    let clock = try Fixture.clock
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/London"))
    for moment in Self.moments.prefix(1_000) {
      let instant = Date(timeIntervalSince1970: Double(moment.seconds))
      let shown = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: instant)
      let wall = clock.wall(at: moment)
      let second = try #require(shown.hour) * 3600 + (try #require(shown.minute)) * 60 + (try #require(shown.second))
      #expect(wall.day.parts == (try #require(shown.year), try #require(shown.month), try #require(shown.day)))
      #expect(Int(wall.secondOfDay) == second)
      #expect(WallTime(utc: moment.adding(seconds: clock.offset(at: moment))) == wall)
    }
  }

  @Test func `the meaning of any wall time that is shown is the instant that showed it`() throws {
    let clock = try Fixture.clock
    let lost = Self.moments.filter { moment in
      switch clock.meaning(of: clock.wall(at: moment)) {
      case .once(let only): only != moment
      case .twice(let earlier, let later):
        later.seconds - earlier.seconds != 3600 || (moment != earlier && moment != later)
          || clock.moment(of: clock.wall(at: moment)) != earlier
      case .skipped: true
      }
    }
    #expect(lost == [])
  }

  @Test(arguments: [
    ("2026-10-25T00:59:59", "once"), ("2026-10-25T01:00", "twice"), ("2026-10-25T01:59:59", "twice"),
    ("2026-10-25T02:00", "once"), ("2027-03-28T00:59:59", "once"), ("2027-03-28T01:00", "skipped"),
    ("2027-03-28T01:59:59", "skipped"), ("2027-03-28T02:00", "once"), ("2027-10-31T01:30", "twice"),
    ("2026-11-26T01:30", "once"), ("2027-03-27T01:30", "once"),
  ])
  func `an hour comes once, twice or never`(text: String, expected: String) throws {
    let meaning =
      switch try Fixture.clock.meaning(of: try Fixture.wall(text)) {
      case .once: "once"
      case .twice: "twice"
      case .skipped: "skipped"
      }
    #expect(meaning == expected)
  }

  @Test func `a time that clocks skip is taken as one after the change`() throws {
    let clock = try Fixture.clock
    let taken = clock.moment(of: try Fixture.wall("2027-03-28T01:30"))
    #expect(Fixture.text(clock.wall(at: taken)) == "2027-03-28T02:30")
  }
}
