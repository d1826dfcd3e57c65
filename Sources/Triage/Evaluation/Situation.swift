import Directory
import WorkingTime

/// When in its day a council is.
public enum Period: String, Sendable, Hashable {
  /// Within opening hours.
  case officeHours = "office-hours"
  /// A working day, past the council's own late-day cut-off, until midnight.
  case lateDay = "late-day"
  /// Outside opening hours.
  case outOfHours = "out-of-hours"
}

/// A case with everything that follows from its facts before any rule is asked: the words of the contract's table.
struct Situation {
  let facts: Facts
  let engine: TriageEngine
  let council: CouncilRef
  let childrensServices: CouncilRef
  let parties: UInt8

  /// The day of presentation in London, and the nights to cover from it.
  let presentedDay: Day
  let nights: Nights
  let period: Period
  let isLate: Bool
  /// Exactly on the late-day cut-off.
  let isOnCutOff: Bool
  /// One of two given moments is late and the other is not.
  let differsBySeenAt: Bool

  let danger: Condition
  let nowhere: Condition
  let children: Condition
  let family: Condition
  let under18: Condition
  let priorityNeed: Condition
  let kept: Condition
  let closed: Condition
  /// Part 7 is known to be closed to them. What is not known never closes it.
  let isClosed: Bool
  let another: Condition
  let anotherAuthority: Authority?
  let riskThere: Condition
  let feasible: Condition
  let isTravelEstimated: Bool
  let reception: Condition
  let agrees: Condition
  let connectionHere: Condition
  let careLeaver: Condition
  /// Every other authority that the facts bring in, once each: the duty elsewhere, connections, who placed them, and
  /// where there is risk.
  let concerned: [Authority]

  func isParty(to prefix: ProtocolPrefix) -> Bool { parties & prefix.bit != 0 }

  var isHousingAuthority: Bool { engine.directory.isHousingAuthority(council) }
  var here: Authority { .held(council) }
  var theirChildrensServices: Authority { .held(childrensServices) }
  /// Whether the day teams are taken to be in, past the late-day cut-off or not.
  var isOfficeOpen: Bool {
    engine.directory(at: max(facts.presentedAt, facts.seenAt ?? facts.presentedAt)).isOfficeOpen(council)
  }
  /// Who acts for housing at this hour.
  var officer: Who { period == .outOfHours ? .outOfHoursDuty : .housingOfficer }
  /// Which of children's services' lines to ring at this hour.
  var childrensLine: Purpose { isLate ? .childrensOutOfHours : .safeguarding }

  init(_ facts: Facts, engine: TriageEngine) {
    self.facts = facts
    self.engine = engine
    council = facts.council
    childrensServices = engine.directory.childrensServices(of: facts.council)
    parties = engine.parties[Int(facts.council.index)]

    let presented = engine.clock.wall(at: facts.presentedAt)
    let arrival = engine.hour(of: presented, at: facts.council, cutOffParties: parties)
    var late = arrival.period != .officeHours
    var period = arrival.period
    var onCutOff = arrival.isOnCutOff
    var differs = false
    var nights = engine.nights(from: presented, at: facts.council)
    if let seenAt = facts.seenAt {
      let seen = engine.clock.wall(at: seenAt)
      let interview = engine.hour(of: seen, at: facts.council, cutOffParties: parties)
      onCutOff = onCutOff || interview.isOnCutOff
      differs = (interview.period == .officeHours) == late
      if !late { period = interview.period }
      late = late || interview.period != .officeHours
      let later = engine.nights(from: seen, at: facts.council)
      nights = Nights(first: nights.first, nextWorkingDay: max(nights.nextWorkingDay, later.nextWorkingDay))
    }
    presentedDay = presented.day
    self.nights = nights
    self.period = period
    isLate = late
    isOnCutOff = onCutOff && !late
    differsBySeenAt = differs

    danger = .of(facts.immediateDanger, .immediateDanger)
    nowhere = danger.isYes ? danger : .of(facts.nowhereTonight, .nowhereTonight)
    children = .of(facts.children.map { !$0.isEmpty }, .children)
    family = children || .of(facts.pregnant, .pregnant)
    under18 = .of(facts.applicantAge.map { $0 < 18 }, .applicantAge)
    let wasInCare = Condition.of(facts.careLeaverOf.map { $0.authority != nil }, .careLeaverOf)
    careLeaver = wasInCare && .of(facts.applicantAge.map { (18...24).contains($0) }, .applicantAge)
    let youngCareLeaver = wasInCare && .of(facts.applicantAge.map { (18...20).contains($0) }, .applicantAge)
    let fleeing = Condition.of(facts.riskFactors.map { $0.contains(.domesticAbuse) }, .riskFactors)
    priorityNeed = family || .of(facts.vulnerable, .vulnerable) || fleeing || youngCareLeaver
    kept = .of(facts.dutyHeld.map(\.keepsAccommodated), .dutyHeld)

    let ended = Condition.of(facts.dutyHeld.map { $0 == .ended }, .dutyHeld)
    let ending =
      .of(facts.decision.map(\.leavesNotice), .decision) && !ended
      && .of(facts.accommodationEndsOn.map { $0 > nights.first }, .accommodationEndsOn)
    let notEligible = Situation.notEligible(facts)
    let closing = Condition.of(facts.decision.map(\.closesPart7), .decision)
    let isHousing = engine.directory.isHousingAuthority(facts.council)
    closed = .fixed(!isHousing, because: FactSet(.council)) || (!ending && (ended || notEligible || closing))
    // A duty that is not known to have ended counts as running here.
    let isEnding =
      facts.decision?.leavesNotice == true && facts.dutyHeld != .ended
      && (facts.accommodationEndsOn.map { $0 > nights.first } ?? false)
    isClosed = !isHousing || (!isEnding && (ended.isYes || notEligible.isYes || closing.isYes))

    let other = facts.dutyElsewhere?.authority.flatMap { $0 == .held(facts.council) ? nil : $0 }
    anotherAuthority = other
    another = .of(facts.dutyElsewhere.map { _ in other != nil }, .dutyElsewhere)
    riskThere = Situation.risk(at: other, facts, engine) || Situation.riskWithin(other, facts, engine)
    let travel = Situation.travel(facts, to: other, engine)
    feasible = travel.feasible
    isTravelEstimated = travel.isEstimated
    reception = .of(facts.receptionConfirmed, .receptionConfirmed)
    agrees = .of(facts.agreesToReturn, .agreesToReturn)
    connectionHere = Situation.connectionHere(facts, engine)
    concerned = Situation.concerned(facts, other)
  }

