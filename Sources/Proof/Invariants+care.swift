import Directory
import Triage
import WorkingTime

/// What must hold of children and care leavers, consent, ends, offers and bed and breakfast.
extension Invariant {
  static let roof: [Invariant] = [
    Invariant("I-1", "nobody who may be roofless is asked to go") { facts, outcome, ground in
      facts.mayBeRoofless && !outcome.bars(.leave, nil) ? "asking them to go is not barred" : nil
    },
    Invariant("I-4", "nobody is told to apply elsewhere") { facts, outcome, ground in
      outcome.bars(.redirect, nil) ? nil : "sending them elsewhere to apply is not barred"
    },
  ]

  static let danger = [
    Invariant("I-8", "danger is 999 first, then children's services") { facts, outcome, ground in
      guard facts.inDanger else { return nil }
      if outcome.actions.first?.code != .call999 { return "someone is in danger, and 999 does not come first" }
      let mayBeAChild = facts.mayBeFamily || (facts.applicantAge ?? 17) < 18
      let isReferred = outcome.actions.contains { $0.code == .referChildrensServices }
      return mayBeAChild && !isReferred ? "there may be a child in danger, and children's services hear nothing" : nil
    }
  ]

  static let consent = [
    Invariant("I-10", "refused consent stops no referral of harm and no help") { facts, outcome, ground in
      if facts.significantHarm == true, !outcome.actions.contains(where: { $0.code == .referChildrensServices }) {
        return "harm is known, and nobody is told"
      }
      guard facts.consent == false else { return nil }
      if !outcome.bars(.refuseForConsent, nil) { return "refusing help for want of consent is not barred" }
      let isShared = outcome.actions.contains { $0.code == .shareWithoutConsent }
      return facts.significantHarm == true && !isShared ? "harm is known, and a refusal keeps it back" : nil
    }
  ]

  static let young = [
    Invariant("I-9", "no bed and breakfast for an applicant under 18") { facts, outcome, ground in
      facts.isUnder18 && !outcome.bars(.bedAndBreakfast, nil) ? "bed and breakfast is not barred" : nil
    }
  ]

  static let ends: [Invariant] = [
    Invariant("I-12", "no accommodation in Kent ends on a Friday, a weekend or a bank holiday, and only ever later") {
      facts, outcome, ground in
      guard ground.isParty(facts.council, to: "KPG") else { return nil }
      func isBad(_ day: Day) -> Bool { day.weekday == .friday || ground.isShut(day) }
      for action in outcome.actions where action.code == .proposeEndDate {
        guard case .day(let day)? = action.due else { return "an end without a day" }
        if isBad(day) { return "an end is proposed on a day on which nothing ends" }
        if let told = facts.accommodationEndsOn, day < told { return "an end is moved earlier" }
      }
      if let told = facts.accommodationEndsOn, told >= ground.presentedDay(facts), isBad(told),
        !outcome.bars(.endAccommodation, facts.here)
      {
        return "an end on such a day is not barred"
      }
      return nil
    },
    Invariant("I-23", "no end is proposed for a care leaver on a finding of intentional homelessness") {
      facts, outcome, ground in
      guard facts.isCareLeaver, facts.accommodationEndsOn == nil else { return nil }
      return outcome.actions.contains { $0.code == .proposeEndDate } ? "an end is proposed for a care leaver" : nil
    },
  ]

  static let findings = [
    Invariant("I-23", "no finding of intentional homelessness for a care leaver") { facts, outcome, ground in
      facts.isCareLeaver && !outcome.bars(.intentionality, nil) ? "the finding is not barred" : nil
    }
  ]

  static let bedAndBreakfast = [
    Invariant("I-13", "bed and breakfast for a family ends before six weeks are exceeded") { facts, outcome, ground in
      guard facts.unit == .bedAndBreakfast, facts.mayBeFamily, !facts.isUnder18 else { return nil }
      let today = ground.presentedDay(facts)
      let spent = facts.bedAndBreakfastNights ?? 0
      if spent >= 42, !outcome.bars(.bedAndBreakfast, nil) { return "six weeks are spent, and it is not barred" }
      if spent < 42, facts.bedAndBreakfastNights != nil,
        !outcome.actions.contains(where: { $0.code == .limitBedAndBreakfast })
      {
        return "it is not limited"
      }
      for action in outcome.actions where action.code == .limitBedAndBreakfast {
        guard case .day(let last)? = action.due else { return "it is limited to no day" }
        if Int(last.number - today.number) + 1 + spent > 42 { return "more than 42 nights are allowed" }
        if facts.bedAndBreakfastNights == nil, let since = facts.placedOn, Int(last.number - since.number) + 1 > 42 {
          return "more than 42 nights are allowed since they were placed"
        }
      }
      return nil
    }
  ]

