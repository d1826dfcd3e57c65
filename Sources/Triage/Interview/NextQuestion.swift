import Directory

extension TriageEngine {
  /// The next question to ask; nil only where none is open, or all that are were skipped.
  ///
  /// Danger is asked about before everything; where somebody is in it, the others go on once 999 has been rung. Then what can change tonight, by itself or together with others, in the
  /// order of `FactSet.Order.asking`; then what can change an action.
  ///
  /// - Parameters:
  ///   - facts: what is known.
  ///   - skipped: what was asked and is not known to anyone.
  /// - Returns: the question.
  package func nextQuestion(for facts: Facts, skipping skipped: FactSet = []) -> OutcomeQuestion? {
    evaluate(facts).open.first { !skipped.contains(FactSet($0.fact)) }
  }
}
