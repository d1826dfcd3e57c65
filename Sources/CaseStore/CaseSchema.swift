import Casebook
import GRDB

/// How a casebook's file is laid out.
enum CaseSchema {
  /// The number of the newest layout, kept in the file as `user_version`. It is raised where a table changes, and where a deed, or
  /// a word of one, is added: an older program could not read that, and must refuse the casebook rather than show half of it.
  ///
  /// Layout 2 has papers that were drafted and issued; its tables are those of layout 1. Layout 3 says at which desk a case is read,
  /// and who signed for it where several share a machine. Layout 4 has events that are taken back; its tables are those of layout 3.
  /// Layout 5 says of which triage a case was made, and by which rules it is counted.
  static let version = 5

  /// Marks the file as a casebook, as SQLite's `application_id`: the letters NDCB.
  static let applicationID = 0x4E44_4342

  /// Lays an empty file out; refuses what is not a casebook, or newer than this program.
  ///
  /// - Parameters:
  ///   - database: The file.
  ///   - isMaking: Whether an empty file is to become a casebook. Where one was, an empty file is none: its cases are elsewhere.
  /// - Throws: `CaseTrouble`: `foreign`. What SQLite throws.
  static func prepare(_ database: Database, isMaking: Bool) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    if application == applicationID {
      guard found <= version else {
        throw CaseTrouble(
          .foreign,
          "a newer version of this program has written in the casebook, with layout \(found), and this one knows layout "
            + "\(version). Use the newer program; nothing is changed")
      }
      if found < 3 { try database.execute(sql: layout3) }
      if found < 5 { try database.execute(sql: layout5) }
      if found < version { try database.execute(sql: "PRAGMA user_version = \(version)") }
      return
    }
    guard isMaking else {
      throw CaseTrouble(.foreign, "another file has taken its place, which is not a casebook. Put the casebook back")
    }
    guard application == 0, tables == 0 else {
      throw CaseTrouble(.foreign, "it is not a casebook but another program's file; name another")
    }
    try database.execute(sql: layout1)
    try database.execute(sql: layout3)
    try database.execute(sql: layout5)
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// Frozen. A terminal whose line was cut says its triage again under the same name, and it stays one case. What an older program
  /// counted says so by an empty word.
  private static let layout5 = """
    ALTER TABLE casefile ADD COLUMN made_of TEXT;
    ALTER TABLE casefile ADD COLUMN counted_by TEXT NOT NULL DEFAULT '';
    CREATE UNIQUE INDEX casefile_made_of ON casefile (made_of) WHERE made_of IS NOT NULL;
    """

  /// Frozen. A reading says at which desk; nothing where a program of an older layout wrote it. What is changed without a new event
  /// is counted, so that whoever holds cases in memory reads them anew.
  private static let layout3 = """
    ALTER TABLE reading ADD COLUMN desk TEXT NOT NULL DEFAULT '';
    CREATE TABLE rewriting (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT there_is_one CHECK (id = 1),
      number INTEGER NOT NULL
    ) STRICT;
    INSERT INTO rewriting (id, number) VALUES (1, 0);
    """

  /// Frozen. What is erased keeps its digest and its seal, and nothing from which either could be made.
  private static let layout1 = """
    CREATE TABLE casefile (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      reference TEXT UNIQUE,
      is_open INTEGER NOT NULL CONSTRAINT is_open_is_a_bool CHECK (is_open IN (0, 1)),
      is_held INTEGER NOT NULL CONSTRAINT is_held_is_a_bool CHECK (is_held IN (0, 1)),
      closed_in TEXT,
      erased_in TEXT,
      erased_by TEXT,
      CONSTRAINT what_is_erased_has_no_name CHECK ((reference IS NULL) = (erased_in IS NOT NULL)),
      CONSTRAINT what_is_open_or_held_is_not_erased CHECK (erased_in IS NULL OR (is_open = 0 AND is_held = 0))
    ) STRICT;
    CREATE INDEX casefile_open ON casefile (id) WHERE is_open = 1;

    CREATE TABLE event (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      casefile INTEGER NOT NULL REFERENCES casefile (id),
      number INTEGER NOT NULL,
      recorded_by TEXT,
      recorded_at INTEGER,
      happened_at INTEGER,
      deed TEXT,
      salt BLOB,
      digest BLOB NOT NULL CONSTRAINT digest_is_a_hash CHECK (length(digest) = 32),
      seal BLOB NOT NULL CONSTRAINT seal_is_a_hash CHECK (length(seal) = 32),
      UNIQUE (casefile, number),
      CONSTRAINT whole_or_erased CHECK (
        (deed IS NULL) = (salt IS NULL) AND (deed IS NULL) = (recorded_by IS NULL)
        AND (deed IS NULL) = (recorded_at IS NULL) AND (deed IS NOT NULL OR happened_at IS NULL))
    ) STRICT;
    CREATE TRIGGER no_event_goes BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are kept'); END;
    CREATE TRIGGER no_event_changes BEFORE UPDATE ON event
      WHEN new.deed IS NOT NULL OR new.casefile <> old.casefile OR new.number <> old.number
        OR new.digest <> old.digest OR new.seal <> old.seal OR new.id <> old.id
      BEGIN SELECT raise(ABORT, 'events do not change'); END;

    CREATE TABLE sealed (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      casefile INTEGER NOT NULL REFERENCES casefile (id),
      number INTEGER NOT NULL,
      seal BLOB NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER no_seal_goes BEFORE DELETE ON sealed BEGIN SELECT raise(ABORT, 'seals are kept'); END;
    CREATE TRIGGER no_seal_changes BEFORE UPDATE ON sealed BEGIN SELECT raise(ABORT, 'seals do not change'); END;

    CREATE TABLE reading (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      casefile INTEGER NOT NULL REFERENCES casefile (id),
      reader TEXT NOT NULL,
      since INTEGER NOT NULL,
      put_down INTEGER
    ) STRICT;
    CREATE INDEX reading_by_case ON reading (casefile);

    CREATE TABLE case_count (
      casefile INTEGER NOT NULL REFERENCES casefile (id),
      quarter TEXT NOT NULL,
      council TEXT NOT NULL,
      measure TEXT NOT NULL,
      value TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (casefile, quarter, measure, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX case_count_by_quarter ON case_count (quarter, council, measure, value, number);

    CREATE TABLE erased_count (
      quarter TEXT NOT NULL,
      council TEXT NOT NULL,
      measure TEXT NOT NULL,
      value TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (quarter, council, measure, value)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE officer (
      name TEXT NOT NULL PRIMARY KEY CONSTRAINT name_is_given CHECK (trim(name) <> ''),
      role TEXT NOT NULL CONSTRAINT role_is_known CHECK (role IN ('reporter', 'day-team', 'officer', 'manager')),
      councils TEXT
    ) STRICT, WITHOUT ROWID;
    """
}
