import WorkingTime

extension Wording {
  /// The sentence of something barred, with its single failing condition.
  func text(_ bar: OutcomeBar) -> String {
    let about = name(bar.about)
    let act = deed(bar)
    switch bar.note {
    case .nobodyLeaves: return "\(act): it is not settled where they sleep tonight."
    case .noRedirection: return "\(act): a missing connection is no missing duty."
    case .consentIsNoCondition: return "\(act): help does not hang on consent."
    case .noBedAndBreakfastUnder18:
      return "\(act): the applicant is under 18, and it is unsuitable even in an emergency."
    case .bedAndBreakfastSpent: return "\(act): six weeks in all are spent."
    case .riskThere: return "\(act): someone in the household would be at risk of violence in the area of \(about)."
    case .riskNotAsked: return "\(act): nobody has asked yet whether anyone would be at risk there."
    case .connectionIsNoDuty: return "\(act): no live duty of \(about) is known, and a connection is none."
    case .noReturnInDanger: return "\(act): someone is in danger now."
    case .journeyNotFeasible: return "\(act): a safe journey tonight is not established."
    case .receptionNotConfirmed: return "\(act): nobody there has confirmed a bed and the arrival."
    case .familyDoesNotAgree: return "\(act): they have not agreed."
    case .returnNotTonight: return "\(act): tonight is decided otherwise."
    case .connectedHere: return "\(act): someone in the household has a local connection here."
    case .connectionHereNotAsked: return "\(act): it is not known whether anyone has a local connection here."
    case .notConnectedThere: return "\(act): no local connection with \(about) is known."
    case .noReferableDutyYet:
      return "\(act): only a relief or main duty can be referred, and neither is owed yet."
    case .referredAlready: return "\(act): a referral is under way already; its answer is awaited."
    case .referralEndsNothing:
      return "\(act)\(bar.day.map { " on \(words($0))" } ?? ""): the referral is notified, not accepted."
    case .noEndOnThatDay:
      return
        "\(act) on \(words(bar.day)): accommodation here ends on no Friday, weekend or bank holiday, and only ever later."
    case .noIntentionality: return "\(act): the applicant is a care leaver; raise it with a named person instead."
    }
  }

  private func deed(_ bar: OutcomeBar) -> String {
    let about = name(bar.about)
    switch bar.code {
    case .leave: return "Do not ask them to go"
    case .redirect: return "Do not tell them to apply elsewhere"
    case .return: return "Do not send them back to \(about)"
    case .referS198: return bar.about == nil ? "No referral to another authority" : "No referral to \(about)"
    case .contact: return "Do not tell \(about) about them"
    case .endAccommodation: return "Do not end their accommodation"
    case .bedAndBreakfast: return "No bed and breakfast"
    case .placeIn: return "Do not place them in the area of \(about)"
    case .intentionality: return "No finding of intentional homelessness"
    case .refuseForConsent: return "Do not refuse help for want of consent"
    }
  }

