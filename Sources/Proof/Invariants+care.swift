import Directory
import Triage
import WorkingTime

/// What must hold of children and care leavers, consent, ends, offers and bed and breakfast.
extension Invariant {
  static let roof: [Invariant] = [
    Invariant("I-1", "no family and no young person who may be roofless is asked to go") { facts, outcome, ground in
      guard facts.home(ground) != true, !facts.goesBack(ground) else { return nil }
      guard facts.mayBeFamily || facts.isUnder18 || ground.isParty(facts.council, to: "LUT") else { return nil }
      return outcome.bars(.leave, nil) ? nil : "asking them to go is not barred"
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
      return mayBeAChild && !outcome.tells(.referChildrensServices)
        ? "there may be a child in danger, and children's services hear nothing" : nil
    }
  ]

  static let consent = [
    Invariant("I-10", "refused consent stops no referral of harm and no help") { facts, outcome, ground in
      if facts.significantHarm == true, !outcome.tells(.referChildrensServices) {
        return "harm is known, and nobody is told"
      }
      guard facts.consent == false else { return nil }
      if !outcome.bars(.refuseForConsent, nil) { return "refusing help for want of consent is not barred" }
      return facts.significantHarm == true && !outcome.tells(.shareWithoutConsent)
        ? "harm is known, and a refusal keeps it back" : nil
    }
  ]

  static let young = [
    Invariant("I-9", "no bed and breakfast for an applicant under 18") { facts, outcome, ground in
      facts.isUnder18 && !outcome.bars(.bedAndBreakfast, nil) ? "bed and breakfast is not barred" : nil
    }
  ]

  static let ends: [Invariant] = [
    Invariant("I-12", "nothing ends on a day on which nothing may end here, and only ever later") {
      facts, outcome, ground in
      func isBad(_ day: Day) -> Bool {
        guard let off = ground.daysOff(at: facts.council, on: day) else { return false }
        return off.contains(day.weekday) || ground.isShut(day)
      }
      for action in outcome.actions where action.code == .proposeEndDate {
        guard case .day(let day)? = action.due else { return "an end without a day" }
        if isBad(day) || ground.isShut(day) { return "an end is proposed on a day on which nothing ends" }
        if let told = facts.accommodationEndsOn, day < told { return "an end is moved earlier" }
      }
      if let told = facts.accommodationEndsOn, told >= ground.presentedDay(facts), isBad(told), !facts.isUndecided,
        !outcome.bars(.endAccommodation, facts.here)
      {
        return "an end on such a day is not barred"
      }
      return nil
    },
    Invariant("I-23", "no end is made up on a finding that the law may forbid") { facts, outcome, ground in
      guard facts.accommodationEndsOn == nil, outcome.tells(.proposeEndDate) else { return nil }
      if facts.decision != .intentionallyHomeless { return "an end is made up, and nobody is intentionally homeless" }
      return facts.isProtected(ground) == false ? nil : "an end is proposed for whom the law may protect"
    },
  ]

  static let findings = [
    Invariant("I-23", "no finding of intentional homelessness for a care leaver whom the law may protect") {
      facts, outcome, ground in
      let wasInCare = facts.careLeaverOf?.authority != nil || facts.formerRelevant == true
      guard wasInCare, !facts.isUnder18, facts.isProtected(ground) != false else { return nil }
      return outcome.bars(.intentionality, nil) ? nil : "the finding is not barred"
    }
  ]

  static let bedAndBreakfast = [
    Invariant("I-13", "bed and breakfast for a family ends before its nights are exceeded") { facts, outcome, ground in
      guard facts.unit == .bedAndBreakfast, facts.mayBeFamily, !facts.isUnder18 else { return nil }
      let today = ground.presentedDay(facts)
      guard let most = ground.whole(.bedAndBreakfastNights, at: facts.council, on: today) else { return nil }
      let tonight = ground.night(facts)
      let lasts = [
        facts.bedAndBreakfastNights.map { tonight.adding(days: most - $0 - 1) },
        facts.placedOn.map { $0.adding(days: most - 1) },
      ]
      let last = lasts.compactMap(\.self).min() ?? tonight.adding(days: most - 1)
      let isOver = last < tonight
      if isOver, !outcome.bars(.bedAndBreakfast, nil) { return "its nights are spent, and it is not barred" }
      guard outcome.tells(.limitBedAndBreakfast) else { return "it is not limited" }
      for action in outcome.actions where action.code == .limitBedAndBreakfast {
        guard case .day(let day)? = action.due else { return "it is limited to no day" }
        if isOver, day != today { return "its nights are spent, and it is not due today" }
        if !isOver, day > last { return "more nights are allowed than the law has" }
      }
      return nil
    }
  ]

