import Foundation
import TestSupport
import Testing

/// Workbooks (.xlsx), as `xlsx2csv` reads them for `directory plan --map`.
struct WorkbookTests {
  private let program: Program
  private static let files = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Files").path

  init() throws {
    program = try Program()
  }

  private static let map = "sheet = \"Numbers\"\n" + ListMap.nightLines

  @Test func `a workbook is planned by a map, and what its spreadsheet took away is told`() throws {
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", Self.files + "/night.xlsx", "--map", map)
    #expect(plan.status == 1, "\(plan.output)\(plan.error)")
    #expect(plan.output.contains("row 4, Out of hours: '1843577009' has lost the 0"), "\(plan.output)")
    #expect(!plan.output.contains("MISSING"), "a list says nothing of what is not on it")
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

  // MARK: - What is not what it seems

  /// Makes a workbook of some sheets; each is a name and Python that writes its rows.
  private func book(_ sheets: [(name: String, rows: String)], before: String = "") throws -> String {
    let path = program.folder.path + "/made.xlsx"
    let list = sheets.map { "(\"\"\"\($0.name)\"\"\", lambda put: [\($0.rows)])" }.joined(separator: ", ")
    let script = """
      import sys, zipfile
      main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
      package = "http://schemas.openxmlformats.org/package/2006/"
      kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
      sheets = [\(list)]
      def row(number, *cells):
          texts = "".join(f"<c r='{c}{number}' t='inlineStr'><is><t>{t}</t></is></c>" for c, t in zip("ABC", cells))
          return f"<row r='{number}'>{texts}</row>"
      def head(put):
          put(row(1, "Authority", "Out of hours", "When"))
          put(row(2, "Canterbury City Council", "01227 781880", "24/7"))
      places = range(1, len(sheets) + 1)
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
          parts = "".join(f"<Override PartName='/xl/worksheets/sheet{n}.xml' ContentType='{kind}worksheet+xml'/>" for n in places)
          book.writestr("[Content_Types].xml", f"<Types xmlns='{package}content-types'><Default Extension='rels' "
              f"ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/xl/workbook.xml' "
              f"ContentType='{kind}sheet.main+xml'/>{parts}</Types>")
          book.writestr("_rels/.rels", f"<Relationships xmlns='{package}relationships'><Relationship Id='r' "
              f"Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>")
          names = "".join(f"<sheet name='{s[0]}' sheetId='{n}' r:id='r{n}'/>" for n, s in zip(places, sheets))
          book.writestr("xl/workbook.xml", f"<workbook xmlns='{main}' xmlns:r='{office}'><sheets>{names}</sheets></workbook>")
          links = "".join(f"<Relationship Id='r{n}' Type='{office}/worksheet' Target='worksheets/sheet{n}.xml'/>" for n in places)
          book.writestr("xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{package}relationships'>{links}</Relationships>")
          for number, (name, rows) in zip(places, sheets):
              with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                  put = lambda text: part.write(text.encode())
                  put("<?xml version='1.0'?>\(before)<worksheet xmlns='" + main + "'><sheetData>")
                  rows(put)
                  put("</sheetData></worksheet>")
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path
  }

  /// 100 MiB of rows, in an archive of a few hundred KiB.
  private static let huge = "put(row(3, 'Thanet', '01843 577009', '24/7') * 10000) for _ in range(70)"

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("head(put), *(\(huge))", "", "MiB is the most that is read"),
      ("head(put), put('<row r=\"3\">' + '<c/>' * 200000 + '</row>')", "", "more than 16384 cells"),
      ("put(row(1, 'Authority', 'x' * (60 << 20)))", "", "more than 32767 characters"),
      ("head(put), put('<row r=\"99999999\"><c r=\"A99999999\"><v>1</v></c></row>')", "", "which no sheet has"),
      ("head(put), put('<row r=\"3\"><c r=\"ZZZZZZ3\"><v>1</v></c></row>')", "", "more than 16384 cells"),
      (
        "put(row(1, 'Authority', '&b;' * 10))",
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>", "a type of document"
      ),
    ])
  func `a workbook that unfolds without end is told as that, before it is read`(
    rows: String, before: String, said: String
  ) throws {
    let path = try book([("Numbers", rows)], before: before)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? .max < 4 << 20, "a small file")
    let map = try program.write(Self.map, to: "map.toml")
    let started = ContinuousClock.now
    let plan = try program.run("directory", "plan", path, "--map", map)
    #expect(plan.status == 2 && plan.error.contains(said), "\(plan.output)\(plan.error)")
    // Some seconds, with room for a machine that does much else: without a bound it is minutes.
    #expect(ContinuousClock.now - started < .seconds(30))
  }

  @Test func `a huge sheet is in nobody's way who asks for another`() throws {
    let path = try book([("Numbers", "head(put)"), ("Archive", "head(put), *(\(Self.huge))")])
    let map = try program.write(Self.map, to: "map.toml")
    let plan = try program.run("directory", "plan", path, "--map", map)
    #expect(plan.output.contains("01227 781880"), "\(plan.output)\(plan.error)")
    let first = try program.write(Self.map.replacing("sheet = \"Numbers\"\n", with: ""), to: "first.toml")
    #expect(try program.run("directory", "plan", path, "--map", first).output.contains("01227 781880"))
    let other = try program.write(Self.map.replacing("\"Numbers\"", with: "\"Archive\""), to: "other.toml")
    let refused = try program.run("directory", "plan", path, "--map", other)
    #expect(refused.status == 2 && refused.error.contains("MiB is the most that is read"), "\(refused.error)")
  }

  @Test func `a sheet is chosen by its name, whatever that is, and shown without what nobody sees`() throws {
    let names = ["Num\u{202e}bers", "--all", "Two&#10;lines", "Last"]
    let path = try book(names.map { ($0, $0 == "Last" ? "put(row(1, 'x'))" : "head(put)") })
    let map = { (sheet: String) in
      try program.write(Self.map.replacing("\"Numbers\"", with: "\"\(sheet)\""), to: "map.toml")
    }
    for sheet in ["Num\\u202Ebers", "--all", "Two\\nlines"] {
      let plan = try program.run("directory", "plan", path, "--map", try map(sheet))
      #expect(plan.output.contains("01227 781880"), "\(sheet): \(plan.output)\(plan.error)")
    }
    let wrong = try program.run("directory", "plan", path, "--map", try map("Numbers"))
    let shown = "'Num\\u{202E}bers', '--all', 'Two\\u{A}lines', 'Last'"
    #expect(wrong.error.contains("its sheets are \(shown)") && !wrong.error.contains("\u{202e}"), "\(wrong.error)")
    let begun = try program.run("directory", "plan", path, "--map", program.folder.path + "/new.toml")
    #expect(begun.error.contains("has the sheets Num\\u{202E}bers, --all"), "\(begun.error)")
    #expect(!begun.error.contains("\u{202e}"), "\(begun.error)")
    let plain = try program.run("directory", "plan", path)
    #expect(!plain.output.contains("\u{202e}") && plain.output.contains("Num\\u{202E}bers"), "\(plain.output)")
  }

  @Test(.timeLimit(.minutes(1))) func `a reader of workbooks that has said all and goes on keeps nobody waiting`()
    throws
  {
    let folder = program.folder.path + "/lingers"
    let process = try planning(by: "exec >&-\nexec sleep 600\n", folder)
    let complaint = Pipe()
    process.standardError = complaint
    try process.run()
    let said = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2 && said.contains("was stopped after 5 seconds"), "\(said)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("nightdesk-") }
    #expect(left.isEmpty)
  }

  // MARK: - The reader's own bounds

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
    for (name, bound) in [("t", "20"), ("v", "2097152")] {
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
