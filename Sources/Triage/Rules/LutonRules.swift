import Directory
import WorkingTime

/// Luton's joint housing protocol (LUT): its late day, before and after the cut-off, the way back, letters and disputes.
extension ProtocolPrefix {
  static let luton = ProtocolPrefix("LUT")
}

extension RuleID {
  static let lut03 = RuleID("LUT-03")
  static let lut04 = RuleID("LUT-04")
  static let lut08 = RuleID("LUT-08")
  static let lut11 = RuleID("LUT-11")
  static let lut14 = RuleID("LUT-14")
  static let lut15 = RuleID("LUT-15")
  static let lut16 = RuleID("LUT-16")
  static let lut17 = RuleID("LUT-17")
  static let lut18 = RuleID("LUT-18")
  static let lut19 = RuleID("LUT-19")
  static let lut20 = RuleID("LUT-20")
  static let lut22 = RuleID("LUT-22")
  static let lut23 = RuleID("LUT-23")
  static let lut24 = RuleID("LUT-24")
  static let lut25 = RuleID("LUT-25")
  static let lut26 = RuleID("LUT-26")
  static let lut27 = RuleID("LUT-27")
  static let lut29 = RuleID("LUT-29")
  static let lut34 = RuleID("LUT-34")
  static let lut35 = RuleID("LUT-35")
  static let lut42 = RuleID("LUT-42")
  static let lut43 = RuleID("LUT-43")
  static let lut46 = RuleID("LUT-46")
  static let lut49 = RuleID("LUT-49")
}

enum LutonRules {
  static let rules: [Rule] = lateDay + wayBack + decisions

  // MARK: Before and after the cut-off

  private static let lateDay: [Rule] = [
    // LUT-03: no automatic redirection to the other service before its involvement is checked.
    Rule(.lut03, of: .luton, writes: .bars(.redirect), when: { _ in .fixed(true) }) { s, o in
      o.bar(.redirect, about: nil, note: .noRedirection)
    },
    // LUT-18: nobody is asked to leave while it is not settled where they sleep, whoever they are.
    Rule(.lut18, of: .luton, writes: .bars(.leave), reading: .unlessNo, when: { !$0.home && !$0.goingBack }) { s, o in
      o.bar(.leave, about: nil, note: .nobodyLeaves)
    },
    // LUT-04: an automatic referral at 16 and 17.
    Rule(.lut04, of: .luton, writes: .acts(.referChildrensServices, .call), when: { $0.under18 }) { s, o in
      DangerRules.refer(s, &o, note: s.under16.isYes ? .referChild : .referYoungPerson)
    },
    Rule(.lut08, of: .luton, writes: .acts(.referChildrensServices, .call), when: { $0.harm }) { s, o in
      DangerRules.refer(s, &o, note: .referHarm)
    },
    // LUT-19: refer to the MASH, then telephone to be sure that it arrived and is taken over.
    Rule(.lut19, of: .luton, writes: .acts(.referChildrensServices, .call), when: { handsOver($0) }) { s, o in
      o.act(
        .referChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, .tonight(s),
        note: s.facts.referredAt == nil ? .referFamily : .referralHasGone, reach: .safeguarding)
      o.act(
        .call, by: .housingOfficer, about: s.theirChildrensServices, .tonight(s), note: .confirmReferral,
        reach: .safeguarding)
    },
    // LUT-20: a social care officer meets the family within minutes of the referral, not of the telephone call.
    Rule(.lut20, of: .luton, writes: .acts(.handOver, .escalate), when: { handsOver($0) }) { s, o in
      guard let lateDay = s.regime.lateDay, let minutes = s.value(lateDay.handOver) else { return }
      let until = (s.facts.referredAt ?? s.facts.lastSeenAt).adding(seconds: Int64(minutes) * 60)
      // A time that has passed is nothing that anybody can keep: then it is overdue, and due at once.
      let isOverdue = until < s.facts.now
      let deadline: Deadline = isOverdue ? .atOnce(s) : Deadline(due: .moment(until), reading: .clockHours)
      let note: ActionNote = s.facts.referredAt == nil ? .handOverIfReferredNow : .handOver
      o.act(
        .handOver, by: .childrensServices, about: s.here, deadline, also: [.lut22],
        note: isOverdue ? .handOverOverdue : note, amount: minutes)
      o.act(
        .escalate, by: .housingOfficer, about: s.here, deadline, also: [.lut46],
        note: isOverdue ? .escalateHandOverNow : .escalateHandOver)
    },
    // LUT-23: whatever children's services decide, no child is left without a bed; so the bed is found meanwhile.
    Rule(
      .lut23, of: .luton, writes: .acts(.preAuthorisePlacement), when: { handsOver($0) || $0.managerDecides }
    ) { s, o in
      o.act(
        .preAuthorisePlacement, by: .housingOfficer, about: s.here, .tonight(s), also: [.lut18],
        note: .preparePlacement, reach: s.housingLine)
    },
    // LUT-24: after the cut-off the housing officer places, on behalf of children's services, and tells both teams.
    Rule(
      .lut24, of: .luton,
      writes: [
        .acts(
          .call, .preAuthorisePlacement, .placeEmergency, .tellChildrensServices, .recordCost, .nextDayAppointment),
        .warning,
      ],
      when: { s in
        let isLate = s.late || .fixed(s.hour.isOnCutOff, because: FactSet(.presentedAt))
        let isTheirs = s.tonight.isForChildrensServices || (s.hour.isOnCutOff && !s.home.isYes && !s.family.isNo)
        return isLate && s.settled(isTheirs, because: s.home.because.union(s.family.because))
      }
    ) { s, o in lateDayPlacement(s, &o) },
  ]

