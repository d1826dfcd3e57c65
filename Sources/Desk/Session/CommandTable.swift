import Directory

/// What a word of a command stands for; completion offers what may stand there.
package enum CommandWord: Sendable, Hashable {
  /// A council, in one word or several.
  case council
  /// A council that Part 7 gives duties.
  case housingAuthority
  /// What a contact is for.
  case purpose
  /// `at` and a moment, to the line's end.
  case moment
  /// A fact that may be told.
  case fact
  /// What the fact before it takes, as often as it likes.
  case value
  /// A clause of the rule book.
  case rule
  /// A clause with a time limit.
  case limit
  /// A contact's id.
  case contact
  /// A command's name.
  case command
  /// A line of its own, to its end.
  case line
  /// One of a few words.
  case word([String])
  /// A fact, as often as is liked.
  case facts
}

/// A command of the desk language. One table serves console, socket and command line.
package struct Command: Sendable, Hashable {
  /// The commands by name.
  package enum Name: String, Sendable, Hashable, CaseIterable {
    case lookup, who, find, councils, triage, set, unset, back, ask, facts, result, why, close, `switch`, failed, rang,
      deadline,
      format, complete, auth, help, version, quit
  }

  /// Its name.
  package let name: Name
  /// What it takes.
  package let usage: String
  /// What it does.
  package let summary: String
  /// A line that works.
  package let example: String
  /// What stands after its name, word by word.
  package let words: [CommandWord]
  /// Fewest and most words after the name.
  package let arity: ClosedRange<Int>
  /// Whether a triage must be under way.
  package let needsTriage: Bool
  /// The role that it takes at a socket; nil where it is open to whoever is connected.
  package let role: DeskRole?

  init(
    _ name: Name, _ usage: String, _ summary: String, example: String, words: [CommandWord] = [],
    arity: ClosedRange<Int>, needsTriage: Bool = false, role: DeskRole? = .terminal
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.example = example
    self.words = words
    self.arity = arity
    self.needsTriage = needsTriage
    // A triage is a family's, so that whatever needs one needs an officer.
    self.role = needsTriage ? .officer : role
  }

  /// Every command, in the order in which help lists them.
  package static let table: [Command] = [
    Command(
      .lookup, "lookup COUNCIL [PURPOSE] [at MOMENT]", "a council's contacts; with a purpose, those that serve it",
      example: "lookup canterbury out-of-hours", words: [.council, .purpose, .moment], arity: 1...12),
    Command(
      .who, "who COUNCIL [PURPOSE] [at MOMENT]",
      "who to reach now, or then: the live voice first, then what to try next; about homelessness where no purpose is named",
      example: "who luton housing", words: [.council, .purpose, .moment], arity: 1...12),
    Command(
      .find, "find WORDS… [at MOMENT]",
      "search postcodes, names, aliases, towns, teams, numbers, addresses; forgives a misspelling",
      example: "find margate", words: [.council], arity: 1...100),
    Command(
      .councils, "councils [WORDS…]", "the councils, their type and who their children's services are",
      example: "councils kent", words: [.council], arity: 0...12),
    Command(
      .triage, "triage COUNCIL [at MOMENT]",
      "begin a triage: it asks question by question; another family that is open stays open",
      example: "triage luton at 2026-11-26T17:45", words: [.housingAuthority, .moment], arity: 1...12, role: .officer),
    Command(
      .set, "set FACT VALUE…", "answer a question of the triage", example: "set children 4 7", words: [.fact, .value],
      arity: 2...100,
      needsTriage: true),
    Command(
      .unset, "unset FACT", "make a fact unknown again", example: "unset children", words: [.fact], arity: 1...1,
      needsTriage: true),
    Command(.back, "back", "undo the last answer", example: "back", arity: 0...0, needsTriage: true),
    Command(
      .ask, "ask [json] [except FACT…]",
      "the next question that can change the outcome, but those that nobody can answer; for a program with all its parts",
      example: "ask except consent", words: [.word(["except", "json"]), .facts], arity: 0...60, needsTriage: true),
    Command(
      .facts, "facts [json]", "what is known so far", example: "facts", arity: 0...1, needsTriage: true),
    Command(
      .result, "result [brief|full]",
      "the determination as it stands: a page, two lines, or all with where it comes from", example: "result brief",
      words: [.word(["brief", "full"])], arity: 0...1, needsTriage: true),
    Command(
      .why, "why RULE|NUMBER",
      "what a rule says, and in a triage why it applies or not; or a line of the page by its number",
      example: "why LUT-24",
      words: [.rule], arity: 1...1),
    Command(.close, "close", "end the triage", example: "close", arity: 0...0, needsTriage: true),
    Command(
      .switch, "switch [NUMBER]", "go on with another family that is open", example: "switch", arity: 0...1,
      role: .officer),
    Command(
      .failed, "failed CONTACT [no-answer|wrong-number|refused]",
      "what to try next; noted for whoever verifies contacts",
      example: "failed canterbury/out-of-hours no-answer",
      words: [.contact, .word(FailureKind.allCases.map(\.rawValue))], arity: 1...4),
    Command(
      .rang, "rang WHOM answered|no answer|engaged|wrong number|refused [TIME]",
      "say how a call went: another number goes first at once; WHOM is a number on the page, a telephone number or a name",
      example: "rang canterbury ooh no answer", words: [.contact, .word(CallOutcome.allCases.map(\.words))],
      arity: 2...14),
    Command(
      .deadline, "deadline RULE from MOMENT", "a time limit, with its readings",
      example: "deadline LUT-35 from 2026-12-23T15:00", words: [.limit, .word(["from"]), .moment], arity: 3...9),
    Command(
      .format, "format json|text [WIDTH]",
      "how blocks are written in this session; WIDTH is how wide a page of text may be, from 30 to 1000 columns",
      example: "format text", words: [.word(DeskFormat.allCases.map(\.rawValue))], arity: 1...2, role: nil),
    Command(
      .complete, "complete LINE", "the words that may stand where the last word of a line stands",
      example: "complete lookup cant", words: [.line], arity: 0...100),
    Command(
      .auth, "auth TOKEN", "take on a role; at a socket only", example: "auth nd_the-token-that-you-were-given",
      arity: 1...1, role: nil),
    Command(
      .help, "help [COMMAND]", "this list, or one command", example: "help who", words: [.command], arity: 0...1,
      role: nil),
    Command(
      .version, "version", "which program, rules and directory answer", example: "version", arity: 0...0, role: nil),
    Command(.quit, "quit", "leave", example: "quit", arity: 0...0, role: nil),
  ]

  /// The command of a word, in any case; also of a word that means it in other programs.
  package static func named(_ word: String) -> Command? {
    let word = word.lowercased()
    return (Name(rawValue: word) ?? aliases[word]).flatMap { name in table.first { $0.name == name } }
  }

  /// The command of a name.
  static func of(_ name: Name) -> Command {
    table.first { $0.name == name } ?? table[0]
  }

  /// The name that was meant, where a word is spelt nearly like one. That of a command about cases is only one slip away: teams and
  /// places are called by much the same words.
  ///
  /// - Parameters:
  ///   - word: As typed.
  ///   - keepsCases: Whether commands about cases are taken here.
  /// - Returns: `; did you mean 'lookup'?`; empty where none was.
  package static func hint(for word: String, keepsCases: Bool) -> String {
    let hint = Spelling.hint(for: word, in: Name.allCases.map(\.rawValue))
    guard hint.isEmpty, keepsCases, word.count >= 3 else { return hint }
    let typed = SpelledWord(word.lowercased())
    let meant = CaseCommand.Name.allCases.first {
      Spelling.slips(typed, SpelledWord($0.rawValue), atMost: 1) != nil
    }
    return meant.map { "; did you mean '\($0.rawValue)'?" } ?? ""
  }
}
