import Foundation
import TestSupport
import Testing

/// A server that goes while somebody sits at its terminal, and comes back.
struct ReconnectTests {
  private func officer(_ program: Program) throws -> String {
    try program.run("token", "add", "ann", "--role", "officer").output.trimmingCharacters(in: .newlines)
  }

  @Test(arguments: ["triage luton at 2026-11-26T17:45", "triage luton"])
  func `a server that is started anew is found again, and the triage goes on with its answers`(line: String) throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let token = try officer(program)
    var served: Served? = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let process = program.process(["connect", path])
    process.environment?["NIGHTDESK_TOKEN"] = token
    let terminal = try Terminal(process, columns: 100)
    _ = try terminal.reads(until: "desk.sock> ")
    _ = try terminal.answers(line)
    _ = try terminal.answers("no")
    _ = try terminal.answers("set children 4 7")
    _ = try terminal.answers("set children 5")
    _ = try terminal.answers("back")
    let before = try terminal.answers("facts")
    let page = try terminal.answers("result")
    served = nil
    served = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let after = try terminal.answers("facts")
    #expect(served?.process.isRunning == true)
    #expect(after.contains(/the\s+triage\s+goes\s+on\s+with\s+its\s+answers/), "\(after)")
    func facts(_ screen: String) -> [Substring] {
      screen.split(separator: "\n").filter { $0.contains(#/^ +(council|presented-at|children|immediate-danger) /#) }
    }
    #expect(facts(before) == facts(after) && facts(after).count == 4, "\(before)\(after)")
    // The minute in its heading may be the next one by now.
    func sheet(_ screen: String) -> Substring {
      screen[(screen.firstRange(of: "TONIGHT")?.lowerBound ?? screen.endIndex)...]
    }
    #expect(!sheet(page).isEmpty)
    #expect(try sheet(terminal.answers("result")) == sheet(page))
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    served = nil
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }

  @Test func `calls that were told are not forgotten by a server that is started anew, and are noted once`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let token = try officer(program)
    var served: Served? = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let process = program.process(["connect", path])
    process.environment?["NIGHTDESK_TOKEN"] = token
    let terminal = try Terminal(process, columns: 120)
    _ = try terminal.reads(until: "desk.sock> ")
    _ = try terminal.answers("triage luton at 2026-11-25T22:10")
    _ = try terminal.answers("no")
    _ = try terminal.answers("no")
    // By its place on the page, which is another's once it has failed.
    let rang = try terminal.answers("rang 1 no answer")
    let number = try #require(rang.firstMatch(of: /([0-9][0-9 ]+[0-9]) \(/)).1
    _ = try terminal.answers("failed kent/childrens-out-of-hours wrong-number")
    let before = try terminal.answers("who luton ooh"), page = try terminal.answers("result")
    #expect(before.contains("no answer at") && page.contains(number))
    served = nil
    served = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    _ = try terminal.answers("facts")
    #expect(try terminal.answers("who luton ooh") == before)
    #expect(try terminal.answers("result") == page)
    #expect(try terminal.answers("who kent ooh").contains("wrong number at"))
    #expect(served?.process.isRunning == true)
    _ = try terminal.answers("close", until: "(yes or no) ")
    _ = try terminal.answers("yes")
    terminal.type("quit\r")
    #expect(terminal.status() == 0)
  }

