extension PaperDraft {
  /// The paper as one page for A4, which needs nothing else and prints in black and white.
  package var html: String {
    Markup.page(
      title: "Draft: \(title)", sheet: Self.sheet,
      main: [
        Markup("header", [:], head.map { Markup("p", text: $0) }),
        Markup("h1", text: title),
      ] + blocks + [
        Markup(
          "section", ["class": "check"],
          [
            Markup("h2", text: "Before it goes out"),
            Markup("ul", [:], checks.map { Markup("li", text: $0) }),
            Markup("div", ["class": "foot"], foot.map { Markup("p", text: $0) }),
          ])
      ])
  }

  /// Items that follow each other are one list.
  private var blocks: [Markup] {
    var (blocks, items) = ([Markup](), [Markup]())
    func list() -> [Markup] { items.isEmpty ? [] : [Markup("ul", [:], items)] }
    for line in body {
      let content = line.pieces.map(Self.markup)
      if line.form == .item {
        items.append(Markup("li", [:], content))
        continue
      }
      blocks += list() + [Markup(line.form == .heading ? "h2" : "p", [:], content)]
      items = []
    }
    return blocks + list()
  }

  /// A dotted line with its name below, for the eye and for the ear.
  private static func markup(_ piece: Piece) -> Markup {
    switch piece {
    case .text(let text): return .text(text)
    case .blank(let label, let count):
      let rules = (0..<count).map { _ in Markup("span", ["class": "rule"]) }
      return Markup(
        "span", ["class": count > 1 ? "blank wide" : "blank"],
        rules + [Markup("span", ["class": "name"], text: "to be written by hand: \(label)")])
    }
  }

  private static let sheet: StaticString = """
    @page{size:A4;margin:15mm 18mm}
    body{font:11pt/1.4 system-ui,sans-serif;color:#000;background:#fff;margin:1rem auto;max-width:44rem;padding:0 1rem}
    header{border:1.5pt solid #000;padding:.2rem .6rem;margin-bottom:1rem}header p{margin:.1rem 0}
    header p:first-child{font-weight:bold}
    h1{font-size:18pt;margin:.6rem 0}h2{font-size:13pt;break-after:avoid;margin:1rem 0 .3rem}
    p{margin:.3rem 0}ul{margin:.3rem 0;padding-left:1.3rem}p,li,.blank{break-inside:avoid}
    .blank{display:inline-block;min-width:16rem;vertical-align:bottom}.wide{display:block;width:100%}
    .rule{display:block;border-bottom:1.5pt dotted #000;height:1.9em}
    .name{display:block;font-size:9pt;line-height:1.2;color:#000}
    .check{break-inside:avoid;border-top:1pt solid #000;margin-top:1.2rem}.check ul{list-style:none;padding:0}
    .check li{break-inside:avoid}.check li::before{content:"";display:inline-block;width:.8em;height:.8em;border:1pt solid #000;
    margin-right:.6em}
    .foot{font-size:9pt;margin-top:.8rem;border-top:1pt solid #000}
    """
}
