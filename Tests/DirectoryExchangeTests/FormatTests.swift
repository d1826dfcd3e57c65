import Directory
import DirectoryExchange
import TestSupport
import Foundation
import Testing
import WorkingTime

/// Every format says the same when it is written and read again, and is known by what it holds.
struct FormatTests {
  private let nothing = DirectoryContent(councils: [], contacts: [])

  private func bytes(_ text: String, _ name: String = "file") -> DataFile {
    DataFile(name: name, bytes: Array(text.utf8))
  }

  private func contacts(_ content: DirectoryContent) -> [String: Contact] {
    Dictionary(content.contacts.map { ($0.id, $0) }) { $1 }
  }

  private func shipped() throws -> DirectoryContent {
    CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
  }

  // MARK: - Round trips

  @Test func `the shipped directory survives a table`() throws {
    let content = try shipped()
    let reading = DirectoryFiles.read([bytes(ContactTable.text(of: content.contacts))], base: content)
    #expect(reading.findings == [])
    #expect(reading.rows == content.contacts)
  }

  @Test(arguments: 0..<200)
  func `any contacts survive a table`(seed: Int) {
    var dice = Dice(seed: seed)
    let content = dice.content()
    let reading = DirectoryFiles.read([bytes(ContactTable.text(of: content.contacts))], base: content)
    #expect(reading.findings == [])
    #expect(reading.rows == content.contacts)
  }

  @Test func `the shipped directory survives HSDS`() throws {
    let content = try shipped()
    let reading = DirectoryFiles.read([bytes(try HSDSFiles.text(of: content))], base: nothing)
    #expect(reading.findings == [])
    #expect(reading.whole.councils == content.councils)
    #expect(contacts(reading.whole) == contacts(content))
  }

  @Test(arguments: 0..<200)
  func `any directory survives HSDS`(seed: Int) throws {
    var dice = Dice(seed: seed)
    let content = dice.content()
    let reading = DirectoryFiles.read([bytes(try HSDSFiles.text(of: content))], base: nothing)
    #expect(reading.findings == [])
    #expect(reading.whole.councils == content.councils)
    #expect(contacts(reading.whole) == contacts(content))
  }

  @Test(arguments: 0..<50)
  func `any directory survives the project's own files, read with all the other formats`(seed: Int) throws {
    var dice = Dice(seed: seed)
    let content = dice.content()
    let list = bytes(CouncilFiles.text(of: content.elsewhere, source: "test"), "elsewhere")
    let reading = DirectoryFiles.read(try CouncilFiles.files(of: content) + [list], base: nothing)
    #expect(reading.findings == [])
    #expect(reading.whole.councils == content.councils)
    #expect(contacts(reading.whole) == contacts(content))
    #expect(reading.elsewhere == content.elsewhere)
  }

  // MARK: - HSDS

  @Test func `what HSDS has a field for stands in that field`() throws {
    let content = try shipped()
    let document = try JSONSerialization.jsonObject(with: Data(try HSDSFiles.text(of: content).utf8))
    let page = try #require(document as? [String: Any])
    let organizations = try #require(page["contents"] as? [[String: Any]])
    #expect(organizations.count == content.councils.count)
    let maidstone = try #require(organizations.first { $0["name"] as? String == "Maidstone Borough Council" })
    #expect(UUID(uuidString: try #require(maidstone["id"] as? String)) != nil)
    #expect(maidstone["website"] as? String == "https://www.maidstone.gov.uk")
    let services = try #require(maidstone["services"] as? [[String: Any]])
    let schedules = services.flatMap { $0["schedules"] as? [[String: Any]] ?? [] }
    #expect(
      schedules.contains {
        $0["byday"] as? String == "MO,TU,WE,TH,FR" && $0["opens_at"] as? String == "09:00"
          && $0["closes_at"] as? String == "16:30"
      })
    let phones = services.flatMap { $0["contacts"] as? [[String: Any]] ?? [] }
      .flatMap { $0["phones"] as? [[String: Any]] ?? [] }
    #expect(phones.contains { $0["number"] as? String == "01622 602000" })
    var ids: Set<String> = []
    func collect(_ value: Any) {
      if let object = value as? [String: Any] {
        if let id = object["id"] as? String { #expect(ids.insert(id).inserted, "\(id) is given twice") }
        for member in object.values { collect(member) }
      } else if let list = value as? [Any] {
        for element in list { collect(element) }
      }
    }
    collect(page)
  }

