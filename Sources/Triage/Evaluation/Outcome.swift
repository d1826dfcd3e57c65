package import Directory
package import WorkingTime

/// Who acts; the contract's words.
package enum Who: String, Sendable, Hashable {
  case anyone
  case housingOfficer = "housing-officer"
  case childrensServices = "childrens-services"
  case childrensServicesManager = "childrens-services-manager"
  case outOfHoursDuty = "out-of-hours-duty"
  case temporaryAccommodation = "temporary-accommodation"
  case safeguardingLead = "safeguarding-lead"
  case dutyAuthority = "duty-authority"
  case personalAdviser = "personal-adviser"
  case familyWorker = "family-worker"
  case applicant
}

/// What is to be done; the contract's words, in the order in which they are done.
package enum ActionCode: UInt8, Sendable, Hashable, CaseIterable {
  case call999, managerDecision, section20, referChildrensServices, call, handOver, notifyBeforePlacement,
    preAuthorisePlacement, placeEmergency, arrangeReception, returnFamily, section17, withholdAddress,
    keepAccommodated, tellChildrensServices, tellPersonalAdviser, writtenConfirmation, recordCost,
    limitBedAndBreakfast, shareWithoutConsent, obtainConsent, nextDayAppointment, takeApplication,
    decisionLetter, jointAssessment, proposeEndDate, considerReferral, acceptOffer, requestReview,
    reviewSuitability, professionalsMeeting, notifyHostAuthority, askNotifyConsent, escalate, advise

  /// The contract's word: `place-emergency`.
  package var name: String { ActionCode.names[Int(rawValue)] }

  /// Whether saying it twice of one authority would only make two calls of one: the first, most urgent sentence stands.
  var isOneForEachAuthority: Bool {
    self == .referChildrensServices || self == .call || self == .preAuthorisePlacement
  }

  private static let names = [
    "call-999", "manager-decision", "section-20", "refer-childrens-services", "call", "hand-over",
    "notify-before-placement", "pre-authorise-placement", "place-emergency", "arrange-reception",
    "return-family", "section-17", "withhold-address", "keep-accommodated", "tell-childrens-services",
    "tell-personal-adviser", "written-confirmation", "record-cost", "limit-bed-and-breakfast",
    "share-without-consent", "obtain-consent", "next-day-appointment", "take-application", "decision-letter",
    "joint-assessment", "propose-end-date", "consider-referral", "accept-offer", "request-review",
    "review-suitability", "professionals-meeting", "notify-host-authority", "ask-notify-consent", "escalate",
    "advise",
  ]
}

/// What must not be done; the contract's words.
package enum BarredCode: UInt8, Sendable, Hashable, CaseIterable {
  case leave, redirect, `return`, contact, intentionality, referS198, endAccommodation, bedAndBreakfast, placeIn,
    refuseForConsent

  /// The contract's word: `refer-s198`.
  package var name: String { BarredCode.names[Int(rawValue)] }

  private static let names = [
    "leave", "redirect", "return", "contact", "intentionality", "refer-s198", "end-accommodation",
    "bed-and-breakfast", "place-in", "refuse-for-consent",
  ]
}

/// What a reader must know; the contract's words. More may be added, none is renamed.
package enum WarningCode: UInt8, Sendable, Hashable, CaseIterable {
  case boundary, assumedHours, noLiveContact, staleContact, conflictingContact, quarantinedContact, beyondCalendar,
    unclearProtocol, lawOverProtocol, protocolOverdue, unknownCouncil, estimatedTravel, unconfirmedLaw, holidayAhead,
    repeatedHour, oddFacts

  /// The contract's word: `unclear-protocol`.
  package var name: String { WarningCode.names[Int(rawValue)] }

  private static let names = [
    "boundary", "assumed-hours", "no-live-contact", "stale-contact", "conflicting-contact", "quarantined-contact",
    "beyond-calendar", "unclear-protocol", "law-over-protocol", "protocol-overdue", "unknown-council",
    "estimated-travel", "unconfirmed-law", "holiday-ahead", "repeated-hour", "odd-facts",
  ]
}

/// An action in codes: who does what, about whom, until when, and by which rules.
package struct OutcomeAction: Sendable, Hashable {
  /// What.
  package let code: ActionCode
  /// Who.
  package let who: Who
  /// The authority that it concerns.
  package let about: Authority?
  /// Until when.
  package internal(set) var due: DueTime?
  /// How that was counted.
  package internal(set) var reading: TimeReading?
  /// By which rules.
  package internal(set) var rules: RuleList
  /// Which sentence says it.
  package let note: ActionNote
  /// What the directory is asked for, to find whom to reach.
  package let reach: Purpose?
  /// A second date that the sentence names.
  package let otherDay: Day?
}

