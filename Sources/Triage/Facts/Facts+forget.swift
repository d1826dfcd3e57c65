extension Facts {
  /// Makes a fact unknown again. The council and the moment cannot be forgotten: a case is nothing without them.
  mutating func forget(_ fact: Fact) {
    repeatedHours.remove(FactSet(fact))
    switch fact {
    case .council, .presentedAt: break
    case .seenAt: seenAt = nil
    case .children: children = nil
    case .pregnant: pregnant = nil
    case .applicantAge: applicantAge = nil
    case .vulnerable: vulnerable = nil
    case .homelessFrom: homelessFrom = nil
    case .nowhereTonight: nowhereTonight = nil
    case .immediateDanger: immediateDanger = nil
    case .significantHarm: significantHarm = nil
    case .childProtection: childProtection = nil
    case .riskFactors: riskFactors = nil
    case .violenceRisk:
      violenceRisk = nil
      hasDoubtfulRisk = false
    case .eligibility: eligibility = nil
    case .dutyHeld: dutyHeld = nil
    case .decision: decision = nil
    case .decisionOn: decisionOn = nil
    case .alternativeFound: alternativeFound = nil
    case .accommodationEndsOn: accommodationEndsOn = nil
    case .dutyElsewhere: dutyElsewhere = nil
    case .receptionConfirmed: receptionConfirmed = nil
    case .travelMinutes: travelMinutes = nil
    case .transport: transport = nil
    case .agreesToReturn: agreesToReturn = nil
    case .connections: connections = nil
    case .connectionHere: connectionHere = nil
    case .childrensServices: childrensServices = nil
    case .referredAt: referredAt = nil
    case .placedBy: placedBy = nil
    case .consent: consent = nil
    case .needs: needs = nil
    case .inBoroughUnit: inBoroughUnit = nil
    case .unit: unit = nil
    case .bedAndBreakfastNights: bedAndBreakfastNights = nil
    case .placedIn: placedIn = nil
    case .placedOn: placedOn = nil
    case .careLeaverOf: careLeaverOf = nil
    case .formerRelevant: formerRelevant = nil
    case .offer: offer = nil
    case .offerOn: offerOn = nil
    }
  }
}
