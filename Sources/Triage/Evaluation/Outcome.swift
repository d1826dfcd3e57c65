public import Directory
public import WorkingTime

/// Who acts; the contract's words.
public enum Who: String, Sendable, Hashable {
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
public enum ActionCode: UInt8, Sendable, Hashable, CaseIterable {
  case call999, managerDecision, section20, referChildrensServices, call, handOver, notifyBeforePlacement,
    preAuthorisePlacement, placeEmergency, arrangeReception, returnFamily, section17, withholdAddress,
    keepAccommodated, tellChildrensServices, tellPersonalAdviser, writtenConfirmation, recordCost,
    limitBedAndBreakfast, shareWithoutConsent, obtainConsent, nextDayAppointment, takeApplication,
    decisionLetter, jointAssessment, proposeEndDate, considerReferral, acceptOffer, requestReview,
    reviewSuitability, professionalsMeeting, notifyHostAuthority, askNotifyConsent, escalate, advise

  /// The contract's word: `place-emergency`.
  public var name: String { ActionCode.names[Int(rawValue)] }

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
public enum BarredCode: UInt8, Sendable, Hashable, CaseIterable {
  case leave, redirect, `return`, contact, intentionality, referS198, endAccommodation, bedAndBreakfast, placeIn,
    refuseForConsent

  /// The contract's word: `refer-s198`.
  public var name: String { BarredCode.names[Int(rawValue)] }

  private static let names = [
    "leave", "redirect", "return", "contact", "intentionality", "refer-s198", "end-accommodation",
    "bed-and-breakfast", "place-in", "refuse-for-consent",
  ]
}

/// What a reader must know; the contract's words. More may be added, none is renamed.
public enum WarningCode: UInt8, Sendable, Hashable, CaseIterable {
  case boundary, assumedHours, noLiveContact, staleContact, conflictingContact, quarantinedContact, beyondCalendar,
    unclearProtocol, lawOverProtocol, protocolOverdue, unknownCouncil, estimatedTravel, unconfirmedLaw, holidayAhead,
    repeatedHour, oddFacts

  /// The contract's word: `unclear-protocol`.
  public var name: String { WarningCode.names[Int(rawValue)] }

  private static let names = [
    "boundary", "assumed-hours", "no-live-contact", "stale-contact", "conflicting-contact", "quarantined-contact",
    "beyond-calendar", "unclear-protocol", "law-over-protocol", "protocol-overdue", "unknown-council",
    "estimated-travel", "unconfirmed-law", "holiday-ahead", "repeated-hour", "odd-facts",
  ]
}

/// An action in codes: who does what, about whom, until when, and by which rules.
public struct OutcomeAction: Sendable, Hashable {
  /// What.
  public let code: ActionCode
  /// Who.
  public let who: Who
  /// The authority that it concerns.
  public let about: Authority?
  /// Until when.
  public internal(set) var due: DueTime?
  /// How that was counted.
  public internal(set) var reading: TimeReading?
  /// By which rules.
  public internal(set) var rules: RuleList
  /// Which sentence says it.
  public let note: ActionNote
  /// What the directory is asked for, to find whom to reach.
  public let reach: Purpose?
  /// A second date that the sentence names.
  public let otherDay: Day?
}

/// What must not be done, in codes.
public struct OutcomeBar: Sendable, Hashable {
  /// What.
  public let code: BarredCode
  /// The authority concerned.
  public let about: Authority?
  /// By which rules.
  public internal(set) var rules: RuleList
  /// Which sentence says it, with its single failing condition.
  public let note: BarNote
  /// A date that the sentence names.
  public let day: Day?
}

/// A warning in codes.
public struct OutcomeWarning: Sendable, Hashable {
  /// Which.
  public let code: WarningCode
  /// Which sentence says it.
  public let note: WarningNote
  /// A date that the sentence names.
  public let day: Day?
  /// The authority that it names.
  public let about: Authority?
}

/// A question that can still change the outcome.
public struct OutcomeQuestion: Sendable, Hashable {
  /// The fact to ask for.
  public let fact: Fact
  /// Whether it can change what is decided for tonight, and not only an action.
  public let changesTonight: Bool
}

/// What a rule came to.
public struct TraceEntry: Sendable, Hashable {
  /// The rule.
  public let rule: RuleID
  /// Its condition with the facts that it turned on.
  public internal(set) var condition: Condition
}

/// What the rules come to for a case, in codes and without a sentence.
public struct Outcome: Sendable, Hashable {
  /// When in its day the council is.
  public internal(set) var period = Period.outOfHours
  /// What is decided for tonight.
  public internal(set) var tonight = Tonight.undecided
  /// What to do, in order.
  public internal(set) var actions: [OutcomeAction] = []
  /// What not to do.
  public internal(set) var barred: [OutcomeBar] = []
  /// What to ask, most telling first.
  public internal(set) var questions: [OutcomeQuestion] = []
  /// What to know.
  public internal(set) var warnings: [OutcomeWarning] = []
  /// What each rule came to.
  public internal(set) var trace: [TraceEntry] = []
  /// A label for people; no rule reads it.
  public internal(set) var route: Route?

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
  public func rules(asking question: OutcomeQuestion) -> RuleList {
    var rules = question.fact.askedBy
    for entry in trace where entry.condition.needs.contains(FactSet(question.fact)) { rules.add(entry.rule) }
    return rules
  }

  /// An outcome of nothing yet, with room for what a case usually brings.
  public init() {
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
public enum Route: String, Sendable, Hashable {
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
