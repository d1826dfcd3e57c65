import GRDB

extension Schema {
  /// Councils that begin and end, the history of every record, verifications, and the seals of the audit record. Frozen.
  ///
  /// A change and what it changed are written once: triggers refuse to alter or delete them, whoever asks. `edits` is null
  /// for changes of older schemas, which kept no history. Replacing a row would pass the triggers for deletion by, so that
  /// nothing may be inserted but at the end.
  static func migrate3(_ database: Database) throws {
    try database.execute(sql: councils3 + changes3)
    try seal3(database)
    try database.execute(sql: history3 + shipped3)
  }

  private static func day3(_ column: String) -> String {
    "\(column) IS date(\(column), '+0 days') AND \(column) BETWEEN '1900-01-01' AND '2199-12-31'"
  }

  private static let moment3 = """
    at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'
        AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days') AND at BETWEEN '1900' AND '2200'
        AND datetime(at) IS NOT NULL
    """

  private static let councils3 = """
    ALTER TABLE council ADD COLUMN valid_from TEXT CONSTRAINT council_valid_from_is_a_day CHECK (
      \(day3("valid_from")));
    ALTER TABLE council ADD COLUMN valid_until TEXT CONSTRAINT council_valid_until_is_a_day CHECK (
      \(day3("valid_until")))
      CONSTRAINT council_begins_before_it_ends CHECK (valid_from < valid_until);

    CREATE TABLE council_successor (
      council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      successor TEXT NOT NULL REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (council, position),
      CONSTRAINT nobody_succeeds_himself CHECK (successor <> council)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX council_successor_by_successor ON council_successor (successor);

    CREATE TABLE council_successor_purpose (
      council TEXT NOT NULL,
      position INTEGER NOT NULL,
      number INTEGER NOT NULL,
      purpose TEXT NOT NULL CONSTRAINT successor_purpose_is_known CHECK (purpose IN (
        'switchboard', 'housing', 'out-of-hours', 'duty-to-refer', 'subject-access', 'safeguarding',
        'childrens-out-of-hours', 'walk-in', 'temporary-accommodation', 'housing-options', 'allocations',
        'resettlement', 'landlord', 'assessment', 'care-leavers', 'early-help', 'website')),
      PRIMARY KEY (council, position, number),
      FOREIGN KEY (council, position) REFERENCES council_successor (council, position) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    """

  private static let changes3 = """
    ALTER TABLE directory_change RENAME TO directory_change_2;
    CREATE TABLE directory_change (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL CONSTRAINT change_at_is_a_moment CHECK (
        \(moment3)),
      by TEXT NOT NULL CONSTRAINT change_by_is_given CHECK (trim(by) <> ''),
      source TEXT NOT NULL CONSTRAINT change_source_is_given CHECK (trim(source) <> ''),
      version TEXT NOT NULL CONSTRAINT change_version_is_given CHECK (trim(version) <> ''),
      what TEXT NOT NULL CONSTRAINT change_what_is_given CHECK (trim(what) <> ''),
      undoes INTEGER REFERENCES directory_change (id) CONSTRAINT undone_is_earlier CHECK (undoes < id),
      edits INTEGER,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE CONSTRAINT change_hash_is_a_hash CHECK (
        length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
    ) STRICT;

    """

