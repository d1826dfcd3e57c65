import Directory
package import Triage
import WorkingTime

/// A determination as a page that a tired person reads in half a minute: tonight, whom to ring, what to do, what not.
package struct DeterminationPage {
  private let determination: Determination
  private let engine: TriageEngine
  private let width: Int

  /// How wide a page is where nobody says otherwise, in columns.
  package static let usualWidth = 96

  /// A page of a determination, wrapped at a width of columns.
  package init(_ determination: Determination, engine: TriageEngine, width: Int = usualWidth) {
    self.determination = determination
    self.engine = engine
    self.width = width
  }

  /// The page, line by line.
  package var lines: [String] {
    var lines = heading + [""] + wrapped("TONIGHT  ", tonight)
    lines += ["", "RING"] + (determination.noHousingLine.map { wrapped("    ", $0) } ?? []) + ringing
    if !determination.actions.isEmpty {
      lines += ["", "DO"]
      for (index, action) in determination.actions.enumerated() {
        let number = action.number.map { "  → \($0)" } ?? ""
        lines += wrapped("\(index + 1).".padded(to: 4), "\(action.text)\(number)\(cited(action.rules))")
      }
    }
    if !determination.barred.isEmpty {
      lines += ["", "DO NOT"]
      for bar in determination.barred { lines += wrapped("-   ", "\(plain(bar.text))\(cited(bar.rules))") }
    }
    if !determination.outcome.questions.isEmpty {
      lines += ["", "ASK"]
      for question in determination.outcome.questions {
        lines += wrapped("?   ", "\(question.fact.question)  (\(question.fact.name))")
      }
    }
    if !determination.warnings.isEmpty {
      lines += ["", "KNOW"]
      for warning in determination.warnings { lines += wrapped("!   ", warning.text) }
    }
    lines += ["", "Nightdesk proposes; a named person decides. Not legal advice."]
    lines.append("rules \(determination.rulesVersion), directory \(determination.directoryVersion)")
    return lines
  }

  /// The determination so far in two lines: what holds for tonight, then whom to ring and how much is open.
  package var brief: [String] {
    let questions = determination.outcome.questions
    let aboutTonight = questions.count(where: \.changesTonight)
    let share = questions.isEmpty ? "" : ", \(aboutTonight == 0 ? "none" : "\(aboutTonight)") about tonight"
    let open = counted(questions.count, "question") + " open" + share
    guard let call = calls.first else {
      return ["TONIGHT  \(tonight)"] + (determination.noHousingLine.map { ["RING     \($0)"] } ?? []) + [
        "         \(open)"
      ]
    }
    let whose = call[1].replacing(", \(determination.councilName)", with: "")
    return ["TONIGHT  \(tonight)", "RING     \(call[0]) \(whose); \(open)"]
  }

  private var heading: [String] {
    let wall = engine.clock.wall(at: determination.facts.presentedAt)
    let route = determination.outcome.route.map { ", \($0.rawValue.replacing("-", with: " "))" } ?? ""
    return [
      "\(determination.councilName), \(TimeText.clockText(wall)) on \(TimeText.words(wall.day)) "
        + "(\(determination.outcome.period.rawValue.replacing("-", with: " "))\(route))"
    ]
  }

  private var tonight: String {
    let tonight = determination.outcome.tonight
    let by = tonight.by?.ref.map { engine.directory[$0].name } ?? determination.by ?? ""
    switch tonight.decision {
    case .place:
      let last = tonight.nights.map { $0.count == 1 ? "tonight" : "for \($0.count) nights" } ?? ""
      let seen = tonight.returnOn.map { "; seen again on \(TimeText.words($0))" } ?? ""
      return "\(by) places them \(last), \(power(tonight.power))\(seen)."
    case .handOver:
      let until = determination.actions.first { $0.code == ActionCode.handOver.name }?.due
      // Where the time has passed they are overdue, and a day alone is all that is due.
      let by =
        switch until {
        case .moment(let moment)?: " by \(TimeText.words(.moment(moment), clock: engine.clock))"
        case .day?: " now: they are overdue"
        case nil: ""
        }
      return "Children's services meet the family\(by). Nobody leaves."
    case .return: return "They go back to \(by), which owes the duty and expects them."
    case .managerDecides: return "A children's services manager decides about the children's safety. Nobody leaves."
    case .childrensServices:
      return "\(by) leads as children's services, \(power(tonight.power)). Nobody leaves."
    case .notNeeded: return "They have somewhere safe to sleep tonight."
    case .advise:
      return engine.directory.isHousingAuthority(determination.facts.council)
        ? "No duty to accommodate is seen here. Advise them, and let a person decide."
        : "The district council may owe them a roof tonight. Help them to reach it; a person decides."
    case .ask: return "Too little is known to say. They stay where they are while you ask."
    }
  }

  private func power(_ power: Power?) -> String {
    switch power {
    case .s188?: "section 188"
    case .s190?: "section 190"
    case .s193?: "section 193"
    case .s199A?: "section 199A"
    case .s200?: "section 200"
    case .s17?: "section 17, Children Act"
    case .s20?: "section 20, Children Act"
    case nil: "a named person says under which power"
    }
  }

  private var ringing: [String] {
    let rows = calls
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { "    \($0[0].padded(to: widths[0]))  \($0[1].padded(to: widths[1]))  \($0[2])" }
  }

  /// Whom to ring, each number once, those that answer first: the number, whose it is, and how it stands.
  private var calls: [[String]] {
    let moment = determination.facts.lastSeenAt
    let desk = DirectoryDesk(directory: engine.directory, clock: engine.clock, calendar: engine.calendar, now: moment)
    let page = ContactPage(desk: desk, moment: moment)
    let emergency = determination.actions.contains { $0.code == ActionCode.call999.name } ? [["999", "now", ""]] : []
    return emergency
      + determination.ringing.map { reached in
        let council =
          engine.directory.ref(id: reached.contact.council).map { engine.directory[$0].name } ?? reached.contact.council
        return [
          reached.contact.display, "\(reached.contact.team), \(council)",
          "\(page.openness(reached)); \(reached.contact.status.rawValue)",
        ]
      }
  }

  /// Under the heading DO NOT the sentence need not say so again.
  private func plain(_ text: String) -> String {
    text.hasPrefix("Do not ") ? text.dropFirst(7).prefix(1).uppercased() + text.dropFirst(8) : text
  }

  private func cited(_ rules: [String]) -> String { rules.isEmpty ? "" : "  [\(rules.joined(separator: ", "))]" }

  /// A text behind a mark, wrapped at the page's width, later lines under the first.
  private func wrapped(_ mark: String, _ text: String) -> [String] {
    var lines: [String] = []
    var line = mark
    var isFresh = true
    for word in text.split(separator: " ") {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: mark.count)
        isFresh = true
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return lines + [line]
  }
}
