/// A JSON document to be written with its keys in a fixed order, so that a change to a file shows as just that change.
package indirect enum JSONText {
  /// Null.
  case null
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONText])
  /// An object, its keys in the order in which they are written.
  case object([(key: String, value: JSONText)])

  /// A text, or null.
  package static func textOrNull(_ text: String?) -> JSONText { text.map(JSONText.text) ?? .null }

  /// A list of texts.
  static func texts(_ texts: [String]) -> JSONText { .list(texts.map(JSONText.text)) }

  /// The document, indented by two spaces, with a line end after it.
  package var document: String {
    var result = ""
    write(to: &result, indent: 0)
    return result + "\n"
  }

  private func write(to result: inout String, indent: Int) {
    switch self {
    case .null: result += "null"
    case .number(let number): result += "\(number)"
    case .integer(let number): result += "\(number)"
    case .text(let text): Self.write(text, to: &result)
    case .list(let elements):
      Self.write(elements, between: "[", "]", to: &result, indent: indent) { element, result in
        element.write(to: &result, indent: indent + 1)
      }
    case .object(let members):
      Self.write(members, between: "{", "}", to: &result, indent: indent) { member, result in
        Self.write(member.key, to: &result)
        result += ": "
        member.value.write(to: &result, indent: indent + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to result: inout String, indent: Int,
    each: (Element, inout String) -> Void
  ) {
    result += open
    for (index, element) in elements.enumerated() {
      result += index == 0 ? "\n" : ",\n"
      result += String(repeating: "  ", count: indent + 1)
      each(element, &result)
    }
    if !elements.isEmpty { result += "\n" + String(repeating: "  ", count: indent) }
    result += close
  }

  private static func write(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}
