package import Directory
import WorkingTime

/// Contacts as a table: one row a contact, with a heading.
package enum ContactTable {
  /// The headings, in the order in which they are written; they are read in any order and any case.
  package static let columns = [
    "council", "contact", "team", "purpose", "kind", "value", "display", "hours", "status", "reason", "warnings",
    "sourceDocument", "sourcePlace", "seenAlsoDocuments", "seenAlsoPlaces", "checkedOn", "validFrom", "validUntil",
  ]

  /// Writes contacts, with a byte-order mark, without which spreadsheets take UTF-8 for something else.
  package static func text(of contacts: [Contact]) -> String {
    var text = "\u{feff}" + DelimitedText.line(columns)
    for contact in contacts { text += DelimitedText.line(cells(of: contact).map(guarded)) }
    return text
  }

  /// Whether the first row of some bytes has headings of such a table.
  static func isOne(_ bytes: [UInt8]) -> Bool {
    var rows = DelimitedText(bytes)
    guard let heading = rows.next() else { return false }
    let known = Set(columns.map { $0.lowercased() })
    return heading.cells.count { known.contains(name($0)) } >= 4
  }

  private static func cells(of contact: Contact) -> [String] {
    return columns.map { column in
      switch column {
      case "council": contact.council
      case "contact": contact.id
      case "team": contact.team
      // As a link, so that no spreadsheet takes it for a sum.
      case "value": contact.kind == .phone ? contact.value.map { "tel:" + $0 } ?? "" : contact.value ?? ""
      case "purpose": contact.purpose.rawValue
      case "kind": contact.kind.rawValue
      case "display": contact.display
      case "status": contact.status.rawValue
      case "reason": contact.reason ?? ""
      case "hours": contact.hours.map { $0.notation == "24/7" ? "24/7;" : $0.notation } ?? ""
      case "checkedOn": contact.checkedOn.map(TimeText.text) ?? ""
      case "validFrom": contact.validFrom.map(TimeText.text) ?? ""
      case "validUntil": contact.validUntil.map(TimeText.text) ?? ""
      case "warnings": contact.warnings.map { "\($0.code): \($0.text)" }.joined(separator: "\n")
      case "sourceDocument": contact.source.document
      case "sourcePlace": contact.source.place
      case "seenAlsoDocuments": contact.seenAlso.map(\.document).joined(separator: "\n")
      case "seenAlsoPlaces": contact.seenAlso.map(\.place).joined(separator: "\n")
      default: ""
      }
    }
  }

  /// A cell that a spreadsheet would work out as a formula gets an apostrophe; any that it had keeps its own.
  private static func guarded(_ cell: String) -> String { isFormula(cell) ? "'" + cell : cell }

  private static func unguarded(_ cell: String) -> String {
    cell.utf8.first == UInt8(ascii: "'") && isFormula(cell) ? String(cell.dropFirst()) : cell
  }

  private static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.utf8.first(where: { $0 != UInt8(ascii: "'") }) else { return false }
    return "=+-@".utf8.contains(first)
  }

  private static func name(_ heading: String) -> String { heading.lowercased().filter { !$0.isWhitespace } }

  // MARK: - Reading

  /// What a table says, row by row.
  struct Reading {
    var contacts: [(contact: Contact, row: Int)] = []
    var named: Set<String> = []
    var findings: [Finding] = []
  }

  /// Reads a table; `teams` are the names of the teams of each council that there is.
  static func read(_ file: DataFile, teams: [String: Set<String>], progress: (Int) -> Void) -> Reading {
    var reading = Reading()
    func error(_ row: Int?, _ field: String, _ text: String) {
      reading.findings.append(Finding(file: file.name, row: row, field: field, severity: .error, text: text))
    }
    var rows = DelimitedText(file.bytes)
    guard let heading = rows.next() else {
      error(nil, "", "is empty")
      return reading
    }
    guard let order = columnOrder(heading, error) else { return reading }
    var seen: [String: Int] = [:]
    while let row = rows.next() {
      if row.number % 1024 == 0 { progress(row.end) }
      if row.isBlank { continue }
      guard row.faults.isEmpty else {
        for fault in row.faults { error(row.number, "", fault) }
        continue
      }
      guard row.cells.count == heading.cells.count else {
        error(row.number, "", "has \(row.cells.count) cells; the heading has \(heading.cells.count)")
        continue
      }
      let cells = order.map { unguarded(row.cells[$0]) }
      let log = FindingLog(file: file.name)
      let contact = Self.contact(cells, teams: teams, log: log)
      reading.findings += log.findings.map {
        Finding(file: $0.file, row: row.number, field: column(of: $0.field), severity: $0.severity, text: $0.text)
      }
      if !cells[0].isEmpty { reading.named.insert(cells[0]) }
      if let first = seen.updateValue(row.number, forKey: cells[1]), !cells[1].isEmpty {
        error(row.number, "contact", "'\(cells[1])' stands in row \(first) already; each contact needs one row")
      } else if let contact, !log.hasErrors {
        reading.contacts.append((contact, row.number))
      }
    }
    return reading
  }

  /// For each column, where it stands; nil where any is missing, which is said.
  private static func columnOrder(
    _ heading: DelimitedText.Row, _ error: (Int?, String, String) -> Void
  ) -> [Int]? {
    var places: [String: Int] = [:]
    var isWhole = heading.faults.isEmpty
    for fault in heading.faults { error(heading.number, "", fault) }
    for (place, cell) in heading.cells.enumerated() {
      let key = name(cell)
      guard columns.contains(where: { $0.lowercased() == key }) else {
        error(heading.number, cell, "is not a column of this table" + Spelling.hint(for: cell, in: columns))
        isWhole = false
        continue
      }
      if places.updateValue(place, forKey: key) != nil {
        error(heading.number, cell, "stands twice in the heading")
        isWhole = false
      }
    }
    for column in columns where places[column.lowercased()] == nil {
      error(heading.number, column, "is missing from the heading; an empty column says that nothing is known")
      isWhole = false
    }
    return isWhole ? columns.compactMap { places[$0.lowercased()] } : nil
  }

  private static func contact(_ cells: [String], teams: [String: Set<String>], log: FindingLog) -> Contact? {
    let cell = Dictionary(uniqueKeysWithValues: zip(columns, cells))
    func text(_ column: String) -> String { cell[column] ?? "" }
    let council = text("council")
    let kind = text("kind")
    var damaged: Set<String> = []
    for column in columns {
      guard let fault = SpreadsheetDamage.fault(in: text(column), column: column, kind: kind) else { continue }
      log.error(column, fault)
      damaged.insert(column)
    }
    guard let known = teams[council] else {
      log.error(
        "council",
        council.isEmpty
          ? "is empty; must be the id of a council"
          : "'\(council)' is the id of no council" + Spelling.hint(for: council, in: teams.keys.sorted()))
      return nil
    }
    let team = text("team")
    if !known.contains(team) {
      log.error(
        "team",
        "'\(team)' is not a team of \(council); it has \(known.sorted().joined(separator: ", "))"
          + Spelling.hint(for: team, in: known.sorted()))
    }
    let given = FindingLog(file: log.file)
    let form = ContactForm(.object(form(cell, log: log)), field: "", council: council, team: team, log: given)
    for finding in given.findings where !damaged.contains(column(of: finding.field)) { log.take(finding) }
    return form?.contact
  }

  /// The row as the project's own files would say it.
  private static func form(_ cell: [String: String], log: FindingLog) -> [String: JSONValue] {
    func text(_ column: String) -> String { cell[column] ?? "" }
    func lines(_ column: String) -> [String] {
      let text = text(column).replacing("\r\n", with: "\n")
      return text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    var form: [String: JSONValue] = ["id": .text(text("contact"))]
    for column in ["purpose", "kind", "display", "status"] { form[column] = .text(text(column)) }
    for column in ["hours", "reason", "checkedOn", "validFrom", "validUntil"] {
      form[column] = text(column).isEmpty ? .null : .text(text(column))
    }
    let value = text("value").hasPrefix("tel:") ? String(text("value").dropFirst(4)) : text("value")
    form["value"] = value.isEmpty ? .null : .text(value)
    form["source"] = .object(["document": .text(text("sourceDocument")), "place": .text(text("sourcePlace"))])
    let documents = lines("seenAlsoDocuments")
    let places = lines("seenAlsoPlaces")
    if documents.count != places.count {
      log.error("seenAlsoPlaces", "has \(places.count) lines; seenAlsoDocuments has \(documents.count)")
    }
    form["seenAlso"] = .list(zip(documents, places).map { .object(["document": .text($0), "place": .text($1)]) })
    form["warnings"] = .list(
      lines("warnings").map { line in
        guard let colon = line.firstRange(of: ": ") else { return .object(["code": .text(line), "text": .text("")]) }
        return .object([
          "code": .text(String(line[..<colon.lowerBound])), "text": .text(String(line[colon.upperBound...])),
        ])
      })
    return form
  }

  /// The column for a path in the project's own form.
  private static func column(of field: String) -> String {
    switch field {
    case "id": "contact"
    case "source.document": "sourceDocument"
    case "source.place": "sourcePlace"
    case let field where field.hasPrefix("seenAlso"):
      field.hasSuffix("place") || field.hasSuffix("Places") ? "seenAlsoPlaces" : "seenAlsoDocuments"
    case let field where field.hasPrefix("warnings"): "warnings"
    default: field
    }
  }
}
