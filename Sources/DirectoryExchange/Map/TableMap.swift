import Directory

/// How the columns of somebody else's table become contacts.
package struct TableMap: Sendable, Equatable {
  /// What a column or a constant may say of a contact.
  package struct Field: Sendable, Hashable, RawRepresentable, CaseIterable {
    /// Its name, which is the heading that it has in our own tables.
    package let rawValue: String

    /// A field by its name; nil where there is none.
    package init?(rawValue: String) {
      guard Self.names.contains(rawValue) else { return nil }
      self.rawValue = rawValue
    }

    private init(_ name: String) { rawValue = name }

    private static let names = ContactTable.columns.filter { column in
      ContactTable.fields[column].map { !$0.shape.isList && $0 != .checkedOn } ?? false
    }
    /// All of them, in the order of our own tables.
    package static let allCases = names.map { Field($0) }

    package static let council = Field("council")
    package static let contact = Field("contact")
    package static let team = Field("team")
    package static let purpose = Field("purpose")
    package static let kind = Field("kind")
    package static let value = Field("value")
    package static let display = Field("display")
    package static let hours = Field("hours")
    package static let status = Field("status")
    package static let validFrom = Field("validFrom")
    package static let validUntil = Field("validUntil")
    package static let sourceDocument = Field("sourceDocument")
    package static let sourcePlace = Field("sourcePlace")

    /// Those that a table may give of a contact and that nothing else depends on: they are taken over as they are.
    static let plain = allCases.filter { field in
      switch ContactTable.fields[field.rawValue]?.shape {
      case .hours?, .day?, .textOrNothing?: field != .value
      default: false
      }
    }
  }

  /// Where a field's text comes from.
  package enum Given: Sendable, Equatable {
    /// The column with this heading.
    case column(String)
    /// The same text for every row.
    case constant(String)
  }

  /// One contact of each row: what it takes beside what all contacts of the row take.
  package typealias Part = [Field: Given]

  /// The sheet of a workbook; the first where nil.
  package var sheet: String?
  /// What all contacts of a row have in common.
  package var shared: Part = [:]
  /// The contacts that each row holds; one of nothing but what is shared where a row is a contact.
  package var contacts: [Part] = [[:]]
  /// What the words of a table mean, by the field they stand in; a hyphen passes the row over.
  package var words: [Field: [String: String]] = [:]
  /// Columns in which an empty cell repeats the one above, as merged cells do.
  package var fill: Set<String> = []
  /// Whether the list is a second source for what the directory holds already.
  package var corroborates = false

  /// A map of nothing yet, of a workbook's sheet where one is named.
  package init(sheet: String? = nil) { self.sheet = sheet }

  /// The columns that a table must have.
  package var columns: Set<String> {
    var found = fill
    for part in [shared] + contacts {
      for case .column(let name) in part.values { found.insert(name) }
    }
    return found
  }

  /// What the map itself lacks: one sentence part each.
  package var faults: [String] {
    var found: [String] = []
    for field in Field.allCases {
      guard case .column(let name)? = shared[field], contacts.allSatisfy({ $0[field] != nil }) else { continue }
      found.append(
        "gives '\(field.rawValue)' the column '\(name)', and each contact has its own; give that column a contact")
    }
    for (place, part) in contacts.enumerated() {
      let whole = shared.merging(part) { $1 }
      let name = contacts.count == 1 ? "" : " of contact \(place + 1)"
      for field in [Field.council, .purpose, .value] where whole[field] == nil {
        found.append("names no column or constant for '\(field.rawValue)'\(name)")
      }
      if case .constant? = whole[.value] {
        found.append("gives every row the same value\(name); a value comes from a column")
      }
      for (field, words) in [
        (Field.purpose, Purpose.allCases.map(\.rawValue)), (.kind, ContactKind.allCases.map(\.rawValue)),
      ] {
        guard case .constant(let text)? = whole[field] else { continue }
        if field == .purpose ? Purpose(typed: text) == nil : ContactKind(rawValue: text) == nil {
          found.append(
            "'\(text)' is not a \(field.rawValue)\(name); accepted are \(words.joined(separator: ", "))"
              + Spelling.hint(for: text, in: words))
        }
      }
    }
    return found
  }
}
