import JSON
import ArgumentParser
import Desk
import DeskConsole
import Directory
import Foundation
import Triage
import WorkingTime

struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "What to do with a family tonight: from a file of facts, a batch, or step by step.",
    discussion: Examples.help(
      "Without --facts or --batch it opens the desk with a triage begun. A batch of which no line can be used ends with exit status "
        + "4; where only some cannot, each says why in its place.", "triage luton", "triage --facts case.json",
      "triage --facts - --json", "triage --batch cases.jsonl"))

  @Argument(help: ArgumentHelp("The council, for a triage at the desk.", valueName: "council"))
  var council: [String] = []

  @Option(help: ArgumentHelp("A file with one JSON object of facts; - for standard input.", valueName: "file"))
  var facts: String?

  @Option(
    help: ArgumentHelp("A file with one facts object a line; one determination a line comes out.", valueName: "file"))
  var batch: String?

  @Option(help: ArgumentHelp("The moment to take where the facts give none; now when left out.", valueName: "moment"))
  var at: String?

  @Flag(help: "Write JSON.")
  var json = false

  @Flag(help: "Tell everything: where numbers come from, and what the law says beside a protocol.")
  var full = false

  @OptionGroup var casebook: DeskCasebookOption
  @OptionGroup var site: SiteOptions

  func validate() throws {
    if full, facts == nil || json { throw ValidationError("--full goes with --facts, and not with --json.") }
    if facts != nil, batch != nil { throw ValidationError("Give --facts or --batch, not both.") }
    if facts != nil || batch != nil, !council.isEmpty {
      throw ValidationError("The facts name their council; leave the argument out.")
    }
  }

  func run() throws {
    let site = Site(site)
    if let batch {
      try Batch(site: site, now: try moment(site)).run(path: batch)
    } else if let facts {
      try one(site, path: facts)
    } else {
      let usual = UsualCouncil(Settings.shared[.council])
      let words = usual?.words(.triage, council) ?? council
      let begun = words.isEmpty ? [] : ["triage " + words.joined(separator: " ") + (at.map { " at " + $0 } ?? "")]
      try DeskCommand.open(
        site, options: ConsoleOptions(first: begun, history: Site.historyPath), usual: usual, casebook)
    }
  }

  private func one(_ site: Site, path: String) throws {
    let text = try BoundedInput.text(at: path, most: InputFile.longestLine)
    let engine = try site.engine()
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    let facts: Facts
    do {
      facts = try reader.facts(json: Array(text.utf8), now: try moment(site))
    } catch let error as FactError {
      throw Failure(.unusable, error.explanation)
    }
    let determination = engine.determine(facts)
    let calls = CallLog(reports: CallReports(site.reports, in: engine.directory))
    if json {
      var writer = JSONWriter()
      writer.write(determination, clock: engine.clock, calls: calls, now: site.world.now)
      Out.line(writer.text)
    } else {
      let width = TerminalSize.columns(of: STDOUT_FILENO) ?? DeterminationPage.usualWidth
      let page = DeterminationPage(
        determination, engine: engine, width: width, calls: calls, now: site.world.now, isFull: full)
      Out.page(page.lines)
    }
    try site.keepIfPossible()
  }

  private func moment(_ site: Site) throws -> Moment {
    guard let at else { return site.world.now }
    do {
      return try TimeText.moment(at, clock: try site.world.clock()).moment
    } catch let error as TimeTextError {
      throw Failure(.unusable, "--at: \(error.explanation)")
    }
  }
}

/// Facts in, determinations out, a line each, in order and without keeping more than one line in memory.
private struct Batch {
  let site: Site
  let now: Moment

  func run(path: String) throws {
    let engine = try site.engine()
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    var input = try InputFile(path)
    var writer = JSONWriter()
    var pending: [UInt8] = []
    pending.reserveCapacity(1 << 17)
    var number = 0
    var unusable = 0
    while let line = try input.nextLine() {
      number += 1
      writer.reset()
      switch line {
      case .tooLong(let limit):
        unusable += 1
        writer.write(error: "the line is longer than \(limit) bytes", line: number)
      case .bytes(let bytes):
        do throws(FactError) {
          writer.write(engine.determine(try reader.facts(json: bytes, now: now)), clock: engine.clock)
        } catch {
          unusable += 1
          writer.write(error: error.explanation, line: number)
        }
      }
      pending.append(contentsOf: writer.bytes)
      pending.append(0x0a)
      if pending.count >= 1 << 16 {
        Out.write(pending)
        pending.removeAll(keepingCapacity: true)
      }
    }
    Out.write(pending)
    try site.keepIfPossible()
    guard unusable > 0 else { return }
    let lines = unusable == number ? "no line" : "\(unusable) of \(counted(number, "line")) not"
    let told = "\(lines) usable; each says why"
    if unusable == number { throw Failure(.nothing, told) }
    Out.error("warning: \(told)")
  }
}
