import Directory
import Testing
import WorkingTime

/// A council or contact that differs from the plain one in the named field alone.
struct Variant<Value: Sendable>: Sendable, CustomTestStringConvertible {
  let field: String
  let value: Value

  var testDescription: String { field }
}

extension Variant<Council> {
  static func council(
    id: String = "a", name: String = "A", type: CouncilType = .district, aliases: [String] = ["One", "Two"],
    county: String? = "k", childrensServices: String = "k", latitude: Double = 51, longitude: Double = 1,
    position: String = "office", places: [String] = ["Three"], domains: [String] = ["a.gov.uk"],
    hours: String = "Mo-Fr 09:00-17:00", recorded: String = "page", teams: [Team] = [Team(id: "t", name: "T")]
  ) -> Council {
    let office = (try? OpeningHours(notation: hours)).map {
      OfficeHours(hours: $0, source: Source(document: "guidance", place: recorded))
    }
    return Council(
      id: id, name: name, type: type, aliases: aliases, county: county, childrensServices: childrensServices,
      location: Location(
        latitude: latitude, longitude: longitude, source: Source(document: "maps", place: position)),
      places: places, domains: domains, hours: office, teams: teams)
  }

  static var councils: [Variant<Council>] {
    [
      Variant(field: "id", value: council(id: "b")), Variant(field: "name", value: council(name: "B")),
      Variant(field: "type", value: council(type: .unitary)),
      Variant(field: "alias", value: council(aliases: ["One", "Zwei"])),
      Variant(field: "alias gone", value: council(aliases: ["One"])),
      Variant(field: "alias made a place", value: council(aliases: ["One"], places: ["Two", "Three"])),
      Variant(field: "place made a domain", value: council(places: [], domains: ["Three", "a.gov.uk"])),
      Variant(field: "county", value: council(county: "m")), Variant(field: "no county", value: council(county: nil)),
      Variant(field: "children's services", value: council(childrensServices: "m")),
      Variant(field: "latitude", value: council(latitude: 51.000_1)),
      Variant(field: "longitude", value: council(longitude: -1)),
      Variant(field: "source of the position", value: council(position: "town hall")),
      Variant(field: "place", value: council(places: ["Four"])), Variant(field: "domain", value: council(domains: [])),
      Variant(field: "hours", value: council(hours: "Mo-Fr 09:00-16:30")),
      Variant(field: "source of the hours", value: council(recorded: "door")),
      Variant(field: "team's name", value: council(teams: [Team(id: "t", name: "U")])),
      Variant(field: "team's id", value: council(teams: [Team(id: "u", name: "T")])),
      Variant(field: "no team", value: council(teams: [])),
    ]
  }
}

extension Variant<Contact> {
  static let page = Source(document: "public-page", place: "undated")

  static func contact(
    id: String = "a/x", team: String = "T", purpose: Purpose = .housing, kind: ContactKind = .phone,
    value: String? = "+441233331111", display: String = "01233 331111", hours: String? = nil,
    status: ContactStatus = .stated, reason: String? = nil, warnings: [Notice] = [], document: String = "guidance",
    place: String = "Housing", seenAlso: [Source] = [], checkedOn: Int32? = nil, validFrom: Int32? = nil,
    validUntil: Int32? = nil
  ) -> Contact {
    Contact(
      id: id, council: "a", team: team, purpose: purpose, kind: kind, value: value, display: display,
      hours: hours.flatMap { try? OpeningHours(notation: $0) }, status: status, reason: reason, warnings: warnings,
      source: Source(document: document, place: place), seenAlso: seenAlso,
      checkedOn: checkedOn.map { Day(number: $0) }, validFrom: validFrom.map { Day(number: $0) },
      validUntil: validUntil.map { Day(number: $0) })
  }

  static var contacts: [Variant<Contact>] {
    [
      Variant(field: "id", value: contact(id: "a/y")), Variant(field: "team", value: contact(team: "U")),
      Variant(field: "purpose", value: contact(purpose: .landlord)),
      Variant(field: "kind", value: contact(kind: .extension)),
      Variant(field: "value", value: contact(value: "+441233331112")),
      Variant(field: "no value", value: contact(value: nil)),
      Variant(field: "display", value: contact(display: "01233331111")),
      Variant(field: "hours", value: contact(hours: "24/7")),
      Variant(field: "status", value: contact(status: .pattern)),
      Variant(field: "reason", value: contact(reason: "wrong")),
      Variant(field: "empty reason", value: contact(reason: "")),
      Variant(field: "warning", value: contact(warnings: [Notice(code: "c", text: "t")])),
      Variant(field: "source's document", value: contact(document: "page")),
      Variant(field: "source's place", value: contact(place: "Offices")),
      Variant(field: "seen also", value: contact(seenAlso: [page])),
      Variant(field: "checked on", value: contact(checkedOn: 20_000)),
      Variant(field: "valid from", value: contact(validFrom: 20_000)),
      Variant(field: "valid until", value: contact(validUntil: 20_000)),
    ]
  }

  /// Two that differ in what a text belongs to, not in the texts themselves.
  static var warned: Contact { contact(warnings: [Notice(code: "public-page", text: "undated")]) }
  static var seen: Contact { contact(seenAlso: [page]) }
}
