import Directory
import Foundation
import GRDB
import TestSupport
import Testing
import WorkingTime

@testable import DirectoryStore

/// A site that follows a shared record, which here is one in memory.
struct FollowingTests {
  static let at = "2026-11-27T10:00:00+00:00"

  static var content: DirectoryContent {
    get throws {
      DirectoryContent(
        councils: try Example.councils(), contacts: try Example.contacts(), elsewhere: Example.elsewhere)
    }
  }

  /// A record with the example in it, and the store of its first site.
  static func published() throws -> (MadeRecord, DirectoryDatabase) {
    let (record, store) = (MadeRecord(), try DirectoryDatabase.inMemory())
    _ = try store.fillWhereEmpty(try content, at: Example.moment, by: "ann", source: "example")
    try record.append(try store.changes(after: 0), after: ChainHash.genesis)
    return (record, record.writer(try joined(store, record)))
  }

  @discardableResult
  static func joined(
    _ store: DirectoryDatabase, _ record: MadeRecord, as desk: String = "one"
  ) throws -> DirectoryDatabase {
    let standing = try record.standing()
    try store.join(
      SharedMembership(
        record: standing.record, server: "made", desk: desk, timeline: standing.timeline, joinedAt: at),
      at: at, by: "ann")
    return store
  }

  /// A change of one contact's number.
  @discardableResult
  static func ring(_ value: String, _ id: String = "ashford/z-first", at store: DirectoryDatabase) throws
    -> DirectoryChange
  {
    let held = try store.content()
    let contacts = held.contacts.map { contact in
      contact.id == id
        ? Example.contact(id, team: contact.team, value: value, status: .stated) : contact
    }
    return try store.apply(
      DirectoryContent(councils: held.councils, contacts: contacts, elsewhere: held.elsewhere),
      expecting: held.version, at: at, by: "ann", source: "hand")
  }

  static func number(_ id: String = "ashford/z-first", in store: DirectoryDatabase) throws -> String? {
    try store.snapshot().contacts.first { $0.id == id }?.value
  }

  /// What two stores must have alike: the directory with its order, and the record.
  static func expectAlike(_ one: DirectoryDatabase, _ other: DirectoryDatabase) throws {
    #expect(try one.content().version == other.content().version)
    #expect(try one.snapshot().contacts.map(\.id) == other.snapshot().contacts.map(\.id))
    #expect(try one.snapshot().elsewhere == other.snapshot().elsewhere)
    #expect(try one.latestChange() == other.latestChange())
    #expect(try one.history() == other.history())
    for store in [one, other] {
      #expect(try store.verifyChain().faults == [])
      #expect(try store.doubt(about: store.snapshot()) == nil)
    }
  }

