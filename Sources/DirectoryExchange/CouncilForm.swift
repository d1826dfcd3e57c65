import JSON
import Directory
import WorkingTime

/// The keys of a council's file, in the order in which they are written.
enum CouncilKeys {
  static let council = CouncilField.inFiles.map(\.rawValue)
  static let period = CouncilField.period.map(\.rawValue)
  static let successor = ["council", "purposes"]
  static let location = ["latitude", "longitude", "source"]
  static let hours = ["spans", "source"]
  static let team = ["id", "name", "contacts"]
  static let contact = ContactField.inFiles.map(\.rawValue)
}

/// A text of a file and where it stands, for checks across files.
struct Placed {
  let text: String
  let field: String
}

/// One council's file as read so far: what it declares is known even where other parts are wrong.
struct CouncilForm {
  let log: FindingLog
  private(set) var id: Placed?
  private(set) var type: CouncilType?
  private(set) var name: Placed?
  private(set) var aliases: [Placed] = []
  private(set) var contactIDs: [Placed] = []
  private(set) var county: Placed?
  private(set) var childrensServices: Placed?
  private(set) var successors: [Placed] = []
  /// The council, nil where any part that it is made of is wrong.
  private(set) var council: Council?
  private(set) var contacts: [Contact] = []

  init(_ document: JSONValue, log: FindingLog) {
    self.log = log
    guard
      let file = ObjectReader(document, field: "", keys: CouncilKeys.council, optional: CouncilKeys.period, log: log)
    else { return }
    let id = file.id("id")
    let name = file.text("name")
    type = file.word("type", CouncilType.self, called: "council type")
    let aliases = file.texts("aliases")
    let county = file.textOrNull("county")
    let childrensServices = file.text("childrensServices")
    let location = file.objectOrNull("location", keys: CouncilKeys.location).read(Self.location)
    let places = file.texts("places")
    let domains = file.texts("domains")
    let hours = file.objectOrNull("hours", keys: CouncilKeys.hours).read(Self.hours)
    let teams = readTeams(of: file, council: id)
    let successors = file.has("successors") ? readSuccessors(of: file) : []
    let period = PeriodForm(of: file, council: id, followedBy: self.successors, log: log)

    self.id = id.map { Placed(text: $0, field: "id") }
    self.name = name.map { Placed(text: $0, field: "name") }
    self.aliases = aliases.enumerated().map { Placed(text: $1, field: "aliases[\($0)]") }
    self.county = county.value.map { Placed(text: $0, field: "county") }
    self.childrensServices = childrensServices.map { Placed(text: $0, field: "childrensServices") }
    guard let id, let name, let type, let childrensServices else { return }
    council = Council(
      id: id, name: name, type: type, aliases: aliases, county: county.value, childrensServices: childrensServices,
      location: location.value, places: places, domains: domains, hours: hours.value, teams: teams,
      validFrom: period.from, validUntil: period.until, successors: successors)
  }

  /// Who takes over: `{"council": ID, "purposes": […]}`, with no purposes for whatever nobody else is named for.
  private mutating func readSuccessors(of file: ObjectReader) -> [Succession] {
    var placed: [Placed] = []
    let successions = file.list("successors") { value, field -> Succession? in
      guard let object = ObjectReader(value, field: field, keys: CouncilKeys.successor, log: log) else { return nil }
      let council = object.id("council")
      if let council { placed.append(Placed(text: council, field: "\(field).council")) }
      let purposes = object.words("purposes", Purpose.self, called: "purpose")
      guard let council else { return nil }
      return Succession(council: council, purposes: purposes)
    }
    successors = placed
    return successions
  }

  private mutating func readTeams(of file: ObjectReader, council: String?) -> [Team] {
    var ids: [String: String] = [:]
    var names: [String: String] = [:]
    var all: [Contact] = []
    var declared: [Placed] = []
    let teams = file.list("teams") { value, field -> Team? in
      guard let team = ObjectReader(value, field: field, keys: CouncilKeys.team, log: log) else { return nil }
      let id = team.id("id")
      let name = team.text("name")
      if let id, let first = ids.updateValue(field, forKey: id) {
        log.error("\(field).id", "'\(id)' is the id of \(first) too; each team needs its own")
      }
      if let name, let first = names.updateValue(field, forKey: name) {
        log.error("\(field).name", "'\(name)' is the name of \(first) too; each team needs its own")
      }
      all += team.list("contacts") { value, field in
        guard let form = ContactForm(value, field: field, council: council, team: name, log: log) else { return nil }
        if let id = form.id { declared.append(Placed(text: id, field: "\(field).id")) }
        return form.contact
      }
      guard let id, let name else { return nil }
      return Team(id: id, name: name)
    }
    contacts = all
    contactIDs = declared
    return teams
  }

  private static func location(_ object: ObjectReader) -> Location? {
    let latitude = degrees(object, "latitude", atMost: 90)
    let longitude = degrees(object, "longitude", atMost: 180)
    let source = object.source("source")
    guard let latitude, let longitude, let source else { return nil }
    return Location(latitude: latitude, longitude: longitude, source: source)
  }

  private static func degrees(_ object: ObjectReader, _ key: String, atMost most: Double) -> Double? {
    guard let degrees = object.number(key) else { return nil }
    guard abs(degrees) <= most else {
      object.log.error(object.path(key), "\(degrees) is out of range; must be -\(Int(most)) to \(Int(most)) degrees")
      return nil
    }
    return degrees
  }

  private static func hours(_ object: ObjectReader) -> OfficeHours? {
    let hours = object.hours("spans")
    let source = object.source("source")
    guard let hours, let source else { return nil }
    return OfficeHours(hours: hours, source: source)
  }
}
