import ArgumentParser
import Casebook
import Desk
import DeskConsole
import Directory
import DirectoryExchange
import Foundation
import Triage
import WorkingTime

struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk", abstract: "Open the desk: look-ups and triage in one command language.",
    discussion: Examples.help(
      "At a terminal it asks, completes and remembers. Input that is not a terminal is a script of lines.",
      "desk", "desk --council luton", "desk -c 'who luton ooh'", "desk -f evening.desk"))

  @OptionGroup var site: SiteOptions

  @OptionGroup var lines: LineOptions

  @OptionGroup var casebook: DeskCasebookOption

  func run() throws { try Self.open(Site(site), options: lines.options(), usual: lines.usualCouncil, casebook) }

  /// Opens the desk at this terminal, or runs lines.
  static func open(
    _ site: Site, options: ConsoleOptions, usual: UsualCouncil?, _ casebook: DeskCasebookOption
  ) throws {
    let parts = DeskParts(site, casebook)
    // A country's directory is read while somebody types already; for any other nobody waits.
    let isLater = options.lines.isEmpty && options.script == nil && options.first.isEmpty && site.isLarge
    if !isLater { _ = try parts.context() }
    var console = Console(
      at: LocalDesk(
        session: DeskSession(), usual: usual, context: { try parts.context() },
        perform: { effect in
          guard case .noteFailure(let contact, let how) = effect else { return nil }
          do {
            try site.note(failureOf: contact, how: how)
            return nil
          } catch {
            return Failure.words(for: error)
          }
        }, prepare: isLater ? { try Out.gathering { _ = try parts.context() } } : nil), options: options)
    if try !console.run() { throw ExitCode(Failure.Status.unusable.rawValue) }
  }
}

/// What a desk at this machine answers from, got when it is first needed.
private final class DeskParts {
  private struct Parts {
    let current: CurrentEngine
    let cases: CaseAccess?
    let checking: CheckIntervals?
    let postcodes: PostcodeBook
    let papers: PaperBook?
  }

  private let site: Site
  private let casebook: DeskCasebookOption
  private var got: Parts?

  init(_ site: Site, _ casebook: DeskCasebookOption) {
    self.site = site
    self.casebook = casebook
  }

  /// The world as it is now.
  func context() throws -> DeskContext {
    let parts = try got ?? get()
    got = parts
    var context = DeskContext(
      engine: parts.current.engine(), now: .now, programVersion: programVersion, checking: parts.checking,
      postcodes: parts.postcodes)
    context.cases = parts.cases
    context.papers = parts.papers
    context.reports = parts.current.reports
    return context
  }

  private func get() throws -> Parts {
    let current = try CurrentEngine(site)
    let cases = try casebook.atConsole(site)
    let papers = cases == nil ? nil : try site.papersIfThere { Out.error("warning: \($0)") }
    if let waiting = site.waitingShippedData() { Out.error(waiting) }
    return Parts(
      current: current, cases: cases, checking: site.data.checkIntervalsIfThere(), postcodes: site.postcodes(),
      papers: papers)
  }
}

/// What a console may be told about its lines.
struct LineOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("command")], help: "Run this line instead of reading any; may be given again."
  )
  var lines: [String] = []

  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp("Run the lines of this file as a script.", valueName: "file"))
  var file: String?

  @Flag(help: "Go on with a script past a line that is refused; the exit status still tells.")
  var keepGoing = false

  @Option(help: ArgumentHelp("The council that is meant where a line names none.", valueName: "council"))
  var council: String?

  func validate() throws {
    if file != nil, !lines.isEmpty { throw ValidationError("Give lines with -c, or a file with -f, not both.") }
  }

  /// Whether lines are read from whoever sits there.
  var isInteractive: Bool { lines.isEmpty && file == nil }

  /// The council that is meant where a line names none; flags go first.
  var usualCouncil: UsualCouncil? { UsualCouncil(council ?? Settings.shared[.council]) }

  /// The same for a console, with the history beside the store.
  ///
  /// - Throws: `Failure` where the file cannot be read.
  func options() throws -> ConsoleOptions {
    var options = ConsoleOptions(lines: lines, goesOn: keepGoing, history: Site.historyPath)
    if let file {
      let text = try BoundedInput.text(at: file)
      options.script = ConsoleOptions.Script(name: file, text: text)
    }
    return options
  }
}

struct DeadlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deadline", abstract: "A time limit from a date or moment, in every reading.",
    discussion: Examples.help("", "deadline LUT-35 --from 2026-12-23T15:00", "deadline HA96-s202-3 --from 2026-12-23"))

  @Argument(help: ArgumentHelp("The rule, like LUT-35 or HA96-s202-3.", valueName: "rule"))
  var rule: String

  @Argument(help: ArgumentHelp("The same as at the desk: from MOMENT.", valueName: "from moment"))
  var words: [String] = []

  @Option(help: ArgumentHelp("The date or moment from which it runs.", valueName: "moment"))
  var from: String?

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let engine = try Site(site).engine()
    var session = DeskSession(format: json ? .json : .text)
    let context = DeskContext(engine: engine, now: Moment.now, programVersion: programVersion)
    let start = from.map { ["from", $0] } ?? words
    guard start.count > 1 else { throw Failure(.unusable, "deadline needs --from and a date or moment") }
    try session.handle(words: ["deadline", rule] + start, in: context).printed(as: session.format)
  }
}

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Every clause of the rule book, or one in full.",
    discussion: Examples.help("", "rules", "rules LUT-24"))

  @Argument(help: ArgumentHelp("The clause, like LUT-24 or HA96-s188.", valueName: "id"))
  var id: String?

  @OptionGroup var site: SiteOptions

  func run() throws {
    let engine = try Site(site).engine()
    guard let id else { return Out.page(RulePage(engine.book).list) }
    var session = DeskSession()
    let context = DeskContext(engine: engine, now: Moment.now, programVersion: programVersion)
    let reply = session.handle(words: ["why", id], in: context)
    if reply.isError { throw Failure(.unusable, reply.text) }
    Out.page(reply.block)
  }
}

struct DirectoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Fill the store, refresh it, see what changed, and know what is due to be checked.",
    subcommands: [
      LoadCommand.self, PlanCommand.self, ApplyCommand.self, SetCommand.self, ExportCommand.self, HistoryCommand.self,
      AsAtCommand.self, UndoCommand.self, VerifyCommand.self, CheckedCommand.self, DueCommand.self, ShippedCommand.self,
    ])
}

struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Which program, rules and directory answer.")

  @OptionGroup var site: SiteOptions

  func run() throws {
    let engine = try Site(site).engine()
    var session = DeskSession()
    let context = DeskContext(engine: engine, now: Moment.now, programVersion: programVersion)
    try session.handle("version", in: context).printed(as: .text)
    Out.line(SharedRequest.build)
  }
}
