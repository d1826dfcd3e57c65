import TestSupport
import Testing
import WorkingTime

/// What the tests of this target are run with, and short ways to write times.
enum Fixture {
  static var calendar: BankHolidays {
    get throws { try Shipped.calendar }
  }

  static var clock: LondonClock {
    get throws { try Shipped.clock }
  }

  static var frame: WorkingTimeFrame {
    get throws { WorkingTimeFrame(clock: try clock, calendar: try calendar) }
  }

  /// Reads `2026-11-26T17:45` or `2026-11-26T17:45:30` as a wall time, without a clock.
  static func wall(_ text: String) throws -> WallTime {
    let parts = text.split(separator: "T").map(String.init)
    try #require(parts.count == 2)
    let numbers = parts[1].split(separator: ":").compactMap { Int32($0) }
    try #require((2...3).contains(numbers.count))
    let second = numbers.count == 3 ? numbers[2] : 0
    return WallTime(day: try TimeText.day(parts[0]), secondOfDay: numbers[0] * 3600 + numbers[1] * 60 + second)
  }

  static func text(_ wall: WallTime) -> String { TimeText.text(wall.day) + "T" + TimeText.clockText(wall) }

  /// A day or a moment, as a limit starts from it.
  static func start(_ text: String) throws -> LimitStart {
    guard text.contains("T") else { return .day(try TimeText.day(text)) }
    return .moment(try TimeText.moment(text, clock: try clock).moment)
  }

  /// `2026-11-26`, or `2026-11-26T17:45:00+00:00`; `none` where nothing is due.
  static func text(_ due: DueTime?) throws -> String {
    switch due {
    case .day(let day): TimeText.text(day)
    case .moment(let moment): TimeText.text(moment, clock: try clock)
    case nil: "none"
    }
  }

  /// Random days between two.
  static func days(_ count: Int, from first: String, to last: String, seed: UInt64) throws -> [Day] {
    var generator = SplitMix64(seed: seed)
    let span = try TimeText.day(first).number...TimeText.day(last).number
    return (0..<count).map { _ in Day(number: Int32.random(in: span, using: &generator)) }
  }
}
