import Directory
import WorkingTime

/// Kingston's joint protocol (KIN): notice before a placement, priority for the borough, consent and disputes.
extension ProtocolPrefix {
  static let kingston = ProtocolPrefix("KIN")
}

extension RuleID {
  static let kin03 = RuleID("KIN-03")
  static let kin04 = RuleID("KIN-04")
  static let kin05 = RuleID("KIN-05")
  static let kin06 = RuleID("KIN-06")
  static let kin11 = RuleID("KIN-11")
  static let kin16 = RuleID("KIN-16")
  static let kin17 = RuleID("KIN-17")
  static let kin23 = RuleID("KIN-23")
  static let kin24 = RuleID("KIN-24")
  static let kin28 = RuleID("KIN-28")
  static let kin30 = RuleID("KIN-30")
  static let kin31 = RuleID("KIN-31")
  static let kin32 = RuleID("KIN-32")
  static let kin33 = RuleID("KIN-33")
  static let kin34 = RuleID("KIN-34")
  static let kin35 = RuleID("KIN-35")
  static let kin36 = RuleID("KIN-36")
}

enum KingstonRules {
  static let rules: [Rule] =
    placement + [
      Rule(.kin28, of: .kingston, writes: .acts(.referChildrensServices, .call), when: { $0.harm }) { s, o in
        DangerRules.refer(s, &o, note: .referHarm)
      },
      // KIN-04: the parent is told of a safeguarding referral and why, unless that puts the child at more risk.
      Rule(.kin04, of: .kingston, writes: .acts(.advise), when: { $0.harm }) { s, o in
        o.act(.advise, by: s.officer, about: s.theirChildrensServices, note: .tellParentOfReferral)
      },
      Rule(.kin06, of: .kingston, writes: .acts(.tellChildrensServices), when: { LutonRules.earlyWord($0) }) { s, o in
        LutonRules.tellEarly(s, &o)
      },
      Rule(
        .kin16, of: .kingston, writes: [.acts(.limitBedAndBreakfast, .escalate), .bar(.bedAndBreakfast)],
        when: { PlacementRules.offered($0) }
      ) { s, o in PlacementRules.limitBedAndBreakfast(s, &o) },
      // KIN-11: Kingston reviews suitability with the network whenever anyone raises it.
      Rule(
        .kin11, of: .kingston, writes: .acts(.reviewSuitability),
        when: { Condition.of($0.facts.offer.map { $0 != .none }, .offer).onlyIfYes }
      ) { s, o in
        o.act(.reviewSuitability, by: .housingOfficer, about: s.here, note: .reviewSuitability)
      },
      // KIN-03: written consent from the parent each time; safeguarding does not wait for it.
      Rule(
        .kin03, of: .kingston, writes: [.act(.obtainConsent), .warning], heeds: ConsentRules.sharing,
        reading: .unlessNo,
        heeding: { s, o in s.harm.onlyIfYes || ConsentRules.asksFirst(s, o) }
      ) { s, o in
        if s.harm.isYes {
          o.warn(.lawOverProtocol, .consentDoesNotStopProtection)
        } else {
          ConsentRules.askFirst(s, &o)
        }
      },
      // KIN-17: five working days for what is owed at once.
      Rule(.kin17, of: .kingston, writes: .warning, when: { $0.places(under: .s188) }) { s, o in
        o.warn(.lawOverProtocol, .interimDoesNotWait)
      },
      // KIN-23: settled at the lowest level, within a working week (KIN-24).
      Rule(.kin23, of: .kingston, writes: .acts(.escalate), when: { $0.childrensServicesLead }) { s, o in
        let days = s.regime.disputeDays.flatMap { s.value($0) }
        let last = days.map { s.engine.calendar.workingDay($0, after: s.presentedDay) }
        o.act(
          .escalate, by: .housingOfficer, about: s.theirChildrensServices, last.map { .day($0, .workingDays) },
          also: [.kin24], note: .kingstonLadder, amount: days)
      },
    ]

  private static let placement: [Rule] = [
    // KIN-30 with KIN-05: a family with a listed risk factor, homelessness among them, is notified before any placement.
    Rule(
      .kin30, of: .kingston, writes: .acts(.notifyBeforePlacement),
      when: { $0.placesTonight && ($0.children.unlessNo || Condition.of($0.facts.pregnant, .pregnant).onlyIfYes) }
    ) { s, o in
      o.act(
        .notifyBeforePlacement, by: s.officer, about: s.theirChildrensServices, reading: .beforePlacement,
        also: [.kin05], note: .notifyBeforePlacement, reach: s.childrensLine)
    },
    // KIN-31: a child under an enquiry or plan is housed in the borough. Where there is no child, nobody asks.
    Rule(
      .kin31, of: .kingston, writes: .area,
      when: { s in
        let told = Condition.of(s.facts.childProtection.map { $0 != .none }, .childProtection)
        return told.isUnknown ? (s.family || s.under18).unlessNo && told : told
      }
    ) { s, o in keepWithin(s, &o) },
    // KIN-32 and KIN-33: whether a need keeps them in the borough. Needs not asked count as such.
    Rule(
      .kin33, of: .kingston, writes: .area, reading: .unlessNo,
      when: { .of($0.facts.needs.map { !$0.isEmpty }, .needs) }
    ) { s, o in keepWithin(s, &o) },
    Rule(
      .kin32, of: .kingston, writes: .area, heeds: .area,
      when: { s in s.placesTonight }
    ) { s, o in
      if o.area == nil || s.threat.isYes { o.area = PlacementArea.none }
    },
    // KIN-35: no unit in the borough for a family that should stay: children's services, a meeting, a plan to come back.
    Rule(
      .kin35, of: .kingston, writes: .acts(.tellChildrensServices, .professionalsMeeting), heeds: .area,
      heeding: { s, o in
        .fixed(o.area == .within, because: FactSet(.needs))
          && !Condition.of(s.facts.inBoroughUnit, .inBoroughUnit)
      }
    ) { s, o in
      o.act(
        .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .tonight(s), note: .tellNoUnitInBorough,
        reach: s.childrensLine)
      o.act(
        .professionalsMeeting, by: .housingOfficer, about: s.theirChildrensServices, .nextWorkingDay(s),
        note: .professionalsMeeting)
    },
    // KIN-34 and KIN-36: a placement elsewhere does not move Children Act responsibility by itself.
    Rule(.kin36, of: .kingston, writes: .acts(.advise), when: { PlacementRules.placedElsewhere($0) }) { s, o in
      o.act(
        .advise, by: .housingOfficer, about: s.theirChildrensServices, also: [.kin34], note: .responsibilityStays,
        amount: s.regime.shortPlacementWeeks.flatMap { s.value($0) })
    },
  ]

  /// A priority for the borough speaks where Kingston places, unless the borough itself is where they are at risk (I-2).
  private static func keepWithin(_ s: Situation, _ o: inout Outcome) {
    if s.decision == .place, !s.threat.isYes { o.area = .within }
  }
}

extension Situation {
  /// Children's services are the ones to act tonight, for a child who is born: only then can they and housing disagree.
  var childrensServicesLead: Condition {
    settled(decision == .childrensServices && power != nil, because: home.because.union(under18.because))
  }
}
