import Foundation
import TestSupport
import Testing

/// `nightdesk serve` as a machine's own program: its arguments, its signals, its store.
struct ServeCommandTests {
  @Test func `a token made beside a running server opens it, and one revoked no longer does`() throws {
    let program = try Program()
    let served = try Served(program)
    let wire = try served.wire()
    #expect(try Served.ask(wire, "triage luton").hasPrefix("530 "))
    let made = try program.run("token", "add", "ann", "--role", "officer")
    #expect(made.status == 0)
    let token = made.output.trimmingCharacters(in: .newlines)
    #expect(token.count > 40)
    let signedIn = try comesTrue { try Served.ask(served.wire(), "auth \(token)").hasPrefix("230 ") }
    #expect(signedIn)
    #expect(try Served.ask(wire, "auth \(token)") == "230 signed in as ann, officer")
    #expect(try Served.ask(wire, "triage luton").hasPrefix("200 "))
    #expect(try program.run("token", "list").output.hasPrefix("ann  officer   2"))
    #expect(try program.run("token", "revoke", "ann").status == 0)
    #expect(try comesTrue { try Served.ask(wire, "ask").hasPrefix("530 ") })
    #expect(try program.run("token", "list").output == "")
    let files = try FileManager.default.contentsOfDirectory(atPath: program.folder.path + "/store")
    for file in files {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: program.folder.path + "/store/" + file))
      #expect(bytes.range(of: Data(token.utf8)) == nil)
    }
    #expect(!served.log.contains(token))
  }

  @Test(arguments: [
    (["add", "ann", "--role", "chief"], 2), (["add", "two words", "--role", "officer"], 2), (["revoke", "nobody"], 2),
    (["add", "ann"], 2),
  ])
  func `a token that cannot be is refused`(arguments: [String], status: Int) throws {
    let program = try Program()
    let process = program.process(["token"] + arguments + ["--store", program.store])
    process.standardError = Pipe()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == Int32(status))
  }

  @Test func `a refresh by another process reaches every session, and a triage under way goes on`() throws {
    let program = try Program()
    let token = try program.run("token", "add", "ann", "--role", "officer").output.trimmingCharacters(in: .newlines)
    let served = try Served(program)
    let wires = try (0..<5).map { _ in try served.wire() }
    #expect(try Served.ask(wires[0], "auth \(token)").hasPrefix("230 "))
    #expect(try Served.ask(wires[0], "triage luton").hasPrefix("200 "))
    #expect(try Served.ask(wires[0], "set violence-risk thanet").hasPrefix("200 "))
    let before = try Served.ask(wires[0], "version")
    // Without its first council, so that every other moves to another place.
    let folder = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: folder)
    try FileManager.default.removeItem(atPath: folder + "/councils/achieving-for-children.json")
    try Self.replace(
      #""childrensServices": "achieving-for-children""#, by: #""childrensServices": "kingston""#, in: folder)
    let loaded = try program.run("directory", "load", folder, "--yes", "--even-so")
    #expect(loaded.status == 0, "\(loaded.error)")
    for wire in wires {
      #expect(try comesTrue { try Served.ask(wire, "version") != before })
      #expect(try Served.ask(wire, "lookup achieving-for-children").hasPrefix("550 "))
    }
    try wires[0].send(line: "facts")
    let facts = try wires[0].reply()
    #expect(facts.contains { $0.hasPrefix("council") && $0.hasSuffix("luton") })
    #expect(facts.contains { $0.hasPrefix("violence-risk") && $0.hasSuffix("thanet") })
  }

  private static func replace(_ old: String, by new: String, in folder: String) throws {
    let file = folder + "/councils/kingston.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(old))
    try text.replacing(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
  }

  @Test func `told to stop, it answers what is in flight, says so to everyone, and ends well`() throws {
    let served = try Served(try Program())
    let idle = try served.wire()
    let busy = try served.wire()
    try busy.send(Array(String(repeating: "lookup canterbury ooh\r\n", count: 500).utf8))
    served.process.terminate()
    for _ in 0..<500 { #expect(try busy.reply().first?.hasPrefix("210 ") == true) }
    #expect(try busy.line() == "400 the server is shutting down")
    #expect(try busy.line() == nil)
    #expect(try idle.line() == "400 the server is shutting down")
    #expect(try idle.line() == nil)
    served.process.waitUntilExit()
    #expect(served.process.terminationStatus == 0)
    #expect(throws: Wire.Broken.self) { try Wire(port: served.port) }
  }

  @Test func `a failed contact is noted in the store`() throws {
    let program = try Program()
    let served = try Served(program)
    let wire = try served.wire()
    #expect(try Served.ask(wire, "failed tunbridge-wells/out-of-hours refused").hasPrefix("210 "))
    served.process.terminate()
    served.process.waitUntilExit()
    let store = try Data(contentsOf: URL(fileURLWithPath: program.store))
    #expect(store.range(of: Data("tunbridge-wells/out-of-hoursrefused".utf8)) != nil)
  }

  @Test(arguments: [
    (["--listen", "0.0.0.0:0"], 2, "plain text"), (["--listen", "[::]:0"], 2, "plain text"),
    (["--listen", "a:b:c:d:0:zz"], 3, "cannot listen"), (["--listen", "127.0.0.1:x"], 2, "is not an address"),
    (["--listen", "127.0.0.1:0", "--tls-certificate", "/nowhere"], 2, "together"),
    (["--listen", "127.0.0.1:0", "--tls-certificate", "/nowhere", "--tls-key", "/nowhere"], 3, "cannot be used"),
    (["--name", "two words"], 2, "one word"), (["--idle", "0"], 2, "limit"),
    (["--socket", "/nowhere/at/all"], 3, "listen"),
  ])
  func `what cannot be served is refused with the reason`(arguments: [String], status: Int, part: String) throws {
    let program = try Program()
    let process = program.process(["serve", "--store", program.store] + arguments)
    let error = Pipe()
    process.standardError = error
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == Int32(status))
    #expect(text.contains(part), "\(text)")
  }

  @Test func `other machines are served in plain text only when that is said in plain words`() throws {
    let served = try Served(try Program(), ["--listen", "0.0.0.0:0", "--plain-text-for-other-machines"])
    #expect(served.log.contains("listening on 0.0.0.0:"))
  }

  @Test func `a Unix socket is answered on, is its owner's, and goes with the server`() throws {
    let program = try Program()
    let path = program.folder.path + "/desk.sock"
    let served = try Served(program, ["--socket", path])
    let wire = try Wire(path: path)
    #expect(try wire.line()?.hasPrefix("220 ") == true)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o660)
    let second = program.process(["serve", "--store", program.store, "--socket", path])
    second.standardError = Pipe()
    try second.run()
    second.waitUntilExit()
    #expect(second.terminationStatus == 3)
    #expect(try Served.ask(wire, "lookup canterbury ooh").hasPrefix("210 "))
    served.process.terminate()
    served.process.waitUntilExit()
    #expect(!FileManager.default.fileExists(atPath: path))
    // What took the socket's place meanwhile is not ours to take away.
    let third = try Served(program, ["--socket", path])
    unlink(path)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    third.process.terminate()
    third.process.waitUntilExit()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }
}
