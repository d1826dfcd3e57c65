import JSON
package import Directory
package import WorkingTime

/// A value, or the reply that says why there is none.
enum Answer<Value> {
  case value(Value)
  case refused(Reply)
}

/// The part of the desk that looks things up: a directory at a moment, without the rules.
package struct DirectoryDesk: Sendable {
  /// The directory.
  package let directory: DirectorySnapshot
  /// London's clocks.
  package let clock: LondonClock
  /// Bank holidays.
  package let calendar: BankHolidays
  /// The moment of the request.
  package let now: Moment
  /// After how many days contacts are due to be checked; nil where nobody set that.
  package let checking: CheckIntervals?
  /// Which councils serve a postcode; nil where that is not known here.
  package let postcodes: PostcodeBook?
  /// The moment that a request is about where it names none: that of a triage; nil for now.
  var usual: Moment?
  /// Who was rung, here and at other desks: a number that has just failed goes last.
  var calls: CallLog

  /// A directory, clocks, a calendar, a moment, after how many days contacts are due to be checked, postcodes, and what other
  /// desks reported of numbers.
  package init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, now: Moment,
    checking: CheckIntervals? = nil, postcodes: PostcodeBook? = nil, reports: CallReports = CallReports()
  ) {
    self.directory = directory
    self.clock = clock
    self.calendar = calendar
    self.now = now
    self.checking = checking
    self.postcodes = postcodes
    calls = CallLog(reports: reports)
  }

  /// What must be known of the whole directory with every answer from it.
  var notices: [Notice] { [directory.notice].compactMap(\.self) }

  /// The same as lines of a page: they stand before the numbers, where nobody passes them by.
  var noticeLines: [String] { notices.map { "! \($0.text)" } }

  /// How long ago a person checked a contact, as seen at a moment.
  func check(of contact: Contact, at moment: Moment) -> CheckState {
    let day = clock.wall(at: moment).day
    if let checking { return checking.state(of: contact, on: day) }
    return CheckState(of: contact, on: day, every: nil)
  }

  func at(_ moment: Moment) -> DirectoryAtMoment {
    DirectoryAtMoment(directory, at: clock.wall(at: moment), calendar: calendar)
  }

  /// Answers `lookup`, `who`, `find` or `councils`; nil for any other command.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - words: What stands behind its name.
  ///   - moment: A moment as typed, told apart from the words; nil where none is, or it stands among them.
  ///   - format: How the block is written.
  /// - Returns: The reply.
  package func answer(
    _ command: Command.Name, _ words: [String], at moment: String? = nil, as format: DeskFormat
  ) -> Reply? {
    let timed = moment.map { words + ["at", $0] } ?? words
    switch command {
    case .lookup: return lookup(timed, as: format)
    case .who: return who(timed, as: format)
    case .find:
      guard let moment else { return find(words, as: format) }
      do {
        return find(words, at: try TypedMoment.read(moment, now: now, clock: clock), as: format)
      } catch {
        return Reply(501, "at: \(error.explanation)")
      }
    case .councils: return councils(words, as: format)
    default: return nil
    }
  }
}

extension DirectoryDesk {
  func lookup(_ words: [String], as format: DeskFormat) -> Reply {
    let arguments = LookupArguments(words)
    return onCouncil(arguments) { ref, moment, notices in
      let there = at(moment)
      let purpose = arguments.wanted.map { there.purpose(of: $0, at: ref) }
      let reach = tried(there.lookup(ref, purpose: purpose).with(notices), at: moment)
      let title = "\(directory[ref].name)\(purpose.map { ", " + $0.words } ?? "")"
      return contacts(reach, title: title, moment, as: format)
    }
  }

  func who(_ words: [String], as format: DeskFormat) -> Reply {
    let arguments = LookupArguments(words)
    return onCouncil(arguments) { ref, moment, notices in
      let there = at(moment)
      let purpose = there.purpose(of: arguments.wanted ?? .homelessness, at: ref)
      let reach = whom(ref, purpose, there).with(notices)
      return contacts(reach, title: "\(directory[ref].name), \(purpose.words)", moment, as: format)
    }
  }

  /// Whom to ring for a purpose: what comes next without those that have just failed goes before them, and every one of them
  /// stays, with what befell it.
  func whom(_ ref: CouncilRef, _ purpose: Purpose, _ there: DirectoryAtMoment) -> Reach {
    let all = there.who(ref, purpose: purpose)
    guard !calls.isEmpty else { return all }
    // A call of this evening says nothing of a night to come, once it has stopped counting.
    let now = max(now, clock.moment(of: there.wall))
    var next = all
    var failed: [ReachedContact] = []
    while true {
      let more = next.contacts.filter { calls.standsBack($0.contact, at: now) }
      if more.isEmpty { break }
      failed += more
      let tried = failed.map(\.contact)
      next = there.who(ref, purpose: purpose, after: tried)
    }
    if failed.isEmpty { return all }
    let contacts = calls.inWritingLast(calls.inOrder(next.contacts + failed, at: now), at: now)
    guard !next.contacts.contains(where: \.contact.isVoice), failed.contains(where: \.contact.isVoice) else {
      return Reach(contacts: contacts, warnings: next.warnings)
    }
    // There are numbers, and each has been tried: that none is held would be false.
    let told = Notice(
      code: "all-tried",
      text: "Every number that is held for this has been tried. Ring them again in this order. In danger ring 999.")
    return Reach(contacts: contacts, warnings: [told] + all.warnings.filter { $0.code != "no-live-contact" })
  }

