import CaseStore
import Casebook
import Desk
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing
import WorkingTime

/// The casebook is watched by what it is: nothing is answered as if its file were there when it is not.
struct MovedCasebookTests {
  private static let writes = ["log tea", "set pregnant yes", "claim 1", "decide"]
  private static let reads = [
    "board", "show", "history", "handover", "report quarter 2026-Q4", "paper", "family-sheet",
  ]

  /// Whatever can become of a file, and how it comes back.
  enum Loss: String, CaseIterable {
    case moved, deleted
    case emptied = "an empty file in its place"
    case other = "another program's database in its place"
    case log = "its log was taken away too"
  }

  @Test(arguments: Loss.allCases)
  func `what is gone is neither written nor read, and is there again when it is back`(loss: Loss) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let last = try desk.record(reference).last
    let aside = desk.path + ".aside"
    try FileManager.default.copyItem(atPath: desk.path, toPath: aside)
    chmod(aside, 0o600)
    switch loss {
    case .deleted: unlink(desk.path)
    case .moved, .emptied, .other: #expect(rename(desk.path, aside) == 0)
    case .log:
      #expect(rename(desk.path, aside) == 0)
      for end in ["-wal", "-shm"] { unlink(desk.path + end) }
    }
    if loss == .emptied { try Data().write(to: URL(fileURLWithPath: desk.path)) }
    if loss == .other {
      try DatabaseQueue(path: desk.path).write { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
    }
    for line in Self.writes + Self.reads {
      let reply = try desk.say(line)
      #expect(reply.code == 451, "\(line): \(reply)")
      let says = Self.reads.contains(line) ? "the casebook cannot be read: " : "not saved"
      #expect(reply.text.hasPrefix(says), "\(line): \(reply)")
      for word in ["Error", "error", "Cocoa", "Domain"] { #expect(!reply.text.contains(word), "\(reply.text)") }
    }
    #expect(desk.store.look().trouble != nil)
    #expect(desk.store.notice?.contains("cannot reach its casebook") == true)
    #expect(loss == .emptied || loss == .other || !FileManager.default.fileExists(atPath: desk.path))
    #expect(rename(aside, desk.path) == 0)
    #expect(desk.store.look().trouble == nil)
    #expect(desk.store.notice == nil)
    // What was refused was not taken, and what is said now is.
    #expect(try desk.record(reference).last == last)
    try desk.tell(["set pregnant yes", "log tea"])
    #expect(try desk.record(reference).last == last + 2)
    let report = try desk.store.verify()
    #expect(report.faults == [] && report.stale == [], "\(report)")
  }

  @Test func `another casebook in its place is read as what it is, and nothing of the one before is written into it`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let other = try KeptDesk()
    let theirs = try other.family("dover")
    let copy = other.path + ".copy"
    _ = try other.store.backUp(to: copy)
    #expect(rename(copy, desk.path) == 0)
    #expect(try desk.store.open().map(\.reference) == [theirs])
    #expect(try desk.say("log tea").code == 550)
    #expect(try desk.say("show \(reference.text)").code == 550)
    try desk.tell(["close", "open \(theirs.text)", "log tea"])
    #expect(try desk.store.verify().faults == [])
  }

  /// How an older copy comes into a casebook's place.
  enum Way: String, CaseIterable {
    case moved = "by its name"
    case written = "into the same file"
  }

  @Test(arguments: Way.allCases)
  func `an older copy in its place is told to whoever records next, in the greeting, and is gone on with after that`(
    way: Way
  )
    throws
  {
    let desk = try KeptDesk()
    let copy = desk.path + ".copy"
    let first = try desk.family()
    _ = try desk.store.backUp(to: copy)
    let other = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    try desk.tell(["log tea", "close"])
    let second = try desk.family("dover")
    #expect(try other.open().count == 2)
    switch way {
    case .moved: #expect(rename(copy, desk.path) == 0)
    case .written:
      // As cp does: the file stays, and what is in it is another's.
      try FileHandle(forWritingTo: URL(fileURLWithPath: desk.path)).write(Data(contentsOf: URL(fileURLWithPath: copy)))
      truncate(desk.path, Int(try Data(contentsOf: URL(fileURLWithPath: copy)).count))
    }
    let words = "Another casebook was put in the place of the one that was open"
    let reply = try desk.say("log \(first.text) blankets")
    #expect(reply.code == 451 && reply.text.contains(words), "\(reply)")
    #expect(desk.store.look().replaced?.contains(words) == true)
    #expect(desk.store.notice?.contains(words) == true)
    // The other program notices it by itself.
    #expect(try other.open().map(\.reference) == [first])
    #expect(other.notice?.contains(words) == true)
    try desk.tell(["log \(first.text) blankets"])
    #expect(try desk.say("show \(second.text)").code == 550)
    #expect(try desk.store.verify().faults == [])
  }

