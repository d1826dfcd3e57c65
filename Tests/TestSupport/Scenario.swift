/// The worked scenarios as facts, one JSON object each.
package struct Scenario: Sendable, CustomStringConvertible {
  /// Its number.
  package let name: String
  /// Its facts.
  package let facts: String

  /// Its number, for the names of test cases.
  package var description: String { name }

  private static let familyL =
    #""children": [4, 7], "nowhere-tonight": true, "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false, "violence-risk": []"#

  private static let swale =
    #""presented-at": "2026-11-23T10:00", "children": [3], "nowhere-tonight": false, "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-20""#

  /// All that can be triaged.
  package static let all = [
    Scenario(
      name: "S1",
      facts:
        #"{"council": "luton", "presented-at": "2026-11-25T16:29", "referred-at": "2026-11-25T16:29", \#(familyL)}"#),
    Scenario(name: "S3", facts: #"{"council": "luton", "presented-at": "2026-11-25T16:31", \#(familyL)}"#),
    Scenario(name: "S4", facts: #"{"council": "luton", "presented-at": "2026-11-27T17:10", \#(familyL)}"#),
    Scenario(
      name: "S6",
      facts: """
        {"council": "luton", "presented-at": "2026-11-26T17:45", "children": [1, 2], "nowhere-tonight": true,
         "violence-risk": [], "transport": "none", "homeless-from": "2026-11-26", "eligibility": "eligible",
         "duty-held": "none", "decision": "none", "connections": [{"council": "canterbury", "ground": "residence"}]}
        """),
    Scenario(
      name: "S8",
      facts: """
        {"council": "ashford", "presented-at": "2026-11-30T18:20", "children": [2, 5], "nowhere-tonight": true,
         "risk-factors": ["domestic-abuse"], "violence-risk": ["thanet"],
         "connections": [{"council": "thanet", "ground": "residence"}]}
        """),
    Scenario(
      name: "S10",
      facts: """
        {"council": "luton", "presented-at": "2026-12-01T16:50", "children": [6, 9], "nowhere-tonight": true,
         "duty-elsewhere": "harlow", "transport": "own", "violence-risk": [], "agrees-to-return": false}
        """),
    Scenario(
      name: "S16",
      facts: """
        {"council": "braintree", "presented-at": "2026-12-04T16:45", "applicant-age": 17, "pregnant": true,
         "children": [], "nowhere-tonight": true}
        """),
    Scenario(
      name: "S18",
      facts: """
        {"council": "thanet", "presented-at": "2026-12-08T17:15", "applicant-age": 20, "children": [0],
         "nowhere-tonight": true, "care-leaver-of": "kent", "former-relevant": true, "violence-risk": []}
        """),
    Scenario(name: "S20", facts: #"{"council": "swale", \#(swale), "accommodation-ends-on": "2026-12-18"}"#),
    Scenario(name: "S22", facts: #"{"council": "luton", \#(swale), "accommodation-ends-on": "2026-12-18"}"#),
  ]
}
