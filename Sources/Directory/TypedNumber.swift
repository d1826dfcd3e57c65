/// A telephone number as somebody typed or pasted it: any marks, any spaces, `tel:` before it or an extension behind.
package struct TypedNumber: Sendable, Hashable {
  /// The digits without country code or trunk zero; those of a number that is known in part are any part of it.
  package let digits: [UInt8]
  /// Whether nothing but a number can be meant.
  package let isAllOfIt: Bool

  /// The number in a text; nil where the text holds none, or only digits that more likely mean something else.
  ///
  /// - Parameter text: What was typed.
  package init?(_ text: String) {
    var run: [UInt8] = [], longest: [UInt8] = []
    var words: [String] = [], word = ""
    func end() {
      if run.count > longest.count { longest = run }
      run = []
    }
    // The zero that some print in brackets behind the country code is never dialled.
    for scalar in text.replacing("(0)", with: "").unicodeScalars {
      if let digit = Self.digit(scalar) {
        run.append(UInt8(ascii: "0") + digit)
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if Self.parts(scalar) {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        end()
        word.unicodeScalars.append(scalar)
      }
    }
    end()
    if !word.isEmpty { words.append(word) }
    var digits = longest[...].drop { $0 == UInt8(ascii: "0") }
    if digits.starts(with: "44".utf8), digits.count >= 9 {
      digits = digits.dropFirst(2).drop { $0 == UInt8(ascii: "0") }
    }
    isAllOfIt = words.allSatisfy { Self.sayings.contains($0.lowercased()) }
    guard !text.contains("@"), digits.count >= (isAllOfIt ? 3 : 9), digits.count <= 15 else { return nil }
    self.digits = Array(digits)
  }

  /// Words that stand beside a number and are none of it.
  private static let sayings: Set<String> = [
    "tel", "t", "phone", "telephone", "mobile", "fax", "call", "ring", "dial", "number", "no", "ext", "extn",
    "extension",
    "x", "whose", "who", "is", "s", "this", "the", "?", "#", "'", "\u{2019}", "!", "\"",
  ]

  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if ("0"..."9").contains(scalar) { return UInt8(scalar.value - 48) }
    guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
    return UInt8(value)
  }

  /// Whether a mark stands between the digits of one number: a space or hyphen of any kind, a dot, a bracket, a slash.
  private static func parts(_ scalar: Unicode.Scalar) -> Bool {
    if " +()-./,[]:;·".unicodeScalars.contains(scalar) { return true }
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .dashPunctuation, .format, .control, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.value == 0x2212
    }
  }
}
