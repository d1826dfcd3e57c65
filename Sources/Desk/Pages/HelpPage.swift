import Triage

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
    return lines + [
      "", "'help COMMAND' shows an example, and 'help decision' what may be answered where that is asked.",
      "'help times', 'help statuses' and 'help interview' explain what these are.",
      "At a terminal a line that is not a command is looked up; a program says 'find'.",
    ]
  }

  /// What is asked for a fact, and what each answer means.
  static func lines(of fact: Fact) -> [String] {
    let choices = fact.choices.map { "  \($0.value)  \($0.text). \($0.meaning)" }
    return [fact.question] + (choices.isEmpty ? ["  " + fact.howToAnswer] : choices)
  }

  /// What is no command and no fact, and is asked about all the same.
  static let topics: [String: [String]] = [
    "times": [
      "A time may be 16:45, 1645, 4.45pm, today 16:45, yesterday 22:00 or fri 5pm.",
      "A day may be today, tomorrow, fri, 27 Nov, 27/11 or in 3 days. The day stands before the month.",
      "A weekday alone is the next one in a look-up, and the last one for what has happened: 'done', 'decision-on'.",
      "Where it may be either, you are asked which.", "What was heard is said in full.",
    ],
    "statuses": [
      "stated        One source prints it.", "corroborated  A second source agrees.",
      "verified      A person checked it; how long ago stands behind it.",
      "unconfirmed   It comes from outside the protocols.", "conflicting   Sources disagree.",
      "quarantined   It is somebody else's. It is shown with the reason, and never offered.",
    ],
    "interview": [
      "Answer each question, by its number or in words.",
      "don't know is an answer: the safer branch is taken.", "back changes the answer before.",
      "? says what each answer means, and why it is asked.", "An empty line shows the question again.",
      "result prints the page. rang 1 no answer tells of a call. close ends the triage.",
      "Look-ups work in between. Another triage opens a second family; switch goes back.",
    ],
  ]
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
