import Directory
package import Triage
package import WorkingTime

/// A worked case by name, as facts that a triage takes.
package struct WorkedScenario: Sendable {
  /// Its name.
  package let name: String
  /// The facts, one JSON object.
  package let json: [UInt8]

  /// A name and facts.
  package init(name: String, json: [UInt8]) {
    self.name = name
    self.json = json
  }
}

/// Decides worked cases over two directories, and tells which would be decided or answered otherwise.
package enum ScenarioEffects {
  /// The determinations that would be others.
  ///
  /// A case that cannot be decided as things are, since it speaks of a council that is not held, is left out.
  package static func changed(
    _ scenarios: [WorkedScenario], from old: TriageEngine, to new: TriageEngine, now: Moment
  ) -> [Effect] {
    scenarios.flatMap { scenario -> [Effect] in
      guard case .success(let before) = decided(scenario, old, now) else { return [] }
      switch decided(scenario, new, now) {
      case .success(let after): return differences(before, after).map { effect(scenario, before, $0) }
      case .failure(let why): return [effect(scenario, before, "can no longer be decided: \(why.explanation)")]
      }
    }
  }

  private static func decided(
    _ scenario: WorkedScenario, _ engine: TriageEngine, _ now: Moment
  ) -> Result<Determination, FactError> {
    Result { () throws(FactError) in
      let reader = FactsReader(directory: engine.directory, clock: engine.clock)
      return engine.determine(try reader.facts(json: scenario.json, now: now))
    }
  }

  private static func effect(_ scenario: WorkedScenario, _ decided: Determination, _ text: String) -> Effect {
    Effect(
      council: decided.council, purpose: nil, scenario: scenario.name,
      text: "scenario \(scenario.name) (\(decided.councilName)): \(text)")
  }

  private static func differences(_ old: Determination, _ new: Determination) -> [String] {
    var found: [String] = []
    let decision = (old.outcome.tonight.decision.rawValue, new.outcome.tonight.decision.rawValue)
    if decision.0 != decision.1 { found.append("tonight \(decision.0) → \(decision.1)") }
    if old.by != new.by { found.append("placed by \(old.by ?? "nobody") → \(new.by ?? "nobody")") }
    let before = Dictionary(old.actions.map { (key($0), numbers($0)) }) { first, _ in first }
    let after = Dictionary(new.actions.map { (key($0), numbers($0)) }) { first, _ in first }
    for name in before.keys.sorted() where after[name] == nil { found.append("no longer: \(name)") }
    for name in after.keys.sorted() {
      guard let was = before[name] else {
        found.append("new: \(name)")
        continue
      }
      let will = after[name] ?? []
      if was != will { found.append("\(name): \(listed(was)) → \(listed(will))") }
    }
    let bars = (
      Set(old.barred.map { "\($0.code) \($0.council ?? "")" }), Set(new.barred.map { "\($0.code) \($0.council ?? "")" })
    )
    for bar in bars.0.subtracting(bars.1).sorted() { found.append("no longer barred: \(bar)") }
    for bar in bars.1.subtracting(bars.0).sorted() { found.append("newly barred: \(bar)") }
    let warnings = (Set(old.warnings.map(\.code)), Set(new.warnings.map(\.code)))
    // In the words that an officer will read: a code says nothing to whoever keeps the directory.
    func words(_ code: String, _ determination: Determination) -> String {
      determination.warnings.first { $0.code == code }?.text ?? code
    }
    for code in warnings.0.subtracting(warnings.1).sorted() { found.append("no longer warns: \(words(code, old))") }
    for code in warnings.1.subtracting(warnings.0).sorted() { found.append("newly warns: \(words(code, new))") }
    return found
  }

  private static func key(_ action: Determination.Action) -> String {
    action.council.map { "\(action.code) \($0)" } ?? action.code
  }

  private static func numbers(_ action: Determination.Action) -> [String] { action.contacts.map(\.contact.display) }

  private static func listed(_ numbers: [String]) -> String {
    numbers.isEmpty ? "nobody to reach" : numbers.joined(separator: ", ")
  }
}
