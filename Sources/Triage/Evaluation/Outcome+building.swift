import Directory
import WorkingTime

/// Until when, and how that was counted.
struct Deadline {
  let due: DueTime
  let reading: TimeReading

  static func tonight(_ situation: borrowing Situation) -> Deadline {
    Deadline(due: .day(situation.presentedDay), reading: .tonight)
  }

  static func atOnce(_ situation: borrowing Situation) -> Deadline {
    Deadline(due: .day(situation.presentedDay), reading: .atOnce)
  }

  static func day(_ day: Day, _ reading: TimeReading) -> Deadline {
    Deadline(due: .day(day), reading: reading)
  }

  static func nextWorkingDay(_ situation: borrowing Situation) -> Deadline {
    .day(situation.nights.nextWorkingDay, .workingDays)
  }
}

extension Outcome {
  /// Adds an action; where the same stands already, its rules join, and the earlier time holds.
  mutating func act(
    _ code: ActionCode, by who: Who, about: Authority?, _ deadline: Deadline? = nil, reading: TimeReading? = nil,
    rules: RuleList, note: ActionNote, reach: Purpose? = nil, otherDay: Day? = nil
  ) {
    written.insert(note == .askAboutDutyThere ? .callElsewhere : .act(code))
    if let place = actions.firstIndex(where: {
      $0.code == code && $0.about == about
        && (code.isOneForEachAuthority || ($0.note == note && $0.who == who && $0.reach == reach))
    }) {
      actions[place].rules.add(rules)
      if let deadline, case .day(let day) = deadline.due, case .day(let held)? = actions[place].due, day < held {
        actions[place].due = deadline.due
        actions[place].reading = deadline.reading
      }
      return
    }
    actions.append(
      OutcomeAction(
        code: code, who: who, about: about, due: deadline?.due, reading: deadline?.reading ?? reading, rules: rules,
        note: note, reach: reach, otherDay: otherDay))
  }

  /// Bars something; where the same is barred already, the first failing condition stands and rules join.
  mutating func bar(_ code: BarredCode, about: Authority?, rules: RuleList, note: BarNote, day: Day? = nil) {
    written.insert(.bar(code))
    if let place = barred.firstIndex(where: { $0.code == code && $0.about == about && $0.day == day }) {
      if barred[place].note == note { barred[place].rules.add(rules) }
      return
    }
    barred.append(OutcomeBar(code: code, about: about, rules: rules, note: note, day: day))
  }

  mutating func warn(_ code: WarningCode, _ note: WarningNote, day: Day? = nil, about: Authority? = nil) {
    written.insert(.warning)
    let warning = OutcomeWarning(code: code, note: note, day: day, about: about)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  /// Whether an action stands already.
  func has(_ code: ActionCode) -> Bool { actions.contains { $0.code == code } }

  /// Puts the actions in order and works out the questions, once every rule has spoken.
  mutating func finish(_ situation: borrowing Situation) {
    sortActions()
    addGeneralWarnings(situation)
    // In danger nothing is asked: no question may stand in the way.
    guard !situation.danger.isYes else { return }
    let forTonight = situation.tonightNeeds
    var forActions: FactSet = []
    for entry in trace { forActions.formUnion(entry.condition.needs) }
    ask(forTonight, changesTonight: true)
    ask(forActions.subtracting(forTonight), changesTonight: false)
  }

  /// Puts the actions in order, and works out the questions of a case of which too little is known, if they are looked at.
  mutating func finish(_ situation: borrowing Situation, asking: Bool) {
    sortActions()
    guard asking, !situation.danger.isYes, situation.decision == .ask else { return }
    var needs: FactSet = []
    _ = Tonight.decided(situation, needing: &needs)
    ask(needs, changesTonight: true)
  }

  private mutating func ask(_ facts: FactSet, changesTonight: Bool) {
    facts.forEachFact(inOrderOf: .asking) { fact in
      questions.append(OutcomeQuestion(fact: fact, changesTonight: changesTonight))
    }
  }

  /// Stable and in place: there are few, and most stand right already.
  private mutating func sortActions() {
    for place in actions.indices.dropFirst() {
      var at = place
      while at > 0, actions[at].code.rawValue < actions[at - 1].code.rawValue {
        actions.swapAt(at, at - 1)
        at -= 1
      }
    }
  }

  private mutating func addGeneralWarnings(_ situation: borrowing Situation) {
    let engine = situation.engine
    let hour = situation.hour
    if hour.isOnCutOff { warn(.boundary, .onCutOff) }
    if hour.differsBySeenAt { warn(.boundary, .differsBySeenAt) }
    if !situation.place.hasRecordedHours { warn(.assumedHours, .assumedHours) }
    if !engine.calendar.knows(hour.presentedDay) || !engine.calendar.knows(hour.nights.nextWorkingDay) {
      warn(.beyondCalendar, .beyondCalendar, day: engine.calendar.knownUntil)
    }
    if !situation.facts.repeatedHours.isEmpty { warn(.repeatedHour, .repeatedHour) }
    if situation.isTravelEstimated { warn(.estimatedTravel, .estimatedTravel, about: situation.anotherAuthority) }
    for index in situation.facts.unheldNames.indices {
      warn(.unknownCouncil, .unknownCouncil, about: .unheld(UInt8(index)))
    }
    if situation.facts.dutyElsewhere == .some(situation.here) { warn(.oddFacts, .dutyElsewhereIsHere) }
    if situation.facts.significantHarm == true, situation.family.isNo, !situation.under18.isYes {
      warn(.oddFacts, .harmWithoutChild)
    }
    if situation.facts.decision == .notEligible, situation.facts.eligibility != nil,
      situation.facts.eligibility != .notEligible
    {
      warn(.oddFacts, .eligibleAfterDecision)
    }
    if situation.facts.placedBy == .some(situation.here) { warn(.oddFacts, .placedByIsHere) }
    if let decisionOn = situation.facts.decisionOn, engine.day(of: decisionOn) > hour.presentedDay {
      warn(.oddFacts, .decisionAfterPresentation)
    }
    if let referredAt = situation.facts.referredAt, referredAt < situation.facts.presentedAt {
      warn(.oddFacts, .referredBeforePresentation)
    }
    if let endsOn = situation.facts.accommodationEndsOn, engine.calendar.isBankHoliday(endsOn.adding(days: 1)) {
      warn(.holidayAhead, .holidayAhead, day: endsOn)
    }
  }
}
