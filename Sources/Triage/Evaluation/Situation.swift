import Directory
import WorkingTime

/// A case with everything that follows from its facts before any rule is asked: the words of the contract's table.
///
/// A word is worked out when it is first read, and once. So a log that is kept sees the facts that it rests on at that
/// first reading, in the order in which the rules came to need them; and a word that nobody reads costs nothing.
final class Situation {
  let facts: KnownFacts
  let engine: TriageEngine
  let place: CouncilPlace
  /// What is looked at: everything, but where a part alone is proved.
  private let looked: Writes
  /// The parameters that have no value on the day, though a rule asked for one.
  private(set) var unknownValues: [Parameter] = []

  init(_ facts: Facts, engine: TriageEngine, log: ReadLog? = nil, looked: Writes = Writes(rawValue: .max)) {
    self.facts = KnownFacts(facts, log: log)
    self.engine = engine
    self.looked = looked
    place = engine.places[Int(facts.council.index)]
  }

  /// What is decided for tonight, with the unknown facts that could still change it.
  private(set) lazy var ruling = Tonight.decided(self)
  var tonight: Tonight { ruling.tonight }
  private(set) lazy var decision = ruling.tonight.decision
  private(set) lazy var power = ruling.tonight.power
  /// Whether they go back tonight (row 4), without a look at the rows below it.
  private(set) lazy var goesBack = Tonight.goesBack(self)
  /// What earlier rules wrote, for a rule that heeds it.
  var written = WrittenSoFar(codes: [], area: nil)

  var council: CouncilRef { facts.council }
  var here: Authority { .held(facts.council) }
  var theirChildrensServices: Authority { .held(place.childrensServices) }
  var isHousingAuthority: Bool { place.isHousingAuthority }
  var regime: Regime { place.regime }

  /// When the household came, and when it was seen.
  private(set) lazy var hour: Hour = {
    guard let log = facts.log else { return Hour(facts, engine, place) }
    let rests = ReadLog.HourFacts(council: facts.council, presentedAt: facts.presentedAt, seenAt: facts.seenAt)
    if let last = log.hour, last.facts == rests, !facts.isReadLater { return last.hour }
    let hour = Hour(facts, engine, place)
    log.hour = (rests, hour)
    return hour
  }()
  var presentedDay: Day { hour.presentedDay }
  /// The day on which the case is read: what was due before it has passed.
  var today: Day { hour.today }
  var nights: Nights { hour.nights }
  var period: DayPart { hour.period }
  var isLate: Bool { hour.isLate }
  /// Whether the day teams are taken to be in, past the late-day cut-off or not.
  var isOfficeOpen: Bool { engine.isOfficeOpen(hour.now, at: place, council) }
  /// Who acts for housing at this hour.
  var officer: Who { hour.actingPeriod == .outOfHours ? .outOfHoursDuty : .housingOfficer }
  /// Which of children's services' lines to ring at this hour: the day team's while it is in.
  var childrensLine: Purpose { isOfficeOpen ? .safeguarding : .childrensOutOfHours }
  /// Which housing line to ring at this hour.
  var housingLine: Purpose { isOfficeOpen ? .housing : .outOfHours }
  /// That it is late in the day, or out of hours.
  var late: Condition { .fixed(isLate, because: FactSet(.presentedAt)) }

  /// Whether the council has a late day of its own on this day.
  private(set) lazy var hasLateDay = regime.lateDay?.cutOff.value(on: presentedDay) != nil

  /// Whether anyone looks at what would be written.
  func isLooked(at writes: Writes) -> Bool { !looked.isDisjoint(with: writes) }

  /// The value of a parameter on the day of presentation; nil where it is known that there is none, and where nobody has
  /// said, which the outcome then warns of.
  func value<Value>(_ entry: Regime.Entry<Value>, on day: Day? = nil) -> Value? {
    let day = day ?? presentedDay
    if let value = entry.value(on: day) { return value }
    if !entry.values.isKnown(on: day), !unknownValues.contains(entry.parameter) {
      unknownValues.append(entry.parameter)
    }
    return nil
  }

  // MARK: Who they are

