import Directory
import WorkingTime

/// Another authority's duty: going back tonight only if everything is right, and nobody is turned away meanwhile
/// (I-5, I-6, I-16, LUT-25 to LUT-29).
enum AnotherAuthorityRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // I-5: a return needs a live duty there, no risk, a journey that can be made, a confirmed bed and the family's yes.
      Rule(.i5, acts: [.arrangeReception, .returnFamily, .writtenConfirmation], callsElsewhere: true) { s, o in
        let condition = s.shown(wayBack(s), else: .fixed(true))
        guard let there = s.anotherAuthority else { return condition }
        if s.goesBack {
          goBack(s, &o, there, rules: RuleList(.i5))
        } else if s.needsRoof, !s.under18.isYes, s.risk(at: there).isNo {
          o.act(
            .call, by: s.officer, about: there, .tonight(s), rules: RuleList(.i5), note: .askAboutDutyThere,
            reach: s.isLate ? .outOfHours : .housing)
        }
        return condition
      },
      // LUT-25: in Luton the housing officer weighs time of day, distance and transport.
      Rule(.lut25, of: .luton, acts: [.arrangeReception, .returnFamily, .writtenConfirmation]) { s, o in
        let condition = s.shown(.fixed(s.isLate, because: FactSet(.presentedAt)) && wayBack(s), else: .fixed(true))
        if s.goesBack, let there = s.anotherAuthority {
          goBack(s, &o, there, rules: RuleList(.lut25))
        }
        return condition
      },
      // LUT-26: reception is arranged before they set off; written confirmation follows, with a copy for the family.
      Rule(.lut26, of: .luton, acts: [.arrangeReception, .returnFamily, .writtenConfirmation]) { s, o in
        if s.goesBack, let there = s.anotherAuthority {
          goBack(s, &o, there, rules: RuleList(.lut26))
        }
        return s.shown(wayBack(s), else: .fixed(true))
      },
      // LUT-27: parents who will not go back: a service manager decides about the children's safety.
      Rule(
        .lut27, of: .luton, acts: [.managerDecision, .call, .recordCost, .nextDayAppointment, .escalate], warns: true
      ) { s, o in
        let condition =
          .fixed(s.isLate, because: FactSet(.presentedAt)) && s.family.unlessNo && s.nowhere
          && s.another.then(!s.agrees)
        guard s.managerDecides else { return condition }
        o.act(
          .managerDecision, by: .childrensServicesManager, about: s.here, .tonight(s), rules: RuleList(.lut27, .i6),
          note: .managerDecides, reach: .childrensOutOfHours)
        o.act(
          .call, by: s.officer, about: s.theirChildrensServices, .tonight(s), rules: RuleList(.lut27),
          note: .ringForManager, reach: .childrensOutOfHours)
        o.act(
          .recordCost, by: .temporaryAccommodation, about: s.here, .tonight(s), rules: RuleList(.lut27),
          note: .rechargeCost,
          reach: .temporaryAccommodation)
        o.act(
          .nextDayAppointment, by: .housingOfficer, about: s.here, .nextWorkingDay(s), rules: RuleList(.lut27),
          note: .seenByHousing)
        o.act(.escalate, by: .housingOfficer, about: s.here, rules: RuleList(.lut46, .lut27), note: .escalateDispute)
        o.warn(.unclearProtocol, .whoPaysIsUnclear)
        return condition
      },
      // I-6: a refusal never ends help; it may hide a risk, so the reason is asked.
      Rule(.i6, acts: [.advise]) { s, o in
        let condition = s.another.then(!s.agrees)
        if condition.isYes, s.needsRoof {
          o.act(
            .advise, by: s.officer, about: s.anotherAuthority, .tonight(s), rules: RuleList(.i6),
            note: .refusalEndsNothing)
        }
        return condition
      },
      // I-16: the case stays with whoever has it until another authority expressly accepts it.
      Rule(.i16) { s, o in s.another },
      // LUT-29: no passing back between services either.
      Rule(.lut29, of: .luton) { s, o in s.another },
    ]
  }

  private static func wayBack(_ s: borrowing Situation<Log>) -> Condition {
    !s.danger.onlyIfYes && s.another.then(!s.riskThere && s.feasible && s.reception && s.agrees)
  }

  private static func goBack(_ s: borrowing Situation<Log>, _ o: inout Outcome, _ there: Authority, rules: RuleList) {
    o.act(
      .arrangeReception, by: s.officer, about: there, .tonight(s), rules: rules, note: .arrangeReception,
      reach: s.isLate ? .outOfHours : .housing)
    o.act(.returnFamily, by: s.officer, about: there, .tonight(s), rules: rules, note: .returnFamily)
    o.act(.writtenConfirmation, by: s.officer, about: there, .tonight(s), rules: rules, note: .writtenConfirmation)
  }
}
