import WorkingTime

#if PostgreSQL
  import JSON
  import DirectoryStore
  import SharedRecord
  import WorkingTime

  /// How a site stands to the shared record.
  struct SharedStatus {
    private let joined: SharedMembership?
    private let change: DirectoryChange?
    private let queued: Int
    private let uncertain: [UncertainChange]
    private let asides: [SharedMembership.Aside]
    private let clock: LondonClock
    /// What the server says; nil where it cannot be asked.
    private var host: String?
    private var standing: SharedStanding?
    private var sites: [SharedRecord.Site]?
    private var failure: Failure?
    /// The last change that both have.
    private var common = 0

    /// Looks at the store, and asks the server.
    init(_ server: String?, _ site: Site) throws {
      guard try site.hasStore else { throw Failure(.unusable, "there is no store at \(site.storePath)") }
      let store = try site.opened()
      joined = try store.membership()
      change = try store.latestChange()
      queued = try store.unsentCount()
      uncertain = try store.uncertainChanges()
      asides = try joined.map(SharedRequest.asides) ?? []
      clock = try site.world.clock()
      guard let named = try SharedServer.named(server) ?? joined?.server else {
        throw Failure(.unusable, "this site follows no shared record; --server names one to compare it with")
      }
      do {
        let source = try ServerSource(named, from: joined?.timeline ?? "")
        let now = try source.standing()
        (host, standing, sites) = (source.server, now, try source.sites())
        let last = change?.id ?? 0
        if last <= now.head, try last == 0 || source.hash(of: last) == change?.hash {
          common = last
        } else {
          common = try SharedFollower.ancestor(of: store, and: source, below: min(last, now.head) + 1)
        }
      } catch let error as SharedRecordError {
        failure = Failure(error)
      }
    }

    /// How the two stand to each other, in words; nil where the server cannot be asked.
    private var words: String? {
      guard let standing else { return nil }
      let own = change?.id ?? 0
      if let joined, joined.record != standing.record {
        return "the server holds another shared record than the one that is followed"
      }
      if common == own, own == standing.head { return "the same" }
      if common == own {
        let count = standing.head - own
        return "this site lacks \(counted(count, "change")) of the server's"
      }
      if common == standing.head {
        return "the server lacks \(own - common) of this site's changes"
          + (joined == nil ? "; 'shared publish' sends them" : "; 'shared fork show' says more")
      }
      return joined == nil
        ? "change \(standing.head) of the server is not in this site's record; both have change \(common)"
        : "the two have parted after change \(common); 'shared fork show' says more"
    }

    /// Why it is not well; nil where it is.
    private var trouble: Failure? {
      if let failure { return failure }
      guard let standing else { return nil }
      let own = change?.id ?? 0
      if let refusal = joined?.refusal {
        return Failure(.fault, "change \(refusal.change) cannot be taken: \(refusal.why)")
      }
      if let stopped = joined?.stopped { return Failure(.fault, "nothing is followed: \(stopped)") }
      let isBehind = joined == nil ? common != standing.head : common != own || own != standing.head
      if isBehind || joined.map({ $0.record != standing.record }) ?? false { return Failure(.fault, words ?? "") }
      if let change = uncertain.first {
        return Failure(.fault, "of change \(change.id) by \(change.by) it is not known whether the server keeps it")
      }
      return asides.first.map { aside in
        Failure(
          .fault,
          "what came after change \(aside.after) here is set aside and not made again: 'nightdesk shared fork show' lists it"
        )
      }
    }

    func tell(asJSON: Bool) throws {
      if asJSON { Out.line(json) } else { Out.page(lines) }
      if let trouble { throw trouble }
    }

    private var lines: [String] {
      let page = LedgerPage(clock: clock)
      var lines: [String] = []
      if let standing, let host {
        lines.append("server     \(host), timeline \(standing.timeline), change \(standing.head), \(standing.hash)")
      } else {
        lines.append("server     cannot be asked")
      }
      lines.append("this site  change \(change?.id ?? 0), \(change?.hash ?? SharedRecord.genesis)")
      if let joined {
        lines.append("follows    \(joined.server), as \(joined.desk), since \(page.when(joined.joinedAt))")
        lines.append("heard      \(page.when(joined.heardAt)), of change \(joined.head)")
        lines.append("reports    \(queued == 0 ? "all sent" : "\(queued) to be sent")")
        for change in uncertain {
          lines.append("uncertain  change \(change.id) by \(change.by), of \(page.when(change.at)): \(change.what)")
        }
        if let refusal = joined.refusal {
          lines.append("refused    change \(refusal.change), \(refusal.hash): \(refusal.why)")
        }
        if let stopped = joined.stopped { lines.append("stopped    \(stopped)") }
        for aside in asides {
          lines.append("set aside  what came after change \(aside.after), in \(aside.file)")
        }
      }
      if let words { lines.append(words) }
      for site in sites ?? [] {
        lines.append(
          "site       \(site.desk), as \(site.role)  change \(site.change)  \(page.when(site.at))\(site.trouble.map { "  \($0)" } ?? "")"
        )
      }
      return lines
    }

    private var json: String {
      var json = JSONWriter()
      json.object { json in
        json.add("server", host)
        json.add("timeline", standing?.timeline)
        json.add("head", standing?.head)
        json.add("headHash", standing?.hash)
        json.add("change", change?.id ?? 0)
        json.add("hash", change?.hash)
        json.add("common", standing == nil ? nil : common)
        json.add("follows", joined?.server)
        json.add("desk", joined?.desk)
        json.add("heard", joined?.heardAt)
        json.add("toBeSent", queued)
        json.list("uncertain", uncertain) { json, change in
          json.add("change", change.id)
          json.add("hash", change.hash)
          json.add("by", change.by)
          json.add("at", change.at)
          json.add("what", change.what)
        }
        json.add("refused", joined?.refusal?.change)
        json.add("refusedWhy", joined?.refusal?.why)
        json.add("stopped", joined?.stopped)
        json.add("setAside", joined?.aside?.file)
        json.list("allSetAside", asides) { json, aside in
          json.add("file", aside.file)
          json.add("after", aside.after)
        }
        json.list("sites", sites ?? []) { json, site in
          json.add("desk", site.desk)
          json.add("role", site.role)
          json.add("change", site.change)
          json.add("trouble", site.trouble)
          json.add("seen", site.at)
        }
      }
      return json.text
    }
  }
#endif