  @Test func `what was brought back on purpose is gone on with at once`() throws {
    let desk = try KeptDesk()
    let copy = desk.path + ".copy"
    let first = try desk.family()
    _ = try desk.store.backUp(to: copy)
    try desk.tell(["log tea"])
    _ = try CaseStore.restore(copy, to: desk.path, frame: KeptDesk.frame())
    try desk.tell(["log \(first.text) blankets"])
    #expect(desk.store.notice == nil)
  }

  @Test func `what was brought back over a damaged casebook is gone on with at once too`() throws {
    let desk = try KeptDesk()
    let copy = desk.path + ".copy"
    let first = try desk.family()
    _ = try desk.store.backUp(to: copy)
    try desk.tell(["log tea"])
    _ = desk.store.look()
    let size = try Data(contentsOf: URL(fileURLWithPath: desk.path)).count
    truncate(desk.path, size / 2)
    #expect(try desk.say("log tea").code == 451)
    _ = try CaseStore.restore(copy, to: desk.path, frame: KeptDesk.frame())
    _ = desk.store.look()
    try desk.tell(["log \(first.text) blankets"])
    #expect(desk.store.notice == nil)
  }

  @Test(arguments: [0, 4096, 8192, 20480])
  func `a casebook that is cut short is noticed by every program that has it open, before anything is answered as kept`(
    size: Int
  )
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let copy = desk.path + ".copy"
    _ = try desk.store.backUp(to: copy)
    let other = try KeptDesk(over: desk.path)
    try other.tell(["open \(reference.text)", "log tea"])
    truncate(desk.path, Int(size))
    for place in [other, desk, other] {
      for line in ["log blankets", "set pregnant yes", "board"] {
        let reply = try place.say(line)
        #expect(reply.code == 451 && reply.text.contains("is cut short"), "\(size) \(line): \(reply)")
      }
      #expect(place.store.look().trouble?.code == .damaged)
    }
    // Nothing was put into what is left of it.
    #expect(try Data(contentsOf: URL(fileURLWithPath: desk.path)).count == size)
    #expect(throws: CaseTrouble.self) { try CaseStore(path: desk.path, frame: KeptDesk.frame()) }
    let restored = try CaseStore.restore(copy, to: desk.path, frame: KeptDesk.frame())
    #expect(restored.replaced != nil)
    for place in [desk, other] { try place.tell(["log \(reference.text) blankets"]) }
    #expect(try desk.store.verify().faults == [])
  }

  @Test func `the file alone holds all that was answered, so that whoever moves it moves all`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["log tea"])
    let copy = desk.path + ".copy"
    try FileManager.default.copyItem(atPath: desk.path, toPath: copy)
    chmod(copy, 0o600)
    let store = try CaseStore(path: copy, frame: KeptDesk.frame())
    #expect(try store.record(of: reference).last == desk.record(reference).last)
  }

  @Test func `what was written while the file went is not answered as saved`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let aside = desk.path + ".aside"
    let done = DispatchSemaphore(value: 0)
    let isOver = Mutex(false)
    let path = desk.path
    Thread.detachNewThread {
      while !isOver.withLock({ $0 }) {
        rename(path, aside)
        usleep(200)
        rename(aside, path)
        usleep(3000)
      }
      done.signal()
    }
    var answered = 0
    for number in 0..<300 where try desk.say("log number \(number)").code == 240 { answered += 1 }
    isOver.withLock { $0 = true }
    done.wait()
    // However often it was away just then: this one is kept.
    try desk.tell(["log the last"])
    answered += 1
    let notes = try desk.record(reference).events.count { if case .logged = $0.deed { true } else { false } }
    #expect(notes >= answered, "\(notes) of \(answered)")
  }
}
