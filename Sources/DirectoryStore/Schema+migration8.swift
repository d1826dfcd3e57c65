extension Schema {
  /// The changes of which a site does not know whether the shared record has them. Frozen.
  static let migration8 = """
    CREATE TABLE shared_uncertain (
      hash TEXT NOT NULL PRIMARY KEY CONSTRAINT uncertain_hash_is_a_hash CHECK (
        length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
      change INTEGER NOT NULL CONSTRAINT uncertain_change_is_positive CHECK (change > 0),
      at TEXT NOT NULL CONSTRAINT uncertain_at_is_a_moment CHECK (datetime(at) IS NOT NULL),
      by TEXT NOT NULL CONSTRAINT uncertain_by_is_given CHECK (trim(by) <> ''),
      what TEXT NOT NULL
    ) STRICT;

    """
}
