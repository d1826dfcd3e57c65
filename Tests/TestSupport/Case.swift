import JSON
import Desk
import Directory
import Foundation
package import Triage
import WorkingTime

extension Shipped {
  private static let madeEngine: Result<TriageEngine, any Error> = Result {
    let folder = root + "/data/protocols"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
    let book = try ProtocolBook(names.map { ($0, try bytes(of: "data/protocols/" + $0)) })
    return try TriageEngine(directory: try directory, clock: try clock, calendar: try calendar, book: book)
  }

  /// The rules over the shipped directory, calendar and protocols.
  package static var engine: TriageEngine {
    get throws { try madeEngine.get() }
  }
}

/// One determination, read back from the JSON that other programs would read.
package struct Case {
  /// What must be true of an action.
  package struct Action {
    /// The code.
    package let code: String
    /// Who acts.
    package let who: String
    /// The authority's id.
    package let council: String?
    /// Contact ids.
    package let contacts: [String]
    /// The due time, as written.
    package let due: String?
    /// How it was counted.
    package let reading: String?
    /// Rule ids.
    package let rules: [String]
    /// The sentence.
    package let text: String
  }

  /// The whole document.
  package let json: [String: Any]

  /// The page that an officer reads, with white space folded.
  package let page: String
  /// The part of it that says whom to ring, line by line, and the sentence above it.
  package let ring: [String]

  /// Decides the facts of a JSON object.
  package init(_ facts: String, now: String = "2026-11-21T10:00") throws {
    let engine = try Shipped.engine
    let moment = try TimeText.moment(now, clock: engine.clock).moment
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    var writer = JSONWriter()
    let determination = engine.determine(try reader.facts(json: Array(facts.utf8), now: moment))
    writer.write(determination, clock: engine.clock)
    let lines = DeterminationPage(determination, engine: engine).lines
    page = lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    ring = lines.drop { $0 != "RING" }.dropFirst().prefix { $0.hasPrefix(" ") }.map { $0 }
    json = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any] ?? [:]
  }

  /// A text at the top.
  package subscript(_ key: String) -> String? { json[key] as? String }

  /// A text of `tonight`.
  package func tonight(_ key: String) -> String? { (json["tonight"] as? [String: Any])?[key] as? String }

  /// The nights to cover.
  package var nights: [String] { (json["tonight"] as? [String: Any])?["nights"] as? [String] ?? [] }

  /// Decision, power, who accommodates, on whose behalf: `place s188 luton childrens-services`, a dash for null.
  package var row: String {
    ["decision", "power", "by", "onBehalfOf"].map { tonight($0) ?? "-" }.joined(separator: " ")
  }

  /// The actions, in order.
  package var actions: [Action] {
    list("actions").map { action in
      Action(
        code: action["code"] as? String ?? "", who: action["who"] as? String ?? "",
        council: action["council"] as? String,
        contacts: action["contacts"] as? [String] ?? [], due: action["due"] as? String,
        reading: action["reading"] as? String, rules: action["rules"] as? [String] ?? [],
        text: action["text"] as? String ?? "")
    }
  }

  /// The first action of a code.
  package func action(_ code: String, _ council: String? = nil) -> Action? {
    actions.first { $0.code == code && (council == nil || $0.council == council) }
  }

  /// What is barred: `refer-s198 canterbury`, a dash for no council.
  package var barred: [String] {
    list("barred").map { "\($0["code"] as? String ?? "") \($0["council"] as? String ?? "-")" }
  }

  /// The rules of something barred.
  package func bar(_ code: String, _ council: String? = nil) -> [String]? {
    list("barred").first { $0["code"] as? String == code && (council == nil || $0["council"] as? String == council) }?[
      "rules"]
      as? [String]
  }

  /// The sentence of something barred.
  package func barText(_ code: String) -> String? {
    list("barred").first { $0["code"] as? String == code }?["text"] as? String
  }

  /// The facts asked for, in order.
  package var questions: [String] { list("questions").compactMap { $0["fact"] as? String } }

  /// The codes of the warnings.
  package var warnings: Set<String> { Set(list("warnings").compactMap { $0["code"] as? String }) }

  /// The facts that can change tonight.
  package var questionsAboutTonight: [String] {
    list("questions").filter { $0["changesTonight"] as? Bool == true }.compactMap { $0["fact"] as? String }
  }

  /// The sentences of the warnings, one after the other.
  package var warningTexts: String { list("warnings").compactMap { $0["text"] as? String }.joined(separator: " ") }

  /// What each rule came to.
  package var trace: [String: String] {
    Dictionary(
      list("trace").map { ($0["rule"] as? String ?? "", $0["result"] as? String ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  private func list(_ key: String) -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }
}
