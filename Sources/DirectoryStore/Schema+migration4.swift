extension Schema {
  /// Purposes and council types as rows, so that a later migration adds one by an INSERT; telephone numbers that are short
  /// codes; websites of councils that are not held. Frozen.
  ///
  /// SQLite cannot change a CHECK: the three tables that had the words in one are made anew and filled from the old. Foreign
  /// keys are off while a migration runs and are all checked at its end; the tables that point at these name them as before.
  static let migration4 = words4 + councils4 + contacts4 + successors4 + elsewhere4

  private static let words4 = """
    CREATE TABLE purpose (name TEXT NOT NULL PRIMARY KEY CONSTRAINT purpose_is_a_word CHECK (
      name GLOB '[a-z]*' AND name NOT GLOB '*[^a-z-]*')) STRICT, WITHOUT ROWID;
    INSERT INTO purpose (name) VALUES
      ('switchboard'), ('housing'), ('out-of-hours'), ('duty-to-refer'), ('subject-access'), ('safeguarding'),
      ('childrens-out-of-hours'), ('walk-in'), ('temporary-accommodation'), ('housing-options'), ('allocations'),
      ('resettlement'), ('landlord'), ('assessment'), ('care-leavers'), ('early-help'), ('website'),
      ('adult-social-care'), ('adult-social-care-out-of-hours'), ('rough-sleeping'), ('emergency'), ('police'),
      ('health'), ('domestic-abuse'), ('children');

    CREATE TABLE council_type (name TEXT NOT NULL PRIMARY KEY CONSTRAINT council_type_is_a_word CHECK (
      name GLOB '[a-z]*' AND name NOT GLOB '*[^a-z-]*')) STRICT, WITHOUT ROWID;
    INSERT INTO council_type (name) VALUES
      ('district'), ('unitary'), ('london-borough'), ('county'), ('agency'), ('national');

    """

  private static func day4(_ column: String) -> String {
    "\(column) IS date(\(column), '+0 days') AND \(column) BETWEEN '1900-01-01' AND '2199-12-31'"
  }

  private static let councils4 = """
    CREATE TABLE council_4 (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT council_id_is_given CHECK (trim(id) <> ''),
      name TEXT NOT NULL CONSTRAINT council_name_is_given CHECK (trim(name) <> ''),
      type TEXT NOT NULL REFERENCES council_type (name),
      county TEXT REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
      childrens_services TEXT NOT NULL REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
      latitude REAL CONSTRAINT latitude_is_in_range CHECK (latitude BETWEEN -90 AND 90),
      longitude REAL CONSTRAINT longitude_is_in_range CHECK (longitude BETWEEN -180 AND 180),
      location_document TEXT CHECK (trim(location_document) <> ''),
      location_place TEXT CHECK (trim(location_place) <> ''),
      hours TEXT CHECK (trim(hours) <> ''),
      hours_document TEXT CHECK (trim(hours_document) <> ''),
      hours_place TEXT CHECK (trim(hours_place) <> ''),
      valid_from TEXT CONSTRAINT council_valid_from_is_a_day CHECK (
        \(day4("valid_from"))),
      valid_until TEXT CONSTRAINT council_valid_until_is_a_day CHECK (
        \(day4("valid_until")))
        CONSTRAINT council_begins_before_it_ends CHECK (valid_from < valid_until),
      CONSTRAINT location_is_whole_with_its_source CHECK (
        (latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (location_document IS NULL)
        AND (latitude IS NULL) = (location_place IS NULL)),
      CONSTRAINT hours_have_their_source CHECK (
        (hours IS NULL) = (hours_document IS NULL) AND (hours IS NULL) = (hours_place IS NULL))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO council_4 (
      id, name, type, county, childrens_services, latitude, longitude, location_document, location_place, hours,
      hours_document, hours_place, valid_from, valid_until)
    SELECT id, name, type, county, childrens_services, latitude, longitude, location_document, location_place, hours,
      hours_document, hours_place, valid_from, valid_until FROM council;
    DROP TABLE council;
    ALTER TABLE council_4 RENAME TO council;
    CREATE INDEX council_by_county ON council (county);
    CREATE INDEX council_by_childrens_services ON council (childrens_services);

    """

  private static let contacts4 = """
    CREATE TABLE contact_4 (
      number INTEGER NOT NULL PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      council TEXT NOT NULL REFERENCES council (id),
      team TEXT NOT NULL,
      purpose TEXT NOT NULL REFERENCES purpose (name),
      kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'extension', 'email', 'web', 'address')),
      value TEXT CONSTRAINT value_is_not_blank CHECK (trim(value) <> ''),
      display TEXT NOT NULL CONSTRAINT display_is_given CHECK (trim(display) <> ''),
      hours TEXT CHECK (trim(hours) <> ''),
      status TEXT NOT NULL CONSTRAINT status_is_known CHECK (status IN (
        'verified', 'corroborated', 'stated', 'conflicting', 'unconfirmed', 'pattern', 'quarantined')),
      reason TEXT CONSTRAINT reason_is_not_blank CHECK (trim(reason) <> ''),
      source_document TEXT NOT NULL CONSTRAINT source_document_is_given CHECK (trim(source_document) <> ''),
      source_place TEXT NOT NULL CONSTRAINT source_place_is_given CHECK (trim(source_place) <> ''),
      checked_on TEXT CONSTRAINT checked_on_is_a_day CHECK (
        \(day4("checked_on"))),
      valid_from TEXT CONSTRAINT valid_from_is_a_day CHECK (
        \(day4("valid_from"))),
      valid_until TEXT CONSTRAINT valid_until_is_a_day CHECK (
        \(day4("valid_until"))),
      FOREIGN KEY (council, team) REFERENCES team (council, name) ON UPDATE CASCADE,
      CONSTRAINT contact_id_begins_with_its_council
        CHECK (substr(id, 1, length(council) + 1) = council || '/' AND length(id) > length(council) + 1),
      CONSTRAINT pattern_and_nothing_else_has_no_value CHECK ((value IS NULL) = (status = 'pattern')),
      CONSTRAINT quarantine_has_a_reason CHECK (status <> 'quarantined' OR reason IS NOT NULL),
      CONSTRAINT verified_and_nothing_else_has_a_day CHECK ((checked_on IS NOT NULL) = (status = 'verified')),
      CONSTRAINT phone_can_be_dialled CHECK (
        kind <> 'phone' OR value IS NULL
        OR (value GLOB '+[1-9]*' AND substr(value, 2) NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 8 AND 16)
        OR (value NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 3 AND 8)),
      CONSTRAINT valid_from_is_before_valid_until CHECK (valid_from < valid_until)
    ) STRICT;
    INSERT INTO contact_4 (
      number, id, council, team, purpose, kind, value, display, hours, status, reason, source_document, source_place,
      checked_on, valid_from, valid_until)
    SELECT number, id, council, team, purpose, kind, value, display, hours, status, reason, source_document,
      source_place, checked_on, valid_from, valid_until FROM contact;
    DROP TABLE contact;
    ALTER TABLE contact_4 RENAME TO contact;
    CREATE INDEX contact_by_team ON contact (council, team);

    """

  private static let successors4 = """
    CREATE TABLE council_successor_purpose_4 (
      council TEXT NOT NULL,
      position INTEGER NOT NULL,
      number INTEGER NOT NULL,
      purpose TEXT NOT NULL REFERENCES purpose (name),
      PRIMARY KEY (council, position, number),
      FOREIGN KEY (council, position) REFERENCES council_successor (council, position) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO council_successor_purpose_4 (council, position, number, purpose)
    SELECT council, position, number, purpose FROM council_successor_purpose;
    DROP TABLE council_successor_purpose;
    ALTER TABLE council_successor_purpose_4 RENAME TO council_successor_purpose;

    """

  private static let elsewhere4 = """
    ALTER TABLE council_elsewhere ADD COLUMN website TEXT CONSTRAINT elsewhere_website_is_not_blank CHECK (
      trim(website) <> '');
    ALTER TABLE council_elsewhere ADD COLUMN nation TEXT CONSTRAINT elsewhere_nation_is_known CHECK (
      nation IN ('wales', 'scotland'));

    """
}