  /// In danger they are taken to have nowhere.
  private(set) lazy var danger = Condition.of(facts.immediateDanger, .immediateDanger)
  private(set) lazy var children = Condition.of(facts.children.map { !$0.isEmpty }, .children)
  /// FAM: a child or a pregnancy.
  private(set) lazy var family = children || .of(facts.pregnant, .pregnant)
  private(set) lazy var under18 = Condition.of(facts.applicantAge.map { $0 < 18 }, .applicantAge)
  private(set) lazy var under16 = Condition.of(facts.applicantAge.map { $0 < 16 }, .applicantAge)
  private(set) lazy var fleeing = Condition.of(facts.riskFactors.map { $0.contains(.domesticAbuse) }, .riskFactors)
  private(set) lazy var wasLookedAfter =
    Condition.of(facts.careLeaverOf.map { $0.authority != nil }, .careLeaverOf)
  private(set) lazy var isFormerRelevant = Condition.of(facts.formerRelevant, .formerRelevant)
  /// A care leaver of 18 to 24.
  private(set) lazy var careLeaver =
    .of(facts.applicantAge.map { $0 >= 18 && $0 <= 24 }, .applicantAge)
    && (wasLookedAfter || isFormerRelevant.onlyIfYes)
  /// NEED: priority need (HA96-s189-1, and SI2002-2051 for care leavers of 18 to 20).
  private(set) lazy var need =
    family || .of(facts.vulnerable, .vulnerable) || fleeing
    || (.of(facts.applicantAge.map { $0 >= 18 && $0 <= 20 }, .applicantAge) && (wasLookedAfter || isFormerRelevant))
  /// CA89-s47: a child, born or not, is or is likely to be significantly harmed.
  private(set) lazy var harm: Condition = {
    let harm = Condition.of(facts.significantHarm, .significantHarm)
    // Harm that is known is acted on, even where no child has been named.
    if harm.isYes { return harm }
    return (family || under18).unlessNo && harm
  }()
  /// Whether there may be a child: one in the household, unborn, or the applicant.
  var mayBeAChild: Bool { !family.isNo || !under18.isNo }

  // MARK: Where they can sleep

  /// Whether any place is named where they are at risk.
  var fearsSomewhere: Condition { .of(facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk) }

  /// THREAT: violence or abuse is feared in the area of the council asked; asked a county, in any of its districts.
  private(set) lazy var threat: Condition = {
    if let places = facts.violenceRisk {
      let because = FactSet(.violenceRisk)
      if places.contains(where: { covers($0, here) }) { return .fixed(true, because: because) }
      guard places.isEmpty else { return .fixed(false, because: because) }
      return .fixed(false, because: because) || fleeing.onlyIfYes
    }
    return fleeing.isYes ? fleeing : Condition(.needs, needs: FactSet(.violenceRisk))
  }()
  /// HOME: they have somewhere safe to sleep tonight (HA96-s177-1).
  private(set) lazy var home: Condition = {
    if danger.isYes { return !danger }
    let nowhere = Condition.of(facts.nowhereTonight, .nowhereTonight)
    if nowhere.isYes { return !nowhere }
    let safe = Condition.of(facts.safeToStay, .safeToStay)
    if safe.isNo { return safe }
    // Where abuse can reach them they are homeless now, unless they are known to be safe from it.
    if !safe.isYes, threat.isYes { return Condition(.no, because: threat.because.union(safe.because)) }
    return !nowhere
  }()
  /// Whether to ask if they are safe where they could sleep.
  private(set) lazy var asksSafety: Condition = {
    let mayHaveRoof = !Condition.of(facts.nowhereTonight, .nowhereTonight) && !danger.onlyIfYes
    let isFeared = fearsSomewhere || fleeing.onlyIfYes
    return mayHaveRoof && isFeared
  }()

  // MARK: What is owed

  /// Whether one duty is held towards them.
  func holds(_ duty: DutyHeld) -> Condition { .of(facts.dutyHeld.map { $0 == duty }, .dutyHeld) }