  /// The sentence of a warning.
  func text(_ warning: OutcomeWarning) -> String {
    let council = name(nil)
    switch warning.note {
    case .onCutOff: return "Presented exactly on the cut-off, which is not past it: office-hours rules hold."
    case .differsBySeenAt:
      return "By their arrival and by the interview the hour differs (\(difference)); the protective one is taken."
    case .assumedHours:
      return "Nobody has recorded the opening hours of \(council): Monday to Friday, 09:00 to 17:00 is assumed."
    case .beyondCalendar:
      return
        "Bank holidays are not known here (known until \(words(warning.day))): every weekday is taken for a working day."
    case .repeatedHour: return "That hour comes twice as clocks go back; the earlier is taken."
    case .estimatedTravel:
      return "The journey to \(name(warning.about)) is estimated from a map by our own figures; ask for the real one."
    case .unknownCouncil:
      return "'\(warning.about.map(id) ?? "")' is not held in this directory: its contacts must be found elsewhere."
    case .dutyElsewhereIsHere:
      return "The duty elsewhere is said to be this council's own; nobody else is taken to hold one."
    case .placedByIsHere:
      return "They are said to have been placed here by this council itself; that is taken as no placement by another."
    case .decisionAfterPresentation: return "The decision is dated after the presentation."
    case .referredBeforePresentation: return "The referral is timed before they arrived."
    case .holidayAhead: return "The day after \(words(warning.day)) is a bank holiday: nobody can be reached then."
    case .followingDayIsNotWorking:
      return "LUT-24 says the following day, which is \(words(warning.day)), no working day: the MASH sees them on "
        + "\(words(outcome.tonight.returnOn))."
    case .lateDayUnderSection188:
      return
        "LUT-24 does not say whether it covers families to whom the law owes interim accommodation; HA96-s188 holds "
        + "either way, and on whose behalf settles only cost."
    case .whoPaysIsUnclear:
      return "LUT-27 does not say clearly whether children's services or the placing authority pays."
    case .sameDayOrOneWorkingDay:
      return "LUT-49 wants the referral on the day of the letter, LUT-35 within one working day; the earlier is given."
    case .harmWithoutChild:
      return "Significant harm is told of but no child: it is referred all the same; ask which child."
    case .eligibleAfterDecision:
      return "They were decided not eligible and are now said to be, or perhaps to be: what is said now is taken."
    case .placedByIsUnconfirmed:
      return "HA96-s198-4 is known from secondary sources only; check it before relying on it."
    case .hostNoticeIsUnconfirmed: return "The 14 days of HA96-s208 are not confirmed against the primary text."
    case .notifyConsentIsUnconfirmed:
      return "The commencement of HA96-s213AA is not confirmed; it is treated as in force."
    case .reviewDaysOutranked: return "KPG-07 prints 28 days for a review; HA96-s202-3 gives 21 and outranks it."
    case .interimIsNoChoice:
      return "ESS-05 says that interim accommodation may be given; HA96-s188 says that it must, and outranks it."
    case .interimDoesNotWait:
      return
        "KIN-17 allows five working days to decide on interim accommodation; HA96-s188 is owed at once, on reason to "
        + "believe, and outranks it."
    case .dutyNeedsNoConnection:
      return
        "KPG-22 speaks of relief and main duty only with a local connection; HA96-s189B and HA96-s193 owe both without one "
        + "until a referral has succeeded."
    case .referralLawIsTheAct:
      return
        "KPG-13 places section 198 in the Code and speaks as if referral had to follow; it is HA96-s198-2, and a choice."
    case .preventionWhateverTheFault:
      return
        "LUT-42 goes with a passage that gives only advice to those threatened with homelessness by their own fault; "
        + "HA96-s195 owes prevention whatever the fault, and outranks it."
    case .supportToWhichAge:
      return
        "LUT-11 supports care leavers for twelve months in one place and to the age of 25 in another; HA96-s199-8 and the "
        + "later reading protect them."
    case .consentDoesNotStopProtection:
      return
        "KIN-03 wants written consent for any sharing, KIN-28 none where a child may be harmed; CA89-s47 settles it: "
        + "protection does not wait."
    case .consentRowsDisagree:
      return
        "ESS-06 tells children's services with consent, ESS-07 without it where a child may be harmed; a person decides "
        + "which holds."
    case .noticeIsNoFixedPeriod:
      return
        "\(noticeRow) gives about 28 days for everyone; HA96-s190 wants a period that is reasonable for this family, so the "
        + "date is a proposal."
    case .applicationWhateverTheRoute:
      return
        "KCL-03 would keep care leavers off the homelessness route; HA96-s184 takes an application from whoever makes one, "
        + "and outranks it."
    case .careLeaverLawIsUnconfirmed:
      return "CWSA26-s9 may not be in force yet; the finding is barred all the same and raised."
    }
  }

  private var noticeRow: String { engine.isParty(facts.council, to: .luton) ? "LUT-34" : "KPG-09" }

  private var difference: String {
    let arrived = TimeText.clockText(engine.clock.wall(at: facts.presentedAt))
    let seen = facts.seenAt.map { TimeText.clockText(engine.clock.wall(at: $0)) } ?? ""
    return "\(arrived) and \(seen)"
  }
}
