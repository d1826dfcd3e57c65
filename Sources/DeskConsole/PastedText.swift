/// What was typed or pasted at a prompt, as lines of the desk language.
enum PastedText {
  /// A text as lines: an end of line inside it ends a command, as it would have had it been typed; empty ones are none. Other
  /// control characters are spaces, since no command takes any.
  static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { line in
      String(
        String.UnicodeScalarView(
          line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }
    .filter { $0.contains { $0 != " " } }
  }

  /// Whether a line holds what looks like a token, which no history may keep, whatever stands before it.
  static func holdsToken(_ line: String) -> Bool {
    line.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")) }
      .contains { $0.lowercased().hasPrefix("nd_") && $0.count >= 12 }
  }
}

/// Keys that were typed while something else had the terminal, and that the next line begins with.
final class TypedAhead {
  private var bytes: [UInt8] = []

  func keep(_ more: [UInt8]) { bytes += more }

  func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
