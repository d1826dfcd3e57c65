import Foundation

/// The terminal that replies are shown on.
package struct Screen {
  /// Whether a person sits at standard input and output.
  package static var isAtTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether a person looks at it.
  let isTerminal: Bool
  /// How it looks.
  let style: Style
  /// What was typed at a long page and is meant for the desk.
  let ahead = TypedAhead()
  private let canPage: Bool
  private let output: FileHandle
  private let errors: FileHandle

  /// The program's own standard output and error, or a place for both.
  init(output: FileHandle) {
    self.output = output
    let isStandard = output.fileDescriptor == STDOUT_FILENO
    errors = isStandard ? .standardError : output
    let environment = ProcessInfo.processInfo.environment
    isTerminal = isStandard && Self.isAtTerminal
    let term = environment["TERM"] ?? ""
    let isPlain = term.isEmpty || term == "dumb"
    // By the convention of no-color.org any value but the empty one means no.
    let wantsColour = environment["NO_COLOR"].map(\.isEmpty) ?? true
    style = Style(isOn: isTerminal && !isPlain && wantsColour)
    // Set to nothing or to a program that only copies, the variable says that whoever set it wants no pages. No other program
    // is ever started.
    let wantsPages = environment["PAGER"].map { !["", "cat"].contains($0) } ?? true
    canPage = isTerminal && !isPlain && wantsPages
  }

  /// Its columns and rows as they are now; 80 by 24 where nothing tells.
  var size: (columns: Int, rows: Int) { TerminalSize.measured(STDOUT_FILENO) }

  /// Shows lines, a screen at a time where they are more than fit.
  func show(_ lines: [String]) {
    let size = size
    guard canPage, lines.count > 1, Pager.rows(of: lines, columns: size.columns) > size.rows - 2 else {
      return output.put(lines.joined(separator: "\n") + "\n")
    }
    if case .typed(let bytes) = Pager(lines, output: output, signals: .shared).run() { ahead.keep(bytes) }
  }

  /// Shows what went wrong.
  func complain(_ text: String) {
    errors.put("\(text)\n")
  }
}
