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
    var faults = unheld(book, rules) + unasked(book, rules)
    for rule in rules.map(\.id) where book.card(rule.name) == nil {
      faults.append("\(rule.name) acts and is not a clause")
    }
    for file in book.files {
      for parameter in file.parameters {
        faults += gaps(in: parameter, on: days).map { "\(file.id): \(parameter.name) \($0)" }
        if book.clause(parameter.clause) == nil {
          faults.append("\(file.id): \(parameter.name) cites \(parameter.clause), which is not a clause")
        }
      }
    }
    return faults
  }

  /// Clauses that no rule carries, no time limit states, nothing else holds, and nobody says why.
  private static func unheld(_ book: ProtocolBook, _ rules: [Rule]) -> [String] {
    let carried = Set(rules.map(\.id.name))
    return book.files.flatMap(\.clauses).filter { clause in
      !carried.contains(clause.id) && clause.limits.isEmpty && clause.heldBy == nil && clause.notModelled == nil
    }.map { "\($0.id) is carried out by nothing, and nobody says why" }
  }

  /// Protocols none of whose rows is asked, and rows that are said to be carried by a rule that is not asked.
  private static func unasked(_ book: ProtocolBook, _ rules: [Rule]) -> [String] {
    let carried = Set(rules.map(\.id.name))
    let origins = Set(rules.compactMap(\.origin))
    let silent = book.protocols.filter { !origins.contains($0.prefix) }.map {
      "\($0.file.id): its family of rules is not asked, so \($0.prefix.name) does nothing"
    }
    let left = book.cards.filter { $0.standing == .rule && !carried.contains($0.id) }.map {
      "\($0.id) has a rule in the book that is not asked"
    }
    return silent + left
  }

  /// Facts that the interview's order, or the proof's own cases, leave out.
  ///
  /// - Parameters:
  ///   - order: the facts that the interview's order leaves out.
  ///   - walked: the facts that the proof varies; nil for those of `engine`.
  ///   - engine: the rules over a directory.
  /// - Returns: a sentence for each.
  package static func leftOut(
    byInterview order: [Fact] = FactSet.Order.leftOut, walked: FactSet? = nil, _ engine: TriageEngine
  ) -> [String] {
    let cases = walked ?? CouncilKinds(engine).representatives.first.map { Cases($0, engine).varied } ?? []
    let unwalked = Fact.allCases.filter { $0 != .council && !cases.contains(FactSet($0)) }
    return order.map { "\($0.name) stands in no order of the interview, so it is never asked" }
      + unwalked.map { "\($0.name) is not varied by the proof, so nothing is proved of it" }
  }

  /// How many there are of what has a bit, or a byte, of its own.
  package struct Counts: Sendable {
    package var actions = ActionCode.allCases.count
    package var bars = BarredCode.allCases.count
    package var facts = Fact.allCases.count
    package var protocols = 0
    package var ids = 0

    /// Those of an engine.
    package init(_ engine: TriageEngine) {
      protocols = engine.book.protocols.count
      ids = Set(engine.book.ids).union(engine.rulebook.map(\.id.name)).count
    }
  }

  /// More than their bits hold.
  package static func budgets(_ counts: Counts) -> [String] {
    let budgets = [
      ("codes of actions", counts.actions, Writes.mostActions), ("codes of bars", counts.bars, Writes.mostBars),
      ("facts", counts.facts, 62), ("protocols", counts.protocols, 64), ("ids of rules", counts.ids, RuleID.most),
    ]
    return budgets.filter { $0.1 > $0.2 }.map { "there are \($0.1) \($0.0), and there is room for \($0.2)" }
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
