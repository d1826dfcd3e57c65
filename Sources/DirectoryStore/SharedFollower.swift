/// What the server of a shared record says of it.
package struct SharedStanding: Sendable, Hashable {
  /// The shared record's own id.
  package let record: String
  /// The server's timeline, in eight hexadecimal digits: it rises with each failover and each restore to an earlier point.
  package let timeline: String
  /// The last change; 0 while there is none.
  package let head: Int
  /// Its seal.
  package let hash: String

  /// What a server says.
  package init(record: String, timeline: String, head: Int, hash: String) {
    self.record = record
    self.timeline = timeline
    self.head = head
    self.hash = hash
  }
}

/// A shared record as whoever follows it asks it.
package protocol SharedSource {
  /// How the record stands now.
  func standing() throws -> SharedStanding

  /// The seal of a change; nil where there is no such change.
  func hash(of change: Int) throws -> String?

  /// The changes after one, the oldest first, at most so many.
  func changes(after change: Int, most: Int) throws -> [RecordedChange]

  /// Takes reports of failed contacts; one that it has already it takes once.
  func take(_ reports: [DirectoryDatabase.OutgoingReport], of desk: String) throws

  /// Hears where a site is, and what it cannot take.
  func see(_ desk: String, at change: Int, _ hash: String, trouble: String?) throws
}

/// What a look at a shared record came to.
package enum SharedLook: Sendable, Hashable {
  /// So many changes were taken; none where there was nothing new.
  case took(Int)
  /// This site stays at the change before one that it cannot take.
  case refused(SharedMembership.Refusal)
  /// The server is not the one that is followed, or is one of before a failover. Nothing is taken.
  case stopped(String)
  /// This site has changes that the shared record has not.
  case forked(SharedFork)
}

/// Where a site and the shared record part.
package struct SharedFork: Sendable, Hashable {
  /// The last change that both have; 0 for none.
  package let ancestor: Int
  /// The site's last change.
  package let last: Int
  /// Whether the server's timeline has risen since, so that a failover or a restore has lost the changes. Where it has not,
  /// somebody wrote past the record, and a person decides.
  package let isOfServer: Bool

  /// A fork, stated in full.
  package init(ancestor: Int, last: Int, isOfServer: Bool) {
    self.ancestor = ancestor
    self.last = last
    self.isOfServer = isOfServer
  }

  /// What happened, in a sentence.
  package var explanation: String {
    let count = last - ancestor
    let changes = count == 1 ? "change \(last)" : "changes \(ancestor + 1) to \(last)"
    return "\(changes) of this site \(count == 1 ? "is" : "are") not in the shared record; both have change \(ancestor)"
  }
}

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
  /// - Throws: `DirectoryStoreError` of the store, `notShared` where it is not joined; what the source throws.
  /// - Returns: What came of it.
  package mutating func look(
    at source: some SharedSource, into store: DirectoryDatabase, at: String
  ) throws -> SharedLook {
    guard let held = try store.membership() else {
      throw DirectoryStoreError(.notShared, path: store.path, "this site follows no shared record")
    }
    let standing = try source.standing()
    let look = try follow(source, into: store, standing, held)
    var trouble: String?
    switch look {
    case .took: break
    case .refused(let refusal): trouble = "change \(refusal.change): \(refusal.why)"
    case .stopped(let why): trouble = why
    case .forked(let fork): trouble = fork.explanation
    }
    let isFollowing =
      switch look {
      case .took, .refused: true;
      case .stopped, .forked: false
      }
    try store.update { membership in
      if isFollowing {
        // A failover may have lost reports too: those that are there still are taken once.
        if standing.timeline > membership.timeline { membership.sent = 0 }
        membership.timeline = max(membership.timeline, standing.timeline)
        membership.heardAt = at
      }
      membership.head = standing.head
      membership.stopped = isFollowing ? nil : trouble
      if case .refused(let refusal) = look { membership.refusal = refusal } else { membership.refusal = nil }
    }
    // Another directory hears nothing of this one.
    guard standing.record == held.record else { return look }
    try Self.sendReports(of: store, to: source, held.desk)
    let last = try store.latestChange()
    try source.see(held.desk, at: last?.id ?? 0, last?.hash ?? ChainHash.genesis, trouble: trouble)
    return look
  }

  private mutating func follow(
    _ source: some SharedSource, into store: DirectoryDatabase, _ standing: SharedStanding, _ held: SharedMembership
  ) throws -> SharedLook {
    guard standing.record == held.record else {
      return .stopped("the server holds another shared record (\(standing.record)) than the one that is followed")
    }
    guard standing.timeline >= held.timeline else {
      return .stopped(
        "the server is one of before a failover: its timeline is \(standing.timeline), and \(held.timeline) was seen")
    }
    if let fork = try Self.fork(of: store, from: source, standing, held) { return .forked(fork) }
    var count = 0
    while true {
      let last = try store.latestChange()?.id ?? 0
      let changes = try source.changes(after: last, most: Self.batch)
      guard let newest = changes.last else { return .took(count) }
      if newest.change.hash == tried, let refusal = held.refusal { return .refused(refusal) }
      let (taken, refusal) = try Self.take(changes, into: store)
      count += taken
      if let refusal {
        tried = newest.change.hash
        return .refused(refusal)
      }
    }
  }

  /// Where the two part; nil where the shared record has what this site has.
  private static func fork(
    of store: DirectoryDatabase, from source: some SharedSource, _ standing: SharedStanding, _ held: SharedMembership
  ) throws -> SharedFork? {
    guard let last = try store.latestChange() else { return nil }
    if last.id <= standing.head {
      let theirs = last.id == standing.head ? standing.hash : try source.hash(of: last.id)
      if theirs == last.hash { return nil }
    }
    return SharedFork(
      ancestor: try ancestor(of: store, and: source, below: min(last.id, standing.head) + 1), last: last.id,
      isOfServer: standing.timeline > held.timeline)
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
  private static func take(
    _ changes: [RecordedChange], into store: DirectoryDatabase
  ) throws -> (Int, SharedMembership.Refusal?) {
    do throws(DirectoryStoreError) {
      try store.take(changes)
      return (changes.count, nil)
    } catch {
      guard error.code == .refused else { throw error }
    }
    var start = 0
    while start < changes.count {
      var refusal: SharedMembership.Refusal?
      var end = start + 1
      while true {
        do throws(DirectoryStoreError) {
          try store.take(Array(changes[start..<end]))
          break
        } catch {
          guard error.code == .refused else { throw error }
          let first = changes[start].change
          refusal = refusal ?? SharedMembership.Refusal(change: first.id, hash: first.hash, why: error.context)
          end += 1
          if end > min(changes.count, start + reach) { return (start, refusal) }
        }
      }
      start = end
    }
    return (start, nil)
  }

  private static func sendReports(
    of store: DirectoryDatabase, to source: some SharedSource, _ desk: String
  ) throws {
    while true {
      let reports = try store.unsentReports()
      guard let last = reports.last else { return }
      try source.take(reports, of: desk)
      try store.update { $0.sent = max($0.sent, last.id) }
    }
  }
}
