import Directory
import TestSupport
import Testing
import WorkingTime

/// The one list of a council's fields.
struct CouncilFieldTests {
  private let day: Day
  private let full: Council

  init() throws {
    day = try #require(Day(year: 2026, month: 4, day: 1))
    let source = Source(document: "d", place: "p")
    full = Council(
      id: "a", name: "A", type: .district, aliases: ["B"], county: "c", childrensServices: "c",
      location: Location(latitude: 51, longitude: 1, source: source), places: ["P"], domains: ["a.gov.uk"],
      hours: OfficeHours(hours: try OpeningHours(notation: "24/7"), source: source),
      teams: [Team(id: "t", name: "T")], validFrom: day, validUntil: day.adding(days: 730),
      successors: [Succession(council: "n", purposes: [.housing])])
  }

  @Test func `a council is its fields and nothing more`() throws {
    for council in try Shipped.directory.councils + [full] { #expect(Council { council[$0] } == council) }
    // Every field is told by something: none is left at nothing in a council that has them all.
    for field in CouncilField.allCases { #expect(full[field] != .nothing, "\(field)") }
  }

  @Test(arguments: CouncilField.allCases)
  func `a value of another shape makes no council`(field: CouncilField) {
    let wrong: CouncilValue = field.shape == .day ? .texts([]) : .day(day)
    #expect(Council { $0 == field ? wrong : full[$0] } == nil)
    let mayBeNothing = [CouncilField.Shape.textOrNothing, .location, .hours, .day].contains(field.shape)
    #expect((Council { $0 == field ? .nothing : full[$0] } != nil) == mayBeNothing)
  }
}
