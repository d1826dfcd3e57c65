import JSON

/// How a look-up is written on standard output.
enum LookupOutput: String, CaseIterable {
  /// A page for people.
  case text
  /// The document of the contract.
  case json
  /// One row a contact, or a council, separated by commas.
  case csv
  /// The same, separated by tabs.
  case tsv
}

/// A look-up's document as a table, one row a contact or a council, for programs that take no JSON.
struct LookupTable {
  private let columns: [String]
  private let rows: [[String]]
  /// What there is to dial first: the first telephone number that may be used; nil where there is none.
  let firstNumber: String?

  private static let contactColumns = [
    "contact", "council", "councilName", "team", "purpose", "kind", "value", "display", "hours", "live", "status",
    "checkedOn",
  ]
  private static let councilColumns = ["council", "name", "type", "childrensServices"]

  /// A table of a document.
  ///
  /// - Parameter document: What the desk writes in JSON.
  /// - Throws: `MalformedJSON` where it is not JSON.
  init(_ document: String) throws(MalformedJSON) {
    let parsed = try JSONValue.parse(Array(document.utf8))
    let contacts = parsed["contacts"]?.elements
    let columns = contacts == nil ? Self.councilColumns : Self.contactColumns
    self.columns = columns
    rows = (contacts ?? parsed["councils"]?.elements ?? []).map { record in
      columns.map { column in
        switch record[column] {
        case .text(let text)?: text
        case .bool(let flag)?: flag ? "true" : "false"
        default: ""
        }
      }
    }
    let usable = (contacts ?? []).filter { contact in
      contact["kind"]?.text == "phone"
        && !["quarantined", "pattern"].contains(contact["status"]?.text ?? "quarantined")
    }
    firstNumber = usable.compactMap { $0["value"]?.text }.first
  }

  /// The rows behind their heading; a cell with a separator, quote or line end stands in quotes. Tabs in a table of tabs
  /// become spaces.
  func lines(_ output: LookupOutput) -> String {
    ([columns] + rows).map { row in
      output == .tsv
        ? row.map { $0.split(whereSeparator: { "\t\r\n".contains($0) }).joined(separator: " ") }.joined(separator: "\t")
        : row.map(Self.quoted).joined(separator: ",")
    }.joined(separator: "\n")
  }

  private static func quoted(_ cell: String) -> String {
    cell.contains { ",\"\r\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
  }
}
