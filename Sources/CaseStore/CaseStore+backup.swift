package import Casebook
import Foundation
import GRDB
import StoreFile
import Synchronization
package import WorkingTime

/// What a casebook that was brought back holds.
package struct RestoredCasebook: Sendable, Hashable {
  /// How many cases that are not erased.
  package let cases: Int
  /// Where what it held before is kept; nil where it held nothing.
  package let replaced: String?
  /// What of it is in no backup, and so is gone.
  package let lost: CasebookLoss
  /// How many cases of the backup were erased since, and are erased again.
  package let erasedAgain: Int
  /// How many erased cases are in no quarter's counts any more, for each of the two files knew of others.
  package var uncounted = 0
  /// What is known of erasures where the casebook itself was not there to be asked; nil where it was.
  package var erasures: KnownErasures?
}

/// What a casebook holds that a backup does not.
package struct CasebookLoss: Sendable, Hashable {
  /// How many events.
  package var events = 0
  /// The cases that are not in it at all.
  package var cases: [CaseReference] = []
  /// When the first of the events was recorded; nil where none is lost, or each is erased.
  package var since: Moment?

  /// Nothing.
  package init() {}
}

/// What is known of the cases of a backup that were erased since, where the casebook itself is lost.
package struct KnownErasures: Sendable, Hashable {
  /// The other copies beside it that tell of erasures, and were asked.
  package let copies: [String]
  /// The closed cases that are there again: each may have been erased since, and nobody here can know.
  package let doubtful: [CaseReference]
}

/// A copy of a casebook.
package struct CasebookCopy: Sendable, Hashable {
  /// Where it is.
  package let file: String
  /// What is wrong with it, each in a sentence; empty where it is a good one.
  package let faults: [String]
  /// How many events it holds: none in a casebook that is new, or that was lost and made anew.
  package let events: Int
}

extension CaseStore {
  /// What stands behind the name of a copy that is not good, so that nobody takes it for one that is.
  package static let damagedEnding = ".damaged"

  /// Whether a file is a casebook, by the mark that SQLite keeps in it; false where it cannot be read.
  package static func isCasebook(_ file: String) -> Bool { DatabaseHeader(file)?.isCasebook == true }

  /// Copies the casebook into a file, of one instant, for its owner alone to read. What is erased in it by then is in no byte of
  /// the copy.
  ///
  /// The copy is made beside the file and looked at whole; then it takes the name. Where a case in it is damaged it takes another,
  /// with `damagedEnding` behind: the other cases are worth a copy, and it must not stand in the place of one that is good.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - isOverwriting: Whether one that is there already is replaced.
  /// - Throws: `CaseTrouble`: `refused` where it is there, `unavailable`, `failed`.
  /// - Returns: Where the copy is, and what is wrong with it.
  package func backUp(to file: String, overwriting isOverwriting: Bool = false) throws(CaseTrouble) -> CasebookCopy {
    if FileIdentity.areSameFile(file, path) { throw CaseTrouble(.refused, "\(file) is the casebook itself") }
    if !isOverwriting, FileManager.default.fileExists(atPath: file) {
      throw CaseTrouble(.refused, "\(file) is there already and is not overwritten")
    }
    Leftovers.remove(beside: file)
    let beside = file + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    defer { for end in ["", "-journal", "-wal", "-shm"] { unlink(beside + end) } }
    try Self.filed(file) { () throws(StoreFile.Failure) in try StoreFile.make(beside) }
    try copy(into: beside)
    let report = try CaseStore(path: beside, frame: frame).verify()
    let faults = report.faults
    try access("finishing the copy") { _ in try Self.closeLog(of: beside) }
    let made = faults.isEmpty ? file : file + Self.damagedEnding
    try Self.filed(made) { () throws(StoreFile.Failure) in
      try StoreFile.sync(beside)
      // A damaged one takes the place of an earlier damaged one, and of nothing else.
      if isOverwriting || !faults.isEmpty {
        try StoreFile.move(beside, to: made)
      } else {
        try StoreFile.moveIfFree(beside, to: made)
      }
      try StoreFile.sync(StoreFile.folder(of: made))
    }
    return CasebookCopy(file: made, faults: faults, events: report.events)
  }

  /// Copies all of it into a file that is there and empty.
  private func copy(into file: String) throws(CaseTrouble) {
    try access("copying it to \(file)") { queue in
      let copy = try DatabaseQueue(path: file)
      try queue.backup(to: copy)
      try copy.close()
    }
    try access("finishing the copy") { _ in try Self.closeLog(of: file) }
  }

