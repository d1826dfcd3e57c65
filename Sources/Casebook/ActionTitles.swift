import Triage

extension ActionKey {
  /// What it asks for and by which clause: `Make the call [LUT-24]`.
  var title: String { rule.isEmpty ? words : "\(words) [\(rule)]" }

  /// What it asks for in a few words, without one about the family: a board hangs on a wall.
  package var words: String {
    // A word that a newer rule book has, as a list has it.
    isApplication ? "Take the application today" : Self.titles[code] ?? code.asLabel
  }

  /// Whether it asks for an application from whoever abuse has made homeless: advice by its code, and work all the same.
  var isApplication: Bool { code == "advise" && rule == "I-28" }

  /// Whether it asks for something in writing, which no telephone gives (HA96-s208, LUT-26).
  package var isWritten: Bool {
    [ActionCode.notifyHostAuthority, .writtenConfirmation].contains { $0.name == code }
  }

  private static let titles = [
    "call-999": "Ring 999", "call": "Make the call", "refer-childrens-services": "Refer to children's services",
    "notify-before-placement": "Tell children's services before placing", "place-emergency": "Place them tonight",
    "pre-authorise-placement": "Have a placement authorised", "hand-over": "Hand over to children's services",
    "next-day-appointment": "See them on the next working day", "arrange-reception": "Arrange who receives them",
    "return-family": "See them off", "written-confirmation": "Confirm in writing",
    "manager-decision": "Get the manager's decision", "record-cost": "Have the cost recorded",
    "take-application": "Take the application", "consider-referral": "Consider a referral elsewhere",
    "keep-accommodated": "Keep them accommodated", "tell-childrens-services": "Tell children's services",
    "decision-letter": "Write the decision letter", "propose-end-date": "Propose an end date",
    "joint-assessment": "Arrange the joint assessment", "obtain-consent": "Ask for consent",
    "share-without-consent": "Decide on sharing without consent", "section-17": "Help under section 17",
    "section-20": "Accommodate under section 20", "accept-offer": "Accept the offer",
    "request-review": "Ask for a review",
    "review-suitability": "Look at the offer again", "professionals-meeting": "Call the professionals' meeting",
    "notify-host-authority": "Give the host council notice", "ask-notify-consent": "Ask who else may be told",
    "limit-bed-and-breakfast": "Keep to the limit on bed and breakfast", "withhold-address": "Keep their address back",
    "tell-personal-adviser": "Tell the personal adviser", "escalate": "Take it higher", "advise": "Advise them",
    "duty-to-refer": "Refer to the district council", "refer-adult-social-care": "Refer to adult social care",
    "protect-belongings": "Protect their belongings", "call-police": "Offer to ring the police",
    "call-helpline": "Give them the helpline",
  ]
}
