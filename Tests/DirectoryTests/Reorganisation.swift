import Directory
import TestSupport
import Testing
import WorkingTime

/// An invented reorganisation on 1 April 2028: Westdown and Eastdown, districts under the county of Downs, and the county
/// itself end. Westdown goes to North Downs whole. Eastdown's housing goes to South Downs, its landlord's work to a trust's
/// council, and its switchboard is split by area. The county's children's services go to North Downs.
enum Reorganisation {
  static let source = Source(document: "invented", place: "order")

  static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
    try #require(Day(year: year, month: month, day: day))
  }

  static func contact(
    _ id: String, council: String, purpose: Purpose = .outOfHours, display: String, status: ContactStatus = .stated,
    checkedOn: Day? = nil, from: Day? = nil, until: Day? = nil
  ) -> Contact {
    Contact(
      id: id, council: council, team: "Night", purpose: purpose, kind: .phone,
      value: "+44" + display.filter(\.isNumber).dropFirst(), display: display, status: status, source: source,
      checkedOn: checkedOn, validFrom: from, validUntil: until)
  }

  static func content() throws -> DirectoryContent {
    let end = try day(2028, 4, 1)
    let night = [Team(id: "night", name: "Night")]
    let councils = [
      Council(
        id: "westdown", name: "Westdown District Council", type: .district, aliases: ["WDC"], county: "downs",
        childrensServices: "downs", places: ["Milltown"], teams: night, validUntil: end,
        successors: [Succession(council: "north-downs")]),
      Council(
        id: "eastdown", name: "Eastdown District Council", type: .district, county: "downs", childrensServices: "downs",
        places: ["Seaville"], teams: night, validUntil: end,
        successors: [
          Succession(council: "south-downs", purposes: [.housing, .outOfHours]),
          Succession(council: "downs-homes", purposes: [.landlord]),
          Succession(council: "north-downs"), Succession(council: "hill-downs"),
        ]),
      Council(
        id: "downs", name: "Downs County Council", type: .county, childrensServices: "downs", teams: night,
        validUntil: end, successors: [Succession(council: "north-downs")]),
      Council(
        id: "north-downs", name: "North Downs Council", type: .unitary, childrensServices: "north-downs",
        places: ["Milltown", "Newhill"], teams: night, validFrom: end),
      Council(
        id: "south-downs", name: "South Downs Council", type: .unitary, childrensServices: "downs", teams: night,
        validFrom: end),
      Council(id: "hill-downs", name: "Hill Downs Council", type: .unitary, childrensServices: "hill-downs"),
      Council(id: "downs-homes", name: "Downs Homes", type: .agency, childrensServices: "downs-homes"),
    ]
    let contacts = [
      contact("westdown/night", council: "westdown", display: "01632 960001"),
      contact("eastdown/night", council: "eastdown", display: "01632 960002"),
      contact("downs/children", council: "downs", purpose: .childrensOutOfHours, display: "01632 960003"),
      contact("north-downs/night", council: "north-downs", display: "01632 960004", from: end),
      contact("south-downs/night", council: "south-downs", display: "01632 960005", from: end),
      contact(
        "north-downs/children", council: "north-downs", purpose: .childrensOutOfHours, display: "01632 960006",
        from: end),
    ]
    return DirectoryContent(councils: councils, contacts: contacts)
  }

  static func directory() throws -> DirectorySnapshot {
    let content = try content()
    return DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, version: content.version, date: try day(2026, 11, 21))
  }

  static func at(_ text: String) throws -> DirectoryAtMoment {
    let clock = try Shipped.clock
    let moment = try TimeText.moment(text, clock: clock).moment
    return DirectoryAtMoment(try directory(), at: clock.wall(at: moment), calendar: try Shipped.calendar)
  }
}
