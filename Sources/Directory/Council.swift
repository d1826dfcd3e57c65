package import WorkingTime

/// What sort of authority a council is.
package enum CouncilType: String, Sendable, Hashable, CaseIterable {
  /// A district or borough under a county; a housing authority.
  case district
  /// One council for everything.
  case unitary
  /// A London borough; a housing authority.
  case londonBorough = "london-borough"
  /// A county: children's services for its districts, no housing.
  case county
  /// A body that provides a council's children's services.
  case agency
  /// Whoever serves the whole country: emergency services and helplines. No council, and nobody can present there.
  case national

  /// Whether Part 7 of the Housing Act 1996 gives it duties.
  package var isHousingAuthority: Bool {
    switch self {
    case .district, .unitary, .londonBorough: true
    case .county, .agency, .national: false
    }
  }

  /// Whether a fact may name it: as where a household presents, comes from, or is at risk.
  package var isPlace: Bool { self != .national }
}

/// A place on the map, in degrees north and east.
package struct Location: Sendable, Hashable {
  /// Degrees north, -90 to 90.
  package let latitude: Double
  /// Degrees east, -180 to 180.
  package let longitude: Double
  /// Where the position comes from.
  package let source: Source

  /// A position and its source.
  package init(latitude: Double, longitude: Double, source: Source) {
    self.latitude = latitude
    self.longitude = longitude
    self.source = source
  }
}

/// An office's recorded opening hours, and who recorded them.
package struct OfficeHours: Sendable, Hashable {
  /// The hours.
  package let hours: OpeningHours
  /// Where they come from.
  package let source: Source

  /// Hours and their source.
  package init(hours: OpeningHours, source: Source) {
    self.hours = hours
    self.source = source
  }
}

/// A team of a council, whether or not any contact of it is known.
package struct Team: Sendable, Hashable {
  /// Unique within its council.
  package let id: String
  /// Its name.
  package let name: String

  /// An id and a name.
  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// Who takes over from a council that ends, and what of it.
package struct Succession: Sendable, Hashable {
  /// The id of the council that takes over.
  package let council: String
  /// The services that it takes over; empty for whatever no other successor is named for.
  package let purposes: [Purpose]

  /// A council and the services it takes over.
  package init(council: String, purposes: [Purpose] = []) {
    self.council = council
    self.purposes = purposes
  }
}

/// An authority of the directory.
package struct Council: Sendable, Hashable {
  /// The id that facts and commands use.
  package let id: String
  /// Its full name.
  package let name: String
  /// What sort of authority it is.
  package let type: CouncilType
  /// Short, former and other names.
  package let aliases: [String]
  /// The county council that covers it; nil outside county areas.
  package let county: String?
  /// The id of the body that is its children's services, itself included.
  package let childrensServices: String
  /// Its main office, for travel estimates.
  package let location: Location?
  /// Towns and larger villages in its area.
  package let places: [String]
  /// Its own internet domains.
  package let domains: [String]
  /// Its office's hours; nil where nobody recorded them.
  package let hours: OfficeHours?
  /// Its teams.
  package let teams: [Team]
  /// The first day on which it exists; nil where it always has.
  package let validFrom: Day?
  /// The first day on which it no longer exists; nil where no end is known.
  package let validUntil: Day?
  /// Who takes over from it on `validUntil`.
  package let successors: [Succession]

  /// A council, stated in full.
  package init(
    id: String, name: String, type: CouncilType, aliases: [String] = [], county: String? = nil,
    childrensServices: String, location: Location? = nil, places: [String] = [], domains: [String] = [],
    hours: OfficeHours? = nil, teams: [Team] = [], validFrom: Day? = nil, validUntil: Day? = nil,
    successors: [Succession] = []
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.aliases = aliases
    self.county = county
    self.childrensServices = childrensServices
    self.location = location
    self.places = places
    self.domains = domains
    self.hours = hours
    self.teams = teams
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.successors = successors
  }
}
