import Directory

/// A command of the desk language. One table serves console, socket and command line.
public struct Command: Sendable, Hashable {
  /// The commands by name.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    case lookup, who, find, councils, triage, set, unset, back, ask, facts, result, why, close, failed, deadline,
      format,
      auth, help, version, quit
  }

  /// Its name.
  public let name: Name
  /// What it takes.
  public let usage: String
  /// What it does.
  public let summary: String
  /// A line that works.
  public let example: String
  /// Fewest and most words after the name.
  public let arity: ClosedRange<Int>
  /// Whether a triage must be under way.
  public let needsTriage: Bool
  /// The role that it takes at a socket; nil where it is open to whoever is connected.
  public let role: DeskRole?

  init(
    _ name: Name, _ usage: String, _ summary: String, example: String, arity: ClosedRange<Int>,
    needsTriage: Bool = false, role: DeskRole? = .terminal
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.example = example
    self.arity = arity
    self.needsTriage = needsTriage
    // A triage is a family's, so that whatever needs one needs an officer.
    self.role = needsTriage ? .officer : role
  }

  /// Every command, in the order in which help lists them.
  public static let table: [Command] = [
    Command(
      .lookup, "lookup COUNCIL [PURPOSE] [at MOMENT]", "a council's contacts; with a purpose, those that serve it",
      example: "lookup canterbury out-of-hours", arity: 1...12),
    Command(
      .who, "who COUNCIL PURPOSE [at MOMENT]", "who to reach now, or then: the live voice first, then what to try next",
      example: "who luton housing", arity: 2...12),
    Command(
      .find, "find WORDS…", "search names, aliases, towns, teams, numbers, addresses; forgives a misspelling",
      example: "find margate", arity: 1...40),
    Command(
      .councils, "councils [WORDS…]", "the councils, their type and who their children's services are",
      example: "councils kent", arity: 0...12),
    Command(
      .triage, "triage COUNCIL [at MOMENT]", "begin a triage; answer with set, end with close",
      example: "triage luton at 2026-11-26T17:45", arity: 1...12, role: .officer),
    Command(
      .set, "set FACT VALUE…", "answer a question of the triage", example: "set children 4 7", arity: 2...100,
      needsTriage: true),
    Command(
      .unset, "unset FACT", "make a fact unknown again", example: "unset children", arity: 1...1, needsTriage: true),
    Command(.back, "back", "undo the last answer", example: "back", arity: 0...0, needsTriage: true),
    Command(
      .ask, "ask", "the next question that can change the outcome", example: "ask", arity: 0...0, needsTriage: true),
    Command(.facts, "facts", "what is known so far", example: "facts", arity: 0...0, needsTriage: true),
    Command(.result, "result", "the determination as it stands", example: "result", arity: 0...0, needsTriage: true),
    Command(
      .why, "why RULE", "what a rule says, and in a triage why it applies or not", example: "why LUT-24", arity: 1...1),
    Command(.close, "close", "end the triage", example: "close", arity: 0...0, needsTriage: true),
    Command(
      .failed, "failed CONTACT [no-answer|wrong-number|refused]",
      "what to try next; noted for whoever verifies contacts",
      example: "failed canterbury/out-of-hours no-answer", arity: 1...2),
    Command(
      .deadline, "deadline RULE from MOMENT", "a time limit, with its readings",
      example: "deadline LUT-35 from 2026-12-23T15:00", arity: 3...4),
    Command(
      .format, "format text|json", "how blocks are written in this session", example: "format text", arity: 1...1,
      role: nil),
    Command(.auth, "auth TOKEN", "take on a role; at a socket only", example: "auth TOKEN", arity: 1...1, role: nil),
    Command(.help, "help [COMMAND]", "this list, or one command", example: "help who", arity: 0...1, role: nil),
    Command(
      .version, "version", "which program, rules and directory answer", example: "version", arity: 0...0, role: nil),
    Command(.quit, "quit", "leave", example: "quit", arity: 0...0, role: nil),
  ]

  /// The command of a word, in any case.
  public static func named(_ word: String) -> Command? {
    Name(rawValue: word.lowercased()).flatMap { name in table.first { $0.name == name } }
  }

  /// The name that was meant, where a word is spelt nearly like one.
  static func hint(for word: String) -> String {
    Spelling.hint(for: word, in: Name.allCases.map(\.rawValue))
  }
}
