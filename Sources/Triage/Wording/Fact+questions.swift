extension FactSet.Order {
  /// The order in which facts are asked for: danger, somewhere safe, who they are, violence, then duties and the rest.
  static let asking = FactSet.Order([
    .immediateDanger, .nowhereTonight, .children, .pregnant, .applicantAge, .riskFactors, .violenceRisk, .safeToStay,
    .dutyHeld, .dutyElsewhere, .agreesToReturn, .receptionConfirmed, .transport, .travelMinutes, .decision,
    .changedSince, .eligibility, .careLeaverOf, .formerRelevant, .vulnerable, .accommodationEndsOn, .decisionOn,
    .review,
    .foundIn,
    .significantHarm, .childProtection, .homelessFrom, .connectionHere, .connections, .needs, .inBoroughUnit, .unit,
    .bedAndBreakfastNights, .placedIn, .placedOn, .placedBy, .alternativeFound, .referredAt, .consent,
    .childrensServices, .offer, .offerOn, .issuedOn, .seenAt, .presentedAt, .council,
  ])

  /// The facts that the order leaves out; `nightdesk check` refuses any.
  package static var leftOut: [Fact] { Fact.allCases.filter { !asking.contains($0) } }
}

extension Fact {
  /// The question, in plain words.
  package var question: String {
    switch self {
    case .council: "Where does the household present?"
    case .presentedAt: "When did they arrive?"
    case .seenAt: "When did the interview begin?"
    case .children:
      "How old are the children who live with them, or would if they had a home? (none, if there are none)"
    case .pregnant: "Is anyone in the household pregnant?"
    case .applicantAge: "How old is the applicant?"
    case .vulnerable:
      "Is anyone vulnerable for another reason: illness, disability, age, care, prison, the forces, a fire or flood?"
    case .homelessFrom: "From which day are they, or will they be, homeless?"
    case .nowhereTonight: "Do they have somewhere safe to sleep tonight?"
    case .immediateDanger: "Is anyone in danger right now?"
    case .significantHarm: "Is a child, born or unborn, suffering significant harm, or likely to?"
    case .childProtection: "Is a child under a section 47 enquiry or a child-protection plan?"
    case .riskFactors: "Which of these risks are there: domestic abuse, or another on the list?"
    case .violenceRisk: "Where would anyone in the household be at risk of abuse or violence?"
    case .eligibility: "Are they eligible for homelessness help, or may they be?"
    case .dutyHeld: "What does this council already owe them?"
    case .decision: "Has an adverse decision been made?"
    case .decisionOn: "On which day were they told of that decision?"
    case .alternativeFound: "Has the family found somewhere to go after the decision?"
    case .accommodationEndsOn: "On which day does their accommodation end?"
    case .dutyElsewhere: "Does another council owe them a duty, or keep a place open for them?"
    case .receptionConfirmed: "Has a named officer there confirmed a bed, and that they are expected?"
    case .travelMinutes: "How many minutes is the journey there, door to door?"
    case .transport: "How can they travel?"
    case .agreesToReturn: "Does the family agree to go back there?"
    case .connections: "With which councils does anyone have a local connection, and why?"
    case .connectionHere: "Does anyone have a local connection with this council?"
    case .childrensServices: "Are children's services already involved?"
    case .referredAt: "When was the referral sent to children's services?"
    case .placedBy: "Did another council place them here in the last five years?"
    case .consent: "Do they agree to sharing with children's services?"
    case .needs: "Which needs cannot be met elsewhere without serious harm?"
    case .inBoroughUnit: "Is a suitable unit in the area free tonight?"
    case .unit:
      "What is on offer: self-contained, or bed and breakfast (a kitchen, bathroom or toilet shared with others)?"
    case .bedAndBreakfastNights: "How many nights in bed and breakfast have they had on this application?"
    case .placedIn: "In which other council's area is the unit?"
    case .placedOn: "On which day was the unit made available?"
    case .careLeaverOf: "Was the applicant in care, and which council looked after them?"
    case .formerRelevant: "Were they looked after for 13 weeks, some of it at 16 or 17 (a former relevant child)?"
    case .offer: "Which accommodation do they doubt that was offered?"
    case .changedSince: "Has anything changed since that decision, or since the duty ended?"
    case .safeToStay: "Are they safe there from the violence or abuse?"
    case .review: "Have they asked for a review that is not decided yet?"
    case .foundIn: "In which district are they now?"
    case .issuedOn: "On which day was the letter issued?"
    case .offerOn: "On which day were they told of the offer?"
    }
  }

  /// The rules for which the fact is asked, whatever else waits for it.
  var askedBy: [RuleID] {
    switch self {
    case .immediateDanger: [.i8]
    case .nowhereTonight: [.i1]
    case .safeToStay: [.i28]
    case .applicantAge: [.i9]
    case .children, .pregnant, .vulnerable: [.s189need]
    case .violenceRisk, .riskFactors: [.i2]
    case .dutyElsewhere, .agreesToReturn, .receptionConfirmed: [.i5]
    case .transport, .travelMinutes: [.i5, .ownTravel]
    case .dutyHeld, .decision, .eligibility: [.s188]
    case .changedSince: [.i27]
    case .review: [.s188finalOffer]
    case .foundIn: [.s213B]
    case .accommodationEndsOn, .decisionOn: [.s190]
    case .connectionHere, .connections: [.s199]
    case .significantHarm: [.ca89s47]
    case .careLeaverOf: [.s189need]
    case .formerRelevant: [.i23]
    default: []
    }
  }
}
