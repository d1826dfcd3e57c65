/// Something about a record that can be read and should be looked at.
package struct Judgement: Sendable, Hashable {
  /// How much it matters.
  package enum Severity: String, Sendable, CaseIterable {
    /// It must not be taken in.
    case error
    /// Somebody should look.
    case warning
  }

  /// The contact's or council's id.
  package let id: String
  /// The field, as files spell it.
  package let field: String
  /// How much it matters.
  package let severity: Severity
  /// What was found, and what to do about it.
  package let text: String
}
