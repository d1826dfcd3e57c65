#if PostgreSQL
  import DirectoryStore
  import Foundation
  import Logging
  import SharedRecord
  import Synchronization
  import WorkingTime

  /// Follows the shared record until it is told to stop, in a thread of its own: libpq blocks.
  ///
  /// A notice of the server's is a hint; a look each half minute is the truth. Whoever cannot reach the server tries again
  /// after a time that is drawn anew each time, so that sites that were cut off together do not come back together.
  final class SharedFollowing: Sendable {
    /// How often to look where notices do not come through, in seconds.
    static let withoutNotices = 5.0
    /// How far a clock may be off before it is told, in seconds.
    static let clockTolerance = 120

    private let store: String?
    private let data: String?
    /// The server where somebody named one, else the one that was joined.
    private let server: String?
    private let seconds: Double
    private let log: Logger
    private let isEnded = Atomic(false)

    /// - Parameters:
    ///   - store: The store of the site that follows.
    ///   - data: The folder of shipped data; nil for the usual one.
    ///   - server: The server; nil for the one that was joined.
    ///   - seconds: How often to look.
    ///   - log: The log.
    init(store: String?, data: String?, server: String?, every seconds: Double, log: Logger) {
      self.store = store
      self.data = data
      self.server = server
      self.seconds = seconds
      self.log = log
    }

    /// Has the thread that follows come to an end, within a fraction of a second.
    func end() { isEnded.store(true, ordering: .relaxed) }

    private var goesOn: Bool { !isEnded.load(ordering: .relaxed) }

    /// Follows until `end` is called. What is in the way is told once, and once that it no longer is.
    func run() {
      var failures = 0
      var told: String?
      while goesOn {
        do {
          try follow(&told) { failures = 0 }
        } catch {
          tell(Self.words(error), &told)
          wait(SharedFollower.pause(after: failures, drawn: .random(in: 0...1)))
          failures += 1
        }
      }
    }

    /// Tells what is in the way where that is another thing than before; nil for nothing.
    private func tell(_ trouble: String?, _ told: inout String?) {
      guard trouble != told else { return }
      if let trouble {
        log.error("the shared record is not followed", metadata: ["why": "\(trouble)"])
      } else {
        log.notice("the shared record is followed again")
      }
      told = trouble
    }

    static func words(_ error: any Error) -> String {
      switch error {
      case let error as SharedRecordError: error.explanation
      default: Failure.words(for: error)
      }
    }

    private func wait(_ seconds: Double) {
      let end = ContinuousClock.now + .seconds(seconds)
      while goesOn, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.05) }
    }

    /// Follows on one connection until that fails, its server is not the one to follow, or the end comes. Says when a look has come
    /// to something.
    private func follow(_ told: inout String?, _ isAnswered: () -> Void) throws {
      let site = Site(store: store, data: data)
      guard try site.hasStore, let joined = try site.opened().membership() else {
        throw Failure(
          .unusable, "the store \(site.storePath) follows no shared record; 'nightdesk shared join' has it do so")
      }
      let source = try ServerSource(server ?? joined.server, from: joined.timeline)
      // Before the first look: what comes between the two is then heard.
      let hears = try source.listen()
      let pace = hears ? seconds : min(seconds, Self.withoutNotices)
      if !hears {
        log.warning("notices of the server do not come through", metadata: ["looking every": "\(Int(pace)) s"])
      }
      let ahead = try source.secondsAhead()
      if abs(ahead) > Self.clockTolerance {
        log.warning("this machine's clock and the server's differ", metadata: ["seconds ahead": "\(ahead)"])
      }
      var follower = SharedFollower()
      let clock = try site.world.clock()
      while goesOn {
        let look = try Self.look(&follower, at: source, of: site, clock, log)
        isAnswered()
        tell(Self.trouble(of: look), &told)
        let wait = pace * .random(in: 15 / 16...17 / 16)
        // It may be another host by now.
        if case .stopped = look { return self.wait(wait) }
        let end = ContinuousClock.now + .seconds(wait)
        while goesOn, ContinuousClock.now < end {
          if try source.isTold(within: 200) { break }
        }
      }
    }

    /// What keeps this site from following, by a look; nil for nothing.
    private static func trouble(of look: SharedLook) -> String? {
      switch look {
      case .took: nil
      case .refused(let refusal): "change \(refusal.change) cannot be taken: \(refusal.why)"
      case .stopped(let why): why
      case .forked(let fork): "a person decides: \(fork.explanation); see 'nightdesk shared fork show'"
      }
    }

    /// Looks once, says what is new, and sets aside what a failover has lost.
    static func look(
      _ follower: inout SharedFollower, at source: ServerSource, of site: Site, _ clock: LondonClock, _ log: Logger
    ) throws -> SharedLook {
      func look() throws -> SharedLook {
        let now = TimeText.text(.now, clock: clock)
        return try follower.look(at: source, into: site.opened(), at: now) { tell($0, log) }
      }
      let first = try look()
      guard case .forked(let fork) = first, fork.isOfServer else { return first }
      do {
        let kept = try setAside(fork, at: source, of: site)
        log.error(
          "the server has lost changes of this site; they are set aside",
          metadata: ["what": "\(fork.explanation)", "file": "\(kept)", "see": "nightdesk shared fork show"])
      } catch let error as DirectoryStoreError where error.code == .moved {
        // Another program of this site has done it.
      }
      return try look()
    }

    /// Tells what comes of a look.
    static func tell(_ word: SharedWord, _ log: Logger) {
      switch word {
      case .took(let count): log.notice("taken from the shared record", metadata: ["changes": "\(count)"])
      case .settled(let change, let isKept): log.warning("\(change.words(isKept: isKept))")
      case .refused(let one):
        log.error(
          "the server refuses a report of a failed contact, which stays at this site alone",
          metadata: [
            "contact": "\(one.report.contact)", "how": "\(one.report.how)", "at": "\(one.report.at)",
            "why": "\(one.why)",
          ])
      }
    }

    /// Keeps the store beside, and brings the directory to the shared record.
    static func setAside(_ fork: SharedFork, at source: ServerSource, of site: Site) throws -> String {
      guard var joined = try site.opened().membership() else {
        throw Failure(.unusable, "this site follows no shared record")
      }
      joined.timeline = try source.standing().timeline
      joined.sent = 0
      joined.stopped = nil
      joined.refusal = nil
      joined.heardAt = try site.moment()
      guard let kept = try site.takeOver(from: source, as: joined, fork: fork, by: site.world.userName) else {
        throw Failure(.world, "the store \(site.storePath) is not there any more, so that nothing was set aside")
      }
      return kept
    }
  }
#endif
