extension OpeningHours {
  /// Why hours must not be taken in anew as they are written: where programs that read OpenStreetMap's notation would make
  /// other hours of them; nil where all read the same.
  ///
  /// They read rules in order, day by day of the calendar, so a rule for a day cuts off the night before it at midnight,
  /// and hours past midnight go on even from a day whose own rule replaced them. Here a night ends when its own span does.
  ///
  /// Hours that say in a comment how they are meant leave nothing open: see `stated`.
  package var clash: OpeningHoursError? {
    guard !notation.contains(Self.statement) else { return nil }
    let rules: [HoursRule]
    do throws(OpeningHoursError) {
      rules = try HoursNotation.rules(notation)
    } catch {
      return error
    }
    return addedToUnknown(rules) ?? misplaced(rules) ?? cutNight(rules) ?? commented(rules)
  }

  /// What a comment in hours says, so that others are warned and this reads them without a doubt.
  package static let statement = "meant as Nightdesk reads it"

  /// The same hours with how they are meant, where others would read them otherwise; else they themselves.
  package var stated: OpeningHours {
    guard clash != nil else { return self }
    let text =
      notation.hasSuffix("\"") ? notation.dropLast() + "; \(Self.statement)\"" : notation + " \"\(Self.statement)\""
    do throws(OpeningHoursError) {
      return try OpeningHours(notation: text)
    } catch {
      return self
    }
  }

  /// The hours of which `stated` made these; they themselves where it did not.
  package var unstated: OpeningHours {
    let alone = " \"\(Self.statement)\"", behind = "; \(Self.statement)\""
    let text: String
    if notation.hasSuffix(behind) {
      text = notation.dropLast(behind.count) + "\""
    } else if notation.hasSuffix(alone) {
      text = String(notation.dropLast(alone.count))
    } else {
      return self
    }
    do throws(OpeningHoursError) {
      let hours = try OpeningHours(notation: text)
      return hours.stated == self ? hours : self
    } catch {
      return self
    }
  }

  /// Of hours with nothing but a comment behind them opening_hours.js says that they are not known; opening-hours-py and this
  /// say that they are open. With `open` before the comment all say that.
  private func commented(_ rules: [HoursRule]) -> OpeningHoursError? {
    func isBare(_ rule: HoursRule) -> Bool {
      guard let quote = rule.text.firstIndex(of: "\""), rule.hours.spans?.isEmpty == false else { return false }
      return !rule.text[..<quote].hasSuffix(" open ")
    }
    guard let first = rules.first(where: isBare) else { return nil }
    var whole = ""
    for rule in rules {
      if !whole.isEmpty { whole += rule.isAdditional ? ", " : "; " }
      let quote = isBare(rule) ? rule.text.firstIndex(of: "\"") : nil
      whole += quote.map { rule.text[..<$0] + "open " + rule.text[$0...] } ?? rule.text
    }
    return OpeningHoursError(
      part: first.text,
      why:
        "others take hours with a comment for hours that nobody knows; where the line is answered then, it is '\(whole)'"
    )
  }

  private func addedToUnknown(_ rules: [HoursRule]) -> OpeningHoursError? {
    guard let added = rules.first(where: \.isAdditional), rules.contains(where: { $0.hours.spans == nil }) else {
      return nil
    }
    return OpeningHoursError(
      part: added.text,
      why: "it adds to hours of which some are unknown; give the hours of these days in a rule after ';'")
  }

  /// Weekdays come first, then bank holidays, then dates: in another order a later rule undoes an earlier one elsewhere.
  private func misplaced(_ rules: [HoursRule]) -> OpeningHoursError? {
    var earlier: HoursRule?
    var reached = 0
    for rule in rules {
      let (first, last) = rule.rank
      if first < reached, let earlier {
        return OpeningHoursError(
          part: rule.text,
          why: "it comes after '\(earlier.text)', and for others undoes it; write the rules for weekdays first, then "
            + "those for PH, then those for dates")
      }
      if last >= reached { (reached, earlier) = (last, rule) }
    }
    return nil
  }

