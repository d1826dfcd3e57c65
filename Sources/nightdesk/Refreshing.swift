import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Refresh
import Triage
import WorkingTime

/// What some files would make of the directory: read, judged, planned, and its effects worked out. Nothing is written.
struct Refreshing {
  let plan: RefreshPlan
  let base: String
  let findings: [Finding]
  let unknown: [String]
  /// Contacts that a person verified and that stay so, though the files speak of their sources alone.
  let checksKept: [String]
  let effects: [Effect]
  let refusals: [Refusal]

  var errors: Int { findings.count { $0.severity == .error } }

  /// What some files would make of the directory; a map says what the columns of others' tables mean.
  init(_ paths: [String], removing: Bool, map: TableMap? = nil, site: Site) throws {
    let content = try site.content()
    try self.init(
      try Self.read(
        paths, base: content, removing: removing, today: site.world.clock().wall(at: site.world.now).day, map: map),
      of: content,
      removing: removing,
      isPartial: map != nil, site: site)
  }

  /// The same of what was read from anywhere. A list that is partial speaks of no more than what is on it.
  init(
    _ reading: FilesReading, of content: DirectoryContent, removing: Bool = false, isPartial: Bool,
    isByHand: Bool = false, site: Site
  ) throws {
    let given = Delivery(
      whole: reading.whole, rows: reading.rows, elsewhere: reading.elsewhere, named: reading.named)
    // Who sets a status by hand means it; a file only repeats what its sources say.
    let (delivery, kept) = isByHand ? (given, []) : given.keepingChecks(of: content)
    let plan = RefreshPlan(base: content, delivery: delivery, removing: removing, isPartial: isPartial)
    self.plan = plan
    checksKept = kept
    base = content.version
    unknown = reading.unknown
    let nights = try site.nightHoles(in: plan.target)
    let today = try site.world.clock().wall(at: site.world.now).day
    let judgements = Checks(
      target: plan.target, base: content, nights: nights, today: today, sourced: reading.sourced
    ).judge(
      councils: delivery.whole.councils, contacts: delivery.whole.contacts + delivery.rows)
    let all =
      reading.findings
      + judgements.compactMap { judgement in
        reading.places[judgement.id].map {
          $0.finding(judgement.field, judgement.severity == .error ? .error : .warning, judgement.text)
        }
      }
      + (isByHand
        ? []
        : try site.reversals(by: plan).compactMap { reversal in
          reading.places[reversal.contact].map { $0.finding(reversal.field, .warning, reversal.words) }
        })
    // Two contacts of a row may be wrong in the same way.
    var told: Set<Finding> = []
    findings = all.filter { told.insert($0).inserted }
    guard !plan.edits.isEmpty else {
      (effects, refusals) = ([], [])
      return
    }
    let asked = try site.effects(from: content, to: plan.target, edits: plan.edits)
    effects = try asked.effects.changed + Self.scenarioEffects(from: asked.old, to: asked.new, site: site)
    refusals = asked.effects.refusals
  }

  /// Reads files and lets go of them: of a long one the bytes alone would be felt while the rest is worked out.
  private static func read(
    _ paths: [String], base: DirectoryContent, removing: Bool, today: Day, map: TableMap?
  ) throws -> FilesReading {
    let files = try DeliveredFiles.read(paths, map: map)
    let progress = Progress(total: files.reduce(0) { $0 + $1.bytes.count })
    defer { progress.end() }
    var reading = DirectoryFiles.read(files, base: base, leavesOut: removing, today: today, map: map) {
      progress.show($0)
    }
    reading.settle(against: base)
    return reading
  }

  private static func scenarioEffects(
    from old: DirectorySnapshot, to new: DirectorySnapshot, site: Site
  ) throws -> [Effect] {
    func engine(_ directory: DirectorySnapshot) throws -> TriageEngine { try site.engine(over: directory) }
    return ScenarioEffects.changed(
      try scenarios(site), from: try engine(old), to: try engine(new), now: site.world.now)
  }

  /// The worked cases that are shipped beside the directory; a site without them does without.
  private static func scenarios(_ site: Site) throws -> [WorkedScenario] {
    let folder = try site.data.url().appendingPathComponent("scenarios")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try DataFolder.jsonFiles(in: folder).map { file in
      WorkedScenario(name: String(file.name.prefix { $0 != "." }), json: file.bytes)
    }
  }
}

extension Site {
  /// All that the store holds; of a store that is not there yet, what it would be filled with.
  func content() throws -> DirectoryContent {
    guard try hasStore else { return try shippedContent() }
    try catchUp(isWriting: false)
    do throws(DirectoryStoreError) {
      let store = try DirectoryDatabase(path: storePath)
      if try !store.isEmpty { return try store.content() }
    } catch {
      throw Failure(.world, error.explanation)
    }
    return try shippedContent()
  }

