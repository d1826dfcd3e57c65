import Desk
import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import Triage

/// Dated values belong to a document: a protocol rules its own councils alone, and the value of the day holds.
struct ParameterTests {
  private func facts(_ json: String, _ engine: TriageEngine) throws -> Facts {
    try FactsReader(directory: engine.directory, clock: engine.clock)
      .facts(json: Array("{\(json)}".utf8), now: Moment(seconds: 0))
  }

  private func page(_ json: String, _ engine: TriageEngine) throws -> String {
    DeterminationPage(engine.determine(try facts(json, engine)), engine: engine, isFull: true).lines.joined(
      separator: " ")
  }

  /// Every value that a protocol may set, other than the shipped one.
  static var others: [[String: Any]] {
    [
      ("late-day-cut-off", "15:00" as Any), ("hand-over-minutes", 45), ("notice-days", 56),
      ("no-end-on-weekdays", ["tue"]), ("short-placement-weeks", 9), ("dispute-working-days", 11),
      ("working-hours", ["10:00", "12:00"]), ("travel-limit-own-minutes", 5), ("travel-limit-public-minutes", 5),
      ("travel-from", "11:00"), ("travel-until", "12:00"),
    ].map { name, value in
      ["name": name, "clause": "TRY-01", "values": [["from": NSNull(), "until": NSNull(), "value": value]]]
    }
  }

  @Test func `a second protocol that sets every value changes nothing at councils of others`() throws {
    var files = try MadeBook.files()
    files["try.json"] = [
      "id": "try", "prefix": "TRY", "title": "A partnership made up", "parties": ["medway"], "parameters": Self.others,
      "clauses": [["id": "TRY-01", "clause": "1", "summary": "Made up.", "limits": []]],
    ]
    #expect(
      Set(Self.others.compactMap { $0["name"] as? String })
        == Set(Parameter.allCases.filter(\.mayBeProtocols).map(\.rawValue)))
    let made = try MadeBook.engine(files)
    let shipped = try Shipped.engine
    var walk = try RandomCases(seed: 20_261_125)
    let medway = try #require(shipped.directory.ref(id: "medway"))
    var changed = 0
    for _ in 0..<6_000 {
      let facts = walk.next()
      let same = made.evaluate(facts) == shipped.evaluate(facts)
      if facts.council == medway { changed += same ? 0 : 1 } else { try #require(same, "\(facts)") }
    }
    #expect(changed > 0)
  }

