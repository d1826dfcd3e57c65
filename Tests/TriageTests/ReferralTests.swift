import TestSupport
import Testing

/// Local connection and s198: the single condition that fails, looked for in the contract's order.
struct ReferralTests {
  private func triage(_ facts: String, council: String = "dover") throws -> Case {
    try Case(
      #"{"council": "\#(council)", "presented-at": "2026-11-26T18:00", "children": [4], "nowhere-tonight": true, \#(facts)}"#
    )
  }

  static let there = #""connections": [{"council": "canterbury", "ground": "residence"}]"#

  @Test(arguments: [
    (#""violence-risk": ["canterbury"], "duty-held": "none", \#(there)"#, ["HA96-s198-2", "I-2"]),
    (#""violence-risk": ["kent"], "duty-held": "relief", \#(there)"#, ["HA96-s198-2", "I-2"]),
    (#""duty-held": "none", \#(there)"#, ["HA96-s189B"]), (#""duty-held": "prevention", \#(there)"#, ["HA96-s189B"]),
    (there, ["HA96-s189B"]), (#""duty-held": "relief-referred", \#(there)"#, ["I-7", "HA96-s199A"]),
    (#""duty-held": "relief", "placed-by": "canterbury", "connection-here": false"#, ["HA96-s198-2", "HA96-s199"]),
    (#""duty-held": "relief", \#(there)"#, ["HA96-s198-2", "I-2"]),
    (
      #""duty-held": "main", "connections": [{"council": "canterbury", "ground": "family"}, {"council": "dover", "ground": "employment"}]"#,
      ["HA96-s198-2", "HA96-s199"]
    ),
  ])
  func `a referral is barred by its first failing condition`(facts: String, rules: [String]) throws {
    #expect(try triage(facts).bar("refer-s198", "canterbury") == rules)
  }

  @Test(arguments: [("relief", "HA96-s198-A1"), ("main", "HA96-s198-1")])
  func `where every condition holds it can be considered, and they stay meanwhile`(duty: String, rule: String) throws {
    let held = try triage(#""duty-held": "\#(duty)", "violence-risk": [], \#(Self.there)"#)
    #expect(held.bar("refer-s198", "canterbury") == nil)
    #expect(held.action("consider-referral", "canterbury")?.rules.contains(rule) == true)
    #expect(held.action("consider-referral")?.rules.contains("KPG-13") == true)
    #expect(held.action("keep-accommodated")?.rules.contains("I-7") == true)
  }

  @Test func `who placed them here in five years can be referred to at the main-duty stage`() throws {
    let placed = try triage(
      #""duty-held": "main", "violence-risk": [], "placed-by": "canterbury", "connection-here": true"#)
    #expect(placed.action("consider-referral", "canterbury")?.rules.contains("HA96-s198-4") == true)
  }

  @Test(arguments: ["relief-referred", "main-referred"])
  func `a referral that is notified ends nothing`(duty: String) throws {
    let waiting = try triage(#""duty-held": "\#(duty)", "accommodation-ends-on": "2026-12-01""#)
    #expect(waiting.action("keep-accommodated") != nil)
    #expect(waiting.bar("end-accommodation", "dover")?.contains("I-7") == true)
    #expect(waiting.barText("end-accommodation")?.contains("Tue 1 Dec 2026") == true)
  }

  @Test func `a risk that was not asked about bars return, referral and contact as much as one that is known`() throws {
    let unasked = try triage(#""duty-held": "relief", "duty-elsewhere": "canterbury", \#(Self.there)"#)
    for code in ["return", "refer-s198", "contact"] {
      #expect(unasked.bar(code, "canterbury")?.contains("I-2") == true, "\(code)")
    }
    #expect(unasked.action("call", "canterbury") == nil)
    #expect(unasked.questions.contains("violence-risk"))
  }

  @Test func `at risk in the council's own area they are placed outside it`() throws {
    let inside = try triage(#""violence-risk": ["kent"]"#)
    #expect(inside.row == "place s188 dover -")
    #expect(inside.bar("place-in", "kent") != nil)
    let named = try triage(#""violence-risk": ["dover"]"#)
    #expect(named.bar("place-in", "dover") != nil)
    #expect(named.action("place-emergency")?.text.contains("outside the area") == true)
  }
}
