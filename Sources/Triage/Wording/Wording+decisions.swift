import Directory
import WorkingTime

/// Applications, decisions and their letters, ends, offers and reviews.
extension Wording {
  /// The sentence of an action of this field; nil where it is one of another field.
  func ofDecisions(_ action: OutcomeAction) -> String? {
    let amount = action.amount.map(String.init) ?? "some"
    switch action.note {
    case .takeApplication:
      return
        "Take the homelessness application by \(words(action.due)) and start inquiries.\(relief(action))\(thoughHoused)"
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
      // Whom eligibility shuts out, no change of another kind lets in.
      return "Ask what has changed since \(lastWord)."
        + (facts.eligibility == .notEligible ? "" : " Until you know that nothing has, Part 7 is open to them.")
    case .askHomelessFrom:
      return
        "Ask from which day they are homeless, and take an application: they may be homeless already, or threatened with "
        + "it. They came for that reason."
    case .changedSinceDecision:
      return
        "Something has changed since \(lastWord), so they may apply again. What was decided then "
        + "does not close Part 7."
    case .decisionLetterNotEligible:
      return
        "Write the section 184 decision with reasons and the right of review."
        + (facts.children == [] && facts.pregnant == false ? "" : " Send a copy with the referral.")
    case .decisionLetter:
      return
        facts.decisionOn == nil
        ? "Give the section 184 letter with its reasons and the right of review. Explain it in person."
        : "See that the section 184 letter that they have gives reasons and the right of review. "
          + "Explain it in person."
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
    case .proposeEndDate:
      return
        "Propose \(words(action.due)) as the end date. It is only a proposal: a named person "
        + "sets what is reasonable for this household.\(reliefFirst)\(holiday(action.due))"
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
        + "safeguarding concern. Do not wait for harm.\(refusal)"
    case .reasonableNotice:
      return
        "Their accommodation ends only on reasonable notice, fit for this household. No number of days is fixed here: a "
        + "named person sets the end."
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
    case .noReviewOfInterim: return "Look again at whether the interim place is suitable."
    case .refusalOfInterim:
      return
        "Tell them before they refuse the interim place: no other may be owed. There is no section 202 review of it, only "
        + "the courts."
    default: return nil
    }
  }
}