  @Test(arguments: [
    ("2026-12-01T15:30", "office-hours"), ("2026-12-02T15:30", "late-day"), ("2026-12-03T15:30", "late-day"),
  ])
  func `a cut-off holds from its day on`(moment: String, period: String) throws {
    let files = try MadeBook.setting(
      "late-day-cut-off", in: "luton-joint-housing-protocol.json",
      to: [("2020-02-27", "2026-12-02", "16:30"), ("2026-12-02", nil, "15:00")])
    let engine = try MadeBook.engine(files)
    let outcome = engine.evaluate(try facts(#""council": "luton", "presented-at": "\#(moment)""#, engine))
    #expect(outcome.period.rawValue == period)
  }

  @Test(arguments: [("2026-12-01", "return"), ("2026-12-02", "place"), ("2026-12-03", "place")])
  func `a limit of a journey is the one of the day`(day: String, decision: String) throws {
    let files = try MadeBook.setting(
      "travel-limit-own-minutes", in: "safety.json", to: [(nil, "2026-12-02", 90), ("2026-12-02", nil, 30)])
    let engine = try MadeBook.engine(files)
    let outcome = engine.evaluate(
      try facts(
        """
        "council": "luton", "presented-at": "\(day)T11:00", "nowhere-tonight": true, "children": [4],
        "duty-elsewhere": "harlow", "violence-risk": [], "transport": "own", "travel-minutes": 60,
        "reception-confirmed": true, "agrees-to-return": true
        """, engine))
    #expect(outcome.tonight.decision.rawValue == decision)
  }

  @Test(arguments: [("2026-09-29", false), ("2026-09-30", true), ("2026-10-01", true)])
  func `a law that is not in force yet bars nothing`(day: String, isBarred: Bool) throws {
    let engine = try Shipped.engine
    let outcome = engine.evaluate(
      try facts(
        #""council": "thanet", "presented-at": "\#(day)T18:00", "applicant-age": 20, "care-leaver-of": "kent", "former-relevant": true"#,
        engine))
    #expect(outcome.barred.contains { $0.code == .intentionality } == isBarred)
  }

  @Test(arguments: [("2026-08-31", false), ("2026-09-01", true)])
  func `practice and school are told of from the first of September on`(day: String, isAsked: Bool) throws {
    let engine = try Shipped.engine
    let outcome = engine.evaluate(
      try facts(
        #""council": "dover", "presented-at": "\#(day)T18:00", "children": [4], "nowhere-tonight": true"#, engine))
    #expect(outcome.actions.contains { $0.code == .askNotifyConsent } == isAsked)
  }

  @Test func `minutes of a hand-over stand in no sentence but from the value`() throws {
    let files = try MadeBook.setting(
      "hand-over-minutes", in: "luton-joint-housing-protocol.json", to: [("2020-02-27", nil, 30)])
    let engine = try MadeBook.engine(files)
    let text = try page(
      """
      "council": "luton", "presented-at": "2026-11-25T11:00", "nowhere-tonight": true, "children": [4],
      "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false
      """, engine)
    #expect(text.contains("within 30 minutes") && text.contains("11:30"))
    #expect(!text.contains("15 minutes") && !text.contains("11:15"))
  }

  @Test func `where no value covers the day the page says so, and nothing is made up`() throws {
    let files = try MadeBook.setting("relief-days", in: "law.json", to: [("2018-04-03", "2026-01-01", 56)])
    let engine = try MadeBook.engine(files)
    let determination = engine.determine(
      try facts(
        #""council": "dover", "presented-at": "2026-11-25T18:00", "children": [4], "nowhere-tonight": true"#, engine))
    #expect(determination.warnings.contains { $0.code == "unknown-value" && $0.text.contains("relief-days") })
    #expect(determination.actions.contains { $0.code == "take-application" && !$0.text.contains("day 56") })
  }

  @Test(arguments: [
    ("a value that nothing reads", "unknownParameter"), ("a law's value set by a protocol", "notProtocols"),
    ("one value in two documents for everyone", "parameterTwice"), ("a value of another sort", "parameter"),
    ("a value that rules need and nobody sets", "parameter"),
  ])
  func `a book with a fault is refused`(fault: String, error: String) throws {
    var files = try MadeBook.files()
    func add(_ name: String, _ value: Any, to file: String) {
      let list = files[file]?["parameters"] as? [[String: Any]] ?? []
      files[file]?["parameters"] =
        list + [["name": name, "clause": "LUT-24", "values": [["from": NSNull(), "until": NSNull(), "value": value]]]]
    }
    switch fault {
    case "a value that nothing reads": add("tea-minutes", 5, to: "safety.json")
    case "a law's value set by a protocol": add("review-days", 28, to: "kent-practice-guidance.json")
    case "one value in two documents for everyone": add("review-days", 21, to: "safety.json")
    case "a value of another sort":
      files["luton-joint-housing-protocol.json"]?["parameters"] = [[String: Any]]()
      add("late-day-cut-off", 930, to: "luton-joint-housing-protocol.json")
    default: files["law.json"]?["parameters"] = [[String: Any]]()
    }
    let thrown = #expect(throws: (any Error).self) { try MadeBook.engine(files) }
    let name = "\(try #require(thrown as? ProtocolBookError))".prefix { $0 != "(" }
    #expect(name == error, "\(name)")
  }
}
