import Foundation
import Testing
import WorkingTime

/// What the tests of this target are run with. The target depends on `WorkingTime` alone, so it reads its own calendar.
enum Fixture {
  static let calendarFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../data/calendar/england-and-wales.json")

  private static let madeCalendar: Result<BankHolidays, any Error> = Result {
    try BankHolidays(json: [UInt8](try Data(contentsOf: calendarFile)))
  }
  private static let madeClock = LondonClock()

  static var calendar: BankHolidays {
    get throws { try madeCalendar.get() }
  }

  static var clock: LondonClock {
    get throws { try #require(madeClock) }
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
    var generator = SeededGenerator(seed: seed)
    let span = try TimeText.day(first).number...TimeText.day(last).number
    return (0..<count).map { _ in Day(number: Int32.random(in: span, using: &generator)) }
  }
}

/// SplitMix64: the same seed gives the same numbers, so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
