import Directory
import WorkingTime

/// Kent's practice guidance (KPG) and its protocol for care leavers (KCL).
extension ProtocolPrefix {
  static let kent = ProtocolPrefix("KPG")
  static let kentCareLeavers = ProtocolPrefix("KCL")
}

extension RuleID {
  static let kpg02 = RuleID("KPG-02")
  static let kpg04 = RuleID("KPG-04")
  static let kpg05 = RuleID("KPG-05")
  static let kpg07 = RuleID("KPG-07")
  static let kpg08 = RuleID("KPG-08")
  static let kpg12 = RuleID("KPG-12")
  static let kpg13 = RuleID("KPG-13")
  static let kpg16 = RuleID("KPG-16")
  static let kpg17 = RuleID("KPG-17")
  static let kpg18 = RuleID("KPG-18")
  static let kpg21 = RuleID("KPG-21")
  static let kpg22 = RuleID("KPG-22")
  static let kpg23 = RuleID("KPG-23")
  static let kcl03 = RuleID("KCL-03")
}

enum KentRules {
  static let rules: [Rule] = support + housing

  private static let support: [Rule] = [
    Rule(
      .kpg17, of: .kent, writes: .acts(.referChildrensServices, .call), when: { $0.harm && $0.late }
    ) { s, o in DangerRules.refer(s, &o, note: .referHarm) },
    // KPG-02: a family with a safeguarding concern that is not urgent goes to the Front Door by a Request for Support.
    Rule(
      .kpg02, of: .kent, writes: .acts(.tellChildrensServices),
      when: { s in
        let risks = Condition.of(
          s.facts.riskFactors.map { !$0.subtracting([.homelessness, .evictionDebt]).isEmpty }, .riskFactors)
        let violence = s.fearsSomewhere
        return s.family && (risks || violence) && !s.under18.onlyIfYes && !s.harm.onlyIfYes
      }
    ) { s, o in
      o.act(
        .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
        .todayOrNextWorkingDay(s), note: .kentConcern, reach: s.childrensLine)
    },
    // KPG-04: Kent's Request for Support, with the duty owed, the last day of relief, what was tried and the letter.
    Rule(
      .kpg04, of: .kent, writes: .acts(.tellChildrensServices), when: { $0.isDecided && $0.family }
    ) { s, o in
      let given = s.facts.accommodationEndsOn.map { EndRules.fit($0, s) }
      let end = given ?? EndRules.usualEnd(s)
      o.act(
        .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
        end.map { .last($0, .calendarDays, s) }, also: [.kpg02],
        note: end.map { $0 < s.today } == true ? .kentRequestForSupportOverdue : .kentRequestForSupport,
        reach: s.childrensLine, amount: s.value(s.regime.reliefDays))
    },
    // KPG-16: no recourse: with a Request for Support, without consent if need be.
    Rule(
      .kpg16, of: .kent,
      writes: .acts(.referChildrensServices, .call, .section17, .decisionLetter, .tellChildrensServices),
      when: { $0.notEligible.onlyIfYes && $0.family.unlessNo && !$0.under18.onlyIfYes }
    ) { s, o in ChildrensServicesRules.notEligible(s, &o) },
    // KPG-05: a level 3 or section 17 request needs explicit consent; without it the safeguarding lead is asked.
    Rule(
      .kpg05, of: .kent, writes: .acts(.shareWithoutConsent, .obtainConsent, .advise), heeds: ConsentRules.sharing,
      reading: .unlessNo,
      heeding: { s, o in
        (ConsentRules.sharesWithout(s) && !needsNoConsent(s)) || ConsentRules.asksFirst(s, o)
      }
    ) { s, o in
      if s.facts.consent == false { ConsentRules.shareWithout(s, &o) } else { ConsentRules.askFirst(s, &o) }
    },
    Rule(.kpg21, of: .kent, writes: .acts(.escalate), when: { $0.childrensServicesLead }) { s, o in
      o.act(.escalate, by: .housingOfficer, about: s.theirChildrensServices, note: .kentLadder)
    },
    // KCL-03: a care leaver who presents homeless is a priority, and the personal adviser is told.
    Rule(
      .kcl03, of: .kentCareLeavers, writes: [.act(.tellPersonalAdviser), .warning],
      when: { $0.careLeaver.onlyIfYes }
    ) { s, o in
      CareLeaverRules.tellAdviser(s, &o)
      if !s.home.isYes { o.warn(.lawOverProtocol, .applicationWhateverTheRoute) }
    },
  ]

