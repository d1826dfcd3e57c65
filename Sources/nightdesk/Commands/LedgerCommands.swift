import JSON
import ArgumentParser
import Desk
import Directory
import DirectoryStore
import Foundation
import Refresh
import WorkingTime

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Every change of the directory, the newest first: when, who, from where, old and new.",
    discussion: Examples.help(
      "", "directory history", "directory history thanet", "directory history thanet/out-of-hours --json"))

  @Argument(help: ArgumentHelp("Only what touched this council or contact.", valueName: "council or contact"))
  var record: [String] = []

  @Option(help: ArgumentHelp("At most so many changes.", valueName: "count"))
  var limit = 50

  @Flag(help: "Write JSON, with every record that each change touched.")
  var json = false

  @Flag(
    help:
      "Print how far the record has come, in one line to be kept elsewhere: 'check --anchor' holds the store against it."
  )
  var anchor = false

  @OptionGroup var site: SiteOptions

  func validate() throws {
    if anchor, json || !record.isEmpty { throw ValidationError("--anchor stands alone.") }
  }

  func run() throws {
    if anchor {
      let anchor = try Site(site).withStore { store, _ throws(DirectoryStoreError) in try store.anchor() }
      return Out.line("\(anchor)")
    }
    guard limit > 0 else { throw Failure(.unusable, "--limit takes a count from 1, not \(limit)") }
    let site = Site(site)
    let record = try record.isEmpty ? nil : id(of: self.record.joined(separator: " "), in: try site.directory())
    let changes = try site.withStore(isReading: true) { store, _ throws(DirectoryStoreError) in
      // A page shows the first few records of a change; a change of fifty thousand is read in full only by programs.
      try store.history(of: record, limit: limit, edits: json || record != nil ? .max : LedgerPage.most)
    }
    if let record, changes.isEmpty {
      guard json else { throw Failure(.unusable, "no change in the record touched '\(record)'") }
    }
    if json {
      var document = JSONWriter()
      document.object { json in
        json.list("changes", changes) { json, change in json.add(change) }
      }
      return Out.line(document.text)
    }
    let page = LedgerPage(clock: try site.world.clock())
    Out.page(Array(changes.map { page.lines(of: $0, isWhole: record == nil) }.joined(separator: [""])))
  }

  /// A contact's id as it stands; else the id of the council that is meant. One that is gone is asked for by its id.
  private func id(of text: String, in directory: DirectorySnapshot) throws -> String {
    if text.contains("/") { return text }
    switch directory.resolve(text) {
    case .one(let ref): return directory[ref].id
    case .ambiguous(let refs):
      throw Failure(.unusable, "'\(text)' may be " + refs.map { directory[$0].id }.joined(separator: ", "))
    case .elsewhere(let other): return other.id
    case .none: return text
    }
  }
}

