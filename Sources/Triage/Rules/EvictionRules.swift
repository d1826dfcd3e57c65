import Directory
import WorkingTime

/// The end of accommodation after an adverse decision: notice, the day it may fall on, letters and reviews (HA96-s202-3,
/// KPG-18, I-12, LUT-34, LUT-35, LUT-49, ESS-06, ESS-11, ESS-13, KPG-04).
enum EvictionRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // LUT-34: in Luton normally 28 days from the decision.
      Rule(.lut34, of: .luton, acts: [.proposeEndDate, .advise], warns: true) { s, o in
        if s.isIntentional.isYes, proposal(s) != nil { propose(s, &o, rules: RuleList(.lut34)) }
        return s.isIntentional
      },
      // KPG-18: after an intentionally-homeless decision nobody in Kent is evicted on a Friday.
      Rule(.kpg18, of: .kent, acts: [.proposeEndDate], bars: [.endAccommodation]) { s, o in
        let condition = s.isIntentional.unlessNo && endsOnBadDay(s)
        if condition.isYes { moveLater(s, &o, rules: RuleList(.kpg18, .i12)) }
        return condition
      },
      // I-12: the extension of it, for any end date in Kent: no weekend and no bank holiday either, and only ever later.
      Rule(.i12, of: .kent, acts: [.proposeEndDate], bars: [.endAccommodation]) { s, o in
        let condition = endsOnBadDay(s)
        if condition.isYes { moveLater(s, &o, rules: RuleList(.i12)) }
        return condition
      },
      // HA96-s202-3: a review is asked for within 21 days, the first being the day of notification.
      Rule(.s202, acts: [.requestReview]) { s, o in
        let made = Condition.of(s.facts.decision.map(\.isMade), .decision)
        let condition = made.then(.of(s.facts.decisionOn.map { _ in true }, .decisionOn))
        guard made.isYes, let decisionOn = s.facts.decisionOn,
          let days = s.engine.values.reviewDays.value(on: s.presentedDay)
        else { return condition }
        let last = s.engine.day(of: decisionOn).adding(days: days - 1)
        o.act(
          .requestReview, by: .applicant, about: s.here, .day(last, .calendarDays), rules: RuleList(.s202),
          note: last < s.presentedDay ? .reviewTimePassed : .requestReview)
        return condition
      },
      // LUT-49 and LUT-35: the referral goes with the s184 letter the same day, or within one working day.
      Rule(.lut49, of: .luton, acts: [.tellChildrensServices], warns: true) { s, o in
        let condition = s.isDecided && s.family
        guard condition.isYes else { return condition }
        let issued = issued(s)
        o.act(
          .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
          sameDay(as: issued, s), rules: RuleList(.lut49, .lut35, .lut15),
          note: .referWithLetter, reach: .safeguarding,
          otherDay: s.engine.calendar.workingDay(after: issued))
        o.warn(.unclearProtocol, .sameDayOrOneWorkingDay)
        return condition
      },
      // ESS-11: letter issued and no alternative: a Request for Support within one working day.
      Rule(.ess11, of: .essex, acts: [.tellChildrensServices]) { s, o in
        let alternative = Condition.of(s.facts.alternativeFound, .alternativeFound)
        let condition = s.isDecided && s.family && !s.under18.onlyIfYes && !alternative
        guard s.isDecided.isYes, !s.family.isNo, !s.under18.isYes, !alternative.isYes else { return condition }
        let issued = issued(s)
        o.act(
          .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
          notPast(s.engine.calendar.workingDay(after: issued), s), rules: RuleList(.ess11, .ess10),
          note: .requestForSupport, reach: .safeguarding)
        return condition
      },
      // ESS-06: Children and Families hear of a refusal, with consent; interim accommodation ends on reasonable notice only.
      Rule(.ess06, of: .essex, acts: [.advise]) { s, o in
        let condition = s.isDecided && s.family && !s.under18.onlyIfYes
        if condition.isYes {
          o.act(
            .advise, by: .housingOfficer, about: s.here, rules: RuleList(.ess06, .s190), note: .reasonableNotice)
        }
        return condition
      },
      // ESS-13: where a family worker or social worker is involved already, that person is told, with the letter.
      Rule(.ess13, of: .essex, acts: [.tellChildrensServices]) { s, o in
        let involved = Condition.of(s.facts.childrensServices.map { $0 != .notKnown }, .childrensServices)
        let condition = (s.isDecided && s.family && !s.under18.onlyIfYes).then(involved)
        if condition.isYes {
          o.act(
            .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, rules: RuleList(.ess13),
            note: .tellNamedWorker)
        }
        return condition
      },
      // KPG-04: Kent's Request for Support, with the duty owed, the 56th day, what was tried and the letter.
      Rule(.kpg04, of: .kent, acts: [.tellChildrensServices]) { s, o in
        let condition = s.isDecided && s.family
        guard condition.isYes else { return condition }
        let before = proposal(s).map { s.engine.calendar.dayFitToEndAccommodation(onOrAfter: $0) }
        o.act(
          .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices,
          before.map { .day($0, .calendarDays) }, rules: RuleList(.kpg04, .kpg02), note: .kentRequestForSupport,
          reach: .safeguarding)
        return condition
      },
    ]
  }

  /// The day of the letter; today where nobody has said.
  private static func issued(_ s: borrowing Situation<Log>) -> Day {
    s.facts.decisionOn.map { s.engine.day(of: $0) } ?? s.presentedDay
  }

  /// The day of the letter: tonight where that is today, at once where it has passed.
  private static func sameDay(as issued: Day, _ s: borrowing Situation<Log>) -> Deadline {
    if issued < s.presentedDay { return .atOnce(s) }
    return issued == s.presentedDay ? .tonight(s) : .day(issued, .calendarDays)
  }

  /// A working-day limit, or at once where it has passed.
  private static func notPast(_ day: Day, _ s: borrowing Situation<Log>) -> Deadline {
    day < s.presentedDay ? .atOnce(s) : .day(day, .workingDays)
  }

  /// The end date given, else the decision's day with the usual notice, a starting value only. Never a day that is past:
  /// what was not ended then is not ended backwards now. Nothing once the period is over, nor for a care leaver (I-23).
  private static func proposal(_ s: borrowing Situation<Log>) -> Day? {
    guard let day = s.facts.accommodationEndsOn ?? usualEnd(s) else { return nil }
    return day < s.presentedDay ? s.nights.nextWorkingDay : day
  }

  private static func usualEnd(_ s: borrowing Situation<Log>) -> Day? {
    guard s.isIntentional.isYes, s.facts.dutyHeld != .ended, let decisionOn = s.facts.decisionOn,
      !CareLeaverRules.flagged(s).isYes
    else { return nil }
    let day = s.engine.day(of: decisionOn)
    let values = s.engine.values
    let notice =
      s.isParty(to: .luton)
      ? values.lutonNoticeDays : s.isParty(to: .kent) ? values.kentNoticeDays : values.defaultNoticeDays
    return notice.value(on: day).map { day.adding(days: $0) }
  }

  private static func endsOnBadDay(_ s: borrowing Situation<Log>) -> Condition {
    guard let day = proposal(s) else {
      return s.isDecided.then(Condition(.needs, needs: FactSet(.accommodationEndsOn)))
    }
    let because = s.facts.accommodationEndsOn != nil ? FactSet(.accommodationEndsOn) : FactSet(.decision, .decisionOn)
    return .fixed(isBad(day, s), because: because)
  }

  private static func isBad(_ day: Day, _ s: borrowing Situation<Log>) -> Bool {
    s.engine.calendar.dayFitToEndAccommodation(onOrAfter: day) != day
  }

  private static func moveLater(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) {
    guard let day = proposal(s) else { return }
    o.bar(.endAccommodation, about: s.here, rules: rules, note: .noEndOnThatDay, day: day)
    let fit = s.engine.calendar.dayFitToEndAccommodation(onOrAfter: day)
    o.act(
      .proposeEndDate, by: .housingOfficer, about: s.here, .day(fit, .calendarDays), rules: rules, note: .proposeEndDate
    )
    warnOfHoliday(after: fit, s, &o)
  }

  /// The proposal of an end date after an intentionally-homeless decision: moved later in Kent, only advised on elsewhere.
  static func propose(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) {
    guard s.isIntentional.isYes, !CareLeaverRules.flagged(s).isYes, let day = proposal(s) else { return }
    let due = s.isParty(to: .kent) ? s.engine.calendar.dayFitToEndAccommodation(onOrAfter: day) : day
    o.act(
      .proposeEndDate, by: .housingOfficer, about: s.here, .day(due, .calendarDays), rules: rules, note: .proposeEndDate
    )
    if !s.isParty(to: .kent), isBad(day, s) {
      o.act(
        .advise, by: .housingOfficer, about: s.here, rules: RuleList(.s190), note: .adviseAgainstThatDay, otherDay: day)
    }
    // The number in the protocol is a starting value; the law knows no period for everyone.
    if s.facts.accommodationEndsOn == nil, s.isParty(to: .luton) || s.isParty(to: .kent) {
      o.warn(.lawOverProtocol, .noticeIsNoFixedPeriod)
    }
    warnOfHoliday(after: due, s, &o)
  }

  private static func warnOfHoliday(after day: Day, _ s: borrowing Situation<Log>, _ o: inout Outcome) {
    if s.engine.calendar.isBankHoliday(day.adding(days: 1)) { o.warn(.holidayAhead, .holidayAhead, day: day) }
  }
}
