import Directory

/// The council that is meant where a line names none, so that a desk that serves one council need not type it.
package struct UsualCouncil: Sendable, Hashable {
  /// How it is named: as anybody would type it.
  package let name: String

  /// A council by its name; nil for an empty one.
  package init?(_ name: String?) {
    guard let name, name.contains(where: { $0 != " " }) else { return nil }
    self.name = name
  }

  /// The arguments of a command, behind the council where they name none: `who`, `who ooh`, `triage at 17:45`.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - words: What stands after its name.
  /// - Returns: The words as they are to be read.
  package func words(_ command: Command.Name, _ words: [String]) -> [String] {
    leavesOut(command, words) ? [name] + words : words
  }

  /// The same for a whole line.
  package func line(_ line: String) -> String {
    let words = Request(line: line).words
    guard let first = words.first, let command = Command.named(first)?.name,
      leavesOut(command, Array(words.dropFirst()))
    else { return line }
    return ([first, name] + words.dropFirst()).joined(separator: " ")
  }

  private func leavesOut(_ command: Command.Name, _ words: [String]) -> Bool {
    let named = words.prefix { $0.lowercased() != "at" }
    switch command {
    case .triage: return named.isEmpty
    case .who, .lookup: return named.isEmpty || SpokenWords(typed: named.joined(separator: " ")).isPurposeAlone
    default: return false
    }
  }
}
