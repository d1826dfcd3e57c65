import Foundation
import GRDB
import StoreFile

extension DirectoryDatabase {
  // MARK: - What cannot be opened as usual

  /// Reads a store that cannot be opened as usual: on a full disk, on one that may not be written, by somebody who may only
  /// read it.
  ///
  /// SQLite needs a second file beside a store even to read it, and room for that. So the store is copied to where there is
  /// room, with what waits in its write-ahead log, and read there. The copy lives in memory and is this call's alone.
  ///
  /// - Parameters:
  ///   - path: The store.
  ///   - failure: Why it cannot be opened as usual.
  /// - Returns: What it holds. Its trouble is `readOnly`, or that something in it is wrong.
  /// - Throws: `DirectoryStoreError`: the failure itself where the store cannot be read either.
  package static func reading(
    _ path: String, after failure: DirectoryStoreError
  ) throws(DirectoryStoreError) -> StoreReading {
    // Another program's file, or one of a newer program: nothing is to be had from it.
    if [.foreign, .newerSchema].contains(failure.code) { throw failure }
    // A pipe would be waited for, for good.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw failure }
    do {
      let reading = try copied(path).reading()
      return StoreReading(
        directory: reading.directory, tokens: reading.tokens, reports: reading.reports, change: reading.change,
        heard: reading.heard, trouble: reading.trouble ?? .readOnly(failure.explanation))
    } catch {
      throw failure
    }
  }

  /// The store as it is on its disk, in memory.
  private static func copied(_ path: String) throws -> DirectoryDatabase {
    let folder = try roomElsewhere()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = folder + "/store.sqlite"
    try copyFiles(of: path, to: copy)
    let queue = try DatabaseQueue(path: copy)
    try Schema.requireOurs(queue, path: path)
    if try Schema.state(of: queue, path: path) == .older { try Schema.migrate(queue, path: copy) }
    let memory = try DatabaseQueue()
    try queue.backup(to: memory)
    try queue.close()
    return DirectoryDatabase(path: path, queue: memory)
  }

  /// The file and its write-ahead log, of one instant: again where one of them changed meanwhile.
  private static func copyFiles(of path: String, to copy: String) throws {
    func state() -> [FileIdentity?] {
      [FileIdentity(path: path), FileIdentity(path: path + "-wal")]
    }
    for _ in 0..<5 {
      let before = state()
      for end in ["", "-wal"] where FileManager.default.fileExists(atPath: copy + end) {
        try FileManager.default.removeItem(atPath: copy + end)
      }
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      if before[1] != nil { try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal") }
      if state() == before { break }
    }
    // A copy of what may not be written may not be either, and is ours to change.
    for end in ["", "-wal"] where FileManager.default.fileExists(atPath: copy + end) { chmod(copy + end, 0o600) }
  }

  /// A folder of our own where there is room: in memory, else where temporary files are kept.
  private static func roomElsewhere() throws -> String {
    for place in ["/dev/shm", NSTemporaryDirectory()] {
      var template = Array("\(place)/nightdesk-XXXXXX".utf8CString)
      if mkdtemp(&template) != nil {
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    throw DirectoryStoreError(.unavailable, path: NSTemporaryDirectory(), "no folder can be made in it")
  }
}
