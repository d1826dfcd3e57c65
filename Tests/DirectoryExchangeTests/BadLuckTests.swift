import Directory
import Foundation
import Testing
import WorkingTime

@testable import DirectoryExchange

/// What admins with bad luck have: each goes in by a map, or is refused in one line that says what would be right. Made up.
struct BadLuckTests {
  private let base: DirectoryContent

  init() throws {
    base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
  }

  private func read(_ bytes: [UInt8], named name: String = "list.csv", _ extra: TableMap.Part = [:]) -> FilesReading {
    var map = TableMap()
    map.shared = [
      .council: .column("Council"), .value: .column("Out of hours"), .purpose: .constant("out-of-hours"),
      .sourceDocument: .constant("list of May"),
    ].merging(extra) { $1 }
    return DirectoryFiles.read(
      [DataFile(name: name, bytes: bytes)], base: base, today: Day(year: 2026, month: 11, day: 25), map: map)
  }

  private static let refused: [(what: String, text: String, said: String)] = [
    (
      "two councils in a cell", "Council,Out of hours\nDover / Folkestone & Hythe,01303 221888\n",
      "names dover and folkestone-hythe; give each council a row of its own"
    ),
    ("two councils on two lines", "Council,Out of hours\n\"Dover\nThanet\",01303 221888\n", "names dover and thanet"),
    (
      "the end of a second number", "Council,Out of hours\nDover,01304 872428/9\n",
      "'9' seems to be the end of a second number; write each number in full"
    ),
    ("a mailbox with its @ hidden", "Council,Out of hours\nDover,housing(at)dover.gov.uk\n", "write it with an @"),
    ("a turned table", "Council,Thanet,Dover\nOut of hours,01843 577000,01304 872428\n", "turn the table"),
    ("other headings", "Authority name,Emergency\nThanet,01843 577000\n", "has no heading 'Council', 'Out of hours'"),
    (
      "a heading with a line end in it", "\"Council\nname\",\"Out of hours\n(tel)\"\nThanet,01843 577000\n",
      "its headings seem to be Council name, Out of hours (tel)"
    ),
    (
      "a quotation mark that is never closed", "Council,Out of hours,Note\nThanet,01843 577000,\"ring\n",
      "never closed"
    ),
    (
      "a quotation mark in the open", "Council,Out of hours,Note\nThanet,01843 577000,ring \"twice\"\n",
      "put the cell in them, and double those in it"
    ),
    (
      "a web page under another name", "\n<HTML><table><tr><th>Council</th></tr></table></html>", "is a web page or XML"
    ),
    ("a Rich Text document", #"{\rtf1\ansi Council}"#, "is a Rich Text document"),
  ]

  @Test(arguments: refused)
  func `what cannot go in is refused in one line that says what would be right`(
    what: String, text: String, said: String
  ) {
    let errors = read(Array(text.utf8)).findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains(said), "\(what): \(errors)")
  }

  private static let archives: [(start: String, inside: String, said: String)] = [
    ("PK\u{3}\u{4}", "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet (.ods)"),
    ("PK\u{3}\u{4}", "word/document.xml", "is a text document"), ("PK\u{3}\u{4}", "readme.txt", "is a zip archive"),
    ("%PDF-1.7", "", "is a PDF"), ("\u{1f}\u{8b}", "", "is packed"), ("\u{89}PNG", "", "is a picture"),
    ("\u{d0}\u{cf}\u{11}\u{e0}", "", "of an old form (.xls, .doc or .msg)"),
  ]

