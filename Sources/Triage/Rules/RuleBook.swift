/// Every rule, in the order in which they speak: danger first, paperwork last.
enum RuleBook<Log: FactLog> {
  /// Raised whenever a rule's meaning changes, so that receipts tell one book from another.
  static var revision: String { "2" }

  static var rules: [Rule<Log>] {
    DangerRules<Log>.rules + RoofRules<Log>.rules + YoungPersonRules<Log>.rules + InterimAccommodationRules<Log>.rules
      + ChildrensServicesRules<Log>.rules + LateDayRules<Log>.rules + AnotherAuthorityRules<Log>.rules
      + SafetyRules<Log>.rules
      + ReferralRules<Log>.rules + PlacementRules<Log>.rules + EvictionRules<Log>.rules + DecisionRules<Log>.rules
      + OfferRules<Log>.rules
      + CareLeaverRules<Log>.rules
      + ConsentRules<Log>.rules + ProtocolErrorRules<Log>.rules
  }
}
