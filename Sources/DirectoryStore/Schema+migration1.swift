extension Schema {
  /// Councils, contacts, changes and failure reports. Frozen.
  ///
  /// Dates are ISO days and moments ISO texts with an offset; `'+0 days'` has SQLite work the day out, so that
  /// 30 February is none. `number` and `position` keep the order of the files.
  static let migration1 = councils1 + contacts1 + history1

  private static let councils1 = """
    CREATE TABLE council (
      id TEXT NOT NULL PRIMARY KEY CONSTRAINT council_id_is_given CHECK (trim(id) <> ''),
      name TEXT NOT NULL CONSTRAINT council_name_is_given CHECK (trim(name) <> ''),
      type TEXT NOT NULL CONSTRAINT council_type_is_known
        CHECK (type IN ('district', 'unitary', 'london-borough', 'county', 'agency')),
      county TEXT REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
      childrens_services TEXT NOT NULL REFERENCES council (id) DEFERRABLE INITIALLY DEFERRED,
      latitude REAL CONSTRAINT latitude_is_in_range CHECK (latitude BETWEEN -90 AND 90),
      longitude REAL CONSTRAINT longitude_is_in_range CHECK (longitude BETWEEN -180 AND 180),
      location_document TEXT CHECK (trim(location_document) <> ''),
      location_place TEXT CHECK (trim(location_place) <> ''),
      hours TEXT CHECK (trim(hours) <> ''),
      hours_document TEXT CHECK (trim(hours_document) <> ''),
      hours_place TEXT CHECK (trim(hours_place) <> ''),
      CONSTRAINT location_is_whole_with_its_source CHECK (
        (latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (location_document IS NULL)
        AND (latitude IS NULL) = (location_place IS NULL)),
      CONSTRAINT hours_have_their_source CHECK (
        (hours IS NULL) = (hours_document IS NULL) AND (hours IS NULL) = (hours_place IS NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX council_by_county ON council (county);
    CREATE INDEX council_by_childrens_services ON council (childrens_services);

    CREATE TABLE council_alias (
      council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      alias TEXT NOT NULL COLLATE NOCASE UNIQUE CONSTRAINT alias_is_given CHECK (trim(alias) <> ''),
      PRIMARY KEY (council, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE council_place (
      council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      place TEXT NOT NULL CONSTRAINT place_is_given CHECK (trim(place) <> ''),
      PRIMARY KEY (council, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE council_domain (
      council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      domain TEXT NOT NULL CONSTRAINT domain_is_given CHECK (trim(domain) <> ''),
      PRIMARY KEY (council, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE team (
      council TEXT NOT NULL REFERENCES council (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      id TEXT NOT NULL CONSTRAINT team_id_is_given CHECK (trim(id) <> ''),
      name TEXT NOT NULL CONSTRAINT team_name_is_given CHECK (trim(name) <> ''),
      PRIMARY KEY (council, position),
      UNIQUE (council, id),
      UNIQUE (council, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE council_elsewhere (
      position INTEGER NOT NULL PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CONSTRAINT elsewhere_id_is_given CHECK (trim(id) <> ''),
      name TEXT NOT NULL CONSTRAINT elsewhere_name_is_given CHECK (trim(name) <> '')
    ) STRICT;

    """

  private static let contacts1 = """
    CREATE TABLE contact (
      number INTEGER NOT NULL PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      council TEXT NOT NULL REFERENCES council (id),
      team TEXT NOT NULL,
      purpose TEXT NOT NULL CONSTRAINT purpose_is_known CHECK (purpose IN (
        'switchboard', 'housing', 'out-of-hours', 'duty-to-refer', 'subject-access', 'safeguarding',
        'childrens-out-of-hours', 'walk-in', 'temporary-accommodation', 'housing-options', 'allocations',
        'resettlement', 'landlord', 'assessment', 'care-leavers', 'early-help', 'website')),
      kind TEXT NOT NULL CONSTRAINT kind_is_known CHECK (kind IN ('phone', 'extension', 'email', 'web', 'address')),
      value TEXT CONSTRAINT value_is_not_blank CHECK (trim(value) <> ''),
      display TEXT NOT NULL CONSTRAINT display_is_given CHECK (trim(display) <> ''),
      hours TEXT CHECK (trim(hours) <> ''),
      status TEXT NOT NULL CONSTRAINT status_is_known CHECK (status IN (
        'verified', 'corroborated', 'stated', 'conflicting', 'unconfirmed', 'pattern', 'quarantined')),
      reason TEXT CONSTRAINT reason_is_not_blank CHECK (trim(reason) <> ''),
      source_document TEXT NOT NULL CONSTRAINT source_document_is_given CHECK (trim(source_document) <> ''),
      source_place TEXT NOT NULL CONSTRAINT source_place_is_given CHECK (trim(source_place) <> ''),
      checked_on TEXT CONSTRAINT checked_on_is_a_day
        CHECK (checked_on IS date(checked_on, '+0 days') AND checked_on BETWEEN '1900-01-01' AND '2199-12-31'),
      valid_from TEXT CONSTRAINT valid_from_is_a_day
        CHECK (valid_from IS date(valid_from, '+0 days') AND valid_from BETWEEN '1900-01-01' AND '2199-12-31'),
      valid_until TEXT CONSTRAINT valid_until_is_a_day
        CHECK (valid_until IS date(valid_until, '+0 days') AND valid_until BETWEEN '1900-01-01' AND '2199-12-31'),
      FOREIGN KEY (council, team) REFERENCES team (council, name) ON UPDATE CASCADE,
      CONSTRAINT contact_id_begins_with_its_council
        CHECK (substr(id, 1, length(council) + 1) = council || '/' AND length(id) > length(council) + 1),
      CONSTRAINT pattern_and_nothing_else_has_no_value CHECK ((value IS NULL) = (status = 'pattern')),
      CONSTRAINT quarantine_has_a_reason CHECK (status <> 'quarantined' OR reason IS NOT NULL),
      CONSTRAINT verified_and_nothing_else_has_a_day CHECK ((checked_on IS NOT NULL) = (status = 'verified')),
      CONSTRAINT phone_is_e164 CHECK (
        kind <> 'phone' OR value IS NULL
        OR (value GLOB '+[1-9]*' AND substr(value, 2) NOT GLOB '*[^0-9]*' AND length(value) BETWEEN 8 AND 16)),
      CONSTRAINT valid_from_is_before_valid_until CHECK (valid_from < valid_until)
    ) STRICT;
    CREATE INDEX contact_by_team ON contact (council, team);

    CREATE TABLE contact_warning (
      contact TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      code TEXT NOT NULL CONSTRAINT warning_code_is_given CHECK (trim(code) <> ''),
      text TEXT NOT NULL CONSTRAINT warning_text_is_given CHECK (trim(text) <> ''),
      PRIMARY KEY (contact, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE contact_seen_also (
      contact TEXT NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      document TEXT NOT NULL CONSTRAINT seen_also_document_is_given CHECK (trim(document) <> ''),
      place TEXT NOT NULL CONSTRAINT seen_also_place_is_given CHECK (trim(place) <> ''),
      PRIMARY KEY (contact, position)
    ) STRICT, WITHOUT ROWID;

    """

  private static let moment1 = """
    at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]'
        AND substr(at, 1, 10) IS date(substr(at, 1, 10), '+0 days') AND at BETWEEN '1900' AND '2200'
        AND datetime(at) IS NOT NULL
    """

  /// A failure report names its contact without a foreign key: it must outlive a contact that is replaced.
  private static let history1 = """
    CREATE TABLE directory_change (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      at TEXT NOT NULL CONSTRAINT change_at_is_a_moment CHECK (
        \(moment1)),
      by TEXT NOT NULL CONSTRAINT change_by_is_given CHECK (trim(by) <> ''),
      source TEXT NOT NULL CONSTRAINT change_source_is_given CHECK (trim(source) <> ''),
      version TEXT NOT NULL CONSTRAINT change_version_is_given CHECK (trim(version) <> ''),
      what TEXT NOT NULL CONSTRAINT change_what_is_given CHECK (trim(what) <> '')
    ) STRICT;

    CREATE TABLE failure_report (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      contact TEXT NOT NULL CONSTRAINT failed_contact_is_given CHECK (trim(contact) <> ''),
      how TEXT NOT NULL CONSTRAINT how_is_known CHECK (how IN ('no-answer', 'wrong-number', 'refused')),
      at TEXT NOT NULL CONSTRAINT report_at_is_a_moment CHECK (
        \(moment1))
    ) STRICT;
    CREATE INDEX failure_report_by_contact ON failure_report (contact);

    """
}
