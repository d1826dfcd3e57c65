import Directory

/// Lays lines out for a screen of some width: a line that is too long goes on below, under its own second column or behind
/// its mark, and nothing is cut off.
package struct Folding: Sendable {
  private let width: Int

  /// A layout for a number of columns.
  package init(width: Int) {
    self.width = width
  }

  /// The lines, each as many as it takes.
  package func lines(_ lines: [String]) -> [String] { lines.flatMap(folded) }

  private func folded(_ line: String) -> [String] {
    guard line.count > width else { return [line] }
    let indent = String(repeating: " ", count: hang(of: line))
    var folded: [String] = []
    var rest = line
    while rest.count > width {
      let room = rest.prefix(width + 1)
      let end =
        Self.gap(in: room, from: indent.count)
        ?? Self.blank(in: rest, within: width, from: indent.count)
      // A word longer than the screen is left whole: it is a number, an id or an address to be copied.
      guard let end = end ?? rest.dropFirst(indent.count).firstIndex(of: " ") else { break }
      folded.append(String(rest[..<end]).trimmingEnd)
      let next = rest[end...].drop { $0 == " " }
      guard !next.isEmpty else { return folded }
      rest = indent + next
    }
    return folded + [rest.trimmingEnd]
  }

  /// The end of the last word that leaves more than the indent before it; a telephone number counts as one word.
  private static func blank(in text: String, within width: Int, from indent: Int) -> String.Index? {
    text.unbrokenWords.dropLast().last { word in
      let end = text.distance(from: text.startIndex, to: word.endIndex)
      return end > indent && end <= width
    }?.endIndex
  }

  /// The last place between two columns that leaves more than the indent before it.
  private static func gap(in text: Substring, from indent: Int) -> Substring.Index? {
    var found: Substring.Index?
    var place = text.index(text.startIndex, offsetBy: indent, limitedBy: text.endIndex) ?? text.endIndex
    var hasText = false
    while place < text.endIndex {
      if text[place] != " " {
        hasText = true
      } else if hasText {
        let next = text.index(after: place)
        if next < text.endIndex, text[next] == " ", text[text.index(before: place)] != " " { found = place }
      }
      place = text.index(after: place)
    }
    return found
  }

  /// Where later lines begin: behind a mark such as `!` or `12.`, else under the second column, where that leaves room.
  private func hang(of line: String) -> Int {
    let start = line.prefix { $0 == " " }.count
    let body = line.dropFirst(start)
    let first = body.prefix { $0 != " " }
    let isMark = first.count <= 3 && (first.last == "." || ["!", "?", "-"].contains(first))
    if isMark { return start + first.count + body.dropFirst(first.count).prefix { $0 == " " }.count }
    let column = body.ranges(of: "  ").first.map { gap in
      let column = body[..<gap.lowerBound].count
      return start + column + body.dropFirst(column).prefix { $0 == " " }.count
    }
    if let column, column <= width / 2 { return column }
    return min(start + 4, width / 2)
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
