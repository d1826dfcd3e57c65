import Foundation
import TestSupport
import Testing

/// History, undo, verification and what is due, as an admin uses them.
struct LedgerCommandTests {
  private func changes(_ run: Program.Run) throws -> [[String: Any]] {
    try #require(try run.json["changes"] as? [[String: Any]])
  }

  @Test func `a check is entered, seen, told in history, taken back and told again`() throws {
    let program = try Program()
    let verified = try program.run(
      "directory", "verify", "canterbury/out-of-hours", "--by", "ann", "--how", "rang-and-answered", "--note",
      "two rings")
    #expect(verified.status == 0, "\(verified.error)")
    #expect(verified.output.contains("due again after"))
    #expect(try program.run("lookup", "canterbury", "ooh").output.contains("verified today"))
    let page = try program.run("directory", "history", "canterbury").output
    for part in ["by ann", "status: corroborated → verified", "checkedOn: nothing → ", "rang-and-answered; two rings"] {
      #expect(page.contains(part), "\(page)")
    }
    let history = try changes(try program.run("directory", "history", "--json"))
    #expect(history.map { $0["change"] as? Int } == [2, 1])
    let edit = try #require((history[0]["edits"] as? [[String: Any]])?.first)
    #expect((edit["old"] as? [String: Any])?["status"] as? String == "corroborated")
    #expect((edit["new"] as? [String: Any])?["status"] as? String == "verified")
    #expect((history[0]["verification"] as? [String: Any])?["how"] as? String == "rang-and-answered")
    let undone = try program.run("directory", "undo", "2", "--by", "bob")
    #expect(undone.output.contains("change 3: change 2 undone: 1 contact changed"))
    #expect(try program.run("lookup", "canterbury", "ooh").output.contains("corroborated, not checked"))
    #expect(try changes(try program.run("directory", "history", "--json"))[0]["undoes"] as? Int == 2)
    let check = try program.run("check", "--record")
    #expect(check.status == 0)
    #expect(check.output.contains("3 changes"))
  }

  @Test(arguments: [
    (["undo", "1"], "filled the store first"), (["undo", "7"], "there is no change 7"),
    (["verify", "gravesham/subject-access", "--by", "a", "--how", "web-page"], "quarantined"),
    (["verify", "canterbury/x", "--by", "a", "--how", "web-page"], "there is no contact"),
    (["verify", "canterbury/housing", "--by", "a", "--how", "rang"], "--how takes"),
    (["verify", "canterbury/housing", "--by", " ", "--how", "web-page"], "--by must say"),
    (["verify", "canterbury/housing", "--by", "a", "--how", "web-page", "--on", "2199-01-01"], "has not come"),
    (["verify", "canterbury/housing", "--by", "a", "--how", "web-page", "--on", "soon"], "--on"),
    (["as-at", "2001-01-01"], "held nothing yet"), (["as-at", "then"], "moment"),
    (["history", "--limit", "0"], "--limit"),
    (["history", "nobody/x"], "no change in the record"),
  ])
  func `what cannot be done ends with status 2 and the reason`(arguments: [String], says: String) throws {
    let program = try Program()
    let process = program.process(["directory"] + arguments + ["--store", program.store])
    let error = Pipe()
    process.standardError = error
    process.standardOutput = Pipe()
    try process.run()
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(text.contains(says), "\(text)")
  }

  @Test func `what desks reported is due first, until somebody has checked it`() throws {
    let program = try Program()
    #expect(try program.run("desk", input: "failed luton/childrens-out-of-hours wrong-number\n").status == 0)
    func due() throws -> [[String: Any]] {
      try #require(try program.run("directory", "due", "--json").json["due"] as? [[String: Any]])
    }
    let before = try due()
    #expect(before.first?["contact"] as? String == "luton/childrens-out-of-hours")
    #expect((before.first?["reasons"] as? [[String: Any]])?.first?["code"] as? String == "failed-wrong-number")
    #expect(before.first?["everyDays"] as? Int == 30)
    #expect(try program.run("directory", "due").output.contains("desks say: wrong number"))
    _ = try program.run(
      "directory", "verify", "luton/childrens-out-of-hours", "--by", "ann", "--how", "rang-and-answered")
    let after = try due()
    #expect(after.count == before.count - 1)
    #expect(!after.contains { $0["contact"] as? String == "luton/childrens-out-of-hours" })
  }

