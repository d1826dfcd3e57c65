import Directory
import GRDB
import WorkingTime

/// Writes a directory's rows, within a transaction that somebody else holds.
struct DirectoryWriter {
  let database: Database
  let path: String

  /// Takes out every row of the directory, children first.
  func clear() throws {
    for table in [
      "contact_warning", "contact_seen_also", "contact", "team", "council_alias", "council_place", "council_domain",
      "council", "council_elsewhere",
    ] { try database.execute(sql: "DELETE FROM \(table)") }
  }

  func insert(_ councils: [Council]) throws {
    let council = try database.makeStatement(
      sql: """
        INSERT INTO council (
          id, name, type, county, childrens_services, latitude, longitude, location_document, location_place, hours,
          hours_document, hours_place)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let lists = try ["alias", "place", "domain"].map { name in
      try database.makeStatement(sql: "INSERT INTO council_\(name) (council, position, \(name)) VALUES (?, ?, ?)")
    }
    let team = try database.makeStatement(sql: "INSERT INTO team (council, position, id, name) VALUES (?, ?, ?, ?)")
    for one in councils {
      try naming("council '\(one.id)'") {
        try council.execute(arguments: [
          one.id, one.name, one.type.rawValue, one.county, one.childrensServices, one.location?.latitude,
          one.location?.longitude, one.location?.source.document, one.location?.source.place,
          one.hours?.hours.notation, one.hours?.source.document, one.hours?.source.place,
        ])
        for (texts, statement) in zip([one.aliases, one.places, one.domains], lists) {
          for (position, text) in texts.enumerated() { try statement.execute(arguments: [one.id, position, text]) }
        }
        for (position, row) in one.teams.enumerated() {
          try team.execute(arguments: [one.id, position, row.id, row.name])
        }
      }
    }
    try checkReferences()
  }

  /// The foreign keys between councils are checked at the commit, which cannot say whose is broken; this can.
  private func checkReferences() throws {
    let broken = try Row.fetchOne(
      database,
      sql: """
        SELECT id, childrens_services FROM council WHERE childrens_services NOT IN (SELECT id FROM council)
        UNION ALL SELECT id, county FROM council WHERE county NOT IN (SELECT id FROM council) LIMIT 1
        """)
    guard let broken else { return }
    let council = try broken.decode(String.self, atIndex: 0)
    let missing = try broken.decode(String.self, atIndex: 1)
    throw DirectoryStoreError(
      .refused, path: path, "council '\(council)' refers to '\(missing)', which is not among the councils")
  }

  func insert(_ contacts: [Contact]) throws {
    let contact = try database.makeStatement(
      sql: """
        INSERT INTO contact (
          id, council, team, purpose, kind, value, display, hours, status, reason, source_document, source_place,
          checked_on, valid_from, valid_until)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let warning = try database.makeStatement(
      sql: "INSERT INTO contact_warning (contact, position, code, text) VALUES (?, ?, ?, ?)")
    let seenAlso = try database.makeStatement(
      sql: "INSERT INTO contact_seen_also (contact, position, document, place) VALUES (?, ?, ?, ?)")
    for one in contacts {
      try naming("contact '\(one.id)' of team '\(one.team)' of council '\(one.council)'") {
        try contact.execute(arguments: [
          one.id, one.council, one.team, one.purpose.rawValue, one.kind.rawValue, one.value, one.display,
          one.hours?.notation, one.status.rawValue, one.reason, one.source.document, one.source.place,
          one.checkedOn.map(TimeText.text), one.validFrom.map(TimeText.text), one.validUntil.map(TimeText.text),
        ])
        for (position, row) in one.warnings.enumerated() {
          try warning.execute(arguments: [one.id, position, row.code, row.text])
        }
        for (position, row) in one.seenAlso.enumerated() {
          try seenAlso.execute(arguments: [one.id, position, row.document, row.place])
        }
      }
    }
  }

  func insert(_ elsewhere: [CouncilElsewhere]) throws {
    let statement = try database.makeStatement(
      sql: "INSERT INTO council_elsewhere (position, id, name) VALUES (?, ?, ?)")
    for (position, one) in elsewhere.enumerated() {
      try naming("council elsewhere '\(one.id)'") {
        try statement.execute(arguments: [position, one.id, one.name])
      }
    }
  }

  /// Says of a row that the schema refuses which it is.
  private func naming(_ what: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw DirectoryStoreError(.refused, path: path, "\(what) is refused: \(error.message ?? "a constraint failed")")
    }
  }
}
