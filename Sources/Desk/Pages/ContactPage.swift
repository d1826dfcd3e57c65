import Directory
import WorkingTime

/// Contacts as lines for people: the number first, then whose it is, whether it answers, and what is wrong with it.
struct ContactPage {
  let desk: DirectoryDesk
  let moment: Moment

  private var wall: WallTime { desk.clock.wall(at: moment) }

  /// The moment in words.
  var when: String { "\(TimeText.clockText(wall)) on \(TimeText.words(wall.day))" }

  func lines(_ reach: Reach, namesCouncil: Bool) -> [String] {
    let rows = reach.contacts.map { row($0, namesCouncil: namesCouncil) }
    let widths = (0..<3).map { column in min(64, rows.map { $0[column].count }.max() ?? 0) }
    var lines: [String] = []
    for (reached, row) in zip(reach.contacts, rows) {
      let cells = zip(row, widths).map { $0.padded(to: $1) } + [row[3]]
      lines.append(cells.joined(separator: "  "))
      for warning in reached.contact.warnings { lines.append("    ! \(warning.text)") }
      if let reason = reached.contact.reason { lines.append("    ! not to be used: \(reason)") }
    }
    if reach.contacts.isEmpty { lines.append("nothing held") }
    return lines + reach.warnings.map { "! \($0.text)" }
  }

  private func row(_ reached: ReachedContact, namesCouncil: Bool) -> [String] {
    let contact = reached.contact
    let council =
      namesCouncil ? desk.directory.ref(id: contact.council).map { desk.directory[$0].name + ", " } ?? "" : ""
    let state = desk.calls.mark(of: contact, at: desk.now, for: moment, clock: desk.clock) ?? openness(reached)
    return [contact.display, council + contact.team, state, "\(trust(contact))  \(contact.id)"]
  }

  /// How far a contact can be trusted, and since when: a person's word goes stale, and a printed number is nobody's word.
  private func trust(_ contact: Contact) -> String {
    guard contact.status.isUsable else { return contact.status.rawValue }
    let state = desk.check(of: contact, at: moment)
    return "\(contact.status.rawValue)\(state == .never ? "," : "") \(state.words)"
  }

  /// Whether someone answers, and until when.
  func openness(_ reached: ReachedContact) -> String {
    let contact = reached.contact
    guard contact.kind != .web, contact.kind != .email else { return "in writing" }
    switch contact.hours?.state(at: wall, calendar: desk.calendar) {
    case .open(let until)?: return "open" + (until.map { " until \(short($0))" } ?? "")
    case .closed(let until)?: return "closed" + (until.map { " until \(short($0))" } ?? "")
    case .unrecorded?, nil: return reached.isLive == true ? "may answer now (hours not known)" : "hours not known"
    }
  }

  private func short(_ time: WallTime) -> String {
    let day = time.day == wall.day ? "" : time.day.weekday.name.prefix(3) + " "
    return day + TimeText.clockText(time)
  }
}
