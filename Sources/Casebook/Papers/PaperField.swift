/// Something that stands in a paper beside a site's own words.
package struct PaperField: Sendable, Hashable {
  /// Where it comes from.
  package enum Source: Sendable, Hashable {
    /// From the facts, the determination, the casebook or the directory; a dotted line where it is not known.
    case known
    /// Only a person may write it, by hand: so many dotted lines, and it is kept nowhere.
    case person(lines: Int)
    /// The same, and it tells where somebody is: left out where it may not go.
    case address
  }

  /// Its name in a wording: `{available-on}`.
  package let name: String
  /// What it is, as it stands at a dotted line.
  package let label: String
  /// Where it comes from.
  package let source: Source
  /// The condition under which its lines stand; nil where they always do.
  package let condition: String?

  private init(_ name: String, _ label: String, _ source: Source, when condition: String? = nil) {
    self.name = name
    self.label = label
    self.source = source
    self.condition = condition
  }

  private static func known(_ name: String, _ label: String, when condition: String? = nil) -> PaperField {
    PaperField(name, label, .known, when: condition)
  }

  private static func person(_ name: String, _ label: String, lines: Int = 1, when condition: String? = nil)
    -> PaperField
  {
    PaperField(name, label, .person(lines: lines), when: condition)
  }

  private static func address(_ name: String, _ label: String) -> PaperField { PaperField(name, label, .address) }

  /// What any paper may say, and none must.
  package static let common: [PaperField] = [
    known("council", "the council"), known("authority", "the authority it goes to"),
    known("our-number", "our telephone number"), known("our-night-number", "our number at night"),
    known("their-number", "their telephone number"), known("came-on", "the day they came"),
    known("reference", "the case's reference"),
  ]

  /// What a kind of paper must say, all of it.
  package static func of(_ kind: PaperKind) -> [PaperField] {
    switch kind {
    case .decision: decision
    case .referral: referral
    case .host: host
    case .dutyToRefer: dutyToRefer
    case .request: request
    case .mash: mash
    case .confirmation: confirmation
    case .placement: placement
    case .consent: consent
    case .access: access
    case .bodies: bodies
    }
  }

  private static let household = known("household", "how many there are, and their ages")

  private static let decision = [
    person("applicant", "the applicant's name"), known("decision", "what is decided"),
    known("duty", "the duty that is owed or has ended"), known("came-on", "the day of the application"),
    person("decided-on", "the day of the decision"), known("issued-on", "the day on which the letter goes out"),
    person("reasons", "for each point against them: the law, the facts found, what was considered, and why", lines: 8),
    known("referred-to", "the authority they are referred to", when: "referral"),
    person("restricted", "a restricted person, and what follows; strike through if there is none"),
    person("notified-on", "the day on which they get this letter: day 1"),
    known("review-by", "the last day of the 21"), known("stay-until", "the day until which they may stay"),
    person("handed-over", "handed over at, by, and who of children's services was there", when: "LUT"),
    person("copies-sent", "copy sent at, by"),
  ]

  private static let referral = [
    person("telephoned", "whom you telephoned there first, and when"), known("duty", "the duty and its stage"),
    person("opinion-on", "the day on which you came to the opinion"),
    person("told-on", "the day on which the applicant was told"),
    person("people", "for each of them: name, date of birth, relationship", lines: 4), household,
    address("where-now", "where they are now"),
    person("addresses", "addresses of five years: from, to, tenure, with whom, why left, of choice or not", lines: 5),
    known("connection-here", "whether anybody has a connection here"),
    person("connection-checked", "how that was checked"), known("connections-there", "the connection there"),
    person("evidence", "who has the connection, and the evidence", lines: 2),
    person("employment", "employer, place and hours", lines: 2),
    person("family-there", "who lives there, how related, for how long", lines: 2),
    known("risk", "whether they are at risk there"),
    person("risk-asked", "of whom it was asked, and when"),
    person("findings", "why homeless; at the main stage, why in priority need and not intentionally so", lines: 4),
    person("wishes", "what the applicant wants, and says to this", lines: 2),
    known("placed-by", "the council that placed them here"), person("applicant", "the applicant's name"),
  ]

  private static let host = [
    person("applicant", "the applicant's name"), household,
    person("relationships", "how each of them is related to the applicant"),
    address("placement-address", "the address of the accommodation"), known("placed-on", "the day it was available"),
    known("function", "the function of Part 7"), known("notice-by", "the last of the 14 days"),
  ]

  private static let dutyToRefer = [
    person("worker", "the worker who refers, and how to reach them"),
    person("consent-to-refer", "yes or no, and the day"), person("consent-to-contact", "yes or no, and the day"),
    person("authority-chosen", "whether they named this authority themselves"), person("applicant", "their name"),
    person("reach", "how best to reach them safely"), known("homeless", "homeless now, or within 56 days"),
    known("homeless-from", "the day from which they are homeless"),
    person("helpful", "if they want it told: household, needs, dates", lines: 3),
  ]

  private static let request = [
    person("people", "for each of them: name, date of birth, how to reach them", lines: 4), household,
    known("situation", "what is known of the situation"), person("synopsis", "what happened, in short", lines: 4),
    person("complications", "what makes it harder, and what it does to the children", lines: 3),
    known("duty", "the duty that is owed"),
    person("duty-ends", "the day on which the 56 days end, counted from the day the duty was accepted"),
    person("afterwards", "what you mean to do then", lines: 2),
    person("tried", "what was tried, and what came of it", lines: 3),
    person("agencies", "the agencies that are involved, and how to reach them", lines: 3),
    known("consent", "whether the family agrees"),
    person("without-consent", "if not: who of safeguarding decided, when and why", lines: 2),
    person("portal-reference", "the portal's reference"),
  ]

  private static let mash = [
    person("telephoned", "whom you telephoned, when, their reference"),
    person("children", "each child: names, birth or due date, gender, language, disability, school", lines: 4),
    household, known("pregnancy", "whether anybody is pregnant"), address("where-now", "where the children are now"),
    person("adults", "adults who matter: name, relationship, birth date, parental responsibility", lines: 3),
    known("risks", "the risks that are known"),
    person("worry", "what worries you, what it does to the child, what was said to whom and when", lines: 5),
    person("tried", "the support they had, what came of it, what goes well", lines: 3),
    known("known-to", "whether children's services know them"), known("consent", "whether a parent agrees"),
    person("consent-why", "whether a parent was told, and if not why not", lines: 2),
    known("decision", "the decision", when: "LUT"),
    person("reason", "the reason and the stage: approach, minded to, decision, court", when: "LUT"),
    known("issued-on", "the day on which the letter goes out", when: "LUT"),
    known("stay-until", "the day until which they may stay", when: "LUT"),
    known("bed-today", "whether a bed is needed today", when: "LUT"),
    person("waiting", "where the family waits, in private", when: "LUT"),
  ]

  private static let confirmation = [
    known("accepted", "what they agreed to, who, when"), person("acceptor", "who agreed: name, role, number, time"),
    person("bed", "the bed, and where to report"), person("arrival", "when they should arrive"),
    known("travel", "how they travel, and how long"), person("fare", "who pays"), household,
    known("duty-there", "the duty that is owed there"), known("agrees", "whether they agree to go"),
    known("risk", "whether they are at risk there"), person("given", "what they were given for the journey"),
    person("not-arrived", "the time after which you ring each other"),
    known("responsible", "who answers for them until you confirm"), person("copy-given", "copy given to the family at"),
  ]

  private static let placement = [
    known("factors", "the factors that are listed"), known("placement", "the place that is meant"),
    known("power", "the power"), household, person("told-parent", "whether the parent was told, and when"),
    known("consent", "whether they agree to this request"), known("protection", "an enquiry or a plan"),
    known("meeting", "whether a professionals' meeting is wanted"),
    person("told-at", "whom you told, and the time: before the placement"),
    person("their-reference", "their reference"),
  ]

  private static let consent = [
    person("with", "the other agency, by name"), person("name", "name"), person("signature", "signature"),
    person("signed-on", "date"), known("ask-for-data", "where to ask for the data that is held"),
    person("this-request", "the one request that this is for", when: "KIN"),
  ]

  private static let access = [
    person("name", "name, and other names"), person("known-by", "what else tells you from others there"),
    person("reach", "how to reach you safely"), person("wanted", "what you want to see", lines: 4),
    person("dates", "dates or words to look for"), person("form", "how you want to have it"),
    person("signature", "signature and date"),
  ]

  private static let bodies = [
    person("each-child", "each child: practice, health visitor, school; yes or no for each", lines: 4),
    person("answered", "who answered, and the day"), person("child", "the child's name and date of birth", lines: 2),
    known("placed-on", "the day from which they are accommodated"),
    person("notify-by", "the last of 14 days from consent, names or placement, whichever is last"),
    person("told", "whom you told, and when", lines: 2),
  ]
}
