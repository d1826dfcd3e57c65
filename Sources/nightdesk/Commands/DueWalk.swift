import Directory
import Foundation
import WorkingTime

/// Goes through what is due, one call after the other: shows whom to ring, asks how it went, and enters it.
///
/// A number is rung once, whatever it stands for: how the call went is entered for each contact that holds it.
struct DueWalk {
  let site: Site
  let by: String

  private static let question =
    "[a]nswered, [n]o answer, [w]rong number, [r]efused, [s]kip, [q]uit"

  /// Walks until the list or the answers end; what was entered stays.
  func run(_ due: [DueContact], in directory: DirectorySnapshot) throws {
    var calls: [[DueContact]] = []
    var places: [String: Int] = [:]
    for row in due {
      let contact = row.contact
      // An extension is one call only within its council.
      let whose = contact.kind == .extension ? contact.council + " " : ""
      let key = contact.value.map { "\(whose)\(contact.kind.rawValue) \($0)" } ?? contact.id
      if let place = places[key] {
        calls[place].append(row)
      } else {
        places[key] = calls.count
        calls.append([row])
      }
    }
    var entered = 0
    for (place, rows) in calls.enumerated() {
      show(rows, "\(place + 1) of \(calls.count)", in: directory)
      guard let isEntered = try ask(about: rows.map(\.contact)) else { break }
      if isEntered { entered += rows.count }
    }
    Out.line("\(entered) of \(counted(due.count, "contact")) entered")
  }

  private func show(_ rows: [DueContact], _ place: String, in directory: DirectorySnapshot) {
    var lines = ["", "\(place)  \(rows.first?.contact.display ?? "")"]
    for row in rows {
      let contact = row.contact
      let council = directory.ref(id: contact.council).map { directory[$0].name } ?? contact.council
      lines += [
        "  \(council), \(contact.team): \(contact.purpose.words)",
        "  \(contact.status.rawValue), from \(contact.source.document), \(contact.source.place)",
        "  due: \(row.reasons.map(\.words).joined(separator: "; "))",
      ]
      if let hours = contact.hours { lines.append("  hours: \(hours.notation)") }
      lines += contact.warnings.map { "  \($0.text)" }
      lines.append("  \(contact.id)")
    }
    if rows.count > 1 { lines.append("  One call: how it went is entered for each of these \(rows.count).") }
    Out.page(lines.map(RecordName.shown))
  }

  /// Whether something was entered; nil where it is enough for today.
  private func ask(about contacts: [Contact]) throws -> Bool? {
    while true {
      guard let line = Prompt.line(Self.question) else { return nil }
      let outcome: CheckedCommand.Outcome
      switch line.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: " ") {
      case "a", "answered": outcome = .answered
      case "n", "no", "no answer": outcome = .noAnswer
      case "w", "wrong", "wrong number": outcome = .wrongNumber
      case "r", "refused": outcome = .refused
      case "s", "skip", "": return false
      case "q", "quit": return nil
      default:
        Out.line("a letter or its word: a, n, w, r, s or q")
        continue
      }
      for contact in contacts {
        Out.line("  " + (try ContactCheck(contact: contact, by: by, note: nil).enter(outcome, in: site)))
      }
      return true
    }
  }
}
