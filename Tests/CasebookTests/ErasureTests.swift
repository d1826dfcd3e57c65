import CaseStore
import Casebook
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

/// What is erased is gone, byte by byte; what it counted for and that it was sealed is not.
struct ErasureTests {
  private func closed(_ desk: KeptDesk, more: [String] = []) throws -> CaseReference {
    let reference = try desk.family(more: ["set bed-and-breakfast-nights 37"])
    try desk.tell(["log zanzibarnote", "placed hostel for 3 nights", "decide"] + more)
    try desk.finish(reference)
    try desk.tell(["decide", "close-case day-team", "close"])
    return reference
  }

  private func bytes(of desk: KeptDesk) throws -> Data {
    var all = Data()
    for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: desk.path + end) {
      all += try Data(contentsOf: URL(fileURLWithPath: desk.path + end))
    }
    return all
  }

  @Test func `an erased case leaves no byte of itself, its counts, and seals that verify`() throws {
    let desk = try KeptDesk()
    let reference = try closed(desk)
    let kept = try desk.family("dover")
    let quarter = try #require(Quarter(typed: "2026-Q4"))
    let counts = try desk.store.counts(in: quarter)
    #expect(counts.contains { $0.measure == .cases && $0.council == "luton" && $0.count == 1 })
    let events = try desk.store.verify().events
    let traces = [reference.text, "zanzibarnote", "bed-and-breakfast-nights"]
    for trace in traces { #expect(try bytes(of: desk).range(of: Data(trace.utf8)) != nil, "\(trace)") }
    try desk.store.erase(reference, by: "mo", at: desk.now)
    for trace in traces { #expect(try bytes(of: desk).range(of: Data(trace.utf8)) == nil, "\(trace)") }
    let backup = desk.path + ".backup"
    _ = try desk.store.backUp(to: backup)
    for trace in traces {
      #expect(try Data(contentsOf: URL(fileURLWithPath: backup)).range(of: Data(trace.utf8)) == nil)
    }
    #expect(try desk.store.counts(in: quarter) == counts)
    let report = try desk.store.verify()
    #expect(report.faults == [])
    #expect(report.events == events)
    let left = try desk.record(kept).last
    #expect(report.erased == events - left)
    #expect(throws: CaseTrouble.self) { try desk.store.record(of: reference) }
    #expect(try desk.record(kept).last > 0)
  }

  @Test func `what is open or held is not erased, and what is closed goes when the next quarter is over`() throws {
    let desk = try KeptDesk()
    let open = try desk.family()
    try desk.tell(["close"])
    #expect(throws: CaseTrouble.self) { try desk.store.erase(open, by: "mo", at: desk.now) }
    let held = try closed(desk)
    try desk.tell(["hold \(held.text) complaint"], by: "mo")
    #expect(throws: CaseTrouble.self) { try desk.store.erase(held, by: "mo", at: desk.now) }
    let reference = try closed(desk)
    for (moment, due) in [("2027-03-31T23:59", []), ("2027-04-01T00:00", [reference])] {
      try desk.set(moment)
      #expect(try desk.store.due(at: desk.now) == due, "\(moment)")
    }
    #expect(try desk.store.eraseDue(by: "mo", at: desk.now) == [reference])
    try desk.tell(["hold-ended \(held.text)"], by: "mo")
    #expect(try desk.store.due(at: desk.now) == [held])
  }

  /// Writes past the triggers, as only somebody who wants to deceive would.
  private func tamper(_ desk: KeptDesk, _ sql: String) throws {
    let queue = try DatabaseQueue(path: desk.path)
    try queue.write { database in
      for trigger in ["no_event_goes", "no_event_changes", "no_seal_goes", "no_seal_changes"] {
        try database.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try database.execute(sql: sql)
    }
  }

  @Test(arguments: [
    "UPDATE event SET deed = replace(deed, 'zanzibarnote', 'something') WHERE number = 2",
    "UPDATE event SET recorded_by = 'mallory' WHERE number = 2",
    "UPDATE event SET happened_at = 1 WHERE number = 2",
    "UPDATE event SET recorded_at = recorded_at - 60 WHERE number = 2",
    "DELETE FROM event WHERE number = 2", "DELETE FROM sealed WHERE number = 2",
    "DELETE FROM event WHERE number = (SELECT max(number) FROM event)",
    "UPDATE event SET digest = zeroblob(32) WHERE number = 2",
  ])
  func `a change that nobody recorded shows`(sql: String) throws {
    let desk = try KeptDesk()
    _ = try closed(desk)
    #expect(try desk.store.verify().faults == [])
    try tamper(desk, sql)
    #expect(try !desk.store.verify().faults.isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM event", "UPDATE event SET recorded_by = 'mallory'", "DELETE FROM sealed",
    "UPDATE sealed SET number = 9",
  ])
  func `the file refuses to change or lose an event`(sql: String) throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    #expect(throws: DatabaseError.self) {
      try DatabaseQueue(path: desk.path).write { try $0.execute(sql: sql) }
    }
  }

  @Test func `another program's file is not made a casebook`() throws {
    let desk = try KeptDesk()
    let other = desk.path + ".other"
    let descriptor = open(other, O_CREAT | O_WRONLY, 0o600)
    close(descriptor)
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
    let before = try Data(contentsOf: URL(fileURLWithPath: other))
    #expect(throws: CaseTrouble.self) { try CaseStore(path: other, frame: KeptDesk.frame()) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
  }

  @Test func `what is erased while another program reads says so, and is gone from the file at the next change`() throws
  {
    let desk = try KeptDesk()
    let reference = try closed(desk)
    let other = try desk.family("dover")
    let reader = try DatabaseQueue(path: desk.path)
    let left = try reader.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN")
      _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM event")
      defer { try? database.execute(sql: "COMMIT") }
      return try desk.store.erase(reference, by: "mo", at: desk.now)
    }
    #expect(left?.contains("another program is reading") == true, "\(left ?? "")")
    #expect(throws: CaseTrouble.self) { try desk.store.record(of: reference) }
    try reader.close()
    try desk.tell(["log \(other.text) blankets"])
    #expect(try bytes(of: desk).range(of: Data(reference.text.utf8)) == nil)
    #expect(try bytes(of: desk).range(of: Data("zanzibarnote".utf8)) == nil)
  }
}
