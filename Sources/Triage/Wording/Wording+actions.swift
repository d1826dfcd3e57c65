import WorkingTime

extension Wording {
  /// The sentence of an action.
  func text(_ action: OutcomeAction) -> String {
    let about = name(action.about)
    let services = childrensServices(action.about)
    switch action.note {
    case .ring999: return "Ring 999 now: someone is in danger. Everything else waits."
    case .childrensServicesAfter999:
      return "As soon as the emergency services are coming, refer to \(services) and ring them."
    case .referHarm:
      return "Refer the child to \(services) at once: significant harm needs no consent and waits for nothing."
    case .ringChildrensServices: return "Ring \(services) now and make sure that the referral has arrived."
    case .shareWithoutConsent:
      return
        "Share what \(services) need without consent, record why, and tell the parent unless that puts the child at "
        + "more risk. A named person decides this."
    case .section20:
      return "\(services.capitalisedFirst) lead and accommodate under section 20: the applicant is under 18."
    case .referYoungPerson:
      return "Refer the young person to \(services) at once; housing does not wait and does not bounce."
    case .readyForYoungPerson:
      return
        "Keep a safe place ready under section 188 for tonight, no bed and breakfast, in case \(services) cannot place "
        + "at once."
    case .essexYoungPersonProtocol:
      return
        "The Essex family protocol does not cover 16 and 17 year olds, pregnant or with a child included; they have a "
        + "joint protocol of their own, which is not in this book."
    case .placeTonight: return placement(action)
    case .seenByHousing: return "See them again on \(words(action.due)), the next working day, and go on from there."
    case .takeApplication:
      return
        "Take the homelessness application and start inquiries by \(words(action.due)). If the relief duty is accepted on "
        + "the day of presentation, its day 56 is \(words(action.otherDay))."
    case .preventionApplication:
      return "Take an application: if homelessness is likely by \(words(action.otherDay)) the prevention duty is owed."
    case .adviseAdult:
      return
        "No accommodation duty is seen for this adult and the protocols do not cover the case: give advice, take an "
        + "application if they may be homeless, and let a named person decide."
    case .section17:
      return
        "\(services.capitalisedFirst) assess under section 17 and make sure where the children sleep tonight: Part 7 does "
        + "not reach this family, the Children Act does."
    case .referFamily:
      return "Refer the family to \(services), with consent where there is no significant harm to fear."
    case .seenByChildrensServices: return "\(services.capitalisedFirst) see the family on \(words(action.due))."
    case .decisionLetterNotEligible:
      return "Write the section 184 decision with reasons and the right of review, and send a copy with the referral."
    case .confirmReferral:
      return
        "Telephone \(services) out of others' hearing: confirm that the referral has arrived and that they are coming."
    case .handOver:
      return
        "A social care officer meets the family by \(words(action.due)), 15 minutes from the referral; introduce them, then "
        + "leave unless asked to stay."
    case .handOverIfReferredNow:
      return
        "A social care officer meets the family within 15 minutes of the referral: by \(words(action.due)) if it went at "
        + "once. Introduce them, then leave unless asked to stay."
    case .escalateHandOver:
      return
        "If nobody has come by \(words(action.due)), ring your line manager: line managers, then the Service Directors."
    case .preparePlacement: return "Find a unit meanwhile, so that the night does not hang on the meeting."
    case .preAuthoriseOnCutOff:
      return
        "It is exactly the cut-off: office-hours rules still hold, and a placement is authorised in advance should it "
        + "turn late."
    case .tellMASHOfPlacement:
      return "Tell the MASH tonight that the family is placed on behalf of children's services and comes back on "
        + "\(words(outcome.tonight.returnOn))."
    case .ringMASHOrDutyTeam:
      return "Ring the MASH or, if nobody answers, the emergency duty team; do not wait for them to place."
    case .tellAllocations:
      return
        "Tell Temporary Accommodation Allocations that this placement is on behalf of children's services, so that its cost is "
        + "recorded there."
    case .seenByMASH:
      return
        "The family comes back on \(words(action.due)), the next working day, to be seen by the MASH; tell them where and when."
    case .askAboutDutyThere:
      return
        "Ring \(about) only to ask whether it owes them a duty, or keeps a place open; tonight's duty stays here."
    case .managerDecides:
      return
        "A service manager in children's services decides tonight about the children's safety; nobody leaves, the family "
        + "stays together, and if there is no safe alternative they are placed."
    case .ringForManager: return "Ring children's services now for the manager's decision."
    case .rechargeCost:
      return
        "Record the cost of tonight as one to be recharged to children's services; the wording on who pays is unclear."
    case .refusalEndsNothing:
      return "They will not go back to \(about). That ends no help: ask why, it may hide a risk."
    case .arrangeReception:
      return
        "Before they set off, arrange with \(about) who receives them on arrival: take the name, the bed and the address."
    case .returnFamily: return "They go back to \(about), which owes the duty; see that the journey is safe."
    case .writtenConfirmation:
      return
        "Confirm the referral to \(about) in writing and give them a copy. The case stays here until \(about) "
        + "expressly accepts it."
    case .withholdAddress:
      return
        "Keep the new address and area out of everything that can be seen where they are at risk; a named person releases it."
    case .keepUntilNotified:
      return "Keep them accommodated until the decision on the referral has been notified: a notice moves nobody."
    case .tellOfAcceptedReferral: return "If the referral is accepted, tell \(services)."
    case .considerReferral:
      return
        "A referral to \(about) can be considered: it is a discretion, judged at the date of decision, never a reason to stop "
        + "helping."
    case .notifyBeforePlacement:
      return
        "Notify \(services) before placing them anywhere: homelessness is itself a listed risk factor. It never delays the bed."
    case .tellNoUnitInBorough:
      return "Tell \(services) that no unit in the borough is free for a family that should stay in it."
    case .professionalsMeeting:
      return "Arrange a professionals' meeting and a plan to bring the family back to the borough."
    case .responsibilityStays:
      return
        "The placement outside the borough does not by itself move Children Act responsibility; a stay under four weeks does not."
    case .applicationStays: return "The placement is in another area; the application stays with \(about)."
    case .notifyHost:
      return "Give \(about) written notice of the placement by \(words(action.due)).\(chase(action.due))"
    case .notifyHostWithCare:
      return
        "Give \(about) written notice of the placement by \(words(action.due)), after a named person has released the "
        + "address: there is a risk of violence.\(chase(action.due))"
    case .askNotifyConsent:
      return
        "Ask the parent whether the GP practice, the health visitors and the school may be told; if yes, tell them within 14 "
        + "days. Once for each application."
    case .limitBedAndBreakfast:
      return
        "Bed and breakfast only as there is nothing else: the last lawful night is \(words(action.due)), six weeks in all."
    case .proposeEndDate:
      return
        "Propose \(words(action.due)) as the end date. It is a proposal: the period must be reasonable for this family, and a "
        + "named person sets it.\(holiday(action.due))"
    case .adviseAgainstThatDay:
      return
        "Think again about \(words(action.otherDay)): help is hardest to find on a Friday or when offices are shut, and the "
        + "period must give a reasonable opportunity. No protocol here forbids it."
    case .requestReview:
      return
        "A review of the decision must be asked for by \(words(action.due)): 21 days, the day of notification being the first."
        + chase(action.due)
    case .referWithLetter:
      return
        "Send children's services the referral with a copy of the letter on \(words(action.due)), the day of the letter; the "
        + "protocol elsewhere allows until \(words(action.otherDay))."
    case .requestForSupport:
      return "Make a Request for Support on the Hub's portal by \(words(action.due)): no alternative has been found."
    case .kentRequestForSupport:
      return
        "Make a Request for Support to the Front Door\(action.due == nil ? "" : " before \(words(action.due))"): the duty owed, "
        + "the 56th day and what follows, what was tried, and the section 184 letter."
    case .tellPersonalAdviser: return "Tell the personal adviser at \(about)."
    case .reasonableNotice:
      return
        "Whatever interim place they have ends on reasonable notice only, fit for this family; no number of days is fixed."
    case .tellNamedWorker:
      return
        "Tell the family worker or social worker who knows them, by name, and follow up in writing with the letter."
    case .tellParentOfReferral:
      return "Tell the parent what is referred and why, unless that puts the child at more risk."
    case .reviewTimePassed:
      return
        "A review had to be asked for by \(words(action.due)), which has passed; the council may allow longer in writing, so "
        + "ask it to."
    case .kentConcern:
      return
        "Make a Request for Support to the Front Door by \(words(action.due)): there is a safeguarding concern that does not "
        + "wait for harm."
    case .escalateDispute:
      return
        "If the services disagree tonight: line managers, then the Service Directors, whose word is final. No times are set."
    case .adviseAdultAtCounty:
      return
        "This council has no housing duties: give advice, make a duty-to-refer referral to the housing authority that they "
        + "choose, with their consent, and let a named person decide."
    case .obtainConsent:
      return
        "Ask for consent before sharing what is no safeguarding matter, in writing where the protocol wants it; help does "
        + "not wait for it."
    case .askSafeguardingLead:
      return
        "Consent is refused: ask the safeguarding lead whether the effect on the children is grave enough to share all the "
        + "same. A named person decides."
    case .acceptOffer:
      return
        "Advise the family to accept the offer first and then to ask for a review: a refusal can end accommodation, an "
        + "acceptance cannot."
    case .requestReviewOfOffer:
      return
        "A review of the offer must be asked for by \(words(action.due)): 21 days, the day of notification being the first."
        + chase(action.due)
    case .refusalMayEndAccommodation:
      return
        "Tell them that after a refusal, and a review that fails, accommodation may end, possibly at once; the review takes "
        + "up to eight weeks. Nobody is left without a roof tonight for that."
    case .reviewSuitability: return "Review suitability with the professionals involved and agree what is to be done."
    case .noReviewOfInterim:
      return
        "Look again at whether the interim place is suitable: the law gives no section 202 review of it, only the courts."
    case .decisionLetter:
      return "Give the section 184 letter with its reasons and the right of review, and explain it in person."
    case .tellEarly:
      return "Tell \(services) now that an adverse decision is likely or made: the earlier, the more can be done."
    case .jointAssessment:
      return "Assess jointly with \(services) where possible, even with a responsible adult present."
    case .kingstonLadder:
      return
        "If the services disagree: settle it at the lowest level within a working week, by \(words(action.due)), sooner if a "
        + "child needs it; then the safeguarding partnership's escalation procedure."
    case .essexLadder:
      return
        "If \(services) will not act: the Housing Manager and the Team Manager, then the Service Manager and the council's "
        + "senior manager. No times are set."
    case .kentLadder:
      return
        "If \(services) will not act: the Team Manager or Unit Lead, the Service Manager, then the Assistant Director. No times "
        + "are set."
    }
  }