  /// What the store holds; nil where there is none yet, or nothing in it.
  func heldContent() throws -> DirectoryContent? {
    guard try hasStore else { return nil }
    let store = try opened()
    return try inStore { () throws(DirectoryStoreError) in try store.isEmpty ? nil : try store.content() }
  }
}

extension Site {
  /// What some edits would do to who asks, with the directory before and after as it is asked.
  func effects(
    from old: DirectoryContent, to new: DirectoryContent, edits: [DirectoryEdit]
  ) throws -> (effects: Effects, old: DirectorySnapshot, new: DirectorySnapshot) {
    let today = try world.clock().wall(at: world.now).day
    let (before, after) = (old.snapshot(on: today), new.snapshot(on: today))
    let effects = Effects(from: before, to: after, edits: edits, today: today, calendar: try data.calendar())
    return (effects, before, after)
  }
}

extension Site {
  /// Where a plan gives contacts back what a later change replaced: a file may have been written before that change.
  func reversals(by plan: RefreshPlan) throws -> [Reversal] {
    guard try hasStore else { return [] }
    var edits: [String: (now: Contact, planned: Contact)] = [:]
    for case .contact(let now?, let planned?) in plan.edits { edits[now.id] = (now, planned) }
    guard !edits.isEmpty else { return [] }
    let changes = try withStore(isReading: true) { store, _ throws(DirectoryStoreError) in
      try store.contactChanges(of: Set(edits.keys))
    }
    var found: [String: Reversal] = [:]
    for (change, old, new) in changes where found[new.id] == nil {
      guard let (now, planned) = edits[new.id] else { continue }
      let field = [ContactField.value, .hours, .validFrom, .validUntil, .purpose, .status].first {
        old[$0] == planned[$0] && new[$0] == now[$0] && old[$0] != new[$0]
      }
      guard let field else { continue }
      found[new.id] = Reversal(contact: new.id, field: field, planned: planned, now: now, change: change)
    }
    return plan.edits.compactMap { found[$0.id] }
  }

  /// What looks for nights with nobody in a directory, from today on.
  func nightHoles(in content: DirectoryContent) throws -> NightHoles {
    let today = try world.clock().wall(at: world.now).day
    return NightHoles(in: content.snapshot(on: today), from: today, calendar: try data.calendar())
  }
}

/// What a plan gives back to a contact though a change of the record has replaced it.
struct Reversal {
  let contact: String
  let field: String
  /// Who replaced it, when, and what to do.
  let words: String

  init(
    contact: String, field: ContactField, planned: Contact, now: Contact, change: DirectoryChange
  ) {
    self.contact = contact
    self.field = field.rawValue
    let (back, held) = (planned[field].text ?? "nothing", now[field].text ?? "nothing")
    words =
      "gives back \(back), which \(change.by) replaced by \(held) on \(change.at.prefix(10)) at "
      + "\(change.at.dropFirst(11).prefix(5)) (change \(change.id)). Where the file is older than that, export it anew"
  }
}

extension DirectoryContent {
  fileprivate func snapshot(on day: Day) -> DirectorySnapshot {
    DirectorySnapshot(councils: councils, contacts: contacts, elsewhere: elsewhere, version: "", date: day)
  }
}

extension Site {
  /// The contacts of which desks said that the number is wrong, and that nobody has checked since.
  func numbersReportedWrong() throws -> Set<String> {
    guard try hasStore else { return [] }
    let reports = try withStore(isReading: true) { store, _ throws(DirectoryStoreError) in try store.openFailures() }
    return Set(reports.filter { $0.how == .wrongNumber }.map(\.contact))
  }

  /// How the records came to be as they are, field by field, the oldest change first; nothing where there is no store.
  func recordedChanges() throws -> [HSDSChange] {
    guard try hasStore else { return [] }
    return try withStore { store, _ throws(DirectoryStoreError) in try store.history() }.reversed().flatMap {
      recorded in
      recorded.edits.flatMap { edit in
        HSDSChange.changes(
          of: edit.record, from: edit.old, to: edit.new, on: String(recorded.change.at.prefix(10)),
          by: recorded.change.by)
      }
    }
  }
}

/// How far the reading of long files has come, on one line of a terminal that rewrites itself.
final class Progress {
  private let total: Int
  private let isShown: Bool
  private var shown = -1

  init(total: Int) {
    self.total = total
    isShown = total > 1 << 20 && isatty(STDERR_FILENO) == 1
  }

  func show(_ done: Int) {
    guard isShown else { return }
    let percent = min(100, done * 100 / max(1, total))
    guard percent != shown else { return }
    shown = percent
    Out.write(Array("\rreading: \(percent) %".utf8), to: STDERR_FILENO)
  }

  func end() {
    if isShown { Out.write(Array("\r\u{1b}[K".utf8), to: STDERR_FILENO) }
  }
}
