import Directory
import Triage

/// A safety invariant (`I-1` to `I-30`) as a predicate over a case and what came out of it.
///
/// It shares no code with the rules: it reads the facts and the outcome as a stranger would, so that a fault in a rule is
/// not repeated here. What it reads is noted as what the rules read is, so that a walk varies that too.
struct Invariant: Sendable {
  /// Its id in the rule book.
  let id: String
  /// What is never broken, in a few words.
  let says: String
  /// What is wrong with an outcome; nil where it holds.
  let fault: @Sendable (_ facts: KnownFacts, _ outcome: Outcome, _ ground: Ground) -> String?

  init(
    _ id: String, _ says: String,
    fault: @escaping @Sendable (_ facts: KnownFacts, _ outcome: Outcome, _ ground: Ground) -> String?
  ) {
    self.id = id
    self.says = says
    self.fault = fault
  }
}

extension [Invariant] {
  /// The first of them that a case breaks, and how; nil where all hold.
  func broken(_ facts: KnownFacts, _ outcome: Outcome, _ ground: Ground) -> (id: String, why: String)? {
    // By place: a walk asks this of many millions of cases.
    for place in indices {
      if let why = self[place].fault(facts, outcome, ground) { return (self[place].id, why) }
    }
    return nil
  }
}

extension Invariant {
  /// Every one of them: what is asked of an outcome as a whole.
  static let all =
    tonight + questions + roof + returns + contacts + referrals + notified + calls + advisers + addresses + hosts
    + danger + consent + young + ends + findings + bedAndBreakfast + reviews + notEligible + applications + whole
    + papers
}
