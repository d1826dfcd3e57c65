package import Casebook
import Foundation
import GRDB
import StoreFile
import Synchronization
package import WorkingTime

/// A casebook in a SQLite file of its own, which only its owner may read.
///
/// A case is not a directory: the directory's record never forgets, and this must be able to. What it says is kept is on the
/// disk: every commit is waited for. Several programs may have one file open; what one records the others find at their next
/// look, and nobody records on a case that has moved on unseen.
///
/// It is watched by what it is, as the directory's store is: see `FileIdentity`. Where its file is gone, or is another, nothing is
/// answered as if it were there; when it is back, it is opened again.
package final class CaseStore: CaseShelf {
  /// Where the file is.
  package let path: String
  let frame: WorkingTimeFrame
  /// By which rules, and which bank holidays, this program counts.
  let counting: String
  /// That this program has it open.
  let mark: ProgramMark
  let cache = Mutex(Cache())
  let consoleOfficer: String?
  /// Whether a first case may make the file where none is there.
  private let isMadeByKeeping: Bool
  private let opened: Mutex<Opened?>
  let found = Mutex(CasebookCondition())
  /// How far its record went when this program last looked.
  let known = Mutex<Head?>(nil)

  /// The open cases as they were last read, and up to which line of the record that was.
  struct Cache {
    var records: [Int64: CaseRecord] = [:]
    var ids: [CaseReference: Int64] = [:]
    var seen: Int64 = 0
    /// The hash of that line; nil where it was not looked at yet.
    var line: Data?
    /// How often cases had been changed without an event by then.
    var rewritten: Int64 = 0
    var isFilled = false
  }

  /// Opens a casebook, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - frame: What days and times are counted in.
  ///   - consoleOfficer: Who may do everything, being at the machine itself; nil for a server, where everybody signs in.
  /// - Throws: `CaseTrouble`: `unavailable`, `foreign`, `busy`, `damaged`.
  package init(path: String, frame: WorkingTimeFrame, consoleOfficer: String? = nil) throws(CaseTrouble) {
    self.path = path
    self.frame = frame
    counting = Self.counting(frame)
    mark = ProgramMark(beside: path)
    self.consoleOfficer = consoleOfficer
    isMadeByKeeping = false
    try Self.makeFile(path)
    opened = Mutex(try Self.open(path, isMaking: true))
  }

  /// A casebook that cannot be used yet, and is opened once it can: look-ups do not wait for it.
  ///
  /// - Parameters:
  ///   - path: The file. A look makes none.
  ///   - frame: What days and times are counted in.
  ///   - consoleOfficer: Who may do everything, being at the machine itself; nil for a server.
  ///   - isMadeByKeeping: Whether the first case that is kept makes it where none is there.
  package init(
    awaiting path: String, frame: WorkingTimeFrame, consoleOfficer: String? = nil, isMadeByKeeping: Bool = false
  ) {
    self.path = path
    self.frame = frame
    counting = Self.counting(frame)
    mark = ProgramMark(beside: path)
    self.consoleOfficer = consoleOfficer
    self.isMadeByKeeping = isMadeByKeeping
    opened = Mutex(nil)
  }

  /// How long another program's lock is waited for, in seconds.
  private static let patience = 10

  private static func open(_ path: String, isMaking: Bool) throws(CaseTrouble) -> Opened {
    var status = stat()
    guard stat(path, &status) == 0 else { throw gone(path) }
    guard !DatabaseHeader.isCutShort(path) else { throw cutShort(path) }
    guard status.st_mode & 0o077 == 0 else {
      throw CaseTrouble(.unavailable, "others can read the casebook \(path); 'chmod 600' keeps it yours")
    }
    let queue: DatabaseQueue
    do {
      queue = try connection(to: path)
      try queue.writeWithoutTransaction { database in
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        // Another program's file is not even given another journal.
        guard application == CaseSchema.applicationID || (application == 0 && tables == 0 && isMaking) else { return }
        _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      }
      try queue.write { try CaseSchema.prepare($0, isMaking: isMaking) }
    } catch {
      throw CaseTrouble(error, path: path, doing: "opening it")
    }
    // What was erased while another program was reading is in the file until its log is brought in.
    emptyLog(queue)
    guard let files = Files(path) else { throw gone(path) }
    return Opened(writer: Connection(queue, asOf: files.main), files: files)
  }

  private static func connection(to path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(TimeInterval(patience))
    configuration.prepareDatabase { database in
      // A power cut loses nothing that was answered, and what is erased is overwritten.
      try database.execute(sql: "PRAGMA synchronous = FULL")
      try database.execute(sql: "PRAGMA secure_delete = ON")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func cutShort(_ path: String) -> CaseTrouble {
    CaseTrouble(
      .damaged,
      "the casebook \(path) is cut short: it holds less than it says of itself. Nothing is recorded in it. Bring a backup back with "
        + "'nightdesk restore', which keeps this file beside it")
  }

  private static func gone(_ path: String) -> CaseTrouble {
    // Looked at here: the system's last error may be of something else.
    var status = stat()
    guard stat(path, &status) == 0 else {
      return CaseTrouble(.unavailable, "the casebook \(path) is not where it was: \(String(cString: strerror(errno)))")
    }
    return CaseTrouble(
      .unavailable, "another file took the place of the casebook \(path), or of its log, just now: say it again")
  }

  /// The casebook that stands at the path now; never one made anew.
  ///
  /// What was open is kept while nothing is there: it may come back, and where somebody removed it there is no other copy.
  ///
  /// - Throws: `CaseTrouble`: `unavailable` where it is not there, and what opening another throws.
  private func standing() throws(CaseTrouble) -> Opened {
    try opened.withLock { opened throws(CaseTrouble) in
      guard let files = Files(path) else {
        if isMadeByKeeping, opened == nil, StorePresence(path: path) == .absent {
          throw CaseTrouble(.unavailable, "there is no casebook at \(path); the first case that you 'keep' makes it")
        }
        throw Self.gone(path)
      }
      if let held = opened {
        if !held.isClosed, files.areSame(as: held.files) {
          guard files.main != held.files.main else { return held }
          // Somebody has written it since: a program that records there as this one does, or whoever copied another file over it or
          // cut it short. Each connection forgets what it has read before it is used again.
          guard !DatabaseHeader.isCutShort(path) else { throw Self.cutShort(path) }
          opened?.files.main = files.main
          return opened ?? held
        }
        opened?.isClosed = true
        do {
          try held.reader?.queue.close()
          try held.writer.queue.close()
        } catch {
          throw CaseTrouble(error, path: path, doing: "letting go of the one before")
        }
        cache.withLock { $0 = Cache() }
        try Self.putLogAside(path, of: held.files, files)
      }
      let fresh = try Self.open(path, isMaking: false)
      opened = fresh
      return fresh
    }
  }

  /// Makes the casebook for its first case, where none was there when this program began.
  func makeForKeeping() throws(CaseTrouble) {
    guard isMadeByKeeping else { return }
    try opened.withLock { opened throws(CaseTrouble) in
      guard opened == nil, StorePresence(path: path) == .absent else { return }
      try Self.makeFile(path)
      opened = try Self.open(path, isMaking: true)
    }
  }

  /// Makes the folder of a path where there is none.
  static func makeFolder(for path: String) throws(CaseTrouble) {
    do {
      try FileManager.default.createDirectory(atPath: StoreFile.folder(of: path), withIntermediateDirectories: true)
    } catch {
      throw CaseTrouble(.unavailable, "the casebook \(path): its folder cannot be made: \(error.inWords)")
    }
  }

  /// Makes a casebook beside its place where none is there, and gives it the name once it is whole: a file without a byte is
  /// known as one that was emptied.
  private static func makeFile(_ path: String) throws(CaseTrouble) {
    try makeFolder(for: path)
    if StoreFile.isEmpty(path) {
      throw CaseTrouble(
        .damaged,
        "the casebook \(path) is empty, 0 bytes: all that was kept in it is gone. Bring a backup back with 'nightdesk restore', or "
          + "remove the file to begin anew")
    }
    let descriptor = Foundation.open(path, O_RDWR | O_CLOEXEC)
    guard descriptor < 0 else {
      close(descriptor)
      return
    }
    guard errno == ENOENT else {
      throw CaseTrouble(.unavailable, "the casebook \(path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    do {
      try StoreFile.makeWhole(path) { beside in
        let queue = try DatabaseQueue(path: beside)
        try queue.writeWithoutTransaction { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = WAL") }
        try queue.write { try CaseSchema.prepare($0, isMaking: true) }
        try queue.close()
      }
    } catch let failure as StoreFile.Failure {
      throw CaseTrouble(.unavailable, "the casebook \(path): \(failure.words)")
    } catch {
      throw CaseTrouble(error, path: path, doing: "making it")
    }
  }

  /// Runs a body on the casebook as it stands, and gives every failure the casebook's own form.
  func access<Value>(
    _ doing: String, _ body: (DatabaseQueue) throws -> Value
  ) throws(CaseTrouble) -> Value {
    let held = try standing()
    do {
      try held.writer.follow(held.files.main)
      return try body(held.writer.queue)
    } catch {
      throw CaseTrouble(error, path: path, doing: doing)
    }
  }

  /// That somebody else in this program read on while something was looked up.
  struct ReadOn: Error {}

  /// Looks something up beside whatever is being recorded: neither another program's lock nor whoever waits for it holds that up.
  ///
  /// - Parameters:
  ///   - doing: What is done, for what is said where it fails.
  ///   - body: What is looked up, and what this program had read before it looked.
  /// - Throws: `CaseTrouble` where the casebook cannot be read.
  /// - Returns: What the body returns.
  func lookUp<Value>(
    _ doing: String, _ body: (Database, Before) throws -> Value
  ) throws(CaseTrouble) -> Value {
    let (reader, main) = try standingReader()
    do {
      try reader.follow(main)
      while true {
        // Before the look begins, so that what is seen in it is never older.
        let before = before()
        do { return try reader.queue.read { try body($0, before) } } catch is ReadOn { continue }
      }
    } catch {
      throw CaseTrouble(error, path: path, doing: doing)
    }
  }

  private func standingReader() throws(CaseTrouble) -> (Connection, FileIdentity) {
    let held = try standing()
    if let reader = held.reader { return (reader, held.files.main) }
    return try opened.withLock { opened throws(CaseTrouble) in
      guard let now = opened, !now.isClosed else { throw Self.gone(path) }
      if let reader = now.reader { return (reader, now.files.main) }
      do {
        let reader = Connection(try Self.connection(to: path), asOf: now.files.main)
        opened?.reader = reader
        return (reader, now.files.main)
      } catch {
        throw CaseTrouble(error, path: path, doing: "opening it to read")
      }
    }
  }

  /// Changes the casebook in one transaction. What this returns is in the file that stands at the path.
  ///
  /// - Parameters:
  ///   - doing: What is done, for what is said where it fails.
  ///   - isRecording: Whether whoever does it must be told first that another casebook has taken the place of theirs.
  ///   - body: What is done.
  /// - Throws: `CaseTrouble`: `unavailable` where the file went meanwhile, and nobody knows whether it holds the change.
  /// - Returns: What the body returns.
  func change<Value>(
    _ doing: String, isRecording: Bool = true, _ body: (Database) throws -> Value
  ) throws(CaseTrouble) -> Value {
    let before = try standing()
    let value: Value
    do {
      let head: Head
      try before.writer.follow(before.files.main)
      (value, head) = try before.writer.queue.write { database in
        if isRecording { try requireSame(database) } else { try noteContent(database, after: known.withLock { $0 }) }
        let value = try body(database)
        return (value, try self.head(of: database))
      }
      known.withLock { $0 = head }
    } catch {
      throw CaseTrouble(error, path: path, doing: doing)
    }
    Self.emptyLog(before.writer.queue)
    guard let after = Files(path), after.areSame(as: before.files) else { throw Self.gone(path) }
    guard !DatabaseHeader.isCutShort(path) else { throw Self.cutShort(path) }
    opened.withLock { opened in
      guard let now = opened, now.writer === before.writer else { return }
      // That was this program's own doing, of which SQLite knows.
      for connection in [now.writer, now.reader].compactMap(\.self) {
        connection.asOf.withLock { if $0 == before.files.main { $0 = after.main } }
      }
      opened?.files.main = after.main
    }
    return value
  }

  /// Brings all that is recorded from the log into the file, so that whoever moves or copies the file alone has it, and no log is
  /// left that could be taken for another file's. What is recorded is on the disk already: where this cannot be done now, since
  /// another program reads or the disk is full, the next change does it.
  private static func emptyLog(_ queue: DatabaseQueue) {
    do {
      try queue.writeWithoutTransaction { database in
        // For a moment: somebody else in this program may be looking something up.
        try database.execute(sql: "PRAGMA busy_timeout = 20")
        defer { try? database.execute(sql: "PRAGMA busy_timeout = \(patience * 1000)") }
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch {}
  }

  /// A log that still holds what was recorded in a file that is gone must not be taken for that of the file in its place.
  private static func putLogAside(_ path: String, of before: Files, _ now: Files) throws(CaseTrouble) {
    guard let log = before.log, let other = now.log, log.isSameFile(as: other), other.size > 0 else { return }
    let aside = StoreFile.freeName(after: path + "-wal.before")
    do { try StoreFile.move(path + "-wal", to: aside) } catch { throw CaseTrouble(.unavailable, error.words) }
  }

  // MARK: - How it is

  /// What a look at the casebook finds.
  package struct CasebookCondition: Sendable, Hashable {
    /// Why it cannot be used; nil where it can.
    package var trouble: CaseTrouble?
    /// How many open cases are damaged.
    package var damaged = 0
    /// That another casebook, or an older copy, was put in its place while this program had it open; nil where none was.
    package var replaced: String?
    /// Whether whoever records there has been told.
    var isReplacementTold = false
    /// How many readings could not be logged since this program has the casebook open, and why the last could not.
    package var unlogged = 0
    package var whyUnlogged: CaseTrouble?

    /// One in which all is well.
    package init() {}
  }

  /// Looks at the casebook: whether it is where it was, and opens it again where it is back.
  package func look() -> CasebookCondition {
    var condition = found.withLock { $0 }
    (condition.trouble, condition.damaged) = (nil, 0)
    do throws(CaseTrouble) {
      condition.damaged = try open().count { $0.damage != nil }
    } catch {
      condition.trouble = error
    }
    found.withLock { ($0.trouble, $0.damaged) = (condition.trouble, condition.damaged) }
    return condition
  }

  /// Counts a reading that could not be logged, for whoever keeps the server's log.
  func noteUnlogged(_ why: CaseTrouble) {
    found.withLock {
      $0.unlogged += 1
      $0.whyUnlogged = why
    }
  }

  /// What stands in every greeting: as of the last look.
  package var notice: String? {
    let (trouble, replaced) = found.withLock { ($0.trouble, $0.replaced) }
    guard trouble != nil else { return replaced.map { "\($0) Tell whoever looks after Nightdesk." } }
    return
      "Nightdesk cannot reach its casebook: cases are neither kept nor shown. Look-ups and triage go on. Tell whoever looks "
      + "after Nightdesk."
  }

}
