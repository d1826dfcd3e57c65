/// Something about a record that can be read and should be looked at.
public struct Judgement: Sendable, Hashable {
  /// How much it matters.
  public enum Severity: String, Sendable, CaseIterable {
    /// It must not be taken in.
    case error
    /// Somebody should look.
    case warning
  }

  /// The contact's or council's id.
  public let id: String
  /// The field, as files spell it.
  public let field: String
  /// How much it matters.
  public let severity: Severity
  /// What was found, and what to do about it.
  public let text: String
}
