import Directory
import WorkingTime

/// The words of the contract's table, each worked out from the facts that it rests on.
struct Words: ~Copyable {
  let hour: Hour
  let danger: Condition
  let nowhere: Condition
  let children: Condition
  let family: Condition
  let under18: Condition
  let careLeaver: Condition
  let priorityNeed: Condition
  let kept: Condition
  let closed: Condition
  let isClosed: Bool
  let another: Condition
  let anotherAuthority: Authority?
  let riskThere: Condition
  let travel: (feasible: Condition, isEstimated: Bool)
  let connectionHere: Condition
  let harm: Condition
  let owed: Condition
  let decided: Condition
  let intentional: Condition

  init<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine, _ place: CouncilPlace) {
    hour = Hour(facts, engine, place)
    danger = Words.danger(facts)
    nowhere = danger.isYes ? danger : .of(facts.nowhereTonight, .nowhereTonight)
    children = Words.children(facts)
    family = children || .of(facts.pregnant, .pregnant)
    under18 = Words.under18(facts)
    careLeaver = Words.careLeaver(facts)
    priorityNeed = Words.priorityNeed(facts)
    kept = Words.kept(facts)
    closed = Words.closed(facts, place, first: hour.nights.first)
    isClosed = Words.isClosed(facts, place, first: hour.nights.first)
    another = Words.another(facts)
    anotherAuthority = Words.anotherAuthority(facts)
    riskThere = Words.riskThere(facts, engine)
    travel = Words.travel(facts, engine)
    connectionHere = Words.connectionHere(facts, engine, place)
    harm = Words.harm(facts)
    owed = nowhere && !closed && priorityNeed
    decided = Words.decided(facts)
    intentional = Words.intentional(facts)
  }

  /// In place of words while reads are tracked; never read then.
  init() {
    let open = Condition(.needs)
    hour = Hour.unread
    danger = open
    nowhere = open
    children = open
    family = open
    under18 = open
    careLeaver = open
    priorityNeed = open
    kept = open
    closed = open
    isClosed = false
    another = open
    anotherAuthority = nil
    riskThere = open
    travel = (open, false)
    connectionHere = open
    harm = open
    owed = open
    decided = open
    intentional = open
  }

  static func danger<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.immediateDanger, .immediateDanger)
  }

  /// In danger they are taken to have nowhere.
  static func nowhere<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    let danger = danger(facts)
    return danger.isYes ? danger : .of(facts.nowhereTonight, .nowhereTonight)
  }

  static func children<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.children.map { !$0.isEmpty }, .children)
  }

  static func family<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    children(facts) || .of(facts.pregnant, .pregnant)
  }

  static func under18<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.applicantAge.map { $0 < 18 }, .applicantAge)
  }

  private static func wasInCare<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.careLeaverOf.map { $0.authority != nil }, .careLeaverOf)
  }

  static func careLeaver<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    wasInCare(facts) && .of(facts.applicantAge.map { $0 >= 18 && $0 <= 24 }, .applicantAge)
  }

  /// HA96-s189-1, and SI2002-2051 for care leavers of 18 to 20.
  static func priorityNeed<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    family(facts) || .of(facts.vulnerable, .vulnerable)
      || .of(facts.riskFactors.map { $0.contains(.domesticAbuse) }, .riskFactors)
      || (wasInCare(facts) && .of(facts.applicantAge.map { $0 >= 18 && $0 <= 20 }, .applicantAge))
  }

  static func kept<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.dutyHeld.map(\.keepsAccommodated), .dutyHeld)
  }

  static func closed<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine, _ place: CouncilPlace) -> Condition
  {
    closed(facts, place, first: facts.hour(engine, place).nights.first)
  }

  static func isClosed<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine, _ place: CouncilPlace) -> Bool {
    isClosed(facts, place, first: facts.hour(engine, place).nights.first)
  }

  private static func closed<Log>(
    _ facts: borrowing LentFacts<Log>, _ place: CouncilPlace, first: @autoclosure () -> Day
  ) -> Condition {
    guard place.isHousingAuthority else { return .fixed(true, because: FactSet(.council)) }
    let duty = facts.dutyHeld
    let ended = Condition.of(duty.map { $0 == .ended }, .dutyHeld)
    let decision = facts.decision
    let ending =
      Condition.of(decision.map(\.leavesNotice), .decision) && !ended
      && .of(facts.accommodationEndsOn.map { $0 > first() }, .accommodationEndsOn)
    let closed = !ending && (ended || notEligible(facts) || .of(decision.map(\.closesPart7), .decision))
    return .fixed(false, because: FactSet(.council)) || closed
  }

  private static func isClosed<Log>(
    _ facts: borrowing LentFacts<Log>, _ place: CouncilPlace, first: @autoclosure () -> Day
  )
    -> Bool
  {
    guard place.isHousingAuthority else { return true }
    if facts.dutyHeld == .ended { return true }
    guard notEligible(facts).isYes || facts.decision?.closesPart7 == true else { return false }
    // A duty that is not known to have ended counts as running here.
    let isEnding = facts.decision?.leavesNotice == true && facts.accommodationEndsOn.map { $0 > first() } == true
    return !isEnding
  }

  /// Whether Part 7 help is known to be ruled out by eligibility; a fact of today outweighs an earlier decision.
  private static func notEligible<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    guard let eligibility = facts.eligibility else {
      return facts.decision == .notEligible
        ? .fixed(true, because: FactSet(.decision)) : Condition(.needs, needs: FactSet(.eligibility))
    }
    return .fixed(eligibility == .notEligible, because: FactSet(.eligibility))
  }

  /// CA89-s47: a child, born or not, is or is likely to be significantly harmed.
  static func harm<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    let harm = Condition.of(facts.significantHarm, .significantHarm)
    // Harm that is known is acted on, even where no child has been named.
    if harm.isYes { return harm }
    return (family(facts) || under18(facts)).unlessNo && harm
  }

  /// HA96-s188: reason to believe that they are homeless, in priority need, and that Part 7 is open to them.
  static func owed<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine, _ place: CouncilPlace) -> Condition {
    nowhere(facts) && !closed(facts, engine, place) && priorityNeed(facts)
  }

  /// A decision is made, and its period is not over yet.
  static func decided<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.decision.map(\.isMade), .decision)
      && !Condition.of(facts.dutyHeld.map { $0 == .ended }, .dutyHeld).onlyIfYes
  }

  static func intentional<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.decision.map { $0 == .intentionallyHomeless }, .decision)
  }

  static func another<Log>(_ facts: borrowing LentFacts<Log>) -> Condition {
    .of(facts.dutyElsewhere.map { $0.authority != nil && $0 != .some(.held(facts.council)) }, .dutyElsewhere)
  }

  static func anotherAuthority<Log>(_ facts: borrowing LentFacts<Log>) -> Authority? {
    guard let other = facts.dutyElsewhere?.authority, other != .held(facts.council) else { return nil }
    return other
  }
}
