import CReadline
import Foundation

/// The terminal that replies are shown on.
struct Screen {
  /// Whether a person looks at it.
  let isTerminal: Bool
  /// How it looks.
  let style: Style
  private let canPage: Bool
  private let output: FileHandle
  private let errors: FileHandle

  /// The program's own standard output and error, or a place for both.
  init(output: FileHandle) {
    self.output = output
    let isStandard = output.fileDescriptor == STDOUT_FILENO
    errors = isStandard ? .standardError : output
    let environment = ProcessInfo.processInfo.environment
    isTerminal = isStandard && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let term = environment["TERM"] ?? ""
    let isPlain = term.isEmpty || term == "dumb"
    // By the convention of no-color.org any value but the empty one means no.
    let wantsColour = environment["NO_COLOR"].map(\.isEmpty) ?? true
    style = Style(isOn: isTerminal && !isPlain && wantsColour)
    canPage = isTerminal && !isPlain
  }

  /// Its columns and rows as they are now; 80 by 24 where nothing tells.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
    return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : 24)
  }

  /// Shows lines, through the pager where they are more than fit.
  func show(_ lines: [String]) {
    let text = lines.joined(separator: "\n") + "\n"
    if canPage, lines.count > size.rows - 2, page(text) { return }
    output.put(text)
  }

  /// Whether a pager took the text. `PAGER` names it; set to nothing, there is none.
  private func page(_ text: String) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let pager = environment["PAGER"] ?? "less"
    guard !pager.isEmpty else { return false }
    // Colours through, no clearing of the screen, and gone at once where it fits after all.
    if environment["LESS"] == nil { setenv("LESS", "FRX", 1) }
    guard let pipe = popen("command -v \(pager) >/dev/null 2>&1 && exec \(pager)", "w") else { return false }
    fputs(text, pipe)
    // 127 and the like: there is no such pager, and nothing has been shown.
    return pclose(pipe) == 0
  }

  /// Shows what went wrong.
  func complain(_ text: String) {
    errors.put("\(text)\n")
  }
}
