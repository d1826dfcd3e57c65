import Foundation
import GRDB

/// The directory's SQLite file: the truth of which every snapshot is a copy.
///
/// Opening is on the path of every look-up, so that a store of the current schema costs two pragmas and no more.
/// SQLite is in WAL mode: readers never wait for a writer, nor a writer for them. The constraints are in the schema, so
/// that no program can write what the directory could not read.
public struct DirectoryDatabase: Sendable {
  /// Where the file is; `:memory:` for a store without one.
  public let path: String
  private let queue: DatabaseQueue

  // MARK: - Opening

  /// Opens a store, making it and its folder where there is none, and migrating one of an older schema.
  ///
  /// - Throws: `DirectoryStoreError`: `unavailable`, `notADatabase`, `foreign`, `newerSchema`, `busy`, `damaged`.
  public init(path: String) throws(DirectoryStoreError) {
    try self.init(path: path) {
      do {
        return try DatabaseQueue(path: path, configuration: Self.configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
        // Looked into only now: on the way of every look-up the folder is there.
        guard try Self.makesFolder(for: path) else { throw error }
        return try DatabaseQueue(path: path, configuration: Self.configuration)
      }
    }
  }

  /// A store without a file, gone when it is let go of: for tests.
  public static func inMemory() throws(DirectoryStoreError) -> DirectoryDatabase {
    try DirectoryDatabase(path: ":memory:") { try DatabaseQueue(configuration: configuration) }
  }

  private init(path: String, open: () throws -> DatabaseQueue) throws(DirectoryStoreError) {
    self.path = path
    do {
      queue = try open()
    } catch {
      throw DirectoryStoreError(error, path: path, doing: "opening it")
    }
    try access("opening it") { queue in
      if try Schema.state(of: queue, path: path) == .older { try Schema.migrate(queue, path: path) }
    }
  }

  /// Makes the folder of a path; false where it is there already.
  private static func makesFolder(for path: String) throws(DirectoryStoreError) -> Bool {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if FileManager.default.fileExists(atPath: folder) { return false }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      return true
    } catch {
      throw DirectoryStoreError(.unavailable, path: path, "its folder cannot be made: \(error.localizedDescription)")
    }
  }

  // MARK: - Configuration

  /// The schema that this program writes; stores of an older one are migrated, of a newer one refused.
  public static var schemaVersion: Int { Schema.version }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(5)
    return configuration
  }

  // MARK: - Access

  /// Runs a body on the queue and gives every failure the store's own form.
  func access<Result>(
    _ doing: String, _ body: (DatabaseQueue) throws -> Result
  ) throws(DirectoryStoreError) -> Result {
    do {
      return try body(queue)
    } catch {
      throw DirectoryStoreError(error, path: path, doing: doing)
    }
  }
}
