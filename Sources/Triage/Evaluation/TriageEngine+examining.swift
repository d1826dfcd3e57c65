import Directory

/// The rules that can write some parts of an outcome, for those who want to prove something of these parts alone.
package struct RulePart: Sendable {
  /// What is looked at.
  package let writes: Writes
  /// Whether the decision for tonight is looked at.
  package let seesTonight: Bool
  /// Whether the questions that can change it are looked at.
  package let seesQuestions: Bool
  /// Whether it is looked at what each rule came to.
  package let seesTrace: Bool
  /// That, and what the rules that write it heed.
  fileprivate let wanted: Writes
  fileprivate let rules: [[Rule]]
}

/// A rule that wrote what it does not declare: then nothing that rests on its declaration holds.
package struct UndeclaredWrite: Sendable, Hashable {
  /// The rule.
  package let rule: RuleID
  /// What it wrote.
  package let writes: Writes
}

extension TriageEngine {
  /// The rules that bear on some parts of an outcome: those that may write one of them, and those whose writing they heed.
  package func part(writing looked: Writes, tonight: Bool = false, questions: Bool = false) -> RulePart {
    var wanted = looked
    // What a chosen rule heeds is wanted too, and what those heed in turn.
    while true {
      let before = wanted
      for rules in rules {
        for rule in rules where !rule.writes.isDisjoint(with: wanted) { wanted.formUnion(rule.heeds) }
      }
      if wanted == before { break }
    }
    return RulePart(
      writes: looked, seesTonight: tonight, seesQuestions: questions, seesTrace: false, wanted: wanted,
      rules: rules.map { $0.filter { !$0.writes.isDisjoint(with: wanted) } })
  }

  /// Some rules alone: enough for what must always be written, for other rules can only write more.
  package func part(of ids: [RuleID], tonight: Bool = false) -> RulePart {
    let all = Writes(rawValue: .max)
    return RulePart(
      writes: all, seesTonight: tonight, seesQuestions: false, seesTrace: true, wanted: all,
      rules: rules.map { $0.filter { ids.contains($0.id) } })
  }

  /// Works out a part of the outcome of a case, and notes every fact that was read for it.
  ///
  /// - Returns: a rule that wrote what it does not declare; nil where all kept to it.
  package func examine(
    _ facts: Facts, for part: RulePart, noting log: ReadLog, into outcome: inout Outcome
  ) -> UndeclaredWrite? {
    let situation = Situation(facts, engine: self, log: log, looked: part.wanted)
    outcome.begin()
    var fault: UndeclaredWrite?
    for rule in part.rules[Int(facts.council.index)] {
      outcome.watch()
      let condition = rule.body.take(situation, &outcome)
      if part.seesTrace { outcome.trace.append(TraceEntry(rule: rule.id, condition: condition)) }
      let beyond = outcome.written.subtracting(rule.writes)
      if !beyond.isEmpty { fault = fault ?? UndeclaredWrite(rule: rule.id, writes: beyond) }
    }
    if part.seesTonight { outcome.tonight = situation.tonight }
    outcome.tonight.area = outcome.area
    outcome.finish(situation, asking: part.seesQuestions)
    return fault
  }
}
