/// A JSON document with a list in it that may be long: the list's elements are read one at a time, so that no tree of all
/// of them is ever in memory.
struct LongJSON {
  /// The document, with the list empty in it.
  let shell: JSONValue
  /// The list's path; empty where the document is itself the list, nil where there is none.
  let path: String?
  private let bytes: [UInt8]
  private let places: [Range<Int>]

  /// Reads a document whose list is itself, or stands in its outermost object under one of some keys.
  ///
  /// - Throws: `MalformedJSON` where the document is not JSON as far as it is read by now; the list's elements are read later.
  init(_ bytes: [UInt8], listedUnder keys: Set<String>) throws(MalformedJSON) {
    self.bytes = bytes
    var scan = Scan(bytes: bytes)
    guard let list = scan.list(under: keys) else {
      shell = try JSONValue.parse(bytes)
      path = nil
      places = []
      return
    }
    path = list.key
    places = list.elements
    do throws(MalformedJSON) {
      shell = try JSONValue.parse(Array(bytes[...list.open] + bytes[list.close...]))
    } catch {
      throw Self.fault(in: bytes) ?? error
    }
  }

  /// Several objects, a line each, as one list; nil for any other document.
  static func list(ofLines bytes: [UInt8]) -> [UInt8]? {
    // The first line decides for nearly every file: to cut a long one into its lines costs more than the file.
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard first.first == UInt8(ascii: "{"), first.last == UInt8(ascii: "}") else { return nil }
    let lines = bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    guard lines.count > 1,
      lines.allSatisfy({ $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") })
    else { return nil }
    return [UInt8(ascii: "[")] + Array(lines.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]
  }

  /// How many elements the list has.
  var count: Int { places.count }

  /// Reads an element of the list.
  ///
  /// - Throws: `MalformedJSON` where it is not JSON, with its place in the whole document.
  func element(at index: Int) throws(MalformedJSON) -> JSONValue {
    do throws(MalformedJSON) {
      return try JSONValue.parse(Array(bytes[places[index]]))
    } catch {
      throw Self.fault(in: bytes) ?? error
    }
  }

  /// What the parser says of the whole, whose lines are those that people see.
  private static func fault(in bytes: [UInt8]) -> MalformedJSON? {
    do throws(MalformedJSON) {
      _ = try JSONValue.parse(bytes)
      return nil
    } catch {
      return error
    }
  }

  /// Looks for brackets, commas and keys, and for nothing else that may be wrong: each part is parsed by itself.
  private struct Scan {
    let bytes: [UInt8]
    private var place = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// The list, with the places of its brackets and elements; nil where there is none or its end is not found.
    mutating func list(
      under keys: Set<String>
    ) -> (key: String, open: Int, close: Int, elements: [Range<Int>])? {
      skipSpace()
      guard place < bytes.count else { return nil }
      if bytes[place] == UInt8(ascii: "[") { return elements().map { ("", $0, $1, $2) } }
      var depth = 0
      var text: Range<Int> = 0..<0
      while place < bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""): text = skipText()
        case UInt8(ascii: ":") where depth == 1:
          let key = String(decoding: bytes[text], as: UTF8.self)
          place += 1
          skipSpace()
          guard keys.contains(key), place < bytes.count, bytes[place] == UInt8(ascii: "[") else { continue }
          return elements().map { (key, $0, $1, $2) }
        default: break
        }
        place += 1
      }
      return nil
    }

    /// The elements of the list that begins here.
    private mutating func elements() -> (open: Int, close: Int, elements: [Range<Int>])? {
      let open = place
      var found: [Range<Int>] = []
      var depth = 0
      var start = open + 1
      while place < bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          guard depth == 0 else { break }
          let isEmpty = found.isEmpty && bytes[start..<place].allSatisfy(Self.isSpace)
          return (open, place, isEmpty ? [] : found + [start..<place])
        case UInt8(ascii: "\""): _ = skipText()
        case UInt8(ascii: ",") where depth == 1:
          found.append(start..<place)
          start = place + 1
        default: break
        }
        place += 1
      }
      return nil
    }

    /// Goes to the quotation mark that ends a text, or to the last byte.
    private mutating func skipText() -> Range<Int> {
      let start = place + 1
      place = start
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      place = min(place, bytes.count)
      return start..<place
    }

    private mutating func skipSpace() {
      while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { " \t\r\n".utf8.contains(byte) }
  }
}
