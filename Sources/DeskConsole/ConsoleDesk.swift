public import Desk

/// What a console talks to: the desk of this machine, or one at the other end of a socket.
public protocol ConsoleDesk {
  /// What is said first at a terminal.
  var welcome: String { get }
  /// What stands before a line that is being typed.
  var prompt: String { get }
  /// How the desk writes blocks.
  var format: DeskFormat { get }

  /// Answers a line and carries out what its reply brings with it.
  ///
  /// - Parameter line: A line without spaces around it.
  /// - Returns: The reply; one whose effect is `close` ends the console.
  /// - Throws: Whatever makes going on impossible.
  mutating func answer(_ line: String) throws -> Reply
}

/// The desk of this machine.
public struct LocalDesk: ConsoleDesk {
  private var session: DeskSession
  private let context: () throws -> DeskContext
  private let perform: (DeskEffect) throws -> Void

  /// A desk over a session.
  ///
  /// - Parameters:
  ///   - session: The session to begin with.
  ///   - context: Asked before every line, so that the moment is that of the line.
  ///   - perform: Carries out what a reply brings with it.
  public init(
    session: DeskSession, context: @escaping () throws -> DeskContext, perform: @escaping (DeskEffect) throws -> Void
  ) {
    self.session = session
    self.context = context
    self.perform = perform
  }

  /// What Nightdesk is, and the way in and out.
  public let welcome = "Nightdesk proposes; a named person decides. 'help' lists the commands, 'quit' leaves."

  /// Says whether a triage is under way.
  public var prompt: String { session.hasTriage ? "triage> " : "nightdesk> " }

  /// The session's.
  public var format: DeskFormat { session.format }

  /// Answers from the session.
  public mutating func answer(_ line: String) throws -> Reply {
    let reply = session.handle(line, in: try context())
    if let effect = reply.effect, effect != .close { try perform(effect) }
    return reply
  }
}
