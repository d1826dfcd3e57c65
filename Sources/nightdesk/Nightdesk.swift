import ArgumentParser
import Directory
import Foundation
import Logging

/// The version of the program.
let programVersion = "0.1.0"

@main
struct Nightdesk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightdesk",
    abstract: "Who must house this family tonight, and which number answers at this hour.",
    discussion: Examples.help(
      "Without a subcommand it opens the desk. Nightdesk proposes; a named person decides. It is not legal advice.",
      "who luton ooh", "triage luton", "find margate"),
    version: programVersion,
    subcommands: [
      DeskCommand.self, LookupCommand.self, WhoCommand.self, FindCommand.self, CouncilsCommand.self, TriageCommand.self,
      DeadlineCommand.self, RulesCommand.self, CheckCommand.self, DirectoryCommand.self, PostcodesCommand.self,
      ServeCommand.self,
      ConnectCommand.self, TokenCommand.self, CasebookCommand.self, ReportCommand.self, BackupCommand.self,
      RestoreCommand.self, SharedCommand.self, VersionCommand.self,
    ],
    defaultSubcommand: DeskCommand.self)

  /// Exit status: 0 done, 1 found a fault, 2 unusable input or arguments, 3 the store or the network failed, 4 no line of a batch was usable.
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    // What a family told is in this process's memory, and must be left on no disk where it dies.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    let environment = ProcessInfo.processInfo.environment
    LogLevel.warn(of: environment)
    let level = LogLevel.set(in: environment) ?? .warning
    LoggingSystem.bootstrap { label in
      BoundedLogHandler(label: label, log: .shared, level: level)
    }
    // Whichever way it ends, but never for long: it may be that nobody reads it.
    atexit { BoundedLog.flushShared() }
    do {
      try refuseUnknownCommand()
      var command = try parseAsRoot()
      try refuseGivenTwice(type(of: command))
      // Who is asked for lines, or serves others, is not waited for.
      if !(command is DeskCommand || command is ConnectCommand || command is ServeCommand), !opensDesk(command) {
        LongWork.watch()
      }
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      LongWork.end()
    } catch let failure as Failure {
      Out.error(failure.text)
      Foundation.exit(failure.status.rawValue)
    } catch let code as ExitCode {
      // Whatever is to be said has been said.
      Foundation.exit(code.rawValue)
    } catch {
      if exitCode(for: error) == .success {
        Out.line(fullMessage(for: error))
        return
      }
      let text = plain(message(for: error))
      if !text.isEmpty { Out.error(text) }
      Foundation.exit(Failure.Status.unusable.rawValue)
    }
  }

  /// What the parser of arguments says of two flags that cannot both be meant, in plain words.
  private static func plain(_ message: String) -> String {
    guard let found = message.firstMatch(of: /Value to be set with flag '(.+?)' had already been set with flag '(.+?)'/)
    else { return message }
    return found.1 == found.2
      ? "\(found.1) is given twice; give it once"
      : "\(found.2) and \(found.1) are given, and only one of them can be meant"
  }

  /// Whether a triage is asked for at the desk.
  private static func opensDesk(_ command: any ParsableCommand) -> Bool {
    guard let triage = command as? TriageCommand else { return false }
    return triage.facts == nil && triage.batch == nil
  }

  /// An option that takes one value and is given twice: one of the two would be dropped without a word.
  private static func refuseGivenTwice(_ command: any ParsableCommand.Type) throws {
    var seen: Set<String> = []
    let twice = CommandLine.arguments.dropFirst().prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) }.filter {
      $0.hasPrefix("-") && !seen.insert($0).inserted
    }
    // Only then is it worth asking which they are.
    guard !twice.isEmpty, let name = try CommandOptions(of: command).first(where: twice.contains) else { return }
    throw Failure(.unusable, "\(name) is given twice, and only one of them can be meant; leave one out")
  }

  /// Says which command was meant: no word that is none can stand first, nor behind a command that has commands of its own.
  private static func refuseUnknownCommand() throws {
    var command: any ParsableCommand.Type = Nightdesk.self
    var path = ["nightdesk"]
    for word in CommandLine.arguments.dropFirst() {
      let commands = command.configuration.subcommands
      if commands.isEmpty || word.hasPrefix("-") { return }
      if let next = commands.first(where: { $0.configuration.commandName == word }) {
        command = next
        path.append(word)
        continue
      }
      let isFirst = path.count == 1
      if isFirst, word == "help" { return }
      let hint = Spelling.hint(
        for: word, in: commands.compactMap { $0.configuration.commandName } + (isFirst ? ["help"] : []))
      let other = hint.isEmpty && isFirst ? "; 'nightdesk find \(word.prefix(40))' looks it up" : hint
      let place = isFirst ? "" : " of '\(path.joined(separator: " "))'"
      throw Failure(
        .unusable,
        "'\(word.prefix(40))' is not a command\(place)\(other); '\(path.joined(separator: " ")) --help' lists the commands"
      )
    }
  }
}
