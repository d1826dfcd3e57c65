import Directory
import DirectoryStore
import Foundation
import Testing

struct StoreHandleTests {
  @Test func `a store that another takes the place of is opened anew, and one that is gone is not made`() throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    try DirectoryDatabase(path: folder.file("other.db")).fill(contacts: [], version: "v2")
    var handle = StoreHandle(path: folder.file())
    #expect(try handle.opened().snapshot().version == "v1")
    #expect(rename(folder.file("other.db"), folder.file()) == 0)
    for end in ["-wal", "-shm"] { unlink(folder.file() + end) }
    #expect(try handle.opened().snapshot().version == "v2")
    try FileManager.default.removeItem(atPath: folder.file())
    let error = try #require(throws: DirectoryStoreError.self) { try handle.opened() }
    #expect(error.code == .unavailable)
    #expect(!FileManager.default.fileExists(atPath: folder.file()))
    try DirectoryDatabase(path: folder.file()).fill(version: "v3")
    #expect(try handle.opened().snapshot().version == "v3")
  }
}
