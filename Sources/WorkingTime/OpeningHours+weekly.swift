extension OpeningHours {
  /// The spans of an ordinary weekday in minutes since its midnight, an end past 1440 lying in the next day; nil where
  /// nobody has recorded them.
  package func spans(on weekday: Weekday) -> [Range<Int>]? {
    weekly[weekday.rawValue].spans.map { spans in spans.map { $0.start..<$0.end } }
  }

  /// Whether some days have hours of their own: bank holidays, or dates.
  package var hasExceptions: Bool { bankHoliday != nil || !exceptions.isEmpty }

  /// When it is open within a date, from its midnight to the next, in minutes; nil where the date's hours are not recorded.
  package func open(on day: Day, calendar: BankHolidays) -> [Range<Int>]? {
    guard let own = hours(on: day, calendar: calendar).spans else { return nil }
    return Self.merged(own, after: hours(on: day.adding(days: -1), calendar: calendar).spans ?? [])
  }

  /// The same of an ordinary weekday that follows an ordinary one.
  package func open(on weekday: Weekday) -> [Range<Int>]? {
    guard let own = weekly[weekday.rawValue].spans else { return nil }
    return Self.merged(own, after: weekly[(weekday.rawValue + 6) % 7].spans ?? [])
  }

  private static func merged(_ own: [Span], after before: [Span]) -> [Range<Int>] {
    let tails = before.compactMap { $0.end > 1440 ? 0..<min(1440, $0.end - 1440) : nil }
    let parts = (tails + own.filter { $0.start < 1440 }.map { $0.start..<min(1440, $0.end) })
      .sorted { $0.lowerBound < $1.lowerBound }
    return parts.reduce(into: []) { found, part in
      if let last = found.last, part.lowerBound <= last.upperBound {
        found[found.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
      } else {
        found.append(part)
      }
    }
  }
}
