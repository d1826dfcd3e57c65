import WorkingTime

#if PostgreSQL
  import DeskServer
  import Directory
  import DirectoryStore
  import Foundation
  import Logging
  import ServiceLifecycle
  import SharedRecord
  import WorkingTime

  extension SharedRequest {
    /// Whether this build can reach a server, in a line.
    static var build: String { "built with PostgreSQL (libpq \(SharedRecord.library))" }

    func perform() throws {
      do {
        switch self {
        case .create(let server): try Self.create(server)
        case .publish(let server, let options): try Self.publish(server, Site(options))
        case .join(let server, let name, let isReplacing, let options):
          try Self.join(server, name, isReplacing, Site(options))
        case .follow(let server, let seconds, let isOnce, let options):
          try Self.follow(server, every: seconds, isOnce, options)
        case .status(let server, let asJSON, let options): try SharedStatus(server, Site(options)).tell(asJSON: asJSON)
        case .showFork(let options): try Self.showFork(Site(options))
        case .setForkAside(let server, let options): try Self.setAside(server, Site(options))
        case .enterAgain(let name, let options): try Self.enterAgain(by: name, Site(options))
        case .letGo(let options): try Self.letGo(Site(options))
        case .takeBack(let name, let options): try Self.takeBack(by: name, Site(options))
        case .reports(let server, let limit, let asJSON, let options):
          try Self.reports(server, limit, asJSON: asJSON, Site(options))
        case .leave(let options): try Self.leave(Site(options))
        }
      } catch let error as SharedRecordError {
        throw Failure(error)
      } catch let error as DirectoryStoreError {
        throw Failure(error.code == .refused || error.code == .moved ? .fault : .world, error.explanation)
      }
    }

    private static func create(_ server: String) throws {
      try SharedRecord(server).create()
      Out.page("the shared record is there; grant nightdesk_admin to whoever publishes, nightdesk_desk to who reads")
    }

    // MARK: - Publishing

    private static func publish(_ server: String, _ site: Site) throws {
      // One that would be made here is nobody's directory, and the record keeps it for good.
      guard try site.hasStore else { throw Failure(.unusable, "there is no store at \(site.storePath)") }
      let by = site.world.loginName
      let history = try site.change { store, at throws(DirectoryStoreError) in
        try store.enterOrder(at: at, by: by)
        return try store.history()
      }
      let record = try SharedRecord(server)
      let rest = try rest(of: Array(history.reversed()), after: try record.head())
      do throws(SharedRecordError) {
        if !rest.isEmpty { _ = try record.append(rest) }
      } catch {
        guard error.code == .unreplicated else { throw error }
        Out.error("warning: \(SharedWriting.alone(error))")
      }
      let head = try record.head()
      let sent = rest.isEmpty ? "nothing to send" : "\(counted(rest.count, "change")) sent"
      Out.page("\(sent); the server holds change \(head.id), \(head.hash)")
    }

    /// What of a chain comes after the last change that the server holds.
    private static func rest(
      of chain: [RecordedChange], after head: SharedRecord.Head
    ) throws(SharedRecordError) -> [SharedChange] {
      let end = head.id == 0 ? 0 : (chain.firstIndex { $0.change.hash == head.hash }).map { $0 + 1 }
      guard let end else {
        throw SharedRecordError(
          .moved, "its change \(head.id) is not in this site's record, so that one is not the other's beginning")
      }
      let rest = Array(chain[end...])
      if let old = rest.first(where: { $0.change.edits == nil }) {
        throw SharedRecordError(
          .refused,
          "change \(old.change.id) is older than history, so that its records are not known; publish from a new store")
      }
      return SharedChange.chain(rest, after: end == 0 ? SharedRecord.genesis : chain[end - 1].change.hash)
    }

    // MARK: - Joining

    private static func join(_ server: String, _ name: String?, _ isReplacing: Bool, _ site: Site) throws {
      let given = try name.map { try RecordName.checked($0, option: "--name") }
      let source = try ServerSource(server, from: "")
      let standing = try source.standing()
      guard standing.head > 0 else {
        throw Failure(.unusable, "the shared record is empty; 'nightdesk shared publish' sends it a site's")
      }
      let at = try site.moment()
      let by = site.world.userName
      let isThere = try site.hasStore
      let earlier = isThere ? try site.opened().earlierDesk(at: standing.record) : nil
      let desk: String
      if let earlier, given == nil || given == SharedMembership.name(of: earlier) {
        // By this name the server knows what the site has reported: under another it would come a second time.
        desk = earlier
      } else {
        let name = try given ?? RecordName.checked(ServeCommand.hostName, option: "--name")
        desk = SharedMembership.desk(name, String(UUID().uuidString.lowercased().prefix(8)))
      }
      var joined = SharedMembership(
        record: standing.record, server: server, desk: desk, timeline: standing.timeline, joinedAt: at)
      joined.head = standing.head
      if isThere, let held = try site.opened().membership() {
        throw Failure(.unusable, "this site follows a shared record already (\(held.server)); 'shared leave' ends that")
      }
      if isThere, let last = try site.opened().latestChange() {
        if try source.hash(of: last.id) == last.hash {
          try site.opened().join(joined, at: at, by: by)
          var follower = SharedFollower()
          let look = try follower.look(at: source, into: site.opened(), at: at) { SharedFollowing.tell($0, site.log) }
          guard case .took(let count) = look else { return try told(look) }
          return Out.page(
            "\(site.storePath) follows the shared record; \(count) of its changes were taken, the last is \(standing.head)"
          )
        }
        guard isReplacing else {
          let ancestor = try SharedFollower.ancestor(
            of: site.opened(), and: source, below: min(last.id, standing.head) + 1)
          throw Failure(
            .fault,
            "this site has a directory of its own. Of its \(last.id) changes the shared record has "
              + "\(ancestor == 0 ? "none" : "the first \(ancestor)"). --replace keeps its store in a file beside it. The "
              + "shared directory then takes its place")
        }
      }
      let kept = try site.takeOver(from: source, as: joined, by: by)
      Out.page(
        "\(site.storePath) follows the shared record and holds its change \(standing.head)"
          + (kept.map { "; what it held before is in \($0)" } ?? ""))
    }

    private static func leave(_ site: Site) throws {
      if let aside = try membership(of: site).aside {
        throw Failure(
          .fault,
          "changes are set aside in \(aside.file): 'nightdesk shared fork reenter' makes them again, 'shared fork let-go' forgets the "
            + "file. Leave after that")
      }
      guard try site.hasStore, let left = try site.opened().leave(at: site.moment(), by: site.world.userName) else {
        throw Failure(.unusable, "this site follows no shared record")
      }
      Out.page("this site no longer follows \(left.server); its directory is its own from here on")
    }

    // MARK: - Following

    private static func follow(_ server: String?, every seconds: Double, _ isOnce: Bool, _ options: SiteOptions) throws
    {
      let site = Site(options)
      guard try site.hasStore, let joined = try site.opened().membership() else {
        throw Failure(.unusable, "this site follows no shared record; 'nightdesk shared join' has it do so")
      }
      if isOnce {
        let source = try ServerSource(SharedServer.named(server) ?? joined.server, from: joined.timeline)
        var follower = SharedFollower()
        let look = try SharedFollowing.look(&follower, at: source, of: site, try site.world.clock(), site.log)
        return try told(look)
      }
      var log = site.log
      if LogLevel.set(in: ProcessInfo.processInfo.environment) == nil { log.logLevel = .info }
      let following = SharedFollowing(
        store: site.storePath, data: options.data, server: try SharedServer.named(server), every: seconds, log: log)
      let environment = ProcessInfo.processInfo.environment
      ServiceManager.tell("READY=1", environment)
      try Blocking.run { [log] in try await FollowService(following).runAlone(log) }
    }

    /// What follows the shared record beside a server.
    static func following(_ site: Site, _ log: Logger) throws -> any Service {
      // Where the site follows none the service says so and goes on looking: desks are answered all the same.
      FollowService(
        SharedFollowing(
          store: site.storePath, data: site.data.path, server: try SharedServer.named(), every: 30, log: log))
    }

    static func told(_ look: SharedLook) throws {
      switch look {
      case .took(let count):
        Out.line(count == 0 ? "nothing new" : "\(count) \(count == 1 ? "change" : "changes") taken")
      case .refused(let refusal):
        throw Failure(.fault, "change \(refusal.change) cannot be taken: \(refusal.why)")
      case .stopped(let why): throw Failure(.fault, "the shared record is not followed: \(why)")
      case .forked(let fork):
        throw Failure(.fault, "\(fork.explanation); 'nightdesk shared fork show' lists them")
      }
    }
  }

  extension Failure {
    /// What went wrong at the server, as a command says it.
    init(_ error: SharedRecordError) {
      let status: Status =
        switch error.code {
        case .moved, .stale, .badSeal: .fault
        case .refused, .forbidden, .untrusted: .unusable
        case .unreachable, .readOnly, .older, .busy, .failed, .uncertain, .unreplicated: .world
        }
      self.init(status, "the shared record: \(error.explanation)")
    }
  }
#endif
