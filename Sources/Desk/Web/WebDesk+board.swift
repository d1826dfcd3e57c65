import Casebook
import Directory
import Triage
import WorkingTime

extension WebDesk {
  /// How often a board that loads anew by itself does so, in seconds.
  static let pace = 30

  /// What is wrong, what is due next, who is waited for.
  func board() throws -> WebAnswer {
    let board = context.board(of: try desk.seen())
    let red = board.lines.filter { $0.standing == .red }
    let due = board.lines.filter { $0.standing == .due }
    let waiting = board.lines.filter { $0.standing == .waiting }
    var content = [
      Markup("h1", text: "Board: \(red.isEmpty ? "nothing is wrong" : counted(red.count, "thing") + " wrong")"),
      Markup("p", text: "\(counted(board.cases, "open case")). \(stamp)"),
      toggle,
    ]
    if !red.isEmpty {
      content.append(
        Markup(
          "section", ["class": "red"], [Markup("h2", text: "Wrong now"), table(red, "What is wrong, oldest first")])
      )
    }
    if !due.isEmpty { content += [Markup("h2", text: "To do"), table(due, "What is due, soonest first")] }
    if !waiting.isEmpty { content += [Markup("h2", text: "Waiting"), table(waiting, "Who is to answer")] }
    if board.lines.isEmpty { content.append(Markup("p", text: "Nothing is to be done.")) }
    return WebAnswer(
      200, .page(frame.page("Board: \(counted(red.count, "thing")) wrong - Nightdesk", path: "/board", content)),
      refresh: visit.isLive ? Self.pace : nil)
  }

  /// Whoever reads slowly, or hears the page, must be able to hold it still.
  private var toggle: Markup {
    let words =
      visit.isLive
      ? "It loads anew every \(Self.pace) seconds." : "It stays as it is until you load it again."
    return Markup(
      "div", ["class": "screen-only toggle"],
      [
        Markup("p", text: words),
        frame.form(
          "/live", visit,
          [
            Markup("input", ["type": "hidden", "name": "live", "value": visit.isLive ? "no" : "yes"]),
            Markup(
              "button", ["class": "quiet"],
              text: visit.isLive ? "Hold the board still" : "Load the board anew by itself"),
          ]),
      ])
  }

  /// Lines of the board, on a sheet with the number to ring and whether somebody answers there now.
  private func table(_ lines: [Board.Line], _ caption: String, _ sheet: HandoverSheet? = nil) -> Markup {
    let rows = lines.map { line in
      Markup(
        "tr", [:],
        [
          Markup("th", ["scope": "row"], [link(line.reference, line.number)]),
          Markup("td", text: CaseWording.when(line, at: context.now, clock: clock)),
          Markup("td", [:], [.text(line.text)] + whom(line, sheet)), Markup("td", text: line.owner),
        ])
    }
    return table(["Case", "When", "What", "Whose"], caption, rows)
  }

  private func whom(_ line: Board.Line, _ sheet: HandoverSheet?) -> [Markup] {
    guard let sheet else { return [] }
    let (heir, reached) = sheet.ring(for: line)
    let become = heir.map { [Markup("br"), .text("\($0).")] } ?? []
    guard let reached else { return become }
    let number = "\(reached.contact.display), \(reached.contact.team)"
    return become + [
      Markup("br"), Markup("strong", text: "\(Self.verb(for: reached.contact)) \(number)"),
      .text(sheet.answers(reached, for: line)),
    ]
  }

  private func receipt(_ records: [CaseRecord]) -> Markup {
    let rows = records.sorted { $0.reference < $1.reference }.map { record in
      Markup(
        "tr", ["class": "tall"],
        [Markup("th", ["scope": "row"], text: record.reference.text)]
          + (0..<3).map { _ in
            Markup("td", [:], [Markup("span", ["class": "hidden"], text: "to be written by hand")])
          })
    }
    return table(["Case", "Received by", "At", "Or not taken, and why"], "Each case is signed for by itself", rows)
  }

  private func table(_ columns: [String], _ caption: String, _ rows: [Markup]) -> Markup {
    let head = Markup(
      "thead", [:], [Markup("tr", [:], columns.map { Markup("th", ["scope": "col"], text: $0) })])
    return Markup("table", [:], [Markup("caption", text: caption), head, Markup("tbody", [:], rows)])
  }

  /// The morning sheet of all open cases, to be read and to be printed.
  func handover() throws -> WebAnswer {
    let records = try desk.seen()
    var notices: [String] = []
    // Read, and not held open: a sheet of all cases is nobody's work on any one of them.
    for record in records { notices += try desk.glance(at: record) }
    let sheet = HandoverSheet(records, to: nil, by: officer.name, in: context)
    let lines = sheet.lines
    let board = context.board(of: records)
    var content = [Markup("h1", text: "Morning sheet"), Markup("p", text: stamp), Markup("p", text: lines[1])]
    content += notices.prefix(1).map { Markup("p", ["class": "other"], text: String($0.dropFirst(2))) }
    for group in lines.dropFirst(2).split(separator: "") {
      guard let title = group.first else { continue }
      let items = group.dropFirst().map { line in
        line.hasPrefix("! ")
          ? Markup("li", [:], [Markup("strong", [:], Self.withBlanks(String(line.dropFirst(2))))])
          : Markup("li", [:], Self.withBlanks(line))
      }
      content.append(Markup("h2", text: String(title.prefix(1) + title.dropFirst().lowercased())))
      switch title {
      case HandoverSheet.forAction:
        content.append(table(board.lines.filter { $0.standing != .waiting }, "What is due, the oldest first", sheet))
      case HandoverSheet.waiting:
        content.append(table(board.lines.filter { $0.standing == .waiting }, "Who is to answer", sheet))
      case HandoverSheet.receipt: content.append(receipt(records))
      default: content.append(Markup("ul", ["class": "plain"], items))
      }
    }
    return WebAnswer(
      200, .page(frame.page("Morning sheet - Nightdesk", path: "/handover", kind: "sheet", content)))
  }

  /// A text in which what is to be written by hand is a line, which is read out as one.
  static func withBlanks(_ text: String) -> [Markup] {
    var parts: [Markup] = []
    var rest = text[...]
    while let blank = rest.firstMatch(of: /_{3,}/) {
      parts += [
        .text(String(rest[..<blank.range.lowerBound])),
        Markup("span", ["class": "blank"], [Markup("span", ["class": "hidden"], text: "to be written by hand")]),
      ]
      rest = rest[blank.range.upperBound...]
    }
    return parts + [.text(String(rest))]
  }
}
