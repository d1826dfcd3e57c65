import Casebook
import Foundation
import GRDB
import StoreFile
import WorkingTime

/// What a restore must not lose, nor bring back: what was recorded since the backup is told of, and what was erased since stays so.
extension CaseStore {
  // MARK: - What is lost

  /// What this casebook holds and another file does not.
  func loss(by other: String) throws(CaseTrouble) -> CasebookLoss {
    try access("looking for what the backup does not hold") { queue in
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "ATTACH DATABASE ? AS other", arguments: [other])
        defer { try? database.execute(sql: "DETACH DATABASE other") }
        let missing = """
          FROM main.event AS here WHERE NOT EXISTS (
            SELECT 1 FROM other.event AS there
            WHERE there.casefile = here.casefile AND there.number = here.number AND there.seal = here.seal)
          """
        var loss = CasebookLoss()
        if let row = try Row.fetchOne(database, sql: "SELECT count(*), min(recorded_at) \(missing)") {
          loss.events = try row.decode(Int.self, atIndex: 0)
          loss.since = try row.decode(Int64?.self, atIndex: 1).map { Moment(seconds: $0) }
        }
        let names = try String.fetchAll(
          database,
          sql: """
            SELECT reference FROM main.casefile WHERE reference IS NOT NULL
            AND id IN (SELECT casefile \(missing) AND here.number = 1) ORDER BY id
            """)
        loss.cases = names.compactMap(CaseReference.init(typed:))
        return loss
      }
    }
  }

  /// Leaves a mark by which programs that have the casebook open know that it was brought back on purpose: more than anybody counted
  /// before, also where the casebook itself is lost and nobody knows how far it had come.
  ///
  /// - Parameter rewritten: What the casebook had.
  /// - Throws: `CaseTrouble` where the copy cannot be written.
  func markRestored(over rewritten: Int64) throws(CaseTrouble) {
    try access("marking that it is restored") { queue in
      try queue.write { try markRestored(over: rewritten, in: $0) }
    }
  }

  /// The same in a transaction that is under way.
  func markRestored(over rewritten: Int64, in database: Database) throws {
    let own = try head(of: database).rewritten
    let mark = max(own + 1, rewritten + 1, Int64(Date().timeIntervalSince1970))
    try database.execute(sql: "UPDATE rewriting SET number = ?", arguments: [mark])
  }

  // MARK: - What was erased

  /// An erased case, known by its number and its first seal.
  private struct ErasedCase {
    let id: Int64
    let first: Data
    let quarter: String
    let by: String
  }

  /// How many of a measure of erased cases, in the columns of the file.
  private typealias Counts = [[DatabaseValue]: Int]

  private static func erasedCases(_ database: Database) throws -> [ErasedCase] {
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

  /// Those that a file holds, and has not erased.
  private static func whole(_ cases: [ErasedCase], _ database: Database) throws -> [ErasedCase] {
    let sql = """
      SELECT 1 FROM casefile JOIN event ON casefile = casefile.id AND number = 1
      WHERE casefile.id = ? AND digest = ? AND erased_in IS NULL
      """
    return try cases.filter { try Int.fetchOne(database, sql: sql, arguments: [$0.id, $0.first]) != nil }
  }

  private static func counts(_ sql: String, _ arguments: StatementArguments, _ database: Database) throws -> Counts {
    try Row.fetchAll(database, sql: sql, arguments: arguments).reduce(into: [:]) { counts, row in
      counts[Array(row.databaseValues.dropLast()), default: 0] += try row.decode(Int.self, atIndex: 4)
    }
  }

  private static let columns = "quarter, council, measure, value"

  /// Erases in this copy of a backup what the casebook that it replaces has erased since, so that each erased case is counted once
  /// and as it was when it was erased.
  ///
  /// A case that was erased has no counts of its own any more: they are in one sum with others'. So the sum of the file that knows of
  /// every erasure is taken; and what only the other knows is added from the case itself, where that is still whole.
  ///
  /// - Parameters:
  ///   - live: The casebook.
  ///   - database: This copy, in a transaction.
  /// - Throws: `CaseTrouble`, or what the copy's database throws.
  /// - Returns: How many were erased again, and how many can no longer be counted.
  func eraseAgain(from live: CaseStore, in database: Database) throws -> (again: Int, uncounted: Int) {
    let (theirs, sums) = try live.access("looking for what was erased") { queue in
      try queue.read { database in
        (
          try Self.erasedCases(database),
          try Self.counts("SELECT \(Self.columns), number FROM erased_count", [], database)
        )
      }
    }
    let ours = try Self.erasedCases(database)
    let known = Set(theirs.map(\.first))
    let onlyOurs = ours.filter { !known.contains($0.first) }
    // What the casebook holds whole and the backup has erased: the backup is the newer of the two.
    let added = try live.access("looking for what is counted") { queue in
      try queue.read { database in
        let whole = try Self.whole(onlyOurs, database)
        var counts: Counts = [:]
        for one in whole {
          let sql = "SELECT \(Self.columns), number FROM case_count WHERE casefile = ?"
          counts.merge(try Self.counts(sql, [one.id], database), uniquingKeysWith: +)
        }
        return (cases: whole.count, counts: counts)
      }
    }
    let ourFirsts = Set(ours.map(\.first))
    let onlyTheirs = theirs.filter { !ourFirsts.contains($0.first) }
    let again = try Self.whole(onlyTheirs, database)
    let missing = onlyOurs.count - added.cases
    let isOurs = missing > 0 && again.count == onlyTheirs.count
    for one in again { try eraseAgain(one, counting: isOurs, database) }
    if !isOurs {
      try database.execute(sql: "DELETE FROM erased_count")
      for (key, number) in sums.merging(added.counts, uniquingKeysWith: +) {
        try database.execute(
          sql: "INSERT INTO erased_count (\(Self.columns), number) VALUES (?, ?, ?, ?, ?)",
          arguments: StatementArguments(key + [number.databaseValue]))
      }
    }
    return (again.count, isOurs ? 0 : missing)
  }

  private func eraseAgain(_ one: ErasedCase, counting isCounting: Bool, _ database: Database) throws {
    // It may have been open, or held, when the copy was made.
    try database.execute(sql: "UPDATE casefile SET is_open = 0, is_held = 0 WHERE id = ?", arguments: [one.id])
    try erase(one.id, in: one.quarter, by: one.by, counting: isCounting, database)
  }

  /// Erases in this copy of a backup what other copies know to be erased, where the casebook itself is lost.
  ///
  /// - Parameters:
  ///   - path: The casebook.
  ///   - backup: The backup.
  /// - Throws: `CaseTrouble` where this copy cannot be read or written.
  /// - Returns: What is known, and how many were erased again.
  func eraseByCopies(beside path: String, _ backup: String) throws(CaseTrouble) -> (known: KnownErasures, again: Int) {
    var erased: [ErasedCase] = []
    var copies: [String] = []
    for file in Self.copies(beside: path, backup) {
      // One that cannot be read tells nothing, and keeps nobody from the backup.
      guard let told = try? Self.erasures(in: file) else { continue }
      copies.append(file)
      erased += told
    }
    let all = erased
    let count = try change("erasing again") { database in
      var count = 0
      for one in all {
        // Two copies may tell of the same.
        guard let whole = try Self.whole([one], database).first else { continue }
        try eraseAgain(whole, counting: true, database)
        count += 1
      }
      return count
    }
    let closed = try access("looking for closed cases") { queue in
      try queue.read { database in
        try String.fetchAll(
          database, sql: "SELECT reference FROM casefile WHERE reference IS NOT NULL AND is_open = 0 ORDER BY id")
      }
    }
    return (KnownErasures(copies: copies, doubtful: closed.compactMap(CaseReference.init(typed:))), count)
  }

  private static func erasures(in file: String) throws -> [ErasedCase] {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    return try queue.read { try erasedCases($0) }
  }

  /// Other casebooks in the two folders: what a restore left, and other backups.
  private static func copies(beside path: String, _ backup: String) -> [String] {
    var files: [String] = []
    for folder in Set([path, backup].map { StoreFile.folder(of: $0) }).sorted() {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted() {
        let file = folder + "/" + name
        guard isCasebook(file), ![path, backup].contains(where: { FileIdentity.areSameFile($0, file) }),
          !name.hasSuffix(".restoring"), !name.hasSuffix(".partial")
        else { continue }
        files.append(file)
      }
    }
    return files
  }
}
