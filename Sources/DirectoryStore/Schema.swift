import GRDB

/// How the file is laid out, and how it came to be so.
enum Schema {
  /// The number of the newest migration, kept in the file as `user_version`.
  static let version = 9

  /// Marks the file as this program's, as SQLite's `application_id`: the letters NDSK.
  static let applicationID = 0x4E44_534B

  /// How a file stands to this program.
  enum State {
    case current
    /// Empty, or of an older schema.
    case older
  }

  /// Looks at a file and refuses what is not ours or newer than we are.
  static func state(of queue: DatabaseQueue, path: String) throws -> State {
    if try queue.unsafeRead({ try marks(in: $0) }) == Marks(application: applicationID, version: version) {
      return .current
    }
    // Another process may be making the store at this moment, so that all must be seen at one instant.
    let (found, tables) = try queue.read { database -> (Marks, Int) in
      let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
      return (try marks(in: database), tables)
    }
    if found.application != applicationID, found != Marks(application: 0, version: 0) || tables > 0 {
      throw DirectoryStoreError(.foreign, path: path, "it is a database of another program; name another file")
    }
    if found.version > version {
      throw DirectoryStoreError(
        .newerSchema, path: path,
        "a newer version of this program made it, with schema \(found.version) where this one knows \(version); "
          + "use the newer program")
    }
    return found.version == version ? .current : .older
  }

  /// Refuses a file that is not a store of this program, or of a schema newer than it knows.
  static func requireOurs(_ queue: DatabaseQueue, path: String) throws {
    let found = try queue.read { try marks(in: $0) }
    guard found.application == applicationID, found.version > 0 else {
      throw DirectoryStoreError(.foreign, path: path, "it is not a store of this program")
    }
    _ = try state(of: queue, path: path)
  }

  private struct Marks: Equatable {
    let application: Int
    let version: Int
  }

  private static func marks(in database: Database) throws -> Marks {
    Marks(
      application: try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
      version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
  }

  /// Brings a file to the current schema. Several processes may try at once: one does it, the others find it done.
  static func migrate(_ queue: DatabaseQueue, path: String) throws {
    var before = try queue.unsafeRead { try marks(in: $0) }
    while true {
      do {
        try queue.writeWithoutTransaction { database in
          if path != ":memory:" { try useWriteAheadLog(database) }
          // First of all, so that a store that was never finished is known as ours.
          try database.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        return try migrator.migrate(queue)
      } catch let error as DatabaseError {
        let now = try queue.unsafeRead { try marks(in: $0) }
        if now.version == version { return }
        // Unless another process has come further meanwhile, it would only fail again.
        if now == before { throw error }
        before = now
      }
    }
  }

  /// The mode stays with the file, so that later openings need not ask for it.
  private static func useWriteAheadLog(_ database: Database) throws {
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    guard mode == "wal" else { throw DatabaseError(message: "write-ahead logging cannot be turned on") }
  }

  /// Every migration that was ever shipped, in order. A shipped one is never changed: it names columns by strings and
  /// uses no type of the program.
  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 councils, contacts, changes and failure reports") { database in
      try database.execute(sql: migration1)
      try database.execute(sql: "PRAGMA user_version = 1")
    }
    migrator.registerMigration("2 tokens") { database in
      try database.execute(sql: migration2)
      try database.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3 history, chained, and councils that end") { database in
      try migrate3(database)
      try database.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4 words that grow, short codes, and websites of councils elsewhere") { database in
      try database.execute(sql: migration4)
      try database.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration(
      "5 events beside the directory, where reports come from, and a print of all that is held"
    ) {
      database in
      try migrate5(database)
      try database.execute(sql: "PRAGMA user_version = 5")
    }
    migrator.registerMigration("6 the order of contacts") { database in
      try database.execute(sql: migration6)
      try database.execute(sql: "PRAGMA user_version = 6")
    }
    migrator.registerMigration("7 the shared record that a site follows") { database in
      try database.execute(sql: migration7)
      try database.execute(sql: "PRAGMA user_version = 7")
    }
    migrator.registerMigration("8 changes of which it is not known whether the shared record has them") { database in
      try database.execute(sql: migration8)
      try database.execute(sql: "PRAGMA user_version = 8")
    }
    migrator.registerMigration("9 councils elsewhere that end") { database in
      try database.execute(sql: migration9)
      try database.execute(sql: "PRAGMA user_version = 9")
    }
    return migrator
  }
}
