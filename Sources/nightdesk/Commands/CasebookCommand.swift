import ArgumentParser
import CaseStore
import Casebook
import Desk
import Directory
import DirectoryStore
import Foundation
import Triage
import WorkingTime

struct CasebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook", abstract: "Who works with kept cases, their seals, and what is to be erased.",
    discussion: """
      Cases are kept at the desk itself: 'nightdesk --casebook FILE', then 'keep' in a triage. At this machine whoever may \
      read the file may do everything; over a socket, who signs in and was let in here.
      """,
    subcommands: [
      LetIn.self, ShutOut.self, Officers.self, Readings.self, Verify.self, Erase.self, Backup.self, Calendar.self,
      Paper.self,
    ])

  struct LetIn: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "let-in", abstract: "Let the holder of a token work with cases, or change what they may do.")

    @Argument(help: ArgumentHelp("The name that their token was made under.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("What they may do: reporter, day-team, officer or manager.", valueName: "role"))
    var role: String

    @Option(
      help: ArgumentHelp("A council whose cases they see; may be given again. All, if none.", valueName: "council"))
    var council: [String] = []

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      guard let role = CaseRole(rawValue: role) else {
        throw Failure(.unusable, "'\(self.role)' is not a role; give reporter, day-team, officer or manager")
      }
      let site = Site(site)
      let directory = try site.directory()
      for id in council where directory.ref(id: id) == nil {
        throw Failure(.unusable, "no council '\(id)' is held; 'nightdesk councils' lists them")
      }
      // A name that no token can have would be let in for nobody.
      guard name.wholeMatch(of: /[A-Za-z0-9._@-]{1,64}/) != nil else {
        throw Failure(
          .unusable, "'\(RecordName.shown(name))' is not a token's name: that is 1 to 64 letters, digits, . _ @ or -")
      }
      let store = try casebook.store(site, isMaking: true)
      let officer = CaseOfficer(name: name, role: role, councils: council.isEmpty ? nil : Set(council))
      try inCasebook { () throws(CaseTrouble) in try store.letIn(officer) }
      Out.line(
        "\(name) is let in as \(role.rawValue)\(council.isEmpty ? "" : " for \(council.joined(separator: ", "))")")
      try tellOfToken(site)
    }

    /// Says where no officer's token has the name: whoever is given one later has this role with it.
    private func tellOfToken(_ site: Site) throws {
      // A store that is not there yet has no token, and is not made to find that out.
      let tokens =
        try site.hasStore
        ? try site.withStore(isReading: true) { store, _ throws(DirectoryStoreError) in try store.tokens() } : []
      switch tokens.first(where: { $0.name == name })?.role {
      case DeskRole.officer.rawValue?: break
      case nil:
        Out.error(
          "no token in force is called '\(name)': whoever is given one of that name has this role with it. "
            + "'nightdesk token add \(name) --role officer' makes one; 'casebook shut-out \(name)' takes the role back")
      case let other?:
        Out.error("the token of '\(name)' is for a \(other), and the casebook takes an officer's")
      }
    }
  }

  struct ShutOut: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "shut-out", abstract: "Let somebody work with cases no longer, from their next line on.")

    @Argument(help: ArgumentHelp("Who.", valueName: "name"))
    var name: String

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let store = try casebook.store(Site(site))
      let wasIn = try inCasebook { () throws(CaseTrouble) in try store.shutOut(name) }
      if !wasIn { throw Failure(.unusable, "'\(name)' was not let in; 'casebook officers' shows who is") }
      Out.line(
        "\(name) is shut out: cases are closed to them from their next line on; 'casebook let-in' lets them in again")
    }
  }

  struct Officers: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "officers", abstract: "Who is let in, as what, for which councils.")

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let store = try casebook.store(Site(site))
      for officer in try inCasebook({ () throws(CaseTrouble) in try store.officers() }) {
        Out.line(
          "\(officer.name)  \(officer.role.rawValue)  \(officer.councils?.sorted().joined(separator: " ") ?? "all councils")"
        )
      }
    }
  }

  struct Readings: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "readings", abstract: "Who read a case, and since when.")

    @Argument(help: ArgumentHelp("The case.", valueName: "reference"))
    var reference: String

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let site = Site(site)
      let store = try casebook.store(site)
      let reference = try CasebookCommand.reference(reference)
      let clock = try site.world.clock()
      for reader in try inCasebook({ () throws(CaseTrouble) in try store.readings(of: reference) }) {
        Out.line("\(TimeText.text(reader.since, clock: clock))  \(reader.name)")
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Check the seals of every event, and all that is kept beside the events.",
      discussion: """
        Seals are checked in erased cases too. Beside the events stand which cases are open, held or closed, and the counts of the \
        quarters. Each must be what the events give; --rebuild makes it so. What an earlier version of this program counted \
        by its own rules is no fault, and is told. What cannot be mended here names its case; a backup may have that whole.
        """)

    @Flag(help: "Make what is kept beside the events anew from them first.")
    var rebuild = false

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let store = try casebook.store(Site(site))
      let report = try inCasebook { () throws(CaseTrouble) in
        rebuild ? try store.rebuild() : try store.verify()
      }
      for fault in report.faults + report.stale { Out.line(fault) }
      let count = report.faults.count + report.stale.count
      let faults = counted(count, "fault")
      Out.line("\(counted(report.events, "event")) sealed, \(report.erased.grouped) of them erased; \(faults)")
      if !report.stale.isEmpty, !rebuild {
        Out.line("'nightdesk casebook verify --rebuild' makes anew from the events what is kept beside them")
      }
      if report.countedBefore > 0 {
        let cases = counted(report.countedBefore, "case")
        Out.line(
          "\(cases) \(report.countedBefore == 1 ? "is" : "are") counted by the rules of an earlier version, or by other bank "
            + "holidays. That is no fault. '--rebuild' counts anew: figures that you have reported may then be others")
      }
      if count > 0 { throw ExitCode(Failure.Status.fault.rawValue) }
    }
  }

  struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "erase", abstract: "Erase a closed case, or every case whose time is up; counts and seals stay.",
      discussion: """
        A closed case's time is up once the quarter after the one in which it was closed is over. What is held stays. \
        Backups made before still hold what is erased here. What goes is shown first. At a terminal it is asked about; \
        anywhere else nothing is erased without --yes. In cron, every night:
          \(cron)
        """)

    /// What a crontab takes, so that nobody has to find it out at four in the morning.
    static let cron =
      "30 4 * * *  nightdesk casebook erase --due --yes --by retention --casebook /var/lib/nightdesk/cases.sqlite"

    @Argument(help: ArgumentHelp("The case; none with --due.", valueName: "reference"))
    var reference: String?

    @Flag(help: "Every case whose time is up.")
    var due = false

    @Option(help: ArgumentHelp("Who erases it; that stays in the casebook.", valueName: "name"))
    var by: String

    @Flag(help: "Do it without asking.")
    var yes = false

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func validate() throws {
      if due == (reference != nil) { throw ValidationError("Name one case, or give --due.") }
    }

    func run() throws {
      let name = try RecordName.checked(by, option: "--by")
      let site = Site(site)
      let store = try casebook.store(site)
      let clock = try site.world.clock()
      let named = try reference.map { [try CasebookCommand.reference($0)] }
      let going = try inCasebook { () throws(CaseTrouble) in
        guard let named else { return try store.erasable(try store.due(at: .now)) }
        return try store.erasable(named)
      }
      guard !going.isEmpty else {
        Out.line("no case's time is up; nothing is erased")
        return tellOfCopy(beside: store)
      }
      try ask(about: going, clock)
      // Those that were shown, whatever has become due meanwhile.
      let left = try inCasebook { () throws(CaseTrouble) in
        try store.erase(going.map(\.reference), by: name, at: .now)
      }
      Out.line(
        going.count == 1
          ? "\(going[0].reference.text) is erased by \(name); its counts and its seals stay"
          : "\(going.count.grouped) erased by \(name); their counts and their seals stay")
      if let left {
        Out.error(
          "the file \(store.path) may still hold bytes of it: \(left). They go when the casebook is next changed or opened"
        )
      }
      tellOfCopy(beside: store)
    }

    /// Shows what goes, and asks where there is somebody to ask; where nobody is, only --yes does it.
    private func ask(about going: [CaseRecord], _ clock: LondonClock) throws {
      Out.errors(going.map { Self.words(for: $0, clock) }) { "and \($0) more" }
      guard !yes else { return }
      let what = "\(counted(going.count, "case")) for good, but for counts and seals; erase?"
      guard Prompt.canAsk else {
        throw Failure(
          .unusable,
          "nothing is erased: nobody can be asked here, and --yes was not given. Where it is to go by itself, say: "
            + line(going))
      }
      guard Prompt.agrees(to: what) else { throw Failure(.fault, "nothing is erased") }
    }

    /// The same with --yes, as it was meant here.
    private func line(_ going: [CaseRecord]) -> String {
      let path = casebook.path.map { " --casebook \($0)" } ?? ""
      let which = due ? "--due" : going.map(\.reference.text).joined(separator: " ")
      return "nightdesk casebook erase \(which) --yes --by \(by.contains(" ") ? "'\(by)'" : by)\(path)"
    }

    /// What a case is, without a word about the family.
    private static func words(for record: CaseRecord, _ clock: LondonClock) -> String {
      let events = counted(record.damage.map { $0.event - 1 + $0.later.count } ?? record.last, "event")
      let first = record.events.first.map {
        ", kept at \(TimeText.words(.moment($0.recordedAt), clock: clock)) by \($0.by)"
      }
      let closed = record.closed.map {
        ", closed at \(TimeText.words(.moment($0.at), clock: clock)) (\($0.reason.rawValue.replacing("-", with: " ")))"
      }
      let state = closed ?? (record.damage == nil ? "" : ", damaged")
      return "\(record.reference.text), \(record.council.isEmpty ? "of no council that can be read" : record.council): "
        + events + (first ?? "") + state
    }

    /// A restore leaves what the casebook held before beside it, and nothing is erased in that.
    private func tellOfCopy(beside store: CaseStore) {
      for copy in store.copiesBeforeRestore {
        Out.line("\(copy), which a restore left, may still hold what is erased here: take it away")
      }
    }
  }

  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Copy the casebook into a file, for you alone to read.")

    @Argument(help: ArgumentHelp("The file, which must not be there yet.", valueName: "file"))
    var file: String

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let store = try casebook.store(Site(site))
      try inCasebook { () throws(CaseTrouble) in try store.backUp(to: file) }.tell()
    }
  }

  struct Calendar: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "calendar", abstract: "What is due, as an iCalendar file without a word about a family.",
      discussion: "Take it into a calendar again when things have changed: what has ended goes.")

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      let site = Site(site)
      let store = try casebook.store(site)
      let clock = try site.world.clock()
      // Those that are closed too, until they are erased: what of them stands in somebody's calendar is called off.
      let cases = try inCasebook { () throws(CaseTrouble) in try store.open() + store.closed() }
      Out.write(CaseCalendar.text(of: cases, at: .now, clock: clock))
    }
  }

  struct Paper: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "paper", abstract: "Draft a paper from a case, as text or as a page for A4.",
      discussion: Examples.help(
        """
        A draft, for a person to finish by hand: what only a person may write is a dotted line, and is kept nowhere. None is \
        drafted to where it may not go. That it went out is recorded at the desk, with 'issued'.
        """,
        "casebook paper s208 \(CaseReference.sample.text) --casebook cases.sqlite",
        "casebook paper mash \(CaseReference.sample.text) --output html > mash.html"))

    enum Form: String, ExpressibleByArgument, CaseIterable {
      case text, html
    }

    @Argument(help: ArgumentHelp(PaperKind.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "kind"))
    var kind: String

    @Argument(help: ArgumentHelp("The case.", valueName: "reference"))
    var reference: String

    @Option(help: ArgumentHelp("The council that it goes to, where the case does not say.", valueName: "council"))
    var to: String?

    @Option(help: "text or html.")
    var output = Form.text

    @OptionGroup var casebook: CasebookOption
    @OptionGroup var site: SiteOptions

    func run() throws {
      guard let kind = PaperKind(rawValue: kind.lowercased()) else {
        throw Failure(
          .unusable, "'\(self.kind)' is not a paper; give \(PaperKind.allCases.map(\.rawValue).joined(separator: ", "))"
        )
      }
      let site = Site(site)
      let reference = try CasebookCommand.reference(reference)
      guard let book = try site.papers() else {
        throw Failure(.unusable, "this site has no words for papers: the folder 'papers' of its data is not there")
      }
      let engine = try site.engine()
      var named: String?
      if let to {
        guard case .one(let ref) = engine.directory.resolve(to) else {
          throw Failure(.unusable, "'\(to)' is not one council that is held; 'nightdesk councils' lists them")
        }
        named = engine.directory[ref].id
      }
      let store = try casebook.store(site)
      let record = try inCasebook { () throws(CaseTrouble) in
        let record = try store.record(of: reference)
        let seat = CaseSeat(name: site.world.loginName, desk: "casebook paper")
        _ = try store.read(reference, by: seat, at: .now)
        try store.putDown(reference, by: seat, at: .now)
        return record
      }
      let desk = PaperDesk(book: book, engine: engine, now: .now, officer: site.world.loginName)
      let draft: PaperDraft
      do {
        draft = try desk.draft(kind, of: record, to: named)
      } catch {
        throw Failure(.unusable, error.text)
      }
      if record.closed == nil, record.drafted(kind, to: draft.to) != draft.mark {
        _ = try inCasebook { () throws(CaseTrouble) in
          try store.append(
            [NewDeed(.paperDrafted(paper: draft.mark))], to: reference, by: site.world.loginName, at: .now,
            after: record.last
          )
        }
      }
      switch output {
      case .text: Out.line(draft.lines.joined(separator: "\n"))
      case .html: Out.write(draft.html)
      }
    }
  }

  static func reference(_ text: String) throws -> CaseReference {
    guard let reference = CaseReference(typed: text) else {
      throw Failure(.unusable, CaseReference.refusal(of: text))
    }
    return reference
  }
}
