import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

struct HistoryTests {
  private func moment(_ text: String) throws -> Moment {
    try TimeText.moment(text, clock: try Shipped.clock).moment
  }

  /// Three changes: the load, a number added and another changed, and a removal.
  private func store() throws -> DirectoryDatabase {
    let store = try DirectoryDatabase.inMemory()
    let content = DirectoryContent(
      councils: try Example.councils(), contacts: try Example.contacts(), elsewhere: Example.elsewhere)
    try store.fill(version: content.version)
    let changed = Example.contact("ashford/a-last", value: "+441233000000")
    try ApplyTests.apply(
      try ApplyTests.changed(["ashford/new": Example.contact("ashford/new"), "ashford/a-last": changed]), to: store,
      at: "2026-11-27T09:00:00+00:00")
    try ApplyTests.apply(
      try ApplyTests.changed(["ashford/new": nil, "ashford/a-last": changed]), to: store, by: "bob",
      at: "2026-11-28T09:00:00+00:00")
    return store
  }

  @Test func `the directory of any moment comes back as it was`() throws {
    let store = try store()
    #expect(try store.content(asOf: try moment("2026-11-26T17:44")) == nil)
    let first = try #require(try store.content(asOf: try moment("2026-11-26T17:45")))
    #expect(first.change.id == 1)
    #expect(Set(first.content.contacts) == Set(try Example.contacts()))
    #expect(first.content.version == first.change.version)
    let second = try #require(try store.content(asOf: try moment("2026-11-27T23:00")))
    #expect(second.change.by == "ann")
    #expect(second.content.version == second.change.version)
    #expect(second.content.contacts.map(\.id).contains("ashford/new"))
    let now = try #require(try store.content(asOf: try moment("2030-01-01T00:00")))
    #expect(now.content == (try store.content()))
  }

  @Test(arguments: [
    ("ashford", [3, 2, 1]), ("ashford/new", [3, 2]), ("ashford/a-last", [2, 1]), ("kent", [1]), ("hove", [1]),
    ("ash", []), ("nobody", []),
  ])
  func `history is of everything, a council with its contacts, or one contact`(
    record: String, changes: [Int]
  ) throws {
    let store = try store()
    #expect(try store.history(of: record).map(\.change.id) == changes)
    #expect(try store.history().map(\.change.id) == [3, 2, 1])
    #expect(try store.history(limit: 1).map(\.change.id) == [3])
  }

  @Test func `a change is undone as a change of its own, and that one may be undone too`() throws {
    let store = try store()
    let before = try store.content().version
    let undone = try store.undo(change: 3, at: ApplyTests.later, by: "carl")
    #expect(undone.undoes == 3)
    #expect(undone.what == "change 3 undone: 1 contact added")
    #expect(try store.content().contacts.map(\.id).contains("ashford/new"))
    _ = try store.undo(change: 4, at: ApplyTests.later, by: "carl")
    #expect(try store.content().version == before)
    #expect(try store.verifyChain().faults == [])
  }