  private func cutNight(_ rules: [HoursRule]) -> OpeningHoursError? {
    guard rules.contains(where: { $0.hours.spans?.contains { $0.end > 1440 } ?? false }) else { return nil }
    // Nothing changes but where a span begins or ends.
    let ends = rules.flatMap { $0.hours.spans ?? [] }.flatMap { [$0.start % 1440, $0.end % 1440] }
    let minutes = Set(ends + [0]).sorted()
    for (before, day) in HoursCase.pairs(of: rules) {
      let theirs = HoursCase.elsewhere(rules, on: day, after: before, at: minutes)
      let ours = HoursCase.here(self, rules, on: day, after: before, at: minutes)
      guard let minute = minutes.indices.first(where: { theirs[$0] != ours[$0] }).map({ minutes[$0] }) else { continue }
      let text = rules.first { $0.hours.spans?.contains { $0.end > 1440 } ?? false }?.text ?? notation
      let name = day.isBankHoliday ? "a bank holiday" : day.exceptions.isEmpty ? day.weekday.name : "a day of its own"
      let proposal = split(rules).map { "; split at midnight it is '\($0)'" } ?? ""
      return OpeningHoursError(
        part: text,
        why: "its hours past midnight would be read otherwise elsewhere, first at "
          + "\(TimeText.clockText(minuteOfDay: minute)) on \(name), where another rule holds. End spans at 24:00 and begin "
          + "the next day's at 00:00\(proposal)")
    }
    return nil
  }

  /// The same week with no span past midnight, and the rules for other days as they are; nil where these have such spans.
  private func split(_ rules: [HoursRule]) -> String? {
    let others = rules.filter { $0.rank.last > 0 && $0.days.weekdays.isEmpty }
    let mixed = rules.contains { $0.rank.last > 0 && !$0.days.weekdays.isEmpty }
    guard !others.contains(where: { $0.hours.spans?.contains { $0.end > 1440 } ?? false || $0.isAdditional }),
      weekly.allSatisfy({ $0.spans != nil })
    else { return nil }
    var texts: [(days: [Int], hours: String)] = []
    for day in 0..<7 {
      var pieces = (weekly[day].spans ?? []).map { Span(start: $0.start, end: min($0.end, 1440)) }
      for span in weekly[(day + 6) % 7].spans ?? [] where span.end > 1440 {
        pieces.append(Span(start: 0, end: min(span.end - 1440, 1440)))
      }
      let joined = DayHours(spans: []).adding(DayHours(spans: pieces)).spans ?? []
      let text =
        joined.isEmpty
        ? "off"
        : joined.map {
          TimeText.clockText(minuteOfDay: $0.start) + "-" + TimeText.clockText(minuteOfDay: $0.end)
        }.joined(separator: ",")
      if let last = texts.last, last.hours == text {
        texts[texts.count - 1].days.append(day)
      } else {
        texts.append(([day], text))
      }
    }
    var written = texts.filter { $0.hours != "off" }.map { days, hours in
      let first = HoursNotation.dayNames[days[0]]
      return days.count == 1 ? "\(first) \(hours)" : "\(first)-\(HoursNotation.dayNames[days[days.count - 1]]) \(hours)"
    }
    if mixed {
      guard let holiday = bankHoliday?.first, let spans = holiday.spans, spans.allSatisfy({ $0.end <= 1440 }) else {
        return nil
      }
      let text = spans.map {
        TimeText.clockText(minuteOfDay: $0.start) + "-" + TimeText.clockText(minuteOfDay: $0.end)
      }.joined(separator: ",")
      written.append("PH \(text.isEmpty ? "off" : text)")
    }
    written += others.map(\.text)
    let proposal = written.joined(separator: "; ")
    do throws(OpeningHoursError) {
      return try OpeningHours(notation: proposal).clash == nil ? proposal : nil
    } catch {
      return nil
    }
  }
}

extension HoursRule {
  /// The least and the most particular of its days: 0 for weekdays, 1 for bank holidays, 2 for dates.
  fileprivate var rank: (first: Int, last: Int) {
    if days.isException { return (2, 2) }
    return (days.weekdays.isEmpty ? 1 : 0, days.bankHolidays ? 1 : 0)
  }
}

/// A kind of day, as far as rules can tell one from another.
private struct HoursCase {
  let weekday: Weekday
  let isBankHoliday: Bool
  /// The places of the rules for dates and counted weekdays that hold on it.
  let exceptions: Set<Int>

  func matches(_ place: Int, _ rule: HoursRule) -> Bool {
    rule.days.isException
      ? exceptions.contains(place)
      : rule.days.weekdays.contains(weekday.rawValue) || rule.days.bankHolidays && isBankHoliday
  }

