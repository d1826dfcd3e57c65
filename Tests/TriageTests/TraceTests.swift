import JSON
import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import Triage

/// What acts is what is traced (I-24), and the code keeps the promises that its documents make.
struct TraceTests {
  @Test func `the rule that is cited first is never traced as not applying, in 20,000 random cases`() throws {
    let engine = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_124)
    var outcome = Outcome()
    for _ in 0..<20_000 {
      let facts = walk.next()
      engine.evaluate(facts, into: &outcome)
      let failed = Set(outcome.trace.filter { $0.condition.isNo }.map(\.rule))
      let cited =
        outcome.actions.compactMap(\.rules.first) + outcome.barred.compactMap(\.rules.first)
        + outcome.warnings.compactMap(\.rule)
      for rule in cited { try #require(!failed.contains(rule), "\(rule.name) \(facts)") }
      for action in outcome.actions { try #require(!action.rules.isOverfull, "\(action)") }
    }
  }

  @Test func `an interview never ends while a question is open, in 2,000 random cases`() throws {
    let engine = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_123)
    for _ in 0..<2_000 {
      let facts = walk.next()
      let questions = engine.evaluate(facts).open
      #expect((engine.nextQuestion(for: facts) == nil) == questions.isEmpty)
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func `where no question about tonight is left, nothing more that is told changes it, in random cases`(seed: UInt64)
    throws
  {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    var walk = try RandomCases(seed: seed)
    var more = try RandomCases(seed: seed + 100)
    var settled = 0
    for _ in 0..<1_500 {
      let facts = walk.next()
      let outcome = engine.evaluate(facts)
      // In danger they are placed, and nobody is asked anything.
      guard facts.immediateDanger != true, !outcome.questions.contains(where: \.changesTonight) else { continue }
      settled += 1
      // Who fears nothing anywhere is not asked whether they are safe where they can sleep.
      let open = Fact.allCases.filter {
        ![.seenAt, .safeToStay].contains($0) && reader.input(of: $0, in: facts) == .null
      }
      for _ in 0..<8 {
        let other = more.next()
        var fuller = facts
        for fact in open { try reader.set(fact, to: reader.input(of: fact, in: other), in: &fuller) }
        // Whom nobody owed or refused anything has nothing to have reviewed.
        if fuller.dutyHeld == DutyHeld.none, fuller.decision?.isMade == false { fuller.review = facts.review }
        guard (try? reader.check(fuller)) != nil else { continue }
        let then = engine.evaluate(fuller).tonight
        let now = outcome.tonight
        #expect(
          then.decision == now.decision && then.power == now.power && then.by == now.by,
          "\(now) \(told(facts, reader)); then \(then) \(told(fuller, reader))")
      }
    }
    #expect(settled > 100)
  }

  private func told(_ facts: Facts, _ reader: FactsReader) -> String {
    Fact.allCases.compactMap { fact in
      let answer = reader.input(of: fact, in: facts)
      return answer == .null ? nil : "\(fact.name) \(answer)"
    }.joined(separator: ", ")
  }

  @Test func `a ninth citation is not dropped in silence`() {
    var list: RuleList = []
    for number in 1...8 { list.add(RuleID("MADE-\(number)")) }
    #expect(!list.isOverfull && list.rules.count == 8)
    list.add(RuleID("MADE-9"))
    #expect(list.isOverfull && list.rules.count == 8)
  }

  @Test func `no party's name stands in the code but in its own rules and its words`() throws {
    let root = URL(fileURLWithPath: Shipped.root + "/Sources")
    let names = ["luton", "kingston", "kent", "essex"]
    var found: [String] = []
    for module in ["JSON", "WorkingTime", "Directory", "Triage", "Refresh", "Desk"] {
      let files = FileManager.default.enumerator(
        at: root.appendingPathComponent(module), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        let isOwn = file.path.contains("/Triage/Rules/") || file.path.contains("/Triage/Wording/")
        guard !isOwn else { continue }
        for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
          // An example in a text for people names a council that exists; what acts by a name is looked for.
          let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
          let parts = code.split(separator: "\"", omittingEmptySubsequences: false)
          let bare = parts.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ").lowercased()
            .replacingOccurrences(of: "spoken", with: "")
          if names.contains(where: bare.contains) { found.append("\(file.lastPathComponent):\(number + 1)") }
        }
      }
    }
    #expect(found == [])
  }

  @Test func `the core touches no clock, file, process, socket or environment`() throws {
    let forbidden = [
      "FileManager", "FileHandle", "Process(", "ProcessInfo", "Date()", "Date.now", "Data(contentsOf",
      "String(contentsOf",
      "URLSession", "getenv", "DispatchTime", "ContinuousClock", "SuspendingClock", "Thread", "socket(", "Timer",
      "import Glibc", "import Dispatch", "NIO",
    ]
    var found: [String] = []
    for module in ["JSON", "WorkingTime", "Directory", "Triage", "Refresh", "Proof", "Desk", "Casebook"] {
      let folder = URL(fileURLWithPath: Shipped.root + "/Sources/" + module)
      for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init()
      where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in forbidden where text.contains(word) { found.append("\(module)/\(file.lastPathComponent): \(word)") }
      }
    }
    #expect(found == [])
  }
}
