import Directory
import WorkingTime

/// The Essex joint protocol (ESS): requests for support, consent, and who is next when services disagree.
extension ProtocolPrefix {
  static let essex = ProtocolPrefix("ESS")
}

extension RuleID {
  static let ess05 = RuleID("ESS-05")
  static let ess06 = RuleID("ESS-06")
  static let ess07 = RuleID("ESS-07")
  static let ess09 = RuleID("ESS-09")
  static let ess10 = RuleID("ESS-10")
  static let ess11 = RuleID("ESS-11")
  static let ess12 = RuleID("ESS-12")
  static let ess13 = RuleID("ESS-13")
  static let ess20 = RuleID("ESS-20")
  static let ess23 = RuleID("ESS-23")
}

enum EssexRules {
  static let rules: [Rule] = [
    Rule(.ess12, of: .essex, writes: .acts(.referChildrensServices, .call), when: { $0.harm }) { s, o in
      DangerRules.refer(s, &o, note: .referHarm)
    },
    // ESS-09: 16 and 17 year olds stand outside the family protocol; one of their own holds, which is not in this book.
    Rule(.ess09, of: .essex, writes: .acts(.advise), when: { $0.under18.onlyIfYes && !$0.under16 }) { s, o in
      o.act(.advise, by: s.officer, about: s.here, note: .essexYoungPersonProtocol)
    },
    // ESS-10: the letter carries the standard paragraph on a referral.
    Rule(
      .ess10, of: .essex, writes: .acts(.decisionLetter),
      when: { $0.isDecided && !$0.under18.onlyIfYes && !$0.same.onlyIfYes }
    ) { s, o in
      o.act(.decisionLetter, by: .housingOfficer, about: s.here, also: [.s184], note: .decisionLetter)
    },
    // ESS-11: letter issued and no alternative: a Request for Support within one working day.
    Rule(
      .ess11, of: .essex, writes: .acts(.tellChildrensServices),
      when: { s in
        let alternative = Condition.of(s.facts.alternativeFound, .alternativeFound)
        return adultFamily(s) && (!alternative).unlessNo
      }
    ) { s, o in
      let issued = (s.facts.issuedOn ?? s.facts.decisionOn).map { s.engine.day(of: $0) } ?? s.presentedDay
      let last = s.engine.calendar.workingDay(after: issued)
      o.act(
        .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, .last(last, .workingDays, s),
        also: [.ess10], note: last < s.today ? .requestForSupportOverdue : .requestForSupport,
        reach: s.childrensLine)
    },
    // ESS-06: Children and Families hear of a refusal, with consent; interim accommodation ends on reasonable notice only.
    Rule(.ess06, of: .essex, writes: .acts(.advise), when: { adultFamily($0) && !EndRules.underway($0) }) { s, o in
      o.act(.advise, by: .housingOfficer, about: s.here, also: [.s190], note: .reasonableNotice)
    },
    // ESS-13: where a family worker or social worker is involved already, that person is told, with the letter.
    Rule(
      .ess13, of: .essex, writes: .acts(.tellChildrensServices),
      when: { s in
        adultFamily(s).then(.of(s.facts.childrensServices.map { $0 != .notKnown }, .childrensServices))
      }
    ) { s, o in
      o.act(
        .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, note: .tellNamedWorker,
        reach: s.childrensLine)
    },
    // ESS-20 with ESS-09, which takes the under 18s out of it.
    Rule(
      .ess20, of: .essex, writes: .acts(.escalate), when: { $0.childrensServicesLead && !$0.under18.onlyIfYes }
    ) { s, o in
      o.act(.escalate, by: .housingOfficer, about: s.theirChildrensServices, note: .essexLadder)
    },
    // ESS-23: consent and a form, unless asking would put a child at greater risk.
    Rule(
      .ess23, of: .essex, writes: .acts(.obtainConsent), heeds: ConsentRules.sharing, reading: .unlessNo,
      heeding: { ConsentRules.asksFirst($0, $1) }
    ) { s, o in ConsentRules.askFirst(s, &o) },
    // ESS-07 against ESS-06: the one shares without consent where harm is feared, the other tells with consent.
    Rule(
      .ess07, of: .essex, writes: [.acts(.shareWithoutConsent, .advise), .warning],
      when: { ConsentRules.sharesWithout($0) }
    ) { s, o in
      ConsentRules.shareWithout(s, &o)
      o.warn(.unclearProtocol, .consentRowsDisagree)
    },
    // ESS-05: says that interim accommodation may be given.
    Rule(.ess05, of: .essex, writes: .warning, when: { $0.places(under: .s188) }) { s, o in
      o.warn(.lawOverProtocol, .interimIsNoChoice)
    },
  ]

  /// An adult's decision is made, and there is a family.
  private static func adultFamily(_ s: Situation) -> Condition { s.isDecided && s.family && !s.under18.onlyIfYes }
}

extension EndRules {
  /// An end date is proposed here; then nothing is said of a reasonable period beside it.
  static func underway(_ s: Situation) -> Condition { .fixed(usualEnd(s) != nil, because: FactSet(.decisionOn)) }
}
