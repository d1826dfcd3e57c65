import JSON
import Directory
package import Triage
import WorkingTime

/// A random walk over all facts, each known or not, at every council and hour of a year.
package struct RandomCases {
  private var dice: SplitMix64
  private let engine: TriageEngine
  /// Writes and reads the facts.
  package let reader: FactsReader
  private let start: Moment

  /// A walk that a seed settles.
  package init(seed: UInt64) throws {
    engine = try Shipped.engine
    dice = SplitMix64(seed: seed)
    reader = FactsReader(directory: engine.directory, clock: engine.clock)
    start = try TimeText.moment("2026-11-01T00:00", clock: engine.clock).moment
  }

  private mutating func council() -> FactInput {
    .text(
      Int.random(in: 0..<8, using: &dice) == 0
        ? "thurrock" : engine.directory.places.randomElement(using: &dice).map { engine.directory[$0].id } ?? "luton")
  }

  private mutating func day() -> FactInput {
    .text(TimeText.text(engine.clock.wall(at: start).day.adding(days: Int.random(in: -60...60, using: &dice))))
  }

  private mutating func value(_ fact: Fact) -> FactInput {
    switch fact.shape {
    case .bool: return .bool(Bool.random(using: &dice))
    case .integer:
      return .number(
        Double(fact == .applicantAge ? Int.random(in: 15...30, using: &dice) : Int.random(in: 0...120, using: &dice)))
    case .day, .dayOrMoment: return day()
    case .moment, .council: return .null
    case .authority: return Bool.random(using: &dice) ? .text("none") : council()
    case .authorities: return .list((0..<Int.random(in: 0...2, using: &dice)).map { _ in council() })
    case .ages:
      return .list(
        (0..<Int.random(in: 0...2, using: &dice)).map { _ in .number(Double(Int.random(in: 0...17, using: &dice))) })
    case .word(let words): return .text(words.randomElement(using: &dice) ?? "")
    case .words(let words):
      return .list(words.filter { _ in Int.random(in: 0..<4, using: &dice) == 0 }.map { .text($0) })
    case .connections:
      return .list(
        (0..<Int.random(in: 0...2, using: &dice)).map { _ in
          .object(["council": council(), "ground": .text("residence")])
        })
    }
  }

  /// The next case.
  package mutating func next() -> Facts {
    let places = engine.directory.places
    let council = places[Int.random(in: 0..<places.count, using: &dice)]
    let moment = start.adding(seconds: Int64.random(in: 0..<400 * 1440, using: &dice) * 60)
    var facts = Facts(council: council, presentedAt: moment)
    let share = Int.random(in: 1...4, using: &dice)
    for fact in Fact.allCases where fact != .council && Int.random(in: 0..<4, using: &dice) < share {
      let before = facts
      do {
        try reader.set(fact, to: value(fact), in: &facts)
        try reader.check(facts)
      } catch {
        facts = before
      }
    }
    return facts
  }
}
