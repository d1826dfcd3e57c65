/// Every rule, in the order in which they speak: danger first, paperwork last, and each partnership's own after the law.
enum RuleBook {
  /// Raised whenever a rule's meaning changes, so that receipts tell one book from another.
  static let revision = "10"

  static let rules: [Rule] =
    DangerRules.rules + RoofRules.rules + YoungPersonRules.rules + InterimAccommodationRules.rules
    + ChildrensServicesRules.rules + AnotherAuthorityRules.rules + SafetyRules.rules + ReferralRules.rules
    + PlacementRules.rules + ApplicationRules.rules + EndRules.rules + ReviewRules.rules + CareLeaverRules.rules
    + LutonRules.rules + KingstonRules.rules + EssexRules.rules + KentRules.rules
}
