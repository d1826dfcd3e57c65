import Foundation
import TestSupport
import Testing

/// `directory plan --map`, `set`, `checked`, `due` and `load`, as an admin runs them with the files that admins have.
struct MapCommandTests {
  private let program: Program
  private static let files = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Files").path

  init() throws {
    program = try Program()
  }

  private static let map = """
    sheet = "Numbers"
    [columns]
    council = "Authority"
    value = "Out of hours"
    hours = "When"
    [constants]
    purpose = "ooh"
    sourceDocument = "county list of May 2026"

    """
  private static let list = "Authority,Out of hours,When\nCanterbury City Council,01227 781880,24/7\n"

  @Test func `a workbook is planned by a map, and what its spreadsheet took away is told`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", Self.files + "/night.xlsx", "--map", map)
    #expect(plan.status == 1, "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("row 4, Out of hours: '1843577009' has lost the 0"), "\(plan.output)")
    #expect(!plan.output.contains("MISSING"), "a list says nothing of what is not on it")
  }

  @Test func `a list is planned, applied, told in history and taken back`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(plan.status == 0, "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("01227 781879 → 01227 781880"), "\(plan.output)")
    let applied = try program.run("directory", "apply", list, "--map", map, "--by", "ann")
    #expect(applied.status == 0 && applied.output.contains("; the directory was "), "\(applied.output)\(applied.error)")
    #expect(try program.run("who", "canterbury", "ooh").output.contains("01227 781880"))
    #expect(try program.run("directory", "plan", list, "--map", map).output.contains("0 changes"))
    #expect(try program.run("directory", "undo", "2", "--by", "ann").status == 0)
    #expect(try program.run("who", "canterbury", "ooh").output.contains("01227 781879"))
  }

  @Test func `standard input is a file`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", "-", "--map", map, input: Self.list)
    #expect(plan.status == 0 && plan.output.contains("01227 781880"), "\(plan.output)\(plan.error)")
    let applied = try program.run("directory", "apply", "-", "--map", map, "--by", "ann", input: Self.list)
    #expect(applied.status == 0, "\(applied.error)")
    #expect(try program.run("directory", "history").output.contains("from standard input"))
  }

  @Test(arguments: [
    ("[columns\n", "line"), ("[column]\ncouncil = \"A\"\n", "did you mean 'columns'?"),
    ("[columns]\ncuncil = \"A\"\n", "did you mean 'council'?"),
    ("[columns]\ncouncil = \"A\"\nvalue = \"B\"\n", "'purpose'"),
    ("[columns]\ncouncil = \"A\"\nvalue = \"B\"\n[constants]\npurpose = \"nigth\"\n", "not a purpose"),
    ("[columns]\ncouncil = 3\n", "text in quotation marks"), ("contact = 3\n", "[[contact]]"),
    ("fill = \"A\"\n", "list of headings"), ("corroborates = 1\n", "true or false"), ("", "'council'"),
    (
      "[columns]\ncouncil = \"A\"\nvalue = \"B\"\n[[contact]]\ncolumns = { value = \"C\" }\nconstants = { purpose = \"ooh\" }\n",
      "each contact has its own"
    ),
  ])
  func `what a map has wrong is told with what would be right`(text: String, said: String) throws {
    let map = try program.write(text, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", map)
    #expect(plan.status == 2 && plan.error.contains(said), "\(plan.error)")
  }

  @Test func `a map that is not there is asked for only where there is somebody to ask`() throws {
    let list = try program.write(Self.list, to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    #expect(plan.status == 2)
    for part in ["at a terminal", "council = \"Authority\"", "value = \"Out of hours\"", "hours = \"When\""] {
      #expect(plan.error.contains(part), "\(part): \(plan.error)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder.path + "/map.toml"))
  }

  @Test(arguments: [
    (
      "Authority;Housing options (day);Opening;Night line;Night hours;Email",
      [
        "council = \"Authority\"", "value = \"Housing options (day)\", hours = \"Opening\"",
        "value = \"Night line\", hours = \"Night hours\"", "value = \"Email\"",
      ]
    ),
    (
      "Council;Phone;Out of hours phone;Opening hours;Out of hours times;Valid from",
      [
        "value = \"Phone\", hours = \"Opening hours\"", "validFrom = \"Valid from\"",
        "value = \"Out of hours phone\", hours = \"Out of hours times\"",
      ]
    ),
    (
      "Council;Contact name;Out of hours phone;Fax;Officer",
      ["value = \"Out of hours phone\"", "# \"Contact name\" is left out", "# \"Officer\" is left out"]
    ),
    (
      "Council;Day line;Night line;When",
      ["value = \"Night line\", hours = \"When\"", "value = \"Day line\""]
    ),
    (
      "Council;Authority;Number;Used for;Hours",
      ["council = \"Council\"", "# \"Authority\" is left out", "hours = \"Hours\""]
    ),
  ])
  func `a map that is guessed gives every number its own hours, and no column takes another's place`(
    headings: String, lines: [String]
  ) throws {
    let list = try program.write("\(headings)\nThanet;01843 577000;;;;\n", to: "list.csv")
    let plan = try program.run("directory", "plan", list, "--map", program.folder.path + "/map.toml")
    for line in lines { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
    #expect(!plan.error.contains("asked, and wrote it"), "nobody was asked")
  }

  private static let hsds = #"""
    {"total_pages": 1, "contents": [{"id": "o1", "name": "Canterbury City Council", "description": "d", "services": [
      {"id": "s1", "name": "Homelessness emergency line", "status": "active", "phones": [{"id": "p", "number": "01227 781880"}]},
      {"id": "s2", "name": "Safeguarding", "status": "active", "phones": [{"id": "q", "number": "03000 41 91 91"}]}]}]}
    """#

  @Test func `HSDS of others gives a map to begin with, as every table does`() throws {
    let file = try program.write(Self.hsds, to: "feed.json")
    let path = program.folder.path + "/map.toml"
    let plan = try program.run("directory", "plan", file, "--map", path)
    #expect(plan.status == 2)
    for line in [
      "council = \"organization\"", "purpose = \"service\"", "value = \"value\"", "hours = \"hours\"",
      "[words.purpose]", "\"Homelessness emergency line\" = \"-\"",
    ] { #expect(plan.error.contains(line), "\(line): \(plan.error)") }
    #expect(!plan.error.contains("\"Safeguarding\" ="), "a purpose by its own name needs no word: \(plan.error)")
    // What is shown is a map, once somebody has looked at it.
    let lines = plan.error.split(separator: "\n").drop { !$0.hasPrefix("  # What") }.prefix { $0.hasPrefix("  ") }
    let map = lines.joined(separator: "\n").replacing(
      "\"Homelessness emergency line\" = \"-\"", with: "\"Homelessness emergency line\" = \"out-of-hours\"")
    _ = try program.write(map, to: "map.toml")
    let again = try program.run("directory", "plan", file, "--map", path)
    #expect(again.output.contains("01227 781879 → 01227 781880"), "\(again.output)\(again.error)")
    let without = try program.run("directory", "plan", file)
    #expect(without.output.contains("'--map' with a file that is not there yet gives one"), "\(without.output)")
  }

  @Test func `what no map is asked for is told in a line`() throws {
    let path = program.folder.path + "/map.toml"
    let own = try program.run("directory", "plan", Shipped.root + "/data/councils/thanet.json", "--map", path)
    #expect(own.status == 2 && own.error.contains("a map is for tables and for HSDS of others"), "\(own.error)")
    let one = try program.write(Self.list, to: "one.csv"), two = try program.write(Self.list, to: "two.csv")
    let both = try program.run("directory", "plan", one, two, "--map", path)
    #expect(both.status == 2 && both.error.contains("give one of the tables alone"), "\(both.error)")
    let input = try program.run("directory", "plan", "-", "--map", path, input: Self.list)
    #expect(input.status == 2 && input.error.contains("save it as a file first"), "\(input.error)")
  }

  @Test func `the sheets of a workbook are named, with how to choose one`() throws {
    let book = Self.files + "/night.xlsx"
    let begun = try program.run("directory", "plan", book, "--map", program.folder.path + "/map.toml")
    #expect(begun.status == 2 && begun.error.contains("has the sheets Notes, Numbers"), "\(begun.error)")
    #expect(begun.error.contains("sheet = \"Notes\""), "\(begun.error)")
    let plain = try program.run("directory", "plan", book)
    #expect(plain.output.contains("not 'Numbers'; choose one in the map, as sheet = \"Numbers\""), "\(plain.output)")
    let first = try program.write(Self.map.replacing("sheet = \"Numbers\"\n", with: ""), to: "first.toml")
    let silent = try program.run("directory", "plan", book, "--map", first)
    #expect(silent.output.contains("choose one in the map, as sheet = \"Numbers\""), "\(silent.output)")
    let wrong = try program.write(Self.map.replacing("\"Numbers\"", with: "\"Nmbers\""), to: "wrong.toml")
    let refused = try program.run("directory", "plan", book, "--map", wrong)
    #expect(
      refused.status == 2 && refused.error.contains("its sheets are 'Notes', 'Numbers'; did you mean 'Numbers'?"),
      "\(refused.error)")
  }

  @Test func `at a terminal a second column for what one is already is refused, and a question mark lists the answers`()
    throws
  {
    let list = try program.write("Council,Night line,Night hours,Times\nThanet,01843 577000,24/7,x\n", to: "list.csv")
    let terminal = try Terminal(
      program.process([
        "directory", "plan", list, "--map", program.folder.path + "/map.toml", "--store", program.store,
      ]))
    _ = try terminal.reads(until: "[council] > ")
    let help = try terminal.answers("?", until: "[council] > ")
    #expect(
      help.contains("validFrom") && help.contains("duty-to-refer") && !help.contains("not one of them"), "\(help)")
    terminal.type("\r")
    _ = try terminal.reads(until: "[out-of-hours] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "] > ")
    _ = try terminal.answers("hours ooh", until: "] > ")
    let refused = try terminal.answers("hours ooh", until: "] > ")
    #expect(refused.contains("are in 'Night hours' already"), "\(refused)")
    _ = try terminal.answers("-", until: "for the record > ")
    terminal.type("\u{4}")
  }

  @Test func `at a terminal the map is asked for column by column, and written`() throws {
    let list = try program.write(
      "Borough,Night line,When,Notes\nCanterbury,01227 781880,Monday to Friday 5pm to 9am,x\nThe City,01843 577005,24/7,y\n",
      to: "list.csv")
    let map = program.folder.path + "/map.toml"
    let terminal = try Terminal(
      program.process(["directory", "plan", list, "--map", map, "--store", program.store]))
    _ = try terminal.reads(until: "[council] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "[out-of-hours] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "[hours] > ")
    let wrong = try terminal.answers("hors", until: "[hours] > ")
    #expect(wrong.contains("is not one of them"), "\(wrong)")
    _ = try terminal.answers("hours ooh", until: "[-] > ")
    terminal.type("\r")
    _ = try terminal.reads(until: "for the record > ")
    _ = try terminal.answers("list of May", until: "'The City'?  [-] > ")
    _ = try terminal.answers("thanet", until: "[Mo-Fr 17:00-09:00] > ")
    terminal.type("\r")
    let end = try terminal.reads(until: "effects.")
    #expect(end.contains("wrote") && end.contains("01227 781880"), "\(end)")
    let text = try String(contentsOfFile: map, encoding: .utf8)
    #expect(text.contains("\"The City\" = \"thanet\""), "\(text)")
    #expect(text.contains("\"Monday to Friday 5pm to 9am\" = \"Mo-Fr 17:00-09:00\""), "\(text)")
    #expect(try program.run("directory", "plan", list, "--map", map).output.contains("01843 577005"))
  }

  @Test func `a map and --remove do not go together`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let list = try program.write(Self.list, to: "list.csv")
    #expect(try program.run("directory", "plan", list, "--map", map, "--remove").status == 2)
  }

  // MARK: - Devices, pipes, and what never ends

  @Test(.timeLimit(.minutes(1)))
  func `devices, pipes and endless input end with a message`() throws {
    let pipe = program.folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, said) in [(pipe, "is a pipe"), ("/dev/zero", "is a device"), ("/dev/null", "is a device")] {
      let plan = try program.run("directory", "plan", path)
      #expect(plan.status == 2 && plan.error.contains(said), "\(path): \(plan.error)")
    }
    let huge = program.folder.path + "/huge.csv"
    #expect(FileManager.default.createFile(atPath: huge, contents: nil))
    #expect(truncate(huge, 300 << 20) == 0)
    #expect(try program.run("directory", "plan", huge).error.contains("more than 256 MiB"))
    let process = program.process(["directory", "plan", "-", "--store", program.store])
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/zero"))
    let complaint = Pipe()
    process.standardError = complaint
    try process.run()
    let said = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && said.contains("more than 256 MiB"), "\(said)")
  }

  @Test(.timeLimit(.minutes(1))) func `a reader of workbooks that complains at length keeps nobody waiting`() throws {
    let folder = program.folder.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let reader = folder + "/xlsx2csv"
    try "#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' 'x' >&2\necho 'the last word' >&2\nexit 3\n".write(
      toFile: reader, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
    let map = try program.write(Self.map, to: "map.toml")
    let process = program.process([
      "directory", "plan", Self.files + "/night.xlsx", "--map", map, "--store", program.store,
    ])
    process.environment?["PATH"] = folder + ":/usr/bin:/bin"
    let complaint = Pipe()
    process.standardError = complaint
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && said.contains("the last word"), "\(said.suffix(300))")
  }

  /// The program planning a workbook with some script in the place of xlsx2csv.
  private func planning(by script: String, _ folder: String) throws -> Process {
    try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
    let reader = folder + "/bin/xlsx2csv"
    try ("#!/bin/sh\n" + script).write(toFile: reader, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: reader)
    let map = try program.write(Self.map, to: "map.toml")
    let process = program.process([
      "directory", "plan", Self.files + "/night.xlsx", "--map", map, "--store", program.store,
    ])
    process.environment?["PATH"] = folder + "/bin:/usr/bin:/bin"
    process.environment?["TMPDIR"] = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  @Test(.timeLimit(.minutes(1))) func `a reader of workbooks has bounds of time and memory`() throws {
    let folder = program.folder.path + "/bounds"
    let process = try planning(by: "ulimit -t > \(folder)/t; ulimit -v > \(folder)/v; exit 3\n", folder)
    try process.run()
    process.waitUntilExit()
    for (name, bound) in [("t", "60"), ("v", "2097152")] {
      #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) == bound + "\n")
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("nightdesk-") }
    #expect(left.isEmpty)
  }

  @Test(.timeLimit(.minutes(1))) func `a reader of workbooks ends with whom it reads for, and its folder goes`() throws
  {
    let folder = program.folder.path + "/orphan"
    let process = try planning(
      by: "echo $$ > \(folder)/pid.new; mv \(folder)/pid.new \(folder)/pid; exec sleep 600\n", folder)
    try process.run()
    func waits(_ isDone: () -> Bool) -> Bool {
      for _ in 0..<600 where !isDone() { usleep(50_000) }
      return isDone()
    }
    #expect(waits { FileManager.default.fileExists(atPath: folder + "/pid") })
    let text = try String(contentsOfFile: folder + "/pid", encoding: .utf8)
    let reader = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // What no program can put off, nor clean up after.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let manager = FileManager.default
    // One that has ended, and that nobody has asked about yet, has no command line.
    #expect(waits { manager.contents(atPath: "/proc/\(reader)/cmdline")?.isEmpty ?? true }, "the reader lives on")
    #expect(
      waits { ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).allSatisfy { !$0.hasPrefix("nightdesk-") } })
  }

  @Test func `what a table cannot say of a workbook is told, and a hidden sheet is not read`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", Self.files + "/doubts.xlsx", "--map", map)
    let told = plan.output
    for part in [
      "its cell B3 is struck through", "its row 4 is hidden", "its cell B6 has a formula whose value is not saved",
      "a note on its cell B5 says: DO NOT USE - dead since March",
    ] { #expect(told.contains(part), "\(part): \(told)\(plan.error)") }
    #expect(told.contains("01843 577009") && !told.contains("01843 111111"), "\(told)")
  }

  @Test func `damaged workbooks end with a message`() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.files + "/night.xlsx")))
    let map = try program.write(Self.map, to: "map.toml")
    let path = program.folder.path + "/damaged.xlsx"
    let count = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil ? 6 : 500
    for seed in 0..<UInt64(count) {
      var random = SplitMix64(seed: seed)
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 4..<damaged.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: damaged.removeSubrange(place..<min(damaged.count, place + 20))
        default: damaged.removeSubrange(place...)
        }
        if damaged.count < 40 { break }
      }
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      let plan = try program.run("directory", "plan", path, "--map", map)
      #expect([1, 2].contains(plan.status), "seed \(seed): \(plan.status) \(plan.error)")
      #expect(!plan.error.contains("Traceback") && !plan.error.isEmpty, "seed \(seed): \(plan.error)")
    }
  }
}
