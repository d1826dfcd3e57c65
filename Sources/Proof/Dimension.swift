import Triage

/// One or a few facts that are varied together, with every case that the rules or the law tell apart.
///
/// The first case is the unknown one, but for the moment of presentation, which is always known, and what is supposed.
struct Dimension: Sendable {
  /// The facts that a case sets.
  let facts: FactSet
  /// What to do to a case's facts for each.
  let cases: [@Sendable (inout Facts) -> Void]

  init(_ facts: Fact..., cases: [@Sendable (inout Facts) -> Void]) {
    self.facts = facts.reduce(into: []) { $0.insert(FactSet($1)) }
    self.cases = cases
  }

  /// A fact that is unknown or one of some values.
  init<Value: Sendable>(
    _ fact: Fact, _ path: any WritableKeyPath<Facts, Value?> & Sendable, _ values: [Value]
  ) {
    var cases: [@Sendable (inout Facts) -> Void] = [{ $0[keyPath: path] = nil }]
    for value in values { cases.append { $0[keyPath: path] = value } }
    facts = FactSet(fact)
    self.cases = cases
  }

  /// A fact that an invariant supposes, and that is therefore not varied.
  init<Value: Sendable>(supposing fact: Fact, _ path: any WritableKeyPath<Facts, Value?> & Sendable, _ value: Value) {
    facts = FactSet(fact)
    cases = [{ $0[keyPath: path] = value }]
  }

  /// A fact that an invariant supposes not to be known.
  init<Value: Sendable>(unknown fact: Fact, _ path: any WritableKeyPath<Facts, Value?> & Sendable) {
    facts = FactSet(fact)
    cases = [{ $0[keyPath: path] = nil }]
  }

  /// The same without its first case, which is the unknown one.
  var known: Dimension { Dimension(facts, cases: Array(cases.dropFirst())) }

  /// The same, supposed to be its first case.
  var supposed: Dimension { Dimension(facts, cases: Array(cases.prefix(1))) }

  private init(_ facts: FactSet, cases: [@Sendable (inout Facts) -> Void]) {
    self.facts = facts
    self.cases = cases
  }
}
