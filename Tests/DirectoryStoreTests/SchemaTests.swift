import Directory
import DirectoryStore
import GRDB
import Testing
import WorkingTime

/// A statement that must be refused, and the constraint that must refuse it.
struct Forbidden: Sendable, CustomTestStringConvertible {
  let sql: String
  let constraint: String

  var testDescription: String { sql }
}

private func council(_ set: String, _ constraint: String) -> Forbidden {
  Forbidden(sql: "UPDATE council SET \(set) WHERE id = 'ashford'", constraint: constraint)
}

/// A change of the verified contact.
private func contact(_ set: String, _ constraint: String) -> Forbidden {
  Forbidden(sql: "UPDATE contact SET \(set) WHERE id = 'ashford/z-first'", constraint: constraint)
}

/// A council that begins and ends, with a successor.
private func period(_ from: String, _ until: String, _ constraint: String) -> Forbidden {
  Forbidden(
    sql: "UPDATE council SET valid_from = \(from), valid_until = \(until) WHERE id = 'ashford'", constraint: constraint)
}

/// A change at the end of the chain, which the triggers let through.
private func change(
  at: String = Example.moment, by: String = "a", source: String = "b", version: String = "c", what: String = "d",
  undoes: String = "NULL", hash: String = String(repeating: "e", count: 64), _ constraint: String
) -> Forbidden {
  Forbidden(
    sql: """
      INSERT INTO directory_change SELECT id + 1, '\(at)', '\(by)', '\(source)', '\(version)', '\(what)', \(undoes), 0,
        hash, '\(hash)' FROM directory_change
      """, constraint: constraint)
}

/// A check that belongs to the last change.
private func check(
  contact: String = "ashford/x", on: String = "2026-11-26", by: String = "a", method: String = "web-page",
  note: String = "NULL", at: String = Example.moment, _ constraint: String
) -> Forbidden {
  insert("verification", "1, 1, '\(contact)', '\(on)', '\(by)', '\(method)', \(note), '\(at)'", constraint)
}

private func insert(_ table: String, _ row: String, _ constraint: String) -> Forbidden {
  Forbidden(sql: "INSERT INTO \(table) VALUES (\(row))", constraint: constraint)
}

struct SchemaTests {
  private static let mark = String(repeating: "a", count: 64)

  private static func event(
    id: Int = 1, at: String = Example.moment, by: String = "a", kind: String = "restored", subject: String = "s",
    hash: String = String(repeating: "f", count: 64), _ constraint: String
  ) -> Forbidden {
    let genesis = String(repeating: "0", count: 64)
    return insert(
      "store_event", "\(id), '\(at)', '\(by)', '\(kind)', '\(subject)', '', '\(genesis)', '\(hash)'", constraint)
  }

