import Directory
import WorkingTime

/// What is done tonight: danger, the bed, whom adults may turn to, and what goes with a placement.
extension Wording {
  /// The sentence of an action of this field; nil where it is one of another field.
  func ofTonight(_ action: OutcomeAction) -> String? {
    let about = name(action.about)
    let amount = action.amount.map(String.init) ?? "some"
    switch action.note {
    case .placeTonight: return placement
    case .ring999:
      return "Ring 999 now: someone is in danger. Everything else waits."
    case .coverNights:
      return
        "Find them a bed now for \(nightsWithout(action)). Their roof ends then, and the office is shut. Tell whoever is on duty "
        + "that day."
    case .keepUntilDecided:
      return
        "Keep them in the place that they have. Only a decision in writing can end it, and a review can be asked for. The day "
        + "team looks at it."
    case .modernSlavery:
      return
        "Ask whether somebody is used or held by others. If so, refer them as a possible victim of slavery, an adult with "
        + "consent. That can bring a safe house tonight: 'find modern slavery' gives the helpline."
    case .notSafeThere:
      return "They are not safe where they could sleep, so they are homeless tonight."
    case .homelessThroughAbuse:
      return
        "Ask whether abuse or violence can reach them where they could sleep. If it can, they "
        + "are homeless tonight."
    case .homelessHavingFled:
      return
        "They may be homeless already: nobody has to go back to a home where abuse is likely. Ask since when. Then take "
        + "the application today, and house them if they cannot stay."
    case .adviseAdult:
      let isOpen = outcome.actions.contains { $0.note == .askWhetherLetterEndsInterim }
      return (isOpen ? "If it says so, no" : "No")
        + " duty of this council to accommodate is seen. \(advice) A named person decides."
    case .askWhetherLetterEndsInterim:
      return
        "The relief duty goes on. Look whether their letter says that nothing is owed after it. If it does not, or nobody "
        + "knows, place them tonight: section 188 has not ended (section 188(1ZA))."
    case .adviseAdultAtCounty:
      return
        "\(district.capitalisedFirst) may owe them a roof tonight. Help them to reach it. A named "
        + "person decides."
    case .roughSleeperLines:
      return "Give them the rough-sleeping contacts, and ask whether severe-weather beds are open."
    case .referAdultSocialCare:
      return
        "Refer to adult social care now. They can meet urgent needs before any assessment "
        + "(Care Act 2014, section 19)."
    case .ownAdultTeamTakesIt:
      return
        "Your own adult social care duty team takes this now. They can meet urgent needs before "
        + "any assessment (Care Act 2014, section 19)."
    case .withholdAddress:
      return
        "Keep their new address and area out of everything that can be seen where they are "
        + "at risk. Only a named person releases it."
    case .abuseHelpline:
      return "Give them the domestic-abuse helpline: it can find a refuge tonight."
    case .abusePolice:
      return "Offer to ring the police with them. In danger ring 999."
    case .domesticAbuseConcession:
      return
        "If they are here as somebody's partner, they may ask the Home Office for the domestic-abuse concession "
        + "(MVDAC): \(amount) months with public funds. Part 7 is then open to them. It replaces the leave that they "
        + "have, so immigration advice comes first."
    case .preAuthoriseOnCutOff:
      return
        "It is exactly the cut-off, so office-hours rules still hold. Get a placement authorised "
        + "now in case it turns late."
    case .seenByHousing:
      let heir = action.about == .held(facts.council) ? "" : " \(about) sees them: it has taken over by then."
      return "See them again \(seenOn(action.due)), the next working day.\(heir)"
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
    case .applicationStays:
      return "The placement is in another area. The application stays with \(about)."
    default: return nil
    }
  }
}
