extension Wording {
  /// What puts the actions of each field into words: every action belongs to one field, and to no other.
  static let fields: [@Sendable (Wording, OutcomeAction) -> String?] = [
    { $0.ofTonight($1) }, { $0.ofChildrensServices($1) }, { $0.ofOtherAuthorities($1) }, { $0.ofDecisions($1) },
  ]

  /// The sentence of an action. Every number, day and hour in it is the action's own.
  func text(_ action: OutcomeAction) -> String {
    for field in Self.fields {
      if let text = field(self, action) { return text }
    }
    return ""
  }
}
