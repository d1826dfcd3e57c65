/// A rule: when it applies, and what it then does. A small pure function with its id beside it.
struct Rule: Sendable {
  let id: RuleID
  /// The protocol whose councils alone it binds; nil for law and our own invariants, which bind everywhere.
  let origin: ProtocolPrefix?
  let apply: @Sendable (Situation, inout Outcome) -> Condition

  init(
    _ id: RuleID, of origin: ProtocolPrefix? = nil, _ apply: @escaping @Sendable (Situation, inout Outcome) -> Condition
  ) {
    self.id = id
    self.origin = origin
    self.apply = apply
  }
}