  static let forbidden: [Forbidden] = [
    council("id = ' '", "council_id_is_given"), council("name = ''", "council_name_is_given"),
    council("name = NULL", "council.name"), council("type = 'parish'", "FOREIGN KEY"),
    council("latitude = 90.1", "latitude_is_in_range"), council("longitude = -180.1", "longitude_is_in_range"),
    council("latitude = 'north'", "cannot store TEXT value in REAL column council.latitude"),
    council("latitude = NULL", "location_is_whole_with_its_source"),
    council("location_place = NULL", "location_is_whole_with_its_source"),
    council("location_document = ' '", "location_document"), council("location_place = ''", "location_place"),
    council("hours = NULL", "hours_have_their_source"), council("hours_place = NULL", "hours_have_their_source"),
    council("hours = ''", "hours"), council("hours_document = ''", "hours_document"),
    council("county = 'ghost'", "FOREIGN KEY"), council("childrens_services = 'ghost'", "FOREIGN KEY"),
    council("childrens_services = NULL", "council.childrens_services"),
    contact("id = 'kent/x'", "contact_id_begins_with_its_council"),
    contact("id = 'ashford/'", "contact_id_begins_with_its_council"),
    contact("id = 'ashford/pattern'", "UNIQUE constraint failed: contact.id"),
    contact("council = 'ghost', id = 'ghost/x'", "FOREIGN KEY"), contact("team = 'Ghosts'", "FOREIGN KEY"),
    contact("purpose = 'fun'", "FOREIGN KEY"), contact("kind = 'fax'", "kind_is_known"),
    contact("status = 'sure'", "status_is_known"),
    contact("value = NULL", "pattern_and_nothing_else_has_no_value"),
    contact("status = 'pattern', checked_on = NULL", "pattern_and_nothing_else_has_no_value"),
    contact("kind = 'web', value = ' '", "value_is_not_blank"), contact("display = ''", "display_is_given"),
    contact("hours = ' '", "hours"), contact("reason = ''", "reason_is_not_blank"),
    contact("status = 'quarantined', checked_on = NULL", "quarantine_has_a_reason"),
    contact("checked_on = NULL", "verified_and_nothing_else_has_a_day"),
    contact("status = 'stated'", "verified_and_nothing_else_has_a_day"),
    contact("source_document = ''", "source_document_is_given"),
    contact("source_document = NULL", "contact.source_document"),
    contact("source_place = '  '", "source_place_is_given"), contact("source_place = NULL", "contact.source_place"),
    contact("checked_on = '2026-02-30'", "checked_on_is_a_day"), contact("checked_on = 'x'", "checked_on_is_a_day"),
    contact("valid_from = '1-1-2026'", "valid_from_is_a_day"),
    contact("valid_until = '2200-01-01'", "valid_until_is_a_day"),
    contact("valid_from = '2028-04-01'", "valid_from_is_before_valid_until"),
    contact("value = '01233 331111'", "phone_can_be_dialled"), contact("value = '+44 1233'", "phone_can_be_dialled"),
    contact("value = '99'", "phone_can_be_dialled"), contact("value = '012279999'", "phone_can_be_dialled"),
    contact("value = '9 99'", "phone_can_be_dialled"),
    contact("value = '+0123456789'", "phone_can_be_dialled"),
    contact("value = '+1234567890123456'", "phone_can_be_dialled"),
    contact("number = 2", "UNIQUE constraint failed: contact.number"),
    contact("place = 0", "contact_place_is_positive"),
    insert("council_alias", "'kent', 9, 'ASHFORD'", "council_alias.alias"),
    insert("council_alias", "'kent', 9, ' '", "alias_is_given"),
    insert("council_alias", "'ghost', 0, 'Ghost'", "FOREIGN KEY"),
    insert("council_place", "'ashford', 0, 'Wye'", "council_place.position"),
    insert("council_place", "'ashford', 9, ''", "place_is_given"),
    insert("council_domain", "'ashford', 9, ''", "domain_is_given"),
    insert("team", "'ashford', 9, 'homelessness', 'Other'", "team.id"),
    insert("team", "'ashford', 9, 'other', 'Homelessness'", "team.name"),
    insert("team", "'ashford', 9, '', 'Other'", "team_id_is_given"),
    insert("team", "'ashford', 9, 'other', ''", "team_name_is_given"),
    insert("contact_warning", "'ghost/x', 0, 'a', 'b'", "FOREIGN KEY"),
    insert("contact_warning", "'ashford/pattern', 0, '', 'b'", "warning_code_is_given"),
    insert("contact_warning", "'ashford/pattern', 0, 'a', ''", "warning_text_is_given"),
    insert("contact_seen_also", "'ashford/pattern', 0, '', 'b'", "seen_also_document_is_given"),
    insert("contact_seen_also", "'ashford/pattern', 0, 'a', ''", "seen_also_place_is_given"),
    insert("council_elsewhere", "9, 'adur', 'Adur', NULL, NULL, NULL, NULL, ''", "council_elsewhere.id"),
    insert("council_elsewhere", "9, '', 'Adur', NULL, NULL, NULL, NULL, ''", "elsewhere_id_is_given"),
    insert("council_elsewhere", "9, 'x', '', NULL, NULL, NULL, NULL, ''", "elsewhere_name_is_given"),
    insert("council_elsewhere", "9, 'x', 'X', ' ', NULL, NULL, NULL, ''", "elsewhere_website_is_not_blank"),
    insert("council_elsewhere", "9, 'x', 'X', NULL, 'france', NULL, NULL, ''", "elsewhere_nation_is_known"),
    insert("council_elsewhere", "9, 'x', 'X', NULL, NULL, '2027-02-30', NULL, ''", "elsewhere_begins_on_a_day"),
    insert("council_elsewhere", "9, 'x', 'X', NULL, NULL, NULL, '2027-02-30', ''", "elsewhere_ends_on_a_day"),
    insert(
      "council_elsewhere", "9, 'x', 'X', NULL, NULL, '2027-04-01', '2027-04-01', ''", "elsewhere_begins_before_it_ends"),
    insert("council_elsewhere", "9, 'x', 'X', NULL, NULL, NULL, NULL, 'adur'", "elsewhere_is_taken_over_once_it_ends"),
    insert("purpose", "'Fun'", "purpose_is_a_word"),
    insert("council_type", "'parish council'", "council_type_is_a_word"),
    Forbidden(sql: "DELETE FROM purpose WHERE name = 'housing'", constraint: "FOREIGN KEY"),
    Forbidden(sql: "DELETE FROM council_type WHERE name = 'county'", constraint: "FOREIGN KEY"),
    period("'soon'", "NULL", "council_valid_from_is_a_day"),
    period("NULL", "'2026-02-30'", "council_valid_until_is_a_day"),
    period("'2028-04-01'", "'2028-04-01'", "council_begins_before_it_ends"),
    insert("council_successor", "'ashford', 0, 'ashford'", "nobody_succeeds_himself"),
    insert("council_successor", "'ashford', 0, 'ghost'", "FOREIGN KEY"),
    insert("council_successor_purpose", "'ashford', 0, 0, 'housing'", "FOREIGN KEY"),
    insert("council_successor_purpose", "'ashford', 0, 0, 'fun'", "FOREIGN KEY"),
    change(at: "2026-11-26", "change_at_is_a_moment"),
    change(at: "2026-02-30T10:00:00+00:00", "change_at_is_a_moment"),
    change(at: "2026-11-26T25:00:00+00:00", "change_at_is_a_moment"),
    change(by: "", "change_by_is_given"), change(source: "", "change_source_is_given"),
    change(version: "", "change_version_is_given"), change(what: "", "change_what_is_given"),
    change(undoes: "2", "undone_is_earlier"), change(hash: "secret", "change_hash_is_a_hash"),
    insert("directory_edit", "99, 2, 'street', 'x', NULL, '{}'", "edit_kind_is_known"),
    insert("directory_edit", "99, 2, 'contact', '', NULL, '{}'", "edited_record_is_given"),
    insert("directory_edit", "99, 2, 'contact', 'x', '{', '{}'", "old_is_json"),
    insert("directory_edit", "99, 2, 'contact', 'x', NULL, '}'", "new_is_json"),
    insert("directory_edit", "99, 2, 'contact', 'x', '{}', '{}'", "an_edit_changes_something"),
    insert("directory_edit", "99, 2, 'contact', 'x', NULL, NULL", "an_edit_changes_something"),
    insert("directory_edit", "99, 2, 'contact', 'x', NULL, '{}'", "FOREIGN KEY"),
    check(contact: " ", "verified_contact_is_given"), check(on: "today", "verified_on_is_a_day"),
    check(by: "", "verified_by_is_given"), check(method: "guessed", "method_is_known"),
    check(note: "''", "note_is_not_blank"), check(at: "now", "verified_at_is_a_moment"),
    insert("shipped_data", "2, 'a', 'b', NULL", "shipped_data_is_one_row"),
    insert("shipped_data", "1, '', 'b', NULL", "stamp_is_given"),
    insert("shipped_data", "1, 'a', ' ', NULL", "shipped_version_is_given"),
    insert("shipped_data", "1, 'a', 'b', ''", "settled_is_not_blank"),
    Forbidden(sql: "UPDATE directory_change SET by = 'b'", constraint: "a change is never altered"),
    Forbidden(sql: "DELETE FROM directory_change", constraint: "a change is never deleted"),
    Forbidden(
      sql: "INSERT OR REPLACE INTO directory_change SELECT * FROM directory_change",
      constraint: "a change is chained to the last"),
    Forbidden(
      sql: """
        INSERT INTO directory_change SELECT id + 1, at, by, source, version, what, NULL, 0, hash || 'x', hash
        FROM directory_change
        """, constraint: "a change is chained to the last"),
    Forbidden(
      sql: "INSERT INTO directory_change SELECT id + 1, at, by, source, version, what, NULL, 1, hash, hash || 'x' "
        + "FROM directory_change", constraint: "a change is chained to the last"),
    Forbidden(sql: "UPDATE directory_edit SET new = NULL", constraint: "history is never altered"),
    Forbidden(sql: "DELETE FROM directory_edit WHERE id = 1", constraint: "history is never deleted"),
    Forbidden(
      sql: "INSERT OR REPLACE INTO directory_edit SELECT id, 2, kind, record, old, '{}' FROM directory_edit",
      constraint: "takes no more edits"),
    insert("directory_edit", "99, 1, 'contact', 'x', NULL, '{}'", "takes no more edits"),
    insert("directory_edit", "NULL, 2, 'contact', 'x', NULL, '{}'", "takes no more edits"),
    insert(
      "verification", "1, 2, 'x', '2026-11-26', 'a', 'web-page', NULL, '\(Example.moment)'", "belongs to the last"),
    insert("failure_report", "9, '', 'refused', '\(Example.moment)', NULL", "failed_contact_is_given"),
    insert("failure_report", "9, 'ashford/x', 'rude', '\(Example.moment)', NULL", "how_is_known"),
    insert("failure_report", "9, 'ashford/x', 'refused', 'now', NULL", "report_at_is_a_moment"),
    insert("failure_report", "9, 'ashford/x', 'refused', '\(Example.moment)', ' '", "report_origin_is_not_blank"),
    event(at: "soon", "event_at_is_a_moment"), event(by: " ", "event_by_is_given"),
    event(kind: "Odd", "event_kind_is_a_word"), event(subject: "", "event_subject_is_given"),
    event(hash: "secret", "event_hash_is_a_hash"), event(id: 2, "an event is chained to the last"),
    Forbidden(sql: event("").sql + "; UPDATE store_event SET by = 'b'", constraint: "an event is never altered"),
    Forbidden(sql: event("").sql + "; DELETE FROM store_event", constraint: "an event is never deleted"),
    insert("content_print", "2, 1, 'a'", "content_print_is_one_row"),
    Forbidden(sql: "UPDATE content_print SET print = ' '", constraint: "print_is_given"),
    joined("", "", id: 2, "shared_record_is_one_row"), joined("record", "' '", "shared_record_is_given"),
    joined("server", "' '", "shared_server_is_given"), joined("desk", "' '", "shared_desk_is_given"),
    joined("joined_at", "'soon'", "joined_at_is_a_moment"), joined("heard_at", "'soon'", "heard_at_is_a_moment"),
    joined("refused_why", "' '", "refused_why_is_not_blank"), joined("refused_change", "7", "a_refusal_is_whole"),
    joined("stopped", "' '", "stopped_is_not_blank"), joined("aside", "' '", "aside_is_not_blank"),
    joined("aside", "'file'", "what_is_aside_has_its_ancestor"),
    insert("shared_uncertain", "'x', 1, '\(Example.moment)', 'ann', 'x'", "uncertain_hash_is_a_hash"),
    insert("shared_uncertain", "'\(mark)', 0, '\(Example.moment)', 'ann', 'x'", "uncertain_change_is_positive"),
    insert("shared_uncertain", "'\(mark)', 1, 'soon', 'ann', 'x'", "uncertain_at_is_a_moment"),
    insert("shared_uncertain", "'\(mark)', 1, '\(Example.moment)', ' ', 'x'", "uncertain_by_is_given"),
    insert("token", "9, 'two words', 'officer', '\(mark)', '\(Example.moment)', NULL", "token_name_is_a_word"),
    insert("token", "9, 'a', 'chief', '\(mark)', '\(Example.moment)', NULL", "token_role_is_known"),
    insert("token", "9, 'a', 'officer', 'secret', '\(Example.moment)', NULL", "token_mark_is_a_hash"),
    insert("token", "9, 'a', 'officer', '\(mark)', 'now and then', NULL", "token_made_at_is_a_moment"),
    insert("token", "9, 'a', 'officer', '\(mark)', '\(Example.moment)', 'later'", "token_revoked_at_is_a_moment"),
    Forbidden(sql: "DELETE FROM council WHERE id = 'ashford'", constraint: "FOREIGN KEY"),
    Forbidden(sql: "DELETE FROM team WHERE id = 'homelessness'", constraint: "FOREIGN KEY"),
  ]

