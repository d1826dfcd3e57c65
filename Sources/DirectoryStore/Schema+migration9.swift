extension Schema {
  /// Councils that are not held begin, end, and are taken over: ids with a space between them. Frozen.
  static let migration9 = """
    ALTER TABLE council_elsewhere ADD COLUMN valid_from TEXT CONSTRAINT elsewhere_begins_on_a_day CHECK (
      valid_from IS date(valid_from, '+0 days') AND valid_from BETWEEN '1900-01-01' AND '2199-12-31');
    ALTER TABLE council_elsewhere ADD COLUMN valid_until TEXT CONSTRAINT elsewhere_ends_on_a_day CHECK (
      valid_until IS date(valid_until, '+0 days') AND valid_until BETWEEN '1900-01-01' AND '2199-12-31')
      CONSTRAINT elsewhere_begins_before_it_ends CHECK (valid_from < valid_until);
    ALTER TABLE council_elsewhere ADD COLUMN successors TEXT NOT NULL DEFAULT '' CONSTRAINT elsewhere_is_taken_over_once_it_ends
      CHECK (successors = '' OR valid_until IS NOT NULL);

    """
}
