import Foundation

/// Why a calendar file cannot be used.
package enum BankHolidaysError: Error, Sendable, Equatable {
  /// The file is not of the calendar's form.
  case unreadable(String)
  /// A date in it is no date, or lies outside the span it claims to know.
  case badDate(String)

  /// A sentence part that says what is wrong.
  package var explanation: String {
    switch self {
    case .unreadable(let why): "the calendar cannot be read: \(why)"
    case .badDate(let text): "the calendar has an unusable date '\(text)'"
    }
  }
}

/// The bank holidays of England and Wales, and the span of days for which they are known.
///
/// Where Christmas Day or 26 December falls on a Saturday, it and its substitute both are: who writes hours for bank holidays
/// means either. Outside the span nobody has said what is a holiday, so an answer that needs to know is refused or marked.
package struct BankHolidays: Sendable {
  /// The first day known.
  package let knownFrom: Day
  /// The last day known.
  package let knownUntil: Day
  private let isHoliday: [Bool]
  /// For each day of the span, how many days on the next working day is: a case asks time and again.
  private let toWorkingDay: [UInt8]

  /// A calendar from its days; those outside the span are refused.
  package init(knownFrom: Day, knownUntil: Day, holidays: [Day]) throws(BankHolidaysError) {
    guard knownFrom <= knownUntil else { throw .badDate(TimeText.text(knownUntil)) }
    var flags = [Bool](repeating: false, count: Int(knownUntil.number - knownFrom.number) + 1)
    for day in holidays {
      guard knownFrom <= day, day <= knownUntil else { throw .badDate(TimeText.text(day)) }
      flags[Int(day.number - knownFrom.number)] = true
    }
    self.knownFrom = knownFrom
    self.knownUntil = knownUntil
    isHoliday = flags
    // From the last day back; after it every weekday counts.
    var toWorkingDay = [UInt8](repeating: 0, count: flags.count)
    var next = knownUntil.adding(days: 1)
    while next.weekday.isWeekend { next = next.adding(days: 1) }
    for place in flags.indices.reversed() {
      let day = knownFrom.adding(days: place)
      toWorkingDay[place] = UInt8(clamping: next.number - day.number)
      if !day.weekday.isWeekend, !flags[place] { next = day }
    }
    self.toWorkingDay = toWorkingDay
  }

  private struct File: Decodable {
    let knownFrom: String
    let knownUntil: String
    let bankHolidays: [String]
    /// Days that are bank holidays though the list of substitutes leaves them out.
    let alsoBankHolidays: [String]?
  }

  /// A calendar from the bytes of a file of `data/calendar`.
  package init(json: [UInt8]) throws(BankHolidaysError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(json))
    } catch {
      throw .unreadable(error.inWords)
    }
    var days: [Day] = []
    for text in [file.knownFrom, file.knownUntil] + file.bankHolidays + (file.alsoBankHolidays ?? []) {
      guard let day = try? TimeText.day(text) else { throw .badDate(text) }
      days.append(day)
    }
    try self.init(knownFrom: days[0], knownUntil: days[1], holidays: Array(days.dropFirst(2)))
  }

  /// Every bank holiday of the span, in order.
  package var days: [Day] {
    isHoliday.indices.filter { isHoliday[$0] }.map { knownFrom.adding(days: $0) }
  }

  /// Whether the calendar can say what a day is.
  package func knows(_ day: Day) -> Bool {
    knownFrom <= day && day <= knownUntil
  }

  /// Whether a day is a bank holiday; false where it is not known.
  package func isBankHoliday(_ day: Day) -> Bool {
    knows(day) && isHoliday[Int(day.number - knownFrom.number)]
  }

  /// Whether a day is Monday to Friday and no bank holiday. Where holidays are not known, every weekday counts.
  package func isWorkingDay(_ day: Day) -> Bool {
    !day.weekday.isWeekend && !isBankHoliday(day)
  }

  /// The first working day after a day.
  package func workingDay(after day: Day) -> Day {
    if knows(day) {
      let days = toWorkingDay[Int(day.number - knownFrom.number)]
      // As many as the table can say may be more.
      if days < UInt8.max { return day.adding(days: Int(days)) }
    }
    var next = day.adding(days: 1)
    while !isWorkingDay(next) { next = next.adding(days: 1) }
    return next
  }

  /// The last working day before a day.
  package func workingDay(before day: Day) -> Day {
    var previous = day.adding(days: -1)
    while !isWorkingDay(previous) { previous = previous.adding(days: -1) }
    return previous
  }

  /// The nth working day after a day; the day itself is not counted.
  package func workingDay(_ count: Int, after day: Day) -> Day {
    var result = day
    for _ in 0..<max(0, count) { result = workingDay(after: result) }
    return result
  }
}
