import Directory
import DirectoryStore
import Foundation
import GRDB
import Testing
import WorkingTime

/// What admins do beside the directory: in the record, sealed, and held against what is in force.
struct EventTests {
  private func mark(_ letter: String) -> String { String(repeating: letter, count: 64) }

  private func filled(_ folder: TemporaryFolder) throws -> DirectoryDatabase {
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill(
      version: DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version)
    return store
  }

  private func edit(_ folder: TemporaryFolder, _ sql: String) throws {
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }

  @Test func `tokens that come and go are in the record with who did it`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    try store.addToken(name: "ann", role: "officer", mark: mark("a"), at: Example.moment, by: "root")
    try store.addToken(name: "bob", role: "terminal", mark: mark("b"), at: Example.moment, by: "root")
    #expect(try store.revokeToken(name: "ann", at: Example.moment, by: "carol"))
    #expect(try !store.revokeToken(name: "ann", at: Example.moment, by: "carol"))
    let events = try store.events()
    #expect(events.map(\.kind) == [.tokenAdded, .tokenAdded, .tokenRevoked])
    #expect(events.map(\.subject) == ["ann", "bob", "ann"])
    #expect(events.map(\.by) == ["root", "root", "carol"])
    #expect(try store.verifyChain().faults == [])
    #expect(try store.verifyChain().events == 3)
  }

  @Test(arguments: [
    (
      "INSERT INTO token (name, role, mark, made_at) VALUES ('eve', 'officer', lower(hex(zeroblob(32))), '2026-11-26')",
      "the token 'eve' (officer) is in force"
    ),
    ("UPDATE token SET role = 'officer' WHERE name = 'bob'", "the token 'bob' (officer) is in force"),
    ("UPDATE token SET revoked_at = '2026-11-26' WHERE name = 'bob'", "the token 'bob' (terminal) is not in force"),
    (
      "DROP TRIGGER store_event_is_never_altered; UPDATE store_event SET by = 'nobody'",
      "event 1 is not as it was written"
    ),
    ("DROP TRIGGER store_event_is_never_deleted; DELETE FROM store_event WHERE id = 1", "event 2 is where event 1"),
    ("DROP TRIGGER verification_is_never_deleted; DELETE FROM verification", "the check that it entered is gone"),
    (
      "DROP TRIGGER verification_is_never_altered; UPDATE verification SET at = '2026-11-27T00:00:00+00:00'",
      "the check that it entered is not as it was written"
    ),
    (
      "DROP TRIGGER directory_edit_goes_to_the_end; INSERT INTO directory_edit (change, kind, record, old, new) "
        + "VALUES (77, 'elsewhere', 'x', NULL, '{}')", "there are edits of change 77"
    ),
  ])
  func `what was done past the program shows`(sql: String, says: String) throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    try store.addToken(name: "bob", role: "terminal", mark: mark("b"), at: Example.moment, by: "root")
    try store.addToken(name: "ann", role: "officer", mark: mark("a"), at: Example.moment, by: "root")
    _ = try store.verify(
      contact: "ashford/z-first", method: .rangAndAnswered, note: nil,
      on: try #require(Day(year: 2026, month: 11, day: 26)), at: Example.moment, by: "ann")
    try edit(folder, "PRAGMA foreign_keys = OFF; " + sql)
    let faults = try store.verifyChain().faults.map(\.explanation)
    #expect(faults.contains { $0.contains(says) }, "\(faults)")
  }

  @Test func `a guard that somebody took away shows, and a store as it was made is sound`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    #expect(try store.fileFaults() == [])
    try edit(folder, "DROP TRIGGER directory_change_is_never_altered; CREATE TABLE strange (x)")
    #expect(
      try store.fileFaults() == [
        "trigger directory_change_is_never_altered is gone from the store",
        "table strange is in the store and not of this program",
      ])
  }

  @Test func `a store of an older schema is as sound as one that is made now`() throws {
    let folder = try TemporaryFolder()
    let old = try DirectoryDatabase(path: try UpgradeTests.storeOfVersion1(in: folder, named: "old.db"))
    #expect(try old.fileFaults() == [])
    #expect(try old.verifyChain().faults == [])
  }

  @Test func `an anchor holds a record to what it was`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let backup = folder.file("backup.db")
    try store.backUp(to: backup, overwriting: false)
    try store.addToken(name: "ann", role: "officer", mark: mark("a"), at: Example.moment, by: "root")
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": Example.contact("ashford/new")]), to: store)
    let anchor = try #require(RecordAnchor("kept on paper: \(try store.anchor())\n"))
    #expect(try anchor == store.anchor())
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": nil]), to: store)
    #expect(try store.revokeToken(name: "ann", at: Example.moment, by: "root"))
    #expect(try store.faults(since: anchor) == [])
    // An older copy in its place, whose record is whole, and which goes on from there.
    _ = try DirectoryDatabase.restore(backup, to: folder.file(), at: Example.moment, by: "root")
    #expect(try store.verifyChain().faults == [])
    let faults = try store.faults(since: anchor)
    #expect(faults.count == 2, "\(faults)")
    #expect(faults.first?.contains("no change 2") == true)
    try ApplyTests.apply(try ApplyTests.changed(["ashford/other": Example.contact("ashford/other")]), to: store)
    #expect(try store.faults(since: anchor).first?.contains("change 2 is not the one") == true)
    #expect(RecordAnchor("nightdesk-anchor-1 change 2 abc event 1 def") == nil)
  }

  @Test func `each restore stays in the record, also where the same backup is brought back again and again`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let backup = folder.file("backup.db")
    try store.backUp(to: backup, overwriting: false)
    let moments = ["2026-11-26T17:45:00+00:00", "2026-11-26T17:46:00+00:00", "2026-11-26T17:47:00+00:00"]
    for (moment, name) in zip(moments, ["ann", "ben", "ann"]) {
      _ = try DirectoryDatabase.restore(backup, to: folder.file(), at: moment, by: name)
    }
    let events = try store.events().filter { $0.kind == .restored }
    #expect(events.map(\.at) == moments && events.map(\.by) == ["ann", "ben", "ann"])
    #expect(try store.verifyChain().faults == [])
  }

  @Test func `a restore leaves its trace in the record`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let backup = folder.file("backup.db")
    try store.addToken(name: "ann", role: "officer", mark: mark("a"), at: Example.moment, by: "root")
    try store.backUp(to: backup, overwriting: false)
    #expect(try store.revokeToken(name: "ann", at: Example.moment, by: "root"))
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": Example.contact("ashford/new")]), to: store)
    let restored = try DirectoryDatabase.restore(backup, to: folder.file(), at: Example.moment, by: "carol")
    #expect(restored.before?.id == 2)
    let events = try store.events()
    #expect(events.map(\.kind) == [.tokenAdded, .restored, .tokenRevoked])
    #expect(events[1].by == "carol" && events[1].detail.contains("held change 1 "))
    #expect(events[1].detail.contains("before it change 2 "))
    #expect(try store.verifyChain().faults == [])
  }
}
