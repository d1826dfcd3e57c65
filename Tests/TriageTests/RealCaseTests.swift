import JSON
import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// Cases from ombudsman's and court decisions, with what the law and the contract make of each. The files stand in
/// `RealCases`; what each expects is told at its foot.
struct RealCaseTests {
  struct RealCase: Sendable, CustomTestStringConvertible {
    let name: String
    var testDescription: String { name }
  }

  static let all: [RealCase] = {
    let folder = Shipped.root + "/Tests/TriageTests/RealCases"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { RealCase(name: String($0.dropLast(5))) }
  }()

  private struct Seen {
    let json: [String: Any]
    let page: [String]
    let determination: Determination

    init(_ facts: [String: Any]) throws {
      let engine = try Shipped.engine
      let reader = FactsReader(directory: engine.directory, clock: engine.clock)
      let bytes = [UInt8](try JSONSerialization.data(withJSONObject: facts))
      determination = engine.determine(try reader.facts(json: bytes, now: Moment(seconds: 0)))
      var writer = JSONWriter()
      writer.write(determination, clock: engine.clock)
      json = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any] ?? [:]
      page = DeterminationPage(determination, engine: engine, isFull: true).lines
    }

    var tonight: [String: Any] { json["tonight"] as? [String: Any] ?? [:] }
    var flat: String { page.joined(separator: " ").split(separator: " ").joined(separator: " ").lowercased() }

    func codes(_ list: String) -> Set<String> {
      let items = json[list] as? [[String: Any]] ?? []
      return Set(
        items.flatMap { item -> [String] in
          let code = item["code"] as? String ?? item["fact"] as? String ?? ""
          return [code, "\(code) \(item["council"] as? String ?? "-")"]
        })
    }

    /// The lines from RING to the next heading.
    var ring: String {
      guard let start = page.firstIndex(of: "RING") else { return "" }
      return page[(start + 1)...].prefix { $0.hasPrefix(" ") }.joined(separator: "\n")
    }
  }

  @Test func `all the cases are there`() { #expect(Self.all.count >= 52) }

  @Test(arguments: all)
  func `a real case comes out as it should`(real: RealCase) throws {
    let bytes = try Shipped.bytes(of: "Tests/TriageTests/RealCases/\(real.name).json")
    let file = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let expected = try #require(file["expect"] as? [String: Any])
    let seen = try Seen(try #require(file["facts"] as? [String: Any]))
    for key in ["decision", "power", "by", "returnOn"] {
      guard let wanted = expected[key] else { continue }
      let anyOf = wanted as? [String] ?? [wanted as? String ?? ""]
      #expect(anyOf.contains(seen.tonight[key] as? String ?? ""), "\(key)")
    }
    if let nights = expected["nights"] as? [String] { #expect(seen.tonight["nights"] as? [String] == nights) }
    for (code, day) in expected["due"] as? [String: String] ?? [:] {
      let limits = (seen.json["actions"] as? [[String: Any]] ?? []).filter { $0["code"] as? String == code }
        .compactMap { $0["due"] as? String }
      #expect(limits.contains { $0.hasPrefix(day) }, "\(code) is due \(limits), not \(day)")
    }
    let lists = [("has", "actions"), ("bars", "barred"), ("asks", "questions"), ("warns", "warnings")]
    for (key, list) in lists {
      let found = seen.codes(list)
      for code in expected[key] as? [String] ?? [] { #expect(found.contains(code), "\(key) \(code)") }
      for code in expected[key + "Not"] as? [String] ?? [] { #expect(!found.contains(code), "\(key)Not \(code)") }
    }
    for pattern in expected["page"] as? [String] ?? [] {
      #expect(try seen.flat.contains(Regex(pattern.lowercased())), "the page lacks \(pattern)")
    }
    for pattern in expected["pageNot"] as? [String] ?? [] {
      #expect(try !seen.flat.contains(Regex(pattern.lowercased())), "the page has \(pattern)")
    }
    let squeezed = seen.ring.filter { !$0.isWhitespace }
    if expected["rings"] as? Bool == true {
      #expect(!seen.determination.ringing.isEmpty || seen.determination.noHousingLine != nil)
    }
    for number in expected["rings"] as? [String] ?? [] {
      #expect(squeezed.contains(number.filter { !$0.isWhitespace }), "RING lacks \(number)")
    }
  }
}
