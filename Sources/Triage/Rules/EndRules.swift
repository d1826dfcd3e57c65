import Directory
import WorkingTime

/// The end of accommodation after an adverse decision: a proposal, and the days on which nothing ends (I-12, HA96-s190).
enum EndRules {
  static let rules: [Rule] = [
    // I-12: where a protocol names weekdays on which nothing ends, no weekend and no bank holiday either, and only ever
    // later.
    Rule(
      .i12, writes: [.acts(.proposeEndDate, .advise), .bar(.endAccommodation), .warning],
      when: { s in s.regime.noEndOn == nil ? endsWhileShut(s) : endsOnBadDay(s) }
    ) { s, o in
      if s.regime.noEndOn == nil { adviseAgainst(s, &o) } else { moveLater(s, &o) }
    },
    // I-22: an end that has passed says nothing of tonight, and none is made up in its place; so the end is asked for.
    Rule(
      .i22, writes: .acts(.advise), reading: .unlessNo,
      when: { s in
        let today = s.today
        return s.isDecided.onlyIfYes
          .then(.of(s.facts.accommodationEndsOn.map { $0 < today }, .accommodationEndsOn))
      }
    ) { s, o in
      if let given = s.facts.accommodationEndsOn {
        o.act(.advise, by: s.officer, about: s.here, note: .endHasPassed, otherDay: given)
      } else if let usual = usualDay(s), usual.end < s.today {
        o.act(.advise, by: s.officer, about: s.here, note: .usualEndHasPassed, amount: usual.notice)
      }
    },
  ]

  /// The end that was given, while it is still to come; one that has passed is nothing to forbid.
  static func givenEnd(_ s: Situation) -> Day? {
    s.facts.accommodationEndsOn.flatMap { $0 < s.today ? nil : $0 }
  }

  /// Whether something keeps an end from being spoken of: a referral, or a review of a final offer, that is undecided.
  static func isUndecided(_ s: Situation) -> Bool {
    s.isReferred.isYes || s.facts.review == .finalOffer || s.facts.review == .referral
  }

  /// The day of an intentionally-homeless decision with the notice that a protocol calls usual: a starting value only, and
  /// only while that day is still to come. Nothing where no protocol names one: the law knows no number of days.
  static func usualEnd(_ s: Situation) -> Day? {
    guard isOpen(s), let usual = usualDay(s) else { return nil }
    return s.today < usual.end ? usual.end : nil
  }

  /// After an intentionally-homeless decision an end is still to be set. Nothing once the period is over, nor for whom the
  /// law protects.
  private static func isOpen(_ s: Situation) -> Bool {
    s.isIntentional.isYes && s.protected.isNo && s.facts.accommodationEndsOn == nil && !isUndecided(s)
      && s.facts.dutyHeld != .relief && s.facts.dutyHeld != .ended
  }

  /// The day of an intentionally-homeless decision with the notice that a protocol calls usual, and that notice in days,
  /// whether or not the day is still to come.
  private static func usualDay(_ s: Situation) -> (end: Day, notice: Int)? {
    guard s.isIntentional.isYes, let decisionOn = s.facts.decisionOn, let notice = s.regime.noticeDays else {
      return nil
    }
    let day = s.engine.day(of: decisionOn)
    return s.value(notice, on: day).map { (fit(day.adding(days: $0), s), $0) }
  }

  /// The first day, from one on, on which accommodation may end here: nowhere while offices are shut, and not on the
  /// weekdays that a protocol names.
  static func fit(_ day: Day, _ s: Situation) -> Day {
    let weekdays = s.regime.noEndOn.flatMap { s.value($0, on: day) } ?? []
    return s.engine.calendar.dayFitToEndAccommodation(onOrAfter: day, off: weekdays)
  }

  /// The end that was given. Where a protocol forbids its day, and the day is not over, it is the later day that the
  /// protocol makes of it (I-12).
  static func endInForce(_ s: Situation) -> Day? {
    guard let day = s.facts.accommodationEndsOn else { return nil }
    let isMoved = s.regime.noEndOn != nil && s.today <= day && !isUndecided(s)
    return isMoved ? fit(day, s) : day
  }

  /// A given end, still to come, that falls on a day on which nothing ends here.
  static func endsOnBadDay(_ s: Situation) -> Condition {
    guard s.regime.noEndOn != nil else { return .fixed(false) }
    guard let day = s.facts.accommodationEndsOn else {
      return s.isDecided.then(Condition(.needs, needs: FactSet(.accommodationEndsOn)))
    }
    let isBad = s.today <= day && fit(day, s) != day
    return .fixed(isBad && !isUndecided(s), because: FactSet(.accommodationEndsOn))
  }

  static func moveLater(_ s: Situation, _ o: inout Outcome, also: RuleList = []) {
    guard let day = s.facts.accommodationEndsOn else { return }
    o.bar(.endAccommodation, about: s.here, also: also, note: .noEndOnThatDay, day: day)
    let later = fit(day, s)
    o.act(
      .proposeEndDate, by: .housingOfficer, about: s.here, .day(later, .calendarDays), also: also,
      note: .proposeEndDate)
    warnOfHoliday(after: later, s, &o)
  }

  /// The proposal after an intentionally-homeless decision.
  static func propose(_ s: Situation, _ o: inout Outcome) {
    if let end = usualEnd(s) {
      o.act(
        .proposeEndDate, by: .housingOfficer, about: s.here, .day(end, .calendarDays), note: .proposeEndDate)
      // The number in a protocol is a starting value; the law knows no period for everyone.
      o.warn(.lawOverProtocol, .noticeIsNoFixedPeriod)
      warnOfHoliday(after: end, s, &o)
    } else if isOpen(s), s.regime.noticeDays == nil {
      o.act(.advise, by: .housingOfficer, about: s.here, note: .reasonableNotice)
    }
  }

  /// A given end, still to come, that falls on a Friday or while offices are shut, where no protocol forbids it.
  private static func endsWhileShut(_ s: Situation) -> Condition {
    guard let day = s.facts.accommodationEndsOn else {
      return s.isDecided.onlyIfYes.then(Condition(.needs, needs: FactSet(.accommodationEndsOn)))
    }
    let isShut =
      s.today <= day && s.engine.calendar.dayFitToEndAccommodation(onOrAfter: day, off: [.friday]) != day
    return .fixed(isShut && !isUndecided(s), because: FactSet(.accommodationEndsOn))
  }

  private static func adviseAgainst(_ s: Situation, _ o: inout Outcome) {
    guard let day = s.facts.accommodationEndsOn else { return }
    o.act(
      .advise, by: .housingOfficer, about: s.here, also: s.isIntentional.isYes ? [.s190] : [],
      note: .adviseAgainstThatDay,
      otherDay: day)
  }

  private static func warnOfHoliday(after day: Day, _ s: Situation, _ o: inout Outcome) {
    if s.engine.calendar.isBankHoliday(day.adding(days: 1)) { o.warn(.holidayAhead, .holidayAhead, day: day) }
  }
}
