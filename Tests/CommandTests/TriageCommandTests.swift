import Foundation
import TestSupport
import Testing

/// `nightdesk triage`, as other programs run it.
struct TriageCommandTests {
  static let family: String =
    #"{"council": "luton", "presented-at": "2026-11-26T17:45", "children": [4, 7], "nowhere-tonight": true}"#

  @Test func `a facts file gives a determination in the contract's format`() throws {
    let program = try Program()
    let run = try program.run("triage", "--facts", try program.write(Self.family, to: "case.json"), "--json")
    #expect(run.status == 0)
    #expect(run.error == "")
    let json = try run.json
    #expect(json["format"] as? String == "nightdesk-determination/1")
    #expect(
      Set(json.keys) == [
        "format", "council", "presentedAt", "period", "route", "tonight", "actions", "barred", "questions", "warnings",
        "trace",
        "directoryVersion", "rulesVersion",
      ])
    #expect((json["tonight"] as? [String: Any])?["decision"] as? String == "place")
    #expect(program.hasStore, "the store makes itself")
  }

  @Test func `the same facts give the same bytes`() throws {
    let program = try Program()
    let runs = try (0..<3).map { _ in try program.run("triage", "--facts", "-", "--json", input: Self.family).output }
    #expect(Set(runs).count == 1)
  }

  @Test func `without json a page says what to do tonight first and who decides`() throws {
    let page = try Program().run("triage", "--facts", "-", input: Self.family).output
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0].hasPrefix("Luton"))
    #expect(lines[2].hasPrefix("TONIGHT"))
    let order = ["TONIGHT", "RING", "DO", "DO NOT", "ASK", "KNOW"].map { word in
      lines.firstIndex { $0.hasPrefix(word) } ?? -1
    }
    #expect(order == order.sorted())
    #expect(page.contains("0300 300 8123"))
    #expect(page.contains("Nightdesk proposes; a named person decides."))
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: [
    (#"{"council": "luton", "childern": [4]}"#, "childern"), (#"{"council": "luton", "pregnant": "yes"}"#, "pregnant"),
    (
      #"{"council": "luton", "presented-at": "2026-11-26T17:00", "seen-at": "2026-11-26T16:00"}"#, "seen-at"
    ), (#"{"council": "luton", "homeless-from": "2026-02-30"}"#, "homeless-from"),
    (#"{"council": "luton", "presented-at": "2027-03-28T01:30"}"#, "presented-at"), ("{\"council\": \"luton\"", "JSON"),
    (#"{"council": "atlantis"}"#, "council"), ("", "JSON"),
  ])
  func `unusable facts end with status 2 and one line that names the fact`(facts: String, named: String) throws {
    let program = try Program()
    let run = try program.run("triage", "--facts", "-", "--json", input: facts)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains(named))
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(!program.hasStore, "nothing is written to a store")
  }

  @Test func `a batch answers line by line, in order, and goes on past what it cannot use`() throws {
    let lines = [Self.family, "{}", #"{"council": "thanet"}"#, "", #"{"council": "luton", "pregnant": 3}"#]
    let run = try Program().run("triage", "--batch", "-", input: lines.joined(separator: "\n") + "\n")
    #expect(run.status == 0)
    let answers = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(answers.map { $0["council"] as? String } == ["luton", nil, "thanet", nil, nil])
    #expect(answers.map { $0["line"] as? Int } == [nil, 2, nil, 4, 5])
    #expect((answers[4]["error"] as? String)?.contains("pregnant") == true)
  }

  @Test(arguments: [
    ([String](repeating: "{}", count: 3), Int32(4), "no line usable"), ([family, "{}"], 0, "1 of 2 lines not usable"),
    ([family], 0, ""), ([], 0, ""),
  ])
  func `a batch says how many of its lines cannot be used, and ends with a status of its own where none can`(
    lines: [String], status: Int32, says: String
  ) throws {
    let run = try Program().run("triage", "--batch", "-", input: lines.map { $0 + "\n" }.joined())
    #expect(run.status == status, "\(run.error)")
    #expect(says.isEmpty ? run.error.isEmpty : run.error.contains(says), "\(run.error)")
    #expect(run.output.split(separator: "\n").count == lines.count)
  }

  // Whatever somebody names in the place of a file ends with a word on what it is, in whatever reads one.
  @Test(arguments: ["folder", "pipe", "device", "missing", "utf16", "windows", "pdf", "huge"])
  func `what is no file of its kind is told by what it is, at once`(kind: String) throws {
    let program = try Program()
    let path = kind == "device" ? "/dev/zero" : program.folder.path + "/named"
    let says: String
    switch kind {
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      says = "is a folder"
    case "pipe":
      #expect(mkfifo(path, 0o600) == 0)
      says = "is a pipe"
    case "device": says = "is a device"
    case "missing": says = "No such file"
    case "utf16":
      try #require(Self.family.data(using: .utf16)).write(to: URL(fileURLWithPath: path))
      says = "is in UTF-16"
    case "windows":
      try Data(Array("# caf\u{e9}\n".unicodeScalars.map { UInt8($0.value) })).write(to: URL(fileURLWithPath: path))
      says = "Windows-1252"
    case "pdf":
      try "%PDF-1.7".write(toFile: path, atomically: true, encoding: .utf8)
      says = "is a PDF"
    default:
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      #expect(truncate(path, 300 << 20) == 0)
      says = "holds more than"
    }
    _ = try program.run("lookup", "thanet")
    let commands = [
      ["triage", "--facts", path], ["triage", "--batch", path], ["desk", "-f", path],
      ["directory", "plan", Shipped.root + "/data", "--map", path],
      ["restore", path], ["check", "--record", "--anchor", path],
    ]
    for command in commands {
      // A batch tells of each line by itself, and a backup is no text; an anchor that is nowhere is a misspelt one.
      let isText = !["restore", "check"].contains(command[0])
      if !isText, ["utf16", "windows", "pdf", "huge"].contains(kind) { continue }
      if command[1] == "--batch", ["windows", "huge"].contains(kind) { continue }
      if kind == "missing", ["check", "directory"].contains(command[0]) { continue }
      let run = try program.run(command)
      #expect(run.status != 0 && run.error.contains(says), "\(command): \(run.error)\(run.output.prefix(200))")
      #expect(!run.error.contains("Cocoa") && !run.error.contains("Domain"), "\(run.error)")
    }
  }

  @Test func `a batch of a last line without an ending still answers it`() throws {
    let run = try Program().run("triage", "--batch", "-", input: Self.family + "\n" + Self.family)
    #expect(run.output.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ["triage", "--facts", "/nowhere/case.json"], ["triage", "--facts", "-", "--batch", "-"], ["triage", "--unknown"],
  ])
  func `unusable arguments end with status 2`(arguments: [String]) throws {
    let program = try Program()
    let process = program.process(arguments + ["--store", program.store])
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
  }
}
