import Foundation
import WorkingTime

/// Shows a long page a screen at a time, and is never more than that.
///
/// It is the desk's own and starts no other program. A pager that is made for files also writes them and opens shells, and
/// takes the letters of whoever believes to be at the desk for its own commands. Here a letter that begins a line goes back
/// to the desk, with all that is typed after it.
struct Pager {
  /// What ended it.
  enum End: Equatable {
    /// All was shown, or somebody had seen enough.
    case seen
    /// Keys that were meant for the desk.
    case typed([UInt8])
  }

  /// What a key asks for.
  enum Key: Equatable {
    case page, line, back, leave
    case text([UInt8])
    case nothing
  }

  /// How long after `q` or `b` a letter still belongs to the same word, in milliseconds: `quit` and `back` are the desk's.
  private static let word: Int32 = 300
  /// How long the rest of a key's code may take, in milliseconds.
  private static let code: Int32 = 50

  private let lines: [String]
  private let output: FileHandle
  private let signals: Interruptions

  init(_ lines: [String], output: FileHandle, signals: Interruptions) {
    self.lines = lines
    self.output = output
    self.signals = signals
  }

  // MARK: - Pages

  /// Shows the lines; where they do not fit, as many at a time as do.
  func run() -> End {
    guard let terminal = RawTerminal() else {
      output.put(lines.joined(separator: "\n") + "\n")
      return .seen
    }
    defer { terminal.restore() }
    var top = 0
    var next = show(from: 0, rows: room)
    while next < lines.count {
      output.put(prompt(to: next))
      let key = key()
      output.put("\r\u{1b}[K")
      switch key {
      case .page: (top, next) = (next, show(from: next, rows: room))
      case .line:
        top += 1
        next = show(from: next, rows: 1)
      case .back:
        top = start(ofPageBefore: top)
        next = show(from: top, rows: room)
      case .leave: return .seen
      case .text(let bytes): return .typed(bytes)
      case .nothing: continue
      }
    }
    return .seen
  }

  private var size: (columns: Int, rows: Int) { TerminalSize.measured(STDOUT_FILENO) }

  /// The rows for a page: the last is the prompt's.
  private var room: Int { max(size.rows - 1, 1) }

  private func prompt(to next: Int) -> String {
    let keys = "Space: more  b: back  q: the desk"
    let place = "\(next) of \(counted(lines.count, "line")). "
    return place.count + keys.count < size.columns ? place + keys : keys
  }

  /// Shows lines until the rows are used up; at least one. Returns the line after them.
  private func show(from first: Int, rows: Int) -> Int {
    var left = rows
    var next = first
    while next < lines.count {
      left -= Self.rows(of: lines[next], columns: size.columns)
      if left < 0, next > first { break }
      output.put(lines[next] + "\n")
      next += 1
    }
    return next
  }

  private func start(ofPageBefore top: Int) -> Int {
    var left = room
    var start = top
    while start > 0 {
      left -= Self.rows(of: lines[start - 1], columns: size.columns)
      if left < 0 { break }
      start -= 1
    }
    return start
  }

  /// The rows that lines take on a screen.
  static func rows(of lines: [String], columns: Int) -> Int { lines.reduce(0) { $0 + rows(of: $1, columns: columns) } }

  /// The rows that a line takes; the codes that colour it take no room.
  private static func rows(of line: String, columns: Int) -> Int {
    var count = 0
    var isCode = false
    for character in line.unicodeScalars {
      if character == "\u{1b}" { isCode = true } else if !isCode { count += 1 }
      if isCode, character.properties.isAlphabetic { isCode = false }
    }
    return max(1, (count + columns - 1) / columns)
  }

  // MARK: - Keys

  private func key() -> Key { Self.key(signals) }

  /// The next key.
  ///
  /// - Parameters:
  ///   - signals: The terminal's.
  ///   - milliseconds: How long it is waited for; below zero for ever. After that it is nothing.
  /// - Returns: What it asks for.
  static func key(_ signals: Interruptions, within milliseconds: Int32 = -1) -> Key {
    switch signals.waitForKey(within: milliseconds) {
    case .stop: return .leave
    case .again: return .nothing
    case .key: break
    }
    guard let first = byte(within: 0) else { return .leave }
    switch first {
    case UInt8(ascii: "q"), UInt8(ascii: "b"):
      let own: Key = first == UInt8(ascii: "q") ? .leave : .back
      guard let second = byte(within: word) else { return own }
      // A letter goes on with a word; what is no letter is the next key of somebody who is quick.
      return second > 0x20 && second != 0x7f ? .text([first, second]) : own
    case 0x1b: return code(of: escaped())
    case 0xc0...: return .text(character(from: first))
    default: return key(of: first)
    }
  }

  /// What a byte by itself asks for.
  static func key(of byte: UInt8) -> Key {
    switch byte {
    case UInt8(ascii: " "): .page
    case 0x0a, 0x0d: .line
    case 0x03, 0x04: .leave
    case 0x21..<0x7f: .text([byte])
    default: .nothing
    }
  }

  /// What the rest of a key's code asks for.
  static func code(of rest: [UInt8]) -> Key {
    switch String(decoding: rest, as: UTF8.self) {
    case "": .leave
    case "[6~": .page
    case "[5~": .back
    case "[B", "OB": .line
    // A paste is announced where somebody forgot to switch that off.
    default: .nothing
    }
  }

  private static func escaped() -> [UInt8] {
    var rest: [UInt8] = []
    while rest.count < 8, let byte = byte(within: code) {
      rest.append(byte)
      let isFirst = rest.count == 1
      if !isFirst, byte == UInt8(ascii: "~") || (0x41...0x5a).contains(byte) { break }
    }
    return rest
  }

  /// A letter that takes several bytes, whole.
  private static func character(from first: UInt8) -> [UInt8] {
    var bytes = [first]
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    while bytes.count < length, let byte = byte(within: code) { bytes.append(byte) }
    return bytes
  }

  /// One byte, so that whatever stands behind it is still there for the desk.
  private static func byte(within milliseconds: Int32) -> UInt8? {
    var wait = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, milliseconds) > 0, wait.revents & Int16(POLLIN) != 0 else { return nil }
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
  }
}

/// The terminal without echo and without lines, until it is put back.
struct RawTerminal {
  private let before: termios

  /// Nil where it is no terminal.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    before = settings
    settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
    // Nothing that was typed already is thrown away, here or when it is put back.
    guard tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0 else { return nil }
  }

  func restore() {
    var before = before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
  }
}
