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
  typealias Heeding = @Sendable (Situation, WrittenSoFar) -> Condition
  typealias Then = @Sendable (Situation, inout Outcome) -> Void

  /// What it asks and does.
  let body: Body
  /// Its id.
  package var id: RuleID { body.id }
  /// The protocol whose councils alone it binds; nil for law and our own invariants, which bind everywhere.
  package let origin: ProtocolPrefix?
  /// Everything that it may write. `nightdesk check` holds it to that, and leaves it out where nothing of it is looked at.
  let writes: Writes
  /// What earlier rules wrote that it looks at.
  let heeds: Writes

  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, writes: Writes = [], heeds: Writes = [],
    reading: Reading = .known, when: @escaping When, then: @escaping Then = { _, _ in }
  ) {
    self.origin = origin
    self.writes = writes
    self.heeds = heeds
    body = Body(id: id, reading: reading, isHeeding: false, when: when, then: then)
  }

  /// A rule whose condition looks at what earlier rules wrote.
  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, writes: Writes = [], heeds: Writes,
    reading: Reading = .known, heeding: @escaping Heeding, then: @escaping Then
  ) {
    self.origin = origin
    self.writes = writes
    self.heeds = heeds
    body = Body(id: id, reading: reading, isHeeding: true, when: { heeding($0, $0.written) }, then: then)
  }

  /// The part of a rule that is asked of every case, apart from what it declares: it is small, and is copied each time.
  struct Body: Sendable {
    let id: RuleID
    let reading: Reading
    /// Whether it looks at what earlier rules wrote.
    fileprivate let isHeeding: Bool
    fileprivate let when: When
    fileprivate let then: Then

    /// Asks whether it applies, does what it then does, and gives the condition to be traced.
    func take(_ situation: Situation, _ outcome: inout Outcome) -> Condition {
      if isHeeding { situation.written = outcome.soFar }
      let condition = when(situation)
      guard condition.isYes || (reading == .unlessNo && !condition.isNo) else { return condition }
      outcome.speaker = id
      then(situation, &outcome)
      return condition
    }
  }
}
