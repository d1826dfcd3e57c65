import JSON
import Directory
import DirectoryExchange
import Foundation
import WorkingTime

/// Asks somebody at a terminal what the columns of a table mean, and writes the answers down as a map.
struct MapInterview {
  private let table: DataFile
  private let base: DirectoryContent
  private let isForeign: Bool
  private var map = TableMap()
  private var rows: MappedRows

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
      if isAsking, let chosen = try Self.sheet(of: files[0]), chosen != sheet {
        sheet = chosen
        files = try DeliveredFiles.read(paths, map: TableMap(sheet: chosen))
      } else if !isAsking {
        say(
          "\(files[0].name) has the sheets \(files[0].sheets.joined(separator: ", ")); 'sheet' in the map chooses one")
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
          + interview.guessed().split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
          .joined(separator: "\n"))
    }
    try interview.ask()
    try OutputFile(path, replacing: false).write(MapFile.text(of: interview.map, for: table.name))
    say("wrote \(path)")
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
  private var guesses: [(heading: String, guess: String)] {
    if isForeign { return rows.headings.map { ($0, Self.foreign[$0] ?? "-") } }
    return Array(zip(rows.headings, ColumnGuess.answers(for: rows.headings)))
  }

  /// Which sheet of a workbook is meant.
  private static func sheet(of file: DataFile) throws -> String? {
    say("\(file.name) has several sheets: \(file.sheets.joined(separator: ", "))")
    while true {
      let text = try line("Which one is it?  [\(file.sheets[0])]")
      if text.isEmpty { return file.sheets[0] }
      if let found = file.sheets.first(where: { $0.lowercased() == text.lowercased() }) { return found }
      say("'\(RecordName.shown(text))' is none of them\(Workbook.hint(for: text, in: file.sheets))")
    }
  }

  // MARK: - Columns

  /// What a column may be answered with.
  private enum Answer {
    case leaveOut
    case field(TableMap.Field)
    /// What reaches somebody for a purpose, or the hours in which it is answered.
    case part(Purpose, TableMap.Field)

    init?(_ text: String) {
      let words = text.lowercased().split(separator: " ").map(String.init)
      if words == ["-"] {
        self = .leaveOut
      } else if words == ["place"] {
        self = .field(.sourcePlace)
      } else if words == ["source"] {
        self = .field(.sourceDocument)
      } else if words.first == "hours", words.count > 1 {
        guard let purpose = Purpose(typed: words.dropFirst().joined(separator: " ")) else { return nil }
        self = .part(purpose, .hours)
      } else if let field = TableMap.Field.allCases.first(where: { $0.rawValue.lowercased() == words.joined() }) {
        self = .field(field)
      } else if let purpose = Purpose(typed: words.joined(separator: " ")) {
        self = .part(purpose, .value)
      } else {
        return nil
      }
    }
  }

  /// What the columns say, as far as they were gone through.
  private struct Columns {
    var shared: TableMap.Part = [:]
    /// The contacts of a row: each begins with the column of its number or address.
    private var contacts: [TableMap.Part] = []
    private var hours: [(purpose: Purpose, heading: String)] = []

    /// Takes a column for what it is said to be.
    ///
    /// - Returns: Why it cannot be that: another column is it already; nil where it is taken.
    mutating func take(_ heading: String, _ answer: Answer) -> String? {
      switch answer {
      case .leaveOut: return nil
      case .field(.value): contacts.append([.value: .column(heading)])
      case .part(let purpose, .value):
        contacts.append([.value: .column(heading), .purpose: .constant(purpose.rawValue)])
      case .part(let purpose, _):
        if let other = hours.first(where: { $0.purpose == purpose }) {
          return "the hours of \(purpose.rawValue) are in '\(other.heading)' already"
        }
        hours.append((purpose, heading))
      case .field(let field):
        if case .column(let other)? = shared[field] { return "'\(field.rawValue)' is '\(other)' already" }
        shared[field] = .column(heading)
      }
      return nil
    }

    /// Puts what was taken into a map: hours belong to the first contact of their purpose.
    func fill(_ map: inout TableMap) {
      var contacts = contacts
      for (purpose, heading) in hours {
        let isNamed = { (part: TableMap.Part) in part[.purpose] == .constant(purpose.rawValue) }
        let isOpen = { (part: TableMap.Part) in part[.purpose] == nil && shared[.purpose] == nil }
        if let place = contacts.firstIndex(where: isNamed) ?? contacts.firstIndex(where: isOpen) {
          contacts[place][.hours] = .column(heading)
          contacts[place][.purpose] = .constant(purpose.rawValue)
        } else {
          contacts.append([.hours: .column(heading), .purpose: .constant(purpose.rawValue)])
        }
      }
      map.shared = shared
      guard contacts.count == 1, contacts[0][.purpose] == nil else {
        if !contacts.isEmpty { map.contacts = contacts }
        return
      }
      map.shared[.value] = contacts[0][.value]
    }
  }

  private mutating func ask() throws {
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
    try askWords()
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
      // A contact without it is refused later, once the map is written and everything has been answered.
      while map.shared[.sourceDocument] == nil {
        let text = try Self.line("Where does the list come from? Its name and date, for the record")
        if text.isEmpty {
          Self.say("Every contact says where it comes from, so this one needs an answer, like 'list of August 2026'.")
        } else {
          map.shared[.sourceDocument] = .constant(text)
        }
      }
    }
  }

  // MARK: - Words

  /// What the table's own words mean: councils and purposes that are not known by them, and hours in prose.
  private mutating func askWords() throws {
    let names = CouncilNames(of: base)
    try askWords(.council, "Which council is") { Self.council(for: $0, names) }
    try askWords(.purpose, "Which purpose is", Self.purpose)
    try askWords(.hours, "Which hours are") { text in
      OpeningHours.isNotation(text) ? nil : OpeningHours.proposal(for: text) ?? ""
    }
  }

  /// The council that a word which names none seems to mean, or a hyphen; nil where it names one.
  private static func council(for text: String, _ names: CouncilNames) -> String? {
    switch names.meaning(of: text) {
    case .held, .elsewhere: nil
    case .several(let ids): ids.first
    case .none(let nearest): nearest.first ?? "-"
    }
  }

  /// The same of a purpose.
  private static func purpose(for text: String) -> String? {
    if Purpose(typed: text) != nil { return nil }
    return Spelling.nearest(to: text, in: Purpose.allCases.map(\.rawValue)) ?? "-"
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
          let bracket = guess.isEmpty ? "" : "  [\(guess)]"
          let line = try Self.line("\(question) '\(RecordName.shown(String(text.prefix(120))))'?\(bracket)")
          let meaning = line.isEmpty ? guess : line
          if meaning.isEmpty {
            Self.say("write them like 'Mo-Su 17:00-09:00'; '-' takes none from such a cell")
            continue
          }
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
    var columns = Columns()
    for (heading, guess) in guesses {
      let answer = Answer(guess) ?? .leaveOut
      if case .leaveOut = answer { lines.append("# \(JSONText.text(heading).text) is left out") }
      if let why = columns.take(heading, answer) {
        lines.append("# \(JSONText.text(heading).text) is left out: \(why)")
      }
    }
    columns.fill(&map)
    lines += guessWords()
    map.shared[.sourceDocument] = .constant("the list's name and date")
    return MapFile.text(of: map, for: table.name, isAsked: false) + lines.joined(separator: "\n")
  }

  /// The table's own words for councils and purposes, for somebody to say what each means.
  ///
  /// - Returns: How many of each are left out of a long list, as comments.
  private mutating func guessWords() -> [String] {
    let names = CouncilNames(of: base)
    var left: [String] = []
    for (field, guess) in [
      (TableMap.Field.council, { Self.council(for: $0, names) }), (.purpose, Self.purpose),
    ] as [(TableMap.Field, (String) -> String?)] {
      guard case .column(let column)? = map.shared[field] else { continue }
      var known: Set<String> = []
      for row in rows.rows {
        guard let text = row.cells[column], !text.isEmpty, known.insert(text).inserted, let meant = guess(text) else {
          continue
        }
        if (map.words[field]?.count ?? 0) < Self.mostWords {
          map.words[field, default: [:]][text] = meant
        } else if left.last?.hasPrefix("# more words of \(field.rawValue)") != true {
          left.append("# more words of \(field.rawValue) than \(Self.mostWords): 'plan' tells each that is not known")
        }
      }
    }
    return left
  }

  private static let mostWords = 40

  private static func say(_ text: String) { Out.error(text) }

  private static func line(_ question: String) throws -> String {
    guard let line = Prompt.line(question) else { throw Failure(.unusable, "the answers ended; nothing is written") }
    return line
  }
}

