/// A rule: a condition, and what is then done. What is traced is that condition, and what is done is written under the
/// rule's own id, so that the trace and the deed cannot part.
package struct Rule: Sendable {
  /// When a rule acts.
  package enum Reading: Sendable {
    /// Where its condition is known to hold.
    case known
    /// Where its condition is not known to fail: the protective reading of what is not known.
    case unlessNo
  }

  typealias When = @Sendable (Situation) -> Condition
  typealias Heeding = @Sendable (Situation, Outcome) -> Condition
  typealias Then = @Sendable (Situation, inout Outcome) -> Void

  /// Its id.
  package let id: RuleID
  /// The protocol whose councils alone it binds; nil for law and our own invariants, which bind everywhere.
  package let origin: ProtocolPrefix?
  /// Everything that it may write. `nightdesk check` holds it to that, and leaves it out where nothing of it is looked at.
  let writes: Writes
  /// What earlier rules wrote that it looks at.
  let heeds: Writes
  let reading: Reading
  private let when: When
  /// In place of `when`, for a rule that looks at what earlier rules wrote.
  private let heeding: Heeding?
  private let then: Then

  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, writes: Writes = [], heeds: Writes = [],
    reading: Reading = .known, when: @escaping When, then: @escaping Then = { _, _ in }
  ) {
    self.id = id
    self.origin = origin
    self.writes = writes
    self.heeds = heeds
    self.reading = reading
    self.when = when
    heeding = nil
    self.then = then
  }

  /// A rule whose condition looks at what earlier rules wrote.
  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, writes: Writes = [], heeds: Writes,
    reading: Reading = .known, heeding: @escaping Heeding, then: @escaping Then
  ) {
    self.id = id
    self.origin = origin
    self.writes = writes
    self.heeds = heeds
    self.reading = reading
    when = { _ in .fixed(false) }
    self.heeding = heeding
    self.then = then
  }

  /// Asks whether it applies, does what it then does, and gives the condition to be traced.
  func take(_ situation: Situation, _ outcome: inout Outcome) -> Condition {
    let condition = heeding?(situation, outcome) ?? when(situation)
    guard condition.isYes || (reading == .unlessNo && !condition.isNo) else { return condition }
    outcome.speaker = id
    then(situation, &outcome)
    return condition
  }
}
