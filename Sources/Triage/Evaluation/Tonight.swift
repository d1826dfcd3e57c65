import Directory
package import WorkingTime

/// What is decided for tonight, exactly one; the contract's words.
package enum TonightDecision: String, Sendable, Hashable, CaseIterable {
  case place, `return`, advise, ask
  case handOver = "hand-over"
  case managerDecides = "manager-decides"
  case childrensServices = "childrens-services"
  case notNeeded = "not-needed"
}

/// Under which power somebody accommodates.
package enum Power: String, Sendable, Hashable, CaseIterable {
  case s188, s190, s193, s199A, s200, s17, s20
}

/// How near a placement must be (KIN-32).
package enum PlacementArea: String, Sendable, Hashable {
  case within, close, none
}

/// What is decided for tonight: by whom, under which power, and for which nights.
package struct Tonight: Sendable, Hashable {
  /// What is decided.
  package let decision: TonightDecision
  /// Under which power; nil where none is used.
  package let power: Power?
  /// The council that accommodates.
  package let by: Authority?
  /// Whether the placement is attributed to children's services (LUT-24), which settles cost and takes no right away.
  package let isForChildrensServices: Bool
  /// The nights that someone must cover; nil where nothing is needed.
  package let nights: Nights?
  /// The working day on which the family must be seen.
  package let returnOn: Day?
  /// How near a placement must be, where a rule speaks.
  package internal(set) var area: PlacementArea?

  static let undecided = Tonight(decision: .ask, nights: nil)

  init(
    decision: TonightDecision, power: Power? = nil, by: Authority? = nil, isForChildrensServices: Bool = false,
    nights: Nights?
  ) {
    self.decision = decision
    self.power = power
    self.by = by
    self.isForChildrensServices = isForChildrensServices
    switch decision {
    case .place, .managerDecides, .childrensServices: returnOn = nights?.nextWorkingDay
    case .notNeeded, .return, .handOver, .advise, .ask: returnOn = nil
    }
    switch decision {
    case .notNeeded, .return, .advise: self.nights = nil
    case .place, .managerDecides, .childrensServices, .handOver, .ask: self.nights = nights
    }
  }

  /// The first row of the contract's table that holds, and every unknown fact that could have made an earlier row hold or
  /// could change this one.
  ///
  /// What it need not know it does not read, so that a walk over all situations sees what bears on the decision.
  static func decided(_ s: Situation) -> Ruling {
    var needs = s.danger.needs
    func decide(
      _ row: Int, _ decision: TonightDecision, _ power: Power? = nil, by: Authority? = nil,
      forChildrensServices: Bool = false
    ) -> Ruling {
      let tonight = Tonight(
        decision: decision, power: power, by: by, isForChildrensServices: forChildrensServices, nights: s.nights)
      return Ruling(tonight: tonight, row: row, needs: needs)
    }

    // Row 1. Where they have somewhere, fear at home could still make it none.
    needs.formUnion(s.home.needs)
    if s.home.isYes {
      needs.formUnion(s.threat.needs.union(s.fleeing.needs))
      if s.asksSafety.isYes, s.facts.safeToStay == nil { needs.insert(FactSet(.safeToStay)) }
      if !s.under16.isYes {
        needs.formUnion(s.under16.needs)
        return decide(1, .notNeeded)
      }
    } else if s.home.isNo, s.facts.nowhereTonight != true, s.facts.safeToStay == nil, !s.danger.isYes {
      needs.insert(FactSet(.safeToStay))
    }

    // Row 2.
    if s.under18.isYes { return decide(2, .childrensServices, .s20, by: s.theirChildrensServices) }
    needs.formUnion(s.under18.needs)

    // Row 3.
    if s.home.isUnknown, !s.kept.isYes {
      needs.formUnion(s.kept.needs)
      return decide(3, .ask)
    }

    // Rows 4 and 5: another authority's duty, where this one keeps nobody.
    let mayGo = !s.kept.isYes && !s.danger.isYes
    let isLateDay = s.isLate && s.hasLateDay
    if mayGo {
      // The map only estimates the journey: its true length could turn a return into a bed here, or back.
      let turnsOnLength = s.another.isYes && s.travel.turnsOnEstimate
      if goes(s) {
        if turnsOnLength { needs.insert(FactSet(.travelMinutes)) }
        // A child who is harmed, or may be, is not sent away.
        if s.facts.significantHarm == nil, !s.family.isNo { needs.insert(FactSet(.significantHarm)) }
        return decide(4, .return, by: s.anotherAuthority)
      }
      needs.formUnion(s.another.needs)
      let way = s.another.then(
        !Condition.of(s.facts.significantHarm, .significantHarm).onlyIfYes && !s.riskThere && s.feasible && s.reception
          && s.agrees)
      needs.formUnion(way.needs)
      if turnsOnLength, !s.riskThere.isYes, !s.reception.isNo {
        let mayReturn = s.facts.significantHarm != true && !s.agrees.isNo
        if mayReturn || (isLateDay && !s.family.isNo) { needs.insert(FactSet(.travelMinutes)) }
      }
      if s.another.isYes, s.kept.isUnknown, !way.isNo { needs.formUnion(s.kept.needs) }
      if isLateDay {
        if managers(s) {
          needs.formUnion(s.family.needs.union(s.feasible.needs).union(s.reception.needs))
          return decide(5, .managerDecides, by: s.here)
        }
        if s.another.isYes, !s.riskThere.isYes, !s.feasible.isNo, !s.reception.isNo {
          needs.formUnion(s.agrees.needs.union(s.riskThere.needs))
          if !s.agrees.isYes { needs.formUnion(s.family.needs) }
        }
      }
    }

    // Row 6.
    let closed = s.closed
    needs.formUnion(s.closedTurnsOn)
    let isHeldOver = Condition.of(s.facts.dutyHeld.map { $0 == .interim || $0 == .main || $0.isReferred }, .dutyHeld)
    if !closed.isYes {
      if !s.need.isNo || (isHeldOver.isYes && !s.endHasPassed.isYes) {
        needs.formUnion(s.need.needs)
        if s.need.isNo { needs.formUnion(s.endTurnsOn) }
        if isLateDay { needs.formUnion(s.family.needs) }
        let power = power(s, &needs)
        return decide(6, .place, power, by: s.here, forChildrensServices: isLateDay && !s.family.isNo)
      }
      needs.formUnion(isHeldOver.needs)
    }

    // Rows 7 to 9.
    needs.formUnion(s.family.needs)
    if closed.isYes, !s.family.isNo {
      if s.facts.children == nil { needs.insert(FactSet(.children)) }
      let power: Power? = s.facts.children == [] ? nil : .s17
      guard s.hasLateDay else { return decide(9, .childrensServices, power, by: s.theirChildrensServices) }
      return isLateDay
        ? decide(7, .place, power, by: s.here, forChildrensServices: true) : decide(8, .handOver, by: s.here)
    }

    // Row 10.
    return decide(10, .advise)
  }

  /// Whether the rows above the fourth let a case through.
  private static func isPastRow3(_ s: Situation) -> Bool {
    !s.home.isYes && !s.under18.isYes && !(s.home.isUnknown && !s.kept.isYes)
  }

  /// Whether row 4 decides, without a look at the rows below it.
  static func goesBack(_ s: Situation) -> Bool {
    isPastRow3(s) && !s.danger.isYes && !s.kept.isYes && goes(s)
  }

  /// Whether row 5 decides, without a look at the rows below it.
  static func managerDecides(_ s: Situation) -> Bool {
    s.hasLateDay && isPastRow3(s) && s.isLate && !s.danger.isYes && !s.kept.isYes && !goes(s) && managers(s)
  }

  /// Row 4: every condition of a return is known to be met.
  private static func goes(_ s: Situation) -> Bool {
    s.another.isYes && s.facts.significantHarm != true && s.riskThere.isNo && s.feasible.isYes && s.reception.isYes
      && s.agrees.isYes
  }

  /// Row 5: a return that nothing speaks against but the family.
  private static func managers(_ s: Situation) -> Bool {
    s.another.isYes && s.family.isYes && s.agrees.isNo && s.riskThere.isNo && !s.feasible.isNo && !s.reception.isNo
  }

  /// The first power that fits, and what is not known of it.
  private static func power(_ s: Situation, _ needs: inout FactSet) -> Power {
    let duty = s.facts.dutyHeld
    switch duty {
    case .main?: return .s193
    case .reliefReferred?: return .s199A
    case .mainReferred?: return .s200
    default: break
    }
    if duty == nil { needs.insert(FactSet(.dutyHeld)) }
    guard s.isIntentional.isYes else {
      needs.formUnion(s.isIntentional.needs)
      return .s188
    }
    // A decision that the law forbids, or one that something has overtaken, ends nothing.
    needs.formUnion(s.protected.needs)
    guard s.protected.isNo else { return .s188 }
    needs.formUnion(Condition.of(s.facts.changedSince, .changedSince).needs)
    guard s.facts.changedSince != true else { return .s188 }
    if duty == .interim || (duty != .relief && s.ending.isYes) { return .s190 }
    if s.facts.accommodationEndsOn == nil, duty != .relief { needs.insert(FactSet(.accommodationEndsOn)) }
    return .s188
  }
}

/// What is decided for tonight, by which row, and what could still change it.
struct Ruling {
  let tonight: Tonight
  /// The row of the contract's table, from 1.
  let row: Int
  /// The unknown facts that could still change the decision.
  let needs: FactSet
}
