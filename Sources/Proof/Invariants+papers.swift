import Directory
import Triage
import WorkingTime

/// Papers agree with themselves: what stands on one page never says two things.
extension Invariant {
  static let papers: [Invariant] = [
    Invariant("papers", "no page does and forbids one thing") { facts, outcome, ground in
      for bar in outcome.barred {
        if let action = outcome.actions.first(where: { $0.does(what: bar, facts, ground) }) {
          return "\(action.code.name) stands beside a bar on \(bar.code.name)"
        }
      }
      if outcome.tonight.decision == .return, let there = outcome.tonight.by {
        if outcome.bars(.leave, nil) { return "they go back, and asking them to go is barred" }
        if outcome.bars(.return, there) { return "they go back, and a return is barred" }
        if outcome.bars(.referS198, there) { return "they go back, and a referral is barred beside it" }
      }
      return nil
    },
    Invariant("papers", "no end date stands beside a reasonable period, or before a referral or review is decided") {
      facts, outcome, ground in
      guard outcome.tells(.proposeEndDate) else { return nil }
      if facts.isUndecided { return "an end is proposed, and a referral or a review is undecided" }
      return outcome.actions.contains { $0.note == .reasonableNotice }
        ? "an end is proposed beside advice on a reasonable period" : nil
    },
    Invariant("papers", "nothing is to be done on a day that has passed") { facts, outcome, ground in
      let today = ground.presentedDay(facts)
      for action in outcome.actions {
        switch action.due {
        case .day(let day)? where day < today:
          // Before the council opens it is still the night before, and that night may be the last lawful one.
          if action.code == .limitBedAndBreakfast, day >= ground.night(facts) { continue }
          return "\(action.code.name) is due on a day that has passed"
        case .moment(let moment)? where moment < facts.presentedAt:
          return "\(action.code.name) is due at a time that has passed"
        default: continue
        }
      }
      return nil
    },
  ]
}

extension OutcomeAction {
  /// Whether it does what a bar forbids.
  fileprivate func does(what bar: OutcomeBar, _ facts: KnownFacts, _ ground: Ground) -> Bool {
    switch bar.code {
    case .return: (code == .returnFamily || code == .arrangeReception) && about == bar.about
    case .referS198: code == .considerReferral && (about == bar.about || bar.about == nil)
    case .contact:
      about == bar.about
        && (code == .notifyHostAuthority || code == .tellPersonalAdviser || code == .dutyToRefer
          || code == .arrangeReception || code == .writtenConfirmation || code == .call)
        // Written notice of a placement waits for a person to release the address.
        && note != .notifyHostWithCare
    case .endAccommodation:
      if case .day(let day)? = due, code == .proposeEndDate {
        bar.day == day || bar.note == .referralEndsNothing || bar.note == .reviewOfFinalOffer
      } else {
        false
      }
    case .bedAndBreakfast: code == .limitBedAndBreakfast && note == .limitBedAndBreakfast
    case .leave, .redirect, .intentionality, .placeIn, .refuseForConsent: false
    }
  }
}
