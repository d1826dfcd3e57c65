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
    /// Whether somebody answers, how the last call went, and whether it can be trusted.
    let state: String
    /// Whether it has just failed.
    let standsBack: Bool

    var contact: Contact? { reached?.contact }
  }

  /// The lines, first to try first.
  let rows: [Row]

  init(_ determination: Determination, engine: TriageEngine, calls: CallLog, now: Moment) {
    let moment = determination.facts.lastSeenAt
    let here = DirectoryDesk(directory: engine.directory, clock: engine.clock, calendar: engine.calendar, now: moment)
    let isDanger = determination.actions.contains { $0.code == ActionCode.call999.name }
    // 999 stands first where somebody is in danger, and once.
    var contacts = determination.ringing.filter { !isDanger || $0.contact.display != "999" }
    for failed in contacts where calls.standsBack(failed.contact, at: now) {
      guard let ref = engine.directory.ref(id: failed.contact.council) else { continue }
      let next = here.at(moment).who(ref, purpose: failed.contact.purpose, after: calls.failed(at: now)).contacts
        .first { $0.contact.isVoice }
      guard let next, !contacts.contains(where: { $0.contact.value == next.contact.value }) else { continue }
      contacts.append(next)
    }
    let emergency = Row(reached: nil, number: "999", whose: "Emergency services", state: "now", standsBack: false)
    rows =
      (isDanger ? [emergency] : [])
      + calls.inOrder(contacts, at: now).map { reached in
        let contact = reached.contact
        // A national line is nobody's in particular.
        let council =
          contact.council == determination.council || contact.council == "national"
          ? "" : engine.directory.ref(id: contact.council).map { ", " + engine.directory[$0].name.withoutCouncil } ?? ""
        let state = [
          calls.mark(of: contact, clock: engine.clock) ?? Self.state(reached, at: moment, here), Self.trust(contact),
        ]
        return Row(
          reached: reached, number: contact.display, whose: contact.team + council,
          state: state.compactMap(\.self).joined(separator: ", "), standsBack: calls.standsBack(contact, at: now))
      }
  }

  /// The first number of an action that has not just failed; nil where it has none.
  static func number(of action: Determination.Action, calls: CallLog, now: Moment) -> String? {
    calls.inOrder(action.contacts.filter(\.contact.isVoice), at: now).first?.contact.display
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
  /// `Canterbury` for `Canterbury City Council`: beside a number the rest says nothing.
  fileprivate var withoutCouncil: String {
    for ending in [" Borough Council", " City Council", " District Council", " County Council", " Council"]
    where hasSuffix(ending) { return String(dropLast(ending.count)) }
    return self
  }
}
