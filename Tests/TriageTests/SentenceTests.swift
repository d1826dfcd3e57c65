import TestSupport
import Testing

/// What an action's sentence says agrees with the facts that were told. Each came from a reader who tried the pages.
struct SentenceTests {
  struct Told: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: String
    /// Words that some action or warning says, and words that none may say.
    var says: [String] = []
    var saysNot: [String] = []
    /// Actions that must be there, and that must not.
    var does: [String] = []
    var doesNot: [String] = []
    var testDescription: String { name }
  }

  static let told = [
    Told(
      name: "consent refused in Essex",
      facts:
        #""council": "colchester", "presented-at": "2026-11-26T11:50", "applicant-age": 34, "children": [8], "decision": "not-priority", "decision-on": "2026-11-26", "duty-held": "interim", "consent": false, "significant-harm": false"#,
      says: ["They refuse consent."], saysNot: ["Ask for consent first"]),
    Told(
      name: "consent refused in Kent",
      facts:
        #""council": "gravesham", "presented-at": "2026-11-26T18:00", "applicant-age": 33, "children": [4], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "consent": false, "significant-harm": false"#,
      says: ["They refuse consent."], saysNot: ["Ask for consent first"]),
    Told(
      name: "a county asked by a family that is not eligible",
      facts:
        #""council": "essex", "presented-at": "2026-11-27T10:30", "applicant-age": 29, "children": [2], "found-in": "harlow", "eligibility": "not-eligible""#,
      saysNot: ["owes section 188"]),
    Told(
      name: "a county asked by a family that may be eligible",
      facts:
        #""council": "essex", "presented-at": "2026-11-27T10:30", "applicant-age": 29, "children": [2], "found-in": "harlow""#,
      says: ["owes section 188"]),
    Told(
      name: "not eligible, interim still running, alone",
      facts:
        #""council": "luton", "presented-at": "2026-11-27T10:30", "applicant-age": 59, "children": [], "pregnant": false, "vulnerable": true, "eligibility": "not-eligible", "decision": "not-eligible", "decision-on": "2026-11-20", "duty-held": "interim", "accommodation-ends-on": "2026-12-11""#,
      saysNot: ["reason to believe"], does: ["refer-adult-social-care"], doesNot: ["joint-assessment"]),
    Told(
      name: "a council whose line is closed at this hour",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T17:45", "applicant-age": 31, "children": [1, 3], "duty-elsewhere": "harlow", "reception-confirmed": true, "agrees-to-return": false, "transport": "provided", "travel-minutes": 58, "immediate-danger": false"#,
      saysNot: ["holds no number for it"]),
    Told(
      name: "seen an hour after the referral",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T14:00", "seen-at": "2026-11-26T15:00", "referred-at": "2026-11-26T14:05", "applicant-age": 30, "children": [2], "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false, "childrens-services": "allocated", "eligibility": "not-eligible""#,
      saysNot: ["14:20"]),
    Told(
      name: "the end is today",
      facts:
        #""council": "canterbury", "presented-at": "2026-11-25T16:50", "applicant-age": 30, "children": [3], "duty-held": "interim", "decision": "not-homeless", "decision-on": "2026-11-11", "accommodation-ends-on": "2026-11-25", "changed-since": false"#,
      saysNot: ["before Wed 25 Nov 2026"]),
    Told(
      name: "bed and breakfast past its last night",
      facts:
        #""council": "medway", "presented-at": "2026-11-27T20:00", "applicant-age": 30, "children": [2], "duty-held": "main", "unit": "bed-and-breakfast", "placed-on": "2026-10-01""#,
      says: ["The last lawful night in bed and breakfast was Wed 11 Nov 2026"], saysNot: ["unlawful since"]),
    Told(
      name: "a care leaver with a child",
      facts:
        #""council": "colchester", "presented-at": "2026-11-26T16:50", "applicant-age": 24, "children": [1], "care-leaver-of": "essex", "decision": "intentionally-homeless", "decision-on": "2026-11-20", "duty-held": "interim""#,
      saysNot: ["Ring adult social care"]),
    Told(
      name: "a letter that was given a week ago",
      facts:
        #""council": "tendring", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "decision": "not-priority", "decision-on": "2026-11-20", "duty-held": "interim""#,
      saysNot: ["Give the section 184 letter"]),
    Told(
      name: "found where they are at risk",
      facts:
        #""council": "essex", "presented-at": "2026-11-26T21:30", "applicant-age": 34, "children": [5], "found-in": "tendring", "risk-factors": ["domestic-abuse"], "violence-risk": ["tendring"]"#,
      saysNot: ["say in which district they are"]),
  ]

  @Test(arguments: told)
  func `the sentences agree with what was told`(told: Told) throws {
    let risk = told.facts.contains("violence-risk") ? "" : #", "violence-risk": []"#
    let made = try Case(#"{\#(told.facts), "nowhere-tonight": true\#(risk)}"#)
    let warnings = (made.json["warnings"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
    let text = (made.actions.map(\.text) + warnings).joined(separator: "\n")
    for words in told.says { #expect(text.contains(words), "\(words): \(text)") }
    for words in told.saysNot { #expect(!text.contains(words), "\(words): \(text)") }
    let codes = made.actions.map(\.code)
    for code in told.does { #expect(codes.contains(code)) }
    for code in told.doesNot { #expect(!codes.contains(code)) }
  }
}
