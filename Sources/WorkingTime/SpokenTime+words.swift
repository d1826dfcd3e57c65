/// A day as it was said, before it is known which one is meant.
enum SaidDay: Hashable {
  /// A whole date.
  case date(Day)
  /// So many days from today: `tomorrow` is 1.
  case away(Int)
  case weekday(Weekday, WhichWeek)
  case dayAndMonth(Int, Int)
  /// `the 27th`.
  case dayOfMonth(Int)
}

/// What stood before a weekday.
enum WhichWeek: Hashable { case unsaid, this, next, last }

/// `in 3 days`, `2 hours ago`.
struct Away {
  enum Unit { case minutes, hours, days, weeks, months }

  let count: Int
  let unit: Unit
}

extension SpokenTime {
  /// The words of what was said, taken from the front.
  struct Words {
    private var words: ArraySlice<String>
    /// The years that four digits behind a month may be; others are a time of day.
    private let years: ClosedRange<Int>
    /// The weekday that was said beside a date, which must be the date's.
    private(set) var weekday: Weekday?

    init(_ text: String, years: ClosedRange<Int>) {
      self.years = years
      // Letters and digits that were run together, as in 27nov and 5pm, are words of their own.
      var words: [String] = []
      for part in text.lowercased().split(whereSeparator: { $0 == " " || $0 == "," }) {
        var word = ""
        for character in part {
          if let last = word.last, last.isNumber != character.isNumber, last.isLetter || character.isLetter {
            words.append(word)
            word = ""
          }
          word.append(character)
        }
        words.append(word)
      }
      // Words that only join the others say nothing.
      self.words =
        words.filter { !["at", "on", "the", "of", "st", "nd", "rd", "th", "oclock", "o'clock"].contains($0) }[...]
    }

    var isEmpty: Bool { words.isEmpty }
    var hasMore: Bool { words.count > 1 }

    private mutating func take(_ known: [String: Int]) -> Int? {
      guard let first = words.first, let value = known[first] else { return nil }
      words.removeFirst()
      return value
    }

    // MARK: - So far from now

    private static let units: [String: Away.Unit] = [
      "min": .minutes, "mins": .minutes, "minute": .minutes, "minutes": .minutes, "hour": .hours, "hours": .hours,
      "hr": .hours, "hrs": .hours, "h": .hours, "day": .days, "days": .days, "week": .weeks, "weeks": .weeks,
      "fortnight": .weeks, "month": .months, "months": .months,
    ]

    /// `in 3 days`, `a week ago`; nil where something else stands there.
    mutating func away() -> Away? {
      var rest = words
      let isAhead = rest.first == "in"
      if isAhead { rest.removeFirst() }
      guard let count = rest.first.flatMap(SpokenNumber.small), rest.count > 1,
        let unit = Self.units[rest[rest.startIndex + 1]]
      else { return nil }
      let size = rest[rest.startIndex + 1] == "fortnight" ? 2 : 1
      rest = rest.dropFirst(2)
      let isAgo = rest.first == "ago"
      if isAgo || rest.prefix(2) == ["from", "now"] || rest.prefix(1) == ["later"] {
        rest = rest.dropFirst(isAgo || rest.first == "later" ? 1 : 2)
      } else if !isAhead {
        return nil
      }
      guard isAhead != isAgo || !isAhead else { return nil }
      words = rest
      return Away(count: (isAgo ? -1 : 1) * size * count, unit: unit)
    }

    // MARK: - Times of day

    /// A time of day, in minutes since midnight.
    ///
    /// - Parameter isSure: whether `10.11` can only be a time, as the day is known.
    /// - Returns: the time; nil where none stands there.
    mutating func time(isSure: Bool) -> Int? {
      guard let first = words.first else { return nil }
      if first == "noon" || first == "midday" {
        words.removeFirst()
        return 12 * 60
      }
      let half = words.dropFirst().first
      let isMorning = half == "am" || half == "a.m" || half == "a.m."
      let isAfternoon = half == "pm" || half == "p.m" || half == "p.m."
      guard let (hour, minute, isWhole) = Self.clock(first) else { return nil }
      if isMorning || isAfternoon {
        guard (1...12).contains(hour) else { return nil }
        words = words.dropFirst(2)
        return (hour % 12 + (isAfternoon ? 12 : 0)) * 60 + minute
      }
      // A bare number is no time, and what may be a date is left to be one.
      if half == "noon", hour == 12, minute == 0 {
        words = words.dropFirst(2)
        return 12 * 60
      }
      guard isWhole, isSure || !first.contains(".") || hour > 12 || minute == 0 || minute > 12 else { return nil }
      words.removeFirst()
      return hour * 60 + minute
    }

    /// The time that stands behind a day, without taking it.
    func peekTime() -> Int? {
      var rest = self
      return rest.time(isSure: true)
    }

    /// Hour, minute, and whether both were given: `17:45`, `17.45`, `1745`, and `5` for an hour alone.
    private static func clock(_ word: String) -> (hour: Int, minute: Int, isWhole: Bool)? {
      let parts = word.split(whereSeparator: { $0 == ":" || $0 == "." }).map(String.init)
      let numbers = parts.compactMap { Int($0) }
      guard numbers.count == parts.count, word.allSatisfy({ $0.isNumber || $0 == ":" || $0 == "." }) else { return nil }
      var time: (Int, Int, Bool)
      switch (parts.count, word.count) {
      case (2, _) where parts[1].count == 2 && parts[0].count <= 2: time = (numbers[0], numbers[1], true)
      case (1, 4): time = (numbers[0] / 100, numbers[0] % 100, true)
      case (1, 3): time = (numbers[0] / 100, numbers[0] % 100, false)
      case (1, 1...2): time = (numbers[0], 0, false)
      default: return nil
      }
      return time.0 < 24 && time.1 < 60 ? time : nil
    }

