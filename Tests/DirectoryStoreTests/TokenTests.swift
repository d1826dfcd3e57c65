import Directory
import DirectoryStore
import GRDB
import Testing

struct TokenTests {
  private func mark(_ letter: String) -> String { String(repeating: letter, count: 64) }

  @Test func `a token in force is listed until it is revoked, and its name is then free`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.addToken(name: "desk-3", role: "terminal", mark: mark("a"), at: Example.moment, by: "tester")
    try store.addToken(name: "ann", role: "officer", mark: mark("b"), at: Example.moment, by: "tester")
    #expect(try store.tokens().map(\.name) == ["ann", "desk-3"])
    #expect(try store.revokeToken(name: "ann", at: Example.moment, by: "tester"))
    #expect(try store.tokens().map(\.name) == ["desk-3"])
    #expect(try !store.revokeToken(name: "ann", at: Example.moment, by: "tester"))
    #expect(try !store.revokeToken(name: "nobody", at: Example.moment, by: "tester"))
    try store.addToken(name: "ann", role: "officer", mark: mark("c"), at: Example.moment, by: "tester")
    #expect(try store.tokens().map(\.mark) == [mark("c"), mark("a")])
  }

  @Test(arguments: [
    ("", "terminal", "a"), ("two words", "terminal", "a"), ("new\nline", "terminal", "a"), ("ann", "chief", "a"),
    ("ann", "terminal", "g"), ("taken", "terminal", "a"), ("TAKEN", "terminal", "a"), ("ann", "terminal", "f"),
  ])
  func `a token that breaks a rule is refused`(name: String, role: String, letter: String) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.addToken(name: "taken", role: "terminal", mark: mark("f"), at: Example.moment, by: "tester")
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.addToken(name: name, role: role, mark: mark(letter), at: Example.moment, by: "tester")
    }
    #expect(error.code == .refused)
    #expect(try store.tokens().count == 1)
  }

  @Test func `another connection's commit is seen, one's own is not`() throws {
    let folder = try TemporaryFolder()
    let store = try DirectoryDatabase(path: folder.file())
    try store.fill()
    let before = try store.commitMark()
    try store.addToken(name: "ann", role: "officer", mark: mark("a"), at: Example.moment, by: "tester")
    #expect(try store.commitMark() == before)
    try DirectoryDatabase(path: folder.file()).fill(version: "v2")
    let after = try store.commitMark()
    #expect(after != before)
    #expect(try store.commitMark() == after)
    #expect(try store.snapshot().version == "v2")
  }
}
