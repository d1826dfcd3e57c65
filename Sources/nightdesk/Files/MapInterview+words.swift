import Directory
import DirectoryExchange
import WorkingTime

extension MapInterview {
  /// What the table's own words mean: councils and purposes that are not known by them, and hours in prose.
  mutating func askWords() throws {
    let names = CouncilNames(of: base)
    try askToPassOver(names)
    try askWords(.council, "Which council is") { Self.council(for: $0, names) }
    // Of rows that are passed over nobody need say anything more.
    let used = Set(rows.rows.filter { isUsed($0, names) }.map(\.number))
    rows.keep { used.contains($0.number) }
    try askWords(.purpose, "Which purpose is", Self.purpose)
    try askWords(.hours, "Which hours are") { text in
      OpeningHours.isNotation(text) || OutsideOffice(text) != nil ? nil : OpeningHours.proposal(for: text) ?? ""
    }
    try askOutsideOffice()
  }

  /// The council that a word which names none seems to mean, or a hyphen; nil where it names one, or more.
  static func council(for text: String, _ names: CouncilNames) -> String? {
    switch names.meaning(of: text) {
    case .held, .elsewhere: nil
    case .several(let ids): ids.first
    // Two councils in a cell are an error, which 'plan' tells: none of them is asked about, and none passed over.
    case .none(let nearest): nearest.first ?? (names.several(in: text) == nil ? "-" : nil)
    }
  }

  /// The same of a purpose.
  static func purpose(for text: String) -> String? {
    if Purpose(typed: text) != nil { return nil }
    return Spelling.nearest(to: text, in: Purpose.allCases.map(\.rawValue)) ?? ColumnGuess.purpose(of: text)?.rawValue
      ?? "-"
  }

  /// Whether some contact of a row is a council's that is held.
  private func isUsed(_ row: MappedRows.Row, _ names: CouncilNames) -> Bool {
    map.contacts.contains { part in
      guard case .column(let name)? = part[.council] ?? map.shared[.council] else { return true }
      let text = row.cells[name] ?? ""
      if case .held = names.meaning(of: map.words[.council]?[text] ?? text) { return true }
      return false
    }
  }

  /// What stands in the columns of a field, each text once.
  private func texts(_ field: TableMap.Field) -> [String] {
    var columns: [String] = []
    for part in [map.shared] + map.contacts {
      if case .column(let name)? = part[field], !columns.contains(name) { columns.append(name) }
    }
    var seen: Set<String> = []
    return rows.rows.flatMap { row in columns.compactMap { row.cells[$0] } }.filter { text in
      !text.isEmpty && seen.insert(text).inserted
    }
  }

  /// From how many councils on that nothing here resembles somebody is asked about all of them at once.
  private static let manyCouncils = 5

  /// Offers to pass over all rows of councils that are like none that is known: of a list of the whole country those are
  /// hundreds.
  private mutating func askToPassOver(_ names: CouncilNames) throws {
    let others = texts(.council).filter { Self.council(for: $0, names) == "-" }
    guard others.count >= Self.manyCouncils else { return }
    let list = others.map { RecordName.shown(String($0.prefix(60))) }
    Self.say(
      "\(others.count) names are those of no council that the directory knows: "
        + listed(list, most: 20))
    while true {
      switch try Self.line("Pass the rows of all these over? yes, or no to be asked about each  [yes]").lowercased() {
      case "", "yes", "y":
        for text in others { map.words[.council, default: [:]][text] = "-" }
        return
      case "no", "n": return
      default: continue
      }
    }
  }

  private mutating func askWords(_ field: TableMap.Field, _ question: String, _ proposal: (String) -> String?) throws {
    for text in texts(field) where map.words[field]?[text] == nil {
      guard let guess = proposal(text) else { continue }
      map.words[field, default: [:]][text] = try Self.meaning(of: text, question, guess) { proposal($0) == nil }
    }
  }

  /// What somebody says that a text of the table means: something that is known, or a hyphen.
  private static func meaning(
    of text: String, _ question: String, _ guess: String, isKnown: (String) -> Bool
  ) throws -> String {
    while true {
      let bracket = guess.isEmpty ? "" : "  [\(guess)]"
      let line = try Self.line("\(question) '\(RecordName.shown(String(text.prefix(120))))'?\(bracket)")
      let meaning = line.isEmpty ? guess : line
      if meaning.isEmpty {
        say("write them like 'Mo-Su 17:00-09:00'; '-' takes none from such a cell")
      } else if meaning == "-" || isKnown(meaning) {
        return meaning
      } else {
        say("'\(RecordName.shown(meaning))' is not known either; '-' takes nothing from such a cell")
      }
    }
  }

  // MARK: - Outside office hours

  /// How many councils are told as examples.
  private static let mostExamples = 3

  /// What hours mean that are given by an office's: shown for the councils of the table, for somebody to agree or to write
  /// others.
  private mutating func askOutsideOffice() throws {
    let found = HoursByOffice.all(in: table, map: map, base: base)
    var texts: [String] = []
    for one in found where !texts.contains(one.text) { texts.append(one.text) }
    for text in texts {
      let own = found.filter { $0.text == text }
      let known = own.filter { $0.rest != nil }
      let examples = known.prefix(Self.mostExamples).map { "\($0.council): \($0.rest?.notation ?? "")" }
      let unknown = own.filter { $0.rest == nil }.map(\.council)
      let isWheneverShut = OutsideOffice(text) == .wheneverShut
      if !examples.isEmpty {
        let more = known.count > examples.count ? ", and \(known.count - examples.count) more" : ""
        Self.say(
          "'\(OutsideOffice.word)' stands for the hours outside each council's own office hours. "
            + examples.joined(separator: "; ")
            + more)
      }
      if !unknown.isEmpty {
        Self.say(
          "The office hours of \(listed(unknown, most: 12)) are not known. Hours are written as \(OutsideOffice.example)"
        )
      }
      if !isWheneverShut {
        Self.say("It does not say until when: whoever answers only until 23:00 must not be rung later.")
      }
      let canTake = !known.isEmpty
      map.words[.hours, default: [:]][text] = try Self.meaning(
        of: text, "Which hours are", canTake && isWheneverShut ? OutsideOffice.word : ""
      ) { OpeningHours.isNotation($0) || canTake && $0 == OutsideOffice.word }
    }
  }
}
