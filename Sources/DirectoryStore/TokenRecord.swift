/// A token as the store knows it: everything but the token itself.
public struct TokenRecord: Sendable, Hashable {
  /// The name it was made under; one token in force has it.
  public let name: String
  /// `terminal` or `officer`.
  public let role: String
  /// Its SHA-256 in 64 hexadecimal digits.
  public let mark: String
  /// When it was made, as an ISO moment with its offset.
  public let madeAt: String
}
