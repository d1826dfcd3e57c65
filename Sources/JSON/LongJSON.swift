/// A JSON document with a list in it that may be long: the list's elements are read one at a time, so that no tree of all
/// of them is ever in memory.
package struct LongJSON: Sendable {
  /// The document, with the list empty in it.
  package let shell: JSONValue
  /// The list's path; empty where the document is itself the list, nil where there is none.
  package let path: String?
  /// Every key that one object has twice, the list's elements included.
  package let repeatedKeys: [RepeatedKey]
  private let bytes: [UInt8]
  private let places: [Range<Int>]

  /// Reads a document whose list is itself, or stands in its outermost object under one of some keys.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - keys: where the list may stand.
  /// - Throws: `MalformedJSON` where the document is not JSON. Whether the texts of the list's elements are UTF-8,
  ///   and their numbers not too large, is seen when an element is read.
  package init(_ bytes: [UInt8], listedUnder keys: Set<String>) throws(MalformedJSON) {
    self.bytes = bytes
    var parser = JSONParser(bytes, noting: keys)
    shell = try parser.document()
    path = parser.noted?.key
    places = parser.noted?.elements ?? []
    repeatedKeys = parser.repeatedKeys
  }

  /// How many elements the list has.
  package var count: Int { places.count }

  /// Reads an element of the list.
  ///
  /// - Parameter index: from 0.
  /// - Returns: the element.
  /// - Throws: `MalformedJSON` where a text of it is not UTF-8 or a number too large, with its place in the whole document.
  package func element(at index: Int) throws(MalformedJSON) -> JSONValue {
    var parser = JSONParser(bytes, in: places[index])
    return try parser.document()
  }

  /// Several objects, a line each, as one list; nil for any other document.
  package static func list(ofLines bytes: [UInt8]) -> [UInt8]? {
    // The first line decides for nearly every file: to cut a long one into its lines costs more than the file.
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard first.first == UInt8(ascii: "{"), first.last == UInt8(ascii: "}") else { return nil }
    let lines = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    guard lines.count > 1,
      lines.allSatisfy({ $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") })
    else { return nil }
    return [UInt8(ascii: "[")] + Array(lines.joined(separator: [UInt8(ascii: ","), UInt8(ascii: "\n")])) + [
      UInt8(ascii: "]")
    ]
  }
}
