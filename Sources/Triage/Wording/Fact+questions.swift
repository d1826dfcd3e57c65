extension FactSet.Order {
  /// The order in which facts are asked for, most telling first.
  static let asking = FactSet.Order([
    .immediateDanger, .nowhereTonight, .applicantAge, .children, .pregnant, .violenceRisk, .dutyElsewhere, .dutyHeld,
    .decision, .eligibility, .agreesToReturn, .receptionConfirmed, .transport, .travelMinutes, .riskFactors,
    .vulnerable,
    .careLeaverOf, .accommodationEndsOn, .significantHarm, .childProtection, .connectionHere, .connections, .needs,
    .inBoroughUnit, .formerRelevant, .decisionOn, .alternativeFound, .referredAt, .consent, .placedBy, .placedIn,
    .placedOn,
    .unit, .bedAndBreakfastNights, .homelessFrom, .childrensServices, .offer, .offerOn, .seenAt, .presentedAt, .council,
  ])
}

extension Fact {
  /// The question, in plain words.
  package var question: String {
    switch self {
    case .council: "Where does the household present?"
    case .presentedAt: "When did they arrive?"
    case .seenAt: "When did the interview begin?"
    case .children: "How old are the children in the household? (none, if there are none)"
    case .pregnant: "Is anyone in the household pregnant?"
    case .applicantAge: "How old is the applicant?"
    case .vulnerable: "Is an adult vulnerable for another reason: illness, disability, age, prison, forces?"
    case .homelessFrom: "From which day are they, or will they be, homeless?"
    case .nowhereTonight: "Do they have nowhere safe to sleep tonight?"
    case .immediateDanger: "Is anyone in danger right now?"
    case .significantHarm: "Is a child, also an unborn one, suffering or likely to suffer significant harm?"
    case .childProtection: "Is a child under a section 47 enquiry or a child-protection plan?"
    case .riskFactors: "Which of the listed risk factors are there?"
    case .violenceRisk: "Where would anyone in the household be at risk of domestic abuse or other violence?"
    case .eligibility: "Are they eligible for homelessness help, or may they be?"
    case .dutyHeld: "What does this council already owe them?"
    case .decision: "Has an adverse decision been made?"
    case .decisionOn: "On which day was that decision notified?"
    case .alternativeFound: "Has the family found somewhere to go after the decision?"
    case .accommodationEndsOn: "On which day does their accommodation end?"
    case .dutyElsewhere: "Does another council owe them a duty, or keep a place open for them?"
    case .receptionConfirmed: "Has a named officer there confirmed a bed and that they are expected?"
    case .travelMinutes: "How many minutes is the journey there, door to door?"
    case .transport: "How can they travel?"
    case .agreesToReturn: "Does the family agree to go back there?"
    case .connections: "With which councils does anyone have a local connection, and why?"
    case .connectionHere: "Does anyone have a local connection with this council?"
    case .childrensServices: "Are children's services already involved?"
    case .referredAt: "When was the referral sent to children's services?"
    case .placedBy: "Did another council place them here in the last five years?"
    case .consent: "Do they agree to sharing with children's services?"
    case .needs: "Which needs cannot be met or moved elsewhere without serious harm?"
    case .inBoroughUnit: "Is a suitable unit in the area free tonight?"
    case .unit: "What is on offer: self-contained, or bed and breakfast?"
    case .bedAndBreakfastNights: "How many nights in bed and breakfast have they had on this application?"
    case .placedIn: "In which other council's area is the unit?"
    case .placedOn: "On which day was the unit made available?"
    case .careLeaverOf: "Was the applicant in care, and which council looked after them?"
    case .formerRelevant: "Does that council still owe them leaving-care duties?"
    case .offer: "Which accommodation has been offered and is doubted?"
    case .offerOn: "On which day was the offer notified?"
    }
  }

  /// The rules for which the fact is asked, whatever else waits for it.
  var askedBy: RuleList {
    switch self {
    case .immediateDanger: RuleList(.i8)
    case .nowhereTonight: RuleList(.i1)
    case .applicantAge: RuleList(.i9)
    case .children, .pregnant, .vulnerable: RuleList(.s189need)
    case .violenceRisk: RuleList(.i2)
    case .dutyElsewhere, .agreesToReturn, .receptionConfirmed: RuleList(.i5)
    case .transport, .travelMinutes: RuleList(.i5, .ownTravel)
    case .dutyHeld, .decision, .eligibility: RuleList(.s188)
    case .accommodationEndsOn: RuleList(.s190)
    case .connectionHere, .connections: RuleList(.s199)
    case .significantHarm: RuleList(.ca89s47)
    case .careLeaverOf: RuleList(.s189need)
    default: RuleList()
    }
  }
}