  static let reviews = [
    Invariant("I-15", "a review is asked for within 21 days and never 28, and an offer is accepted first") {
      facts, outcome, ground in
      var starts: [Day] = []
      if let offerOn = facts.offerOn { starts.append(offerOn) }
      switch facts.decisionOn {
      case .day(let day): starts.append(day)
      case .moment(let moment): starts.append(ground.clock.wall(at: moment).day)
      case nil: break
      }
      for action in outcome.actions where action.code == .requestReview {
        guard case .day(let last)? = action.due, starts.contains(where: { $0.adding(days: 20) == last }) else {
          return "a review has another end than the 21st day"
        }
      }
      let isOffered = facts.offer == .temporary || facts.offer == .permanent
      let isAccepted = outcome.actions.contains { $0.code == .acceptOffer }
      return isOffered && !isAccepted ? "an offer is doubted, and nobody says to accept it first" : nil
    }
  ]

  static let notEligible = [
    Invariant("I-14", "a family that is not eligible gets a letter and the section 17 route") {
      facts, outcome, ground in
      guard facts.eligibility == .notEligible, facts.mayBeFamily, !facts.isUnder18, facts.applicantAge != nil else {
        return nil
      }
      if ground.directory.isHousingAuthority(facts.council),
        !outcome.actions.contains(where: { $0.code == .decisionLetter })
      {
        return "no letter is given"
      }
      // In Luton the family may be handed over within the day instead; the decision for tonight is proved apart.
      let isRoute = outcome.actions.contains { $0.code == .section17 } || ground.isParty(facts.council, to: "LUT")
      return isRoute ? nil : "no section 17 route"
    }
  ]

  /// Of every outcome as a whole.
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
        if case .day(let day)? = action.due, day > today { return "\(action.code.name) may wait until another day" }
      }
      return nil
    },
    Invariant("I-21", "whatever is proposed names its rules, and every rule that spoke is logged") {
      facts, outcome, ground in
      for action in outcome.actions where action.rules.isEmpty { return "\(action.code.name) names no rule" }
      for bar in outcome.barred where bar.rules.isEmpty { return "the bar on \(bar.code.name) names no rule" }
      var logged = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
      for entry in outcome.trace {
        let bit = UInt64(1) << UInt64(entry.rule.code % 64)
        let isTwice: Bool
        switch entry.rule.code / 64 {
        case 0:
          isTwice = logged.0 & bit != 0
          logged.0 |= bit
        case 1:
          isTwice = logged.1 & bit != 0
          logged.1 |= bit
        case 2:
          isTwice = logged.2 & bit != 0
          logged.2 |= bit
        default:
          isTwice = logged.3 & bit != 0
          logged.3 |= bit
        }
        if isTwice { return "\(entry.rule.name) is logged twice" }
      }
      return outcome.trace.isEmpty ? "no rule is logged" : nil
    },
    Invariant("I-22", "an unknown age is asked for before advice alone") { facts, outcome, ground in
      guard outcome.tonight.decision == .advise, facts.applicantAge == nil, !facts.inDanger else { return nil }
      return outcome.questions.contains { $0.fact == .applicantAge } ? nil : "the age is not asked for"
    },
    Invariant("I-8", "in danger no question stands in the way") { facts, outcome, ground in
      facts.inDanger && !outcome.questions.isEmpty ? "questions are asked" : nil
    },
  ]
}

extension KnownFacts {
  /// Somebody was in care and may be under 25, or is still owed leaving-care duties.
  var isCareLeaver: Bool {
    (careLeaverOf?.authority != nil && (applicantAge ?? 18) <= 24) || formerRelevant == true
  }
}

extension ActionCode {
  /// Whether it is help that nobody waits for.
  var isImmediate: Bool {
    switch self {
    case .call999, .managerDecision, .section20, .referChildrensServices, .call, .notifyBeforePlacement,
      .preAuthorisePlacement, .placeEmergency, .section17:
      true
    default: false
    }
  }
}
