import Foundation
import TestSupport
import Testing

/// Lines that are pasted at the desk, here and at the other end of a socket.
struct PasteTests {
  /// As a terminal hands on a paste: between two marks, its line ends as Enter sends them.
  private static func paste(_ lines: String...) -> String {
    "\u{1b}[200~" + lines.joined(separator: "\r") + "\u{1b}[201~"
  }

  private static func history(_ program: Program) throws -> String {
    try String(contentsOfFile: program.folder.path + "/nightdesk/history", encoding: .utf8)
  }

  @Test(arguments: [false, true])
  func `each pasted line is a command of its own, and every later answer belongs to its line`(isRemote: Bool) throws {
    let program = try Program()
    let served = isRemote ? try Served(program) : nil
    let terminal = try Terminal(
      program.process(served.map { ["connect", "127.0.0.1:\($0.port)"] } ?? ["--store", program.store]))
    let prompt = served.map { "\($0.port)> " } ?? "nightdesk> "
    _ = try terminal.reads(until: prompt)
    let seen = try terminal.takes(
      Self.paste("lookup dover ooh", "", "who canterbury ooh at 2026-11-26T17:45", "version"), until: prompt,
      behind: "nightdesk 0.")
    #expect(seen.contains("01227 781879") && seen.contains("nightdesk 0."))
    #expect(try terminal.answers("lookup thanet ooh").contains("01843 577000"))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    #expect(
      try Self.history(program)
        == "lookup dover ooh\nwho canterbury ooh at 2026-11-26T17:45\nversion\nlookup thanet ooh\nquit\n")
  }

  @Test func `after a pasted line that is refused the rest is not taken, since it would answer something else`() throws
  {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    let seen = try terminal.takes(Self.paste("no", "perhaps tomorrow", "no", "4 7"), behind: "are not taken")
    #expect(seen.contains("The 2 lines pasted after it are not taken"), "\(seen)")
    let facts = try terminal.answers("facts")
    #expect(facts.contains(/immediate-danger +no/) && !facts.contains("children  "), "\(facts)")
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    #expect(try Self.history(program) == "quit\n")
  }

  @Test func `a token reaches neither the screen nor the history, however it is typed`() throws {
    let program = try Program()
    let token = try program.run("token", "add", "ann", "--role", "officer").output
      .trimmingCharacters(in: .newlines)
    let served = try Served(program)
    let terminal = try Terminal(program.process(["connect", "127.0.0.1:\(served.port)"]))
    _ = try terminal.reads(until: "\(served.port)> ")
    var seen = try terminal.takes("auth \(token)")
    #expect(seen.contains("signed in as ann"))
    terminal.type("auth\r")
    _ = try terminal.reads(until: "token: ")
    seen += try terminal.takes(token, behind: "signed in as ann")
    #expect(!seen.contains(token.prefix(12)), "\(seen)")
    let pasted = Self.paste("version", "auth", token, "councils dover")
    #expect(try terminal.takes(pasted, behind: "Dover District").contains("signed in as ann"))
    _ = try terminal.takes("ath \(token)")
    for word in ["find", "complete auth", "help auth", "help complete auth"] {
      _ = try terminal.takes("\(word) \(token)")
    }
    _ = try terminal.takes("\(token)")
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    #expect(try !Self.history(program).contains("nd_"))
  }

  @Test func `a line given to connect by an argument is one line to the server too`() throws {
    let program = try Program()
    let served = try Served(program)
    let process = program.process([
      "connect", "127.0.0.1:\(served.port)", "-c", "version\nlookup dover ooh", "-c", "version",
    ])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("nightdesk 0.") == true && lines.first == lines.last && lines.count > 3, "\(text)")
  }
}