  @Test func `one that stays away is given up in the end, and Ctrl-C gives it up at once`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    for keys in ["", "\u{3}"] {
      var served: Served? = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
      let terminal = try Terminal(program.process(["connect", path, "--reconnect", keys.isEmpty ? "2" : "600"]))
      _ = try terminal.reads(until: "desk.sock> ")
      #expect(served != nil)
      served = nil
      terminal.type("lookup dover ooh\r")
      _ = try terminal.reads(until: "Ctrl-C leaves")
      usleep(500_000)
      terminal.type(keys)
      #expect(terminal.status() == 3)
    }
  }

  /// Passes lines on to a server, and cuts the line once: the server has answered, and nobody hears it.
  private static let cutting = """
    import socket, sys, threading
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
    door.listen()
    uncut = [True]
    def serve(client):
        desk = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
        lost = threading.Event()
        def back():
            while (data := desk.recv(65536)) and not lost.is_set():
                client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)
        threading.Thread(target=back, daemon=True).start()
        while data := client.recv(65536):
            if b"set nowhere-tonight" in data and uncut:
                uncut.clear()
                lost.set()
            desk.sendall(data)
        desk.close()
    def accept():
        while True:
            threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()
    threading.Thread(target=accept, daemon=True).start()
    print("ready", flush=True)
    sys.stdin.read()
    """

  @Test func `where the answer that made a case is lost on its way, the terminal says it again and it stays one case`()
    throws
  {
    let site = try OfficersCasebook()
    let served = try Served(
      site.program, ["--listen", "127.0.0.1:0", "--casebook", site.casebook, "--keep-cases", "end"])
    let path = site.program.folder.path + "/cut.sock"
    let proxy = Process()
    proxy.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    proxy.arguments = ["python3", "-c", Self.cutting, path, "\(served.port)"]
    let (input, output) = (Pipe(), Pipe())
    proxy.standardInput = input
    proxy.standardOutput = output
    try proxy.run()
    // It ends with its input.
    defer { input.fileHandleForWriting.closeFile() }
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    let token = site.program.folder.path + "/token"
    try Data(site.token.utf8).write(to: URL(fileURLWithPath: token))
    chmod(token, 0o600)
    let process = site.program.process(["connect", path, "--reconnect", "60", "--token-file", token])
    let (lines, said, told) = (Pipe(), Pipe(), Pipe())
    process.standardInput = lines
    process.standardOutput = said
    process.standardError = told
    try process.run()
    let script =
      "triage luton at \(try OfficersCasebook.lastNight("17:45"))\nset nowhere-tonight yes\nset children 4 7\n"
    try lines.fileHandleForWriting.write(contentsOf: Data(script.utf8))
    lines.fileHandleForWriting.closeFile()
    let out = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let why = String(decoding: told.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && why.contains("answers again"), "\(out)\(why)")
    #expect(out.contains("Kept as ") && out.contains("Saved in "), "\(out)")
    let board = try site.program.run("desk", "--casebook", site.casebook, input: "board\n")
    #expect(board.output.contains("1 open case;"), "\(board)")
  }

  @Test func `signing in as somebody else ends the question that stood, and leaves nobody's triage behind`() throws {
    let program = try Program()
    let ann = try officer(program)
    let bob = try program.run("token", "add", "bob", "--role", "officer").output.trimmingCharacters(in: .newlines)
    let path = program.folder.path + "/desk.sock"
    let served = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let process = program.process(["connect", path])
    process.environment?["NIGHTDESK_TOKEN"] = ann
    let terminal = try Terminal(process, columns: 100)
    _ = try terminal.reads(until: "desk.sock> ")
    _ = try terminal.answers("triage luton at 2026-11-26T17:45")
    _ = try terminal.answers("no")
    // As oneself it goes on. Of what is typed as a token not all is shown.
    #expect(try terminal.takes("auth \(ann)", behind: "signed in as ann").contains("Enter shows the answers"))
    let other = try terminal.takes("auth \(bob)", until: "desk.sock> ", behind: "signed in as bob")
    #expect(!other.contains("Enter shows the answers"), "\(other)")
    terminal.type("quit\r")
    #expect(terminal.status() == 0 && served.process.isRunning)
  }

  @Test func `a script does not wait for a server that has gone`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    var served: Served? = try Served(program, ["--listen", "127.0.0.1:0", "--socket", path])
    let process = program.process(["connect", path])
    let input = Pipe(), output = Pipe(), error = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = error
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("version\n".utf8))
    #expect(!output.fileHandleForReading.availableData.isEmpty)
    #expect(served != nil)
    served = nil
    try input.fileHandleForWriting.write(contentsOf: Data("version\nversion\n".utf8))
    input.fileHandleForWriting.closeFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
  }
}
