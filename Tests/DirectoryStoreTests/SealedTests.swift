import Directory
import DirectoryStore
import Foundation
import GRDB
import Testing

struct SealedTests {
  private func filled(_ folder: TemporaryFolder) throws -> DirectoryDatabase {
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill(
      version: DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version)
    return store
  }

  @Test func `a directory that is what its last change left is not doubted`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    #expect(try store.sealedSnapshot().contacts == Example.contacts())
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": Example.contact("ashford/new")]), to: store)
    #expect(try store.doubt(about: store.snapshot()) == nil)
    // The oldest schema sealed nothing over its content.
    let old = try UpgradeTests.storeOfVersion1(in: folder, named: "old.db")
    #expect(try DirectoryDatabase(path: old).sealedSnapshot().councils.count == 2)
  }

  @Test(arguments: [
    "UPDATE contact SET value = '+441233331112' WHERE id = 'ashford/z-first'",
    "UPDATE contact SET display = 'another' WHERE id = 'ashford/z-first'",
    "UPDATE council SET name = 'Ashfort Borough Council' WHERE id = 'ashford'",
    "DELETE FROM contact WHERE id = 'ashford/a-last'",
  ])
  func `one that differs from it in anything is damaged, and what is wrong is said`(sql: String) throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    let error = try #require(throws: DirectoryStoreError.self) { try store.sealedSnapshot() }
    #expect(error.code == .damaged)
    #expect(error.explanation.contains("not as change 1 left it"))
    #expect(try store.doubt(about: store.snapshot()) != nil)
  }
}