  @Test func `what has changed goes out as HSDS's metadata and comes in without harm`() throws {
    let content = try shipped()
    let change = HSDSChange(
      record: "thanet/out-of-hours", on: "2026-11-20", action: "update", field: "display", old: "01843 577000",
      new: "01843 577001", by: "an admin")
    let text = try HSDSFiles.text(of: content, changes: [change])
    for part in [#""field_name": "display""#, #""previous_value": "01843 577000""#, #""last_action_type": "update""#] {
      #expect(text.contains(part))
    }
    #expect(DirectoryFiles.read([bytes(text)], base: nothing).findings == [])
  }

  @Test func `two forms of a record give its changes field by field`() {
    func changes(_ old: String?, _ new: String?) -> [String] {
      HSDSChange.changes(of: "thanet/x", from: old, to: new, on: "2026-11-20", by: "an admin").map {
        "\($0.action) \($0.field): \($0.old) > \($0.new)"
      }
    }
    let old = #"{"id":"thanet/x","display":"1","warnings":[]}"#
    let new = #"{"id":"thanet/x","display":"2","hours":"24/7","warnings":[{"code":"a"}]}"#
    #expect(
      changes(old, new) == ["update display: 1 > 2", "update hours:  > 24/7", #"update warnings: [] > [{"code":"a"}]"#])
    #expect(changes(nil, new) == ["create id:  > thanet/x"])
    #expect(changes(old, nil) == ["delete id: thanet/x > "])
    #expect(changes(old, old) == [] && changes("[", new) == [])
  }

  @Test func `an export of before, which named each field in a label, says the same`() throws {
    let text = try HSDSFiles.text(of: try shipped())
    let older = text.replacing(/"link_type": "(nightdesk-text|nightdesk-json):(\w+)"/) {
      #""link_type": "\#($0.1)", "label": "\#($0.2)""#
    }
    #expect(older != text)
    let (now, before) = (
      DirectoryFiles.read([bytes(text)], base: nothing), DirectoryFiles.read([bytes(older)], base: nothing)
    )
    #expect(!now.whole.contacts.isEmpty && before.whole.contacts == now.whole.contacts)
  }

  @Test(arguments: [
    (#""opens_at": "09:00""#, #""opens_at": "10:00""#, "say other hours"),
    (#""identifier_type": "nightdesk""#, #""identifier_type": "charity""#, "identifier_type 'nightdesk'"),
    (#""number": "01622 602000""#, #""number": "01622 602001""#, "is not the number in value"),
    (#""last_page": true"#, #""last_page": false"#, "one page of several"),
    (#"-text:purpose""#, #"-text:propose""#, "is not a key here"),
  ])
  func `HSDS that another program has changed by half is told`(old: String, new: String, said: String) throws {
    let text = try HSDSFiles.text(of: try shipped()).replacing(old, with: new, maxReplacements: 1)
    let reading = DirectoryFiles.read([bytes(text)], base: nothing)
    #expect(reading.findings.contains { $0.text.contains(said) }, "\(reading.findings)")
  }

  // MARK: - Tables

  private static let heading = ContactTable.columns.joined(separator: ",")

  /// A row of Thanet's with some cells of its own.
  private func row(_ cells: [String: String], between mark: String = ",") -> String {
    let usual = [
      "council": "thanet", "contact": "thanet/new", "team": "Homelessness out of hours", "purpose": "out-of-hours",
      "kind": "phone", "value": "tel:+441843577001", "display": "01843 577001", "status": "stated",
      "sourceDocument": "council page", "sourcePlace": "housing",
    ]
    return ContactTable.columns.map { cells[$0] ?? usual[$0] ?? "" }.joined(separator: mark)
  }

  private func read(_ text: String) throws -> FilesReading { DirectoryFiles.read([bytes(text)], base: try shipped()) }

  @Test(arguments: [
    ("comma and line feed", ",", "\n", ""), ("comma and CRLF", ",", "\r\n", "\u{feff}"),
    ("semicolon", ";", "\r\n", "\u{feff}"), ("tab", "\t", "\n", ""), ("old line ends", ",", "\r", ""),
    ("a spreadsheet's own first line", ";", "\r\n", "\u{feff}sep=;\r\n"),
  ])
  func `a table is read as any spreadsheet saves it`(form: String, mark: String, end: String, start: String) throws {
    let heading = ContactTable.columns.joined(separator: mark)
    let blank = String(repeating: mark, count: ContactTable.columns.count - 1)
    let text = start + heading + end + row([:], between: mark) + end + blank + end
    let reading = try read(text)
    #expect(reading.findings == [], "\(form)")
    #expect(reading.rows.map(\.id) == ["thanet/new"])
    #expect(reading.rows.first?.value == "+441843577001")
  }

  @Test func `a cell may hold line ends, quotation marks and delimiters`() throws {
    let warnings = "\"check-hours: Ring \"\"before\"\" ten; or, later\r\nold-source: From a page of 2019\""
    let reading = try read(Self.heading + "\r\n" + row(["warnings": warnings]) + "\r\n")
    #expect(reading.findings == [])
    #expect(
      reading.rows.first?.warnings == [
        Notice(code: "check-hours", text: "Ring \"before\" ten; or, later"),
        Notice(code: "old-source", text: "From a page of 2019"),
      ])
  }

  @Test(arguments: [
    (["value": "4.41844E+11"], "value", "last digits are gone"),
    (["value": "4,41844E+11"], "", "cells; the heading has"),
    (["value": "441843577001"], "value", "has lost its +"),
    (["display": "1843577001"], "display", "has lost the 0"),
    (["hours": "24-Jul"], "hours", "what a spreadsheet makes of 24/7"),
    (["hours": "45497"], "hours", "what a spreadsheet makes of 24/7"),
    (["validFrom": "01/04/2027"], "validFrom", "the other way about"),
    (["validFrom": "46113"], "validFrom", "counts days"),
    (["reason": "#NAME?"], "reason", "spreadsheet's own error"),
    (["council": "thant"], "council", "did you mean"),
    (["team": "Homeless out of hours"], "team", "is not a team of thanet"),
    (["purpose": "out of hours"], "purpose", "is not a purpose"),
    (["contact": "dover/new"], "contact", "is not of the form thanet/name"),
    (["seenAlsoDocuments": "one"], "seenAlsoPlaces", "has 0 lines"),
    (["reason": "\"never closed"], "", "never closed"),
    (["reason": "a \"word\" in it"], "", "is not itself in quotation marks"),
    (["reason": "\"one\" more"], "", "goes on after"),
    (["status": "verified"], "checkedOn", "needs the day"),
  ])
  func `what is wrong with a row is told with its row and column`(
    cells: [String: String], field: String, said: String
  ) throws {
    let reading = try read(Self.heading + "\n" + row(["contact": "thanet/first"]) + "\n" + row(cells) + "\n")
    let found = reading.findings.filter { $0.text.contains(said) }
    #expect(found.count == 1, "\(reading.findings)")
    #expect(found.first?.row == 3)
    #expect(found.first?.field == field)
    #expect(reading.hasErrors)
    #expect(reading.rows.map(\.id) == ["thanet/first"], "the sound row is read all the same")
  }

  @Test func `what a spreadsheet would take for a formula goes out harmless and comes back`() throws {
    let contact = Contact(
      id: "thanet/new", council: "thanet", team: "Homelessness out of hours", purpose: .outOfHours, kind: .address,
      value: "'@home", display: "'@home", status: .stated, reason: "=1+1",
      source: Source(document: "-5", place: "+ 'x'"))
    let text = ContactTable.text(of: [contact])
    #expect(text.contains("'=1+1") && text.contains("''@home") && text.contains("'-5"))
    let reading = try read(text)
    #expect(reading.findings == [])
    #expect(reading.rows == [contact])
  }

  @Test func `always open is written so that no spreadsheet makes a date of it`() throws {
    let hours = try OpeningHours(notation: "24/7")
    let contact = Contact(
      id: "thanet/new", council: "thanet", team: "Homelessness out of hours", purpose: .outOfHours, kind: .phone,
      value: "+441843577001", display: "01843 577001", hours: hours, status: .stated,
      source: Source(document: "d", place: "p"))
    let text = ContactTable.text(of: [contact])
    #expect(text.contains("24/7;"))
    #expect(try read(text).rows == [contact])
  }

  @Test func `a heading that is not whole is told, column by column`() throws {
    let reading = try read(Self.heading.replacing("display", with: "dispaly") + "\n" + row([:]) + "\n")
    #expect(reading.findings.map(\.field) == ["dispaly", "display"])
    #expect(reading.findings.first?.text.contains("display") == true)
    #expect(reading.rows.isEmpty)
  }

  // MARK: - Known by content

  @Test(arguments: [
    ("", "is empty"), ("   \n", "is empty"), ("hello", "neither JSON nor a table"),
    ("{\"a\": 1}", "neither a council's"),
    ("\u{feff}[1, 2]", "neither a council's"), ("1,2,3\n4,5,6\n", "neither JSON nor a table"),
  ])
  func `a file of no known format is told`(text: String, said: String) throws {
    let reading = try read(text)
    #expect(reading.unknown == ["file"])
    #expect(reading.findings.count == 1 && reading.findings[0].text.contains(said), "\(reading.findings)")
  }

  @Test func `a table in UTF-8 that is damaged is told row by row, and one in an old character set is read and told`()
    throws
  {
    func table(_ tail: [UInt8]) throws -> [UInt8] {
      var bytes = Array((Self.heading + "\n").utf8) + Array(row(["reason": "caf"]).utf8)
      bytes.insert(contentsOf: tail, at: try #require(bytes.firstRange(of: Array("caf".utf8))).upperBound)
      return bytes
    }
    // One whole character and one that is not: no other character set.
    let damaged = DirectoryFiles.read(
      [DataFile(name: "old", bytes: try table([0xc3, 0xa9, 0xe9]))], base: try shipped())
    #expect(damaged.findings.first?.text.contains("not UTF-8") == true)
    #expect(damaged.findings.first?.row == 2)
    let old = DirectoryFiles.read([DataFile(name: "old", bytes: try table([0xe9]))], base: try shipped())
    #expect(old.findings.first?.text.contains("Windows-1252") == true && old.findings.first?.severity == .warning)
  }

  @Test func `one contact in two files is told, whatever their formats`() throws {
    let content = try shipped()
    let table = bytes(ContactTable.text(of: content.contacts.filter { $0.council == "thanet" }), "table")
    let own = try ShippedFiles.councils().filter { $0.name == "thanet.json" }
    let reading = DirectoryFiles.read(own + [table], base: content)
    #expect(reading.findings.contains { $0.file == "table" && $0.text.contains("stands in thanet.json already") })
  }

  @Test func `an alias that the directory knows for another council is told`() throws {
    let content = try shipped()
    let own = try ShippedFiles.councils().filter { $0.name == "thanet.json" }
    let text = String(decoding: own[0].bytes, as: UTF8.self).replacing("\"Thanet Council\"", with: "\"Dover\"")
    let reading = DirectoryFiles.read([bytes(text)], base: content)
    #expect(reading.findings.contains { $0.field == "aliases[1]" && $0.text.contains("dover") }, "\(reading.findings)")
  }
}
