import JSON
import Desk
import Directory
import Foundation
import TestSupport
import Triage
import WorkingTime

/// Evaluation without text, on one core: random cases over all facts, the same walk each time.
///
/// Without arguments it prints how many it does a second. With `beside FILE` it writes the facts of each case to the
/// file with what we decide, one JSON object a line, and then does one pass over them for every line on standard input,
/// answering with its seconds by the clock: so that another program can do a pass and have us do one in turn.
@main
enum TriageBenchmark {
  static func main() throws {
    let engine = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_121)
    let rare = try refusedReturn(engine, walk.reader)
    let cases = (0..<20_000).map { $0 % 1_000 == 999 ? rare : walk.next() }
    let arguments = CommandLine.arguments.dropFirst()
    guard let file = arguments.last else { return alone(engine, Cases(cases)) }
    guard arguments.first == "beside", arguments.count == 2 else {
      say("usage: TriageBenchmark [beside FILE]")
      exit(2)
    }
    let lines = cases.map { line($0, engine, walk.reader) + "\n" }
    try lines.joined().write(toFile: file, atomically: true, encoding: .utf8)
    let held = Cases(cases)
    var outcome = Outcome()
    // The first line says that the file is there, each one after it what a pass took.
    say("\(cases.count)")
    while readLine() != nil {
      say("\(pass(engine, held, into: &outcome).seconds)")
    }
  }

  /// A return that nothing speaks against but the family, late in the day at Luton: the manager decides. It takes ten
  /// facts that agree, which chance hardly ever gives; it stands among the cases so that each row decides some.
  private static func refusedReturn(_ engine: TriageEngine, _ reader: FactsReader) throws -> Facts {
    let told: [(Fact, FactInput)] = [
      (.presentedAt, .text("2026-11-24T16:45")), (.children, .list([.number(4)])), (.applicantAge, .number(30)),
      (.nowhereTonight, .bool(true)), (.immediateDanger, .bool(false)), (.violenceRisk, .list([])),
      (.dutyHeld, .text("none")), (.dutyElsewhere, .text("tendring")), (.receptionConfirmed, .bool(true)),
      (.travelMinutes, .number(40)), (.transport, .text("own")), (.agreesToReturn, .bool(false)),
    ]
    guard let luton = engine.directory.ref(id: "luton") else { throw FactError.missing(.council) }
    var facts = Facts(council: luton, presentedAt: Moment(seconds: 0))
    for (fact, value) in told { try reader.set(fact, to: value, in: &facts) }
    return facts
  }

  /// Cases as whoever asks holds one: to take it out of an array would copy it, and that is none of the engine's work.
  private final class Cases {
    private struct Case: ~Copyable {
      let facts: Facts

      borrowing func decide(_ engine: TriageEngine, into outcome: inout Outcome) {
        engine.evaluate(facts, into: &outcome)
      }
    }

    // Filled before anyone else sees it, never written to again, and freed with this object, which alone has it.
    private let cases: UnsafeMutableBufferPointer<Case>
    var count: Int { cases.count }

    init(_ all: [Facts]) {
      cases = .allocate(capacity: all.count)
      for (place, facts) in all.enumerated() { cases.initializeElement(at: place, to: Case(facts: facts)) }
    }

    deinit {
      cases.deinitialize()
      cases.deallocate()
    }

    /// Decides every case once.
    ///
    /// - Parameters:
    ///   - engine: the engine.
    ///   - outcome: whose room is used.
    /// - Returns: how many actions they have, so that nothing can be left out as unused.
    func decide(_ engine: TriageEngine, into outcome: inout Outcome) -> Int {
      var actions = 0
      for place in cases.indices {
        cases[place].decide(engine, into: &outcome)
        actions += outcome.actions.count
      }
      return actions
    }
  }

  /// One line at once: whoever waits for it reads a pipe, where `print` would hold it back.
  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  private static func alone(_ engine: TriageEngine, _ cases: Cases) {
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

  /// Decides every case once, and says how long that took.
  private static func pass(
    _ engine: TriageEngine, _ cases: Cases, into outcome: inout Outcome
  ) -> (seconds: Double, actions: Int) {
    var actions = 0
    let time = ContinuousClock().measure { actions = cases.decide(engine, into: &outcome) }
    return (time / .seconds(1), actions)
  }

  /// The facts of one case with what we decide of it.
  private static func line(_ facts: Facts, _ engine: TriageEngine, _ reader: FactsReader) -> String {
    let tonight = engine.evaluate(facts).tonight
    var told = JSONWriter()
    told.write(facts: Fact.allCases.map { ($0, reader.input(of: $0, in: facts)) }.filter { $0.1 != .null })
    let decided = "\"decision\":\"\(tonight.decision.rawValue)\",\"power\":\"\(tonight.power?.rawValue ?? "none")\""
    return "{\"facts\":\(String(decoding: told.bytes, as: UTF8.self)),\(decided)}"
  }
}
