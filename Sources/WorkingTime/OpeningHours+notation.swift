/// Why a notation of opening hours cannot be read.
package struct OpeningHoursError: Error, Sendable, Equatable {
  /// The part that is wrong.
  package let part: String
  /// What would be right there.
  package let expected: String

  /// A sentence part that says both.
  package var explanation: String { "'\(part)' in opening hours is not \(expected)" }
}

extension OpeningHours {
  /// Reads a subset of the OpenStreetMap notation for opening hours.
  ///
  /// Rules stand between semicolons: `Mo-Fr 09:00-16:30; PH off; 2026-12-24 09:00-12:00`. Days are `Mo` to `Su`, lists and
  /// ranges of them, `PH` for bank holidays, or one date; hours are spans, `off`, or `unknown` where nobody has recorded
  /// them; an end at or before its start, or past 24:00, runs into the next day; `24/7` is always. A weekday that no
  /// rule names is closed. Without a rule for `PH`, bank holidays keep the weekday's hours. A later rule for a day
  /// replaces an earlier one.
  package init(notation text: String) throws(OpeningHoursError) {
    var weekly = [DayHours](repeating: DayHours(spans: []), count: 7)
    var bankHoliday: DayHours?
    var dated: [Day: DayHours] = [:]
    var written: [String] = []
    for piece in text.split(separator: ";") {
      let words = piece.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      guard let first = words.first else { continue }
      written.append(words.joined(separator: " "))
      if words == ["24/7"] {
        weekly = [DayHours](repeating: DayHours(spans: [Span(start: 0, end: 1440)]), count: 7)
        continue
      }
      guard words.count == 2 else {
        throw OpeningHoursError(part: words.joined(separator: " "), expected: "days and hours like 'Mo-Fr 09:00-17:00'")
      }
      let hours = try OpeningHours.dayHours(words[1])
      if let day = try? TimeText.day(first) {
        dated[day] = hours
        continue
      }
      for name in first.split(separator: ",", omittingEmptySubsequences: false) {
        if name == "PH" {
          bankHoliday = hours
        } else {
          for index in try OpeningHours.weekdays(String(name)) { weekly[index] = hours }
        }
      }
    }
    guard !written.isEmpty else {
      throw OpeningHoursError(part: text, expected: "hours like 'Mo-Fr 09:00-17:00; PH off'")
    }
    self.weekly = weekly
    self.bankHoliday = bankHoliday
    self.dated = dated
    notation = written.joined(separator: "; ")
  }

  private static let dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  private static func weekdays(_ text: String) throws(OpeningHoursError) -> [Int] {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { dayNames.firstIndex(of: String($0)) }
    switch ends.count {
    case 1:
      if let only = ends[0] { return [only] }
    case 2:
      if let first = ends[0], let last = ends[1], first <= last { return Array(first...last) }
    default: break
    }
    throw OpeningHoursError(part: text, expected: "a day or days like Mo, Mo-Fr, PH or 2026-12-24")
  }

  private static func dayHours(_ text: String) throws(OpeningHoursError) -> DayHours {
    if text == "off" { return DayHours(spans: []) }
    if text == "unknown" { return DayHours(spans: nil) }
    var spans: [Span] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, let start = minute(ends[0], upTo: 1439), var end = minute(ends[1], upTo: 2880) else {
        throw OpeningHoursError(part: String(part), expected: "a span like 09:00-16:30, off or unknown")
      }
      if end <= start { end += 1440 }
      spans.append(Span(start: start, end: end))
    }
    spans.sort { $0.start < $1.start }
    for (one, next) in zip(spans, spans.dropFirst()) where next.start < one.end {
      throw OpeningHoursError(part: text, expected: "spans that do not overlap")
    }
    return DayHours(spans: spans)
  }

  private static func minute(_ text: Substring, upTo most: Int) -> Int? {
    var scanner = DigitScanner(String(text))
    guard let hour = scanner.digits(2), scanner.take(UInt8(ascii: ":")), let minute = scanner.digits(2),
      scanner.isAtEnd, minute < 60, hour * 60 + minute <= most
    else { return nil }
    return hour * 60 + minute
  }
}
