import Directory
import Foundation
import Synchronization
import TestSupport
import Testing
import WorkingTime

@testable import DirectoryStore

/// What several programs of one site do to one store while a shared record is followed.
struct SharingRaceTests {
  private static let at = FollowingTests.at

  /// A shared record between whose answers something happens once.
  private final class Interrupted: SharedSource, Sendable {
    enum Step { case standing, changes }

    private let record: MadeRecord
    private let step: Step
    private let event: @Sendable () throws -> Void
    private let isOver = Mutex(false)

    init(_ record: MadeRecord, after step: Step, _ event: @escaping @Sendable () throws -> Void) {
      self.record = record
      self.step = step
      self.event = event
    }

    private func happen(_ now: Step) throws {
      let isDue = isOver.withLock { isOver in
        if isOver || now != step { return false }
        isOver = true
        return true
      }
      if isDue { try event() }
    }

    func standing() throws -> SharedStanding {
      let standing = try record.standing()
      try happen(.standing)
      return standing
    }

    func news(after change: Int, most: Int) throws -> SharedLetter {
      SharedLetter(
        standing: try standing(), seal: try hash(of: change), changes: try changes(after: change, most: most))
    }

    func changes(after change: Int, most: Int) throws -> [SharedNews] {
      let changes = try record.changes(after: change, most: most)
      try happen(.changes)
      return changes
    }

    func hash(of change: Int) throws -> String? { try record.hash(of: change) }

    func isKept(_ hash: String) throws -> Bool? { try record.isKept(hash) }

    func take(_ reports: [DirectoryDatabase.OutgoingReport], of desk: String) throws -> [RefusedReport] {
      try record.take(reports, of: desk)
    }

    func see(_ desk: String, at change: Int, _ hash: String, trouble: String?) throws {
      try record.see(desk, at: change, hash, trouble: trouble)
    }
  }

