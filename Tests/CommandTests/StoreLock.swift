import Foundation
import Testing

/// Another process that keeps a store locked against writing, as an admin's tool may that was left open.
final class StoreLock {
  private let process = Process()
  private let end = Pipe()

  /// Holds the store's lock from now on.
  init(_ store: String) throws {
    let held = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      store = sqlite3.connect(sys.argv[1])
      store.execute("BEGIN IMMEDIATE")
      print("held", flush=True)
      sys.stdin.read()
      """,
      store,
    ]
    process.standardOutput = held
    process.standardInput = end
    try process.run()
    try #require(!held.fileHandleForReading.availableData.isEmpty, "the store is locked by somebody else already")
  }

  deinit { release() }

  /// Lets go of the lock. It is told by the end of its input: the tests' threads block signals, and so do their children.
  func release() {
    end.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }
}