  @Test(arguments: [
    (2, "ashford/new (change 3)"), (1, "filled the store first"), (9, "there is no change 9"),
  ])
  func `what cannot be undone is refused with the reason`(change: Int, says: String) throws {
    let store = try store()
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.undo(change: change, at: ApplyTests.later, by: "carl")
    }
    #expect(error.code == .refused)
    #expect(error.context.contains(says), "\(error.context)")
    #expect(try store.changeCounter() == 3)
  }

  @Test func `an undo that would break a rule is refused whole`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let west = Council(
      id: "west", name: "West", type: .unitary, childrensServices: "west", teams: [Team(id: "t", name: "T")])
    var target = try store.content()
    target = DirectoryContent(
      councils: target.councils + [west], contacts: target.contacts, elsewhere: target.elsewhere)
    try ApplyTests.apply(target, to: store)
    target = DirectoryContent(
      councils: target.councils, contacts: target.contacts + [Example.contact("west/a", council: "west", team: "T")],
      elsewhere: target.elsewhere)
    try ApplyTests.apply(target, to: store)
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.undo(change: 2, at: ApplyTests.later, by: "carl")
    }
    #expect(error.context.contains("contact 'west/a'"))
    #expect(try store.content().version == target.version)
  }

  @Test func `what is loaded whole is kept record by record and can be looked back at`() throws {
    let store = try store()
    let before = try store.content()
    try store.fill(contacts: [], elsewhere: [], at: "2026-11-29T09:00:00+00:00", version: "gone")
    #expect(try store.latestChange()?.edits == 5)
    let then = try #require(try store.content(asOf: try moment("2026-11-28T12:00")))
    #expect(then.content.version == before.version)
    _ = try store.undo(change: 4, at: ApplyTests.later, by: "carl")
    #expect(try store.content().version == before.version)
  }

  @Test func `every record of the shipped directory goes into history and comes back the same`() throws {
    let directory = try Shipped.directory
    let store = try DirectoryDatabase.inMemory()
    try store.fill(
      councils: directory.councils, contacts: directory.contacts, elsewhere: directory.elsewhere,
      version: directory.version)
    try store.fill(councils: [], contacts: [], elsewhere: [], at: ApplyTests.later, version: "none")
    let then = try #require(try store.content(asOf: try moment("2026-11-26T18:00")))
    #expect(Set(then.content.councils) == Set(directory.councils))
    #expect(Set(then.content.contacts) == Set(directory.contacts))
    #expect(Set(then.content.elsewhere) == Set(directory.elsewhere))
    #expect(then.content.version == directory.version)
  }

  // MARK: - Tampering

  @Test(arguments: [
    ("UPDATE directory_change SET by = 'eve' WHERE id = 2", 2, "not as it was written"),
    ("UPDATE directory_change SET what = what || '!' WHERE id = 1", 1, "not as it was written"),
    ("UPDATE directory_edit SET new = '{}' WHERE change = 2 AND record = 'ashford/new'", 2, "not as it was written"),
    ("UPDATE directory_edit SET record = 'ashford/b-last' WHERE change = 2 AND record = 'ashford/a-last'", 2, "hash"),
    ("DELETE FROM directory_edit WHERE change = 3", 3, "was of 1 records and has 0"),
    ("DELETE FROM directory_edit WHERE change = 2; DELETE FROM directory_change WHERE id = 2", 3, "some are gone"),
    ("DELETE FROM directory_edit WHERE change = 3; DELETE FROM directory_change WHERE id = 3", 2, "gone from the end"),
    ("UPDATE contact SET display = '0' WHERE id = 'ashford/a-last'", 3, "changed past the record"),
    ("DELETE FROM contact WHERE id = 'ashford/a-last'", 3, "changed past the record"),
    ("DELETE FROM council_elsewhere WHERE id = 'hove'", 1, "hove is not as change 1 left it"),
  ])
  func `a record that was tampered with breaks at the entry that was touched`(
    sql: String, change: Int, says: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file()
    try DirectoryDatabase(path: path).fill(
      version: DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version)
    let store = try DirectoryDatabase(path: path)
    try ApplyTests.apply(
      try ApplyTests.changed([
        "ashford/new": Example.contact("ashford/new"), "ashford/a-last": Example.contact("ashford/a-last"),
      ]),
      to: store)
    try ApplyTests.apply(
      try ApplyTests.changed(["ashford/a-last": Example.contact("ashford/a-last")]), to: store)
    #expect(try store.verifyChain().faults == [])
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: path, configuration: configuration).write { database in
      for name in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        try database.execute(sql: "DROP TRIGGER \(name)")
      }
      try database.execute(sql: sql)
    }
    let report = try store.verifyChain()
    let fault = try #require(report.faults.first)
    #expect(fault.change == change)
    #expect(fault.explanation.contains(says), "\(report.faults)")
  }

  // MARK: - Verification

  @Test func `a check makes a contact verified, keeps who and how, and answers the reports before it`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill(contacts: try Example.contacts() + [Example.contact("ashford/day")])
    let day = try #require(Day(year: 2026, month: 11, day: 27))
    for (how, at) in [
      (FailureKind.noAnswer, "2026-11-26T20:00:00+00:00"), (.noAnswer, "2026-11-27T09:30:00+00:00"),
      (.refused, "2026-11-27T09:30:01+00:00"),
    ] {
      try store.noteFailure(contact: "ashford/day", how: how, at: at)
    }
    let change = try store.verify(
      contact: "ashford/day", method: .rangAndAnswered, note: "asked for the duty officer", on: day,
      at: ApplyTests.later,
      by: "ann")
    let held = try #require(try store.snapshot().contact(id: "ashford/day"))
    #expect(held.status == .verified)
    #expect(held.checkedOn == day)
    #expect(try store.openFailures().map(\.at) == ["2026-11-27T09:30:01+00:00"])
    #expect(try store.failures().count == 3)
    let check = try #require(try store.history(of: "ashford/day").first?.verification)
    #expect(check.method == .rangAndAnswered)
    #expect([check.by, check.note, check.checkedOn] == ["ann", "asked for the duty officer", "2026-11-27"])
    // Checked once more on the same day nothing changes but the record.
    let again = try store.verify(
      contact: "ashford/day", method: .webPage, note: nil, on: day, at: "2026-11-27T12:00:00+00:00", by: "bob")
    #expect(again.edits == 0)
    #expect(try store.openFailures() == [])
    #expect(try store.history(of: "ashford/day").map(\.change.id) == [3, 2, 1])
    #expect(try store.verifyChain().faults.filter { !$0.explanation.contains("version v1") } == [])
    // A check that is taken back answers nothing any more.
    _ = try store.undo(change: change.id, at: "2026-11-27T13:00:00+00:00", by: "ann")
    #expect(try store.openFailures().count == 3)
  }

  @Test func `a check of an earlier day answers only what was reported before that day`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill(contacts: [Example.contact("ashford/day")])
    for at in ["2026-11-24T20:00:00+00:00", "2026-11-25T08:00:00+00:00"] {
      try store.noteFailure(contact: "ashford/day", how: .refused, at: at)
    }
    let day = try #require(Day(year: 2026, month: 11, day: 25))
    _ = try store.verify(
      contact: "ashford/day", method: .webPage, note: nil, on: day, at: ApplyTests.later, by: "ann")
    #expect(try store.openFailures().map(\.at) == ["2026-11-25T08:00:00+00:00"])
  }

  @Test(
    arguments: [
      ("ashford/pattern", .webPage, "no address"), ("ashford/a-last", .webPage, "quarantined"),
      ("ashford/z-frist", .webPage, "mean 'ashford/z-first'"),
      ("ashford/a-last", .rangAndAnswered, "is an address, which nobody rings"),
      ("ashford/z-first", .emailAcknowledged, "is a telephone number, which nobody writes to"),
    ] as [(String, VerificationMethod, String)])
  func `what cannot be verified is refused and nothing is kept`(
    contact: String, method: VerificationMethod, says: String
  ) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let day = try #require(Day(year: 2026, month: 11, day: 27))
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.verify(contact: contact, method: method, note: nil, on: day, at: ApplyTests.later, by: "ann")
    }
    #expect(error.code == .refused)
    #expect(error.context.contains(says), "\(error.context)")
    #expect(try store.changeCounter() == 1)
  }
}
