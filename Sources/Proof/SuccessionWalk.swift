import Directory
import Triage
import WorkingTime

/// A council's end (I-26): the day before, the day, and the day after each succession of the directory, at every council, with
/// the one that ends, those that take over, and its fellows in every part that another authority can have.
enum SuccessionWalk {
  struct Result: Sendable {
    var situations = 0
    var fault: Counterexample?
  }

  /// A part that another authority can have in a case.
  private enum Part: CaseIterable {
    case duty, connection, placer, carer, host, district

    func give(_ authority: Authority, in facts: inout Facts) {
      switch self {
      case .duty: facts.dutyElsewhere = .some(authority)
      case .connection:
        facts.connections = [Connection(authority: authority, ground: .residence)]
        facts.dutyHeld = .relief
      case .placer:
        facts.placedBy = .some(authority)
        facts.dutyHeld = .main
      case .carer: facts.careLeaverOf = .some(authority)
      case .host: facts.placedIn = .some(authority)
      case .district: facts.foundIn = .some(authority)
      }
    }
  }

  static func run(_ engine: TriageEngine, _ ground: Ground) -> Result {
    var result = Result()
    let directory = engine.directory
    let all = directory.councils.indices.map { CouncilRef(index: $0) }
    var outcome = Outcome()
    for ending in all {
      guard let until = directory[ending].validUntil else { continue }
      let heirs = directory[ending].successors.compactMap { directory.ref(id: $0.council) }
      let fellows = all.filter { other in
        other != ending && directory[other].successors.contains { heirs.map { directory[$0].id }.contains($0.council) }
      }
      let named = [ending] + heirs + fellows.prefix(1)
      for day in [-1, 0, 1].map({ until.adding(days: $0) }) {
        for council in all where directory.exists(council, on: day) {
          for hour in [2, 11, 20] {
            let moment = engine.clock.moment(of: WallTime(day: day, secondOfDay: Int32(hour * 3600)))
            for facts in cases(council, moment, named, all.first { directory.county(of: $0) != nil }) {
              result.situations += 1
              engine.evaluate(facts, into: &outcome)
              if let (id, why) = fault(facts, outcome, engine, ground) {
                result.fault = Counterexample(invariant: id, walk: "successions", why: why, facts: facts)
                return result
              }
            }
          }
        }
      }
    }
    return result
  }

  private static func fault(
    _ facts: Facts, _ outcome: Outcome, _ engine: TriageEngine, _ ground: Ground
  ) -> (id: String, why: String)? {
    Invariant.all.broken(KnownFacts(facts), outcome, ground)
      ?? DeterminationFault.find(in: engine.determine(facts), ground)
  }

  private static func cases(
    _ council: CouncilRef, _ moment: Moment, _ named: [CouncilRef], _ district: CouncilRef?
  ) -> [Facts] {
    var base = Facts(council: council, presentedAt: moment)
    base.children = [4]
    base.applicantAge = 30
    base.nowhereTonight = true
    base.immediateDanger = false
    base.transport = .own
    base.travelMinutes = 20
    base.receptionConfirmed = true
    base.agreesToReturn = true
    var cases: [Facts] = []
    for part in Part.allCases {
      for authority in named.map(Authority.held) {
        let risks: [[Authority]?] = [nil, []] + named.map { [.held($0)] } + [district.map { [.held($0)] }]
        for risk in risks {
          var facts = base
          part.give(authority, in: &facts)
          facts.violenceRisk = risk
          cases.append(facts)
          facts.applicantAge = 20
          facts.children = []
          facts.pregnant = false
          cases.append(facts)
        }
      }
    }
    return cases
  }
}
