import Directory
import DirectoryExchange
import DirectoryStore
import Foundation
import Testing

struct ShippedDataTests {
  /// What the shipped files hold.
  static func content() throws -> DirectoryContent {
    let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../data")
    let folder = data.appending(path: "councils")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
    func file(_ url: URL) throws -> DataFile {
      DataFile(name: url.lastPathComponent, bytes: [UInt8](try Data(contentsOf: url)))
    }
    let reading = CouncilFiles.read(
      try names.sorted().map { try file(folder.appending(path: $0)) },
      elsewhere: try file(data.appending(path: "councils-elsewhere.json")))
    #expect(reading.findings == [])
    return reading.content
  }

  @Test func `the shipped directory goes into a store and comes out the same`() throws {
    let content = try Self.content()
    let version = DirectorySnapshot.version(of: content.councils, contacts: content.contacts)

    let temporary = try TemporaryFolder()
    try DirectoryDatabase(path: temporary.file()).fill(
      councils: content.councils, contacts: content.contacts, elsewhere: content.elsewhere, version: version)
    let snapshot = try DirectoryDatabase(path: temporary.file()).snapshot()
    #expect(Set(snapshot.councils) == Set(content.councils))
    #expect(snapshot.contacts == content.contacts)
    #expect(snapshot.elsewhere == content.elsewhere)
    #expect(DirectorySnapshot.version(of: snapshot.councils, contacts: snapshot.contacts) == snapshot.version)
  }
}
