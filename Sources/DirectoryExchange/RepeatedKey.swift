/// A key that one object has twice. Parsers keep one of the two and say nothing, so it is looked for in the bytes.
struct RepeatedKey: Equatable {
  /// The key, as it is written.
  let key: String
  /// The line of its second place, from 1.
  let line: Int

  /// Every repeated key of a document that is known to be JSON.
  static func all(in bytes: [UInt8]) -> [RepeatedKey] {
    var found: [RepeatedKey] = []
    var open: [Set<ArraySlice<UInt8>>] = []
    var lastText: (place: Range<Int>, line: Int)?
    var line = 1
    var place = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "{"): open.append([])
      case UInt8(ascii: "}"): _ = open.popLast()
      case UInt8(ascii: "\""):
        let end = endOfText(in: bytes, from: place + 1)
        lastText = ((place + 1)..<end, line)
        place = end
      case UInt8(ascii: ":"):
        // Between a key and its colon stands nothing but space, so the last text is the key.
        if let text = lastText, !open.isEmpty, !open[open.count - 1].insert(bytes[text.place]).inserted {
          found.append(RepeatedKey(key: String(decoding: bytes[text.place], as: UTF8.self), line: text.line))
        }
      default: break
      }
      place += 1
    }
    return found
  }

  /// The place of the quotation mark that ends a text.
  private static func endOfText(in bytes: [UInt8], from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place, bytes.count)
  }
}
