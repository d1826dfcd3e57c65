import Directory
import GRDB
import WorkingTime

/// Where a contact's fields stand in the store: named once, for all that reads and writes them.
enum ContactColumns {
  /// The fields that have columns of the table `contact`, with their columns.
  static let fields = ContactField.allCases.compactMap { field -> (field: ContactField, names: [String])? in
    let name = column(of: field)
    switch field.shape {
    case .notices, .sources: return nil
    case .source: return (field, ["\(name)_document", "\(name)_place"])
    default: return (field, [name])
    }
  }

  /// All columns, in the order of `fields`, and the contact's place last.
  static let names = fields.flatMap(\.names) + ["place"]

  /// Where each field's first column stands among them.
  static let places = Dictionary(
    uniqueKeysWithValues: fields.enumerated().map { place, field in
      (field.field, fields[..<place].reduce(0) { $0 + $1.names.count })
    })

  /// The fields of which a contact may have many, with the table and the columns of each.
  static let lists = ContactField.allCases.compactMap {
    field -> (field: ContactField, table: String, first: String, second: String)? in
    let table = "contact_\(column(of: field))"
    switch field.shape {
    // Named in the singular, as the rows are.
    case .notices: return (field, String(table.dropLast()), "code", "text")
    case .sources: return (field, table, "document", "place")
    default: return nil
    }
  }

  /// `checkedOn` is `checked_on`.
  private static func column(of field: ContactField) -> String {
    field.rawValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
  }

  /// The values of the columns, in their order.
  static func values(of contact: Contact) -> StatementArguments {
    var values: [String?] = []
    values.reserveCapacity(names.count)
    for (field, _) in fields {
      let value = contact[field]
      if case .source(let source) = value {
        values += [source.document, source.place]
      } else {
        values.append(value.text)
      }
    }
    values.append(contact.place.map { "\($0)" })
    return StatementArguments(values)
  }
}
