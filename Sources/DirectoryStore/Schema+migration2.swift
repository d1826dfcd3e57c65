extension Schema {
  /// Tokens of the line protocol. Frozen.
  ///
  /// Only a token's mark is kept, its SHA-256. A revoked one stays, so that it can be told who had it; its name is free
  /// for another from then on.
  static let migration2 = """
    CREATE TABLE token (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL CONSTRAINT token_name_is_a_word CHECK (
        length(name) BETWEEN 1 AND 64 AND name NOT GLOB '*[^a-zA-Z0-9._@-]*'),
      role TEXT NOT NULL CONSTRAINT token_role_is_known CHECK (role IN ('terminal', 'officer')),
      mark TEXT NOT NULL UNIQUE CONSTRAINT token_mark_is_a_hash CHECK (
        length(mark) = 64 AND mark NOT GLOB '*[^0-9a-f]*'),
      made_at TEXT NOT NULL CONSTRAINT token_made_at_is_a_moment CHECK (datetime(made_at) IS NOT NULL),
      revoked_at TEXT CONSTRAINT token_revoked_at_is_a_moment CHECK (
        revoked_at IS NULL OR datetime(revoked_at) IS NOT NULL)
    ) STRICT;
    CREATE UNIQUE INDEX token_in_force_by_name ON token (name) WHERE revoked_at IS NULL;

    """
}
