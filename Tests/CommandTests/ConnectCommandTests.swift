import Foundation
import Glibc
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
    // One that ends early does not read it all.
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
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
    let terminal = try Terminal(program.process(["connect", place, "--reconnect", "0"]))
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
    // What is typed behind the word is not shown.
    #expect(try terminal.takes("auth \(token.0)").contains("signed in as ann"))
    #expect(try terminal.answers("triage luton at 2026-11-26T17:45").hasSuffix("immediate-danger> "))
    #expect(try terminal.answers("?").contains("I-8: Someone in immediate danger"))
    #expect(try terminal.answers("no").contains("questions open"))
    #expect(try terminal.answers("back").hasSuffix("immediate-danger> "))
    terminal.type("ye\t")
    _ = try terminal.reads(until: "yes")
    terminal.type("\r")
    // Danger comes first, and the questions go on behind it.
    #expect(try terminal.reads(until: "children> ").contains("999"))
    _ = try terminal.answers("close", until: "(yes or no) ")
    #expect(try terminal.answers("yes").contains("the triage is closed"))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
    let history = try String(contentsOfFile: program.folder.path + "/nightdesk/history", encoding: .utf8)
    #expect(!history.contains("nd_") && !history.contains("triage luton at"))
  }

  /// Something that listens, says what it is told to, and then nothing for ever.
  private final class Mute {
    let port: Int
    private let listener: Int32

    init(says greeting: String) throws {
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let listener = listener
      let isBound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> Bool in
          bind(listener, pointer, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, pointer, &size) == 0
        }
      }
      if !isBound { throw Wire.Broken(description: "cannot listen") }
      port = Int(UInt16(bigEndian: address.sin_port))
      Thread.detachNewThread {
        while case let client = accept(listener, nil, nil), client >= 0 {
          do { try Wire.send(Array(greeting.utf8), to: client) } catch { return }
        }
      }
    }

    deinit { close(listener) }
  }

  @Test(arguments: [
    ("", ["--connect-timeout", "1"], "says nothing; where it speaks TLS, connect with --tls"),
    ("", ["--connect-timeout", "1", "--tls"], "says nothing; it may not speak TLS"),
    ("220 nightdesk/1 mute ready\r\n", ["--timeout", "1"], "has not answered for 1 seconds"),
    ("SSH-2.0-OpenSSH\r\n", [], "is not a desk"),
    ("HTTP/1.1 400 Bad Request\r\n\r\n", ["--tls"], "it does not speak TLS"),
  ])
  func `a server that does not answer is not waited for without end, and why is said`(
    greeting: String, flags: [String], says: String
  ) throws {
    let mute = try Mute(says: greeting)
    let run = try run(try Program(), ["127.0.0.1:\(mute.port)"] + flags, input: "version\n")
    #expect(run.status == 3)
    #expect(run.error.contains(says), "\(run.error)")
  }

  @Test func `at a terminal Ctrl-C leaves a server that does not answer`() throws {
    let mute = try Mute(says: "220 nightdesk/1 mute ready\r\n")
    let terminal = try Terminal(try Program().process(["connect", "127.0.0.1:\(mute.port)"]))
    _ = try terminal.reads(until: "mute ready")
    // Before it asks anything there is no answer to be left without.
    _ = try terminal.presses("\u{3}", until: "left 127.0.0.1:\(mute.port) without its answer")
    #expect(terminal.status() == 3)
  }

  @Test func `a token comes from a file, from the environment, or unseen from the keys`() throws {
    let program = try Program()
    let made = try program.run("token", "add", "ann", "--role", "officer").output
    let token = made.trimmingCharacters(in: .newlines)
    let served = try Served(program)
    let place = "127.0.0.1:\(served.port)"
    let file = try program.write(made, to: "token")
    chmod(file, 0o600)
    let own = try run(program, [place, "--token-file", file], input: "triage luton\n")
    #expect(own.status == 0 && own.error == "", "\(own)")
    chmod(file, 0o644)
    let open = try run(program, [place, "--token-file", file], input: "triage luton\n")
    #expect(open.status == 0)
    #expect(open.error.contains("others can read your token"))
    let wrong = try program.write("nd_nobody", to: "wrong")
    #expect(try run(program, [place, "--token-file", wrong], input: "version\n").status == 2)
    #expect(try run(program, [place, "--token-file", "/nowhere"], input: "version\n").status == 2)
    for (name, value) in [("NIGHTDESK_TOKEN", token), ("NIGHTDESK_TOKEN_FILE", file)] {
      let process = program.process(["connect", place, "-c", "triage luton"])
      process.environment?[name] = value
      process.standardOutput = Pipe()
      process.standardError = Pipe()
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(name)")
    }
    let terminal = try Terminal(program.process(["connect", place]))
    _ = try terminal.reads(until: "\(served.port)> ")
    terminal.type("auth\r")
    var seen = try terminal.reads(until: "token: ")
    terminal.type(token + "\r")
    // To the next prompt in one: it may come together with the words before it.
    seen += try terminal.reads(until: "\(served.port)> ")
    #expect(seen.contains("signed in as ann") && !seen.contains(token))
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }

  @Test func `plain text to another machine is warned of, and to this one is not`() throws {
    let program = try Program()
    let served = try Served(program)
    let far = try run(program, ["0.0.0.0:\(served.port)"], input: "version\n")
    #expect(far.status == 0)
    #expect(far.error.contains("in plain text"), "\(far.error)")
    #expect(try run(program, ["localhost:\(served.port)"], input: "version\n").error == "")
    let nobody = try run(program, ["127.0.0.1:1"], input: "")
    #expect(nobody.error.contains("connection refused"), "\(nobody.error)")
    let nowhere = try run(program, ["no-such-machine.invalid"], input: "")
    #expect(nowhere.error.contains("no machine is called 'no-such-machine.invalid'"), "\(nowhere.error)")
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
