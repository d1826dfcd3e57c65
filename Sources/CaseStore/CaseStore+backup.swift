package import Casebook
import Foundation
import GRDB
import Synchronization

/// What a casebook that was brought back holds.
package struct RestoredCasebook: Sendable, Hashable {
  /// How many cases that are not erased.
  package let cases: Int
  /// Where what it held before is kept; nil where it held nothing.
  package let replaced: String?
  /// How many events of it are in no backup, and so are gone.
  package let lost: Int
  /// How many cases of the backup were erased since, and are erased again.
  package let erasedAgain: Int
}

extension CaseStore {
  /// Whether a file is a casebook, by the mark that SQLite keeps in it; false where it cannot be read.
  package static func isCasebook(_ file: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    defer { handle.closeFile() }
    let head = handle.readData(ofLength: 72)
    guard head.count == 72, head.starts(with: Data("SQLite format 3\0".utf8)) else { return false }
    // The application's number stands at byte 68, the greatest byte first.
    return head[68..<72].reduce(0) { $0 << 8 | Int($1) } == CaseSchema.applicationID
  }

  /// Copies the casebook into a file, of one instant, for its owner alone to read. What is erased in it by then is in no byte of
  /// the copy.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - isOverwriting: Whether one that is there already is replaced.
  /// - Throws: `CaseTrouble`: `refused` where it is there, `unavailable`, `failed`.
  package func backUp(to file: String, overwriting isOverwriting: Bool = false) throws(CaseTrouble) {
    let isThere = FileManager.default.fileExists(atPath: file)
    if isThere, !isOverwriting {
      throw CaseTrouble(.refused, "\(file) is there already and is not overwritten")
    }
    if isThere, Self.isSameFile(file, path) { throw CaseTrouble(.refused, "\(file) is the casebook itself") }
    // Beside it first: a copy that breaks off replaces nothing.
    let made = isThere ? file + ".new" : file
    let descriptor = Foundation.open(made, O_CREAT | (isThere ? O_TRUNC : O_EXCL) | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CaseTrouble(.unavailable, "\(made) cannot be made: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
    try access("backing up to \(file)") {
      let copy = try DatabaseQueue(path: made)
      try queue.backup(to: copy)
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
    }
    if isThere, rename(made, file) != 0 {
      throw CaseTrouble(.unavailable, "\(file) cannot be replaced: \(String(cString: strerror(errno)))")
    }
  }

  private var pathBeforeRestore: String { path + ".before-restore" }

  /// The copy of what the casebook held before a backup was brought back; nil where none is there, or no more.
  package var copyBeforeRestore: String? {
    FileManager.default.fileExists(atPath: pathBeforeRestore) ? pathBeforeRestore : nil
  }

  private static func isSameFile(_ one: String, _ other: String) -> Bool {
    var (left, right) = (stat(), stat())
    return stat(one, &left) == 0 && stat(other, &right) == 0 && left.st_ino == right.st_ino
      && left.st_dev == right.st_dev
  }

  /// Puts a backup in the place of what the casebook holds, once it has proved sound. What was erased since is erased again: a
  /// backup brings nobody's case back. Programs that have the casebook open go on from what it holds then.
  ///
  /// - Parameters:
  ///   - file: The backup.
  ///   - by: Who brings it back.
  /// - Returns: What the casebook holds then.
  /// - Throws: `CaseTrouble`: `foreign` or `damaged` where the backup is no sound casebook, `unavailable`, `busy`.
  package func restore(_ file: String, by: String) throws(CaseTrouble) -> RestoredCasebook {
    guard FileManager.default.fileExists(atPath: file) else {
      throw CaseTrouble(.unavailable, "\(file): no such file")
    }
    guard Self.isCasebook(file) else { throw CaseTrouble(.foreign, "\(file) is not a casebook's backup") }
    let erased = try erasedCases()
    let before = try eventCount()
    let kept = before == 0 ? nil : pathBeforeRestore
    // A copy of the copy, so that the backup itself stays as it is whatever comes.
    let staged = path + ".restoring"
    defer { for name in [staged, staged + "-wal", staged + "-shm"] { unlink(name) } }
    unlink(staged)
    do {
      try FileManager.default.copyItem(atPath: file, toPath: staged)
    } catch {
      throw CaseTrouble(.unavailable, "\(file) cannot be read: \(error.localizedDescription)")
    }
    chmod(staged, 0o600)
    let copy = try CaseStore(path: staged, frame: frame)
    let faults = try copy.verify().faults
    if let fault = faults.first { throw CaseTrouble(.damaged, "\(file): \(fault); nothing is changed") }
    let again = try copy.eraseAgain(erased)
    if let kept { try backUp(to: kept, overwriting: true) }
    try access("bringing \(file) back") {
      try copy.queue.backup(to: queue)
      try copy.queue.close()
      try sweep()
    }
    cache.withLock { $0 = Cache() }
    let after = try eventCount()
    let cases = try access("counting the cases") {
      try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM casefile WHERE reference IS NOT NULL") ?? 0 }
    }
    return RestoredCasebook(cases: cases, replaced: kept, lost: max(0, before - after), erasedAgain: again)
  }

  private func eventCount() throws(CaseTrouble) -> Int {
    try access("counting the events") {
      try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM event") ?? 0 }
    }
  }

  private struct ErasedCase {
    let id: Int64
    let first: Data
    let quarter: String
    let by: String
  }

  private func erasedCases() throws(CaseTrouble) -> [ErasedCase] {
    try access("looking for what was erased") {
      try queue.read { database in
        let sql = """
          SELECT casefile.id, digest, erased_in, erased_by FROM casefile JOIN event ON casefile = casefile.id AND number = 1
          WHERE erased_in IS NOT NULL
          """
        return try Row.fetchAll(database, sql: sql).map { row in
          ErasedCase(
            id: try row.decode(Int64.self, atIndex: 0), first: try row.decode(Data.self, atIndex: 1),
            quarter: try row.decode(String.self, atIndex: 2), by: try row.decode(String?.self, atIndex: 3) ?? "")
        }
      }
    }
  }

  /// Erases what another file says was erased, where it is the same case by its first seal.
  private func eraseAgain(_ erased: [ErasedCase]) throws(CaseTrouble) -> Int {
    try access("erasing again") {
      try queue.write { database in
        var count = 0
        for one in erased {
          let sql = """
            SELECT 1 FROM casefile JOIN event ON casefile = casefile.id AND number = 1
            WHERE casefile.id = ? AND digest = ? AND erased_in IS NULL
            """
          guard try Int.fetchOne(database, sql: sql, arguments: [one.id, one.first]) != nil else { continue }
          // It may have been open, or held, when the copy was made.
          try database.execute(sql: "UPDATE casefile SET is_open = 0, is_held = 0 WHERE id = ?", arguments: [one.id])
          try erase(one.id, in: one.quarter, by: one.by, database)
          count += 1
        }
        return count
      }
    }
  }
}
