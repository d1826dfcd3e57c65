import Directory
import DirectoryStore
import Foundation
import GRDB
import Testing

struct BackupTests {
  private func version() throws -> String {
    DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version
  }

  private func filled(_ folder: TemporaryFolder) throws -> DirectoryDatabase {
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill(version: try version())
    return store
  }

  private func files(in folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a backup is one whole file for its owner alone, and is not written over another`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let file = folder.file("backup.sqlite")
    try store.backUp(to: file, overwriting: false)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try files(in: folder).filter { $0.hasPrefix("backup") } == ["backup.sqlite"])
    #expect(try DirectoryDatabase(path: file).snapshot().contacts == Example.contacts())
    let error = try #require(throws: DirectoryStoreError.self) { try store.backUp(to: file, overwriting: false) }
    #expect(error.code == .refused)
    try store.fill(contacts: [], version: DirectoryContent(councils: try Example.councils(), contacts: []).version)
    try store.backUp(to: file, overwriting: true)
    #expect(try DirectoryDatabase(path: file).snapshot().contacts == [])
    let nowhere = try #require(throws: DirectoryStoreError.self) {
      try store.backUp(to: folder.file("no/such/folder/x"), overwriting: false)
    }
    #expect(nowhere.code == .unavailable)
  }

  @Test func `a restore is seen by whoever has the store open, and what was there is kept`() throws {
    let folder = try TemporaryFolder()
    let reader = try filled(folder)
    let file = folder.file("backup.sqlite")
    try reader.backUp(to: file, overwriting: false)
    let other = try DirectoryDatabase(path: folder.file())
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": Example.contact("ashford/new")]), to: other)
    let (mark, changed) = (try reader.commitMark(), try reader.content())
    let restored = try DirectoryDatabase.restore(file, to: folder.file(), at: Example.moment, by: "tester")
    #expect(restored.change?.id == 1)
    #expect(try reader.commitMark() != mark)
    #expect(try reader.snapshot().contacts == Example.contacts())
    #expect(try other.verifyChain().faults == [])
    let kept = try #require(restored.replaced)
    #expect(kept == folder.file() + ".before-restore")
    #expect(try DirectoryDatabase(path: kept).content() == changed)
    #expect(
      try DirectoryDatabase.restore(kept, to: folder.file(), at: Example.moment, by: "tester").replaced == folder.file()
        + ".before-restore-2")
    #expect(try reader.content() == changed)
    // Written on as ever.
    try ApplyTests.apply(try ApplyTests.changed(["ashford/new": nil]), to: other)
    #expect(try reader.snapshot().contacts == Example.contacts())
    #expect(try files(in: folder).allSatisfy { !$0.contains("restoring") && !$0.contains("partial") })
  }

  @Test func `a backup makes a store where there is none, and replaces one that is damaged`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("backup.sqlite")
    try filled(folder).backUp(to: file, overwriting: false)
    let fresh = folder.file("new/store.sqlite")
    #expect(try DirectoryDatabase.restore(file, to: fresh, at: Example.moment, by: "tester").replaced == nil)
    #expect(try DirectoryDatabase(path: fresh).snapshot().contacts == Example.contacts())
    let damaged = folder.file("damaged.sqlite")
    try String(repeating: "no database", count: 1000).write(toFile: damaged, atomically: true, encoding: .utf8)
    #expect(
      try DirectoryDatabase.restore(file, to: damaged, at: Example.moment, by: "tester").replaced == damaged
        + ".before-restore")
    #expect(try DirectoryDatabase(path: damaged).snapshot().contacts == Example.contacts())
  }

  @Test(arguments: [
    ("no database", DirectoryStoreError.Code.notADatabase), ("another program's", .foreign),
    ("a newer schema", .newerSchema),
    ("an empty file", .foreign), ("a page gone", .damaged), ("a record tampered with", .damaged),
    ("not there", .unavailable),
  ])
  func `a backup that is not sound replaces nothing`(fault: String, code: DirectoryStoreError.Code) throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let file = folder.file("backup.sqlite")
    try store.backUp(to: file, overwriting: false)
    try store.fill(contacts: [], version: "v2")
    func edit(_ sql: String) throws {
      let queue = try DatabaseQueue(path: file)
      try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
      try queue.close()
    }
    switch fault {
    case "no database": try "nothing".write(toFile: file, atomically: true, encoding: .utf8)
    case "an empty file": try "".write(toFile: file, atomically: true, encoding: .utf8)
    case "another program's": try edit("PRAGMA application_id = 7")
    case "a newer schema": try edit("PRAGMA user_version = 99")
    case "a page gone":
      var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      for index in stride(from: 4096 * 3, to: bytes.count, by: 1) { bytes[index] = 0x5a }
      try bytes.write(to: URL(fileURLWithPath: file))
    case "a record tampered with":
      try edit("DROP TRIGGER directory_change_is_never_altered; UPDATE directory_change SET by = 'eve'")
    default: try FileManager.default.removeItem(atPath: file)
    }
    let before = try files(in: folder)
    let error = try #require(throws: DirectoryStoreError.self) {
      try DirectoryDatabase.restore(file, to: folder.file(), at: Example.moment, by: "tester")
    }
    #expect(error.code == code, "\(error)")
    #expect(try store.snapshot().version == "v2")
    #expect(try files(in: folder) == before)
  }

  @Test func `a backup of an older schema is brought up as it is restored`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let old = try UpgradeTests.storeOfVersion1(in: folder, named: "old.db")
    _ = try DirectoryDatabase.restore(old, to: folder.file(), at: Example.moment, by: "tester")
    #expect(try store.snapshot().councils.map(\.id) == ["dover", "kent"])
    #expect(try store.verifyChain().faults == [])
    // The backup itself stays as it was.
    #expect(try DatabaseQueue(path: old).read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
  }
}

/// What no backup can know: who was shut out since, and what did not answer.
struct RestoredTokenTests {
  private func mark(_ letter: String) -> String { String(repeating: letter, count: 64) }

  @Test func `who was revoked since a backup stays out when it is restored, and who came since stays in`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    let version = DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version
    try store.fill(version: version)
    for (name, letter) in [("leaver", "a"), ("stays", "b"), ("lost", "c")] {
      try store.addToken(name: name, role: "officer", mark: mark(letter), at: Example.moment, by: "tester")
    }
    let file = folder.file("backup.sqlite")
    try store.backUp(to: file, overwriting: false)
    #expect(try store.revokeToken(name: "leaver", at: Example.moment, by: "tester"))
    // Lost and given anew under the same name.
    #expect(try store.revokeToken(name: "lost", at: Example.moment, by: "tester"))
    try store.addToken(name: "lost", role: "terminal", mark: mark("d"), at: Example.moment, by: "tester")
    try store.addToken(name: "new", role: "officer", mark: mark("e"), at: Example.moment, by: "tester")
    try store.noteFailure(contact: "ashford/z-first", how: .wrongNumber, at: Example.moment)
    let restored = try DirectoryDatabase.restore(file, to: folder.file(), at: Example.moment, by: "tester")
    #expect(try store.tokens().map(\.mark) == [mark("d"), mark("e"), mark("b")])
    #expect(restored.kept?.revoked == ["leaver", "lost"])
    #expect(restored.kept?.tokens == ["lost", "new"])
    #expect(restored.kept?.reports == 1)
    #expect(try store.failures().count == 1)
    #expect(try store.verifyChain().faults == [])
    #expect(try DirectoryDatabase.restore(file, to: folder.file(), at: Example.moment, by: "tester").kept?.reports == 1)
    #expect(try store.failures().count == 1)
  }

  @Test(arguments: ["a page gone", "a record tampered with", "a row that refers to nothing"])
  func `a store that is damaged makes no backup, and leaves the last one alone`(fault: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.file("backup.sqlite")
    do {
      let store = try DirectoryDatabase(path: folder.file())
      let version = DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version
      try store.fill(version: version)
      try store.backUp(to: file, overwriting: false)
    }
    let good = try Data(contentsOf: URL(fileURLWithPath: file))
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { database in
      switch fault {
      case "a record tampered with":
        try database.execute(
          sql: "DROP TRIGGER directory_change_is_never_altered; UPDATE directory_change SET by = 'eve'")
      case "a row that refers to nothing":
        try database.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM council WHERE id = 'kent'")
      default: break
      }
      _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    if fault == "a page gone" {
      var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
      for index in (bytes.count - 4096 * 2)..<bytes.count { bytes[index] = 0x5a }
      try bytes.write(to: URL(fileURLWithPath: folder.file()))
    }
    let error = try #require(throws: DirectoryStoreError.self) {
      try DirectoryDatabase(path: folder.file()).backUp(to: file, overwriting: true)
    }
    #expect(error.code == .damaged, "\(error)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == good)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.contains("partial") })
  }
}
