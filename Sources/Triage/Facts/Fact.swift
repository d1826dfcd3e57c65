/// What can be told of a household and its situation; the names are the contract's.
package enum Fact: UInt8, Sendable, Hashable, CaseIterable {
  /// The authority where the household presents.
  case council
  /// When they arrived.
  case presentedAt
  /// When the interview began, where it differs.
  case seenAt
  /// Ages of the dependent children.
  case children
  /// Whether anyone in the household is pregnant.
  case pregnant
  /// The applicant's age in years.
  case applicantAge
  /// Whether an adult is in priority need for another reason (HA96-s189-1).
  case vulnerable
  /// When they will be or became homeless.
  case homelessFrom
  /// Whether they have nowhere safe to sleep tonight.
  case nowhereTonight
  /// Whether someone is in danger now.
  case immediateDanger
  /// Whether a child is suffering or likely to suffer significant harm (CA89-s47).
  case significantHarm
  /// A section 47 enquiry or a child-protection plan.
  case childProtection
  /// The listed risk factors (KIN-05).
  case riskFactors
  /// Where anyone would be at risk of domestic abuse or other violence (HA96-s198-2).
  case violenceRisk
  /// Eligibility for Part 7 help.
  case eligibility
  /// What the presenting council already owes.
  case dutyHeld
  /// An adverse decision or discharge (HA96-s184).
  case decision
  /// When it was notified.
  case decisionOn
  /// Whether the family has somewhere to go after it.
  case alternativeFound
  /// The end date proposed or notified for their accommodation.
  case accommodationEndsOn
  /// Another authority that holds a live duty.
  case dutyElsewhere
  /// Whether a named officer there confirmed bed and arrival.
  case receptionConfirmed
  /// Minutes of travel there, door to door.
  case travelMinutes
  /// How they can travel.
  case transport
  /// Whether the family agrees to go back.
  case agreesToReturn
  /// Local connections of anyone in the household (HA96-s199).
  case connections
  /// Whether anyone has one with the presenting council.
  case connectionHere
  /// Children's services' involvement.
  case childrensServices
  /// When children's services were sent the referral (LUT-20).
  case referredAt
  /// A council that placed them here in the last five years (HA96-s198-4).
  case placedBy
  /// Consent to sharing with children's services.
  case consent
  /// Needs that cannot be met or moved elsewhere (KIN-33).
  case needs
  /// Whether a suitable unit in the area is free tonight.
  case inBoroughUnit
  /// What is on offer.
  case unit
  /// Nights already spent in bed and breakfast on this application.
  case bedAndBreakfastNights
  /// Where the unit is, when in another area (HA96-s208).
  case placedIn
  /// When it was made available.
  case placedOn
  /// The authority that looked after the applicant.
  case careLeaverOf
  /// Whether it still owes leaving-care duties (HA96-s199-8).
  case formerRelevant
  /// Accommodation offered and doubted.
  case offer
  /// When the offer was notified.
  case offerOn
  /// Whether something has changed since the adverse decision or the end of the duty (HA96-s193-9).
  case changedSince
  /// Whether violence or abuse cannot reach them where they could sleep tonight (HA96-s177-1).
  case safeToStay
  /// A review that was asked for and is not decided (HA96-s202).
  case review
  /// Where a county is asked: the district in which the household is now.
  case foundIn
  /// When the letter was issued, where that is not the day of notification.
  case issuedOn

  /// The name that facts files and commands use: `presented-at`.
  package var name: String {
    switch self {
    case .council: "council"
    case .presentedAt: "presented-at"
    case .seenAt: "seen-at"
    case .children: "children"
    case .pregnant: "pregnant"
    case .applicantAge: "applicant-age"
    case .vulnerable: "vulnerable"
    case .homelessFrom: "homeless-from"
    case .nowhereTonight: "nowhere-tonight"
    case .immediateDanger: "immediate-danger"
    case .significantHarm: "significant-harm"
    case .childProtection: "child-protection"
    case .riskFactors: "risk-factors"
    case .violenceRisk: "violence-risk"
    case .eligibility: "eligibility"
    case .dutyHeld: "duty-held"
    case .decision: "decision"
    case .decisionOn: "decision-on"
    case .alternativeFound: "alternative-found"
    case .accommodationEndsOn: "accommodation-ends-on"
    case .dutyElsewhere: "duty-elsewhere"
    case .receptionConfirmed: "reception-confirmed"
    case .travelMinutes: "travel-minutes"
    case .transport: "transport"
    case .agreesToReturn: "agrees-to-return"
    case .connections: "connections"
    case .connectionHere: "connection-here"
    case .childrensServices: "childrens-services"
    case .referredAt: "referred-at"
    case .placedBy: "placed-by"
    case .consent: "consent"
    case .needs: "needs"
    case .inBoroughUnit: "in-borough-unit"
    case .unit: "unit"
    case .bedAndBreakfastNights: "bed-and-breakfast-nights"
    case .placedIn: "placed-in"
    case .placedOn: "placed-on"
    case .careLeaverOf: "care-leaver-of"
    case .formerRelevant: "former-relevant"
    case .offer: "offer"
    case .offerOn: "offer-on"
    case .changedSince: "changed-since"
    case .safeToStay: "safe-to-stay"
    case .review: "review"
    case .foundIn: "found-in"
    case .issuedOn: "issued-on"
    }
  }

  /// The fact of a name; nil where there is none.
  package init?(name: String) {
    guard let fact = Fact.byName[name] else { return nil }
    self = fact
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// A set of facts, in one word.
package struct FactSet: OptionSet, Sendable, Hashable {
  /// One bit a fact.
  package let rawValue: UInt64

  /// The facts of some bits.
  package init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// One fact.
  package init(_ fact: Fact) {
    rawValue = 1 << UInt64(fact.rawValue)
  }

  /// Two facts.
  init(_ one: Fact, _ other: Fact) {
    rawValue = 1 << UInt64(one.rawValue) | 1 << UInt64(other.rawValue)
  }

  /// The facts in the order of the contract's table.
  package var facts: [Fact] {
    var facts: [Fact] = []
    forEachFact { facts.append($0) }
    return facts
  }

  /// Visits the facts in the order of the contract's table.
  package func forEachFact(_ visit: (Fact) -> Void) {
    var rest = rawValue
    while rest != 0 {
      if let fact = Fact(rawValue: UInt8(rest.trailingZeroBitCount)) { visit(fact) }
      rest &= rest - 1
    }
  }

  /// An order of the facts that a set can be visited in.
  package struct Order: Sendable {
    fileprivate let facts: [Fact]
    fileprivate let ranks: [UInt8]

    package init(_ facts: [Fact]) {
      self.facts = facts
      var ranks = [UInt8](repeating: UInt8(facts.count), count: Fact.allCases.count)
      for (rank, fact) in facts.enumerated() { ranks[Int(fact.rawValue)] = UInt8(rank) }
      self.ranks = ranks
    }

    /// Whether a fact stands in it.
    func contains(_ fact: Fact) -> Bool { facts.contains(fact) }
  }

  /// Visits the facts in an order; those that do not stand in it are left out.
  func forEachFact(inOrderOf order: Order, _ visit: (Fact) -> Void) {
    // By bits and not by looking for each in turn: few of many are in a set.
    var rest = rawValue
    var ranked: UInt64 = 0
    while rest != 0 {
      ranked |= 1 << UInt64(order.ranks[rest.trailingZeroBitCount])
      rest &= rest - 1
    }
    ranked &= 1 << UInt64(order.facts.count) - 1
    while ranked != 0 {
      visit(order.facts[ranked.trailingZeroBitCount])
      ranked &= ranked - 1
    }
  }
}