  func councils(_ words: [String], as format: DeskFormat) -> Reply {
    var refs = directory.councils.indices.map { CouncilRef(index: $0) }
    var notes: [String] = []
    if let table = words.contains(where: { $0.contains(where: \.isNumber) }) ? postcodes?.table : nil,
      let places = directory.places(of: words.joined(separator: " "), in: table, on: clock.wall(at: now).day)
    {
      refs = places.held
      notes = ["! \(places.text)"]
      if refs.isEmpty { return Reply(550, places.text) }
    } else if !words.isEmpty {
      let text = words.joined(separator: " ").lowercased()
      refs = refs.filter { ref in
        let council = directory[ref]
        return ([council.id, council.name, council.type.rawValue, council.childrensServices] + council.aliases)
          .contains { $0.lowercased().contains(text) }
      }
      guard !refs.isEmpty else { return notFound(words.joined(separator: " "), nearest: []) }
    }
    if format == .json {
      var json = JSONWriter()
      json.write(councils: refs, in: directory)
      return Reply(213, counted(refs.count, "council"), block: [json.text])
    }
    let ids = refs.map { directory[$0].id.count }.max() ?? 0
    let names = refs.map { directory[$0].name.count }.max() ?? 0
    return Reply(
      213, counted(refs.count, "council"),
      block: noticeLines
        + refs.map { ref in
          let council = directory[ref]
          let services = directory[directory.childrensServices(of: ref)]
          let serves =
            council.type == .national
            ? "serves every council; nobody presents there"
            : "children's services: \(services.id == council.id ? "its own" : services.name)"
          return
            "\(council.id.padded(to: ids))  \(council.name.padded(to: names))  \(council.type.rawValue.padded(to: 14))"
            + "  \(serves)" + period(of: ref)
        } + notes)
  }

  /// When a council begins or ends, where that is known and tells it from the others now.
  private func period(of ref: CouncilRef) -> String {
    let today = clock.wall(at: now).day
    switch directory.standing(of: ref, on: today, for: nil) {
    case .exists: return directory[ref].validUntil.map { "; ends on \(TimeText.words($0))" } ?? ""
    case .begins(let day): return "; begins on \(TimeText.words(day))"
    case .succeeded, .split, .ended:
      return directory[ref].validUntil.map { "; ended on \(TimeText.words($0))" } ?? "; has ended"
    }
  }

  /// Finds the council and the moment of a request, or says what is wrong with them.
  ///
  /// - Parameters:
  ///   - arguments: What was asked.
  ///   - follows: Whether a council that has ended stands for the one that has taken the service over.
  ///   - answer: Answers from the council, the moment, and what must be said of a council that was followed.
  /// - Returns: The answer, or why the request cannot be answered.
  func onCouncil(
    _ arguments: LookupArguments, follows: Bool = true, _ answer: (CouncilRef, Moment, [Notice]) -> Reply
  ) -> Reply {
    var moment = usual ?? now
    if let text = arguments.moment {
      do {
        moment = try TypedMoment.read(text, now: now, clock: clock)
      } catch {
        return Reply(501, "at: \(error.explanation)")
      }
    }
    let day = clock.wall(at: moment).day
    if follows, let refusal = misunderstood(arguments.council) { return refusal }
    switch council(arguments.council, on: day, guesses: follows) {
    case .refused(let reply): return reply
    case .value(let (ref, notices)):
      let standing = directory.standing(of: ref, on: day, for: arguments.purpose)
      guard let text = directory.explanation(of: standing, of: ref, for: arguments.purpose) else {
        return answer(ref, moment, notices)
      }
      switch standing {
      case .succeeded(let heir) where follows:
        return answer(heir, moment, notices + [Notice(code: "council-succeeded", text: text + ".")])
      case .succeeded: return Reply(551, text + "; begin at the council that exists")
      case .split: return Reply(551, text + "; say which" + (arguments.purpose == nil ? ", or name a purpose" : ""))
      case .begins: return Reply(550, text + " and is not there before; ask with 'at' for a later moment")
      case .ended, .exists: return Reply(550, text)
      }
    }
  }

  /// Words behind a council's name that were to say what for and do not: another question must not be answered for them.
  private func misunderstood(_ text: String) -> Reply? {
    let words = directory.wordsBehindName(in: text)
    guard !words.isEmpty else { return nil }
    let typed = "'\(words.joined(separator: " ").prefix(60))'"
    if let near = SpokenWords.purpose(near: words) {
      return Reply(552, "\(typed) is not a purpose; did you mean '\(near)'?")
    }
    guard let known = words.indices.first(where: { SpokenWords(typed: words[$0]).isPurposeAlone }) else { return nil }
    let other = words.enumerated().filter { $0.offset != known }.map(\.element).joined(separator: " ")
    return Reply(
      552, "'\(other.prefix(60))' is not understood beside '\(words[known])'; leave it out, or say it otherwise")
  }

  /// The same with the numbers that have just failed last.
  private func tried(_ reach: Reach, at moment: Moment) -> Reach {
    calls.isEmpty
      ? reach : Reach(contacts: calls.inOrder(reach.contacts, at: max(now, moment)), warnings: reach.warnings)
  }

  func contacts(_ reach: Reach, title: String, _ moment: Moment, as format: DeskFormat) -> Reply {
    var reply: Reply
    if format == .json {
      var json = JSONWriter()
      json.write(reach, at: moment, in: self)
      reply = Reply(210, title, block: [json.text])
    } else {
      let page = ContactPage(desk: self, moment: moment)
      reply = Reply(210, "\(title), \(page.when)", block: noticeLines + page.lines(reach, namesCouncil: false))
    }
    reply.shown = reach.contacts.map(\.contact.id)
    return reply
  }
}

extension Reach {
  /// The same with more to know, which goes first.
  fileprivate func with(_ notices: [Notice]) -> Reach {
    notices.isEmpty ? self : Reach(contacts: contacts, warnings: notices + warnings)
  }
}
