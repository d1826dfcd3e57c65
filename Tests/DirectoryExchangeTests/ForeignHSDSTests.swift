import Directory
import Foundation
import JSON
import TestSupport
import Testing
import WorkingTime

@testable import DirectoryExchange

/// HSDS as other people write it: services first, pages, other times and days, and services that are no more. Made up.
struct ForeignHSDSTests {
  private let base: DirectoryContent

  init() throws {
    base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
  }

  private var map: TableMap {
    var map = TableMap()
    map.shared = [
      .council: .column("organization"), .purpose: .column("service"), .value: .column("value"),
      .hours: .column("hours"), .sourceDocument: .constant("open data of May"),
      .team: .constant("Homelessness out of hours"),
    ]
    map.words = [.purpose: ["Night line": "out-of-hours"]]
    return map
  }

  private func read(_ texts: String..., map: TableMap? = nil) throws -> FilesReading {
    DirectoryFiles.read(
      texts.enumerated().map { DataFile(name: "feed-\($0).json", bytes: Array($1.utf8)) }, base: base,
      today: Day(year: 2026, month: 11, day: 25), map: map)
  }

  private func service(_ more: String = "", schedule: String = "", number: String = "01227 781880") -> String {
    """
    {"id": "s", "name": "Night line", "status": "active", "organization": {"id": "o", "name": "Canterbury City Council"},
     "phones": [{"id": "p", "number": "\(number)", "type": "voice"}], "schedules": [\(schedule)]\(more)}
    """
  }

