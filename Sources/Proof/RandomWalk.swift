import Directory
import Triage
import WorkingTime

/// A seeded walk at random over every fact at every council: what the exhaustive walks hold apart, together.
struct RandomWalk: Sendable {
  let seed: UInt64
  let steps: Int
  /// Of how many situations one is also put into words and given its numbers.
  let worded = 256

  struct Result: Sendable {
    /// Distinct situations.
    var situations = 0
    /// Situations put into words.
    var worded = 0
    var fault: Counterexample?
  }

  func run(_ cases: [Cases], _ engine: TriageEngine, _ ground: Ground, _ tally: Tally = Tally(nil)) -> Result {
    var result = Result()
    var dice = SplitMix64(seed: seed)
    var seen: Set<UInt64> = []
    seen.reserveCapacity(steps)
    let all = cases.map { ($0.base, $0.all) }
    let invariants = Invariant.all
    let back = TakenBack(engine)
    var last: Facts?
    var outcome = Outcome()
    for step in 0..<steps {
      let (base, dimensions) = all[Int(dice.next() % UInt64(all.count))]
      var facts = base
      // Much known in some cases, little in others.
      let share = dice.next() % 4 + 1
      var print: UInt64 = UInt64(base.council.index)
      for dimension in dimensions {
        let throwing = dice.next()
        let place = throwing % 4 < share ? Int((throwing >> 8) % UInt64(dimension.cases.count)) : 0
        dimension.cases[place](&facts)
        print = (print &* 0x9e37_79b9_7f4a_7c15) ^ UInt64(place &+ 1)
        print ^= print >> 29
      }
      guard seen.insert(print).inserted else { continue }
      result.situations += 1
      if result.situations % Tally.step == 0 { tally.add(Tally.step) }
      engine.evaluate(facts, into: &outcome)
      if let broken = invariants.broken(KnownFacts(facts), outcome, ground) {
        result.fault = Counterexample(
          invariant: broken.id, walk: "random, seed \(seed)", why: broken.why, facts: facts)
        return result
      }
      guard step % worded == 0 else { continue }
      result.worded += 1
      if let (id, why) = DeterminationFault.find(in: engine.determine(back.spoken(facts)), ground) {
        result.fault = Counterexample(invariant: id, walk: "in words, seed \(seed)", why: why, facts: facts)
        return result
      }
      if let last, last.council == facts.council || result.worded % 2 == 0, let why = back.fault(facts, last) {
        result.fault = Counterexample(invariant: "I-30", walk: "in words, seed \(seed)", why: why, facts: facts)
        return result
      }
      last = facts
    }
    return result
  }
}
