import Directory
import WorkingTime

extension Wording {
  /// The sentence of something barred, with its single failing condition.
  func text(_ bar: OutcomeBar) -> String {
    let about = name(bar.about)
    let act = deed(bar)
    let amount = bar.amount.map(String.init) ?? "some"
    switch bar.note {
    case .nobodyLeaves:
      return "\(act): it is not settled where they sleep tonight."
    case .noRedirection:
      let isHelped = ![.advise, .notNeeded].contains(outcome.tonight.decision)
      return "\(act): \(isHelped ? "you help tonight" : "they may apply here"), local connection or not."
    case .consentIsNoCondition:
      return "\(act): help does not depend on consent."
    case .noBedAndBreakfastUnder18:
      return "\(act): the applicant is under 18, and it is not suitable even in an emergency."
    case .bedAndBreakfastSpent:
      return "\(act): all \(amount) nights are spent."
    case .riskThere:
      let place = riskPlace(bar.about, isNamed: bar.code != .placeIn)
      return "\(act): someone in the household would be at risk of violence \(place)."
    case .riskNotAsked:
      return facts.violenceRisk?.isEmpty == false
        ? "\(act): it is not known whether that lies where they are at risk."
        : "\(act): nobody has asked yet whether anyone would be at risk there."
    case .abuseSomewhere:
      return facts.violenceRisk == nil
        ? "\(act): they flee abuse, and nobody has asked yet where it is."
        : "\(act): they told of abuse and named no place. Ask again where it is; until then not here."
    case .connectionIsNoDuty:
      return "\(act): no live duty of \(about) is known. A connection alone is not a duty."
    case .noReturnInDanger:
      return "\(act): someone is in danger now."
    case .harmFeared:
      return "\(act): significant harm to a child is feared."
    case .journeyNotFeasible:
      // A journey that is only estimated is not known to be too long.
      let limit = facts.travelMinutes == nil ? nil : bar.amount
      return limit.map { "\(act): the journey takes longer than \($0) minutes, which is our own limit." }
        ?? "\(act): a safe journey tonight is not established."
    case .receptionNotConfirmed:
      return "\(act): nobody there has confirmed a bed and the arrival."
    case .familyDoesNotAgree:
      return "\(act): they have not agreed."
    case .returnNotTonight:
      return "\(act): this council sees to tonight itself."
    case .countyIsHere:
      return
        "\(act): they are in its area already. It owes them this already: ring it, and it finds another place tonight."
    case .connectedHere:
      return "\(act): someone in the household has a local connection here."
    case .connectionHereNotAsked:
      return "\(act): nobody has asked yet whether anyone has a local connection here."
    case .notConnectedThere:
      return "\(act): no local connection with \(about) is known."
    case .noReferableDutyYet:
      return "\(act): only a relief or main duty can be referred, and neither is owed yet."
    case .notInEngland:
      return "\(act): a relief duty is referred only to a council in England."
    case .referredAlready:
      return "\(act): a referral is under way already, and its answer is awaited."
    case .referralEndsNothing:
      return
        "\(act)\(bar.day.map { " on \(words($0))" } ?? ""): the referral is notified, not "
        + "accepted."
    case .reviewOfFinalOffer:
      return
        "\(act)\(bar.day.map { " on \(words($0))" } ?? ""): a review of the final offer is "
        + "not decided."
    case .noEndOnThatDay:
      return
        "\(act) on \(words(bar.day)): here nothing ends on \(daysOff(bar.day)), a weekend "
        + "or a bank holiday. It moves only later."
    case .nothingDecidedYet:
      return "\(act): no decision has been notified. What somebody answers tonight ends nothing."
    case .noIntentionality:
      let made =
        facts.decision == .intentionallyHomeless ? " The decision that was made must be looked at again." : ""
      return "\(act): the applicant was in care and is under \(amount). The law forbids it.\(made)"
    case .intentionalityNotAsked:
      return
        "\(act) until you know whether the applicant is a former relevant child under \(amount): "
        + "the law may forbid it."
    }
  }

