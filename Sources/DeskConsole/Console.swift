import Desk
import Foundation

/// A desk at a terminal: reads lines, hands them to the desk, prints its replies.
public struct Console<At: ConsoleDesk> {
  private var desk: At
  private let reader: LineReader

  /// A console at a desk.
  public init(at desk: At) {
    self.desk = desk
    reader = LineReader()
  }

  /// Runs until the input ends or somebody leaves.
  ///
  /// - Parameter first: Lines to run before the first one is asked for.
  /// - Throws: whatever the desk throws.
  /// - Returns: Whether every line was understood. Input that is no terminal ends at the first that was not.
  public mutating func run(first: [String] = []) throws -> Bool {
    if reader.isTerminal { Swift.print(desk.welcome) }
    var waiting = first[...]
    while let line = waiting.popFirst() ?? reader.next(prompt: desk.prompt) {
      let trimmed = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
      reader.remember(trimmed)
      let reply = try desk.answer(trimmed)
      show(reply)
      if reply.effect == .close { return !reply.isError }
      if reply.isError, !reader.isTerminal { return false }
    }
    if reader.isTerminal { Swift.print("") }
    return true
  }

  private func show(_ reply: Reply) {
    if reply.isError {
      FileHandle.standardError.write(Data("\(reply.text)\n".utf8))
    } else if reply.hasBlock {
      if desk.format == .text { Swift.print(reply.text) }
      for line in reply.block { Swift.print(desk.format == .text ? "  \(line)" : line) }
    } else {
      Swift.print(reply.text)
    }
  }
}
