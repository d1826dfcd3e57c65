import Directory
import Triage
import WorkingTime

/// What must hold of other authorities: returns, referrals, calls, and what they are told.
extension Invariant {
  static let returns: [Invariant] = [
    Invariant("I-2", "a return is barred where there is risk, or it was not asked") { facts, outcome, ground in
      for action in outcome.actions where action.code == .returnFamily || action.code == .arrangeReception {
        guard let there = action.about, facts.risk(at: there, ground) == false else {
          return "\(action.code.name) where risk is not known to be none"
        }
      }
      let areBarred = facts.allOthers { facts.risk(at: $0, ground) == false || outcome.bars(.return, $0) }
      return areBarred ? nil : "a return is not barred where risk is not known to be none"
    },
    Invariant("I-5", "a return has its reception and its confirmation, and every other one is barred") {
      facts, outcome, ground in
      for action in outcome.actions where action.code == .returnFamily {
        func has(_ code: ActionCode) -> Bool {
          outcome.actions.contains { $0.code == code && $0.about == action.about }
        }
        if !has(.arrangeReception) || !has(.writtenConfirmation) { return "a return without its papers" }
        if facts.dutyElsewhere?.authority != action.about { return "a return to where no duty is" }
        if facts.receptionConfirmed != true || facts.agreesToReturn != true { return "a return that is not agreed" }
      }
      let areBarred = facts.allOthers { other in
        outcome.bars(.return, other) || outcome.actions.contains { $0.code == .returnFamily && $0.about == other }
      }
      return areBarred ? nil : "a return that is not decided is not barred"
    },
  ]

  static let contacts = [
    Invariant("I-2", "contact and placement are barred where there is risk, or it was not asked") {
      facts, outcome, ground in
      for place in facts.violenceRisk ?? [] where !outcome.bars(.placeIn, place) {
        return "a placement where there is risk is not barred"
      }
      let services = Authority.held(ground.directory.childrensServices(of: facts.council))
      let areBarred = facts.allOthers { other in
        other == services || facts.risk(at: other, ground) == false || outcome.bars(.contact, other)
      }
      return areBarred ? nil : "contact is not barred where risk is not known to be none"
    }
  ]

  static let referrals: [Invariant] = [
    Invariant("I-2", "nobody is referred to where anyone would be at risk, asked or not") { facts, outcome, ground in
      for action in outcome.actions where action.code == .considerReferral {
        guard let there = action.about, facts.risk(at: there, ground) == false else {
          return "a referral is considered where risk is not known to be none"
        }
      }
      let areBarred = facts.allOthers { other in
        let canTake = other.ref.map(ground.directory.isHousingAuthority) ?? true
        return !canTake || facts.risk(at: other, ground) == false || outcome.bars(.referS198, other)
      }
      return areBarred ? nil : "a referral is not barred where risk is not known to be none"
    },
    Invariant("I-7", "who is referred is kept accommodated until the answer is notified") { facts, outcome, ground in
      let isConsidered = outcome.actions.contains { $0.code == .considerReferral }
      return isConsidered && !outcome.keepsHere(facts) ? "a referral, and nobody is kept accommodated" : nil
    },
    Invariant("I-4", "a connection elsewhere refers nobody before a duty is owed here") { facts, outcome, ground in
      let isOwed = facts.dutyHeld == .relief || facts.dutyHeld == .main
      let isConsidered = outcome.actions.contains { $0.code == .considerReferral }
      return isConsidered && !isOwed ? "a referral is considered, and neither relief nor main duty is owed" : nil
    },
    Invariant("I-23", "a county's care leaver is referred out of none of its districts") { facts, outcome, ground in
      guard facts.formerRelevant == true, case .some(let carer)? = facts.careLeaverOf else { return nil }
      let county = ground.directory.county(of: facts.council).map(Authority.held)
      guard carer == facts.here || carer == county else { return nil }
      for action in outcome.actions where action.code == .considerReferral {
        if facts.placedBy?.authority != action.about { return "a care leaver of this area is referred away from it" }
      }
      return nil
    },
  ]

  static let notified = [
    Invariant("I-7", "a notice is no acceptance: they stay, and nothing ends") { facts, outcome, ground in
      guard facts.dutyHeld == .reliefReferred || facts.dutyHeld == .mainReferred else { return nil }
      if !outcome.keepsHere(facts) { return "notified, and nobody is kept accommodated" }
      let isBarred = outcome.bars(.endAccommodation, facts.here)
      return isBarred ? nil : "notified and not accepted, and an end of their accommodation is not barred"
    }
  ]

  static let calls = [
    Invariant("I-2", "no authority is rung where anyone would be at risk, asked or not") { facts, outcome, ground in
      for action in outcome.actions where action.code == .call && action.note == .askAboutDutyThere {
        guard let there = action.about, facts.risk(at: there, ground) == false else {
          return "an authority is rung where risk is not known to be none"
        }
      }
      return nil
    }
  ]

  static let advisers = [
    Invariant("I-2", "no adviser is told at an authority where anyone would be at risk") { facts, outcome, ground in
      let services = Authority.held(ground.directory.childrensServices(of: facts.council))
      for action in outcome.actions where action.code == .tellPersonalAdviser {
        guard let there = action.about else { return "an adviser of nobody is told" }
        let risk = facts.risk(at: there, ground)
        if risk == true || (risk == nil && there != services) { return "an adviser is told where there may be risk" }
      }
      return nil
    }
  ]

  static let addresses: [Invariant] = [
    Invariant("I-11", "an address stays with us while anyone is at risk") { facts, outcome, ground in
      let isRisk = facts.violenceRisk?.isEmpty == false || facts.riskFactors?.contains(.domesticAbuse) == true
      if isRisk, !outcome.actions.contains(where: { $0.code == .withholdAddress }) {
        return "the address is not withheld"
      }
      return nil
    }
  ]

  static let hosts = [
    Invariant("I-11", "a host authority is told with care unless risk was asked and there is none") {
      facts, outcome, ground in
      for action in outcome.actions where action.code == .notifyHostAuthority {
        if facts.violenceRisk?.isEmpty != true, action.note != .notifyHostWithCare {
          return "a host authority is told without care"
        }
      }
      return nil
    }
  ]
}

extension KnownFacts {
  /// Whether something holds of every other authority that the facts bring in.
  func allOthers(_ holds: (Authority) -> Bool) -> Bool {
    func isFine(_ authority: Authority?) -> Bool { authority.map { $0 == here || holds($0) } ?? true }
    return isFine(dutyElsewhere?.authority) && connections?.allSatisfy { isFine($0.authority) } != false
      && isFine(placedBy?.authority) && violenceRisk?.allSatisfy { isFine($0) } != false
  }
}

extension Outcome {
  /// Whether the council asked keeps them accommodated.
  func keepsHere(_ facts: KnownFacts) -> Bool {
    actions.contains { $0.code == .keepAccommodated && $0.about == facts.here }
  }

  func bars(_ code: BarredCode, _ about: Authority?) -> Bool {
    barred.contains { $0.code == code && $0.about == about }
  }
}
