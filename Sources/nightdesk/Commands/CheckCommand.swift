import JSON
import ArgumentParser
import DeskConsole
import Directory
import DirectoryStore
import Foundation
import Proof
import Refresh
import Triage
import WorkingTime

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Prove that rules and data are whole, and that no situation breaks a safety invariant.",
    discussion:
      Examples.help(
        "Walks every situation that the rules can tell apart, for each invariant over the facts that bear on it. Draws some "
          + "millions more at random over all facts. Takes two minutes on two cores. Exit status 1 where a fault is found, "
          + "with the first counterexample whole.", "check", "check --record"))

  @Option(
    name: .customLong("walk"),
    help: ArgumentHelp("Walk only the situations of this name; may be given again.", valueName: "name"))
  var walks: [String] = []

  @Option(help: ArgumentHelp("How many situations to draw at random.", valueName: "count"))
  var random = 2_000_000

  @Option(help: ArgumentHelp("Which situations are drawn: the same number draws the same.", valueName: "number"))
  var seed: UInt64 = 1

  @Flag(name: .customLong("record"), help: "Check only the store: its file, and its audit record.")
  var recordAlone = false

  @Option(
    help: ArgumentHelp(
      "What 'directory history --anchor' once printed, or a file that holds it: whether the record has only grown since.",
      valueName: "anchor"))
  var anchor: String?

  @OptionGroup var site: SiteOptions

  func run() async throws {
    let site = Site(site)
    if recordAlone || anchor != nil { return try checkRecord(site) }
    let engine = try site.engine()
    let names = SafetyProof.walkNames + ["successions"]
    let unknown = walks.filter { !names.contains($0) }
    guard unknown.isEmpty else {
      let known = names.map { "'\($0)'" }.joined(separator: ", ")
      throw Failure(.unusable, "there is no walk '\(unknown[0])'; there are \(known)")
    }
    guard random >= 0 else { throw Failure(.unusable, "--random takes a count, not \(random)") }
    let started = ContinuousClock.now
    var faults = try book(engine) + directory(engine) + papers(site) + record(site)
    let counter = Counter(since: started)
    let proof = await SafetyProof.run(
      engine, steps: random, seed: seed, only: walks.isEmpty ? nil : Set(walks), watch: counter.watch)
    counter.clear()
    show(proof)
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    faults += proof.faults.map { "\($0.invariant), \($0.walk): \($0.why)" }
    guard faults.isEmpty else {
      for fault in faults { Out.page("FAULT  \(fault)") }
      if let first = proof.faults.first(where: { $0.facts != nil })?.facts { show(first, engine) }
      throw Failure(.fault, "\(counted(faults.count, "fault")) found")
    }
    Out.page(
      "\(proof.situations.grouped) distinct situations in \(String(format: "%.1f", seconds)) s: every invariant held in "
        + "each.")
  }

  /// What is wrong with the words for papers.
  private func papers(_ site: Site) -> [String] {
    do {
      _ = try site.papers()
      return []
    } catch {
      return [Failure.words(for: error)]
    }
  }

  private func book(_ engine: TriageEngine) -> [String] {
    let cards = engine.book.cards
    let calendar = engine.calendar
    let values = engine.book.files.flatMap(\.parameters).count
    Out.page("Rules version \(engine.rulesVersion), directory version \(engine.directory.version)")
    let standings = RuleCard.Standing.allCases.map { standing in
      "\(cards.filter { $0.standing == standing }.count) \(standing.rawValue)"
    }
    Out.page("Clauses: \(cards.count) (\(standings.joined(separator: ", "))); dated values: \(values)")
    var unread: [String] = []
    do {
      // Some walks alone are asked for by whoever works on them, and do not wait for this.
      if walks.isEmpty { unread = try ParameterCheck.unread(engine) }
    } catch {
      unread = [error.explanation]
    }
    return BookCheck.faults(in: engine.book, rules: engine.rulebook, on: calendar.knownFrom...calendar.knownUntil)
      + BookCheck.reviewDays(in: engine.book) + BookCheck.leftOut(engine) + BookCheck.budgets(BookCheck.Counts(engine))
      + unread
  }

  private func directory(_ engine: TriageEngine) -> [String] {
    let result = DirectoryCheck.run(engine)
    Out.page(
      "Directory: \(counted(result.questions, "question")) of who answers, \(counted(engine.directory.councils.count, "council")) at every "
        + "half hour of a week and of a bank holiday (I-17, I-18)")
    let today = engine.directory.date
    let nights = NightHoles(in: engine.directory, from: today, calendar: engine.calendar)
    for (contact, doubt) in nights.all { Out.page("DOUBT  \(contact.id): \(doubt)") }
    return result.faults
  }

  private func checkRecord(_ site: Site) throws {
    guard try site.hasStore else {
      throw Failure(.unusable, "there is no store at \(site.storePath) to check")
    }
    let check = try RecordCheck(site, anchor: try anchor.map(RecordCheck.anchor))
    for line in check.lines { Out.page(line) }
    if anchor == nil, !check.lines.isEmpty { Out.page(RecordCheck.limits) }
    for fault in check.faults { Out.page("FAULT  \(fault)") }
    guard check.faults.isEmpty else {
      throw Failure(.fault, "\(counted(check.faults.count, "fault")) found")
    }
  }

  /// The audit record of the store, where there is one.
  private func record(_ site: Site) throws -> [String] {
    guard try site.hasStore else { return [] }
    let check = try RecordCheck(site)
    for line in check.lines { Out.page(line) }
    return check.faults
  }

  private func show(_ proof: SafetyProof) {
    let width = proof.walks.map(\.name.count).max() ?? 0
    for walk in proof.walks {
      let name = walk.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let count = walk.situations.grouped
      let room = String(repeating: " ", count: max(0, 11 - count.count))
      Out.page(
        "\(name)  \(room)\(count) stand for \(String(format: "%.1e", walk.standsFor))  "
          + walk.invariants.joined(separator: " "))
      Out.page(
        String(repeating: " ", count: width + 2) + "turns on "
          + walk.read.facts.map(\.name).joined(separator: " ") + "; read nothing else")
    }
    Out.page(
      "at random, all facts, all councils: \(proof.atRandom.grouped), of these \(proof.inWords.grouped) put into words")
    Out.page("around the days on which a council ends: \(proof.atSuccessions.grouped), all put into words (I-26)")
  }

  /// The first counterexample whole: every known fact of it, as it would be typed.
  private func show(_ facts: Facts, _ engine: TriageEngine) {
    let reader = FactsReader(directory: engine.directory, clock: engine.clock)
    Out.page("The first counterexample:")
    for fact in Fact.allCases {
      let input = reader.input(of: fact, in: facts)
      if input != .null { Out.page("    \(fact.name): \(reader.typed(input))") }
    }
  }
}

/// A line at the terminal that counts, on standard error, so that nobody takes a minute of work for a program that hangs.
private struct Counter: Sendable {
  private let started: ContinuousClock.Instant
  private let isShown = isatty(STDERR_FILENO) != 0

  init(since started: ContinuousClock.Instant) {
    self.started = started
  }

  /// Nil where nobody sits at a terminal.
  var watch: (@Sendable (Int) -> Void)? {
    guard isShown else { return nil }
    return { count in
      let seconds = Int((ContinuousClock.now - started) / .seconds(1))
      write("\r\(count.grouped) situations, \(seconds) s ")
    }
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r" + String(repeating: " ", count: 60) + "\r") }
  }

  private func write(_ text: String) {
    LongWork.giveWay()
    // Progress that nobody can see is no reason to stop a check.
    _ = Descriptor.failure(writing: Array(text.utf8), to: STDERR_FILENO)
  }
}
