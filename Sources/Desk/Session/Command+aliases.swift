extension Command {
  /// How a triage goes on for who goes by commands: said behind what has begun, and left out where questions are put.
  package static let afterTriage = "; 'ask' gives the next question, 'result' what is known so far"

  /// What people type who come from other programs, and what it means here.
  static let aliases: [String: Name] = [
    "\\q": .quit, "q": .quit, "exit": .quit, "bye": .quit, "logout": .quit,
    "?": .help, "\\?": .help, "\\h": .help,
  ]
}
