/// Why a text is no date, moment or set of hours. The text says what would be right.
package enum TimeTextError: Error, Sendable, Equatable {
  /// Not of the form that is taken.
  case malformed(String, expected: String)
  /// Of the right form, but no such day or time exists.
  case impossible(String, why: String)
  /// A clock change skips the hour.
  case skippedHour(String)
  /// It may be any of some days.
  case ambiguous(String, [Day])

  /// A sentence part that names what was wrong and what would be right.
  package var explanation: String {
    switch self {
    case .malformed(let text, let expected): "'\(text)' is not \(expected)"
    case .impossible(let text, let why): "'\(text)' \(why)"
    case .skippedHour(let text): "'\(text)' never happens: clocks go forward over that hour in London"
    case .ambiguous(let text, let days): "'\(text)' \(Self.asks(which: days))"
    }
  }

  /// The question that two readings of a day leave.
  package static func asks(which days: [Day]) -> String {
    let last = days.last.map { day in
      let (year, month, number) = day.parts
      return "; say which, like \(number) \(TimeText.months[month - 1]) \(year)"
    }
    return "may be " + days.map(TimeText.words).joined(separator: " or ") + (last ?? "")
  }
}

/// Dates and moments as they are typed and printed: `2026-11-26`, `2026-11-26T17:45`, `2026-11-26T17:45:00+00:00`.
package enum TimeText {
  /// The words for a date, for messages.
  package static let dateForm = "a date like 2026-11-26"
  /// The words for a moment, for messages.
  package static let momentForm = "a moment like 2026-11-26T17:45"

  /// A moment that was read, and whether its hour comes twice.
  package struct MomentReading: Sendable, Equatable {
    /// The instant; the earlier one of an hour that comes twice.
    package let moment: Moment
    /// Whether the hour comes twice and no offset said which was meant.
    package let isRepeatedHour: Bool
  }

  /// Reads `2026-11-26`.
  package static func day(_ text: String) throws(TimeTextError) -> Day {
    var scanner = DigitScanner(text)
    guard let day = try scanner.day(in: text), scanner.isAtEnd else {
      throw .malformed(text, expected: dateForm)
    }
    return day
  }

  /// Reads `2026-11-26T17:45` as London wall time, or with an offset (`Z`, `+01:00`), with or without seconds.
  package static func moment(_ text: String, clock: LondonClock) throws(TimeTextError) -> MomentReading {
    var scanner = DigitScanner(text)
    guard let day = try scanner.day(in: text), scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: "t")) else {
      throw .malformed(text, expected: momentForm)
    }
    guard clock.years.contains(day.parts.year) else {
      throw .impossible(text, why: "is outside the years \(clock.years.lowerBound) to \(clock.years.upperBound)")
    }
    guard let hour = scanner.digits(2), scanner.take(UInt8(ascii: ":")), let minute = scanner.digits(2) else {
      throw .malformed(text, expected: momentForm)
    }
    var second = 0
    if scanner.take(UInt8(ascii: ":")) {
      guard let read = scanner.digits(2) else { throw .malformed(text, expected: momentForm) }
      second = read
    }
    guard hour < 24, minute < 60, second < 60 else { throw .impossible(text, why: "has no such time of day") }
    let wall = WallTime(day: day, secondOfDay: Int32(hour * 3600 + minute * 60 + second))
    if let offset = try scanner.offset(in: text) {
      guard scanner.isAtEnd else { throw .malformed(text, expected: momentForm) }
      return MomentReading(moment: Moment(seconds: wall.secondsFromEpochAsUTC - Int64(offset)), isRepeatedHour: false)
    }
    guard scanner.isAtEnd else { throw .malformed(text, expected: momentForm) }
    switch clock.meaning(of: wall) {
    case .once(let moment): return MomentReading(moment: moment, isRepeatedHour: false)
    case .twice(let earlier, _): return MomentReading(moment: earlier, isRepeatedHour: true)
    case .skipped: throw .skippedHour(text)
    }
  }

  /// Reads `16:30` as minutes since midnight; `24:00` is the end of a day.
  package static func minuteOfDay(_ text: String) throws(TimeTextError) -> Int {
    var scanner = DigitScanner(text)
    guard let hour = scanner.digits(2), scanner.take(UInt8(ascii: ":")), let minute = scanner.digits(2),
      scanner.isAtEnd, minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { throw .malformed(text, expected: "a time like 16:30") }
    return hour * 60 + minute
  }

  /// Writes `2026-11-26`.
  package static func text(_ day: Day) -> String {
    let (year, month, dayOfMonth) = day.parts
    return "\(year)-\(padded(month))-\(padded(dayOfMonth))"
  }

  /// Writes `2026-11-26T17:45:00+00:00`, London wall time with its offset.
  package static func text(_ moment: Moment, clock: LondonClock) -> String {
    let wall = clock.wall(at: moment)
    let offset = Int(clock.offset(at: moment)) / 60
    let size = abs(offset)
    let second = Int(wall.secondOfDay)
    return text(wall.day) + "T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
      + "\(offset < 0 ? "-" : "+")\(padded(size / 60)):\(padded(size % 60))"
  }

  /// Writes `Thu 26 Nov 2026`, for people.
  package static func words(_ day: Day) -> String {
    let (year, month, dayOfMonth) = day.parts
    return "\(day.weekday.name.prefix(3)) \(dayOfMonth) \(months[month - 1]) \(year)"
  }

  /// Writes `Thu 26 Nov 2026`, or `17:45 on Thu 26 Nov 2026` for an instant, London wall time, for people.
  package static func words(_ due: DueTime, clock: LondonClock) -> String {
    switch due {
    case .day(let day): return words(day)
    case .moment(let moment):
      return "\(clockText(moment, clock: clock)) on \(words(clock.wall(at: moment).day))"
    }
  }

  /// Writes `17:45` for an instant, for people; in the hour that comes twice when the clocks go back `01:40 BST` and then
  /// `01:40 GMT`, for neither could be told from the other.
  package static func clockText(_ moment: Moment, clock: LondonClock) -> String {
    let wall = clock.wall(at: moment)
    guard case .twice = clock.meaning(of: wall) else { return clockText(wall) }
    return clockText(wall) + (clock.offset(at: moment) > 0 ? " BST" : " GMT")
  }

  /// Writes `17:45`, for people.
  package static func clockText(_ wall: WallTime) -> String {
    clockText(minuteOfDay: wall.minuteOfDay)
  }

  /// Writes minutes since midnight as `17:45`.
  package static func clockText(minuteOfDay minute: Int) -> String {
    "\(padded(minute / 60)):\(padded(minute % 60))"
  }

  static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

/// Reads fixed-width digits; what the ISO forms are made of.
struct DigitScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { place == bytes.count }

  mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.count, bytes[place] == byte else { return false }
    place += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int? {
    guard place + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[place..<place + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    place += count
    return value
  }

  mutating func day(in text: String) throws(TimeTextError) -> Day? {
    guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
      let dayOfMonth = digits(2)
    else { return nil }
    guard (1900...2199).contains(year) else { throw .impossible(text, why: "is outside the years 1900 to 2199") }
    guard let day = Day(year: year, month: month, day: dayOfMonth) else {
      throw .impossible(text, why: "is a day that the calendar does not have")
    }
    return day
  }

  /// Seconds ahead of UTC, or nil where the text ends without an offset.
  mutating func offset(in text: String) throws(TimeTextError) -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let isBehind = take(UInt8(ascii: "-"))
    guard isBehind || take(UInt8(ascii: "+")) else { return nil }
    guard let hours = digits(2), take(UInt8(ascii: ":")), let minutes = digits(2), hours < 15, minutes < 60 else {
      throw .malformed(text, expected: TimeText.momentForm)
    }
    return (hours * 3600 + minutes * 60) * (isBehind ? -1 : 1)
  }
}
