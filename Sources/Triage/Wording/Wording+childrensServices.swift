import Directory
import WorkingTime

/// What children's services are told and do, before and after the bed is found.
extension Wording {
  /// The sentence of an action of this field; nil where it is one of another field.
  func ofChildrensServices(_ action: OutcomeAction) -> String? {
    let about = name(action.about)
    let services = childrensServices(action.about)
    let amount = action.amount.map(String.init) ?? "some"
    switch action.note {
    case .childrensServicesAfter999:
      return "Once the emergency services are coming, refer to \(services) and ring them."
    case .referHarm:
      return "Refer the child to \(services) now. Significant harm needs no consent."
    case .ringChildrensServices:
      if isOnlyExpected { return "With consent, ring \(services) too.\(agreeing)" }
      return
        isHeldForConsent
        ? "Once it may go, ring \(services). Make sure that the referral has arrived."
        : "Ring \(services) now. Make sure that the referral has arrived."
    case .ownTeamTakesIt:
      return
        isOnlyExpected
        ? "Your own children's duty team hears, with consent, that a baby is expected."
        : "Your own children's duty team takes this case now."
    case .shareWithoutConsent:
      return
        "Share what \(services) need, without consent, and record why. Tell the parent, unless "
        + "that puts the child at more risk. A named person decides this."
    case .section20:
      return
        "\(services.capitalisedFirst) lead, and accommodate under section 20: the applicant "
        + "is under 18.\(withTheirChildren)"
    case .section20Child:
      return
        "\(services.capitalisedFirst) must protect this child and accommodate them under section "
        + "20. A child under 16 cannot make a housing application.\(withTheirChildren)"
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
    case .readyForChildPastPart7:
      return
        "Have a safe room ready, in case \(services) cannot come at once. They pay for it: the Housing Act does not reach "
        + "this child. Never bed and breakfast.\(away)"
    case .ringWhoCaresForChild:
      return
        "Ring \(about) now: it looks after this child, or did, and must find the bed. Tell it and the police if the child "
        + "ran away. You keep the child safe until it does."
    case .coverNightsByChildrensServices:
      return
        "Ring \(services) now: the children have no bed for \(nightsWithout(action)). Their roof ends then, and the office is "
        + "shut."
    case .coverNightsAtCounty:
      return
        "Tell your own children's duty team now: the children have no bed for \(nightsWithout(action)). Their roof ends then, "
        + "and the office is shut."
    case .tellOfReturn:
      return "Tell \(services) before they set off: who goes, where to, and what is feared for the child."
    case .tellOfYoungPerson:
      return
        "Tell \(services) that a young person under 18 has asked for help, with their consent. They can assess now, and "
        + "not only once the roof is gone."
    case .essexYoungPersonProtocol:
      return
        "The Essex family protocol does not cover 16 and 17 year olds. They have a joint protocol "
        + "of their own, which is not held here."
    case .section17:
      return
        "\(services.capitalisedFirst) make sure that the children have somewhere to sleep "
        + "tonight, and assess under section 17. \(whyNotPart7)"
    case .asylumSupport:
      return
        "Ask whether an asylum claim is pending. If so, the Home Office houses them (Immigration and Asylum Act 1999, "
        + "sections 95 and 98): help them to apply now. Nobody is sent away until that bed is there."
    case .section17AtCounty:
      return
        "Your children's duty team makes sure that the children have somewhere to sleep tonight, "
        + "under section 17. \(districtOwes.district)"
    case .referFamily:
      return
        "Refer the family to \(services).\(consentFirst)"
    case .referralHasGone:
      return "The referral to \(services) has gone. See that it is complete, and add what is new."
    case .tellOfFamilyWithoutRecourse:
      return
        "Tell \(services) of this family: Part 7 does not reach it. They can assess before the roof is "
        + "gone.\(consentFirst)"
    case .referPregnant: return "Tell \(services) that a baby is expected, with consent. \(untilBorn)\(refusal)"
    case .referPerhapsPregnant:
      return "Ask whether a baby is expected. If so, tell \(services), with consent. \(untilBorn)\(refusal)"
    case .ringOtherChildrensServices:
      return "Ring \(services): the household is in that area. Agree who acts tonight."
    case .seenByChildrensServices:
      return
        isOnlyExpected
        ? "Adult social care sees them \(seenOn(action.due))."
        : "\(services.capitalisedFirst) see them \(seenOn(action.due))."
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
        facts.referredAt == nil
        ? "A social care officer must meet the family now. They owe it within \(amount) minutes of the referral: see that "
          + "it has gone. Introduce them. Then leave, unless they ask you to stay."
        : "A social care officer must meet the family now: the \(amount) minutes from the referral "
          + "have passed. Introduce them. Then leave, unless they ask you to stay."
    case .escalateHandOverNow:
      return "If nobody has come yet, ring your line manager now. Next come the Service Directors."
    case .preparePlacement:
      return "Find a unit meanwhile, so that the family has a bed whatever happens."
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
    case .tellPersonalAdviser:
      return "Tell the personal adviser at \(about)."
    case .ringWhoLookedAfterThem:
      return
        "Ring \(about) now: it looked after them. It can house them tonight, whatever their status, and may have to."
    case .tellNamedWorker:
      return
        "Tell the family worker or social worker who knows them, by name. Follow up in writing "
        + "with the letter.\(refusal)"
    case .tellParentOfReferral:
      return "Tell the parent what you refer and why, unless that puts the child at more risk."
    case .obtainConsent:
      return
        "Ask for consent before you share what is not a safeguarding matter, in writing where "
        + "the protocol wants it. Help does not wait for it."
    case .askSafeguardingLead:
      return
        "They refuse consent. Ask the safeguarding lead whether the effect on the children "
        + "is grave enough to share all the same. A named person decides."
    case .tellEarly:
      return
        "Tell \(services) now that an adverse decision is likely or made. The earlier they "
        + "know, the more they can do.\(refusal)"
    case .jointAssessment:
      return "Assess jointly with \(services) where you can."
    case .escalateDispute:
      return
        "If the services disagree tonight, go to the line managers, then to the Service Directors. "
        + "Theirs is the last word. No times are set."
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
    default: return nil
    }
  }
}
