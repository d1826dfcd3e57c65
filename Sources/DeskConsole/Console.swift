public import Desk
import Foundation

/// The desk at a terminal: reads lines, hands them to a session, prints its replies.
public struct Console {
  private var session: DeskSession
  private let reader: LineReader
  private let context: () throws -> DeskContext
  private let perform: (DeskEffect) throws -> Void

  /// A console over a session.
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
    reader = LineReader()
  }

  /// Runs until the input ends or somebody leaves.
  ///
  /// - Parameter first: Lines to run before the first one is asked for.
  /// - Throws: whatever the context or an effect throws.
  /// - Returns: Whether every line was understood. Input that is no terminal ends at the first that was not.
  public mutating func run(first: [String] = []) throws -> Bool {
    if reader.isTerminal {
      Swift.print("Nightdesk proposes; a named person decides. 'help' lists the commands, 'quit' leaves.")
    }
    var waiting = first[...]
    while let line = waiting.popFirst() ?? reader.next(prompt: prompt) {
      let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      reader.remember(trimmed)
      let reply = session.handle(trimmed, in: try context())
      show(reply)
      if let effect = reply.effect {
        if effect == .close { return true }
        try perform(effect)
      }
      if reply.isError, !reader.isTerminal { return false }
    }
    if reader.isTerminal { Swift.print("") }
    return true
  }

  private var prompt: String { session.hasTriage ? "triage> " : "nightdesk> " }

  private func show(_ reply: Reply) {
    if reply.isError {
      FileHandle.standardError.write(Data("\(reply.text)\n".utf8))
    } else if reply.hasBlock {
      if session.format == .text { Swift.print(reply.text) }
      for line in reply.block { Swift.print(session.format == .text ? "  \(line)" : line) }
    } else {
      Swift.print(reply.text)
    }
  }
}
