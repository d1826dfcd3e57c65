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
  private let canClear: Bool
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
    canClear = isTerminal && !isPlain
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

  /// Shows lines in the place of all that is on the screen, as many as fit, with a foot; then waits for a key.
  ///
  /// - Parameters:
  ///   - lines: The lines.
  ///   - foot: What stands below them.
  ///   - seconds: How long the key is waited for.
  /// - Returns: Whether to show them anew; else somebody has seen enough, or typed what is meant for the desk.
  func showsAnew(_ lines: [String], foot: String, after seconds: Int32) -> Bool {
    guard let terminal = RawTerminal() else { return false }
    defer { terminal.restore() }
    let size = size
    var (left, fitting) = (size.rows - 2, [String]())
    for line in lines {
      left -= Pager.rows(of: [line], columns: size.columns)
      if left < 0 { break }
      fitting.append(line)
    }
    let more = lines.count - fitting.count
    let end = (more > 0 ? "\(more) more. " : "") + foot
    output.put((canClear ? "\u{1b}[H\u{1b}[2J" : "\n") + (fitting + [end]).joined(separator: "\n"))
    let key = Pager.key(.shared, within: seconds * 1000)
    output.put("\n")
    switch key {
    case .nothing: return true
    case .text(let bytes):
      ahead.keep(bytes)
      return false
    case .page, .line, .back, .leave: return false
    }
  }

  /// Shows what went wrong.
  func complain(_ text: String) {
    errors.put("\(text)\n")
  }
}
