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

  /// Whether the first answer waits for nothing.
  var isReady: Bool { get }

  /// Gets what the first answer needs. It is asked for once the first prompt stands, so that nobody waits for it to type.
  ///
  /// - Throws: Whatever makes going on impossible.
  /// - Returns: What must be said about it, line by line; the prompt comes again behind it.
  func getReady() throws -> [String]

  /// Answers a line and carries out what its reply brings with it.
  ///
  /// - Parameter line: A line without spaces around it.
  /// - Returns: The reply; one whose effect is `close` ends the console.
  /// - Throws: Whatever makes going on impossible.
  mutating func answer(_ line: String) throws -> Reply

  /// Ends the session, however the console came to its end. It is called once, and nothing is asked of the desk after it.
  ///
  /// - Throws: Whatever makes that impossible.
  /// - Returns: What must still be said, line by line.
  mutating func end() throws -> [String]
}

extension ConsoleDesk {
  /// At a desk of one's own there is no sign-in.
  package var takesTokens: Bool { false }
  /// Most desks are ready when they are made.
  package var isReady: Bool { true }
  /// There is nothing to get.
  package func getReady() throws -> [String] { [] }
  /// A desk elsewhere ends a session when its line does.
  package mutating func end() throws -> [String] { [] }
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
  private let usual: UsualCouncil?
  private let context: () throws -> DeskContext
  private let perform: (DeskEffect) -> String?
  private let prepare: (() throws -> [String])?

  /// A desk over a session.
  ///
  /// - Parameters:
  ///   - session: The session to begin with.
  ///   - usual: The council that is meant where a line names none.
  ///   - context: Asked before every line, so that the moment is that of the line.
  ///   - perform: Carries out what a reply brings with it; what came in the way, in a few words, where that was not possible.
  ///   - prepare: Gets what the context needs, with what must be said of it; nil where it is there.
  package init(
    session: DeskSession, usual: UsualCouncil? = nil, context: @escaping () throws -> DeskContext,
    perform: @escaping (DeskEffect) -> String?, prepare: (() throws -> [String])? = nil
  ) {
    self.session = session
    self.usual = usual
    self.context = context
    self.perform = perform
    self.prepare = prepare
  }

  /// Whether nothing is to be got.
  package var isReady: Bool { prepare == nil }

  /// Gets what the context needs.
  package func getReady() throws -> [String] { try prepare?() ?? [] }

  /// What Nightdesk is, and the way in and out.
  package let welcome = consoleHints

  /// The program's name.
  package let prompt = "nightdesk> "

  /// The session's.
  package var format: DeskFormat { session.format }

  /// Keeps what is to be kept, and puts each case down.
  package mutating func end() throws -> [String] {
    // A desk that nothing was asked of need not be got ready for this.
    guard session.hasAnyUnsavedAnswers || session.holdsCase else { return [] }
    let context = try context()
    return session.hasToEnd(in: context) ? session.end(in: context) : []
  }

  /// Answers from the session. An answer never waits for what goes with it: where a failed number cannot be noted, the next
  /// one to ring is said all the same.
  package mutating func answer(_ line: String) throws -> Reply {
    let reply = session.handle(usual?.line(line) ?? line, in: try context())
    guard let effect = reply.effect, effect != .close, let why = perform(effect) else { return reply }
    return reply.notNoted(why)
  }
}
