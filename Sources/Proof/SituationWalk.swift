import Directory
package import Triage

/// A walk over every distinct situation of some facts, for some invariants.
///
/// After each situation the log tells which facts were read. Only those are varied further: a fact that was not read
/// cannot have borne on the outcome, so the one situation stands for all its values. Thus the walk ends, and nothing is left
/// out. A fact that is read and not varied is a fault of the walk.
struct SituationWalk: Sendable {
  let name: String
  let invariants: [Invariant]
  let part: RulePart
  /// The facts that it varies; the moment too where nothing else is said.
  let dimensions: [Dimension]
  /// What may never bear on the outcome.
  var neverRead: FactSet = []
  /// One of the facts, by whose cases the walk is cut into pieces that several cores can take.
  var cutBy: Fact?

  /// How many pieces it has.
  var pieces: Int { cutDimension.map { dimensions[$0].cases.count } ?? 1 }

  private var cutDimension: Int? {
    cutBy.flatMap { fact in dimensions.firstIndex { $0.facts.contains(FactSet(fact)) } }
  }

  /// What a walk found.
  struct Result: Sendable {
    /// Situations looked at, each of them once.
    var situations = 0
    /// How many of the whole product of the facts varied these stand for.
    var standsFor = 0.0
    var read: FactSet = []
    var fault: Counterexample?
  }

  func run(
    piece: Int, from base: Facts, _ engine: TriageEngine, _ ground: Ground, _ tally: Tally = Tally(nil)
  ) -> Result {
    var result = Result()
    var placeOf = [Int](repeating: -1, count: Fact.allCases.count)
    for (place, dimension) in dimensions.enumerated() {
      for fact in dimension.facts.facts { placeOf[Int(fact.rawValue)] = place }
    }
    var facts = base
    for dimension in dimensions { dimension.cases[0](&facts) }
    var chosen = [Int](repeating: 0, count: dimensions.count)
    let cut = cutDimension ?? -1
    if cut >= 0 { dimensions[cut].cases[piece](&facts) }
    var order: [Int] = []
    var outcome = Outcome()
    let log = ReadLog()
    let whole = dimensions.reduce(1.0) { $0 * Double($1.cases.count) }

    func fail(_ id: String, _ why: String) {
      result.fault = Counterexample(invariant: id, walk: name, why: why, facts: facts)
    }
    while true {
      log.clear()
      let undeclared = engine.examine(facts, for: part, noting: log, into: &outcome)
      let restedOn = log.facts
      // What the predicates read is varied as well: they may suppose what no rule has looked at.
      let known = KnownFacts(facts, log: log)
      let broken = invariants.broken(known, outcome, ground)
      result.read.formUnion(log.facts)
      order.removeAll(keepingCapacity: true)
      var varied: UInt64 = 0
      var share = whole
      for fact in log.order {
        guard fact != .council else { continue }
        let place = placeOf[Int(fact.rawValue)]
        guard place >= 0 else {
          fail("walk", "the outcome rests on \(fact.name), which this walk does not vary")
          return result
        }
        guard varied & 1 << UInt64(place) == 0 else { continue }
        varied |= 1 << UInt64(place)
        order.append(place)
        share /= Double(dimensions[place].cases.count)
      }
      // Where the piece's own fact was not read, every piece comes to the same: the first counts it.
      if cut < 0 || piece == 0 || varied & 1 << UInt64(cut) != 0 {
        result.situations += 1
        result.standsFor += share
        if result.situations % Tally.step == 0 { tally.add(Tally.step) }
      }
      if let undeclared {
        fail("walk", "\(undeclared.rule.name) writes \(undeclared.writes.names.joined(separator: ", ")) undeclared")
        return result
      }
      if !restedOn.isDisjoint(with: neverRead) {
        let names = restedOn.intersection(neverRead).facts.map(\.name).joined(separator: ", ")
        fail(invariants[0].id, "the outcome rests on \(names), which may never bear on it")
        return result
      }
      if let broken {
        fail(broken.id, broken.why)
        return result
      }
      // The last fact read takes its next value; one that has had them all is unknown again, and the one before moves on.
      var last = order.count - 1
      while last >= 0 {
        let place = order[last]
        guard place != cut else {
          last -= 1
          continue
        }
        chosen[place] += 1
        if chosen[place] < dimensions[place].cases.count {
          dimensions[place].cases[chosen[place]](&facts)
          break
        }
        chosen[place] = 0
        dimensions[place].cases[0](&facts)
        last -= 1
      }
      if last < 0 { return result }
    }
  }
}

/// A situation in which an invariant does not hold.
package struct Counterexample: Sendable {
  /// The invariant; `walk` where the proof itself is at fault.
  package let invariant: String
  /// Where it was found.
  package let walk: String
  /// What is wrong.
  package let why: String
  /// The whole case; nil where no case is at fault.
  package let facts: Facts?
}
