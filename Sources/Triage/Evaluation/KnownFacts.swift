package import Directory
package import WorkingTime

/// What the rules have read of a case: kept only while situations are walked to prove something of all of them.
///
/// One walk has one log and no other touches it.
package final class ReadLog {
  // Behind a pointer: noting a read is the hottest thing that a walk does, and an object is counted and checked each time.
  fileprivate let state: UnsafeMutablePointer<State>

  fileprivate struct State {
    var facts: FactSet = []
    let order: UnsafeMutableBufferPointer<Fact>
    var count = 0
    var hour: (facts: (CouncilRef, Moment, Moment?), hour: Hour)?

    mutating func note(_ fact: Fact) {
      let bit = FactSet(fact)
      guard facts.isDisjoint(with: bit) else { return }
      facts.insert(bit)
      order[count] = fact
      count += 1
    }
  }

  /// The facts read since the last `clear`.
  package var facts: FactSet { state.pointee.facts }
  /// How many they are.
  package var count: Int { state.pointee.count }
  /// The fact that was the nth to be read, from 0.
  package subscript(place: Int) -> Fact { state.pointee.order[place] }

  /// A log in which nothing stands.
  package init() {
    let order = UnsafeMutableBufferPointer<Fact>.allocate(capacity: Fact.allCases.count)
    order.initialize(repeating: .council)
    state = .allocate(capacity: 1)
    state.initialize(to: State(order: order))
  }

  deinit {
    state.pointee.order.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Forgets what was read.
  package func clear() {
    state.pointee.facts = []
    state.pointee.count = 0
  }
}

/// A list of a case's facts, lent as it stands: an array is counted up and down at each look.
///
/// Its pointer is good for as long as the facts are lent, and nothing gets at it but through them.
package struct LentList<Element>: RandomAccessCollection {
  private let elements: UnsafeBufferPointer<Element>

  // An array's elements stay where they are while it is held and nobody writes to it: the case is held, and lent to be
  // read, for as long as `LentFacts.lend` runs.
  fileprivate init(_ list: [Element]) {
    elements = list.withUnsafeBufferPointer { $0 }
  }

  /// A list in which nothing stands.
  package static var empty: LentList { LentList([]) }

  /// The first place.
  package var startIndex: Int { 0 }
  /// The place after the last.
  package var endIndex: Int { elements.count }
  /// What stands at a place.
  package subscript(place: Int) -> Element { elements[place] }
}

/// Whether what is read of a case is noted.
///
/// A type and no value: the rules are compiled once for each, and where nothing is noted nothing is looked at for it.
package protocol FactLog: Sendable {
  /// Whether it is.
  static var isKept: Bool { get }
}

/// Nothing is noted: a case is only to be decided.
package enum NoLog: FactLog {
  /// No.
  package static var isKept: Bool { false }
}

/// Whatever is read is noted where somebody holds a log.
package enum KeptLog: FactLog {
  /// Yes.
  package static var isKept: Bool { true }
}

/// A case's facts as those see them who note what they read.
package typealias KnownFacts = LentFacts<KeptLog>

/// A case's facts as the rules see them: whatever is read is noted where somebody keeps a log.
///
/// Rules have no other way to a fact, so what is not noted cannot have borne on what they came to.
///
/// Pointers, because a copy for each of a million cases a second would cost more than the case. It cannot outlive what they
/// point at: it is made only in `lend`, cannot be copied, and is only ever lent.
package struct LentFacts<Log: FactLog>: ~Copyable {
  private let held: UnsafePointer<Facts>
  private let risks: LentList<Authority>?
  private let links: LentList<Connection>?
  private let log: UnsafeMutablePointer<ReadLog.State>?

  /// Lends a case's facts to `body`, and notes whatever is read of them in a log.
  fileprivate static func lend<Result>(
    _ facts: Facts, noting log: UnsafeMutablePointer<ReadLog.State>?, to body: (consuming LentFacts) -> Result
  ) -> Result {
    // Two lists and the rest: to lend one within another would make a copy of the case for each.
    let risks = facts.violenceRisk.map(LentList.init)
    let links = facts.connections.map(LentList.init)
    return withUnsafePointer(to: facts) { body(LentFacts(held: $0, risks: risks, links: links, log: log)) }
  }

  /// The hour of the case, from the log where one is kept.
  func hour(_ engine: TriageEngine, _ place: CouncilPlace) -> Hour {
    guard Log.isKept, let log else { return Hour(self, engine, place) }
    let facts = (council, presentedAt, seenAt)
    if let last = log.pointee.hour, last.facts == facts { return last.hour }
    let hour = Hour(self, engine, place)
    log.pointee.hour = (facts, hour)
    return hour
  }

  @inline(__always)
  private func note(_ fact: Fact) {
    if Log.isKept { log?.pointee.note(fact) }
  }

  /// Always known, and always taken to bear on everything.
  package var council: CouncilRef { held.pointee.council }
  /// Ids of authorities that the directory does not hold, in the order in which the facts name them.
  package var unheldNames: [String] { held.pointee.unheldNames }
  /// How many they are.
  var unheldCount: Int { held.pointee.unheldNames.count }
  /// Moments whose hour comes twice; the earlier was taken.
  package var repeatedHours: FactSet { held.pointee.repeatedHours }
  /// Whether a place of risk is no council that anyone knows.
  package var hasDoubtfulRisk: Bool {
    note(.violenceRisk)
    return held.pointee.hasDoubtfulRisk
  }

  /// When they arrived.
  package var presentedAt: Moment {
    note(.presentedAt)
    return held.pointee.presentedAt
  }
  /// When the interview began.
  package var seenAt: Moment? {
    note(.seenAt)
    return held.pointee.seenAt
  }
  /// Ages of the dependent children.
  package var children: [UInt8]? {
    note(.children)
    return held.pointee.children
  }
  /// Anyone pregnant.
  package var pregnant: Bool? {
    note(.pregnant)
    return held.pointee.pregnant
  }
  /// Years.
  package var applicantAge: Int? {
    note(.applicantAge)
    return held.pointee.applicantAge
  }
  /// Priority need for another reason.
  package var vulnerable: Bool? {
    note(.vulnerable)
    return held.pointee.vulnerable
  }
  /// When they will be or became homeless.
  package var homelessFrom: Day? {
    note(.homelessFrom)
    return held.pointee.homelessFrom
  }
  /// Nowhere safe to sleep tonight.
  package var nowhereTonight: Bool? {
    note(.nowhereTonight)
    return held.pointee.nowhereTonight
  }
  /// Someone in danger now.
  package var immediateDanger: Bool? {
    note(.immediateDanger)
    return held.pointee.immediateDanger
  }
  /// A child is, or is likely to be, significantly harmed.
  package var significantHarm: Bool? {
    note(.significantHarm)
    return held.pointee.significantHarm
  }
  /// Enquiry or plan.
  package var childProtection: ChildProtection? {
    note(.childProtection)
    return held.pointee.childProtection
  }
  /// Listed factors.
  package var riskFactors: WordSet<RiskFactor>? {
    note(.riskFactors)
    return held.pointee.riskFactors
  }
  /// Where anyone would be at risk.
  package var violenceRisk: LentList<Authority>? {
    note(.violenceRisk)
    return risks
  }
  /// Eligibility for Part 7.
  package var eligibility: Eligibility? {
    note(.eligibility)
    return held.pointee.eligibility
  }
  /// What this council owes.
  package var dutyHeld: DutyHeld? {
    note(.dutyHeld)
    return held.pointee.dutyHeld
  }
  /// Adverse decision.
  package var decision: Decision? {
    note(.decision)
    return held.pointee.decision
  }
  /// When it was notified.
  package var decisionOn: LimitStart? {
    note(.decisionOn)
    return held.pointee.decisionOn
  }
  /// Somewhere to go after it.
  package var alternativeFound: Bool? {
    note(.alternativeFound)
    return held.pointee.alternativeFound
  }
  /// End date of their accommodation.
  package var accommodationEndsOn: Day? {
    note(.accommodationEndsOn)
    return held.pointee.accommodationEndsOn
  }
  /// Who else holds a duty.
  package var dutyElsewhere: AuthorityOrNone? {
    note(.dutyElsewhere)
    return held.pointee.dutyElsewhere
  }
  /// Bed and arrival confirmed there.
  package var receptionConfirmed: Bool? {
    note(.receptionConfirmed)
    return held.pointee.receptionConfirmed
  }
  /// Minutes, door to door.
  package var travelMinutes: Int? {
    note(.travelMinutes)
    return held.pointee.travelMinutes
  }
  /// Means of travel.
  package var transport: Transport? {
    note(.transport)
    return held.pointee.transport
  }
  /// The family agrees to go back.
  package var agreesToReturn: Bool? {
    note(.agreesToReturn)
    return held.pointee.agreesToReturn
  }
  /// Local connections.
  package var connections: LentList<Connection>? {
    note(.connections)
    return links
  }
  /// A connection with this council.
  package var connectionHere: Bool? {
    note(.connectionHere)
    return held.pointee.connectionHere
  }
  /// Children's services' involvement.
  package var childrensServices: ChildrensServicesInvolvement? {
    note(.childrensServices)
    return held.pointee.childrensServices
  }
  /// When they were sent the referral.
  package var referredAt: Moment? {
    note(.referredAt)
    return held.pointee.referredAt
  }
  /// Who placed them here.
  package var placedBy: AuthorityOrNone? {
    note(.placedBy)
    return held.pointee.placedBy
  }
  /// Consent to sharing.
  package var consent: Bool? {
    note(.consent)
    return held.pointee.consent
  }
  /// Needs that cannot move.
  package var needs: WordSet<Need>? {
    note(.needs)
    return held.pointee.needs
  }
  /// A unit in the area is free.
  package var inBoroughUnit: Bool? {
    note(.inBoroughUnit)
    return held.pointee.inBoroughUnit
  }
  /// What is on offer.
  package var unit: Unit? {
    note(.unit)
    return held.pointee.unit
  }
  /// Nights already spent.
  package var bedAndBreakfastNights: Int? {
    note(.bedAndBreakfastNights)
    return held.pointee.bedAndBreakfastNights
  }
  /// Where the unit is.
  package var placedIn: AuthorityOrNone? {
    note(.placedIn)
    return held.pointee.placedIn
  }
  /// When it was made available.
  package var placedOn: Day? {
    note(.placedOn)
    return held.pointee.placedOn
  }
  /// Who looked after the applicant.
  package var careLeaverOf: AuthorityOrNone? {
    note(.careLeaverOf)
    return held.pointee.careLeaverOf
  }
  /// Leaving-care duties still owed.
  package var formerRelevant: Bool? {
    note(.formerRelevant)
    return held.pointee.formerRelevant
  }
  /// What was offered.
  package var offer: Offer? {
    note(.offer)
    return held.pointee.offer
  }
  /// When the offer was notified.
  package var offerOn: Day? {
    note(.offerOn)
    return held.pointee.offerOn
  }
}

extension LentFacts where Log == KeptLog {
  /// Lends a case's facts to `body`.
  package static func lend<Result>(
    _ facts: Facts, log: ReadLog? = nil, to body: (consuming LentFacts) -> Result
  ) -> Result {
    withExtendedLifetime(log) { lend(facts, noting: log?.state, to: body) }
  }
}

extension LentFacts where Log == NoLog {
  /// Lends a case's facts to `body`.
  static func lend<Result>(_ facts: Facts, to body: (consuming LentFacts) -> Result) -> Result {
    lend(facts, noting: nil, to: body)
  }
}
