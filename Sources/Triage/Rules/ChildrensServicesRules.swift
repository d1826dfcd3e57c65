import Directory
import WorkingTime

/// Whom Part 7 does not reach: never no help (CA89-s17, I-14, CA14-s18), and whom a county sees to (HA96-s213B).
enum ChildrensServicesRules {
  static let rules: [Rule] = [
    Rule(
      .ca89s17,
      writes: .acts(.referChildrensServices, .call, .placeEmergency, .section17, .nextDayAppointment),
      when: { s in
        let because = s.home.because.union(s.closed.because).union(s.family.because)
        let isTheirs = s.decision == .childrensServices && !s.under18.isYes
        let isLateDay = s.decision == .place && s.isPastPart7
        return s.settled(isTheirs || isLateDay, because: because)
      }
    ) { s, o in
      guard s.decision == .childrensServices else {
        InterimAccommodationRules.accommodate(s, &o)
        return
      }
      if s.power == .s17 { section17(s, &o) }
      DangerRules.refer(s, &o, note: referral(s))
      o.act(
        .nextDayAppointment, by: .childrensServices, about: s.childrensSeer(on: s.nights.nextWorkingDay),
        .nextWorkingDay(s), note: .seenByChildrensServices,
        reach: s.isHousingAuthority ? (s.power == .s17 ? .safeguarding : adultLine(s)) : nil)
    },
    // I-14: not eligible, or no recourse to public funds, is always the section 17 route for a family, and a decision letter
    // for everybody.
    Rule(
      .i14, writes: .acts(.referChildrensServices, .call, .section17, .decisionLetter, .tellChildrensServices, .advise),
      when: { $0.notEligible.onlyIfYes && !$0.under18.onlyIfYes }
    ) { s, o in notEligible(s, &o) },
    // CA14-s18: an adult whom Part 7 does not reach and who may need care, a pregnant woman, or whoever was found unable to
    // live alone: adult social care tonight.
    Rule(
      .ca14s18, writes: .acts(.referAdultSocialCare),
      when: { s in
        let isPast = s.isHousingAuthority ? s.closed.onlyIfYes || s.notEligible.onlyIfYes : s.notEligible.onlyIfYes
        let vulnerable = Condition.of(s.facts.vulnerable, .vulnerable)
        let mayNeedCare = s.children.isYes ? vulnerable.onlyIfYes : vulnerable.unlessNo
        let isPregnant = Condition.of(s.facts.pregnant, .pregnant).onlyIfYes
        let needsCare = Condition.of(
          s.facts.decision.map { $0 == .cannotLiveIndependently || $0 == .lacksCapacity }, .decision
        ).onlyIfYes
        return (!s.home).unlessNo && !s.under18.onlyIfYes && (needsCare || (isPast && (isPregnant || mayNeedCare)))
      }
    ) { s, o in
      o.act(
        .referAdultSocialCare, by: s.officer, about: s.theirChildrensServices, .atOnce(s),
        note: s.isHousingAuthority ? .referAdultSocialCare : .ownAdultTeamTakesIt,
        reach: s.isHousingAuthority ? adultLine(s) : nil)
    },
    // HA96-s213B: a county has no housing duty; the district where they are owes it, and hears of them tonight.
    Rule(
      .s213B, writes: .acts(.dutyToRefer, .call), reading: .unlessNo,
      when: { s in
        let county = Condition.fixed(!s.isHousingAuthority, because: FactSet(.council))
        let district = Condition.of(s.facts.foundIn.map { _ in true }, .foundIn)
        return county && (!s.home).unlessNo && !s.under16.onlyIfYes && district
      }
    ) { s, o in
      let district = s.facts.foundIn?.authority.map { s.heir(of: $0) }
      let isRisk = district.map { s.risk(at: $0).isYes } ?? false
      o.act(
        .dutyToRefer, by: s.officer, about: isRisk ? nil : district, .tonight(s),
        note: district == nil ? .dutyToReferSomewhere : isRisk ? .dutyToReferElsewhere : .dutyToRefer,
        reach: isRisk ? nil : s.housingLine)
      if let district, !isRisk, s.mayBeAChild, let other = otherChildrensServices(of: district, s),
        !s.risk(at: other).isYes
      {
        o.act(.call, by: s.officer, about: other, .atOnce(s), note: .ringOtherChildrensServices, reach: s.childrensLine)
      }
    },
  ]

  /// Which of adult social care's lines to ring at this hour.
  private static func adultLine(_ s: Situation) -> Purpose {
    s.isOfficeOpen ? .adultSocialCare : .adultSocialCareOutOfHours
  }

  static func section17(_ s: Situation, _ o: inout Outcome) {
    o.act(
      .section17, by: .childrensServices, about: s.theirChildrensServices, .tonight(s),
      note: s.isHousingAuthority ? .section17 : .section17AtCounty, reach: s.isHousingAuthority ? s.childrensLine : nil)
  }

  /// A household known not to be eligible; where a family is handed over within the day, that is its own rules' to say. One
  /// that still has a roof has children's services alone to turn to once it is gone, so they hear of it before.
  static func notEligible(_ s: Situation, _ o: inout Outcome) {
    if !s.family.isNo, s.decision != .handOver, !s.home.isYes {
      if s.facts.children != [] { section17(s, &o) }
      DangerRules.refer(s, &o, note: referral(s))
      o.act(.advise, by: s.officer, about: s.here, .tonight(s), note: .asylumSupport)
    }
    if s.family.isNo, !s.home.isYes {
      o.act(.advise, by: s.officer, about: s.here, .tonight(s), note: .asylumSupport)
    }
    if s.isHousingAuthority, s.home.isYes, !s.children.isNo {
      o.act(
        .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .todayOrNextWorkingDay(s),
        note: .tellOfFamilyWithoutRecourse, reach: s.childrensLine)
    }
    if s.isHousingAuthority, s.facts.decision != .notEligible {
      o.act(
        .decisionLetter, by: .housingOfficer, about: s.here, .nextWorkingDay(s), also: [.s184],
        note: .decisionLetterNotEligible)
    }
  }

  /// A family is referred; of a household without a child, that a baby is expected, or that this is to be asked.
  private static func referral(_ s: Situation) -> ActionNote {
    guard s.facts.children == [] else { return .referFamily }
    return s.facts.pregnant == true ? .referPregnant : .referPerhapsPregnant
  }

  /// Who leads for children where a household is found outside the county that was asked; nil where it lies within.
  private static func otherChildrensServices(of district: Authority, _ s: Situation) -> Authority? {
    guard district != s.here, let ref = district.ref else { return nil }
    let leads = s.engine.places[Int(ref.index)].childrensServices
    return leads == s.council ? nil : .held(leads)
  }
}

extension Situation {
  /// Rows 7 to 9: a family whom Part 7 is known not to reach.
  var isPastPart7: Bool { (7...9).contains(ruling.row) }
}
