package import WorkingTime

/// A field of a council, in the order of a record, spelt as files spell it.
///
/// Files, plans and the record of changes go through this list; a new field is a case here, a property of `Council`, a
/// column, and its reading where a file has it.
package enum CouncilField: String, Sendable, Hashable, CaseIterable {
  case id, name, type, aliases, county, childrensServices, location, places, domains, hours, teams
  case validFrom, validUntil, successors

  /// May be left out of a file: hardly any council begins or ends.
  package static let period: [CouncilField] = [.validFrom, .validUntil, .successors]
  /// Every council's file has them.
  package static let inFiles = allCases.filter { !period.contains($0) }
  /// Those of a plan: what is fixed by the record's id is no change of it.
  package static let changing = allCases.filter { $0 != .id }

  /// What sort of thing a field holds.
  package enum Shape: Sendable, Hashable {
    /// A text that every council has, a word of a closed set among them.
    case text
    /// A text, or nothing.
    case textOrNothing
    /// Any number of texts.
    case texts
    /// A place on the map, or nothing.
    case location
    /// An office's hours, or nothing.
    case hours
    /// Any number of teams.
    case teams
    /// A day, or nothing.
    case day
    /// Any number of councils that take over.
    case successions
  }

  /// What sort of thing the field holds.
  package var shape: Shape {
    switch self {
    case .id, .name, .type, .childrensServices: .text
    case .county: .textOrNothing
    case .aliases, .places, .domains: .texts
    case .location: .location
    case .hours: .hours
    case .teams: .teams
    case .validFrom, .validUntil: .day
    case .successors: .successions
    }
  }
}

/// What a field of a council says.
package enum CouncilValue: Sendable, Hashable {
  /// Nothing.
  case nothing
  /// A text.
  case text(String)
  /// Any number of texts.
  case texts([String])
  /// A place on the map.
  case location(Location)
  /// An office's hours.
  case hours(OfficeHours)
  /// Any number of teams.
  case teams([Team])
  /// A day.
  case day(Day)
  /// Any number of councils that take over.
  case successions([Succession])
}

extension Council {
  /// What a field says.
  package subscript(field: CouncilField) -> CouncilValue {
    switch field {
    case .id: .text(id)
    case .name: .text(name)
    case .type: .text(type.rawValue)
    case .aliases: .texts(aliases)
    case .county: county.map { .text($0) } ?? .nothing
    case .childrensServices: .text(childrensServices)
    case .location: location.map { .location($0) } ?? .nothing
    case .places: .texts(places)
    case .domains: .texts(domains)
    case .hours: hours.map { .hours($0) } ?? .nothing
    case .teams: .teams(teams)
    case .validFrom: validFrom.map { .day($0) } ?? .nothing
    case .validUntil: validUntil.map { .day($0) } ?? .nothing
    case .successors: .successions(successors)
    }
  }

  /// A council of the values of its fields; nil where one that every council has is missing, or a value is not of its field's
  /// shape.
  ///
  /// - Parameter value: What a field says.
  package init?(_ value: (CouncilField) -> CouncilValue) {
    var isSound = true
    func text(_ field: CouncilField) -> String? {
      switch value(field) {
      case .text(let text): return text
      case .nothing where field.shape == .textOrNothing: return nil
      default:
        isSound = false
        return nil
      }
    }
    func texts(_ field: CouncilField) -> [String] {
      guard case .texts(let texts) = value(field) else {
        isSound = false
        return []
      }
      return texts
    }
    func day(_ field: CouncilField) -> Day? {
      switch value(field) {
      case .day(let day): return day
      case .nothing: return nil
      default:
        isSound = false
        return nil
      }
    }
    let aliases = texts(.aliases), places = texts(.places), domains = texts(.domains)
    let county = text(.county)
    let validFrom = day(.validFrom), validUntil = day(.validUntil)
    let location: Location?
    switch value(.location) {
    case .location(let known): location = known
    case .nothing: location = nil
    default: return nil
    }
    let hours: OfficeHours?
    switch value(.hours) {
    case .hours(let known): hours = known
    case .nothing: hours = nil
    default: return nil
    }
    guard let id = text(.id), let name = text(.name), let type = text(.type).flatMap(CouncilType.init(rawValue:)),
      let childrensServices = text(.childrensServices), case .teams(let teams) = value(.teams),
      case .successions(let successors) = value(.successors), isSound
    else { return nil }
    self.init(
      id: id, name: name, type: type, aliases: aliases, county: county, childrensServices: childrensServices,
      location: location, places: places, domains: domains, hours: hours, teams: teams, validFrom: validFrom,
      validUntil: validUntil, successors: successors)
  }
}