    // MARK: - Days

    private static let ways = [
      "today": 0, "tonight": 0, "tomorrow": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "tmrw": 1, "tmr": 1,
      "tom": 1, "yesterday": -1,
    ]

    /// The day that stands there; nil where none does.
    mutating func day(in text: String) throws(TimeTextError) -> SaidDay? {
      guard let first = words.first else { return nil }
      if words.prefix(3) == ["day", "after", "tomorrow"] || words.prefix(3) == ["day", "before", "yesterday"] {
        defer { words = words.dropFirst(3) }
        return .away(words.dropFirst().first == "after" ? 2 : -2)
      }
      if let days = take(Self.ways) { return .away(days) }
      let which: WhichWeek? = ["this": .this, "coming": .this, "next": .next, "last": .last][first]
      if let which, let weekday = words.dropFirst().first.flatMap(Self.weekday(of:)) {
        words = words.dropFirst(2)
        return .weekday(weekday, which)
      }
      if let weekday = Self.weekday(of: first) {
        words.removeFirst()
        // The date that follows says it all: Friday 27 November.
        guard let date = try self.day(in: text) else { return .weekday(weekday, .unsaid) }
        self.weekday = weekday
        return date
      }
      return try numbered(in: text)
    }

    /// `10.11` and `27.11.2026`, where only a day can be meant; nil for anything else.
    func dottedDay(in text: String) throws(TimeTextError) -> SaidDay? {
      guard words.count == 1, let word = words.first, word.contains(".") else { return nil }
      return try Self.written(word, in: text)
    }

    private mutating func numbered(in text: String) throws(TimeTextError) -> SaidDay? {
      guard let first = words.first else { return nil }
      if let said = try Self.written(first, in: text) {
        words.removeFirst()
        return said
      }
      let second = words.dropFirst().first
      if let month = Self.month(first), let number = second.flatMap(Self.dayNumber) {
        words = words.dropFirst(2)
        return try dated(number, month, in: text)
      }
      guard let number = Self.dayNumber(first) else { return nil }
      if let month = second.flatMap(Self.month) {
        words = words.dropFirst(2)
        return try dated(number, month, in: text)
      }
      guard
        text.lowercased().contains("\(number)th") || text.lowercased().contains("the ")
          || ["st", "nd", "rd"].contains(where: { text.lowercased().contains("\(number)\($0)") })
      else { return nil }
      words.removeFirst()
      return .dayOfMonth(number)
    }

    /// With the year that may follow.
    private mutating func dated(_ day: Int, _ month: Int, in text: String) throws(TimeTextError) -> SaidDay {
      guard let word = words.first, word.count == 4, let year = Int(word), years.contains(year) else {
        return .dayAndMonth(day, month)
      }
      words.removeFirst()
      return try Self.whole(day, month, year, in: text)
    }

    /// `27/11`, `27/11/26`, `27-11-2026`, `27.11.2026`, `2026-11-27`.
    private static func written(_ word: String, in text: String) throws(TimeTextError) -> SaidDay? {
      let parts = word.split(whereSeparator: { "/-.".contains($0) }).map(String.init)
      let numbers = parts.compactMap { Int($0) }
      guard (2...3).contains(parts.count), numbers.count == parts.count,
        word.allSatisfy({ $0.isNumber || "/-.".contains($0) })
      else { return nil }
      if parts.count == 3, parts[0].count == 4 { return try whole(numbers[2], numbers[1], numbers[0], in: text) }
      guard (1...31).contains(numbers[0]), parts[0].count <= 2, parts[1].count <= 2 else { return nil }
      guard (1...12).contains(numbers[1]) else {
        throw .impossible(text, why: "has no month \(numbers[1]); write the day first, like 27/11")
      }
      guard parts.count == 3 else { return .dayAndMonth(numbers[0], numbers[1]) }
      switch parts[2].count {
      case 2: return try whole(numbers[0], numbers[1], 2000 + numbers[2], in: text)
      case 4: return try whole(numbers[0], numbers[1], numbers[2], in: text)
      default: return nil
      }
    }

    private static func whole(_ day: Int, _ month: Int, _ year: Int, in text: String) throws(TimeTextError) -> SaidDay {
      guard let day = Day(year: year, month: month, day: day) else {
        throw .impossible(text, why: "is a day that the calendar does not have")
      }
      return .date(day)
    }

    private static func dayNumber(_ word: String) -> Int? {
      Int(word).flatMap { (1...31).contains($0) && word.count <= 2 ? $0 : nil }
    }

    private static func weekday(of word: String) -> Weekday? {
      let plain = word.last == "." ? String(word.dropLast()) : word
      guard plain.count >= 3 else { return nil }
      return Weekday.allCases.first { $0.name.lowercased().hasPrefix(plain) }
        ?? (plain == "weds" ? .wednesday : plain == "thurs" ? .thursday : nil)
    }

    private static func month(_ word: String) -> Int? {
      let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
      ]
      let plain = word.last == "." ? String(word.dropLast()) : word
      guard plain.count >= 3 else { return nil }
      return (names.firstIndex { $0.hasPrefix(plain) } ?? (plain == "sept" ? 8 : nil)).map { $0 + 1 }
    }
  }
}
