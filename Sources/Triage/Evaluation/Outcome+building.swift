import Directory
import WorkingTime

/// Until when, and how that was counted.
struct Deadline {
  let due: DueTime
  let reading: TimeReading

  static func tonight(_ s: Situation) -> Deadline { Deadline(due: .day(s.hour.tonight), reading: .tonight) }

  static func atOnce(_ s: Situation) -> Deadline { Deadline(due: .day(s.presentedDay), reading: .atOnce) }

  static func day(_ day: Day, _ reading: TimeReading) -> Deadline { Deadline(due: .day(day), reading: reading) }

  /// The last day of a limit; at once where it has passed, for a past date is nothing that anybody can do.
  static func last(_ day: Day, _ reading: TimeReading, _ s: Situation) -> Deadline {
    day < s.today ? .atOnce(s) : .day(day, reading)
  }

  static func nextWorkingDay(_ s: Situation) -> Deadline { .day(s.nights.nextWorkingDay, .workingDays) }

  /// Today where the office is open, or the next working day.
  static func todayOrNextWorkingDay(_ s: Situation) -> Deadline {
    s.hour.actingPeriod == .officeHours ? .day(s.today, .workingDays) : .nextWorkingDay(s)
  }
}

extension Outcome {
  /// Adds an action under the rule that speaks; where the same stands already, its rules join, and the earlier time holds.
  mutating func act(
    _ code: ActionCode, by who: Who, about: Authority?, _ deadline: Deadline? = nil, reading: TimeReading? = nil,
    also: RuleList = [], note: ActionNote, reach: Purpose? = nil, otherDay: Day? = nil, amount: Int? = nil
  ) {
    var rules = RuleList(speaker)
    rules.add(also)
    add(
      OutcomeAction(
        code: code, who: who, about: about, due: deadline?.due, reading: deadline?.reading ?? reading, rules: rules,
        note: note, reach: reach, otherDay: otherDay, amount: amount))
  }

