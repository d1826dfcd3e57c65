import CaseStore
import Casebook
import Desk
import Foundation
import GRDB
import StoreFile
import Synchronization
import TestSupport
import Testing

/// Another program has the casebook open, or locked.
struct LockedCasebookTests {
  /// What a thread of its own came back with.
  private final class Recording: Sendable {
    let failure = Mutex<CaseTrouble?>(nil)
    let hasBegun = Mutex(false)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () throws(CaseTrouble) -> Void) {
      Thread.detachNewThread { [self] in
        hasBegun.withLock { $0 = true }
        do throws(CaseTrouble) { try body() } catch { failure.withLock { $0 = error } }
        done.signal()
      }
    }

    func wait() -> CaseTrouble? {
      done.wait()
      return failure.withLock { $0 }
    }
  }

  @Test func `who looks something up does not wait for whoever waits to record`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let last = try desk.record(reference).last
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let lock = try DatabaseQueue(path: desk.path, configuration: configuration)
    try lock.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let (store, now) = (desk.store, desk.now)
    let recording = Recording { () throws(CaseTrouble) in
      _ = try store.append([NewDeed(.logged(note: "tea"))], to: reference, by: "ann", at: now, after: last)
    }
    while !recording.hasBegun.withLock({ $0 }) { Thread.sleep(forTimeInterval: 0.001) }
    // Until it waits for the lock.
    Thread.sleep(forTimeInterval: 0.1)
    // A look that waited for it would wait until it has been given up, after ten seconds.
    #expect(try store.open().map(\.reference) == [reference])
    #expect(try store.record(of: reference).last == last)
    #expect(try store.officer(named: "ann") != nil)
    _ = try store.counts(in: #require(Quarter(typed: "2026-Q4")))
    #expect(store.look().trouble == nil)
    try lock.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(recording.wait() == nil)
    #expect(try store.record(of: reference).last == last + 1)
  }

  @Test func `what is looked up while others record is never older than what was answered`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let other = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    let (store, now) = (desk.store, desk.now)
    let first = try desk.record(reference).last
    let answered = Mutex(first)
    let ends = Mutex(false)
    let recording = Recording { () throws(CaseTrouble) in
      defer { ends.withLock { $0 = true } }
      for number in 0..<120 {
        let shelf = number % 2 == 0 ? store : other
        let record = try shelf.append(
          [NewDeed(.logged(note: "tea"))], to: reference, by: "ann", at: now, after: first + number)
        answered.withLock { $0 = record.last }
      }
    }
    while !ends.withLock({ $0 }) {
      for shelf in [store, other] {
        let before = answered.withLock { $0 }
        #expect(try shelf.record(of: reference).last >= before)
        #expect(try shelf.open().first?.last ?? 0 >= before)
      }
    }
    #expect(recording.wait() == nil)
    #expect(store.notice == nil && other.notice == nil)
    #expect(try store.record(of: reference).last == first + 120)
  }

  /// Opens the casebook in another process, looks into it, and closes it.
  private static func visit(_ path: String, _ statement: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sqlite3, sys\nbook = sqlite3.connect(sys.argv[1])\nbook.execute(sys.argv[2]).fetchall()\nbook.close()",
      path,
      statement,
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test(arguments: ["SELECT count(*) FROM casefile", "BEGIN IMMEDIATE"])
  func `a program that closes the casebook takes no log away from one that has it open`(statement: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    for note in ["tea", "blankets", "a taxi"] {
      let log = FileIdentity(path: desk.path + "-wal")
      try Self.visit(desk.path, statement)
      let after = FileIdentity(path: desk.path + "-wal")
      #expect(try #require(after).isSameFile(as: #require(log)))
      let reply = try desk.say("log \(note)")
      #expect(reply.code == 240, "\(reply)")
    }
    let fresh = try KeptDesk(over: desk.path)
    #expect(try fresh.store.record(of: reference).last == desk.record(reference).last)
  }
}
