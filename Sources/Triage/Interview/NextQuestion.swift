import Directory

extension TriageEngine {
  /// The one question whose answer can change the outcome most; nil where none can.
  ///
  /// Danger is asked about before everything. Then what can change tonight by itself, by how many different outcomes its
  /// answers lead to; then what can change tonight together with others; then what can change an action, at the last
  /// together with one other.
  ///
  /// - Parameters:
  ///   - facts: what is known.
  ///   - skipped: what was asked and is not known to anyone.
  /// - Returns: the question.
  package func nextQuestion(for facts: Facts, skipping skipped: FactSet = []) -> OutcomeQuestion? {
    let candidates = evaluate(facts).questions.filter { !skipped.contains(FactSet($0.fact)) }
    guard let first = candidates.first else { return nil }
    if first.fact == .immediateDanger { return first }
    let effects = candidates.map { effect(of: [$0.fact], on: facts) }
    let ranked = zip(candidates, effects).sorted { $1.1 < $0.1 }
    if let best = ranked.first, best.1.tonights > 1 { return best.0 }
    // It takes more than one answer to change tonight now; these are the first of them.
    if let step = candidates.first(where: \.changesTonight) { return step }
    if let best = ranked.first, best.1.changesAnything { return best.0 }
    for (place, question) in candidates.enumerated() {
      for other in candidates[(place + 1)...] where effect(of: [question.fact, other.fact], on: facts).changesAnything {
        return question
      }
    }
    return nil
  }

  /// How far answers lead apart.
  private struct Effect: Comparable {
    let tonights: Int
    let outcomes: Int

    var changesAnything: Bool { tonights > 1 || outcomes > 1 }

    static func < (left: Effect, right: Effect) -> Bool {
      (left.tonights, left.outcomes) < (right.tonights, right.outcomes)
    }
  }

  /// What a person would see of an outcome, without the questions and the trace.
  private struct Shown: Hashable {
    let tonight: Tonight
    let actions: [OutcomeAction]
    let barred: [OutcomeBar]
  }

  private func effect(of asked: [Fact], on facts: Facts) -> Effect {
    let reader = FactsReader(directory: directory, clock: clock)
    var cases = [facts]
    for fact in asked {
      cases = cases.flatMap { known in
        [known]
          + reader.answers(to: fact, in: known, engine: self).compactMap { answer in told(fact, answer, known, reader) }
      }
    }
    var tonights: Set<Tonight> = []
    var outcomes: Set<Shown> = []
    for known in cases {
      let outcome = evaluate(known)
      tonights.insert(outcome.tonight)
      outcomes.insert(Shown(tonight: outcome.tonight, actions: outcome.actions, barred: outcome.barred))
    }
    return Effect(tonights: tonights.count, outcomes: outcomes.count)
  }

  /// The facts with one more; nil where the answer contradicts what is known.
  func told(_ fact: Fact, _ answer: FactInput, _ facts: Facts, _ reader: FactsReader) -> Facts? {
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
