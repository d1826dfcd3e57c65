/// One rule of a notation of opening hours: some days, and what holds on them.
struct HoursRule: Sendable, Hashable {
  /// A weekday of a month by its place: the first Monday, the last Friday.
  struct Counted: Sendable, Hashable {
    let weekday: Weekday
    /// 1 to 5 from the month's beginning, -1 to -5 from its end.
    let place: Int

    func holds(on day: Day) -> Bool {
      guard day.weekday == weekday else { return false }
      let (year, month, dayOfMonth) = day.parts
      if place > 0 { return (dayOfMonth - 1) / 7 == place - 1 }
      return (Day.length(ofMonth: month, in: year) - dayOfMonth) / 7 == -place - 1
    }
  }

  /// Days from one date to another, both of them in; every year where neither has a year.
  struct Dates: Sendable, Hashable {
    /// A day of a year, or of each.
    struct End: Sendable, Hashable {
      let year: Int?
      let month: Int
      let day: Int
    }

    let first: End
    let last: End

    func holds(on day: Day) -> Bool {
      let (year, month, dayOfMonth) = day.parts
      guard let firstYear = first.year, let lastYear = last.year else {
        let (one, other, asked) = (key(0, first), key(0, last), month * 32 + dayOfMonth)
        return one <= other ? one <= asked && asked <= other : one <= asked || asked <= other
      }
      let asked = year * 512 + month * 32 + dayOfMonth
      return key(firstYear, first) <= asked && asked <= key(lastYear, last)
    }

    private func key(_ year: Int, _ end: End) -> Int { year * 512 + end.month * 32 + end.day }
  }

  /// Which days a rule is for. Weekdays and bank holidays may stand together; dates and counted weekdays stand alone.
  struct Days: Sendable, Hashable {
    var weekdays: Set<Int> = []
    var bankHolidays = false
    var counted: [Counted] = []
    var dates: [Dates] = []

    var isException: Bool { !counted.isEmpty || !dates.isEmpty }

    func isException(on day: Day) -> Bool {
      counted.contains { $0.holds(on: day) } || dates.contains { $0.holds(on: day) }
    }
  }

  let days: Days
  let hours: OpeningHours.DayHours
  /// After a comma: it adds to what the rules before it say, and replaces nothing.
  let isAdditional: Bool
  /// As written, in one way of writing.
  let text: String
}
