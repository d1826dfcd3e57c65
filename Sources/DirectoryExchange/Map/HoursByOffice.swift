package import Directory
package import WorkingTime

/// Hours that a list gives by a council's office hours, and what they would be.
package struct HoursByOffice: Sendable {
  /// What the cell says: `Outside office hours`.
  package let text: String
  /// The council's id.
  package let council: String
  /// All but the council's office hours; nil where these are not known.
  package let rest: OpeningHours?

  /// All of a table of which the map does not say yet what they mean, each council's once.
  package static func all(in table: DataFile, map: TableMap, base: DirectoryContent) -> [HoursByOffice] {
    MappedTable.hoursByOffice(in: table, map: map, base: base)
  }
}
