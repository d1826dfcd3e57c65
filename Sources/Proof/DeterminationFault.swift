import Directory
import Triage

/// What must hold of a determination in words and numbers, beyond its codes (I-15, I-17, I-18, I-21).
enum DeterminationFault {
  static func find(in determination: Determination) -> (id: String, why: String)? {
    for action in determination.actions {
      if action.text.isEmpty { return ("I-21", "\(action.code) says nothing") }
      if action.code == ActionCode.requestReview.name, action.text.contains("28") {
        return ("I-15", "a review speaks of 28 days")
      }
      if action.code == ActionCode.call.name {
        guard let first = action.contacts.first else { return ("I-17", "a call to nobody") }
        if !first.contact.isVoice { return ("I-17", "a call whose first contact is no voice") }
      }
      for reached in action.contacts where !reached.contact.status.isUsable {
        return ("I-18", "\(reached.contact.id) is offered, and it is \(reached.contact.status.rawValue)")
      }
    }
    if determination.outcome.tonight.decision == .advise,
      !determination.actions.contains(where: { $0.rules.contains("I-21") })
    {
      return ("I-21", "advice only, and no person is named who decides")
    }
    return nil
  }
}
