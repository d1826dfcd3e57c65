import WorkingTime

#if PostgreSQL
  import Directory
  import DirectoryStore
  import Foundation
  import SharedRecord
  import StoreFile
  import WorkingTime

  extension SharedRequest {
    // MARK: - What the shared record has not

    /// Lists the changes that were set aside, and those that are this site's alone.
    static func showFork(_ site: Site) throws {
      let joined = try membership(of: site)
      let page = LedgerPage(clock: try site.world.clock())
      if let stopped = joined.stopped { Out.page(stopped) }
      let pending = try asides(of: joined)
      if pending.isEmpty {
        if joined.stopped == nil { Out.line("nothing is set aside") }
        return
      }
      for aside in pending {
        let tail = try tail(of: aside)
        Out.page("\(aside.file): \(counted(tail.count, "change")) after change \(aside.after)")
        for change in tail { Out.page(page.lines(of: change, isWhole: true)) }
      }
      Out.page("'nightdesk shared fork reenter --by NAME' makes them again; the file stays")
    }

    /// What was set aside and is not done with, the oldest first. Each file is the store as it was then, and so names the one before.
    static func asides(of joined: SharedMembership) throws -> [SharedMembership.Aside] {
      var asides: [SharedMembership.Aside] = []
      var next = joined.aside
      while let aside = next {
        asides.insert(aside, at: 0)
        next =
          StorePresence(path: aside.file) == .there ? try DirectoryDatabase(path: aside.file).membership()?.aside : nil
      }
      return asides
    }

    private static func tail(of aside: SharedMembership.Aside) throws -> [RecordedChange] {
      guard StorePresence(path: aside.file) == .there else {
        throw Failure(
          .world,
          "\(aside.file) is not there any more, in which changes were set aside; put it back, or 'nightdesk shared fork let-go' "
            + "forgets it")
      }
      return try DirectoryDatabase(path: aside.file).changes(after: aside.after)
    }

    /// Takes the shared record in the place of a directory that has parted from it, as the server has it now.
    static func setAside(_ server: String?, _ site: Site) throws {
      let joined = try membership(of: site)
      // Whoever decides this decides about the timeline too: a copy of the record on a new server begins again.
      let source = try ServerSource(SharedServer.named(server) ?? joined.server, from: "")
      let standing = try source.standing()
      guard standing.record == joined.record else {
        throw Failure(
          .fault, "the server holds another shared record; 'shared leave' and 'shared join --replace' change to it")
      }
      if standing.isSameServer(as: joined.timeline), standing.isOlder(than: joined.timeline) {
        throw Failure(
          .fault,
          "\(source.server) is the server of before a failover: its word would take out what was changed since. Nothing is set aside; "
            + "take it off the network, and make it a standby anew")
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

    /// Makes the changes of a store that was set aside again, each as a change of its own, with the check that it entered.
    ///
    /// A change that is made again names the seal of the one that it repeats: so a run that was broken off goes on where it was.
    /// The file is asked after until all of it is in the directory, or somebody lets it go.
    static func enterAgain(by name: String?, _ site: Site) throws {
      let by = try RecordName.checked(name ?? site.world.loginName, option: "--by")
      let pending = try asides(of: membership(of: site))
      guard let first = pending.map(\.after).min() else { throw Failure(.unusable, "nothing is set aside") }
      let tail = try pending.flatMap(Self.tail)
      // What others have made of it too, at the sites that had it.
      try site.catchUp(isWriting: true)
      let since = try site.opened().changes(after: first)
      let again = Dictionary(since.map { ($0.change.source, $0.change.id) }) { first, _ in first }
      var left: [String] = []
      for recorded in tail {
        let id = recorded.change.id
        if let made = again[Self.source(of: recorded)] {
          Out.line("change \(id) was made again as change \(made)")
          continue
        }
        do {
          let made = try enterAgain(recorded, by: by, site)
          Out.line(made.map { "change \(id) is made again as change \($0)" } ?? "change \(id): nothing to make again")
        } catch let failure as Failure where failure.status == .unusable {
          // One that cannot be made now keeps none of the others.
          left.append("change \(id): \(failure.text)")
        }
      }
      left += try differing(tail, from: site.opened().content())
      guard !left.isEmpty else { return try site.opened().update { $0.aside = nil } }
      throw Failure(
        .fault,
        "others have changed these since, and their word stands; see \(pending.map(\.file).joined(separator: ", ")). Once you have seen to it, 'nightdesk shared "
          + "fork let-go' forgets the file:\n  " + left.joined(separator: "\n  "))
    }

    /// Where a change that is made again says that it comes from.
    private static func source(of recorded: RecordedChange) -> String {
      "change \(recorded.change.id) by \(recorded.change.by), set aside (\(recorded.change.hash.prefix(16)))"
    }

    /// Makes one change again.
    ///
    /// - Returns: The change that it is now; nil where there is nothing of it to make.
    private static func enterAgain(_ recorded: RecordedChange, by: String, _ site: Site) throws -> Int? {
      try site.change { store, at throws(DirectoryStoreError) in
        let held = try store.content()
        let source = Self.source(of: recorded)
        let (edits, isWhole) = Self.edits(of: recorded, over: held)
        if let check = recorded.verification {
          // What others have made of the contact since is not what was checked.
          guard isWhole else { return nil }
          let note = [check.note, source].compactMap(\.self).joined(separator: "; ")
          let day: Day
          do { day = try TimeText.day(check.checkedOn) } catch {
            throw DirectoryStoreError(.refused, path: store.path, "the day of its check is none: \(check.checkedOn)")
          }
          return try store.verify(
            contact: check.contact, method: check.method, note: note, on: day, at: at, by: by, source: source
          ).id
        }
        guard !edits.isEmpty else { return nil }
        return try store.apply(held.applying(edits), expecting: held.version, at: at, by: by, source: source).id
      }
    }

    /// Forgets what was set aside; the file stays.
    static func letGo(_ site: Site) throws {
      let files = try asides(of: membership(of: site)).map(\.file)
      if files.isEmpty { throw Failure(.unusable, "nothing is set aside") }
      try site.opened().update { $0.aside = nil }
      for file in files { Out.page("\(file) is no longer asked after; the file stays") }
    }

    /// The records that are not what changes came to in the end, in words.
    private static func differing(_ tail: [RecordedChange], from held: DirectoryContent) -> [String] {
      var last: [String: (edit: RecordedEdit, change: Int)] = [:]
      for recorded in tail {
        for edit in recorded.edits { last["\(edit.kind.rawValue) \(edit.record)"] = (edit, recorded.change.id) }
      }
      return last.values.sorted { ($0.change, $0.edit.record) < ($1.change, $1.edit.record) }.compactMap { one in
        guard let edit = one.edit.edit else {
          return "change \(one.change): \(one.edit.record), which this program cannot read"
        }
        return standing(of: edit, in: held) == .done ? nil : "change \(one.change): \(edit.id)"
      }
    }

    /// How a record stands to an edit of it.
    private enum Standing { case done, open, others }

    private static func standing(of edit: DirectoryEdit, in held: DirectoryContent) -> Standing {
      func standing<Record: Equatable>(_ now: Record?, _ old: Record?, _ new: Record?) -> Standing {
        now == new ? .done : now == old ? .open : .others
      }
      return switch edit {
      case .council(let old, let new): standing(held.councils.first { $0.id == edit.id }, old, new)
      case .contact(let old, let new): standing(held.contacts.first { $0.id == edit.id }, old, new)
      case .elsewhere(let old, let new): standing(held.elsewhere.first { $0.id == edit.id }, old, new)
      }
    }

    /// What of a change can be made again, and whether that is all of it.
    private static func edits(
      of recorded: RecordedChange, over held: DirectoryContent
    ) -> (edits: [DirectoryEdit], isWhole: Bool) {
      var edits: [DirectoryEdit] = []
      var isWhole = true
      for one in recorded.edits {
        guard let edit = one.edit else {
          isWhole = false
          continue
        }
        switch standing(of: edit, in: held) {
        case .done: break
        case .open: edits.append(edit)
        case .others: isWhole = false
        }
      }
      return (edits, isWhole)
    }

    static func membership(of site: Site) throws -> SharedMembership {
      guard try site.hasStore, let joined = try site.opened().membership() else {
        throw Failure(.unusable, "this site follows no shared record; 'nightdesk shared join' has it do so")
      }
      return joined
    }
  }
#endif
