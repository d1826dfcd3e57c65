import CaseStore
import Casebook
import Desk
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

/// What is wrong in one case stays in that one: it stands red, the others go on, and no backup of it is called good.
struct DamagedCaseTests {
  /// Writes past the guards, as a failing disk does.
  private static func damage(_ desk: KeptDesk, _ sql: String) throws {
    try DatabaseQueue(path: desk.path).writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON")
      let guards = try String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      for name in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        try database.execute(sql: "DROP TRIGGER \(name)")
      }
      try database.execute(sql: sql)
      for sql in guards { try database.execute(sql: sql) }
    }
  }

  private static let damages = [
    "UPDATE event SET deed = '{\"done\":{' WHERE casefile = 1 AND number = 2",
    "UPDATE event SET deed = replace(deed, 'tea', 'gin') WHERE casefile = 1 AND number = 2",
    "UPDATE event SET deed = '{\"levitated\":{}}' WHERE casefile = 1 AND number = 2",
    "UPDATE event SET recorded_by = 'mallory' WHERE casefile = 1 AND number = 2",
    "UPDATE event SET salt = NULL WHERE casefile = 1 AND number = 2",
    "UPDATE event SET digest = zeroblob(32) WHERE casefile = 1 AND number = 2",
    "DELETE FROM event WHERE casefile = 1 AND number = 2",
    "DELETE FROM event WHERE casefile = 1",
    "UPDATE event SET deed = 'x' WHERE casefile = 1 AND number = 1",
    "UPDATE casefile SET reference = 'nothing' WHERE id = 1",
  ]

  @Test(arguments: damages)
  func `one damaged case stands red, and all others are read and written`(sql: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["log tea", "placed hostel for 1 nights", "close"])
    let other = try desk.family(by: "ben")
    let good = desk.path + ".backup"
    #expect(try desk.store.backUp(to: good).faults == [])
    let before = try Data(contentsOf: URL(fileURLWithPath: good))
    try Self.damage(desk, sql)
    // As a program that starts anew, and as one that has the case before it.
    for store in [desk.store, try CaseStore(path: desk.path, frame: KeptDesk.frame())] {
      if store !== desk.store {
        let open = try store.open()
        #expect(open.count == 2)
        #expect(open.filter { $0.damage?.kind == .damaged }.count == 1)
      }
    }
    let fresh = try KeptDesk(over: desk.path)
    let board = try fresh.say("board")
    #expect(board.code == 215 && board.text.hasPrefix("2 open cases"), "\(board)")
    let red = board.block.filter { $0.contains("Damaged: event") }
    #expect(red.count == 1 && red.allSatisfy { $0.hasPrefix("! ") }, "\(board.block)")
    #expect(board.block.contains { $0.contains(other.text) })
    let name = String(try #require(red.first?.firstMatch(of: /[0-9A-Z]{3}-[0-9A-Z]{3}/)).0)
    #expect(sql.contains("SET reference") || name == reference.text)
    for line in ["show \(name)", "open \(name)", "history \(name)", "handover"] {
      let reply = try fresh.say(line)
      #expect(reply.code == 214 && reply.block.contains { $0.contains("Damaged: event") }, "\(line): \(reply)")
    }
    for line in ["claim \(name).1", "receive \(name)", "family-sheet \(name)", "paper mash \(name)"] {
      let reply = try fresh.say(line)
      #expect(reply.code == 542 && reply.text.contains("cannot be read"), "\(line): \(reply)")
      #expect(!reply.text.contains("Error") && !reply.text.contains("Swift"))
    }
    try fresh.tell(
      ["open \(other.text)", "set pregnant yes", "log \(other.text) tea"].dropLast() + ["log tea"], by: "ben")
    #expect(try fresh.record(other).damage == nil)
    let report = try fresh.store.verify()
    #expect(report.faults.contains { $0.contains(name) || $0.contains("case 1") }, "\(report.faults)")
    // The last good backup stays what it is.
    let copy = try fresh.store.backUp(to: good, overwriting: true)
    #expect(copy.file == good + ".damaged" && !copy.faults.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: good)) == before)
    #expect(throws: CaseTrouble.self) { try fresh.store.restore(copy.file) }
  }

  @Test func `a damaged case that nobody can close is erased by name, and no other way`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["log tea", "close"])
    try Self.damage(desk, Self.damages[0])
    let fresh = try KeptDesk(over: desk.path)
    #expect(try fresh.store.eraseDue(by: "mo", at: fresh.now.adding(seconds: 400 * 86400)) == [])
    try fresh.store.erase(reference, by: "mo", at: fresh.now)
    #expect(try fresh.store.open().isEmpty)
  }

  // MARK: - What stands beside the events

  private static let stale = [
    "UPDATE casefile SET is_open = 0 WHERE id = 1", "UPDATE casefile SET is_held = 1 WHERE id = 1",
    "UPDATE casefile SET is_held = 0 WHERE id = 2", "UPDATE casefile SET is_open = 1 WHERE id = 2",
    "UPDATE casefile SET closed_in = '2020-Q1' WHERE id = 2", "UPDATE casefile SET closed_in = NULL WHERE id = 2",
    "UPDATE casefile SET closed_in = '2026-Q4' WHERE id = 1",
    "UPDATE case_count SET number = number + 1 WHERE casefile = 1 AND measure = 'cases'",
    "UPDATE case_count SET quarter = '2020-Q1' WHERE casefile = 1", "DELETE FROM case_count WHERE casefile = 2",
    "UPDATE case_count SET council = 'dover' WHERE casefile = 1",
    "UPDATE case_count SET value = 'single' WHERE casefile = 1 AND measure = 'household'",
    "INSERT INTO case_count VALUES (3, '2026-Q4', 'luton', 'cases', 'all', 1)", "DROP TRIGGER no_event_goes",
    "DROP INDEX casefile_open", "UPDATE casefile SET is_open = 0, closed_in = '2020-Q1' WHERE id = 1",
  ]

  @Test(arguments: stale)
  func `whatever is kept beside the events and is not as they give it is seen, and made anew from them`(
    sql: String
  ) throws {
    let desk = try KeptDesk()
    let open = try desk.family()
    try desk.tell(["placed hostel for 1 nights", "close"])
    var closed: [CaseReference] = []
    for _ in 0..<2 {
      let reference = try desk.family("dover")
      try desk.finish(reference)
      try desk.tell(["decide", "close-case day-team", "close"])
      closed.append(reference)
    }
    try desk.say("hold \(closed[0].text) complaint", by: "mo")
    try desk.store.erase(closed[1], by: "mo", at: desk.now)
    let sound = try desk.store.verify()
    #expect(sound.faults == [] && sound.stale == [])
    try DatabaseQueue(path: desk.path).write { try $0.execute(sql: sql) }
    let found = try desk.store.verify()
    #expect(found.faults == [], "\(found.faults)")
    #expect(!found.stale.isEmpty)
    // No case is erased because of what stands beside its events.
    #expect(try desk.store.eraseDue(by: "mo", at: desk.now) == [])
    #expect(try desk.store.backUp(to: desk.path + ".backup").faults == [])
    let mended = try desk.store.rebuild()
    #expect(mended.faults == [] && mended.stale == [], "\(mended.stale)")
    #expect(try desk.store.open().map(\.reference) == [open])
  }

  // MARK: - Backups

  @Test func `each restore keeps what was there under a name of its own`() throws {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let first = try desk.family()
    try desk.tell(["close"])
    _ = try desk.store.backUp(to: file)
    var kept: [String] = []
    var held: [CaseReference] = []
    for _ in 0..<3 {
      held.append(try desk.family("dover"))
      try desk.tell(["close"])
      kept.append(try #require(try desk.store.restore(file).replaced))
    }
    #expect(kept == ["", "-2", "-3"].map { desk.path + ".before-restore" + $0 })
    #expect(desk.store.copiesBeforeRestore == kept)
    for (path, reference) in zip(kept, held) {
      let copy = try CaseStore(path: path, frame: KeptDesk.frame())
      #expect(try Set(copy.open().map(\.reference)) == [first, reference])
    }
  }

  @Test func `a restore that fails leaves nothing behind, and one to a new place all`() throws {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let reference = try desk.family()
    _ = try desk.store.backUp(to: file)
    let bad = desk.path + ".bad"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let place = try #require(bytes.range(of: Data("nowhere-tonight".utf8)))
    bytes.replaceSubrange(place, with: Data("nowhere-tomorro".utf8))
    try bytes.write(to: URL(fileURLWithPath: bad))
    let folder = desk.path + "-new"
    let target = folder + "/cases.sqlite"
    for source in [bad, desk.path + ".none"] {
      #expect(throws: CaseTrouble.self) { try CaseStore.restore(source, to: target, frame: KeptDesk.frame()) }
      #expect(!FileManager.default.fileExists(atPath: folder), "\(source)")
    }
    #expect(try CaseStore.restore(file, to: target, frame: KeptDesk.frame()).cases == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains("restoring") } == [])
    #expect(try CaseStore(path: target, frame: KeptDesk.frame()).open().map(\.reference) == [reference])
    // One whose pages are damaged is moved aside.
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var broken = try Data(contentsOf: URL(fileURLWithPath: file))
    broken.replaceSubrange(100..<4096, with: Data(repeating: 0xff, count: 3996))
    try broken.write(to: URL(fileURLWithPath: target))
    chmod(target, 0o600)
    let restored = try CaseStore.restore(file, to: target, frame: KeptDesk.frame())
    #expect(restored.cases == 1 && restored.replaced == target + ".before-restore")
    #expect(try Data(contentsOf: URL(fileURLWithPath: target + ".before-restore")) == broken)
    try FileManager.default.removeItem(atPath: folder)
  }
}
