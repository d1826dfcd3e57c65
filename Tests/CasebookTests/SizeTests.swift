import CaseStore
import Casebook
import Foundation
import GRDB
import TestSupport
import Testing
import Triage
import WorkingTime

/// A casebook of a thousand open cases and a hundred thousand closed ones: only where NIGHTDESK_LONG is set.
struct SizeTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil))
  func `the board of a thousand open cases and the quarter of a hundred thousand come at once`() throws {
    let desk = try KeptDesk()
    let engine = try Shipped.engine
    let first = try desk.record(desk.family())
    let proposal = try #require(first.proposal)
    for _ in 1..<1000 {
      _ = try desk.store.begin(Revision(facts: first.facts, proposal: proposal), by: "ann", at: desk.now)
    }
    // Closed ones count, and are otherwise looked at only one by one.
    try DatabaseQueue(path: desk.path).write { database in
      try database.execute(
        sql: """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
          INSERT INTO casefile (reference, is_open, is_held, closed_in) SELECT 'closed-' || i, 0, 0, '2026-Q4' FROM n;
          INSERT INTO case_count SELECT casefile.id, '2026-Q' || (1 + casefile.id % 4), council, measure, value, number
            FROM casefile, (SELECT DISTINCT council, measure, value, number FROM case_count) WHERE is_open = 0;
          """)
    }
    func seconds(_ body: () throws -> Void) rethrows -> Double {
      let start = ContinuousClock.now
      try body()
      let parts = (ContinuousClock.now - start).components
      return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
    let fresh = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    var open = 0
    let opening = try seconds { open = try fresh.open().count }
    #expect(open == 1000)
    let board = try seconds {
      let board = Board(try fresh.open(), at: desk.now, in: engine.frame)
      #expect(board.cases == 1000)
    }
    let quarter = try seconds {
      let rows = try fresh.counts(in: try #require(Quarter(typed: "2026-Q1")))
      #expect(rows.first { $0.measure == .cases }?.count == 25_000)
    }
    let answer = try seconds {
      _ = try fresh.append(
        [NewDeed(.logged(note: "tea"))], to: first.reference, by: "ann", at: desk.now, after: first.last)
    }
    print("first look \(opening) s, board \(board) s, quarter \(quarter) s, one answer kept \(answer) s")
    // Unoptimised and beside other work; what the program itself takes is a small part of it.
    #expect(board < 5 && quarter < 2 && answer < 1)
  }
}
