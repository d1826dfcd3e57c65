import Directory
import GRDB
import WorkingTime

/// Reads a directory's rows: one query a table, columns by place, each notation of hours parsed once.
struct DirectoryLoader {
  let database: Database
  private var hoursByNotation: [String: OpeningHours] = [:]

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
    let warnings = try grouped("SELECT contact, code, text FROM contact_warning ORDER BY contact, position") {
      Notice(code: try $0.text(1), text: try $0.text(2))
    }
    let seenAlso = try grouped("SELECT contact, document, place FROM contact_seen_also ORDER BY contact, position") {
      Source(document: try $0.text(1), place: try $0.text(2))
    }
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT id, council, team, purpose, kind, value, display, hours, status, reason, source_document, source_place,
          checked_on, valid_from, valid_until
        FROM contact ORDER BY number
        """)
    var contacts: [Contact] = []
    while let row = try rows.next() {
      let id = try row.text(0)
      contacts.append(
        Contact(
          id: id, council: try row.text(1), team: try row.text(2), purpose: try row.word(Purpose.self, at: 3),
          kind: try row.word(ContactKind.self, at: 4), value: try row.textOrNil(5), display: try row.text(6),
          hours: try hours(row.textOrNil(7)), status: try row.word(ContactStatus.self, at: 8),
          reason: try row.textOrNil(9), warnings: warnings[id] ?? [],
          source: Source(document: try row.text(10), place: try row.text(11)), seenAlso: seenAlso[id] ?? [],
          checkedOn: try row.dayOrNil(12), validFrom: try row.dayOrNil(13), validUntil: try row.dayOrNil(14)))
    }
    return contacts
  }

  func elsewhere() throws -> [CouncilElsewhere] {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT id, name, website, nation FROM council_elsewhere ORDER BY position")
    var councils: [CouncilElsewhere] = []
    while let row = try rows.next() {
      councils.append(
        CouncilElsewhere(
          id: try row.text(0), name: try row.text(1), website: try row.textOrNil(2),
          nation: try row.textOrNil(3).flatMap(CouncilElsewhere.Nation.init(rawValue:))))
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
    if let known = hoursByNotation[notation] { return known }
    let hours = try OpeningHours(notation: notation)
    hoursByNotation[notation] = hours
    return hours
  }
}