  private func placement(_ action: OutcomeAction) -> String {
    let tonight = outcome.tonight
    let nights = tonight.nights?.count ?? 1
    let span =
      nights == 1 ? "tonight" : "for \(nights) nights, \(words(tonight.nights?.first)) to \(words(tonight.returnOn))"
    let basis: String
    switch tonight.power {
    case .s188?: basis = "under section 188: reason to believe is enough, at any hour"
    case .s190?: basis = "under section 190, for a reasonable period"
    case .s193?: basis = "under section 193, the main duty"
    case .s199A?: basis = "under section 199A until the referral is decided"
    case .s200?: basis = "under section 200 until the referral is decided"
    case .s17?: basis = "under section 17 of the Children Act"
    default: basis = "in any case"
    }
    let attribution =
      tonight.isForChildrensServices ? ", on behalf of children's services (this settles cost only)" : ""
    var area = ""
    switch tonight.area {
    case .within?:
      area = facts.inBoroughUnit == true ? " Use the unit in the borough." : " In the borough if at all possible."
    case PlacementArea.none?: area = " No priority to be in the borough."
    default: break
    }
    let away =
      (facts.violenceRisk ?? []).contains(.held(facts.council)) ? " Outside the area: they are at risk in it." : ""
    return "Place them \(span), \(basis)\(attribution).\(area)\(away)"
  }

  private func holiday(_ due: DueTime?) -> String {
    guard case .day(let day)? = due, (1...7).contains(where: { engine.calendar.isBankHoliday(day.adding(days: $0)) })
    else {
      return ""
    }
    return " A bank holiday falls in the week after: help is harder to find then."
  }
}

extension String {
  /// With its first letter in capitals.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
