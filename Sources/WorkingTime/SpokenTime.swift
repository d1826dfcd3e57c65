/// Dates and times as people say them: `tomorrow`, `fri 5pm`, `27/11`, `27 Nov`, `1730`, `in 3 days`. The day stands before
/// the month, as it does in Britain.
package struct SpokenTime: Sendable {
  /// Which way a day is looked for where its year, or its week, is not said.
  package enum Direction: Sendable, Hashable {
    /// From now on: an appointment.
    case coming
    /// Up to now: what has happened.
    case past
    /// It may be either, so that the nearest is taken, and a weekday is asked about.
    case either
  }

  /// What was said: a day, a time of day, or both.
  package struct Reading: Sendable, Hashable {
    /// The day; nil where only a time was said.
    package var day: Day?
    /// Minutes since midnight; nil where only a day was said.
    package var minute: Int?
  }

  private let now: WallTime
  private let direction: Direction

  /// A reader of what is said at some time.
  ///
  /// - Parameters:
  ///   - now: London's time when it is said.
  ///   - direction: Which way a day is looked for.
  package init(at now: WallTime, _ direction: Direction) {
    self.now = now
    self.direction = direction
  }

  /// Reads a day, a time, or both, in any order.
  ///
  /// - Parameter text: as typed.
  /// - Throws: `TimeTextError`: `malformed` where it is nothing of the kind, `impossible` for a day that the calendar does
  ///   not have, `ambiguous` where it may be two days.
  /// - Returns: what was said.
  package func read(_ text: String) throws(TimeTextError) -> Reading {
    // Of an hour that is wanted, 27 Nov 1945 is a quarter to eight.
    let year = now.day.parts.year
    return try read(text, years: year - 1...year + 2)
  }

  /// Reads a day, and the hour beside it where one is said.
  ///
  /// - Throws: as `read`; `malformed` where only a time is said.
  package func dayAndHour(_ text: String) throws(TimeTextError) -> (day: Day, minute: Int?) {
    // Where a day is wanted 10.11 is the tenth of November.
    if let said = try Words(text, years: Self.years).dottedDay(in: text) {
      return (try day(said, in: text, minute: nil), nil)
    }
    let reading = try read(text, years: Self.years)
    guard let day = reading.day else { throw unreadable(text) }
    return (day, reading.minute)
  }

  private static let years = 1900...2199

  private func read(_ text: String, years: ClosedRange<Int>) throws(TimeTextError) -> Reading {
    var words = Words(text, years: years)
    var reading = Reading()
    while !words.isEmpty {
      if let away = words.away() {
        guard reading == Reading() else { throw unreadable(text) }
        reading = after(away)
      } else if reading.minute == nil, let minute = words.time(isSure: reading.day != nil || words.hasMore) {
        reading.minute = minute
      } else if reading.day == nil, let said = try words.day(in: text) {
        let day = try day(said, in: text, minute: reading.minute ?? words.peekTime())
        if let weekday = words.weekday, weekday != day.weekday {
          throw .impossible(text, why: "is a \(day.weekday.name), not a \(weekday.name); say which is right")
        }
        reading.day = day
      } else if reading.minute == nil, let minute = words.time(isSure: true) {
        reading.minute = minute
      } else {
        throw unreadable(text)
      }
    }
    guard reading != Reading() else { throw unreadable(text) }
    return reading
  }

  private func unreadable(_ text: String) -> TimeTextError { .malformed(text, expected: Self.form) }

  /// What can be said, for messages.
  package static let form = "a date or time that is known here; try 27 Nov, tomorrow, fri 17:00 or 16:45"

  private func after(_ away: Away) -> Reading {
    switch away.unit {
    case .minutes, .hours:
      let minutes = Int(now.day.number) * 1440 + now.minuteOfDay + away.count * (away.unit == .hours ? 60 : 1)
      let day = Int((Double(minutes) / 1440).rounded(.down))
      return Reading(day: Day(number: Int32(clamping: day)), minute: minutes - day * 1440)
    case .days: return Reading(day: now.day.adding(days: away.count))
    case .weeks: return Reading(day: now.day.adding(days: away.count * 7))
    case .months: return Reading(day: now.day.adding(months: away.count))
    }
  }

  // MARK: - Which day is meant

  private func day(_ said: SaidDay, in text: String, minute: Int?) throws(TimeTextError) -> Day {
    switch said {
    case .date(let day): return day
    case .away(let days): return now.day.adding(days: days)
    case .weekday(let weekday, let which): return try self.weekday(weekday, which, in: text, minute: minute)
    case .dayOfMonth(let number):
      let months = [-1, 0, 1].compactMap { now.day.firstOfMonth.adding(months: $0).with(dayOfMonth: number) }
      return try nearest(of: months, in: text)
    case .dayAndMonth(let number, let month):
      let year = now.day.parts.year
      let days = [-1, 0, 1].compactMap { Day(year: year + $0, month: month, day: number) }
      guard !days.isEmpty else { throw .impossible(text, why: "is a day that the calendar does not have") }
      return try nearest(of: days, in: text)
    }
  }

  /// Beyond so many days a date is asked about where the other reading is much nearer.
  private static let far = 183
  private static let near = 31

  /// The one of several days that is meant.
  private func nearest(of days: [Day], in text: String) throws(TimeTextError) -> Day {
    func distance(_ day: Day) -> Int { abs(Int(day.number) - Int(now.day.number)) }
    let byDistance = days.sorted { distance($0) < distance($1) }
    let wanted =
      switch direction {
      case .coming: byDistance.first { $0 >= now.day }
      case .past: byDistance.first { $0 <= now.day }
      case .either: byDistance.first
      }
    guard let nearest = byDistance.first, let wanted else { throw unreadable(text) }
    if nearest != wanted, distance(nearest) <= Self.near, distance(wanted) > Self.far {
      throw .ambiguous(text, [nearest, wanted].sorted())
    }
    return wanted
  }

  private func weekday(
    _ weekday: Weekday, _ which: WhichWeek, in text: String, minute: Int?
  ) throws(TimeTextError) -> Day {
    let ahead = (weekday.rawValue - now.day.weekday.rawValue + 7) % 7
    let coming = now.day.adding(days: ahead == 0 ? 7 : ahead)
    let gone = now.day.adding(days: ahead - 7)
    switch which {
    case .last: return gone
    case .this: return now.day.adding(days: ahead)
    case .next: throw .ambiguous(text, [coming, coming.adding(days: 7)])
    case .unsaid: break
    }
    let isToday = ahead == 0
    if isToday, let minute, direction != .either, (direction == .coming) == (minute >= now.minuteOfDay) {
      return now.day
    }
    switch direction {
    case .coming where isToday: throw .ambiguous(text, [now.day, coming])
    case .past where isToday: throw .ambiguous(text, [gone, now.day])
    case .coming: return coming
    case .past: return gone
    case .either: throw .ambiguous(text, isToday ? [gone, now.day, coming] : [gone, coming])
    }
  }
}

extension Day {
  var firstOfMonth: Day { with(dayOfMonth: 1) ?? self }

  func with(dayOfMonth day: Int) -> Day? { Day(year: parts.year, month: parts.month, day: day) }
}
