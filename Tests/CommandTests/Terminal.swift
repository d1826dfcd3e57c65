import Foundation
import Testing

/// A pseudo-terminal with a program at its other end, of which it is the controlling terminal, so that Ctrl-C and a
/// change of its size reach the program as they would at a desk.
final class Terminal {
  struct Silent: Error {
    let seen: String
  }

  private var ours: FileHandle
  private let process: Process

  /// Runs a program at a terminal of so many columns; `nil` in the environment takes a variable out.
  init(_ process: Process, columns: UInt16 = 80, rows: UInt16 = 200, environment: [String: String?] = [:]) throws {
    var master: Int32 = -1, slave: Int32 = -1
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
    ours = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    let theirs = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.standardInput = theirs
    process.standardOutput = theirs
    process.standardError = theirs
    process.arguments = ["--ctty", "--wait", process.executableURL?.path ?? ""] + (process.arguments ?? [])
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    // Nothing of whoever runs the tests: neither their colours nor their keys.
    let usual: [String: String?] = ["TERM": "xterm", "NO_COLOR": nil, "INPUTRC": "/dev/null", "PAGER": "cat"]
    for (name, value) in usual.merging(environment, uniquingKeysWith: { $1 }) { process.environment?[name] = value }
    self.process = process
    try process.run()
    try theirs.close()
  }

  deinit {
    // A test that failed half way leaves nobody waiting for keys.
    if process.isRunning { process.terminate() }
  }

  func type(_ text: String) {
    // Of a program that has ended the screen says enough.
    try? ours.write(contentsOf: Data(text.utf8))
  }

  func resize(columns: UInt16) {
    var size = winsize(ws_row: 200, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(ours.fileDescriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Everything up to a text, which must come within two minutes; with the terminal's codes in it.
  func reads(until end: String) throws -> String {
    let seen = try reads(until: end, orFor: 120)
    guard seen.contains(end) else { throw Silent(seen: seen) }
    return seen
  }

  /// Everything up to a text, or what came of it in some seconds.
  private func reads(until end: String, orFor seconds: TimeInterval) throws -> String {
    var seen = ""
    let deadline = Date().addingTimeInterval(seconds)
    while !seen.contains(end) {
      var wait = pollfd(fd: ours.fileDescriptor, events: Int16(POLLIN), revents: 0)
      if Date() >= deadline { return seen }
      guard poll(&wait, 1, 100) >= 0 else { throw Silent(seen: seen) }
      guard wait.revents & Int16(POLLIN) != 0 else {
        if wait.revents & Int16(POLLHUP) != 0 { throw Silent(seen: seen) }
        continue
      }
      seen += String(decoding: ours.availableData, as: UTF8.self)
    }
    return seen
  }

  /// Types a line, and reads to the next prompt that ends like this.
  func answers(_ line: String, until prompt: String = "> ") throws -> String {
    type(line)
    // What is typed is echoed first, and the prompt that it stands behind with it. Of nothing there is no echo.
    var seen = line.isEmpty ? "" : try reads(until: line)
    type("\r")
    repeat { seen += try reads(until: prompt) } while !Self.plain(seen).hasSuffix(prompt)
    return Self.plain(seen)
  }

  /// Types a line of which not all is shown, or several at once, and reads to the next prompt that ends like this, behind
  /// what the last of several is answered.
  func takes(_ keys: String, until prompt: String = "> ", behind last: String = "\n") throws -> String {
    type(keys + "\r")
    var seen = try reads(until: last)
    while !Self.plain(seen).hasSuffix(prompt) || ours.hasMore { seen += try reads(until: prompt) }
    return Self.plain(seen)
  }

  /// Presses keys until a text comes: what is pressed too early is forgotten by some, and rightly so.
  func presses(_ keys: String, until end: String) throws -> String {
    var seen = ""
    while !seen.contains(end) {
      type(keys)
      seen += try reads(until: end, orFor: 0.5)
    }
    return seen
  }

  /// Everything that comes until the program ends, which must be within two minutes.
  func everything() throws -> String {
    var seen = ""
    let deadline = Date().addingTimeInterval(120)
    while true {
      var wait = pollfd(fd: ours.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Date() < deadline, poll(&wait, 1, 1000) >= 0 else { throw Silent(seen: seen) }
      if wait.revents & Int16(POLLIN) != 0 {
        seen += String(decoding: ours.availableData, as: UTF8.self)
      } else if wait.revents & Int16(POLLHUP) != 0 {
        return seen
      }
    }
  }

  /// Takes the terminal away, as when a connection breaks off or a window is closed.
  func hangUp() { ours = .nullDevice }

  /// Sends the program a signal: to itself, and not to whatever gave it the terminal.
  func signal(_ number: Int32) throws {
    let own = process.processIdentifier
    let children = try String(contentsOfFile: "/proc/\(own)/task/\(own)/children", encoding: .utf8)
    let program = children.split(separator: " ").first.flatMap { Int32($0) } ?? own
    guard kill(program, number) == 0 else { throw CocoaError(.featureUnsupported) }
  }

  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// A text as a person reads it: without the codes that move the cursor and colour the words.
  static func plain(_ text: String) -> String {
    text.replacing(/\u{1b}\[[0-9;?]*[A-Za-z]/, with: "").replacing("\r\n", with: "\n").replacing("\r", with: "")
  }
}

extension FileHandle {
  /// Whether more comes within a moment.
  fileprivate var hasMore: Bool {
    var wait = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 200) > 0 && wait.revents & Int16(POLLIN) != 0
  }
}
