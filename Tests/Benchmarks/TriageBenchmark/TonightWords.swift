import Directory
import Triage
import WorkingTime

/// The words of the contract's table for one case, worked out from its facts apart from the engine: what another rule
/// engine is given, so that its rows can be the contract's. Written a second time on purpose, so that an agreement
/// with our own engine says something of both.
struct TonightWords {
  /// Each word with its value, by name.
  private(set) var values: [(name: String, value: String)] = []

  /// The words of a case. Whether the hour is late is taken from our engine; everything else is worked out here.
  init(_ facts: Facts, isLate: Bool, engine: TriageEngine) {
    let directory = engine.directory
    let danger = facts.immediateDanger
    let nowhere = danger == true ? true : facts.nowhereTonight
    let family = Self.any([facts.children.map { !$0.isEmpty }, facts.pregnant])
    let inCare = facts.careLeaverOf.map { $0.authority != nil }
    let need = Self.any([
      family, facts.vulnerable, facts.riskFactors.map { $0.contains(.domesticAbuse) },
      Self.all([inCare, facts.applicantAge.map { (18...20).contains($0) }]),
    ])
    let other = facts.dutyElsewhere?.authority.flatMap { $0 == .held(facts.council) ? nil : $0 }
    let kept = facts.dutyHeld.map { ![.none, .prevention, .ended].contains($0) }

    add("nowhere", nowhere)
    add("danger", danger)
    add("under18", facts.applicantAge.map { $0 < 18 })
    add("kept", kept)
    add("another", facts.dutyElsewhere.map { _ in other != nil })
    add("risk", Self.risk(at: other, facts, directory))
    add("feasible", Self.feasible(facts))
    add("reception", facts.receptionConfirmed)
    add("agrees", facts.agreesToReturn)
    add("luton", engine.isParty(facts.council, to: ProtocolPrefix("LUT")))
    add("late", isLate)
    add("family", family)
    add("closed", Self.isClosed(facts, engine))
    add("need", need)
    values.append(("duty", facts.dutyHeld?.rawValue ?? "unknown"))
    values.append(("decision", facts.decision?.rawValue ?? "unknown"))
  }

  private mutating func add(_ name: String, _ value: Bool?) {
    values.append((name, value.map { $0 ? "yes" : "no" } ?? "unknown"))
  }

  /// Kleene's or: a yes settles it, and without one an unknown leaves it open.
  private static func any(_ values: [Bool?]) -> Bool? {
    values.contains(true) ? true : values.contains(nil) ? nil : false
  }

  /// Kleene's and.
  private static func all(_ values: [Bool?]) -> Bool? {
    values.contains(false) ? false : values.contains(nil) ? nil : true
  }

  /// A county covers its districts, and nobody goes back to a county with risk in one of them. A place that nobody
  /// knows may lie anywhere.
  private static func risk(at other: Authority?, _ facts: Facts, _ directory: DirectorySnapshot) -> Bool? {
    guard let places = facts.violenceRisk else { return nil }
    let isThere = places.contains { place in
      guard let other else { return false }
      if place == other { return true }
      guard let one = place.ref, let two = other.ref else { return false }
      return directory.county(of: one) == two || directory.county(of: two) == one
    }
    return isThere ? true : facts.hasDoubtfulRisk ? nil : false
  }

  /// Past the limit it stays open: the contract leaves it to judgement.
  private static func feasible(_ facts: Facts) -> Bool? {
    guard let transport = facts.transport else { return nil }
    if transport == .none { return false }
    guard let minutes = facts.travelMinutes else { return nil }
    return minutes <= (transport == .public ? 60 : 90) ? true : nil
  }

  /// Only what is known closes Part 7, and a duty not known to have ended counts as running until its notice is over.
  private static func isClosed(_ facts: Facts, _ engine: TriageEngine) -> Bool {
    guard engine.directory.isHousingAuthority(facts.council) else { return true }
    let leavesNotice = facts.decision.map { $0 != .none && $0 != .mindedToRefuse } ?? false
    if leavesNotice, facts.dutyHeld != .ended, let end = facts.accommodationEndsOn, end > night(facts, engine) {
      return false
    }
    if facts.dutyHeld == .ended { return true }
    // What is known of eligibility today outweighs an earlier decision on it.
    if facts.eligibility == .notEligible || (facts.eligibility == nil && facts.decision == .notEligible) { return true }
    switch facts.decision {
    case .notHomeless, .notPriority, .offerRefused, .licenceBreach: return true
    default: return false
    }
  }

  /// The date on which tonight began.
  private static func night(_ facts: Facts, _ engine: TriageEngine) -> Day {
    let opening = engine.directory.officeHours(of: facts.council)?.usualOpening
    return Nights(
      from: engine.clock.wall(at: facts.presentedAt),
      opening: opening ?? DirectoryAtMoment.assumedOffice.lowerBound, calendar: engine.calendar
    ).first
  }
}
