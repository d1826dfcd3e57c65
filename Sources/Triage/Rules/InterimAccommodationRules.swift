import Directory
import WorkingTime

/// Who must accommodate tonight under Part 7, tested before everything else (I-3, HA96-s188 and what follows it).
enum InterimAccommodationRules {
  static let rules: [Rule] = [
    // HA96-s188: reason to believe they may be homeless, eligible and in priority need, at any hour and whatever the
    // local connection.
    place(.s188, under: .s188),
    // HA96-s193: the main duty is owed already.
    place(.s193, under: .s193),
    // HA96-s199A and HA96-s200: notified to another authority, and accommodated here until its answer is notified.
    place(.s199A, under: .s199A),
    place(.s200, under: .s200),
    // HA96-s190: intentionally homeless, so accommodated for a period that gives a reasonable opportunity. An end of it that
    // is computed is a proposal; where no protocol gives a number of days, a person sets it.
    Rule(
      .s190, writes: [.acts(.placeEmergency, .nextDayAppointment, .proposeEndDate, .advise), .warning],
      when: { s in
        s.isIntentional && !s.protected.onlyIfYes
          && !s.holds(.relief).onlyIfYes
      }
    ) { s, o in
      if s.isLooked(at: .acts(.placeEmergency, .nextDayAppointment)), s.power == .s190 { accommodate(s, &o) }
      EndRules.propose(s, &o)
    },
    // HA96-s189-1: an adult known to be in no priority need; another duty may still be owed, and a person decides.
    Rule(
      .s189need, writes: .acts(.advise),
      when: { s in s.settled(s.decision == .advise, because: s.need.because) }
    ) { s, o in
      o.act(
        .advise, by: s.officer, about: s.here, .tonight(s), also: [.i21],
        note: s.isHousingAuthority ? .adviseAdult : .adviseAdultAtCounty)
      // HA96-s188-1ZA: while relief is owed, the decision ends section 188 only where it says that nothing follows.
      if s.isHousingAuthority, s.facts.dutyHeld == .relief, s.facts.decision == .notPriority {
        o.act(
          .advise, by: s.officer, about: s.here, .tonight(s), also: [.s188], note: .askWhetherLetterEndsInterim,
          reach: s.housingLine)
      }
      CareLeaverRules.ringWhoLookedAfterThem(s, &o)
      o.act(.advise, by: s.officer, about: s.here, .tonight(s), note: .roughSleeperLines, reach: .roughSleeping)
    },
  ]

  private static func place(_ power: Power, under rule: RuleID) -> Rule {
    Rule(
      rule, writes: .acts(.placeEmergency, .nextDayAppointment), when: { $0.places(under: power) }
    ) { s, o in accommodate(s, &o) }
  }

  /// Places them tonight and sees them again; what is done for children's services is seen to by the late day's own rules.
  static func accommodate(_ s: Situation, _ o: inout Outcome, also: RuleList = []) {
    o.act(
      .placeEmergency, by: s.officer, about: s.here, .tonight(s), also: also, note: .placeTonight, reach: s.housingLine)
    guard !s.tonight.isForChildrensServices else { return }
    o.act(
      .nextDayAppointment, by: .housingOfficer, about: s.seer(on: s.nights.nextWorkingDay), .nextWorkingDay(s),
      also: also, note: .seenByHousing, reach: .housing)
  }
}

extension Situation {
  /// Whether the council asked places them tonight under a power, with the facts that it turned on.
  func places(under power: Power) -> Condition {
    var because = home.because.union(closed.because).union(need.because)
    if facts.dutyHeld != nil { because.insert(FactSet(.dutyHeld)) }
    if facts.decision != nil { because.insert(FactSet(.decision)) }
    return settled(decision == .place && self.power == power, because: because)
  }

  /// Whether something of the decision for tonight holds; while too little is known to decide, that waits for the same facts.
  func settled(_ holds: Bool, because: FactSet) -> Condition {
    if decision == .ask { return Condition(.needs, because: because, needs: ruling.needs) }
    return Condition(holds ? .yes : .no, because: because)
  }

  /// Whether they go back tonight with the facts that it turned on.
  var goingBack: Condition {
    .fixed(goesBack, because: another.because)
  }
  /// Whether a children's services manager decides (row 5), without a look at the rows below it.
  var managerDecides: Condition {
    .fixed(Tonight.managerDecides(self), because: another.because.union(late.because))
  }
}
