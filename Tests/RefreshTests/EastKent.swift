import Directory
import TestSupport
import Testing
import WorkingTime

/// The shipped directory with a reorganisation of Thanet alone entered years ahead: it ends on 1 April 2028, when an
/// invented East Kent begins and takes over all that it does.
struct EastKent {
  let base: DirectoryContent
  let end: Day

  init() throws {
    let directory = try Shipped.directory
    base = DirectoryContent(councils: directory.councils, contacts: directory.contacts)
    end = try #require(Day(year: 2028, month: 4, day: 1))
  }

  /// Thanet as it ends, and whoever takes over.
  ///
  /// - Parameters:
  ///   - successors: Who takes over; nobody for none.
  ///   - lines: East Kent's own contacts.
  /// - Returns: The directory with both.
  /// - Throws: Where Thanet is not among the shipped councils.
  func content(
    successors: [Succession] = [Succession(council: "east-kent")], lines: [Contact] = []
  ) throws -> DirectoryContent {
    let thanet = try #require(base.councils.first { $0.id == "thanet" })
    let ended = Council(
      id: thanet.id, name: thanet.name, type: thanet.type, aliases: thanet.aliases, county: thanet.county,
      childrensServices: thanet.childrensServices, location: thanet.location, places: thanet.places,
      domains: thanet.domains, hours: thanet.hours, teams: thanet.teams, validUntil: end, successors: successors)
    let heir = Council(
      id: "east-kent", name: "East Kent Council", type: .unitary, childrensServices: "kent", places: thanet.places,
      domains: thanet.domains, teams: [Team(id: "night", name: "Night")], validFrom: end)
    return DirectoryContent(
      councils: base.councils.map { $0.id == "thanet" ? ended : $0 } + [heir], contacts: base.contacts + lines)
  }

  /// A line of East Kent's for the night.
  func line(_ display: String = "01843 600000") -> Contact {
    contact("out-of-hours", .outOfHours, .phone, "+44" + display.filter(\.isNumber).dropFirst(), display)
  }

  /// Thanet's own mailbox, kept by East Kent.
  var mailbox: Contact {
    contact("housing", .housing, .email, "housing@thanet.gov.uk", "housing@thanet.gov.uk")
  }

  private func contact(_ name: String, _ purpose: Purpose, _ kind: ContactKind, _ value: String, _ display: String)
    -> Contact
  {
    Contact(
      id: "east-kent/\(name)", council: "east-kent", team: "Night", purpose: purpose, kind: kind, value: value,
      display: display, status: .stated, source: Source(document: "invented", place: "order"))
  }
}
