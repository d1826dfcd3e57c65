package import Desk

/// What a console talks to: the desk of this machine, or one at the other end of a socket.
package protocol ConsoleDesk {
  /// What is said first at a terminal, line by line.
  var welcome: [String] { get }
  /// What stands before a line that is being typed.
  var prompt: String { get }
  /// How the desk writes blocks.
  var format: DeskFormat { get }

  /// Whether one signs in there with a token.
  var takesTokens: Bool { get }

  /// Answers a line and carries out what its reply brings with it.
  ///
  /// - Parameter line: A line without spaces around it.
  /// - Returns: The reply; one whose effect is `close` ends the console.
  /// - Throws: Whatever makes going on impossible.
  mutating func answer(_ line: String) throws -> Reply
}

extension ConsoleDesk {
  /// At a desk of one's own there is no sign-in.
  package var takesTokens: Bool { false }
}

/// The way in, for somebody who has never been here.
package let consoleHints = [
  "Nightdesk proposes; a named person decides.",
  "  triage luton           a family is here: what must be done tonight",
  "  who canterbury ooh     which number answers now",
  "  lookup dover           everything held on a council",
  "Tab completes, 'help' lists the commands, 'quit' leaves.",
]

/// The desk of this machine.
package struct LocalDesk: ConsoleDesk {
  private var session: DeskSession
  private let context: () throws -> DeskContext
  private let perform: (DeskEffect) throws -> Void

  /// A desk over a session.
  ///
  /// - Parameters:
  ///   - session: The session to begin with.
  ///   - context: Asked before every line, so that the moment is that of the line.
  ///   - perform: Carries out what a reply brings with it.
  package init(
    session: DeskSession, context: @escaping () throws -> DeskContext, perform: @escaping (DeskEffect) throws -> Void
  ) {
    self.session = session
    self.context = context
    self.perform = perform
  }

  /// What Nightdesk is, and the way in and out.
  package let welcome = consoleHints

  /// The program's name.
  package let prompt = "nightdesk> "

  /// The session's.
  package var format: DeskFormat { session.format }

  /// Answers from the session.
  package mutating func answer(_ line: String) throws -> Reply {
    let reply = session.handle(line, in: try context())
    if let effect = reply.effect, effect != .close { try perform(effect) }
    return reply
  }
}
