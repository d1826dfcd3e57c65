package import Casebook
import Foundation
import GRDB
import Synchronization
package import WorkingTime

/// What a look at a casebook's seals found.
package struct CaseSealReport: Sendable, Hashable {
  /// How many events are sealed.
  package let events: Int
  /// How many of them are erased, and verify by their seals alone.
  package let erased: Int
  /// What does not fit, each in a sentence; empty where all does.
  package let faults: [String]
}

extension CaseStore {
  /// Erases a closed case: what was said, when, by whom, its name and who read it. Its counts stay, by quarter, and its seals.
  ///
  /// The bytes are gone from the file when this returns: what is deleted is overwritten, and the file is written anew.
  ///
  /// - Throws: `CaseTrouble`: `notFound`; `refused` where it is open or held.
  package func erase(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble) {
    try erase([reference], by: by, at: at)
  }

  /// Erases every case whose time is up.
  ///
  /// - Returns: Their references.
  package func eraseDue(by: String, at: Moment) throws(CaseTrouble) -> [CaseReference] {
    let due = try due(at: at)
    if !due.isEmpty { try erase(due, by: by, at: at) }
    return due
  }

  /// The closed cases whose time is up at a moment: when the quarter after the one in which they were closed is over, so that
  /// its report could be checked. What is held has no end.
  package func due(at: Moment) throws(CaseTrouble) -> [CaseReference] {
    let now = Quarter(of: frame.clock.wall(at: at).day)
    let rows = try access("looking for cases whose time is up") {
      try queue.unsafeRead { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT reference, closed_in FROM casefile
            WHERE is_open = 0 AND is_held = 0 AND reference IS NOT NULL ORDER BY id
            """
        ).map { (try $0.decode(String.self, atIndex: 0), try $0.decode(String.self, atIndex: 1)) }
      }
    }
    return rows.compactMap { text, closed in
      guard let quarter = Quarter(typed: closed), quarter.next < now else { return nil }
      return CaseReference(typed: text)
    }
  }

  private func erase(_ references: [CaseReference], by: String, at: Moment) throws(CaseTrouble) {
    try access("erasing") {
      try queue.write { database in
        for reference in references { try erase(reference, by, at, database) }
      }
      try sweep()
    }
  }

  /// Nothing of what is erased may be left in pages that are free, or in the log.
  func sweep() throws {
    try queue.writeWithoutTransaction { database in
      _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      try database.execute(sql: "VACUUM")
      _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  private func erase(_ reference: CaseReference, _ by: String, _ at: Moment, _ database: Database) throws {
    let sql = "SELECT id, is_open, is_held FROM casefile WHERE reference = ?"
    guard let row = try Row.fetchOne(database, sql: sql, arguments: [reference.text]) else {
      throw CaseTrouble(.notFound, "no case is called \(reference.text)")
    }
    guard try !row.decode(Bool.self, atIndex: 1) else {
      throw CaseTrouble(.refused, "\(reference.text) is open; close it first")
    }
    guard try !row.decode(Bool.self, atIndex: 2) else {
      throw CaseTrouble(.refused, "\(reference.text) is held; 'hold-ended' lets it go")
    }
    let id = try row.decode(Int64.self, atIndex: 0)
    try erase(id, in: Quarter(of: frame.clock.wall(at: at).day).text, by: by, database)
  }

  /// Takes out all that a case says, and keeps its counts and its seals.
  func erase(_ id: Int64, in quarter: String, by: String, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO erased_count (quarter, council, measure, value, number)
        SELECT quarter, council, measure, value, number FROM case_count WHERE casefile = ?
        ON CONFLICT DO UPDATE SET number = number + excluded.number
        """, arguments: [id])
    try database.execute(sql: "DELETE FROM case_count WHERE casefile = ?", arguments: [id])
    try database.execute(sql: "DELETE FROM reading WHERE casefile = ?", arguments: [id])
    try database.execute(
      sql: """
        UPDATE event SET deed = NULL, salt = NULL, recorded_by = NULL, recorded_at = NULL, happened_at = NULL
        WHERE casefile = ?
        """, arguments: [id])
    try database.execute(
      sql: "UPDATE casefile SET reference = NULL, erased_in = ?, erased_by = ? WHERE id = ?",
      arguments: [quarter, by, id])
  }

  // MARK: - Seals

  /// Checks every seal: those of erased events too.
  package func verify() throws(CaseTrouble) -> CaseSealReport {
    try access("checking the seals") {
      try queue.read { database in
        var faults: [String] = []
        let events = try verifyEvents(database, &faults)
        try verifyLines(database, &faults)
        return CaseSealReport(events: events.all, erased: events.erased, faults: faults)
      }
    }
  }

  private func verifyEvents(_ database: Database, _ faults: inout [String]) throws -> (all: Int, erased: Int) {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT casefile, number, recorded_by, recorded_at, happened_at, deed, salt, digest, seal FROM event
        ORDER BY casefile, number
        """)
    var (all, erased) = (0, 0)
    var before: (casefile: Int64, number: Int, seal: Data) = (0, 0, CaseSeal.genesis)
    while let row = try rows.next() {
      all += 1
      let casefile = try row.decode(Int64.self, atIndex: 0)
      let number = try row.decode(Int.self, atIndex: 1)
      let digest = try row.decode(Data.self, atIndex: 7)
      let seal = try row.decode(Data.self, atIndex: 8)
      if casefile != before.casefile { before = (casefile, 0, CaseSeal.genesis) }
      if number != before.number + 1 { faults.append("case \(casefile) lacks what stood before event \(number)") }
      if let salt = try row.decode(Data?.self, atIndex: 6) {
        let fresh = CaseSeal.digest(
          salt: salt, number: number, by: try row.decode(String.self, atIndex: 2),
          recordedAt: try row.decode(Int64.self, atIndex: 3), happenedAt: try row.decode(Int64?.self, atIndex: 4),
          deed: try row.decode(String.self, atIndex: 5))
        if fresh != digest { faults.append("event \(number) of case \(casefile) says another thing than was sealed") }
      } else {
        erased += 1
      }
      if CaseSeal.seal(previous: before.seal, number: number, digest: digest) != seal {
        faults.append("the seal of event \(number) of case \(casefile) is broken")
      }
      before = (casefile, number, seal)
    }
    return (all, erased)
  }

  private func verifyLines(_ database: Database, _ faults: inout [String]) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT sealed.id, sealed.casefile, sealed.number, sealed.seal, hash, event.seal FROM sealed
        LEFT JOIN event ON event.casefile = sealed.casefile AND event.number = sealed.number ORDER BY sealed.id
        """)
    var previous = CaseSeal.genesis
    var count = 0
    while let row = try rows.next() {
      count += 1
      let id = try row.decode(Int64.self, atIndex: 0)
      let seal = try row.decode(Data.self, atIndex: 3)
      let hash = try row.decode(Data.self, atIndex: 4)
      let fresh = CaseSeal.line(
        previous: previous, casefile: try row.decode(Int64.self, atIndex: 1),
        number: try row.decode(Int.self, atIndex: 2),
        seal: seal)
      if fresh != hash { faults.append("line \(id) of the record is broken") }
      if try row.decode(Data?.self, atIndex: 5) != seal { faults.append("line \(id) of the record has lost its event") }
      previous = hash
    }
    let events = try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
    if events != count { faults.append("\(events) events stand in a record of \(count) lines") }
  }
}
