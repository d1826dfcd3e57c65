import Directory
import WorkingTime

/// Where a placement may be, who is told of it, and what it may be (KIN-30 to KIN-36, HA96-s208, HA96-s213AA,
/// SI2003-3326, KPG-12).
enum PlacementRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // KIN-30 with KIN-05: a family with a listed risk factor, homelessness among them, is notified before any placement.
      Rule(.kin30, of: .kingston, acts: [.notifyBeforePlacement]) { s, o in
        let condition = s.family && s.nowhere
        if s.decision == .place, !s.family.isNo {
          o.act(
            .notifyBeforePlacement, by: s.officer, about: s.theirChildrensServices, reading: .beforePlacement,
            rules: RuleList(.kin30, .kin05), note: .notifyBeforePlacement, reach: s.childrensLine)
        }
        return condition
      },
      // KIN-31: a child under an enquiry or plan is housed in the borough.
      Rule(.kin31, of: .kingston, setsArea: true) { s, o in
        let condition = underProtection(s)
        if condition.isYes { keepWithin(s, &o) }
        return condition
      },
      // KIN-32 and KIN-33: whether a need keeps them in the borough. Needs not asked count as such.
      Rule(.kin33, of: .kingston, setsArea: true, heeds: [.area]) { s, o in
        let condition = Condition.of(s.facts.needs.map { !$0.isEmpty }, .needs)
        if condition.isNo {
          if mayDecideArea(s, o), o.area == nil { o.area = PlacementArea.none }
        } else {
          keepWithin(s, &o)
        }
        return condition
      },
      Rule(.kin32, of: .kingston, heeds: [.area]) { s, o in
        .fixed(o.area != nil, because: FactSet(.needs, .childProtection))
      },
      // KIN-35: no unit in the borough for a family that should stay: children's services, a meeting, a plan to come back.
      Rule(.kin35, of: .kingston, acts: [.tellChildrensServices, .professionalsMeeting], heeds: [.area]) { s, o in
        let condition = .fixed(o.area == .within) && !Condition.of(s.facts.inBoroughUnit, .inBoroughUnit)
        if condition.isYes {
          o.act(
            .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .tonight(s),
            rules: RuleList(.kin35),
            note: .tellNoUnitInBorough, reach: s.childrensLine)
          o.act(
            .professionalsMeeting, by: .housingOfficer, about: s.theirChildrensServices, .nextWorkingDay(s),
            rules: RuleList(.kin35), note: .professionalsMeeting)
        }
        return condition
      },
      // KIN-34 and KIN-36: a placement elsewhere does not move Children Act responsibility by itself.
      Rule(.kin36, of: .kingston, acts: [.advise]) { s, o in
        let condition = placedElsewhere(s, o)
        if condition.isYes {
          o.act(
            .advise, by: .housingOfficer, about: s.theirChildrensServices, rules: RuleList(.kin36, .kin34),
            note: .responsibilityStays)
        }
        return condition
      },
      // KPG-12: placed in another district, the application stays with the first.
      Rule(.kpg12, of: .kent, acts: [.advise]) { s, o in
        let condition = placedElsewhere(s, o)
        if condition.isYes {
          o.act(.advise, by: .housingOfficer, about: s.here, rules: RuleList(.kpg12), note: .applicationStays)
        }
        return condition
      },
      // HA96-s208: written notice to the host authority within 14 days, the first being the day it was made available.
      Rule(.s208, acts: [.notifyHostAuthority], warns: true) { s, o in
        let condition = placedElsewhere(s, o)
        guard condition.isYes, let host = s.facts.placedIn?.authority,
          let days = s.engine.values.hostNoticeDays.value(on: s.presentedDay)
        else { return condition }
        let last = (s.facts.placedOn ?? s.presentedDay).adding(days: days - 1)
        // Risk not asked counts as risk: the address is released by a person, or not at all.
        let isRisk = s.facts.violenceRisk?.isEmpty != true
        o.act(
          .notifyHostAuthority, by: .housingOfficer, about: host, .day(last, .calendarDays), rules: RuleList(.s208),
          note: isRisk ? .notifyHostWithCare : .notifyHost)
        o.warn(.unconfirmedLaw, .hostNoticeIsUnconfirmed)
        return condition
      },
      // HA96-s213AA: a child accommodated under Part 7: ask whether GP, health visitor and school may be told.
      Rule(.s213AA, acts: [.askNotifyConsent], warns: true) { s, o in
        let isPart7 = s.decision == .place && s.power != .s17
        let condition = .fixed(isPart7) && s.children
        if condition.isYes {
          o.act(
            .askNotifyConsent, by: .housingOfficer, about: s.here, .nextWorkingDay(s), rules: RuleList(.s213AA),
            note: .askNotifyConsent)
          o.warn(.unconfirmedLaw, .notifyConsentIsUnconfirmed)
        }
        return condition
      },
      // SI2003-3326: bed and breakfast for children or in pregnancy only where there is nothing else, six weeks in all.
      Rule(.bedAndBreakfastOrder, acts: [.limitBedAndBreakfast], bars: [.bedAndBreakfast]) { s, o in
        limitBedAndBreakfast(s, &o, by: .bedAndBreakfastOrder)
      },
      Rule(.kin16, of: .kingston, acts: [.limitBedAndBreakfast], bars: [.bedAndBreakfast]) { s, o in
        limitBedAndBreakfast(s, &o, by: .kin16)
      },
    ]
  }

  private static func underProtection(_ s: borrowing Situation<Log>) -> Condition {
    .of(s.facts.childProtection.map { $0 != .none }, .childProtection)
  }

  /// A priority for the borough speaks where Kingston places, unless the borough itself is where they are at risk (I-2).
  private static func mayDecideArea(_ s: borrowing Situation<Log>, _ o: Outcome) -> Bool {
    s.decision == .place && !s.risk(at: s.here).isYes
  }

  private static func keepWithin(_ s: borrowing Situation<Log>, _ o: inout Outcome) {
    if mayDecideArea(s, o) { o.area = .within }
  }

  private static func placedElsewhere(_ s: borrowing Situation<Log>, _ o: Outcome) -> Condition {
    let told = Condition.of(s.facts.placedIn.map { $0.authority != nil && $0 != .some(s.here) }, .placedIn)
    // Where nobody is placed tonight it is not worth asking.
    return s.shown(s.decision == .place ? told : told.onlyIfYes, else: told)
  }

  private static func limitBedAndBreakfast(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID)
    -> Condition
  {
    let offered = Condition.of(s.facts.unit.map { $0 == .bedAndBreakfast }, .unit)
    let condition = s.shown(s.family.then(s.decision == .place ? offered : offered.onlyIfYes), else: offered)
    guard offered.isYes, !s.family.isNo, !s.under18.isYes,
      let most = s.engine.values.bedAndBreakfastNights.value(on: s.presentedDay)
    else { return condition }
    let spent: Int
    if let told = s.facts.bedAndBreakfastNights {
      spent = told
    } else if let placedOn = s.facts.placedOn {
      spent = max(0, Int(s.nights.first.number - placedOn.number))
    } else {
      spent = 0
    }
    if spent >= most {
      o.bar(.bedAndBreakfast, about: nil, rules: RuleList(rule, .i13), note: .bedAndBreakfastSpent)
    } else {
      o.act(
        .limitBedAndBreakfast, by: .housingOfficer, about: s.here,
        .day(s.nights.first.adding(days: most - spent - 1), .calendarDays), rules: RuleList(rule, .i13),
        note: .limitBedAndBreakfast)
    }
    if s.facts.bedAndBreakfastNights == nil, s.facts.placedOn == nil {
      return Condition(
        .needs, because: condition.because, needs: condition.needs.union(FactSet(.bedAndBreakfastNights)))
    }
    return condition
  }
}
