import JSON
import Directory
import DirectoryExchange
import Foundation
import WorkingTime

/// Asks somebody at a terminal what the columns of a table mean, and writes the answers down as a map.
struct MapInterview {
  private let table: DataFile
  private let base: DirectoryContent
  private var map = TableMap()
  private var rows: MappedRows

  /// The map of a file; asked for and written where it is not there yet.
  ///
  /// - Throws: `Failure` where it cannot be read, or there is nobody to ask.
  static func map(at path: String, for paths: [String], site: Site) throws -> TableMap {
    if FileManager.default.fileExists(atPath: path) { return try MapFile.read(path) }
    let files = try DeliveredFiles.read(paths.filter { $0 != "-" }, map: nil)
    let tables = files.filter { file in file.bytes.first { $0 > 0x20 }.map { $0 != 0x7b && $0 != 0x5b } ?? false }
    guard tables.count == 1, let table = tables.first else {
      throw Failure(.unusable, "\(path) is not there; to be asked for it, give the one table that it is for")
    }
    var interview = MapInterview(MappedRows.decoded(table), of: try site.content())
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1, !paths.contains("-") else {
      throw Failure(
        .unusable,
        "\(path) is not there; run this at a terminal to be asked for it column by column, or write it:\n"
          + interview.guessed().split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
          .joined(separator: "\n"))
    }
    try interview.ask()
    try OutputFile(path, replacing: false).write(MapFile.text(of: interview.map, for: table.name))
    say("wrote \(path)")
    return interview.map
  }

  private init(_ table: DataFile, of base: DirectoryContent) {
    self.table = table
    self.base = base
    rows = MappedRows(table, columns: [])
  }

  // MARK: - Columns

  /// What a column may be answered with.
  private enum Answer {
    case leaveOut
    case field(TableMap.Field)
    /// What reaches somebody for a purpose, or the hours in which it is answered.
    case part(Purpose, TableMap.Field)
  }

  private mutating func ask() throws {
    guard !rows.headings.isEmpty else { throw Failure(.unusable, "\(table.name) has no row of headings") }
    Self.say(
      "What does each column say? Answer with one of: council, team, purpose, value, hours, contact, kind, status, reason, "
        + "place. A purpose (housing, ooh, …) is for a column of its numbers or addresses, and 'hours ooh' for when they "
        + "answer. '-' leaves a column out. Enter takes what stands in brackets.")
    var parts: [Purpose: TableMap.Part] = [:]
    var order: [Purpose] = []
    for heading in rows.headings {
      let samples = rows.rows.compactMap { $0.cells[heading] }.filter { !$0.isEmpty }
      let examples = samples.prefix(2).map { "'\(RecordName.shown(String($0.prefix(40))))'" }.joined(separator: ", ")
      let guess = ColumnGuess.answer(for: heading)
      switch try answer("\(RecordName.shown(heading))\(examples.isEmpty ? "" : " (\(examples))")", guess) {
      case .leaveOut: continue
      case .field(let field):
        map.shared[field] = .column(heading)
      case .part(let purpose, let field):
        if !order.contains(purpose) { order.append(purpose) }
        parts[purpose, default: [:]][field] = .column(heading)
        parts[purpose, default: [:]][.purpose] = .constant(purpose.rawValue)
      }
    }
    if !order.isEmpty { map.contacts = order.compactMap { parts[$0] } }
    try askForTheRest()
    rows = MappedRows(table, columns: map.columns, fill: map.fill)
    try askWords()
  }

  private func answer(_ question: String, _ guess: String) throws -> Answer {
    while true {
      let text = try Self.line("\(question)  [\(guess)]")
      let words = (text.isEmpty ? guess : text).lowercased().split(separator: " ").map(String.init)
      if words == ["-"] { return .leaveOut }
      if words == ["place"] { return .field(.sourcePlace) }
      if words == ["source"] { return .field(.sourceDocument) }
      if words.first == "hours", words.count > 1 {
        if let purpose = Purpose(typed: words.dropFirst().joined(separator: " ")) { return .part(purpose, .hours) }
      } else if let field = TableMap.Field.allCases.first(where: { $0.rawValue.lowercased() == words.joined() }) {
        return .field(field)
      } else if let purpose = Purpose(typed: words.joined(separator: " ")) {
        return .part(purpose, .value)
      }
      let known = TableMap.Field.allCases.map(\.rawValue) + Purpose.allCases.map(\.rawValue)
      Self.say(
        "'\(words.joined(separator: " "))' is not one of them\(Spelling.hint(for: words.joined(separator: "-"), in: known))"
      )
    }
  }

  private mutating func askForTheRest() throws {
    if map.shared[.council] == nil {
      map.shared[.council] = .constant(try Self.line("Which council is all of it of?"))
    }
    let hasValue = map.shared[.value] != nil || map.contacts.contains { $0[.value] != nil }
    guard hasValue else { throw Failure(.unusable, "no column holds numbers or addresses; nothing is written") }
    if map.shared[.purpose] == nil, map.contacts.contains(where: { $0[.purpose] == nil }) {
      while true {
        let text = try Self.line("What are they all for? A purpose, like housing or out-of-hours")
        guard let purpose = Purpose(typed: text) else { continue }
        map.shared[.purpose] = .constant(purpose.rawValue)
        break
      }
    }
    if map.shared[.sourceDocument] == nil {
      let text = try Self.line("Where does the list come from? Its name and date, for the record")
      if !text.isEmpty { map.shared[.sourceDocument] = .constant(text) }
    }
  }

