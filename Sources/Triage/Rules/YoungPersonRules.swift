import Directory
import WorkingTime

/// An applicant under 18: children's services lead, and housing neither waits nor sends them back (I-9, CA89-s20, CA89-s46).
enum YoungPersonRules {
  static let rules: [Rule] = [
    Rule(.i9, writes: .bars(.bedAndBreakfast), when: { $0.under18.onlyIfYes }) { s, o in
      o.bar(.bedAndBreakfast, about: nil, note: .noBedAndBreakfastUnder18)
    },
    // CA89-s20 takes precedence over Part 7; housing covers the night under HA96-s188 if they cannot come at once.
    Rule(
      .ca89s20, writes: .acts(.section20, .referChildrensServices, .call, .preAuthorisePlacement, .nextDayAppointment),
      reading: .unlessNo, when: { $0.under18.onlyIfYes && ($0.under16 || !$0.home) }
    ) { s, o in
      let isChild = s.under16.isYes
      o.act(
        .section20, by: .childrensServices, about: s.theirChildrensServices, .tonight(s), also: [.i9],
        note: isChild ? .section20Child : .section20, reach: s.isHousingAuthority ? s.childrensLine : nil)
      DangerRules.refer(s, &o, note: isChild ? .referChild : .referYoungPerson)
      o.act(
        .nextDayAppointment, by: .childrensServices, about: s.childrensSeer(on: s.nights.nextWorkingDay),
        .nextWorkingDay(s), note: .youngPersonSeen, reach: s.isHousingAuthority ? .safeguarding : nil)
      if s.isHousingAuthority, !isChild {
        o.act(
          .preAuthorisePlacement, by: s.officer, about: s.here, .tonight(s),
          also: s.notEligible.isYes ? [.i9] : [.i9, .s188],
          note: s.notEligible.isYes ? .readyForChildPastPart7 : .readyForYoungPerson, reach: s.housingLine)
      }
      CareLeaverRules.ringWhoCaresForChild(s, &o)
    },
    // SI2002-2051: at 16 and 17 they are in priority need by their age. While there is a roof nobody leads tonight, and
    // children's services hear of them all the same.
    Rule(
      .youngPersonOrder, writes: .acts(.tellChildrensServices),
      when: { s in
        let isYoung =
          Condition.fixed(s.isHousingAuthority, because: FactSet(.council)) && s.under18.onlyIfYes && !s.under16
        return isYoung && s.home.onlyIfYes
      }
    ) { s, o in
      o.act(
        .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .todayOrNextWorkingDay(s),
        also: [.ca89s20], note: .tellOfYoungPerson, reach: s.childrensLine)
    },
    // CA89-s46: where children's services cannot come at once, the police protect a child.
    Rule(.ca89s46, writes: .acts(.advise), when: { $0.under16.onlyIfYes }) { s, o in
      o.act(.advise, by: s.officer, about: s.here, .atOnce(s), note: .policeProtection, reach: .police)
    },
  ]
}
