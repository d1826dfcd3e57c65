import TestSupport
import Testing

/// HA96-s191-1C is in force from 30 September 2026. The saving keeps a decision that was notified before that day, and
/// nothing else: an application that is still undecided on it is protected, whenever the applicant came.
struct CareLeaverSavingTests {
  /// Each with whether they are protected.
  static let rows = [
    FactsRow(
      "came, and was decided, before",
      facts: #""presented-at": "2026-09-29T11:00", "decision": "intentionally-homeless", "decision-on": "2026-09-29""#,
      false),
    FactsRow(
      "came before, decided on the first day",
      facts: #""presented-at": "2026-09-29T11:00", "decision": "intentionally-homeless", "decision-on": "2026-09-30""#,
      true),
    FactsRow(
      "came before, decided weeks after",
      facts: #""presented-at": "2026-08-03T11:00", "decision": "intentionally-homeless", "decision-on": "2026-10-20""#,
      true),
    FactsRow(
      "came in the evening before, seen on the first day, undecided",
      facts: #""presented-at": "2026-09-29T21:59", "seen-at": "2026-09-30T01:59", "decision": "none""#, true),
    FactsRow(
      "came and seen before, undecided",
      facts: #""presented-at": "2026-09-29T11:00", "decision": "none""#, false),
    FactsRow(
      "decided before, comes after",
      facts: #""presented-at": "2026-11-26T11:00", "decision": "intentionally-homeless", "decision-on": "2026-09-29""#,
      false),
    FactsRow(
      "comes after, and nobody knows when it was decided",
      facts: #""presented-at": "2026-11-26T11:00", "decision": "intentionally-homeless""#, true),
  ]

  @Test(arguments: rows)
  func `an application undecided when the law begins is protected`(row: FactsRow<Bool>) throws {
    let made = try Case(
      #"""
      {"council": "harlow", "applicant-age": 21, "children": [4], "nowhere-tonight": true, "former-relevant": true,
      "duty-held": "interim", "violence-risk": [], \#(row.facts)}
      """#)
    #expect(made.page.contains("under 25. The law forbids it.") == row.expected, "\(made.page)")
    let power = (made.json["tonight"] as? [String: Any])?["power"] as? String
    let isDecided = row.facts.contains("intentionally")
    #expect(power == (isDecided && !row.expected ? "s190" : "s188"), "\(made.page)")
  }

  @Test func `a decision of before contradicts what they are now, so that a closed duty opens again`() throws {
    let made = try Case(
      #"""
      {"council": "harlow", "presented-at": "2026-09-29T21:59", "seen-at": "2026-09-30T01:59", "applicant-age": 21,
      "children": [4], "nowhere-tonight": true, "former-relevant": true, "duty-held": "none", "violence-risk": [],
      "decision": "intentionally-homeless", "decision-on": "2026-09-29", "changed-since": false}
      """#)
    #expect(made.actions.map(\.code).contains("take-application"))
  }
}
