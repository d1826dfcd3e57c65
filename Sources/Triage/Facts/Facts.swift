public import Directory
public import WorkingTime

/// What is known of one case. Whatever is nil is not known, and never means no.
public struct Facts: Sendable, Hashable {
  /// Where the household presents.
  public var council: CouncilRef
  /// When they arrived.
  public var presentedAt: Moment
  /// When the interview began.
  public var seenAt: Moment?
  /// Ages of the dependent children.
  public var children: [UInt8]?
  /// Anyone pregnant.
  public var pregnant: Bool?
  /// Years.
  public var applicantAge: Int?
  /// Priority need for another reason.
  public var vulnerable: Bool?
  /// When they will be or became homeless.
  public var homelessFrom: Day?
  /// Nowhere safe to sleep tonight.
  public var nowhereTonight: Bool?
  /// Someone in danger now.
  public var immediateDanger: Bool?
  /// A child is, or is likely to be, significantly harmed.
  public var significantHarm: Bool?
  /// Enquiry or plan.
  public var childProtection: ChildProtection?
  /// Listed factors.
  public var riskFactors: WordSet<RiskFactor>?
  /// Where anyone would be at risk.
  public var violenceRisk: [Authority]?
  /// Eligibility for Part 7.
  public var eligibility: Eligibility?
  /// What this council owes.
  public var dutyHeld: DutyHeld?
  /// Adverse decision.
  public var decision: Decision?
  /// When it was notified.
  public var decisionOn: LimitStart?
  /// Somewhere to go after it.
  public var alternativeFound: Bool?
  /// End date of their accommodation.
  public var accommodationEndsOn: Day?
  /// Who else holds a duty.
  public var dutyElsewhere: AuthorityOrNone?
  /// Bed and arrival confirmed there.
  public var receptionConfirmed: Bool?
  /// Minutes, door to door.
  public var travelMinutes: Int?
  /// Means of travel.
  public var transport: Transport?
  /// The family agrees to go back.
  public var agreesToReturn: Bool?
  /// Local connections.
  public var connections: [Connection]?
  /// A connection with this council.
  public var connectionHere: Bool?
  /// Children's services' involvement.
  public var childrensServices: ChildrensServicesInvolvement?
  /// When they were sent the referral.
  public var referredAt: Moment?
  /// Who placed them here.
  public var placedBy: AuthorityOrNone?
  /// Consent to sharing.
  public var consent: Bool?
  /// Needs that cannot move.
  public var needs: WordSet<Need>?
  /// A unit in the area is free.
  public var inBoroughUnit: Bool?
  /// What is on offer.
  public var unit: Unit?
  /// Nights already spent.
  public var bedAndBreakfastNights: Int?
  /// Where the unit is.
  public var placedIn: AuthorityOrNone?
  /// When it was made available.
  public var placedOn: Day?
  /// Who looked after the applicant.
  public var careLeaverOf: AuthorityOrNone?
  /// Leaving-care duties still owed.
  public var formerRelevant: Bool?
  /// What was offered.
  public var offer: Offer?
  /// When the offer was notified.
  public var offerOn: Day?

  /// Ids of authorities that the directory does not hold, in the order in which the facts name them.
  public var unheldNames: [String] = []
  /// Whether a place of risk is no council that anyone knows: it may be any, so nothing is known to be safe.
  public var hasDoubtfulRisk = false
  /// Moments whose hour comes twice; the earlier was taken.
  public var repeatedHours: FactSet = []

  /// A case of which only the council and the moment are known.
  public init(council: CouncilRef, presentedAt: Moment) {
    self.council = council
    self.presentedAt = presentedAt
  }
}
