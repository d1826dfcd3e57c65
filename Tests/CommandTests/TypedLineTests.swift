import Casebook
import Foundation
import TestSupport
import Testing

/// What a person types that is not a command, here, at the other end of a socket and through a pipe; and what pages tell them to type.
struct TypedLineTests {
  private func connect(_ program: Program, _ port: Int, _ line: String) throws -> Program.Run {
    let process = program.process(["connect", "127.0.0.1:\(port)", "-c", line])
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let (said, complained) = (
      output.fileHandleForReading.readDataToEndOfFile(), error.fileHandleForReading.readDataToEndOfFile()
    )
    process.waitUntilExit()
    return Program.Run(
      status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      error: String(decoding: complained, as: UTF8.self))
  }

  @Test func `a line that is not a command is looked up over a socket as at the desk itself, and a program is told no`()
    throws
  {
    let program = try Program()
    let served = try Served(program)
    for line in ["margate", "ct9 1aa", "zzzzqq", "lokup dover", "canterbry"] {
      let local = try program.run("desk", "-c", line)
      let remote = try connect(program, served.port, line)
      #expect(remote.output == local.output && remote.status == local.status, "\(line): \(remote) \(local)")
      #expect(remote.error == local.error, "\(line): \(remote.error) \(local.error)")
    }
    #expect(try connect(program, served.port, "margate").output.contains("Thanet"))
    let wire = try served.wire()
    #expect(try Served.ask(wire, "margate").hasPrefix("500"))
  }

  @Test func `a piped line answers the question that is open, and is never looked up in its place`() throws {
    let program = try Program()
    let run = try program.run(
      "desk", input: "triage luton at 2026-11-25T16:31\nno\nno\ndon't know\npregnant no\nresult brief\n")
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.contains("immediate-danger: no."), "\(run.output)")
    #expect(run.output.contains("nowhere-tonight: they have nowhere safe."), "\(run.output)")
    #expect(run.output.contains(": not known; until it is, the safer answer is assumed"), "\(run.output)")
    #expect(run.output.contains("pregnant: no.") && run.output.contains("TONIGHT"), "\(run.output)")
    #expect(!run.output.contains("contacts"), "\(run.output)")
    let other = try program.run("desk", input: "triage luton\nmargate\n")
    #expect(other.status == 2, "\(other.output)")
    #expect(
      other.error.contains("line 2") && other.error.contains("'margate' is not an answer to it"), "\(other.error)")
    #expect(other.error.contains("'find margate' looks it up"), "\(other.error)")
  }

  @Test func `every reference of a case that a page shows is the one that can be typed`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("Sources")
    let pages =
      try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
      .map { folder.appendingPathComponent($0) }
      + ["README.md", "deploy/nightdesk.1"].map { root.appendingPathComponent($0) }
    for page in pages {
      let text = try String(contentsOf: page, encoding: .utf8)
      for found in text.matches(of: /\bK7R-[0-9A-Z]{3}\b/) {
        #expect(String(found.0) == CaseReference.sample.text, "\(page.lastPathComponent)")
      }
    }
    #expect(CaseReference(typed: CaseReference.sample.text) != nil)
  }

  @Test func `a level of logging that is none is told, and a fact that is none is not guessed from afar`() throws {
    let program = try Program()
    let loud = program.process(["version"])
    loud.environment = (loud.environment ?? ProcessInfo.processInfo.environment).merging(["NIGHTDESK_LOG": "chatty"]) {
      $1
    }
    let error = Pipe()
    (loud.standardError, loud.standardOutput) = (error, Pipe())
    try loud.run()
    let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    loud.waitUntilExit()
    #expect(said.contains("NIGHTDESK_LOG is 'chatty'") && said.contains("debug"), "\(said)")
    let far = try program.write(#"{"council": "luton", "wibble": 1}"#, to: "far.json")
    let near = try program.write(#"{"council": "luton", "childen": [4]}"#, to: "near.json")
    #expect(try !program.run("triage", "--facts", far).error.contains("did you mean"))
    #expect(try program.run("triage", "--facts", near).error.contains("did you mean 'children'"))
  }

  @Test func `an export that is loaded is the directory that it came from`() throws {
    let program = try Program()
    let folder = program.folder.path + "/mine"
    #expect(try program.run("directory", "export", "--format", "json", folder).status == 0)
    let other = program.folder.path + "/other.sqlite"
    _ = try program.run("version", "--store", other)
    let load = try program.run("directory", "load", folder, "--yes", "--even-so", "--store", other)
    #expect(load.status == 0, "\(load.error)")
    let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("data").path
    for files in [data + "/councils", folder + "/councils"] {
      let plan = try program.run("directory", "plan", files, "--store", other)
      #expect(plan.status == 0 && plan.output.contains(" 0 changes"), "\(plan.output)\(plan.error)")
    }
    #expect(try program.run("directory", "shipped", "--store", other).output.contains("nothing is waiting"))
    #expect(try !program.run("lookup", "basildon", "--output", "json", "--store", other).output.contains("meant as"))
  }

  @Test func `a file that says verified leaves what is held as it is`() throws {
    let program = try Program()
    let folder = program.folder.path + "/mine"
    #expect(try program.run("directory", "export", "--format", "json", folder).status == 0)
    let file = URL(fileURLWithPath: folder + "/councils/thanet.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    var parts = text.components(separatedBy: "\"unconfirmed\"")
    try #require(parts.count == 2)
    parts[1] = parts[1].replacing("\"checkedOn\": null", with: "\"checkedOn\": \"2026-11-20\"", maxReplacements: 1)
    let raised = parts.joined(separator: "\"verified\"")
    try Data(raised.utf8).write(to: file)
    let plan = try program.run("directory", "plan", file.path)
    #expect(!plan.output.contains("→ corroborated") && !plan.output.contains("→ stated"), "\(plan.output)")
    #expect((plan.output + plan.error).contains("cannot make a contact verified"), "\(plan.output)\(plan.error)")
  }

  @Test(arguments: [
    (["thanet/housing", "--wrong-number"], "is a mailbox and has no number"),
    (["thanet/website", "--answered", "--by", "ann"], "is a web page and answers nobody"),
  ])
  func `a call that cannot be made is not entered`(arguments: [String], said: String) throws {
    let run = try Program().run(["directory", "checked"] + arguments)
    #expect(run.status == 2 && run.error.contains(said), "\(run.error)")
  }
}