  private static func lateDayPlacement(_ s: Situation, _ o: inout Outcome) {
    if s.hour.isOnCutOff {
      o.act(
        .preAuthorisePlacement, by: .housingOfficer, about: s.here, .tonight(s), note: .preAuthoriseOnCutOff,
        reach: s.housingLine)
    }
    guard s.decision == .place, s.tonight.isForChildrensServices else { return }
    InterimAccommodationRules.accommodate(s, &o)
    o.act(
      .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .tonight(s), note: .tellMASHOfPlacement,
      reach: s.childrensLine)
    o.act(
      .call, by: s.officer, about: s.theirChildrensServices, .tonight(s), note: .ringMASHOrDutyTeam,
      reach: s.childrensLine)
    o.act(
      .recordCost, by: .temporaryAccommodation, about: s.here, .tonight(s), note: .tellAllocations,
      reach: .temporaryAccommodation)
    o.act(
      .nextDayAppointment, by: .applicant, about: s.childrensSeer(on: s.nights.nextWorkingDay), .nextWorkingDay(s),
      note: .seenByMASH, reach: .safeguarding)
    let following = s.nights.first.adding(days: 1)
    if following != s.nights.nextWorkingDay { o.warn(.unclearProtocol, .followingDayIsNotWorking, day: following) }
    if !s.isPastPart7 { o.warn(.unclearProtocol, .lateDayUnderSection188) }
  }

  /// Row 8: in office hours children's services meet the family.
  private static func handsOver(_ s: Situation) -> Condition {
    let because = s.home.because.union(s.closed.because).union(s.family.because).union(FactSet(.presentedAt))
    return s.settled(s.decision == .handOver, because: because)
  }

  // MARK: The way back

  private static let wayBack: [Rule] = [
    // LUT-25: late in the day the housing officer weighs time of day, distance and transport.
    Rule(
      .lut25, of: .luton, writes: .acts(.arrangeReception, .returnFamily, .writtenConfirmation),
      when: { $0.late && $0.goingBack }
    ) { s, o in AnotherAuthorityRules.goBack(s, &o) },
    // LUT-26: reception is arranged before they set off; written confirmation follows, with a copy for the family.
    Rule(
      .lut26, of: .luton, writes: .acts(.arrangeReception, .returnFamily, .writtenConfirmation),
      when: { $0.goingBack }
    ) { s, o in AnotherAuthorityRules.goBack(s, &o) },
    // LUT-27: parents who will not go back: a service manager decides about the children's safety.
    Rule(
      .lut27, of: .luton, writes: [.acts(.managerDecision, .call, .recordCost, .nextDayAppointment), .warning],
      when: { $0.managerDecides }
    ) { s, o in
      o.act(
        .managerDecision, by: .childrensServicesManager, about: s.here, .tonight(s), also: [.i6], note: .managerDecides,
        reach: s.childrensLine)
      o.act(
        .call, by: s.officer, about: s.theirChildrensServices, .tonight(s), note: .ringForManager,
        reach: s.childrensLine)
      o.act(
        .recordCost, by: .temporaryAccommodation, about: s.here, .tonight(s), note: .rechargeCost,
        reach: .temporaryAccommodation)
      o.act(
        .nextDayAppointment, by: .housingOfficer, about: s.seer(on: s.nights.nextWorkingDay), .nextWorkingDay(s),
        note: .seenByHousing, reach: .housing)
      o.warn(.unclearProtocol, .whoPaysIsUnclear)
    },
    // LUT-46: where the services cannot agree, or somebody delays: line managers, then the Service Directors.
    Rule(.lut46, of: .luton, writes: .acts(.escalate), when: { $0.managerDecides }) { s, o in
      o.act(.escalate, by: .housingOfficer, about: s.here, also: [.lut27], note: .escalateDispute)
    },
    // LUT-29: no passing back between services either.
    Rule(.lut29, of: .luton, when: { $0.another }),
  ]

  // MARK: Letters, consent, and what else goes with a decision