struct AsAtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "as-at", abstract: "The directory as the store held it at a moment.",
    discussion: Examples.help(
      "With a council it answers as a look-up would have then; without, it says what has changed since.",
      "directory as-at 2026-11-21T16:50 thanet ooh", "directory as-at 2026-11-21"))

  @Argument(help: ArgumentHelp("A moment like 2026-11-26T17:45, or a day for its beginning.", valueName: "moment"))
  var moment: String

  @Argument(help: ArgumentHelp("COUNCIL [PURPOSE]", valueName: "words"))
  var words: [String] = []

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    let clock = try site.world.clock()
    let asked: Moment
    do {
      asked = try TimeText.moment(moment.utf8.count == 10 ? moment + "T00:00" : moment, clock: clock).moment
    } catch {
      throw Failure(.unusable, "'\(moment)': \(error.explanation)")
    }
    let found = try site.change(isReading: true) { store, _ throws(DirectoryStoreError) in
      (then: try store.content(asOf: asked), now: try store.content())
    }
    let when = TimeText.words(.moment(asked), clock: clock)
    guard let then = found.then else { throw Failure(.unusable, "at \(when) the store held nothing yet") }
    if words.isEmpty { return compare(then.content, then.change, to: found.now, at: asked, when, clock) }
    let content = then.content
    let snapshot = DirectorySnapshot(
      councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere,
      version: then.change.version, date: clock.wall(at: asked).day)
    let desk = DirectoryDesk(
      directory: snapshot, clock: clock, calendar: try site.data.calendar(), now: asked,
      checking: site.data.checkIntervalsIfThere())
    guard let reply = desk.answer(.lookup, words, as: json ? .json : .text) else { return }
    try reply.printed(as: json ? .json : .text)
  }

  private func compare(
    _ then: DirectoryContent, _ change: DirectoryChange, to now: DirectoryContent, at moment: Moment, _ when: String,
    _ clock: LondonClock
  ) {
    let edits = then.edits(to: now).map { RecordedEdit($0, change: 0) }
    if json {
      var document = JSONWriter()
      document.object { json in
        json.add("at", TimeText.text(moment, clock: clock))
        json.add("change", change.id)
        json.add("version", change.version)
        json.add("councils", then.councils.count)
        json.add("contacts", then.contacts.count)
        json.add("versionNow", now.version)
        json.list("differences", edits) { json, edit in json.add(edit) }
      }
      return Out.line(document.text)
    }
    let page = LedgerPage(clock: clock)
    let counts = "\(counted(then.councils.count, "council")) and \(counted(then.contacts.count, "contact"))"
    Out.page("At \(when) the directory was of version \(change.version), \(counts),")
    Out.page(
      RecordName.shown("as change \(change.id) by \(change.by) from \(change.source) had left it."))
    guard !edits.isEmpty else { return Out.line("It is the same now.") }
    Out.page("Since then, \(counted(edits.count, "record has", "records have")) changed:")
    Out.page(page.lines(of: edits, outOf: edits.count))
  }
}

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a change back; that is a change itself.",
    discussion: Examples.help(
      "Refused where a later change touched the same records: undo that one first.", "directory undo 3"))

  @Argument(help: ArgumentHelp("The change, as 'directory history' numbers it.", valueName: "change"))
  var change: Int

  @Option(help: ArgumentHelp("Who does it; your login name when left out.", valueName: "name"))
  var by: String?

  @Flag(help: "Do it even where a council loses its last voice out of hours.")
  var evenSo = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    let name = try RecordName.checked(by ?? site.world.loginName, option: "--by")
    let planned = try site.change { store, _ throws(DirectoryStoreError) in try store.contentUndoing(change: change) }
    let effects = try site.effects(from: planned.now, to: planned.then, edits: planned.edits).effects
    // A council that goes with the change loses no line: it was not there before.
    let stays = Set(planned.then.councils.map(\.id))
    if let first = effects.refusals.first(where: { stays.contains($0.council) }), !evenSo {
      throw Failure(.fault, "refused without --even-so: \(first.text)")
    }
    let made = try site.change { store, now throws(DirectoryStoreError) in
      try store.undo(change: change, expecting: planned.now.version, at: now, by: name)
    }
    Out.page("change \(made.id): \(made.what)")
  }
}

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Enter that a person checked a contact, and how.",
    discussion: Examples.help("", "directory verify thanet/out-of-hours --by ann --how rang-and-answered"))

  @Argument(help: ArgumentHelp("The contact's id, as it stands at the end of its line.", valueName: "contact"))
  var contact: String

  @Option(help: ArgumentHelp("Who checked it.", valueName: "name"))
  var by: String

  @Option(
    help: ArgumentHelp(
      "One of \(VerificationMethod.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "method"))
  var how: String

  @Option(help: ArgumentHelp("What else was found out.", valueName: "text"))
  var note: String?

  @Option(help: ArgumentHelp("The day of the check; today when left out.", valueName: "day"))
  var on: String?

  @OptionGroup var site: SiteOptions

  func run() throws {
    guard let method = VerificationMethod(rawValue: how.lowercased()) else {
      let words = VerificationMethod.allCases.map(\.rawValue)
      let hint = Spelling.hint(for: how, in: words)
      throw Failure(.unusable, "--how takes \(words.joined(separator: ", ")), not '\(how)'\(hint)")
    }
    for (option, text) in [("--by", by), ("--note", note ?? "-")] {
      _ = try RecordName.checked(text, option: option)
    }
    let site = Site(site)
    let day: Day
    do {
      day = try on.map(TimeText.day) ?? site.world.clock().wall(at: site.world.now).day
    } catch let error as TimeTextError {
      throw Failure(.unusable, "--on: \(error.explanation)")
    }
    let id = contact.lowercased()
    let change = try site.change { store, now throws(DirectoryStoreError) in
      try store.verify(contact: id, method: method, note: note, on: day, at: now, by: by)
    }
    var next = ""
    if let held = try site.directory().contact(id: id),
      let days = try site.data.checkIntervals().days(for: held, on: day)
    {
      next = "; due again after \(TimeText.words(day.adding(days: days)))"
    }
    Out.page("change \(change.id): \(change.what), by \(by)\(next)")
  }
}

struct DueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due", abstract: "The contacts that somebody should check, the worst first.",
    discussion:
      Examples.help(
        "First what desks reported since the last check. Then what sources disagree on, what comes from outside the "
          + "protocols, what nobody ever checked, and what was checked too long ago. How many days that is stands in "
          + "data/parameters/checking.json.", "directory due --purpose out-of-hours --limit 10",
        "directory due --council thanet --walk --by ann"))

  @Option(help: ArgumentHelp("Only this council's.", valueName: "council"))
  var council: String?

  @Option(help: ArgumentHelp("Only those of this purpose.", valueName: "purpose"))
  var purpose: String?

  @Option(help: ArgumentHelp("At most so many, the worst.", valueName: "count"))
  var limit: Int?

  @Flag(help: "Go through them one call after the other: each is shown, and how the call went is entered. Needs --by.")
  var walk = false

  @Option(help: ArgumentHelp("Who rings, with --walk.", valueName: "name"))
  var by: String?

  @Flag(help: "Write JSON.")
  var json = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    let directory = try site.directory()
    let reports = try site.withStore(isReading: true) { store, _ throws(DirectoryStoreError) in try store.openFailures()
    }
    let failures = Dictionary(grouping: reports, by: \.contact).mapValues { $0.map(\.how) }
    let today = try site.world.clock().wall(at: site.world.now).day
    let all = directory.due(
      on: today, by: try site.data.checkIntervals(), failures: failures, calendar: try site.data.calendar())
    let (chosen, whose) = try chosen(of: all, in: directory)
    let due = limit.map { Array(chosen.prefix($0)) } ?? chosen
    if walk {
      guard !json else { throw Failure(.unusable, "--walk asks a person; --json is for programs") }
      guard let by else { throw Failure(.unusable, "--walk needs --by and the name of who rings") }
      return try DueWalk(site: site, by: try RecordName.checked(by, option: "--by")).run(due, in: directory)
    }
    if json { return write(due, on: today, in: directory) }
    let rows = due.map { row in
      [
        row.contact.display,
        (directory.ref(id: row.contact.council).map { directory[$0].name + ", " } ?? "") + row.contact.team,
        row.reasons.map(\.words).joined(separator: "; "), row.contact.id,
      ]
    }
    // A web address or a long list of reasons runs past its column rather than push every other row apart.
    let widths = zip(0..., [16, 56, 32]).map { column, most in min(most, rows.map { $0[column].count }.max() ?? 0) }
    let shown =
      due.count < chosen.count ? "; first \(due.count == 1 ? "comes this one" : "come these \(due.count)")" : ""
    Out.page("\(chosen.count.grouped) of \(whose) due on \(TimeText.words(today))\(shown)")
    for row in rows {
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
      Out.page((cells + [row[3]]).joined(separator: "  "))
    }
  }

  /// Those that are asked for, and the contacts that they are some of, in words.
  private func chosen(
    of due: [DueContact], in directory: DirectorySnapshot
  ) throws -> (due: [DueContact], outOf: String) {
    if let limit, limit < 1 { throw Failure(.unusable, "--limit takes a count from 1, not \(limit)") }
    var chosen = due
    var held = directory.contacts
    var words = ""
    if let council {
      let ref: CouncilRef
      switch directory.resolve(council) {
      case .one(let one): ref = one
      case .ambiguous(let refs):
        throw Failure(
          .unusable, "--council '\(council)' may be " + refs.map { directory[$0].id }.joined(separator: ", "))
      default:
        throw Failure(.unusable, "--council '\(RecordName.shown(council))' is not a council that is held")
      }
      let id = directory[ref].id
      chosen = chosen.filter { $0.contact.council == id }
      held = held.filter { $0.council == id }
      words = " of \(directory[ref].name)"
    }
    if let purpose {
      guard let wanted = Purpose(typed: purpose) else {
        let words = Purpose.allCases.map(\.rawValue)
        throw Failure(
          .unusable,
          "--purpose takes \(words.joined(separator: ", ")), not '\(RecordName.shown(purpose))'"
            + Spelling.hint(for: purpose, in: words))
      }
      chosen = chosen.filter { $0.contact.purpose == wanted }
      held = held.filter { $0.purpose == wanted }
      words = " for \(wanted.words)" + words
    }
    return (chosen, counted(held.count, "contact") + words)
  }

  private func write(_ due: [DueContact], on today: Day, in directory: DirectorySnapshot) {
    var document = JSONWriter()
    document.object { json in
      json.add("on", TimeText.text(today))
      json.list("due", due) { json, row in
        json.add("contact", row.contact.id)
        json.add("council", row.contact.council)
        json.add("councilName", directory.ref(id: row.contact.council).map { directory[$0].name })
        json.add("purpose", row.contact.purpose.rawValue)
        json.add("kind", row.contact.kind.rawValue)
        json.add("display", row.contact.display)
        json.add("status", row.contact.status.rawValue)
        json.add("checkedOn", row.contact.checkedOn.map(TimeText.text))
        json.add("everyDays", row.every)
        json.list("reasons", row.reasons) { json, reason in
          json.add("code", reason.code)
          json.add("text", reason.words)
        }
      }
    }
    Out.line(document.text)
  }
}

struct ShippedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shipped", abstract: "Whether newer shipped data is waiting to be looked through.",
    discussion:
      "The store is never changed by a new release; what it brings is planned and applied like any other files.")

  @Flag(help: "Leave the directory as it is and say no more of this release's data.")
  var settle = false

  @OptionGroup var site: SiteOptions

  func run() throws {
    let site = Site(site)
    _ = try site.directory()
    try site.keep(isReading: true)
    if settle {
      try site.settleShippedData()
      return Out.line("settled; look-ups say no more of it")
    }
    Out.page(site.waitingShippedData() ?? "nothing is waiting: the store has been held against the shipped data")
  }
}
