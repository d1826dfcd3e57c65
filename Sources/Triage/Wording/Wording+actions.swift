import Directory
import WorkingTime

extension Wording {
  /// The sentence of an action. Every number, day and hour in it is the action's own.
  func text(_ action: OutcomeAction) -> String {
    let about = name(action.about)
    let services = childrensServices(action.about)
    let amount = action.amount.map(String.init) ?? "some"
    switch action.note {
    case .placeTonight: return placement
    case .ring999:
      return "Ring 999 now: someone is in danger. Everything else waits."
    case .childrensServicesAfter999:
      return "Once the emergency services are coming, refer to \(services) and ring them."
    case .referHarm:
      return "Refer the child to \(services) now. Significant harm needs no consent."
    case .ringChildrensServices:
      return "Ring \(services) now. Make sure that the referral has arrived."
    case .ownTeamTakesIt:
      return "Your own children's duty team takes this case now."
    case .shareWithoutConsent:
      return
        "Share what \(services) need, without consent, and record why. Tell the parent, unless "
        + "that puts the child at more risk. A named person decides this."
    case .section20:
      return
        "\(services.capitalisedFirst) lead, and accommodate under section 20: the applicant "
        + "is under 18."
    case .section20Child:
      return
        "\(services.capitalisedFirst) must protect this child and accommodate them under section "
        + "20. A child under 16 cannot make a housing application."
    case .referYoungPerson:
      return
        "Refer the young person to \(services) now. Housing does not wait, and does not send "
        + "them back."
    case .referChild:
      return "Refer the child to \(services) now. The child stays with you until somebody comes."
    case .policeProtection:
      return
        "If children's services cannot come at once, ask the police to take the child into "
        + "police protection. In danger ring 999."
    case .youngPersonSeen:
      return "\(services.capitalisedFirst) see them again \(seenOn(action.due))."
    case .readyForYoungPerson:
      return
        "Keep a safe place ready for tonight under section 188, in case \(services) cannot "
        + "place at once. Never bed and breakfast.\(away)"
    case .tellOfYoungPerson:
      return
        "Tell \(services) that a young person under 18 has asked for help, with their consent. They can assess now, and "
        + "not only once the roof is gone."
    case .essexYoungPersonProtocol:
      return
        "The Essex family protocol does not cover 16 and 17 year olds. They have a joint protocol "
        + "of their own, which is not held here."
    case .seenByHousing:
      let heir = action.about == .held(facts.council) ? "" : " \(about) sees them: it has taken over by then."
      return "See them again \(seenOn(action.due)), the next working day.\(heir)"
    case .takeApplication:
      return
        "Take the homelessness application by \(words(action.due)) and start inquiries.\(relief(action))"
    case .freshApplication:
      return
        "Take a fresh application by \(words(action.due)): \(whyFresh).\(relief(action))"
    case .preventionApplication:
      return
        "Take an application: they will be homeless on \(words(action.otherDay)). That is within \(amount) "
        + "days, so the prevention duty is owed.\(notice)"
    case .preventionApplicationEarly:
      return
        "Take an application: they will be homeless on \(words(action.otherDay)). Help can begin now."
        + (action.amount.map { " The prevention duty is owed from \($0) days before that day on." } ?? "")
    case .reliefAfterPrevention:
      return "They are homeless now. End the prevention duty by a letter, and begin the relief duty.\(relief(action))"
    case .askWhatChanged:
      return
        "Ask what has changed since \(lastWord). Until you know that nothing has, Part "
        + "7 is open to them."
    case .changedSinceDecision:
      return
        "Something has changed since \(lastWord), so they may apply again. What was decided then "
        + "does not close Part 7."
    case .homelessThroughAbuse:
      return
        "Ask whether abuse or violence can reach them where they could sleep. If it can, they "
        + "are homeless tonight."
    case .homelessHavingFled:
      return
        "They may be homeless already: nobody has to go back to a home where abuse is likely. Ask since when. Then take "
        + "the application today, and house them if they cannot stay."
    case .notSafeThere:
      return "They are not safe where they could sleep, so they are homeless tonight."
    case .adviseAdult:
      let application =
        outcome.actions.contains { $0.code == .takeApplication }
        ? ""
        : facts.changedSince == false
          ? ", and take an application if anything has changed after all"
          : ", and take an application if they may be homeless"
      return "No duty of this council to accommodate is seen. Give advice\(application). A named person decides."
    case .adviseAdultAtCounty:
      return
        "\(district.capitalisedFirst) may owe them a roof tonight. Help them to reach it. A named "
        + "person decides."
    case .roughSleeperLines:
      return "Give them the rough-sleeping contacts, and ask whether severe-weather beds are open."
    case .section17:
      return
        "\(services.capitalisedFirst) make sure that the children have somewhere to sleep "
        + "tonight, and assess under section 17. Part 7 does not reach this family; the Children "
        + "Act does."
    case .section17AtCounty:
      return
        "Your children's duty team makes sure that the children have somewhere to sleep tonight, "
        + "under section 17. \(districtOwes.district)"
    case .referFamily:
      return
        "Refer the family to \(services).\(consentFirst)"
    case .referralHasGone:
      return "The referral to \(services) has gone. See that it is complete, and add what is new."
    case .referPregnant:
      return
        "Tell \(services) that a baby is expected, with consent. Adult social care looks after "
        + "the mother until then."
    case .referPerhapsPregnant:
      return
        "Ask whether a baby is expected. If so, tell \(services), with consent. Adult social care looks after "
        + "the mother until then."
    case .referAdultSocialCare:
      return
        "Refer to adult social care now. They can meet urgent needs before any assessment "
        + "(Care Act 2014, section 19)."
    case .ownAdultTeamTakesIt:
      return
        "Your own adult social care duty team takes this now. They can meet urgent needs before "
        + "any assessment (Care Act 2014, section 19)."
    case .dutyToRefer:
      return "Refer them to \(about), with their consent, and ring it now: \(districtOwes.it)."
    case .dutyToReferSomewhere:
      return
        "Ask which district they are in now. With their consent refer them to that council, "
        + "and ring it now: \(districtOwes.it)."
    case .dutyToReferElsewhere:
      return
        "They are at risk in the district where they are. With their consent refer them to "
        + "another council that they choose, and ring it now."
    case .ringOtherChildrensServices:
      return "Ring \(services): the household is in that area. Agree who acts tonight."
    case .seenByChildrensServices:
      return "\(services.capitalisedFirst) see them \(seenOn(action.due))."
    case .decisionLetterNotEligible:
      return
        "Write the section 184 decision with reasons and the right of review. Send a copy "
        + "with the referral."
    case .confirmReferral:
      return
        "Telephone \(services) where nobody else hears it. Confirm that the referral has arrived "
        + "and that they are coming."
    case .handOver:
      return
        "A social care officer meets the family by \(words(action.due)), \(amount) minutes "
        + "from the referral. Introduce them. Then leave, unless they ask you to stay."
    case .handOverIfReferredNow:
      return
        "A social care officer meets the family within \(amount) minutes of the referral: "
        + "by \(words(action.due)) if it went at once. Introduce them. Then leave, unless they "
        + "ask you to stay."
    case .escalateHandOver:
      return
        "If nobody has come by \(words(action.due)), ring your line manager. Next come the "
        + "Service Directors."
    case .handOverOverdue:
      return
        "A social care officer must meet the family now: the \(amount) minutes from the referral "
        + "have passed. Introduce them. Then leave, unless they ask you to stay."
    case .escalateHandOverNow:
      return "If nobody has come yet, ring your line manager now. Next come the Service Directors."
    case .preparePlacement:
      return "Find a unit meanwhile, so that the family has a bed whatever happens."
    case .preAuthoriseOnCutOff:
      return
        "It is exactly the cut-off, so office-hours rules still hold. Get a placement authorised "
        + "now in case it turns late."
    case .tellMASHOfPlacement:
      return
        "Tell the MASH that you place on behalf of children's services. The family comes back "
        + "\(seenOn(outcome.tonight.returnOn.map { .day($0) }))."
    case .ringMASHOrDutyTeam:
      return
        "Ring the MASH, or else the duty team. Do not wait for them to place."
    case .tellAllocations:
      return
        "Tell Temporary Accommodation Allocations that this placement is on behalf of children's "
        + "services. They record its cost."
    case .seenByMASH:
      return
        "The MASH sees the family \(seenOn(action.due)), the next working day. Tell the "
        + "family where and when."
    case .askAboutDutyThere:
      let asks =
        facts.dutyHeld?.isReferred == true
        ? "Ask for its decision on the referral, which it owes within the time limit."
        : "Ask only whether it owes them a duty or keeps a place open."
      return
        "Ring \(about). \(asks)\(outcome.tonight.decision == .advise ? "" : " Tonight's duty stays here.")"
    case .managerDecides:
      return
        "A service manager in children's services decides tonight about the children's safety. "
        + "The family stays here, and together. If there is no safe alternative, they "
        + "are placed."
    case .ringForManager:
      return "Ring children's services now for the manager's decision."
    case .rechargeCost:
      return
        "Record tonight's cost as one to recharge to children's services. The protocol does "
        + "not say clearly who pays."
    case .refusalEndsNothing:
      return "They will not go back to \(about). You still help them. Ask why: it may hide a risk."
    case .arrangeReception:
      return
        "Before they set off, arrange with \(about) who receives them. Take the name, the "
        + "bed and the address."
    case .returnFamily:
      return "They go back to \(about), which owes the duty. See that the journey is safe."
    case .writtenConfirmation:
      return
        "Confirm the return to \(about) in writing, and give them a copy. The case stays here "
        + "until \(about) expressly accepts it."
    case .withholdAddress:
      return
        "Keep their new address and area out of everything that can be seen where they are "
        + "at risk. Only a named person releases it."
    case .abuseHelpline:
      return "Give them the domestic-abuse helpline: it can find a refuge tonight."
    case .abusePolice:
      return "Offer to ring the police with them. In danger ring 999."
    case .keepUntilNotified:
      return
        "Keep them accommodated until they have been told the decision on the referral. A "
        + "notice alone moves nobody."
    case .keepOnceReferred:
      return
        "If you refer them, keep them accommodated until they have been told the decision on it. A "
        + "notice alone moves nobody."
    case .stopReferral:
      return
        "If the referral went to \(about), it must be stopped: someone would be at risk \(riskPlace(action.about)). A "
        + "named person withdraws it, and gives no address."
    case .keepForReview:
      return
        facts.dutyHeld == .main
        ? "Keep them accommodated until the review of the final offer is decided. You must where it was offered under "
          + "relief (section 188(2A)). Under the main duty you may (section 188(3))."
        : "Keep them accommodated under section 188(2A) until the review of the final offer "
          + "is decided."
    case .powerPendingReview:
      return
        "They have asked for a review of the decision. You have a power to accommodate them "
        + "until it is decided (section 188(3)): consider it now, and record why."
    case .powerPendingReferralReview:
      return
        "They have asked for a review of the referral. You have a power to accommodate them "
        + "until it is decided (sections 199A(6) and 200(5)): consider it now, and record why."
    case .tellOfAcceptedReferral:
      return "If the other council accepts the referral, tell \(services)."
    case .considerReferral:
      return
        "You may consider a referral to \(about). It is a choice, judged on the day of decision. "
        + "Go on helping meanwhile."
    case .notifyBeforePlacement:
      return
        "Notify \(services) before you place them anywhere: homelessness is itself a listed "
        + "risk factor. The bed does not wait for it."
    case .tellNoUnitInBorough:
      return
        "Tell \(services) that no unit in the borough is free for a household that should stay "
        + "in it."
    case .professionalsMeeting:
      return "Arrange a professionals' meeting, and a plan to bring them back to the borough."
    case .responsibilityStays:
      return
        "\(services.capitalisedFirst) stay responsible: a placement outside the borough changes nothing by "
        + "itself.\(shortStay(action))"
    case .applicationStays:
      return "The placement is in another area. The application stays with \(about)."
    case .weighLocation:
      return
        "Before you use a unit away, weigh what it cuts them off from: school, work, care, "
        + "treatment and relatives."
    case .moveFromRisk:
      return
        "The unit is where they are at risk, \(riskPlace(action.about)). Do not use it. If they are there already, move "
        + "them tonight."
    case .protectBelongings:
      return
        "Ask about their belongings. If they may be lost or damaged, take reasonable steps "
        + "to protect them."
    case .notifyHost:
      return
        "Give \(about) written notice of the placement by \(words(action.due)).\(chase(action.due))"
    case .notifyHostOverdue:
      return
        "Give \(about) written notice of the placement at once. The \(amount) days for it "
        + "have passed, so it is overdue."
    case .notifyHostWithCare:
      return
        "Give \(about) written notice of the placement by \(words(action.due)), but only once "
        + "a named person has released the address: there may be a risk.\(chase(action.due))"
    case .askNotifyConsent:
      return
        "Ask the parent whether the GP practice, the health visitors and the school may be "
        + "told. If yes, tell them within \(amount) days. Do this once for each application."
    case .limitBedAndBreakfastBefore:
      return
        "Use bed and breakfast only if there is nothing else, and not after \(words(action.due)). That is the last "
        + "lawful night, \(amount) nights in all. Find another place today for the nights until \(words(action.otherDay))."
    case .tellManagerOfNights:
      return "Tell a manager now that the last lawful night in bed and breakfast falls before the office opens again."
    case .limitBedAndBreakfast:
      return
        "Use bed and breakfast only if there is nothing else. The last lawful night is \(words(action.due)), "
        + "\(amount) nights in all."
    case .bedAndBreakfastOver:
      return
        "Move them today. The last lawful night in bed and breakfast was \(words(action.otherDay)), "
        + "\(amount) nights in all."
    case .tellManagerOfUnit:
      return "Tell a manager now that the family is in bed and breakfast past its last lawful night."
    case .proposeEndDate:
      return
        "Propose \(words(action.due)) as the end date. It is only a proposal: a named person "
        + "sets what is reasonable for this household.\(holiday(action.due))"
    case .adviseAgainstThatDay:
      return
        "Think again about \(words(action.otherDay)). Help is hardest to find on a Friday, "
        + "or while offices are shut. No protocol here forbids it."
    case .endHasPassed:
      return
        "The end that they were given, \(words(action.otherDay)), has passed. Ask which day holds now. No new day is "
        + "made up here: a named person sets it."
    case .usualEndHasPassed:
      return
        "Ask on which day their accommodation ends. The \(amount) days from the decision that are reckoned here have "
        + "passed, and no day is made up."
    case .requestReview:
      return
        "They may ask for a review of the decision until \(lastDay(action.due)): \(amount) days, "
        + "the day of notification being the first.\(chase(action.due))"
    case .reviewTimePassed:
      return
        "The \(amount) days for a review of the decision ended on \(words(action.otherDay)). "
        + "The council may still allow one in writing: ask it to."
    case .requestReviewOfOffer:
      return
        "They may ask for a review of the offer until \(lastDay(action.due)): \(amount) days, "
        + "the day of notification being the first.\(chase(action.due))"
    case .reviewOfOfferTimePassed:
      return
        "The \(amount) days for a review of the offer ended on \(words(action.otherDay)). "
        + "The council may still allow one in writing: ask it to."
    case .referWithLetter:
      return
        "Send children's services the referral with a copy of the letter on \(words(action.due)), "
        + "the day of the letter. Another row allows until \(words(action.otherDay))."
    case .referWithLetterOfSomeDay:
      return
        "Send children's services the referral with a copy of the letter, on the day on which "
        + "the letter goes."
    case .referWithOldLetter:
      return
        "Send children's services the referral with a copy of the letter at once: it is overdue. It was due "
        + "with the letter of \(words(action.otherDay))."
    case .referWithLetterToWorker:
      return
        "Send their own social worker the referral with a copy of the letter, and not the "
        + "MASH mailbox. If the letter has gone already, do it at once.\(workersNumber)"
    case .referWithOldLetterToWorker:
      return
        "Send their own social worker, and not the MASH mailbox, the referral with a copy of the letter at once. It is "
        + "overdue: it was due with the letter of \(words(action.otherDay)).\(workersNumber)"
    case .requestForSupport:
      return
        "Make a Request for Support on the Hub's portal by \(words(action.due))\(nowhereElse).\(refusal)"
    case .requestForSupportOverdue:
      return
        "Make a Request for Support on the Hub's portal at once\(nowhereElse). It is overdue.\(refusal)"
    case .kentRequestForSupport:
      return
        "Make a Request for Support to the Front Door\(before(action.due)). "
        + "Say what is owed, when the \(amount) days of relief end, and what was tried. Attach "
        + "the section 184 letter.\(refusal)"
    case .kentRequestForSupportOverdue:
      return
        "Make a Request for Support to the Front Door at once: the end date has passed. Say "
        + "what is owed and what was tried. Attach the section 184 letter.\(refusal)"
    case .kentConcern:
      return
        "Make a Request for Support to the Front Door by \(words(action.due)): there is a "
        + "safeguarding concern. Do not wait for harm."
    case .ringWhoLookedAfterThem:
      return
        "Ring \(about) now: it looked after them. It can house them tonight, whatever their status, and may have to."
    case .tellPersonalAdviser:
      return "Tell the personal adviser at \(about)."
    case .reasonableNotice:
      return
        "Their interim place ends only on reasonable notice, fit for this household. No number "
        + "of days is fixed."
    case .tellNamedWorker:
      return
        "Tell the family worker or social worker who knows them, by name. Follow up in writing "
        + "with the letter."
    case .tellParentOfReferral:
      return "Tell the parent what you refer and why, unless that puts the child at more risk."
    case .escalateDispute:
      return
        "If the services disagree tonight, go to the line managers, then to the Service Directors. "
        + "Theirs is the last word. No times are set."
    case .obtainConsent:
      return
        "Ask for consent before you share what is not a safeguarding matter, in writing where "
        + "the protocol wants it. Help does not wait for it."
    case .askSafeguardingLead:
      return
        "They refuse consent. Ask the safeguarding lead whether the effect on the children "
        + "is grave enough to share all the same. A named person decides."
    case .acceptOffer:
      return
        "Advise them to accept the offer first and then to ask for a review. A refusal can "
        + "end accommodation; an acceptance cannot."
    case .refusalMayEndAccommodation:
      return
        "Tell them: if they refuse, and the review fails, accommodation may end at once. The "
        + "review takes up to \(amount) weeks. Nobody loses tonight's roof for that."
    case .reviewSuitability:
      return "Review suitability with the professionals involved, and agree what to do."
    case .noReviewOfInterim:
      return
        "Look again at whether the interim place is suitable. There is no section 202 review "
        + "of it, only the courts."
    case .decisionLetter:
      return
        facts.decisionOn == nil
        ? "Give the section 184 letter with its reasons and the right of review. Explain it in person."
        : "See that the section 184 letter that they have gives reasons and the right of review. "
          + "Explain it in person."
    case .tellEarly:
      return
        "Tell \(services) now that an adverse decision is likely or made. The earlier they "
        + "know, the more they can do."
    case .jointAssessment:
      return "Assess jointly with \(services) where you can."
    case .kingstonLadder:
      return
        "If the services disagree, settle it at the lowest level\(action.due == nil ? "" : " by \(words(action.due))"), "
        + "sooner if a child needs it. Then use the safeguarding partnership's escalation procedure."
    case .essexLadder:
      return
        "If \(services) will not act, go to the Housing Manager and the Team Manager. Then "
        + "to the Service Manager and the council's senior manager. No times are set."
    case .kentLadder:
      return
        "If \(services) will not act, go to the Team Manager or Unit Lead, the Service Manager, "
        + "then the Assistant Director. No times are set."
    }
  }
}
