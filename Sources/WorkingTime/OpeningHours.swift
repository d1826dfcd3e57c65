/// When a line is answered or an office open: by weekday, on bank holidays, and on single dates.
///
/// Times are half-open: `09:00-16:30` is open at 16:29:59 and closed at 16:30. A span may run past midnight into the
/// next day and is then open there too, whatever that day's own hours say.
package struct OpeningHours: Sendable, Hashable {
  /// Minutes since the midnight of the day that a span belongs to; the end may reach 48:00.
  struct Span: Sendable, Hashable {
    let start: Int
    let end: Int
  }

  /// What is recorded for one day: nil spans where nobody has recorded it.
  struct DayHours: Sendable, Hashable {
    let spans: [Span]?
  }

  /// What holds on dates, or on a weekday of the month.
  struct Exception: Sendable, Hashable {
    let days: HoursRule.Days
    let hours: DayHours
    /// Whether it adds to the day's usual hours; else it replaces them.
    let adds: Bool
  }

  /// Whether somebody answers.
  package enum State: Sendable, Equatable {
    /// Open, and until when; nil where it does not close within a fortnight.
    case open(until: WallTime?)
    /// Closed, and until when; nil where it does not open within a fortnight, or that is not recorded.
    case closed(until: WallTime?)
    /// Nobody has recorded that day's hours.
    case unrecorded
  }

  /// The notation the hours were read from, normalised.
  package let notation: String
  let weekly: [DayHours]
  /// By weekday; nil where bank holidays keep the weekday's hours.
  let bankHoliday: [DayHours]?
  /// Single days and what holds on them, the later before the earlier.
  let exceptions: [Exception]

  /// The usual opening time of a weekday that has one, in minutes since midnight.
  package var usualOpening: Int? {
    weekly.prefix(5).compactMap { $0.spans?.first?.start }.first
  }

  /// Whether somebody answers at a wall time.
  package func state(at wall: WallTime, calendar: BankHolidays) -> State {
    let minute = Int(wall.secondOfDay) / 60
    if let end = coveringEnd(day: wall.day, minute: minute, calendar: calendar) {
      return .open(until: closing(from: wall.day, end: end, calendar: calendar))
    }
    guard hours(on: wall.day, calendar: calendar).spans != nil, !mayRunOn(wall.day, minute: minute, calendar: calendar)
    else { return .unrecorded }
    return .closed(until: nextOpening(after: wall, calendar: calendar))
  }

  /// Whether somebody answers at a wall time, without working out until when; nil where that is not recorded.
  package func isOpen(at wall: WallTime, calendar: BankHolidays) -> Bool? {
    let minute = wall.minuteOfDay
    if coveringEnd(day: wall.day, minute: minute, calendar: calendar) != nil { return true }
    let isRecorded = hours(on: wall.day, calendar: calendar).spans != nil
    return isRecorded && !mayRunOn(wall.day, minute: minute, calendar: calendar) ? false : nil
  }

  /// Whether the day before is one of unrecorded hours, a bank holiday say, whose usual span would still run now.
  private func mayRunOn(_ day: Day, minute: Int, calendar: BankHolidays) -> Bool {
    let before = day.adding(days: -1)
    guard hours(on: before, calendar: calendar).spans == nil else { return false }
    return weekly[before.weekday.rawValue].spans?.contains { minute + 1440 < $0.end } ?? false
  }

  func hours(on day: Day, calendar: BankHolidays) -> DayHours {
    if !exceptions.isEmpty, let hours = exceptionalHours(on: day, calendar: calendar) { return hours }
    return usualHours(on: day, isBankHoliday: bankHoliday != nil && calendar.isBankHoliday(day))
  }

  func usualHours(on day: Day, isBankHoliday: Bool) -> DayHours {
    if isBankHoliday, let bankHoliday { return bankHoliday[day.weekday.rawValue] }
    return weekly[day.weekday.rawValue]
  }

  private func exceptionalHours(on day: Day, calendar: BankHolidays) -> DayHours? {
    var found: DayHours?
    for exception in exceptions where exception.days.isException(on: day) {
      let before = found ?? usualHours(on: day, isBankHoliday: calendar.isBankHoliday(day))
      found = exception.adds ? before.adding(exception.hours) : exception.hours
    }
    return found
  }

  /// The minute at which the span that covers a minute ends, counted from that day's midnight.
  private func coveringEnd(day: Day, minute: Int, calendar: BankHolidays) -> Int? {
    var end: Int?
    for span in hours(on: day, calendar: calendar).spans ?? [] where span.start <= minute && minute < span.end {
      end = max(end ?? 0, span.end)
    }
    for span in hours(on: day.adding(days: -1), calendar: calendar).spans ?? [] where minute + 1440 < span.end {
      end = max(end ?? 0, span.end - 1440)
    }
    return end
  }

  /// Follows spans that touch, so that a line open all night is not said to close at midnight.
  private func closing(from day: Day, end: Int, calendar: BankHolidays) -> WallTime? {
    var day = day
    var end = end
    for _ in 0..<30 {
      if end >= 1440 {
        day = day.adding(days: 1)
        end -= 1440
      }
      guard let further = coveringEnd(day: day, minute: end, calendar: calendar) else {
        return WallTime(day: day, secondOfDay: Int32(end * 60))
      }
      end = further
    }
    return nil
  }

  private func nextOpening(after wall: WallTime, calendar: BankHolidays) -> WallTime? {
    for ahead in 0..<15 {
      let day = wall.day.adding(days: ahead)
      guard let spans = hours(on: day, calendar: calendar).spans else { return nil }
      let earliest = ahead == 0 ? wall.minuteOfDay : -1
      if let start = spans.map(\.start).filter({ $0 > earliest }).min() {
        return WallTime(day: day, secondOfDay: Int32(start * 60))
      }
    }
    return nil
  }
}
