package import WorkingTime

/// One thing that happened to a case. Events are added, and nothing takes one out or changes it.
package struct CaseEvent: Sendable, Hashable {
  /// Its place in the case, from 1.
  package let number: Int
  /// Who recorded it: the name that somebody signed in with.
  package let by: String
  /// When it was recorded.
  package let recordedAt: Moment
  /// When it happened, where somebody said so; else when it was recorded.
  package let at: Moment?
  /// What it is.
  package let deed: CaseDeed

  /// An event of a case.
  package init(number: Int, by: String, recordedAt: Moment, at: Moment? = nil, deed: CaseDeed) {
    self.number = number
    self.by = by
    self.recordedAt = recordedAt
    self.at = at
    self.deed = deed
  }

  /// When it happened, as far as anybody knows.
  package var happenedAt: Moment { at ?? recordedAt }
}

/// What can happen to a case. A casebook keeps these words: some may be added, none is renamed.
package enum CaseDeed: Sendable, Hashable, Codable {
  /// A triage became a case.
  case kept(revision: Revision)
  /// New facts, and what the rules made of them.
  case told(revision: Revision)
  /// An officer takes an obligation on, until the case is handed over.
  case claimed(obligation: Int)
  /// An obligation is met: how, with whom there, under which reference of theirs.
  case done(obligation: Int, how: Channel?, note: String?)
  /// It was asked of somebody else, who is to answer; nil where no time is set.
  case waiting(obligation: Int, on: String, until: DueTime?)
  /// It is passed on to a team; the sender keeps it until somebody there has it.
  case passed(obligation: Int, to: String)
  /// Somebody there has what was passed on.
  case takenOver(obligation: Int, who: String)
  /// It is not needed, and why; a second person where the rule is absolute.
  case notNeeded(obligation: Int, reason: NotNeeded, note: String?, second: String?)
  /// What ended it, or passed it on, is taken back.
  case reopened(obligation: Int)
  /// Something that was done and that nobody asked for.
  case logged(note: String)
  /// A contact was rung.
  case rang(contact: String, how: String)
  /// A named person decided.
  case decided(decision: CaseDecision)
  /// A manager has seen what was decided, or what an authority said, against an absolute bar.
  case managerSaw(event: Int)
  /// Another authority's decision or act, which is never computed again.
  case accepted(acceptance: Acceptance)
  /// They have a place.
  case placed(placement: Placement)
  /// The place ended on a day.
  case placementEnded(on: Day)
  /// The family has the address and the way in.
  case familyTold
  /// A paper was drafted; what it says is not kept.
  case paperDrafted(paper: PaperMark)
  /// A named person let a paper go out, its dotted lines filled in or struck through; a later one replaces it.
  case paperIssued(paper: PaperMark, how: Channel?)
  /// Another body sent them here.
  case referredIn(referral: InboundReferral)
  /// The family agreed to an assessment by children's services, or did not.
  case assessmentAgreed(agreed: Bool)
  /// Children's services made contact.
  case servicesMadeContact
  /// What the referral came to at first.
  case firstOutcome(outcome: FirstOutcome)
  /// What it came to in the end, and where they live.
  case finalOutcome(outcome: FinalOutcome, home: Home?)
  /// The case goes to another team; the sender keeps it until somebody signs for it.
  case handedOver(to: String)
  /// Somebody signs for it; who, where that is not whoever is signed in.
  case received(by: String?)
  /// It is not taken, and why.
  case notTaken(note: String)
  /// Nothing of it is erased until this ends.
  case held(reason: HoldReason)
  /// The hold is over.
  case holdEnded
  /// It is closed, and where nobody has decided why it is closed all the same.
  case closed(reason: CloseReason, note: String? = nil)
  /// It is open again.
  case opened
  /// An event was a slip, and is read as if it had never been: the number of the event. It stays in the history.
  case tookBack(event: Int)
}

extension CaseDeed {
  /// Whether it takes another back.
  var isTakingBack: Bool { if case .tookBack = self { true } else { false } }

  /// Whether it can be taken back by its event's number. What is to be done is opened again by its own number instead, an answer is
  /// undone by `back`, and what makes the list of what is to be done can never go: later numbers count on it.
  package var canBeTakenBack: Bool {
    switch self {
    case .claimed, .logged, .decided, .managerSaw, .accepted, .placed, .placementEnded, .familyTold, .paperIssued,
      .referredIn,
      .assessmentAgreed, .servicesMadeContact, .firstOutcome, .finalOutcome:
      true
    case .kept, .told, .done, .waiting, .passed, .takenOver, .notNeeded, .reopened, .rang, .paperDrafted, .handedOver,
      .received,
      .notTaken, .held, .holdEnded, .closed, .opened, .tookBack:
      false
    }
  }
}

