import Foundation
import Testing

/// The desk itself: line by line from a script, and at a real pseudo-terminal.
struct ConsoleTests {
  @Test func `a script of lines runs without a prompt`() throws {
    let run = try Program().run(
      "desk",
      input: """
        # an officer's evening
        triage luton at 2026-11-26T17:45
        set children 4 7
        set nowhere-tonight yes
        ask
        result
        back
        close
        quit
        """)
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("Luton Borough Council places them tonight"))
    #expect(!run.output.contains("nightdesk>"))
  }

  @Test(arguments: [
    ("lokup luton", "did you mean 'lookup'"), ("set children 4", "no triage"), ("who luton", "who takes"),
  ])
  func `a script stops at the first line that is not understood`(line: String, part: String) throws {
    let run = try Program().run("desk", input: "\(line)\ncouncils\n")
    #expect(run.status == 2)
    #expect(run.error.contains(part))
    #expect(!run.output.contains("thanet"))
  }

  @Test func `a failed number gives the next one and is noted in the store`() throws {
    let program = try Program()
    let run = try program.run("desk", input: "failed tunbridge-wells/out-of-hours no-answer\n")
    #expect(run.status == 0)
    #expect(run.output.contains("01892 352777"))
    let query = Process()
    query.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let output = Pipe()
    query.standardOutput = output
    query.arguments = ["grep", "-c", "tunbridge-wells/out-of-hours", program.store]
    try query.run()
    query.waitUntilExit()
    #expect(query.terminationStatus == 0)
  }

  @Test func `at a terminal it greets, prompts, edits a line and leaves`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    #expect(try terminal.reads(until: "nightdesk> ").contains("a named person decides"))
    // A backspace is taken by readline, not sent on.
    terminal.type("lookup canterburx\u{7f}y ooh at 2026-11-26T17:45\r")
    #expect(try terminal.reads(until: "nightdesk> ").contains("01227 781879"))
    terminal.type("triage luton at 2026-11-26T17:45\r")
    #expect(try terminal.reads(until: "immediate-danger> ").contains("triage at Luton"))
    terminal.type("quit\r")
    #expect(try terminal.reads(until: "goodbye").contains("goodbye"))
    #expect(terminal.status() == 0)
  }

  @Test func `at a terminal the end of input leaves`() throws {
    let program = try Program()
    let terminal = try Terminal(program.process(["--store", program.store]))
    _ = try terminal.reads(until: "nightdesk> ")
    terminal.type("\u{4}")
    #expect(terminal.status() == 0)
  }
}

/// A pseudo-terminal with a program at its other end.
final class Terminal {
  struct Silent: Error {
    let seen: String
  }

  private let ours: FileHandle
  private let process: Process

  init(_ process: Process) throws {
    var master: Int32 = -1, slave: Int32 = -1
    guard openpty(&master, &slave, nil, nil, nil) == 0 else { throw CocoaError(.fileReadUnknown) }
    ours = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    let theirs = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    process.standardInput = theirs
    process.standardOutput = theirs
    process.standardError = theirs
    process.environment?["TERM"] = "xterm"
    self.process = process
    try process.run()
    try theirs.close()
  }

  func type(_ text: String) {
    ours.write(Data(text.utf8))
  }

  /// Everything up to a text, which must come within twenty seconds.
  func reads(until end: String) throws -> String {
    var seen = ""
    let deadline = Date().addingTimeInterval(20)
    while !seen.contains(end) {
      var wait = pollfd(fd: ours.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Date() < deadline, poll(&wait, 1, 1000) >= 0 else { throw Silent(seen: seen) }
      guard wait.revents & Int16(POLLIN) != 0 else {
        if wait.revents & Int16(POLLHUP) != 0 { throw Silent(seen: seen) }
        continue
      }
      seen += String(decoding: ours.availableData, as: UTF8.self)
    }
    return seen
  }

  func status() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
