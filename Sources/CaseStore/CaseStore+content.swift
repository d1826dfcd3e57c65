import Casebook
import Foundation
import GRDB
import Synchronization

extension CaseStore {
  /// How far a casebook's record goes, by which one file's content is told from another's.
  struct Head: Sendable, Hashable {
    /// The number of the last line; 0 where none is.
    let line: Int64
    /// Its hash, which is over all lines before it.
    let hash: Data
    /// How often the casebook was changed without a line; a restore leaves more there than anybody had before.
    let rewritten: Int64
  }

  func head(of database: Database) throws -> Head {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, hash FROM sealed ORDER BY id DESC LIMIT 1"))
    return Head(
      line: try row?.decode(Int64.self, atIndex: 0) ?? 0, hash: try row?.decode(Data.self, atIndex: 1) ?? Data(),
      rewritten: try Int64.fetchOne(database.cachedStatement(sql: "SELECT number FROM rewriting")) ?? 0)
  }

  /// Looks whether the casebook still holds all that it held when this program last looked. The same file may have another's
  /// content, and another file the same.
  ///
  /// What `restore` brought back is what somebody wants there, and is gone on with. Anything else is told: in the greeting, in the
  /// log, and to whoever records next.
  ///
  /// - Parameters:
  ///   - database: The casebook.
  ///   - before: How far its record went before this look began.
  /// - Throws: What SQLite throws.
  func noteContent(_ database: Database, after before: Head?) throws {
    let now = try head(of: database)
    guard let before else { return known.withLock { if $0 == nil { $0 = now } } }
    if before == now { return }
    let held = try Data.fetchOne(
      database.cachedStatement(sql: "SELECT hash FROM sealed WHERE id = ?"), arguments: [before.line])
    let isSame = before.line == 0 || held == before.hash
    // Somebody else in this program may be further by now.
    known.withLock { if $0 == before { $0 = now } }
    guard !isSame else { return }
    cache.withLock { $0 = Cache() }
    found.withLock { found in
      if now.rewritten > before.rewritten {
        (found.replaced, found.isReplacementTold) = (nil, true)
      } else {
        found.replaced =
          "Another casebook was put in the place of the one that was open, or an older copy of it: what was recorded last is not in it."
        found.isReplacementTold = false
      }
    }
  }

  /// Refuses once to record in a casebook that took another's place: whoever records there must know of it.
  func requireSame(_ database: Database) throws {
    try noteContent(database, after: known.withLock { $0 })
    let told: String? = found.withLock { found in
      guard let replaced = found.replaced, !found.isReplacementTold else { return nil }
      found.isReplacementTold = true
      return replaced
    }
    guard let told else { return }
    throw CaseTrouble(
      .unavailable,
      "\(told) If that was meant, say it again; if not, record nothing and tell whoever looks after Nightdesk. The casebook is \(path)"
    )
  }
}
