import Directory
import WorkingTime

/// The parts of an action's sentence that hang on what was told: whose, until when, on what condition.
extension Wording {
  /// That a young applicant's own baby, or a brother or sister, is theirs to see to as well; nothing where there is none.
  var withTheirChildren: String {
    facts.children?.isEmpty == false ? " So must the children with them, who stay together with the applicant." : ""
  }

  /// The nights to come for which they have no roof: `3 nights from Fri 25 Dec 2026`, `the night of Sat 28 Nov 2026`.
  func nightsWithout(_ action: OutcomeAction) -> String {
    let first = words(action.otherDay)
    guard let nights = action.amount, nights > 1 else { return "the night of \(first)" }
    return "\(nights) nights from \(first)"
  }

  /// What a district is said to owe whom a county refers to it: not section 188 to those who are known not to be owed it.
  var districtOwes: (district: String, it: String) {
    let hasNoNeed =
      facts.children == [] && facts.pregnant == false && facts.vulnerable == false
      && facts.riskFactors?.contains(.domesticAbuse) == false
    return facts.eligibility == .notEligible || hasNoNeed
      ? ("Ask \(district) what it can do.", "ask what it can do")
      : ("\(district.capitalisedFirst) owes section 188.", "it owes section 188")
  }

  /// The council that owes housing to those whom a county sees: by name where it is known.
  var district: String { engine.district(facts) }

  /// What stands since: a decision against them, or the end of a duty alone.
  var lastWord: String { facts.decision?.isMade == true ? "the last decision" : "the duty ended" }

  /// Why another application is taken after a duty has ended or a decision stands.
  var whyFresh: String {
    switch facts.changedSince {
    case true?: "something has changed since \(lastWord)"
    case nil: "something may have changed since \(lastWord)"
    case false? where outcome.warnings.contains { $0.note == .changedAfterAll }:
      "what they tell contradicts the last decision"
    case false?: "a duty that has ended stops nobody from applying"
    }
  }

  /// That they have nowhere else to go, as far as that is known.
  var nowhereElse: String {
    facts.alternativeFound == false || facts.nowhereTonight == true
      ? ": they have nowhere else to go" : ", unless they have somewhere else to go"
  }

  /// Whose number stands beside what a family's own social worker is sent.
  var workersNumber: String {
    " The directory holds no number of the social worker: ask for them on their team's line."
  }

  /// What an adult is given whom the council does not house: what is owed besides, and an application where one is open.
  var advice: String {
    switch facts.dutyHeld {
    case .relief?: return "The relief duty goes on: help them to find a place."
    case .prevention?: return "Give advice, and help them to find a place."
    default: break
    }
    let isTaken = outcome.actions.contains { $0.code == .takeApplication }
    if isTaken || facts.eligibility == .notEligible { return "Give advice." }
    return facts.changedSince == false
      ? "Give advice, and take an application if anything has changed after all."
      : "Give advice, and take an application if they may be homeless."
  }

  /// What of consent before a family is referred.
  var consentFirst: String {
    switch facts.consent {
    case true?: ""
    case false? where facts.significantHarm != true: refusal
    default: " Ask for consent first, unless you fear significant harm."
    }
  }

  /// That they refuse consent, and who decides then; nothing where they do not, or harm is feared.
  var refusal: String {
    guard facts.consent == false, facts.significantHarm != true else { return "" }
    if needsNoConsent {
      return
        " They refuse consent. Without recourse it goes all the same: tell them so, and record why. A named person "
        + "decides."
    }
    // Where to ask is an action of its own, it is said there.
    if outcome.actions.contains(where: { $0.note == .askSafeguardingLead }) {
      return " They refuse consent, so the safeguarding lead decides first."
    }
    return " They refuse consent. Ask the safeguarding lead first: a named person decides whether to share."
  }

  /// Whether Kent's guidance refers them without consent: a family without recourse to public funds (KPG-16).
  private var needsNoConsent: Bool {
    facts.children != [] && outcome.trace.contains { $0.rule == .kpg16 && $0.condition.isYes }
  }

  /// Whether a family's referral waits for somebody to say that it may go without the consent that they refuse.
  var isHeldForConsent: Bool {
    facts.consent == false && !needsNoConsent
      && outcome.actions.contains { $0.note == .referFamily && facts.significantHarm != true }
  }

  /// Whether children's services hear only of a baby that is expected: no child is there whom section 17 would reach.
  var isOnlyExpected: Bool {
    let isAdult = facts.applicantAge.map { $0 >= 18 } ?? true
    return facts.children == [] && isAdult && facts.significantHarm != true && facts.immediateDanger != true
      && outcome.tonight.power == nil
      && (outcome.tonight.decision == .childrensServices || outcome.actions.contains { $0.note == .referPregnant })
  }

  /// Who sees to a mother before there is a child in need (CA89-s17, CA14-s18).
  var untilBorn: String {
    "Section 17 reaches a child only once it is born. Adult social care looks after the mother until then."
  }

  /// That two services of one council agree, where neither the council asked nor a child's need decides who houses them.
  var agreeing: String {
    outcome.tonight.decision == .childrensServices ? " Agree with adult social care who houses them tonight." : ""
  }

  /// Before a day still to come; at once on that day.
  func before(_ due: DueTime?) -> String {
    guard let due else { return "" }
    return due == .day(today) ? " now" : " before \(words(due))"
  }

