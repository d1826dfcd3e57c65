import WorkingTime

extension Fact {
  /// Which way a day of it lies where its year or week is not said: what has happened, or what is to come.
  var direction: SpokenTime.Direction {
    switch self {
    case .accommodationEndsOn: .coming
    case .decisionOn, .issuedOn, .placedOn, .offerOn, .presentedAt, .referredAt: .past
    default: .either
    }
  }

  /// What to try, for messages about a time.
  var tries: String {
    switch shape {
    case .moment: "try 16:45, or yesterday 16:45"
    case .dayOrMoment: "try 27 Nov, yesterday, or 27 Nov 16:45"
    default: "try 27 Nov, tomorrow, or in 3 days"
    }
  }

  /// What people call the fact's words, in lower case and without hyphens, and the word that each means.
  var calledBy: [String: String] { Self.calls[self] ?? [:] }

  private static let calls: [Fact: [String: String]] = [
    .eligibility: means([
      "eligible": [
        "yes", "y", "british", "uk", "uk citizen", "citizen", "british citizen", "irish", "settled", "settled status",
        "refugee", "refugee status", "leave to remain", "windrush", "arap", "acrs", "indefinite leave",
      ],
      "may-be-eligible": [
        "may be", "maybe", "perhaps", "possibly", "probably", "pre settled", "presettled",
        "pre settled status", "they may be", "euss", "eu settlement scheme", "ukraine", "ukrainian", "afghan",
        "afghan scheme", "homes for ukraine", "eu", "eea", "european", "mixed", "british child", "british partner",
        "partner is british", "spouse visa", "partner visa", "family visa", "bno", "bn(o)", "hong kong", "zambrano",
      ],
      "not-eligible": [
        "no", "n", "nrpf", "no recourse", "no recourse to public funds", "ineligible", "not",
        "no public funds", "overstayer", "visitor", "visitor visa", "student visa", "asylum", "asylum seeker",
        "asylum seekers", "asylum claim",
      ],
    ]),
    .dutyHeld: means([
      "none": ["no", "n", "nothing", "nope", "new", "no duty", "not yet", "never", "nil"],
      "interim": ["188", "s188", "section 188", "interim duty", "interim accommodation", "interim housing"],
      "prevention": ["prevention duty", "195", "s195"],
      "relief": ["relief duty", "189b", "s189b"],
      "main": ["main duty", "full duty", "193", "s193", "main housing duty"],
      "ended": ["discharged", "discharge", "over", "finished", "closed", "duty ended", "it has ended"],
    ]),
    .decision: means([
      "none": ["no", "n", "nope", "nothing", "not yet", "nil", "no decision"],
      "minded-to-refuse": ["minded to", "minded", "provisional"],
      "intentionally-homeless": ["ih", "intentional", "intentionality", "made themselves homeless"],
      "not-eligible": ["ineligible", "nrpf"],
      "not-priority": ["no priority", "no priority need", "not in priority need", "not priority need", "non priority"],
      "offer-refused": ["refused an offer", "refused offer", "refused the offer", "refused suitable offer"],
      "licence-breach": ["license breach", "breach", "breach of licence", "evicted", "broke the rules"],
      "cannot-live-independently": ["cannot live alone"],
      "lacks-capacity": ["capacity", "no capacity", "no mental capacity"],
    ]),
    .childProtection: means([
      "none": ["no", "n", "nope", "neither", "nil"],
      "enquiry": ["47", "s47", "section 47", "section 47 enquiry", "inquiry", "investigation"],
      "plan": ["cp", "cpp", "cp plan", "child protection plan", "on a plan"],
    ]),
    .transport: means([
      "own": ["car", "own car", "by car", "drive", "driving", "van", "they drive", "yes car"],
      "public": ["train", "bus", "coach", "tube", "rail", "public transport", "by train", "by bus", "train or bus"],
      "provided": ["taxi", "cab", "minicab", "lift", "we drive", "we pay", "by taxi", "council taxi"],
      "none": ["no", "n", "nothing", "nope", "no car", "no transport", "on foot", "walk", "walking", "cannot travel"],
    ]),
    .unit: means([
      "self-contained": ["flat", "house", "studio", "own flat", "own front door", "annexe", "self contained flat"],
      "bed-and-breakfast": [
        "hotel", "b&b", "b & b", "bnb", "bb", "b and b", "b b", "guest house", "guesthouse", "shared", "motel",
        "travelodge",
        "premier inn", "inn", "room in a hotel", "hotel room",
      ],
    ]),
    .childrensServices: means([
      "not-known": ["no", "n", "none", "nope", "never"],
      "known": ["yes", "y", "open", "open case", "involved"],
      "allocated": ["social worker", "sw", "has a social worker", "allocated social worker"],
    ]),
    .review: means([
      "none": ["no", "n", "nope", "nothing", "nil"], "decision": ["of the decision", "the decision"],
      "final-offer": ["of the offer", "offer", "suitability", "final"], "referral": ["of the referral"],
    ]),
    .offer: means([
      "none": ["no", "n", "nope", "nothing", "nil"], "temporary": ["ta", "temporary accommodation"],
      "interim": ["interim accommodation", "188", "s188"],
      "permanent": ["final", "final offer", "council flat", "tenancy"],
    ]),
    .connections: means([
      "residence": ["resident", "lived", "lives", "lived there", "living", "normal residence"],
      "employment": ["work", "works", "worked", "job", "employed"],
      "family": ["relatives", "family association", "family associations"],
      "special": ["special circumstances", "special reason", "special reasons"],
      "armed-forces": ["forces", "army", "navy", "raf", "military"], "asylum-support": ["asylum", "nass"],
      "care-leaver": ["care", "leaving care", "in care"],
    ]),
    .riskFactors: means([
      "domestic-abuse": ["da", "dv", "abuse", "domestic violence", "fleeing", "fleeing abuse", "coercive control"],
      "substance-misuse": ["drugs", "alcohol", "drink", "drinking", "substance", "addiction"],
      "parental-mental-health": ["mental health", "mental illness", "depression"],
      "child-safety": ["child at risk", "children at risk"], "homelessness": ["homeless"],
      "exploitation": ["county lines", "trafficking", "cse", "cce", "modern slavery", "gangs"],
      "sex-offender": ["sexual offender", "offender"],
      "eviction-debt": ["debt", "debts", "arrears", "rent arrears", "eviction"], "home-neglect": ["neglect"],
      "young-person": ["young", "young parent"],
    ]),
    .needs: means([
      "hospital-treatment": ["hospital", "treatment", "dialysis", "chemo"],
      "child-protection-plan": ["cp", "cpp", "cp plan", "plan"], "ehcp": ["ehc plan", "ehc", "special school", "send"],
      "essential-care": ["care", "carer", "carers", "caring"], "exceptional": ["other", "something else"],
    ]),
  ]

  private static func means(_ names: [String: [String]]) -> [String: String] {
    var meant: [String: String] = [:]
    for (word, called) in names {
      for name in called { meant[name] = word }
    }
    return meant
  }
}
