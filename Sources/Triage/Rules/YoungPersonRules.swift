import Directory

/// An applicant under 18: children's services lead, housing does not wait or bounce (I-9, CA89-s20, LUT-04, ESS-09).
enum YoungPersonRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      Rule(.i9, bars: [.bedAndBreakfast]) { s, o in
        if s.under18.isYes {
          o.bar(.bedAndBreakfast, about: nil, rules: RuleList(.i9), note: .noBedAndBreakfastUnder18)
        }
        return s.under18
      },
      // CA89-s20 takes precedence over Part 7; housing covers the night under HA96-s188 if they cannot come at once.
      Rule(.ca89s20, acts: [.section20, .referChildrensServices, .call, .preAuthorisePlacement, .nextDayAppointment]) {
        s, o in
        let condition = s.under18 && s.nowhere
        guard s.needsRoof, s.under18.isYes else { return condition }
        o.act(
          .section20, by: .childrensServices, about: s.theirChildrensServices, .tonight(s),
          rules: RuleList(.ca89s20, .i9),
          note: .section20)
        DangerRules.refer(s, &o, by: .ca89s20, note: .referYoungPerson)
        o.act(
          .nextDayAppointment, by: .childrensServices, about: s.theirChildrensServices, .nextWorkingDay(s),
          rules: RuleList(.ca89s20), note: .seenByChildrensServices, reach: .safeguarding)
        if s.isHousingAuthority {
          o.act(
            .preAuthorisePlacement, by: s.officer, about: s.here, .tonight(s), rules: RuleList(.i9, .s188),
            note: .readyForYoungPerson)
        }
        return condition
      },
      // LUT-04: an automatic referral at 16 and 17.
      Rule(.lut04, of: .luton, acts: [.referChildrensServices, .call]) { s, o in
        if s.under18.isYes { DangerRules.refer(s, &o, by: .lut04, note: .referYoungPerson) }
        return s.under18
      },
      // ESS-09: outside the Essex family protocol; a protocol of their own holds, which is not in this book.
      Rule(.ess09, of: .essex, acts: [.advise]) { s, o in
        if s.under18.isYes {
          o.act(.advise, by: s.officer, about: s.here, rules: RuleList(.ess09), note: .essexYoungPersonProtocol)
        }
        return s.under18
      },
    ]
  }
}
