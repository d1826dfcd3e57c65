import Directory
import WorkingTime

/// Luton's urgent accommodation on the day, before and after half past four (LUT-18 to LUT-24, LUT-46).
enum LateDayRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // LUT-19: refer to the MASH, then telephone to be sure that it arrived and is taken over.
      Rule(.lut19, of: .luton, acts: [.referChildrensServices, .call]) { s, o in
        let condition = s.nowhere && s.family && s.closed && .fixed(!s.isLate, because: FactSet(.presentedAt))
        guard s.decision == .handOver else { return condition }
        o.act(
          .referChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, .tonight(s),
          rules: RuleList(.lut19),
          note: .referFamily, reach: .safeguarding)
        o.act(
          .call, by: .housingOfficer, about: s.theirChildrensServices, .tonight(s), rules: RuleList(.lut19),
          note: .confirmReferral, reach: .safeguarding)
        return condition
      },
      // LUT-20: a social care officer meets the family within 15 minutes of the referral, not of the telephone call.
      Rule(.lut20, of: .luton, acts: [.handOver, .escalate]) { s, o in
        let condition = s.nowhere && s.family && s.closed && .fixed(!s.isLate, because: FactSet(.presentedAt))
        guard s.decision == .handOver else { return condition }
        let minutes = s.engine.values.handOverMinutes.value(on: s.presentedDay) ?? 15
        let until = (s.facts.referredAt ?? s.facts.presentedAt).adding(seconds: Int64(minutes) * 60)
        let deadline = Deadline(due: .moment(until), reading: .clockHours)
        o.act(
          .handOver, by: .childrensServices, about: s.here, deadline, rules: RuleList(.lut20, .lut22),
          note: s.facts.referredAt == nil ? .handOverIfReferredNow : .handOver)
        o.act(
          .escalate, by: .housingOfficer, about: s.here, deadline, rules: RuleList(.lut46, .lut20),
          note: .escalateHandOver)
        let referred = Condition.of(s.facts.referredAt.map { _ in true }, .referredAt)
        return condition.isYes ? condition && referred : condition
      },
      // LUT-23: whatever children's services decide, no child is left without a bed; so the bed is found meanwhile.
      Rule(.lut23, of: .luton, acts: [.preAuthorisePlacement]) { s, o in
        if s.decision == .handOver || s.managerDecides {
          o.act(
            .preAuthorisePlacement, by: .housingOfficer, about: s.here, .tonight(s), rules: RuleList(.lut23, .lut18),
            note: .preparePlacement)
        }
        return s.nowhere && s.family
      },
      // LUT-24: after the cut-off the housing officer places, on behalf of children's services, and tells both teams.
      Rule(
        .lut24, of: .luton,
        acts: [
          .call, .preAuthorisePlacement, .placeEmergency, .tellChildrensServices, .recordCost, .nextDayAppointment,
        ],
        warns: true
      ) { s, o in
        let condition = s.nowhere && s.family && .fixed(s.isLate, because: FactSet(.presentedAt))
        if s.hour.isOnCutOff, !s.nowhere.isNo, !s.family.isNo {
          o.act(
            .preAuthorisePlacement, by: .housingOfficer, about: s.here, .tonight(s), rules: RuleList(.lut24),
            note: .preAuthoriseOnCutOff)
        }
        guard s.decision == .place, s.isForChildrensServices else { return condition }
        InterimAccommodationRules.accommodate(s, &o, rules: RuleList(.lut24))
        o.act(
          .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .tonight(s), rules: RuleList(.lut24),
          note: .tellMASHOfPlacement, reach: .safeguarding)
        o.act(
          .call, by: s.officer, about: s.theirChildrensServices, .tonight(s), rules: RuleList(.lut24),
          note: .ringMASHOrDutyTeam,
          reach: s.isOfficeOpen ? .safeguarding : .childrensOutOfHours)
        o.act(
          .recordCost, by: .temporaryAccommodation, about: s.here, .tonight(s), rules: RuleList(.lut24),
          note: .tellAllocations,
          reach: .temporaryAccommodation)
        o.act(
          .nextDayAppointment, by: .applicant, about: s.theirChildrensServices, .nextWorkingDay(s),
          rules: RuleList(.lut24),
          note: .seenByMASH, reach: .safeguarding)
        let following = s.nights.first.adding(days: 1)
        if following != s.nights.nextWorkingDay {
          o.warn(.unclearProtocol, .followingDayIsNotWorking, day: following)
        }
        if s.power != .s17 { o.warn(.unclearProtocol, .lateDayUnderSection188) }
        return condition
      },
    ]
  }
}