  /// Every kind of day with every kind that can come before it.
  static func pairs(of rules: [HoursRule]) -> [(before: HoursCase, day: HoursCase)] {
    let holidays = rules.contains { $0.days.bankHolidays } ? [false, true] : [false]
    func both(_ weekday: Weekday, _ before: Set<Int>, _ on: Set<Int>) -> [(HoursCase, HoursCase)] {
      let previous = Weekday(rawValue: (weekday.rawValue + 6) % 7) ?? .sunday
      return holidays.flatMap { was in
        holidays.map {
          (
            HoursCase(weekday: previous, isBankHoliday: was, exceptions: before),
            HoursCase(weekday: weekday, isBankHoliday: $0, exceptions: on)
          )
        }
      }
    }
    var pairs = Weekday.allCases.flatMap { both($0, [], []) }
    for day in remarkable(rules) {
      func exceptions(_ day: Day) -> Set<Int> {
        Set(rules.indices.filter { rules[$0].days.isException && rules[$0].days.isException(on: day) })
      }
      for around in [day.adding(days: -1), day, day.adding(days: 1), day.adding(days: 2)] {
        let (before, on) = (exceptions(around.adding(days: -1)), exceptions(around))
        if !before.isEmpty || !on.isEmpty { pairs += both(around.weekday, before, on) }
      }
    }
    return pairs
  }

  /// Days about which rules for dates begin and end, in each of seven years where they recur.
  private static func remarkable(_ rules: [HoursRule]) -> [Day] {
    rules.flatMap { rule -> [Day] in
      let ends = rule.days.dates.flatMap { [$0.first, $0.last] }.flatMap { end -> [Day] in
        (end.year.map { [$0] } ?? Array(2024...2034)).compactMap { Day(year: $0, month: end.month, day: end.day) }
      }
      guard !rule.days.counted.isEmpty, let start = Day(year: 2027, month: 1, day: 1) else { return ends }
      return ends + (0..<365).map { start.adding(days: $0) }.filter { rule.days.isException(on: $0) }
    }
  }

  // MARK: - What each makes of a day: 0 closed, 1 open, 2 not recorded, at some minutes

  /// As programs for OpenStreetMap's notation read it: rule by rule, each with what its own span of yesterday leaves over.
  static func elsewhere(
    _ rules: [HoursRule], on day: HoursCase, after before: HoursCase, at minutes: [Int]
  ) -> [UInt8] {
    var state = [UInt8](repeating: 0, count: minutes.count)
    var isDecided = false
    for (place, rule) in rules.enumerated() {
      let holds = day.matches(place, rule)
      guard let spans = rule.hours.spans, !spans.isEmpty else {
        guard holds else { continue }
        state = [UInt8](repeating: rule.hours.spans == nil ? 2 : 0, count: minutes.count)
        isDecided = rule.hours.spans == nil
        continue
      }
      let rest = before.matches(place, rule) ? spans.filter { $0.end > 1440 } : []
      if !holds, rest.isEmpty || isDecided && !rule.isAdditional { continue }
      if holds, !rule.isAdditional { state = [UInt8](repeating: 0, count: minutes.count) }
      if holds { for span in spans { fill(&state, minutes, span.start, span.end) } }
      for span in rest { fill(&state, minutes, 0, span.end - 1440) }
      isDecided = true
    }
    return state
  }

  /// As we read it: the day's own hours, and what the night before leaves over.
  static func here(
    _ hours: OpeningHours, _ rules: [HoursRule], on day: HoursCase, after before: HoursCase, at minutes: [Int]
  ) -> [UInt8] {
    let own = day.hours(hours, rules)
    let last = before.hours(hours, rules)
    var state = [UInt8](repeating: own.spans == nil ? 2 : 0, count: minutes.count)
    for span in own.spans ?? [] { fill(&state, minutes, span.start, span.end) }
    for span in last.spans ?? [] where span.end > 1440 { fill(&state, minutes, 0, span.end - 1440) }
    guard last.spans == nil else { return state }
    for span in hours.weekly[before.weekday.rawValue].spans ?? [] where span.end > 1440 {
      for place in minutes.indices where minutes[place] < span.end - 1440 && state[place] == 0 { state[place] = 2 }
    }
    return state
  }

  private func hours(_ hours: OpeningHours, _ rules: [HoursRule]) -> OpeningHours.DayHours {
    var found =
      isBankHoliday
      ? hours.bankHoliday?[weekday.rawValue] ?? hours.weekly[weekday.rawValue] : hours.weekly[weekday.rawValue]
    for place in exceptions.sorted() {
      let rule = rules[place]
      found = rule.isAdditional ? found.adding(rule.hours) : rule.hours
    }
    return found
  }

  private static func fill(_ state: inout [UInt8], _ minutes: [Int], _ start: Int, _ end: Int) {
    for place in minutes.indices where start <= minutes[place] && minutes[place] < end { state[place] = 1 }
  }
}
