import Directory
import Triage
import WorkingTime

/// What the predicates may look up: the directory's map of councils, clocks and the calendar, who is party to what, and the
/// dated values of the book.
///
/// A class, so that handing it to some millions of predicates costs no copy. It shares no code with the rules.
final class Ground: Sendable {
  let directory: DirectorySnapshot
  let clock: LondonClock
  let calendar: BankHolidays
  private let book: ProtocolBook
  /// For each protocol's prefix, the councils that it binds.
  private let parties: [String: Set<CouncilRef>]
  /// For each rule of a protocol, the councils that it binds; nil for law and our own.
  private let bound: [Set<CouncilRef>?]
  /// For each byte of a rule's id, whether it is a clause of the book.
  private let clauses: [Bool]
  /// For each place of risk and each council, whether the one makes the other a place of risk (I-2, I-26).
  private let risky: [[Bool]]
  /// Whether some council ends on a known day, which hardly any does.
  private let hasEnds: Bool
  /// For each council, the values that its protocols set, before those for everyone.
  private let values: [[Parameter: Dated<ParameterValue>]]

  /// The ground on which an engine stands.
  init(_ engine: TriageEngine) {
    let directory = engine.directory
    self.directory = directory
    clock = engine.clock
    calendar = engine.calendar
    book = engine.book
    var parties: [String: Set<CouncilRef>] = [:]
    for file in engine.book.files where !file.parties.isEmpty {
      if let prefix = file.prefix { parties[prefix] = Set(file.parties.compactMap(directory.ref)) }
    }
    self.parties = parties
    var bound = [Set<CouncilRef>?](repeating: nil, count: RuleID.most + 1)
    var clauses = [Bool](repeating: false, count: RuleID.most + 1)
    for id in engine.book.ids {
      bound[Int(RuleID(id).code)] = parties.first { id.hasPrefix($0.key + "-") }?.value
      clauses[Int(RuleID(id).code)] = true
    }
    self.bound = bound
    self.clauses = clauses
    risky = Ground.risky(directory)
    hasEnds = directory.councils.contains { $0.validUntil != nil }
    let book = engine.book
    values = directory.councils.indices.map { index in
      let prefixes = parties.filter { $0.value.contains(CouncilRef(index: index)) }.map(\.key)
      var values: [Parameter: Dated<ParameterValue>] = [:]
      for parameter in Parameter.allCases {
        let own = prefixes.lazy.compactMap { book.setting(parameter, of: ProtocolPrefix($0)) }.first
        values[parameter] = (own ?? book.lawWide(parameter))?.values
      }
      return values
    }
  }

  /// A county covers its districts, and a district its county; whoever took over, and from whom, is covered with them.
  private static func risky(_ directory: DirectorySnapshot) -> [[Bool]] {
    let all = directory.councils.indices.map { CouncilRef(index: $0) }
    func heirs(_ ref: CouncilRef) -> [CouncilRef] {
      directory[ref].successors.compactMap { directory.ref(id: $0.council) }
    }
    func forerunners(_ ref: CouncilRef) -> [CouncilRef] { all.filter { heirs($0).contains(ref) } }
    func line(_ start: CouncilRef, _ next: (CouncilRef) -> [CouncilRef]) -> Set<CouncilRef> {
      var found: Set<CouncilRef> = [start]
      var open = [start]
      while let ref = open.popLast() {
        for other in next(ref) where found.insert(other).inserted { open.append(other) }
      }
      return found
    }
    func districts(_ ref: CouncilRef) -> [CouncilRef] { all.filter { directory.county(of: $0) == ref } }
    return all.map { place in
      var named: Set<CouncilRef> = []
      for area in [place] + districts(place) {
        named.formUnion(line(area, heirs))
        named.formUnion(line(area, forerunners))
      }
      for area in named { named.formUnion(districts(area)) }
      if let county = directory.county(of: place) { named.insert(county) }
      return all.map(named.contains)
    }
  }

  func isParty(_ council: CouncilRef, to prefix: String) -> Bool { parties[prefix]?.contains(council) == true }

  /// Whether a rule is another council's.
  func isStray(_ rule: RuleID, at council: CouncilRef) -> Bool {
    bound[Int(rule.code)]?.contains(council) == false
  }

  /// Whether an id that is cited is a clause of the book.
  func isClause(_ rule: RuleID) -> Bool { clauses[Int(rule.code)] }

  func presentedDay(_ facts: KnownFacts) -> Day { clock.wall(at: facts.presentedAt).day }
  /// The day on which they are seen, else the day on which they came.
  func lastDay(_ facts: KnownFacts) -> Day { clock.wall(at: facts.lastSeenAt).day }

  func day(_ start: LimitStart) -> Day {
    switch start {
    case .day(let day): day
    case .moment(let moment): clock.wall(at: moment).day
    }
  }

  /// The date of tonight's night, from when they are seen: before the council opens it is still the night before.
  func night(_ facts: KnownFacts) -> Day {
    let wall = clock.wall(at: facts.lastSeenAt)
    let opening = directory.officeHours(of: facts.council)?.usualOpening ?? DirectoryAtMoment.assumedOffice.lowerBound
    return Nights(from: wall, opening: opening, calendar: calendar).first
  }

  /// Whether nobody can be reached or moved in on a day: a weekend or a bank holiday.
  func isShut(_ day: Day) -> Bool {
    day.weekday == .saturday || day.weekday == .sunday || calendar.isBankHoliday(day)
  }

  /// A whole number that holds at a council on a day: a count, or minutes since midnight.
  func whole(_ parameter: Parameter, at council: CouncilRef, on day: Day) -> Int? {
    values[Int(council.index)][parameter]?.value(on: day)?.whole
  }

  func number(_ parameter: Parameter, at council: CouncilRef, on day: Day) -> Double? {
    values[Int(council.index)][parameter]?.value(on: day)?.number
  }

  /// The weekdays on which nothing ends at a council; nil where it names none.
  func daysOff(at council: CouncilRef, on day: Day) -> Set<Weekday>? {
    guard case .weekdays(let days)? = values[Int(council.index)][.noEndOnWeekdays]?.value(on: day) else { return nil }
    return days
  }

  /// Whether risk at one place is risk at another.
  func isRisk(_ place: Authority, at other: Authority) -> Bool {
    if place == other { return true }
    guard let one = place.ref, let two = other.ref else { return false }
    return risky[Int(one.index)][Int(two.index)]
  }

  /// Whoever stands for an authority on a day: itself, or the one that has taken its housing over (I-26).
  func heir(of authority: Authority, on day: Day) -> Authority {
    guard hasEnds, let ref = authority.ref,
      case .succeeded(let heir) = directory.standing(of: ref, on: day, for: .housing)
    else { return authority }
    return .held(heir)
  }

  /// Whether an authority has ended by a day.
  func hasEnded(_ authority: Authority, on day: Day) -> Bool {
    guard hasEnds, let ref = authority.ref, let until = directory[ref].validUntil else { return false }
    return until <= day
  }

  /// Who leads for children at a council: the county for its districts, otherwise itself.
  func services(of council: CouncilRef) -> Authority { .held(directory.county(of: council) ?? council) }
}
