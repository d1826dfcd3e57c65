import JSON
import Directory
import DirectoryExchange
import Foundation
import WorkingTime

/// Somebody leaves before all is answered.
struct AnswersEnded: Error {}

/// Asks somebody at a terminal what the columns of a table mean, and writes the answers down as a map.
struct MapInterview {
  let table: DataFile
  let base: DirectoryContent
  let isForeign: Bool
  var map = TableMap()
  var rows: MappedRows

  /// The map of a file; asked for and written where it is not there yet.
  ///
  /// - Throws: `Failure` where it cannot be read, or there is nobody to ask.
  static func map(at path: String, for paths: [String], site: Site) throws -> TableMap {
    if FileManager.default.fileExists(atPath: path) { return try MapFile.read(path) }
    guard !paths.contains("-") else {
      throw Failure(
        .unusable,
        "\(path) is not there, and what comes by standard input cannot be asked about; save it as a file first")
    }
    var files = try DeliveredFiles.read(paths, map: nil)
    var sheet: String?
    let isAsking = Prompt.canAsk
    if files.count == 1, files[0].sheets.count > 1 {
      sheet = files[0].sheets[0]
      if isAsking, let chosen = try answered({ try Self.sheet(of: files[0]) }), chosen != sheet {
        sheet = chosen
        files = try DeliveredFiles.read(paths, map: TableMap(sheet: chosen))
      } else if !isAsking {
        say(
          "\(files[0].name) has the sheets \(shown(files[0].sheets)); 'sheet' in the map chooses one")
      }
    }
    let today = try site.world.clock().wall(at: site.world.now).day
    let foreign = DirectoryFiles.table(ofForeign: files, today: today)
    let tables = files.filter { file in file.bytes.first { $0 > 0x20 }.map { $0 != 0x7b && $0 != 0x5b } ?? false }
    guard let table = foreign ?? (tables.count == 1 ? tables.first : nil) else {
      throw Failure(
        .unusable,
        tables.isEmpty
          ? "\(path) is not there, and need not be: a map is for tables and for HSDS of others, and none of these files is one"
          : "\(path) is not there; to begin one, give one of the tables alone: \(tables.map(\.name).joined(separator: ", "))"
      )
    }
    var interview = MapInterview(MappedRows.decoded(table), of: try site.content(), isForeign: foreign != nil)
    interview.map.sheet = sheet
    guard isAsking else {
      throw Failure(
        .unusable,
        "\(path) is not there; run this at a terminal to be asked for it column by column, or write it:\n"
          + interview.guessed().split(separator: "\n", omittingEmptySubsequences: false).map {
            "  " + RecordName.shown(String($0))
          }
          .joined(separator: "\n"))
    }
    try answered { try interview.ask(writingTo: path) }
    return interview.map
  }

  private init(_ table: DataFile, of base: DirectoryContent, isForeign: Bool) {
    self.table = table
    self.base = base
    self.isForeign = isForeign
    rows = MappedRows(table, columns: isForeign ? Set(Self.foreign.keys) : [])
  }

  /// What the columns of HSDS of others say; the rest of them is for nobody.
  private static let foreign = [
    "organization": "council", "service": "purpose", "value": "value", "hours": "hours",
  ]

  /// What each column seems to say.
  var guesses: [(heading: String, guess: String)] {
    if isForeign { return rows.headings.map { ($0, Self.foreign[$0] ?? "-") } }
    let names = CouncilNames(of: base)
    let samples = rows.headings.map { ColumnSample(of: $0, in: rows, names) }
    return Array(zip(rows.headings, ColumnGuess.answers(for: rows.headings, samples)))
  }

  /// Asks, and says what becomes of it where somebody leaves before there is a map to keep.
  private static func answered<Answers>(_ ask: () throws -> Answers) throws -> Answers {
    do {
      return try Prompt.keepingAnswers(ask)
    } catch is AnswersEnded {
      throw Failure(.unusable, "the answers ended; nothing is written")
    }
  }

  /// Which sheet of a workbook is meant.
  private static func sheet(of file: DataFile) throws -> String? {
    say("\(file.name) has several sheets: \(shown(file.sheets))")
    while true {
      let text = try line("Which one is it?  [\(RecordName.shown(file.sheets[0]))]")
      if text.isEmpty { return file.sheets[0] }
      // It is typed as it is shown.
      if let found = file.sheets.first(where: { RecordName.shown($0).lowercased() == text.lowercased() }) {
        return found
      }
      say("'\(RecordName.shown(text))' is none of them\(Workbook.hint(for: text, in: file.sheets))")
    }
  }

  private static func shown(_ sheets: [String]) -> String {
    sheets.map(RecordName.shown).joined(separator: ", ")
  }

  // MARK: - Columns

  /// Asks for the whole map, and writes it. Whoever leaves before all words are asked about keeps what they answered: `plan`
  /// tells what such a map lacks.
  private mutating func ask(writingTo path: String) throws {
    try askColumns()
    var isWhole = true
    do {
      try askWords()
    } catch is AnswersEnded {
      isWhole = false
    }
    try OutputFile(path, replacing: false).write(MapFile.text(of: map, for: table.name))
    Self.say("wrote \(path)")
    guard isWhole else {
      throw Failure(
        .unusable,
        "the answers ended; those that were given are in \(path), and 'nightdesk directory plan' with it tells which words it "
          + "lacks")
    }
  }