  @Test func `a new site takes all of the record, and then what comes, in order`() throws {
    let (record, first) = try Self.published()
    let held = try first.content()
    let turned = DirectoryContent(
      councils: held.councils, contacts: held.contacts.reversed(), elsewhere: held.elsewhere.reversed())
    _ = try first.apply(turned, expecting: held.version, at: Self.at, by: "ann", source: "hand")
    _ = try first.verify(
      contact: "ashford/z-first", method: .rangAndAnswered, note: nil, on: try TimeText.day("2026-11-26"),
      at: Self.at, by: "ben")
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    var follower = SharedFollower()
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(3))
    try Self.expectAlike(first, second)
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(0))
    for number in 1...5 { try Self.ring("+44123300000\(number)", at: first) }
    _ = try first.undo(change: 8, at: Self.at, by: "ann")
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(6))
    #expect(try Self.number(in: second) == "+441233000004")
    try Self.expectAlike(first, second)
    #expect(record.seen("two") == 9 && record.trouble(of: "two") == nil)
  }

  @Test func `a council elsewhere that goes and comes again stands where it stands at the origin`() throws {
    let (record, first) = try Self.published()
    let held = try first.content()
    for elsewhere in [Array(held.elsewhere.dropFirst()), held.elsewhere] {
      let now = try first.content()
      _ = try first.apply(
        DirectoryContent(councils: now.councils, contacts: now.contacts, elsewhere: elsewhere), expecting: now.version,
        at: Self.at, by: "ann", source: "hand")
    }
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    try second.take(Array(record.chain.prefix(1)))
    var follower = SharedFollower()
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(2))
    try Self.expectAlike(first, second)
  }

  // MARK: - Writing

  @Test func `a joined site changes nothing without the server, and takes a refusal back`() throws {
    let (record, first) = try Self.published()
    let before = try first.content()
    let bare = DirectoryDatabase(path: first.path, queue: first.queue)
    let second = record.writer(try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two"))
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: second, at: Self.at)
    try Self.ring("+441233000001", at: second)
    func code(_ store: DirectoryDatabase) throws -> DirectoryStoreError.Code? {
      do { try Self.ring("+441233000002", at: store) } catch let error as DirectoryStoreError { return error.code }
      return nil
    }
    #expect(try code(bare) == .notShared)
    #expect(try code(first) == .moved)
    record.setAway(true)
    #expect(try code(first) == .notShared)
    record.setAway(false)
    #expect(try first.content() == before)
    #expect(try first.verifyChain().faults == [])
    #expect(try follower.look(at: record, into: first, at: Self.at) == .took(1))
    #expect(try code(first) == nil)
    #expect(record.chain.count == 3)
  }

  @Test func `a rule that is broken is seen before the server has anything`() throws {
    let (record, first) = try Self.published()
    let held = try first.content()
    let bad = DirectoryContent(
      councils: held.councils, contacts: held.contacts + [Example.contact("ashford/bad", team: "Nobody")],
      elsewhere: held.elsewhere)
    #expect(throws: DirectoryStoreError.self) {
      try first.apply(bad, expecting: held.version, at: Self.at, by: "ann", source: "hand")
    }
    #expect(record.chain.count == 1)
  }

  @Test func `a desk whose clock is a day off takes and makes changes in the order of the record`() throws {
    let (record, first) = try Self.published()
    let second = record.writer(try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two"))
    var follower = SharedFollower()
    for (number, at) in ["2026-11-28T10:00:00+00:00", "2026-11-26T10:00:00+00:00", Self.at].enumerated() {
      let writer = number % 2 == 0 ? first : second
      _ = try follower.look(at: record, into: writer, at: at)
      let held = try writer.content()
      let contacts = held.contacts.map { contact in
        contact.id == "ashford/z-first"
          ? Example.contact(contact.id, team: contact.team, value: "+44123300005\(number)") : contact
      }
      _ = try writer.apply(
        DirectoryContent(councils: held.councils, contacts: contacts, elsewhere: held.elsewhere),
        expecting: held.version, at: at, by: "ann", source: "hand")
    }
    _ = try follower.look(at: record, into: second, at: Self.at)
    try Self.expectAlike(first, second)
    #expect(try Self.number(in: second) == "+441233000052")
  }

  @Test func `a site that was cut off for a day has all of it in one look, and its reports arrive once`() throws {
    let (record, first) = try Self.published()
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: second, at: Self.at)
    for number in 0..<300 { try Self.ring("+44123400\(1000 + number)", at: first) }
    for hour in 10..<20 {
      try second.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: "2026-11-27T\(hour):00:00+00:00")
    }
    let pulls = record.pulls
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(300))
    #expect(record.pulls == pulls + 1)
    #expect(record.reports(of: "two").count == 10)
    try Self.expectAlike(first, second)
  }

  @Test func `changes that are taken are told and noted though the server goes away with the next question`() throws {
    let (record, first) = try Self.published()
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    try Self.ring("+441233000001", at: first)
    var follower = SharedFollower()
    var told: [SharedWord] = []
    #expect(throws: MadeRecord.Away.self) {
      _ = try follower.look(at: record, into: second, at: "2026-11-27T11:00:00+00:00") { word in
        told.append(word)
        record.setAway(true)
      }
    }
    #expect(told == [.took(2)])
    let membership = try #require(try second.membership())
    #expect(membership.heardAt == "2026-11-27T11:00:00+00:00" && membership.head == 2)
  }

  @Test func `what is altered past the record shows, though a follower has the directory at hand`() throws {
    let (record, first) = try Self.published()
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: second, at: Self.at)
    try second.queue.write { database in
      try database.execute(sql: "UPDATE contact SET value = '+441233999999' WHERE id = 'ashford/z-first'")
    }
    let other = try #require(try first.content().contacts.first { $0.id != "ashford/z-first" }).id
    try Self.ring("+441233000001", other, at: first)
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(1))
    #expect(try second.doubt(about: second.snapshot()) != nil)
    // Once the record changes that contact too, the store is as sealed again.
    try Self.ring("+441233000002", at: first)
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(1))
    try Self.expectAlike(first, second)
  }

  @Test(arguments: [(0, 1.0), (1, 2), (3, 8), (6, 60), (1000, 60)] as [(Int, Double)])
  func `a server that failed is tried again after a time that is drawn, of a minute at most`(
    failures: Int, most: Double
  ) {
    #expect(SharedFollower.pause(after: failures, drawn: 1) == most)
    #expect(SharedFollower.pause(after: failures, drawn: 0) == 0)
    #expect(SharedFollower.pause(after: failures, drawn: 0.5) == most / 2)
  }

  // MARK: - What cannot be taken

  /// A change that is sealed as it should be, whatever it says.
  static func sealed(
    _ edits: [(old: String?, new: String?)], after last: RecordedChange, version: String
  ) -> RecordedChange {
    let id = last.change.id + 1
    let edits = edits.map {
      RecordedEdit(change: id, kind: .contact, record: "ashford/z-first", old: $0.old, new: $0.new)
    }
    var hash = ChainHash(
      previous: last.change.hash, id: id, at: at, by: "ben", source: "newer", version: version, what: "odd",
      undoes: nil,
      edits: edits.count)
    for edit in edits { hash.add(kind: edit.kind.rawValue, record: edit.record, old: edit.old, new: edit.new) }
    return RecordedChange(
      change: DirectoryChange(
        id: id, at: at, by: "ben", source: "newer", version: version, what: "odd", undoes: nil, edits: edits.count,
        hash: hash.text), edits: edits, verification: nil)
  }

  private enum Poison: String, CaseIterable, CustomTestStringConvertible {
    case newerKey, brokenRule, otherVersion, brokenSeal
    var testDescription: String { rawValue }
  }

  @Test(arguments: Poison.allCases)
  private func `a change that cannot be taken is named, told and not tried again, until it is mended`(
    poison: Poison
  ) throws {
    let (record, first) = try Self.published()
    let last = try #require(record.chain.last)
    let text = RecordText.text(of: try #require(try first.content().contacts.first { $0.id == "ashford/z-first" }))
    var odd: RecordedChange
    switch poison {
    case .newerKey:
      odd = Self.sealed([(text, text.dropLast() + #","textphone":"18001"}"#)], after: last, version: "v")
    case .brokenRule:
      odd = Self.sealed(
        [(text, text.replacing("+441233331111", with: "01233"))], after: last, version: "v")
    case .otherVersion:
      odd = Self.sealed(
        [(text, text.replacing("+441233331111", with: "+441233331112"))], after: last, version: "v")
    case .brokenSeal:
      let good = Self.sealed([(text, nil)], after: last, version: "v")
      odd = RecordedChange(change: good.change, edits: [], verification: nil)
    }
    record.force(odd)
    var follower = SharedFollower()
    let look = try follower.look(at: record, into: first, at: Self.at)
    guard case .refused(let refusal) = look else {
      Issue.record("\(look)")
      return
    }
    #expect(refusal.change == 2 && refusal.why.contains("change 2") || refusal.why.contains("ashford/z-first"))
    if poison == .newerKey { #expect(refusal.why.contains("update this program")) }
    #expect(try first.latestChange()?.id == 1)
    #expect(try first.membership()?.refusal == refusal)
    #expect(record.trouble(of: "one")?.hasPrefix("change 2: ") == true)
    // The same is not tried again, and the site answers on.
    #expect(try follower.look(at: record, into: first, at: Self.at) == look)
    #expect(try Self.number(in: first) == "+441233331111")
    guard poison != .brokenSeal else { return }
    // Taken back, with what came after it, they come to nothing and are taken as one.
    record.force(
      Self.sealed([(odd.edits[0].new, odd.edits[0].new.map { $0 + " " })], after: odd, version: "w"))
    let news = Array(record.chain.dropFirst())
    #expect(throws: DirectoryStoreError.self) { try first.takingBack(Array(news.dropFirst()), at: Self.at, by: "ann") }
    let undoing = try first.takingBack(news, at: Self.at, by: "ann")
    #expect(undoing.change.what == "changes 2 to 3 taken back")
    record.force(undoing)
    #expect(try follower.look(at: record, into: first, at: Self.at) == .took(3))
    #expect(try Self.number(in: first) == "+441233331111")
    #expect(try first.membership()?.refusal == nil)
    #expect(record.trouble(of: "one") == nil)
    #expect(try first.verifyChain().faults == [])
  }

  @Test func `a word that this program does not know keeps nothing from before it, and nothing but changes after`()
    throws
  {
    let (record, first) = try Self.published()
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    for number in 0..<3 { try Self.ring("+44123300000\(number)", at: first) }
    try second.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: Self.at)
    record.obscure(3)
    var follower = SharedFollower()
    let refusal = SharedMembership.Refusal(change: 3, hash: record.chain[2].change.hash, why: "a new word")
    for _ in 0..<2 { #expect(try follower.look(at: record, into: second, at: Self.at) == .refused(refusal)) }
    #expect(try second.latestChange()?.id == 2)
    #expect(try second.membership()?.refusal == refusal)
    #expect(record.trouble(of: "two") == "change 3: a new word")
    #expect(record.reports(of: "two").count == 1)
    // The program is a newer one.
    record.obscure(nil)
    var newer = SharedFollower()
    #expect(try newer.look(at: record, into: second, at: Self.at) == .took(2))
    try Self.expectAlike(first, second)
  }

  // MARK: - Changes of which nobody knows

  @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
  func `a change whose answer was lost is told as kept or not kept once that is known`(
    isKept: Bool, isFollowed: Bool
  ) throws {
    let (record, first) = try Self.published()
    let lost = first.sending { _, previous, changes throws(DirectoryStoreError) in
      if isKept { try record.append(changes, after: previous) }
      throw DirectoryStoreError(.uncertain, path: "made", "nobody answers")
    }
    record.setWriting(true)
    #expect { try Self.ring("+441233000001", at: lost) } throws: { ($0 as? DirectoryStoreError)?.code == .uncertain }
    #expect(try first.latestChange()?.id == 1)
    let change = try #require(try first.uncertainChanges().first)
    #expect(change.id == 2 && change.by == "ann" && change.what == "1 contact changed")
    var follower = SharedFollower()
    var told: [SharedWord] = []
    if !isKept {
      // The server may keep it still: nothing is said.
      #expect(try follower.look(at: record, into: first, at: Self.at) { told.append($0) } == .took(0))
      #expect(told == [])
      #expect(try first.uncertainChanges() == [change])
      // Another change in its place tells as well as the server's word.
      if isFollowed {
        let second = record.writer(try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two"))
        var other = SharedFollower()
        _ = try other.look(at: record, into: second, at: Self.at)
        try Self.ring("+441233000002", at: second)
      } else {
        record.setWriting(false)
      }
    }
    // It is told though the server goes away before the look has come to its end.
    let taken = isKept || isFollowed ? [SharedWord.took(1)] : []
    #expect(throws: MadeRecord.Away.self) {
      try follower.look(at: record, into: first, at: Self.at) { word in
        told.append(word)
        if case .settled = word { record.setAway(true) }
      }
    }
    #expect(told == taken + [.settled(change, isKept: isKept)])
    record.setAway(false)
    #expect(try first.uncertainChanges() == [])
    #expect(try follower.look(at: record, into: first, at: Self.at) { told.append($0) } == .took(0))
    #expect(told.count == taken.count + 1)
    #expect(change.words(isKept: isKept).contains(isKept ? "is kept" : "is not kept"))
  }

  // MARK: - Forks

  @Test(arguments: [(1, 0), (1, 3), (5, 0), (5, 5), (20, 1), (20, 40)])
  func `a fork is seen whatever the numbers, and where the two part is found`(lost: Int, since: Int) throws {
    let (record, first) = try Self.published()
    for number in 0..<3 { try Self.ring("+44123300010\(number)", at: first) }
    let second = record.writer(try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two"))
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: second, at: Self.at)
    record.replicate(false)
    for number in 0..<lost { try Self.ring("+4412330002\(10 + number)", at: first) }
    record.promote()
    record.replicate(true)
    for number in 0..<since { try Self.ring("+4412330003\(10 + number)", at: second) }
    let fork = SharedFork(ancestor: 4, last: 4 + lost, isOfServer: true)
    #expect(try follower.look(at: record, into: first, at: Self.at) == .forked(fork))
    #expect(try first.membership()?.stopped?.contains("both have change 4") == true)
    #expect(record.trouble(of: "one")?.contains("both have change 4") == true)
    // It reads on from what it has.
    #expect(try Self.number(in: first) == "+4412330002\(9 + lost)")
    #expect(try follower.look(at: record, into: second, at: Self.at) == .took(0))
  }

  @Test func `a tail that goes without a failover is for a person to judge`() throws {
    let (record, first) = try Self.published()
    try Self.ring("+441233000001", at: first)
    record.cut(to: 1)
    var follower = SharedFollower()
    let fork = SharedFork(ancestor: 1, last: 2, isOfServer: false)
    #expect(try follower.look(at: record, into: first, at: Self.at) == .forked(fork))
  }

  @Test func `another directory and a server of before a failover are refused`() throws {
    let (record, first) = try Self.published()
    record.setTimeline(3)
    var follower = SharedFollower()
    #expect(try follower.look(at: record, into: first, at: Self.at) == .took(0))
    record.setTimeline(2)
    try first.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: Self.at)
    guard case .stopped(let old) = try follower.look(at: record, into: first, at: Self.at) else {
      Issue.record("an old server is followed")
      return
    }
    #expect(old.contains("before a failover"))
    // What the old one took would be lost to the one that took its place.
    #expect(record.reports(of: "one").isEmpty)
    #expect(try first.unsentCount() == 1)
    record.setTimeline(3)
    #expect(try follower.look(at: record, into: first, at: Self.at) == .took(0))
    #expect(record.reports(of: "one").count == 1)
    #expect(try first.membership()?.stopped == nil)
    record.rename("22222222-0000-4000-8000-000000000000")
    guard case .stopped(let other) = try follower.look(at: record, into: first, at: Self.at) else {
      Issue.record("another record is followed")
      return
    }
    #expect(other.contains("another shared record"))
  }

  @Test func `a joined site takes no backup back that is not of its record`() throws {
    let folder = try TemporaryFolder()
    let (record, _) = try Self.published()
    let joined = SharedMembership(
      record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: Self.at)
    _ = try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, at: Self.at, by: "ann")
    let site = record.writer(try DirectoryDatabase(path: folder.file()))
    let (own, other) = (folder.file("own.db"), folder.file("other.db"))
    try site.backUp(to: own, overwriting: false)
    let stranger = try DirectoryDatabase.inMemory()
    _ = try stranger.fillWhereEmpty(try Self.content, at: Self.at, by: "eve", source: "another")
    try stranger.backUp(to: other, overwriting: false)
    try Self.ring("+441233000001", at: site)
    #expect { try DirectoryDatabase.restore(other, to: folder.file(), at: Self.at, by: "ann") } throws: {
      ($0 as? DirectoryStoreError)?.code == .refused
    }
    #expect(try Self.number(in: site) == "+441233000001")
    let restored = try DirectoryDatabase.restore(own, to: folder.file(), at: Self.at, by: "ann")
    #expect(restored.kept?.isJoined == true)
    var follower = SharedFollower()
    #expect(try follower.look(at: record, into: site, at: Self.at) == .took(1))
    #expect(try Self.number(in: site) == "+441233000001")
  }

  @Test func `a store that was put in place by copying a backup is taken over as any other`() throws {
    let folder = try TemporaryFolder()
    let (record, first) = try Self.published()
    try first.backUp(to: folder.file(), overwriting: false)
    // As `nightdesk backup` leaves it: a file that lets nobody read while it is written.
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file()))[18] == 1)
    let joined = SharedMembership(
      record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: Self.at)
    let copy = try DatabaseQueue(path: folder.file())
    try copy.write { try $0.execute(sql: "DELETE FROM shared_record") }
    try copy.close()
    #expect(
      try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, at: Self.at, by: "ann")
        == folder.file() + ".before-join")
    try Self.expectAlike(first, DirectoryDatabase(path: folder.file()))
  }

  @Test func `a check that a server has lost is missed by whoever takes its change`() throws {
    let (record, first) = try Self.published()
    let second = try Self.joined(try DirectoryDatabase.inMemory(), record, as: "two")
    _ = try first.verify(
      contact: "ashford/z-first", method: .rangAndAnswered, note: nil, on: try TimeText.day("2026-11-26"), at: Self.at,
      by: "ben")
    let checked = try #require(record.chain.last)
    record.cut(to: 1)
    record.force(RecordedChange(change: checked.change, edits: checked.edits, verification: nil))
    var follower = SharedFollower()
    guard case .refused(let refusal) = try follower.look(at: record, into: second, at: Self.at) else {
      Issue.record("it is taken")
      return
    }
    #expect(refusal.change == 2 && refusal.why.contains("not as it was sealed"))
  }

  @Test func `another server with a copy of the record is followed by nobody, whatever its timeline`() throws {
    let (record, first) = try Self.published()
    try first.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: Self.at)
    for (noted, isStopped) in [("00000001/1", false), ("00000001/2", true), ("00000002/2", true), ("00000001", false)] {
      try first.update { $0.timeline = noted }
      record.setServer("/1")
      var follower = SharedFollower()
      switch try follower.look(at: record, into: first, at: Self.at) {
      case .stopped(let why): #expect(isStopped && why.contains("another one"), "\(noted): \(why)")
      case let look: #expect(!isStopped && look == .took(0), "\(noted): \(look)")
      }
      #expect(try first.membership()?.timeline == (isStopped ? noted : "00000001/1"))
    }
  }

  @Test func `what is lost is set aside into a file, and what is the site's own stays`() throws {
    let folder = try TemporaryFolder()
    let (record, first) = try Self.published()
    let joined = SharedMembership(
      record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: Self.at)
    #expect(try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, at: Self.at, by: "ann") == nil)
    let site = record.writer(try DirectoryDatabase(path: folder.file()))
    try Self.expectAlike(first, site)
    _ = try site.addToken(
      name: "desk-3", role: "terminal", mark: String(repeating: "a", count: 64), at: Self.at, by: "ann")
    try site.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: Self.at)
    var follower = SharedFollower()
    _ = try follower.look(at: record, into: site, at: Self.at)
    #expect(record.reports(of: "two").count == 1)
    record.replicate(false)
    try Self.ring("+441233000007", at: site)
    record.promote()
    record.replicate(true)
    guard case .forked(let fork) = try follower.look(at: record, into: site, at: Self.at) else {
      Issue.record("no fork is seen")
      return
    }
    var next = try #require(try site.membership())
    next.timeline = try record.standing().timeline
    let kept = try #require(
      try DirectoryDatabase.takeOver(folder.file(), from: record, as: next, fork: fork, at: Self.at, by: "ann"))
    #expect(kept == folder.file() + ".set-aside")
    // Whoever has the store open finds the new one.
    #expect(try Self.number(in: site) == "+441233331111")
    try Self.expectAlike(first, site)
    #expect(try site.tokens().map(\.name) == ["desk-3"])
    #expect(try site.events().map(\.kind) == [.joined, .tokenAdded, .setAside])
    #expect(try site.membership()?.aside == SharedMembership.Aside(file: kept, after: 1))
    #expect(try follower.look(at: record, into: site, at: Self.at) == .took(0))
    #expect(record.reports(of: "two").count == 1)
    let aside = try DirectoryDatabase(path: kept)
    #expect(try Self.number(in: aside) == "+441233000007")
    #expect(try aside.changes(after: 1).map(\.change.id) == [2])
    #expect(try aside.verifyChain().faults == [])
  }

  // MARK: - Reports

  @Test func `a report that the server refuses stays here, is told once, and keeps none of the others`() throws {
    let (record, first) = try Self.published()
    record.refuse(reportsOf: "ashford/b")
    for contact in ["ashford/a", "ashford/b", "ashford/c"] {
      try first.noteFailure(contact: contact, how: .noAnswer, at: Self.at)
    }
    var follower = SharedFollower()
    var refused: [String] = []
    for _ in 0..<2 {
      let look = try follower.look(at: record, into: first, at: Self.at) { word in
        if case .refused(let one) = word { refused.append(one.report.contact) }
      }
      #expect(look == .took(0))
    }
    #expect(refused == ["ashford/b"])
    #expect(record.reports(of: "one").map(\.contact) == ["ashford/a", "ashford/c"])
    #expect(try first.failures().count == 3)
    #expect(try first.unsentCount() == 0)
  }

  @Test func `a failed number is sent once, also where the answer is lost or a backup is put back`() throws {
    let folder = try TemporaryFolder()
    let (record, _) = try Self.published()
    let joined = SharedMembership(
      record: try record.standing().record, server: "made", desk: "two", timeline: "00000001", joinedAt: Self.at)
    _ = try DirectoryDatabase.takeOver(folder.file(), from: record, as: joined, at: Self.at, by: "ann")
    let site = try DirectoryDatabase(path: folder.file())
    let backup = folder.file("backup.db")
    try site.noteFailure(contact: "ashford/z-first", how: .noAnswer, at: "2026-11-27T10:00:00+00:00")
    try site.backUp(to: backup, overwriting: false)
    for (at, how) in [("10:02", FailureKind.noAnswer), ("10:20", .noAnswer), ("10:20", .wrongNumber)] {
      try site.noteFailure(contact: "ashford/z-first", how: how, at: "2026-11-27T\(at):00+00:00")
    }
    record.setAway(true)
    var follower = SharedFollower()
    #expect(throws: MadeRecord.Away.self) { try follower.look(at: record, into: site, at: Self.at) }
    #expect(try site.unsentCount() == 3)
    record.setAway(false)
    _ = try follower.look(at: record, into: site, at: Self.at)
    #expect(try site.unsentCount() == 0)
    // The server had them; that it said so was lost.
    try site.update { $0.sent = 0 }
    _ = try follower.look(at: record, into: site, at: Self.at)
    _ = try DirectoryDatabase.restore(backup, to: folder.file(), at: Self.at, by: "ann")
    #expect(try site.membership()?.desk == "two")
    _ = try follower.look(at: record, into: site, at: Self.at)
    #expect(record.reports(of: "two").map(\.how) == ["no-answer", "no-answer", "wrong-number"])
    #expect(try site.unsentCount() == 0)
  }
}
