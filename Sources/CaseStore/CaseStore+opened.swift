import GRDB
import StoreFile
import Synchronization

/// The casebook as it was opened: a connection to record on, and one beside it to look things up on.
extension CaseStore {
  /// A connection, and as of which state of the file it remembers what it has read.
  final class Connection: Sendable {
    let queue: DatabaseQueue
    let asOf: Mutex<FileIdentity>

    init(_ queue: DatabaseQueue, asOf main: FileIdentity) {
      self.queue = queue
      asOf = Mutex(main)
    }

    /// Forgets what was read of an earlier state: SQLite knows what programs record that do so as this one does, and not what
    /// somebody copied over the file.
    func follow(_ main: FileIdentity) throws {
      guard asOf.withLock({ $0 != main }) else { return }
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA shrink_memory") }
      asOf.withLock { $0 = main }
    }
  }

  /// The file as it was opened.
  struct Opened {
    let writer: Connection
    /// Looks things up beside what is being recorded: whoever records may wait for another program's lock, and nobody who
    /// reads waits for them. Nil until the first look.
    var reader: Connection?
    var files: Files
    /// Whether it was let go of, for another file has taken its place.
    var isClosed = false
  }

  /// What stands at its path and, for as long as it is open, at that of its log.
  struct Files {
    var main: FileIdentity
    let log: FileIdentity?

    init?(_ path: String) {
      guard let main = FileIdentity(path: path) else { return nil }
      self.main = main
      log = FileIdentity(path: path + "-wal")
    }

    func areSame(as other: Files) -> Bool {
      guard main.isSameFile(as: other.main) else { return false }
      guard let log, let now = other.log else { return log == nil && other.log == nil }
      return log.isSameFile(as: now)
    }
  }
}
