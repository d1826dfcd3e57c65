import Directory

/// Care leavers: whom the law protects is never found intentionally homeless, all are connected with every district of
/// their county, and their adviser is told (I-23, HA96-s199-8, CA89-s23C).
enum CareLeaverRules {
  static let rules: [Rule] = [
    // I-23: no finding for a former relevant child under 25, nor while it is not known whether one is.
    Rule(
      .i23, writes: .bars(.intentionality), reading: .unlessNo,
      when: { s in
        let wasInCare = s.wasLookedAfter.onlyIfYes || s.isFormerRelevant.onlyIfYes
        return wasInCare && !s.under18.onlyIfYes && s.protected
      }
    ) { s, o in
      o.bar(
        .intentionality, about: nil, also: [.cwsaS9],
        note: s.protected.isYes ? .noIntentionality : .intentionalityNotAsked,
        amount: s.protectedUnderAge)
    },
    // HA96-s199-8: while leaving-care duties are owed, a county's care leaver is connected with each of its districts.
    Rule(.s199careLeaver, when: { $0.wasLookedAfter.onlyIfYes && $0.isFormerRelevant }),
    // CA89-s23C: the authority that looked after them keeps a personal adviser for them, who hears of it.
    Rule(
      .ca89s23C, writes: .acts(.tellPersonalAdviser),
      when: { s in
        let isPast = Condition.of(s.facts.applicantAge.map { $0 > 24 }, .applicantAge).onlyIfYes
        return s.wasLookedAfter.onlyIfYes && !isPast
      }
    ) { s, o in tellAdviser(s, &o) },
  ]

  static func tellAdviser(_ s: Situation, _ o: inout Outcome) {
    guard let carer = carer(s) else { return }
    o.act(
      .tellPersonalAdviser, by: s.officer, about: carer, .nextWorkingDay(s), note: .tellPersonalAdviser,
      reach: s.isHousingAuthority || carer != s.here ? .careLeavers : nil)
  }

  /// Whom nobody else owes a roof tonight, the authority that looked after them may still have to house, whatever their
  /// status (CA89-s23C).
  static func ringWhoLookedAfterThem(_ s: Situation, _ o: inout Outcome) {
    guard !s.isFormerRelevant.isNo, let carer = carer(s), carer != s.here else { return }
    o.act(
      .advise, by: s.officer, about: carer, .tonight(s), also: [.ca89s23C], note: .ringWhoLookedAfterThem,
      reach: .careLeavers)
  }

  /// A child whom another authority looks after, or looked after, is that one's to house: it is rung at once.
  static func ringWhoCaresForChild(_ s: Situation, _ o: inout Outcome) {
    guard let carer = carer(s), carer != s.here, carer != s.theirChildrensServices else { return }
    o.act(
      .call, by: s.officer, about: carer, .atOnce(s), also: [.ca89s23C], note: .ringWhoCaresForChild,
      reach: s.childrensLine)
  }

  /// Who looked after them, where it may be told of them.
  private static func carer(_ s: Situation) -> Authority? {
    guard let named = s.facts.careLeaverOf?.authority else { return nil }
    let carer = s.heir(of: named)
    let mayBeTold = s.risk(at: carer).isNo || (SafetyRules.isOwn(carer, s) && !s.risk(at: carer).isYes)
    return mayBeTold ? carer : nil
  }
}
