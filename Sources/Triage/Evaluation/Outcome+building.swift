import Directory
import WorkingTime

/// Until when, and how that was counted.
struct Deadline {
  let due: DueTime
  let reading: TimeReading

  static func tonight<Log>(_ situation: borrowing Situation<Log>) -> Deadline {
    Deadline(due: .day(situation.presentedDay), reading: .tonight)
  }

  static func atOnce<Log>(_ situation: borrowing Situation<Log>) -> Deadline {
    Deadline(due: .day(situation.presentedDay), reading: .atOnce)
  }

  static func day(_ day: Day, _ reading: TimeReading) -> Deadline {
    Deadline(due: .day(day), reading: reading)
  }

  static func nextWorkingDay<Log>(_ situation: borrowing Situation<Log>) -> Deadline {
    .day(situation.nights.nextWorkingDay, .workingDays)
  }
}

extension Outcome {
  /// Adds an action; where the same stands already, its rules join, and the earlier time holds.
  @inline(__always)
  mutating func act(
    _ code: ActionCode, by who: Who, about: Authority?, _ deadline: Deadline? = nil, reading: TimeReading? = nil,
    rules: RuleList, note: ActionNote, reach: Purpose? = nil, otherDay: Day? = nil
  ) {
    add(
      OutcomeAction(
        code: code, who: who, about: about, due: deadline?.due, reading: deadline?.reading ?? reading, rules: rules,
        note: note, reach: reach, otherDay: otherDay))
  }

  // Once and not in every rule: together the rules would not fit into what a core holds of a program at a time.
  @inline(never)
  private mutating func add(_ action: OutcomeAction) {
    let code = action.code
    let isNew = !has(code)
    mark(action.note == .askAboutDutyThere ? .callElsewhere : .act(code))
    if !isNew,
      let place = actions.firstIndex(where: {
        $0.code == code && $0.about == action.about
          && (code.isOneForEachAuthority
            || ($0.note == action.note && $0.who == action.who && $0.reach == action.reach))
      })
    {
      actions[place].rules.add(action.rules)
      if case .day(let day)? = action.due, case .day(let held)? = actions[place].due, day < held {
        actions[place].due = action.due
        actions[place].reading = action.reading
      }
      return
    }
    actions.append(action)
  }

  /// Bars something; where the same is barred already, the first failing condition stands and rules join.
  @inline(__always)
  mutating func bar(_ code: BarredCode, about: Authority?, rules: RuleList, note: BarNote, day: Day? = nil) {
    add(OutcomeBar(code: code, about: about, rules: rules, note: note, day: day))
  }

  @inline(never)
  private mutating func add(_ bar: OutcomeBar) {
    let isNew = standing.isDisjoint(with: .bar(bar.code))
    mark(.bar(bar.code))
    if !isNew,
      let place = barred.firstIndex(where: { $0.code == bar.code && $0.about == bar.about && $0.day == bar.day })
    {
      if barred[place].note == bar.note { barred[place].rules.add(bar.rules) }
      return
    }
    barred.append(bar)
  }

  @inline(never)
  mutating func warn(_ code: WarningCode, _ note: WarningNote, day: Day? = nil, about: Authority? = nil) {
    mark(.warning)
    let warning = OutcomeWarning(code: code, note: note, day: day, about: about)
    // A sentence that has not been said needs no look at those that have: so it is with nearly all.
    let bit: UInt64 = 1 &<< UInt64(note.rawValue)
    if said & bit != 0, warnings.contains(warning) { return }
    said |= bit
    warnings.append(warning)
  }

  /// Whether an action stands already.
  func has(_ code: ActionCode) -> Bool {
    !standing.isDisjoint(with: code == .call ? [.act(.call), .callElsewhere] : .act(code))
  }

  /// Puts the actions in order and works out the questions, once every rule has spoken.
  mutating func finish<Log>(_ situation: borrowing Situation<Log>) {
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
  mutating func finish<Log>(_ situation: borrowing Situation<Log>, asking: Bool) {
    sortActions()
    guard asking, !situation.danger.isYes, situation.decision == .ask else { return }
    var needs: FactSet = []
    _ = Tonight.decided(situation, needing: &needs)
    ask(needs, changesTonight: true)
  }

  private mutating func ask(_ facts: FactSet, changesTonight: Bool) {
    // Added all at once: each by itself would cost as much as working it out.
    withUnsafeTemporaryAllocation(of: OutcomeQuestion.self, capacity: UInt64.bitWidth) { room in
      var count = 0
      facts.forEachFact(inOrderOf: .asking) { fact in
        room.initializeElement(at: count, to: OutcomeQuestion(fact: fact, changesTonight: changesTonight))
        count += 1
      }
      questions.append(contentsOf: UnsafeBufferPointer(rebasing: room[..<count]))
    }
  }

  /// Stable and in place: there are few, and most stand right already.
  private mutating func sortActions() {
    actions.withUnsafeMutableBufferPointer { actions in
      for place in actions.indices.dropFirst() {
        let action = actions[place]
        var at = place
        while at > 0, action.code.rawValue < actions[at - 1].code.rawValue {
          actions[at] = actions[at - 1]
          at -= 1
        }
        if at != place { actions[at] = action }
      }
    }
  }

  private mutating func addGeneralWarnings<Log>(_ situation: borrowing Situation<Log>) {
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
    for index in 0..<situation.facts.unheldCount {
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
