import Directory
import GRDB
import WorkingTime

/// Writes a directory's rows, within a transaction that somebody else holds.
struct DirectoryWriter {
  let database: Database
  let path: String

  // MARK: - All anew

  /// Takes out every row of the directory, children first.
  func clear() throws {
    for table in ContactColumns.lists.map(\.table) + [
      "contact", "team", "council_alias", "council_place", "council_domain",
      "council_successor_purpose", "council_successor", "council", "council_elsewhere",
    ] { try database.execute(sql: "DELETE FROM \(table)") }
  }

  func insert(_ councils: [Council]) throws {
    for council in councils {
      try naming(council) {
        try insertRow(of: council)
        try insertLists(of: council)
      }
    }
    try checkCouncils()
  }

  func insert(_ contacts: [Contact]) throws {
    for contact in contacts {
      try naming(contact) {
        try insertRow(of: contact)
        try insertLists(of: contact)
      }
    }
  }

  func insert(_ elsewhere: [CouncilElsewhere]) throws {
    for (position, one) in elsewhere.enumerated() { try insert(one, at: position) }
  }

  private func insert(_ elsewhere: CouncilElsewhere, at position: Int) throws {
    try naming("council elsewhere '\(elsewhere.id)'") {
      try run(
        """
        INSERT INTO council_elsewhere (name, website, nation, valid_from, valid_until, successors, id, position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """, StatementArguments(Self.values(of: elsewhere) + [position]))
    }
  }

  /// What a row says of a council that is not held, and last its id.
  private static func values(of elsewhere: CouncilElsewhere) -> [(any DatabaseValueConvertible)?] {
    [
      elsewhere.name, elsewhere.website, elsewhere.nation?.rawValue, elsewhere.validFrom.map(TimeText.text),
      elsewhere.validUntil.map(TimeText.text), elsewhere.successors.joined(separator: " "), elsewhere.id,
    ]
  }

  // MARK: - Differences

  /// Writes what edits say, and nothing else. Contacts that stay keep their rows.
  ///
  /// Whatever is given up goes first, so that an alias or a team may move from one council to another; between rows,
  /// references are judged at the end.
  func apply(_ edits: [DirectoryEdit]) throws {
    try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    for edit in edits {
      switch edit {
      case .contact(let old?, let new):
        try clearLists(ofContact: old.id)
        if new == nil { try run("DELETE FROM contact WHERE id = ?", [old.id]) }
      case .council(let old?, let new):
        try clearLists(ofCouncil: old.id)
        if new == nil { try run("DELETE FROM council WHERE id = ?", [old.id]) }
      case .elsewhere(let old?, nil): try run("DELETE FROM council_elsewhere WHERE id = ?", [old.id])
      case .contact, .council, .elsewhere: break
      }
    }
    var last = try Int.fetchOne(database.cachedStatement(sql: "SELECT max(position) FROM council_elsewhere")) ?? -1
    for edit in edits {
      switch edit {
      case .council(let old, let new?):
        try naming(new) {
          if old == nil { try insertRow(of: new) } else { try updateRow(of: new) }
          try insertLists(of: new)
        }
      case .contact(let old, let new?):
        try naming(new) {
          if old == nil { try insertRow(of: new) } else { try updateRow(of: new) }
          try insertLists(of: new)
        }
      case .elsewhere(nil, let new?):
        last += 1
        try insert(new, at: last)
      case .elsewhere(_?, let new?):
        try naming("council elsewhere '\(new.id)'") {
          try run(
            """
            UPDATE council_elsewhere
            SET name = ?, website = ?, nation = ?, valid_from = ?, valid_until = ?, successors = ? WHERE id = ?
            """, StatementArguments(Self.values(of: new)))
        }
      case .council, .contact, .elsewhere: break
      }
    }
    try checkCouncils()
    try checkContacts()
  }

  /// Brings the contacts of some councils into an order, by dealing out the numbers that they have anew.
  func order(contactsOf councils: Set<String>, as contacts: [Contact]) throws {
    let wanted = Dictionary(grouping: contacts.filter { councils.contains($0.council) }, by: \.council)
    for council in councils.sorted() {
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, number FROM contact WHERE council = ? ORDER BY number", arguments: [council])
      let ids = try rows.map { try $0.text(0) }
      let order = (wanted[council] ?? []).map(\.id)
      guard ids != order, ids.count == order.count else { continue }
      let numbers = try rows.map { try $0.decode(Int.self, atIndex: 1) }
      // A number is one contact's alone at every step: first all out of the way.
      try run("UPDATE contact SET number = -number - 1 WHERE council = ?", [council])
      for (id, number) in zip(order, numbers) { try run("UPDATE contact SET number = ? WHERE id = ?", [number, id]) }
    }
  }

  // MARK: - Rows

