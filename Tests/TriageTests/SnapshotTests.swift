import JSON
import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// The printed page and the trace of every scenario, word for word. Run with NIGHTDESK_RECORD=1 to write them anew, and
/// read what changed before you keep it.
struct SnapshotTests {
  @Test(arguments: Scenario.all)
  func `the page and the trace of a scenario read as they did`(scenario: Scenario) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts = try reader.facts(json: Array(scenario.facts.utf8), now: Moment(seconds: 0))
    let determination = engine.determine(facts)
    // The versions on the last line change with every number in the directory, and say nothing of the page.
    let page =
      DeterminationPage(determination, engine: engine, width: 80).lines + ["", "IN FULL"]
      + DeterminationPage(determination, engine: engine, isFull: true).lines.dropLast()
    let trace = determination.outcome.trace.map { entry in
      let because = entry.condition.because.facts.map(\.name).joined(separator: " ")
      let needs = entry.condition.needs.facts.map(\.name).joined(separator: " ")
      return "\(entry.rule.name) \(entry.condition.truth)" + (because.isEmpty ? "" : " because \(because)")
        + (needs.isEmpty ? "" : " needs \(needs)")
    }
    let text = (page + ["", "TRACE"] + trace).joined(separator: "\n") + "\n"
    let path = Shipped.root + "/Tests/TriageTests/Snapshots/\(scenario.name).txt"
    if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] != nil {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (line, pair) in zip(text.split(separator: "\n", omittingEmptySubsequences: false), kept).enumerated() {
      try #require(pair.0 == pair.1, "\(scenario.name), line \(line + 1)")
    }
    #expect(text == kept.joined(separator: "\n"))
  }

  /// A stored receipt names the versions that it rests on; while they are the same the bytes are, and a change of either is
  /// seen here first.
  @Test(arguments: Scenario.all)
  func `a stored receipt is replayed byte for byte`(scenario: Scenario) throws {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    var writer = JSONWriter()
    writer.write(
      engine.determine(try reader.facts(json: Array(scenario.facts.utf8), now: Moment(seconds: 0))), clock: engine.clock
    )
    let path = "Tests/TriageTests/Receipts/\(scenario.name).json"
    if ProcessInfo.processInfo.environment["NIGHTDESK_RECORD"] != nil {
      try Data(writer.bytes + [0x0a]).write(to: URL(fileURLWithPath: Shipped.root + "/" + path))
    }
    let kept = try Shipped.bytes(of: path)
    let receipt = try JSONSerialization.jsonObject(with: Data(kept)) as? [String: Any]
    #expect(receipt?["rulesVersion"] as? String == engine.rulesVersion, "rules have changed; record the receipts anew")
    #expect(receipt?["directoryVersion"] as? String == engine.directory.version, "data have changed; record them anew")
    #expect(String(decoding: writer.bytes + [0x0a], as: UTF8.self) == String(decoding: kept, as: UTF8.self))
  }

  @Test(arguments: Scenario.all)
  func `the same facts, versions and moment give the same bytes`(scenario: Scenario) throws {
    func bytes(of engine: TriageEngine) throws -> [UInt8] {
      let reader = FactsReader(directory: engine.directory, clock: engine.clock)
      var writer = JSONWriter()
      writer.write(
        engine.determine(try reader.facts(json: Array(scenario.facts.utf8), now: Moment(seconds: 0))),
        clock: engine.clock)
      return writer.bytes
    }
    let shipped = try Shipped.engine
    let again = try TriageEngine(
      directory: shipped.directory, clock: shipped.clock, calendar: shipped.calendar, book: shipped.book)
    #expect(try bytes(of: shipped) == bytes(of: again))
  }
}