/// How somebody was reached.
package enum Channel: String, Sendable, Hashable, Codable, CaseIterable {
  case phone, email, letter, portal, other
  case inPerson = "in-person"
}

/// Why an obligation is not needed. None stands for the others: whoever ends one says which.
package enum NotNeeded: String, Sendable, Hashable, Codable, CaseIterable {
  /// Somebody else has done it already.
  case doneByAnother = "done-by-another"
  /// What it rested on was wrong.
  case factsWrong = "facts-wrong"
  /// The family does not want it.
  case familyDeclined = "family-declined"
  /// It was overtaken by something else.
  case overtaken
  /// Anything else, said in a few words.
  case other
}

/// Why a case is not erased in its time.
package enum HoldReason: String, Sendable, Hashable, Codable, CaseIterable {
  case complaint, review, court, incident
}

/// Why a case is closed.
package enum CloseReason: String, Sendable, Hashable, Codable, CaseIterable {
  /// The day team has it in the council's own system.
  case dayTeam = "day-team"
  /// Another authority has expressly accepted it.
  case acceptedElsewhere = "accepted-elsewhere"
  /// The family went away, or wants nothing.
  case withdrew
  /// The same family stands under another reference.
  case duplicate
  /// It was an exercise, or kept by mistake.
  case mistake
  /// Anything else.
  case other

  /// Whether a case that is closed so is one of those that are counted.
  var isCounted: Bool { self != .mistake && self != .duplicate }
}

/// What a named person decided, beside what was proposed.
package struct CaseDecision: Sendable, Hashable, Codable {
  /// Why a decision differs from what was proposed.
  package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
    case furtherFacts = "further-facts"
    case availability, safety
    case lawDiffers = "law-differs"
    case manager, other
  }

  /// Who decided; who recorded it stands at the event.
  package var name: String
  /// The decision, in the contract's words.
  package var decision: String
  /// The power; nil where none is used.
  package var power: String?
  /// Why it differs; nil where it is as proposed.
  package var reason: Reason?
  /// A few words more.
  package var note: String?

  /// A decision of a named person.
  package init(name: String, decision: String, power: String?, reason: Reason?, note: String?) {
    self.name = name
    self.decision = decision
    self.power = power
    self.reason = reason
    self.note = note
  }
}

/// What another authority decided or did, taken over as they said it.
package struct Acceptance: Sendable, Hashable, Codable {
  /// What they may say.
  package enum What: String, Sendable, Hashable, Codable, CaseIterable {
    case acceptsCase = "accepts-case"
    case doesNotAccept = "does-not-accept"
    case holdsDuty = "holds-duty"
    case confirmsBed = "confirms-bed"
    case assesses
    case other
  }

  /// The authority's id, or `childrens-services`.
  package var authority: String
  /// What they said.
  package var what: What
  /// Who said it: a role, or a name where the rule wants one.
  package var who: String?
  /// Whether it is there in writing.
  package var isInWriting: Bool
  /// A few words more.
  package var note: String?

  /// What another authority said.
  package init(authority: String, what: What, who: String?, isInWriting: Bool, note: String?) {
    self.authority = authority
    self.what = what
    self.who = who
    self.isInWriting = isInWriting
    self.note = note
  }
}

/// Where they sleep, without an address.
package struct Placement: Sendable, Hashable, Codable {
  /// What kind of place; MHCLG's list TA1, with two of ours.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case bedAndBreakfast = "bed-and-breakfast"
    case nightlySelfContained = "nightly-self-contained"
    case hostel, leased
    case councilStock = "council-stock"
    case familyOrFriends = "family-or-friends"
    case own = "own-arrangements"
    case other
  }

  /// What kind.
  package var kind: Kind
  /// The council it lies in; nil where that is the council asked.
  package var council: String?
  /// The date of the first night booked.
  package var from: Day
  /// The morning on which the booking ends.
  package var until: Day

  /// A booking of some nights.
  package init(kind: Kind, council: String?, from: Day, until: Day) {
    self.kind = kind
    self.council = council
    self.from = from
    self.until = until
  }

  /// The most nights of one booking: of a slip in the year nobody would be reminded in time.
  package static let mostNights = 400

  /// How many nights are booked.
  package var nights: Int { Int(until.number - from.number) }
}
