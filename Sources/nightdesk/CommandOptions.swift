import ArgumentParser
import Foundation

/// The options of a command that take one value, as they are typed: `--at`, `-o`.
struct CommandOptions: Sequence {
  private let names: [String]

  /// Asks ArgumentParser, which tells no program of its own what it declared but in this text.
  ///
  /// - Throws: `DecodingError` where that text is another than it was: a test asks of every command.
  init(of command: any ParsableCommand.Type) throws {
    let help = try JSONDecoder().decode(Help.self, from: Data(command._dumpHelp().utf8))
    names = (help.command.arguments ?? []).filter { $0.kind == "option" && !$0.isRepeating }.flatMap { option in
      (option.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
    }
  }

  func makeIterator() -> some IteratorProtocol<String> { names.makeIterator() }

  private struct Help: Decodable {
    struct Command: Decodable {
      let arguments: [Argument]?
    }

    struct Argument: Decodable {
      struct Name: Decodable {
        let kind: String
        let name: String
      }

      let kind: String
      let isRepeating: Bool
      let names: [Name]?
    }

    let command: Command
  }
}
