import Directory
import DirectoryStore
import Foundation
import GRDB
import TestSupport
import Testing

/// A store is read for what it is: as it was sealed, from its record where its rows are not, or with a doubt that is told.
struct ReadingTests {
  private func filled(_ folder: TemporaryFolder) throws -> DirectoryDatabase {
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill(
      version: DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts()).version)
    return store
  }

  private func isSame(_ left: DirectorySnapshot, _ right: DirectorySnapshot) -> Bool {
    left.councils == right.councils && left.contacts == right.contacts && left.elsewhere == right.elsewhere
  }

  @Test(arguments: [
    "UPDATE contact SET value = '+441233331112' WHERE id = 'ashford/z-first'",
    "UPDATE council SET name = 'Ashfort Borough Council' WHERE id = 'ashford'",
    "DELETE FROM contact WHERE id = 'ashford/a-last'",
    "UPDATE contact SET purpose = 'houzing' WHERE id = 'ashford/a-last'",
    "UPDATE council_elsewhere SET name = 'Medwax' WHERE position = (SELECT min(position) FROM council_elsewhere)",
  ])
  func `rows that are not as they were sealed are read from the record, and that is told`(sql: String) throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let right = try store.snapshot()
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; " + sql)
    }
    let reading = try store.reading()
    guard case .repaired? = reading.trouble else { throw Failed(reading.trouble) }
    let directory = try #require(reading.directory)
    #expect(directory.councils == right.councils)
    #expect(Set(directory.contacts) == Set(right.contacts))
    #expect(Set(directory.elsewhere) == Set(right.elsewhere))
  }

  private struct Failed: Error {
    let trouble: StoreTrouble?
    init(_ trouble: StoreTrouble?) { self.trouble = trouble }
  }

  @Test func `where the record is damaged too the doubt is told`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction {
      try $0.execute(
        sql: """
          UPDATE contact SET value = '+441233331112' WHERE id = 'ashford/z-first';
          DROP TRIGGER directory_edit_is_never_altered;
          UPDATE directory_edit SET new = replace(new, '331', '332')
          """)
    }
    guard case .doubted? = try store.reading().trouble else { throw Failed(try store.reading().trouble) }
  }

  @Test func `three hundred bits and digits that a disk turns are told or harmless, and none is served silently`()
    throws
  {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    let content = try ShippedDataTests.content()
    #expect(try store.fillWhereEmpty(content, at: Example.moment, by: "tester", source: "shipped"))
    let right = try store.snapshot()
    try store.backUp(to: folder.file("flat.db"), overwriting: false)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file("flat.db")))
    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
    var dice = SplitMix64(seed: 300)
    var (harmless, repaired, doubted, refused) = (0, 0, 0, 0)
    for round in 0..<300 {
      var turned = bytes
      if round % 2 == 0 {
        turned[Int.random(in: 0..<bytes.count, using: &dice)] ^= 1 << UInt8.random(in: 0...7, using: &dice)
      } else {
        let place = digits[Int.random(in: 0..<digits.count, using: &dice)]
        turned[place] = 0x30 + (turned[place] - 0x30 + UInt8.random(in: 1...9, using: &dice)) % 10
      }
      let path = folder.file("turned.db")
      try turned.write(to: URL(fileURLWithPath: path))
      for end in ["-wal", "-shm"] { unlink(path + end) }
      do throws(DirectoryStoreError) {
        let reading = try DirectoryDatabase(path: path).reading()
        switch reading.trouble {
        case nil:
          let directory = reading.directory
          #expect(directory.map { isSame($0, right) } == true, "round \(round) is served silently")
          harmless += 1
        case .repaired?:
          #expect(reading.directory.map { $0.councils == right.councils } == true, "round \(round)")
          #expect(reading.directory.map { Set($0.contacts) == Set(right.contacts) } == true, "round \(round)")
          repaired += 1
        default: doubted += 1
        }
      } catch {
        refused += 1
      }
    }
    print("300 flips: \(harmless) harmless, \(repaired) read from the record, \(doubted) doubted, \(refused) refused")
    #expect(harmless + repaired + doubted + refused == 300)
  }

  @Test func `of many that fill one store at once one does`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file()
    let content = DirectoryContent(councils: try Example.councils(), contacts: try Example.contacts())
    let filled = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<12 {
        group.addTask {
          let store = try DirectoryDatabase(path: path)
          let isOurs = try store.fillWhereEmpty(content, at: Example.moment, by: "\(number)", source: "shipped")
          try store.addToken(
            name: "t\(number)", role: "terminal", mark: String(repeating: "0", count: 62) + "\(10 + number)",
            at: Example.moment, by: "\(number)")
          return isOurs
        }
      }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(filled == 1)
    let store = try DirectoryDatabase(path: path)
    #expect(try store.tokens().count == 12)
    #expect(try store.changeCounter() == 1)
    #expect(try store.verifyChain().faults == [])
  }

  @Test func `a store that is made is its owner's alone, as is its folder`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state/night/store.db")
    let mask = umask(0o022)
    defer { umask(mask) }
    let store = try DirectoryDatabase(path: path)
    try store.fill()
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(path) == 0o600)
    for end in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + end) {
      #expect(try mode(path + end) == 0o600)
    }
    #expect(try mode(folder.file("state/night")) == 0o700)
  }

  @Test func `what a killed backup has left goes with the next one, and nothing else does`() throws {
    let folder = try TemporaryFolder()
    let store = try filled(folder)
    let file = folder.file("backup.db")
    func leave(_ name: String, secondsAgo: Double) throws {
      try Data().write(to: URL(fileURLWithPath: folder.file(name)))
      try FileManager.default.setAttributes(
        [.modificationDate: Date().addingTimeInterval(-secondsAgo)], ofItemAtPath: folder.file(name))
    }
    let own = ProcessInfo.processInfo.processIdentifier
    // No process has a number as great as that.
    try leave("backup.db.99999999.partial", secondsAgo: 3600)
    try leave("backup.db.99999999.partial-journal", secondsAgo: 3600)
    let kept = [
      "backup.db.99999998.partial", "backup.db.\(own).partial.mine", "other.db.99999999.partial", "x.partial",
    ]
    for (name, age) in zip(kept, [5.0, 3600, 3600, 3600]) { try leave(name, secondsAgo: age) }
    try store.backUp(to: file, overwriting: false)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.filter { $0.contains("partial") }.sorted() == kept.sorted())
  }
}
