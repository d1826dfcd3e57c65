/// The nights that someone must cover before an office is open again.
///
/// A night belongs to the date on which it began: at 02:30 on a Thursday it is Wednesday's.
package struct Nights: Sendable, Hashable {
  /// The date of the first night.
  package let first: Day
  /// The working day on which the last night ends.
  package let nextWorkingDay: Day

  /// The nights from a wall time to the next working day.
  ///
  /// - Parameters:
  ///   - wall: the time from which someone must cover.
  ///   - opening: minutes since midnight at which a day begins; before it the night before still runs.
  ///   - calendar: bank holidays.
  package init(from wall: WallTime, opening: Int, calendar: BankHolidays) {
    first = wall.minuteOfDay < opening ? wall.day.adding(days: -1) : wall.day
    nextWorkingDay = calendar.workingDay(after: first)
  }

  /// The nights from a first one to another's end, where a case spans more than one moment.
  package init(first: Day, nextWorkingDay: Day) {
    self.first = first
    self.nextWorkingDay = nextWorkingDay
  }

  /// How many nights there are; at least one.
  package var count: Int { Int(nextWorkingDay.number - first.number) }

  /// The date of each night.
  package var dates: [Day] { (0..<count).map { first.adding(days: $0) } }
}
