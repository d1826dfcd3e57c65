import Directory
import Triage
import WorkingTime

/// What must hold of every outcome as a whole.
extension Invariant {
  static let whole: [Invariant] = [
    Invariant("I-19", "a protocol is cited only where it binds") { facts, outcome, ground in
      let council = facts.council
      var stray: RuleID?
      func look(_ rule: RuleID) { if ground.isStray(rule, at: council) { stray = rule } }
      for action in outcome.actions { action.rules.forEach(look) }
      for bar in outcome.barred { bar.rules.forEach(look) }
      for entry in outcome.trace { look(entry.rule) }
      return stray.map { "\($0.name) is cited" }
    },
    Invariant("I-20", "no clock delays immediate help") { facts, outcome, ground in
      let today = ground.presentedDay(facts)
      for action in outcome.actions where action.code.isImmediate {
        // What goes with a letter waits for the letter.
        if action.note == .referWithLetter || action.note == .referWithLetterToWorker { continue }
        if case .day(let day)? = action.due, day > today { return "\(action.code.name) may wait until another day" }
      }
      return nil
    },
    Invariant("I-21", "whatever is proposed names its rules, and every rule that spoke is logged") {
      facts, outcome, ground in
      for action in outcome.actions where action.rules.isEmpty { return "\(action.code.name) names no rule" }
      for bar in outcome.barred where bar.rules.isEmpty { return "the bar on \(bar.code.name) names no rule" }
      var logged = RuleSet()
      for entry in outcome.trace where !logged.insert(entry.rule) { return "\(entry.rule.name) is logged twice" }
      return outcome.trace.isEmpty ? "no rule is logged" : nil
    },
    Invariant("I-22", "an unknown age is asked for before advice alone") { facts, outcome, ground in
      guard outcome.tonight.decision == .advise, facts.applicantAge == nil, !facts.inDanger else { return nil }
      return outcome.questions.contains { $0.fact == .applicantAge } ? nil : "the age is not asked for"
    },
    Invariant("I-8", "in danger no question stands in the way") { facts, outcome, ground in
      facts.inDanger && !outcome.questions.isEmpty ? "questions are asked" : nil
    },
    Invariant("I-24", "what acts is what is traced") { facts, outcome, ground in
      var denied = RuleSet()
      for entry in outcome.trace where entry.condition.isNo { _ = denied.insert(entry.rule) }
      var fault: String?
      func look(_ rules: RuleList, _ what: String) {
        if rules.isOverfull { fault = "\(what) cites more rules than it holds" }
        if let first = rules.first, denied.contains(first) { fault = "\(first.name) does \(what), and does not apply" }
        rules.forEach { if !ground.isClause($0) { fault = "\(what) cites \($0.name), which is not a clause" } }
      }
      for action in outcome.actions { look(action.rules, action.code.name) }
      for bar in outcome.barred { look(bar.rules, "no \(bar.code.name)") }
      for warning in outcome.warnings {
        guard let rule = warning.rule else { continue }
        if denied.contains(rule) { fault = "\(rule.name) warns of \(warning.code.name), and does not apply" }
        if !ground.isClause(rule) { fault = "a warning cites \(rule.name), which is not a clause" }
      }
      return fault
    },
    Invariant("I-26", "nobody is sent to, or seen at, an authority that has ended") {
      facts, outcome, ground in
      let today = ground.presentedDay(facts)
      func isGone(_ authority: Authority, on day: Day) -> Bool {
        guard ground.hasEnded(authority, on: day), authority != facts.here else { return false }
        return ground.heir(of: authority, on: day) != authority
      }
      if let by = outcome.tonight.by, isGone(by, on: today) { return "who accommodates has ended" }
      for action in outcome.actions {
        guard let about = action.about else { continue }
        if isGone(about, on: today) { return "\(action.code.name) is about an authority that has ended" }
        guard action.code == .nextDayAppointment, case .day(let day)? = action.due else { continue }
        if ground.hasEnded(about, on: day), ground.heir(of: about, on: day) != about {
          return "they are to be seen on a day on which \(ground.directory.name(about)) has ended"
        }
      }
      return nil
    },
  ]
}

/// Some rules, one bit each.
struct RuleSet {
  private var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

  private static func bit(_ rule: RuleID) -> UInt64 { 1 << UInt64(rule.code % 64) }

  func contains(_ rule: RuleID) -> Bool {
    switch rule.code / 64 {
    case 0: words.0 & Self.bit(rule) != 0
    case 1: words.1 & Self.bit(rule) != 0
    case 2: words.2 & Self.bit(rule) != 0
    default: words.3 & Self.bit(rule) != 0
    }
  }

  /// Adds a rule; false where it was there.
  mutating func insert(_ rule: RuleID) -> Bool {
    guard !contains(rule) else { return false }
    switch rule.code / 64 {
    case 0: words.0 |= Self.bit(rule)
    case 1: words.1 |= Self.bit(rule)
    case 2: words.2 |= Self.bit(rule)
    default: words.3 |= Self.bit(rule)
    }
    return true
  }
}

extension DirectorySnapshot {
  func name(_ authority: Authority) -> String { authority.ref.map { self[$0].name } ?? "an authority" }
}

extension ActionCode {
  /// Whether it is help that nobody waits for.
  var isImmediate: Bool {
    switch self {
    case .call999, .managerDecision, .section20, .referChildrensServices, .call, .notifyBeforePlacement,
      .preAuthorisePlacement, .placeEmergency, .section17, .dutyToRefer, .referAdultSocialCare:
      true
    default: false
    }
  }
}
