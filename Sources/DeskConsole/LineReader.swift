// Readline's variables are plain C globals; who may touch them when is said at `Readline` below.
@preconcurrency import CReadline
import Foundation

/// Lines from a person at a terminal, by GNU readline.
final class LineReader {
  /// What came of waiting for a line.
  enum Input {
    case line(String)
    /// Ctrl-D on an empty line.
    case end
    /// The terminal is gone or the program is to stop.
    case hangUp
  }

  private let signals = Interruptions.shared
  /// Lines of a paste that nobody has taken yet.
  private var pasted: [String] = []

  private let ahead: TypedAhead

  /// A reader of lines, each of which begins with what was typed ahead of it.
  init(ahead: TypedAhead) {
    self.ahead = ahead
    // Readline would take them wherever it happens to be; here they come between two keys.
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    Readline.prepare()
  }

  /// Whether lines of a paste wait to be taken.
  var hasPasted: Bool { !pasted.isEmpty }

  /// Drops what waits of a paste, for where only what is typed now may count.
  ///
  /// - Returns: How many lines that were.
  @discardableResult
  func dropPasted() -> Int {
    defer { pasted = [] }
    return pasted.count
  }

  /// The next line. A paste of several is as many lines, one after another.
  ///
  /// - Parameters:
  ///   - prompt: What stands before it.
  ///   - meanwhile: What is done once the prompt stands, before any key is taken; with what must be said of it.
  ///   - complete: The words that may stand where the last word of what is typed stands.
  /// - Throws: What is thrown meanwhile.
  /// - Returns: The line; or that there is no more.
  func next(
    prompt: String, meanwhile: () throws -> [String], complete: @escaping (String) -> [String]
  ) rethrows -> Input {
    Readline.completer = complete
    Readline.received = nil
    if signals.forget() { return .hangUp }
    if !pasted.isEmpty {
      let line = pasted.removeFirst()
      FileHandle.standardOutput.put("\(prompt)\(line)\n")
      return .line(line)
    }
    rl_callback_handler_install(prompt) { line in
      defer { free(line) }
      Readline.received = line.map { .line(String(cString: $0)) } ?? .end
      rl_callback_handler_remove()
    }
    let typed = ahead.take()
    if !typed.isEmpty {
      // Put in as text and not as keys: what readline reads ahead of keys it would put before them.
      rl_insert_text(String(decoding: typed, as: UTF8.self))
      rl_redisplay_function?()
    }
    do {
      let said = try meanwhile()
      if !said.isEmpty {
        FileHandle.standardError.put("\n" + said.joined(separator: "\n") + "\n")
        rl_forced_update_display()
      }
    } catch {
      rl_callback_handler_remove()
      FileHandle.standardOutput.put("\n")
      throw error
    }
    while Readline.received == nil {
      var waits = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals.outlet, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waits, nfds_t(waits.count), -1) >= 0 || errno == EINTR else { return hungUp() }
      while let signal = signals.next() {
        guard take(signal) else { return hungUp() }
      }
      let hasInput = waits[0].revents & Int16(POLLIN) != 0
      if hasInput {
        rl_callback_read_char()
      } else if waits[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
        return hungUp()
      }
    }
    if case .end? = Readline.received, !hasTerminal { return .hangUp }
    guard case .line(let line)? = Readline.received else { return Readline.received ?? .hangUp }
    var lines = PastedText.lines(of: line)
    guard !lines.isEmpty else { return .line("") }
    let first = lines.removeFirst()
    pasted = lines
    return .line(first)
  }

  /// Whether the terminal is still there: one that has gone gives ends of input without end.
  private var hasTerminal: Bool {
    var settings = termios()
    return tcgetattr(STDIN_FILENO, &settings) == 0
  }

  /// A line that is not shown as it is typed; nil where there is none, or somebody leaves.
  func secret(prompt: String) -> String? {
    // Pasted with the word before it: it has been on the screen, and must not become a line of the history as well.
    if !pasted.isEmpty { return pasted.removeFirst() }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      FileHandle.standardOutput.put("\n")
    }
    FileHandle.standardOutput.put(prompt)
    var waits = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.outlet, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&waits, nfds_t(waits.count), -1) >= 0 || errno == EINTR {
      if waits[1].revents != 0 { return nil }
      guard waits[0].revents != 0 else { continue }
      var bytes = [UInt8](repeating: 0, count: 1024)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else { return nil }
      let line = String(decoding: bytes.prefix(count), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      return line.isEmpty ? nil : line
    }
    return nil
  }

  private func hungUp() -> Input {
    rl_callback_handler_remove()
    return .hangUp
  }

  /// Does what a signal asks for; false where that is to stop.
  private func take(_ signal: Int32) -> Bool {
    switch signal {
    case SIGINT: dropLine()
    case SIGWINCH: rl_resize_terminal()
    case SIGTSTP:
      rl_deprep_terminal()
      kill(0, SIGSTOP)
      rl_prep_terminal(1)
      rl_forced_update_display()
    default: return false
    }
    return true
  }

  private func dropLine() {
    rl_callback_sigcleanup()
    rl_free_line_state()
    rl_replace_line("", 1)
    FileHandle.standardOutput.put("^C\n")
    rl_on_new_line()
    rl_redisplay()
  }
}