  /// A site that is joined, with one column as it must not be.
  private static func joined(_ column: String, _ value: String, id: Int = 1, _ constraint: String) -> Forbidden {
    let moment = "'\(Example.moment)'"
    var values = [
      "record": "'a'", "server": "'b'", "desk": "'c'", "timeline": "'1'", "joined_at": moment, "heard_at": moment,
      "head": "1", "sent": "0",
    ]
    if !column.isEmpty { values[column] = value }
    let names = values.keys.sorted()
    let list = names.compactMap { values[$0] }.joined(separator: ", ")
    return Forbidden(
      sql: "INSERT INTO shared_record (id, \(names.joined(separator: ", "))) VALUES (\(id), \(list))",
      constraint: constraint)
  }

  @Test(arguments: forbidden)
  func `the schema itself refuses`(statement: Forbidden) throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let queue = try DatabaseQueue(path: folder.file())
    let error = try #require(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: statement.sql) } }
    #expect(error.resultCode == .SQLITE_CONSTRAINT)
    #expect(error.message?.contains(statement.constraint) == true, "\(error)")
  }

  @Test func `every constraint of the schema has a statement that it refuses`() throws {
    let folder = try TemporaryFolder()
    _ = try DirectoryDatabase(path: folder.file())
    let schema = try DatabaseQueue(path: folder.file()).read { database in
      try String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql NOT NULL")
    }
    let names = schema.joined(separator: "\n").matches(of: /CONSTRAINT (\w+)/).map { String($0.1) }
    #expect(names.count > 30)
    #expect(Set(names).subtracting(Self.forbidden.map(\.constraint)) == [])
  }

  @Test func `the schema takes every purpose, kind, status and council type of the program`() throws {
    let store = try DirectoryDatabase.inMemory()
    let councils = CouncilType.allCases.map { type in
      Council(
        id: type.rawValue, name: "C", type: type, childrensServices: type.rawValue,
        teams: [Team(id: "t", name: "Homelessness")])
    }
    var contacts: [Contact] = []
    for purpose in Purpose.allCases {
      for kind in ContactKind.allCases {
        for status in ContactStatus.allCases {
          contacts.append(
            Example.contact(
              "county/\(purpose)-\(kind)-\(status)", council: "county", purpose: purpose, kind: kind,
              value: status == .pattern ? nil : "+441233331111", status: status, reason: "why",
              checkedOn: status == .verified ? Day(number: 20_000) : nil))
        }
      }
    }
    try store.fill(councils: councils, contacts: contacts)
    #expect(try store.snapshot().contacts == contacts)
    #expect(try Set(store.snapshot().councils) == Set(councils))
  }

  @Test func `the schema lists the purposes and council types of the program and no others`() throws {
    let folder = try TemporaryFolder()
    _ = try DirectoryDatabase(path: folder.file())
    let queue = try DatabaseQueue(path: folder.file())
    let purposes = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM purpose") }
    let types = try queue.read { try String.fetchAll($0, sql: "SELECT name FROM council_type") }
    #expect(Set(purposes) == Set(Purpose.allCases.map(\.rawValue)))
    #expect(Set(types) == Set(CouncilType.allCases.map(\.rawValue)))
  }

  @Test func `a short code is kept as it is dialled`() throws {
    let store = try DirectoryDatabase.inMemory()
    let contacts = ShortCode.services.keys.sorted().map { Example.contact("ashford/code-\($0)", value: $0) }
    try store.fill(contacts: contacts)
    #expect(try store.snapshot().contacts.map(\.value) == contacts.map(\.value))
  }

  @Test func `a renamed team keeps its contacts, a deleted contact takes its warnings along`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill()
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { database in
      try database.execute(sql: "UPDATE team SET name = 'Night line' WHERE id = 'out-of-hours'")
    }
    #expect(try store.snapshot().contact(id: "ashford/z-first")?.team == "Night line")
    try queue.write { try $0.execute(sql: "DELETE FROM contact") }
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact_warning") } == 0)
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact_seen_also") } == 0)
  }

  @Test(arguments: [
    "UPDATE contact SET hours = 'now and then' WHERE id = 'ashford/z-first'",
    "UPDATE council SET hours = 'Mo' WHERE id = 'ashford'",
  ])
  func `hours that cannot be read are told, never left out`(sql: String) throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill()
    try DatabaseQueue(path: folder.file()).write { try $0.execute(sql: sql) }
    let error = try #require(throws: DirectoryStoreError.self) { try store.snapshot() }
    #expect(error.code == .damaged)
    #expect(error.explanation.contains(folder.file()))
  }
}
