import Directory
import WorkingTime

/// What hangs on another authority: risk, journey and connection.
extension Words {
  /// Whether anyone would be at risk where the duty is. I-2: nor do they go back to a county while there is risk in one
  /// of its districts.
  static func riskThere<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine) -> Condition {
    let other = anotherAuthority(facts)
    let there = risk(at: other, facts, engine)
    if there.isYes { return there }
    guard let places = facts.violenceRisk else { return there }
    for place in places {
      if let ref = place.ref, let county = engine.places[Int(ref.index)].county, other == .held(county) {
        return .fixed(true, because: FactSet(.violenceRisk))
      }
    }
    return there
  }

  /// HA96-s198-2: whether anyone would be at risk in an authority's area; a county covers its districts.
  static func risk<Log>(at authority: Authority?, _ facts: borrowing LentFacts<Log>, _ engine: TriageEngine)
    -> Condition
  {
    guard let places = facts.violenceRisk else { return Condition(.needs, needs: FactSet(.violenceRisk)) }
    if let authority {
      let county = authority.ref.flatMap { engine.places[Int($0.index)].county }.map(Authority.held)
      for place in places where place == authority || place == county {
        return .fixed(true, because: FactSet(.violenceRisk))
      }
    }
    // A place that is no known council may lie anywhere: then nothing is known to be safe.
    if facts.hasDoubtfulRisk { return Condition(.needs, needs: FactSet(.violenceRisk)) }
    return .fixed(false, because: FactSet(.violenceRisk))
  }

  /// LUT-25 leaves the weighing to the officer; the limits in minutes are our own dated parameters.
  static func travel<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine) -> (
    feasible: Condition, isEstimated: Bool
  ) {
    guard let transport = facts.transport else {
      return (Condition(.needs, needs: FactSet(.transport)), false)
    }
    if transport == .none { return (.fixed(false, because: FactSet(.transport)), false) }
    let told = facts.travelMinutes
    guard
      let minutes = told
        ?? engine.travelMinutes(from: facts.council, to: anotherAuthority(facts), by: transport)
    else {
      return (Condition(.needs, because: FactSet(.transport), needs: FactSet(.travelMinutes)), false)
    }
    let limit = transport == .public ? engine.values.publicTravelLimit : engine.values.ownTravelLimit
    let because = FactSet(.transport, .travelMinutes)
    // Past the limit is no known no: the contract leaves it to judgement, so it stays open without a question.
    return (Condition(minutes <= limit ? .yes : .needs, because: because), told == nil)
  }

  /// HA96-s199, with HA96-s199-8: a county's care leaver is connected with every district in it.
  static func connectionHere<Log>(_ facts: borrowing LentFacts<Log>, _ engine: TriageEngine, _ place: CouncilPlace)
    -> Condition
  {
    let here = Authority.held(facts.council)
    let named: Condition
    if let told = facts.connectionHere {
      named = .fixed(told, because: FactSet(.connectionHere))
    } else if let connections = facts.connections {
      named = .fixed(connections.contains { $0.authority == here }, because: FactSet(.connections))
    } else {
      named = Condition(.needs, needs: FactSet(.connectionHere))
    }
    guard case .some(let carer)? = facts.careLeaverOf else { return named }
    guard carer == here || carer == place.county.map(Authority.held) else { return named }
    return named || (.fixed(true, because: FactSet(.careLeaverOf)) && .of(facts.formerRelevant, .formerRelevant))
  }
}
