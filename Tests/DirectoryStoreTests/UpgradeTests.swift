import Directory
import DirectoryStore
import Foundation
import GRDB
import TestSupport
import Testing

struct UpgradeTests {
  private func storeOfVersion1(in folder: TemporaryFolder) throws -> String {
    let sql = String(
      decoding: try Shipped.bytes(of: "Tests/DirectoryStoreTests/Version1.sql"), as: UTF8.self)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: folder.file(), configuration: configuration)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    return folder.file()
  }

  @Test func `a store of the first schema is brought up with all that it holds`() throws {
    let folder = try TemporaryFolder()
    let path = try storeOfVersion1(in: folder)
    let store = try DirectoryDatabase(path: path)
    let snapshot = try store.snapshot()
    #expect(snapshot.councils.map(\.id) == ["dover", "kent"])
    #expect(snapshot.contact(id: "dover/housing") != nil)
    #expect(try store.failures().map(\.contact) == ["dover/housing"])
    #expect(try store.tokens() == [])
    try store.addToken(name: "desk", role: "terminal", mark: String(repeating: "a", count: 64), at: Example.moment)
    #expect(try DirectoryDatabase(path: path).tokens().count == 1)
  }

  @Test func `an upgraded store is laid out as a new one`() throws {
    let folder = try TemporaryFolder()
    let path = try storeOfVersion1(in: folder)
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