  @Test func `the directory of an earlier moment answers as it did then`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    Thread.sleep(forTimeInterval: 1.1)
    let between = ISO8601DateFormatter().string(from: Date())
    Thread.sleep(forTimeInterval: 1.1)
    _ = try program.run("directory", "verify", "thanet/out-of-hours", "--by", "ann", "--how", "web-page")
    #expect(try program.run("directory", "as-at", between, "thanet", "ooh").output.contains("stated, not checked"))
    let page = try program.run("directory", "as-at", between).output
    #expect(page.contains("1 record has changed"))
    #expect(page.contains("status: stated → verified"))
    let json = try program.run("directory", "as-at", between, "--json").json
    #expect(json["change"] as? Int == 1)
    #expect((json["differences"] as? [Any])?.count == 1)
  }

  @Test func `newer shipped data leave the store alone and are told of until they are settled`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").error == "")
    let data = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: data)
    #expect(try program.run("lookup", "thanet", "--data", data).error == "")
    let file = data + "/councils/thanet.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("01843 577000", with: "01843 577999").replacing("+441843577000", with: "+441843577999")
      .write(toFile: file, atomically: true, encoding: .utf8)
    for _ in 0..<2 {
      let run = try program.run("lookup", "thanet", "ooh", "--data", data)
      #expect(run.output.contains("01843 577000"))
      #expect(run.error.contains("directory plan \(data)'"))
    }
    #expect(
      try program.run("desk", "--data", data, input: "councils thanet\nlookup thanet\n").error.contains("waiting"))
    #expect(try program.run("directory", "shipped", "--data", data).output.contains("is waiting"))
    #expect(try program.run("directory", "shipped", "--settle", "--data", data).status == 0)
    #expect(try program.run("lookup", "thanet", "ooh", "--data", data).error == "")
    // What is loaded needs no telling.
    try text.replacing("01843 577000", with: "01843 577998").replacing("+441843577000", with: "+441843577998")
      .write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try program.run("lookup", "thanet", "--data", data).error.contains("waiting"))
    #expect(try program.run("directory", "load", data, "--yes", "--data", data).status == 0)
    #expect(try program.run("lookup", "thanet", "--data", data).error == "")
  }

  @Test func `admins in several processes lose nothing of each other's`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    let councils = ["ashford", "canterbury", "dartford", "dover", "maidstone", "sevenoaks", "swale", "thanet"]
    let processes = try councils.map { council in
      let process = program.process(
        [
          "directory", "verify", "\(council)/out-of-hours", "--by", council, "--how", "web-page", "--store",
          program.store,
        ])
      process.standardOutput = Pipe()
      try process.run()
      return process
    }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let history = try changes(try program.run("directory", "history", "--json"))
    #expect(history.count == 9)
    #expect(Set(history.dropLast().compactMap { $0["by"] as? String }) == Set(councils))
    #expect(try program.run("check", "--record").status == 0)
  }

  @Test func `a record that was tampered with fails the check at the change that was touched`() throws {
    let program = try Program()
    #expect(try program.run("lookup", "thanet").status == 0)
    // By bytes, as no SQL of any program would: the name of who filled the store.
    var bytes = try Data(contentsOf: URL(fileURLWithPath: program.store))
    let place = try #require(bytes.range(of: Data("shipped data".utf8)))
    bytes.replaceSubrange(place, with: Data("shipped date".utf8))
    try bytes.write(to: URL(fileURLWithPath: program.store))
    let run = try program.run("check", "--record")
    #expect(run.status == 1)
    #expect(run.output.contains("change 1 is not as it was written"))
  }
}
