/// Where a time limit starts.
package enum LimitStart: Sendable, Hashable {
  /// A day, its time not known.
  case day(Day)
  /// An instant.
  case moment(Moment)
}

/// Why a due time cannot be given.
package enum TimeLimitError: Error, Sendable, Equatable {
  /// The limit runs in hours or minutes, so a date alone is not enough.
  case needsMoment
  /// The answer lies past the last day, or before the first, for which bank holidays are known.
  case beyondCalendar(Day)
}

/// What a due time is worked out with.
package struct WorkingTimeFrame: Sendable {
  /// London's clocks.
  package let clock: LondonClock
  /// Bank holidays.
  package let calendar: BankHolidays
  /// Office hours for limits in working hours, in minutes since midnight; 09:00 to 17:00 where nobody recorded others.
  package let office: Range<Int>

  /// Clocks, holidays and office hours together.
  package init(clock: LondonClock, calendar: BankHolidays, office: Range<Int> = 540..<1020) {
    self.clock = clock
    self.calendar = calendar
    self.office = office
  }

  /// The day on which an instant or day falls in London.
  package func day(of start: LimitStart) -> Day {
    switch start {
    case .day(let day): day
    case .moment(let moment): clock.wall(at: moment).day
    }
  }

  /// The day on which something is due.
  package func day(of due: DueTime) -> Day {
    switch due {
    case .day(let day): day
    case .moment(let moment): clock.wall(at: moment).day
    }
  }

  /// Whether one due time comes before another; a day is due at its end.
  package func isEarlier(_ left: DueTime, than right: DueTime) -> Bool {
    instant(of: left) < instant(of: right)
  }

  private func instant(of due: DueTime) -> Moment {
    switch due {
    case .moment(let moment): moment
    case .day(let day): clock.moment(of: WallTime(day: day.adding(days: 1), secondOfDay: 0))
    }
  }

  /// The instant at which that many minutes of office time have passed.
  package func moment(afterWorkingMinutes minutes: Int, from moment: Moment) -> Moment {
    var wall = clock.wall(at: moment)
    var left = minutes
    while true {
      let start = max(wall.minuteOfDay, office.lowerBound)
      if calendar.isWorkingDay(wall.day), start < office.upperBound {
        let room = office.upperBound - start
        if left <= room {
          return clock.moment(of: WallTime(day: wall.day, secondOfDay: Int32((start + left) * 60)))
        }
        left -= room
      }
      wall = WallTime(day: calendar.workingDay(after: wall.day), secondOfDay: 0)
    }
  }
}

extension TimeLimit {
  /// When the limit is due under one reading; nil where it runs up to an event that has no date of its own.
  ///
  /// - Throws: `TimeLimitError` where a moment is needed and only a day is given, or bank holidays are not known so far.
  package func due(
    from start: LimitStart, reading: TimeReading, in frame: WorkingTimeFrame
  ) throws(TimeLimitError) -> DueTime? {
    let day = frame.day(of: start)
    guard var due = try rawDue(from: start, day: day, reading: reading, in: frame) else { return nil }
    if rollsToWorkingDay == true, case .day(let last) = due, !frame.calendar.isWorkingDay(last) {
      due = .day(frame.calendar.workingDay(after: last))
    }
    for edge in [day, frame.day(of: due)] where !frame.calendar.knows(edge) {
      throw .beyondCalendar(edge)
    }
    return due
  }

  private func rawDue(
    from start: LimitStart, day: Day, reading: TimeReading, in frame: WorkingTimeFrame
  ) throws(TimeLimitError) -> DueTime? {
    let count = amount ?? 0
    switch unit {
    case .minutes, .hours:
      guard case .moment(let moment) = start else { throw .needsMoment }
      let minutes = unit == .hours ? count * 60 : count
      switch reading {
      case .workingHours: return .moment(frame.moment(afterWorkingMinutes: minutes, from: moment))
      case .workingDays: return .day(frame.calendar.workingDay((minutes + 1439) / 1440, after: day))
      default: return .moment(moment.adding(seconds: Int64(minutes) * 60))
      }
    case .days, .weeks:
      let days = unit == .weeks ? count * 7 : count
      return .day(reading == .workingDays ? workingDays(days, from: day, in: frame) : shifted(day, days: days))
    case .workingDays:
      return .day(workingDays(count, from: day, in: frame))
    case .months: return .day(shifted(day, months: count))
    case .years: return .day(shifted(day, months: count * 12))
    case .tonight, .sameDay, .atOnce: return .day(day)
    case .beforePlacement: return nil
    case .nextWorkingDay:
      let night = nightDate(of: start, day: day, in: frame)
      return .day(reading == .calendarDays ? night.adding(days: 1) : frame.calendar.workingDay(after: night))
    case .notFriday:
      return .day(frame.calendar.dayFitToEndAccommodation(onOrAfter: day, off: [.friday]))
    }
  }

  private func shifted(_ day: Day, days: Int) -> Day {
    switch counting {
    case .after: day.adding(days: days)
    case .beginningWith: day.adding(days: days - 1)
    case .before: day.adding(days: -days)
    }
  }

  private func shifted(_ day: Day, months: Int) -> Day {
    day.adding(months: counting == .before ? -months : months)
  }

  private func workingDays(_ count: Int, from day: Day, in frame: WorkingTimeFrame) -> Day {
    guard counting == .before else { return frame.calendar.workingDay(count, after: day) }
    var result = day
    for _ in 0..<count { result = frame.calendar.workingDay(before: result) }
    return result
  }

  private func nightDate(of start: LimitStart, day: Day, in frame: WorkingTimeFrame) -> Day {
    guard case .moment(let moment) = start else { return day }
    return Nights(from: frame.clock.wall(at: moment), opening: frame.office.lowerBound, calendar: frame.calendar).first
  }
}

extension BankHolidays {
  /// The first day, from one on, that is no Friday, weekend or bank holiday (KPG-18 and its extension, I-12).
  ///
  /// It only ever moves later: a family keeps its accommodation for longer, never for less.
  package func dayFitToEndAccommodation(onOrAfter day: Day, off weekdays: Set<Weekday>) -> Day {
    var fit = day
    while weekdays.contains(fit.weekday) || !isWorkingDay(fit) { fit = fit.adding(days: 1) }
    return fit
  }
}
