import Directory
import Triage
import WorkingTime

/// A safety invariant (`I-1` to `I-23`) as a predicate over a case and what came out of it.
///
/// It shares no code with the rules: it reads the facts and the outcome as a stranger would, so that a fault in a rule is
/// not repeated here. What it reads is noted as what the rules read is, so that a walk varies that too.
struct Invariant: Sendable {
  /// Its id in the rule book.
  let id: String
  /// What is never broken, in a few words.
  let says: String
  /// What is wrong with an outcome; nil where it holds.
  let fault: @Sendable (_ facts: KnownFacts, _ outcome: Outcome, _ ground: Ground) -> String?

  init(
    _ id: String, _ says: String,
    fault: @escaping @Sendable (_ facts: KnownFacts, _ outcome: Outcome, _ ground: Ground) -> String?
  ) {
    self.id = id
    self.says = says
    self.fault = fault
  }
}

/// What the predicates may look up: the directory's map of councils, clocks and the calendar, and who is party to what.
///
/// A class, so that handing it to some millions of predicates costs no copy.
final class Ground: Sendable {
  let directory: DirectorySnapshot
  let clock: LondonClock
  let calendar: BankHolidays
  /// For each protocol's prefix, the councils that it binds.
  private let parties: [String: Set<CouncilRef>]
  /// For each rule of a protocol, the councils that it binds; nil for law and our own.
  private let bound: [Set<CouncilRef>?]

  /// The ground on which an engine stands.
  init(_ engine: TriageEngine) {
    directory = engine.directory
    clock = engine.clock
    calendar = engine.calendar
    var parties: [String: Set<CouncilRef>] = [:]
    for file in engine.book.files where !file.parties.isEmpty {
      if let prefix = file.prefix { parties[prefix] = Set(file.parties.compactMap(engine.directory.ref)) }
    }
    self.parties = parties
    var bound = [Set<CouncilRef>?](repeating: nil, count: RuleID.most + 1)
    for id in engine.book.ids {
      bound[Int(RuleID(id).code)] = parties.first { id.hasPrefix($0.key + "-") }?.value
    }
    self.bound = bound
  }

  func isParty(_ council: CouncilRef, to prefix: String) -> Bool { parties[prefix]?.contains(council) == true }

  /// Whether a rule is another council's.
  func isStray(_ rule: RuleID, at council: CouncilRef) -> Bool {
    bound[Int(rule.code)]?.contains(council) == false
  }

  func presentedDay(_ facts: KnownFacts) -> Day { clock.wall(at: facts.presentedAt).day }

  /// Whether nobody can be reached or moved in on a day: a weekend or a bank holiday.
  func isShut(_ day: Day) -> Bool {
    day.weekday == .saturday || day.weekday == .sunday || calendar.isBankHoliday(day)
  }
}

extension KnownFacts {
  var inDanger: Bool { immediateDanger == true }
  /// They have, or may have, nowhere tonight.
  var mayBeRoofless: Bool { inDanger || nowhereTonight != false }
  /// There is, or may be, a child born or unborn in the household.
  var mayBeFamily: Bool { !(children == [] && pregnant == false) }
  var isUnder18: Bool { (applicantAge ?? 18) < 18 }
  var here: Authority { .held(council) }

  /// Whether anyone is known to be at risk there, known not to be, or neither.
  func risk(at authority: Authority, _ ground: Ground) -> Bool? {
    guard let violenceRisk else { return nil }
    if violenceRisk.contains(authority) { return true }
    if case .held(let ref) = authority, let county = ground.directory.county(of: ref),
      violenceRisk.contains(.held(county))
    {
      return true
    }
    return hasDoubtfulRisk ? nil : false
  }
}
