package import Directory
package import WorkingTime

/// What the rules have read of a case: kept only while situations are walked to prove something of all of them.
///
/// One walk has one log and no other touches it.
package final class ReadLog {
  /// The facts read since the last `clear`.
  package private(set) var facts: FactSet = []
  /// The facts in the order in which they were first read.
  package private(set) var order: [Fact] = []
  /// The hour worked out last: a walk asks for the same one many times on end.
  var hour: (facts: HourFacts, hour: Hour)?

  /// The facts that an hour rests on.
  struct HourFacts: Equatable {
    let council: CouncilRef
    let presentedAt: Moment
    let seenAt: Moment?
  }

  /// A log in which nothing stands.
  package init() {
    order.reserveCapacity(Fact.allCases.count)
  }

  /// Forgets what was read.
  package func clear() {
    facts = []
    order.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  func note(_ fact: Fact) {
    let bit = FactSet(fact)
    if facts.isDisjoint(with: bit) { add(fact, bit) }
  }

  private func add(_ fact: Fact, _ bit: FactSet) {
    facts.insert(bit)
    order.append(fact)
  }
}

/// A case's facts as the rules see them: whatever is read is noted where somebody keeps a log.
///
/// Rules have no other way to a fact, so what is not noted has not borne on what they came to. A class, so that a fact is
/// read where it lies: a hundred rules read some ten each, and a case is large.
package final class KnownFacts {
  private let held: Facts
  let log: ReadLog?

  /// A case's facts.
  ///
  /// - Parameters:
  ///   - facts: the case.
  ///   - log: where to note what is read of it; nil where nobody looks.
  package init(_ facts: Facts, log: ReadLog? = nil) {
    held = facts
    self.log = log
  }

  @inline(__always)
  private func note(_ fact: Fact) {
    if let log { log.note(fact) }
  }

  /// Always known, and always taken to bear on everything.
  package var council: CouncilRef { held.council }
  /// Ids of authorities that the directory does not hold, in the order in which the facts name them.
  package var unheldNames: [String] { held.unheldNames }
  /// Councils that are not held and that others stand for.
  package var takenOver: [TakenOverCouncil] { held.takenOver }
  /// Moments whose hour comes twice; the earlier was taken.
  package var repeatedHours: FactSet { held.repeatedHours }
  /// Whether a place of risk is not a council that anyone knows.
  package var hasDoubtfulRisk: Bool {
    note(.violenceRisk)
    return held.hasDoubtfulRisk
  }

  /// When they arrived.
  package var presentedAt: Moment {
    note(.presentedAt)
    return held.presentedAt
  }
  /// When the interview began.
  package var seenAt: Moment? {
    note(.seenAt)
    return held.seenAt
  }
  /// When they were last before an officer.
  var lastSeenAt: Moment {
    note(.presentedAt)
    note(.seenAt)
    return held.lastSeenAt
  }
  /// The moment for which tonight and the numbers are told.
  var now: Moment {
    note(.presentedAt)
    note(.seenAt)
    return held.now
  }
  /// Whether they are read at a later hour than they were seen.
  var isReadLater: Bool { held.now > held.lastSeenAt }
  /// Ages of the dependent children.
  package var children: [UInt8]? {
    note(.children)
    return held.children
  }
  /// Anyone pregnant.
  package var pregnant: Bool? {
    note(.pregnant)
    return held.pregnant
  }
  /// Years.
  package var applicantAge: Int? {
    note(.applicantAge)
    return held.applicantAge
  }
  /// Priority need for another reason.
  package var vulnerable: Bool? {
    note(.vulnerable)
    return held.vulnerable
  }
  /// When they will be or became homeless.
  package var homelessFrom: Day? {
    note(.homelessFrom)
    return held.homelessFrom
  }
  /// Nowhere safe to sleep tonight.
  package var nowhereTonight: Bool? {
    note(.nowhereTonight)
    return held.nowhereTonight
  }
  /// Someone in danger now.
  package var immediateDanger: Bool? {
    note(.immediateDanger)
    return held.immediateDanger
  }
  /// A child is, or is likely to be, significantly harmed.
  package var significantHarm: Bool? {
    note(.significantHarm)
    return held.significantHarm
  }
  /// Enquiry or plan.
  package var childProtection: ChildProtection? {
    note(.childProtection)
    return held.childProtection
  }
  /// Listed factors.
  package var riskFactors: WordSet<RiskFactor>? {
    note(.riskFactors)
    return held.riskFactors
  }
  /// Where anyone would be at risk.
  package var violenceRisk: [Authority]? {
    note(.violenceRisk)
    return held.violenceRisk
  }
  /// Eligibility for Part 7.
  package var eligibility: Eligibility? {
    note(.eligibility)
    return held.eligibility
  }
  /// What this council owes.
  package var dutyHeld: DutyHeld? {
    note(.dutyHeld)
    return held.dutyHeld
  }
  /// Adverse decision.
  package var decision: Decision? {
    note(.decision)
    return held.decision
  }
  /// When it was notified.
  package var decisionOn: LimitStart? {
    note(.decisionOn)
    return held.decisionOn
  }
  /// Somewhere to go after it.
  package var alternativeFound: Bool? {
    note(.alternativeFound)
    return held.alternativeFound
  }
  /// End date of their accommodation.
  package var accommodationEndsOn: Day? {
    note(.accommodationEndsOn)
    return held.accommodationEndsOn
  }
  /// Who else holds a duty.
  package var dutyElsewhere: AuthorityOrNone? {
    note(.dutyElsewhere)
    return held.dutyElsewhere
  }
  /// Bed and arrival confirmed there.
  package var receptionConfirmed: Bool? {
    note(.receptionConfirmed)
    return held.receptionConfirmed
  }
  /// Minutes, door to door.
  package var travelMinutes: Int? {
    note(.travelMinutes)
    return held.travelMinutes
  }
  /// Means of travel.
  package var transport: Transport? {
    note(.transport)
    return held.transport
  }
  /// The family agrees to go back.
  package var agreesToReturn: Bool? {
    note(.agreesToReturn)
    return held.agreesToReturn
  }
  /// Local connections.
  package var connections: [Connection]? {
    note(.connections)
    return held.connections
  }
  /// A connection with this council.
  package var connectionHere: Bool? {
    note(.connectionHere)
    return held.connectionHere
  }
  /// Children's services' involvement.
  package var childrensServices: ChildrensServicesInvolvement? {
    note(.childrensServices)
    return held.childrensServices
  }
  /// When they were sent the referral.
  package var referredAt: Moment? {
    note(.referredAt)
    return held.referredAt
  }
  /// Who placed them here.
  package var placedBy: AuthorityOrNone? {
    note(.placedBy)
    return held.placedBy
  }
  /// Consent to sharing.
  package var consent: Bool? {
    note(.consent)
    return held.consent
  }
  /// Needs that cannot move.
  package var needs: WordSet<Need>? {
    note(.needs)
    return held.needs
  }
  /// A unit in the area is free.
  package var inBoroughUnit: Bool? {
    note(.inBoroughUnit)
    return held.inBoroughUnit
  }
  /// What is on offer.
  package var unit: Unit? {
    note(.unit)
    return held.unit
  }
  /// Nights already spent.
  package var bedAndBreakfastNights: Int? {
    note(.bedAndBreakfastNights)
    return held.bedAndBreakfastNights
  }
  /// Where the unit is.
  package var placedIn: AuthorityOrNone? {
    note(.placedIn)
    return held.placedIn
  }
  /// When it was made available.
  package var placedOn: Day? {
    note(.placedOn)
    return held.placedOn
  }
  /// Who looked after the applicant.
  package var careLeaverOf: AuthorityOrNone? {
    note(.careLeaverOf)
    return held.careLeaverOf
  }
  /// Leaving-care duties still owed.
  package var formerRelevant: Bool? {
    note(.formerRelevant)
    return held.formerRelevant
  }
  /// What was offered.
  package var offer: Offer? {
    note(.offer)
    return held.offer
  }
  /// When the offer was notified.
  package var offerOn: Day? {
    note(.offerOn)
    return held.offerOn
  }
  /// Something has changed since the decision, or the end of the duty.
  package var changedSince: Bool? {
    note(.changedSince)
    return held.changedSince
  }
  /// Violence or abuse cannot reach them where they could sleep.
  package var safeToStay: Bool? {
    note(.safeToStay)
    return held.safeToStay
  }
  /// A review that is not decided.
  package var review: Review? {
    note(.review)
    return held.review
  }
  /// The district of a county in which they are.
  package var foundIn: AuthorityOrNone? {
    note(.foundIn)
    return held.foundIn
  }
  /// When the letter was issued.
  package var issuedOn: LimitStart? {
    note(.issuedOn)
    return held.issuedOn
  }
}