  private mutating func add(_ action: OutcomeAction) {
    let code = action.code
    let isNew = !has(code)
    mark(action.note == .askAboutDutyThere ? .callElsewhere : .act(code))
    if !isNew,
      let place = actions.firstIndex(where: {
        $0.code == code && $0.about == action.about
          && ((code.isOneForEachAuthority && !action.note.standsAlone && !$0.note.standsAlone)
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

  /// Bars something under the rule that speaks; where the same is barred already, the first failing condition stands and
  /// rules join.
  mutating func bar(
    _ code: BarredCode, about: Authority?, also: RuleList = [], note: BarNote, day: Day? = nil, amount: Int? = nil
  ) {
    var rules = RuleList(speaker)
    rules.add(also)
    let isNew = standing.isDisjoint(with: .bar(code))
    mark(.bar(code))
    if !isNew,
      let place = barred.firstIndex(where: { $0.code == code && $0.about == about && $0.day == day })
    {
      if barred[place].note == note { barred[place].rules.add(rules) }
      return
    }
    barred.append(OutcomeBar(code: code, about: about, rules: rules, note: note, day: day, amount: amount))
  }

  /// Warns under the rule that speaks.
  mutating func warn(_ code: WarningCode, _ note: WarningNote, day: Day? = nil, about: Authority? = nil) {
    warn(code, note, day: day, about: about, rule: speaker)
  }

  private mutating func warn(
    _ code: WarningCode, _ note: WarningNote, day: Day? = nil, about: Authority? = nil, rule: RuleID?,
    parameter: Parameter? = nil
  ) {
    mark(.warning)
    let isSaid = warnings.contains {
      $0.note == note && $0.day == day && $0.about == about && $0.parameter == parameter
    }
    if isSaid { return }
    warnings.append(
      OutcomeWarning(code: code, note: note, day: day, about: about, rule: rule, parameter: parameter))
  }

  /// Whether an action stands already.
  func has(_ code: ActionCode) -> Bool { soFar.has(code) }

  /// Puts the actions in order and works out the questions, once every rule has spoken.
  mutating func finish(_ s: Situation) {
    sortActions(s)
    addGeneralWarnings(s)
    var forTonight = s.ruling.needs
    // Who flees abuse is placed outside the area until it is known where that is: so this is asked tonight.
    if s.decision == .place, s.threat.isYes, s.facts.violenceRisk == nil {
      forTonight.formUnion(FactSet(.violenceRisk))
    }
    var forActions: FactSet = []
    for entry in trace { forActions.formUnion(entry.condition.needs) }
    ask(forTonight, changesTonight: true)
    ask(forActions.subtracting(forTonight), changesTonight: false)
    // In danger nothing is asked before 999 has been rung: no question may stand in the way. They wait, and none is lost.
    if s.danger.isYes { swap(&questions, &waiting) }
  }

  /// Puts the actions in order, and works out the questions of a case of which too little is known, if they are looked at.
  mutating func finish(_ s: Situation, asking: Bool) {
    sortActions(s)
    guard asking, !s.danger.isYes, s.decision == .ask else { return }
    ask(s.ruling.needs, changesTonight: true)
  }

  private mutating func ask(_ facts: FactSet, changesTonight: Bool) {
    facts.forEachFact(inOrderOf: .asking) { fact in
      questions.append(OutcomeQuestion(fact: fact, changesTonight: changesTonight))
    }
  }

  /// Stable and in place: there are few, and most stand right already.
  ///
  /// A council of which no duty is known is rung once the bed is found, and so is any while a duty held here keeps them:
  /// what it answers moves nobody tonight. One that is said to owe them is asked before, for they may go back to it.
  private mutating func sortActions(_ s: Situation) {
    let isBoth = has(.placeEmergency) && actions.contains { $0.note == .askAboutDutyThere }
    let bedComesFirst = isBoth && (s.kept.isYes || s.anotherAuthority == nil)
    func rank(_ action: OutcomeAction) -> UInt8 {
      let code: ActionCode =
        switch action.note {
        case .askAboutDutyThere where bedComesFirst: .protectBelongings
        // A power is considered before anybody is sent up the ladder.
        case .powerPendingReview, .powerPendingReferralReview, .askWhetherLetterEndsInterim: .keepAccommodated
        default: action.code
        }
      return code.rawValue
    }
    for place in actions.indices.dropFirst() {
      let action = actions[place]
      var at = place
      while at > 0, rank(action) < rank(actions[at - 1]) {
        actions[at] = actions[at - 1]
        at -= 1
      }
      if at != place { actions[at] = action }
    }
  }

  /// What the case itself says, whatever the rules came to.
  private mutating func addGeneralWarnings(_ s: Situation) {
    let engine = s.engine
    let hour = s.hour
    func add(
      _ code: WarningCode, _ note: WarningNote, day: Day? = nil, about: Authority? = nil, parameter: Parameter? = nil
    ) {
      warn(code, note, day: day, about: about, rule: nil, parameter: parameter)
    }
    if hour.isOnCutOff { add(.boundary, .onCutOff) }
    if hour.differsBySeenAt { add(.boundary, .differsBySeenAt) }
    if !s.place.hasRecordedHours { add(.assumedHours, .assumedHours) }
    if !engine.calendar.knows(hour.presentedDay) || !engine.calendar.knows(hour.nights.nextWorkingDay) {
      add(.beyondCalendar, .beyondCalendar, day: engine.calendar.knownUntil)
    }
    for parameter in s.unknownValues { add(.unknownValue, .unknownValue, parameter: parameter) }
    if !s.facts.repeatedHours.isEmpty { add(.repeatedHour, .repeatedHour) }
    if s.another.isYes, s.travel.isEstimated { add(.estimatedTravel, .estimatedTravel, about: s.anotherAuthority) }
    for index in s.facts.unheldNames.indices { add(.unknownCouncil, .unknownCouncil, about: .unheld(UInt8(index))) }
    for (place, council) in s.facts.takenOver.enumerated()
    where !s.facts.takenOver.prefix(place).contains(where: { $0.heir == council.heir }) {
      add(.councilSucceeded, .takenOverElsewhere, about: council.heir)
    }
    for index in s.facts.unheldNames.indices where !engine.exists(.unheld(UInt8(index)), s.facts, on: s.presentedDay) {
      add(.councilSucceeded, .notThereElsewhere, day: s.presentedDay, about: .unheld(UInt8(index)))
    }
    if let named = s.facts.dutyElsewhere?.authority {
      if s.anotherAuthority == nil { add(.oddFacts, .dutyElsewhereIsHere) }
      if let other = s.anotherAuthority, other != named { add(.councilSucceeded, .councilSucceeded, about: named) }
    }
    if s.facts.significantHarm == true, s.family.isNo, !s.under18.isYes { add(.oddFacts, .harmWithoutChild) }
    if s.placer == s.here { add(.oddFacts, .placedByIsHere) }
    if let decisionOn = s.facts.decisionOn, engine.day(of: decisionOn) > hour.presentedDay {
      add(.oddFacts, .decisionAfterPresentation)
    }
    if let referredAt = s.facts.referredAt, referredAt < s.facts.presentedAt {
      add(.oddFacts, .referredBeforePresentation)
    }
    if s.facts.changedSince == false, s.contradiction != nil { add(.oddFacts, .changedAfterAll) }
    if s.isEnded.isYes, s.ending.isYes, s.facts.accommodationEndsOn != nil { add(.oddFacts, .endsThoughEnded) }
    if s.fleeing.isYes, s.facts.violenceRisk == [] { add(.oddFacts, .abuseWithoutPlace) }
    if s.notEligible.isYes, s.facts.decision == .offerRefused { add(.oddFacts, .offerThoughNotEligible) }
    if s.facts.alternativeFound == true, s.facts.nowhereTonight == true { add(.oddFacts, .alternativeAndNowhere) }
    if let found = s.facts.foundIn?.authority, !s.isHousingAuthority,
      found.ref.flatMap({ engine.directory.county(of: $0) }) != s.council, found != s.here
    {
      add(.oddFacts, .foundOutside, about: found)
    }
    if let endsOn = s.facts.accommodationEndsOn, hour.today <= endsOn,
      engine.calendar.isBankHoliday(endsOn.adding(days: 1))
    {
      add(.holidayAhead, .holidayAhead, day: endsOn)
    }
  }
}
