import Directory
import GRDB
import WorkingTime

/// Reads a directory's rows: one query a table, columns by place, each notation of hours parsed once.
struct DirectoryLoader {
  let database: Database
  private let known = KnownHours()

  init(database: Database) {
    self.database = database
  }

  mutating func councils() throws -> [Council] {
    let aliases = try grouped("SELECT council, alias FROM council_alias ORDER BY council, position") { try $0.text(1) }
    let places = try grouped("SELECT council, place FROM council_place ORDER BY council, position") { try $0.text(1) }
    let domains = try grouped("SELECT council, domain FROM council_domain ORDER BY council, position") {
      try $0.text(1)
    }
    let teams = try grouped("SELECT council, id, name FROM team ORDER BY council, position") {
      Team(id: try $0.text(1), name: try $0.text(2))
    }
    let successors = try successors()
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, name, type, county, childrens_services, latitude, longitude, location_document, location_place,
          hours, hours_document, hours_place, valid_from, valid_until
        FROM council ORDER BY id
        """)
    var councils: [Council] = []
    while let row = try rows.next() {
      let id = try row.text(0)
      councils.append(
        Council(
          id: id, name: try row.text(1), type: try row.word(CouncilType.self, at: 2), aliases: aliases[id] ?? [],
          county: try row.textOrNil(3), childrensServices: try row.text(4), location: try location(of: row),
          places: places[id] ?? [], domains: domains[id] ?? [], hours: try officeHours(of: row),
          teams: teams[id] ?? [], validFrom: try row.dayOrNil(12), validUntil: try row.dayOrNil(13),
          successors: successors[id] ?? []))
    }
    return councils
  }

  private func successors() throws -> [String: [Succession]] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT council, position, successor, purpose FROM council_successor
        LEFT JOIN council_successor_purpose USING (council, position) ORDER BY council, position, number
        """)
    var successors: [String: [Succession]] = [:]
    var last: (council: String, position: Int)?
    while let row = try rows.next() {
      let council = try row.text(0)
      let position = try row.decode(Int.self, atIndex: 1)
      let purpose = try row.textOrNil(3) == nil ? nil : try row.word(Purpose.self, at: 3)
      var list = successors[council] ?? []
      if let last, last == (council, position), let open = list.popLast() {
        list.append(Succession(council: open.council, purposes: open.purposes + [purpose].compactMap(\.self)))
      } else {
        list.append(Succession(council: try row.text(2), purposes: [purpose].compactMap(\.self)))
      }
      successors[council] = list
      last = (council, position)
    }
    return successors
  }

  private func location(of row: Row) throws -> Location? {
    guard let latitude = try row.decode(Double?.self, atIndex: 5) else { return nil }
    return Location(
      latitude: latitude, longitude: try row.decode(Double.self, atIndex: 6),
      source: Source(document: try row.text(7), place: try row.text(8)))
  }

  private mutating func officeHours(of row: Row) throws -> OfficeHours? {
    guard let hours = try hours(row.textOrNil(9)) else { return nil }
    return OfficeHours(hours: hours, source: Source(document: try row.text(10), place: try row.text(11)))
  }

  mutating func contacts() throws -> [Contact] {
    var lists: [ContactField: [String: [(String, String)]]] = [:]
    for list in ContactColumns.lists {
      lists[list.field] = try grouped(
        "SELECT contact, \(list.first), \(list.second) FROM \(list.table) ORDER BY contact, position"
      ) { (try $0.text(1), try $0.text(2)) }
    }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(ContactColumns.names.joined(separator: ", ")) FROM contact ORDER BY number")
    let place = ContactColumns.names.count - 1
    var contacts: [Contact] = []
    while let row = try rows.next() {
      let id = try row.text(0)
      let contact = try Contact { field in
        if let place = ContactColumns.places[field] { return try value(of: field, at: place, of: row) }
        guard let pairs = lists[field]?[id] else { return nil }
        return field.shape == .notices
          ? .notices(pairs.map { Notice(code: $0.0, text: $0.1) })
          : .sources(pairs.map { Source(document: $0.0, place: $0.1) })
      }
      guard let contact else {
        throw UnreadableValue(description: "contact '\(id)' lacks a field, or has a word that is not known")
      }
      contacts.append(contact.placed(at: try row.decode(Int?.self, atIndex: place)))
    }
    return contacts
  }

  private mutating func value(of field: ContactField, at place: Int, of row: Row) throws -> FieldValue {
    switch field.shape {
    case .text: return .text(try row.text(place))
    case .textOrNothing: return .textOrNothing(try row.textOrNil(place))
    case .purpose: return .text(try row.word(Purpose.self, at: place).rawValue)
    case .kind: return .text(try row.word(ContactKind.self, at: place).rawValue)
    case .status: return .text(try row.word(ContactStatus.self, at: place).rawValue)
    case .hours: return try hours(row.textOrNil(place)).map { .hours($0) } ?? .nothing
    case .day: return try row.dayOrNil(place).map { .day($0) } ?? .nothing
    case .source: return .source(Source(document: try row.text(place), place: try row.text(place + 1)))
    case .notices: return .notices([])
    case .sources: return .sources([])
    }
  }

  func elsewhere() throws -> [CouncilElsewhere] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, name, website, nation, valid_from, valid_until, successors FROM council_elsewhere ORDER BY position
        """)
    var councils: [CouncilElsewhere] = []
    while let row = try rows.next() {
      councils.append(
        CouncilElsewhere(
          id: try row.text(0), name: try row.text(1), website: try row.textOrNil(2),
          nation: try row.textOrNil(3).flatMap(CouncilElsewhere.Nation.init(rawValue:)),
          validFrom: try row.dayOrNil(4), validUntil: try row.dayOrNil(5),
          successors: try row.text(6).split(separator: " ").map(String.init)))
    }
    return councils
  }

  /// Rows by their first column, by which they must be ordered.
  private func grouped<Value>(_ sql: String, _ read: (Row) throws -> Value) throws -> [String: [Value]] {
    let rows = try Row.fetchCursor(database, sql: sql)
    var groups: [String: [Value]] = [:]
    var owner = ""
    var run: [Value] = []
    while let row = try rows.next() {
      let next = try row.text(0)
      if next != owner {
        if !run.isEmpty { groups[owner] = run }
        owner = next
        run = []
      }
      run.append(try read(row))
    }
    if !run.isEmpty { groups[owner] = run }
    return groups
  }

  private mutating func hours(_ notation: String?) throws -> OpeningHours? {
    guard let notation else { return nil }
    return try known.hours(notation)
  }
}
