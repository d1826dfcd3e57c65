package import Directory

/// An authority as a fact names it: held in the directory, or only known by its id.
package enum Authority: Sendable, Hashable {
  /// One that the directory holds.
  case held(CouncilRef)
  /// One that it does not: the place in `Facts.unheldNames`.
  case unheld(UInt8)

  /// The ref, where the directory holds it.
  package var ref: CouncilRef? {
    guard case .held(let ref) = self else { return nil }
    return ref
  }
}

/// An authority, or the answer that there is none.
package enum AuthorityOrNone: Sendable, Hashable {
  /// There is none.
  case none
  /// This one.
  case some(Authority)

  /// The authority, if there is one.
  package var authority: Authority? {
    guard case .some(let authority) = self else { return nil }
    return authority
  }
}

/// Children's services' formal concern for a child.
package enum ChildProtection: String, Sendable, Hashable, CaseIterable {
  case none, enquiry, plan
}

/// A risk factor of the protocols' lists (KIN-05, KIN-30).
package enum RiskFactor: String, ListedWord {
  case domesticAbuse = "domestic-abuse"
  case substanceMisuse = "substance-misuse"
  case parentalMentalHealth = "parental-mental-health"
  case childSafety = "child-safety"
  case homelessness
  case exploitation
  case sexOffender = "sex-offender"
  case evictionDebt = "eviction-debt"
  case homeNeglect = "home-neglect"
  case youngPerson = "young-person"

  /// Its place in the list.
  package var place: UInt8 {
    switch self {
    case .domesticAbuse: 0
    case .substanceMisuse: 1
    case .parentalMentalHealth: 2
    case .childSafety: 3
    case .homelessness: 4
    case .exploitation: 5
    case .sexOffender: 6
    case .evictionDebt: 7
    case .homeNeglect: 8
    case .youngPerson: 9
    }
  }
}

/// Eligibility for help under Part 7.
package enum Eligibility: String, Sendable, Hashable, CaseIterable {
  case eligible
  case mayBeEligible = "may-be-eligible"
  case notEligible = "not-eligible"
}

/// What the presenting council already owes.
package enum DutyHeld: String, Sendable, Hashable, CaseIterable {
  case none, interim, prevention, relief
  case reliefReferred = "relief-referred"
  case main
  case mainReferred = "main-referred"
  case ended

  /// Whether it keeps the household accommodated: interim, relief or main, referred or not.
  var keepsAccommodated: Bool {
    switch self {
    case .interim, .relief, .reliefReferred, .main, .mainReferred: true
    case .none, .prevention, .ended: false
    }
  }

  /// Whether it has been notified to another authority and that has not answered yet.
  package var isReferred: Bool { self == .reliefReferred || self == .mainReferred }
}

/// An adverse decision or discharge (HA96-s184).
package enum Decision: String, Sendable, Hashable, CaseIterable {
  case none
  case mindedToRefuse = "minded-to-refuse"
  case intentionallyHomeless = "intentionally-homeless"
  case notEligible = "not-eligible"
  case notHomeless = "not-homeless"
  case notPriority = "not-priority"
  case offerRefused = "offer-refused"
  case licenceBreach = "licence-breach"
  case cannotLiveIndependently = "cannot-live-independently"
  case lacksCapacity = "lacks-capacity"

  /// Whether a decision has been made, and not only foreshadowed.
  var isMade: Bool { self != .none && self != .mindedToRefuse }

  /// Whether it closes Part 7 by itself where nothing has changed since.
  var closesPart7: Bool {
    switch self {
    case .notEligible, .notPriority, .offerRefused, .licenceBreach: true
    default: false
    }
  }
}

/// How a family can travel.
package enum Transport: String, Sendable, Hashable, CaseIterable {
  case own, `public`, provided, none
}

/// What a local connection rests on (HA96-s199).
package enum ConnectionGround: String, Sendable, Hashable, CaseIterable {
  case residence, employment, family, special
  case armedForces = "armed-forces"
  case asylumSupport = "asylum-support"
  case careLeaver = "care-leaver"
}

/// A local connection of someone in the household.
package struct Connection: Sendable, Hashable {
  /// With which authority.
  package let authority: Authority
  /// On what ground.
  package let ground: ConnectionGround

  /// A connection with an authority on a ground.
  package init(authority: Authority, ground: ConnectionGround) {
    self.authority = authority
    self.ground = ground
  }
}

/// How far children's services are involved.
package enum ChildrensServicesInvolvement: String, Sendable, Hashable, CaseIterable {
  case notKnown = "not-known"
  case known
  case allocated
}

/// A need that cannot be met or moved elsewhere without serious detriment (KIN-33).
package enum Need: String, ListedWord {
  case hospitalTreatment = "hospital-treatment"
  case childProtectionPlan = "child-protection-plan"
  case ehcp
  case essentialCare = "essential-care"
  case exceptional

  /// Its place in the list.
  package var place: UInt8 {
    switch self {
    case .hospitalTreatment: 0
    case .childProtectionPlan: 1
    case .ehcp: 2
    case .essentialCare: 3
    case .exceptional: 4
    }
  }
}

/// What sort of accommodation is on offer.
package enum Unit: String, Sendable, Hashable, CaseIterable {
  case selfContained = "self-contained"
  case bedAndBreakfast = "bed-and-breakfast"
}

/// Accommodation offered and doubted.
package enum Offer: String, Sendable, Hashable, CaseIterable {
  case none, interim, temporary, permanent
}

/// A review that was asked for and is not decided (HA96-s202).
package enum Review: String, Sendable, Hashable, CaseIterable {
  case none, decision
  case finalOffer = "final-offer"
  case referral
}
