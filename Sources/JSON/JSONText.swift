/// A JSON document to be written with its keys in a fixed order, so that a change to a file shows as just that change.
package indirect enum JSONText: Sendable {
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

  /// The same, without the order of its keys.
  package var value: JSONValue {
    switch self {
    case .null: .null
    case .number(let number): .number(number)
    case .integer(let number): .number(Double(number))
    case .text(let text): .text(text)
    case .list(let elements): .list(elements.map(\.value))
    case .object(let members): .object(Dictionary(members.map { ($0.key, $0.value.value) }) { $1 })
    }
  }

  /// A text, or null.
  package static func textOrNull(_ text: String?) -> JSONText { text.map(JSONText.text) ?? .null }

  /// A list of texts.
  package static func texts(_ texts: [String]) -> JSONText { .list(texts.map(JSONText.text)) }

  /// The document, indented by two spaces, with a line end after it.
  package var document: String { text + "\n" }

  /// The same without the line end.
  package var text: String { text(levels: .max) }

  /// The document with its outer levels indented, and what stands deeper on one line.
  ///
  /// - Parameter levels: how many levels.
  /// - Returns: the text, without a line end.
  package func text(levels: Int) -> String {
    var writer = JSONWriter(.indented(levels: levels))
    writer.write(self)
    return writer.text
  }
}

extension JSONWriter {
  /// Writes a document.
  package mutating func write(_ text: JSONText) {
    switch text {
    case .null: null()
    case .number(let number): self.number(number)
    case .integer(let number): integer(number)
    case .text(let text): string(text)
    case .list(let elements): array(elements) { $0.write($1) }
    case .object(let members):
      object { writer in
        for (key, value) in members {
          writer.key(named: key)
          writer.write(value)
        }
      }
    }
  }
}

extension JSONWriter {
  /// Writes a value, an object's keys in the order of their letters.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let bool): self.bool(bool)
    case .number(let number): Int(exactly: number).map { integer($0) } ?? self.number(number)
    case .text(let text): string(text)
    case .list(let elements): array(elements) { $0.write($1) }
    case .object(let members):
      object { writer in
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
          writer.key(named: key)
          writer.write(value)
        }
      }
    }
  }
}

extension JSONValue {
  /// The value on one line, its keys in order.
  package var compact: String {
    var writer = JSONWriter(capacity: 64)
    writer.write(self)
    return writer.text
  }
}