  @Test func `a feed of services is read by a map, and says what it lacks without one`() throws {
    let hours =
      #"{"id": "h", "freq": "WEEKLY", "byday": "FR,MO,TU,TH,WE", "opens_at": "17:00:00", "closes_at": "09:00:00"}"#
    let list = "{\"contents\": [\(service(schedule: hours))]}"
    let told = try read(list)
    let errors = told.findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains("--map"), "\(told.findings)")
    let row = try #require(try read(list, map: map).rows.first)
    #expect(row.id == "canterbury/out-of-hours" && row.value == "+441227781880")
    #expect(row.hours?.notation == "Mo,Tu,We,Th,Fr 17:00-09:00")
  }

  @Test(arguments: ["service", "list", "organization", "at a location"])
  func `each shape of a document is read`(shape: String) throws {
    let text =
      switch shape {
      case "service": service()
      case "list": "[\(service())]"
      case "organization":
        "{\"id\": \"o\", \"name\": \"Canterbury City Council\", \"description\": \"x\", \"services\": [\(service())]}"
      default: "{\"contents\": [{\"id\": \"l\", \"service\": \(service())}]}"
      }
    #expect(try read(text, map: map).rows.map(\.value) == ["+441227781880"], "\(shape)")
  }

  @Test(arguments: [
    (#"{"byday": "MO", "opens_at": "09:00:00", "closes_at": "17:00:00"}"#, "Mo 09:00-17:00"),
    (#"{"byday": "MO", "opens_at": "09:00+01:00", "closes_at": "17:00Z"}"#, "Mo 09:00-17:00"),
    (#"{"byday": "WE,MO", "opens_at": "09:00", "closes_at": "17:00"}"#, "Mo,We 09:00-17:00"),
    (
      #"{"byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}, {"byday": "MO", "opens_at": "13:00", "closes_at": "17:00"}"#,
      "Mo 09:00-12:00,13:00-17:00"
    ),
    (#"{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00", "closes_at": "23:59"}"#, "24/7"),
    (#"{"byday": "MO", "opens_at": "09:00", "closes_at": "17:00", "valid_to": "2026-11-24"}"#, nil),
    (#"{"byday": "MO", "opens_at": "09:00", "closes_at": "17:00", "valid_from": "2026-11-26"}"#, nil),
    (#"{"byday": "1MO", "freq": "MONTHLY", "opens_at": "09:00", "closes_at": "17:00"}"#, nil),
    (#"{"byday": "MO", "interval": 2, "opens_at": "09:00", "closes_at": "17:00"}"#, nil),
  ])
  func `schedules are read as far as they are weekly and hold today`(schedule: String, hours: String?) throws {
    let reading = try read(service(schedule: schedule), map: map)
    #expect(reading.rows.first?.hours?.notation == hours, "\(reading.findings)")
    if hours == nil { #expect(reading.findings.contains { $0.text.contains("schedule") }) }
  }

  @Test(arguments: ["inactive", "defunct", "temporarily closed"])
  func `a service that is not active is passed over and told`(status: String) throws {
    let text = service().replacing("\"active\"", with: "\"\(status)\"")
    let reading = try read("[\(text), \(service(number: "01227 781881"))]", map: map)
    #expect(reading.rows.map(\.value) == ["+441227781881"])
    #expect(reading.findings.contains { $0.text.contains("is \(status)") })
  }

  @Test(arguments: ["1227781880", "441227781880", "1227781880.0"])
  func `a number that JSON has as a number is an error that names it, and never vanishes`(number: String) throws {
    let text = service().replacing("\"01227 781880\"", with: number)
    let reading = try read("[\(text)]", map: map)
    let errors = reading.findings.filter { $0.severity == .error }
    #expect(reading.rows.isEmpty && errors.contains { $0.text.contains("lost the 0 or +") }, "\(reading.findings)")
  }

  @Test(arguments: [
    ("voice", true), ("cell", true), ("mobile", true), ("landline", true), ("Telephone", true), ("", true),
    ("hotline", true), ("fax", false), ("text", false), ("sms", false), ("textphone", false), ("Minicom", false),
    ("pager", false), ("video", false),
  ])
  func `a telephone's type is read as people write it`(type: String, isVoice: Bool) throws {
    let reading = try read(service().replacing("\"voice\"", with: "\"\(type)\""), map: map)
    #expect(reading.rows.isEmpty == !isVoice, "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("where no voice answers") } == !isVoice, "\(reading.findings)")
  }

  private static let byDay = #"{"id": "h", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}"#
  private static let byNight =
    #"[{"id": "h", "freq": "WEEKLY", "byday": "MO", "opens_at": "22:00", "closes_at": "06:00", "description": "Closed on bank holidays"}]"#

  @Test(arguments: ["a service with places", "a place with a service"])
  func `a place's own hours come before its service's, and what else is said of either is told`(shape: String) throws {
    let location =
      #"{"id": "l", "name": "Hub", "phones": [{"id": "q", "number": "01227 781881"}], "schedules": \#(Self.byNight)}"#
    let place = #"{"id": "sl", "holiday_schedules": [{"id": "x"}], "location": \#(location)"#
    let more = #", "description": "A night hub. This line closed for good in March 2025.""#
    let text =
      shape == "a service with places"
      ? service(more + #", "service_at_locations": [\#(place)}]"#, schedule: Self.byDay)
      : #"{"contents": [\#(place), "service": \#(service(more, schedule: Self.byDay))}]}"#
    let reading = try read(text, map: map)
    let night = try #require(reading.rows.first { $0.value == "+441227781881" }, "\(reading.findings)")
    #expect(night.hours?.notation == "Mo 22:00-06:00", "\(reading.findings)")
    for part in ["holiday_schedules", "'Closed on bank holidays'", "closed for good in March 2025"] {
      #expect(reading.findings.contains { $0.text.contains(part) }, "\(part): \(reading.findings)")
    }
  }

  @Test func `what an organisation has for all its services is told where it stands in a service`() throws {
    let text = service().replacing(
      "\"name\": \"Canterbury City Council\"",
      with:
        #""name": "Canterbury City Council", "email": "housing@canterbury.gov.uk", "phones": [{"id": "z", "number": "01227 862000"}]"#
    )
    let reading = try read("[\(text), \(text)]", map: map)
    #expect(reading.rows.map(\.value) == ["+441227781880"], "\(reading.findings)")
    for part in ["01227 862000 of 'Canterbury City Council' itself", "housing@canterbury.gov.uk of"] {
      #expect(reading.findings.count { $0.text.contains(part) } == 1, "\(part): \(reading.findings)")
    }
  }

  @Test func `what an organisation has beside its services is for the map to say, and can be passed over`() throws {
    let text = """
      {"id": "o", "name": "Canterbury City Council", "description": "d", "website": "https://www.canterbury.gov.uk",
       "phones": [{"id": "z", "number": "01227 862000"}], "services": [\(service())]}
      """
    let told = try read(text, map: map).findings.filter { $0.severity == .error }
    #expect(told.count == 1, "\(told)")
    #expect(
      told.first?.text.contains("[words.purpose], \"(organisation itself)\" = \"…\", or \"-\" to pass such rows over")
        == true,
      "\(told)")
    var map = map
    map.words[.purpose]?["(organisation itself)"] = "-"
    #expect(try read(text, map: map).rows.map(\.value) == ["+441227781880"])
    map.words[.purpose]?["(organisation itself)"] = "switchboard"
    #expect(try read(text, map: map).rows.contains { $0.value == "+441227862000" && $0.purpose == .switchboard })
  }

  @Test func `an export of our own for publication says again what each number is for, and when it answers`() throws {
    let night = try OpeningHours(notation: "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00")
    let content = DirectoryContent(
      councils: base.councils,
      contacts: base.contacts.map { $0.id == "thanet/out-of-hours" ? $0.with([.hours: .hours(night)]) : $0 })
    let today = try #require(Day(year: 2026, month: 11, day: 25))
    var text = ""
    _ = HSDSFiles.publish(content, on: today, calendar: try Shipped.calendar, reported: []) { text += $0 }
    var table = HSDSForeign.Table()
    let page = try LongJSON(Array(text.utf8), listedUnder: HSDSFiles.lists)
    for place in 0..<page.count { HSDSForeign.add(try page.element(at: place), on: today, to: &table) }
    let reached = table.rows.filter { $0[4] != "web" }
    #expect(reached.count > 100)
    for row in reached { #expect(Purpose(typed: row[1]) != nil, "\(row)") }
    let line = try #require(reached.first { $0[0] == "Thanet District Council" && $0[1] == Purpose.outOfHours.words })
    #expect(line[6] == night.notation)
    // Nobody is told of hundreds of schedules that begin on a later day.
    #expect(!table.passedOver.contains { $0.contains("schedule") }, "\(table.passedOver)")
  }

  @Test func `a number with two times in an export of our own has none`() throws {
    func schedule(_ hours: String) -> String {
      #"{"id": "\#(hours)", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00Z", "closes_at": "17:00Z", "description": "01227 781880: \#(hours)"}"#
    }
    let one = try read(service(schedule: schedule("Mo-Fr 09:00-17:00")), map: map)
    #expect(one.rows.first?.hours?.notation == "Mo-Fr 09:00-17:00", "\(one.findings)")
    let two = try read(
      service(schedule: schedule("Mo-Fr 09:00-17:00") + ", " + schedule("Mo-Fr 17:00-09:00")), map: map)
    #expect(two.rows.first.map { $0.hours == nil } == true)
    #expect(two.findings.contains { $0.text.contains("several hours, of which none is taken over") }, "\(two.findings)")
  }

  @Test func `an alert, a fax and what is not read are told`() throws {
    let more =
      #", "alert": "Shut on 24 December.", "fees_description": "none", "contacts": [{"id": "c", "name": "A Person", "phones": [{"id": "q", "number": "01227 000001", "type": "fax"}, {"id": "r", "number": "01227 781882", "extension": 100}]}]"#
    let reading = try read(service(more), map: map)
    for part in ["an alert", "is for fax", "not read: fees_description"] {
      #expect(reading.findings.contains { $0.text.contains(part) }, "\(part): \(reading.findings)")
    }
    let extended = try #require(reading.rows.first { $0.value == "+441227781882" })
    #expect(extended.warnings.contains { $0.text.contains("extension 100") })
    #expect(!reading.rows.contains { "\($0)".contains("A Person") })
  }

  @Test func `pages are one set together, and no set where one is missing`() throws {
    func page(_ number: Int, _ service: String) -> String {
      "{\"page_number\": \(number), \"total_pages\": 2, \"first_page\": \(number == 1), \"last_page\": \(number == 2), \"contents\": [\(service)]}"
    }
    let (first, second) = (page(1, service()), page(2, service(number: "01227 781881")))
    #expect(try read(first, second, map: map).hasErrors == false)
    let alone = try read(second, map: map)
    #expect(alone.findings.contains { $0.severity == .error && $0.text.contains("of 2 pages, 1 is not here") })
  }

  @Test func `an organisation of ours without services leaves its council as it is`() throws {
    let organization = """
      {"id": "o", "name": "Canterbury City Council", "description": "x", "organization_identifiers":
      [{"id": "i", "identifier_type": "nightdesk", "identifier": "canterbury"}]}
      """
    let reading = try read("{\"contents\": [\(organization)]}")
    #expect(reading.whole.councils.isEmpty && !reading.hasErrors, "\(reading.findings)")
    #expect(reading.findings.contains { $0.text.contains("left as it is") })
  }

  @Test(arguments: [
    (#""status": "defunct""#, "is 'defunct'"), (#""status": "active", "alert": "Shut today.""#, "is not read"),
    (#""status": "active", "phones": [{"id": "x", "number": "01227 000000"}]"#, "is not read"),
  ])
  func `what another program added to our own export is told`(more: String, said: String) throws {
    let text = try HSDSFiles.text(of: base).replacing(#""status": "active""#, with: more, maxReplacements: 1)
    let reading = try read(text)
    #expect(!reading.hasErrors, "\(reading.findings)")
    #expect(reading.findings.contains { $0.severity == .warning && $0.text.contains(said) }, "\(reading.findings)")
  }

  @Test func `our own export is read though another program wrote its days and times its own way`() throws {
    let text = try HSDSFiles.text(of: base).replacing("\"MO,TU,WE,TH,FR\"", with: "\"FR,MO,TU,WE,TH\"")
      .replacing(/"opens_at": "(\d\d:\d\d)"/) { "\"opens_at\": \"\($0.1):00\"" }
    let reading = try read(text)
    #expect(!reading.hasErrors && reading.whole.contacts.count == base.contacts.count, "\(reading.findings.prefix(3))")
  }
}