  private static func concerned(_ facts: Facts, _ another: Authority?) -> [Authority] {
    var found: [Authority] = []
    func add(_ authority: Authority) {
      if authority != .held(facts.council), !found.contains(authority) { found.append(authority) }
    }
    if let another { add(another) }
    for connection in facts.connections ?? [] { add(connection.authority) }
    if let placedBy = facts.placedBy?.authority { add(placedBy) }
    for place in facts.violenceRisk ?? [] { add(place) }
    return found
  }

  /// Whether Part 7 help is known to be ruled out by eligibility; a fact of today outweighs an earlier decision.
  private static func notEligible(_ facts: Facts) -> Condition {
    if facts.eligibility == nil, facts.decision == .notEligible { return .fixed(true, because: FactSet(.decision)) }
    return .of(facts.eligibility.map { $0 == .notEligible }, .eligibility)
  }

  /// HA96-s198-2: whether anyone would be at risk in an authority's area; a county covers its districts.
  func risk(at authority: Authority) -> Condition { Situation.risk(at: authority, facts, engine) }

  /// I-2: nobody goes back to a county while there is risk in one of its districts.
  private static func riskWithin(_ authority: Authority?, _ facts: Facts, _ engine: TriageEngine) -> Condition {
    .of(
      facts.violenceRisk.map { places in
        places.contains { place in
          guard let ref = place.ref, let county = engine.directory.county(of: ref) else { return false }
          return authority == .held(county)
        }
      }, .violenceRisk)
  }

  private static func risk(at authority: Authority?, _ facts: Facts, _ engine: TriageEngine) -> Condition {
    let named = riskNamed(at: authority, facts, engine)
    // A place that is no known council may lie anywhere: then nothing is known to be safe.
    return named.isNo && facts.hasDoubtfulRisk ? Condition(.needs, needs: FactSet(.violenceRisk)) : named
  }

  private static func riskNamed(at authority: Authority?, _ facts: Facts, _ engine: TriageEngine) -> Condition {
    .of(
      facts.violenceRisk.map { places in
        guard let authority else { return false }
        if places.contains(authority) { return true }
        guard let ref = authority.ref, let county = engine.directory.county(of: ref) else { return false }
        return places.contains(.held(county))
      }, .violenceRisk)
  }

  /// LUT-25 leaves the weighing to the officer; the limits in minutes are our own dated parameters.
  private static func travel(
    _ facts: Facts, to other: Authority?, _ engine: TriageEngine
  ) -> (feasible: Condition, isEstimated: Bool) {
    guard let transport = facts.transport else {
      return (Condition(.needs, needs: FactSet(.transport)), false)
    }
    if transport == .none { return (.fixed(false, because: FactSet(.transport)), false) }
    let estimate =
      facts.travelMinutes == nil ? engine.travelMinutes(from: facts.council, to: other, by: transport) : nil
    guard let minutes = facts.travelMinutes ?? estimate else {
      return (Condition(.needs, because: FactSet(.transport), needs: FactSet(.travelMinutes)), false)
    }
    let limit = transport == .public ? engine.values.publicTravelLimit : engine.values.ownTravelLimit
    let because = FactSet(.transport, .travelMinutes)
    // Past the limit is no known no: the contract leaves it to judgement, so it stays open without a question.
    return (Condition(minutes <= limit ? .yes : .needs, because: because), estimate != nil)
  }

  /// HA96-s199, with HA96-s199-8: a county's care leaver is connected with every district in it.
  private static func connectionHere(_ facts: Facts, _ engine: TriageEngine) -> Condition {
    let named: Condition
    if facts.connectionHere != nil {
      named = .of(facts.connectionHere, .connectionHere)
    } else if let connections = facts.connections {
      named = .of(connections.contains { $0.authority == .held(facts.council) }, .connections)
    } else {
      named = Condition(.needs, needs: FactSet(.connectionHere))
    }
    guard case .some(let carer)? = facts.careLeaverOf else { return named }
    let county = engine.directory.county(of: facts.council).map(Authority.held)
    guard carer == .held(facts.council) || carer == county else { return named }
    return named || (.fixed(true, because: FactSet(.careLeaverOf)) && .of(facts.formerRelevant, .formerRelevant))
  }
}
