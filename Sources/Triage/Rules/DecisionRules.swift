import Directory
import WorkingTime

/// The letter, the early word to children's services and the joint assessment that go with an adverse decision (HA96-s184,
/// LUT-14 to LUT-17, ESS-10, KIN-06), and who is next when services disagree (KIN-23, ESS-20, KPG-21).
enum DecisionRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // LUT-15: the decision letter goes to the applicant, a copy with the referral; LUT-17: told in person.
      Rule(.lut15, of: .luton, acts: [.decisionLetter]) { s, o in letter(s, &o, rules: RuleList(.lut15, .lut17)) },
      // ESS-10: the letter carries the standard paragraph on a referral.
      Rule(.ess10, of: .essex, acts: [.decisionLetter]) { s, o in letter(s, &o, rules: RuleList(.ess10)) },
      // LUT-14: children's services hear of a family at the earliest stage, minded-to included.
      Rule(.lut14, of: .luton, acts: [.tellChildrensServices]) { s, o in earlyWord(s, &o, by: .lut14) },
      Rule(.kin06, of: .kingston, acts: [.tellChildrensServices]) { s, o in earlyWord(s, &o, by: .kin06) },
      // LUT-16: ineligible, or unable to live independently: assessed jointly where possible.
      Rule(.lut16, of: .luton, acts: [.jointAssessment]) { s, o in
        let condition = Condition.of(
          s.facts.decision.map { $0 == .notEligible || $0 == .cannotLiveIndependently }, .decision)
        if condition.isYes {
          o.act(
            .jointAssessment, by: .housingOfficer, about: s.theirChildrensServices, rules: RuleList(.lut16),
            note: .jointAssessment)
        }
        return condition
      },
      Rule(.kin23, of: .kingston, acts: [.escalate]) { s, o in
        ladder(s, &o, rules: RuleList(.kin23, .kin24), note: .kingstonLadder, days: 5)
      },
      // ESS-09 takes the under 18s out of this one.
      Rule(.ess20, of: .essex, acts: [.escalate]) { s, o in
        s.under18.isYes ? !s.under18 : ladder(s, &o, rules: RuleList(.ess20), note: .essexLadder)
      },
      Rule(.kpg21, of: .kent, acts: [.escalate]) { s, o in ladder(s, &o, rules: RuleList(.kpg21), note: .kentLadder) },
    ]
  }

  private static func letter(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) -> Condition {
    let made = s.isDecided && !s.under18.onlyIfYes
    if made.isYes {
      o.act(.decisionLetter, by: .housingOfficer, about: s.here, rules: rules.with(.s184), note: .decisionLetter)
    }
    return made
  }

  private static func earlyWord(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let likely = Condition.of(
      s.facts.decision.map { $0 == .mindedToRefuse || $0 == .intentionallyHomeless || $0 == .notEligible }, .decision)
    let condition = likely && s.family && !Condition.of(s.facts.dutyHeld.map { $0 == .ended }, .dutyHeld).onlyIfYes
    if condition.isYes {
      o.act(
        .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, rules: RuleList(rule),
        note: .tellEarly,
        reach: .safeguarding)
    }
    return condition
  }

  /// Only where children's services are the ones to act can they and housing disagree tonight.
  private static func ladder(
    _ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList, note: ActionNote, days: Int? = nil
  ) -> Condition {
    let condition = Condition.fixed(s.decision == .childrensServices)
    if condition.isYes {
      let last = days.map { s.engine.calendar.workingDay($0, after: s.presentedDay) }
      o.act(
        .escalate, by: .housingOfficer, about: s.theirChildrensServices, last.map { .day($0, .workingDays) },
        rules: rules,
        note: note)
    }
    return condition
  }
}
