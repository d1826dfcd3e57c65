import CaseStore
import Casebook
import Foundation
import Synchronization
import TestSupport
import Testing

/// A backup of the casebook brings back what was lost, and nobody's case that was erased.
struct CaseBackupTests {
  private func erased(_ desk: KeptDesk) throws -> CaseReference {
    let reference = try desk.family(more: ["set pregnant yes"])
    try desk.finish(reference)
    try desk.tell(["decide", "close-case day-team", "close"])
    try desk.store.erase(reference, by: "mo", at: desk.now)
    return reference
  }

  @Test func `the newest backup made after an erasure holds no byte of the case, and its seals verify`() throws {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let reference = try erased(desk)
    let other = try desk.family("dover")
    _ = try desk.store.backUp(to: file)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    #expect(bytes.range(of: Data(reference.text.utf8)) == nil)
    #expect(bytes.range(of: Data(other.text.utf8)) != nil)
    let copy = try CaseStore(path: file, frame: KeptDesk.frame())
    #expect(try copy.verify().faults == [])
    #expect(
      try copy.counts(in: #require(Quarter(typed: "2026-Q4")))
        == desk.store.counts(in: #require(Quarter(typed: "2026-Q4"))))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func `what was erased since an older backup is erased again when that is brought back`() throws {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let gone = try desk.family(more: ["set pregnant yes"])
    try desk.tell(["close"])
    let stays = try desk.family("dover")
    _ = try desk.store.backUp(to: file)
    try desk.tell(["log blankets given", "close", "open \(gone.text)"])
    try desk.finish(gone)
    try desk.tell(["decide", "close-case day-team", "close"])
    try desk.store.erase(gone, by: "mo", at: desk.now)
    let restored = try desk.store.restore(file)
    #expect(restored.cases == 1 && restored.erasedAgain == 1 && restored.lost.events > 0 && restored.lost.cases == [])
    #expect(throws: CaseTrouble.self) { try desk.store.record(of: gone) }
    #expect(try desk.store.open().map(\.reference) == [stays])
    #expect(try desk.store.verify().faults == [])
    for path in [desk.path, desk.path + "-wal"] where FileManager.default.fileExists(atPath: path) {
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(gone.text.utf8)) == nil)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: URL(fileURLWithPath: desk.path).deletingLastPathComponent().path
      ).filter { $0.contains("restoring") } == [])
  }

  @Test func `a program that has the casebook open goes on from what was brought back, however many events it holds`()
    throws
  {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let first = try desk.family()
    try desk.tell(["close"])
    _ = try desk.store.backUp(to: file)
    let other = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    let second = try desk.family("dover")
    #expect(try Set(other.open().map(\.reference)) == [first, second])
    let keeper = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    _ = try keeper.restore(file)
    // As many events as before, of other cases.
    try desk.tell(["close"])
    let third = try desk.family("thanet")
    #expect(try Set(other.open().map(\.reference)) == [first, third])
    #expect(throws: CaseTrouble.self) { try other.record(of: second) }
    #expect(try other.verify().faults == [])
  }

  @Test func `what is no sound casebook is not brought back, and nothing is changed`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let file = desk.path + ".backup"
    #expect(throws: CaseTrouble.self) { try desk.store.restore(file) }
    try Data("nothing".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: CaseTrouble.self) { try desk.store.restore(file) }
    try FileManager.default.removeItem(atPath: file)
    _ = try desk.store.backUp(to: file)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let place = try #require(bytes.range(of: Data("nowhere-tonight".utf8)))
    bytes.replaceSubrange(place, with: Data("nowhere-tomorro".utf8))
    try bytes.write(to: URL(fileURLWithPath: file))
    #expect(throws: CaseTrouble.self) { try desk.store.restore(file) }
    #expect(try desk.store.open().map(\.reference) == [reference])
    #expect(throws: CaseTrouble.self) { try desk.store.backUp(to: desk.path, overwriting: true) }
    #expect(throws: CaseTrouble.self) { try desk.store.backUp(to: file) }
    _ = try desk.store.backUp(to: file, overwriting: true)
    #expect(try desk.store.restore(file).cases == 1)
  }

  private static let quarter = Quarter(typed: "2026-Q4")

  private func counts(_ store: CaseStore) throws -> Set<CountRow> { Set(try store.counts(in: #require(Self.quarter))) }

  private func end(_ reference: CaseReference, _ desk: KeptDesk) throws {
    try desk.tell(["open \(reference.text)"])
    try desk.finish(reference)
    try desk.tell(["decide", "close-case day-team", "close"])
    try desk.store.erase(reference, by: "mo", at: desk.now)
  }

  @Test
  func
    `an erased case is counted once and as it was when it was erased, whichever backup is brought back in which order`()
    throws
  {
    let desk = try KeptDesk()
    let (early, late) = (desk.path + ".early", desk.path + ".late")
    let first = try desk.family(more: ["set pregnant yes"])
    try desk.tell(["close"])
    _ = try desk.store.backUp(to: early)
    // Ended after the backup, and begun after it: both are counted with all that happened to them.
    try end(first, desk)
    let second = try desk.family("luton")
    try desk.tell(["close"])
    try end(second, desk)
    let told = try counts(desk.store)
    _ = try desk.store.backUp(to: late)
    for file in [early, late, early, early, late] {
      let restored = try desk.store.restore(file)
      #expect(restored.uncounted == 0 && restored.cases == 0)
      #expect(try counts(desk.store) == told, "\(file)")
      #expect(try desk.store.verify().faults == [])
    }
    // Each file knows of an erasure that the other cannot count: that is said.
    _ = try desk.store.restore(early)
    let third = try desk.family("dover")
    try desk.tell(["close"])
    try end(third, desk)
    #expect(try desk.store.restore(late).uncounted == 1)
  }

  @Test func `what is lost by a restore is told before, with since when, and is not lost where nobody agrees`() throws {
    let desk = try KeptDesk()
    let file = desk.path + ".backup"
    let first = try desk.family()
    _ = try desk.store.backUp(to: file)
    desk.pass(minutes: 7)
    let since = desk.now
    try desk.tell(["log tea", "close"])
    desk.pass(minutes: 7)
    let second = try desk.family("dover")
    var told: [CasebookLoss] = []
    #expect(throws: CaseTrouble.self) {
      try CaseStore.restore(file, to: desk.path, frame: KeptDesk.frame()) {
        told.append($0)
        return false
      }
    }
    #expect(told.first?.events == 2 && told.first?.cases == [second] && told.first?.since == since)
    #expect(try Set(desk.store.open().map(\.reference)) == [first, second])
    let restored = try CaseStore.restore(file, to: desk.path, frame: KeptDesk.frame()) { _ in true }
    #expect(restored.lost == told.first && restored.erasures == nil)
    // Where nothing is lost nobody is asked.
    _ = try CaseStore.restore(file, to: desk.path, frame: KeptDesk.frame()) { _ in false }
  }

  @Test(arguments: [false, true])
  func `where the casebook is lost, another copy that knows of an erasure is asked, and what nobody can know is said`(
    isCut: Bool
  ) throws {
    let desk = try KeptDesk()
    let (early, late) = (desk.path + ".early", desk.path + ".late")
    let gone = try desk.family(more: ["set pregnant yes"])
    try desk.finish(gone)
    try desk.tell(["decide", "close-case day-team", "close"])
    let doubtful = try desk.family("dover")
    try desk.finish(doubtful)
    try desk.tell(["decide", "close-case day-team", "close"])
    _ = try desk.store.backUp(to: early)
    try desk.store.erase(gone, by: "mo", at: desk.now)
    let told = try counts(desk.store)
    _ = try desk.store.backUp(to: late)
    for end in ["-wal", "-shm"] { unlink(desk.path + end) }
    if isCut { truncate(desk.path, 8192) } else { unlink(desk.path) }
    let restored = try CaseStore.restore(early, to: desk.path, frame: KeptDesk.frame())
    #expect(restored.erasedAgain == 1 && restored.cases == 1)
    #expect(restored.erasures?.copies.map { URL(fileURLWithPath: $0).lastPathComponent } == ["cases.sqlite.late"])
    #expect(restored.erasures?.doubtful == [doubtful])
    #expect((restored.replaced != nil) == isCut)
    let fresh = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    #expect(throws: CaseTrouble.self) { try fresh.record(of: gone) }
    #expect(try counts(fresh) == told)
  }

  private final class Flag: Sendable {
    let isOver = Mutex(false)
  }

  /// Somebody records without a pause while a backup is brought back: each event that they were told is kept stands in the casebook or
  /// in the copy beside it.
  @Test func `nothing that was recorded while a backup was brought back is lost`() async throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let file = desk.path + ".backup"
    _ = try desk.store.backUp(to: file)
    let (path, now) = (desk.path, desk.now)
    let flag = Flag()
    let recording = Task.detached {
      let store = try CaseStore(path: path, frame: KeptDesk.frame())
      var kept: Set<String> = []
      for number in 0..<5000 where !flag.isOver.withLock({ $0 }) || kept.isEmpty {
        do {
          let last = try store.record(of: reference).last
          let deed = NewDeed(.logged(note: "tea \(number)"))
          _ = try store.append([deed], to: reference, by: "ben", at: now, after: last)
          kept.insert("tea \(number)")
        } catch let trouble as CaseTrouble {
          // Another program is restoring: it is tried again.
          guard [.changed, .unavailable, .busy].contains(trouble.code) else { throw trouble }
        }
      }
      return kept
    }
    for _ in 0..<5 { _ = try CaseStore.restore(file, to: path, frame: KeptDesk.frame()) }
    flag.isOver.withLock { $0 = true }
    let kept = try await recording.value
    var found: Set<String> = []
    for copy in desk.store.copiesBeforeRestore + [path] {
      let store = try CaseStore(path: copy, frame: KeptDesk.frame())
      for event in try store.record(of: reference).events {
        if case .logged(let note) = event.deed { found.insert(note) }
      }
    }
    #expect(!kept.isEmpty && kept.subtracting(found).isEmpty, "\(kept.subtracting(found).sorted())")
    #expect(try desk.store.verify().faults == [])
  }
}
