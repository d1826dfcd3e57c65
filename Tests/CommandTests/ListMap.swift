/// Maps of tables that several tests take in.
enum ListMap {
  /// A council a row, with its night line and when that is answered.
  static let nightLines = """
    [columns]
    council = "Authority"
    value = "Out of hours"
    hours = "When"
    [constants]
    purpose = "ooh"
    sourceDocument = "county list of May 2026"

    """
}
