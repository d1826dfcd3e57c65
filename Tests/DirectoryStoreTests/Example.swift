import Directory
import DirectoryStore
import WorkingTime

/// A small directory that uses every column.
enum Example {
  static let moment = "2026-11-26T17:45:00+00:00"
  static let source = Source(document: "guidance", place: "Housing")

  static func hours(_ notation: String) throws -> OpeningHours { try OpeningHours(notation: notation) }

  static func councils() throws -> [Council] {
    [
      Council(id: "kent", name: "Kent County Council", type: .county, aliases: ["KCC"], childrensServices: "kent"),
      Council(
        id: "ashford", name: "Ashford Borough Council", type: .district, aliases: ["Ashford", "ABC"], county: "kent",
        childrensServices: "kent", location: Location(latitude: 51.147, longitude: 0.874, source: source),
        places: ["Wye", "Tenterden"], domains: ["ashford.gov.uk"],
        hours: OfficeHours(hours: try hours("Mo-Fr 09:00-16:30; PH unknown"), source: source),
        teams: [Team(id: "out-of-hours", name: "Out of hours"), Team(id: "homelessness", name: "Homelessness")]),
    ]
  }

  static func contacts() throws -> [Contact] {
    [
      contact(
        "ashford/z-first", team: "Out of hours", hours: try hours("24/7"), status: .verified,
        warnings: [Notice(code: "b", text: "Two"), Notice(code: "a", text: "One")],
        seenAlso: [Source(document: "z", place: "1"), Source(document: "a", place: "2")],
        checkedOn: Day(year: 2026, month: 11, day: 2), validFrom: Day(year: 2026, month: 1, day: 1),
        validUntil: Day(year: 2028, month: 4, day: 1)),
      contact("ashford/pattern", kind: .email, value: nil, status: .pattern, reason: "described only"),
      contact("ashford/a-last", kind: .address, value: "1 High Street", status: .quarantined, reason: "moved"),
    ]
  }

  static let elsewhere = [
    CouncilElsewhere(
      id: "hove", name: "Hove", validFrom: Day(year: 1974, month: 4, day: 1),
      validUntil: Day(year: 2028, month: 4, day: 1), successors: ["adur", "kent"]),
    CouncilElsewhere(id: "adur", name: "Adur District Council", website: "https://www.adur.example"),
  ]

  static func contact(
    _ id: String, council: String = "ashford", team: String = "Homelessness", purpose: Purpose = .housing,
    kind: ContactKind = .phone, value: String? = "+441233331111", hours: OpeningHours? = nil,
    status: ContactStatus = .stated, reason: String? = nil, warnings: [Notice] = [], source: Source = source,
    seenAlso: [Source] = [], checkedOn: Day? = nil, validFrom: Day? = nil, validUntil: Day? = nil
  ) -> Contact {
    Contact(
      id: id, council: council, team: team, purpose: purpose, kind: kind, value: value, display: "as printed",
      hours: hours, status: status, reason: reason, warnings: warnings, source: source, seenAlso: seenAlso,
      checkedOn: checkedOn, validFrom: validFrom, validUntil: validUntil)
  }
}

extension DirectoryDatabase {
  /// Puts in the example, or other contents.
  func fill(
    councils: [Council]? = nil, contacts: [Contact]? = nil, elsewhere: [CouncilElsewhere] = Example.elsewhere,
    at: String = Example.moment, version: String = "v1"
  ) throws {
    try replaceAll(
      councils: try councils ?? Example.councils(), contacts: try contacts ?? Example.contacts(), elsewhere: elsewhere,
      at: at, by: "tester", source: "example", version: version)
  }
}
