/// What a condition comes to.
package enum Truth: UInt8, Sendable {
  /// Known to hold.
  case yes
  /// Known not to hold.
  case no
  /// It turns on facts that are not known.
  case needs
}

/// A condition with the facts that it turned on, and the unknown ones that could still settle it.
///
/// Three-valued as in Kleene's logic: an unknown fact can never pass for a no. Two words, so that it travels in registers:
/// the truth stands in the two highest bits of the first, which no fact has.
package struct Condition: Sendable, Hashable {
  private let word: UInt64
  private let open: UInt64

  private static let truthShift: UInt64 = 62
  private static let factsMask: UInt64 = 1 << truthShift &- 1
  private static let noBits = UInt64(Truth.no.rawValue) << truthShift
  private static let needsBits = UInt64(Truth.needs.rawValue) << truthShift

  /// Yes, no, or needs an answer.
  package var truth: Truth {
    if isYes { return .yes }
    return isNo ? .no : .needs
  }
  /// The known facts that it turned on.
  package var because: FactSet { FactSet(rawValue: word & Condition.factsMask) }
  /// The unknown facts that could settle it; empty unless it needs an answer.
  package var needs: FactSet { FactSet(rawValue: open) }

  /// A condition, stated in full.
  package init(_ truth: Truth, because: FactSet = [], needs: FactSet = []) {
    self.init(word: UInt64(truth.rawValue) << Condition.truthShift | because.rawValue, open: needs.rawValue)
  }

  private init(word: UInt64, open: UInt64) {
    self.word = word
    self.open = open
  }

  /// Yes or no by something that is always known.
  package static func fixed(_ holds: Bool, because: FactSet = []) -> Condition {
    Condition(holds ? .yes : .no, because: because)
  }

  /// By one fact: unknown where the value is.
  @inline(__always)
  static func of(_ holds: Bool?, _ fact: Fact) -> Condition {
    let bit = FactSet(fact).rawValue
    guard let holds else { return Condition(word: needsBits, open: bit) }
    return Condition(word: holds ? bit : bit | noBits, open: 0)
  }

  /// Known to hold.
  package var isYes: Bool { word <= Condition.factsMask }
  /// Known not to hold.
  package var isNo: Bool { word & ~Condition.factsMask == Condition.noBits }
  /// Not known.
  package var isUnknown: Bool { word & ~Condition.factsMask == Condition.needsBits }

  /// Both: a no on either side settles it, whatever the other may be.
  static func && (left: Condition, right: @autoclosure () -> Condition) -> Condition {
    if left.isNo { return left }
    let right = right()
    if right.isNo { return right }
    // Two that are yes or unknown: the truth bits join, for yes has none.
    return Condition(word: left.word | right.word, open: left.open | right.open)
  }

  /// Either: a yes on one side settles it.
  static func || (left: Condition, right: @autoclosure () -> Condition) -> Condition {
    if left.isYes { return left }
    let right = right()
    if right.isYes { return right }
    let facts = (left.word | right.word) & Condition.factsMask
    return Condition(
      word: facts | (left.isNo && right.isNo ? Condition.noBits : Condition.needsBits), open: left.open | right.open)
  }

  /// The contrary; unknown stays unknown.
  static prefix func ! (condition: Condition) -> Condition {
    condition.isUnknown ? condition : Condition(word: condition.word ^ Condition.noBits, open: 0)
  }

  /// Both, where the second is worth asking only once the first is known to hold.
  func then(_ next: @autoclosure () -> Condition) -> Condition {
    if isNo { return self }
    let next = next()
    if isUnknown { return next.isNo ? next : self }
    return self && next
  }

  /// Yes unless known to be no: the protective reading of an unknown.
  var unlessNo: Condition {
    isUnknown ? Condition(word: word & Condition.factsMask, open: 0) : self
  }

  /// Yes only where known to be yes.
  var onlyIfYes: Condition {
    isUnknown ? Condition(word: word & Condition.factsMask | Condition.noBits, open: 0) : self
  }
}
