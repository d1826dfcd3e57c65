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
  package var document: String { text + "\n" }

  /// The same without the line end.
  package var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .null: bytes += "null".utf8
    case .number(let number): bytes += "\(number)".utf8
    case .integer(let number): bytes += "\(number)".utf8
    case .text(let text): Self.write(text, to: &bytes)
    case .list(let elements):
      Self.write(elements, between: "[", "]", to: &bytes, indent: indent) { element, bytes in
        element.write(to: &bytes, indent: indent + 1)
      }
    case .object(let members):
      Self.write(members, between: "{", "}", to: &bytes, indent: indent) { member, bytes in
        Self.write(member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.write(to: &bytes, indent: indent + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to bytes: inout [UInt8], indent: Int,
    each: (Element, inout [UInt8]) -> Void
  ) {
    func newLine(_ indent: Int) {
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
    }
    bytes += open.utf8
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      newLine(indent + 1)
      each(element, &bytes)
    }
    if !elements.isEmpty { newLine(indent) }
    bytes += close.utf8
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
