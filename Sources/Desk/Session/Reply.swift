package import Directory

/// What happens beside an answer; the shell around the session performs it.
package enum DeskEffect: Sendable, Hashable {
  /// A desk reports that a contact did not answer as it should.
  case noteFailure(contact: String, how: FailureKind)
  /// A sign-in failed, which whoever keeps the log wants to know.
  case signInFailed
  /// The session is over.
  case close
}

/// For how long a line gets the same reply, from every session that may ask it in that format, over the same directory.
package enum Holding: Sendable, Hashable {
  /// It depends on the session, or changes something.
  case once
  /// Within the same second.
  case second
  /// Within the same minute of the clock.
  case minute
}

/// An answer: a code of the contract's closed list, a text, and a block where the code's middle digit is 1.
package struct Reply: Sendable, Hashable {
  /// Three digits.
  package let code: Int
  /// The rest of the first line.
  package internal(set) var text: String
  /// The lines that follow it; empty unless the code says that some do.
  package internal(set) var block: [String]
  /// What happens beside it.
  package internal(set) var effect: DeskEffect?
  /// For how long any session would get the same again for the same line.
  package internal(set) var holds = Holding.once
  /// Whether a search was carried out and found nothing; its block says what to do instead.
  package internal(set) var isEmpty = false

  /// The ids of the contacts that it shows, in the order of its lines, so that a number can stand for one; none where lines are in
  /// another order.
  package internal(set) var shown: [String] = []

  /// Whether its block is one JSON document whatever the session's format, never to be laid out.
  package internal(set) var isDocument = false

  /// A code, its text, a block and an effect.
  package init(_ code: Int, _ text: String, block: [String] = [], effect: DeskEffect? = nil) {
    self.code = code
    self.text = text
    self.block = block
    self.effect = effect
  }

  /// What a line is answered with that is not a command and names nothing that is held.
  package static func nothingCalled(_ words: String) -> Reply {
    Reply(500, "nothing here is called '\(words.prefix(40))'. Type a council, a town, a number, or help")
  }

  /// How `find` counts what it found, where that is nothing.
  private static let nothing = "0 councils, 0 contacts"

  /// Whether a page that came by the wire says that a search found nothing.
  package var saysNothingFound: Bool { code == 210 && text.hasPrefix(Self.nothing) }

  /// Whether a page says that a name was guessed, or that another was read in its place.
  package var followsGuess: Bool {
    block.contains { $0.contains("No council is called '") || $0.contains("' is read as ") }
  }

  /// What stands behind a call that failed, once that is kept.
  static let noted = ", noted for whoever checks numbers"

  /// The same where a failed contact could not be noted, which whoever reads it must know.
  ///
  /// - Parameter why: What came in the way, in a few words.
  /// - Returns: The reply with that in its text; itself where it is not about a failed contact.
  package func notNoted(_ why: String) -> Reply {
    guard case .noteFailure? = effect else { return self }
    var reply = carriedOut
    reply.text = text.replacing(Self.noted, with: ", not noted: \(why)")
    return reply
  }

  /// The same once what it brings with it is done.
  package var carriedOut: Reply {
    var reply = self
    reply.effect = nil
    return reply
  }

  /// Whether a block follows the first line.
  package var hasBlock: Bool { code / 10 % 10 == 1 }

  /// Whether it refuses or fails.
  package var isError: Bool { code >= 400 }
}
