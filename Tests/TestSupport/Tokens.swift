/// Tokens that tests sign in with; they open nothing else.
package enum TestToken {
  /// An officer's.
  package static let officer = "nd_test-officer"
  /// A terminal's.
  package static let terminal = "nd_test-terminal"
}