/// What must not be done, in codes.
package struct OutcomeBar: Sendable, Hashable {
  /// What.
  package let code: BarredCode
  /// The authority concerned.
  package let about: Authority?
  /// By which rules.
  package internal(set) var rules: RuleList
  /// Which sentence says it, with its single failing condition.
  package let note: BarNote
  /// A date that the sentence names.
  package let day: Day?
}

/// A warning in codes.
package struct OutcomeWarning: Sendable, Hashable {
  /// Which.
  package let code: WarningCode
  /// Which sentence says it.
  package let note: WarningNote
  /// A date that the sentence names.
  package let day: Day?
  /// The authority that it names.
  package let about: Authority?
}

/// A question that can still change the outcome.
package struct OutcomeQuestion: Sendable, Hashable {
  /// The fact to ask for.
  package let fact: Fact
  /// Whether it can change what is decided for tonight, and not only an action.
  package let changesTonight: Bool
}

/// What a rule came to.
package struct TraceEntry: Sendable, Hashable {
  /// The rule.
  package let rule: RuleID
  /// Its condition with the facts that it turned on.
  package internal(set) var condition: Condition
}

/// What the rules come to for a case, in codes and without a sentence.
package struct Outcome: Sendable, Hashable {
  /// When in its day the council is.
  package internal(set) var period = Period.outOfHours
  /// What is decided for tonight.
  package internal(set) var tonight = Tonight.undecided
  /// What to do, in order.
  package internal(set) var actions: [OutcomeAction] = []
  /// What not to do.
  package internal(set) var barred: [OutcomeBar] = []
  /// What to ask, most telling first.
  package internal(set) var questions: [OutcomeQuestion] = []
  /// What to know.
  package internal(set) var warnings: [OutcomeWarning] = []
  /// What each rule came to.
  package internal(set) var trace: [TraceEntry] = []
  /// A label for people; no rule reads it.
  package internal(set) var route: Route?

  /// How near a placement must be, as far as the rules have spoken; it is part of `tonight` once they all have.
  var area: PlacementArea? {
    didSet { mark(.area) }
  }
  /// What has been written since somebody last looked.
  private(set) var written: Writes = []
  /// What had been written before that.
  private var writtenBefore: Writes = []
  /// Which warnings have been written, one bit for each sentence.
  var said: UInt64 = 0
  /// What has been written of this case.
  var standing: Writes { written.union(writtenBefore) }

  /// The rules for which a question is asked.
  package func rules(asking question: OutcomeQuestion) -> RuleList {
    var rules = question.fact.askedBy
    for entry in trace where entry.condition.needs.contains(FactSet(question.fact)) { rules.add(entry.rule) }
    return rules
  }

  /// An outcome of nothing yet, with room for what a case usually brings.
  package init() {
    actions.reserveCapacity(24)
    barred.reserveCapacity(12)
    questions.reserveCapacity(24)
    warnings.reserveCapacity(8)
    trace.reserveCapacity(96)
  }

  /// Looks at what is written from here on.
  mutating func watch() {
    writtenBefore.formUnion(written)
    written = []
  }

  /// Notes that something is written.
  mutating func mark(_ writes: Writes) {
    written.formUnion(writes)
  }

  /// Forgets the case before and keeps its room; its trace stays until another is written.
  mutating func begin() {
    period = .outOfHours
    route = nil
    tonight = .undecided
    area = nil
    written = []
    writtenBefore = []
    said = 0
    actions.removeAll(keepingCapacity: true)
    barred.removeAll(keepingCapacity: true)
    questions.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
  }
}

/// What sort of case it is, as a label for people.
package enum Route: String, Sendable, Hashable {
  case youngPerson = "young-person"
  case careLeaver = "care-leaver"
  case family
  case adult

  /// The first that is known to fit; adult only where everything else is known not to; nil while unknown.
  static func of<Log>(_ situation: borrowing Situation<Log>) -> Route? {
    if situation.under18.isYes { return .youngPerson }
    if situation.careLeaver.isYes { return .careLeaver }
    if situation.family.isYes { return .family }
    return situation.under18.isNo && situation.careLeaver.isNo && situation.family.isNo ? .adult : nil
  }
}
