import Foundation
import GRDB

extension DirectoryDatabase {
  // MARK: - Backups

  /// Copies the store into a file, of one instant, while others read and write it.
  ///
  /// The copy is made beside the file and then takes its name, so that no half of one is ever found there. It is its
  /// owner's alone to read, for it holds who has a token.
  ///
  /// - Parameters:
  ///   - file: The path of the copy.
  ///   - overwriting: Whether a file that is there already is replaced.
  /// - Throws: `DirectoryStoreError`: `refused` where the file is there already; `unavailable`, `busy`, `failed`.
  package func backUp(to file: String, overwriting: Bool) throws(DirectoryStoreError) {
    if !overwriting, FileManager.default.fileExists(atPath: file) {
      throw DirectoryStoreError(.refused, path: file, "it is there already and is not overwritten")
    }
    let beside = file + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    defer { Self.remove(beside) }
    try Self.makeFile(beside)
    try access("backing up to \(file)") { queue in
      let copy = try DatabaseQueue(path: beside)
      try queue.backup(to: copy)
      // A backup is one file: without this it would need the two that go with write-ahead logging.
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
    }
    guard rename(beside, file) == 0 else {
      throw DirectoryStoreError(.unavailable, path: file, "the backup cannot take its name: \(Self.lastError)")
    }
  }

  /// What a restored backup is, and what became of the store that it replaced.
  package struct Restored: Sendable, Hashable {
    /// The last change that the backup holds; nil where it holds no directory.
    package let change: DirectoryChange?
    /// Where the store that was replaced is kept; nil where there was none.
    package let replaced: String?
  }

  /// Puts a backup in the place of a store, once it has proved sound: this program's, of a schema that it knows, without
  /// damage, its audit record whole.
  ///
  /// The backup is written into the store in one transaction, so that whoever has the store open reads on and then finds
  /// the backup. What was there is kept beside it first. A store too damaged to be opened is moved there instead.
  ///
  /// - Parameters:
  ///   - file: The backup.
  ///   - path: The store.
  /// - Throws: `DirectoryStoreError`: `notADatabase`, `foreign`, `newerSchema`, `damaged` where the backup is none to use;
  ///   nothing is changed then. `foreign` too where the store is another program's; `unavailable`, `busy`, `failed`.
  /// - Returns: What the backup held, and where the store that it replaced is kept.
  package static func restore(_ file: String, to path: String) throws(DirectoryStoreError) -> Restored {
    guard FileManager.default.fileExists(atPath: file) else {
      throw DirectoryStoreError(.unavailable, path: file, "there is no such file")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw DirectoryStoreError(.unavailable, path: path, "its folder cannot be made: \(error.localizedDescription)")
    }
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).restoring"
    defer { for end in ["", "-wal", "-shm"] { remove(beside + end) } }
    let change = try checkedCopy(of: file, at: beside)
    guard FileManager.default.fileExists(atPath: path) else {
      try move(beside, to: path)
      return Restored(change: change, replaced: nil)
    }
    let kept = freeName(after: path + ".before-restore")
    do throws(DirectoryStoreError) {
      let live = try DirectoryDatabase(path: path)
      try live.backUp(to: kept, overwriting: false)
      try live.access("restoring \(file)") { queue in
        let copy = try DatabaseQueue(path: beside)
        try copy.backup(to: queue)
        try copy.close()
      }
    } catch {
      guard [.damaged, .notADatabase].contains(error.code) else { throw error }
      try move(path, to: kept)
      // What belongs to the damaged file must not be taken for the sound one's.
      for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + end) {
        try move(path + end, to: kept + end)
      }
      try move(beside, to: path)
    }
    return Restored(change: change, replaced: kept)
  }

  /// Copies a backup, brings the copy to the current schema and proves it sound.
  private static func checkedCopy(of file: String, at path: String) throws(DirectoryStoreError) -> DirectoryChange? {
    try makeFile(path)
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let source = try DatabaseQueue(path: file, configuration: configuration)
      try Schema.requireOurs(source, path: file)
      let copy = try DatabaseQueue(path: path)
      try source.backup(to: copy)
      try copy.close()
      try source.close()
    } catch {
      throw DirectoryStoreError(error, path: file, doing: "reading the backup")
    }
    let store = try DirectoryDatabase(path: path)
    let faults = try store.access("checking the backup") { queue in
      try queue.read { database in
        let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
        let broken = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(5).map { row in
          "a row of \(try row.text(0)) refers to nothing"
        }
        return integrity + broken
      }
    }
    if let fault = faults.first {
      throw DirectoryStoreError(.damaged, path: file, "the backup is damaged: \(fault); nothing is restored")
    }
    if let fault = try store.verifyChain().faults.first {
      throw DirectoryStoreError(
        .damaged, path: file, "the backup's audit record is broken: \(fault.explanation); nothing is restored")
    }
    let change = try store.latestChange()
    try store.access("closing the backup's copy") { queue in
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
    return change
  }

  /// The first of `NAME`, `NAME-2`, `NAME-3`… that is not there: no earlier store that was replaced is lost.
  private static func freeName(after name: String) -> String {
    var candidate = name
    var number = 1
    while FileManager.default.fileExists(atPath: candidate) {
      number += 1
      candidate = "\(name)-\(number)"
    }
    return candidate
  }

  private static func move(_ file: String, to path: String) throws(DirectoryStoreError) {
    guard rename(file, path) == 0 else {
      throw DirectoryStoreError(.unavailable, path: path, "\(file) cannot take its name: \(lastError)")
    }
  }

  /// An empty file that only its owner may read.
  private static func makeFile(_ path: String) throws(DirectoryStoreError) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    guard descriptor >= 0 else {
      throw DirectoryStoreError(.unavailable, path: path, "it cannot be made: \(lastError)")
    }
    close(descriptor)
  }

  /// Takes away a file that may not be there.
  private static func remove(_ path: String) { unlink(path) }

  private static var lastError: String { String(cString: strerror(errno)) }
}
