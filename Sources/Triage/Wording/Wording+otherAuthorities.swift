import Directory
import WorkingTime

/// What passes between authorities: a county and its districts, the way back, a referral.
extension Wording {
  /// The sentence of an action of this field; nil where it is one of another field.
  func ofOtherAuthorities(_ action: OutcomeAction) -> String? {
    let about = name(action.about)
    let services = childrensServices(action.about)
    switch action.note {
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
    case .askAboutDutyThere:
      let asks =
        facts.dutyHeld?.isReferred == true
        ? "Ask for its decision on the referral, which it owes within the time limit."
        : "Ask only whether it owes them a duty or keeps a place open."
      return
        "Ring \(about). \(asks)\(outcome.tonight.decision == .advise ? "" : " Tonight's duty stays here.")"
    case .refusalEndsNothing:
      return "They will not go back to \(about). You still help them. Ask why: it may hide a risk."
    case .arrangeReception:
      let placeOfAbuse =
        facts.riskFactors?.contains(.domesticAbuse) == true
        ? "They told of abuse and named no place: ask again. If it is at \(about), they stay here. " : ""
      return
        placeOfAbuse + "Before they set off, arrange with \(about) who receives them. Take the name, the "
        + "bed and the address."
    case .returnFamily:
      return "They go back to \(about), which owes the duty. See that the journey is safe."
    case .askPlaceOfAbuse:
      return
        "They told of abuse and named no place. Ask again where it is, before \(about) hears of them. If it is there, they "
        + "are not sent there."
    case .writtenConfirmation:
      return
        "Confirm the return to \(about) in writing, and give them a copy. The case stays here "
        + "until \(about) expressly accepts it."
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
    default: return nil
    }
  }
}
