import Casebook
import Desk
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

@testable import CaseStore

/// An older program that meets what a newer one wrote refuses in words, and loses nothing.
struct LayoutTests {
  /// The layout in which a deed was first written. Whoever adds a deed states it here, and raises the layout.
  private static func layout(of deed: CaseDeed) -> Int {
    switch deed {
    case .kept, .told, .claimed, .done, .waiting, .passed, .takenOver, .notNeeded, .reopened, .logged, .rang, .decided,
      .managerSaw, .accepted, .placed, .placementEnded, .familyTold, .referredIn, .assessmentAgreed,
      .servicesMadeContact, .firstOutcome, .finalOutcome, .handedOver, .received, .notTaken, .held, .holdEnded,
      .closed, .opened:
      1
    case .paperDrafted, .paperIssued: 2
    case .tookBack: 4
    }
  }

  /// The layout of the newest column, or of the newest word that a deed may have: a case says of which triage it was made.
  private static let newestColumn = 5

  @Test func `the newest layout is that of the newest deed, and of the words that a deed may have`() {
    let newest = CaseDeed.tookBack(event: 1)
    #expect(max(Self.layout(of: newest), Self.newestColumn) == CaseSchema.version)
    // A word more is a word that an older program cannot read: it takes a layout of its own.
    let words = [
      Channel.allCases.count, NotNeeded.allCases.count, HoldReason.allCases.count, CloseReason.allCases.count,
      CaseDecision.Reason.allCases.count, Acceptance.What.allCases.count, Placement.Kind.allCases.count,
      ReferringBody.allCases.count, ReferringTeam.allCases.count, FirstOutcome.allCases.count,
      FinalOutcome.allCases.count, Home.allCases.count, PaperKind.allCases.count,
    ]
    #expect(words == [6, 5, 4, 6, 6, 6, 8, 11, 13, 10, 16, 8, 11], "layout \(CaseSchema.version)")
  }

  @Test func `a casebook of the first layout is opened, and marked for programs that do not know its papers`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let queue = try DatabaseQueue(path: desk.path)
    func version() throws -> Int? { try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } }
    try queue.write {
      try $0.execute(
        sql: """
          DROP INDEX casefile_made_of; ALTER TABLE casefile DROP COLUMN made_of; ALTER TABLE casefile DROP COLUMN counted_by;
          ALTER TABLE reading DROP COLUMN desk; DROP TABLE rewriting; PRAGMA user_version = 1
          """)
    }
    let store = try CaseStore(path: desk.path, frame: KeptDesk.frame())
    #expect(try store.record(of: reference).last == desk.record(reference).last)
    #expect(try version() == CaseSchema.version)
    // What it counted by its own rules is no fault.
    let report = try store.verify()
    #expect(report.faults == [] && report.stale == [], "\(report)")
  }

  @Test func `a casebook of a newer layout is not opened, and no byte of it changes`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    try DatabaseQueue(path: desk.path).writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA user_version = \(CaseSchema.version + 1)")
      try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: desk.path))
    let trouble = #expect(throws: CaseTrouble.self) { try CaseStore(path: desk.path, frame: KeptDesk.frame()) }
    #expect(trouble?.code == .foreign)
    #expect(trouble?.text.contains("Use the newer program") == true, "\(trouble?.text ?? "")")
    #expect(try Data(contentsOf: URL(fileURLWithPath: desk.path)) == before)
  }

  @Test(arguments: [
    #"{"levitated":{"height":3}}"#, #"{"closed":{"reason":"beamed-up"}}"#, #"{"done":{"how":"phone"}}"#,
  ])
  func `what a newer program records beside this one is refused in words, and its seal stays`(deed: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let other = try desk.family(by: "ben")
    let last = try desk.record(reference).last
    try Self.add(deed, to: reference, desk)
    // Who sees all cases sees that this one is taken up elsewhere.
    let words = "A newer version of this program recorded event \(last + 1). Take this case up there"
    for line in ["board", "show \(reference.text)", "handover"] {
      let block = try desk.say(line).block
      #expect(block.contains { $0.contains(words) }, "\(line): \(block)")
      #expect(block.contains { $0.contains(other.text) } == (line != "show \(reference.text)"))
    }
    let refused = try desk.say("claim \(reference.text).1")
    #expect(refused.code == 542 && refused.text.contains(words), "\(refused)")
    // Nobody is kept from another case.
    #expect(try desk.say("show \(other.text)", by: "ben").code == 214)
    try desk.tell(["log tea"], by: "ben")
    let rows = try DatabaseQueue(path: desk.path).read {
      try Int.fetchOne(
        $0, sql: "SELECT max(number) FROM event JOIN casefile ON casefile = casefile.id WHERE reference = ?",
        arguments: [reference.text])
    }
    #expect(rows == last + 1)
    #expect(try desk.store.verify().faults == [])
  }

  @Test func `what is not whole is called damaged, and not a newer program's`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try Self.add(#"{"done":{"#, to: reference, desk)
    #expect(try desk.record(reference).damage?.kind == .damaged)
  }

  /// Writes an event as a program would, with its seals.
  private static func add(_ deed: String, to reference: CaseReference, _ desk: KeptDesk) throws {
    let now = desk.now.seconds
    try DatabaseQueue(path: desk.path).write { database in
      let row = try #require(
        try Row.fetchOne(
          database,
          sql: """
            SELECT casefile.id, number, seal FROM event JOIN casefile ON casefile = casefile.id
            WHERE reference = ? ORDER BY number DESC LIMIT 1
            """, arguments: [reference.text]))
      let (id, number): (Int64, Int) = (row[0], row[1] + 1)
      let salt = CaseSeal.salt()
      let digest = CaseSeal.digest(
        salt: salt, number: number, by: "zoe", recordedAt: now, happenedAt: nil, deed: deed)
      let seal = CaseSeal.seal(previous: row[2], number: number, digest: digest)
      try database.execute(
        sql: """
          INSERT INTO event (casefile, number, recorded_by, recorded_at, deed, salt, digest, seal)
          VALUES (?, ?, 'zoe', ?, ?, ?, ?, ?)
          """, arguments: [id, number, now, deed, salt, digest, seal])
      let line = try #require(try Data.fetchOne(database, sql: "SELECT hash FROM sealed ORDER BY id DESC LIMIT 1"))
      try database.execute(
        sql: "INSERT INTO sealed (casefile, number, seal, hash) VALUES (?, ?, ?, ?)",
        arguments: [id, number, seal, CaseSeal.line(previous: line, casefile: id, number: number, seal: seal)])
    }
  }
}