  // MARK: - Words

  /// What the table's own words mean: councils and purposes that are not known by them, and hours in prose.
  private mutating func askWords() throws {
    let names = CouncilNames(of: base)
    try askWords(.council, "Which council is") { text in
      switch names.meaning(of: text) {
      case .held, .elsewhere: nil
      case .several(let ids): ids.first
      case .none(let nearest): nearest.first ?? "-"
      }
    }
    try askWords(.purpose, "Which purpose is") { text in
      Purpose(typed: text) != nil ? nil : Spelling.nearest(to: text, in: Purpose.allCases.map(\.rawValue)) ?? "-"
    }
    try askWords(.hours, "Which hours are") { text in
      OpeningHours.isNotation(text) ? nil : OpeningHours.proposal(for: text) ?? "-"
    }
  }

  private mutating func askWords(_ field: TableMap.Field, _ question: String, _ proposal: (String) -> String?) throws {
    var columns: [String] = []
    for part in [map.shared] + map.contacts {
      if case .column(let name)? = part[field], !columns.contains(name) { columns.append(name) }
    }
    var asked: Set<String> = []
    for row in rows.rows {
      for column in columns {
        guard let text = row.cells[column], !text.isEmpty, asked.insert(text).inserted, let guess = proposal(text)
        else { continue }
        while true {
          let line = try Self.line("\(question) '\(RecordName.shown(String(text.prefix(120))))'?  [\(guess)]")
          let meaning = line.isEmpty ? guess : line
          guard meaning == "-" || proposal(meaning) == nil else {
            Self.say("'\(meaning)' is not known either; '-' takes nothing from such a cell")
            continue
          }
          map.words[field, default: [:]][text] = meaning
          break
        }
      }
    }
  }

  // MARK: - Without anybody to ask

  /// A map to begin with, of what the headings seem to say.
  private mutating func guessed() -> String {
    var lines: [String] = []
    for heading in rows.headings {
      let name = JSONText.text(heading).text
      let words = ColumnGuess.answer(for: heading).split(separator: " ").map(String.init)
      if words == ["-"] {
        lines.append("# \(name) is left out")
      } else if words.count == 1, let field = TableMap.Field(rawValue: words[0] == "place" ? "sourcePlace" : words[0]) {
        map.shared[field] = .column(heading)
      } else if let purpose = Purpose(typed: words.last ?? "") {
        map.contacts.removeAll(where: \.isEmpty)
        let field = words.count > 1 ? TableMap.Field.hours : .value
        if let place = map.contacts.firstIndex(where: { $0[.purpose] == .constant(purpose.rawValue) }) {
          map.contacts[place][field] = .column(heading)
        } else {
          map.contacts.append([field: .column(heading), .purpose: .constant(purpose.rawValue)])
        }
      }
    }
    map.shared[.sourceDocument] = .constant("the list's name and date")
    return MapFile.text(of: map, for: table.name) + lines.joined(separator: "\n")
  }

  private static func say(_ text: String) { Out.error(text) }

  private static func line(_ question: String) throws -> String {
    guard let line = Prompt.line(question) else { throw Failure(.unusable, "the answers ended; nothing is written") }
    return line
  }
}

/// What a heading seems to say; only ever proposed.
enum ColumnGuess {
  private static let words: [(String, String)] = [
    ("hours of opening", "hours"), ("opening", "hours"), ("when open", "hours"), ("when", "hours"), ("times", "hours"),
    ("out of hours", "out-of-hours"), ("ooh", "out-of-hours"), ("emergency", "out-of-hours"), ("night", "out-of-hours"),
    ("after hours", "out-of-hours"), ("duty to refer", "duty-to-refer"), ("referral", "duty-to-refer"),
    ("subject access", "subject-access"), ("switchboard", "switchboard"), ("main number", "switchboard"),
    ("rough sleep", "rough-sleeping"), ("streetlink", "rough-sleeping"), ("adult social", "adult-social-care"),
    ("adult care", "adult-social-care"), ("children", "safeguarding"), ("mash", "safeguarding"),
    ("website", "website"), ("web", "website"), ("domestic", "domestic-abuse"), ("housing options", "housing-options"),
    ("homeless", "housing"), ("housing", "housing"), ("hours", "hours"), ("council", "council"),
    ("authority", "council"), ("district", "council"), ("borough", "council"), ("team", "team"), ("service", "team"),
    ("department", "team"), ("purpose", "purpose"), ("type", "purpose"), ("used for", "purpose"),
    ("telephone", "value"), ("phone", "value"), ("number", "value"), ("tel", "value"), ("email", "value"),
    ("e-mail", "value"), ("contact", "value"), ("status", "status"), ("page", "place"),
  ]

  /// The answer that fits a heading; a hyphen where none does.
  static func answer(for heading: String) -> String {
    let text = heading.lowercased().split { !$0.isLetter && $0 != "-" }.joined(separator: " ")
    return words.first { text.contains($0.0) }?.1 ?? "-"
  }
}
