import Foundation
import TestSupport
import Testing

/// The worked scenarios, on the JSON, to the minute.
struct ScenarioTests {
  static let familyL = """
    "children": [4, 7], "nowhere-tonight": true, "duty-held": "ended", "decision": "intentionally-homeless",
    "changed-since": false,
    "violence-risk": []
    """

  @Test func `S1: at 16:29 Luton's children's services meet the family by 16:44 and nobody leaves`() throws {
    let s1 = try Case(
      #"{"council": "luton", "presented-at": "2026-11-25T16:29", "referred-at": "2026-11-25T16:29", \#(Self.familyL)}"#)
    #expect(s1["period"] == "office-hours")
    #expect(s1["route"] == "family")
    #expect(s1.row == "hand-over - luton -")
    #expect(s1.nights == ["2026-11-25"])
    #expect(s1.tonight("returnOn") == nil)
    let handOver = try #require(s1.action("hand-over"))
    #expect(handOver.due == "2026-11-25T16:44:00+00:00")
    #expect(handOver.reading == "clock-hours")
    #expect(handOver.rules.contains("LUT-20"))
    #expect(s1.action("refer-childrens-services")?.rules.contains("LUT-19") == true)
    #expect(s1.action("call")?.contacts.first == "luton/safeguarding")
    #expect(s1.action("pre-authorise-placement") != nil)
    #expect(s1.action("escalate")?.due == "2026-11-25T16:44:00+00:00")
    #expect(s1.action("escalate")?.rules.contains("LUT-46") == true)
    #expect(s1.bar("leave") == ["I-1", "LUT-18"])
  }

  @Test func `S3: at 16:31 the housing officer places on behalf of children's services`() throws {
    let s3 = try Case(#"{"council": "luton", "presented-at": "2026-11-25T16:31", \#(Self.familyL)}"#)
    #expect(s3["period"] == "late-day")
    #expect(s3.row == "place s17 luton childrens-services")
    #expect(s3.nights == ["2026-11-25"])
    #expect(s3.tonight("returnOn") == "2026-11-26")
    #expect(s3.action("place-emergency")?.who == "housing-officer")
    #expect(s3.action("place-emergency")?.due == "2026-11-25")
    #expect(s3.action("place-emergency")?.reading == "tonight")
    #expect(s3.action("place-emergency")?.rules.contains("LUT-24") == true)
    #expect(s3.action("tell-childrens-services") != nil)
    #expect(s3.action("record-cost")?.who == "temporary-accommodation")
    let call = try #require(s3.action("call"))
    #expect(call.contacts.contains("luton/childrens-out-of-hours"))
    #expect(s3.action("next-day-appointment")?.due == "2026-11-26")
    #expect(s3.action("hand-over") == nil, "the fifteen minutes are not waited for")
  }

  @Test func `S4: on a Friday the placement covers three nights and the MASH sees them on Monday`() throws {
    let s4 = try Case(#"{"council": "luton", "presented-at": "2026-11-27T17:10", \#(Self.familyL)}"#)
    #expect(s4.nights == ["2026-11-27", "2026-11-28", "2026-11-29"])
    #expect(s4.tonight("returnOn") == "2026-11-30")
    #expect(s4.action("next-day-appointment")?.due == "2026-11-30")
    #expect(s4.action("call")?.contacts.first == "luton/childrens-out-of-hours")
    #expect(s4.warnings.contains("unclear-protocol"))
  }

  @Test func `S6: a new family whose only connection is Canterbury is housed by Luton tonight`() throws {
    let s6 = try Case(
      """
      {"council": "luton", "presented-at": "2026-11-26T17:45", "children": [1, 2], "nowhere-tonight": true,
       "violence-risk": [], "transport": "none", "homeless-from": "2026-11-26", "eligibility": "eligible",
       "duty-held": "none", "decision": "none", "connections": [{"council": "canterbury", "ground": "residence"}]}
      """)
    #expect(s6.row == "place s188 luton childrens-services")
    #expect(s6.action("place-emergency")?.rules == ["HA96-s188", "LUT-24"])
    #expect(s6.action("call", "canterbury")?.contacts.first == "canterbury/out-of-hours")
    #expect(s6.action("take-application")?.due == "2026-11-27")
    #expect(s6.action("take-application")?.text.contains("Wed 20 Jan 2027") == true)
    #expect(s6.action("ask-notify-consent") != nil)
    #expect(s6.bar("refer-s198", "canterbury") == ["HA96-s189B"])
    #expect(s6.bar("return", "canterbury") != nil)
    #expect(s6.bar("contact", "canterbury") == nil, "risk was asked and there is none")
    #expect(s6.action("consider-referral") == nil)
  }

  @Test func `S8: a mother who fled Thanet is neither referred nor spoken of there`() throws {
    let s8 = try Case(
      """
      {"council": "ashford", "presented-at": "2026-11-30T18:20", "children": [2, 5], "nowhere-tonight": true,
       "risk-factors": ["domestic-abuse"], "violence-risk": ["thanet"],
       "connections": [{"council": "thanet", "ground": "residence"}]}
      """)
    #expect(s8.row == "place s188 ashford -")
    #expect(s8["period"] == "out-of-hours")
    for code in ["refer-s198", "contact", "return", "place-in"] {
      #expect(s8.bar(code, "thanet")?.contains("I-2") == true, "\(code)")
    }
    #expect(s8.action("call", "thanet") == nil)
    #expect(s8.action("withhold-address") != nil)
    #expect(s8.action("place-emergency")?.contacts.first == "ashford/out-of-hours")
    #expect(s8.action("place-emergency")?.rules.first == "HA96-s188")
    #expect(s8.tonight("returnOn") == "2026-12-01")
    #expect(s8.questions.first == "immediate-danger")
  }

  @Test func `S8: if a child may come to harm Kent's out-of-hours line is rung`() throws {
    let s8 = try Case(
      """
      {"council": "ashford", "presented-at": "2026-11-30T18:20", "children": [2, 5], "nowhere-tonight": true,
       "significant-harm": true, "risk-factors": ["domestic-abuse"], "violence-risk": ["thanet"],
       "connections": [{"council": "thanet", "ground": "residence"}]}
      """)
    #expect(s8.action("call", "kent")?.contacts.first == "kent/childrens-out-of-hours")
    #expect(s8.action("refer-childrens-services", "kent")?.reading == "at-once")
  }

  @Test func `S10: parents who will not go back to Harlow: a manager decides, nobody leaves`() throws {
    let s10 = try Case(
      """
      {"council": "luton", "presented-at": "2026-12-01T16:50", "children": [6, 9], "nowhere-tonight": true,
       "duty-elsewhere": "harlow", "transport": "own", "violence-risk": [], "agrees-to-return": false}
      """)
    #expect(s10.row == "manager-decides - luton -")
    #expect(s10.tonight("returnOn") == "2026-12-02")
    #expect(s10.action("manager-decision")?.who == "childrens-services-manager")
    #expect(s10.action("manager-decision")?.rules.contains("LUT-27") == true)
    #expect(s10.action("record-cost")?.rules == ["LUT-27"])
    #expect(s10.bar("return", "harlow") != nil)
    #expect(s10.bar("leave") == ["I-1", "LUT-18"])
    #expect(s10.warnings.contains("unclear-protocol"))
    #expect(s10.warnings.contains("estimated-travel"))
    #expect(s10.actions.contains { $0.code == "advise" && $0.text.contains("Ask why") })
  }

  @Test(arguments: [
    ("2026-12-04T16:45", "essex/childrens-out-of-hours"), ("2026-12-04T16:20", "essex/safeguarding"),
  ])
  func `S16: at Braintree children's services lead for a girl of 17, on the line of that hour`(
    moment: String, line: String
  ) throws {
    let s16 = try Case(
      """
      {"council": "braintree", "presented-at": "\(moment)", "applicant-age": 17, "pregnant": true, "children": [],
       "nowhere-tonight": true}
      """)
    #expect(s16.row == "childrens-services s20 essex -")
    #expect(s16["route"] == "young-person")
    #expect(s16.trace["ESS-09"] == "applies")
    #expect(s16.trace["ESS-11"] != "applies")
    #expect(s16.action("call", "essex")?.contacts.first == line)
    #expect(s16.action("section-20", "essex") != nil)
    #expect(s16.bar("bed-and-breakfast") == ["I-9"])
  }

  @Test func `S18: a Kent care leaver in Thanet is connected with every district, so no referral to Ashford`() throws {
    let s18 = try Case(
      """
      {"council": "thanet", "presented-at": "2026-12-08T17:15", "applicant-age": 20, "children": [0],
       "nowhere-tonight": true, "care-leaver-of": "kent", "former-relevant": true, "violence-risk": [],
       "duty-held": "relief", "connections": [{"council": "ashford", "ground": "residence"}]}
      """)
    #expect(s18.row == "place s188 thanet -")
    #expect(s18["route"] == "care-leaver")
    #expect(s18.bar("refer-s198", "ashford")?.contains("HA96-s199-8") == true)
    #expect(s18.bar("intentionality") == ["I-23", "CWSA26-s9"])
    #expect(s18.action("tell-personal-adviser", "kent") != nil)
    #expect(s18.action("ask-notify-consent") != nil)
    #expect(s18.action("place-emergency")?.contacts.first == "thanet/out-of-hours")
  }

  static let s20 = """
    "presented-at": "2026-11-23T10:00", "children": [3], "nowhere-tonight": false, "duty-held": "interim",
    "decision": "intentionally-homeless", "decision-on": "2026-11-20"
    """

  @Test func `S20: where nobody has given an end, the 28 days from the decision are proposed, moved to Monday`() throws
  {
    let s20 = try Case(#"{"council": "swale", \#(Self.s20), "applicant-age": 30}"#)
    #expect(s20.action("propose-end-date")?.due == "2026-12-21")
    #expect(!s20.barred.contains("end-accommodation swale"))
    let unknown = try Case(#"{"council": "swale", \#(Self.s20)}"#)
    #expect(unknown.action("propose-end-date") == nil)
    #expect(unknown.questions.contains("accommodation-ends-on"))
  }

  @Test func `S20: Swale's 28 days end on a Friday, so Monday is proposed`() throws {
    let s20 = try Case(#"{"council": "swale", \#(Self.s20), "accommodation-ends-on": "2026-12-18"}"#)
    #expect(s20.bar("end-accommodation")?.contains("KPG-18") == true)
    #expect(s20.bar("end-accommodation")?.contains("I-12") == true)
    #expect(s20.barText("end-accommodation")?.contains("Fri 18 Dec 2026") == true)
    #expect(s20.action("propose-end-date")?.due == "2026-12-21")
    #expect(s20.action("propose-end-date")?.text.contains("proposal") == true)
    #expect(s20.action("request-review")?.due == "2026-12-10")
    #expect(s20.action("request-review")?.who == "applicant")
    #expect(s20.action("tell-childrens-services", "kent")?.due == "2026-12-21")
  }

  @Test func `S22: in Luton no Friday rule is cited, only advice, and LUT-18 stands`() throws {
    let s22 = try Case(
      #"{"council": "luton", \#(Self.s20.replacing("false", with: "true")), "accommodation-ends-on": "2026-12-18"}"#)
    let everything = "\(s22.json)"
    #expect(!everything.contains("KPG-18"))
    #expect(!s22.barred.contains("end-accommodation luton"))
    #expect(s22.action("propose-end-date") == nil)
    #expect(
      s22.actions.contains {
        $0.code == "advise" && $0.rules == ["I-12", "HA96-s190"] && $0.text.contains("Fri 18 Dec 2026")
      })
    #expect(s22.bar("leave")?.contains("LUT-18") == true)
  }
}
