import Directory
import Triage
import WorkingTime

/// What must hold of the decision for tonight, whatever the facts.
extension Invariant {
  static let tonight: [Invariant] = [
    Invariant("I-1", "nobody who may be roofless is left without a named place or a person who decides") {
      facts, outcome, ground in
      let tonight = outcome.tonight
      if facts.mayBeRoofless == (tonight.decision == .notNeeded) {
        return "whether a roof is needed is \(facts.mayBeRoofless), and the decision is \(tonight.decision.rawValue)"
      }
      switch tonight.decision {
      case .place, .return, .childrensServices, .handOver, .managerDecides:
        if tonight.by == nil { return "\(tonight.decision.rawValue), and nobody is named who accommodates" }
      case .advise:
        if facts.mayBeFamily { return "advice only, where there may be a child" }
        if facts.isUnder18 { return "advice only, for an applicant under 18" }
      case .notNeeded, .ask: break
      }
      if facts.mayBeRoofless, (tonight.nights?.count ?? 0) < 1 { return "no night is covered" }
      return nil
    },
    Invariant("I-3", "reason to believe is enough: interim accommodation comes before every refusal") {
      facts, outcome, ground in
      let tonight = outcome.tonight
      switch tonight.decision {
      // A return and a manager's decision have conditions of their own.
      case .return, .managerDecides: return nil
      case .place where tonight.by == facts.here && tonight.power != .s17: return nil
      default: break
      }
      let isCertain = facts.inDanger || facts.nowhereTonight == true
      guard isCertain else { return nil }
      let isOpen =
        ground.directory.isHousingAuthority(facts.council) && facts.dutyHeld != .ended
        && facts.eligibility != .notEligible && [nil, Decision.none, .mindedToRefuse].contains(facts.decision)
      guard isOpen else { return nil }
      let hasNeed =
        facts.children?.isEmpty == false || facts.pregnant == true || facts.vulnerable == true
        || facts.riskFactors?.contains(.domesticAbuse) == true
      guard hasNeed, !facts.isUnder18 else { return nil }
      return "interim accommodation is owed here, and the decision is \(tonight.decision.rawValue) "
        + "\(tonight.power?.rawValue ?? "")"
    },
    Invariant("I-5", "they go back tonight only where everything is right") { facts, outcome, ground in
      guard outcome.tonight.decision == .return else { return nil }
      guard case .some(let there)? = facts.dutyElsewhere, there != facts.here else { return "no duty elsewhere" }
      if outcome.tonight.by != there { return "they go elsewhere than where the duty is" }
      if facts.receptionConfirmed != true { return "nobody there has confirmed a bed" }
      if facts.agreesToReturn != true { return "the family has not agreed" }
      if facts.transport == nil || facts.transport == Transport.none { return "no way to travel is known" }
      if facts.inDanger { return "someone is in danger now" }
      return nil
    },
    Invariant("I-2", "nobody goes back to where anyone would be at risk, asked or not") { facts, outcome, ground in
      guard outcome.tonight.decision == .return, let there = outcome.tonight.by else { return nil }
      if facts.risk(at: there, ground) != false { return "they go back, and risk there is not known to be none" }
      let isWithin = (facts.violenceRisk ?? []).contains { place in
        guard case .held(let ref) = place else { return false }
        return ground.directory.county(of: ref).map(Authority.held) == there
      }
      return isWithin ? "they go back to a county, and there is risk in one of its districts" : nil
    },
    Invariant("I-6", "parents who refuse to go back end no help") { facts, outcome, ground in
      switch outcome.tonight.decision {
      case .advise, .notNeeded, .return:
        guard facts.mayBeRoofless, facts.mayBeFamily, facts.agreesToReturn == false else { return nil }
        return "they refused, and the decision is \(outcome.tonight.decision.rawValue)"
      default: return nil
      }
    },
    Invariant("I-8", "in danger nothing is asked, nobody goes back") { facts, outcome, ground in
      guard facts.inDanger else { return nil }
      switch outcome.tonight.decision {
      case .ask, .return, .notNeeded:
        return "someone is in danger, and the decision is \(outcome.tonight.decision.rawValue)"
      default: return nil
      }
    },
    Invariant("I-9", "children's services lead for an applicant under 18") { facts, outcome, ground in
      guard facts.mayBeRoofless, facts.isUnder18 else { return nil }
      let isTheirs = outcome.tonight.decision == .childrensServices && outcome.tonight.power == .s20
      return isTheirs ? nil : "the applicant is under 18, and the decision is \(outcome.tonight.decision.rawValue)"
    },
    Invariant("I-14", "a family that Part 7 does not reach has the section 17 route") { facts, outcome, ground in
      guard facts.eligibility == .notEligible, facts.mayBeFamily, facts.mayBeRoofless, !facts.isUnder18 else {
        return nil
      }
      switch outcome.tonight.decision {
      case .advise, .notNeeded:
        return "not eligible, with a child, and the decision is \(outcome.tonight.decision.rawValue)"
      case .childrensServices:
        return outcome.tonight.power == .s17 ? nil : "children's services lead, and not under section 17"
      default: return nil
      }
    },
    Invariant("I-16", "the case stays where it is until another authority accepts it") { facts, outcome, ground in
      guard outcome.tonight.decision == .place else { return nil }
      guard facts.dutyHeld == .reliefReferred || facts.dutyHeld == .mainReferred else { return nil }
      return outcome.tonight.by == facts.here ? nil : "referred and not accepted, and another council places"
    },
    Invariant("I-22", "what is not known never stands for a no") { facts, outcome, ground in
      switch outcome.tonight.decision {
      case .notNeeded: return facts.nowhereTonight == nil ? "not known whether they have somewhere" : nil
      case .advise:
        let isClosed =
          !ground.directory.isHousingAuthority(facts.council) || facts.dutyHeld == .ended
          || facts.eligibility == .notEligible
          || [.notEligible, .notHomeless, .notPriority, .offerRefused, .licenceBreach].contains(facts.decision)
        let isOutOfCare =
          facts.careLeaverOf == AuthorityOrNone.none || facts.applicantAge.map { !(18...20).contains($0) } == true
        let hasNoNeed =
          facts.vulnerable == false && facts.riskFactors?.contains(.domesticAbuse) == false && isOutOfCare
        return isClosed || hasNoNeed ? nil : "advice only, and it is not known that no duty reaches them"
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
