import WorkingTime

/// What a text of a record may be made of: one line of characters that everybody sees, and no longer than anybody reads.
package enum PlainText {
  /// What is wrong with a text; nil where nothing is.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - most: How many characters it may have.
  /// - Returns: A sentence part that says what, and what to do about it.
  package static func fault(in text: String, most: Int) -> String? {
    // Nearly all texts are plain ASCII, of which nothing else need be asked.
    let isPlain = text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
    for scalar in text.unicodeScalars where !isPlain {
      switch scalar.properties.generalCategory {
      case .control: return "has a line end or another control character; must be one line of plain text"
      case .lineSeparator, .paragraphSeparator:
        return "has a line separator (\(name(scalar))); must be one line of plain text"
      case .format:
        return
          "has a character that nobody sees, or that turns the direction of the text (\(name(scalar))); take it out"
      case .privateUse, .surrogate, .unassigned:
        return "has a character without a meaning (\(name(scalar))); take it out"
      default: continue
      }
    }
    if text.first?.isWhitespace ?? false || text.last?.isWhitespace ?? false {
      return "begins or ends with a space; take it out"
    }
    let count = isPlain ? text.utf8.count : text.unicodeScalars.count
    return count > most ? "has \(counted(count, "character")); \(most) is the most" : nil
  }

  /// How many characters a field may have, by its key; sentences may be long, the rest is read at a glance.
  package static func most(for key: String) -> Int {
    switch key {
    case "text", "reason": 2000
    case "value", "display": 500
    case "place", "document", "hours", "spans": 500
    default: 200
    }
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
