import Foundation
import TestSupport
import Testing

/// A disk without room and one that cannot be written: told plainly, and nothing is lost.
///
/// Each test mounts a small file system of its own in memory, which takes root; elsewhere it says that it was left out.
@Suite(.serialized) struct DiskTests {
  /// A small file system, gone with the value.
  private final class Disk {
    let path: String
    private let folder: Program.Folder

    init?(_ program: Program, megabytes: Int) throws {
      folder = program.folder
      path = program.folder.path + "/disk"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path) else { return nil }
    }

    /// The bytes that are free on it.
    func room() throws -> Int {
      let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
      return try #require(attributes[.systemFreeSize] as? Int)
    }

    func remount(_ mode: String) -> Bool { Self.run("mount", "-o", "remount,\(mode)", path) }

    deinit { _ = Self.run("umount", "-l", path) }

    private static func run(_ arguments: String...) -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      do { try process.run() } catch { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }

  private func run(_ program: Program, _ arguments: [String]) throws -> Program.Run {
    let process = program.process(arguments)
    let output = Pipe(), error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Program.Run(status: process.terminationStatus, output: text, error: complaint)
  }

  @Test func `a full disk is told, and the directory answers as before`() throws {
    let program = try Program()
    guard let disk = try Disk(program, megabytes: 2) else {
      print("left out: this machine lets nobody mount a file system here")
      return
    }
    let store = ["--store", disk.path + "/directory.sqlite"]
    #expect(try run(program, ["lookup", "thanet"] + store).error == "")
    let before = try run(program, ["version"] + store).output
    let big = program.folder.path + "/big"
    try MadeDirectory(councils: 40, contacts: 100).write(edition: 1, to: big)
    let full = try run(program, ["directory", "load", big, "--yes", "--even-so"] + store)
    #expect(full.status == 3, "\(full)")
    #expect(full.error.contains("make room on its disk"), "\(full.error)")
    #expect(try run(program, ["version"] + store).output == before)
    #expect(try run(program, ["check", "--record"] + store).status == 0)
    #expect(try run(program, ["lookup", "thanet", "ooh"] + store).output.contains("01843 577000"))
    // Not even room for what SQLite keeps beside a store that is read.
    try Data(count: max(0, try disk.room())).write(to: URL(fileURLWithPath: disk.path + "/brim"))
    let brim = try run(program, ["lookup", "thanet", "ooh", "--json"] + store)
    #expect(brim.status == 0, "\(brim)")
    #expect(brim.output.contains("+441843577000") && brim.output.contains("store-read-only"), "\(brim)")
    try FileManager.default.removeItem(atPath: disk.path + "/brim")
    // A backup that does not fit leaves nothing of itself.
    try Data(count: max(0, try disk.room() - (64 << 10))).write(to: URL(fileURLWithPath: disk.path + "/ballast"))
    let backup = try run(program, ["backup", disk.path + "/backup.sqlite"] + store)
    #expect(backup.status == 3, "\(backup)")
    let left = try FileManager.default.contentsOfDirectory(atPath: disk.path)
    #expect(left.allSatisfy { !$0.contains("backup") }, "\(left)")
    try FileManager.default.removeItem(atPath: disk.path + "/ballast")
    // With room again it goes on.
    #expect(
      try run(program, ["directory", "verify", "thanet/out-of-hours", "--by", "a", "--how", "web-page"] + store).status
        == 0)
  }

  @Test func `on a full disk a case can be read, and the page and the log say that the reading could not be logged`()
    throws
  {
    let site = try OfficersCasebook()
    guard let disk = try Disk(site.program, megabytes: 4) else {
      print("left out: this machine lets nobody mount a file system here")
      return
    }
    let casebook = disk.path + "/cases.sqlite"
    #expect(
      try run(site.program, ["casebook", "let-in", "ann", "--role", "officer", "--casebook", casebook]).status == 0)
    let served = try Served(site.program, ["--listen", "127.0.0.1:0", "--casebook", casebook])
    let wire = try served.wire()
    for line in ["auth \(site.token)", "triage luton", "set nowhere-tonight yes"] {
      #expect(try Served.ask(wire, line).hasPrefix("2"), "\(line)")
    }
    let kept = try Served.ask(wire, "keep")
    let reference = String(try #require(kept.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
    #expect(try Served.ask(wire, "close").hasPrefix("200"))
    try Data(count: max(0, try disk.room())).write(to: URL(fileURLWithPath: disk.path + "/brim"))
    #expect(try Served.ask(wire, "log tea \(reference)").hasPrefix("4") || Served.ask(wire, "version").hasPrefix("200"))
    for line in ["show \(reference)", "history \(reference)", "handover", "open \(reference)"] {
      try wire.send(line: line)
      let page = try wire.reply()
      #expect(page.first?.hasPrefix("214") == true, "\(line): \(page)")
      let says =
        "! That you read this could not be logged: the casebook \(casebook): logging that a case is read failed"
      #expect(page.contains { $0.hasPrefix(says) }, "\(line): \(page)")
    }
    // What goes to the family says nothing of it, and what is recorded is refused.
    try wire.send(line: "family-sheet \(reference)")
    #expect(try wire.reply().allSatisfy { !$0.hasPrefix("! That") })
    #expect(try Served.ask(wire, "log tea").hasPrefix("451 not saved"))
    #expect(try Served.ask(wire, "placed hostel for 1 night").hasPrefix("451 not saved"))
    // What was not saved is nowhere, for nobody.
    let other = try served.wire()
    #expect(try Served.ask(other, "auth \(site.token)").hasPrefix("2"))
    for line in ["history \(reference)", "board"] {
      try other.send(line: line)
      let page = try other.reply()
      #expect(!page.contains { $0.contains("tea") || $0.contains("hostel") }, "\(line): \(page)")
    }
    #expect(comesTrue { served.log.contains("cases were read and that could not be logged in the casebook") })
    #expect(!served.log.contains(reference))
    try FileManager.default.removeItem(atPath: disk.path + "/brim")
    #expect(try Served.ask(wire, "log tea").hasPrefix("240"))
    try wire.send(line: "show \(reference)")
    #expect(try wire.reply().allSatisfy { !$0.hasPrefix("! That") })
  }

  @Test func `a store that cannot be written is told, and is whole when it can be again`() throws {
    let program = try Program()
    guard let disk = try Disk(program, megabytes: 8) else {
      print("left out: this machine lets nobody mount a file system here")
      return
    }
    let store = ["--store", disk.path + "/directory.sqlite"]
    #expect(try run(program, ["lookup", "thanet"] + store).status == 0)
    let before = try run(program, ["version"] + store).output
    #expect(disk.remount("ro"))
    for arguments in [
      ["directory", "verify", "thanet/out-of-hours", "--by", "a", "--how", "web-page"],
      ["directory", "load", Shipped.root + "/data"], ["token", "add", "ann", "--role", "officer"],
      ["restore", disk.path + "/directory.sqlite"],
    ] {
      let refused = try run(program, arguments + store)
      #expect(refused.status != 0, "\(arguments)")
      #expect(refused.error.split(separator: "\n").count == 1, "\(refused.error)")
    }
    let verify = try run(
      program, ["directory", "verify", "thanet/out-of-hours", "--by", "a", "--how", "web-page"] + store)
    #expect(verify.status == 3)
    #expect(verify.error.contains("open to you for writing"), "\(verify.error)")
    // Look-ups, cases and the server answer from what can be read, and every answer says what is the matter.
    for arguments in [["lookup", "thanet", "ooh"], ["who", "thanet", "ooh"], ["find", "thanet"]] {
      let page = try run(program, arguments + store)
      #expect(page.status == 0 && page.output.contains("01843 577000"), "\(page)")
      #expect(page.output.contains("! Nightdesk can read its directory but not write to it."), "\(page)")
      let json = try run(program, arguments + ["--json"] + store)
      #expect(json.output.contains("store-read-only"), "\(json)")
    }
    let facts = try program.write(#"{"council": "thanet"}"#, to: "facts.json")
    let result = try run(program, ["triage", "--facts", facts, "--json"] + store)
    #expect(result.status == 0 && result.output.contains("store-read-only"), "\(result)")
    let socket = program.folder.path + "/desk.sock"
    let server = program.process(["serve", "--socket", socket] + store)
    server.standardError = FileHandle.nullDevice
    try server.run()
    defer { if server.isRunning { server.terminate() } }
    #expect(comesTrue { FileManager.default.fileExists(atPath: socket) || !server.isRunning })
    let wire = try Wire(path: socket)
    #expect(try wire.line()?.contains("Nightdesk can read its directory but not write to it.") == true)
    try wire.send(line: "lookup thanet ooh")
    #expect(try wire.reply().contains { $0.hasPrefix("! Nightdesk can read its directory") })
    for contact in ["thanet/out-of-hours", "thanet/housing"] {
      #expect(try Served.ask(wire, "failed \(contact)").contains("not noted: the server cannot write to its store"))
    }
    #expect(disk.remount("rw"))
    // It comes back by itself.
    #expect(
      try comesTrue {
        try wire.send(line: "lookup thanet ooh")
        return try wire.reply().allSatisfy { !$0.hasPrefix("! Nightdesk") }
      })
    #expect(try run(program, ["version"] + store).output == before)
    #expect(try run(program, ["check", "--record"] + store).status == 0)
  }
}
