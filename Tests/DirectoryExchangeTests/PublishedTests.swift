import Directory
import DirectoryExchange
import Foundation
import TestSupport
import Testing
import WorkingTime

/// What another program makes of an HSDS file that knows nothing of our attributes.
struct PublishedTests {
  private func service(_ contacts: [Contact]) throws -> [String: Any] {
    let council = Council(
      id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex",
      teams: [Team(id: "night", name: "Night")])
    let text = try HSDSFiles.text(of: DirectoryContent(councils: [council], contacts: contacts))
    let page = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let organizations = try #require(page["contents"] as? [[String: Any]])
    return try #require((organizations[0]["services"] as? [[String: Any]])?.first)
  }

  private func contact(
    _ kind: ContactKind, _ value: String?, _ display: String, status: ContactStatus = .stated, hours: String? = nil
  ) throws -> Contact {
    Contact(
      id: "essex/x", council: "essex", team: "Night", purpose: .outOfHours, kind: kind, value: value, display: display,
      hours: try hours.map { try OpeningHours(notation: $0) }, status: status,
      reason: status == .quarantined ? "Another body's." : nil, source: Source(document: "d", place: "p"))
  }

  private static let unusable: [(ContactKind, String?, String, ContactStatus)] = [
    (.phone, "+443456061212", "0345 606 1212", .quarantined),
    (.email, "gdpr@medway.gov.uk", "gdpr@medway.gov.uk", .quarantined),
    (.email, nil, "dutytorefer@(name).gov.uk", .pattern),
    (.phone, nil, "0345 (area)", .pattern),
  ]

  @Test(arguments: unusable)
  func `what must not be used is no number or address of an organisation`(
    kind: ContactKind, value: String?, display: String, status: ContactStatus
  ) throws {
    let service = try service([try contact(kind, value, display, status: status, hours: "24/7")])
    let written = try #require((service["contacts"] as? [[String: Any]])?.first)
    #expect(written["phones"] == nil && written["email"] == nil && service["schedules"] == nil)
    let attributes = try #require(written["attributes"] as? [[String: Any]])
    func says(_ field: String, _ value: String) -> Bool {
      attributes.contains {
        $0["link_type"] as? String == "nightdesk-text:\(field)" && $0["value"] as? String == value
      }
    }
    #expect(says("status", status.rawValue) && says("display", display))
  }

