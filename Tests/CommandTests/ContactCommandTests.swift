import Foundation
import TestSupport
import Testing

/// One contact at a time: `set`, `checked`, `due` and its walk; and `load` over what persons checked.
struct ContactCommandTests {
  private let program: Program

  init() throws {
    program = try Program()
  }

  private static let source = ["sourceDocument=call to the duty team", "sourcePlace=25 November 2026"]

  @Test func `one number is set by hand, with its plan, its effects and its history`() throws {
    let plan = try program.run(
      "directory", "set", "canterbury/out-of-hours", "value=01227 781880", Self.source[0], Self.source[1], "--by",
      "ann",
      "--plan")
    #expect(plan.status == 0 && plan.output.contains("Nothing is changed"), "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("01227 781879 → 01227 781880"))
    #expect(!program.hasStore)
    let done = try program.run(
      "directory", "set", "canterbury/out-of-hours", "value=01227 781880", Self.source[0], Self.source[1], "--by", "ann"
    )
    #expect(done.status == 0 && done.output.contains("Done as change 2; the directory was "), "\(done.output)")
    #expect(done.output.contains("seenAlso: ") && done.output.contains("→ nothing"), "the old value's sources go")
    #expect(try program.run("directory", "history", "canterbury").output.contains("by ann  from set by hand"))
    let again = try program.run("directory", "set", "canterbury/out-of-hours", "hours=", "--by", "ann")
    #expect(again.status == 0, "\(again.output)\(again.error)")
  }

