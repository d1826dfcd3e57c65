extension Schema {
  /// Which shared record this site follows, and how that goes. Frozen.
  ///
  /// It is a site's own and in no change: one row while the site is joined, none before and after.
  static let migration7 = """
    CREATE TABLE shared_record (
      id INTEGER NOT NULL PRIMARY KEY CONSTRAINT shared_record_is_one_row CHECK (id = 1),
      record TEXT NOT NULL CONSTRAINT shared_record_is_given CHECK (trim(record) <> ''),
      server TEXT NOT NULL CONSTRAINT shared_server_is_given CHECK (trim(server) <> ''),
      desk TEXT NOT NULL CONSTRAINT shared_desk_is_given CHECK (trim(desk) <> ''),
      timeline TEXT NOT NULL,
      joined_at TEXT NOT NULL CONSTRAINT joined_at_is_a_moment CHECK (datetime(joined_at) IS NOT NULL),
      heard_at TEXT NOT NULL CONSTRAINT heard_at_is_a_moment CHECK (datetime(heard_at) IS NOT NULL),
      head INTEGER NOT NULL,
      sent INTEGER NOT NULL,
      refused_change INTEGER,
      refused_hash TEXT,
      refused_why TEXT CONSTRAINT refused_why_is_not_blank CHECK (trim(refused_why) <> ''),
      stopped TEXT CONSTRAINT stopped_is_not_blank CHECK (trim(stopped) <> ''),
      aside TEXT CONSTRAINT aside_is_not_blank CHECK (trim(aside) <> ''),
      aside_after INTEGER,
      CONSTRAINT a_refusal_is_whole CHECK (
        (refused_change IS NULL) = (refused_hash IS NULL) AND (refused_change IS NULL) = (refused_why IS NULL)),
      CONSTRAINT what_is_aside_has_its_ancestor CHECK ((aside IS NULL) = (aside_after IS NULL))
    ) STRICT;

    """
}
