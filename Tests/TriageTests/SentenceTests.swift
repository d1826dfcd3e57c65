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
    /// Facts that are asked, and that are not; and words that the whole page says, or does not.
    var asks: [String] = []
    var asksNot: [String] = []
    var page: [String] = []
    var pageNot: [String] = []
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
    Told(
      name: "an end that has passed",
      facts:
        #""council": "canterbury", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-10-10", "accommodation-ends-on": "2026-11-20", "changed-since": false"#,
      says: ["The end that they were given, Fri 20 Nov 2026, has passed."], doesNot: ["propose-end-date"]),
    Told(
      name: "the usual end has passed, and none was told",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-10-10", "changed-since": false"#,
      says: ["Ask on which day their accommodation ends."], doesNot: ["propose-end-date"],
      asks: ["accommodation-ends-on"]),
    Told(
      name: "six weeks of bed and breakfast end on a Friday",
      facts:
        #""council": "medway", "presented-at": "2026-11-27T18:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "none", "unit": "bed-and-breakfast", "placed-on": "2026-10-17""#,
      says: [
        "and not after Fri 27 Nov 2026", "Find another place today for the nights until Mon 30 Nov 2026",
        "Tell a manager now",
      ]),
    Told(
      name: "six weeks of bed and breakfast end with the weekend",
      facts:
        #""council": "medway", "presented-at": "2026-11-27T18:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "none", "unit": "bed-and-breakfast", "placed-on": "2026-10-19""#,
      says: ["The last lawful night is Sun 29 Nov 2026"], saysNot: ["Tell a manager"]),
    Told(
      name: "the last night in bed and breakfast is told, though it is days ahead",
      facts:
        #""council": "braintree", "presented-at": "2026-12-24T12:30", "applicant-age": 23, "children": [], "pregnant": true, "duty-held": "interim", "decision": "none", "unit": "bed-and-breakfast", "bed-and-breakfast-nights": 39"#,
      page: ["not after Sat 26 Dec 2026"]),
    Told(
      name: "a Friday end after a decision that there is no priority need",
      facts:
        #""council": "colchester", "presented-at": "2026-11-23T11:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-11-20", "accommodation-ends-on": "2026-12-04""#,
      says: ["Think again about Fri 4 Dec 2026."]),
    Told(
      name: "a bank-holiday end under the main duty",
      facts:
        #""council": "medway", "presented-at": "2026-11-23T11:00", "applicant-age": 34, "children": [5], "duty-held": "main", "decision": "offer-refused", "decision-on": "2026-11-20", "accommodation-ends-on": "2026-12-25""#,
      says: ["Think again about Fri 25 Dec 2026."]),
    Told(
      name: "Luton's referral is overdue, and there is a social worker",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-11-20", "issued-on": "2026-11-18", "childrens-services": "allocated""#,
      says: [
        "It is overdue: it was due with the letter of Wed 18 Nov 2026.", "holds no number of the social worker",
      ]),
    Told(
      name: "Luton's referral is overdue",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-11-20""#,
      says: ["at once: it is overdue."]),
    Told(
      name: "homeless in three months",
      facts:
        #""council": "ashford", "presented-at": "2026-11-26T11:00", "applicant-age": 34, "children": [5], "nowhere-tonight": false, "homeless-from": "2027-02-20", "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      says: ["they will be homeless on Sat 20 Feb 2027."], saysNot: ["so the prevention duty is owed"],
      does: ["take-application"]),
    Told(
      name: "homeless in three months, asked at night",
      facts:
        #""council": "brentwood", "presented-at": "2026-11-26T20:00", "applicant-age": 36, "children": [8], "nowhere-tonight": false, "homeless-from": "2027-02-10", "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      page: ["Take an application: they will be homeless on Wed 10 Feb 2027."]),
    Told(
      name: "placed where they are at risk",
      facts:
        #""council": "kingston", "presented-at": "2026-11-26T21:00", "applicant-age": 50, "children": [4], "violence-risk": ["thanet"], "placed-in": "thanet", "placed-on": "2026-11-20", "duty-held": "interim", "decision": "none", "eligibility": "eligible""#,
      says: ["move them tonight"], doesNot: ["notify-host-authority"]),
    Told(
      name: "the referral has gone",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T14:00", "seen-at": "2026-11-26T15:10", "referred-at": "2026-11-26T14:05", "applicant-age": 50, "children": [4], "duty-held": "none", "decision": "none", "eligibility": "not-eligible""#,
      saysNot: ["Refer the family to children's services"], does: ["refer-childrens-services"]),
    Told(
      name: "a refusal of consent is told once",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T16:50", "applicant-age": 50, "children": [4], "duty-held": "none", "decision": "none", "eligibility": "not-eligible", "consent": false"#,
      saysNot: ["Ask the safeguarding lead first"]),
    Told(
      name: "a prison leaver with a bed until tomorrow",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T12:00", "applicant-age": 30, "children": [], "pregnant": false, "nowhere-tonight": false, "homeless-from": "2026-11-27", "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      says: ["For a private tenant a valid section 8 notice"]),
    Told(
      name: "a county and a council that is not held",
      facts:
        #""council": "essex", "presented-at": "2026-11-26T11:30", "applicant-age": 50, "children": [4], "found-in": "southend""#,
      saysNot: ["the council 'southend' lies"], pageNot: ["they are at risk in"]),
    Told(
      name: "a county and a child under 16",
      facts:
        #""council": "essex", "presented-at": "2026-11-26T15:00", "applicant-age": 14, "children": [], "pregnant": false, "found-in": "colchester""#,
      page: ["No housing number is given: a child under 16"], pageNot: ["they are at risk in"]),
    Told(
      name: "a county and a family with a roof",
      facts:
        #""council": "essex", "presented-at": "2026-11-26T11:30", "applicant-age": 50, "children": [4], "found-in": "rochford", "nowhere-tonight": false"#,
      page: ["01702 318191"], pageNot: ["they are at risk in", "Ring children's services on"]),
    Told(
      name: "a duty that has ended without a decision that anybody knows of",
      facts:
        #""council": "maidstone", "presented-at": "2026-11-26T14:00", "applicant-age": 52, "children": [3], "duty-held": "ended", "changed-since": true, "eligibility": "eligible""#,
      says: ["Something has changed since the duty ended"], saysNot: ["last decision"]),
    Told(
      name: "the last day of a review, on a Sunday",
      facts:
        #""council": "thanet", "presented-at": "2026-10-25T17:00", "applicant-age": 34, "children": [3], "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-10-05", "changed-since": false"#,
      says: ["until today, Sun 25 Oct 2026"], saysNot: ["Fri 23 Oct 2026"]),
    Told(
      name: "an adult's referral is nothing to children's services",
      facts:
        #""council": "ashford", "presented-at": "2026-11-26T14:00", "applicant-age": 52, "children": [], "pregnant": false, "vulnerable": true, "duty-held": "relief-referred", "decision": "none", "eligibility": "eligible""#,
      saysNot: ["accepts the referral"]),
    Told(
      name: "an end date and no period beside it",
      facts:
        #""council": "swale", "presented-at": "2026-11-27T15:00", "applicant-age": 30, "children": [5], "former-relevant": false, "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-10-30", "accommodation-ends-on": "2026-11-27", "changed-since": false, "eligibility": "eligible""#,
      saysNot: ["reasonable period"], does: ["propose-end-date"]),
    Told(
      name: "a county shares without consent, and rings nobody of its own",
      facts:
        #""council": "kent", "presented-at": "2027-03-31T09:01", "applicant-age": 34, "children": [3], "significant-harm": true, "consent": false, "found-in": "ashford""#,
      does: ["share-without-consent"], pageNot: ["03000 41 11 11", "no number"]),
    Told(
      name: "a young person with a roof",
      facts:
        #""council": "braintree", "presented-at": "2026-11-26T10:00", "applicant-age": 16, "children": [], "pregnant": false, "nowhere-tonight": false"#,
      says: ["that a young person under 18 has asked for help"], does: ["tell-childrens-services"]),
    Told(
      name: "a referral that is on its way to where they are at risk",
      facts:
        #""council": "dover", "presented-at": "2026-11-26T18:00", "applicant-age": 44, "children": [3], "duty-held": "main-referred", "decision": "none", "duty-elsewhere": "thanet", "violence-risk": ["thanet"], "eligibility": "eligible""#,
      says: ["If the referral went to Thanet District Council, it must be stopped"]),
    Told(
      name: "a referral that nobody has made",
      facts:
        #""council": "dover", "presented-at": "2026-11-24T10:30", "applicant-age": 44, "children": [3], "duty-held": "main", "decision": "none", "connection-here": false, "connections": [{"council": "thanet", "ground": "residence"}], "eligibility": "eligible""#,
      says: ["If you refer them, keep them accommodated"], does: ["keep-accommodated"]),
    Told(
      name: "a host is told by its housing officers' line, and not in the night",
      facts:
        #""council": "canterbury", "presented-at": "2026-11-26T22:00", "applicant-age": 44, "children": [3], "duty-held": "interim", "decision": "none", "placed-in": "harlow", "placed-on": "2026-11-25", "eligibility": "eligible""#,
      pageNot: ["0345 606 1212"]),
    Told(
      name: "a team of whom no number is held",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T18:00", "applicant-age": 44, "children": [3], "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      says: ["They record its cost. The directory holds no number for that at this hour."],
      page: ["on behalf of children's services. → no number held"]),
    Told(
      name: "an end that has passed is not forbidden, nor its holiday told",
      facts:
        #""council": "luton", "presented-at": "2026-12-24T10:00", "applicant-age": 44, "children": [3], "duty-held": "interim", "decision": "offer-refused", "decision-on": "2026-11-25", "accommodation-ends-on": "2026-12-23", "eligibility": "eligible", "review": "final-offer""#,
      pageNot: ["accommodation on Wed 23 Dec 2026", "The day after Wed 23 Dec 2026"]),
    Told(
      name: "the holiday after an end is told once",
      facts:
        #""council": "dover", "presented-at": "2026-12-01T10:00", "applicant-age": 44, "children": [3], "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-26", "former-relevant": false, "eligibility": "eligible""#,
      saysNot: ["A bank holiday falls in the week after"]),
    Told(
      name: "a unitary council is not called the district",
      facts:
        #""council": "kent", "presented-at": "2026-11-25T14:00", "applicant-age": 34, "children": [], "pregnant": false, "vulnerable": true, "found-in": "medway""#,
      pageNot: ["district council", "children's services", "tonight: it"]),
    Told(
      name: "risk in one district is not told of as risk in the county",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T18:00", "applicant-age": 20, "children": [], "pregnant": false, "care-leaver-of": "kent", "violence-risk": ["dover"], "eligibility": "eligible""#,
      pageNot: ["area of Kent County Council"]),
    Told(
      name: "nothing has changed, and no decision is known",
      facts:
        #""council": "dover", "presented-at": "2026-11-24T10:30", "applicant-age": 44, "children": [3], "duty-held": "ended", "decision": "none", "changed-since": false, "eligibility": "eligible""#,
      says: ["a duty that has ended stops nobody from applying"], saysNot: ["may have changed"]),
    Told(
      name: "something is known to have changed",
      facts:
        #""council": "maidstone", "presented-at": "2026-11-26T14:00", "applicant-age": 52, "children": [], "pregnant": false, "vulnerable": true, "duty-held": "ended", "decision": "not-priority", "changed-since": true, "eligibility": "eligible""#,
      saysNot: ["may have changed"]),
    Told(
      name: "whether there is a decision is not known",
      facts:
        #""council": "ashford", "presented-at": "2026-11-24T10:30", "applicant-age": 44, "children": [3]"#,
      asks: ["decision"], asksNot: ["decision-on", "issued-on"]),
    Told(
      name: "a county refers by day",
      facts:
        #""council": "essex", "presented-at": "2026-11-27T10:30", "applicant-age": 29, "children": [2], "found-in": "harlow""#,
      saysNot: ["ring it tonight"]),
    Told(
      name: "they do not agree, and cannot travel either",
      facts:
        #""council": "luton", "presented-at": "2026-11-24T17:30", "applicant-age": 44, "children": [3], "duty-elsewhere": "harlow", "agrees-to-return": false, "transport": "none", "eligibility": "eligible""#,
      page: ["do not send them back: they have not agreed"]),
    Told(
      name: "whether they are safe there was answered",
      facts:
        #""council": "ashford", "presented-at": "2026-11-27T16:50", "applicant-age": 38, "children": [9], "nowhere-tonight": false, "safe-to-stay": false, "risk-factors": ["domestic-abuse"], "violence-risk": ["ashford"]"#,
      says: ["They are not safe where they could sleep"], saysNot: ["Ask whether abuse or violence can reach them"]),
    Told(
      name: "a roof, and nobody knows of an alternative",
      facts:
        #""council": "chelmsford", "presented-at": "2026-11-26T11:30", "applicant-age": 33, "children": [7], "nowhere-tonight": false, "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-11-26""#,
      says: ["unless they have somewhere else to go"], saysNot: ["they have nowhere else to go"]),
    Told(
      name: "an application is taken, and advised once",
      facts:
        #""council": "canterbury", "presented-at": "2026-11-27T21:00", "applicant-age": 34, "children": [], "pregnant": false, "vulnerable": false, "duty-held": "none", "decision": "none", "care-leaver-of": "none", "former-relevant": false, "risk-factors": [], "eligibility": "eligible""#,
      saysNot: ["take an application if"], does: ["take-application"], page: ["→ 01227 464 904"]),
    Told(
      name: "a finding that the law forbids and that was made",
      facts:
        #""council": "kingston", "presented-at": "2026-11-26T10:00", "applicant-age": 20, "children": [], "pregnant": false, "care-leaver-of": "achieving-for-children", "former-relevant": true, "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-02", "changed-since": false"#,
      page: ["The decision that was made must be looked at again."]),
    Told(
      name: "a return to a council of whom no number is held",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T17:20", "applicant-age": 34, "children": [3], "duty-elsewhere": "harlow", "reception-confirmed": true, "agrees-to-return": true, "transport": "own", "travel-minutes": 55, "significant-harm": false, "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      says: ["'lookup harlow' lists its others"], does: ["return-family"], pageNot: ["0345 603 7627"]),
    Told(
      name: "homeless under a prevention duty",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T17:40", "applicant-age": 30, "children": [4], "duty-held": "prevention""#,
      says: ["begin the relief duty", "its day 56 is Wed 20 Jan 2027"], doesNot: ["take-application"]),
    Told(
      name: "a prevention duty, and a home tonight",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T17:40", "applicant-age": 30, "children": [4], "duty-held": "prevention", "nowhere-tonight": false, "safe-to-stay": true"#,
      saysNot: ["begin the relief duty"]),
    Told(
      name: "homeless under a prevention duty, and not eligible",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T17:40", "applicant-age": 30, "children": [4], "duty-held": "prevention", "eligibility": "not-eligible""#,
      saysNot: ["begin the relief duty"]),
    Told(
      name: "a proposed end moves past a holiday: decided on 2026-11-27",
      facts:
        #""council": "luton", "presented-at": "2026-11-30T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-27", "changed-since": false, "alternative-found": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Propose Tue 29 Dec 2026"]),
    Told(
      name: "a proposed end moves past a holiday: decided on 2026-11-28",
      facts:
        #""council": "luton", "presented-at": "2026-11-30T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-28", "changed-since": false, "alternative-found": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Propose Tue 29 Dec 2026"]),
    Told(
      name: "a proposed end moves past a holiday: decided on 2026-11-30",
      facts:
        #""council": "luton", "presented-at": "2026-12-01T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-30", "changed-since": false, "alternative-found": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Propose Tue 29 Dec 2026"]),
    Told(
      name: "a proposed end moves past a holiday: decided on 2027-02-26",
      facts:
        #""council": "luton", "presented-at": "2027-03-01T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2027-02-26", "changed-since": false, "alternative-found": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Propose Tue 30 Mar 2027"]),
    Told(
      name: "a proposed end moves past a holiday: decided on 2026-12-04",
      facts:
        #""council": "luton", "presented-at": "2026-12-07T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-12-04", "changed-since": false, "alternative-found": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Propose Mon 4 Jan 2027"]),
    Told(
      name: "an end that falls on a Friday in Kent is not over that night",
      facts:
        #""council": "swale", "presented-at": "2026-12-18T18:00", "duty-held": "ended", "decision": "intentionally-homeless", "decision-on": "2026-11-20", "accommodation-ends-on": "2026-12-18", "changed-since": false, "applicant-age": 30, "children": [3, 6]"#,
      page: ["section 190", "until Mon 21 Dec 2026"], pageNot: ["Part 7 does not reach"]),
    Told(
      name: "fled abuse to a safe sofa",
      facts:
        #""council": "chelmsford", "presented-at": "2026-12-08T10:00", "applicant-age": 26, "children": [0, 4], "nowhere-tonight": false, "safe-to-stay": true, "risk-factors": ["domestic-abuse"], "violence-risk": ["hounslow"]"#,
      says: ["They may be homeless already"], asks: ["homeless-from"], page: ["It may not be told of them."],
      pageNot: ["Find its contacts"]),
    Told(
      name: "fled abuse long ago, and it was told since when",
      facts:
        #""council": "chelmsford", "presented-at": "2026-12-08T10:00", "applicant-age": 26, "children": [0, 4], "nowhere-tonight": false, "safe-to-stay": true, "risk-factors": ["domestic-abuse"], "violence-risk": ["hounslow"], "homeless-from": "2026-12-01""#,
      saysNot: ["They may be homeless already"], does: ["take-application"]),
    Told(
      name: "a care leaver whom Part 7 does not reach",
      facts:
        #""council": "dover", "presented-at": "2026-12-12T22:00", "applicant-age": 19, "children": [], "pregnant": false, "care-leaver-of": "kent", "former-relevant": true, "eligibility": "not-eligible""#,
      says: ["Ring Kent County Council now: it looked after them."], page: ["03000 41 91 91"]),
    Told(
      name: "a review of the final offer under the main duty",
      facts:
        #""council": "chelmsford", "presented-at": "2026-12-01T10:00", "duty-held": "main", "decision": "offer-refused", "decision-on": "2026-11-25", "review": "final-offer", "changed-since": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["Under the main duty you may (section 188(3))."], saysNot: ["Keep them accommodated under section 188(2A)"]
    ),
    Told(
      name: "a man without children in Kingston",
      facts:
        #""council": "kingston", "presented-at": "2026-12-25T23:00", "applicant-age": 63, "children": [], "vulnerable": true"#,
      doesNot: ["notify-before-placement"]),
    Told(
      name: "a family in Kingston",
      facts:
        #""council": "kingston", "presented-at": "2026-12-25T23:00", "applicant-age": 30, "children": [3, 6], "needs": []"#,
      says: ["No extra priority for the borough"], does: ["notify-before-placement"]),
    Told(
      name: "violence of a gang",
      facts:
        #""council": "kingston", "presented-at": "2026-12-25T23:00", "applicant-age": 30, "children": [3, 6], "risk-factors": ["exploitation"], "violence-risk": ["southwark"]"#,
      says: ["police"], pageNot: ["domestic-abuse helpline"]),
    Told(
      name: "a referral that is undecided",
      facts:
        #""council": "tunbridge-wells", "presented-at": "2026-12-01T10:00", "duty-held": "relief-referred", "duty-elsewhere": "wealden", "applicant-age": 30, "children": [3, 6]"#,
      says: ["Ask for its decision on the referral"], saysNot: ["Ask only whether it owes them a duty"]),
    Told(
      name: "a county that holds other numbers",
      facts:
        #""council": "medway", "presented-at": "2026-12-29T13:00", "applicant-age": 19, "children": [], "former-relevant": true, "care-leaver-of": "kent", "duty-elsewhere": "kent", "duty-held": "none""#,
      pageNot: ["find it on the council's own website"]),
    Told(
      name: "a family, and nobody has said in what unit",
      facts: #""council": "basildon", "presented-at": "2026-12-01T18:00", "applicant-age": 30, "children": [3]"#,
      says: ["Bed and breakfast is a last resort."]),
    Told(
      name: "a family in a flat",
      facts:
        #""council": "basildon", "presented-at": "2026-12-01T18:00", "applicant-age": 30, "children": [3], "unit": "self-contained""#,
      saysNot: ["Bed and breakfast"]),
    Told(
      name: "a county's care leaver is connected with its districts, whichever way that is told",
      facts:
        #""council": "rochford", "presented-at": "2026-12-01T11:00", "applicant-age": 20, "children": [], "pregnant": false, "former-relevant": true, "duty-held": "relief", "connections": [{"council": "essex", "ground": "care-leaver"}, {"council": "luton", "ground": "residence"}]"#,
      doesNot: ["consider-referral"]),
    Told(
      name: "decided until an end that is still to come",
      facts:
        #""council": "basildon", "presented-at": "2026-11-26T18:00", "applicant-age": 34, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "care-leaver-of": "none", "former-relevant": false, "duty-held": "interim", "decision": "not-priority", "decision-on": "2026-11-20", "accommodation-ends-on": "2026-12-10", "changed-since": false, "eligibility": "eligible""#,
      saysNot: ["reason to believe"]),
    Told(
      name: "consent refused and no recourse in Kent: one answer",
      facts:
        #""council": "canterbury", "presented-at": "2026-11-26T18:00", "applicant-age": 33, "children": [4], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "consent": false"#,
      says: ["Without recourse it goes all the same"],
      saysNot: ["safeguarding lead", "Once it may go"]),
    Told(
      name: "consent refused, no recourse and no harm in Kent: one answer",
      facts:
        #""council": "gravesham", "presented-at": "2026-11-27T16:45", "applicant-age": 33, "children": [4], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "consent": false, "significant-harm": false"#,
      says: ["Without recourse it goes all the same"], saysNot: ["safeguarding lead"]),
    Told(
      name: "consent refused and no recourse in Essex: the lead first, and the call after",
      facts:
        #""council": "tendring", "presented-at": "2026-11-26T18:00", "applicant-age": 33, "children": [4], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "consent": false"#,
      says: ["so the safeguarding lead decides first", "Once it may go, ring children's services"],
      saysNot: ["Without recourse it goes"]),
    Told(
      name: "a baby expected, and no recourse",
      facts:
        #""council": "dover", "presented-at": "2026-11-26T18:00", "applicant-age": 27, "children": [], "pregnant": true, "eligibility": "not-eligible", "duty-held": "none", "decision": "none""#,
      says: ["Section 17 reaches a child only once it is born", "Adult social care sees them"],
      saysNot: ["Children's services (Kent County Council) see them", "will not act"],
      does: ["refer-adult-social-care"], doesNot: ["escalate", "section-17"],
      page: ["Kent County Council sees to tonight through adult social care"], pageNot: ["leads as children's services"]
    ),
    Told(
      name: "a baby expected, a child born, and no recourse",
      facts:
        #""council": "dover", "presented-at": "2026-11-26T18:00", "applicant-age": 27, "children": [2], "pregnant": true, "eligibility": "not-eligible", "duty-held": "none", "decision": "none""#,
      does: ["section-17", "escalate"], page: ["leads as children's services, section 17"]),
    Told(
      name: "no recourse, and fled from a partner",
      facts:
        #""council": "harlow", "presented-at": "2026-11-28T23:10", "applicant-age": 29, "children": [2], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "risk-factors": ["domestic-abuse"], "violence-risk": ["harlow"]"#,
      says: ["domestic-abuse concession (MVDAC): 3 months with public funds"]),
    Told(
      name: "fled from a partner, and eligible",
      facts:
        #""council": "harlow", "presented-at": "2026-11-28T23:10", "applicant-age": 29, "children": [2], "eligibility": "eligible", "duty-held": "none", "decision": "none", "risk-factors": ["domestic-abuse"], "violence-risk": ["harlow"]"#,
      saysNot: ["concession"]),
    Told(
      name: "no recourse, and no abuse",
      facts:
        #""council": "harlow", "presented-at": "2026-11-28T23:10", "applicant-age": 29, "children": [2], "eligibility": "not-eligible", "duty-held": "none", "decision": "none", "risk-factors": ["homelessness"]"#,
      saysNot: ["concession"]),
    Told(
      name: "an interim place that they would refuse",
      facts:
        #""council": "swale", "presented-at": "2026-11-26T18:00", "applicant-age": 29, "children": [2], "eligibility": "eligible", "duty-held": "interim", "decision": "none", "offer": "interim", "offer-on": "2026-11-26""#,
      says: ["no section 202 review of it, only the courts"], page: ["Tell them before they refuse the interim place"]),
    Told(
      name: "intentionally homeless where no protocol gives a term: Basildon",
      facts:
        #""council": "basildon", "presented-at": "2026-11-30T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-27", "changed-since": false, "applicant-age": 30, "children": [3, 6]"#,
      says: ["a named person sets the end"], doesNot: ["propose-end-date"]),
    Told(
      name: "intentionally homeless where no protocol gives a term: Medway",
      facts:
        #""council": "medway", "presented-at": "2026-11-30T11:00", "duty-held": "interim", "decision": "intentionally-homeless", "decision-on": "2026-11-27", "changed-since": false, "applicant-age": 44, "children": [], "pregnant": false, "vulnerable": true"#,
      says: ["a named person sets the end"], doesNot: ["propose-end-date"]),
    Told(
      name: "placed under section 17 in Luton",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T18:00", "applicant-age": 30, "children": [3, 6], "duty-held": "ended", "decision": "intentionally-homeless", "changed-since": false"#,
      says: ["There is no section 202 review of it."], saysNot: ["rights under Part 7", "rights are the same"]),
    Told(
      name: "placed under section 188 in Luton on behalf of children's services",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T18:00", "applicant-age": 30, "children": [3, 6], "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      says: ["their rights under Part 7 are the same"], saysNot: ["no section 202 review"]),
    Told(
      name: "a man alone without recourse has a decision in writing too",
      facts:
        #""council": "thanet", "presented-at": "2026-11-28T23:50", "applicant-age": 40, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "duty-held": "none", "eligibility": "not-eligible""#,
      saysNot: ["take an application", "copy with the referral"], does: ["decision-letter"]),
    Told(
      name: "a man alone to whom the relief duty is owed already",
      facts:
        #""council": "basildon", "presented-at": "2026-11-26T18:40", "applicant-age": 43, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "care-leaver-of": "none", "former-relevant": false, "duty-held": "relief", "decision": "none", "eligibility": "eligible""#,
      says: ["The relief duty goes on: help them to find a place."], saysNot: ["take an application"]),
    Told(
      name: "the notice has run out, and they still have the roof",
      facts:
        #""council": "tonbridge-malling", "presented-at": "2026-11-30T15:00", "applicant-age": 41, "children": [10], "nowhere-tonight": false, "homeless-from": "2026-11-27", "duty-held": "none", "eligibility": "eligible""#,
      says: ["nobody has to wait for the bailiffs"], does: ["take-application"]),
    Told(
      name: "homeless, with nowhere tonight",
      facts:
        #""council": "tonbridge-malling", "presented-at": "2026-11-30T15:00", "applicant-age": 41, "children": [10], "homeless-from": "2026-11-27", "duty-held": "none", "eligibility": "eligible""#,
      saysNot: ["bailiffs"], does: ["take-application"]),
    Told(
      name: "an old man found to lack capacity, while interim accommodation goes on",
      facts:
        #""council": "tendring", "presented-at": "2026-11-28T21:00", "applicant-age": 70, "children": [], "pregnant": false, "vulnerable": true, "duty-held": "interim", "decision": "lacks-capacity", "decision-on": "2026-11-27", "eligibility": "eligible""#,
      does: ["place-emergency", "refer-adult-social-care"]),
    Told(
      name: "a baby expected, no recourse, at a county's door",
      facts:
        #""council": "essex", "presented-at": "2026-11-28T11:00", "applicant-age": 30, "children": [], "pregnant": true, "found-in": "harlow", "eligibility": "not-eligible""#,
      says: ["with consent, that a baby is expected", "Adult social care sees them"],
      saysNot: ["takes this case now"],
      does: ["refer-adult-social-care"]),
    Told(
      name: "a baby expected, and no recourse, late in Luton",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T18:00", "applicant-age": 27, "children": [], "pregnant": true, "eligibility": "not-eligible", "duty-held": "none", "decision": "none""#,
      says: ["With consent, ring children's services too."],
      saysNot: ["Agree with adult social care", "Place them tonight, under"],
      does: ["place-emergency"]),
    Told(
      name: "at risk in a county of which the directory knows no districts, and expected in one of them",
      facts:
        #""council": "kingston", "presented-at": "2026-11-26T18:00", "applicant-age": 30, "children": [3], "duty-held": "none", "decision": "none", "duty-elsewhere": "elmbridge", "reception-confirmed": true, "agrees-to-return": true, "transport": "own", "travel-minutes": 20, "violence-risk": ["surrey"], "eligibility": "eligible""#,
      does: ["place-emergency"], doesNot: ["return-family"],
      page: ["it is not known whether that lies where they are at risk"]),
    Told(
      name: "at risk in a district, and expected in another",
      facts:
        #""council": "kingston", "presented-at": "2026-11-26T18:00", "applicant-age": 30, "children": [3], "duty-held": "none", "decision": "none", "duty-elsewhere": "elmbridge", "reception-confirmed": true, "agrees-to-return": true, "transport": "own", "travel-minutes": 20, "violence-risk": ["woking"], "eligibility": "eligible""#,
      does: ["return-family"]),
    Told(
      name: "Luton, a family to be found intentionally homeless that refuses consent, and no harm",
      facts:
        #""council": "luton", "presented-at": "2026-11-26T11:00", "applicant-age": 30, "children": [3], "duty-held": "interim", "decision": "minded-to-refuse", "consent": false, "significant-harm": false, "eligibility": "eligible""#,
      says: ["Ask the safeguarding lead first: a named person decides whether to share"]),
    Told(
      name: "a concern in Kent, and consent refused",
      facts:
        #""council": "dover", "presented-at": "2026-11-26T11:00", "applicant-age": 30, "children": [3], "duty-held": "none", "decision": "none", "risk-factors": ["substance-misuse"], "consent": false, "eligibility": "eligible""#,
      says: ["Do not wait for harm. They refuse consent, so the safeguarding lead decides first."]),
    Told(
      name: "no recourse, a newborn, and a ward until tomorrow",
      facts:
        #""council": "luton", "presented-at": "2026-11-27T16:45", "applicant-age": 24, "children": [0], "nowhere-tonight": false, "homeless-from": "2026-11-28", "duty-held": "none", "eligibility": "not-eligible""#,
      says: ["They can assess before the roof is gone. Ask for consent first"], does: ["tell-childrens-services"]),
    Told(
      name: "no recourse, a roof in Kent, and consent refused",
      facts:
        #""council": "dover", "presented-at": "2026-11-27T11:45", "applicant-age": 24, "children": [2], "nowhere-tonight": false, "duty-held": "none", "eligibility": "not-eligible", "consent": false"#,
      says: ["before the roof is gone. They refuse consent. Without recourse it goes all the same"]),
    Told(
      name: "a referral that is to be stopped is not waited for",
      facts:
        #""council": "maidstone", "presented-at": "2026-12-05T21:00", "applicant-age": 29, "children": [4], "duty-held": "relief-referred", "duty-elsewhere": "swale", "risk-factors": ["domestic-abuse"], "violence-risk": ["swale"], "eligibility": "eligible", "decision": "none""#,
      says: ["it must be stopped"], saysNot: ["accepts the referral"]),
  ]

  struct Rung: Sendable, CustomTestStringConvertible {
    let name: String
    let facts: String
    /// What the first line holds, and what no line may.
    var first = ""
    var holdsNot: [String] = []
    /// How often 999 stands in the part.
    var emergencies: Int?
    var testDescription: String { name }
  }

  private static let adult = #""applicant-age": 44, "children": [], "pregnant": false, "vulnerable": true"#

  static let rung = [
    Rung(
      name: "an adult in Luton by day",
      facts: #""council": "luton", "presented-at": "2026-11-26T11:00", \#(adult)"#, first: "01582",
      holdsNot: ["0300 300 8123", "MASH"]),
    Rung(
      name: "an adult in Basildon by day",
      facts: #""council": "basildon", "presented-at": "2026-11-26T11:00", \#(adult)"#, holdsNot: ["0345 606 1212"]),
    Rung(
      name: "an adult in Kingston at night",
      facts: #""council": "kingston", "presented-at": "2026-11-26T22:00", \#(adult)"#,
      holdsNot: ["020 8547 5005", "020 8770 5000"]),
    Rung(
      name: "an adult in Kingston at night who is not eligible",
      facts:
        #""council": "kingston", "presented-at": "2026-11-26T22:00", \#(adult), "eligibility": "not-eligible""#,
      holdsNot: ["020 8547 5005", "020 8770 5000"]),
    Rung(
      name: "an adult in Colchester at night",
      facts: #""council": "colchester", "presented-at": "2026-11-26T22:00", \#(adult)"#,
      first: "Emergency Duty Service",
      holdsNot: ["Children's"]),
    Rung(
      name: "a family in Thanet by day",
      facts: #""council": "thanet", "presented-at": "2026-11-26T11:00", "applicant-age": 44, "children": [3]"#,
      first: "Main switchboard"),
    Rung(
      name: "a family in Canterbury by day",
      facts: #""council": "canterbury", "presented-at": "2026-11-26T11:00", "applicant-age": 44, "children": [3]"#,
      first: "01227 862000"),
    Rung(
      name: "a county and another council's children's services",
      facts:
        #""council": "kent", "presented-at": "2026-11-26T11:00", "applicant-age": 44, "children": [3], "found-in": "medway""#,
      first: "01634", holdsNot: ["03000 41 11 11"]),
    Rung(
      name: "danger and abuse together",
      facts:
        #""council": "chelmsford", "presented-at": "2026-11-24T22:30", "applicant-age": 44, "children": [3], "immediate-danger": true, "risk-factors": ["domestic-abuse"], "violence-risk": ["chelmsford"]"#,
      first: "999", emergencies: 1),
    Rung(
      name: "a man alone in Thanet at night, whom the rough-sleeping line answers",
      facts:
        #""council": "thanet", "presented-at": "2026-11-26T23:00", "applicant-age": 42, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      first: "Rough sleeping"),
    Rung(
      name: "a man alone in Dover by day, whom the day team sees first",
      facts:
        #""council": "dover", "presented-at": "2026-11-26T11:00", "applicant-age": 42, "children": [], "pregnant": false, "vulnerable": false, "risk-factors": [], "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      first: "Homelessness and housing advice"),
    Rung(
      name: "a man alone in Thanet at night, who is owed a bed",
      facts:
        #""council": "thanet", "presented-at": "2026-11-26T23:00", \#(adult), "duty-held": "none", "decision": "none", "eligibility": "eligible""#,
      first: "Homelessness out of hours"),
    Rung(
      name: "a care leaver's county does not go before tonight's line",
      facts:
        #""council": "luton", "presented-at": "2026-11-27T23:30", "applicant-age": 24, "children": [], "pregnant": false, "vulnerable": false, "care-leaver-of": "kent", "former-relevant": true"#,
      first: "0300 300 8123"),
  ]

  @Test(arguments: rung)
  func `whoever is rung fits the household and the hour`(rung: Rung) throws {
    let risk = rung.facts.contains("violence-risk") ? "" : #", "violence-risk": []"#
    let made = try Case(#"{\#(rung.facts), "nowhere-tonight": true\#(risk)}"#)
    let rows = made.ring.filter { $0.hasPrefix(" 1  ") }
    #expect(rows.first?.contains(rung.first) ?? rung.first.isEmpty, "\(made.ring)")
    let text = made.ring.joined(separator: " ")
    for words in rung.holdsNot { #expect(!made.page.contains(words), "\(words): \(made.page)") }
    if let emergencies = rung.emergencies {
      #expect(text.split(separator: "999", omittingEmptySubsequences: false).count - 1 == emergencies, "\(text)")
    }
  }

  @Test(arguments: told)
  func `the sentences agree with what was told`(told: Told) throws {
    let risk = told.facts.contains("violence-risk") ? "" : #", "violence-risk": []"#
    let nowhere = told.facts.contains("nowhere-tonight") ? "" : #", "nowhere-tonight": true"#
    let made = try Case(#"{\#(told.facts)\#(nowhere)\#(risk)}"#)
    let warnings = (made.json["warnings"] as? [[String: Any]] ?? []).compactMap { $0["text"] as? String }
    let text = (made.actions.map(\.text) + warnings).joined(separator: "\n")
    for words in told.says { #expect(text.contains(words), "\(words): \(text)") }
    for words in told.saysNot { #expect(!text.contains(words), "\(words): \(text)") }
    let codes = made.actions.map(\.code)
    for code in told.does { #expect(codes.contains(code)) }
    for code in told.doesNot { #expect(!codes.contains(code)) }
    for fact in told.asks { #expect(made.questions.contains(fact)) }
    for fact in told.asksNot { #expect(!made.questions.contains(fact)) }
    for words in told.page { #expect(made.page.contains(words), "\(words): \(made.page)") }
    for words in told.pageNot { #expect(!made.page.contains(words), "\(words): \(made.page)") }
  }
}
