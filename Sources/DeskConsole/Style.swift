import Foundation

/// How a reply looks on a terminal. Colour and weight only underline what the words say already.
struct Style {
  /// Whether anything but plain text may be written.
  let isOn: Bool

  private enum Look: String {
    case bold = "1"
    case green = "32"
    case red = "31"
    case yellow = "33"
    case dim = "2"
  }

  /// The lines of a block.
  ///
  /// - Parameters:
  ///   - lines: The lines as they are laid out.
  ///   - code: The reply's code, which tells contacts from a determination.
  /// - Returns: The lines with the terminal's codes in them, where those are wanted.
  func painted(_ lines: [String], code: Int) -> [String] {
    guard isOn else { return lines }
    var isTonight = false
    return lines.enumerated().map { place, line in
      // What is decided for tonight may take several lines, and is as heavy on each.
      isTonight = code == 212 && (line.hasPrefix("TONIGHT") || (isTonight && line.hasPrefix(" ")))
      return isTonight ? painted(line, .bold) : paint(line, code: code, isFirst: place == 0)
    }
  }

  private func paint(_ line: String, code: Int, isFirst: Bool) -> String {
    if line.drop(while: { $0 == " " }).hasPrefix("! ") { return painted(line, .yellow) }
    switch code {
    case 210: return contact(line, isFirst: isFirst)
    case 212: return determination(line)
    case 310 where !line.hasPrefix(" "): return painted(line, .bold)
    default: return line
    }
  }

  func bold(_ text: String) -> String { isOn ? painted(text, .bold) : text }

  /// The number to ring first stands out; so does whether somebody answers.
  private func contact(_ line: String, isFirst: Bool) -> String {
    guard !line.hasPrefix(" ") else { return line }
    var text = line
    for (word, look) in [("  open", Look.green), ("  closed", .red)] {
      guard let range = text.range(of: word) else { continue }
      let place = text.index(range.lowerBound, offsetBy: 2)
      text.replaceSubrange(place..<range.upperBound, with: painted(String(text[place..<range.upperBound]), look))
    }
    guard isFirst, let gap = text.range(of: "  ") else { return text }
    return painted(String(text[..<gap.lowerBound]), .bold) + text[gap.lowerBound...]
  }

  private func determination(_ line: String) -> String {
    if line == "DO NOT" { return painted(line, .red) }
    // What stands in brackets behind a heading only says how much is left out.
    let heading = line.prefix { $0 != "(" }
    if !heading.isEmpty, heading.allSatisfy({ $0.isUppercase || $0 == " " }), line.first != " " {
      return painted(line, .bold)
    }
    return line
  }

  private func painted(_ text: String, _ look: Look) -> String { "\u{1b}[\(look.rawValue)m\(text)\u{1b}[0m" }
}
