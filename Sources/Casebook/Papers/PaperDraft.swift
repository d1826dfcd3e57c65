import Directory

/// A paper drafted from a case: a draft, until a named person marks it as issued. What only a person may write is a dotted
/// line with its name, never nothing.
package struct PaperDraft: Sendable, Hashable {
  /// A piece of a line.
  package enum Piece: Sendable, Hashable {
    case text(String)
    /// Something to be written by hand: what, and on how many lines.
    case blank(String, lines: Int)
  }

  /// A line of it.
  package struct Line: Sendable, Hashable {
    /// How it stands.
    package let form: PaperWording.Form
    /// What it says.
    package let pieces: [Piece]

    init(_ form: PaperWording.Form, _ pieces: [Piece]) {
      self.form = form
      self.pieces = pieces
    }

    init(_ form: PaperWording.Form, _ text: String) { self.init(form, [.text(text)]) }
  }

  /// Which paper.
  package let kind: PaperKind
  /// The id of the authority that it goes to; nil where it goes to none.
  package let to: String?
  /// Its name.
  package let title: String
  /// That it is a draft, who made it, when, and of which case: nothing that the paper itself says.
  package let head: [String]
  /// To whom it goes, what it says, what is enclosed and who has a copy.
  package let body: [Line]
  /// What a person looks at before it goes out.
  package let checks: [String]
  /// By which rules, and what to do with the paper.
  package let foot: [String]

  /// What is to be written by hand, in order.
  package var blanks: [String] {
    body.flatMap(\.pieces).compactMap { if case .blank(let label, _) = $0 { label } else { nil } }
  }

  /// A fingerprint of what it says: two drafts that say the same have the same, whoever makes them and when.
  package var mark: PaperMark {
    var print = Fingerprint()
    print.add(title)
    for line in body { print.add("\(line.form) " + line.pieces.map(Self.plain).joined()) }
    return PaperMark(kind: kind, to: to, print: print.text)
  }

  private static func plain(_ piece: Piece) -> String {
    switch piece {
    case .text(let text): text
    case .blank(let label, _): "\(dots) (\(label))"
    }
  }

  private static let dots = String(repeating: ".", count: 30)

  /// The longest line of the text, in columns: a terminal's, and a plain file's.
  private static let columns = 78

  /// The paper as lines of text.
  package var lines: [String] {
    var lines = head + ["", title.uppercased()]
    for line in body {
      switch line.form {
      case .heading: lines += ["", text(of: line)[0]]
      case .paragraph: lines += text(of: line)
      case .item: lines += text(of: line, first: "- ", rest: "  ")
      }
    }
    lines += ["", "BEFORE IT GOES OUT"]
    for check in checks { lines += check.wrapped(at: Self.columns, first: "[ ] ", rest: "    ") }
    lines.append("")
    for line in foot { lines += line.wrapped(at: Self.columns) }
    return lines
  }

  private func text(of line: Line, first: String = "", rest: String = "") -> [String] {
    let text = line.pieces.map(Self.plain).joined()
    var lines = text.wrapped(at: Self.columns, first: first, rest: rest)
    for case .blank(_, let count) in line.pieces {
      lines += (1..<max(1, count)).map { _ in rest + String(repeating: ".", count: Self.columns - rest.count) }
    }
    return lines
  }
}
