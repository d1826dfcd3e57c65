import Directory
import Foundation
import WorkingTime

/// Goes through what is due, one call after the other: shows whom to ring, asks how it went, and enters it.
///
/// A number is rung once, whatever it stands for: how the call went is entered for each contact that holds it.
struct DueWalk {
  let site: Site
  let by: String

  /// What somebody may say of one of them.
  private enum Answer: Character, CaseIterable {
    case answered = "a"
    case noAnswer = "n"
    case wrongNumber = "w"
    case refused = "r"
    case looked = "l"
    case skip = "s"
    case quit = "q"

    /// As the question has it.
    var choice: String {
      switch self {
      case .answered: "[a]nswered"
      case .noAnswer: "[n]o answer"
      case .wrongNumber: "[w]rong number"
      case .refused: "[r]efused"
      case .looked: "[l]ooked, and it is right"
      case .skip: "[s]kip"
      case .quit: "[q]uit"
      }
    }

    /// How the call went; nil where none was made.
    var outcome: CheckedCommand.Outcome? {
      switch self {
      case .answered: .answered
      case .noAnswer: .noAnswer
      case .wrongNumber: .wrongNumber
      case .refused: .refused
      case .looked, .skip, .quit: nil
      }
    }

    /// What a line says; nil where it says none of them.
    init?(line: String) {
      let words = line.lowercased().split(whereSeparator: { $0 == " " || $0 == "-" }).joined(separator: " ")
      switch words {
      case "answered": self = .answered
      case "no", "no answer": self = .noAnswer
      case "wrong", "wrong number": self = .wrongNumber
      case "refused": self = .refused
      case "looked", "right": self = .looked
      case "skip", "": self = .skip
      case "quit": self = .quit
      default:
        guard words.count == 1, let letter = words.first, let answer = Self(rawValue: letter) else { return nil }
        self = answer
      }
    }

    /// Those that can be said of a contact: nobody rings a web page.
    static func possible(of contact: Contact) -> [Answer] {
      let answersNobody = contact.refusal(ofCall: nil) != nil
      return allCases.filter { answer in
        guard let outcome = answer.outcome else { return answer != .looked || answersNobody }
        return contact.refusal(ofCall: outcome.failure) == nil
      }
    }
  }

  /// Walks until the list or the answers end, by a Ctrl-C too; what was entered stays, and how much that is is said.
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
    try Prompt.keepingAnswers {
      for (place, rows) in calls.enumerated() {
        show(rows, "\(place + 1) of \(calls.count)", in: directory)
        guard let count = try ask(about: rows.map(\.contact), in: directory) else { break }
        entered += count
      }
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

  /// For how many contacts something was entered; nil where it is enough for today.
  private func ask(about contacts: [Contact], in directory: DirectorySnapshot) throws -> Int? {
    guard let first = contacts.first else { return 0 }
    let possible = Answer.possible(of: first)
    while true {
      guard let line = Prompt.line(possible.map(\.choice).joined(separator: ", "), isOfMany: true) else { return nil }
      guard let answer = Answer(line: line), possible.contains(answer) else {
        let what = "\(first.kind.words) takes a letter or its word: "
        Out.line(what + possible.map { String($0.rawValue) }.joined(separator: ", "))
        continue
      }
      switch answer {
      case .skip:
        Out.line("  skipped")
        return 0
      case .quit: return nil
      default: break
      }
      var entered = 0
      for contact in contacts {
        // That it is somebody else's number is so at any hour.
        guard try answer == .wrongNumber || site.isTriedNow(contact, in: directory) else {
          Out.line("  \(contact.id) is for the nights and stays due: ring it once the office is shut")
          continue
        }
        entered += 1
        let check = ContactCheck(contact: contact, by: by, note: nil)
        let told = try answer.outcome.map { try check.enter($0, in: site) } ?? check.enterLook(in: site)
        Out.line("  " + told)
      }
      return entered
    }
  }
}
