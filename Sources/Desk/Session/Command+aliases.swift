extension Command {
  /// What people type who come from other programs, and what it means here.
  static let aliases: [String: Name] = [
    "\\q": .quit, "q": .quit, "exit": .quit, "bye": .quit, "logout": .quit,
    "?": .help, "\\?": .help, "\\h": .help,
  ]
}
