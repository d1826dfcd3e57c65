package import Triage
package import WorkingTime

/// What is not whole in a rule book: clauses that nothing carries out, rules that no clause stands for, and dated values that
/// leave a gap or overlap.
package enum BookCheck {
  /// Every fault, in the order of the documents; empty where the book is whole.
  ///
  /// - Parameters:
  ///   - book: the clauses and dated values.
  ///   - rules: every rule that is asked.
  ///   - days: the days on which every value must be known, once its document has begun.
  /// - Returns: a sentence for each fault.
  package static func faults(in book: ProtocolBook, rules: [Rule], on days: ClosedRange<Day>) -> [String] {
    var faults = book.cards.filter { $0.standing == .missing }.map {
      "\($0.id) is carried out by nothing, and nobody says why"
    }
    for rule in rules.map(\.id) where book.card(rule.name) == nil {
      faults.append("\(rule.name) acts and is no clause")
    }
    for file in book.files {
      for parameter in file.parameters {
        faults += gaps(in: parameter, on: days).map { "\(file.id): \(parameter.name) \($0)" }
        if book.clause(parameter.clause) == nil {
          faults.append("\(file.id): \(parameter.name) cites \(parameter.clause), which is no clause")
        }
      }
    }
    return faults
  }

  /// I-15: the days in which a review is asked for are the law's 21, whatever a protocol prints.
  package static func reviewDays(in book: ProtocolBook) -> [String] {
    book.files.flatMap(\.parameters).filter { $0.name == Parameter.reviewDays.rawValue }.flatMap(\.values).compactMap {
      period in
      period.value == .number(21) ? nil : "I-15: review-days must be 21"
    }
  }

  private static func gaps(in parameter: ProtocolFile.Parameter, on days: ClosedRange<Day>) -> [String] {
    var periods: [(from: Day?, until: Day?)] = []
    for period in parameter.values {
      do {
        periods.append((try period.from.map(TimeText.day), try period.until.map(TimeText.day)))
      } catch {
        return ["has an unusable date: \(error.explanation)"]
      }
    }
    guard !periods.isEmpty else { return ["has no value at all"] }
    var faults: [String] = []
    // Before its document's first day a value is not missing.
    var day = periods.compactMap(\.from).min().map { max($0, days.lowerBound) } ?? days.lowerBound
    if periods.contains(where: { $0.from == nil }) { day = days.lowerBound }
    var last: Int?
    while day <= days.upperBound {
      let count = periods.filter { ($0.from.map { $0 <= day } ?? true) && ($0.until.map { day < $0 } ?? true) }.count
      if count != 1, last != count {
        faults.append(
          count == 0 ? "has no value on \(TimeText.text(day))" : "has \(count) values on \(TimeText.text(day))")
      }
      last = count
      day = day.adding(days: 1)
    }
    return faults
  }
}
