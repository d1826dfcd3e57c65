import Foundation
import Testing

/// `nightdesk triage`, as other programs run it.
struct TriageCommandTests {
  static let family =
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
