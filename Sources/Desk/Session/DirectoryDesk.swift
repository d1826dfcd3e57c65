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

  /// A directory, clocks, a calendar, a moment, and after how many days contacts are due to be checked.
  package init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, now: Moment,
    checking: CheckIntervals? = nil
  ) {
    self.directory = directory
    self.clock = clock
    self.calendar = calendar
    self.now = now
    self.checking = checking
  }

  /// How long ago a person checked a contact, as seen at a moment.
  func check(of contact: Contact, at moment: Moment) -> CheckState {
    let day = clock.wall(at: moment).day
    if let checking { return checking.state(of: contact, on: day) }
    guard let checked = contact.checkedOn, contact.status == .verified else { return .never }
    return .checked(daysAgo: max(0, Int(day.number - checked.number)), every: nil)
  }

  func at(_ moment: Moment) -> DirectoryAtMoment {
    DirectoryAtMoment(directory, at: clock.wall(at: moment), calendar: calendar)
  }

  /// Answers `lookup`, `who`, `find` or `councils`; nil for any other command.
  package func answer(_ command: Command.Name, _ words: [String], as format: DeskFormat) -> Reply? {
    switch command {
    case .lookup: lookup(words, as: format)
    case .who: who(words, as: format)
    case .find: find(words, as: format)
    case .councils: councils(words, as: format)
    default: nil
    }
  }
}

extension DirectoryDesk {
  func lookup(_ words: [String], as format: DeskFormat) -> Reply {
    let arguments = LookupArguments(words)
    return onCouncil(arguments) { ref, moment, notices in
      let reach = at(moment).lookup(ref, purpose: arguments.purpose).with(notices)
      let title = "\(directory[ref].name)\(arguments.purpose.map { ", " + $0.words } ?? "")"
      return contacts(reach, title: title, moment, as: format)
    }
  }

  func who(_ words: [String], as format: DeskFormat) -> Reply {
    let arguments = LookupArguments(words)
    guard let purpose = arguments.purpose else {
      let known = Purpose.allCases.map(\.rawValue).joined(separator: " ")
      return Reply(501, "who takes a council and a purpose, one of: \(known)")
    }
    return onCouncil(arguments) { ref, moment, notices in
      let reach = at(moment).who(ref, purpose: purpose).with(notices)
      return contacts(reach, title: "\(directory[ref].name), \(purpose.words)", moment, as: format)
    }
  }

  func find(_ words: [String], as format: DeskFormat) -> Reply {
    let found = at(now).find(words.joined(separator: " "))
    if format == .json {
      var json = JSONWriter()
      json.write(found, at: now, in: self)
      return Reply(210, "found", block: [json.text])
    }
    var block = found.councils.map { "\(directory[$0.council].name)  (\($0.why))" }
    if !found.councils.isEmpty, !found.contacts.isEmpty { block.append("") }
    let page = ContactPage(desk: self, moment: now)
    block += page.lines(Reach(contacts: found.contacts, warnings: found.warnings), namesCouncil: true)
    return Reply(
      210, "\(counted(found.councils.count, "council")), \(counted(found.contacts.count, "contact"))", block: block)
  }

  func councils(_ words: [String], as format: DeskFormat) -> Reply {
    var refs = directory.councils.indices.map { CouncilRef(index: $0) }
    if !words.isEmpty {
      let text = words.joined(separator: " ").lowercased()
      refs = refs.filter { ref in
        let council = directory[ref]
        return ([council.id, council.name, council.type.rawValue, council.childrensServices] + council.aliases)
          .contains { $0.lowercased().contains(text) }
      }
      guard !refs.isEmpty else { return notFound(words.joined(separator: " ")) }
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
      block: refs.map { ref in
        let council = directory[ref]
        let services = directory[directory.childrensServices(of: ref)]
        let serves =
          council.type == .national
          ? "serves every council; nobody presents there"
          : "children's services: \(services.id == council.id ? "its own" : services.name)"
        return
          "\(council.id.padded(to: ids))  \(council.name.padded(to: names))  \(council.type.rawValue.padded(to: 14))"
          + "  \(serves)" + period(of: ref)
      })
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
    var moment = now
    if let text = arguments.moment {
      do {
        moment = try TypedMoment.read(text, now: now, clock: clock)
      } catch {
        return Reply(501, "at: \(error.explanation)")
      }
    }
    let day = clock.wall(at: moment).day
    switch council(arguments.council, on: day) {
    case .refused(let reply): return reply
    case .value(let ref):
      let standing = directory.standing(of: ref, on: day, for: arguments.purpose)
      guard let text = directory.explanation(of: standing, of: ref, for: arguments.purpose) else {
        return answer(ref, moment, [])
      }
      switch standing {
      case .succeeded(let heir) where follows:
        return answer(heir, moment, [Notice(code: "council-succeeded", text: text + ".")])
      case .succeeded: return Reply(551, text + "; begin at the council that exists")
      case .split: return Reply(551, text + "; say which" + (arguments.purpose == nil ? ", or name a purpose" : ""))
      case .begins: return Reply(550, text + " and is not there before; ask with 'at' for a later moment")
      case .ended, .exists: return Reply(550, text)
      }
    }
  }

  func council(_ name: String, on day: Day) -> Answer<CouncilRef> {
    switch directory.resolve(name, on: day) {
    case .one(let ref): return .value(ref)
    case .ambiguous(let refs):
      return .refused(Reply(551, "'\(name)' may be " + refs.map { directory[$0].id }.joined(separator: ", ")))
    case .elsewhere, .none: return .refused(notFound(name))
    }
  }

  private func notFound(_ name: String) -> Reply {
    switch directory.resolve(name) {
    case .elsewhere(let other):
      let site = other.website.map { " \($0)" } ?? ""
      return Reply(
        550, "\(other.name) is not held in this directory; look on its own website\(site), and in danger ring 999")
    case .none(let nearest) where !nearest.isEmpty:
      let names = nearest.map { directory[$0].id }.joined(separator: ", ")
      return Reply(550, "no council '\(name.prefix(60))'; did you mean \(names)? 'find' searches towns too")
    default:
      return Reply(550, "no council '\(name.prefix(60))'; 'councils' lists those held, 'find' searches towns too")
    }
  }

  func contacts(_ reach: Reach, title: String, _ moment: Moment, as format: DeskFormat) -> Reply {
    if format == .json {
      var json = JSONWriter()
      json.write(reach, at: moment, in: self)
      return Reply(210, title, block: [json.text])
    }
    let page = ContactPage(desk: self, moment: moment)
    return Reply(210, "\(title), \(page.when)", block: page.lines(reach, namesCouncil: false))
  }
}

extension Reach {
  /// The same with more to know, which goes first.
  fileprivate func with(_ notices: [Notice]) -> Reach {
    notices.isEmpty ? self : Reach(contacts: contacts, warnings: notices + warnings)
  }
}

/// `1 council`, `2 councils`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
