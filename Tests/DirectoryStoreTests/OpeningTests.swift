import Directory
import DirectoryStore
import Foundation
import GRDB
import Testing

struct OpeningTests {
  @Test func `a store is made with its folders, in WAL mode, and is empty`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("deep/er/directory.db")
    let store = try DirectoryDatabase(path: path)
    #expect(try store.isEmpty)
    #expect(try store.latestChange() == nil)
    #expect(try store.changeCounter() == 0)
    let queue = try DatabaseQueue(path: path)
    #expect(try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    #expect(version == DirectoryDatabase.schemaVersion)
  }

  @Test func `an empty store has no snapshot to give`() throws {
    let store = try DirectoryDatabase.inMemory()
    let error = try #require(throws: DirectoryStoreError.self) { try store.snapshot() }
    #expect(error.code == .empty)
  }

  @Test func `what was written is there when the store is opened again`() throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let store = try DirectoryDatabase(path: folder.file())
    #expect(try !store.isEmpty)
    #expect(try store.snapshot().contacts == Example.contacts())
  }

  @Test func `opening a store of the current schema writes nothing`() throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    _ = try DirectoryDatabase(path: folder.file()).snapshot()
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
  }

  @Test func `a store of a newer schema is refused and left alone`() throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let newer = DirectoryDatabase.schemaVersion + 1
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { try $0.execute(sql: "PRAGMA user_version = \(newer)") }
    let error = try #require(throws: DirectoryStoreError.self) { try DirectoryDatabase(path: folder.file()) }
    #expect(error.code == .newerSchema)
    #expect(error.explanation.contains(folder.file()))
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact") } == 3)
  }

  @Test func `a store whose making was cut short is finished`() throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let other = folder.file("begun.db")
    let mark = try DatabaseQueue(path: folder.file()).read { try Int.fetchOne($0, sql: "PRAGMA application_id") }
    try DatabaseQueue(path: other).write { try $0.execute(sql: "PRAGMA application_id = \(try #require(mark))") }
    let store = try DirectoryDatabase(path: other)
    try store.fill()
    #expect(try store.snapshot().councils.count == 2)
  }

  @Test(arguments: ["this is no database, and was never meant to be one", "SQLite format 3\u{0}, or so it says"])
  func `a file that is no database is refused and left alone`(junk: String) throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: junk, count: 100)
    try text.write(toFile: folder.file(), atomically: true, encoding: .utf8)
    let error = try #require(throws: DirectoryStoreError.self) { try DirectoryDatabase(path: folder.file()) }
    #expect(error.code == .notADatabase)
    #expect(error.path == folder.file())
    #expect(try String(contentsOfFile: folder.file(), encoding: .utf8) == text)
  }

  @Test(arguments: [
    "CREATE TABLE thing (id INTEGER)", "PRAGMA user_version = 1", "PRAGMA application_id = 7; PRAGMA user_version = 1",
  ])
  func `another program's database is refused and left alone`(sql: String) throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    let error = try #require(throws: DirectoryStoreError.self) { try DirectoryDatabase(path: folder.file()) }
    #expect(error.code == .foreign)
    #expect(try queue.read { try $0.tableExists("contact") } == false)
  }

  @Test func `a path that cannot be opened is refused`() throws {
    let folder = try TemporaryFolder()
    try "a file".write(toFile: folder.file("file"), atomically: true, encoding: .utf8)
    for path in [folder.path, folder.file("file/below/directory.db")] {
      let error = try #require(throws: DirectoryStoreError.self) { try DirectoryDatabase(path: path) }
      #expect(error.code == .unavailable)
      #expect(error.path == path)
    }
  }

  @Test(arguments: 0..<5)
  func `many may make one store at once`(round: Int) async throws {
    let folder = try TemporaryFolder()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { try DirectoryDatabase(path: folder.file("new/er/x.db")).isEmpty } }
      for try await isEmpty in group { #expect(isEmpty) }
    }
  }

  @Test func `foreign keys are on and the store waits for a lock`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    let stranger = Example.contact("ashford/x", team: "No such team")
    let error = try #require(throws: DirectoryStoreError.self) { try store.fill(contacts: [stranger]) }
    #expect(error.code == .refused)
    #expect(error.context.contains("contact 'ashford/x' of team 'No such team'"))

    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.file(), configuration: configuration)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      do {
        try other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
      } catch {
        Issue.record(error)
      }
    }
    try store.fill()
    #expect(try store.changeCounter() == 1)
  }
}
