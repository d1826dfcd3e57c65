/// Brings a site's store to where a shared record is, a look at a time.
///
/// The order is that of ids, and what tells that two records are one is the seal: no clock has a say. A site that is ahead,
/// or has another change under the same id, is seen at once.
package struct SharedFollower {
  /// How many changes are taken in one transaction.
  private static let batch = 500
  /// How many changes after one that cannot be taken are tried together with it.
  private static let reach = 20

  /// The last change of what could not be taken: it is tried again when there is more, or by a program started anew.
  private var tried: String?
  /// The directory as the last change has left it that was taken here: for the next it is not read again.
  private var taken: DirectoryDatabase.Taken?

  /// Somebody who has not looked yet.
  package init() {}

  /// How long to wait before a server that failed is tried again, in seconds: anything up to a bound that doubles from one
  /// second to a minute, so that sites that were cut off together do not come back together.
  ///
  /// - Parameters:
  ///   - failures: How often it has failed one after the other before.
  ///   - drawn: A number from 0 to 1.
  /// - Returns: The seconds.
  package static func pause(after failures: Int, drawn: Double) -> Double {
    drawn * min(60, Double(1 << min(failures, 10)))
  }

  /// Looks once: takes what is new, and sends what failed.
  ///
  /// - Parameters:
  ///   - source: The shared record.
  ///   - store: The store, which is joined to it.
  ///   - at: When, as `TimeText` writes moments.
  ///   - tell: Is told what comes of it, as soon as it has.
  /// - Throws: `DirectoryStoreError` of the store, `notShared` where it is not joined; what the source throws.
  /// - Returns: What came of it.
  package mutating func look(
    at source: some SharedSource, into store: DirectoryDatabase, at: String, tell: (SharedWord) -> Void = { _ in }
  ) throws -> SharedLook {
    guard let held = try store.membership() else {
      throw DirectoryStoreError(.notShared, path: store.path, "this site follows no shared record")
    }
    // Before the server is asked: what this site writes meanwhile would else be taken for more than the server has.
    let last = try store.latestChange()
    let letter = try source.news(after: last?.id ?? 0, most: Self.batch)
    let standing = letter.standing
    func note(_ membership: inout SharedMembership) {
      // A failover may have lost reports too: those that are there still are taken once.
      if standing.hasRisen(since: membership.timeline) { membership.sent = 0 }
      membership.timeline = max(membership.timeline, standing.timeline)
      membership.heardAt = at
      membership.head = standing.head
    }
    let look = try follow(source, into: store, letter, held, last, note, tell)
    var trouble: String?
    switch look {
    case .took: break
    case .refused(let refusal): trouble = "change \(refusal.change): \(refusal.why)"
    case .stopped(let why): trouble = why
    case .forked(let fork): trouble = fork.explanation
    }
    let (isFollowing, isOfRecord) =
      switch look {
      case .took, .refused: (true, true)
      case .forked: (false, true)
      case .stopped: (false, false)
      }
    try store.update { membership in
      if isFollowing { note(&membership) }
      if isOfRecord { membership.head = standing.head }
      membership.stopped = isFollowing ? nil : trouble
      if case .refused(let refusal) = look { membership.refusal = refusal } else { membership.refusal = nil }
    }
    // Another directory hears nothing of this one.
    guard standing.record == held.record else { return look }
    // What an old server takes is lost to the one that took its place.
    if isOfRecord {
      try sendReports(of: store, to: source, held.desk, tell)
      try settle(store, with: source, tell)
    }
    let now = try store.latestChange()
    try source.see(held.desk, at: now?.id ?? 0, now?.hash ?? ChainHash.genesis, trouble: trouble)
    return look
  }

  private mutating func follow(
    _ source: some SharedSource, into store: DirectoryDatabase, _ letter: SharedLetter, _ held: SharedMembership,
    _ last: DirectoryChange?, _ note: (inout SharedMembership) -> Void, _ tell: (SharedWord) -> Void
  ) throws -> SharedLook {
    let standing = letter.standing
    guard standing.record == held.record else {
      return .stopped("the server holds another shared record (\(standing.record)) than the one that is followed")
    }
    guard standing.isSameServer(as: held.timeline) else {
      return .stopped(
        "the server is another one than the one that is followed, and has a copy of its record; a person decides: where it is the "
          + "right one, 'nightdesk shared fork set-aside' takes its word")
    }
    guard !standing.isOlder(than: held.timeline) else {
      return .stopped(
        "the server is one of before a failover: its timeline is \(standing.timeline), and \(held.timeline) was seen")
    }
    if let fork = try Self.fork(of: store, from: source, letter, held, last) { return .forked(fork) }
    var (news, after, count) = (letter.changes, last?.id ?? 0, 0)
    while true {
      guard let newest = news.last else { return .took(count) }
      if newest.hash == tried, let refusal = held.refusal { return .refused(refusal) }
      do throws(DirectoryStoreError) {
        let (taken, refusal) = try take(news, into: store, note)
        count += taken
        if taken > 0 { tell(.took(taken)) }
        if let refusal {
          tried = newest.hash
          return .refused(refusal)
        }
        // Of what has come since there is another notice.
        if news.count < Self.batch { return .took(count) }
      } catch {
        // Another program of this site has taken them meanwhile: whoever comes second looks again.
        guard error.code == .moved, try store.latestChange()?.id ?? 0 > after else { throw error }
      }
      after = try store.latestChange()?.id ?? 0
      news = try source.changes(after: after, most: Self.batch)
    }
  }

  /// Takes what this program knows the words of, and stops before the first of which it does not.
  private mutating func take(
    _ news: [SharedNews], into store: DirectoryDatabase, _ note: (inout SharedMembership) -> Void
  ) throws(DirectoryStoreError) -> (Int, SharedMembership.Refusal?) {
    var changes: [RecordedChange] = []
    for one in news {
      switch one {
      case .change(let recorded): changes.append(recorded)
      case .unread(let refusal):
        let (taken, earlier) = try take(changes, into: store, note)
        return (taken, earlier ?? refusal)
      }
    }
    return try take(changes, into: store, note)
  }

  /// Finds out what has become of changes of which this site was not told whether they are kept.
  private func settle(
    _ store: DirectoryDatabase, with source: some SharedSource, _ tell: (SharedWord) -> Void
  ) throws {
    for change in try store.uncertainChanges() {
      let isKept: Bool
      if let there = try source.hash(of: change.id) {
        isKept = there == change.hash
      } else if let answer = try source.isKept(change.hash) {
        isKept = answer
      } else {
        continue
      }
      try store.settle(change)
      tell(.settled(change, isKept: isKept))
    }
  }

  /// Where the two part; nil where the shared record has what this site has.
  private static func fork(
    of store: DirectoryDatabase, from source: some SharedSource, _ letter: SharedLetter, _ held: SharedMembership,
    _ last: DirectoryChange?
  ) throws -> SharedFork? {
    guard let last, letter.seal != last.hash else { return nil }
    let standing = letter.standing
    return SharedFork(
      ancestor: try ancestor(of: store, and: source, below: min(last.id, standing.head) + 1), last: last.id,
      isOfServer: standing.hasRisen(since: held.timeline))
  }

  /// The last change that a store and a shared record both have, found by halving.
  package static func ancestor(
    of store: DirectoryDatabase, and source: some SharedSource, below end: Int
  ) throws -> Int {
    var (same, other) = (0, end)
    while other - same > 1 {
      let middle = (same + other) / 2
      if let own = try store.hash(of: middle), try own == source.hash(of: middle) {
        same = middle
      } else {
        other = middle
      }
    }
    return same
  }

  /// Takes as much as can be taken. A change that breaks a rule may be mended by one after it: then both are taken as one.
  private mutating func take(
    _ changes: [RecordedChange], into store: DirectoryDatabase, _ note: (inout SharedMembership) -> Void
  ) throws(DirectoryStoreError) -> (Int, SharedMembership.Refusal?) {
    do throws(DirectoryStoreError) {
      taken = try store.take(changes, from: taken, noting: note)
      return (changes.count, nil)
    } catch {
      guard error.code == .refused else { throw error }
    }
    // What is at hand must not be what refuses them: from here on the store itself is read.
    taken = nil
    var start = 0
    while start < changes.count {
      var refusal: SharedMembership.Refusal?
      var end = start + 1
      while true {
        do throws(DirectoryStoreError) {
          try store.take(Array(changes[start..<end]), noting: note)
          break
        } catch {
          guard error.code == .refused else { throw error }
          let first = changes[start].change
          refusal = refusal ?? SharedMembership.Refusal(change: first.id, hash: first.hash, why: error.context)
          end += 1
          if end > min(changes.count, start + Self.reach) { return (start, refusal) }
        }
      }
      start = end
    }
    return (start, nil)
  }

  private func sendReports(
    of store: DirectoryDatabase, to source: some SharedSource, _ desk: String, _ tell: (SharedWord) -> Void
  ) throws {
    while true {
      let reports = try store.unsentReports()
      guard let last = reports.last else { return }
      let refused = try source.take(reports, of: desk)
      try store.update { $0.sent = max($0.sent, last.id) }
      for report in refused { tell(.refused(report)) }
    }
  }
}
