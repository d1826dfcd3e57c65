import Directory
import Foundation
import WorkingTime

/// Goes through what is due, one call after the other: shows whom to ring, asks how it went, and enters it.
struct DueWalk {
  let site: Site
  let by: String

  private static let question =
    "[a]nswered, [n]o answer, [w]rong number, [r]efused, [s]kip, [q]uit"

  /// Walks until the list or the answers end; what was entered stays.
  func run(_ due: [DueContact], in directory: DirectorySnapshot) throws {
    var entered = 0
    for (place, row) in due.enumerated() {
      show(row, "\(place + 1) of \(due.count)", in: directory)
      guard let outcome = try ask(about: row.contact) else { break }
      if outcome { entered += 1 }
    }
    Out.line("\(entered) of \(due.count) entered")
  }

  private func show(_ row: DueContact, _ place: String, in directory: DirectorySnapshot) {
    let contact = row.contact
    let council = directory.ref(id: contact.council).map { directory[$0].name } ?? contact.council
    var lines = [
      "", "\(place)  \(contact.display)", "  \(council), \(contact.team): \(contact.purpose.words)",
      "  \(contact.status.rawValue), from \(contact.source.document), \(contact.source.place)",
      "  due: \(row.reasons.map(\.words).joined(separator: "; "))",
    ]
    if let hours = contact.hours { lines.append("  hours: \(hours.notation)") }
    lines += contact.warnings.map { "  \($0.text)" }
    lines.append("  \(contact.id)")
    Out.page(lines.map(RecordName.shown))
  }

  /// Whether something was entered; nil where it is enough for today.
  private func ask(about contact: Contact) throws -> Bool? {
    while true {
      guard let line = Prompt.line(Self.question) else { return nil }
      let outcome: CheckedCommand.Outcome
      switch line.lowercased() {
      case "a", "answered": outcome = .answered
      case "n", "no", "no answer": outcome = .noAnswer
      case "w", "wrong", "wrong number": outcome = .wrongNumber
      case "r", "refused": outcome = .refused
      case "s", "skip", "": return false
      case "q", "quit": return nil
      default:
        Out.line("one letter: a, n, w, r, s or q")
        continue
      }
      Out.line("  " + (try ContactCheck(contact: contact, by: by, note: nil).enter(outcome, in: site)))
      return true
    }
  }
}
