public import Directory

/// What happens beside an answer; the shell around the session performs it.
public enum DeskEffect: Sendable, Hashable {
  /// A desk reports that a contact did not answer as it should.
  case noteFailure(contact: String, how: FailureKind)
  /// A sign-in failed, which whoever keeps the log wants to know.
  case signInFailed
  /// The session is over.
  case close
}

/// For how long a line gets the same reply, from every session that may ask it in that format, over the same directory.
public enum Holding: Sendable, Hashable {
  /// It depends on the session, or changes something.
  case once
  /// Within the same second.
  case second
  /// Within the same minute of the clock.
  case minute
}

/// An answer: a code of the contract's closed list, a text, and a block where the code's middle digit is 1.
public struct Reply: Sendable, Hashable {
  /// Three digits.
  public let code: Int
  /// The rest of the first line.
  public let text: String
  /// The lines that follow it; empty unless the code says that some do.
  public let block: [String]
  /// What happens beside it.
  public let effect: DeskEffect?
  /// For how long any session would get the same again for the same line.
  public internal(set) var holds = Holding.once

  /// A code, its text, a block and an effect.
  public init(_ code: Int, _ text: String, block: [String] = [], effect: DeskEffect? = nil) {
    self.code = code
    self.text = text
    self.block = block
    self.effect = effect
  }

  /// Whether a block follows the first line.
  public var hasBlock: Bool { code / 10 % 10 == 1 }

  /// Whether it refuses or fails.
  public var isError: Bool { code >= 400 }
}
