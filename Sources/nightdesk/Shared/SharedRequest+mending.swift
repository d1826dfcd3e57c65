import WorkingTime

#if PostgreSQL
  import DirectoryStore
  import Foundation
  import JSON
  import SharedRecord

  extension SharedRequest {
    // MARK: - What is in the way

    /// Takes back what no site can take: the changes after the last one that this site holds. A change of its own says so, and
    /// every site takes all of them as one.
    static func takeBack(by name: String?, _ site: Site) throws {
      let by = try RecordName.checked(name ?? site.world.loginName, option: "--by")
      let joined = try membership(of: site)
      let source = try ServerSource(SharedWriting.server(of: joined), from: joined.timeline)
      let clock = try site.world.clock()
      var follower = SharedFollower()
      let look = try SharedFollowing.look(&follower, at: source, of: site, clock, site.log)
      guard case .refused(let refusal) = look else {
        try told(look)
        throw Failure(
          .unusable, "no change is in the way: nothing is taken back; 'nightdesk directory undo' undoes one")
      }
      let changes = try changes(of: source, after: refusal.change - 1)
      let undoing = try site.opened().takingBack(changes, at: site.moment(), by: by)
      guard let last = changes.last?.change else { return }
      try SharedWriting.send(joined, last.hash, [undoing])
      let after = try SharedFollowing.look(&follower, at: source, of: site, clock, site.log)
      guard case .took = after else { return try told(after) }
      Out.page("\(undoing.change.what) as change \(undoing.change.id). What was in the way: \(refusal.why)")
    }

    /// All changes of a record after one.
    private static func changes(of source: ServerSource, after change: Int) throws -> [RecordedChange] {
      var all: [RecordedChange] = []
      while true {
        let news = try source.changes(after: all.last?.change.id ?? change, most: 500)
        if news.isEmpty { return all }
        for one in news {
          switch one {
          case .change(let recorded): all.append(recorded)
          case .unread(let refusal):
            throw Failure(.fault, "change \(refusal.change): \(refusal.why); nothing is taken back")
          }
        }
      }
    }

    // MARK: - Failed contacts

    /// Lists what all sites have reported of failed contacts, the newest first.
    static func reports(_ server: String?, _ limit: Int, asJSON: Bool, _ site: Site) throws {
      guard let named = try SharedServer.named(server) ?? (site.hasStore ? site.opened().membership()?.server : nil)
      else {
        throw Failure(.unusable, "this site follows no shared record; --server names one to ask")
      }
      guard let reports = try SharedRecord(named).reports(most: limit) else {
        throw Failure(
          .unusable,
          "only an admin's login may read what other sites report; NIGHTDESK_SHARED names the server with one")
      }
      if asJSON {
        var json = JSONWriter()
        json.array(reports) { json, report in
          json.object { json in
            json.add("at", report.at)
            json.add("contact", report.contact)
            json.add("how", report.how)
            json.add("desk", report.desk)
          }
        }
        return Out.line(json.text)
      }
      if reports.isEmpty { return Out.line("no site has reported a failed contact") }
      let page = LedgerPage(clock: try site.world.clock())
      for report in reports {
        Out.line(
          RecordName.shown("\(page.when(report.at))  \(report.contact)  \(report.how)  from \(report.desk)"))
      }
    }
  }
#endif