/// Readline's own state is the process's. It is touched by the one thread that reads the console's lines, and readline
/// calls back on that thread only, from within `rl_callback_read_char`; so nothing here is ever used by two at once.
private enum Readline {
  nonisolated(unsafe) static var completer: ((String) -> [String])?
  nonisolated(unsafe) static var received: LineReader.Input?

  static func prepare() {
    // For conditions in ~/.inputrc. Readline keeps the pointers; they live as long as the program.
    rl_readline_name = UnsafePointer(strdup("nightdesk"))
    rl_basic_word_break_characters = UnsafePointer(strdup(" \t\n"))
    rl_redisplay_function = { Readline.redisplay() }
    rl_attempted_completion_function = { text, start, end in
      // Never the names of files.
      rl_attempted_completion_over = 1
      guard let text, let buffer = rl_line_buffer else { return nil }
      let typed = String(decoding: UnsafeRawBufferPointer(start: buffer, count: Int(end)), as: UTF8.self)
      return Readline.list(of: Readline.completer?(typed) ?? [], for: String(cString: text))
    }
  }

  /// Draws the line; a token that is typed behind `auth` stands there as stars.
  private static func redisplay() {
    guard let buffer = rl_line_buffer else { return rl_redisplay() }
    let typed = UnsafeMutableBufferPointer(start: buffer, count: Int(rl_end))
    let word = Array("auth ".utf8CString.dropLast())
    let start = typed.prefix { $0 == 0x20 }.count
    // Capitals and small letters differ in one bit.
    guard typed.dropFirst(start).prefix(word.count).map({ $0 | 0x20 }) == word else { return rl_redisplay() }
    let secret = Array(typed)
    for place in (start + word.count)..<typed.count { typed[place] = CChar(bitPattern: UInt8(ascii: "*")) }
    rl_redisplay()
    for place in secret.indices { typed[place] = secret[place] }
  }

  /// Readline's form of a list of words: what to put in the word's place, the words, a null. Readline frees it.
  private static func list(
    of words: [String], for typed: String
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard let first = words.first else { return nil }
    rl_completion_suppress_append = words.count == 1 && first.hasSuffix(":") ? 1 : 0
    var common = first
    for word in words.dropFirst() { common = common.commonPrefix(with: word, options: .caseInsensitive) }
    // An alias stands for an id that need not begin like it; what was typed is then left until one word is meant.
    if words.count > 1, common.count < typed.count { common = typed }
    let all = words.count == 1 ? [first] : [common] + words
    let room = calloc(all.count + 1, MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
    guard let list = room?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self) else { return nil }
    for (place, word) in all.enumerated() { list[place] = strdup(word) }
    return list
  }
}