  /// A copy is one file: without this it would need the two that go with write-ahead logging.
  private static func closeLog(of file: String) throws {
    let copy = try DatabaseQueue(path: file)
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
  }

  private static func filed(_ path: String, _ body: () throws(StoreFile.Failure) -> Void) throws(CaseTrouble) {
    do {
      try body()
    } catch {
      throw error.isTaken
        ? CaseTrouble(.refused, "\(path) is there already and is not overwritten")
        : CaseTrouble(.unavailable, "\(path): \(error.words)")
    }
  }

  // MARK: - Bringing one back

  private static let beforeRestore = ".before-restore"

  /// The copies of what the casebook held before backups were brought back, oldest first; those that are still there.
  package var copiesBeforeRestore: [String] {
    var copies: [String] = []
    let name = URL(fileURLWithPath: path).lastPathComponent + Self.beforeRestore
    let folder = StoreFile.folder(of: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for other in names where other == name || other.wholeMatch(of: /.*-\d+/) != nil && other.hasPrefix(name + "-") {
      copies.append(folder + "/" + other)
    }
    return copies.sorted { ($0.count, $0) < ($1.count, $1) }
  }

  /// Puts a backup in the place of a casebook, once it has proved sound. What was there is kept beside it, under a name that
  /// nothing else has. Where none was there, or the backup is not sound, nothing is left behind.
  ///
  /// What was erased since is erased again: a backup brings nobody's case back. Programs that have the casebook open go on from
  /// what it holds then. A casebook that is too damaged to be opened is moved aside; what was erased in it nobody knows.
  ///
  /// - Parameters:
  ///   - file: The backup.
  ///   - path: The casebook.
  ///   - frame: What days and times are counted in.
  ///   - agrees: Told what the casebook would lose, before it loses it; whether to go on.
  /// - Returns: What the casebook holds then.
  /// - Throws: `CaseTrouble`: `foreign` or `damaged` where the backup is no sound casebook, `unavailable`, `busy`; `refused` where
  ///   it is not agreed to.
  package static func restore(
    _ file: String, to path: String, frame: WorkingTimeFrame, agrees: (CasebookLoss) -> Bool = { _ in true }
  ) throws(CaseTrouble) -> RestoredCasebook {
    guard FileManager.default.fileExists(atPath: file) else {
      throw CaseTrouble(.unavailable, "\(file): no such file")
    }
    guard isCasebook(file) else { throw CaseTrouble(.foreign, "\(file) is not a casebook's backup") }
    if FileIdentity.areSameFile(file, path) { throw CaseTrouble(.refused, "\(file) is the casebook itself") }
    let hasFolder = FileManager.default.fileExists(atPath: StoreFile.folder(of: path))
    if !hasFolder { try makeFolder(for: path) }
    var isDone = false
    // An empty folder that was made for this goes again.
    defer { if !hasFolder, !isDone { rmdir(StoreFile.folder(of: path)) } }
    Leftovers.remove(beside: path)
    let staged = path + ".\(ProcessInfo.processInfo.processIdentifier).restoring"
    defer { for end in ["", "-journal", "-wal", "-shm"] { unlink(staged + end) } }
    let copy = try staging(file, at: staged, frame)
    let restored: RestoredCasebook
    if FileIdentity(path: path) == nil {
      restored = try put(copy, staged, to: path, aside: nil, backup: file)
    } else {
      let live: CaseStore
      do {
        live = try CaseStore(path: path, frame: frame)
      } catch {
        guard error.code == .damaged else { throw error }
        restored = try put(copy, staged, to: path, aside: StoreFile.freeName(after: path + beforeRestore), backup: file)
        isDone = true
        return restored
      }
      let loss = try live.loss(by: staged)
      guard loss.events == 0 || agrees(loss) else {
        throw CaseTrouble(.refused, "nothing is restored: \(path) is as it was")
      }
      restored = try live.take(copy, file, staged)
    }
    isDone = true
    return restored
  }

  /// A sound copy of a backup, beside the casebook: the backup itself stays as it is whatever comes.
  private static func staging(
    _ file: String, at staged: String, _ frame: WorkingTimeFrame
  ) throws(CaseTrouble) -> CaseStore {
    do {
      try FileManager.default.copyItem(atPath: file, toPath: staged)
    } catch {
      throw CaseTrouble(.unavailable, "\(file) cannot be read: \(error.inWords)")
    }
    chmod(staged, 0o600)
    let copy = try CaseStore(path: staged, frame: frame)
    if let fault = try copy.verify().faults.first {
      throw CaseTrouble(.damaged, "\(file): \(fault); nothing is changed")
    }
    return copy
  }

  /// Gives a copy the casebook's name, where none is there, or once that is moved aside.
  private static func put(
    _ copy: CaseStore, _ staged: String, to path: String, aside: String?, backup: String
  ) throws(CaseTrouble) -> RestoredCasebook {
    let (erasures, again) = try copy.eraseByCopies(beside: path, backup)
    try copy.markRestored(over: 0)
    let cases = try copy.caseCount()
    try copy.access("finishing the copy") { queue in
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
    try filed(path) { () throws(StoreFile.Failure) in
      if let aside {
        try StoreFile.move(path, to: aside)
        // What belongs to the damaged file must not be taken for the sound one's.
        for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + end) {
          try StoreFile.move(path + end, to: aside + end)
        }
      }
      try StoreFile.sync(staged)
      try StoreFile.moveIfFree(staged, to: path)
      try StoreFile.sync(StoreFile.folder(of: path))
    }
    return RestoredCasebook(
      cases: cases, replaced: aside, lost: CasebookLoss(), erasedAgain: again, erasures: erasures)
  }

  /// The same into this casebook.
  package func restore(_ file: String) throws(CaseTrouble) -> RestoredCasebook {
    try Self.restore(file, to: path, frame: frame)
  }

  /// Takes all that a copy holds, in one transaction, and keeps what was here beside it. Nobody records here meanwhile: what stands
  /// beside it then is all that there was.
  private func take(_ copy: CaseStore, _ file: String, _ staged: String) throws(CaseTrouble) -> RestoredCasebook {
    // Reads what is there while the other connection holds the lock.
    let reader = try CaseStore(path: path, frame: frame)
    var (lost, erased, kept) = (CasebookLoss(), (again: 0, uncounted: 0), String?.none)
    try access("bringing \(file) back") { queue in
      try copy.access("reading the copy") { other in
        try other.writeWithoutTransaction { source in
          try queue.writeWithoutTransaction { target in
            var isBrought = false
            // The first page takes the lock on the casebook; what is written into the copy afterwards is copied too.
            try source.backup(to: target, pagesPerStep: 1) { _ in
              if isBrought { return }
              // As it is now: somebody may have recorded something while it was asked about.
              lost = try reader.loss(by: staged)
              kept = try reader.eventCount() == 0 ? nil : reader.putAside()
              let rewritten = try reader.access("reading how often it was changed") { queue in
                try queue.read { try reader.head(of: $0).rewritten }
              }
              try source.inTransaction {
                erased = try copy.eraseAgain(from: reader, in: source)
                try copy.markRestored(over: rewritten, in: source)
                return .commit
              }
              isBrought = true
            }
          }
        }
        try other.close()
      }
      _ = try Self.sweep(queue)
    }
    cache.withLock { $0 = Cache() }
    return RestoredCasebook(
      cases: try caseCount(), replaced: kept, lost: lost, erasedAgain: erased.again, uncounted: erased.uncounted)
  }

  /// Keeps what the casebook holds, good or not, under the first of `NAME`, `NAME-2`… that nobody else takes meanwhile.
  private func putAside() throws(CaseTrouble) -> String {
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    defer { for end in ["", "-journal", "-wal", "-shm"] { unlink(beside + end) } }
    try Self.filed(beside) { () throws(StoreFile.Failure) in try StoreFile.make(beside) }
    try copy(into: beside)
    while true {
      let free = StoreFile.freeName(after: path + Self.beforeRestore)
      do throws(CaseTrouble) {
        try Self.filed(free) { () throws(StoreFile.Failure) in
          try StoreFile.sync(beside)
          try StoreFile.moveIfFree(beside, to: free)
          try StoreFile.sync(StoreFile.folder(of: free))
        }
        return free
      } catch {
        // Another restore has just taken it.
        guard error.code == .refused else { throw error }
      }
    }
  }

  func caseCount() throws(CaseTrouble) -> Int {
    try access("counting the cases") { queue in
      try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM casefile WHERE reference IS NOT NULL") ?? 0 }
    }
  }

  private func eventCount() throws(CaseTrouble) -> Int {
    try access("counting the events") { queue in
      try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM event") ?? 0 }
    }
  }
}
