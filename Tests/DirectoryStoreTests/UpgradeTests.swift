import Directory
import DirectoryStore
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

struct UpgradeTests {
  /// A store as the first version shipped it.
  static func storeOfVersion1(in folder: TemporaryFolder, named name: String = "directory.db") throws -> String {
    try store(of: 1, in: folder, named: name)
  }

  /// A store as an earlier schema left it.
  static func store(
    of version: Int, in folder: TemporaryFolder, named name: String = "directory.db"
  ) throws -> String {
    let sql = String(
      decoding: try Shipped.bytes(of: "Tests/DirectoryStoreTests/Version\(version).sql"), as: UTF8.self)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.file(name), configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    return folder.file(name)
  }

  @Test func `a store of the first schema is brought up with all that it holds`() throws {
    let folder = try TemporaryFolder()
    let path = try Self.storeOfVersion1(in: folder)
    let store = try DirectoryDatabase(path: path)
    let snapshot = try store.snapshot()
    #expect(snapshot.councils.map(\.id) == ["dover", "kent"])
    #expect(snapshot.contact(id: "dover/housing") != nil)
    #expect(try store.failures().map(\.contact) == ["dover/housing"])
    #expect(try store.tokens() == [])
    try store.addToken(
      name: "desk", role: "terminal", mark: String(repeating: "a", count: 64), at: Example.moment, by: "tester")
    #expect(try DirectoryDatabase(path: path).tokens().count == 1)
  }

  @Test func `changes of an older schema are chained as they are found, and history begins with the upgrade`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: try Self.storeOfVersion1(in: folder))
    let change = try #require(try store.latestChange())
    #expect(change.id == 1)
    #expect(change.edits == nil)
    #expect(try store.verifyChain().faults == [])
    let held = try store.content()
    #expect(held.has(version: change.version))
    let fewer = DirectoryContent(
      councils: held.councils, contacts: Array(held.contacts.dropLast()), elsewhere: held.elsewhere)
    #expect(try ApplyTests.apply(fewer, to: store).id == 3)
    #expect(try store.history()[1].change.what == "the order of \(held.contacts.count) contacts entered in the record")
    #expect(try store.verifyChain().faults == [])
    #expect(try store.content(asOf: Moment(seconds: 1_780_000_000)) == nil)
    let then = try store.content(asOf: try TimeText.moment("2026-11-22T00:00", clock: Shipped.clock).moment)
    #expect(try #require(then).content.version == held.version)
    for (change, says) in [
      (1, "filled the store first"), (2, "later changes touched the same"), (3, nil),
    ] {
      do throws(DirectoryStoreError) {
        _ = try store.undo(change: change, at: ApplyTests.later, by: "ann")
        #expect(says == nil)
      } catch {
        #expect(says.map(error.context.contains) == true, "\(error)")
      }
    }
  }

  @Test func `a store of the third schema is brought up with its councils' ends, its history and its seals`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: try Self.store(of: 3, in: folder))
    let held = try store.content()
    #expect(held.councils.map(\.id) == ["dover", "kent"])
    let dover = try #require(held.councils.first)
    #expect(dover.validUntil == Day(year: 2028, month: 4, day: 1))
    #expect(dover.successors == [Succession(council: "kent", purposes: [.housing, .outOfHours])])
    #expect(held.contacts.count == 7)
    #expect(held.contacts.first?.status == .verified)
    #expect(held.contacts.first { $0.id == "kent/safeguarding" }?.seenAlso.count == 2)
    #expect(held.elsewhere.map(\.website) == [nil, nil])
    #expect(try store.failures().map(\.contact) == ["dover/website"])
    #expect(try store.verifyChain().faults == [])

    let line = Example.contact(
      "kent/nhs-111", council: "kent", team: "Integrated Front Door", purpose: .health, value: "111",
      status: .unconfirmed)
    let national = Council(id: "national", name: "National lines", type: .national, childrensServices: "national")
    let target = DirectoryContent(
      councils: held.councils + [national], contacts: held.contacts + [line],
      elsewhere: [CouncilElsewhere(id: "adur", name: "Adur District Council", website: "https://www.adur.example")])
    let change = try ApplyTests.apply(target, to: store)
    // The order that the older program kept in no record comes first, as a change of its own.
    #expect(change.id == 4)
    #expect(try store.verifyChain().faults == [])
    #expect(try store.content().contacts.map(\.id).filter { $0 != line.id } == held.contacts.map(\.id))
    #expect(try store.content().isPlaced)
    #expect(try store.content().elsewhere == target.elsewhere)
    #expect(try Set(store.content().councils) == Set(target.councils))
    _ = try store.undo(change: 4, at: ApplyTests.later, by: "ann")
    #expect(try store.content() == held)
    // Entering the order touches every contact, and takes no earlier change's undoing away.
    _ = try store.undo(change: 2, at: ApplyTests.later, by: "ann")
    #expect(try store.verifyChain().faults == [])
  }

  @Test(arguments: [1, 3])
  func `an upgraded store is laid out as a new one`(version: Int) throws {
    let folder = try TemporaryFolder()
    let path = try Self.store(of: version, in: folder)
    _ = try DirectoryDatabase(path: path)
    _ = try DirectoryDatabase(path: folder.file("new.db"))
    func schema(_ path: String) throws -> [String] {
      try DatabaseQueue(path: path).read { database in
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let sql = "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name"
        return try String.fetchAll(database, sql: sql) + ["\(version)"]
      }
    }
    #expect(try schema(path) == schema(folder.file("new.db")))
  }
}
