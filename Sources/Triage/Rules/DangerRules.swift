import Directory

/// Danger now, and a child's significant harm: before every other rule (I-8, CA89-s47).
enum DangerRules {
  static let rules: [Rule] = [
    // I-8: immediate danger means 999, then children's services.
    Rule(.i8, writes: .acts(.call999, .referChildrensServices, .call), when: { $0.danger }) { s, o in
      o.act(.call999, by: .anyone, about: s.here, .atOnce(s), note: .ring999)
      if s.mayBeAChild { refer(s, &o, note: .childrensServicesAfter999) }
    },
    // CA89-s47: a child, born or not, who suffers or is likely to suffer significant harm is referred, consent or none.
    Rule(.ca89s47, writes: .acts(.referChildrensServices, .call), when: { $0.harm }) { s, o in
      refer(s, &o, note: .referHarm)
    },
    // I-10: refused consent never stops that referral, and is not a reason to refuse help.
    Rule(
      .i10, writes: [.act(.shareWithoutConsent), .bar(.refuseForConsent)],
      when: { (!Condition.of($0.facts.consent, .consent)).onlyIfYes }
    ) { s, o in
      o.bar(.refuseForConsent, about: nil, note: .consentIsNoCondition)
      if s.harm.isYes { shareWithoutConsent(s, &o) }
    },
  ]

  static func shareWithoutConsent(_ s: Situation, _ o: inout Outcome) {
    o.act(
      .shareWithoutConsent, by: .safeguardingLead, about: s.theirChildrensServices, .atOnce(s),
      note: .shareWithoutConsent, reach: s.childrensLine)
  }

  /// Refers to children's services at once and rings them, on the line that answers at this hour. A county is not told to
  /// ring itself.
  static func refer(_ s: Situation, _ o: inout Outcome, note: ActionNote, also: RuleList = []) {
    let isTheirs = s.isHousingAuthority
    o.act(
      .referChildrensServices, by: s.officer, about: s.theirChildrensServices, .atOnce(s), also: also,
      note: isTheirs ? note : .ownTeamTakesIt, reach: isTheirs ? s.childrensLine : nil)
    guard isTheirs else { return }
    o.act(
      .call, by: s.officer, about: s.theirChildrensServices, .atOnce(s), also: also, note: .ringChildrensServices,
      reach: s.childrensLine)
  }
}
