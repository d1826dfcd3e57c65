import Directory
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DirectoryStore

/// The country: many sites that follow one record while lines break and servers are lost, at random from a seed.
///
/// `NIGHTDESK_LONG=1` is 333 sites and a year of twenty changes a day; else a few of both. `NIGHTDESK_COUNTRY=SITES,DAYS,CHANGES`
/// is what it says, and `NIGHTDESK_SEED=N` sees a failure again. Desks read their site's file and hold nothing of their own, so that a site stands for its ten.
struct CountryTests {
  private static let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil
  private static let size: (Int, Int, Int) = {
    let told = (ProcessInfo.processInfo.environment["NIGHTDESK_COUNTRY"] ?? "").split(separator: ",").compactMap {
      Int($0)
    }
    return told.count == 3 ? (told[0], told[1], told[2]) : isLong ? (333, 365, 20) : (8, 30, 6)
  }()
  private static let seeds: [UInt64] = {
    if let seed = ProcessInfo.processInfo.environment["NIGHTDESK_SEED"].flatMap(UInt64.init) { return [seed] }
    return isLong ? [2026] : [1, 2, 3]
  }()

  private struct Site: Sendable {
    let path: String
    let store: DirectoryDatabase
    let desk: String
    var follower = SharedFollower()
    /// Until which day the line is down.
    var cutUntil = 0
  }

