import CaseStore
import Casebook
import Foundation
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
    #expect(restored.cases == 1 && restored.erasedAgain == 1 && restored.lost > 0)
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
}
