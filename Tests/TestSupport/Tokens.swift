/// Tokens that tests sign in with; they open nothing else.
public enum TestToken {
  /// An officer's.
  public static let officer = "nd_test-officer"
  /// A terminal's.
  public static let terminal = "nd_test-terminal"
}
