import Directory
import TestSupport
import Testing
import Triage
import WorkingTime

/// Where a protocol errs or disagrees with itself the case says so, and names both sides (T1 to T13).
struct ProtocolErrorTests {
  struct Error: Sendable, CustomTestStringConvertible {
    let facts: String
    let code: String
    let names: [String]
    var testDescription: String { names.joined(separator: " and ") }

    init(_ facts: String, _ code: String, _ names: String...) {
      self.facts = facts
      self.code = code
      self.names = names
    }
  }

  private static let night = #""presented-at": "2026-11-26T17:45", "nowhere-tonight": true, "children": [4]"#

  static let errors = [
    Error(#""council": "harlow", \#(night)"#, "law-over-protocol", "ESS-05", "HA96-s188"),
    Error(#""council": "kingston", \#(night)"#, "law-over-protocol", "KIN-17", "HA96-s188"),
    Error(#""council": "thanet", \#(night), "connection-here": false"#, "law-over-protocol", "KPG-22", "HA96-s189B"),
    Error(
      #""council": "thanet", \#(night), "duty-held": "relief-referred""#, "law-over-protocol", "KPG-13", "HA96-s198-2"),
    Error(
      #""council": "luton", "presented-at": "2026-11-26T11:00", "nowhere-tonight": false, "decision": "minded-to-refuse", "homeless-from": "2026-12-20""#,
      "law-over-protocol", "LUT-42", "HA96-s195"),
    Error(
      #""council": "luton", \#(night), "applicant-age": 20, "care-leaver-of": "luton""#, "unclear-protocol", "LUT-11",
      "HA96-s199-8"),
    Error(
      #""council": "kingston", \#(night), "significant-harm": true"#, "law-over-protocol", "KIN-03", "KIN-28",
      "CA89-s47"),
    Error(#""council": "harlow", \#(night), "consent": false"#, "unclear-protocol", "ESS-06", "ESS-07"),
    Error(
      #""council": "luton", \#(night), "decision": "intentionally-homeless", "decision-on": "2026-11-20", "duty-held": "interim", "applicant-age": 30"#,
      "law-over-protocol", "LUT-34", "HA96-s190"),
    Error(
      #""council": "luton", \#(night), "decision": "intentionally-homeless", "decision-on": "2026-11-20", "duty-held": "interim""#,
      "unclear-protocol", "LUT-49", "LUT-35"),
    Error(
      #""council": "thanet", \#(night), "applicant-age": 20, "care-leaver-of": "kent""#, "law-over-protocol", "KCL-03",
      "HA96-s184"),
    Error(
      #""council": "thanet", \#(night), "offer": "permanent", "offer-on": "2026-11-20""#, "law-over-protocol", "KPG-07",
      "HA96-s202-3"),
    Error(#""council": "luton", \#(night)"#, "protocol-overdue", "LUT"),
    Error(#""council": "kingston", \#(night)"#, "protocol-overdue", "KIN"),
    Error(#""council": "harlow", \#(night)"#, "protocol-overdue", "ESS"),
    Error(#""council": "thanet", \#(night)"#, "protocol-overdue", "KCL"),
  ]

  private func warnings(_ facts: String) throws -> [String] {
    let engine = try Shipped.engine
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    return engine.determine(try reader.facts(json: Array("{\(facts)}".utf8), now: Moment(seconds: 0))).warnings.map {
      "\($0.code): \($0.text)"
    }
  }

  @Test(arguments: errors)
  func `an error is told with both sides named`(error: Error) throws {
    let found = try warnings(error.facts)
    #expect(
      found.contains { line in line.hasPrefix(error.code + ":") && error.names.allSatisfy { line.contains($0) } },
      "\(found)")
  }

  @Test func `another council's errors are not told`() throws {
    let found = try warnings(#""council": "medway", \#(Self.night)"#)
    #expect(
      !found.contains { $0.contains("KPG-") || $0.contains("LUT-") || $0.contains("KIN-") || $0.contains("ESS-") })
  }
}
