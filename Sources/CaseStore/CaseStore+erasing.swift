package import Casebook
import Foundation
import GRDB
import Synchronization
package import WorkingTime

extension CaseStore {
  /// Erases a closed case: what was said, when, by whom, its name and who read it. Its counts stay, by quarter, and its seals.
  ///
  /// What is deleted is overwritten, and the file is written anew. Where another program reads meanwhile, or there is no room for it,
  /// that is done when the casebook is next changed or opened.
  ///
  /// - Throws: `CaseTrouble`: `notFound`; `refused` where it is open or held. One that is damaged need not be closed.
  /// - Returns: Why bytes of it may still be in the file; nil where none are.
  @discardableResult
  package func erase(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble) -> String? {
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
    return try access("looking for cases whose time is up") { queue in
      try queue.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT id, closed_in FROM casefile
            WHERE is_open = 0 AND is_held = 0 AND closed_in IS NOT NULL AND reference IS NOT NULL ORDER BY id
            """)
        let ids = try rows.compactMap { row in
          let closed = Quarter(typed: try row.decode(String.self, atIndex: 1))
          return try closed.map { $0.next < now } == true ? row.decode(Int64.self, atIndex: 0) : nil
        }
        // What stands beside the events only finds them: a case goes by what its events say.
        return try ids.compactMap { id in
          guard let record = try records("id = ?", [id], in: database)[id]?.record, record.damage == nil else {
            return nil
          }
          let state = DerivedState(record, in: frame)
          guard !state.isOpen, !state.isHeld, let quarter = state.closedIn.flatMap({ Quarter(typed: $0) }) else {
            return nil
          }
          return quarter.next < now ? record.reference : nil
        }
      }
    }
  }

  /// The cases of references, where each may be erased, for whoever is to see them before they go.
  ///
  /// - Throws: `CaseTrouble`: `notFound`; `refused` where one is open or held.
  package func erasable(_ references: [CaseReference]) throws(CaseTrouble) -> [CaseRecord] {
    try access("looking at what is to be erased") { queue in
      try queue.read { database in try references.map { try mayGo($0, database).record } }
    }
  }

  /// A case that may be erased. One that is damaged can never be closed: whoever names it may have it gone.
  private func mayGo(_ reference: CaseReference, _ database: Database) throws -> (id: Int64, record: CaseRecord) {
    let (id, record) = try found(reference, in: database)
    let state = DerivedState(record, in: frame)
    guard !state.isOpen || record.damage != nil else {
      throw CaseTrouble(.refused, "\(reference.text) is open; close it first")
    }
    guard !state.isHeld else {
      throw CaseTrouble(.refused, "\(reference.text) is held; 'hold-ended' lets it go")
    }
    return (id, record)
  }

  /// Erases cases, all of them or none: see `erase`.
  @discardableResult
  package func erase(_ references: [CaseReference], by: String, at: Moment) throws(CaseTrouble) -> String? {
    try change("erasing") { database in
      for reference in references { try erase(reference, by, at, database) }
      try noteRewriting(database)
    }
    // They are erased: what comes in the way now takes nothing of that back.
    do throws(CaseTrouble) {
      let isSwept = try access("clearing what is erased out of its file") { try Self.sweep($0) }
      return isSwept ? nil : "another program is reading the casebook"
    } catch {
      return error.text
    }
  }

  /// Nothing of what is erased may be left in pages that are free, or in the log.
  ///
  /// - Returns: Whether nothing is; false where another program still reads what was there before.
  static func sweep(_ queue: DatabaseQueue) throws -> Bool {
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "VACUUM")
      let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      return try row?.decode(Int.self, atIndex: 0) == 0
    }
  }

  private func erase(_ reference: CaseReference, _ by: String, _ at: Moment, _ database: Database) throws {
    let (id, _) = try mayGo(reference, database)
    // It may have been open, or held, to those that stand beside the events.
    try database.execute(sql: "UPDATE casefile SET is_open = 0, is_held = 0 WHERE id = ?", arguments: [id])
    try erase(id, in: Quarter(of: frame.clock.wall(at: at).day).text, by: by, database)
  }

  /// Takes out all that a case says, and keeps its seals and, where they are not counted already, its counts.
  func erase(_ id: Int64, in quarter: String, by: String, counting isCounting: Bool = true, _ database: Database) throws
  {
    if isCounting {
      try database.execute(
        sql: """
          INSERT INTO erased_count (quarter, council, measure, value, number)
          SELECT quarter, council, measure, value, number FROM case_count WHERE casefile = ?
          ON CONFLICT DO UPDATE SET number = number + excluded.number
          """, arguments: [id])
    }
    try database.execute(sql: "DELETE FROM case_count WHERE casefile = ?", arguments: [id])
    try database.execute(sql: "DELETE FROM reading WHERE casefile = ?", arguments: [id])
    try database.execute(
      sql: """
        UPDATE event SET deed = NULL, salt = NULL, recorded_by = NULL, recorded_at = NULL, happened_at = NULL
        WHERE casefile = ?
        """, arguments: [id])
    try database.execute(
      sql: "UPDATE casefile SET reference = NULL, made_of = NULL, erased_in = ?, erased_by = ? WHERE id = ?",
      arguments: [quarter, by, id])
  }
}