  func deed(_ bar: OutcomeBar) -> String {
    let about = name(bar.about)
    switch bar.code {
    case .leave: return "Do not ask them to go"
    case .redirect: return "Do not tell them to apply elsewhere"
    case .return: return "Do not send them back to \(about)"
    case .referS198: return "Do not refer them to \(bar.about == nil ? "another authority" : about)"
    case .contact: return "Do not tell \(about) about them"
    case .endAccommodation: return "Do not end their accommodation"
    case .bedAndBreakfast: return "Do not use bed and breakfast"
    case .placeIn: return "Do not place them in the area of \(about)"
    case .intentionality: return "Do not find them intentionally homeless"
    case .refuseForConsent: return "Do not refuse help because they refuse consent"
    }
  }

  /// The sentence of a warning.
  func text(_ warning: OutcomeWarning) -> String {
    let council = name(nil)
    switch warning.note {
    case .onCutOff:
      return "They came exactly on the cut-off. It is not past it, so office-hours rules hold."
    case .differsBySeenAt:
      return
        "Arrival and interview fall in different hours (\(difference)). The protective one "
        + "is taken."
    case .assumedHours:
      return
        "Nobody has recorded the opening hours of \(council). Monday to Friday, \(assumedHours) "
        + "is assumed."
    case .beyondCalendar:
      return
        "Bank holidays are not known here (known until \(words(warning.day))). Every weekday "
        + "is taken for a working day."
    case .unknownValue:
      return
        "The rule book holds no value of '\(warning.parameter?.rawValue ?? "")' for this day, "
        + "so what hangs on it is left out. Tell an admin."
    case .repeatedHour:
      return "That hour comes twice, as clocks go back. The earlier is taken."
    case .estimatedTravel:
      return
        "The journey to \(name(warning.about)) is estimated from a map by our own figures. "
        + "Ask for the real one."
    case .unknownCouncil:
      return
        "\(name(warning.about).capitalisedFirst) is not held in this directory. "
        + (outcome.barred.contains { $0.code == .contact && $0.about == warning.about }
          ? "It may not be told of them." : "Find its contacts on its own website.")
    case .councilSucceeded:
      return "\(name(warning.about)) has ended. Whoever has taken it over stands here in its place."
    case .takenOverElsewhere:
      let ended = facts.takenOver.filter { $0.heir == warning.about }.map {
        engine.directory.name(ofCouncil: $0.id) ?? $0.id
      }
      return
        "\(ended.joined(separator: " and ").capitalisedFirst) \(ended.count == 1 ? "has" : "have") ended. "
        + "\(name(warning.about).capitalisedFirst) has taken over and stands here in \(ended.count == 1 ? "its" : "their") place."
    case .notThereElsewhere:
      let other = warning.about.flatMap { engine.directory.councilElsewhere(id: id($0)) }
      let told = other.flatMap { other in warning.day.flatMap { engine.directory.explanation(of: other, on: $0) } }
      return "\(told ?? name(warning.about)). Ask which council has the place now."
    case .foundOutside:
      return
        "\(name(warning.about).capitalisedFirst) lies outside this county. Agree with \(mayBeAChild ? "the children's services" : "the council") "
        + "there who acts tonight."
    case .dutyElsewhereIsHere:
      return "The duty elsewhere is said to be this council's own. Nobody else is taken to hold one."
    case .placedByIsHere:
      return
        "They are said to have been placed here by this council itself. That is not a placement "
        + "by another."
    case .decisionAfterPresentation:
      return "The decision is dated after they came."
    case .referredBeforePresentation:
      return "The referral is timed before they arrived."
    case .changedAfterAll:
      return
        "You said that nothing has changed, but what you told contradicts the decision. It "
        + "counts as changed."
    case .endsThoughEnded:
      return
        "The duty is said to have ended, but an end date is still to come. They count as accommodated "
        + "until then."
    case .abuseWithoutPlace:
      return "Domestic abuse is told of, but no place of risk. It is taken to be where they live."
    case .offerThoughNotEligible:
      return
        "They are said not to be eligible, and to have refused an offer. An offer is made to whoever is eligible: ask "
        + "which is right."
    case .alternativeAndNowhere:
      return
        "They are said to have found somewhere, and to have nowhere tonight. Nowhere tonight "
        + "decides."
    case .holidayAhead:
      return "The day after \(words(warning.day)) is a bank holiday. Nobody can be reached then."
    case .followingDayIsNotWorking:
      return
        "LUT-24 says the following day. That is \(words(warning.day)), which is not a working "
        + "day, so the MASH sees them on \(words(outcome.tonight.returnOn))."
    case .lateDayUnderSection188:
      return
        "LUT-24 does not say whether it covers families to whom the law owes interim accommodation. "
        + "HA96-s188 holds either way; on whose behalf settles only cost."
    case .whoPaysIsUnclear:
      return "LUT-27 does not say clearly whether children's services or the placing authority pays."
    case .sameDayOrOneWorkingDay:
      return
        "LUT-49 wants the referral on the day of the letter. LUT-35 allows one working day. "
        + "The earlier is given."
    case .harmWithoutChild:
      return
        "You told of significant harm but of no child. It is referred all the same. Ask which "
        + "child."
    case .reviewDaysOutranked:
      return
        "KPG-07 prints another number of days for a review. HA96-s202-3 sets it, and outranks "
        + "KPG-07."
    case .interimIsNoChoice:
      return
        "ESS-05 says that interim accommodation may be given. HA96-s188 says that it must, "
        + "and outranks ESS-05."
    case .interimDoesNotWait:
      return
        "KIN-17 allows days to decide on interim accommodation. HA96-s188 is owed at once, "
        + "and outranks KIN-17."
    case .dutyNeedsNoConnection:
      return
        "KPG-22 ties relief and main duty to a local connection. HA96-s189B and HA96-s193 "
        + "owe both without one, until a referral has succeeded."
    case .referralLawIsTheAct:
      return "KPG-13 speaks as if a referral had to follow. It is HA96-s198-2, and a choice."
    case .preventionWhateverTheFault:
      return
        "LUT-42 gives only advice to those who are at fault. HA96-s195 owes prevention whatever "
        + "the fault, and outranks it."
    case .supportToWhichAge:
      return
        "LUT-11 supports care leavers for a year in one place, and to a later age in another. "
        + "HA96-s199-8 and the later age protect them."
    case .consentDoesNotStopProtection:
      return
        "KIN-03 wants written consent for any sharing, KIN-28 none where a child may be harmed. "
        + "CA89-s47 settles it: protection does not wait."
    case .consentRowsDisagree:
      return
        "ESS-06 tells children's services with consent, ESS-07 without it where a child may "
        + "be harmed. A person decides which holds."
    case .noticeIsNoFixedPeriod:
      return
        "\(noticeRow) gives one number of days for everyone. HA96-s190 wants a period that "
        + "is reasonable for this household, so the date is a proposal."
    case .applicationWhateverTheRoute:
      return
        "KCL-03 would keep care leavers off the homelessness route. HA96-s184 takes an application "
        + "from whoever makes one, and outranks it."
    }
  }

  /// Whether there may be a child: one in the household, unborn, or the applicant.
  private var mayBeAChild: Bool {
    !(facts.children == [] && facts.pregnant == false && (facts.applicantAge ?? 0) >= 18)
  }

  private var noticeRow: String {
    engine.places[Int(facts.council.index)].regime.noticeDays?.clause.name ?? "The protocol"
  }

  /// The weekdays on which nothing ends here, in words.
  private func daysOff(_ day: Day?) -> String {
    guard let day, let entry = engine.places[Int(facts.council.index)].regime.noEndOn,
      let weekdays = entry.value(on: day)
    else { return "some days" }
    return weekdays.sorted().map { "a \($0.name)" }.joined(separator: ", ")
  }

  private var assumedHours: String {
    let hours = DirectoryAtMoment.assumedOffice
    return TimeText.clockText(minuteOfDay: hours.lowerBound) + " to "
      + TimeText.clockText(minuteOfDay: hours.upperBound)
  }

  private var difference: String {
    let arrived = TimeText.clockText(engine.clock.wall(at: facts.presentedAt))
    let seen = facts.seenAt.map { TimeText.clockText(engine.clock.wall(at: $0)) } ?? ""
    return "\(arrived) and \(seen)"
  }
}
