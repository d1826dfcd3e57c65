import Directory
public import WorkingTime

/// What is decided for tonight, exactly one; the contract's words.
public enum TonightDecision: String, Sendable, Hashable {
  case place, `return`, advise, ask
  case handOver = "hand-over"
  case managerDecides = "manager-decides"
  case childrensServices = "childrens-services"
  case notNeeded = "not-needed"
}

/// Under which power somebody accommodates.
public enum Power: String, Sendable, Hashable {
  case s188, s190, s193, s199A, s200, s17, s20
}

/// How near a placement must be (KIN-32).
public enum PlacementArea: String, Sendable, Hashable {
  case within, close, none
}

/// What is decided for tonight: by whom, under which power, and for which nights.
public struct Tonight: Sendable, Hashable {
  /// What is decided.
  public let decision: TonightDecision
  /// Under which power; nil where none is used.
  public let power: Power?
  /// The council that accommodates.
  public let by: Authority?
  /// Whether the placement is attributed to children's services (LUT-24), which settles cost and takes no right away.
  public let isForChildrensServices: Bool
  /// The nights that someone must cover; nil where nothing is needed.
  public let nights: Nights?
  /// The working day on which the family must be seen.
  public let returnOn: Day?
  /// How near a placement must be, where a rule speaks.
  public internal(set) var area: PlacementArea?

  static let undecided = Tonight(decision: .ask, nights: nil)

  private init(
    decision: TonightDecision, power: Power? = nil, by: Authority? = nil, isForChildrensServices: Bool = false,
    nights: Nights?
  ) {
    self.decision = decision
    self.power = power
    self.by = by
    self.isForChildrensServices = isForChildrensServices
    self.nights = decision == .notNeeded ? nil : nights
    switch decision {
    case .place, .managerDecides, .childrensServices: returnOn = nights?.nextWorkingDay
    case .notNeeded, .return, .handOver, .advise, .ask: returnOn = nil
    }
  }

  /// The first row of the contract's table that holds. Every unknown fact that could have made an earlier row hold, or
  /// could change this one, is added to `needs`.
  // A function and no initialiser: that would copy the whole situation.
  static func decided(_ s: Situation, needing needs: inout FactSet) -> Tonight {
    let nights = s.nights
    func decide(
      _ decision: TonightDecision, _ power: Power? = nil, by: Authority? = nil, forChildrensServices: Bool = false
    ) -> Tonight {
      Tonight(decision: decision, power: power, by: by, isForChildrensServices: forChildrensServices, nights: nights)
    }
    needs.formUnion(s.danger.needs)

    // Row 1.
    if s.nowhere.isNo {
      return decide(.notNeeded)
    }
    needs.formUnion(s.nowhere.needs)

    // Row 2.
    if s.under18.isYes {
      return decide(.childrensServices, .s20, by: s.theirChildrensServices)
    }
    needs.formUnion(s.under18.needs)

    // Row 3.
    if s.nowhere.isUnknown, !s.kept.isYes {
      needs.formUnion(s.kept.needs)
      return decide(.ask)
    }

    // Row 4. Danger now rules a journey out.
    let journey = !s.riskThere && s.feasible && s.reception && s.agrees
    if !s.danger.isYes {
      if s.another.isYes, journey.isYes {
        return decide(.return, by: s.anotherAuthority)
      }
      needs.formUnion(s.another.needs)
      if s.another.isYes { needs.formUnion(journey.needs) }
    }

    // Row 5.
    let isLuton = s.isParty(to: .luton)
    if isLuton, s.isLate, s.another.isYes, !s.family.isNo, s.agrees.isNo, !s.riskThere.isYes, !s.feasible.isNo,
      !s.reception.isNo
    {
      needs.formUnion(s.family.needs.union(s.riskThere.needs).union(s.feasible.needs).union(s.reception.needs))
      return decide(.managerDecides, by: s.here)
    }
    if isLuton, s.isLate, s.another.isYes { needs.formUnion(s.agrees.needs) }

    // Row 6.
    let isLateFamilyInLuton = isLuton && s.isLate && !s.family.isNo
    needs.formUnion(s.closed.needs)
    if !s.isClosed, !s.priorityNeed.isNo {
      needs.formUnion(s.priorityNeed.needs)
      if isLuton, s.isLate { needs.formUnion(s.family.needs) }
      if s.facts.dutyHeld == nil { needs.insert(FactSet(.dutyHeld)) }
      if s.facts.decision == nil, s.facts.dutyHeld != .main { needs.insert(FactSet(.decision)) }
      return decide(.place, Tonight.power(s), by: s.here, forChildrensServices: isLateFamilyInLuton)
    }

    // Rows 7 to 9.
    needs.formUnion(s.family.needs)
    if s.isClosed, !s.family.isNo {
      guard isLuton else { return decide(.childrensServices, .s17, by: s.theirChildrensServices) }
      return s.isLate
        ? decide(.place, .s17, by: s.here, forChildrensServices: true)
        : decide(.handOver, by: s.here)
    }

    // Row 10.
    return decide(.advise)
  }

  private static func power(_ s: Situation) -> Power {
    if s.facts.dutyHeld == .main { return .s193 }
    if s.facts.decision == .intentionallyHomeless { return .s190 }
    switch s.facts.dutyHeld {
    case .reliefReferred: return .s199A
    case .mainReferred: return .s200
    default: return .s188
    }
  }
}
