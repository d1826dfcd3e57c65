import GRDB

extension DirectoryDatabase {
  /// What is wrong with the file itself: damage that SQLite finds, rows that refer to nothing, and a schema that is not as
  /// this program makes it, from which somebody has taken a guard say.
  ///
  /// - Throws: `DirectoryStoreError`, as every read.
  /// - Returns: A sentence for each fault; past the first twenty of a sort no more are listed.
  package func fileFaults() throws(DirectoryStoreError) -> [String] {
    let damage = try access("checking the file") { queue in
      try queue.read { database in
        let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let broken = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
          "a row of \(try row.text(0)) refers to nothing"
        }
        return integrity.map { "the file is damaged: \($0)" } + broken
      }
    }
    let (held, made) = (try schema(), try DirectoryDatabase.inMemory().schema())
    let missing = made.filter { held[$0.key] == nil }.keys.sorted().map { "\($0) is gone from the store" }
    let altered = made.filter { held[$0.key] != nil && held[$0.key] != $0.value }.keys.sorted().map {
      "\($0) is not as this program makes it"
    }
    let strange = held.keys.filter { made[$0] == nil }.sorted().map { "\($0) is in the store and not of this program" }
    return damage + missing + altered + strange
  }

  /// Tables, indexes and triggers with their text, by kind and name.
  private func schema() throws(DirectoryStoreError) -> [String: String] {
    try access("reading the schema") { queue in
      try queue.read { database in
        let rows = try Row.fetchAll(
          database, sql: "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
        return Dictionary(try rows.map { ("\(try $0.text(0)) \(try $0.text(1))", try $0.text(2)) }) { first, _ in first
        }
      }
    }
  }
}