  @Test(arguments: archives)
  func `a file that is no text is named for what it is`(start: String, inside: String, said: String) {
    let bytes = start.unicodeScalars.map { UInt8($0.value) } + Array("    \(inside)".utf8)
    let errors = read(bytes).findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains(said), "\(errors)")
  }

  @Test func `a workbook whose table is on another sheet is told which others there are, and how to choose one`() {
    let bytes = Array("This workbook was made by us\n".utf8)
    let file = DataFile(name: "list.xlsx", bytes: bytes, sheets: ["Notes", "Day lines", "Night"])
    for map in [TableMap(sheet: nil), nil] {
      let texts = DirectoryFiles.read(
        [file], base: DirectoryContent(councils: [], contacts: []), today: nil, map: map
      ).findings.map(\.text)
      #expect(
        texts.contains { $0.contains("'Day lines', 'Night'; choose one in the map, as sheet = \"Day lines\"") },
        "\(texts)")
    }
  }

  @Test(arguments: ["|", ";", "\t", ","])
  func `each usual mark may part the cells`(mark: String) {
    let text =
      ["Council", "Out of hours"].joined(separator: mark) + "\r\n" + ["Thanet", "01843 577099"].joined(separator: mark)
    #expect(read(Array(text.utf8)).rows.map(\.value) == ["+441843577099"])
  }

  private static let dates = [
    ("01/04/2026", "2026-04-01"), ("1 April 2026", "2026-04-01"), ("Wednesday 1st April 2026", "2026-04-01"),
    ("13/05/26", "2026-05-13"), ("01-Apr-26", "2026-04-01"), ("1.4.2026", "2026-04-01"), ("31/02/2026", nil),
    ("spring 2026", nil),
  ]

  @Test(arguments: dates)
  func `a date as people print it is told with what it seems to mean`(printed: String, meant: String?) throws {
    let text = "Council,Out of hours,Since\nThanet,01843 577099,\(printed)\n"
    let reading = read(Array(text.utf8), [try #require(TableMap.Field(rawValue: "validFrom")): .column("Since")])
    let errors = reading.findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains("under [words.validFrom], \"\(printed)\" = "), "\(errors)")
    #expect(errors.allSatisfy { $0.text.contains("it is \(meant ?? "?")") == (meant != nil) }, "\(errors)")
  }

  @Test(arguments: ["Monday to Thursday 5.30pm to 8.30am, Friday 5pm to Monday 8.30am", "after 5pm"])
  func `hours in prose that nobody can be sure of are told with where to write what they mean`(prose: String) {
    let reading = read(
      Array("Council,Out of hours,When\nThanet,01843 577099,\"\(prose)\"\n".utf8), [.hours: .column("When")])
    let errors = reading.findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains("under [words.hours]"), "\(errors)")
    #expect(!errors.contains { $0.text.contains("without spaces") }, "\(errors)")
  }

  @Test(arguments: ["01622 602000 then press 1 then 3", "01622 602000, option 1 then 3"])
  func `presses one after the other are one thing to do`(cell: String) {
    let reading = PrintedNumbers().read(cell)
    #expect(reading.faults.isEmpty && reading.numbers.map(\.value) == ["+441622602000"], "\(reading)")
    #expect(reading.numbers.first?.notices.map(\.text) == ["Choose option 1 then 3."])
  }

  @Test func `hours beside a number are told, and the number goes in`() {
    let reading = PrintedNumbers().read("01622 602000 24/7")
    #expect(reading.faults.isEmpty && reading.numbers.map(\.value) == ["+441622602000"], "\(reading)")
    #expect(reading.numbers.first?.told.contains { $0.contains("a column of their own") } == true)
  }

  // MARK: - Open Referral UK

  private static func service(_ id: String) -> String {
    """
    {"id": "\(id)", "name": "Night line", "status": "active", "organization": {"id": "o", "name": "Thanet District Council"}, \
    "contacts": [{"id": "c", "phones": [{"id": "p", "number": "01843 57709\(id)"}]}], \
    "regular_schedules": [{"id": "r", "byday": "MO,TU", "opens_at": "17:00", "closes_at": "23:00"}]}
    """
  }

  private func feed(_ texts: [String]) -> FilesReading {
    var map = TableMap()
    map.shared = [
      .council: .column("organization"), .value: .column("value"), .hours: .column("hours"),
      .purpose: .constant("out-of-hours"), .sourceDocument: .constant("open data"),
    ]
    return DirectoryFiles.read(
      texts.enumerated().map { DataFile(name: "\($0).json", bytes: Array($1.utf8)) }, base: base,
      today: Day(year: 2026, month: 11, day: 25), map: map)
  }

  private static func page(_ number: Int) -> String {
    """
    {"totalElements": 2, "totalPages": 2, "number": \(number), "size": 1, "first": \(number == 1), "last": \(number == 2), \
    "empty": false, "content": [\(service("\(number)"))]}
    """
  }

  @Test func `pages as Open Referral UK writes them are read together, and never one without the other`() {
    let whole = feed([Self.page(1), Self.page(2)])
    #expect(!whole.hasErrors && whole.rows.count == 2, "\(whole.findings)")
    #expect(whole.rows.first?.hours?.notation == "Mo,Tu 17:00-23:00")
    let half = feed([Self.page(2)])
    #expect(half.findings.contains { $0.severity == .error && $0.text.contains("of 2 pages, 1 is not here") })
  }

  @Test func `one object a line is a list`() {
    let reading = feed(["\(Self.service("1"))\n\(Self.service("2"))\n"])
    #expect(!reading.hasErrors && reading.rows.count == 2, "\(reading.findings)")
  }
}
