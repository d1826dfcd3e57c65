package import Directory
package import WorkingTime

/// A council that is not held, has ended, and stands in a case as whoever has taken it over (I-26).
package struct TakenOverCouncil: Sendable, Hashable {
  /// The id under which it was named.
  package let id: String
  /// Who stands in its place.
  package let heir: Authority
}

/// What is known of one case. Whatever is nil is not known, and never means no.
package struct Facts: Sendable, Hashable {
  /// Where the household presents.
  package var council: CouncilRef
  /// When they arrived.
  package var presentedAt: Moment
  /// When the interview began.
  package var seenAt: Moment?
  /// When they were last before an officer: at the interview, or where there was none at presentation.
  package var lastSeenAt: Moment { max(presentedAt, seenAt ?? presentedAt) }
  /// When somebody reads what is proposed, where they are read by the clock; no fact, for nobody tells it. The law and its
  /// time limits go by when they came; where they sleep tonight and who answers go by this.
  package var readAt: Moment?
  /// The moment for which tonight and the numbers are told: when they were last seen, or read where that is later.
  package var now: Moment { max(lastSeenAt, readAt ?? lastSeenAt) }
  /// Ages of the dependent children.
  package var children: [UInt8]?
  /// Anyone pregnant.
  package var pregnant: Bool?
  /// Years.
  package var applicantAge: Int?
  /// Priority need for another reason.
  package var vulnerable: Bool?
  /// When they will be or became homeless.
  package var homelessFrom: Day?
  /// Nowhere safe to sleep tonight.
  package var nowhereTonight: Bool?
  /// Someone in danger now.
  package var immediateDanger: Bool?
  /// A child is, or is likely to be, significantly harmed.
  package var significantHarm: Bool?
  /// Enquiry or plan.
  package var childProtection: ChildProtection?
  /// Listed factors.
  package var riskFactors: WordSet<RiskFactor>?
  /// Where anyone would be at risk.
  package var violenceRisk: [Authority]?
  /// Eligibility for Part 7.
  package var eligibility: Eligibility?
  /// What this council owes.
  package var dutyHeld: DutyHeld?
  /// Adverse decision.
  package var decision: Decision?
  /// When it was notified.
  package var decisionOn: LimitStart?
  /// Somewhere to go after it.
  package var alternativeFound: Bool?
  /// End date of their accommodation.
  package var accommodationEndsOn: Day?
  /// Who else holds a duty.
  package var dutyElsewhere: AuthorityOrNone?
  /// Bed and arrival confirmed there.
  package var receptionConfirmed: Bool?
  /// Minutes, door to door.
  package var travelMinutes: Int?
  /// Means of travel.
  package var transport: Transport?
  /// The family agrees to go back.
  package var agreesToReturn: Bool?
  /// Local connections.
  package var connections: [Connection]?
  /// A connection with this council.
  package var connectionHere: Bool?
  /// Children's services' involvement.
  package var childrensServices: ChildrensServicesInvolvement?
  /// When they were sent the referral.
  package var referredAt: Moment?
  /// Who placed them here.
  package var placedBy: AuthorityOrNone?
  /// Consent to sharing.
  package var consent: Bool?
  /// Needs that cannot move.
  package var needs: WordSet<Need>?
  /// A unit in the area is free.
  package var inBoroughUnit: Bool?
  /// What is on offer.
  package var unit: Unit?
  /// Nights already spent.
  package var bedAndBreakfastNights: Int?
  /// Where the unit is.
  package var placedIn: AuthorityOrNone?
  /// When it was made available.
  package var placedOn: Day?
  /// Who looked after the applicant.
  package var careLeaverOf: AuthorityOrNone?
  /// Leaving-care duties still owed.
  package var formerRelevant: Bool?
  /// What was offered.
  package var offer: Offer?
  /// When the offer was notified.
  package var offerOn: Day?
  /// Something has changed since the decision, or the end of the duty.
  package var changedSince: Bool?
  /// Violence or abuse cannot reach them where they could sleep.
  package var safeToStay: Bool?
  /// A review that is not decided.
  package var review: Review?
  /// The district of a county in which they are.
  package var foundIn: AuthorityOrNone?
  /// When the letter was issued.
  package var issuedOn: LimitStart?

  /// Ids of authorities that the directory does not hold, in the order in which the facts name them.
  package var unheldNames: [String] = []
  /// Councils that are not held, were named, and had ended by the day on which they presented; no fact.
  package var takenOver: [TakenOverCouncil] = []
  /// Whether a place of risk is no council that anyone knows: it may be any, so nothing is known to be safe.
  package var hasDoubtfulRisk = false
  /// Moments whose hour comes twice; the earlier was taken.
  package var repeatedHours: FactSet = []

  /// A case of which only the council and the moment are known.
  package init(council: CouncilRef, presentedAt: Moment) {
    self.council = council
    self.presentedAt = presentedAt
  }
}
