import Casebook
import Foundation
import GRDB
import WorkingTime

/// Puts cases together from their events, each of which must be what was sealed. Whatever is wrong in one stays in that one.
struct CaseReading {
  let database: Database
  private let decoder = JSONDecoder()

  init(database: Database) { self.database = database }

  /// What a row of an event is.
  private enum Found {
    case event(CaseEvent)
    case broken(CaseDamage.Kind)
  }

  /// A case by its number in the file.
  ///
  /// - Parameters:
  ///   - id: The number.
  ///   - text: Its reference as the file has it. One that is none is damage too; the case is then called by another, made of
  ///     its number, so that it can be shown at all.
  /// - Throws: What SQLite throws where the file cannot be read; not where it is damaged.
  /// - Returns: The case, up to its first event that cannot be read.
  func record(of id: Int64, called text: String) throws -> CaseRecord {
    var events: [(number: Int, found: Found)] = []
    do {
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT number, recorded_by, recorded_at, happened_at, deed, salt, digest FROM event WHERE casefile = ?
            ORDER BY number
            """), arguments: [id])
      while let row = try rows.next() {
        let next = events.count + 1
        let number = (try? row.decode(Int.self, atIndex: 0)) ?? next
        // One that is missing is as good as one that cannot be read.
        if number > next { events.append((next, .broken(.damaged))) }
        events.append((number, found(row, number)))
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      events.append((events.count + 1, .broken(.damaged)))
    }
    if events.isEmpty { events.append((1, .broken(.damaged))) }
    let later = events.compactMap { if case .event(let event) = $0.found { event } else { nil } }
    let reference = CaseReference(typed: text)
    var record = CaseRecord(reference: reference ?? Self.standIn(for: id), owner: later.first?.by ?? "nobody")
    if reference == nil {
      record.breakOff(CaseDamage(.damaged, event: 1, later: later))
      return record
    }
    for (number, found) in events {
      switch found {
      case .event(let event): record.apply(event)
      case .broken(let kind):
        record.breakOff(CaseDamage(kind, event: number, later: later.filter { $0.number > number }))
        return record
      }
    }
    return record
  }

  private func found(_ row: Row, _ number: Int) -> Found {
    let (by, deed): (String, String)
    let at: Int64
    let happened: Int64?
    do {
      (by, deed) = (try row.decode(String.self, atIndex: 1), try row.decode(String.self, atIndex: 4))
      (at, happened) = (try row.decode(Int64.self, atIndex: 2), try row.decode(Int64?.self, atIndex: 3))
      let fresh = CaseSeal.digest(
        salt: try row.decode(Data.self, atIndex: 5), number: number, by: by, recordedAt: at, happenedAt: happened,
        deed: deed)
      guard try row.decode(Data.self, atIndex: 6) == fresh else { return .broken(.damaged) }
    } catch {
      // A value that is not of its column's kind.
      return .broken(.damaged)
    }
    let bytes = Data(deed.utf8)
    // What is as it was sealed and is not understood is a newer program's, which may have the file open beside this one.
    guard let understood = try? decoder.decode(CaseDeed.self, from: bytes) else {
      let isWhole = (try? JSONSerialization.jsonObject(with: bytes)) is [String: Any]
      return .broken(isWhole ? .newer : .damaged)
    }
    return .event(
      CaseEvent(
        number: number, by: by, recordedAt: Moment(seconds: at), at: happened.map { Moment(seconds: $0) },
        deed: understood))
  }

  /// A reference for a case whose own is damaged: the same each time, and of that number alone.
  private static func standIn(for id: Int64) -> CaseReference {
    var numbers = Numbers(state: UInt64(bitPattern: id))
    return CaseReference(using: &numbers)
  }

  /// Numbers that follow from a first one.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 32
    }
  }
}

/// A deed as a casebook writes it: JSON, its names in order.
enum CaseText {
  static func written(_ deed: CaseDeed) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(deed), as: UTF8.self)
  }
}

/// What stands beside the events of a case in its own row.
struct DerivedState: Hashable {
  let isOpen: Bool
  let isHeld: Bool
  /// The quarter in which it was closed; nil while it is open.
  let closedIn: String?

  init(isOpen: Bool, isHeld: Bool, closedIn: String?) {
    self.isOpen = isOpen
    self.isHeld = isHeld
    self.closedIn = closedIn
  }

  /// What a case's events give.
  init(_ record: CaseRecord, in frame: WorkingTimeFrame) {
    isOpen = record.closed == nil
    isHeld = record.hold != nil
    closedIn = record.closed.map { Quarter(of: frame.clock.wall(at: $0.at).day).text }
  }
}
