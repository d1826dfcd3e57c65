extension QuarterReport {
  /// The report as one page that needs nothing else: no script, no network, no picture file. Every drawing has its table beside it.
  ///
  /// - Parameter made: When it was made, and by which program, in words.
  /// - Returns: The page.
  package func html(made: String) -> String {
    Markup.page(
      title: "\(kind.title), \(quarter.words)", sheet: Self.sheet,
      main: [Markup("h1", text: kind.title)] + heading.dropFirst().map { Markup("p", text: $0) } + figures(made: made))
  }

  /// Its tables, each under a heading that says what the figures say, with its drawing.
  package func figures(made: String) -> [Markup] {
    tables.enumerated().map { figure($0.element, number: $0.offset + 1, made: made) }
  }

  private func figure(_ table: Table, number: Int, made: String) -> Markup {
    var content: [Markup] = []
    if let drawing = Drawing(table, number: number, description: sentence(table)) { content.append(drawing.markup) }
    // A list that is not closed may be empty: the heading says so, and a table without a row says nothing.
    if !table.cells.isEmpty { content.append(tableMarkup(table)) }
    content += notes(table).map { Markup("p", text: $0) }
    content.append(Markup("figcaption", text: "\(table.id). \(source(table)). \(quarter.words). \(made)"))
    return Markup("section", [:], [Markup("h2", text: sentence(table)), Markup("figure", [:], content)])
  }

  private func tableMarkup(_ table: Table) -> Markup {
    let head = Markup(
      "thead", [:],
      [
        Markup(
          "tr", [:],
          [Markup("th", ["scope": "col"], text: "Which"), Markup("th", ["scope": "col", "class": "n"], text: "Count")])
      ])
    var rows = table.cells.map { row($0.label, $0.count.map(String.init) ?? "c") }
    if table.cells.count > 1 { rows.append(row("Total", table.total.map(String.init) ?? "not given")) }
    return Markup(
      "table", [:], [Markup("caption", text: table.question), head, Markup("tbody", [:], rows)])
  }

  private func row(_ label: String, _ count: String) -> Markup {
    Markup("tr", [:], [Markup("th", ["scope": "row"], text: label), Markup("td", ["class": "n"], text: count)])
  }

  private static let sheet: StaticString = """
    @page{size:A4;margin:15mm 18mm}
    body{font:11pt/1.4 system-ui,sans-serif;color:#000;background:#fff;margin:1rem auto;max-width:46rem;padding:0 1rem}
    h1{font-size:18pt}h2{font-size:13pt;break-after:avoid}
    section{break-inside:avoid}
    figure{margin:0 0 2rem}figcaption{font-size:9pt;color:#595959;padding-top:.3rem;break-before:avoid}
    table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.3rem 0}
    th,td{text-align:left;font-weight:normal;padding:.2rem .5rem .2rem 0;border-bottom:1px solid #595959}
    thead{display:table-header-group}thead,caption{break-after:avoid}thead th{font-weight:bold}tr{break-inside:avoid}
    tbody tr:first-child,tbody tr:last-child{break-before:avoid}
    .n{text-align:right;font-variant-numeric:tabular-nums}
    svg{display:block;width:100%;height:auto;break-inside:avoid;break-after:avoid}svg *{print-color-adjust:exact}
    """
}

/// A table drawn: bars from zero, or a row of dots. One colour and outlines, so that it reads in black and white.
private struct Drawing {
  private let table: QuarterReport.Table
  private let number: Int
  private let description: String

  private static let blue = "#12436D"
  private static let edge = "#000"
  private static let width = 680

  /// Nothing is drawn of nothing, nor where a figure is left out: its bar would tell.
  init?(_ table: QuarterReport.Table, number: Int, description: String) {
    guard let total = table.total, total > 0, !table.cells.contains(where: { $0.count == nil }) else { return nil }
    if case .bars = table.form, table.cells.count == 1 { return nil }
    self.table = table
    self.number = number
    self.description = description
  }

  var markup: Markup {
    let (height, marks) =
      switch table.form {
      case .bars: bars
      case .target(let met, let unknown): dots(met, unknown)
      }
    return Markup(
      "svg",
      [
        "role": "img", "viewBox": "0 0 \(Self.width) \(height)", "aria-labelledby": "t\(number) d\(number)",
        "font-size": "13", "font-family": "system-ui,sans-serif",
      ],
      [
        Markup("title", ["id": "t\(number)"], text: table.question),
        Markup("desc", ["id": "d\(number)"], text: description),
      ] + marks)
  }

  private var bars: (height: Int, [Markup]) {
    // Only what was counted is drawn; the table beside has the rest.
    let cells = table.cells.filter { ($0.count ?? 0) > 0 }
    let most = cells.map { $0.count ?? 0 }.max() ?? 1
    let (left, room, step) = (270, Self.width - 270 - 60, 26)
    var marks: [Markup] = []
    for (place, cell) in cells.enumerated() {
      let count = cell.count ?? 0
      let length = max(1, count * room / most)
      let isRest = cell.value == "other" || cell.value == "not-known" || cell.value == "cannot-tell"
      let top = place * step + 4
      marks.append(
        Markup(
          "text", ["x": "\(left - 8)", "y": "\(top + 14)", "text-anchor": "end"], text: String(cell.label.prefix(38))))
      marks.append(
        Markup(
          "rect",
          [
            "x": "\(left)", "y": "\(top)", "width": "\(length)", "height": "18", "fill": isRest ? "#BFBFBF" : Self.blue,
            "stroke": Self.edge, "stroke-width": "1",
          ]))
      marks.append(Markup("text", ["x": "\(left + length + 6)", "y": "\(top + 14)"], text: "\(count)"))
    }
    let height = cells.count * step + 8
    marks.append(
      Markup(
        "line",
        ["x1": "\(left)", "y1": "0", "x2": "\(left)", "y2": "\(height)", "stroke": "#595959", "stroke-width": "1"]))
    return (height, marks)
  }

  /// Filled is met, a ring is not met, a cross is what nobody can tell.
  private func dots(_ met: Set<String>, _ unknown: Set<String>) -> (height: Int, [Markup]) {
    let (step, inRow) = (22, 30)
    var marks: [Markup] = []
    var place = 0
    for cell in table.cells {
      for _ in 0..<(cell.count ?? 0) where place < 300 {
        let (x, y) = (12 + place % inRow * step, 12 + place / inRow * step)
        if unknown.contains(cell.value) {
          marks.append(
            Markup(
              "path",
              ["d": "M\(x - 6) \(y - 6)l12 12m0 -12l-12 12", "stroke": Self.edge, "stroke-width": "2", "fill": "none"]))
        } else {
          marks.append(
            Markup(
              "circle",
              [
                "cx": "\(x)", "cy": "\(y)", "r": "7", "fill": met.contains(cell.value) ? Self.blue : "#fff",
                "stroke": Self.edge, "stroke-width": "2",
              ]))
        }
        place += 1
      }
    }
    let height = (place + inRow - 1) / inRow * step + 28
    marks.append(
      Markup(
        "text", ["x": "4", "y": "\(height - 8)"],
        text: "Filled: met. Ring: not met. Cross: nobody here can tell." + (place == 300 ? " The first 300." : "")))
    return (height, marks)
  }
}