  /// A family without recourse is referred without consent if need be (KPG-16), so nobody is asked whether it may go. Where
  /// harm is feared it is shared in any case, and that is said.
  private static func needsNoConsent(_ s: Situation) -> Condition {
    s.notEligible.onlyIfYes && s.children.unlessNo && !s.under18.onlyIfYes && !s.harm.onlyIfYes
  }

  private static let housing: [Rule] = [
    // KPG-23 says for Kent what HA96-s188 says.
    Rule(.kpg23, of: .kent, writes: .acts(.placeEmergency), when: { $0.places(under: .s188) }) { s, o in
      o.act(.placeEmergency, by: s.officer, about: s.here, .tonight(s), note: .placeTonight, reach: s.housingLine)
    },
    // KPG-12: placed in another district, the application stays with the first.
    Rule(.kpg12, of: .kent, writes: .acts(.advise), when: { PlacementRules.placedElsewhere($0) }) { s, o in
      o.act(.advise, by: .housingOfficer, about: s.here, note: .applicationStays)
    },
    // KPG-13: Kent refers a family without a local connection; if accepted, children's services are told.
    Rule(
      .kpg13, of: .kent, writes: [.acts(.tellChildrensServices, .considerReferral), .warning],
      heeds: .acts(.considerReferral),
      heeding: { s, o in
        s.isReferred.onlyIfYes || .fixed(o.has(.considerReferral), because: s.connectionHere.because)
      }
    ) { s, o in
      // One that is to be stopped is not waited for.
      let isStopped = s.anotherAuthority.map { s.risk(at: $0).isYes } ?? false
      if s.isLooked(at: .act(.tellChildrensServices)), s.mayBeAChild, !isStopped {
        o.act(
          .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, note: .tellOfAcceptedReferral,
          reach: s.childrensLine)
      }
      for action in o.actions where action.code == .considerReferral {
        o.act(
          .considerReferral, by: .housingOfficer, about: action.about, note: .considerReferral, reach: .housing)
      }
      o.warn(.lawOverProtocol, .referralLawIsTheAct)
    },
    // KPG-22: what a connection is; the guidance ties both duties to one.
    Rule(.kpg22, of: .kent, writes: .warning, when: { !$0.connectionHere.unlessNo && !$0.home.onlyIfYes }) { s, o in
      o.warn(.lawOverProtocol, .dutyNeedsNoConnection)
    },
    // KPG-18: after an intentionally-homeless decision nobody in Kent is evicted on a Friday.
    Rule(
      .kpg18, of: .kent, writes: [.act(.proposeEndDate), .bar(.endAccommodation), .warning],
      when: { $0.isIntentional.unlessNo && EndRules.endsOnBadDay($0) }
    ) { s, o in EndRules.moveLater(s, &o, also: [.i12]) },
    // KPG-07: the joint message of Kent: accept first. Its 28 days are wrong and the law's days are shown.
    Rule(
      .kpg07, of: .kent, writes: [.acts(.acceptOffer, .requestReview), .warning], when: { ReviewRules.doubted($0) }
    ) { s, o in
      ReviewRules.acceptFirst(s, &o)
      o.warn(.lawOverProtocol, .reviewDaysOutranked)
    },
    // KPG-08: who refuses and fails in the review may be homeless at once; that never ends help tonight.
    Rule(.kpg08, of: .kent, writes: .acts(.advise), when: { ReviewRules.doubted($0) }) { s, o in
      o.act(
        .advise, by: s.officer, about: s.here, note: .refusalMayEndAccommodation,
        amount: s.value(s.regime.reviewWeeks))
    },
  ]
}