/// What headings seem to say; only ever proposed.
enum ColumnGuess {
  /// Words of a heading's beginning or middle, and what a column of them reaches; the first that fits counts.
  private static let purposes: [(String, Purpose)] = [
    ("out of hours", .outOfHours), ("ooh", .outOfHours), ("emergency", .outOfHours), ("night", .outOfHours),
    ("overnight", .outOfHours), ("after hours", .outOfHours), ("duty to refer", .dutyToRefer),
    ("referral", .dutyToRefer), ("subject access", .subjectAccess), ("switchboard", .switchboard),
    ("main number", .switchboard), ("rough sleep", .roughSleeping), ("streetlink", .roughSleeping),
    ("adult social", .adultSocialCare), ("adult care", .adultSocialCare), ("children", .safeguarding),
    ("mash", .safeguarding), ("website", .website), ("web", .website), ("domestic", .domesticAbuse),
    ("housing options", .housingOptions), ("homeless", .housing), ("housing", .housing),
  ]
  private static let fields: [(String, String)] = [
    ("council", "council"), ("authority", "council"), ("district", "council"), ("borough", "council"),
    ("team", "team"), ("service", "team"), ("department", "team"), ("purpose", "purpose"), ("type", "purpose"),
    ("used for", "purpose"), ("telephone", "value"), ("phone", "value"), ("number", "value"), ("tel", "value"),
    ("email", "value"), ("e-mail", "value"), ("contact", "value"), ("status", "status"), ("page", "place"),
    ("address", "-"), ("line", "value"),
  ]

