import Directory
import Triage
import WorkingTime

/// Whom to ring for a determination, each number once, with its place on the page: who answers first, those that have just
/// failed last, and what to try instead of them before.
struct RingList {
  /// A line of the list.
  struct Row {
    /// Whose number it is; nil for 999 where somebody is in danger.
    let reached: ReachedContact?
    /// The number.
    let number: String
    /// Whose it is.
    let whose: String
    /// Whether somebody answers, or how the last call went.
    let answers: String
    /// Why it may not be right; nil where nothing says so.
    let trust: String?
    /// Whether it has just failed.
    let standsBack: Bool

    var contact: Contact? { reached?.contact }
    /// Whether somebody answers, and whether it can be trusted.
    var state: String { answers + (trust.map { ", \($0)" } ?? "") }
  }

  /// The lines, first to try first.
  let rows: [Row]
  /// The directory at the moment of the case.
  private let here: DirectoryDesk
  private let calls: CallLog
  private let now: Moment

  init(_ determination: Determination, engine: TriageEngine, calls: CallLog, now: Moment) {
    let moment = determination.facts.now
    let here = DirectoryDesk(directory: engine.directory, clock: engine.clock, calendar: engine.calendar, now: moment)
    // Of a night to come what counts then counts, and not what happened this evening.
    let (read, now) = (now, max(now, moment))
    (self.here, self.calls, self.now) = (here, calls, now)
    let isDanger = determination.actions.contains { $0.code == ActionCode.call999.name }
    // 999 stands first where somebody is in danger, and once.
    var contacts = determination.ringing.filter { !isDanger || $0.contact.display != "999" }
    for failed in contacts where calls.standsBack(failed.contact, at: now) {
      guard let ref = engine.directory.ref(id: failed.contact.council) else { continue }
      // One after the other, as they were tried: who was rung in the place of another stays on the page too.
      var tried = Set(contacts.filter { calls.standsBack($0.contact, at: now) }.compactMap(\.contact.value))
      while let next = here.at(moment).who(
        ref, purpose: failed.contact.purpose, passing: { $0.value.map(tried.contains) ?? false }
      ).contacts.first(where: \.contact.isVoice), let number = next.contact.value {
        if !contacts.contains(where: { $0.contact.value == number }) { contacts.append(next) }
        guard calls.standsBack(next.contact, at: now) else { break }
        tried.insert(number)
      }
    }
    let emergency = Row(
      reached: nil, number: "999", whose: "Emergency services", answers: "now", trust: nil, standsBack: false)
    rows =
      (isDanger ? [emergency] : [])
      + calls.inOrder(contacts, at: now).map { reached in
        let contact = reached.contact
        // A national line is nobody's in particular.
        let council =
          contact.council == determination.council || contact.council == "national"
          ? "" : engine.directory.ref(id: contact.council).map { ", " + engine.directory[$0].name.withoutCouncil } ?? ""
        // A number that several teams share is told with their names: whoever answers asks which is meant.
        let teams = contact.value.flatMap { determination.ringingTeams[$0] } ?? [contact.team]
        let whose = (teams.contains(contact.team) ? teams : [contact.team]).prefix(2).joined(separator: " and ")
        return Row(
          reached: reached, number: contact.display, whose: whose + council,
          answers: calls.mark(of: contact, at: read, for: moment, clock: engine.clock)
            ?? Self.state(reached, at: moment, here),
          trust: Self.trust(contact), standsBack: calls.standsBack(contact, at: now))
      }
  }

  /// The first number of an action that has not just failed; nil where it has none. Where its sentence names a team it is said
  /// whose it is, and of a call the second is there too, with its hours where it is not among the numbers to ring.
  func number(of action: Determination.Action) -> String? {
    let voices = calls.inOrder(action.contacts.filter(\.contact.isVoice), at: now)
    guard action.namesTeam else {
      return voices.first.map { reached in
        let failed =
          calls.standsBack(reached.contact, at: now) ? calls.mark(of: reached.contact, at: now, clock: here.clock) : nil
        return reached.contact.display + (failed.map { ", \($0)" } ?? "")
      }
    }
    let told = voices.prefix(action.code == ActionCode.call.name ? 2 : 1).map { reached in
      let isListed = rows.contains { $0.number == reached.contact.display }
      let hours = isListed ? "" : ", \(Self.state(reached, at: here.now, here))"
      return "\(reached.contact.display) (\(reached.contact.team.lastInBrackets)\(hours))"
    }
    return told.isEmpty ? nil : told.joined(separator: ", ")
  }

  private static func state(_ reached: ReachedContact, at moment: Moment, _ desk: DirectoryDesk) -> String {
    let wall = desk.clock.wall(at: moment)
    func time(_ time: WallTime) -> String {
      (time.day == wall.day ? "" : time.day.weekday.name.prefix(3) + " ") + TimeText.clockText(time)
    }
    switch reached.contact.hours?.state(at: wall, calendar: desk.calendar) {
    case .open(let until)?: return "open" + (until.map { " until \(time($0))" } ?? "")
    case .closed(let until)?: return "closed" + (until.map { " until \(time($0))" } ?? "")
    case .unrecorded?, nil: return reached.isLive == true ? "may answer now" : "hours not known"
    }
  }

  /// What must be known of a number before it is trusted; nil where a source stands behind it.
  private static func trust(_ contact: Contact) -> String? {
    switch contact.status {
    case .unconfirmed: "not checked"
    case .conflicting: "sources disagree"
    default: nil
    }
  }
}

extension String {
  /// `MASH` for `Multi Agency Safeguarding Hub (MASH)`.
  fileprivate var lastInBrackets: String {
    guard hasSuffix(")"), let open = lastIndex(of: "(") else { return self }
    return String(self[index(after: open)...].dropLast())
  }

  /// `Canterbury` for `Canterbury City Council`: beside a number the rest says nothing.
  fileprivate var withoutCouncil: String {
    for ending in [" Borough Council", " City Council", " District Council", " County Council", " Council"]
    where hasSuffix(ending) { return String(dropLast(ending.count)) }
    return self
  }
}
