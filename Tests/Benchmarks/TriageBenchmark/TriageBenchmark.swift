import Foundation
import TestSupport
import Triage

/// Evaluation without text, on one core: random cases over all facts, the same walk each time.
///
/// Without arguments it prints how many it does a second. With `beside FILE` it writes the cases to the file as words
/// with what we decide, one JSON object a line, and then does one pass over them for every line on standard input,
/// answering with its seconds by the clock: so that another program can do a pass and have us do one in turn.
@main
enum TriageBenchmark {
  static func main() throws {
    let engine = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_121)
    var cases = (0..<20_000).map { _ in walk.next() }
    let arguments = CommandLine.arguments.dropFirst()
    guard let file = arguments.last else { return alone(engine, cases) }
    guard arguments.first == "beside", arguments.count == 2 else {
      say("usage: TriageBenchmark [beside FILE]")
      exit(2)
    }
    try giveTravelMinutes(to: &cases, reader: walk.reader)
    let lines = cases.map { line($0, engine) + "\n" }
    try lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
    var outcome = Outcome()
    // The first line says that the file is there, each one after it what a pass took.
    say("\(cases.count)")
    while readLine() != nil {
      say("\(pass(engine, cases, into: &outcome).seconds)")
    }
  }

  /// One line at once: whoever waits for it reads a pipe, where `print` would hold it back.
  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  private static func alone(_ engine: TriageEngine, _ cases: [Facts]) {
    var outcome = Outcome()
    var actions = 0
    let times = (0..<10).map { _ in
      let done = pass(engine, cases, into: &outcome)
      actions += done.actions
      return done.seconds
    }.dropFirst().sorted()
    let seconds = times[4]
    print(
      "evaluation without text: \(Int(Double(cases.count) / seconds)) a second on one core, the median of nine passes over "
        + "\(cases.count) cases, \(actions / (10 * cases.count)) actions each")
  }

  /// Decides every case once; the actions are counted so that nothing can be left out as unused.
  private static func pass(
    _ engine: TriageEngine, _ cases: [Facts], into outcome: inout Outcome
  ) -> (seconds: Double, actions: Int) {
    var actions = 0
    let time = ContinuousClock().measure {
      for facts in cases {
        engine.evaluate(facts, into: &outcome)
        actions += outcome.actions.count
      }
    }
    return (time / .seconds(1), actions)
  }

  /// Says how long the way is wherever means of travel are known: our estimate of it is no part of the table.
  private static func giveTravelMinutes(to cases: inout [Facts], reader: FactsReader) throws {
    var dice = SplitMix64(seed: 20_261_122)
    for index in cases.indices where cases[index].transport != nil && cases[index].travelMinutes == nil {
      let minutes = Int.random(in: 0...120, using: &dice)
      try reader.set(.travelMinutes, to: .number(Double(minutes)), in: &cases[index])
    }
  }

  /// One case as words with what we decide of it. No value needs escaping.
  private static func line(_ facts: Facts, _ engine: TriageEngine) -> String {
    let outcome = engine.evaluate(facts)
    let words = TonightWords(facts, isLate: outcome.period != .officeHours, engine: engine)
    let pairs = words.values.map { "\"\($0.name)\":\"\($0.value)\"" }.joined(separator: ",")
    let decision = outcome.tonight.decision.rawValue
    let power = outcome.tonight.power?.rawValue ?? "none"
    return "{\"words\":{\(pairs)},\"decision\":\"\(decision)\",\"power\":\"\(power)\"}"
  }
}
