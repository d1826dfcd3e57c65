package import Casebook
import Foundation
import GRDB
import Synchronization
package import WorkingTime

/// A casebook in a SQLite file of its own, which only its owner may read.
///
/// A case is not a directory: the directory's record never forgets, and this must be able to. What it says is kept is on the
/// disk: every commit is waited for. Several programs may have one file open; what one records the others find at their next
/// look, and nobody records on a case that has moved on unseen.
package final class CaseStore: CaseShelf {
  /// Where the file is.
  package let path: String
  let queue: DatabaseQueue
  let frame: WorkingTimeFrame
  let cache = Mutex(Cache())
  private let consoleOfficer: String?

  /// The open cases as they were last read, and up to which line of the record that was.
  struct Cache {
    var records: [Int64: CaseRecord] = [:]
    var ids: [CaseReference: Int64] = [:]
    var seen: Int64 = 0
    /// The hash of that line; nil where it was not looked at yet.
    var line: Data?
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
    self.consoleOfficer = consoleOfficer
    try Self.makeFile(path)
    do {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = true
      configuration.busyMode = .timeout(10)
      configuration.prepareDatabase { database in
        // A power cut loses nothing that was answered, and what is erased is overwritten.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try database.execute(sql: "PRAGMA secure_delete = ON")
      }
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { database in
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        // Another program's file is not even given another journal.
        guard application == CaseSchema.applicationID || (application == 0 && tables == 0) else { return }
        _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      }
      try queue.write { try CaseSchema.prepare($0) }
    } catch {
      throw CaseTrouble(error, path: path, doing: "opening it")
    }
  }

  /// Makes an empty file that only its owner may read; refuses one that others may.
  private static func makeFile(_ path: String) throws(CaseTrouble) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw CaseTrouble(.unavailable, "the casebook \(path): its folder cannot be made: \(error.localizedDescription)")
    }
    let descriptor = Foundation.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CaseTrouble(.unavailable, "the casebook \(path) cannot be opened: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw CaseTrouble(.unavailable, "others can read the casebook \(path); 'chmod 600' keeps it yours")
    }
  }

  /// Runs a body and gives every failure the casebook's own form.
  func access<Value>(_ doing: String, _ body: () throws -> Value) throws(CaseTrouble) -> Value {
    do {
      return try body()
    } catch {
      throw CaseTrouble(error, path: path, doing: doing)
    }
  }

  // MARK: - Who

  /// Who somebody is here: at the machine itself its user, with every right; else whoever was let in.
  package func officer(named name: String) throws(CaseTrouble) -> CaseOfficer? {
    if name == consoleOfficer { return CaseOfficer(name: name, role: .manager, councils: nil) }
    return try access("looking for who you are") {
      try queue.unsafeRead { database in
        let row = try Row.fetchOne(
          database, sql: "SELECT role, councils FROM officer WHERE name = ?", arguments: [name])
        guard let row, let role = CaseRole(rawValue: try row.decode(String.self, atIndex: 0)) else { return nil }
        let councils = try row.decode(String?.self, atIndex: 1)
        return CaseOfficer(
          name: name, role: role, councils: councils.map { Set($0.split(separator: " ").map(String.init)) })
      }
    }
  }

  /// Lets somebody in, or changes what they may do.
  package func letIn(_ officer: CaseOfficer) throws(CaseTrouble) {
    try access("letting '\(officer.name)' in") {
      try queue.write { database in
        try database.execute(
          sql: "INSERT OR REPLACE INTO officer (name, role, councils) VALUES (?, ?, ?)",
          arguments: [officer.name, officer.role.rawValue, officer.councils.map { $0.sorted().joined(separator: " ") }])
      }
    }
  }

  /// Shuts somebody out.
  ///
  /// - Returns: Whether they were in.
  package func shutOut(_ name: String) throws(CaseTrouble) -> Bool {
    try access("shutting '\(name)' out") {
      try queue.write { database in
        try database.execute(sql: "DELETE FROM officer WHERE name = ?", arguments: [name])
        return database.changesCount > 0
      }
    }
  }

  /// Everybody who was let in, by name.
  package func officers() throws(CaseTrouble) -> [CaseOfficer] {
    let names = try access("reading who is let in") {
      try queue.unsafeRead { try String.fetchAll($0, sql: "SELECT name FROM officer ORDER BY name") }
    }
    var officers: [CaseOfficer] = []
    for name in names { if let officer = try officer(named: name) { officers.append(officer) } }
    return officers
  }
}

extension CaseTrouble {
  /// A failure of SQLite while something was being done.
  init(_ error: any Error, path: String, doing: String) {
    switch error {
    case let error as CaseTrouble: self = error
    case let error as DatabaseError:
      let code: Code =
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
        case .SQLITE_NOTADB: .foreign
        case .SQLITE_CORRUPT: .damaged
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .unavailable
        default: .failed
        }
      self.init(code, "the casebook \(path): \(doing) failed: \(error.message ?? "no message"); nothing is changed")
    default: self.init(.damaged, "the casebook \(path): \(doing) failed: \(error)")
    }
  }
}
