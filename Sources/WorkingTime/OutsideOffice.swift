/// Hours that a list gives by those of an office, without saying when that is: `Outside office hours`.
package enum OutsideOffice: Sendable, Hashable {
  /// Whenever the office is shut.
  case wheneverShut
  /// In the evenings, or at weekends: from when and until when is not said.
  case evenings

  /// What a map of somebody else's table writes for hours that are the rest of each council's own office hours.
  package static let word = "outside-office-hours"

  /// What some text says of an office's hours; nil where it says something else.
  package init?(_ text: String) {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let said = words.filter { !Self.filler.contains($0) }.joined(separator: " ")
    if Self.shut.contains(said) {
      self = .wheneverShut
    } else if Self.evening.contains(said) {
      self = .evenings
    } else {
      return nil
    }
  }

  /// What the hours of such a line are written like, for an office with usual hours.
  package static let example =
    "'Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su,PH 00:00-24:00' where the office is open Mo-Fr 09:00-17:00"

  /// What says nothing about which hours are meant.
  private static let filler: Set<String> = [
    "only", "calls", "call", "the", "our", "is", "are", "of", "all", "during", "normal", "usual", "working", "council",
    "councils", "business", "opening", "please", "ring", "use", "available", "answered", "and", "at", "in", "for", "on",
    "times", "time", "bank", "public", "holiday", "holidays",
  ]
  private static let shut: Set<String> = [
    "outside office hours", "outside hours", "outside office", "out hours", "out office hours", "out office", "ooh",
    "after hours", "after office hours", "non office hours", "when office closed", "when office shut",
    "when offices closed", "when offices shut", "when closed", "when shut", "while office closed", "other", "any other",
    "nights weekends", "overnight weekends", "weekends nights", "weekends overnight", "nights weekend",
    "overnight weekend", "weekend nights", "evenings nights weekends", "evenings overnight weekends",
    "nights evenings weekends", "evening night weekend",
  ]
  private static let evening: Set<String> = [
    "evenings weekends", "evening weekend", "evenings weekend", "evening weekends", "weekends evenings",
    "weekend evenings", "evenings", "evening", "weekends", "weekend", "nights", "night", "overnight", "evenings nights",
  ]
}

extension OpeningHours {
  /// The hours before an office with these hours opens and after it has closed for the day: when a line answers that is
  /// there while the office is shut. Nobody answers in its place while the office has its lunch.
  ///
  /// Nobody knows whether it answers on a bank holiday where these hours do not say that the office is shut then. Each day is
  /// given from its midnight to the next, so that a night before a bank holiday, or after one, is in.
  ///
  /// - Returns: Nil where these hours are never or always, run past midnight, or have dates of their own.
  package var rest: OpeningHours? {
    let all = weekly + (bankHoliday ?? [])
    guard exceptions.isEmpty, all.allSatisfy({ day in day.spans?.allSatisfy { $0.end <= 1440 } ?? true }) else {
      return nil
    }
    let open = Weekday.allCases.map { self.open(on: $0) }
    let week = open.map { $0.map(Self.before) }
    guard week.contains(where: { !($0 ?? []).isEmpty }), open.contains(where: { !($0 ?? []).isEmpty }) else {
      return nil
    }
    var holidays: [Range<Int>]?
    if let bankHoliday, let spans = bankHoliday[0].spans, Set(bankHoliday).count == 1 {
      holidays = Self.before(spans.map { $0.start..<$0.end })
    }
    let notation = HoursNotation.written(week: week, holidays: .some(holidays))
    do throws(OpeningHoursError) {
      return try OpeningHours(notation: notation)
    } catch {
      return nil
    }
  }

  /// What of a day lies before the first of some spans, which are in order, and after the last.
  private static func before(_ spans: [Range<Int>]) -> [Range<Int>] {
    guard let first = spans.first, let last = spans.last else { return [0..<1440] }
    return [0..<first.lowerBound, last.upperBound..<1440].filter { !$0.isEmpty }
  }
}

extension HoursNotation {
  /// The notation of hours that are the same every week, neighbouring days with the same ones together.
  ///
  /// - Parameters:
  ///   - week: What holds on each weekday, in minutes since its midnight; nil where nobody knows.
  ///   - holidays: The same of bank holidays; nil where they have no rule of their own.
  /// - Returns: The notation.
  static func written(week: [[Range<Int>]?], holidays: [Range<Int>]??) -> String {
    var rules: [(first: Int, last: Int, spans: String)] = []
    for (day, spans) in week.enumerated() {
      let text = written(spans)
      if let last = rules.last, last.spans == text {
        rules[rules.count - 1].last = day
      } else {
        rules.append((day, day, text))
      }
    }
    let texts = rules.map { rule in
      let days = rule.first == rule.last ? dayNames[rule.first] : "\(dayNames[rule.first])-\(dayNames[rule.last])"
      return "\(days) \(rule.spans)"
    }
    return (texts + (holidays.map { ["PH " + written($0)] } ?? [])).joined(separator: "; ")
  }

  private static func written(_ spans: [Range<Int>]?) -> String {
    guard let spans else { return "unknown" }
    if spans.isEmpty { return "off" }
    return spans.map {
      TimeText.clockText(minuteOfDay: $0.lowerBound) + "-" + TimeText.clockText(minuteOfDay: $0.upperBound)
    }.joined(separator: ",")
  }
}
