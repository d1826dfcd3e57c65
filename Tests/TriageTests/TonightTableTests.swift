import TestSupport
import Testing

/// The contract's table for tonight, row by row and word by word.
struct TonightTableTests {
  /// One line of the table: what is known, and the decision, power, council and attribution that follow.
  struct Row: Sendable, CustomTestStringConvertible {
    let facts: String
    let expected: String
    var testDescription: String { facts }

    init(_ facts: String, _ expected: String) {
      self.facts = facts
      self.expected = expected
    }
  }

  private func decide(_ row: Row, council: String, at moment: String) throws {
    let given = row.facts.isEmpty ? "" : ", " + row.facts
    let decided = try Case(#"{"council": "\#(council)", "presented-at": "\#(moment)"\#(given)}"#)
    #expect(decided.row == row.expected)
  }

  static let home = #""nowhere-tonight": true, "children": [4], "duty-elsewhere": "harlow""#
  static let allSet =
    #"\#(home), "violence-risk": [], "transport": "own", "travel-minutes": 60, "reception-confirmed": true, "agrees-to-return": true"#

  @Test(arguments: [
    Row("", "ask - - -"),
    Row(#""nowhere-tonight": false"#, "not-needed - - -"),
    Row(#""nowhere-tonight": false, "immediate-danger": true"#, "place s188 luton childrens-services"),
    Row(#""immediate-danger": true"#, "place s188 luton childrens-services"),
    Row(#""nowhere-tonight": true, "applicant-age": 16"#, "childrens-services s20 luton -"),
    Row(#""applicant-age": 17"#, "childrens-services s20 luton -"),
    Row(#""duty-held": "interim""#, "place s188 luton childrens-services"),
    Row(#""duty-held": "prevention""#, "ask - - -"),
    Row(allSet, "return - harlow -"),
    Row(allSet + #", "immediate-danger": true"#, "place s188 luton childrens-services"),
    Row(allSet.replacing("\"own\"", with: "\"none\""), "place s188 luton childrens-services"),
    Row(allSet.replacing(": 60", with: ": 91"), "place s188 luton childrens-services"),
    Row(allSet.replacing(": 60", with: ": 90"), "return - harlow -"),
    Row(allSet.replacing("\"own\"", with: "\"public\""), "return - harlow -"),
    Row(
      allSet.replacing("\"own\"", with: "\"public\"").replacing(": 60", with: ": 61"),
      "place s188 luton childrens-services"),
    Row(allSet.replacing("[]", with: "[\"essex\"]"), "place s188 luton childrens-services"),
    Row(allSet.replacing("\"violence-risk\": [],", with: ""), "place s188 luton childrens-services"),
    Row(allSet.replacing("confirmed\": true", with: "confirmed\": false"), "place s188 luton childrens-services"),
    Row(allSet.replacing("return\": true", with: "return\": false"), "manager-decides - luton -"),
    Row(home + #", "agrees-to-return": false, "violence-risk": []"#, "manager-decides - luton -"),
    Row(home + #", "agrees-to-return": false"#, "place s188 luton childrens-services"),
    Row(home + #", "agrees-to-return": false, "transport": "none""#, "place s188 luton childrens-services"),
    Row(home + #", "agrees-to-return": false, "reception-confirmed": false"#, "place s188 luton childrens-services"),
    Row(home + #", "agrees-to-return": false, "violence-risk": ["harlow"]"#, "place s188 luton childrens-services"),
    Row(#""nowhere-tonight": true"#, "place s188 luton childrens-services"),
    Row(#""nowhere-tonight": true, "duty-held": "main""#, "place s193 luton childrens-services"),
    Row(#""nowhere-tonight": true, "duty-held": "relief-referred""#, "place s199A luton childrens-services"),
    Row(#""nowhere-tonight": true, "duty-held": "main-referred""#, "place s200 luton childrens-services"),
    Row(#""nowhere-tonight": true, "decision": "intentionally-homeless""#, "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "decision": "intentionally-homeless", "duty-held": "interim", "applicant-age": 30"#,
      "place s190 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "decision": "intentionally-homeless", "duty-held": "interim""#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "decision": "intentionally-homeless", "duty-held": "interim", "former-relevant": true, "applicant-age": 20, "decision-on": "2026-09-29""#,
      "place s190 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "decision": "intentionally-homeless", "duty-held": "interim", "former-relevant": true, "applicant-age": 20, "decision-on": "2026-09-30""#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "decision": "intentionally-homeless", "duty-held": "relief", "applicant-age": 30"#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "duty-held": "main", "decision": "intentionally-homeless""#,
      "place s193 luton childrens-services"),
    Row(#""nowhere-tonight": true, "children": [], "pregnant": false"#, "place s188 luton -"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "applicant-age": 40"#,
      "advise - - -"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": ["domestic-abuse"]"#,
      "place s188 luton -"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "applicant-age": 20, "care-leaver-of": "kent""#,
      "place s188 luton -"),
    Row(
      #""nowhere-tonight": true, "children": [4], "eligibility": "not-eligible""#, "place s17 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "offer-refused""#, "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "offer-refused", "changed-since": false"#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "offer-refused", "changed-since": false, "review": "none""#,
      "place s17 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "not-priority", "changed-since": false"#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": false, "risk-factors": ["domestic-abuse"], "violence-risk": ["luton"]"#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": false, "risk-factors": ["domestic-abuse"], "violence-risk": ["luton"], "safe-to-stay": true"#,
      "not-needed - - -"),
    Row(
      #""nowhere-tonight": false, "violence-risk": ["harlow"], "safe-to-stay": false"#,
      "place s188 luton childrens-services"),
    Row(#""nowhere-tonight": false, "applicant-age": 15"#, "childrens-services s20 luton -"),
    Row(#""nowhere-tonight": false, "applicant-age": 16"#, "not-needed - - -"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "offer-refused", "changed-since": false, "review": "none", "accommodation-ends-on": "2026-11-27""#,
      "place s188 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [4], "decision": "offer-refused", "changed-since": false, "review": "none", "accommodation-ends-on": "2026-11-26""#,
      "place s17 luton childrens-services"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "duty-held": "ended""#, "place s188 luton -"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "duty-held": "ended", "decision": "not-homeless", "changed-since": false"#,
      "place s188 luton -"),
    Row(
      #""nowhere-tonight": true, "children": [], "pregnant": false, "duty-held": "ended", "decision": "not-priority", "changed-since": false"#,
      "advise - - -"),
  ])
  func `late in the day in Luton`(row: Row) throws {
    try decide(row, council: "luton", at: "2026-11-26T17:45")
  }

  @Test(arguments: [
    Row(
      #""nowhere-tonight": true, "children": [4], "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false"#,
      "hand-over - luton -"),
    Row(#""nowhere-tonight": true, "children": [4], "duty-held": "ended""#, "place s188 luton -"),
    Row(#""nowhere-tonight": true, "children": [4]"#, "place s188 luton -"),
    Row(home + #", "agrees-to-return": false"#, "place s188 luton -"),
    Row(allSet, "return - harlow -"),
  ])
  func `in office hours in Luton`(row: Row) throws {
    try decide(row, council: "luton", at: "2026-11-26T11:00")
  }

  @Test(arguments: [
    (
      "ashford",
      Row(
        #""nowhere-tonight": true, "children": [4], "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false"#,
        "childrens-services s17 kent -")
    ),
    (
      "medway",
      Row(
        #""nowhere-tonight": true, "pregnant": true, "eligibility": "not-eligible""#, "childrens-services s17 medway -")
    ),
    (
      "kingston",
      Row(
        #""nowhere-tonight": true, "children": [4], "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false"#,
        "childrens-services s17 kingston -")
    ),
    ("kent", Row(#""nowhere-tonight": true, "children": [4]"#, "childrens-services s17 kent -")),
    ("essex", Row(#""nowhere-tonight": true, "children": [], "pregnant": false"#, "advise - - -")),
    (
      "harlow",
      Row(
        #""nowhere-tonight": true, "children": [4], "agrees-to-return": false, "duty-elsewhere": "luton""#,
        "place s188 harlow -")
    ),
    (
      "dover",
      Row(
        #""nowhere-tonight": true, "duty-elsewhere": "thurrock", "violence-risk": [], "transport": "own", "travel-minutes": 30, "reception-confirmed": true, "agrees-to-return": true"#,
        "return - thurrock -")
    ),
  ])
  func `elsewhere, after hours`(council: String, row: Row) throws {
    try decide(row, council: council, at: "2026-11-26T19:00")
  }

  @Test(arguments: [
    ("luton", "2026-11-25T16:29", "office-hours"), ("luton", "2026-11-25T16:30", "office-hours"),
    ("luton", "2026-11-25T16:30:01", "late-day"), ("luton", "2026-11-25T16:31", "late-day"),
    ("luton", "2026-11-25T23:59", "late-day"), ("luton", "2026-11-26T00:00", "out-of-hours"),
    ("luton", "2026-11-26T08:59", "out-of-hours"), ("luton", "2026-11-26T09:00", "office-hours"),
    ("luton", "2026-11-28T17:00", "out-of-hours"), ("luton", "2026-12-25T17:00", "out-of-hours"),
    ("ashford", "2026-11-25T16:45", "office-hours"), ("ashford", "2026-11-25T17:00", "out-of-hours"),
    ("maidstone", "2026-11-25T16:29", "office-hours"), ("maidstone", "2026-11-25T16:30", "out-of-hours"),
  ])
  func `the period is late only after the cut-off, and only in Luton`(
    council: String, moment: String, period: String
  ) throws {
    #expect(try Case(#"{"council": "\#(council)", "presented-at": "\#(moment)"}"#)["period"] == period)
  }

  @Test func `exactly on the cut-off the placement is authorised in advance`() throws {
    let edge = try Case(
      #"{"council": "luton", "presented-at": "2026-11-25T16:30", "nowhere-tonight": true, "children": [4], "duty-held": "ended", "decision": "licence-breach", "changed-since": false}"#
    )
    #expect(edge.row == "hand-over - luton -")
    #expect(edge.warnings.contains("boundary"))
    #expect(edge.actions.contains { $0.code == "pre-authorise-placement" && $0.rules.contains("LUT-24") })
  }

  @Test func `a family that arrived before the cut-off and was seen after it is late-day, and both times are shown`()
    throws
  {
    let waited = try Case(
      #"{"council": "luton", "presented-at": "2026-11-25T16:25", "seen-at": "2026-11-25T16:40", "nowhere-tonight": true, "children": [4], "duty-held": "ended", "decision": "licence-breach", "changed-since": false}"#
    )
    #expect(waited["period"] == "late-day")
    #expect(waited["presentedAt"] == "2026-11-25T16:25:00+00:00")
    #expect(waited.row == "place s17 luton childrens-services")
    #expect(waited.warnings.contains("boundary"))
    #expect("\(waited.json)".contains("16:25 and 16:40"))
  }

  @Test(arguments: [
    ("2026-11-26T17:45", ["2026-11-26"], "2026-11-27"), ("2026-11-26T02:30", ["2026-11-25"], "2026-11-26"),
    ("2026-11-27T17:10", ["2026-11-27", "2026-11-28", "2026-11-29"], "2026-11-30"),
    ("2026-11-28T02:30", ["2026-11-27", "2026-11-28", "2026-11-29"], "2026-11-30"),
    ("2026-12-24T18:00", ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28"], "2026-12-29"),
  ])
  func `nights run to the next working day`(moment: String, nights: [String], returnOn: String) throws {
    let placed = try Case(
      #"{"council": "luton", "presented-at": "\#(moment)", "nowhere-tonight": true, "children": [4]}"#)
    #expect(placed.nights == nights)
    #expect(placed.tonight("returnOn") == returnOn)
  }

  @Test(arguments: [
    (#""needs": ["ehcp"]"#, "within"), (#""needs": []"#, "none"), (#""children": [4]"#, "within"),
    (#""needs": ["ehcp"], "violence-risk": ["kingston"]"#, "none"),
    (#""needs": [], "child-protection": "plan""#, "within"),
  ])
  func `Kingston keeps a family with such a need in the borough, and one not asked`(facts: String, area: String) throws
  {
    let placed = try Case(
      #"{"council": "kingston", "presented-at": "2026-11-26T18:00", "nowhere-tonight": true, "pregnant": true, \#(facts)}"#
    )
    #expect(placed.tonight("area") == area)
    #expect(placed.questions.contains("needs") == !facts.contains("needs"))
    #expect(placed.action("notify-before-placement")?.council == "kingston")
  }

  @Test func `no placement-priority rule speaks outside Kingston`() throws {
    let placed = try Case(
      #"{"council": "luton", "presented-at": "2026-11-26T18:00", "nowhere-tonight": true, "needs": ["ehcp"]}"#)
    #expect(placed.tonight("area") == nil)
  }
}
