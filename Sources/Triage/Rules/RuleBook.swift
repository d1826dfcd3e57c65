/// Every rule, in the order in which they speak: danger first, paperwork last.
enum RuleBook {
  /// Raised whenever a rule's meaning changes, so that receipts tell one book from another.
  static let revision = "2"

  static let rules: [Rule] =
    DangerRules.rules + RoofRules.rules + YoungPersonRules.rules + InterimAccommodationRules.rules
    + ChildrensServicesRules.rules + LateDayRules.rules + AnotherAuthorityRules.rules + SafetyRules.rules
    + ReferralRules.rules + PlacementRules.rules + EvictionRules.rules + DecisionRules.rules + OfferRules.rules
    + CareLeaverRules.rules
    + ConsentRules.rules + ProtocolErrorRules.rules
}
