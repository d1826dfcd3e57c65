import JSON

/// What would make a rule come out otherwise: one fact told differently.
package struct RuleChange: Sendable, Hashable {
  /// The fact.
  package let fact: Fact
  /// What it would have to be.
  package let answer: FactInput
  /// What the rule would then come to.
  package let becomes: Truth
}

extension TriageEngine {
  /// For each fact that a rule turned on or waits for, the first answer that changes what it comes to.
  ///
  /// - Parameters:
  ///   - rule: the rule's id.
  ///   - facts: what is known.
  /// - Returns: nothing where no single fact changes it, or the rule has no say at this council.
  package func changes(of rule: String, in facts: Facts) -> [RuleChange] {
    func condition(_ facts: Facts) -> Condition? { evaluate(facts).trace.first { $0.rule.name == rule }?.condition }
    guard let now = condition(facts) else { return [] }
    let reader = FactsReader(directory: directory, clock: clock)
    var changes: [RuleChange] = []
    now.because.union(now.needs).forEachFact { fact in
      let change = reader.answers(to: fact, in: facts, engine: self).lazy.compactMap { answer -> RuleChange? in
        guard let told = self.told(fact, answer, facts, reader), let then = condition(told), then.truth != now.truth,
          then.truth != .needs
        else { return nil }
        return RuleChange(fact: fact, answer: answer, becomes: then.truth)
      }.first
      if let change { changes.append(change) }
    }
    return changes
  }

  /// The facts with one more; nil where the answer contradicts what is known.
  private func told(_ fact: Fact, _ answer: FactInput, _ facts: Facts, _ reader: FactsReader) -> Facts? {
    var more = facts
    do {
      try reader.set(fact, to: answer, in: &more)
      try reader.check(more)
      return more
    } catch {
      return nil
    }
  }
}
