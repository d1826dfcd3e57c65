import Directory
import WorkingTime

/// The rows of somebody else's table: where its headings stand, and what may be passed over.
package struct MappedRows {
  /// One row that says something.
  package struct Row {
    /// Its number as a spreadsheet shows it.
    package let number: Int
    /// Its cells by their headings, without spaces around them.
    package let cells: [String: String]
  }

  /// The headings in their order; empty where none were found.
  package private(set) var headings: [String] = []
  package private(set) var rows: [Row] = []
  /// What is wrong with the table's form, and what was passed over.
  private(set) var findings: [Finding] = []
  private let name: String
  /// The most rows that are read: several for each contact of the largest directory.
  private static let mostRows = 200_000
  /// How many rows at a table's top are looked through for its headings.
  private static let mostAbove = 40

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - file: The table, in UTF-8.
  ///   - columns: The headings that it must have; where none are asked for, the first row with the most words is taken for
  ///     them.
  ///   - fill: Columns in which an empty cell repeats the one above.
  package init(_ file: DataFile, columns: Set<String>, fill: Set<String> = []) {
    name = file.name
    var table = DelimitedText(file.bytes)
    var all: [DelimitedText.Row] = []
    while all.count <= Self.mostRows, let row = table.next() { all.append(row) }
    guard all.count <= Self.mostRows else {
      say(
        nil, "", .error,
        "has more than \(Self.mostRows.grouped) rows, which no list of councils' numbers has; give the part that is one"
      )
      return
    }
    guard let top = Self.heading(of: all, columns) else {
      let first = all.prefix(Self.mostAbove).map { row in
        row.cells.map { Self.plain($0).split(whereSeparator: \.isWhitespace).joined(separator: " ") }
          .filter { !$0.isEmpty }
      }
      let found = first.max { $0.count < $1.count } ?? []
      let missing = columns.sorted().filter { column in !found.contains { Self.key($0) == Self.key(column) } }
      if !missing.isEmpty,
        missing.allSatisfy({ name in all.contains { Self.key($0.cells.first ?? "") == Self.key(name) } })
      {
        say(
          nil, "", .error,
          "has \(missing.joined(separator: ", ")) in its first column and not as a heading; turn the table, so that each "
            + "council has a row")
      } else if !missing.isEmpty {
        say(
          nil, "", .error,
          "has no heading \(missing.map { "'\($0)'" }.joined(separator: ", "))"
            + Spelling.hint(for: missing[0], in: found.map { $0.lowercased() })
            + "; its headings seem to be \(found.prefix(12).joined(separator: ", "))"
            + (file.otherSheets.map { ". Of the workbook \($0)" } ?? ""))
      }
      if findings.isEmpty {
        say(nil, "", .error, "has no row with the headings \(columns.sorted().joined(separator: ", "))")
      }
      return
    }
    let titles = all[top].cells.map(Self.plain)
    var named: [String: Int] = [:]
    let asked = Dictionary(columns.map { (Self.key($0), $0) }) { first, _ in first }
    for (place, title) in titles.enumerated() where !title.isEmpty {
      let name = asked[Self.key(title)] ?? title
      if named[name] == nil {
        named[name] = place
        headings.append(name)
      } else if asked[Self.key(title)] != nil {
        say(all[top].number, title, .error, "stands twice in the heading; rename one of the two columns")
      } else if !columns.isEmpty {
        say(
          all[top].number, title, .warning,
          "stands twice in the heading, and the second column is left out. Where the heading is two rows, make it one: a "
            + "title of its own for each column")
      }
    }
    if !columns.isEmpty { tellUntitled(all[(top + 1)...], titles, all[top].number) }
    take(all[(top + 1)...], under: named, isHeading: titles, fill: fill)
  }

  /// Keeps some of the rows alone.
  package mutating func keep(_ isKept: (Row) -> Bool) { rows.removeAll { !isKept($0) } }

  /// A table's bytes as UTF-8, from whatever a spreadsheet saved.
  package static func decoded(_ file: DataFile) -> DataFile {
    var bytes = file.bytes
    if case .converted(let text, _) = ByteText.read(bytes) { bytes = text }
    if case .converted(let text, _) = ByteText.readTable(bytes) { bytes = text }
    return DataFile(name: file.name, bytes: bytes, sheets: file.sheets)
  }

  private mutating func say(_ row: Int?, _ field: String, _ severity: Finding.Severity, _ text: String) {
    findings.append(Finding(file: name, row: row, field: field, severity: severity, text: text))
  }

  /// Tells of columns that say something and have no heading: nothing reads them.
  private mutating func tellUntitled(_ rows: ArraySlice<DelimitedText.Row>, _ titles: [String], _ number: Int) {
    var untitled: [(place: Int, cell: String)] = []
    for place in titles.indices where titles[place].isEmpty {
      let cell = rows.lazy.compactMap { place < $0.cells.count ? Self.plain($0.cells[place]) : nil }
        .first { !$0.isEmpty }
      if let cell { untitled.append((place, cell)) }
    }
    guard let first = untitled.first else { return }
    let places = untitled.map { String($0.place + 1) }.joined(separator: ", ")
    say(
      number, "", .warning,
      "\(untitled.count > 1 ? "columns" : "column") \(places) \(untitled.count > 1 ? "have" : "has") no heading and "
        + "\(untitled.count > 1 ? "are" : "is") left out ('\(first.cell.prefix(60))', …). Give it one, and the map can read it"
    )
  }

  private mutating func take(
    _ all: ArraySlice<DelimitedText.Row>, under named: [String: Int], isHeading titles: [String], fill: Set<String>
  ) {
    var notes: [Int] = []
    var found: [Row] = []
    var above: [String: String] = [:]
    var faults: [(Int, String)] = []
    // Separators behind every row are a habit of some programs; behind one row, one too many has moved its cells.
    let isHabit = all.allSatisfy { $0.isBlank || $0.cells.count > titles.count }
    for row in all where !row.isBlank {
      guard row.faults.isEmpty else {
        for fault in row.faults { faults.append((row.number, fault)) }
        continue
      }
      let texts = row.cells.map(Self.plain)
      if texts.allSatisfy(\.isEmpty) || texts == titles { continue }
      // A total, a note or a date at the end: one cell that says something, and no other.
      if texts.count(where: { !$0.isEmpty }) == 1, named.count > 2 {
        notes.append(row.number)
        continue
      }
      if texts.count > titles.count, !isHabit || texts[titles.count...].contains(where: { !$0.isEmpty }) {
        faults.append(
          (
            row.number,
            "has \(counted(texts.count, "cell")), and the heading has \(titles.count): a separator too many moves the cells "
              + "behind it. Take it out, or put the cell that it is part of in quotation marks"
          ))
        continue
      }
      var cells: [String: String] = [:]
      for (name, place) in named { cells[name] = place < texts.count ? texts[place] : "" }
      for name in fill {
        if cells[name] == "" { cells[name] = above[name] ?? "" } else { above[name] = cells[name] }
      }
      found.append(Row(number: row.number, cells: cells))
    }
    rows = found
    for (number, fault) in faults { say(number, "", .error, fault) }
    if !notes.isEmpty {
      let several = notes.count > 1
      say(
        notes[0], "", .warning,
        "\(several ? "rows" : "row") \(listed(notes.map(String.init), most: 10)) \(several ? "have" : "has") one cell that says "
          + "something, as a title or a note has; passed over")
    }
  }

  private static func heading(of rows: [DelimitedText.Row], _ columns: Set<String>) -> Int? {
    let wanted = Set(columns.map(key))
    if !wanted.isEmpty {
      return rows.prefix(mostAbove).firstIndex { row in wanted.isSubset(of: Set(row.cells.map { key(plain($0)) })) }
    }
    let counts = rows.prefix(mostAbove).map { row in
      row.cells.count { cell in !plain(cell).isEmpty && !plain(cell).contains(where: \.isNumber) }
    }
    guard let most = counts.max(), most > 1 else { return nil }
    return counts.firstIndex(of: most)
  }

  /// A heading as it is compared: people break its lines and double its spaces.
  private static func key(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// A cell without spaces around it, of which spreadsheets have kinds that nobody sees.
  static func plain(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || ["\u{feff}", "\u{200b}", "\u{200e}", "\u{200f}"].contains(scalar)
    }
    while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }
}
