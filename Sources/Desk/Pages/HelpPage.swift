/// The commands in groups, by what brings somebody to the desk.
enum HelpPage {
  /// A part of the list.
  enum Group: String, CaseIterable {
    case numbers = "A NUMBER"
    case family = "A FAMILY IS HERE"
    case call = "A NUMBER DID NOT ANSWER"
    case rules = "RULES AND TIME LIMITS"
    case desk = "THIS DESK"
  }

  /// How wide the first column is, in characters; what a command takes may be longer and stands alone then.
  private static let column = 34

  static var lines: [String] {
    var lines: [String] = []
    for group in Group.allCases {
      let commands = Command.table.filter { $0.group == group }
      if commands.isEmpty { continue }
      lines += (lines.isEmpty ? [] : [""]) + [group.rawValue]
      for command in commands {
        let usage = "  " + command.usage
        lines +=
          usage.count < column
          ? [usage.padded(to: column) + "  " + command.summary]
          : [usage, String(repeating: " ", count: column + 2) + command.summary]
      }
    }
    return lines + ["", "'help COMMAND' shows an example. A line that is not a command is looked up."]
  }
}

extension Command {
  /// The part of the list in which it stands; nil for what programs say and people need not know.
  fileprivate var group: HelpPage.Group? {
    switch name {
    case .lookup, .who, .find, .councils: .numbers
    case .triage, .set, .unset, .back, .ask, .facts, .result, .close, .switch: .family
    case .rang, .failed: .call
    case .why, .deadline: .rules
    case .format, .auth, .help, .version, .quit: .desk
    case .complete: nil
    }
  }
}