  /// What a family is told of bed and breakfast while nobody has said where they will sleep (SI2003-3326).
  private var bedAndBreakfast: String {
    let isFamily = facts.children?.isEmpty == false || facts.pregnant == true
    let isHousing = engine.directory.isHousingAuthority(facts.council) && outcome.tonight.power != .s17
    let isBarred = outcome.barred.contains { $0.code == .bedAndBreakfast }
    return isFamily && isHousing && facts.unit == nil && !isBarred ? " Bed and breakfast is a last resort." : ""
  }

  var placement: String {
    let tonight = outcome.tonight
    let nights = tonight.nights?.count ?? 1
    let span =
      nights == 1 ? "tonight" : "for \(nights) nights, until \(words(tonight.returnOn))"
    let basis: String
    switch tonight.power {
    case .s188? where isUntilGivenEnd || (facts.eligibility == .notEligible && facts.accommodationEndsOn != nil):
      basis = "under section 188, until the end that they were given"
    case .s188? where facts.eligibility == .notEligible: basis = "under section 188, until you know more"
    case .s188?: basis = "under section 188. You only need reason to believe that they qualify"
    // Beside an end date nothing is said of a period.
    case .s190? where outcome.actions.contains { $0.code == .proposeEndDate }: basis = "under section 190"
    case .s190?: basis = "under section 190, for a reasonable period"
    case .s193?: basis = "under section 193, the main duty"
    case .s199A?: basis = "under section 199A until the referral is decided"
    case .s200?: basis = "under section 200 until the referral is decided"
    case .s17?: basis = "under section 17 of the Children Act"
    default: basis = ""
    }
    let rights =
      tonight.power == nil || tonight.power == .s17
      ? ". There is no section 202 review of it." : "; their rights under Part 7 are the same."
    let attribution = tonight.isForChildrensServices ? " On behalf of children's services, who pay\(rights)" : ""
    var area = ""
    switch tonight.area {
    case .within?:
      area = facts.inBoroughUnit == true ? " Use the unit in the borough." : " In the borough if at all possible."
    case PlacementArea.none? where !isAtRiskHere:
      area = " No extra priority for the borough: in it as far as you reasonably can, else near."
    default: break
    }
    return "Place them \(span)\(basis.isEmpty ? "" : ", \(basis)").\(attribution)\(area)\(away)\(bedAndBreakfast)"
  }

  /// After a decision that nothing has changed since, with an end that is still to come.
  var isUntilGivenEnd: Bool {
    guard let decision = facts.decision, decision.isMade, facts.changedSince == false,
      let endsOn = facts.accommodationEndsOn, endsOn > today
    else { return false }
    return !outcome.warnings.contains { $0.note == .changedAfterAll }
  }

  var away: String {
    guard isAtRiskHere else { return "" }
    return facts.violenceRisk?.isEmpty != false
      ? " Place them outside the area until you know where the abuse is."
      : " Place them outside the area: they are at risk in it."
  }

  /// The last day of a limit; that it is today is said.
  func lastDay(_ due: DueTime?) -> String {
    (due == .day(today) ? "today, " : "") + words(due)
  }

  /// Whether anyone in the household is at risk in the area of the council asked.
  var isAtRiskHere: Bool {
    outcome.barred.contains { bar in
      guard bar.code == .placeIn, let about = bar.about else { return false }
      guard let place = about.ref else { return false }
      return engine.risks.covers(place, facts.council)
    }
  }

  /// That nobody waits for a bailiff: where they still have a bed, and are homeless from a day that is here (HA96-s175-3).
  var thoughHoused: String {
    outcome.tonight.decision == .notNeeded
      ? " They may be homeless though they have a bed: nobody has to wait for the bailiffs. House them now if they cannot "
        + "reasonably stay on." : ""
  }

  /// Why section 17 is named beside what housing does, or in its place.
  var whyNotPart7: String {
    if outcome.tonight.decision == .place, outcome.tonight.power != .s17 {
      return "Part 7 may not reach this family. The Children Act does either way."
    }
    if facts.review == .decision || facts.review == .referral {
      return "No duty under Part 7 is seen, but a power is: a review is undecided."
    }
    return "Part 7 does not reach this family; the Children Act does."
  }

  /// That an end waits for the relief duty (HA96-s190-1-c, HA96-s188-1ZB).
  var reliefFirst: String {
    guard facts.dutyHeld == .relief, facts.decision?.isMade == true else { return "" }
    return " While the relief duty runs, accommodation goes on: ask when that ends. Nothing ends before it."
  }

  func relief(_ action: OutcomeAction) -> String {
    guard let amount = action.amount, let day = action.otherDay else { return "" }
    return " If relief is accepted today, its day \(amount) is \(words(day))."
  }

  /// Which notice of a private landlord is a threat by itself, on the day.
  var notice: String {
    let day = engine.clock.wall(at: facts.presentedAt).day
    let entry = engine.places[Int(facts.council.index)].regime.threateningNotice
    return entry.value(on: day).map { " For a private tenant a valid \($0) is enough by itself." } ?? ""
  }

  func shortStay(_ action: OutcomeAction) -> String {
    action.amount.map { " Nor does a stay under \($0) weeks." } ?? ""
  }

  func holiday(_ due: DueTime?) -> String {
    // That the very next day is one is told apart, as a warning.
    guard case .day(let day)? = due, !engine.calendar.isBankHoliday(day.adding(days: 1)),
      (2...7).contains(where: { engine.calendar.isBankHoliday(day.adding(days: $0)) })
    else {
      return ""
    }
    return " A bank holiday falls in the week after, when help is harder to find."
  }
}

extension String {
  /// With its first letter in capitals.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
