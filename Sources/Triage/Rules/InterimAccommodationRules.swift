import Directory
import WorkingTime

/// Who must accommodate tonight under Part 7, tested before everything else (I-3, HA96-s188 and what follows it).
enum InterimAccommodationRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // HA96-s188: reason to believe they may be homeless, eligible and in priority need, at any hour and whatever the
      // local connection.
      place(.s188, under: .s188),
      // HA96-s193: the main duty is owed already.
      place(.s193, under: .s193),
      // HA96-s190: intentionally homeless, so accommodated for a period that gives a reasonable opportunity; the end of it
      // that is computed is a proposal, never a rule of thumb.
      Rule(.s190, acts: [.placeEmergency, .nextDayAppointment, .proposeEndDate, .advise], warns: true) { s, o in
        if s.isLooked(at: [.act(.placeEmergency), .act(.nextDayAppointment)]) {
          _ = placed(s, &o, under: .s190, by: .s190)
        }
        EvictionRules.propose(s, &o, rules: RuleList(.s190))
        return holds(.s190, s)
      },
      // HA96-s199A and HA96-s200: notified to another authority, and accommodated here until its answer is notified.
      place(.s199A, under: .s199A),
      place(.s200, under: .s200),
      // KPG-23 says for Kent what HA96-s188 says.
      Rule(.kpg23, of: .kent, acts: [.placeEmergency]) { s, o in
        let condition = s.owed
        if s.power == .s188 { accommodate(s, &o, rules: RuleList(.s188, .kpg23)) }
        return condition
      },
      // HA96-s184: inquiries follow, and an application may be made to anyone in any form.
      Rule(.s184, acts: [.takeApplication]) { s, o in
        let isOpen = Condition.fixed(s.isHousingAuthority && !s.isClosed, because: s.closed.because)
        let isNew = Condition.of(s.facts.dutyHeld.map { $0 == .none || $0 == .prevention }, .dutyHeld)
        if isOpen.isYes, !isNew.isNo, s.needsRoof {
          o.act(
            .takeApplication, by: .housingOfficer, about: s.here, applicationDeadline(s), rules: RuleList(.s184, .i4),
            note: .takeApplication, otherDay: reliefEnds(s))
        }
        return isOpen && isNew.unlessNo
      },
      // HA96-s195: somewhere tonight, but threatened with homelessness within 56 days.
      Rule(.s195, acts: [.takeApplication]) { s, o in
        let days = s.engine.values.threatenedDays.value(on: s.presentedDay) ?? 0
        let last = s.presentedDay.adding(days: days)
        let condition = !s.nowhere && .of(s.facts.homelessFrom.map { $0 <= last }, .homelessFrom)
        if s.nowhere.isNo, !condition.isNo, s.isHousingAuthority, !s.isClosed {
          o.act(
            .takeApplication, by: .housingOfficer, about: s.here, applicationDeadline(s), rules: RuleList(.s195),
            note: .preventionApplication, otherDay: last)
        }
        return condition
      },
      // HA96-s189-1: an adult known to be in no priority need; the relief duty may still be owed, and a person decides.
      Rule(.s189need, acts: [.advise]) { s, o in
        if s.decision == .advise {
          o.act(
            .advise, by: s.officer, about: s.here, .tonight(s), rules: RuleList(.s189need, .i21),
            note: s.isHousingAuthority ? .adviseAdult : .adviseAdultAtCounty)
        }
        return s.priorityNeed
      },
    ]
  }

  private static func place(_ power: Power, under rule: RuleID) -> Rule<Log> {
    Rule(rule, acts: [.placeEmergency, .nextDayAppointment]) { s, o in placed(s, &o, under: power, by: rule) }
  }

  private static func placed(_ s: borrowing Situation<Log>, _ o: inout Outcome, under power: Power, by rule: RuleID)
    -> Condition
  {
    let condition = s.owed && holds(power, s)
    guard s.decision == .place, s.power == power else {
      return condition.isYes ? .fixed(false, because: condition.because) : condition
    }
    accommodate(s, &o, rules: RuleList(rule))
    if !(s.isParty(to: .luton) && s.isForChildrensServices) {
      o.act(
        .nextDayAppointment, by: .housingOfficer, about: s.here, .nextWorkingDay(s), rules: RuleList(rule),
        note: .seenByHousing)
    }
    return condition.isNo ? .fixed(true, because: condition.because) : condition
  }

  private static func holds(_ power: Power, _ s: borrowing Situation<Log>) -> Condition {
    let duty = Condition.of(s.facts.dutyHeld.map { dutyPower($0) == power }, .dutyHeld)
    let isMain = Condition.of(s.facts.dutyHeld.map { $0 == .main }, .dutyHeld)
    switch power {
    case .s193: return isMain
    case .s190: return s.isIntentional && !isMain
    default: return duty && !s.isIntentional
    }
  }

  private static func dutyPower(_ duty: DutyHeld) -> Power {
    switch duty {
    case .main: .s193
    case .mainReferred: .s200
    case .reliefReferred: .s199A
    default: .s188
    }
  }

  static func accommodate(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) {
    o.act(
      .placeEmergency, by: s.officer, about: s.here, .tonight(s), rules: rules, note: .placeTonight,
      reach: s.isLate ? .outOfHours : .housing)
  }

  private static func applicationDeadline(_ s: borrowing Situation<Log>) -> Deadline {
    s.period == .officeHours ? .day(s.presentedDay, .workingDays) : .nextWorkingDay(s)
  }

  /// HA96-s189B: the 56th day, counted from the presentation as day 1.
  private static func reliefEnds(_ s: borrowing Situation<Log>) -> Day? {
    s.engine.values.reliefDays.value(on: s.presentedDay).map { s.presentedDay.adding(days: $0 - 1) }
  }
}
