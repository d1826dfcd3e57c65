// Closed lists for what is counted, with MHCLG's labels where it has any and no code of its own invented. `other` and
// `not-known` stand last in each.

/// A word of a list that is counted, with its label.
package protocol CountedWord: RawRepresentable<String>, CaseIterable, Sendable {
  /// What it says on a report.
  var label: String { get }
}

extension CountedWord {
  /// The word as it stands in a table.
  package var label: String { rawValue.asLabel }
}

extension String {
  /// A word of a list as people read it: with spaces for hyphens, its first letter a capital.
  var asLabel: String {
    let plain = replacing("-", with: " ")
    return plain.prefix(1).uppercased() + plain.dropFirst()
  }
}

/// Who sent a household here: the heads of MHCLG's table A7, with two of ours.
package enum ReferringBody: String, CountedWord, Hashable, Codable {
  case childrensServices = "childrens-services"
  case earlyHelp = "early-help"
  case adultSocialCare = "adult-social-care"
  case hospital
  case prisonOrProbation = "prison-or-probation"
  case jobcentre
  case anotherAuthority = "another-authority"
  case police
  case myself = "self"
  case other
  case notKnown = "not-known"
}

/// The teams of Luton's protocol, §10.5 and §5.
package enum ReferringTeam: String, CountedWord, Hashable, Codable {
  case mash, assessment
  case housingManagement = "housing-management"
  case housingSolutions = "housing-solutions"
  case familySafeguarding = "family-safeguarding"
  case childrenWithDisabilities = "children-with-disabilities"
  case earlyHelp = "early-help"
  case eighteenPlus = "eighteen-plus"
  case temporaryAccommodation = "ta-allocations"
  case roughSleeping = "rough-sleeping"
  case emergencyDutyTeam = "emergency-duty-team"
  case other
  case notKnown = "not-known"

  /// The teams' own names.
  package var label: String {
    switch self {
    case .mash: "MASH"
    case .eighteenPlus: "18+ Team"
    case .temporaryAccommodation: "Temporary accommodation allocations"
    default: rawValue.asLabel
    }
  }
}

/// A referral that came in.
package struct InboundReferral: Sendable, Hashable, Codable {
  /// Who sent it.
  package var body: ReferringBody
  /// Which team there.
  package var team: ReferringTeam
  /// Whether they asked for accommodation while they assess.
  package var asksForAccommodation: Bool

  /// A referral from a body and a team.
  package init(body: ReferringBody, team: ReferringTeam, asksForAccommodation: Bool) {
    self.body = body
    self.team = team
    self.asksForAccommodation = asksForAccommodation
  }
}

/// What a referral came to at first. No protocol has such a list: ours.
package enum FirstOutcome: String, CountedWord, Hashable, Codable {
  case acceptedAssessing = "accepted-assessing"
  case acceptedAllocated = "accepted-allocated"
  case accommodatedS17 = "accommodated-s17"
  case accommodatedS20 = "accommodated-s20"
  case earlyHelp = "early-help"
  case adviceOnly = "advice-only"
  case notAccepted = "not-accepted"
  case passedOn = "passed-to-other-authority"
  case noAnswer = "no-answer-yet"
  case notKnown = "not-known"
}

/// What it came to in the end: the heads of MHCLG's tables P1, R1, MD1 and MD2, and of children's services' end.
package enum FinalOutcome: String, CountedWord, Hashable, Codable {
  case secured = "secured-6-months"
  case refused = "refused-suitable-offer"
  case mainDutyAccepted = "main-duty-accepted"
  case intentionallyHomeless = "intentionally-homeless"
  case noPriority = "no-priority"
  case notHomeless = "not-homeless"
  case acceptedElsewhere = "accepted-by-another-authority"
  case contactLost = "contact-lost"
  case withdrew
  case noLongerEligible = "no-longer-eligible"
  case childInNeed = "child-in-need"
  case notInNeed = "not-in-need"
  case housingOnly = "housing-only"
  case protection
  case other
  case notKnown = "not-known"

  /// Whether it says that the family refused a place.
  package var isRefusal: Bool { self == .refused }
}

/// Where they live after it: MHCLG's tables P2 and R2, as far as Kent's protocol counts them.
package enum Home: String, CountedWord, Hashable, Codable {
  case privateRented = "private-rented"
  case supported
  case social = "council-or-registered-provider"
  case family
  case friends
  case ownerOccupier = "owner-occupier"
  case other
  case notKnown = "not-known"
}
