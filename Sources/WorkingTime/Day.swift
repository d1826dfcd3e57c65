/// A day of the week, Monday first as in ISO 8601.
package enum Weekday: Int, Sendable, CaseIterable, Comparable {
  /// Monday, the first working day.
  case monday = 0
  /// Tuesday.
  case tuesday
  /// Wednesday.
  case wednesday
  /// Thursday.
  case thursday
  /// Friday, the last working day.
  case friday
  /// Saturday, never a working day.
  case saturday
  /// Sunday, never a working day.
  case sunday

  /// Monday comes before Sunday.
  package static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }

  /// Whether it is Saturday or Sunday.
  package var isWeekend: Bool { self >= .saturday }

  /// The English name, with a capital.
  package var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }
}

/// A calendar day of the Gregorian calendar, without a time or a zone.
package struct Day: Sendable, Hashable, Comparable {
  /// Days since 1 January 1970, which is day 0.
  package let number: Int32

  /// The day that many days after 1 January 1970.
  package init(number: Int32) {
    self.number = number
  }

  /// The day of a year, month (1–12) and day of the month, or nil where the calendar has none (31 June, say).
  ///
  /// Years 1900 to 2199 are taken: everything a case can mention lies in them.
  package init?(year: Int, month: Int, day: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    // Counts from March, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1–12) and day of the month.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day of the week. 1 January 1970 was a Thursday.
  package var weekday: Weekday {
    let index = (Int(number) + 3) % 7
    return Weekday(rawValue: index < 0 ? index + 7 : index) ?? .monday
  }

  /// Earlier days come first.
  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The day that many days later, or earlier where the count is negative.
  package func adding(days: Int) -> Day {
    Day(number: number + Int32(clamping: days))
  }

  /// The same day of the month that many months on; the last day of a month too short for it.
  package func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let count = year * 12 + month - 1 + months
    let newYear = count >= 0 ? count / 12 : (count - 11) / 12
    let newMonth = count - newYear * 12 + 1
    let clamped = min(day, Day.length(ofMonth: newMonth, in: newYear))
    return Day(year: newYear, month: newMonth, day: clamped) ?? self
  }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
