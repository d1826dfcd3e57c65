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
  case call999, managerDecision, section20, referChildrensServices, call, dutyToRefer,
    handOver, notifyBeforePlacement, preAuthorisePlacement, placeEmergency, arrangeReception, returnFamily,
    section17, referAdultSocialCare, withholdAddress, protectBelongings, keepAccommodated, tellChildrensServices,
    tellPersonalAdviser, writtenConfirmation, recordCost, limitBedAndBreakfast, shareWithoutConsent, obtainConsent,
    nextDayAppointment, takeApplication, decisionLetter, jointAssessment, proposeEndDate, considerReferral,
    acceptOffer, requestReview, reviewSuitability, professionalsMeeting, notifyHostAuthority, askNotifyConsent,
    escalate, advise

  /// The contract's word: `place-emergency`.
  package var name: String {
    switch self {
    case .call999: "call-999"
    case .managerDecision: "manager-decision"
    case .section20: "section-20"
    case .referChildrensServices: "refer-childrens-services"
    case .call: "call"
    case .dutyToRefer: "duty-to-refer"
    case .handOver: "hand-over"
    case .notifyBeforePlacement: "notify-before-placement"
    case .preAuthorisePlacement: "pre-authorise-placement"
    case .placeEmergency: "place-emergency"
    case .arrangeReception: "arrange-reception"
    case .returnFamily: "return-family"
    case .section17: "section-17"
    case .referAdultSocialCare: "refer-adult-social-care"
    case .withholdAddress: "withhold-address"
    case .protectBelongings: "protect-belongings"
    case .keepAccommodated: "keep-accommodated"
    case .tellChildrensServices: "tell-childrens-services"
    case .tellPersonalAdviser: "tell-personal-adviser"
    case .writtenConfirmation: "written-confirmation"
    case .recordCost: "record-cost"
    case .limitBedAndBreakfast: "limit-bed-and-breakfast"
    case .shareWithoutConsent: "share-without-consent"
    case .obtainConsent: "obtain-consent"
    case .nextDayAppointment: "next-day-appointment"
    case .takeApplication: "take-application"
    case .decisionLetter: "decision-letter"
    case .jointAssessment: "joint-assessment"
    case .proposeEndDate: "propose-end-date"
    case .considerReferral: "consider-referral"
    case .acceptOffer: "accept-offer"
    case .requestReview: "request-review"
    case .reviewSuitability: "review-suitability"
    case .professionalsMeeting: "professionals-meeting"
    case .notifyHostAuthority: "notify-host-authority"
    case .askNotifyConsent: "ask-notify-consent"
    case .escalate: "escalate"
    case .advise: "advise"
    }
  }

  /// Whether saying it twice of one authority would only make two calls of one: the first, most urgent sentence stands.
  var isOneForEachAuthority: Bool {
    self == .referChildrensServices || self == .call || self == .preAuthorisePlacement || self == .dutyToRefer
  }
}

/// What must not be done; the contract's words.
package enum BarredCode: UInt8, Sendable, Hashable, CaseIterable {
  case leave, redirect, `return`, contact, intentionality, referS198, endAccommodation, bedAndBreakfast, placeIn,
    refuseForConsent

  /// The contract's word: `refer-s198`.
  package var name: String {
    switch self {
    case .leave: "leave"
    case .redirect: "redirect"
    case .return: "return"
    case .contact: "contact"
    case .intentionality: "intentionality"
    case .referS198: "refer-s198"
    case .endAccommodation: "end-accommodation"
    case .bedAndBreakfast: "bed-and-breakfast"
    case .placeIn: "place-in"
    case .refuseForConsent: "refuse-for-consent"
    }
  }
}

/// What a reader must know; the contract's words. More may be added, none is renamed.
package enum WarningCode: String, Sendable, Hashable, CaseIterable {
  case boundary
  case assumedHours = "assumed-hours"
  case noLiveContact = "no-live-contact"
  case staleContact = "stale-contact"
  case conflictingContact = "conflicting-contact"
  case quarantinedContact = "quarantined-contact"
  case beyondCalendar = "beyond-calendar"
  case unclearProtocol = "unclear-protocol"
  case lawOverProtocol = "law-over-protocol"
  case protocolOverdue = "protocol-overdue"
  case unknownCouncil = "unknown-council"
  case estimatedTravel = "estimated-travel"
  case unconfirmedLaw = "unconfirmed-law"
  case councilSucceeded = "council-succeeded"
  case holidayAhead = "holiday-ahead"
  case repeatedHour = "repeated-hour"
  case oddFacts = "odd-facts"
  case unknownValue = "unknown-value"

  /// The contract's word: `unclear-protocol`.
  package var name: String { rawValue }
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
  /// A number that the sentence names: days, weeks or minutes.
  package let amount: Int?
}

