import Directory

/// Consent to sharing with children's services, and when it is not needed: what the protocols' own rows share. I-10 stands
/// above them all.
enum ConsentRules {
  /// What the rows on consent look at.
  static let sharing: Writes = .acts(.tellChildrensServices, .referChildrensServices)

  /// Something is to be shared that is not a safeguarding matter, and nobody has asked yet.
  static func asksFirst(_ s: Situation, _ o: WrittenSoFar) -> Condition {
    let isShared = o.has(.tellChildrensServices) || o.has(.referChildrensServices)
    let mayAsk = Condition.fixed(isShared) && !s.harm.onlyIfYes && !s.under18.onlyIfYes
    guard mayAsk.isYes else { return mayAsk }
    let told = Condition.of(s.facts.consent.map { _ in false }, .consent)
    return mayAsk && told
  }

  static func askFirst(_ s: Situation, _ o: inout Outcome) {
    o.act(.obtainConsent, by: s.officer, about: s.here, note: .obtainConsent)
  }

  /// Refused consent where harm is feared or has not been asked about.
  static func sharesWithout(_ s: Situation) -> Condition {
    let refused = (!Condition.of(s.facts.consent, .consent)).onlyIfYes
    return refused && (s.harm.isUnknown ? s.harm.unlessNo : s.harm)
  }

  /// Shares all the same; where nobody has asked about harm, the lead decides.
  static func shareWithout(_ s: Situation, _ o: inout Outcome) {
    if s.harm.isYes {
      DangerRules.shareWithoutConsent(s, &o)
    } else {
      o.act(
        .advise, by: .safeguardingLead, about: s.theirChildrensServices, note: .askSafeguardingLead,
        reach: s.childrensLine)
    }
  }
}
