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
      let areBarred = facts.allOthers(ground) { other in
        facts.isOwn(other, ground) || facts.risk(at: other, ground) == false || outcome.bars(.return, other)
      }
      return areBarred ? nil : "a return is not barred where risk is not known to be none"
    },
    Invariant("I-5", "a return has its reception and its confirmation, and every other one is barred") {
      facts, outcome, ground in
      for action in outcome.actions where action.code == .returnFamily {
        func has(_ code: ActionCode) -> Bool {
          outcome.actions.contains { $0.code == code && $0.about == action.about }
        }
        if !has(.arrangeReception) || !has(.writtenConfirmation) { return "a return without its papers" }
        if facts.anotherAuthority(ground) != action.about { return "a return to where no duty is" }
        if !facts.goesBack(ground) { return "a return that is not agreed, or not safe" }
      }
      let goesBack = outcome.tells(.returnFamily)
      let areBarred = facts.allOthers(ground) { other in
        outcome.bars(.return, other) || (goesBack && facts.anotherAuthority(ground) == other)
          || (facts.isOwn(other, ground) && facts.anotherAuthority(ground) != other)
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
      if facts.isFleeing == true, facts.violenceRisk?.isEmpty != false, !outcome.bars(.placeIn, facts.here) {
        return "abuse somewhere, and a placement here is not barred until it is asked where"
      }
      // A county refers them to the district where they are, unless it is known to be a place of risk.
      let found = ground.directory.isHousingAuthority(facts.council) ? nil : facts.foundIn?.authority
      let district = found.map { ground.heir(of: $0, on: ground.presentedDay(facts)) }
      let county = district?.ref.flatMap(ground.directory.county).map(Authority.held)
      func isBarred(_ other: Authority) -> Bool {
        ((other == district || (county != nil && other == county)) && facts.risk(at: other, ground) == nil)
          || facts.isOwn(other, ground) || facts.risk(at: other, ground) == false || outcome.bars(.contact, other)
      }
      guard facts.allOthers(ground, isBarred) else { return "contact is not barred where risk is not known to be none" }
      let carer = facts.careLeaverOf?.authority.map { ground.heir(of: $0, on: ground.presentedDay(facts)) }
      return carer.map(isBarred) ?? true ? nil : "whoever looked after the applicant may be told, and there may be risk"
    }
  ]

  static let referrals: [Invariant] = [
    Invariant("I-2", "nobody is referred to where anyone would be at risk, asked or not") { facts, outcome, ground in
      for action in outcome.actions where action.code == .considerReferral {
        guard let there = action.about, facts.risk(at: there, ground) == false else {
          return "a referral is considered where risk is not known to be none"
        }
      }
      // Beside a return nothing is said against referring.
      if facts.goesBack(ground) { return nil }
      let areBarred = facts.allOthers(ground) { other in
        let canTake = other.ref.map(ground.directory.isHousingAuthority) ?? true
        return !canTake || facts.risk(at: other, ground) == false || outcome.bars(.referS198, other)
      }
      return areBarred ? nil : "a referral is not barred where risk is not known to be none"
    },
    Invariant("I-7", "who is referred is kept accommodated until the answer is notified") { facts, outcome, ground in
      outcome.tells(.considerReferral) && !outcome.keepsHere(facts)
        ? "a referral, and nobody is kept accommodated" : nil
    },
    Invariant("I-4", "a connection elsewhere refers nobody before a duty is owed here") { facts, outcome, ground in
      let isOwed = facts.dutyHeld == .relief || facts.dutyHeld == .main
      return outcome.tells(.considerReferral) && !isOwed
        ? "a referral is considered, and neither relief nor main duty is owed" : nil
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
    Invariant("I-7", "a notice is not an acceptance: they stay, and nothing ends") { facts, outcome, ground in
      guard facts.isReferred else { return nil }
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
      for action in outcome.actions where action.code == .tellPersonalAdviser {
        guard let there = action.about else { return "an adviser of nobody is told" }
        let risk = facts.risk(at: there, ground)
        if risk == true || (risk == nil && !facts.isOwn(there, ground)) {
          return "an adviser is told where there may be risk"
        }
      }
      return nil
    }
  ]

  static let addresses: [Invariant] = [
    Invariant("I-11", "an address stays with us while anyone is at risk") { facts, outcome, ground in
      let isRisk = facts.violenceRisk?.isEmpty == false || facts.isFleeing == true
      return isRisk && !outcome.tells(.withholdAddress) ? "the address is not withheld" : nil
    }
  ]

  static let hosts = [
    Invariant("I-11", "a host authority is told with care unless risk was asked and there is none") {
      facts, outcome, ground in
      for action in outcome.actions where action.code == .notifyHostAuthority {
        if facts.violenceRisk?.isEmpty != true || facts.isFleeing == true, action.note != .notifyHostWithCare {
          return "a host authority is told without care"
        }
        if let host = action.about, facts.risk(at: host, ground) == true { return "it is told where the risk is" }
      }
      return nil
    }
  ]
}
