package import Triage

/// The proof that no situation breaks a safety invariant, and what it looked at.
package struct SafetyProof: Sendable {
  /// One invariant's share of it.
  package struct Line: Sendable {
    /// The walk.
    package let name: String
    /// The invariants that it looked at.
    package let invariants: [String]
    /// Distinct situations.
    package var situations: Int
    /// How many of the product of the varied facts they stand for.
    package var standsFor: Double
    /// The facts that bear on it; all others were never read.
    package var read: FactSet
  }

  /// The exhaustive walks, over every kind of council.
  package private(set) var walks: [Line] = []
  /// Distinct situations of the random walk.
  package private(set) var atRandom = 0
  /// Of these, put into words and given their numbers.
  package private(set) var inWords = 0
  /// Those on the day before, on, and after each day on which a council of the directory ends.
  package private(set) var atSuccessions = 0
  /// Every fault found, at most one a walk and council.
  package private(set) var faults: [Counterexample] = []

  /// All distinct situations.
  package var situations: Int { walks.reduce(atRandom + atSuccessions) { $0 + $1.situations } }

  /// The names of the exhaustive walks.
  package static let walkNames = [
    "tonight", "standing", "not eligible", "roof", "applications", "returns", "contacts", "referrals",
    "referrals on the way", "notified", "calls", "advisers", "addresses", "hosts", "danger", "consent", "young", "ends",
    "findings", "bed and breakfast", "reviews", "final offers", "papers",
  ]

  private enum Piece: Sendable {
    case walk(Int, SituationWalk.Result)
    case random(RandomWalk.Result)
    case successions(SuccessionWalk.Result)
  }

  /// Walks every situation that the rules can tell apart, and some millions at random.
  ///
  /// - Parameters:
  ///   - engine: the rules over a directory.
  ///   - steps: situations to draw at random, in all.
  ///   - seed: settles which.
  ///   - names: the walks to do; nil for all.
  ///   - watch: told now and then how many situations were looked at; called from several threads.
  /// - Returns: what was looked at, and every fault.
  package static func run(
    _ engine: TriageEngine, steps: Int = 2_000_000, seed: UInt64 = 1, only names: Set<String>? = nil,
    watch: (@Sendable (Int) -> Void)? = nil
  ) async -> SafetyProof {
    let ground = Ground(engine)
    let kinds = CouncilKinds(engine)
    let cases = kinds.representatives.map { Cases($0, engine) }
    let drawn = steps > 0 ? kinds.all : []
    let everywhere = drawn.map { ref in cases.first { $0.council == ref } ?? Cases(ref, engine) }
    let plans = cases.map { ($0.base, SituationWalk.all($0, engine)) }
    let tally = Tally(watch)
    var proof = SafetyProof()
    guard let first = plans.first else { return proof }
    proof.walks = first.1.map {
      Line(name: $0.name, invariants: $0.invariants.map(\.id).unique, situations: 0, standsFor: 0, read: [])
    }
    let wanted = first.1.indices.filter { names?.contains(first.1[$0].name) ?? true }
    await withTaskGroup(of: Piece.self) { group in
      // The longest first, so that no core waits for one of them at the end.
      for place in wanted {
        for (base, walks) in plans {
          let walk = walks[place]
          for piece in 0..<walk.pieces {
            group.addTask { .walk(place, walk.run(piece: piece, from: base, engine, ground, tally)) }
          }
        }
      }
      let share = 250_000
      for part in 0..<((steps + share - 1) / share) {
        let walk = RandomWalk(seed: seed &+ UInt64(part) &* 7919, steps: min(share, steps - part * share))
        group.addTask { .random(walk.run(everywhere, engine, ground, tally)) }
      }
      if names == nil || names?.contains("successions") == true {
        group.addTask { .successions(SuccessionWalk.run(engine, ground)) }
      }
      for await piece in group { proof.add(piece) }
    }
    proof.walks = wanted.map { proof.walks[$0] }
    return proof
  }

  private mutating func add(_ piece: Piece) {
    switch piece {
    case .walk(let place, let result):
      walks[place].situations += result.situations
      walks[place].standsFor += result.standsFor
      walks[place].read.formUnion(result.read)
      if let fault = result.fault { faults.append(fault) }
    case .random(let result):
      atRandom += result.situations
      inWords += result.worded
      if let fault = result.fault { faults.append(fault) }
    case .successions(let result):
      atSuccessions += result.situations
      if let fault = result.fault { faults.append(fault) }
    }
  }
}