  static let reviews = [
    Invariant("I-15", "a review is asked for within the law's days, and an offer is accepted first") {
      facts, outcome, ground in
      let starts = [facts.offerOn, facts.decisionOn.map(ground.day)].compactMap(\.self)
      let today = ground.presentedDay(facts)
      func last(_ start: Day) -> Day? {
        ground.whole(.reviewDays, at: facts.council, on: start).map { start.adding(days: $0 - 1) }
      }
      for action in outcome.actions where action.code == .requestReview {
        guard let due = action.due else {
          if starts.allSatisfy({ last($0).map { $0 >= today } ?? true }) { return "a review has time, and no day" }
          continue
        }
        guard case .day(let day) = due, starts.contains(where: { last($0) == day }) else {
          return "a review has another end than the law's last day"
        }
        if day < today { return "a review is due on a day that has passed" }
      }
      let isOffered = facts.offer == .temporary || facts.offer == .permanent
      let isOpen = facts.decision != .offerRefused && (facts.review == nil || facts.review == Review.none)
      if isOffered, isOpen, !outcome.tells(.acceptOffer) { return "an offer is doubted, and nobody says to accept it" }
      return !isOpen && outcome.tells(.acceptOffer) ? "an offer is to be accepted that is not open any more" : nil
    },
    Invariant("HA96-s188-2A", "while a review of a final offer is undecided they are kept accommodated") {
      facts, outcome, ground in
      facts.review == .finalOffer && !outcome.keepsHere(facts) ? "they are not kept accommodated" : nil
    },
  ]

  static let notEligible = [
    Invariant("I-14", "who is not eligible gets a letter, and the section 17 route or adult social care") {
      facts, outcome, ground in
      guard facts.eligibility == .notEligible, !facts.isUnder18 else { return nil }
      let isHousing = ground.directory.isHousingAuthority(facts.council)
      if facts.mayBeFamily, isHousing, facts.decision != .notEligible, !outcome.tells(.decisionLetter) {
        return "no letter is given"
      }
      guard facts.home(ground) != true else { return nil }
      // Where a late day has rules of its own the family may be handed over within the day instead.
      let isHandedOver = ground.whole(.handOverMinutes, at: facts.council, on: ground.presentedDay(facts)) != nil
      if facts.mayBeFamily, facts.children != [], !outcome.tells(.section17), !isHandedOver {
        return "no section 17 route"
      }
      let mayNeedCare = facts.children?.isEmpty == false ? facts.vulnerable == true : facts.vulnerable != false
      guard !isHousing || facts.isClosed(ground), facts.pregnant == true || mayNeedCare else { return nil }
      return outcome.tells(.referAdultSocialCare)
        ? nil : "an adult who may need care, and adult social care hears nothing"
    }
  ]

  static let applications = [
    Invariant("I-27", "a fresh application is taken unless it is known that nothing has changed") {
      facts, outcome, ground in
      let isFree = facts.dutyHeld == nil || facts.dutyHeld == DutyHeld.none || facts.dutyHeld == .ended
      guard isFree, ground.directory.isHousingAuthority(facts.council), facts.eligibility != .notEligible,
        !facts.isUnder16, facts.changedSince != false, facts.home(ground) == false
      else { return nil }
      return outcome.tells(.takeApplication) ? nil : "no application is taken"
    },
    Invariant("I-27", "no application is taken where nothing has changed, nor where none may be made") {
      facts, outcome, ground in
      guard outcome.tells(.takeApplication) else { return nil }
      if facts.isUnder16 { return "an application of a child under 16" }
      if !ground.directory.isHousingAuthority(facts.council) { return "a county takes an application" }
      return facts.isSame(ground) ? "nothing has changed, and an application is taken" : nil
    },
  ]
}