  /// Changes of older schemas are chained as they are found, with no edits.
  private static func seal3(_ database: Database) throws {
    var previous = ChainHash.genesis
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, at, by, source, version, what FROM directory_change_2 ORDER BY id")
    for row in rows {
      let id = try row.decode(Int.self, atIndex: 0)
      let texts = try (1...5).map { try row.text($0) }
      let hash = ChainHash(
        previous: previous, id: id, at: texts[0], by: texts[1], source: texts[2], version: texts[3], what: texts[4],
        undoes: nil, edits: nil
      ).text
      try database.execute(
        sql: """
          INSERT INTO directory_change (id, at, by, source, version, what, previous, hash)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [id, texts[0], texts[1], texts[2], texts[3], texts[4], previous, hash])
      previous = hash
    }
    try database.execute(sql: "DROP TABLE directory_change_2")
  }

  private static let history3 = """
    CREATE TABLE directory_edit (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      change INTEGER NOT NULL REFERENCES directory_change (id) DEFERRABLE INITIALLY DEFERRED,
      kind TEXT NOT NULL CONSTRAINT edit_kind_is_known CHECK (kind IN ('council', 'contact', 'elsewhere')),
      record TEXT NOT NULL CONSTRAINT edited_record_is_given CHECK (trim(record) <> ''),
      old TEXT CONSTRAINT old_is_json CHECK (old IS NULL OR json_valid(old)),
      new TEXT CONSTRAINT new_is_json CHECK (new IS NULL OR json_valid(new)),
      CONSTRAINT an_edit_changes_something CHECK (old IS NOT new)
    ) STRICT;
    CREATE INDEX directory_edit_by_change ON directory_edit (change);
    CREATE INDEX directory_edit_by_record ON directory_edit (record);

    CREATE TABLE verification (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      change INTEGER NOT NULL REFERENCES directory_change (id),
      contact TEXT NOT NULL CONSTRAINT verified_contact_is_given CHECK (trim(contact) <> ''),
      checked_on TEXT NOT NULL CONSTRAINT verified_on_is_a_day CHECK (\(day3("checked_on"))),
      by TEXT NOT NULL CONSTRAINT verified_by_is_given CHECK (trim(by) <> ''),
      method TEXT NOT NULL CONSTRAINT method_is_known CHECK (
        method IN ('rang-and-answered', 'email-acknowledged', 'web-page')),
      note TEXT CONSTRAINT note_is_not_blank CHECK (trim(note) <> ''),
      at TEXT NOT NULL CONSTRAINT verified_at_is_a_moment CHECK (
        \(moment3))
    ) STRICT;
    CREATE INDEX verification_by_contact ON verification (contact);
    CREATE INDEX verification_by_change ON verification (change);

    CREATE TRIGGER directory_change_is_never_altered BEFORE UPDATE ON directory_change
    BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is never altered'); END;
    CREATE TRIGGER directory_change_is_never_deleted BEFORE DELETE ON directory_change
    BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is never deleted'); END;
    CREATE TRIGGER directory_change_goes_to_the_end BEFORE INSERT ON directory_change
    WHEN NEW.id <= (SELECT max(id) FROM directory_change)
      OR NEW.previous <> coalesce(
        (SELECT hash FROM directory_change ORDER BY id DESC LIMIT 1), '\(ChainHash.genesis)')
      OR coalesce(NEW.edits, -1) <> (SELECT count(*) FROM directory_edit WHERE change = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'directory_change is append-only: a change is chained to the last, with its edits'); END;

    CREATE TRIGGER directory_edit_is_never_altered BEFORE UPDATE ON directory_edit
    BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: history is never altered'); END;
    CREATE TRIGGER directory_edit_is_never_deleted BEFORE DELETE ON directory_edit
    BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: history is never deleted'); END;
    CREATE TRIGGER directory_edit_goes_to_the_end BEFORE INSERT ON directory_edit
    WHEN NEW.id <= (SELECT max(id) FROM directory_edit)
      OR NEW.change <= (SELECT max(id) FROM directory_change)
    BEGIN SELECT RAISE(ABORT, 'directory_edit is append-only: a sealed change takes no more edits'); END;

    CREATE TRIGGER verification_is_never_altered BEFORE UPDATE ON verification
    BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check is never altered'); END;
    CREATE TRIGGER verification_is_never_deleted BEFORE DELETE ON verification
    BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check is never deleted'); END;
    CREATE TRIGGER verification_goes_to_the_end BEFORE INSERT ON verification
    WHEN NEW.id <= (SELECT max(id) FROM verification)
      OR NEW.change <> (SELECT max(id) FROM directory_change)
    BEGIN SELECT RAISE(ABORT, 'verification is append-only: a check belongs to the last change'); END;

    """

  /// Which shipped data the store was last held against, and how their files looked then.
  private static let shipped3 = """
    CREATE TABLE shipped_data (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT shipped_data_is_one_row CHECK (id = 1),
      stamp TEXT NOT NULL CONSTRAINT stamp_is_given CHECK (trim(stamp) <> ''),
      version TEXT NOT NULL CONSTRAINT shipped_version_is_given CHECK (trim(version) <> ''),
      settled TEXT CONSTRAINT settled_is_not_blank CHECK (trim(settled) <> '')
    ) STRICT;

    """
}
