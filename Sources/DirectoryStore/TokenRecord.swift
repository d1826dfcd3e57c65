/// A token as the store knows it: everything but the token itself.
package struct TokenRecord: Sendable, Hashable {
  /// The name it was made under; one token in force has it.
  package let name: String
  /// `terminal` or `officer`.
  package let role: String
  /// Its SHA-256 in 64 hexadecimal digits.
  package let mark: String
  /// When it was made, as an ISO moment with its offset.
  package let madeAt: String
}