  /// A joined site with a file of its own.
  private static func site(_ record: MadeRecord, in folder: TemporaryFolder) throws -> DirectoryDatabase {
    let joined = SharedMembership(
      record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: at)
    _ = try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, at: at, by: "ann")
    return try DirectoryDatabase(path: folder.file())
  }

  @Test func `whoever waits for the server keeps nobody from the store`() throws {
    let folder = try TemporaryFolder()
    let (record, _) = try FollowingTests.published()
    let site = try Self.site(record, in: folder)
    let path = site.path
    let writer = site.sending { _, previous, changes throws(DirectoryStoreError) in
      try DirectoryDatabase(path: path).noteFailure(
        contact: "ashford/z-first", how: .noAnswer, at: Self.at, patience: 0)
      try record.append(changes, after: previous)
    }
    try FollowingTests.ring("+441233000001", at: writer)
    #expect(try FollowingTests.number(in: site) == "+441233000001")
    #expect(try site.failures().count == 1)
    #expect(try site.verifyChain().faults == [])
  }

  @Test func `a change that a follower has taken before its writer could is there once`() throws {
    let folder = try TemporaryFolder()
    let (record, first) = try FollowingTests.published()
    let site = try Self.site(record, in: folder)
    let path = site.path
    let writer = site.sending { _, previous, changes throws(DirectoryStoreError) in
      try record.append(changes, after: previous)
      try DirectoryDatabase(path: path).take(changes)
    }
    try FollowingTests.ring("+441233000001", at: writer)
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: first, at: Self.at)
    try FollowingTests.expectAlike(first, site)
  }

  @Test(arguments: [1, 3])
  func `of two programs that take the same changes one finds them taken`(count: Int) throws {
    let folder = try TemporaryFolder()
    let (record, first) = try FollowingTests.published()
    let site = try Self.site(record, in: folder)
    for number in 0..<3 { try FollowingTests.ring("+44123300000\(number)", at: first) }
    let path = site.path
    let source = Interrupted(record, after: .changes) {
      try DirectoryDatabase(path: path).take(Array(record.chain.dropFirst(1).prefix(count)))
    }
    var follower = SharedFollower()
    #expect(try follower.look(at: source, into: site, at: Self.at) == .took(3 - count))
    try FollowingTests.expectAlike(first, site)
  }

  @Test func `what is written between the look at the server and the look at the store is no fork`() throws {
    let folder = try TemporaryFolder()
    let (record, _) = try FollowingTests.published()
    let site = try Self.site(record, in: folder)
    let path = site.path
    let source = Interrupted(record, after: .standing) {
      try FollowingTests.ring("+441233000001", at: record.writer(try DirectoryDatabase(path: path)))
    }
    var follower = SharedFollower()
    #expect(try follower.look(at: source, into: site, at: Self.at) == .took(0))
    #expect(try site.membership()?.stopped == nil)
  }

  @Test func `what another record says of its end is not taken for this one's`() throws {
    let (record, first) = try FollowingTests.published()
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: first, at: Self.at)
    let last = try #require(record.chain.last)
    record.force(last)
    record.rename("22222222-0000-4000-8000-000000000000")
    _ = try follower.look(at: record, into: first, at: Self.at)
    #expect(try first.membership()?.head == 1)
  }

  @Test func `what another program has set aside already is not set aside again`() throws {
    let folder = try TemporaryFolder()
    let (record, first) = try FollowingTests.published()
    let site = try Self.site(record, in: folder)
    record.replicate(false)
    try FollowingTests.ring("+441233000001", at: record.writer(site))
    record.promote()
    record.replicate(true)
    var follower = SharedFollower()
    guard case .forked(let fork) = try follower.look(at: record, into: site, at: Self.at) else {
      Issue.record("no fork is seen")
      return
    }
    let joined = try #require(try site.membership())
    func setAside() throws -> String? {
      try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, fork: fork, at: Self.at, by: "ann")
    }
    let kept = try setAside()
    try FollowingTests.ring("+441233000002", at: first)
    for isTaken in [false, true] {
      if isTaken { #expect(try follower.look(at: record, into: site, at: Self.at) == .took(1)) }
      #expect { try setAside() } throws: { ($0 as? DirectoryStoreError)?.code == .moved }
    }
    #expect(try site.membership()?.aside?.file == kept)
    #expect(try FollowingTests.number(in: site) == "+441233000002")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.filter { $0.contains("aside") || $0.contains("restoring") } == ["directory.db.set-aside"], "\(files)")
  }

  private enum Taking: String, CaseIterable, CustomTestStringConvertible {
    case join, restore
    var testDescription: String { rawValue }
  }

  @Test(arguments: Taking.allCases)
  private func `tokens and reports that come while another store takes a store's place are not lost`(
    taking: Taking
  ) throws {
    let folder = try TemporaryFolder()
    let (record, _) = try FollowingTests.published()
    let path = folder.file()
    let live = try DirectoryDatabase(path: path)
    _ = try live.fillWhereEmpty(try FollowingTests.content, at: Example.moment, by: "ann", source: "example")
    let backup = folder.file("backup.db")
    try live.backUp(to: backup, overwriting: false)
    let isEnded = Atomic(false)
    let made = Mutex<[String]>([])
    // A thread of its own, which makes one token after the other for as long as stores are exchanged.
    let isDone = DispatchSemaphore(value: 0)
    Thread {
      defer { isDone.signal() }
      var number = 0
      while !isEnded.load(ordering: .relaxed) {
        number += 1
        let name = "desk-\(number)"
        do {
          try live.addToken(
            name: name, role: "terminal",
            mark: String(repeating: "0", count: 64 - "\(number)".count) + "\(number)", at: Self.at, by: "ann")
          made.withLock { $0.append(name) }
        } catch {
          Issue.record("\(error)")
          return
        }
        usleep(200)
      }
    }.start()
    for _ in 0..<5 {
      switch taking {
      case .restore: _ = try DirectoryDatabase.restore(backup, to: path, at: Self.at, by: "ann")
      case .join:
        let joined = SharedMembership(
          record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: Self.at)
        _ = try DirectoryDatabase.takeOver(path, from: record, as: joined, at: Self.at, by: "ann")
        _ = try DirectoryDatabase(path: path).leave(at: Self.at, by: "ann")
      }
    }
    isEnded.store(true, ordering: .relaxed)
    isDone.wait()
    let held = Set(try DirectoryDatabase(path: path).tokens().map(\.name))
    let lost = made.withLock { $0 }.filter { !held.contains($0) }
    #expect(lost == [], "of \(made.withLock { $0.count })")
    #expect(made.withLock { $0.count } > 5)
  }
}