  @Test(arguments: [
    (["value=01227 781880"], "say who does"), (["hours=Monday to Friday 9 to 5"], "Mo-Fr 09:00-17:00"),
    (["huors=24/7"], "did you mean 'hours'?"), (["hours"], "FIELD=VALUE"), (["display="], "empty"),
    (["hours=24/7", "hours=24/7"], "twice"), (["status=verified"], "directory checked"),
    (["value=01227 781880 / 01227 781881"], "holds 2"), (["value=1227781880"], "lost the 0"),
    (["team=Nobody"], "not a team"), (["warning=ring twice"], "check-hours: "), ([], "at least one"),
    (["display=01227 000000"], "not the number in value"),
  ])
  func `what cannot be set is told with what would be right`(fields: [String], said: String) throws {
    let process = program.process(
      ["directory", "set", "canterbury/out-of-hours"] + fields + ["--by", "ann", "--store", program.store])
    let complaint = Pipe()
    process.standardError = complaint
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let error = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && error.contains(said), "\(error)")
    #expect(!program.hasStore)
  }

  @Test func `a contact that is not there, or nobody's name, is refused`() throws {
    let wrong = try program.run("directory", "set", "canterbury/out-of-huors", "hours=24/7", "--by", "ann")
    #expect(wrong.status == 2 && wrong.error.contains("did you mean 'canterbury/out-of-hours'?"), "\(wrong.error)")
    #expect(try program.run("directory", "set", "canterbury/out-of-hours", "hours=24/7").status == 2)
    #expect(try program.run("directory", "set", "canterbury/out-of-hours", "hours=24/7", "--by", " ").status == 2)
  }

  @Test(arguments: [
    (["status=quarantined", "reason=Wrong number."], "01227 781879 is its last"),
    (["hours=Mo-Th 17:30-23:00"], "Thursday 23:00 to 17:30 on Monday"),
    (["purpose=housing"], "01227 781879 is its last"),
  ])
  func `what takes a council's last voice of a night is refused without --even-so`(
    fields: [String], said: String
  ) throws {
    let set = ["directory", "set", "canterbury/out-of-hours"] + fields + ["--by", "ann"]
    let before = try program.run("who", "canterbury", "ooh", "--json").output
    let refused = try program.run(set)
    #expect(refused.status == 1 && refused.error.contains("refused without --even-so"), "\(refused.error)")
    #expect(refused.output.contains("REFUSED") && refused.output.contains(said), "\(refused.output)")
    func contacts(_ json: String) throws -> NSArray {
      let answer = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
      return try #require(answer?["contacts"] as? NSArray)
    }
    let after = try program.run("who", "canterbury", "ooh", "--json").output
    #expect(try contacts(after) == contacts(before), "nothing is changed")
    let done = try program.run(set + ["--even-so"])
    #expect(done.status == 0 && done.output.contains("Done as change"), "\(done.output)\(done.error)")
    #expect(try contacts(program.run("who", "canterbury", "ooh", "--json").output) != contacts(before))
  }

  @Test func `how a call went is entered, and what failed comes first in what is due`() throws {
    let none = try program.run("directory", "checked", "thanet/housing", "--no-answer")
    #expect(none.status == 0 && none.output.contains("noted: thanet/housing, no answer"), "\(none.output)\(none.error)")
    let due = try program.run("directory", "due", "--council", "Thanet", "--limit", "1")
    #expect(due.output.contains("desks say: no answer") && due.output.contains("thanet/housing"), "\(due.output)")
    #expect(due.output.contains("first comes this one"))
    #expect(try program.run("directory", "checked", "thanet/housing", "--answered").status == 2)
    let answered = try program.run("directory", "checked", "thanet/housing", "--answered", "--by", "ann")
    #expect(answered.status == 0 && answered.output.contains("due again after"), "\(answered.output)\(answered.error)")
    let now = try program.run("directory", "due", "--council", "thanet", "--purpose", "housing", "--json").json
    let left = try #require(now["due"] as? [[String: Any]])
    #expect(left.allSatisfy { $0["council"] as? String == "thanet" && $0["purpose"] as? String == "housing" })
    #expect(!left.contains { $0["contact"] as? String == "thanet/housing" })
  }

  @Test(arguments: [
    (["--limit", "0"], "from 1"), (["--council", "atlantis"], "not a council"),
    (["--purpose", "nigth"], "--purpose takes"),
    (["--walk"], "--by"), (["--walk", "--by", "ann", "--json"], "for programs"),
  ])
  func `what 'due' cannot do is told`(arguments: [String], said: String) throws {
    let process = program.process(["directory", "due"] + arguments + ["--store", program.store])
    let complaint = Pipe()
    process.standardError = complaint
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let error = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && error.contains(said), "\(error)")
  }

  @Test(arguments: ["thanet/switchboard", "thanet/housing"])
  func `what was checked once can be taken out of use as its own advice says`(id: String) throws {
    #expect(try program.run("directory", "checked", id, "--answered", "--by", "ann").status == 0)
    for (status, reason, told) in [
      ("conflicting", "", "checkedOn: "),
      ("quarantined", "Somebody else answers.", "status: conflicting → quarantined"),
    ] {
      let set = try program.run(
        "directory", "set", id, "status=\(status)", "reason=\(reason)", "--by", "ann", "--even-so")
      #expect(set.status == 0 && set.output.contains(told), "\(set.output)\(set.error)")
      #expect(try program.run("lookup", "thanet", "--json").output.contains("\"status\":\"\(status)\""))
    }
  }

  @Test func `a check can be taken back by hand, though a file takes none away`() throws {
    #expect(try program.run("directory", "checked", "thanet/housing", "--answered", "--by", "ann").status == 0)
    let set = try program.run("directory", "set", "thanet/housing", "status=stated", "--by", "ann")
    #expect(set.status == 0 && set.output.contains("status: verified → stated"), "\(set.output)\(set.error)")
  }

  @Test func `a new value says that the warnings of the old one stay`() throws {
    let set = try program.run(
      "directory", "set", "thanet/out-of-hours", "value=01843 577001", Self.source[0], Self.source[1], "--by", "ann")
    #expect(set.status == 0 && set.output.contains("were written about 01843 577000 and stay"), "\(set.output)")
    let bare = try program.run(
      "directory", "set", "thanet/out-of-hours", "value=01843 577002", "warnings=", Self.source[0], Self.source[1],
      "--by", "ann")
    #expect(bare.status == 0 && !bare.output.contains("were written about"), "\(bare.output)")
  }

  @Test func `a load is not done over what somebody changed while it was asked about`() throws {
    let data = Shipped.root + "/data"
    #expect(try program.run("directory", "load", data).status == 0)
    #expect(try program.run("directory", "checked", "thanet/housing", "--answered", "--by", "ann").status == 0)
    let terminal = try Terminal(program.process(["directory", "load", data, "--store", program.store]))
    _ = try terminal.reads(until: "yes or no > ")
    #expect(try program.run("directory", "checked", "dover/housing", "--answered", "--by", "bob").status == 0)
    terminal.type("yes\r")
    let said = try terminal.reads(until: "plan again")
    #expect(said.contains("nothing is loaded") && said.contains("bob changed it at"), "\(said)")
    #expect(terminal.status() == 1)
  }

  @Test func `a walk goes through what is due, one call after the other`() throws {
    let walk = try program.run(
      "directory", "due", "--council", "thanet", "--walk", "--by", "ann", input: "x\nanswered\nwrong\ns\nq\n")
    #expect(walk.status == 0, "\(walk.error)")
    #expect(walk.output.contains("takes a letter or its word:") && walk.output.contains(" entered"), "\(walk.output)")
    #expect(walk.output.contains("noted: thanet/") && walk.output.contains(", by ann"), "\(walk.output)")
    let history = try program.run("directory", "history", "--limit", "1").output
    #expect(history.contains("by ann"), "\(history)")
  }

  @Test func `who gives the same besides is entered by hand, and the number is corroborated by it`() throws {
    let id = "thanet/switchboard"
    let half = try program.run("directory", "set", id, "seenAlsoDocument=county list", "--by", "ann")
    #expect(half.status == 2 && half.error.contains("seenAlsoPlace"), "\(half.error)")
    let set = try program.run(
      "directory", "set", id, "seenAlsoDocument=county list", "seenAlsoPlace=May 2026", "--by", "ann")
    #expect(set.status == 0 && set.output.contains("county list, May 2026"), "\(set.output)\(set.error)")
    let other = try program.run(
      "directory", "set", id, "sourceDocument=another list", "sourcePlace=May 2026", "--by", "ann", "--plan")
    #expect(other.output.contains("seenAlsoDocument=… seenAlsoPlace=…"), "\(other.output)\(other.error)")
  }

  @Test func `a walk that is left by Ctrl-C says how many contacts were entered, and these stay`() throws {
    let arguments = ["directory", "due", "--council", "thanet", "--walk", "--by", "ann", "--store", program.store]
    let terminal = try Terminal(program.process(arguments), columns: 160)
    _ = try terminal.reads(until: "[q]uit > ")
    terminal.type("\u{3}")
    #expect(try terminal.reads(until: " entered").contains("0 of "))
    #expect(terminal.status() == 0)
    let again = try Terminal(program.process(arguments), columns: 160)
    _ = try again.reads(until: "[q]uit > ")
    _ = try again.answers("wrong number", until: "[q]uit > ")
    again.type("\u{3}")
    let end = try again.reads(until: " entered")
    let count = try #require(end.firstMatch(of: /([0-9]+) of [0-9]+ contacts entered/)).1
    #expect(count != "0", "\(end)")
    #expect(again.status() == 0)
    #expect(try program.run("directory", "due", "--council", "thanet").output.contains("wrong number"))
  }

  @Test func `how a call went is one thing, and of two the answer says so`() throws {
    let run = try program.run("directory", "checked", "thanet/website", "--answered", "--no-answer", "--by", "ann")
    #expect(run.status == 2)
    #expect(
      run.error.contains("--answered and --no-answer are given, and only one of them can be meant"), "\(run.error)")
  }

  @Test(arguments: [
    ("answered", ", by ann", "rang-and-answered"), ("no-answer", "noted: thanet/", "no answer"),
    ("wrong number", "noted: thanet/", "wrong number"),
  ])
  func `a number that stands for several contacts is rung once, and how it went is entered for each`(
    outcome: String, each: String, said: String
  ) throws {
    let rows = try due("thanet")
    let ids = rows.filter { $0["display"] as? String == "01843 577000" }.compactMap { $0["contact"] as? String }
    #expect(ids.count > 1, "\(rows)")
    let walk = try walk("thanet", displays: Self.displays(rows)) { $0 == "01843 577000" ? outcome : "skip" }
    #expect(walk.components(separatedBy: "  01843 577000\n").count == 2, "shown once: \(walk)")
    // By day a line for the nights waits for the night, unless somebody else answers it.
    let waiting = walk.components(separatedBy: "stays due: ring it once the office is shut").count - 1
    #expect(walk.contains("\(ids.count - waiting) of \(rows.count) contacts entered"), "\(walk)")
    for id in ids {
      #expect(
        walk.split(separator: "\n").contains {
          $0.contains(id)
            && ($0.contains(each) || $0.contains(said) || id.hasSuffix("out-of-hours") && $0.contains("stays due"))
        },
        "\(id): \(walk)")
    }
  }

  /// What is due of a council.
  private func due(_ council: String) throws -> [[String: Any]] {
    try #require(
      try program.run("directory", "due", "--council", council, "--json").json["due"] as? [[String: Any]])
  }

  /// What a walk shows, each once, in its order.
  private static func displays(_ rows: [[String: Any]]) -> [String] {
    var seen: Set<String> = []
    return rows.compactMap { $0["display"] as? String }.filter { seen.insert($0).inserted }
  }

  /// A walk through what is due of a council, with what is said of each.
  private func walk(_ council: String, displays: [String], _ answer: (String) -> String) throws -> String {
    let walk = try program.run(
      "directory", "due", "--council", council, "--walk", "--by", "ann",
      input: displays.map { answer($0) + "\n" }.joined())
    #expect(walk.status == 0, "\(walk.error)")
    return walk.output
  }

  @Test func `a walk takes of a mailbox and of a web page what can be said of them, and asks again`() throws {
    let displays = Self.displays(try due("thanet"))
    let walk = try walk("thanet", displays: displays) { display in
      switch display {
      case "housing@thanet.gov.uk": "wrong number\nanswered"
      case "foi@thanet.gov.uk": "looked\nn"
      case "www.thanet.gov.uk": "answered\nno answer\nr\nl"
      default: "skip"
      }
    }
    #expect(walk.contains("a mailbox takes a letter or its word: a, n, r, s, q"), "\(walk)")
    #expect(walk.components(separatedBy: "a web page takes a letter or its word: l, s, q").count == 4, "\(walk)")
    #expect(walk.contains("thanet/housing checked on") || walk.contains("email-acknowledged"), "\(walk)")
    #expect(walk.contains("web-page") && walk.contains("noted: thanet/subject-access, no answer"), "\(walk)")
    #expect(walk.contains("3 of "), "\(walk)")
  }

  @Test(arguments: [
    ("thanet/website", "rang-and-answered", "is a web page, which nobody rings; a check of it is web-page"),
    ("thanet/website", "email-acknowledged", "is a web page, which nobody writes to"),
    ("thanet/housing", "rang-and-answered", "is a mailbox, which nobody rings"),
    ("thanet/switchboard", "email-acknowledged", "is a telephone number, which nobody writes to"),
  ])
  func `a check that its kind cannot have is not entered`(contact: String, how: String, said: String) throws {
    let run = try program.run("directory", "verify", contact, "--how", how, "--by", "ann")
    #expect(run.status != 0 && run.error.contains(said), "\(run.error)")
    #expect(try !program.run("directory", "history").output.contains(contact))
  }

  @Test(arguments: [
    (["--council", "thanet"], "contacts of Thanet District Council due on"),
    (["--purpose", "ooh"], "contacts for homelessness out-of-hours due on"),
    (["--council", "thanet", "--purpose", "ooh"], "for homelessness out-of-hours of Thanet District Council due on"),
    ([], "contacts due on"),
  ])
  func `'due' says of which contacts so many are due`(arguments: [String], said: String) throws {
    let due = try program.run(["directory", "due", "--limit", "1"] + arguments)
    #expect(due.status == 0 && due.output.contains(said), "\(due.output)\(due.error)")
  }

  @Test func `a load of what the store holds already changes nothing, and writes nothing`() throws {
    let data = Shipped.root + "/data"
    #expect(try program.run("directory", "load", data).status == 0)
    let before = try program.run("directory", "history").output
    for arguments in [[], ["--yes"]] {
      let again = try program.run(["directory", "load", data] + arguments)
      #expect(again.status == 0 && again.output.hasPrefix("nothing changed: "), "\(again.output)\(again.error)")
    }
    #expect(try program.run("directory", "history").output == before)
  }

  @Test func `what persons checked is taken away by no load without a word`() throws {
    let data = Shipped.root + "/data"
    #expect(try program.run("directory", "load", data).status == 0)
    #expect(try program.run("directory", "load", data).status == 0, "nothing changes, and nobody is asked")
    #expect(try program.run("directory", "checked", "thanet/housing", "--answered", "--by", "ann").status == 0)
    let refused = try program.run("directory", "load", data)
    #expect(refused.status == 1 && refused.error.contains("checked of thanet/housing"), "\(refused.error)")
    #expect(refused.error.contains("'directory apply"))
    let told = try program.run("directory", "load", data, "--yes")
    #expect(told.status == 0 && told.output.contains(", which was "), "\(told.output)\(told.error)")
  }

  @Test func `a load that would take councils away is shown and refused where nobody can be asked`() throws {
    #expect(try program.run("directory", "load", Shipped.root + "/data").status == 0)
    let before = try program.run("version").output
    let mine = program.folder.path + "/mine"
    try FileManager.default.createDirectory(atPath: mine + "/councils", withIntermediateDirectories: true)
    for name in ["luton", "medway"] {
      try FileManager.default.copyItem(
        atPath: Shipped.root + "/data/councils/\(name).json", toPath: mine + "/councils/\(name).json")
    }
    let refused = try program.run("directory", "load", mine)
    #expect(refused.status == 1 && refused.output == "", "\(refused.output)")
    #expect(
      refused.error.contains("take away 29 councils of 31") && refused.error.contains("--yes"), "\(refused.error)")
    #expect(
      refused.error.contains("remove council thanet") && refused.error.contains("directory plan"), "\(refused.error)")
    #expect(try program.run("version").output == before)
    // What takes nothing away changes things all the same, and is refused too.
    let file = mine + "/councils/thanet.json"
    try FileManager.default.removeItem(atPath: mine)
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: mine)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("01843 577000", with: "01843 577999").replacing("+441843577000", with: "+441843577999").write(
      toFile: file, atomically: true, encoding: .utf8)
    let changed = try program.run("directory", "load", mine)
    #expect(changed.status == 1 && changed.error.contains("it would make "), "\(changed.error)")
    #expect(try program.run("version").output == before)
    #expect(try program.run("directory", "load", mine, "--yes").status == 0)
  }

  @Test(arguments: ["", "--yes", "--even-so", "--yes --even-so"])
  func `a load that loses the last voice of a night says so as a plan does, and --yes alone does not do it`(
    options: String
  ) throws {
    let arguments = options.split(separator: " ").map(String.init)
    let status: Int32 = arguments.count == 2 ? 0 : 1
    #expect(try program.run("directory", "load", Shipped.root + "/data").status == 0)
    let before = try program.run("version").output
    let mine = program.folder.path + "/mine"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: mine)
    let file = mine + "/councils/dover.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("\"purpose\": \"out-of-hours\"", with: "\"purpose\": \"landlord\"").write(
      toFile: file, atomically: true, encoding: .utf8)
    let run = try program.run(["directory", "load", mine] + arguments)
    #expect(run.status == status && run.error.contains("would be left without"), "\(run.error)")
    #expect(run.error.contains("REFUSED") == !arguments.contains("--even-so"), "\(run.error)")
    #expect((try program.run("version").output == before) == (status != 0))
  }

  @Test func `at a terminal a load over what is there shows what it changes, and asks`() throws {
    let data = Shipped.root + "/data"
    #expect(try program.run("directory", "load", data).status == 0)
    #expect(try program.run("directory", "checked", "thanet/housing", "--answered", "--by", "ann").status == 0)
    for (answer, status) in [("no", Int32(1)), ("yes", 0)] {
      let terminal = try Terminal(program.process(["directory", "load", data, "--store", program.store]))
      let shown = try terminal.reads(until: "yes or no > ")
      #expect(shown.contains("takes away the check of thanet/housing"), "\(shown)")
      terminal.type(answer + "\r")
      _ = try terminal.reads(until: answer == "yes" ? "loaded" : "nothing is loaded")
      #expect(terminal.status() == status)
    }
  }
}