  private static let decisions: [Rule] = [
    // LUT-34: normally so many days from the decision.
    Rule(
      .lut34, of: .luton, writes: [.act(.proposeEndDate), .warning],
      when: { s in s.isIntentional && .fixed(EndRules.usualEnd(s) != nil, because: FactSet(.decisionOn)) }
    ) { s, o in EndRules.propose(s, &o) },
    // LUT-15: the decision letter goes to the applicant, a copy with the referral; LUT-17: told in person.
    Rule(
      .lut15, of: .luton, writes: .acts(.decisionLetter),
      when: { s in
        s.isDecided && !s.under18.onlyIfYes && !s.same.onlyIfYes
      }
    ) { s, o in
      o.act(
        .decisionLetter, by: .housingOfficer, about: s.here, also: [.lut17, .s184], note: .decisionLetter)
    },
    // LUT-49 and LUT-35: the referral goes with the s184 letter the same day, or within one working day.
    Rule(
      .lut49, of: .luton, writes: [.act(.referChildrensServices), .warning],
      when: { $0.isDecided && $0.family }
    ) { s, o in referWithLetter(s, &o) },
    // LUT-14: children's services hear of a family at the earliest stage, minded-to included.
    Rule(.lut14, of: .luton, writes: .acts(.tellChildrensServices), when: { earlyWord($0) }) { s, o in
      tellEarly(s, &o)
    },
    // LUT-16: ineligible, or unable to live independently: assessed jointly where possible.
    Rule(
      .lut16, of: .luton, writes: .acts(.jointAssessment),
      when: { s in
        let isSuch = Condition.of(
          s.facts.decision.map { $0 == .notEligible || $0 == .cannotLiveIndependently }, .decision)
        return isSuch && (s.family.unlessNo || s.under18.onlyIfYes)
      }
    ) { s, o in
      o.act(
        .jointAssessment, by: .housingOfficer, about: s.theirChildrensServices, note: .jointAssessment,
        reach: .safeguarding)
    },
    // LUT-42: children's services are told of a likely intentional case with consent, unless it is safeguarding.
    Rule(
      .lut42, of: .luton, writes: [.act(.obtainConsent), .warning], heeds: ConsentRules.sharing, reading: .unlessNo,
      heeding: { ConsentRules.asksFirst($0, $1) || isToComeByTheirFault($0) }
    ) { s, o in
      if isToComeByTheirFault(s).isYes { o.warn(.lawOverProtocol, .preventionWhateverTheFault) }
      if !ConsentRules.asksFirst(s, o.soFar).isNo { ConsentRules.askFirst(s, &o) }
    },
    Rule(
      .lut43, of: .luton, writes: .acts(.shareWithoutConsent, .advise), when: { ConsentRules.sharesWithout($0) }
    ) { s, o in ConsentRules.shareWithout(s, &o) },
    // LUT-11: twelve months after care, or to the age of 25.
    Rule(.lut11, of: .luton, writes: .warning, when: { $0.careLeaver.onlyIfYes }) { s, o in
      o.warn(.unclearProtocol, .supportToWhichAge)
    },
  ]

  /// Somewhere tonight, homeless later, and thought to be at fault: the passage gives them only advice.
  private static func isToComeByTheirFault(_ s: Situation) -> Condition {
    let fault = Condition.of(
      s.facts.decision.map { $0 == .intentionallyHomeless || $0 == .mindedToRefuse }, .decision)
    let toCome = Condition.of(s.facts.homelessFrom.map { _ in true }, .homelessFrom)
    return fault.onlyIfYes && s.home.onlyIfYes && toCome.onlyIfYes
  }

  private static func referWithLetter(_ s: Situation, _ o: inout Outcome) {
    let told = s.facts.issuedOn ?? s.facts.decisionOn
    let issued = told.map { s.engine.day(of: $0) } ?? s.today
    let hasWorker = s.facts.childrensServices == .allocated
    let deadline: Deadline =
      issued < s.today ? .atOnce(s) : issued == s.today ? .tonight(s) : .day(issued, .calendarDays)
    let note: ActionNote =
      issued < s.today ? .referWithOldLetter : told == nil ? .referWithLetterOfSomeDay : .referWithLetter
    let toWorker: ActionNote = issued < s.today ? .referWithOldLetterToWorker : .referWithLetterToWorker
    o.act(
      .referChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, deadline, also: [.lut35, .lut15],
      note: hasWorker ? toWorker : note, reach: s.childrensLine,
      otherDay: issued < s.today ? issued : s.engine.calendar.workingDay(after: issued))
    o.warn(.unclearProtocol, .sameDayOrOneWorkingDay)
  }

  /// An adverse decision is likely or made, and there is a family.
  static func earlyWord(_ s: Situation) -> Condition {
    let likely = Condition.of(
      s.facts.decision.map { $0 == .mindedToRefuse || $0 == .intentionallyHomeless || $0 == .notEligible }, .decision)
    return likely && s.family && !s.isEnded.onlyIfYes
  }

  static func tellEarly(_ s: Situation, _ o: inout Outcome) {
    o.act(
      .tellChildrensServices, by: .housingOfficer, about: s.theirChildrensServices, note: .tellEarly,
      reach: s.childrensLine)
  }
}
