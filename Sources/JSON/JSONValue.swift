/// A JSON document, or a part of one, as a closed type.
package enum JSONValue: Sendable, Hashable {
  /// Null: nothing is known.
  case null
  /// True or false.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// An object, whose keys have no order.
  case object([String: JSONValue])

  /// What a value is, for messages.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// The text; nil for any other value.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The elements of a list; nil for any other value.
  package var elements: [JSONValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// A member of an object; nil where there is none.
  package subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// Reads a whole document. Of a key that comes twice the last value is kept: who must know of it reads a `JSONDocument`.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: `MalformedJSON`.
  /// - Returns: what it says.
  package static func parse(_ bytes: [UInt8]) throws(MalformedJSON) -> JSONValue {
    try JSONDocument(bytes).value
  }
}

/// Why bytes are not JSON, and where.
package struct MalformedJSON: Error, Sendable, Hashable {
  /// The line, from 1.
  package let line: Int
  /// The character of the line, from 1.
  package let column: Int
  /// What is wrong there.
  package let what: String

  /// Where and what, as one sentence part.
  package var detail: String { "line \(line), character \(column): \(what)" }
}

/// A key that one object has twice. One of its two values would be lost unseen.
package struct RepeatedKey: Sendable, Hashable {
  /// The key.
  package let key: String
  /// The line of its second place, from 1.
  package let line: Int
}

/// A document that is read at once.
package struct JSONDocument: Sendable {
  /// What it says. Of a key that comes twice, the last value.
  package let value: JSONValue
  /// The keys that one object has twice, in the order of the document; of very many the first thousand.
  package let repeatedKeys: [RepeatedKey]

  /// Reads a document, strictly as RFC 8259 has it; a byte order mark before it is passed over.
  ///
  /// - Parameter bytes: UTF-8.
  /// - Throws: `MalformedJSON`.
  package init(_ bytes: [UInt8]) throws(MalformedJSON) {
    var parser = JSONParser(bytes)
    value = try parser.document()
    repeatedKeys = parser.repeatedKeys
  }
}
