import WorkingTime

/// A day as files write it, where a text is one.
enum PlainDay {
  static func read(_ text: String) -> Day? {
    do throws(TimeTextError) { return try TimeText.day(text) } catch { return nil }
  }
}

/// Dates as people print them, to propose the form that is read. What is printed may be meant otherwise, so that nothing
/// takes the proposal by itself.
enum PrintedDate {
  /// How to write such a date.
  ///
  /// - Parameters:
  ///   - text: The date as printed.
  ///   - isEnd: Whether it stands for the first day without something. People write the last day with it: `until 31 March`.
  /// - Returns: The end of a sentence; empty where the text is no date.
  static func hint(for text: String, isEnd: Bool = false) -> String {
    guard let day = day(text) else { return "" }
    if isEnd {
      let next = TimeText.text(day.adding(days: 1))
      return
        "; read as people write dates here it is \(TimeText.text(day)). That is the last day on which it is good, and this field "
        + "is the first day without it: write \(next). Where the list means its first day without it, write \(TimeText.text(day))"
    }
    return "; read as people write dates here it is \(TimeText.text(day))"
  }

  /// The date that such a text means as a field has it: of an end the day after the last one, since people print that.
  static func meaning(of text: String, isEnd: Bool) -> String? {
    day(text).map { TimeText.text(isEnd ? $0.adding(days: 1) : $0) }
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// `1/4/2026`, `01.04.26`, `1 April 2026`, `Wednesday 1st April 2026`, `01-Apr-26`: the day before the month.
  private static func day(_ text: String) -> Day? {
    let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { part -> Substring in
      // `1st` is 1.
      let digits = part.prefix(while: \.isNumber)
      return !digits.isEmpty && ["st", "nd", "rd", "th"].contains(part.dropFirst(digits.count)) ? digits : part
    }.drop { part in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains { part.hasPrefix($0) } }
    guard parts.count == 3, let first = parts.first, let day = Int(first), let last = parts.last, let given = Int(last),
      last.count == 4 || last.count == 2
    else { return nil }
    let middle = parts[parts.startIndex + 1]
    guard let month = Int(middle) ?? months.firstIndex(where: { middle.hasPrefix($0) }).map({ $0 + 1 }) else {
      return nil
    }
    return Day(year: last.count == 2 ? 2000 + given : given, month: month, day: day)
  }
}