  @Test func `a span of more than a day is cut at midnight, so that no Sunday comes out shut`() throws {
    let line = try contact(
      .phone, "+443456061212", "0345 606 1212",
      hours: "Mo-Th 17:30-09:00; Fr 16:30-24:00; Sa 00:00-24:00; Su 00:00-33:00")
    let schedules = try #require(try service([line])["schedules"] as? [[String: Any]])
    let told = schedules.map { "\($0["byday"] ?? "") \($0["opens_at"] ?? "")-\($0["closes_at"] ?? "")" }
    #expect(
      Set(told) == ["MO,TU,WE,TH 17:30-09:00", "FR 16:30-00:00", "SA,SU 00:00-00:00", "MO 00:00-09:00"], "\(told)")
  }

  // MARK: - For publication

  @Test(arguments: [true, false])
  func `a number that one contact keeps back is given under no other either`(isKept: Bool) throws {
    let base = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let line = try #require(base.contacts.first { $0.id == "swale/out-of-hours" })
    let notice = Notice(code: "not-for-publication", text: "The list says beside it: 'not for public use'.")
    let other = Contact(
      id: "medway/other", council: "medway",
      team: try #require(base.councils.first { $0.id == "medway" }?.teams.first?.name),
      purpose: .outOfHours, kind: .phone, value: line.value, display: line.display, status: .stated,
      warnings: isKept ? [notice] : [], source: line.source)
    let given = try published(DirectoryContent(councils: base.councils, contacts: base.contacts + [other])).text
    #expect(given.contains(line.display) != isKept)
  }

  private static let day = Day(year: 2026, month: 11, day: 25)

  private func published(
    _ content: DirectoryContent, reported: Set<String> = []
  ) throws -> (text: String, page: [String: Any]) {
    var text = ""
    _ = HSDSFiles.publish(
      content, on: try #require(Self.day), calendar: try Shipped.calendar, reported: reported
    ) { text += $0 }
    return (text, try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]))
  }

  private func published(_ contact: Contact) throws -> [String: Any] {
    let council = Council(
      id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex",
      teams: [Team(id: "night", name: "Night")])
    let page = try published(DirectoryContent(councils: [council], contacts: [contact])).page
    let organizations = try #require(page["contents"] as? [[String: Any]])
    return (organizations.first?["services"] as? [[String: Any]])?.first ?? [:]
  }

  /// What the schemas of both editions, 3.0 and 3.1 as they stood in 2024, let each object have.
  private static let allowed: [String: Set<String>] = [
    "contents": [
      "id", "name", "description", "alternate_name", "website", "organization_identifiers", "locations", "services",
    ],
    "organization_identifiers": ["id", "identifier_type", "identifier"],
    "locations": ["id", "location_type", "name", "latitude", "longitude"],
    "services": ["id", "organization_id", "name", "description", "url", "status", "schedules", "contacts"],
    "schedules": [
      "id", "valid_from", "valid_to", "freq", "byday", "description", "opens_at", "closes_at",
    ],
    "contacts": ["id", "service_id", "name", "department", "email", "phones"],
    "phones": ["id", "number", "extension", "type", "description"],
  ]

  /// What an export for exchange has beside it; the label of an attribute came with 3.1, and is not here.
  private static let exchanged: [String: Set<String>] = [
    "contents": ["attributes", "metadata"], "services": ["attributes"], "contacts": ["attributes", "metadata"],
    "schedules": ["attributes"],
    "attributes": [
      "id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value", "taxonomy_term", "metadata",
    ],
    "metadata": [
      "id", "resource_id", "resource_type", "last_action_date", "last_action_type", "field_name", "previous_value",
      "replacement_value", "updated_by",
    ],
  ]

  private func check(_ value: Any, under key: String, _ allowed: [String: Set<String>] = allowed) {
    if let list = value as? [Any] { for element in list { check(element, under: key, allowed) } }
    guard let object = value as? [String: Any] else { return }
    if !(object["id"] is String) { Issue.record("a member of \(key) has no id") }
    for (name, member) in object {
      if allowed[key]?.contains(name) != true { Issue.record("\(name) is not a field of \(key)") }
      check(member, under: name, allowed)
    }
  }

  @Test func `what is exchanged has the fields of both editions alone`() throws {
    let content = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let contact = try #require(content.contacts.first)
    let change = HSDSChange(
      record: contact.id, on: "2026-11-26", action: "update", field: "display", old: "a", new: "b", by: "ann")
    let text = try HSDSFiles.text(of: content, changes: [change])
    let page = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(text.contains("updated_by"))
    check(
      try #require(page["contents"]), under: "contents",
      Self.allowed.merging(Self.exchanged) { $0.union($1) })
  }

  @Test func `what is published has the fields of the standard alone, and nothing that must not be used`() throws {
    let content = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let (text, page) = try published(content)
    check(try #require(page["contents"]), under: "contents")
    for contact in content.contacts where !contact.status.isUsable {
      if content.contacts.contains(where: { $0.status.isUsable && $0.display.contains(contact.display) }) { continue }
      #expect(!text.contains("\"\(contact.display)\""), "\(contact.id)")
    }
    #expect(!text.contains("nightdesk-") && !text.contains("updated_by") && !text.contains("\"attributes\""))
    let usual = try HSDSFiles.text(of: content)
    #expect(usual.contains("quarantined"), "for exchange it is there, and marked")
  }

  @Test func `what was published is no directory, and one line says so`() throws {
    let content = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let file = DataFile(name: "open.json", bytes: Array(try published(content).text.utf8))
    let reading = DirectoryFiles.read([file], base: content, today: Self.day)
    let errors = reading.findings.filter { $0.severity == .error }
    #expect(errors.count == 1 && errors[0].text.contains("--map") && reading.named.isEmpty, "\(errors.prefix(3))")
  }

  @Test(arguments: [ContactStatus.quarantined, .pattern])
  func `a council with nothing to offer is not published`(status: ContactStatus) throws {
    let line = try contact(.phone, status == .pattern ? nil : "+443456061212", "0345 606 1212", status: status)
    #expect(try published(line).isEmpty)
    #expect(try published(try contact(.extension, "0412", "0412")).isEmpty)
  }

  @Test func `times stand with their zone, each for as long as it holds, and none runs past midnight`() throws {
    let line = try contact(.phone, "+443456061212", "0345 606 1212", hours: "Mo 17:30-09:00; Su 00:00-33:00")
    let schedules = try #require(try published(line)["schedules"] as? [[String: Any]])
    let told = schedules.map {
      "\($0["valid_from"] ?? "")..\($0["valid_to"] ?? "") \($0["byday"] ?? "") \($0["opens_at"] ?? "")-\($0["closes_at"] ?? "")"
    }
    for part in [
      "2026-11-25..2027-03-27 MO 17:30Z-23:59Z", "2026-11-25..2027-03-27 MO,TU 00:00Z-09:00Z",
      "2026-11-25..2027-03-27 SU 00:00Z-23:59Z", "2027-03-28..2027-10-30 MO 17:30+01:00-23:59+01:00",
      "2027-10-31..2027-11-24 MO 17:30Z-23:59Z",
    ] { #expect(told.contains(part), "\(part): \(told)") }
    #expect(told.count == 9)
  }

  @Test func `a line that always answers is written as the guidance has it`() throws {
    let line = try contact(.phone, "+443456061212", "0345 606 1212", hours: "24/7")
    let schedules = try #require(try published(line)["schedules"] as? [[String: Any]])
    #expect(schedules.count == 3)
    #expect(schedules[0]["byday"] as? String == "MO,TU,WE,TH,FR,SA,SU")
    #expect(schedules[0]["opens_at"] as? String == "00:00Z" && schedules[0]["closes_at"] as? String == "23:59Z")
  }

  @Test(arguments: [
    ("24/7; Dec 25 off", "2026-12-25", [String]()), ("24/7; PH off", "2026-12-28", []),
    ("Mo-Fr 17:00-09:00; Sa-Su 00:00-24:00; PH unknown", "2026-12-28", []),
    ("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-12-28", ["10:00Z-12:00Z"]),
    ("Mo-Fr 09:00-17:00; 2027 Jul 14 13:00-15:00", "2027-07-14", ["13:00+01:00-15:00+01:00"]),
    ("Mo-Fr 17:00-09:00; PH off", "2026-12-28", []),
  ])
  func `a day with hours of its own is published with those, and no usual ones run through it`(
    hours: String, day: String, own: [String]
  ) throws {
    let line = try contact(.phone, "+443456061212", "0345 606 1212", hours: hours)
    let schedules = try #require(try published(line)["schedules"] as? [[String: String]])
    let asked = try #require(try? TimeText.day(day))
    let name = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][asked.weekday.rawValue]
    func on(_ day: String) -> [String] {
      schedules.filter { schedule in
        (schedule["valid_from"] ?? "") <= day && day <= (schedule["valid_to"] ?? "")
          && (schedule["byday"] ?? "").contains(name)
      }.map { "\($0["opens_at"] ?? "")-\($0["closes_at"] ?? "")" }
    }
    #expect(on(day) == own, "\(schedules)")
    let before = on(TimeText.text(asked.adding(days: -14)))
    #expect(!before.isEmpty && before != own, "\(schedules)")
  }

  @Test(arguments: [
    ("not-for-publication", "x"), ("list-says", "The list says beside it: 'do not give out'."),
    ("list-says", "Staff only."), ("personal-address", "x"),
  ])
  func `what is not for everybody is not published`(code: String, text: String) throws {
    let base = try contact(.phone, "+443456061212", "0345 606 1212")
    let line = Contact(
      id: base.id, council: base.council, team: base.team, purpose: base.purpose, kind: base.kind, value: base.value,
      display: base.display, status: .stated, warnings: [Notice(code: code, text: text)], source: base.source)
    #expect(try published(line).isEmpty)
  }

  @Test func `a number that desks reported wrong is not published until somebody has checked it`() throws {
    let line = try contact(.phone, "+443456061212", "0345 606 1212")
    let council = Council(
      id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex",
      teams: [Team(id: "night", name: "Night")])
    let content = DirectoryContent(councils: [council], contacts: [line])
    #expect(try published(content).text.contains("606"))
    #expect(try !published(content, reported: [line.id]).text.contains("606"))
  }

  @Test(arguments: [
    (ContactStatus.conflicting, " (sources disagree on it)"), (.unconfirmed, " (not confirmed)"), (.stated, ""),
    (.corroborated, ""),
  ])
  func `what is doubted is published with the doubt`(status: ContactStatus, doubt: String) throws {
    let line = try contact(.phone, "+443456061212", "0345 606 1212", status: status)
    let contact = try #require((try published(line)["contacts"] as? [[String: Any]])?.first)
    #expect(contact["name"] as? String == line.purpose.words + doubt)
  }

  @Test(arguments: [("2345", 2345), ("0412", nil)])
  func `an extension stands in its field where the field can hold it`(digits: String, number: Int?) throws {
    let base = try contact(.phone, "+443456061212", "0345 606 1212")
    let line = Contact(
      id: base.id, council: base.council, team: base.team, purpose: base.purpose, kind: base.kind, value: base.value,
      display: base.display, status: .stated,
      warnings: [Notice(code: "ask-for-extension", text: "Ask for extension \(digits).")], source: base.source)
    let contact = try #require((try published(line)["contacts"] as? [[String: Any]])?.first)
    let phone = try #require((contact["phones"] as? [[String: Any]])?.first)
    #expect(phone["extension"] as? Int == number)
    #expect(phone["description"] as? String == "Ask for extension \(digits).")
  }

  // MARK: - Nobody's name

  private static let people = [
    "Kim Sample", "kim sample", "SAMPLE, Kim", "K. Sample", "Kim O'Sample", "Kim Sample-Specimen", "Ms Sample",
    "Kim (Sample)", "Zoë Sample",
  ]

  /// Contacts that have a name in each text that somebody writes freely, one at a time.
  private func contacts(naming person: String) throws -> [(field: String, contact: Contact)] {
    func line(
      _ id: String = "essex/x", team: String = "Night", kind: ContactKind = .phone, value: String = "+443456061212",
      display: String = "0345 606 1212", hours: String = "Mo-Fr 09:00-17:00", reason: String? = nil,
      warnings: [Notice] = [], source: Source = Source(document: "d", place: "p"), seenAlso: [Source] = []
    ) throws -> Contact {
      Contact(
        id: id, council: "essex", team: team, purpose: .outOfHours, kind: kind, value: value, display: display,
        hours: try OpeningHours(notation: hours), status: .stated, reason: reason, warnings: warnings, source: source,
        seenAlso: seenAlso)
    }
    let letters = person.filter(\.isLetter)
    let named = Source(document: person, place: person)
    var found: [(field: String, contact: Contact)] = []
    found.append(("id", try line("essex/\(letters)")))
    found.append(("team", try line(team: person)))
    found.append(("team beside words", try line(team: "Housing, \(person)")))
    found.append(("display", try line(display: "0345 606 1212 \(person)")))
    found.append(("mailbox", try line(kind: .email, value: "\(letters)@essex.gov.uk", display: person)))
    found.append(("mailbox beside words", try line(kind: .email, value: "housing.\(letters)@essex.gov.uk")))
    found.append(("link", try line(kind: .web, value: "https://www.essex.gov.uk/housing", display: person)))
    for address in ["\(person), 20 Church Street, CM1 1LX", "20 Church Street, CM1 1LX, \(person)"] {
      found.append(("address", try line(kind: .address, value: address, display: address)))
    }
    let street = "20 Church Street ask for \(person), CM1 1LX"
    found.append(("street", try line(kind: .address, value: street, display: street)))
    found.append(("hours", try line(hours: "Mo-Fr 09:00-17:00 \"\(person)\"")))
    found.append(("reason", try line(reason: person)))
    found.append(("source", try line(source: named, seenAlso: [named])))
    for code in ["list-says", "ask-for-extension", "choose-option", "text-relay", "check-hours", "whose-line"] {
      let text = "Choose option 2, ask for extension 21, \(person)."
      found.append((code, try line(warnings: [Notice(code: code, text: text)])))
    }
    return found
  }

  @Test(arguments: people)
  func `no field that somebody writes freely gives a person's name away`(person: String) throws {
    for (field, contact) in try contacts(naming: person) {
      let council = Council(
        id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex",
        teams: [Team(id: "t", name: contact.team)])
      let text = try published(DirectoryContent(councils: [council], contacts: [contact])).text.lowercased()
      #expect(!text.contains("sample") && !text.contains("kim"), "\(field): \(text)")
    }
  }

  @Test func `what stands beside a number is given in our own words`() throws {
    let base = try contact(.phone, "+443456061212", "0345 606 1212 (ask for Kim)")
    let line = Contact(
      id: base.id, council: base.council, team: base.team, purpose: base.purpose, kind: base.kind, value: base.value,
      display: base.display, status: .stated,
      warnings: [
        Notice(code: "choose-option", text: "Choose option 1 then 3, and ask for Kim."),
        Notice(code: "text-relay", text: "Kim says so."),
      ], source: base.source)
    let contact = try #require((try published(line)["contacts"] as? [[String: Any]])?.first)
    let phone = try #require((contact["phones"] as? [[String: Any]])?.first)
    #expect(phone["number"] as? String == "+443456061212")
    #expect(
      phone["description"] as? String
        == "Choose option 1 then 3. It is printed with 18001 before it, for Relay UK.")
  }

  @Test(arguments: [
    ("Trinity, 20 Church Street, Chelmsford, CM1 1LX", "20 Church Street, Chelmsford, CM1 1LX"),
    ("Civic Centre, 1-3 Duke Street, CM1 1JE", "Civic Centre, 1-3 Duke Street, CM1 1JE"),
    ("County Hall, Market Road, Chelmsford", "County Hall, Market Road, Chelmsford"),
  ])
  func `an address is its buildings, street, town and postcode`(display: String, given: String) throws {
    let door = try contact(.address, display, display)
    let council = Council(
      id: "essex", name: "Essex County Council", type: .county, childrensServices: "essex", places: ["Chelmsford"],
      teams: [Team(id: "night", name: "Night")])
    let text = try published(DirectoryContent(councils: [council], contacts: [door])).text
    #expect(text.contains("\"description\":\"\(given)\"") || text.contains("\"description\": \"\(given)\""), "\(text)")
  }

  @Test func `every team and mailbox of the shipped directory is told from a person's name`() throws {
    let content = CouncilFiles.read(try ShippedFiles.councils(), elsewhere: try ShippedFiles.elsewhere()).content
    let text = try published(content).text
    for contact in content.contacts where contact.status.isUsable && contact.kind == .email {
      guard let value = contact.value else { continue }
      #expect(text.contains("\"\(value)\""), "\(value)")
    }
    for council in content.councils {
      for team in council.teams
      where content.contacts.contains(where: {
        $0.council == council.id && $0.team == team.name && $0.status.isUsable && $0.kind == .phone
      }) { #expect(text.contains("\"\(team.name)\""), "\(team.name)") }
    }
  }
}
