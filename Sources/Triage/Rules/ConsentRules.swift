import Directory

/// Consent to sharing with children's services, and when it is not needed (KIN-03, KIN-04, LUT-42, LUT-43, ESS-07, ESS-23,
/// KPG-05; I-10 stands above them all).
enum ConsentRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // KIN-03: written consent from the parent each time; safeguarding does not wait for it.
      Rule(
        .kin03, of: .kingston, acts: [.obtainConsent], warns: true,
        heeds: [.act(.tellChildrensServices), .act(.referChildrensServices)]
      ) { s, o in
        if s.harm.isYes { o.warn(.lawOverProtocol, .consentDoesNotStopProtection) }
        return askFirst(s, &o, by: .kin03)
      },
      // LUT-42: children's services are told of a likely intentional case with consent, unless it is safeguarding.
      Rule(
        .lut42, of: .luton, acts: [.obtainConsent], warns: true,
        heeds: [.act(.tellChildrensServices), .act(.referChildrensServices)]
      ) { s, o in
        let isTheirFault = s.facts.decision == .intentionallyHomeless || s.facts.decision == .mindedToRefuse
        if isTheirFault, s.nowhere.isNo, s.facts.homelessFrom != nil {
          o.warn(.lawOverProtocol, .preventionWhateverTheFault)
        }
        return askFirst(s, &o, by: .lut42)
      },
      // ESS-23: consent and a form, unless asking would put a child at greater risk.
      Rule(
        .ess23, of: .essex, acts: [.obtainConsent],
        heeds: [.act(.tellChildrensServices), .act(.referChildrensServices)]
      ) { s, o in askFirst(s, &o, by: .ess23) },
      // KPG-05: a level 3 or section 17 request needs explicit consent; without it the safeguarding lead is asked.
      Rule(
        .kpg05, of: .kent, acts: [.shareWithoutConsent, .obtainConsent, .advise],
        heeds: [.act(.tellChildrensServices), .act(.referChildrensServices)]
      ) { s, o in
        let refused = withoutConsent(s, &o, by: .kpg05)
        return askFirst(s, &o, by: .kpg05) || refused
      },
      // KIN-04: the parent is told of a safeguarding referral and why, unless that puts the child at more risk.
      Rule(.kin04, of: .kingston, acts: [.advise]) { s, o in
        let condition = s.harm
        if condition.isYes {
          o.act(
            .advise, by: s.officer, about: s.theirChildrensServices, rules: RuleList(.kin04),
            note: .tellParentOfReferral)
        }
        return condition
      },
      Rule(.lut43, of: .luton, acts: [.shareWithoutConsent, .advise]) { s, o in withoutConsent(s, &o, by: .lut43) },
      // ESS-07 against ESS-06: the one shares without consent where harm is feared, the other tells with consent.
      Rule(.ess07, of: .essex, acts: [.shareWithoutConsent, .advise], warns: true) { s, o in
        if s.facts.consent == false { o.warn(.unclearProtocol, .consentRowsDisagree) }
        return withoutConsent(s, &o, by: .ess07)
      },
    ]
  }

  /// Where something is to be shared that is no safeguarding matter, and nobody has asked yet.
  private static func askFirst(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let sharing = o.has(.tellChildrensServices) || o.has(.referChildrensServices)
    let condition = Condition.fixed(sharing) && !s.harm.onlyIfYes && !s.under18.onlyIfYes
    guard condition.isYes, s.facts.consent == nil else { return condition }
    o.act(.obtainConsent, by: s.officer, about: s.here, rules: RuleList(rule), note: .obtainConsent)
    return Condition(.needs, because: condition.because, needs: FactSet(.consent))
  }

  /// Refused consent where harm is feared: share all the same. Where nobody has asked about harm, the lead decides.
  private static func withoutConsent(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let refused = (!Condition.of(s.facts.consent, .consent)).onlyIfYes
    let harm = s.harm
    guard refused.isYes else { return refused }
    if harm.isYes {
      o.act(
        .shareWithoutConsent, by: .safeguardingLead, about: s.theirChildrensServices, .atOnce(s), rules: RuleList(rule),
        note: .shareWithoutConsent)
    } else if !harm.isNo {
      o.act(
        .advise, by: .safeguardingLead, about: s.theirChildrensServices, rules: RuleList(rule),
        note: .askSafeguardingLead)
    }
    return refused && harm
  }
}
