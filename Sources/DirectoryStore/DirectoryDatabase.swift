import Foundation
import GRDB
import StoreFile
import Glibc
import WorkingTime

/// The directory's SQLite file: the truth of which every snapshot is a copy.
///
/// Opening is on the path of every look-up, so that a store of the current schema costs two pragmas and no more.
/// SQLite is in WAL mode: readers never wait for a writer, nor a writer for them. The constraints are in the schema, so
/// that no program can write what the directory could not read.
package struct DirectoryDatabase: Sendable {
  /// Where the file is; `:memory:` for a store without one.
  package let path: String
  let queue: DatabaseQueue
  /// Gives the shared record the changes of a transaction before that is committed; nil where nothing can.
  var send: SharedSending?

  // MARK: - Opening

  /// Opens a store, making it and its folder where there is none, and migrating one of an older schema.
  ///
  /// - Throws: `DirectoryStoreError`: `unavailable`, `notADatabase`, `foreign`, `newerSchema`, `busy`, `damaged`.
  package init(path: String) throws(DirectoryStoreError) {
    func open() throws -> DatabaseQueue {
      switch StorePresence(path: path) {
      case .absent: try Self.makeFile(path)
      // None that we make is ever without a byte.
      case .there where StoreFile.isEmpty(path):
        throw DirectoryStoreError(
          .damaged, path: path,
          "it is empty, 0 bytes: all that it held is gone. Bring a backup back with 'nightdesk restore', or remove the file "
            + "to begin anew")
      case .there, .hidden: break
      }
      return try DatabaseQueue(path: path, configuration: Self.configuration)
    }
    self.path = path
    do {
      do {
        queue = try Self.ready(path, open)
      } catch DatabaseError.SQLITE_CANTOPEN, DatabaseError.SQLITE_READONLY {
        // There is no folder; or there was none a moment ago, and SQLite opened what another process has made since for
        // reading only. Looked into only now: on the way of every look-up the folder is there.
        try Self.makeFolder(for: path)
        queue = try Self.ready(path, open)
      }
    } catch {
      throw DirectoryStoreError(error, path: path, doing: "opening it")
    }
  }

  /// Makes an empty store.
  private static func makeFile(_ path: String) throws {
    do {
      try StoreFile.makeWhole(path) { beside in
        let queue = try DatabaseQueue(path: beside, configuration: configuration)
        try Schema.migrate(queue, path: path)
        try queue.close()
      }
    } catch let failure as StoreFile.Failure {
      // Whoever opens it makes the folder then.
      if failure.hasNoFolder { throw DatabaseError(resultCode: .SQLITE_CANTOPEN, message: failure.words) }
      throw DirectoryStoreError(.unavailable, path: path, failure.words)
    }
  }

  /// A store that is open already.
  init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// A store without a file, gone when it is let go of: for tests.
  package static func inMemory() throws(DirectoryStoreError) -> DirectoryDatabase { try DirectoryDatabase() }

  private init() throws(DirectoryStoreError) {
    path = ":memory:"
    do {
      queue = try Self.ready(path) { try DatabaseQueue(configuration: Self.configuration) }
    } catch {
      throw DirectoryStoreError(error, path: path, doing: "opening it")
    }
  }

  /// Opens a file, refuses what is not ours or too new, and brings it to the current schema.
  private static func ready(_ path: String, _ open: () throws -> DatabaseQueue) throws -> DatabaseQueue {
    try persisting {
      let queue = try open()
      if try Schema.state(of: queue, path: path) == .older { try Schema.migrate(queue, path: path) }
      return queue
    }
  }

  /// Tries again for as long as the busy timeout. SQLite does not wait where two that wait could block each other for
  /// good: while a file is turned to WAL, and while the last of its connections closes.
  private static func persisting<Result>(_ body: () throws -> Result) throws -> Result {
    let end = ContinuousClock.now + .seconds(busyTimeout)
    while true {
      do {
        return try body()
      } catch DatabaseError.SQLITE_BUSY where ContinuousClock.now < end {
        Thread.sleep(forTimeInterval: 0.005)
      }
    }
  }

  /// Makes the folder of a path where there is none; another process may be doing the same.
  static func makeFolder(for path: String) throws(DirectoryStoreError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw DirectoryStoreError(.unavailable, path: path, "its folder cannot be made: \(error.inWords)")
    }
  }

  // MARK: - Configuration

  /// The schema that this program writes; stores of an older one are migrated, of a newer one refused.
  package static var schemaVersion: Int { Schema.version }

  /// How long to wait for another process's lock, in seconds.
  package static let busyTimeout = 10

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(TimeInterval(busyTimeout))
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