  /// KEPT: a duty is held that keeps them accommodated.
  private(set) lazy var kept = Condition.of(facts.dutyHeld.map(\.keepsAccommodated), .dutyHeld)
  /// An adverse decision is known.
  private(set) lazy var adverse = Condition.of(facts.decision.map(\.isMade), .decision)
  private(set) lazy var isEnded = holds(.ended)
  private(set) lazy var isIntentional =
    Condition.of(facts.decision.map { $0 == .intentionallyHomeless }, .decision)
  private(set) lazy var isReferred = Condition.of(facts.dutyHeld.map(\.isReferred), .dutyHeld)
  /// An adverse decision stands and its period is not known to be over.
  private(set) lazy var isDecided = adverse && !isEnded.onlyIfYes
  /// ENDING: after an adverse decision accommodation goes on, past tonight or with no end known.
  private(set) lazy var ending: Condition = {
    guard adverse.isYes else { return adverse.onlyIfYes }
    if let endsOn = EndRules.endInForce(self) {
      return adverse && .fixed(endsOn > nights.first, because: FactSet(.accommodationEndsOn))
    }
    return adverse && kept.onlyIfYes
  }()
  /// Whether the end that an adverse decision gave has passed.
  private(set) lazy var endHasPassed: Condition = {
    guard adverse.isYes else { return adverse.onlyIfYes }
    guard let endsOn = facts.accommodationEndsOn else {
      return Condition(.no, because: adverse.because)
    }
    return adverse && .fixed(endsOn < nights.first, because: FactSet(.accommodationEndsOn))
  }()
  /// SAME: a decision stands, nothing has changed since, and nothing that is told contradicts it.
  private(set) lazy var same: Condition = {
    let unchanged = !Condition.of(facts.changedSince, .changedSince)
    if unchanged.isNo { return unchanged }
    // Whether anything has changed since a decision is worth asking once there is one.
    guard adverse.isYes else { return adverse }
    guard unchanged.isYes else { return unchanged }
    let because = unchanged.because.union(adverse.because)
    guard let contradiction = contradiction else { return .fixed(true, because: because) }
    return .fixed(false, because: because.union(contradiction))
  }()
  /// What is told that contradicts an adverse decision; nil where nothing does.
  private(set) lazy var contradiction: FactSet? = {
    switch facts.decision {
    case .notPriority: need.isYes ? need.because : nil
    case .notHomeless: home.isNo ? home.because : nil
    case .notEligible:
      facts.eligibility.map { $0 != .notEligible } == true ? FactSet(.eligibility) : nil
    case .intentionallyHomeless: neverIntentional.isYes ? neverIntentional.because : nil
    default: nil
    }
  }()
  /// Part 7 is not open to them by eligibility.
  private(set) lazy var notEligible =
    Condition.of(facts.eligibility.map { $0 == .notEligible }, .eligibility)
  /// CLOSED: Part 7 is known to be closed to them. What is not known never closes it.
  private(set) lazy var closed: Condition = {
    guard isHousingAuthority else { return .fixed(true, because: FactSet(.council)) }
    return .fixed(false, because: FactSet(.council)) || (!ending && !underReview && shut)
  }()
  /// What closes Part 7 to them, but for accommodation that goes on or a review that keeps it open.
  private(set) lazy var shut =
    notEligible
    || (same && (isEnded.onlyIfYes || .of(facts.decision.map(\.closesPart7), .decision)))
  /// They may ask for a review of a final offer, or have asked for one, and are accommodated meanwhile (a power).
  private lazy var underReview: Condition = {
    let finalOffer = Condition.of(facts.review.map { $0 == .finalOffer }, .review)
    let afterRefusal = Condition.of(facts.decision.map { $0 == .offerRefused }, .decision)
    return finalOffer.onlyIfYes || (afterRefusal.onlyIfYes && finalOffer)
  }()
  /// The unknown facts that could open what `closed` takes to be shut, or shut what it takes to be open. It reads an
  /// unknown end, or an unknown review, as the table does; whether they are asked about is settled here.
  private(set) lazy var closedTurnsOn: FactSet = {
    guard isHousingAuthority, !underReview.isYes else { return [] }
    guard shut.isYes else {
      // Accommodation that goes on keeps Part 7 open, whatever would close it: so its end is asked for first.
      if ending.isYes, facts.accommodationEndsOn != nil { return [] }
      return shut.needs.union(underReview.needs).union(shut.isNo ? [] : keptEndTurnsOn)
    }
    let hasHistory = Condition.of(facts.dutyHeld.map { $0 != .none }, .dutyHeld) || adverse
    var turns = endTurnsOn.union(hasHistory.needs)
    if hasHistory.isYes, facts.review == nil { turns.insert(FactSet(.review)) }
    return turns
  }()
  /// The end of accommodation that a duty held here keeps up after an adverse decision, where nobody has told it.
  private var keptEndTurnsOn: FactSet {
    adverse.isYes && kept.isYes && facts.accommodationEndsOn == nil ? FactSet(.accommodationEndsOn) : []
  }
  /// The unknown facts that say whether, and until when, accommodation goes on after an adverse decision.
  private(set) lazy var endTurnsOn: FactSet = {
    if adverse.isUnknown { return adverse.needs }
    guard adverse.isYes, facts.accommodationEndsOn == nil else { return [] }
    return kept.needs.union(FactSet(.accommodationEndsOn))
  }()

  // MARK: Care leavers

  /// The age below which the law knows no intentional homelessness, on the day on which it counts; nil before that law. The
  /// saving keeps a decision that was notified before it, not an application that came before it: an undecided one is
  /// protected from the day on which the law is in force (HA96-s191-1C, SI 2026/803).
  private(set) lazy var protectedUnderAge: Int? =
    value(regime.neverIntentionalUnderAge, on: facts.decisionOn.map { engine.day(of: $0) } ?? hour.now.day)
  /// A former relevant child under the age below which the law knows no intentional homelessness, when they are seen.
  private(set) lazy var neverIntentional = isProtected(
    underAge: value(regime.neverIntentionalUnderAge, on: hour.now.day))
  /// PROTECTED: the decision may not be one of intentional homelessness (HA96-s191-1C). One notified before the law was
  /// in force stands.
  private(set) lazy var protected: Condition =
    protectedUnderAge == nil && facts.decisionOn != nil
    ? .fixed(false, because: FactSet(.decisionOn)) : isProtected(underAge: protectedUnderAge)

