/// What a condition comes to.
public enum Truth: UInt8, Sendable {
  /// Known to hold.
  case yes
  /// Known not to hold.
  case no
  /// It turns on facts that are not known.
  case needs
}

/// A condition with the facts that it turned on, and the unknown ones that could still settle it.
///
/// Three-valued as in Kleene's logic: an unknown fact can never pass for a no.
public struct Condition: Sendable, Hashable {
  /// Yes, no, or needs an answer.
  public let truth: Truth
  /// The known facts that it turned on.
  public let because: FactSet
  /// The unknown facts that could settle it; empty unless it needs an answer.
  public let needs: FactSet

  /// A condition, stated in full.
  public init(_ truth: Truth, because: FactSet = [], needs: FactSet = []) {
    self.truth = truth
    self.because = because
    self.needs = needs
  }

  /// Yes or no by something that is always known.
  public static func fixed(_ holds: Bool, because: FactSet = []) -> Condition {
    Condition(holds ? .yes : .no, because: because)
  }

  /// By one fact: unknown where the value is.
  static func of(_ holds: Bool?, _ fact: Fact) -> Condition {
    guard let holds else { return Condition(.needs, needs: FactSet(fact)) }
    return Condition(holds ? .yes : .no, because: FactSet(fact))
  }

  /// Known to hold.
  public var isYes: Bool { truth == .yes }
  /// Known not to hold.
  public var isNo: Bool { truth == .no }
  /// Not known.
  public var isUnknown: Bool { truth == .needs }

  /// Both: a no on either side settles it, whatever the other may be.
  static func && (left: Condition, right: Condition) -> Condition {
    if left.isNo { return left }
    if right.isNo { return right }
    if left.isYes, right.isYes { return Condition(.yes, because: left.because.union(right.because)) }
    return Condition(.needs, because: left.because.union(right.because), needs: left.needs.union(right.needs))
  }

  /// Either: a yes on one side settles it.
  static func || (left: Condition, right: Condition) -> Condition {
    if left.isYes { return left }
    if right.isYes { return right }
    if left.isNo, right.isNo { return Condition(.no, because: left.because.union(right.because)) }
    return Condition(.needs, because: left.because.union(right.because), needs: left.needs.union(right.needs))
  }

  /// The contrary; unknown stays unknown.
  static prefix func ! (condition: Condition) -> Condition {
    switch condition.truth {
    case .yes: Condition(.no, because: condition.because)
    case .no: Condition(.yes, because: condition.because)
    case .needs: condition
    }
  }

  /// Both, where the second is worth asking only once the first is known to hold.
  func then(_ next: Condition) -> Condition {
    switch truth {
    case .no: self
    case .needs: next.isNo ? next : self
    case .yes: self && next
    }
  }

  /// Yes unless known to be no: the protective reading of an unknown.
  var unlessNo: Condition {
    isUnknown ? Condition(.yes, because: because) : self
  }

  /// Yes only where known to be yes.
  var onlyIfYes: Condition {
    isUnknown ? Condition(.no, because: because) : self
  }
}
