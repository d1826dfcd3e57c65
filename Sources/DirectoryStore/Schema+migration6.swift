extension Schema {
  /// Where a contact stands among its council's. Frozen.
  ///
  /// It is of the record: it stays null until the first change after this, before which the store enters the order that it
  /// has as a change of its own.
  static let migration6 = """
    ALTER TABLE contact ADD COLUMN place INTEGER CONSTRAINT contact_place_is_positive CHECK (place > 0);

    """
}