  private func isProtected(underAge age: Int?) -> Condition {
    guard let age else { return .fixed(false) }
    return isFormerRelevant && .of(facts.applicantAge.map { $0 < age }, .applicantAge)
  }

  // MARK: Another authority

  /// The authority that has taken over from another by the day on which they presented, or that one itself.
  func heir(of authority: Authority) -> Authority { engine.heir(of: authority, on: presentedDay) }

  /// X: another authority that holds a live duty, or the one that has followed it.
  private(set) lazy var anotherAuthority: Authority? = {
    guard let named = facts.dutyElsewhere?.authority else { return nil }
    let other = heir(of: named)
    return other == here ? nil : other
  }()
  private(set) lazy var another = Condition.of(facts.dutyElsewhere.map { _ in anotherAuthority != nil }, .dutyElsewhere)
  /// Who placed them, or the one that has followed it.
  private(set) lazy var placer: Authority? = facts.placedBy?.authority.map { heir(of: $0) }
  /// RISK: whether anyone would be at risk there.
  private(set) lazy var riskThere: Condition =
    anotherAuthority.map(risk) ?? Condition.of(facts.violenceRisk.map { _ in false }, .violenceRisk)
  private(set) lazy var travel = Journey(self)
  var feasible: Condition { travel.feasible }
  private(set) lazy var reception = Condition.of(facts.receptionConfirmed, .receptionConfirmed)
  private(set) lazy var agrees = Condition.of(facts.agreesToReturn, .agreesToReturn)

  /// Who sees them on a later day: the council asked, or whoever has taken it over by then (I-26).
  func seer(on day: Day) -> Authority { engine.heir(of: here, on: day) }

  /// Which children's services see them on a later day.
  func childrensSeer(on day: Day) -> Authority {
    let heir = seer(on: day)
    guard heir != here, let ref = heir.ref else { return engine.heir(of: theirChildrensServices, on: day) }
    return .held(engine.places[Int(ref.index)].childrensServices)
  }

  /// Whether risk at one place is risk at another (I-2, I-26).
  func covers(_ place: Authority, _ other: Authority) -> Bool {
    if place == other { return true }
    guard let one = place.ref, let two = other.ref else { return false }
    return engine.risks.covers(one, two)
  }

  /// HA96-s198-2: whether anyone would be at risk in an authority's area.
  func risk(at authority: Authority) -> Condition {
    guard let places = facts.violenceRisk else { return Condition(.needs, needs: FactSet(.violenceRisk)) }
    if places.contains(where: { covers($0, authority) }) { return .fixed(true, because: FactSet(.violenceRisk)) }
    // A place that is not a known council may lie anywhere, and a county whose districts nobody lists may cover another
    // council: then that is not known to be safe.
    if facts.hasDoubtfulRisk || places.contains(where: { engine.mayCover($0, authority, facts) }) {
      return Condition(.needs, needs: FactSet(.violenceRisk))
    }
    return .fixed(false, because: FactSet(.violenceRisk))
  }

  /// HA96-s199, with HA96-s199-8: a county's care leaver is connected with every district in it.
  private(set) lazy var connectionHere: Condition = {
    let named: Condition
    if let told = facts.connectionHere {
      named = .fixed(told, because: FactSet(.connectionHere))
    } else if let connections = facts.connections {
      named = .fixed(connections.contains { connects($0, with: here) }, because: FactSet(.connections))
    } else {
      named = Condition(.needs, needs: FactSet(.connectionHere))
    }
    guard let carer = facts.careLeaverOf?.authority.map(heir(of:)) else { return named }
    guard carer == here || carer == place.county.map(Authority.held) else { return named }
    return named || (.fixed(true, because: FactSet(.careLeaverOf)) && isFormerRelevant)
  }()

  /// Whether a connection is one with an authority. Who left a county's care is connected with each of its districts
  /// (HA96-s199-8).
  func connects(_ connection: Connection, with authority: Authority) -> Bool {
    engine.directory.connects(connection, with: authority, on: presentedDay)
  }

  /// Every other authority that the facts bring in, once each: the duty elsewhere, connections, who placed them, where the
  /// unit is, and where there is risk. One that has ended stands for the one that has followed it.
  private(set) lazy var concerned: [Authority] = {
    var all: [Authority] = []
    func add(_ authority: Authority?) {
      guard let authority else { return }
      let heir = heir(of: authority)
      if heir != here, !all.contains(heir) { all.append(heir) }
    }
    add(anotherAuthority)
    for connection in facts.connections ?? [] { add(connection.authority) }
    add(facts.placedBy?.authority)
    for place in facts.violenceRisk ?? [] { add(place) }
    return all
  }()
}
