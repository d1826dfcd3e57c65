import JSON
package import Directory
import WorkingTime

/// Contacts as a table: one row a contact, with a heading.
package enum ContactTable {
  /// The headings, in the order in which they are written; they are read in any order and any case.
  package static let columns = layout.flatMap(\.columns)

  /// The fields in their order, each with its headings and where the first of them stands.
  private static let layout: [(field: ContactField, columns: [String], place: Int)] = {
    var layout: [(field: ContactField, columns: [String], place: Int)] = []
    var place = 0
    for field in [.council, .id, .team] + ContactField.inFiles where !layout.contains(where: { $0.field == field }) {
      let columns = columns(of: field)
      layout.append((field, columns, place))
      place += columns.count
    }
    return layout
  }()

  /// The headings of a field: of sources one for the documents and one for the places.
  private static func columns(of field: ContactField) -> [String] {
    switch field.shape {
    case .source: ["\(field.rawValue)Document", "\(field.rawValue)Place"]
    case .sources: ["\(field.rawValue)Documents", "\(field.rawValue)Places"]
    default: [field == .id ? "contact" : field.rawValue]
    }
  }

  /// The field under each heading.
  static let fields = Dictionary(
    uniqueKeysWithValues: ContactField.allCases.flatMap { field in columns(of: field).map { ($0, field) } })

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
    layout.flatMap { field, _, _ -> [String] in
      let value = contact[field]
      switch field.shape {
      case .notices: return [value.pairs.map { "\($0): \($1)" }.joined(separator: "\n")]
      case .source, .sources:
        return [value.pairs.map(\.0).joined(separator: "\n"), value.pairs.map(\.1).joined(separator: "\n")]
      case .hours: return [value.text.map { $0 == "24/7" ? "24/7;" : $0 } ?? ""]
      // As a link, so that no spreadsheet takes it for a sum.
      case .textOrNothing where field == .value && contact.kind == .phone:
        return [value.text.map { "tel:" + $0 } ?? ""]
      default: return [value.text ?? ""]
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
    // A spreadsheet in which somebody was behind the last column gives it more of them, with nothing in them.
    let width = (heading.cells.lastIndex { !name($0).isEmpty } ?? -1) + 1
    guard let order = columnOrder(heading, of: width, error) else { return reading }
    var seen: [String: Int] = [:]
    let known = KnownHours()
    while let row = rows.next() {
      if row.number % 1024 == 0 { progress(row.end) }
      if row.isBlank { continue }
      guard row.faults.isEmpty else {
        for fault in row.faults { error(row.number, "", fault) }
        continue
      }
      guard row.cells.count == heading.cells.count, row.cells[width...].allSatisfy({ name($0).isEmpty }) else {
        if row.cells.count == heading.cells.count {
          error(row.number, "", "has a cell behind the last heading; give its column one, or empty it")
          continue
        }
        error(row.number, "", "has \(counted(row.cells.count, "cell")); the heading has \(heading.cells.count)")
        continue
      }
      let cells = order.map { unguarded(row.cells[$0]) }
      let log = FindingLog(file: file.name, known: known)
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
    _ heading: DelimitedText.Row, of width: Int, _ error: (Int?, String, String) -> Void
  ) -> [Int]? {
    var places: [String: Int] = [:]
    var isWhole = heading.faults.isEmpty
    for fault in heading.faults { error(heading.number, "", fault) }
    for (place, cell) in heading.cells.prefix(width).enumerated() {
      let key = name(cell)
      if key.isEmpty {
        error(heading.number, "", "column \(place + 1) has no heading; give it one, or delete it")
        isWhole = false
        continue
      }
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
    func text(_ field: ContactField) -> String { layout.first { $0.field == field }.map { cells[$0.place] } ?? "" }
    let council = text(.council)
    let kind = text(.kind)
    var damaged: Set<String> = []
    for (column, cell) in zip(columns, cells) {
      guard let fault = SpreadsheetDamage.fault(in: cell, column: column, kind: kind) else { continue }
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
    let team = text(.team)
    if !known.contains(team) {
      log.error(
        "team",
        "'\(team)' is not a team of \(council); it has \(known.sorted().joined(separator: ", "))"
          + Spelling.hint(for: team, in: known.sorted()))
    }
    let given = FindingLog(file: log.file, known: log.known)
    let form = ContactForm(.object(form(cells, log: log)), field: "", council: council, team: team, log: given)
    for finding in given.findings where !damaged.contains(column(of: finding.field)) { log.take(finding) }
    return form?.contact
  }

  /// The row as the project's own files would say it.
  private static func form(_ cells: [String], log: FindingLog) -> [String: JSONValue] {
    func lines(_ cell: String) -> [String] {
      let text = cell.replacing("\r\n", with: "\n")
      return text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    func source(_ document: String, _ place: String) -> JSONValue {
      .object(["document": .text(document), "place": .text(place)])
    }
    var form: [String: JSONValue] = [:]
    for (field, columns, place) in layout where field != .council && field != .team {
      let first = cells[place]
      let key = field.rawValue
      switch field.shape {
      case .text, .purpose, .kind, .status: form[key] = .text(first)
      case .textOrNothing, .hours, .day:
        let cell = field == .value && first.hasPrefix("tel:") ? String(first.dropFirst(4)) : first
        form[key] = cell.isEmpty ? .null : .text(cell)
      case .source: form[key] = source(first, cells[place + 1])
      case .sources:
        let (documents, places) = (lines(first), lines(cells[place + 1]))
        if documents.count != places.count {
          log.error(columns[1], "has \(counted(places.count, "line")); \(columns[0]) has \(documents.count)")
        }
        form[key] = .list(zip(documents, places).map(source))
      case .notices:
        form[key] = .list(
          lines(first).map { line in
            let colon = line.firstRange(of: ": ")
            let (code, text) = colon.map { (line[..<$0.lowerBound], line[$0.upperBound...]) } ?? (line[...], "")
            return .object(["code": .text(String(code)), "text": .text(String(text))])
          })
      }
    }
    return form
  }

  /// The column for a path in the project's own form.
  private static func column(of path: String) -> String {
    guard let field = ContactField(rawValue: String(path.prefix { $0 != "." && $0 != "[" })) else { return path }
    let columns = columns(of: field)
    return path.lowercased().hasSuffix("place") || columns.contains(path) && path.hasSuffix("Places")
      ? columns[columns.count - 1] : columns[0]
  }
}
