extension FactSet.Order {
  /// The order in which facts are asked for: danger, somewhere safe, who they are, violence, what makes a
  /// priority need, then duties and the rest.
  static let asking = FactSet.Order([
    .immediateDanger, .nowhereTonight, .children, .pregnant, .applicantAge, .violenceRisk, .riskFactors, .safeToStay,
    .careLeaverOf, .formerRelevant, .vulnerable, .dutyHeld, .dutyElsewhere, .agreesToReturn, .receptionConfirmed,
    .transport, .travelMinutes, .decision, .changedSince, .accommodationEndsOn, .eligibility, .decisionOn, .review,
    .foundIn, .significantHarm, .childProtection, .homelessFrom, .connectionHere, .connections, .needs,
    .inBoroughUnit, .unit, .bedAndBreakfastNights, .placedIn, .placedOn, .placedBy, .alternativeFound, .referredAt,
    .consent, .childrensServices, .offer, .offerOn, .issuedOn, .seenAt, .presentedAt, .council,
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
      "How old are the children who live with them, or would if they had a home?"
    case .pregnant: "Is anyone in the household pregnant?"
    case .applicantAge: "How old is the applicant?"
    case .vulnerable:
      "Is anyone vulnerable for another reason: illness, disability, age, care, prison, the forces, a fire or flood?"
    case .homelessFrom: "From which day are they, or will they be, homeless?"
    case .nowhereTonight: "Do they have somewhere safe to sleep tonight?"
    case .immediateDanger: "Is anyone in danger right now?"
    case .significantHarm: "Is any child, or unborn baby, being harmed or likely to be?"
    case .childProtection: "Do children's services protect a child of theirs, by an enquiry or a plan?"
    case .riskFactors: "Is there domestic abuse, or another of the listed risks?"
    case .violenceRisk: "Is there a place where somebody would hurt or threaten any of them? Which one?"
    case .eligibility: "Can the law give them housing help, or may it?"
    case .dutyHeld: "Has this council already taken them on?"
    case .decision: "Has a council turned them down, or said that it will?"
    case .decisionOn: "On which day were they told of that decision?"
    case .alternativeFound: "Have they found somewhere else to go since the decision?"
    case .accommodationEndsOn: "On which day does their accommodation end?"
    case .dutyElsewhere: "Is another council already helping them, or keeping a place for them?"
    case .receptionConfirmed: "Has a named officer there promised a bed, and do they expect them?"
    case .travelMinutes: "How many minutes is the journey there, door to door?"
    case .transport: "How can they travel?"
    case .agreesToReturn: "Does the family agree to go back there?"
    case .connections: "Which councils do they belong to, and why?"
    case .connectionHere: "Does anyone have a local connection with this council?"
    case .childrensServices: "Are children's services already involved?"
    case .referredAt: "When was the referral sent to children's services?"
    case .placedBy: "Did another council place them here in the last five years? Which one?"
    case .consent: "Do they agree that you tell children's services about them?"
    case .needs: "Do they need anything that they cannot have elsewhere without serious harm?"
    case .inBoroughUnit: "Is a suitable unit in the area free tonight?"
    case .unit: "Which place is on offer: their own, or one with a kitchen, bathroom or toilet that others share?"
    case .bedAndBreakfastNights: "How many nights in bed and breakfast have they had on this application?"
    case .placedIn: "Is the room or flat in another council's area? Which one?"
    case .placedOn: "On which day was the unit made available?"
    case .careLeaverOf: "Was the applicant ever in care? Which council looked after them?"
    case .formerRelevant: "Were they in care for 13 weeks or more, part of it at 16 or 17?"
    case .offer: "Do they doubt a home that was offered? Which one?"
    case .changedSince: "Has anything changed since that decision, or since the duty ended?"
    case .safeToStay: "Where they could sleep tonight, are they safe from the violence or abuse?"
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
