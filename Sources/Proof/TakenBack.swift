import JSON
import Directory
import Triage

/// I-30: an answer that was taken back leaves nothing on any page.
struct TakenBack: Sendable {
  private let reader: FactsReader
  /// Takes an answer back; nil where the desk's own way is meant.
  private let forget: (@Sendable (Fact, inout Facts) -> Void)?

  /// Reads facts as the desk does.
  ///
  /// - Parameters:
  ///   - engine: the rules over a directory.
  ///   - forget: takes an answer back in place of the desk's way, to see that what stays is found.
  init(_ engine: TriageEngine, forget: (@Sendable (Fact, inout Facts) -> Void)? = nil) {
    reader = FactsReader(directory: engine.directory, clock: engine.clock)
    self.forget = forget
  }

  /// A case in which only those authorities are named that a fact speaks of.
  func spoken(_ facts: Facts) -> Facts {
    var facts = facts
    facts.forgetUnspokenNames()
    return facts
  }

  /// What stays of an answer that is given and taken back, or given and corrected.
  ///
  /// - Parameters:
  ///   - facts: a case.
  ///   - other: another, whose answers are given and taken back.
  /// - Returns: what stays; nil where nothing does.
  func fault(_ facts: Facts, _ other: Facts) -> String? {
    let before = spoken(facts)
    var all = before
    var told: [Fact] = []
    for fact in Fact.allCases where fact != .council && fact != .presentedAt {
      let answer = reader.input(of: fact, in: other)
      guard answer != .null else { continue }
      let held = reader.input(of: fact, in: before)
      if held == .null {
        var once = before
        guard set(fact, to: answer, in: &once) else { continue }
        if set(fact, to: answer, in: &all) { told.append(fact) }
        guard set(fact, to: .null, in: &once) else { return "\(fact.name) cannot be taken back" }
        if once != before { return "\(fact.name) was told and taken back, and something of it stays" }
      } else {
        var corrected = before
        guard set(fact, to: answer, in: &corrected), set(fact, to: held, in: &corrected) else { continue }
        if !isSame(corrected, as: before) { return "\(fact.name) was corrected, and something of it stays" }
      }
    }
    for fact in told where !set(fact, to: .null, in: &all) { return "\(fact.name) cannot be taken back" }
    return all == before ? nil : "answers were told and taken back, and something of them stays"
  }

  /// Whether two cases tell the same, wherever the names of authorities are kept.
  private func isSame(_ one: Facts, as other: Facts) -> Bool {
    one.council == other.council && one.presentedAt == other.presentedAt
      && one.hasDoubtfulRisk == other.hasDoubtfulRisk && Set(one.unheldNames) == Set(other.unheldNames)
      && Fact.allCases.allSatisfy { reader.input(of: $0, in: one) == reader.input(of: $0, in: other) }
  }

  private func set(_ fact: Fact, to input: FactInput, in facts: inout Facts) -> Bool {
    if input == .null, let forget {
      forget(fact, &facts)
      return true
    }
    do {
      try reader.set(fact, to: input, in: &facts)
      return true
    } catch {
      return false
    }
  }
}
