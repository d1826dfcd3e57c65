import CReadline
import Foundation

/// Lines from a person at a terminal, by GNU readline, or from a file or pipe, plainly.
struct LineReader {
  let isTerminal: Bool

  init() {
    isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    if isTerminal { using_history() }
  }

  /// The next line without its ending; nil at the end of input.
  func next(prompt: String) -> String? {
    guard isTerminal else { return readLine(strippingNewline: true) }
    guard let raw = readline(prompt) else { return nil }
    defer { free(raw) }
    return String(cString: raw)
  }

  /// Keeps a line for the arrow keys. Answers of a triage are facts of a family, and a token is a secret: neither is kept.
  func remember(_ line: String) {
    let first = line.split(separator: " ").first.map { $0.lowercased() }
    guard isTerminal, !line.isEmpty, first != "set", first != "auth" else { return }
    add_history(line)
  }
}
