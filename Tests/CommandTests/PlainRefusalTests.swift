import Foundation
import Glibc
import TestSupport
import Testing

/// What cannot be done is said in words that tell what to do, and never in a library's own.
struct PlainRefusalTests {
  /// What no message shows: names of a library's types and functions, numbers of its errors.
  private static let raw = ["errno", "bind(", "SQLite", "descriptor:", "[IPv4]", "NIO", "Error", "partial", "()"]

  private func refused(_ run: Program.Run, _ says: String) {
    #expect(run.status != 0)
    #expect(run.error.contains(says), "\(run.error)")
    for word in Self.raw { #expect(!run.error.contains(word), "\(word): \(run.error)") }
  }

  @Test func `an address that cannot be listened on is told with the way out`() throws {
    let program = try Program()
    let held = try Served(program)
    func serve(_ arguments: String...) throws -> Program.Run {
      let other = try Program()
      return try other.run(["serve"] + arguments)
    }
    let taken = "127.0.0.1:\(held.port)"
    refused(try serve("--listen", taken), "cannot listen on \(taken): another program listens there already")
    refused(try serve("--listen", "203.0.113.9:4555"), "203.0.113.9:4555 can be reached by other machines")
    refused(
      try serve("--listen", "203.0.113.9:4555", "--plain-text-for-other-machines"), "this machine has no such address")
    refused(try serve("--socket", program.folder.path + "/none/desk.sock"), "its folder is not there")
    let file = try program.write("text", to: "desk.sock")
    refused(try serve("--socket", file), "no socket has that name")
  }

  @Test func `a store that is none, and a backup that has no folder, are told in plain words`() throws {
    let program = try Program()
    #expect(try program.run("version").status == 0)
    let text = try program.write(String(repeating: "no store ", count: 100), to: "text")
    let other = program.process(["lookup", "dover", "--store", text])
    let (output, error) = (Pipe(), Pipe())
    (other.standardOutput, other.standardError) = (output, error)
    try other.run()
    let said = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    other.waitUntilExit()
    #expect(said.contains("--store names the store") && !said.contains("SQLite"), "\(said)")
    let folder = program.folder.path + "/none"
    _ = try program.run("who", "dover")
    _ = try program.run("desk", "-c", "rang 01304872265 no answer")
    refused(try program.run("backup", folder + "/copy"), "there is no folder \(folder); make it first")
    let site = try OfficersCasebook()
    refused(
      try site.program.run("casebook", "backup", folder + "/copy", "--casebook", site.casebook),
      "there is no folder \(folder)")
  }

  @Test(arguments: [
    ["who", "dover", "--at", "2026-11-27T10:00", "--at", "2026-11-27T11:00"],
    ["deadline", "LUT-35", "--from", "2026-12-23", "--from=2026-12-24"],
    ["triage", "--facts", "a.json", "--facts", "b.json"],
    ["who", "dover", "--store", "a.sqlite", "--store=b.sqlite"],
    ["who", "dover", "--data", "a", "--data", "b"],
    ["directory", "history", "--limit", "1", "--limit", "2"],
    ["directory", "apply", "a.csv", "--expecting", "a", "--expecting", "b"],
    ["directory", "plan", "a.csv", "--map", "a.toml", "--map", "b.toml"],
    ["serve", "--name", "a", "--name", "b"],
  ])
  func `what is given twice is never one of the two without a word`(arguments: [String]) throws {
    let run = try Program().run(arguments)
    #expect(run.status == 2 && run.error.contains("is given twice"), "\(run.error)")
  }

  @Test(arguments: [
    ("plaecd hostel for 2 nights", "placed"), ("borad", "board"), ("opne 6PY-J9D", "open"),
    ("recieve 6PY-J9D", "receive"),
    ("hstory", "history"), ("kep", "keep"), ("decid", "decide"), ("handovr to day team", "handover"),
    ("take-bak 3", "take-back"),
  ])
  func `a misspelt command about a case is never looked up as a town`(line: String, meant: String) throws {
    let site = try OfficersCasebook()
    let run = try site.program.run("desk", "--casebook", site.casebook, "-c", line)
    #expect(run.status == 2 && run.error.contains("did you mean '\(meant)'?"), "\(run)")
  }

  @Test func `who is shut out is told, with the way back`() throws {
    let site = try OfficersCasebook()
    let out = try site.program.run("casebook", "shut-out", "ann", "--casebook", site.casebook)
    #expect(out.status == 0 && out.output.contains("ann is shut out") && out.output.contains("let-in"), "\(out.output)")
  }

  @Test func `a script may come from standard input by its name too`() throws {
    let run = try Program().run("desk", "-f", "-", input: "councils dover\n")
    #expect(run.status == 0 && run.output.contains("Dover District Council"), "\(run.output)\(run.error)")
  }
}
