import Foundation

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
  /// - Throws: What `JSONSerialization` throws where it is none.
  init(_ document: String) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any] ?? [:]
    let contacts = parsed["contacts"] as? [[String: Any]]
    let records = contacts ?? parsed["councils"] as? [[String: Any]] ?? []
    let columns = contacts == nil ? Self.councilColumns : Self.contactColumns
    self.columns = columns
    rows = records.map { record in columns.map { Self.text(record[$0]) } }
    let usable = (contacts ?? []).filter { contact in
      contact["kind"] as? String == "phone"
        && !["quarantined", "pattern"].contains(contact["status"] as? String ?? "quarantined")
    }
    firstNumber = usable.compactMap { $0["value"] as? String }.first
  }

  private static func text(_ value: Any?) -> String {
    switch value {
    case let text as String: return text
    case let flag as Bool: return flag ? "true" : "false"
    default: return ""
    }
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
