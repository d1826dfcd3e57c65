import Directory

/// Danger now, and a child's significant harm: before every other rule (I-8, CA89-s47).
enum DangerRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // I-8: immediate danger means 999, then children's services.
      Rule(.i8, acts: [.call999, .referChildrensServices, .call]) { s, o in
        guard s.danger.isYes else { return s.danger }
        o.act(.call999, by: .anyone, about: s.here, .atOnce(s), rules: RuleList(.i8), note: .ring999)
        if mayBeAChild(s) { refer(s, &o, by: .i8, note: .childrensServicesAfter999) }
        return s.danger
      },
      // CA89-s47: a child, born or not, who suffers or is likely to suffer significant harm is referred, consent or none.
      Rule(.ca89s47, acts: [.referChildrensServices, .call]) { s, o in harm(s, &o, by: .ca89s47) },
      Rule(.lut08, of: .luton, acts: [.referChildrensServices, .call]) { s, o in harm(s, &o, by: .lut08) },
      Rule(.kin28, of: .kingston, acts: [.referChildrensServices, .call]) { s, o in harm(s, &o, by: .kin28) },
      Rule(.ess12, of: .essex, acts: [.referChildrensServices, .call]) { s, o in harm(s, &o, by: .ess12) },
      Rule(.kpg17, of: .kent, acts: [.referChildrensServices, .call]) { s, o in
        let condition = s.harm
        guard condition.isYes, s.isLate else { return condition && .fixed(s.isLate) }
        refer(s, &o, by: .kpg17, note: .referHarm)
        return condition
      },
      // I-10: refused consent never stops that referral, and is no reason to refuse help.
      Rule(.i10, acts: [.shareWithoutConsent], bars: [.refuseForConsent]) { s, o in
        let refused = !Condition.of(s.facts.consent, .consent)
        if refused.isYes {
          o.bar(.refuseForConsent, about: nil, rules: RuleList(.i10), note: .consentIsNoCondition)
          if s.harm.isYes {
            o.act(
              .shareWithoutConsent, by: .safeguardingLead, about: s.theirChildrensServices, .atOnce(s),
              rules: RuleList(.i10),
              note: .shareWithoutConsent)
          }
        }
        return refused.onlyIfYes
      },
    ]
  }

  /// Whether there may be a child: one in the household, unborn, or the applicant.
  static func mayBeAChild(_ s: borrowing Situation<Log>) -> Bool { !s.family.isNo || !s.under18.isNo }

  private static func harm(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let condition = s.harm
    if condition.isYes { refer(s, &o, by: rule, note: .referHarm) }
    return condition
  }

  /// Refers to children's services at once and rings them, on the line that answers at this hour.
  static func refer(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID, note: ActionNote) {
    o.act(
      .referChildrensServices, by: s.officer, about: s.theirChildrensServices, .atOnce(s), rules: RuleList(rule),
      note: note,
      reach: s.childrensLine)
    o.act(
      .call, by: s.officer, about: s.theirChildrensServices, .atOnce(s), rules: RuleList(rule),
      note: .ringChildrensServices,
      reach: s.childrensLine)
  }
}
