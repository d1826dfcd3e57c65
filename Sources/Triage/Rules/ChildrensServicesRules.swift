import Directory
import WorkingTime

/// Families whom Part 7 does not reach: never no help (CA89-s17, I-14, KPG-16).
enum ChildrensServicesRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      Rule(.ca89s17, acts: [.referChildrensServices, .call, .placeEmergency, .section17, .nextDayAppointment]) { s, o in
        let condition = s.nowhere && s.closed && s.family.unlessNo
        guard s.power == .s17 else { return condition }
        if s.decision == .childrensServices {
          o.act(
            .section17, by: .childrensServices, about: s.theirChildrensServices, .tonight(s), rules: RuleList(.ca89s17),
            note: .section17)
          DangerRules.refer(s, &o, by: .ca89s17, note: .referFamily)
          o.act(
            .nextDayAppointment, by: .childrensServices, about: s.theirChildrensServices, .nextWorkingDay(s),
            rules: RuleList(.ca89s17), note: .seenByChildrensServices, reach: .safeguarding)
        } else {
          InterimAccommodationRules.accommodate(s, &o, rules: RuleList(.ca89s17))
        }
        return condition
      },
      // I-14: not eligible, or no recourse to public funds, is always the section 17 route and a decision letter.
      Rule(.i14, acts: [.referChildrensServices, .call, .section17, .decisionLetter]) { s, o in
        notEligible(s, &o, by: .i14)
      },
      // KPG-16: in Kent with a Request for Support, without consent if need be.
      Rule(.kpg16, of: .kent, acts: [.referChildrensServices, .call, .section17, .decisionLetter]) { s, o in
        notEligible(s, &o, by: .kpg16)
      },
      requestForSupport,
    ]
  }

  /// KPG-02: a family with a safeguarding concern that is not urgent goes to the Front Door by a Request for Support.
  static var requestForSupport: Rule<Log> {
    Rule(.kpg02, of: .kent, acts: [.tellChildrensServices]) { s, o in
      let risks = Condition.of(
        s.facts.riskFactors.map { !$0.subtracting([.homelessness, .evictionDebt]).isEmpty }, .riskFactors)
      let violence = Condition.of(s.facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk)
      let condition = s.family && (risks || violence) && !s.under18.onlyIfYes
      if condition.isYes, !s.harm.isYes {
        o.act(
          .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
          s.period == .officeHours ? .day(s.presentedDay, .workingDays) : .nextWorkingDay(s), rules: RuleList(.kpg02),
          note: .kentConcern, reach: .safeguarding)
      }
      return condition
    }
  }

  private static func notEligible(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let condition = .of(s.facts.eligibility.map { $0 == .notEligible }, .eligibility) && s.family.unlessNo
    guard condition.isYes, !s.under18.isYes else { return condition }
    // Only Luton hands over within the day.
    if !s.isParty(to: .luton) || s.decision != .handOver {
      o.act(
        .section17, by: .childrensServices, about: s.theirChildrensServices, .tonight(s), rules: RuleList(rule),
        note: .section17)
      DangerRules.refer(s, &o, by: rule, note: .referFamily)
    }
    if s.isHousingAuthority {
      o.act(
        .decisionLetter, by: .housingOfficer, about: s.here, .nextWorkingDay(s), rules: RuleList(rule, .s184),
        note: .decisionLetterNotEligible)
    }
    return condition
  }
}
