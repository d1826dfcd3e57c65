import Foundation
import TestSupport
import Testing

/// The look-ups, `deadline` and `directory load`, as other programs run them.
struct LookupCommandTests {
  private func contacts(_ run: Program.Run) throws -> [[String: Any]] {
    try #require(try run.json["contacts"] as? [[String: Any]])
  }

  @Test func `a look-up writes the contact as the contract shows it`() throws {
    let run = try Program().run("lookup", "canterbury", "out-of-hours", "--at", "2026-11-26T17:45", "--json")
    #expect(run.status == 0)
    #expect(try run.json["at"] as? String == "2026-11-26T17:45:00+00:00")
    let contact = try #require(try contacts(run).first)
    #expect(
      Set(contact.keys) == [
        "contact", "council", "councilName", "team", "purpose", "kind", "value", "display", "hours", "live", "status",
        "warnings", "source", "checkedOn",
      ])
    #expect(contact["contact"] as? String == "canterbury/out-of-hours")
    #expect(contact["councilName"] as? String == "Canterbury City Council")
    #expect(contact["value"] as? String == "+441227781879")
    #expect(contact["display"] as? String == "01227 781879")
    #expect(contact["hours"] is NSNull)
    #expect(contact["live"] as? Bool == true)
    #expect(contact["status"] as? String == "corroborated")
    #expect((contact["source"] as? [String: String])?["document"] == "kent-practice-guidance")
  }

  @Test func `S33: Epping's duty-to-refer address is a pattern and no address`() throws {
    let run = try Program().run("lookup", "epping", "dtr", "--json")
    let found = try contacts(run)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0["status"] as? String == "pattern" && $0["value"] is NSNull })
    #expect(found.contains { $0["display"] as? String == "dutytorefer@epping.gov.uk" })
    #expect(!(try #require(try run.json["warnings"] as? [[String: Any]])).isEmpty)
  }

  @Test(arguments: [
    ["lookup", "tunbridge", "wells", "out", "of", "hours"], ["lookup", "Tunbridge Wells", "ooh"],
    ["lookup", "TWBC", "ooh"],
  ])
  func `a council and a purpose may be typed as people say them`(words: [String]) throws {
    let program = try Program()
    let process = program.process(words + ["--json", "--store", program.store])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains("01892 526121") && text.contains("01892 352777"))
  }

  @Test func `who at three in the morning gives a voice and says what was skipped`() throws {
    let run = try Program().run("who", "luton", "housing", "--at", "2026-11-26T03:00", "--json")
    let found = try contacts(run)
    #expect(found.first?["contact"] as? String == "luton/childrens-out-of-hours")
    #expect(found.first?["live"] as? Bool == true)
    #expect(found.allSatisfy { $0["kind"] as? String != "extension" })
    #expect(run.output.contains("internal-only"))
  }

  @Test(arguments: [("luton", "0300 300 8123"), ("kingston", "020 8770 5000"), ("harlow", "0345 606 1212")])
  func `where no homelessness night line is held, children's services' number and 999 are given`(
    council: String, number: String
  ) throws {
    let run = try Program().run("lookup", council, "out-of-hours")
    #expect(run.output.contains("holds no homelessness out-of-hours number"))
    #expect(run.output.contains(number))
    #expect(run.output.contains("999"))
  }

  @Test func `find forgives a misspelling and says what is not held`() throws {
    let program = try Program()
    #expect(try program.run("find", "cantebury", "--json").output.contains(#""council":"canterbury""#))
    #expect(try program.run("find", "Margate", "--json").output.contains(#""council":"thanet""#))
    let away = try program.run("find", "Thurrock", "--json").json
    #expect((away["councils"] as? [Any])?.isEmpty == true)
    #expect("\(away)".contains("unknown-council"))
  }

  @Test(arguments: [
    (["lookup", "atlantis"], "no council"), (["lookup", "e"], "may be"),
    (["lookup", "luton", "--at", "some day"], "at:"),
    (["who", "malden", "ooh"], "may be"), (["lookup", "luton", "--at", "2027-03-28T01:30"], "clocks go forward"),
    (["deadline", "LUT-20", "--from", "2026-11-26"], "give a moment"),
    (["deadline", "LUT-99", "--from", "2026-11-26"], "LUT-99"),
    (["deadline", "LUT-35", "--from", "2028-11-26"], "not known"), (["lookup"], "needs a name"),
  ])
  func `what cannot be answered ends with status 2 and one line`(arguments: [String], part: String) throws {
    let program = try Program()
    let process = program.process(arguments + ["--store", program.store])
    let output = Pipe(), error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(complaint.contains(part))
    #expect(complaint.split(separator: "\n").count == 1)
    #expect(text.isEmpty)
    #expect(!program.hasStore)
  }

  @Test func `the whole country's lines are looked up like a council's, and no household presents there`() throws {
    let program = try Program()
    let numbers = try contacts(program.run("lookup", "national", "police", "--at", "2026-11-26T03:00", "--json"))
    #expect(numbers.compactMap { $0["value"] as? String }.prefix(2) == ["999", "101"])
    #expect(numbers.prefix(2).allSatisfy { $0["live"] as? Bool == true })
    let all = try program.run("lookup", "national")
    #expect(all.status == 0)
    for number in ["999", "101", "116 123", "0800 1111", "0808 2000 247"] {
      #expect(all.output.contains("\n\(number)  "), "\(number)")
    }
    #expect(try program.run("councils").output.contains("serves every council; nobody presents there"))
    let late = try contacts(program.run("who", "luton", "adult-social-care", "--at", "2026-11-26T22:00", "--json"))
    #expect(late.first?["contact"] as? String == "luton/adult-social-care-out-of-hours")
    let early = try contacts(program.run("who", "luton", "adult-social-care", "--at", "2026-11-26T11:00", "--json"))
    #expect(early.first?["display"] as? String == "01582 547730")
  }

  @Test func `a council that is not held is answered with its own website`() throws {
    let run = try Program().run("lookup", "thurrock")
    #expect(run.status != 0)
    #expect((run.error + run.output).contains("https://www.thurrock.gov.uk"))
  }

  @Test(arguments: [
    (["find", "canterbury"], 0), (["find", "01843", "577000"], 0), (["find", "Thurrock"], 0), (["find", "xyzzy"], 1),
    (["find", "09999 999999", "--json"], 1), (["find", "margate", "--at", "some day"], 2), (["lookup", "atlantis"], 2),
  ])
  func `a search that finds nothing ends with status 1, as grep does`(arguments: [String], status: Int) throws {
    let program = try Program()
    let process = program.process(arguments + ["--store", program.store])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(Int(process.terminationStatus) == status)
    #expect(text.isEmpty == (status == 2))
  }

  @Test(arguments: [
    (["find", "CT10"], 0, "thanet"), (["who", "CT10", "ooh"], 0, "01843 577000"),
    (["lookup", "ME14 1LY"], 0, "maidstone"),
    (["councils", "CT10 1AB"], 0, "thanet"), (["find", "CF10"], 0, "Cardiff Council"), (["find", "CT99"], 1, "CT99"),
    (["who", "CT4", "ooh"], 2, "Ashford Borough Council (about 2 in 10)"),
    (["who", "CF10"], 2, "Cardiff Council, which is not"),
  ])
  func `a postcode leads to its council, and a shared one to all of them`(
    arguments: [String], status: Int, says: String
  ) throws {
    let program = try Program()
    let process = program.process(arguments + ["--store", program.store])
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(Int(process.terminationStatus) == status)
    #expect(text.contains(says), "\(text)")
  }

  @Test func `without the table a look-up is what it was, and a postcode is said not to be known`() throws {
    let program = try Program()
    let copy = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: copy)
    try FileManager.default.removeItem(atPath: copy + "/postcodes")
    let plain = try program.run("lookup", "canterbury", "--data", copy)
    #expect(plain.status == 0 && plain.error == "")
    let postcode = try program.run("who", "CT10", "--data", copy)
    #expect(postcode.status == 2)
    #expect(postcode.error.contains("postcodes are not known"))
  }

  /// A run with some environment beside the usual one.
  private func run(
    _ arguments: [String], environment: [String: String] = [:], namesStore: Bool = true, in program: Program
  ) throws -> (status: Int, output: String, error: String) {
    let process = program.process(arguments + (namesStore ? ["--store", program.store] : []))
    process.environment = process.environment?.merging(environment) { $1 }
    let output = Pipe(), error = Pipe()
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let written = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complained = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (Int(process.terminationStatus), written, complained)
  }

  @Test(arguments: [
    (["who", "margate", "ooh"], 0, "+441843577000\n"), (["find", "01843 577000"], 0, "+441843577000\n"),
    (["lookup", "canterbury", "ooh"], 0, "+441227781879\n"), (["lookup", "epping", "dtr"], 1, ""),
    (["lookup", "gravesham", "sar"], 1, ""), (["find", "xyzzy"], 1, ""), (["who", "atlantis"], 2, ""),
    (["who", "margate", "--json"], 2, ""),
  ])
  func `-q writes the number to dial and nothing else`(arguments: [String], status: Int, output: String) throws {
    let run = try run(arguments + ["-q"], in: try Program())
    #expect(run.status == status)
    #expect(run.output == output)
    #expect(run.error.isEmpty == (status == 0))
  }

  @Test func `an answer is written as text, JSON, or a table`() throws {
    let program = try Program()
    let words = ["lookup", "canterbury", "--at", "2026-11-26T22:00"]
    let table = try run(words + ["--output", "csv"], in: program).output.split(separator: "\n")
    #expect(table[0] == "contact,council,councilName,team,purpose,kind,value,display,hours,live,status,checkedOn")
    #expect(
      table.contains(
        "canterbury/out-of-hours,canterbury,Canterbury City Council,Homelessness out of hours,out-of-hours,phone,+441227781879,"
          + "01227 781879,,true,corroborated,"))
    let tabs = try run(words + ["--output", "tsv"], in: program).output.split(separator: "\n")
    #expect(tabs.count == table.count)
    #expect(tabs.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 12 })
    let quoted = try run(["lookup", "maidstone", "walk-in", "--output", "csv"], in: program).output
    #expect(quoted.contains("\""))
    #expect(try run(["councils", "kent", "--output", "tsv"], in: program).output.hasPrefix("council\tname\ttype"))
    #expect(
      try run(words + ["--output", "json"], in: program).output == run(words + ["--json"], in: program).output)
    #expect(try run(words + ["--output", "text"], in: program).output == run(words, in: program).output)
    #expect(try run(words + ["--output", "xml"], in: program).status == 2)
    #expect(try run(words + ["--output", "csv", "--json"], in: program).status == 2)
  }

  @Test func `the environment stands in for flags, flags first`() throws {
    let program = try Program()
    let other = program.folder.path + "/other.sqlite"
    #expect(
      try run(["who", "margate", "-q"], environment: ["NIGHTDESK_STORE": other], namesStore: false, in: program).status
        == 0)
    #expect(FileManager.default.fileExists(atPath: other))
    #expect(!program.hasStore)
    let usual = ["NIGHTDESK_COUNCIL": "thanet"]
    // By day the day team would be given: the tests run at any hour.
    let night = ["--at", "2026-11-26T22:00"]
    for words in [["who"] + night, ["who", "ooh"] + night, ["lookup", "ooh"] + night, ["who", "at", "22:00"]] {
      let run = try run(words + ["-q"], environment: usual, in: program)
      #expect(run.output == "+441843577000\n", "\(words)")
    }
    #expect(try run(["who", "canterbury", "ooh", "-q"], environment: usual, in: program).output == "+441227781879\n")
    #expect(
      try run(["who", "ooh", "--council", "canterbury", "-q"], environment: usual, in: program).output
        == "+441227781879\n")
    #expect(try run(["who"], in: program).status == 2)
  }

  @Test(arguments: [
    ("lokup", "did you mean 'lookup'"), ("traige", "did you mean 'triage'"), ("margate", "'nightdesk find margate'"),
  ])
  func `a word that is no command says which was meant`(word: String, says: String) throws {
    let run = try run([word, "dover"], namesStore: false, in: try Program())
    #expect(run.status == 2)
    #expect(run.error.contains(says), "\(run.error)")
    #expect(run.output == "")
  }

  @Test(arguments: [
    ("luton chidrens-out-of-hours", "'chidrens-out-of-hours' is not a purpose; did you mean 'childrens-out-of-hours'?"),
    ("luton out-of-hour", "did you mean 'out-of-hours'?"), ("canterbury adult", "did you mean 'adult-social-care'?"),
    ("canterbury ooh foo", "'foo' is not understood beside 'ooh'"),
    ("luton chidrens ooh", "did you mean 'children'?"),
  ])
  func `a purpose that is misspelt is not answered with another one`(words: String, says: String) throws {
    let program = try Program()
    for command in ["who", "lookup"] {
      let run = try run([command] + words.split(separator: " ").map(String.init), in: program)
      #expect(run.status == 2 && run.output == "" && run.error.contains(says), "\(run.output)\(run.error)")
    }
  }

  @Test(arguments: ["canterbury childrens ooh", "canterbury children ooh", "canterbury children out of hours"])
  func `children at night are children's services, and no helpline for children`(words: String) throws {
    // By day the front door would be given: the tests run at any hour.
    let asked = ["who"] + words.split(separator: " ").map(String.init) + ["--at", "2026-11-26T22:00", "-q"]
    #expect(try run(asked, in: try Program()).output == "+443000419191\n")
  }

  @Test func `find takes a moment, and AT is at`() throws {
    let program = try Program()
    let at = ["2026-11-26T10:00", "2026-11-26T22:00"]
    let found = try at.map {
      try program.run("find", "margate", "homeless", "--at", $0, "--json").json["at"] as? String
    }
    #expect(found == ["2026-11-26T10:00:00+00:00", "2026-11-26T22:00:00+00:00"])
    #expect(
      try program.run("lookup", "canterbury", "ooh", "AT", "2035-07-01T22:00", "--json").json["at"] as? String
        == "2035-07-01T22:00:00+01:00")
    #expect(
      try program.run("find", "canterbury", "AT", "2035-07-01T22:00", "--json").json["at"] as? String
        == "2035-07-01T22:00:00+01:00")
  }

  @Test func `a deadline is written with its readings`() throws {
    let json = try Program().run("deadline", "LUT-35", "--from", "2026-12-23T15:00", "--json").json
    #expect(json["from"] as? String == "2026-12-23T15:00:00+00:00")
    #expect(json["due"] as? String == "2026-12-24")
    #expect(json["reading"] as? String == "working-days")
    let readings = try #require(json["readings"] as? [[String: Any]])
    #expect(readings.count == 1 && readings[0]["limit"] is NSNull)
  }

  @Test func `an edited file changes a number once it is loaded, and a damaged one changes nothing`() throws {
    let program = try Program()
    let copy = program.folder.path + "/data"
    try FileManager.default.copyItem(atPath: Shipped.root + "/data", toPath: copy)
    let file = copy + "/councils/thanet.json"
    let before = try String(contentsOfFile: file, encoding: .utf8)
    let edited = before.replacing("01843 577000", with: "01843 577999").replacing(
      "+441843577000", with: "+441843577999")
    try edited.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try program.run("lookup", "thanet", "ooh").output.contains("01843 577000"))
    #expect(try program.run("directory", "load", copy, "--yes").status == 0)
    #expect(try program.run("lookup", "thanet", "ooh").output.contains("01843 577999"))
    try edited.replacing("\"phone\"", with: "\"pone\"").write(toFile: file, atomically: true, encoding: .utf8)
    let refused = try program.run("directory", "load", copy)
    #expect(refused.status == 1)
    #expect(refused.error.contains("thanet.json"))
    #expect(refused.error.contains("phone"))
    #expect(try program.run("lookup", "thanet", "ooh").output.contains("01843 577999"))
  }

  @Test func `a store that cannot be used ends with status 3`() throws {
    let program = try Program()
    try FileManager.default.createDirectory(atPath: program.folder.path + "/store", withIntermediateDirectories: true)
    try "no database".write(toFile: program.store, atomically: true, encoding: .utf8)
    let run = try program.run("lookup", "luton")
    #expect(run.status == 3)
    #expect(run.output == "")
  }
}
