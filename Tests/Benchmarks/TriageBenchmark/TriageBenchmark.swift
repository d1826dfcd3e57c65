import TestSupport
import Triage

/// Evaluation without text, on one core: random cases over all facts, the same walk each time.
@main
enum TriageBenchmark {
  static func main() throws {
    let engine = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_121)
    let cases = (0..<20_000).map { _ in walk.next() }
    var outcome = Outcome()
    var actions = 0
    let times = (0..<10).map { _ in
      ContinuousClock().measure {
        for facts in cases {
          engine.evaluate(facts, into: &outcome)
          actions += outcome.actions.count
        }
      }
    }.dropFirst().sorted()
    let seconds = times[4] / .seconds(1)
    print(
      "evaluation without text: \(Int(Double(cases.count) / seconds)) a second on one core, the median of nine passes over "
        + "\(cases.count) cases, \(actions / (10 * cases.count)) actions each")
  }
}
