import Foundation
import GRDB
import StoreFile

extension DirectoryDatabase {
  // MARK: - Backups

  /// Copies the store into a file, of one instant, while others read and write it.
  ///
  /// The copy is made beside the file, proves sound, and then takes its name, so that neither half of one nor a damaged one
  /// is ever found there. It is its owner's alone to read, for it holds who has a token.
  ///
  /// - Parameters:
  ///   - file: The path of the copy.
  ///   - overwriting: Whether a file that is there already is replaced.
  /// - Throws: `DirectoryStoreError`: `refused` where the file is there already or is the store itself; `damaged` where the
  ///   store is; `unavailable`, `busy`, `failed`.
  package func backUp(to file: String, overwriting: Bool) throws(DirectoryStoreError) {
    try backUp(to: file, overwriting: overwriting, proving: true)
  }

  /// The same; what a damaged store holds is kept as it is where it is only put aside.
  func backUp(to file: String, overwriting: Bool, proving: Bool) throws(DirectoryStoreError) {
    if FileIdentity.areSameFile(file, path) {
      throw DirectoryStoreError(.refused, path: file, "it is the store itself, of which a backup is another file")
    }
    if !overwriting, FileManager.default.fileExists(atPath: file) {
      throw DirectoryStoreError(.refused, path: file, "it is there already and is not overwritten")
    }
    Leftovers.remove(beside: file)
    let beside = file + ".\(ProcessInfo.processInfo.processIdentifier).partial"
    defer { for end in ["", "-journal"] { Self.remove(beside + end) } }
    do { try StoreFile.make(beside) } catch {
      throw DirectoryStoreError(.unavailable, path: file, error.words)
    }
    try access("backing up to \(file)") { queue in
      let copy = try DatabaseQueue(path: beside)
      try queue.backup(to: copy)
      // A backup is one file: without this it would need the two that go with write-ahead logging.
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
    }
    if proving, let fault = try Self.fault(of: beside) {
      throw DirectoryStoreError(
        .damaged, path: path, "\(fault), so that no backup of it is any good; nothing is written")
    }
    try Self.sync(beside)
    if overwriting {
      try Self.move(beside, to: file)
    } else {
      do {
        try StoreFile.moveIfFree(beside, to: file)
      } catch {
        // Another has made it meanwhile.
        throw error.isTaken
          ? DirectoryStoreError(.refused, path: file, "it is there already and is not overwritten")
          : DirectoryStoreError(.unavailable, path: file, error.words)
      }
    }
    try Self.sync(StoreFile.folder(of: file))
  }

  /// What a restored backup is, and what became of the store that it replaced.
  package struct Restored: Sendable, Hashable {
    /// The last change that the backup holds; nil where it holds no directory.
    package let change: DirectoryChange?
    /// The last change of the store that was replaced; nil where there was none, or it cannot be read.
    package let before: DirectoryChange?
    /// Where the store that was replaced is kept; nil where there was none.
    package let replaced: String?
    /// What of the replaced store lives on in the restored one; nil where there was none, or it cannot be read.
    package let kept: Kept?

    /// What a restore carries over, because no backup can know it.
    package struct Kept: Sendable, Hashable {
      /// The names of tokens in the backup that had been revoked since, and stay revoked.
      package let revoked: [String]
      /// The names of tokens in force that were made since.
      package let tokens: [String]
      /// How many reports of failed contacts came since.
      package let reports: Int
      /// Whether the site follows a shared record, from which what came since comes back.
      package let isJoined: Bool
    }
  }

