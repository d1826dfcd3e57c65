import DirectoryExchange

/// Names that go into the record for ever: of who did something, and of the files it came from.
enum RecordName {
  /// A name as it was given, refused where it says nothing or has characters that nobody sees.
  static func checked(_ name: String, option: String) throws -> String {
    guard name.contains(where: { !$0.isWhitespace }) else { throw Failure(.unusable, "\(option) must say something") }
    if let fault = PlainText.fault(in: name, most: 500) {
      throw Failure(.unusable, "\(option) '\(shown(name))' \(fault)")
    }
    return name
  }

  /// A text of the record with what would move a terminal's cursor, or hide, written out: `\u{1B}`.
  static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return text }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar) {
        shown += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
  }
}
