import Foundation
import TestSupport
import Testing

/// `nightdesk connect`: from a script, at a real pseudo-terminal, and against what is no desk.
struct ConnectCommandTests {
  private func run(_ program: Program, _ arguments: [String], input: String) throws -> Program.Run {
    let process = program.process(["connect"] + arguments)
    let output = Pipe(), error = Pipe(), standardInput = Pipe()
    process.standardOutput = output
    process.standardError = error
    process.standardInput = standardInput
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    standardInput.fileHandleForWriting.closeFile()
    let written = output.fileHandleForReading.readDataToEndOfFile()
    let complained = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Program.Run(
      status: process.terminationStatus, output: String(decoding: written, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }

  @Test func `a script of lines is answered as at the desk itself`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let served = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let script = "lookup canterbury ooh at 2026-11-26T17:45\nformat json\ncouncils luton\nquit\n"
    let local = try program.run("desk", input: script)
    for place in ["127.0.0.1:\(served.port)", path] {
      let remote = try run(program, [place], input: script)
      #expect(remote.status == 0)
      #expect(remote.output == local.output)
      #expect(remote.error == "")
    }
    let refused = try run(program, [path], input: "lokup luton\nversion\n")
    #expect(refused.status == 2)
    #expect(refused.error.contains("did you mean 'lookup'"))
  }

  @Test func `at a terminal it greets, prompts, and says when the server goes`() throws {
    let program = try Program()
    let served = try Served(program)
    let place = "127.0.0.1:\(served.port)"
    let terminal = try Terminal(program.process(["connect", place]))
    #expect(try terminal.reads(until: "\(place)> ").contains("nightdesk/1 test ready"))
    terminal.type("lookup canterbury ooh\r")
    #expect(try terminal.reads(until: "\(place)> ").contains("01227 781879"))
    served.process.terminate()
    served.process.waitUntilExit()
    terminal.type("version\r")
    #expect(try terminal.reads(until: "the server closed").contains("nightdesk: "))
    #expect(terminal.status() == 3)
  }

  @Test func `at a terminal it completes, asks and explains as the desk of this machine does`() throws {
    let program = try Program()
    let token = try #require(
      try program.run("token", "add", "ann", "--role", "officer").output.firstMatch(of: /nd_[A-Za-z0-9_-]+/))
    let served = try Served(program)
    let terminal = try Terminal(program.process(["connect", "127.0.0.1:\(served.port)"]))
    _ = try terminal.reads(until: "\(served.port)> ")
    terminal.type("lookup cant\t")
    _ = try terminal.reads(until: "lookup canterbury ")
    terminal.type("ooh at 2026-11-26T17:45\r")
    #expect(try terminal.reads(until: "\(served.port)> ").contains("01227 781879"))
    #expect(try terminal.answers("triage luton").contains("sign in first"))
    #expect(try terminal.answers("auth \(token.0)").contains("signed in as ann"))
    #expect(try terminal.answers("triage luton at 2026-11-26T17:45").hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("?").contains("I-8: Someone in immediate danger"))
    #expect(try terminal.answers("no").contains("questions open"))
    #expect(try terminal.answers("back").hasSuffix("immediate-danger> "))
    terminal.type("ye\t")
    _ = try terminal.reads(until: "yes")
    terminal.type("\r")
    #expect(try terminal.reads(until: "triage> ").contains("999"))
    #expect(try terminal.answers("close").contains("the triage is closed"))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    let history = try String(contentsOfFile: program.folder.path + "/nightdesk/history", encoding: .utf8)
    #expect(!history.contains("nd_") && !history.contains("triage luton at"))
  }

  @Test func `where no desk answers the failure is the network's`() throws {
    let program = try Program()
    #expect(try run(program, ["127.0.0.1:1"], input: "").status == 3)
    #expect(try run(program, [program.folder.path + "/none.sock"], input: "").status == 3)
    #expect(try run(program, ["127.0.0.1:port"], input: "").status == 2)
  }

  @Test func `over TLS the server's certificate is checked`() throws {
    let program = try Program()
    let certificates = Shipped.root + "/Tests/DeskServerTests/Certificates/"
    let served = try Served(
      program,
      [
        "--listen", "127.0.0.1:0", "--tls-certificate", certificates + "first.pem", "--tls-key",
        certificates + "first.key",
      ])
    let place = "localhost:\(served.port)"
    let trusted = try run(program, [place, "--tls-authorities", certificates + "first.pem"], input: "version\nquit\n")
    #expect(trusted.status == 0, "\(trusted.error)")
    #expect(trusted.output.contains("nightdesk 0."))
    let other = try run(program, [place, "--tls-authorities", certificates + "second.pem"], input: "version\n")
    #expect(other.status == 3)
    #expect(try run(program, [place], input: "version\n").status == 3)
  }
}
