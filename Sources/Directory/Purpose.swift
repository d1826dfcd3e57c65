/// What a contact is for; the closed list of the contract.
package enum Purpose: String, Sendable, Hashable, CaseIterable {
  /// The council's main number.
  case switchboard
  /// The homelessness or housing team by day.
  case housing
  /// The homelessness line while the office is shut.
  case outOfHours = "out-of-hours"
  /// Where a public body sends a duty-to-refer referral (HA96-s213B).
  case dutyToRefer = "duty-to-refer"
  /// Where a person asks for the data held on them (UKGDPR-12-3).
  case subjectAccess = "subject-access"
  /// Children's services' front door by day: MASH, SPA, Hub.
  case safeguarding
  /// Children's services while the office is shut.
  case childrensOutOfHours = "childrens-out-of-hours"
  /// A door that a family can walk through.
  case walkIn = "walk-in"
  /// Who finds and manages temporary accommodation.
  case temporaryAccommodation = "temporary-accommodation"
  /// Housing register, panel and supported housing.
  case housingOptions = "housing-options"
  /// Who makes offers and places.
  case allocations
  /// Resettlement and support.
  case resettlement
  /// The council as landlord.
  case landlord
  /// Children's services' assessment team.
  case assessment
  /// The leaving-care or 18-plus service.
  case careLeavers = "care-leavers"
  /// Early help and family support.
  case earlyHelp = "early-help"
  /// A web page.
  case website
  /// Adult social care by day (Care Act 2014).
  case adultSocialCare = "adult-social-care"
  /// Adult social care while the office is shut.
  case adultSocialCareOutOfHours = "adult-social-care-out-of-hours"
  /// Outreach, night shelters and severe-weather beds.
  case roughSleeping = "rough-sleeping"
  /// Police, fire and ambulance together.
  case emergency
  /// The police.
  case police
  /// Health care and help in a mental-health crisis.
  case health
  /// Help for victims of domestic abuse.
  case domesticAbuse = "domestic-abuse"
  /// Helplines for children, and for people who worry about one; not a council's children's services.
  case children

  /// Whether children's services answer for it, so that a district's is its county's or agency's.
  package var isChildrensServices: Bool {
    switch self {
    case .safeguarding, .childrensOutOfHours, .assessment, .careLeavers, .earlyHelp: true
    default: false
    }
  }

  /// Whether adult social care answers for it, so that a district's is its county's.
  package var isAdultSocialCare: Bool { self == .adultSocialCare || self == .adultSocialCareOutOfHours }

  /// Whether it is help that a council may have of its own, its county for all its districts, and somebody for the whole
  /// country: whoever is nearest is asked first, and those with the authority `national` last.
  package var isHeldAtEveryLevel: Bool {
    switch self {
    case .roughSleeping, .emergency, .police, .health, .domesticAbuse, .children: true
    default: false
    }
  }

  /// Whether it is a line meant for the hours in which the office is shut.
  package var isOutOfHours: Bool {
    self == .outOfHours || self == .childrensOutOfHours || self == .adultSocialCareOutOfHours
  }

  /// Who answers while the office is open what this line answers while it is shut; nil for what is no such line.
  package var byDay: Purpose? {
    switch self {
    case .outOfHours: .housing
    case .childrensOutOfHours: .safeguarding
    case .adultSocialCareOutOfHours: .adultSocialCare
    default: nil
    }
  }

  /// The purpose as typed: its name, one of the short forms (`ooh`, `sar`, `dtr`), its name with spaces, or its `words`; any
  /// case.
  package init?(typed text: String) {
    let plain = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: "-")
    switch plain {
    case "ooh": self = .outOfHours
    case "sar": self = .subjectAccess
    case "dtr": self = .dutyToRefer
    case "children's-out-of-hours": self = .childrensOutOfHours
    default:
      guard let purpose = Self(rawValue: plain) ?? Self.inWords[plain] else { return nil }
      self = purpose
    }
  }

  /// Each by its words, with a hyphen for each space.
  private static let inWords = Dictionary(
    allCases.map { ($0.words.replacing(" ", with: "-"), $0) }, uniquingKeysWith: { first, _ in first })

  /// The purpose in words, for people.
  package var words: String {
    switch self {
    case .switchboard: "main switchboard"
    case .outOfHours: "homelessness out-of-hours"
    case .childrensOutOfHours: "children's services out-of-hours"
    case .walkIn: "walk-in office"
    case .safeguarding: "children's services front-door"
    case .adultSocialCareOutOfHours: "adult social care out-of-hours"
    case .children: "children's helpline"
    default: rawValue.replacing("-", with: " ")
    }
  }

  /// The place in the list of purposes; a switch, since every look-up asks for it.
  var ordinal: Int {
    switch self {
    case .switchboard: 0
    case .housing: 1
    case .outOfHours: 2
    case .dutyToRefer: 3
    case .subjectAccess: 4
    case .safeguarding: 5
    case .childrensOutOfHours: 6
    case .walkIn: 7
    case .temporaryAccommodation: 8
    case .housingOptions: 9
    case .allocations: 10
    case .resettlement: 11
    case .landlord: 12
    case .assessment: 13
    case .careLeavers: 14
    case .earlyHelp: 15
    case .website: 16
    case .adultSocialCare: 17
    case .adultSocialCareOutOfHours: 18
    case .roughSleeping: 19
    case .emergency: 20
    case .police: 21
    case .health: 22
    case .domesticAbuse: 23
    case .children: 24
    }
  }
}
