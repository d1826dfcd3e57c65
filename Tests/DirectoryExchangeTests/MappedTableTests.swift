import Directory
import Foundation
import TestSupport
import Testing
import WorkingTime

@testable import DirectoryExchange

/// Tables of other people, read by a map. The layouts are made up; their numbers are nobody's.
struct MappedTableTests {
  private let base: DirectoryContent

  init() throws {
    base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
  }

  private func read(_ bytes: [UInt8], _ map: TableMap) -> FilesReading {
    DirectoryFiles.read(
      [DataFile(name: "list.csv", bytes: bytes)], base: base, today: Day(year: 2026, month: 11, day: 26), map: map)
  }

  private func read(_ text: String, _ map: TableMap) -> FilesReading { read(Array(text.utf8), map) }

  private func errors(_ reading: FilesReading) -> [String] {
    reading.findings.filter { $0.severity == .error }.map { "\($0.row ?? 0) \($0.field): \($0.text)" }
  }

  /// One number a row of any council.
  private var simple: TableMap {
    var map = TableMap()
    map.shared = [
      .council: .column("Council"), .value: .column("Number"), .purpose: .constant("out-of-hours"),
      .sourceDocument: .constant("list of May"),
    ]
    return map
  }

  // MARK: - A council per row with eight columns

  private static let wide = """
    Emergency contacts,,,,,,,,
    Updated May 2026,,,,,,,,
    Authority,Main switchboard,Homeless day,Homeless night,Duty to refer,Data requests,Rough sleeping,Web page,Children's night
    Canterbury City Council,01227 862000,01227 862142,01227 781880,refer@canterbury.gov.uk,,,www.canterbury.gov.uk/homeless,
    Thanet District Council,01843 577000,01843 577277 (option 2),01843 577000,,,,,
    City of Bath,01225 000001,,,,,,,
    Folkestone & Hythe,01303 853000,01303 853000,01303 221888,,,,,
    ,,,,,,,,
    Total: 4 councils,,,,,,,,
    """

  private var wideMap: TableMap {
    var map = TableMap()
    map.shared = [.council: .column("Authority"), .sourceDocument: .constant("county list of May 2026")]
    map.contacts = [
      ("Main switchboard", "switchboard"), ("Homeless day", "housing"), ("Homeless night", "out-of-hours"),
      ("Duty to refer", "duty-to-refer"), ("Data requests", "subject-access"), ("Rough sleeping", "rough-sleeping"),
      ("Web page", "website"), ("Children's night", "childrens-out-of-hours"),
    ].map { [.value: .column($0.0), .purpose: .constant($0.1)] }
    map.contacts[3][.team] = .constant("homelessness and housing advice")
    map.words = [.council: ["City of Bath": "-"]]
    return map
  }

