import Directory
package import WorkingTime

/// What is decided for tonight, exactly one; the contract's words.
package enum TonightDecision: String, Sendable, Hashable {
  case place, `return`, advise, ask
  case handOver = "hand-over"
  case managerDecides = "manager-decides"
  case childrensServices = "childrens-services"
  case notNeeded = "not-needed"
}

/// Under which power somebody accommodates.
package enum Power: String, Sendable, Hashable {
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
    self.nights = nights
    switch decision {
    case .place, .managerDecides, .childrensServices: returnOn = nights?.nextWorkingDay
    case .notNeeded, .return, .handOver, .advise, .ask: returnOn = nil
    }
  }

  /// The first row of the contract's table that holds.
  static func decided<Log>(_ s: borrowing Situation<Log>) -> Tonight {
    var needs: FactSet = []
    return decided(s, collecting: false, &needs)
  }

  /// The same, and every unknown fact that could have made an earlier row hold, or could change this one.
  static func decided<Log>(_ s: borrowing Situation<Log>, needing needs: inout FactSet) -> Tonight {
    decided(s, collecting: true, &needs)
  }

  // A function and no initialiser: that would copy the whole situation. What it need not know it does not read, so that
  // a walk over all situations sees what bears on the decision; what could still change it is read on top of that.
  @inline(__always)
  private static func decided<Log>(_ s: borrowing Situation<Log>, collecting: Bool, _ needs: inout FactSet) -> Tonight {
    func decide(
      _ decision: TonightDecision, _ power: Power? = nil, by: Authority? = nil, forChildrensServices: Bool = false
    ) -> Tonight {
      Tonight(
        decision: decision, power: power, by: by, isForChildrensServices: forChildrensServices,
        nights: decision == .notNeeded ? nil : s.nights)
    }
    func need(_ facts: @autoclosure () -> FactSet) {
      if collecting { needs.formUnion(facts()) }
    }
    need(s.danger.needs)

    // Row 1.
    if s.nowhere.isNo {
      return decide(.notNeeded)
    }
    need(s.nowhere.needs)

    // Row 2.
    if s.under18.isYes {
      return decide(.childrensServices, .s20, by: s.theirChildrensServices)
    }
    need(s.under18.needs)

    // Row 3.
    if isTooLittleKnown(s) {
      need(s.kept.needs)
      return decide(.ask)
    }

    // Row 4.
    if isJourneyOn(s) { return decide(.return, by: s.anotherAuthority) }
    if !s.danger.isYes {
      need(s.another.needs)
      if collecting, s.another.isYes {
        needs.formUnion((!s.riskThere && s.feasible && s.reception && s.agrees).needs)
      }
    }

    // Row 5.
    let isLateInLuton = s.isParty(to: .luton) && s.isLate
    if isLateInLuton, isManagers(s) {
      need(s.family.needs.union(s.riskThere.needs).union(s.feasible.needs).union(s.reception.needs))
      return decide(.managerDecides, by: s.here)
    }
    if isLateInLuton, collecting, s.another.isYes { needs.formUnion(s.agrees.needs) }

    // Row 6.
    need(s.closed.needs)
    let isClosed = s.isClosed
    if !isClosed, !s.priorityNeed.isNo {
      need(s.priorityNeed.needs)
      if isLateInLuton { need(s.family.needs) }
      if collecting, s.facts.dutyHeld == nil { needs.insert(FactSet(.dutyHeld)) }
      if collecting, s.facts.decision == nil, s.facts.dutyHeld != .main { needs.insert(FactSet(.decision)) }
      return decide(.place, Tonight.power(s), by: s.here, forChildrensServices: isLateInLuton && !s.family.isNo)
    }

    // Rows 7 to 9.
    need(s.family.needs)
    if isClosed, !s.family.isNo {
      guard s.isParty(to: .luton) else { return decide(.childrensServices, .s17, by: s.theirChildrensServices) }
      return isLateInLuton
        ? decide(.place, .s17, by: s.here, forChildrensServices: true)
        : decide(.handOver, by: s.here)
    }

    // Row 10.
    return decide(.advise)
  }

  /// Row 3: not known whether they have somewhere, and nobody keeps them accommodated.
  private static func isTooLittleKnown<Log>(_ s: borrowing Situation<Log>) -> Bool {
    s.nowhere.isUnknown && !s.kept.isYes
  }

  /// Row 4, where the rows above it do not hold. Danger now rules a journey out.
  private static func isJourneyOn<Log>(_ s: borrowing Situation<Log>) -> Bool {
    s.another.isYes && !s.danger.isYes && s.riskThere.isNo && s.feasible.isYes && s.reception.isYes && s.agrees.isYes
  }

  /// Row 5, late in Luton, where the rows above it do not hold.
  private static func isManagers<Log>(_ s: borrowing Situation<Log>) -> Bool {
    s.another.isYes && s.agrees.isNo && !s.riskThere.isYes && !s.feasible.isNo && !s.reception.isNo && !s.family.isNo
  }

  private static func isPastRow3<Log>(_ s: borrowing Situation<Log>) -> Bool {
    !s.nowhere.isNo && !s.under18.isYes && !isTooLittleKnown(s)
  }

  static func goesBack<Log>(_ s: borrowing Situation<Log>) -> Bool { isPastRow3(s) && isJourneyOn(s) }

  static func managerDecides<Log>(_ s: borrowing Situation<Log>) -> Bool {
    s.isParty(to: .luton) && isPastRow3(s) && !isJourneyOn(s) && s.isLate && isManagers(s)
  }

  private static func power<Log>(_ s: borrowing Situation<Log>) -> Power {
    let duty = s.facts.dutyHeld
    if duty == .main { return .s193 }
    if s.facts.decision == .intentionallyHomeless { return .s190 }
    switch duty {
    case .reliefReferred: return .s199A
    case .mainReferred: return .s200
    default: return .s188
    }
  }
}
