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

  init(_ paths: [String], removing: Bool, site: Site) throws {
    let content = try site.content()
    let reading = try Self.read(paths, base: content, removing: removing)
    let (delivery, kept) = Delivery(
      whole: reading.whole, rows: reading.rows, elsewhere: reading.elsewhere, named: reading.named
    ).keepingChecks(of: content)
    let plan = RefreshPlan(base: content, delivery: delivery, removing: removing)
    self.plan = plan
    checksKept = kept
    base = content.version
    unknown = reading.unknown
    let nights = try site.nightHoles(in: plan.target)
    let judgements = Checks(target: plan.target, base: content, nights: nights).judge(
      councils: delivery.whole.councils, contacts: delivery.whole.contacts + delivery.rows)
    findings =
      reading.findings
      + judgements.compactMap { judgement in
        reading.places[judgement.id].map {
          $0.finding(judgement.field, judgement.severity == .error ? .error : .warning, judgement.text)
        }
      }
    guard !plan.edits.isEmpty else {
      (effects, refusals) = ([], [])
      return
    }
    let asked = try site.effects(from: content, to: plan.target, edits: plan.edits)
    effects = try asked.effects.changed + Self.scenarioEffects(from: asked.old, to: asked.new, site: site)
    refusals = asked.effects.refusals
  }

  /// Reads files and lets go of them: of a long one the bytes alone would be felt while the rest is worked out.
  private static func read(_ paths: [String], base: DirectoryContent, removing: Bool) throws -> FilesReading {
    let files = try files(at: paths)
    let progress = Progress(total: files.reduce(0) { $0 + $1.bytes.count })
    defer { progress.end() }
    return DirectoryFiles.read(files, base: base, leavesOut: removing) { progress.show($0) }
  }

  private static func scenarioEffects(
    from old: DirectorySnapshot, to new: DirectorySnapshot, site: Site
  ) throws -> [Effect] {
    let clock = try site.clock()
    let calendar = try site.calendar()
    let files = try Site.jsonFiles(in: try site.data().appendingPathComponent("protocols"))
    do {
      let book = try ProtocolBook(files.map { ($0.name, $0.bytes) })
      func engine(_ directory: DirectorySnapshot) throws -> TriageEngine {
        try TriageEngine(directory: directory, clock: clock, calendar: calendar, book: book)
      }
      return ScenarioEffects.changed(
        try scenarios(site), from: try engine(old), to: try engine(new), now: site.now)
    } catch let error as ProtocolBookError {
      throw Failure(.fault, "data/protocols: \(error.explanation)")
    }
  }

  /// The worked cases that are shipped beside the directory; a site without them does without.
  private static func scenarios(_ site: Site) throws -> [WorkedScenario] {
    let folder = try site.data().appendingPathComponent("scenarios")
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    return try Site.jsonFiles(in: folder).map { file in
      WorkedScenario(name: String(file.name.prefix { $0 != "." }), json: file.bytes)
    }
  }

  // MARK: - Files

  /// The files that paths stand for: a folder stands for the JSON and CSV files right in it and in its folder `councils`.
  private static func files(at paths: [String]) throws -> [DataFile] {
    guard !paths.isEmpty else { throw Failure(.unusable, "give the files or folders to read") }
    var names: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Failure(.unusable, "\(path) cannot be read: no such file")
      }
      let found = isFolder.boolValue ? try inside(path) : [path]
      guard !found.isEmpty else {
        throw Failure(.unusable, "\(path) holds no .json and no .csv file, nor does a folder 'councils' in it")
      }
      for name in found where !names.contains(name) { names.append(name) }
    }
    return try names.map { DataFile(name: $0, bytes: try Site.bytes(of: URL(fileURLWithPath: $0))) }
  }

  private static func inside(_ folder: String) throws -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    var found: [String] = []
    for place in [base + "/councils", base] {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else { continue }
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: place)
      } catch {
        throw Failure(.unusable, "\(place) cannot be read: \(error.localizedDescription)")
      }
      let files = names.filter { name in
        !name.hasPrefix(".") && [".json", ".csv"].contains { name.lowercased().hasSuffix($0) }
      }
      found += files.sorted().map { "\(place)/\($0)" }
    }
    return found
  }
}

extension Site {
  /// All that the store holds; of a store that is not there yet, what it would be filled with.
  func content() throws -> DirectoryContent {
    guard try hasStore else { return try shippedContent() }
    do throws(DirectoryStoreError) {
      let store = try DirectoryDatabase(path: storePath)
      if try !store.isEmpty { return try store.content() }
    } catch {
      throw Failure(.world, error.explanation)
    }
    return try shippedContent()
  }
}

extension Site {
  /// What some edits would do to who asks, with the directory before and after as it is asked.
  func effects(
    from old: DirectoryContent, to new: DirectoryContent, edits: [DirectoryEdit]
  ) throws -> (effects: Effects, old: DirectorySnapshot, new: DirectorySnapshot) {
    let today = try clock().wall(at: now).day
    let (before, after) = (old.snapshot(on: today), new.snapshot(on: today))
    let effects = Effects(from: before, to: after, edits: edits, today: today, calendar: try calendar())
    return (effects, before, after)
  }
}

extension Site {
  /// What looks for nights with nobody in a directory, from today on.
  func nightHoles(in content: DirectoryContent) throws -> NightHoles {
    let today = try clock().wall(at: now).day
    return NightHoles(in: content.snapshot(on: today), from: today, calendar: try calendar())
  }
}

extension DirectoryContent {
  fileprivate func snapshot(on day: Day) -> DirectorySnapshot {
    DirectorySnapshot(councils: councils, contacts: contacts, elsewhere: elsewhere, version: "", date: day)
  }
}

extension Site {
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