  @Test func `a council per row with eight columns goes in`() throws {
    let reading = read(Self.wide, wideMap)
    #expect(errors(reading).isEmpty, "\(errors(reading))")
    let night = try #require(reading.rows.first { $0.id == "canterbury/out-of-hours" })
    #expect(night.value == "+441227781880" && night.display == "01227 781880")
    #expect(night.source == Source(document: "county list of May 2026", place: "Homeless night"))
    #expect(night.status == .stated && night.checkedOn == nil && night.seenAlso.isEmpty)
    #expect(reading.named == ["canterbury", "thanet", "folkestone-hythe"])
    let day = try #require(reading.rows.first { $0.council == "thanet" && $0.value == "+441843577277" })
    #expect(day.warnings.contains(Notice(code: "choose-option", text: "Choose option 2.")))
    #expect(
      !reading.rows.contains { $0.council == "canterbury" && $0.purpose == .subjectAccess },
      "an empty cell says nothing")
    #expect(reading.findings.contains { $0.text.contains("passed over") && $0.row == 9 }, "\(reading.findings)")
    let others = Self.wide.replacing(
      "City of Bath,01225 000001,,", with: "Thurrock,01375 652652,01375 652653,01375 372468")
    #expect(
      read(others, wideMap).findings.contains {
        $0.text.hasPrefix("passed over: 1 row of councils that are not held: Thurrock")
      })
  }

  @Test(arguments: [
    // One too many in one row, with something behind it and with nothing; behind every row it is a habit.
    ("thanet;;01843 577001\ndover;01304 821199\n", ["2 : has 3 cells, and the heading has 2"]),
    ("thanet;01843 577001;\ndover;01304 821199\n", ["2 : has 3 cells, and the heading has 2"]),
    ("thanet;01843 577001;\ndover;01304 821199;\n", []),
    ("thanet;01843 577001;x\ndover;01304 821199;\n", ["2 : has 3 cells, and the heading has 2"]),
  ])
  func `a row with a separator too many is told as that`(rows: String, said: [String]) {
    let errors = errors(read("Council;Number\n" + rows, simple))
    #expect(errors.count == said.count, "\(errors)")
    for (error, part) in zip(errors, said) { #expect(error.hasPrefix(part), "\(error)") }
  }

  @Test func `a team's name of the table's own gets its meaning in the map`() {
    var map = simple
    map.shared[.team] = .column("Team")
    let table = "Council,Number,Team\nthanet,01843 577001,Night people\n"
    let told = errors(read(table, map))
    #expect(
      told.contains { $0.contains("[words.team], \"Night people\" = ") && $0.contains("leave it out") }, "\(told)")
    map.words[.team] = ["Night people": "-"]
    #expect(!errors(read(table, map)).contains { $0.contains("is not a team") })
  }

  @Test func `columns that are absent leave what the directory holds`() throws {
    let held = try #require(base.contacts.first { $0.id == "folkestone-hythe/out-of-hours" })
    let reading = read(Self.wide, wideMap)
    let read = try #require(reading.rows.first { $0.id == held.id })
    #expect(read == held, "the same value changes nothing, its source included")
    #expect(reading.findings.contains { $0.text.contains("corroborates = true") })
    var map = wideMap
    map.corroborates = true
    let told = try #require(self.read(Self.wide, map).rows.first { $0.id == held.id })
    #expect(told.seenAlso.map(\.document).contains("county list of May 2026"))
    #expect(told.source == held.source && told.hours == held.hours)
  }

  // MARK: - A contact per row

  @Test func `a contact per row with names for ids goes in, its words given by the map`() throws {
    let text = """
      Borough/District;Service;Used for;Tel.
      KCC;;Kids at night;03000 41 91 92
      Medway;;Homeless (night);01634 304401
      Medway;;Homeless (night);01634 304402
      Southend-on-Sea City Council;;Homeless (night);01702 000000
      """
    var map = simple
    map.shared = [
      .council: .column("Borough/District"), .purpose: .column("Used for"), .value: .column("Tel."),
      .sourceDocument: .constant("list of May"),
    ]
    map.words = [.purpose: ["kids at night": "childrens-out-of-hours", "Homeless (night)": "ooh"]]
    let reading = read(text, map)
    #expect(reading.rows.contains { $0.council == "kent" && $0.value == "+443000419192" }, "\(reading.findings)")
    let medway = reading.rows.filter { $0.council == "medway" }
    #expect(medway.map(\.value) == ["+441634304401", "+441634304402"])
    #expect(Set(medway.map(\.id)).count == 2 && medway.allSatisfy { $0.id.hasPrefix("medway/out-of-hours") })
    #expect(
      reading.findings.contains { $0.text.contains("not held") && $0.text.contains("Southend") },
      "\(reading.findings)")
  }

  // MARK: - Prose hours

  @Test func `hours in prose are told with what they seem to mean, and taken when the map says so`() throws {
    let text = "Council,Number,When\nCanterbury,01227 781881,Monday to Friday 5pm to 9am\n"
    var map = simple
    map.shared[.hours] = .column("When")
    let told = read(text, map)
    #expect(told.rows.isEmpty)
    #expect(errors(told).contains { $0.contains("Mo-Fr 17:00-09:00") }, "\(errors(told))")
    map.words[.hours] = ["Monday to Friday 5pm to 9am": "Mo-Fr 17:00-09:00"]
    #expect(read(text, map).rows.first?.hours?.notation == "Mo-Fr 17:00-09:00")
  }

  // MARK: - Hours by an office's

  private var byOffice: TableMap {
    var map = TableMap()
    map.shared = [.council: .column("Council"), .sourceDocument: .constant("list of May")]
    map.contacts = [
      [.value: .column("Day"), .hours: .column("Open"), .purpose: .constant("housing")],
      [.value: .column("Night"), .hours: .column("When"), .purpose: .constant("out-of-hours")],
    ]
    return map
  }
  private static let byOffice = """
    Council;Day;Open;Night;When
    Thanet;01843 577001;Mo-Fr 09:00-17:00; PH off;01843 577002;Outside office hours
    Dover;01304 821199;Mo-Fr 08:30-16:30;01304 821198;Outside office hours
    """.replacing("; PH off", with: "").replacing("Mo-Fr 09:00-17:00;", with: "\"Mo-Fr 09:00-17:00; PH off\";")

  @Test func `hours outside an office's are told with what they would be, and nothing is taken`() throws {
    let reading = read(Self.byOffice, byOffice)
    let told = try #require(errors(reading).first { $0.contains("'Outside office hours'") })
    #expect(
      told.contains("for thanet that would be 'Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00'"),
      "\(told)")
    #expect(told.contains("[words.hours], \"Outside office hours\" = \"outside-office-hours\""), "\(told)")
    #expect(told.contains("rows 2, 3"), "told once: \(told)")
    #expect(!reading.rows.contains { $0.purpose == .outOfHours })
  }

  @Test func `what hours outside an office's would be is told of prose too, and goes in with nothing unsaid`() throws {
    let text = Self.byOffice.replacing("Mo-Fr 08:30-16:30", with: "Mon-Fri 8.30am-4.30pm").replacing(
      "\"Mo-Fr 09:00-17:00; PH off\"", with: "9am to 5pm Monday to Friday")
    let lines = read(text, byOffice).findings.flatMap(\.lines)
    #expect(
      lines.contains { $0.hasPrefix("\"Outside office hours\" = \"outside-office-hours\"  # rows 2, 3; for thanet") },
      "\(lines)")
    var map = byOffice
    map.words[.hours] = ["Outside office hours": OutsideOffice.word]
    let half = read(text, map)
    #expect(errors(half).count == 1 && !half.rows.contains { $0.purpose == .housing }, "\(half.findings)")
  }

  @Test func `hours outside an office's are each council's own where the map says so, and the plan shows them`() throws
  {
    var map = byOffice
    map.words[.hours] = ["outside office hours": OutsideOffice.word]
    let reading = read(Self.byOffice, map)
    #expect(errors(reading).isEmpty, "\(errors(reading))")
    let hours = Dictionary(
      reading.rows.filter { $0.purpose == .outOfHours }.map { ($0.council, $0.hours?.notation) },
      uniquingKeysWith: { $1 })
    #expect(
      hours == [
        "thanet": "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00",
        "dover": "Mo-Fr 00:00-08:30,16:30-24:00; Sa-Su 00:00-24:00; PH unknown",
      ])
    for council in ["Mo-Fr 09:00-17:00; PH off", "Mo-Fr 08:30-16:30"] {
      #expect(
        reading.findings.contains {
          $0.severity == .warning && $0.text.contains("outside '\(council)', the hours for")
            && $0.text.contains("in the list")
        }, "\(reading.findings)")
    }
  }

  @Test(arguments: [true, false])
  func `where the office's hours are not known, or are two, it is said which hours to write`(isTwice: Bool) throws {
    var text = "Council;Day;Open;Night;When\nThanet;01843 577001;;01843 577002;Outside office hours\n"
    if isTwice {
      text += "Thanet;01843 577003;Mo-Fr 09:00-17:00;;\nThanet;01843 577004;Mo-Fr 09:00-16:00;;\n"
    }
    let asked = read(text, byOffice)
    #expect(
      errors(asked).contains { $0.contains("not known of thanet; write the hours, as 'Mo-Fr 00:00") },
      "\(errors(asked))")
    var map = byOffice
    map.words[.hours] = ["Outside office hours": OutsideOffice.word]
    let taken = read(text, map)
    #expect(
      errors(taken).contains { $0.contains("the office hours of thanet are neither in the list nor held") },
      "\(errors(taken))")
    #expect(!taken.rows.contains { $0.purpose == .outOfHours })
  }

  @Test
  func
    `a council whose office hours are known is told before one whose are not, and the map's own word in a cell is no yes`()
    throws
  {
    let first = "Gravesham;01474 337001;;01474 337002;Outside office hours\n"
    let text = Self.byOffice.replacing("Thanet;", with: first + "Thanet;")
    let told = try #require(errors(read(text, byOffice)).first { $0.contains("'Outside office hours'") })
    #expect(told.contains("for thanet that would be") && told.contains("outside-office-hours"), "\(told)")
    let word = read(Self.byOffice.replacing("Outside office hours", with: OutsideOffice.word), byOffice)
    #expect(!errors(word).isEmpty && !word.rows.contains { $0.purpose == .outOfHours }, "\(word.findings)")
    var map = byOffice
    map.words[.hours] = [OutsideOffice.word: OutsideOffice.word]
    #expect(errors(read(Self.byOffice.replacing("Outside office hours", with: OutsideOffice.word), map)).isEmpty)
  }

  @Test func `evenings that have no end get no hours, and are said to have none`() throws {
    let reading = read(Self.byOffice.replacing("Outside office hours", with: "Evenings and weekends"), byOffice)
    let told = try #require(errors(reading).first { $0.contains("'Evenings and weekends'") })
    #expect(told.contains("does not say until when") && told.contains("\"Evenings and weekends\" = \"…\""), "\(told)")
  }

  // MARK: - Many words at once

  @Test func `councils that nobody knows are told in one message, with the lines for the map`() throws {
    let names = (1...30).map { "Atlantis \($0)" } + ["Cantebury", "Margate"]
    let rows = (names + ["Atlantis 3"]).map { "\($0);01227 781880\n" }.joined()
    let reading = read("Council;Number\n" + rows, simple)
    let told = reading.findings.filter { $0.severity == .error }
    #expect(told.count == 1 && told[0].text.hasPrefix("32 texts here are not names or aliases of councils"), "\(told)")
    let lines = try #require(told.first?.lines)
    #expect(lines.first == "[words.council]" && lines.count == 33)
    #expect(lines.contains("\"Atlantis 3\" = \"-\"  # rows 4, 34"), "\(lines)")
    #expect(
      lines.contains { $0.hasPrefix("\"Cantebury\" = \"-\"") && $0.contains("did you mean 'canterbury'?") }, "\(lines)")
    var map = simple
    for name in names { map.words[.council, default: [:]][name] = "-" }
    map.words[.council]?["Cantebury"] = "canterbury"
    #expect(errors(read("Council;Number\n" + rows, map)).isEmpty)
  }

  @Test func `hours in prose and purposes of its own words are told together too`() throws {
    var map = simple
    map.shared[.hours] = .column("When")
    map.shared[.purpose] = .column("For")
    let text = """
      Council;Number;For;When
      Thanet;01843 577001;ooh;Monday to Friday 5pm to 9am
      Dover;01304 821199;ooh;by appointment
      Canterbury;01227 781880;ooh;Monday to Friday 5pm to 9am
      Swale;01795 417850;Homeless;24/7
      Ashford;01233 331111;Nights (homeless);24/7
      """
    let told = read(text, map).findings.filter { $0.severity == .error }
    #expect(told.flatMap(\.lines).contains("\"Homeless\" = \"-\"  # row 5"), "\(told)")
    #expect(
      told.flatMap(\.lines).contains(
        "\"Monday to Friday 5pm to 9am\" = \"Mo-Fr 17:00-09:00\"  # rows 2, 4; as it seems to mean"),
      "\(told)")
    #expect(told.flatMap(\.lines).contains { $0.hasPrefix("\"by appointment\" = \"-\"") }, "\(told)")
  }

  // MARK: - Faults, a table of them

  @Test(arguments: [
    ("Council,Number\nAtlantis,01227 781880", "not a council's name"),
    ("Council,Number\n,01227 781880", "no row stands above it"),
    ("Council,Number\nDover,01304 872265\n,01227 781880", "fill = [\"Council\"]"),
    ("Council,Number\nCanterbury,1227781880", "lost the 0"),
    ("Council,Number\nCanterbury,1.22778E+09", "last digits are gone"),
    ("Council,Numbr\nCanterbury,01227 781880", "did you mean"),
    ("Council,Number,Council\nCanterbury,01227 781880,Dover", "twice"),
    ("Council,Number\nCanterbury,\"01227 781880", "never closed"),
    ("Council,Number\n", "no row under"), ("Council,Number\nCanterbury,ring us on 5", "not a telephone number"),
  ])
  func `what a table has wrong is told with what would be right`(text: String, said: String) {
    let reading = read(text, simple)
    #expect(errors(reading).contains { $0.contains(said) }, "\(reading.findings)")
    #expect(reading.rows.isEmpty)
  }

  @Test(arguments: ["-", "n/a", "TBC", "none"])
  func `a cell that says nothing is passed over and told`(cell: String) {
    let reading = read("Council,Number\nCanterbury,\(cell)\nThanet,01843 577001", simple)
    #expect(errors(reading).isEmpty && reading.rows.map(\.council) == ["thanet"], "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("passed over") && $0.row == 2 })
  }

  @Test func `empty cells repeat the one above where the map says so`() {
    var map = simple
    map.fill = ["Council"]
    map.shared[.purpose] = .column("For")
    let reading = read("Council,For,Number\nThanet,housing,01843 577002\n,ooh,01843 577003\n", map)
    #expect(reading.rows.map(\.purpose) == [.housing, .outOfHours], "\(reading.findings)")
  }

  @Test func `a number that is held as quarantined is not offered by a list that has it again`() throws {
    let held = try #require(base.contacts.first { $0.status == .quarantined && $0.kind == .email })
    var map = simple
    map.shared[.purpose] = .constant(held.purpose.rawValue)
    let reading = read("Council,Number\n\(held.council),\(held.value ?? "")\n", map)
    #expect(reading.rows.isEmpty)
    #expect(reading.findings.contains { $0.text.contains("quarantined; it stays so") }, "\(reading.findings)")
  }

  @Test(arguments: [
    ("Dover DC", "dover"), ("Swale BC", "swale"), ("Canterbury CC", "canterbury"), ("Folkestone & Hythe D.C.", nil),
    ("KCC", "kent"), ("Dover XX", nil), ("RB Kingston", "kingston"),
  ])
  func `councils are known by the short forms of lists too`(name: String, council: String?) {
    let reading = read("Council;Number\n\(name);01304 000001", simple)
    #expect(reading.named == Set([council].compactMap(\.self)), "\(reading.findings)")
  }

  // A county's spreadsheet as it comes: titles, decimal commas, a total, notes below, names and remarks in the cells.
  private static let county = """
    \u{feff}"County emergency contacts 2026/27";;;;;
    "Prepared by the resilience team";;;;"Version";"3,2"
    ;;;;;
    "Authority";"Population (000s)";"Out of hours";"Homeless line";"E-mail";"Comments"
    "Canterbury CC";"157,4";"01227 781879 (24 hrs)";"Kim Sample – 01227 862142 (office hours)";"housing@canterbury.gov.uk";"Old number 01227 763763 do not use"
    "Dover DC";"117,0";"01304 821199 – not staffed at night, use 01304 872428";"";"";""
    "Folkestone & Hythe";"110,2";"01303 221888 (temporarily out of use)";"01303 853300 then 2";"";""
    "Atlantis";"1,0";"01303 221880";"01303 221881";"a@atlantis.gov.uk";""
    "Total";"1 075,5";"";"";"";""
    "Notes: numbers checked by phone in March 2026.";;;;;
    """

  @Test func `a county's spreadsheet tells row by row what cannot be used, each thing once`() throws {
    var map = TableMap()
    map.shared = [.council: .column("Authority"), .sourceDocument: .constant("county list 2026/27")]
    map.contacts = [("Out of hours", "out-of-hours"), ("Homeless line", "housing"), ("E-mail", "duty-to-refer")].map {
      [.value: .column($0.0), .purpose: .constant($0.1)]
    }
    map.contacts[2][.team] = .constant("homelessness and housing advice")
    let wrong = read(Self.county, map)
    #expect(errors(wrong).count == 1 && errors(wrong)[0].contains("'Atlantis'"), "\(errors(wrong))")
    #expect(
      wrong.findings.contains { $0.row == 7 && $0.text.contains("'temporarily out of use'") },
      "told beside an error too")
    map.words = [.council: ["Atlantis": "-"]]
    let reading = read(Self.county, map)
    #expect(errors(reading).isEmpty, "\(errors(reading))")
    let values = Set(reading.rows.compactMap(\.value))
    #expect(values.isDisjoint(with: ["+441304821199", "+441303221888", "+441227763763"]), "\(values)")
    #expect(values.isSuperset(of: ["+441304872428", "+441227862142", "+441303853300"]), "\(values)")
    #expect(reading.findings.contains { $0.field == "Comments" && $0.row == 5 }, "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("one cell that says") }, "\(reading.findings)")
  }

  @Test func `a list of cards is told as that`() {
    let reading = read("BEGIN:VCARD\nVERSION:3.0\nFN:Luton\nTEL;TYPE=WORK:01582 510370\nEND:VCARD\n", simple)
    #expect(reading.unknown == ["list.csv"] && reading.findings.contains { $0.text.contains("export it as CSV") })
  }

  @Test func `what others' HSDS says of a number is heeded`() {
    let text = #"""
      {"id": "a", "name": "Night line", "description": "d", "status": "active", "organization": {"id": "o", "name": "Thanet"}, "phones": [
        {"id": "p", "number": "01843 577009", "description": "No longer in use"}, {"id": "q", "number": "01843 577008"}]}
      """#
    var map = TableMap()
    map.shared = [
      .council: .column("organization"), .value: .column("value"), .purpose: .constant("out-of-hours"),
      .sourceDocument: .constant("feed"),
    ]
    let reading = read("[\(text)]", map)
    #expect(reading.rows.map(\.value) == ["+441843577008"], "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("'No longer in use'") && $0.text.contains("left out") })
  }

  // MARK: - What a cell says of its own number

  @Test
  func `a number that its cell warns off is left out, and the row says what to do, with the contact that is held`()
    throws
  {
    let held = try #require(base.contacts.first { $0.id == "canterbury/out-of-hours" })
    for remark in ["(do not use)", "- no longer in use", "(old)"] {
      let reading = read("Council,Number\nCanterbury,\(held.display) \(remark)\nThanet,01843 577004 \(remark)", simple)
      #expect(reading.rows.isEmpty && errors(reading).isEmpty, "\(reading.findings)")
      let first = try #require(reading.findings.first { $0.row == 2 }?.text)
      #expect(
        first.contains("left out") && first.contains("directory set canterbury/out-of-hours status=quarantined"),
        "\(first)")
      #expect(first.contains("[words.value]") && first.contains("= \"\(held.display)\""), "\(first)")
      #expect(reading.findings.contains { $0.row == 3 && $0.text.contains("left out") }, "\(reading.findings)")
    }
  }

  @Test func `a map may say that such a number is good, and it goes in`() {
    var map = simple
    map.words = [.value: ["01843 577004 (old)": "01843 577004"]]
    #expect(read("Council,Number\nThanet,01843 577004 (old)", map).rows.map(\.value) == ["+441843577004"])
  }

  @Test func `a number of the day is not taken for the nights, and goes in for the day with what the list says`() {
    let text = "Council,Number\nThanet,01843 577004 (office hours only)\nSwale,01795 417850 (24 hours)"
    let night = read(text, simple)
    #expect(night.rows.map(\.council) == ["swale"] && errors(night).isEmpty, "\(night.findings)")
    #expect(
      night.findings.contains { $0.row == 2 && $0.text.contains("stands here for the nights") }, "\(night.findings)")
    #expect(night.rows[0].warnings.contains(Notice(code: "list-says", text: "The list says beside it: '24 hours'.")))
    var map = simple
    map.shared[.purpose] = .constant("housing")
    #expect(Set(read(text, map).rows.map(\.council)) == ["swale", "thanet"])
  }

  @Test(arguments: [
    "(weekend)", "(bank hols)", "(Sat & Sun only)", "(after midnight)", "(weekdays 5pm-10pm)", "(Mon-Thu)",
  ])
  func `a number of some nights takes no line's place of every night, and is told how to come in`(remark: String) throws
  {
    let reading = read("Council,Number\nMaidstone,01622 602001 \(remark)", simple)
    #expect(
      !reading.rows.contains { $0.id == "maidstone/out-of-hours" && $0.value == "+441622602001" }, "\(reading.rows)")
    let told = try #require(reading.findings.first { $0.row == 2 }?.text)
    if reading.rows.isEmpty {
      #expect(told.contains("not said of every night") && told.contains("column for hours"), "\(told)")
    }
  }

  @Test(arguments: [
    "(never closed)", "(not free from mobiles)", "(no longer needs PIN)", "(not just housing)", "(not voicemail)",
    "(not mobiles)", "(not before 5pm)",
  ])
  func `a 'not' beside a good line takes it out of no list`(remark: String) throws {
    let reading = read("Council,Number\nMaidstone,01622 602001 \(remark)", simple)
    #expect(reading.rows.map(\.value) == ["+441622602001"], "\(reading.findings)")
    let held = try #require(base.contacts.first { $0.id == "ashford/out-of-hours" })
    let other = read("Council,Number\nAshford,\(held.display) (not here on the moon)", simple)
    #expect(!other.findings.contains { $0.text.contains("status=quarantined") }, "\(other.findings)")
  }

  @Test func `a column of kinds is read as people write it, and a line without a voice is passed over`() {
    var map = simple
    map.shared[.kind] = .column("Type")
    let words = ["Mobile", "Landline", "Fax", "Text", "SMS", "Minicom", "Pager", "Answerphone"]
    let rows = words.enumerated().map { "Thanet,01843 57700\($0),\($1)\n" }.joined()
    let reading = read("Council,Number,Type\n\(rows)", map)
    #expect(errors(reading).isEmpty, "\(reading.findings)")
    #expect(
      reading.findings.count { $0.text.contains("where no voice answers; passed over") } == 6, "\(reading.findings)")
    // Where the map does not read the column, its words are told.
    #expect(
      read("Council,Number,Type\nThanet,01843 577004,Fax\n", simple).findings.contains { $0.text.contains("'Fax'") })
  }

  @Test func `next month's list is no second source beside this month's`() throws {
    let held = try #require(base.contacts.first { $0.id == "maidstone/out-of-hours" })
    var map = simple
    map.corroborates = true
    for (document, count) in [("\(held.source.document)", 0), ("county list of May 2026", 1)] {
      map.shared[.sourceDocument] = .constant(document)
      let row = try #require(read("Council,Number\nMaidstone,\(held.display)", map).rows.first)
      #expect(row.seenAlso.count == held.seenAlso.count + count)
    }
    let contacts = base.contacts.map {
      $0.id == held.id ? $0.with([.source: .source(Source(document: "County list, 3 May 2026", place: "p"))]) : $0
    }
    let listed = DirectoryContent(councils: base.councils, contacts: contacts, elsewhere: base.elsewhere)
    map.shared[.sourceDocument] = .constant("county list June 2026")
    let text = "Council,Number\nMaidstone,\(held.display)"
    let reading = DirectoryFiles.read([DataFile(name: "list.csv", bytes: Array(text.utf8))], base: listed, map: map)
    #expect(reading.rows.first?.seenAlso.count == held.seenAlso.count, "\(reading.findings)")
  }

  @Test func `a heading of two lines is the place of a number in one`() {
    var map = simple
    map.shared[.value] = .column("Out of hours\nnumber")
    let reading = read("Council,\"Out of hours\nnumber\"\nMaidstone,01622 602001", map)
    #expect(reading.rows.first?.source.place == "Out of hours number", "\(reading.findings)")
  }

  @Test func `of a rota in a cell the line for the map keeps every number`() throws {
    let cell = "01634 304401 (Mon-Thu) / 01634 333601 (Fri)"
    let told = read("Council,Number\nMedway,\(cell)", simple).findings.filter { $0.text.contains("[words.value]") }
    #expect(told.count == 2 && told.allSatisfy { $0.text.hasSuffix("= \"01634 304401; 01634 333601\"") }, "\(told)")
    var map = simple
    map.words = [.value: [cell: "01634 304401; 01634 333601"]]
    #expect(read("Council,Number\nMedway,\(cell)", map).rows.count == 2)
  }

  @Test func `a number in two rows with other hours loses none of them without a word`() {
    var map = simple
    map.shared[.hours] = .column("Hours")
    let rows = "Council,Number,Hours\nMedway,01634 333611,Mo-Th 09:00-17:00\nMedway,01634 333611,"
    let found = errors(read(rows + "Fr 09:00-16:30", map))
    #expect(found.count == 1 && found[0].contains("stands in row 2 for the same, with other hours"), "\(found)")
    #expect(errors(read(rows + "Mo-Th 09:00-17:00", map)).isEmpty)
  }

  @Test(arguments: [
    ("Evening telephone (after 5pm)", "housing", true), ("Weekend telephone", "housing", true),
    ("Out of hours phone", "housing", true), ("Evening telephone (after 5pm)", "out-of-hours", false),
    ("Phone (24 hours)", "housing", false), ("Daytime telephone", "out-of-hours", true),
    ("Telephone", "housing", false),
  ])
  func `a heading that says another time of day than the map is told`(heading: String, purpose: String, isTold: Bool) {
    var map = simple
    map.shared[.value] = .column(heading)
    map.shared[.purpose] = .constant(purpose)
    let reading = read("Council,\(heading)\nMedway,01634 333611", map)
    #expect(reading.findings.contains { $0.text.contains("the heading speaks of") } == isTold, "\(reading.findings)")
  }

  @Test(arguments: ["kingston", "colchester", "luton", "thanet"])
  func `a new number of a council without such a line goes to the team that is nearest to it`(council: String) throws {
    let reading = read("Council,Number\n\(council),020 8547 5801", simple)
    #expect(errors(reading).isEmpty, "\(reading.findings)")
    #expect(reading.rows.contains { $0.council == council && $0.value == "+442085475801" }, "\(reading.findings)")
  }

  @Test(arguments: [
    ("Thanet - Margate", "thanet"), ("Swale (Sittingbourne)", "swale"), ("ashford b.c.", "ashford"),
    ("Folkestone & Hythe (formerly Shepway)", "folkestone-hythe"), ("Kingston-upon-Thames (RBK)", "kingston"),
    ("Dover Harbour Board", nil), ("Swale (see Medway)", nil), ("Kent and Medway Partnership", nil),
  ])
  func `a council with a remark is proposed, and a body that is called after it is not`(name: String, council: String?)
  {
    guard case .none(let nearest) = CouncilNames(of: base).meaning(of: name) else {
      Issue.record("\(name) is known")
      return
    }
    #expect(nearest.first == council)
  }

  @Test(arguments: [("Margate", "thanet"), ("Cantebury", "canterbury")])
  func `a town in the place of its council is no council, and is told with the one that may be meant`(
    town: String, council: String
  ) {
    let found = errors(read("Council,Number\n\(town),01843 577001", simple))
    #expect(found.count == 1 && found[0].contains("did you mean '\(council)'?"), "\(found)")
  }

  @Test(arguments: ["(repairs only)", "(council tenants only)"])
  func `a number of another service is none for homelessness, and goes in for what it is`(remark: String) {
    let text = "Council,Number\nThanet,01843 577004 \(remark)"
    let night = read(text, simple)
    #expect(night.rows.isEmpty && night.findings.contains { $0.text.contains("left out") }, "\(night.findings)")
    var map = simple
    map.shared[.purpose] = .constant("landlord")
    map.shared[.team] = .constant("Main switchboard")
    #expect(read(text, map).rows.count == 1, "\(read(text, map).findings)")
  }

  @Test(arguments: [
    ("(Careline)", "thanet", true, "goes with it"), ("(CCTV control room)", "thanet", true, "goes with it"),
    ("(Lifeline control room)", "dover", true, "goes with it"),
    ("(until 31 March 2027)", "canterbury", false, "validUntil"),
    ("(until 31/3/27)", "canterbury", false, "validUntil"), ("(till end of March)", "canterbury", false, "validUntil"),
    ("(from April)", "canterbury", false, "validUntil"), ("(not tested)", "canterbury", false, "ring it to check"),
    ("(TBC)", "canterbury", false, "ring it to check"), ("(unconfirmed)", "canterbury", false, "ring it to check"),
    ("(old)", "canterbury", false, "status=quarantined"),
  ])
  func `no good line is advised out of use for a date, a doubt or whose room it rings in`(
    remark: String, council: String, isTaken: Bool, said: String
  ) throws {
    let held = try #require(base.contacts.first { $0.id == "\(council)/out-of-hours" })
    let reading = read("Council,Number\n\(council),\(held.display) \(remark)", simple)
    #expect(reading.rows.isEmpty != isTaken && errors(reading).isEmpty, "\(reading.findings)")
    let told = reading.findings.map(\.text).joined(separator: " ")
    #expect(told.contains(said), "\(told)")
    #expect(told.contains("status=quarantined") == (said == "status=quarantined"), "\(told)")
  }

  @Test func `of a number that is held for something else no command takes that out of use`() throws {
    let main = try #require(base.contacts.first { $0.id == "ashford/switchboard" })
    var map = simple
    map.shared[.purpose] = .constant("housing-options")
    let told = try #require(read("Council,Number\nAshford,\(main.display) (do not use)", map).findings.first?.text)
    #expect(!told.contains("status=quarantined") && told.contains("ask who answers it there"), "\(told)")
  }

  @Test(arguments: [
    "police & social workers only", "staff use", "officers' number", "professionals only", "staff only",
    "for police only",
  ])
  func `who alone may have a number keeps it out of what is published`(remark: String) throws {
    let row = try #require(read("Council,Number\nThanet,01843 577004 (\(remark))", simple).rows.first)
    #expect(row.warnings.contains { $0.code == "not-for-publication" }, "\(row.warnings)")
  }

  @Test(arguments: [
    ("KET", ""), ("CAN", ""), ("BRE", ""), ("CHE", ""), ("BAS", ""), ("KIN", ""), ("WYE", ""), ("ASH", ""),
    ("Canter", ""),
    ("Cantebury", "canterbury"), ("Margate", "thanet"),
  ])
  func `the first letters of a name and the official codes propose no council`(text: String, nearest: String) {
    let meaning = CouncilNames(of: base).meaning(of: text)
    #expect(meaning == .none(nearest: nearest.isEmpty ? [] : [nearest]), "\(meaning)")
  }

  @Test(arguments: [
    ("Ashford, Canterbury, Dover, Folkestone & Hythe and Thanet", 5), ("Folkestone and Hythe", 0), ("Dover/Thanet", 2),
    ("Canterbury and Dover District Councils", 2), ("Kent and Medway Partnership", 0),
    ("Tunbridge Wells & Sevenoaks", 2),
  ])
  func `several councils in a cell are known, whatever stands between them`(text: String, count: Int) {
    #expect((CouncilNames(of: base).several(in: text) ?? []).count == count)
    guard count > 0 else { return }
    let found = errors(read("Council;Number\n\(text);03000 222 333", simple))
    #expect(found.count == 1 && found[0].contains("give each council a row of its own"), "\(found)")
  }

  @Test(arguments: [
    ("01303 221888?", "'?'"), ("*01732 844522", "'*'"), ("01732 227001 Sat/Sun", "'Sat Sun'"),
    ("01732 227001 (Sat & Sun)", "'Sat & Sun'"),
  ])
  func `a mark or a pair of days beside a number goes with it`(cell: String, said: String) throws {
    var map = simple
    map.shared[.purpose] = .constant("housing")
    let row = try #require(read("Council,Number\nThanet,\(cell)", map).rows.first)
    #expect(row.warnings.contains { $0.code == "list-says" && $0.text.contains(said) }, "\(row.warnings)")
  }

  @Test func `days of a second number are not given to the first`() {
    let reading = read("Council,Number\nThanet,01732 227000 - Sat/Sun 01732 227001", simple)
    #expect(reading.rows.isEmpty && errors(reading).count == 1, "\(reading.findings)")
  }

  @Test func `rows that a map passes over are counted`() {
    var map = simple
    map.words = [.council: ["Total": "-"]]
    let reading = read("Council,Number\nThanet,01843 577004\nTotal,01843 577005\nTotal,01843 577006", map)
    #expect(reading.findings.contains { $0.text.contains("2 rows that the map says to pass over: 'Total'") })
  }

  // MARK: - Numbers of days to come

  @Test(arguments: [
    ("2027-04-01", "", true), ("2026-12-25", "2026-12-29", true), ("2026-04-01", "", false), ("", "", false),
  ])
  func `a number that is for later, or for some days, comes beside the one in use`(
    from: String, until: String, isBeside: Bool
  ) throws {
    let held = base.contacts.filter { $0.council == "maidstone" && $0.purpose == .outOfHours && $0.isVoice }
    #expect(held.count == 1)
    var map = simple
    map.shared[.validFrom] = .column("From")
    map.shared[.validUntil] = .column("Until")
    let reading = read("Council,Number,From,Until\nMaidstone,01622 602999,\(from),\(until)", map)
    let row = try #require(reading.rows.first, "\(reading.findings)")
    #expect((row.id != held[0].id) == isBeside, "\(row.id)")
    let told = reading.findings.map(\.text).joined(separator: " ")
    #expect(told.contains("comes beside \(held[0].id)") == isBeside, "\(told)")
    #expect(told.contains("validUntil=2027-04-01") == (from == "2027-04-01"), "\(told)")
    #expect(told.contains("2026 Dec 25-2026 Dec 28 off") == !until.isEmpty, "\(told)")
  }

  @Test func `a number that stays the same is not put off by a list of April`() throws {
    let held = try #require(base.contacts.first { $0.id == "maidstone/out-of-hours" })
    var map = simple
    map.shared[.validFrom] = .constant("2027-04-01")
    let reading = read("Council,Number\nMaidstone,\(held.display)", map)
    #expect(reading.rows.first?.validFrom == held.validFrom, "\(reading.findings)")
    #expect(reading.findings.contains { $0.field == "validFrom" && $0.text.contains("in use already") })
  }

  @Test func `the last day that people write is told apart from the first day without it`() {
    var map = simple
    map.shared[.validUntil] = .column("Until")
    let found = errors(read("Council,Number,Until\nMaidstone,01622 602999,31/03/2027", map))
    #expect(found.count == 1 && found[0].contains("That is the last day on which it is good"), "\(found)")
    // The line for the map, followed word by word, leaves the last night to somebody.
    #expect(found.first?.contains(#""31/03/2027" = "2027-04-01""#) == true, "\(found)")
    map.words[.validUntil] = ["31/03/2027": "2027-04-01"]
    #expect(errors(read("Council,Number,Until\nMaidstone,01622 602999,31/03/2027", map)).isEmpty)
    map.shared[.validUntil] = nil
    map.shared[.validFrom] = .column("From")
    let begins = errors(read("Council,Number,From\nMaidstone,01622 602999,01/04/2027", map))
    #expect(begins.first?.contains(#""01/04/2027" = "2027-04-01""#) == true, "\(begins)")
  }

  // MARK: - What nothing reads

  @Test(arguments: [
    ("Council,Number,,Day\nThanet,01843 577004,5pm-9am,x", "column 3 has no heading and is left out ('5pm-9am'"),
    ("Council,Number,Hours,Number 2,Hours\nThanet,01843 577004,x,y,z", "stands twice in the heading, and the second"),
    ("Council,Number,Notes\nThanet,01843 577004,Weekends only", "'Weekends only'"),
    ("Council,Number,Notes\nThanet,01843 577004,Daytime number 9-5", "'Daytime number 9-5'"),
    ("Council,Number,Notes\nThanet,01843 577004,families with children must ring KCC instead", "must ring KCC"),
    ("Council,Number,What\nThanet,01843 577004,Customer services", "'Customer services'"),
  ])
  func `columns that nothing reads are told where they say something`(text: String, said: String) {
    let told = read(text, simple).findings.map(\.text)
    #expect(told.contains { $0.contains(said) }, "\(told)")
  }

  @Test(arguments: [
    "RG21 4AH", "00AH", "reception@thanet.gov.uk", "https://www.thanet.gov.uk/council-offices/only", "Margate",
  ])
  func `what is no note is told by no note`(cell: String) {
    let told = read("Council;Number;What\nThanet;01843 577004;\(cell)", simple).findings.filter { $0.field == "What" }
    #expect(told.isEmpty, "\(told)")
  }

  @Test func `a heading of two rows is told as that, and not as a cell to fill`() {
    let text = "District,Number,,Night,\n,Telephone,Hours,Telephone,Hours\nThanet,01843 577004,x,01843 577005,y"
    var map = simple
    map.shared[.council] = .column("District")
    let found = errors(read(text, map))
    #expect(found.count == 1 && found[0].contains("make it one") && !found[0].contains("fill"), "\(found)")
  }

  @Test func `the guide to others' files names every purpose and every field`() throws {
    let guide = String(
      decoding: try Shipped.bytes(of: "Sources/DirectoryExchange/DirectoryExchange.docc/FilesOfOthers.md"),
      as: UTF8.self)
    for word in Purpose.allCases.map(\.rawValue) + TableMap.Field.allCases.map(\.rawValue) {
      #expect(guide.contains("`\(word)`"), "\(word)")
    }
  }

  @Test func `of hours that may be read wrongly no good line is advised out of use`() throws {
    let held = try #require(base.contacts.first { $0.id == "canterbury/out-of-hours" })
    let reading = read("Council,Number\nCanterbury,\(held.display) (lunchtime)", simple)
    let told = try #require(reading.findings.first { $0.row == 2 }?.text)
    #expect(told.contains("ask whether it is answered then") && !told.contains("quarantined"), "\(told)")
  }

  @Test(arguments: [
    ("T: 01843 577001 E: housing@thanet.gov.uk", "a number and a mailbox"),
    ("www.thanet.gov.uk or 01843 577001", "a number and a link"),
    ("housing@thanet.gov.uk, https://www.thanet.gov.uk", "a mailbox and a link"),
  ])
  func `a cell of several sorts is told as that, and nothing of it goes in`(cell: String, said: String) {
    let reading = read("Council;Number\nThanet;\(cell)", simple)
    #expect(reading.rows.isEmpty && errors(reading).count == 1, "\(reading.findings)")
    #expect(errors(reading).first?.contains("has \(said) in one cell") == true, "\(errors(reading))")
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "(", count: 50_000) + "01843 577001" + String(repeating: ")", count: 50_000),
      String(repeating: "01843 577001 ", count: 9_000), String(repeating: "5pm to ", count: 20_000) + "01843 577001",
    ])
  func `a cell without end is told and not looked through`(cell: String) {
    let reading = read("Council,Number\nThanet,\(cell)", simple)
    #expect(reading.rows.isEmpty && errors(reading).contains { $0.contains("characters; at most") })
  }

  @Test(.timeLimit(.minutes(1))) func `a table of more rows than any list has is told before it is looked through`() {
    let row = "Thanet,01843 577001\n"
    let text = "Council,Number\n" + String(repeating: row, count: 200_001)
    let found = errors(read(text, simple))
    #expect(found.count == 1 && found[0].contains("more than 200,000 rows"), "\(found.prefix(3))")
  }

  @Test(arguments: [("quarantined", "dead", true), ("conflicting", "", true), ("stated", "is dead", false)])
  func `what a list says of the state of a held value is taken where it warns, else told`(
    status: String, reason: String, isTaken: Bool
  ) throws {
    let held = try #require(base.contacts.first { $0.id == "swale/out-of-hours" })
    var map = simple
    map.shared[.status] = .column("State")
    map.shared[try #require(TableMap.Field(rawValue: "reason"))] = .column("Why")
    let reading = read("Council,Number,State,Why\nSwale,\(held.display),\(status),\(reason)", map)
    let row = try #require(reading.rows.first)
    #expect(row.status.rawValue == (isTaken ? status : held.status.rawValue), "\(reading.findings)")
    #expect(row.reason == (isTaken && !reason.isEmpty ? reason : held.reason))
    let told = reading.findings.contains { $0.field == "status" && $0.text.contains("not taken over") }
    #expect(told == (!isTaken && status != held.status.rawValue), "\(reading.findings)")
  }

  @Test(arguments: [
    ("housing@thanet.gov.uk (no longer monitored)", "duty-to-refer"), ("closed - refer@thanet.gov.uk", "duty-to-refer"),
    ("https://www.thanet.gov.uk/old (do not use)", "website"), ("Cecil Street, Margate CT9 1XZ (closed)", "walk-in"),
    ("Cecil Street, Margate (temporarily closed)", "walk-in"),
    ("Cecil Street, Margate - no longer open to callers", "walk-in"),
  ])
  func `mailboxes, pages and offices that their cell warns off are left out too`(cell: String, purpose: String) {
    var map = simple
    map.shared[.purpose] = .constant(purpose)
    if purpose == "walk-in" { map.shared[.kind] = .constant("address") }
    let reading = read("Council;Number\nThanet;\(cell)", map)
    #expect(reading.rows.isEmpty && reading.findings.contains { $0.text.contains("left out") }, "\(reading.findings)")
  }

  @Test func `a new contact needs the list's name`() {
    var map = simple
    map.shared[.sourceDocument] = nil
    let reading = read("Council,Number\nCanterbury,01227 781880", map)
    #expect(errors(reading).contains { $0.contains("sourceDocument") }, "\(reading.findings)")
  }

  @Test func `a value of a contact with several of its purpose takes nobody's place, and that is told`() throws {
    let groups = Dictionary(grouping: base.contacts.filter { $0.isVoice && $0.purpose == .outOfHours }, by: \.council)
    let council = try #require(groups.first { $0.value.count > 1 }?.key)
    let reading = read("Council,Number\n\(council),01227 000123", simple)
    let row = try #require(reading.rows.first)
    #expect(!base.contacts.contains { $0.id == row.id })
    #expect(reading.findings.contains { $0.text.contains("comes beside") }, "\(reading.findings)")
  }

  // MARK: - Character sets

  private static let accented = "Council,Number,Page\nCanterbury,01227 781880,Night line – café\n"

  @Test(arguments: ["UTF-8", "UTF-8 with a mark", "UTF-16 LE", "UTF-16 BE", "UTF-16 without a mark", "Windows-1252"])
  func `a table is read in any character set that spreadsheets save`(set: String) throws {
    let text = Self.accented
    let bytes: [UInt8] =
      switch set {
      case "UTF-8": Array(text.utf8)
      case "UTF-8 with a mark": [0xef, 0xbb, 0xbf] + Array(text.utf8)
      case "UTF-16 LE": [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      case "UTF-16 BE": [0xfe, 0xff] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
      case "UTF-16 without a mark": text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      default: text.unicodeScalars.map { $0 == "–" ? 0x96 : UInt8($0.value) }
      }
    var map = simple
    map.shared[.sourcePlace] = .column("Page")
    let reading = read(bytes, map)
    #expect(reading.rows.first?.source.place == "Night line – café", "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("Windows-1252") } == (set == "Windows-1252"))
  }

  @Test func `our own table in UTF-16 is read too`() {
    let text = ContactTable.text(of: base.contacts)
    let bytes = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let reading = DirectoryFiles.read([DataFile(name: "wide.csv", bytes: bytes)], base: base)
    #expect(reading.findings.isEmpty && reading.rows.count == base.contacts.count)
  }

  @Test(arguments: [
    ([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], ".xls"), (Array("PK\u{3}\u{4}".utf8), "zip archive"),
    (Array("%PDF-1.7".utf8), "PDF"), ([0xff, 0xfe, 0x41], "within a character"),
    ([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0], "UTF-32"), ([0xff, 0xfe, 0x00, 0xd8], "half a character"),
  ])
  func `a file that is no text is told by what it is`(bytes: [UInt8], said: String) {
    let reading = read(bytes, simple)
    #expect(
      reading.unknown == ["list.csv"] && reading.findings.contains { $0.text.contains(said) }, "\(reading.findings)")
  }

  // MARK: - Damage

  @Test func `a damaged table of others is read or told, and what is read has the form of a contact`() throws {
    let whole = Array(Self.wide.utf8)
    let utf16: [UInt8] = [0xff, 0xfe] + Self.wide.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let count = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] == nil ? 200 : 5_000
    var told = 0
    for seed in 0..<UInt64(count) {
      var random = SplitMix64(seed: seed)
      var bytes = seed.isMultiple(of: 3) ? utf16 : whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
        default: bytes.insert(contentsOf: Array("\";,\u{202e}\n".utf8), at: place)
        }
        if bytes.isEmpty { bytes = [0x2c] }
      }
      let reading = read(bytes, wideMap)
      if reading.hasErrors { told += 1 }
      for row in reading.rows {
        #expect(PlainText.fault(in: row.display, most: 500) == nil, "seed \(seed): \(row)")
        if row.kind == .phone { #expect(PhoneText.fault(inStored: row.value ?? "") == nil, "seed \(seed)") }
      }
    }
    #expect(told > 0 && told < count)
  }
}
