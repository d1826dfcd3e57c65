#if PostgreSQL
  import Directory
  import DirectoryStore
  import Foundation
  import SharedRecord
  import WorkingTime

  extension SharedRequest {
    // MARK: - What the shared record has not

    /// Lists the changes that were set aside, and those that are this site's alone.
    static func showFork(_ site: Site) throws {
      let joined = try membership(of: site)
      let page = LedgerPage(clock: try site.world.clock())
      if let stopped = joined.stopped { Out.page(stopped) }
      guard let aside = joined.aside else {
        if joined.stopped == nil { Out.line("nothing is set aside") }
        return
      }
      let tail = try DirectoryDatabase(path: aside.file).changes(after: aside.after)
      Out.page("\(aside.file): \(tail.count) \(tail.count == 1 ? "change" : "changes") after change \(aside.after)")
      for change in tail { Out.page(page.lines(of: change, isWhole: true)) }
      Out.page("'nightdesk shared fork reenter --by NAME' makes them again; the file stays")
    }

    /// Takes the shared record in the place of a directory that has parted from it, as the server has it now.
    static func setAside(_ server: String?, _ site: Site) throws {
      let joined = try membership(of: site)
      // Whoever decides this decides about the timeline too: a copy of the record on a new server begins again.
      let source = try ServerSource(server ?? joined.server, from: "")
      let standing = try source.standing()
      guard standing.record == joined.record else {
        throw Failure(
          .fault, "the server holds another shared record; 'shared leave' and 'shared join --replace' change to it")
      }
      let last = try site.opened().latestChange()?.id ?? 0
      let fork = SharedFork(
        ancestor: try SharedFollower.ancestor(of: site.opened(), and: source, below: min(last, standing.head) + 1),
        last: last, isOfServer: false)
      guard fork.ancestor < last else {
        try site.opened().update {
          $0.timeline = standing.timeline
          $0.stopped = nil
        }
        return Out.line(
          "the shared record has all that this site has: nothing is set aside, and it is followed from here")
      }
      let kept = try SharedFollowing.setAside(fork, at: source, of: site)
      Out.page("\(fork.explanation); they are in \(kept), and this site holds change \(standing.head)")
    }

    /// Makes the changes of a store that was set aside again, each as a change of its own.
    static func enterAgain(by name: String?, _ site: Site) throws {
      let by = try RecordName.checked(name ?? site.world.loginName, option: "--by")
      guard let aside = try membership(of: site).aside else { throw Failure(.unusable, "nothing is set aside") }
      var left: [String] = []
      for recorded in try DirectoryDatabase(path: aside.file).changes(after: aside.after) {
        let id = recorded.change.id
        let (change, theirs) = try site.change { store, at throws(DirectoryStoreError) in
          let held = try store.content()
          let (edits, theirs) = Self.edits(of: recorded, over: held)
          guard !edits.isEmpty else { return (DirectoryChange?.none, theirs) }
          let change = try store.apply(
            held.applying(edits), expecting: held.version, at: at, by: by,
            source: "change \(id) of \(recorded.change.by), set aside")
          return (change, theirs)
        }
        left += theirs.map { "change \(id): \($0)" }
        Out.line(
          change.map { "change \(id) is made again as change \($0.id)" } ?? "change \(id): nothing to make again")
      }
      try site.opened().update { $0.aside = nil }
      guard !left.isEmpty else { return }
      throw Failure(
        .fault,
        "others have changed these since, and their word stands; see \(aside.file):\n  "
          + left.joined(separator: "\n  "))
    }

    /// What of a change can be made again, and the records that others have changed since.
    private static func edits(
      of recorded: RecordedChange, over held: DirectoryContent
    ) -> (edits: [DirectoryEdit], theirs: [String]) {
      var edits: [DirectoryEdit] = []
      var theirs: [String] = []
      for one in recorded.edits {
        guard let edit = one.edit else {
          theirs.append("\(one.record), which this program cannot read")
          continue
        }
        let (isDone, isOpen): (Bool, Bool) =
          switch edit {
          case .council(let old, let new):
            (held.councils.first { $0.id == edit.id } == new, held.councils.first { $0.id == edit.id } == old)
          case .contact(let old, let new):
            (held.contacts.first { $0.id == edit.id } == new, held.contacts.first { $0.id == edit.id } == old)
          case .elsewhere(let old, let new):
            (held.elsewhere.first { $0.id == edit.id } == new, held.elsewhere.first { $0.id == edit.id } == old)
          }
        if isDone { continue }
        if isOpen { edits.append(edit) } else { theirs.append(edit.id) }
      }
      return (edits, theirs)
    }

    static func membership(of site: Site) throws -> SharedMembership {
      guard try site.hasStore, let joined = try site.opened().membership() else {
        throw Failure(.unusable, "this site follows no shared record; 'nightdesk shared join' has it do so")
      }
      return joined
    }
  }
#endif