extension ActionCode {
  /// Whether something is done on a later day, or in office hours once they come: no part of tonight.
  ///
  /// - Parameters:
  ///   - due: Until when it is done.
  ///   - reading: How that was counted.
  ///   - today: The day on which it is read.
  ///   - isOffice: Whether the council's office is open then.
  /// - Returns: Whether it is for later.
  func isLater(due: DueTime?, reading: TimeReading?, today: Day, isOffice: Bool) -> Bool {
    // Which nights in bed and breakfast are lawful bears on where they are placed tonight.
    if self == .limitBedAndBreakfast { return false }
    if case .day(let due)? = due {
      if due > today { return true }
      // A limit in calendar days that ends today ends tonight, whether or not an office is open.
      if isOffice || (due == today && reading == .calendarDays) { return false }
    }
    return Self.forTheOffice.contains(self)
  }

  /// What is done in office hours, also where its limit is today.
  private static let forTheOffice: Set<ActionCode> = [
    .nextDayAppointment, .takeApplication, .decisionLetter, .jointAssessment, .proposeEndDate, .considerReferral,
    .requestReview, .reviewSuitability, .professionalsMeeting, .notifyHostAuthority, .askNotifyConsent,
  ]
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
  /// A number that the sentence names.
  package let amount: Int?
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
  /// By which rule; nil for what the case itself says.
  package let rule: RuleID?
  /// The parameter that has no value on the day.
  package let parameter: Parameter?
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
  package internal(set) var period = DayPart.outOfHours
  /// The same at the hour at which it is read.
  package internal(set) var actingPeriod = DayPart.outOfHours
  /// What is decided for tonight.
  package internal(set) var tonight = Tonight.undecided
  /// What to do, in order.
  package internal(set) var actions: [OutcomeAction] = []
  /// What not to do.
  package internal(set) var barred: [OutcomeBar] = []
  /// What to ask, most telling first.
  package internal(set) var questions: [OutcomeQuestion] = []
  /// What is asked once the emergency services are coming: while somebody is in danger no question stands in the way.
  package internal(set) var waiting: [OutcomeQuestion] = []
  /// What is open: what is asked, or waits to be.
  package var open: [OutcomeQuestion] { questions + waiting }
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
  /// The rule that speaks: what is written is written under its id.
  var speaker = RuleID.unspoken
  /// What has been written of this case.
  var standing: Writes { written.union(writtenBefore) }
  /// What a rule may heed of it.
  var soFar: WrittenSoFar { WrittenSoFar(codes: standing, area: area) }

  /// The rules for which a question is asked: first those that every case has, then the others that wait for it.
  package func rules(asking question: OutcomeQuestion) -> [RuleID] {
    var rules = question.fact.askedBy
    for entry in trace where entry.condition.needs.contains(FactSet(question.fact)) && !rules.contains(entry.rule) {
      rules.append(entry.rule)
    }
    return rules
  }

  /// An outcome of nothing yet, with room for what a case usually brings.
  package init() {
    actions.reserveCapacity(24)
    barred.reserveCapacity(12)
    questions.reserveCapacity(24)
    warnings.reserveCapacity(8)
    trace.reserveCapacity(128)
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

  /// Forgets the case before and keeps its room.
  mutating func begin() {
    period = .outOfHours
    actingPeriod = .outOfHours
    route = nil
    tonight = .undecided
    area = nil
    written = []
    writtenBefore = []
    speaker = .unspoken
    trace.removeAll(keepingCapacity: true)
    actions.removeAll(keepingCapacity: true)
    barred.removeAll(keepingCapacity: true)
    questions.removeAll(keepingCapacity: true)
    waiting.removeAll(keepingCapacity: true)
    warnings.removeAll(keepingCapacity: true)
  }
}

/// What earlier rules wrote of a case, as far as a later rule may look at it.
struct WrittenSoFar {
  let codes: Writes
  /// How near a placement must be; nil where no rule has said.
  let area: PlacementArea?

  /// Whether an action stands already.
  func has(_ code: ActionCode) -> Bool {
    !codes.isDisjoint(with: code == .call ? [.act(.call), .callElsewhere] : .act(code))
  }
}

/// What sort of case it is, as a label for people.
package enum Route: String, Sendable, Hashable {
  case youngPerson = "young-person"
  case careLeaver = "care-leaver"
  case family
  case adult

  /// The first that is known to fit; adult only where everything else is known not to; nil while unknown.
  static func of(_ situation: Situation) -> Route? {
    if situation.under18.isYes { return .youngPerson }
    if situation.careLeaver.isYes { return .careLeaver }
    if situation.family.isYes { return .family }
    return situation.under18.isNo && situation.careLeaver.isNo && situation.family.isNo ? .adult : nil
  }
}
