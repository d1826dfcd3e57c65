import JSON
import Directory
import WorkingTime

extension FactsReader {
  /// Answers that stand for all that a fact can be told, one for each case that a rule could tell apart. Relative to the
  /// case: dates around the presentation, authorities that it has brought in.
  func answers(to fact: Fact, in facts: Facts, engine: TriageEngine) -> [FactInput] {
    let day = engine.clock.wall(at: facts.presentedAt).day
    let here = FactInput.text(directory[facts.council].id)
    let elsewhere = otherAuthorities(facts, engine)
    switch fact.shape {
    case .bool: return [.bool(true), .bool(false)]
    case .integer: return numbers(for: fact).map { .number($0) }
    case .day, .dayOrMoment:
      return [-40, -3, 0, 1, 30].map { .text(TimeText.text(day.adding(days: $0))) }
    case .moment: return [input(of: .presentedAt, in: facts)]
    case .council: return []
    case .authority: return [.text("none")] + elsewhere
    case .authorities: return [.list([])] + (elsewhere + [here]).map { .list([$0]) }
    case .ages: return [.list([]), .list([.number(4)])]
    case .word(let words): return words.map { .text($0) }
    case .words(let words): return [.list([])] + words.map { .list([.text($0)]) }
    case .connections:
      return [.list([])] + (elsewhere + [here]).map { .list([.object(["council": $0, "ground": .text("residence")])]) }
    }
  }

  private func numbers(for fact: Fact) -> [Double] {
    switch fact {
    case .applicantAge: [14, 16, 19, 23, 40]
    case .travelMinutes: [30, 75, 240]
    default: [0, 41, 42]
    }
  }

  /// Other authorities that the case names, the county, and one that stands for any other.
  private func otherAuthorities(_ facts: Facts, _ engine: TriageEngine) -> [FactInput] {
    var refs: [CouncilRef] = []
    for authority in Situation(facts, engine: engine).concerned {
      if let ref = authority.ref { refs.append(ref) }
    }
    if let county = directory.county(of: facts.council) { refs.append(county) }
    let isAnyOther = { (ref: CouncilRef) in
      ref != facts.council && !refs.contains(ref) && engine.directory.isHousingAuthority(ref)
    }
    if let other = directory.councils.indices.map({ CouncilRef(index: $0) }).first(where: isAnyOther) {
      refs.append(other)
    }
    return refs.map { .text(directory[$0].id) }
  }
}