  /// Of whom or of what a column speaks that reaches nobody.
  private static let notReached = [
    " contact name", " name of contact", " named contact", " contact person", " officer", " manager", " lead", " fax",
    " updated", " checked", " note", " comment", " first name", " surname",
  ]

  private enum Guess {
    case text(String)
    /// A number or address: for what, where the heading says it.
    case value(Purpose?)
    /// Hours: of what, where the heading says it.
    case hours(Purpose?)

    /// What a number or address is for, where that is known.
    var valuePurpose: Purpose? { if case .value(let purpose) = self { purpose } else { nil } }
  }

  /// The answer that fits each heading; a hyphen where none does.
  ///
  /// Where a row reaches several people, hours without a purpose are those of the number before them, and what has no
  /// purpose is by day.
  static func answers(for headings: [String]) -> [String] {
    var guesses = headings.map(guess)
    let hasPurposes = guesses.contains { if case .text("purpose") = $0 { true } else { false } }
    let values = guesses.indices.filter { if case .value = guesses[$0] { true } else { false } }
    if values.count > 1, !hasPurposes, values.contains(where: { guesses[$0].valuePurpose != nil }) {
      var before = Purpose.housing
      for place in values {
        let purpose = guesses[place].valuePurpose
        if purpose == nil { guesses[place] = .value(before) }
        if let purpose, !purpose.isOutOfHours { before = purpose }
      }
    }
    var claimed: Set<Purpose> = []
    for (place, guess) in guesses.enumerated() {
      guard case .hours(let purpose?) = guess else { continue }
      if values.contains(where: { guesses[$0].valuePurpose == purpose }) {
        claimed.insert(purpose)
      } else {
        guesses[place] = .hours(nil)
      }
    }
    for (place, guess) in guesses.enumerated() {
      guard case .hours(nil) = guess else { continue }
      let spoken = values.filter { !isWritten(headings[$0]) }
      let nearest = spoken.filter { $0 < place }.reversed() + spoken.filter { $0 > place }
      let open = nearest.compactMap { guesses[$0].valuePurpose }.filter { !claimed.contains($0) }
      let isByDay = [" opening", " office", " day"].contains { plain(headings[place]).contains($0) }
      guard values.count > 1, let purpose = open.first(where: { !isByDay || !$0.isOutOfHours }) ?? open.first else {
        continue
      }
      claimed.insert(purpose)
      guesses[place] = .hours(purpose)
    }
    var taken: Set<String> = []
    return guesses.map { guess in
      switch guess {
      case .value(let purpose): return purpose?.rawValue ?? "value"
      case .hours(let purpose?):
        let answer = "hours \(purpose.rawValue)"
        return taken.insert(answer).inserted ? answer : "-"
      case .hours(nil): return taken.insert("hours").inserted ? "hours" : "-"
      case .text(let answer): return taken.insert(answer).inserted ? answer : "-"
      }
    }
  }

  /// What one heading says by itself.
  private static func guess(_ heading: String) -> Guess {
    let text = plain(heading)
    let letters = text.filter { $0 != " " }
    if let field = TableMap.Field.allCases.first(where: { $0.rawValue.lowercased() == letters }),
      ![.value, .hours, .contact].contains(field)
    {
      return .text(field.rawValue)
    }
    let isReached = [" tel", " phone", " number", " email", " e-mail", " mobile"].contains(where: text.contains)
    if !isReached, notReached.contains(where: text.contains) { return .text("-") }
    // 'Out of hours' says when a number answers; 'out of hours times' says which hours those are.
    let rest = text.replacing(" out of hours", with: "").replacing(" after hours", with: "")
    let purpose = purposes.first { text.contains(" " + $0.0) }?.1
    if [" hours", " times", " opening", " open", " when"].contains(where: rest.contains) { return .hours(purpose) }
    if let purpose { return .value(purpose) }
    guard let field = fields.first(where: { text.contains(" " + $0.0) })?.1 else { return .text("-") }
    return field == "value" ? .value(nil) : .text(field)
  }

  private static func isWritten(_ heading: String) -> Bool {
    [" email", " e-mail", " web", " page"].contains(where: plain(heading).contains)
  }

  /// A heading's words in small letters, each with a space before it.
  private static func plain(_ heading: String) -> String {
    heading.lowercased().split { !$0.isLetter && $0 != "-" }.map { " " + $0 }.joined()
  }
}