  private mutating func askColumns() throws {
    guard !rows.headings.isEmpty else { throw Failure(.unusable, "\(table.name) has no row of headings") }
    Self.say("What does each column say? " + Self.help)
    var columns = Columns()
    for (heading, guess) in guesses {
      let samples = rows.rows.compactMap { $0.cells[heading] }.filter { !$0.isEmpty }
      let examples = samples.prefix(2).map { "'\(RecordName.shown(String($0.prefix(40))))'" }.joined(separator: ", ")
      let question = "\(RecordName.shown(heading))\(examples.isEmpty ? "" : " (\(examples))")"
      while let why = columns.take(heading, try Self.answer(question, guess)) {
        Self.say("\(RecordName.shown(why)); a second column cannot be it too. '-' leaves this one out")
      }
    }
    columns.fill(&map)
    try askForTheRest()
    if let fault = map.faults.first { throw Failure(.unusable, "so the map \(fault); nothing is written") }
    rows = MappedRows(table, columns: map.columns, fill: map.fill)
  }

  private static let help =
    "Answer with one of: \(TableMap.Field.allCases.map(\.rawValue).joined(separator: ", ")). A purpose (housing, ooh, …) is for "
    + "a column of its numbers or addresses, and 'hours ooh' for when they answer. '-' leaves a column out. Enter takes what "
    + "stands in brackets."

  private static func answer(_ question: String, _ guess: String) throws -> Answer {
    while true {
      let text = try line("\(question)  [\(guess)]")
      if let answer = Answer(text.isEmpty ? guess : text) { return answer }
      if ["?", "help"].contains(text.lowercased()) {
        say(help + " Purposes are \(Purpose.allCases.map(\.rawValue).joined(separator: ", ")).")
        continue
      }
      let known = TableMap.Field.allCases.map(\.rawValue) + Purpose.allCases.map(\.rawValue)
      let typed = text.lowercased().split(separator: " ")
      say(
        "'\(typed.joined(separator: " "))' is not one of them\(Spelling.hint(for: typed.joined(separator: "-"), in: known)); "
          + "'?' lists them")
    }
  }

  /// What no column says: it is the same for every row.
  private mutating func askForTheRest() throws {
    if map.shared[.council] == nil {
      let names = CouncilNames(of: base)
      map.shared[.council] = .constant(
        try Self.answer("Which council is all of it of?") { text in
          switch names.meaning(of: text) {
          case .held(let id): .success(id)
          case .elsewhere: .failure("'\(text)' is not held; a list of its numbers has nowhere to go")
          case .several(let ids): .failure("'\(text)' may be \(ids.joined(separator: " or "))")
          case .none(let nearest):
            .failure(
              "'\(text)' is not a council's name or alias" + (nearest.first.map { "; did you mean '\($0)'?" } ?? ""))
          }
        })
    }
    let hasValue = map.shared[.value] != nil || map.contacts.contains { $0[.value] != nil }
    guard hasValue else { throw Failure(.unusable, "no column holds numbers or addresses; nothing is written") }
    if map.shared[.purpose] == nil, map.contacts.contains(where: { $0[.purpose] == nil }) {
      let purposes = Purpose.allCases.map(\.rawValue)
      map.shared[.purpose] = .constant(
        try Self.answer("What are they all for? A purpose, like housing or out-of-hours") { text in
          Purpose(typed: text).map { .success($0.rawValue) }
            ?? .failure(
              "'\(text)' is not a purpose\(Spelling.hint(for: text, in: purposes)). Purposes are "
                + purposes.joined(separator: ", "))
        })
    }
    if map.shared[.sourceDocument] == nil {
      // A contact without it is refused later, once the map is written and everything has been answered.
      map.shared[.sourceDocument] = .constant(
        try Self.answer("Where does the list come from? Its name and date, for the record") { text in
          PlainText.fault(in: text, most: PlainText.most(for: "document")).map { .failure("'\(text)' \($0)") }
            ?? .success(text)
        })
    }
  }

  /// What a line is taken for: a meaning, or why it can be none.
  private enum Taken {
    case success(String)
    case failure(String)
  }

  /// Asks until the answer can be taken, and says each time why it cannot.
  private static func answer(_ question: String, _ take: (String) -> Taken) throws -> String {
    while true {
      let text = try line(question)
      if text.isEmpty {
        say("Every row needs this, so there is no going on without an answer.")
        continue
      }
      switch take(text) {
      case .success(let meaning): return meaning
      case .failure(let why): say(RecordName.shown(why))
      }
    }
  }

  static func say(_ text: String) { Out.error(text) }

  static func line(_ question: String) throws -> String {
    guard let line = Prompt.line(question, isOfMany: true) else { throw AnswersEnded() }
    return line
  }
}