  @Test(arguments: seeds)
  func `after lost lines and lost servers every site holds the same, and nothing that was acknowledged is gone`(
    seed: UInt64
  ) throws {
    let (count, days, perDay) = Self.size
    var random = SplitMix64(seed: seed)
    let folder = "/dev/shm/nightdesk-country-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record("\(error)") } }
    let record = MadeRecord()
    let first = try DirectoryDatabase.inMemory()
    _ = try first.fillWhereEmpty(
      DirectoryContent(
        councils: try Example.councils(), contacts: try Example.contacts(), elsewhere: Example.elsewhere),
      at: Example.moment, by: "ann", source: "example")
    try record.append(try first.changes(after: 0), after: ChainHash.genesis)
    var sites = try (0..<count).map { number in
      let joined = SharedMembership(
        record: try record.standing().record, server: "made", desk: "site-\(number)", timeline: "00000001",
        joinedAt: Example.moment)
      // Each site has its own machine: what one leaves in its folder is in nobody else's way.
      let path = "\(folder)/\(number)/site.sqlite"
      _ = try DirectoryDatabase.takeOver(path, from: record, as: joined, at: Example.moment, by: "ann")
      return Site(path: path, store: record.writer(try DirectoryDatabase(path: path)), desk: "site-\(number)")
    }
    var acknowledged: Set<String> = []
    var failed = Array(repeating: 0, count: count)
    var (failovers, lost, aside) = (0, 0, 0)
    for day in 1...days {
      for site in sites.indices where Int.random(in: 0..<30, using: &random) == 0 {
        sites[site].cutUntil = day + Int.random(in: 1...3, using: &random)
      }
      for change in 0..<perDay {
        let site = Int.random(in: 0..<count, using: &random)
        try Self.note(at: sites[site].store, day, change, &failed[site], &random)
        guard sites[site].cutUntil <= day else { continue }
        aside += try Self.look(&sites[site], at: record)
        // Now and then the standby is away, and nobody is told that his change is kept.
        let isSafe = Int.random(in: 0..<20, using: &random) > 0
        record.replicate(isSafe)
        let made = try Self.change(sites[site].store, day * 1000 + change, &random)
        if isSafe { acknowledged.insert(made.hash) }
        // Some have taken it before the server is lost.
        for other in sites.indices.shuffled(using: &random).prefix(2) where sites[other].cutUntil <= day {
          aside += try Self.look(&sites[other], at: record)
        }
        if !isSafe, Int.random(in: 0..<2, using: &random) == 0 {
          record.promote()
          failovers += 1
          lost += 1
        } else if Int.random(in: 0..<200, using: &random) == 0 {
          record.replicate(true)
          record.promote()
          failovers += 1
        }
        record.replicate(true)
      }
      aside += try Self.lookAtOnce(&sites, at: record) { $0.cutUntil <= day }
    }
    aside += try Self.lookAtOnce(&sites, at: record) { _ in true }
    let chain = record.chain
    let end = try #require(chain.last)
    let hashes = Set(chain.map(\.change.hash))
    #expect(acknowledged.subtracting(hashes) == [])
    let order = try sites[0].store.snapshot().contacts.map(\.id)
    for (number, site) in sites.enumerated() {
      let snapshot = try site.store.snapshot()
      #expect(try site.store.latestChange()?.hash == end.change.hash)
      #expect(snapshot.version == end.change.version && snapshot.contacts.map(\.id) == order)
      #expect(try site.store.content().has(version: end.change.version))
      #expect(record.reports(of: site.desk).count == failed[number])
      if number % 37 == 0 { #expect(try site.store.verifyChain().faults == []) }
    }
    print(
      "country \(seed): \(count) sites, \(chain.count) changes, \(failovers) failovers, \(lost) changes lost that nobody was "
        + "told were kept, \(aside) times set aside, \(failed.reduce(0, +)) reports")
  }

  /// Has sites look all at once, on as many threads as the machine has cores: none asks another, and nothing is drawn.
  private static func lookAtOnce(
    _ sites: inout [Site], at record: MadeRecord, _ isOnline: (Site) -> Bool
  ) throws -> Int {
    let online = sites.indices.filter { isOnline(sites[$0]) }
    let looked = Mutex<[Int: (site: Site, aside: Int)]>([:])
    let failures = Mutex<[String]>([])
    let before = sites
    DispatchQueue.concurrentPerform(iterations: online.count) { place in
      let number = online[place]
      var site = before[number]
      do {
        let aside = try look(&site, at: record)
        looked.withLock { [site] in $0[number] = (site, aside) }
      } catch {
        failures.withLock { $0.append("\(site.desk): \(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let done = looked.withLock { $0 }
    for (number, one) in done { sites[number] = one.site }
    return done.values.map(\.aside).reduce(0, +)
  }

  /// Looks, and sets aside what a failover has lost; says how often that was.
  private static func look(_ site: inout Site, at record: MadeRecord) throws -> Int {
    switch try site.follower.look(at: record, into: site.store, at: Example.moment) {
    case .took: return 0
    case .forked(let fork):
      #expect(fork.isOfServer)
      var joined = try #require(try site.store.membership())
      joined.timeline = try record.standing().timeline
      joined.stopped = nil
      let kept = try DirectoryDatabase.takeOver(
        site.path, from: record, as: joined, fork: fork, at: Example.moment, by: "ann")
      let tail = try DirectoryDatabase(path: try #require(kept)).changes(after: fork.ancestor)
      #expect(tail.count == fork.last - fork.ancestor && !tail.isEmpty)
      return 1
    case let other:
      Issue.record("\(other)")
      return 0
    }
  }

  /// A contact is added, changed, moved or taken out.
  private static func change(
    _ store: DirectoryDatabase, _ number: Int, _ random: inout SplitMix64
  ) throws -> DirectoryChange {
    let held = try store.content()
    var contacts = held.contacts
    let place = Int.random(in: 0..<contacts.count, using: &random)
    let phone = "+44123\(1_000_000 + number)"
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where contacts.count < 30:
      contacts.insert(Example.contact("ashford/\(number)", value: phone), at: place)
    case 1 where contacts.count > 3: contacts.remove(at: place)
    case 2: contacts.append(contacts.remove(at: place == contacts.count - 1 ? 0 : place))
    default:
      contacts[place] = Example.contact(contacts[place].id, team: contacts[place].team, value: phone)
    }
    return try store.apply(
      DirectoryContent(councils: held.councils, contacts: contacts, elsewhere: held.elsewhere),
      expecting: held.version, at: Example.moment, by: "ann", source: "change \(number)")
  }

  /// A desk notes that a number failed; each note of another quarter of an hour, so that each is a report.
  private static func note(
    at store: DirectoryDatabase, _ day: Int, _ change: Int, _ count: inout Int, _ random: inout SplitMix64
  ) throws {
    guard Int.random(in: 0..<4, using: &random) == 0 else { return }
    let month = String(day % 12 + 101).dropFirst()
    let date = String(day % 28 + 101).dropFirst()
    let year = 2026 + day / 336
    let time = "\(String(change % 24 + 100).dropFirst()):00:00"
    try store.noteFailure(
      contact: "ashford/\(day)-\(change)", how: .noAnswer, at: "\(year)-\(month)-\(date)T\(time)+00:00")
    count += 1
  }
}