  /// Puts a backup in the place of a store, once it has proved sound: this program's, of a schema that it knows, without
  /// damage, its audit record whole.
  ///
  /// The backup is written into the store in one transaction, so that whoever has the store open reads on and then finds
  /// the backup. What was there is kept beside it first. A store too damaged to be opened is moved there instead. The tokens of
  /// the replaced store, above all that they were revoked, and its reports of failed contacts stay: a backup of last week must
  /// not let in who was shut out since.
  ///
  /// - Parameters:
  ///   - file: The backup.
  ///   - path: The store.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it: the record keeps that and what was restored.
  /// - Throws: `DirectoryStoreError`: `notADatabase`, `foreign`, `newerSchema`, `damaged` where the backup is none to use;
  ///   nothing is changed then. `refused` where the site follows a shared record that it is not of; `foreign` too where the store is another program's; `unavailable`, `busy`, `failed`.
  /// - Returns: What the backup held, and where the store that it replaced is kept.
  package static func restore(
    _ file: String, to path: String, at: String, by: String
  ) throws(DirectoryStoreError) -> Restored {
    guard FileManager.default.fileExists(atPath: file) else {
      throw DirectoryStoreError(.unavailable, path: file, "there is no such file")
    }
    let isNew = StorePresence(path: path) == .absent
    if isNew { try makeFolder(for: path) }
    Leftovers.remove(beside: path)
    let beside = path + ".\(ProcessInfo.processInfo.processIdentifier).restoring"
    defer { for end in ["", "-wal", "-shm"] { remove(beside + end) } }
    let change = try checkedCopy(of: file, at: beside)
    var entry = RestoreEntry(file: file, change: change, at: at, by: by)
    if isNew {
      try enter(entry, in: beside)
      try takeOwner(of: StoreFile.folder(of: path), for: beside, mode: 0o600)
      try moveIfFree(beside, to: path)
      try sync(StoreFile.folder(of: path))
      return Restored(change: change, before: nil, replaced: nil, kept: nil)
    }
    var kept: String?
    var carried: Restored.Kept?
    var isEntered = false
    do throws(DirectoryStoreError) {
      try DirectoryDatabase(path: path).exchange(for: beside, "restoring \(file)") { live, copy in
        try live.expectBeginning(of: copy, change, file)
        kept = try live.putAside(as: path + ".before-restore")
        entry.before = try live.latestChange()
        carried = try carryOver(from: live, to: copy)
        try enter(entry, in: copy)
        isEntered = true
      }
    } catch {
      guard [.damaged, .notADatabase].contains(error.code) else { throw error }
      if !isEntered {
        carried = nil
        try enter(entry, in: beside)
      }
      try takeOwner(of: path, for: beside)
      // The damaged file itself tells more than a copy of it.
      if let kept { remove(kept) }
      let aside = StoreFile.freeName(after: path + ".before-restore")
      kept = aside
      try move(path, to: aside)
      // What belongs to the damaged file must not be taken for the sound one's.
      for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + end) {
        try move(path + end, to: aside + end)
      }
      try move(beside, to: path)
      try sync(StoreFile.folder(of: path))
    }
    return Restored(change: change, before: entry.before, replaced: kept, kept: carried)
  }

  /// What a restore leaves in the record.
  private struct RestoreEntry {
    let file: String
    let change: DirectoryChange?
    let at: String
    let by: String
    /// The last change of the store that was replaced; nil where there was none, or it cannot be read.
    var before: DirectoryChange?
  }

  /// Enters in a copy of a backup that it was restored, and what has become of its tokens.
  private static func enter(_ entry: RestoreEntry, in copy: String) throws(DirectoryStoreError) {
    let target = try DirectoryDatabase(path: copy)
    try target.access("entering the restore") { queue in
      try queue.write { try enter(entry, in: $0) }
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
  }

  /// Refuses a backup from which a joined site could not go on: one of the two must be the other's beginning.
  private func expectBeginning(of backup: Database, _ change: DirectoryChange?, _ file: String) throws {
    guard let change, let own = try latestChange(), try membership() != nil else { return }
    let fits =
      try own.id < change.id
      ? Ledger(database: backup, path: path).change(id: own.id)?.hash == own.hash : hash(of: change.id) == change.hash
    if fits { return }
    throw DirectoryStoreError(
      .refused, path: path,
      "this site follows a shared record, and \(file) is not of that; nothing is restored. Where it is meant, say "
        + "'nightdesk shared leave' first")
  }

  /// Keeps the store as it is under the first of `NAME`, `NAME-2`… that nobody else takes meanwhile.
  func putAside(as name: String) throws(DirectoryStoreError) -> String {
    while true {
      let free = StoreFile.freeName(after: name)
      do throws(DirectoryStoreError) {
        try backUp(to: free, overwriting: false, proving: false)
        return free
      } catch  where error.code == .refused {
        // Another restore has just taken it.
        continue
      }
    }
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
      let failure = DirectoryStoreError(error, path: file, doing: "reading the backup")
      guard failure.code == .notADatabase else { throw failure }
      throw DirectoryStoreError(
        .notADatabase, path: file,
        "it is not a database, and so no backup; nothing is restored. Give a file that 'nightdesk backup' made")
    }
    if let fault = try fault(of: path) {
      throw DirectoryStoreError(.damaged, path: file, "\(fault); nothing is restored")
    }
    let store = try DirectoryDatabase(path: path)
    let change = try store.latestChange()
    try store.access("closing the backup's copy") { queue in
      try queue.writeWithoutTransaction { _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
    return change
  }

  /// What is wrong with a copy of a store, in a few words; nil where it is sound and its audit record whole.
  private static func fault(of path: String) throws(DirectoryStoreError) -> String? {
    let store: DirectoryDatabase
    do {
      store = try DirectoryDatabase(path: path)
      let faults = try store.access("checking the copy") { queue in
        try queue.read { database in
          let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check(5)").filter { $0 != "ok" }
          let broken = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(5).map { row in
            "a row of \(try row.text(0)) refers to nothing"
          }
          return integrity + broken
        }
      }
      if let fault = faults.first { return "the file is damaged: \(fault)" }
      if try store.isEmpty { return nil }
      return try store.verifyChain().faults.first.map { "the audit record is broken: \($0.explanation)" }
    } catch {
      guard error.code == .damaged else { throw error }
      return "the file is damaged: \(error.context)"
    }
  }

  private static func enter(_ entry: RestoreEntry, in database: Database) throws {
    func words(_ change: DirectoryChange?) -> String { change.map { "change \($0.id) \($0.hash)" } ?? "nothing" }
    let ledger = EventLedger(database: database)
    try ledger.append(
      .restored, entry.file, "held \(words(entry.change)); before it \(words(entry.before))", at: entry.at, by: entry.by
    )
    try ledger.reconcile(at: entry.at, by: entry.by)
  }

  /// Writes into a copy of a backup what the store that it replaces knows of tokens and failed contacts.
  private static func carryOver(from live: DirectoryDatabase, to database: Database) throws -> Restored.Kept {
    let tokens = try live.access("reading the tokens") { queue in
      try queue.unsafeRead {
        try Row.fetchAll($0, sql: "SELECT name, role, mark, made_at, revoked_at FROM token ORDER BY id")
      }
    }
    let reports = try live.access("reading the failed contacts") { queue in
      try queue.unsafeRead {
        try Row.fetchAll($0, sql: "SELECT contact, how, at, origin FROM failure_report ORDER BY id")
      }
    }
    // Whether the site is joined to a shared record, and to which, is as it was: that the backup fits it is seen by following.
    let membership = try live.membership()
    try database.execute(sql: "DELETE FROM shared_record")
    if var membership {
      membership.sent = 0
      try Self.keep(membership, in: database)
    }
    for change in try live.uncertainChanges() { try Self.note(change, in: database) }
    // That backups were brought back before is no part of this one: each restore stays recorded.
    let ledger = EventLedger(database: database)
    let entered = Set(try ledger.all().filter { $0.kind == .restored }.map { [$0.at, $0.by, $0.subject, $0.detail] })
    for event in try live.events() where event.kind == .restored {
      guard !entered.contains([event.at, event.by, event.subject, event.detail]) else { continue }
      try ledger.append(.restored, event.subject, event.detail, at: event.at, by: event.by)
    }
    let before = Set(try String.fetchAll(database, sql: "SELECT mark FROM token WHERE revoked_at IS NULL"))
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM failure_report") ?? 0
    var revoked: [String] = []
    var made: [String] = []
    // Those that are no longer in force first: a name is then free for the token that has it now.
    for token in tokens.sorted(by: { $0.hasRevocation && !$1.hasRevocation }) {
      let mark: String = try token.text(2)
      try database.execute(sql: "DELETE FROM token WHERE mark = ?", arguments: [mark])
      if token.hasRevocation {
        if before.contains(mark) { revoked.append(try token.text(0)) }
      } else if !before.contains(mark) {
        made.append(try token.text(0))
        try database.execute(
          sql: "DELETE FROM token WHERE name = ? AND revoked_at IS NULL", arguments: [try token.text(0)])
      }
      try database.execute(
        sql: "INSERT INTO token (name, role, mark, made_at, revoked_at) VALUES (?, ?, ?, ?, ?)",
        arguments: StatementArguments(token.databaseValues))
    }
    for report in reports {
      let values = report.databaseValues
      try database.execute(
        sql: """
          INSERT INTO failure_report (contact, how, at, origin) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
            SELECT 1 FROM failure_report WHERE contact = ?1 AND how = ?2 AND at = ?3)
          """, arguments: StatementArguments(values))
    }
    let after = try Int.fetchOne(database, sql: "SELECT count(*) FROM failure_report") ?? 0
    return Restored.Kept(revoked: revoked, tokens: made, reports: after - count, isJoined: membership != nil)
  }

  /// Gives a file the owner, the group and the mode of another, as far as that is allowed; or another mode.
  static func takeOwner(of path: String, for file: String, mode: mode_t? = nil) throws(DirectoryStoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    // Only root may give a file away; for anybody else it is theirs already.
    if geteuid() == 0, chown(file, status.st_uid, status.st_gid) != 0 {
      throw DirectoryStoreError(.unavailable, path: file, "it cannot be given to the store's owner: \(lastError)")
    }
    guard chmod(file, mode ?? status.st_mode & 0o666) == 0 else {
      throw DirectoryStoreError(.unavailable, path: file, "it cannot have the store's mode: \(lastError)")
    }
  }

  static func move(_ file: String, to path: String) throws(DirectoryStoreError) {
    do { try StoreFile.move(file, to: path) } catch { throw DirectoryStoreError(.unavailable, path: path, error.words) }
  }

  /// Gives a file its name where nobody has made another of that name meanwhile: what is in that one must not be lost.
  static func moveIfFree(_ file: String, to path: String) throws(DirectoryStoreError) {
    do {
      try StoreFile.moveIfFree(file, to: path)
    } catch {
      throw DirectoryStoreError(
        .unavailable, path: path,
        error.isTaken ? "somebody made a store there meanwhile, and nothing is changed; try again" : error.words)
    }
  }

  /// An empty file that only its owner may read.
  private static func makeFile(_ path: String) throws(DirectoryStoreError) {
    do { try StoreFile.make(path) } catch { throw DirectoryStoreError(.unavailable, path: path, error.words) }
  }

  /// Takes away a file that may not be there.
  private static func remove(_ path: String) { unlink(path) }

  static func sync(_ path: String) throws(DirectoryStoreError) {
    do { try StoreFile.sync(path) } catch { throw DirectoryStoreError(.unavailable, path: path, error.words) }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}

extension Row {
  /// Whether a row of tokens is of one that is no longer in force.
  fileprivate var hasRevocation: Bool { !(databaseValues.last?.isNull ?? true) }
}
