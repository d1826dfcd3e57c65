import Directory

/// Care leavers: no intentionality, connected with every district of their county, their adviser told (I-23, CWSA26-s9,
/// HA96-s199-8, KCL-03).
enum CareLeaverRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      Rule(.i23, acts: [.tellPersonalAdviser], bars: [.intentionality], warns: true) { s, o in
        let condition = flagged(s)
        if condition.isYes {
          o.bar(.intentionality, about: nil, rules: RuleList(.i23, .cwsaS9), note: .noIntentionality)
          o.warn(.unconfirmedLaw, .careLeaverLawIsUnconfirmed)
          tellAdviser(s, &o, rules: RuleList(.i23))
        }
        return condition
      },
      // HA96-s199-8: while leaving-care duties are owed, a county's care leaver is connected with each of its districts.
      Rule(.s199careLeaver) { s, o in
        .of(s.facts.careLeaverOf.map { $0.authority != nil }, .careLeaverOf).onlyIfYes
          && .of(s.facts.formerRelevant, .formerRelevant)
      },
      // KCL-03: in Kent a care leaver who presents homeless is a priority, and the personal adviser is told.
      Rule(.kcl03, of: .kentCareLeavers, acts: [.tellPersonalAdviser], warns: true) { s, o in
        if s.careLeaver.isYes {
          tellAdviser(s, &o, rules: RuleList(.kcl03))
          if s.needsRoof { o.warn(.lawOverProtocol, .applicationWhateverTheRoute) }
        }
        return s.careLeaver.isUnknown ? s.careLeaver.onlyIfYes : s.careLeaver
      },
    ]
  }

  /// Somebody was in care, and is not known to be past 24; or leaving-care duties are owed. An unknown age protects.
  static func flagged(_ s: borrowing Situation<Log>) -> Condition {
    let wasInCare = Condition.of(s.facts.careLeaverOf.map { $0.authority != nil }, .careLeaverOf)
    let isPast = Condition.of(s.facts.applicantAge.map { $0 > 24 }, .applicantAge).onlyIfYes
    return (wasInCare && !isPast) || .of(s.facts.formerRelevant, .formerRelevant).onlyIfYes
  }

  private static func tellAdviser(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) {
    guard let carer = s.facts.careLeaverOf?.authority,
      s.risk(at: carer).isNo || (carer == s.theirChildrensServices && !s.risk(at: carer).isYes)
    else { return }
    o.act(
      .tellPersonalAdviser, by: s.officer, about: carer, .nextWorkingDay(s), rules: rules, note: .tellPersonalAdviser,
      reach: .careLeavers)
  }
}
