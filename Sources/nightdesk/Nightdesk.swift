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
    discussion:
      "Without a subcommand it opens the desk. Nightdesk proposes; a named person decides. It is not legal advice.",
    version: programVersion,
    subcommands: [
      DeskCommand.self, LookupCommand.self, WhoCommand.self, FindCommand.self, CouncilsCommand.self, TriageCommand.self,
      DeadlineCommand.self, RulesCommand.self, CheckCommand.self, DirectoryCommand.self, ServeCommand.self,
      ConnectCommand.self, TokenCommand.self, BackupCommand.self, RestoreCommand.self, VersionCommand.self,
    ],
    defaultSubcommand: DeskCommand.self)

  /// Exit status: 0 done, 1 found a fault, 2 unusable input or arguments, 3 the store or the network failed.
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    // What a family told is in this process's memory, and must be left on no disk where it dies.
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    LoggingSystem.bootstrap { label in
      let level = ProcessInfo.processInfo.environment["NIGHTDESK_LOG"].flatMap { Logger.Level(rawValue: $0) }
      return BoundedLogHandler(label: label, log: .shared, level: level ?? .warning)
    }
    // Whichever way it ends, but never for long: it may be that nobody reads it.
    atexit { BoundedLog.flushShared() }
    do {
      try refuseUnknownCommand()
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
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
      let text = message(for: error)
      if !text.isEmpty { Out.error(text) }
      Foundation.exit(Failure.Status.unusable.rawValue)
    }
  }

  /// Says which command was meant: no word that is none can stand first.
  private static func refuseUnknownCommand() throws {
    guard let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-") else { return }
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !names.contains(first) else { return }
    let hint = Spelling.hint(for: first, in: names)
    let other = hint.isEmpty ? "; 'nightdesk find \(first.prefix(40))' looks it up" : hint
    throw Failure(.unusable, "'\(first.prefix(40))' is not a command\(other); 'nightdesk --help' lists the commands")
  }
}
