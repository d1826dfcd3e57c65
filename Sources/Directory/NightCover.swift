package import WorkingTime

/// When a council's own voices for a purpose answer, every quarter of an hour over some days: an ordinary week, bank
/// holidays, and the day after each.
package struct NightCover: Sendable {
  /// A stretch of time in which nobody answers.
  package struct Hole: Sendable, Hashable {
    /// When it begins, in London.
    package let from: WallTime
    /// The first moment after it.
    package let until: WallTime
  }

  /// The days that are asked about.
  package let days: [Day]
  private let calendar: BankHolidays

  /// Seven days without a bank holiday before one that a working day follows, that one, and the day after; the next bank
  /// holiday and the day after, Christmas say. Eight ordinary days where no bank holiday is known within fourteen months.
  ///
  /// - Parameters:
  ///   - day: The first day that may be asked about.
  ///   - end: The first day that may not; nil where there is none. Where less than a week of those days lies before it, the
  ///     first days are asked about, up to eight.
  ///   - calendar: Bank holidays.
  package init(from day: Day, until end: Day? = nil, calendar: BankHolidays) {
    self.calendar = calendar
    let ahead = (0..<425).map { day.adding(days: $0) }.filter { calendar.isBankHoliday($0) && !$0.weekday.isWeekend }
    let usual = ahead.first { holiday in
      day.adding(days: 7) <= holiday && calendar.isWorkingDay(holiday.adding(days: 1))
        && (1...7).allSatisfy { !calendar.isBankHoliday(holiday.adding(days: -$0)) }
    }
    var days = (0..<(usual == nil ? 8 : 9)).map { (usual?.adding(days: -7) ?? day).adding(days: $0) }
    if let next = ahead.first, !days.contains(next) { days = [next, next.adding(days: 1)] + days }
    if let end {
      let inside = days.filter { $0 < end }
      let first = (0..<8).map { day.adding(days: $0) }.filter { $0 < end }
      days = inside.count < 7 ? first : inside
    }
    self.days = days
    quarters = days.flatMap { day in (0..<96).map { WallTime(day: day, secondOfDay: Int32($0 * 900)) } }
  }

  /// Every quarter of an hour of the days.
  private let quarters: [WallTime]

  /// For each quarter of an hour whether some voice answers, or may; hours that nobody recorded may.
  ///
  /// - Parameter hours: The hours of the telephones, nil for one whose hours are not recorded.
  /// - Returns: One answer a quarter of an hour, in the order of the days.
  package func answered(in hours: Set<OpeningHours?>) -> [Bool] {
    quarters.map { wall in hours.contains { $0?.isOpen(at: wall, calendar: calendar) != false } }
  }

  /// Where nobody answers by `new` and somebody did by `old`.
  package func lost(from old: [Bool], to new: [Bool]) -> [Hole] {
    holes { old[$0] && !new[$0] }
  }

  /// Of stretches those in which a council's office is shut at some time: what they leave open is a night's.
  package func outsideOffice(_ holes: [Hole], of ref: CouncilRef, in directory: DirectorySnapshot) -> [Hole] {
    holes.filter { hole in
      quarters.contains { wall in
        hole.from <= wall && wall < hole.until
          && !DirectoryAtMoment(directory, at: wall, calendar: calendar).isOfficeOpen(ref)
      }
    }
  }

  /// For each quarter of an hour whether one of the lines that answer by day instead of a night line is known to answer: what
  /// it covers is no hole of the night line.
  package func answeredByDay(for purpose: Purpose, by voices: (Purpose) -> [Contact]) -> [Bool] {
    let hours = Set(purpose.byDay.map(voices)?.compactMap(\.hours) ?? [])
    return quarters.map { wall in hours.contains { $0.isOpen(at: wall, calendar: calendar) == true } }
  }

  /// When a council's office is shut and none of its lines for a purpose answers, nor the one by day; empty where it has no
  /// such line, and where any has hours that nobody recorded.
  package func nightHoles(of ref: CouncilRef, _ purpose: Purpose, in directory: DirectorySnapshot) -> [Hole] {
    guard purpose.isOutOfHours, let first = days.first else { return [] }
    let voices = directory.contacts(of: ref, for: purpose, on: first).filter(\.isVoice)
    guard !voices.isEmpty, voices.allSatisfy({ $0.hours != nil }) else { return [] }
    let isAnswered = answered(in: Set(voices.map(\.hours)))
    let byDay = answeredByDay(for: purpose) { directory.contacts(of: ref, for: $0, on: first).filter(\.isVoice) }
    return holes { place in
      !isAnswered[place] && !byDay[place]
        && !DirectoryAtMoment(directory, at: quarters[place], calendar: calendar).isOfficeOpen(ref)
    }
  }

  private func holes(_ isHole: (Int) -> Bool) -> [Hole] {
    var found: [Hole] = []
    var start: Int?
    for place in 0...quarters.count {
      let isOne = place < quarters.count && isHole(place)
      // The days asked about do not all follow on each other.
      let isBreak =
        place < quarters.count && place > 0 && place % 96 == 0
        && quarters[place].day != quarters[place - 1].day.adding(days: 1)
      if let from = start, !isOne || isBreak {
        let last = quarters[place - 1]
        let end =
          place % 96 == 0
          ? WallTime(day: last.day.adding(days: 1), secondOfDay: 0)
          : WallTime(day: last.day, secondOfDay: last.secondOfDay + 900)
        found.append(Hole(from: quarters[from], until: end))
        start = nil
      }
      if isOne, start == nil { start = place }
    }
    return found
  }

  // MARK: - Words

  /// Stretches in words, days with the same one together: `Monday, Tuesday 23:00 to 09:00 the next day`; nil where there is
  /// none. They can be read aloud: a long one ends on a day that is named, no day ends at 00:00, and what is always is said so.
  package func words(_ holes: [Hole]) -> String? {
    let missing = holes.reduce(0) {
      $0 + Int($1.until.day.number - $1.from.day.number) * 1440 + $1.until.minuteOfDay - $1.from.minuteOfDay
    }
    if missing == days.count * 1440 { return "any day at any hour" }
    var told: [(hours: String, days: [String])] = []
    for hole in holes {
      let hours = Self.hours(hole)
      let name = name(of: hole.from.day)
      if let place = told.firstIndex(where: { $0.hours == hours }) {
        if !told[place].days.contains(name) { told[place].days.append(name) }
      } else {
        told.append((hours, [name]))
      }
    }
    return told.isEmpty ? nil : told.map { $0.days.joined(separator: ", ") + " " + $0.hours }.joined(separator: "; ")
  }

  private func name(of day: Day) -> String {
    if calendar.isBankHoliday(day), !day.weekday.isWeekend { return "a bank holiday" }
    if calendar.isBankHoliday(day.adding(days: -1)) { return "the day after a bank holiday" }
    return day.weekday.name
  }

  private static func hours(_ hole: Hole) -> String {
    let from = hole.from.secondOfDay == 0 ? "midnight" : TimeText.clockText(hole.from)
    var until = TimeText.clockText(hole.until)
    var last = hole.until.day
    if hole.until.secondOfDay == 0 {
      until = "midnight"
      last = last.adding(days: -1)
    }
    let isWhole = hole.from.secondOfDay == 0 && until == "midnight"
    switch Int(last.number - hole.from.day.number) {
    case 0: return isWhole ? "all day" : "\(from) to \(until)"
    case 1: return isWhole ? "all day and all the next day" : "\(from) to \(until) the next day"
    case 2..<7:
      return isWhole ? "all day to the end of \(last.weekday.name)" : "\(from) to \(until) on \(last.weekday.name)"
    // The same weekday comes again: its name would say an end of a week before.
    default: return isWhole ? "all day and for more than a week" : "\(from) on, for a week or more"
    }
  }
}
