import Directory
import Triage
import WorkingTime

/// What must hold of the decision for tonight, whatever the facts.
extension Invariant {
  static let tonight: [Invariant] = [
    Invariant("I-1", "nobody who may be roofless is left without a named place or a person who decides") {
      facts, outcome, ground in
      let tonight = outcome.tonight
      let isSafe = facts.home(ground) == true && !facts.isUnder16
      if isSafe != (tonight.decision == .notNeeded) {
        return "somewhere safe is \(isSafe ? "" : "not ")known, and the decision is \(tonight.decision.rawValue)"
      }
      switch tonight.decision {
      case .notNeeded, .return: return nil
      case .advise:
        if facts.mayBeFamily { return "advice only, where there may be a child" }
        if facts.isUnder18 { return "advice only, for an applicant under 18" }
        return nil
      case .place, .childrensServices, .handOver, .managerDecides:
        if tonight.by == nil { return "\(tonight.decision.rawValue), and nobody is named who accommodates" }
      case .ask: break
      }
      return (tonight.nights?.count ?? 0) < 1 ? "no night is covered" : nil
    },
    Invariant("I-28", "nobody is called safe at home where abuse or violence can reach them") {
      facts, outcome, ground in
      guard outcome.tonight.decision == .notNeeded else { return nil }
      if facts.safeToStay == false { return "it is not safe to stay, and nothing is needed" }
      return facts.safeToStay != true && facts.threat(ground) == true
        ? "abuse can reach them, and nothing is needed" : nil
    },
    Invariant("I-3", "reason to believe is enough: interim accommodation comes before every refusal") {
      facts, outcome, ground in
      let tonight = outcome.tonight
      switch tonight.decision {
      // A return and a manager's decision have conditions of their own.
      case .return, .managerDecides: return nil
      case .place where tonight.by == facts.here && tonight.power != .s17 && tonight.power != nil: return nil
      default: break
      }
      guard facts.home(ground) == false, !facts.isUnder18, facts.need() == true, !facts.isClosed(ground) else {
        return nil
      }
      return "interim accommodation is owed here, and the decision is \(tonight.decision.rawValue) "
        + "\(tonight.power?.rawValue ?? "")"
    },
    Invariant("I-5", "they go back tonight only where everything is right") { facts, outcome, ground in
      guard outcome.tonight.decision == .return else { return nil }
      guard let there = facts.anotherAuthority(ground) else { return "no duty elsewhere" }
      if outcome.tonight.by != there { return "they go elsewhere than where the duty is" }
      if facts.receptionConfirmed != true { return "nobody there has confirmed a bed" }
      if facts.agreesToReturn != true { return "the family has not agreed" }
      if !facts.canTravel(to: there, ground) { return "no journey tonight is known to be feasible" }
      return facts.goesBack(ground) ? nil : "they go back, and something is not right"
    },
    Invariant("I-2", "nobody goes back to where anyone would be at risk, asked or not") { facts, outcome, ground in
      guard outcome.tonight.decision == .return, let there = outcome.tonight.by else { return nil }
      return facts.risk(at: there, ground) == false ? nil : "they go back, and risk there is not known to be none"
    },
    Invariant("I-6", "parents who refuse to go back end no help") { facts, outcome, ground in
      switch outcome.tonight.decision {
      case .advise, .notNeeded, .return:
        guard facts.agreesToReturn == false, facts.mayBeFamily, facts.home(ground) != true else { return nil }
        return "they refused, and the decision is \(outcome.tonight.decision.rawValue)"
      default: return nil
      }
    },
    Invariant("I-8", "in danger nothing is asked, nobody goes back") { facts, outcome, ground in
      guard facts.inDanger else { return nil }
      switch outcome.tonight.decision {
      case .ask, .return, .notNeeded, .managerDecides:
        return "someone is in danger, and the decision is \(outcome.tonight.decision.rawValue)"
      default: return nil
      }
    },
    Invariant("I-9", "children's services lead for an applicant under 18") { facts, outcome, ground in
      guard facts.isUnder18, facts.isUnder16 || facts.home(ground) != true else { return nil }
      let isTheirs =
        outcome.tonight.decision == .childrensServices && outcome.tonight.power == .s20
        && outcome.tonight.by == ground.services(of: facts.council)
      return isTheirs ? nil : "the applicant is under 18, and the decision is \(outcome.tonight.decision.rawValue)"
    },
    Invariant("I-14", "a family that Part 7 does not reach has the section 17 route") { facts, outcome, ground in
      guard facts.eligibility == .notEligible, facts.mayBeFamily, !facts.isUnder18, facts.home(ground) != true else {
        return nil
      }
      switch outcome.tonight.decision {
      case .advise, .notNeeded:
        return "not eligible, with a child, and the decision is \(outcome.tonight.decision.rawValue)"
      case .childrensServices:
        let power: Power? = facts.children == [] ? nil : .s17
        return outcome.tonight.power == power ? nil : "children's services lead, and not under section 17"
      default: return nil
      }
    },
    Invariant("I-16", "the case stays where it is until another authority accepts it") { facts, outcome, ground in
      guard facts.isReferred, outcome.tonight.decision == .place else { return nil }
      return outcome.tonight.by == facts.here ? nil : "referred and not accepted, and another council places"
    },
    Invariant("I-22", "what is not known never stands for a no") { facts, outcome, ground in
      switch outcome.tonight.decision {
      case .notNeeded: return facts.nowhereTonight == nil ? "not known whether they have somewhere" : nil
      case .advise:
        return facts.isClosed(ground) || facts.need() == false
          ? nil : "advice only, and it is not known that no duty reaches them"
      case .ask: return facts.home(ground) == nil ? nil : "asked, though it is known whether they have somewhere"
      default: return nil
      }
    },
    Invariant("I-23", "a care leaver whom the law may protect is never accommodated as intentionally homeless") {
      facts, outcome, ground in
      guard outcome.tonight.power == .s190 else { return nil }
      if facts.isProtected(ground) != false { return "section 190, and the finding may be forbidden" }
      return facts.changedSince == true ? "section 190, and something has changed since" : nil
    },
    Invariant("I-27", "an adverse decision closes Part 7 only where it is known that nothing has changed") {
      facts, outcome, ground in
      guard facts.changedSince != false, facts.isDecided || facts.dutyHeld == .ended,
        ground.directory.isHousingAuthority(facts.council), facts.eligibility != .notEligible, !facts.isUnder18
      else { return nil }
      switch outcome.tonight.decision {
      case .handOver, .childrensServices: return "a decision closes Part 7, and something may have changed"
      case .place where outcome.tonight.power == .s17 || outcome.tonight.power == nil:
        return "Part 7 is passed over, and something may have changed"
      case .advise: return facts.need() == false ? nil : "advice only, and something may have changed"
      default: return nil
      }
    },
  ]

  /// Of a case of which too little is known: there is always a question.
  static let questions = [
    Invariant("I-22", "where too little is known there is a question") { facts, outcome, ground in
      outcome.tonight.decision == .ask && outcome.questions.isEmpty ? "nothing is asked" : nil
    }
  ]
}
