import GRDB

extension Schema {
  /// What admins do beside the directory, chained as changes are; who reported a failed contact; and a print of what the
  /// version of a directory leaves out. Frozen.
  ///
  /// The tokens in force are entered as held: who made them before this is not known.
  static func migrate5(_ database: Database) throws {
    try database.execute(sql: events5 + reports5 + print5)
    let rows = try Row.fetchAll(
      database, sql: "SELECT name, role, mark, made_at FROM token WHERE revoked_at IS NULL ORDER BY id")
    var previous = ChainHash.genesis
    for (index, row) in rows.enumerated() {
      let name: String = try row.text(0)
      let (role, mark, at): (String, String, String) = (try row.text(1), try row.text(2), try row.text(3))
      let detail = "\(role) \(mark)"
      let hash = EventHash.text(
        previous: previous, id: index + 1, at: at, by: "unknown", kind: "token-held", subject: name, detail: detail)
      try database.execute(
        sql: """
          INSERT INTO store_event (id, at, by, kind, subject, detail, previous, hash)
          VALUES (?, ?, 'unknown', 'token-held', ?, ?, ?, ?)
          """, arguments: [index + 1, at, name, detail, previous, hash])
      previous = hash
    }
  }

  private static let events5 = """
    CREATE TABLE store_event (
      id INTEGER NOT NULL PRIMARY KEY,
      at TEXT NOT NULL CONSTRAINT event_at_is_a_moment CHECK (datetime(at) IS NOT NULL),
      by TEXT NOT NULL CONSTRAINT event_by_is_given CHECK (trim(by) <> ''),
      kind TEXT NOT NULL CONSTRAINT event_kind_is_a_word CHECK (
        kind GLOB '[a-z]*' AND kind NOT GLOB '*[^a-z-]*'),
      subject TEXT NOT NULL CONSTRAINT event_subject_is_given CHECK (trim(subject) <> ''),
      detail TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE CONSTRAINT event_hash_is_a_hash CHECK (
        length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
    ) STRICT;

    CREATE TRIGGER store_event_is_never_altered BEFORE UPDATE ON store_event
    BEGIN SELECT RAISE(ABORT, 'store_event is append-only: an event is never altered'); END;
    CREATE TRIGGER store_event_is_never_deleted BEFORE DELETE ON store_event
    BEGIN SELECT RAISE(ABORT, 'store_event is append-only: an event is never deleted'); END;
    CREATE TRIGGER store_event_goes_to_the_end BEFORE INSERT ON store_event
    WHEN NEW.id <> 1 + coalesce((SELECT max(id) FROM store_event), 0)
      OR NEW.previous <> coalesce(
        (SELECT hash FROM store_event ORDER BY id DESC LIMIT 1), '\(ChainHash.genesis)')
    BEGIN SELECT RAISE(ABORT, 'store_event is append-only: an event is chained to the last'); END;

    """

  private static let reports5 = """
    ALTER TABLE failure_report ADD COLUMN origin TEXT CONSTRAINT report_origin_is_not_blank CHECK (trim(origin) <> '');

    """

  private static let print5 = """
    CREATE TABLE content_print (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT content_print_is_one_row CHECK (id = 1),
      change INTEGER NOT NULL,
      print TEXT NOT NULL CONSTRAINT print_is_given CHECK (trim(print) <> '')
    ) STRICT;

    """
}