  private func insertRow(of council: Council) throws {
    try run(
      """
      INSERT INTO council (
        name, type, county, childrens_services, latitude, longitude, location_document, location_place, hours,
        hours_document, hours_place, valid_from, valid_until, id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, values(of: council))
  }

  private func updateRow(of council: Council) throws {
    try run(
      """
      UPDATE council SET name = ?, type = ?, county = ?, childrens_services = ?, latitude = ?, longitude = ?,
        location_document = ?, location_place = ?, hours = ?, hours_document = ?, hours_place = ?, valid_from = ?,
        valid_until = ?
      WHERE id = ?
      """, values(of: council))
  }

  private func values(of council: Council) -> StatementArguments {
    [
      council.name, council.type.rawValue, council.county, council.childrensServices, council.location?.latitude,
      council.location?.longitude, council.location?.source.document, council.location?.source.place,
      council.hours?.hours.notation, council.hours?.source.document, council.hours?.source.place,
      council.validFrom.map(TimeText.text), council.validUntil.map(TimeText.text), council.id,
    ]
  }

  private func insertLists(of council: Council) throws {
    for (name, texts) in [("alias", council.aliases), ("place", council.places), ("domain", council.domains)] {
      for (position, text) in texts.enumerated() {
        try run(
          "INSERT INTO council_\(name) (council, position, \(name)) VALUES (?, ?, ?)", [council.id, position, text])
      }
    }
    for (position, team) in council.teams.enumerated() {
      try run(
        "INSERT INTO team (council, position, id, name) VALUES (?, ?, ?, ?)",
        [council.id, position, team.id, team.name])
    }
    for (position, succession) in council.successors.enumerated() {
      try run(
        "INSERT INTO council_successor (council, position, successor) VALUES (?, ?, ?)",
        [council.id, position, succession.council])
      for (number, purpose) in succession.purposes.enumerated() {
        try run(
          "INSERT INTO council_successor_purpose (council, position, number, purpose) VALUES (?, ?, ?, ?)",
          [council.id, position, number, purpose.rawValue])
      }
    }
  }

  private func clearLists(ofCouncil id: String) throws {
    for table in ["council_alias", "council_place", "council_domain", "team", "council_successor"] {
      try run("DELETE FROM \(table) WHERE council = ?", [id])
    }
  }

  private static let insertContact = """
    INSERT INTO contact (\(ContactColumns.names.joined(separator: ", ")))
    VALUES (\(ContactColumns.names.map { _ in "?" }.joined(separator: ", ")))
    """

  private static let updateContact = """
    UPDATE contact SET \(ContactColumns.names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?
    """

  private func insertRow(of contact: Contact) throws {
    try run(Self.insertContact, ContactColumns.values(of: contact))
  }

  private func updateRow(of contact: Contact) throws {
    try run(Self.updateContact, ContactColumns.values(of: contact) + [contact.id])
  }

  private func insertLists(of contact: Contact) throws {
    for list in ContactColumns.lists {
      for (position, row) in contact[list.field].pairs.enumerated() {
        try run(
          "INSERT INTO \(list.table) (contact, position, \(list.first), \(list.second)) VALUES (?, ?, ?, ?)",
          [contact.id, position, row.0, row.1])
      }
    }
  }

  private func clearLists(ofContact id: String) throws {
    for list in ContactColumns.lists { try run("DELETE FROM \(list.table) WHERE contact = ?", [id]) }
  }

  /// Runs a statement, compiled once for each connection.
  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  // MARK: - Refusals

  /// The foreign keys between councils are checked at the commit, which cannot say whose is broken; this can.
  private func checkCouncils() throws {
    let broken = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT id, childrens_services FROM council WHERE childrens_services NOT IN (SELECT id FROM council)
          UNION ALL SELECT id, county FROM council WHERE county NOT IN (SELECT id FROM council)
          UNION ALL SELECT council, successor FROM council_successor WHERE successor NOT IN (SELECT id FROM council)
          LIMIT 1
          """))
    guard let broken else { return }
    throw DirectoryStoreError(
      .refused, path: path,
      "council '\(try broken.text(0))' refers to '\(try broken.text(1))', which is not among the councils")
  }

  /// The same for contacts, whose foreign key is put off while differences are written.
  private func checkContacts() throws {
    let broken = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT id, team, council FROM contact
          WHERE NOT EXISTS (SELECT 1 FROM team WHERE team.council = contact.council AND team.name = contact.team)
          LIMIT 1
          """))
    guard let broken else { return }
    throw DirectoryStoreError(
      .refused, path: path,
      "contact '\(try broken.text(0))' is of team '\(try broken.text(1))' of council '\(try broken.text(2))', which is not "
        + "there")
  }

  private func naming(_ council: Council, _ body: () throws -> Void) throws {
    try naming("council '\(council.id)'", body)
  }

  private func naming(_ contact: Contact, _ body: () throws -> Void) throws {
    try naming("contact '\(contact.id)' of team '\(contact.team)' of council '\(contact.council)'", body)
  }

  /// Says of a row that the schema refuses which it is.
  private func naming(_ what: @autoclosure () -> String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      throw DirectoryStoreError(.refused, path: path, "\(what()) is refused: \(error.message ?? "a constraint failed")")
    }
  }
}
