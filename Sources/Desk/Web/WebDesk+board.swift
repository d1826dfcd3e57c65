import Casebook
import Triage
import WorkingTime

extension WebDesk {
  /// How often a board that loads anew by itself does so, in seconds.
  static let pace = 30

  /// What is wrong, what is due next, who is waited for.
  func board() throws -> WebAnswer {
    let board = Board(try desk.seen(), at: context.now, clock: clock)
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
      "div", ["class": "screen-only"],
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

  private func table(_ lines: [Board.Line], _ caption: String) -> Markup {
    let head = Markup(
      "thead", [:],
      [Markup("tr", [:], ["Case", "When", "What", "Whose"].map { Markup("th", ["scope": "col"], text: $0) })])
    let rows = lines.map { line in
      Markup(
        "tr", [:],
        [
          Markup("th", ["scope": "row"], [link(line.reference, line.number)]),
          Markup("td", text: CaseWording.when(line, at: context.now, clock: clock)),
          Markup("td", text: line.text), Markup("td", text: line.owner),
        ])
    }
    return Markup("table", [:], [Markup("caption", text: caption), head, Markup("tbody", [:], rows)])
  }

  /// The morning sheet of all open cases, to be read and to be printed.
  func handover() throws -> WebAnswer {
    let records = try desk.seen()
    for record in records { _ = try access.shelf.read(record.reference, by: officer.name, at: context.now) }
    let lines = HandoverSheet(records, to: nil, by: officer.name, in: context).lines
    var content = [Markup("h1", text: "Morning sheet"), Markup("p", text: lines[0]), Markup("p", text: lines[1])]
    for group in lines.dropFirst(2).split(separator: "") {
      guard let title = group.first else { continue }
      let items = group.dropFirst().map { line in
        line.hasPrefix("! ")
          ? Markup("li", [:], [Markup("strong", [:], Self.withBlanks(String(line.dropFirst(2))))])
          : Markup("li", [:], Self.withBlanks(line))
      }
      let words = title.prefix(1) + title.dropFirst().lowercased()
      content += [Markup("h2", text: String(words)), Markup("ul", ["class": "plain"], items)]
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
