import ArgumentParser
import Desk
import Directory
import Foundation

/// What every look-up takes.
struct LookupOptions: ParsableArguments {
  /// What a contact may be for, as an argument's help says it.
  static let purposes = "Purposes: \(Purpose.allCases.map(\.rawValue).joined(separator: ", "))."

  @Option(help: ArgumentHelp("The moment asked about, like 2026-11-26T17:45; now when left out.", valueName: "moment"))
  var at: String?

  @Flag(help: "Write JSON; the same as --output json.")
  var json = false

  @Option(help: ArgumentHelp("How to write the answer: text, json, csv or tsv.", valueName: "form"))
  var output: LookupOutput?

  @Flag(name: .shortAndLong, help: "Write the first number to dial and nothing else; status 1 where there is none.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "The council that is meant where none is named.", valueName: "council"))
  var council: String?

  @OptionGroup var site: SiteOptions

  func validate() throws {
    if json, let output, output != .json {
      throw ValidationError("--json and --output \(output.rawValue) exclude each other")
    }
    if quiet, json || output != nil { throw ValidationError("-q writes a number alone: leave out --json and --output") }
  }

  /// Runs one command of the desk over the directory and prints its answer.
  func answer(_ command: Command.Name, _ words: [String]) throws {
    let words = UsualCouncil(council ?? Settings.shared[.council])?.words(command, words) ?? words
    guard !words.isEmpty || command == .councils else { throw Failure(.unusable, "\(command.rawValue) needs a name") }
    let site = Site(site)
    let isNow = at == nil && !words.contains { $0.lowercased() == "at" }
    let directory = try site.directory()
    let desk = DirectoryDesk(
      directory: directory, clock: try site.world.clock(aroundNow: isNow),
      calendar: try site.data.calendar(),
      now: site.world.now, checking: site.data.checkIntervalsIfThere(), postcodes: site.postcodes(),
      reports: CallReports(site.reports, in: directory))
    let form = json ? .json : output ?? .text
    let isTable = quiet || form == .csv || form == .tsv
    let format: DeskFormat = isTable || form == .json ? .json : .text
    guard let reply = desk.answer(command, words, at: at, as: format) else {
      throw Failure(.unusable, "\(command.rawValue) is not a look-up")
    }
    var isEmpty = reply.isEmpty
    if isTable {
      if reply.isError { throw Failure(.unusable, reply.text) }
      let table = try LookupTable(reply.block.joined())
      if !quiet {
        Out.line(table.lines(form))
      } else if let number = table.firstNumber {
        Out.line(number)
      } else {
        Out.error("no telephone number is held for this; without -q the answer says what to do")
        isEmpty = true
      }
    } else {
      try reply.printed(as: format)
    }
    // The answer is out: a store that cannot be made is said, and takes nothing from it.
    try site.keepIfPossible()
    if let waiting = site.waitingShippedData() { Out.error(waiting) }
    if isEmpty { throw ExitCode(Failure.Status.fault.rawValue) }
  }
}

extension LookupOutput: ExpressibleByArgument {}

extension Reply {
  /// Prints the reply of a one-shot command; one that refuses becomes the failure of the run.
  func printed(as format: DeskFormat) throws {
    if isError { throw Failure(.unusable, text) }
    if format == .text { Out.page([text] + block) } else { Out.line(block.joined(separator: "\n")) }
  }
}

struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "A council's contacts; with a purpose, those that serve it, best first.",
    discussion: Examples.help(
      "", "lookup dover", "lookup canterbury ooh --at 2026-11-26T03:00", "lookup thanet --output csv"))

  @Argument(help: ArgumentHelp("COUNCIL [PURPOSE]. \(LookupOptions.purposes)", valueName: "words"))
  var words: [String] = []

  @OptionGroup var options: LookupOptions

  func run() throws { try options.answer(.lookup, words) }
}

struct WhoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who", abstract: "Who to reach now, or then: the live voice first, then what to try next.",
    discussion: Examples.help("", "who luton ooh", "who margate", "who CT9 1RN -q", "who dover housing --json"))

  @Argument(
    help: ArgumentHelp(
      "COUNCIL [PURPOSE]; homelessness where none is named. \(LookupOptions.purposes)", valueName: "words"))
  var words: [String] = []

  @OptionGroup var options: LookupOptions

  func run() throws { try options.answer(.who, words) }
}

struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Search postcodes, names, aliases, towns, teams, numbers and addresses; status 1 where nothing is found.",
    discussion: Examples.help("", "find margate", "find 01843 577000", "find kent out of hours"))

  @Argument(help: ArgumentHelp("What to look for; a misspelling still finds its council.", valueName: "words"))
  var words: [String] = []

  @OptionGroup var options: LookupOptions

  func run() throws { try options.answer(.find, words) }
}

struct CouncilsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "councils", abstract: "The councils, their type and who their children's services are.",
    discussion: Examples.help("", "councils", "councils kent"))

  @Argument(help: ArgumentHelp("Only those that match.", valueName: "words"))
  var words: [String] = []

  @OptionGroup var options: LookupOptions

  func run() throws { try options.answer(.councils, words) }
}
