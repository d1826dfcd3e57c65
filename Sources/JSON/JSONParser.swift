/// Reads JSON from bytes: the one place that knows its grammar.
struct JSONParser {
  /// How deep lists and objects may stand in each other, so that no document can exhaust the stack.
  static let mostDepth = 512

  /// How many keys that come twice are told.
  static let mostRepeatedKeys = 1000

  /// A list of which the places of the elements are noted, and the elements themselves are left for later.
  struct NotedList {
    /// The key under which it stands; empty where it is the document.
    let key: String
    var elements: [Range<Int>] = []
  }

  private let bytes: [UInt8]
  private let end: Int
  private var place: Int
  private var depth = 0
  /// Whether values are made of what is read; where not, their grammar alone is checked.
  private var isKept = true
  /// The keys under which a list of the outermost object is noted.
  private var notedKeys: Set<String>?
  /// Every key that one object has twice.
  private(set) var repeatedKeys: [RepeatedKey] = []
  /// Up to where the lines have been counted for them, and which line that is in.
  private var countedTo = 0
  private var countedLine = 1
  /// The list that was noted.
  private(set) var noted: NotedList?

  /// A reader of some bytes, or of a part of them: what it says of places is of the whole.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - part: the part to read; nil for all.
  ///   - notedKeys: under which keys of the outermost object a list is noted, and not read; nil where everything is read.
  ///     With any keys a list that is itself the document is noted too.
  init(_ bytes: [UInt8], in part: Range<Int>? = nil, noting notedKeys: Set<String>? = nil) {
    self.bytes = bytes
    self.notedKeys = notedKeys
    let hasMark = part == nil && bytes.starts(with: [0xef, 0xbb, 0xbf])
    place = part?.lowerBound ?? (hasMark ? 3 : 0)
    end = part?.upperBound ?? bytes.count
  }

  /// Reads everything.
  mutating func document() throws(MalformedJSON) -> JSONValue {
    skipSpace()
    guard place < end else { throw fault("nothing stands here; a document is expected") }
    let value = try value(under: notedKeys == nil ? nil : "")
    skipSpace()
    guard place == end else { throw fault("the document has ended, and \(seen) follows") }
    return value
  }

  // MARK: - Values

  /// Reads the value that begins here.
  ///
  /// - Parameter key: the key under which a list would be noted; nil where it would not.
  /// - Throws: `MalformedJSON`.
  /// - Returns: the value; null where nothing is kept.
  private mutating func value(under key: String? = nil) throws(MalformedJSON) -> JSONValue {
    guard place < end else { throw fault("the document ends where a value is expected") }
    switch bytes[place] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["):
      guard let key, noted == nil else { return try list() }
      return try notedList(under: key)
    case UInt8(ascii: "\""):
      let text = try text()
      return isKept ? .text(text) : .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw fault("a value is expected, and \(seen) stands there")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(MalformedJSON) -> JSONValue {
    let start = place
    while place < end, bytes[place] >= UInt8(ascii: "a"), bytes[place] <= UInt8(ascii: "z") { place += 1 }
    guard bytes[start..<place].elementsEqual("\(word)".utf8) else {
      place = start
      throw fault("a value is expected, and \(seen) stands there; a text needs quotation marks")
    }
    return value
  }

  private mutating func object() throws(MalformedJSON) -> JSONValue {
    let isOutermost = depth == 0
    try enter()
    var members: [String: JSONValue] = [:]
    var keys: Set<String> = []
    if !isClosed(by: UInt8(ascii: "}")) {
      while true {
        skipSpace()
        guard place < end, bytes[place] == UInt8(ascii: "\"") else {
          throw fault(
            place < end
              ? "a key in quotation marks is expected, and \(seen) stands there" : "the document ends inside an object")
        }
        let start = place
        let key = try text(isKey: true)
        if !keys.insert(key).inserted { noteRepeated(key, at: start) }
        skipSpace()
        guard place < end, bytes[place] == UInt8(ascii: ":") else {
          throw fault("a colon is expected after the key '\(key)'" + (place < end ? ", and \(seen) stands there" : ""))
        }
        place += 1
        skipSpace()
        let isNoted = isOutermost && notedKeys?.contains(key) == true
        let value = try value(under: isNoted ? key : nil)
        if isKept { members[key] = value }
        if try !goesOn(to: UInt8(ascii: "}")) { break }
      }
    }
    depth -= 1
    return isKept ? .object(members) : .null
  }

  /// Notes a key that came before; of very many the first are enough for whoever mends the file.
  private mutating func noteRepeated(_ key: String, at start: Int) {
    guard repeatedKeys.count < Self.mostRepeatedKeys else { return }
    let line = bytes[countedTo..<start].reduce(countedLine) { $1 == 0x0a ? $0 + 1 : $0 }
    (countedTo, countedLine) = (start, line)
    repeatedKeys.append(RepeatedKey(key: key, line: line))
  }

  private mutating func list() throws(MalformedJSON) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    if !isClosed(by: UInt8(ascii: "]")) {
      while true {
        skipSpace()
        let element = try value()
        if isKept { elements.append(element) }
        if try !goesOn(to: UInt8(ascii: "]")) { break }
      }
    }
    depth -= 1
    return isKept ? .list(elements) : .null
  }

  /// Notes where the elements of a list are, and gives the list empty.
  private mutating func notedList(under key: String) throws(MalformedJSON) -> JSONValue {
    var list = NotedList(key: key)
    noted = list
    try enter()
    isKept = false
    if !isClosed(by: UInt8(ascii: "]")) {
      while true {
        skipSpace()
        let start = place
        _ = try value()
        list.elements.append(start..<place)
        if try !goesOn(to: UInt8(ascii: "]")) { break }
      }
    }
    isKept = true
    depth -= 1
    noted = list
    return .list([])
  }

  private mutating func enter() throws(MalformedJSON) {
    guard depth < Self.mostDepth else {
      throw fault("lists and objects stand more than \(Self.mostDepth) deep in each other")
    }
    depth += 1
    place += 1
  }

  /// Whether a list or an object that begins here is empty.
  private mutating func isClosed(by bracket: UInt8) -> Bool {
    skipSpace()
    guard place < end, bytes[place] == bracket else { return false }
    place += 1
    return true
  }

  /// Whether another element follows.
  private mutating func goesOn(to bracket: UInt8) throws(MalformedJSON) -> Bool {
    skipSpace()
    let isList = bracket == UInt8(ascii: "]")
    guard place < end else { throw fault("the document ends inside \(isList ? "a list" : "an object")") }
    if bytes[place] == bracket {
      place += 1
      return false
    }
    guard bytes[place] == UInt8(ascii: ",") else {
      throw fault("a comma or \(isList ? "]" : "}") is expected, and \(seen) stands there")
    }
    let comma = place
    place += 1
    skipSpace()
    if place < end, bytes[place] == bracket {
      place = comma
      throw fault("a comma stands before a closing bracket; take it out")
    }
    return true
  }

  // MARK: - Numbers

  private mutating func number() throws(MalformedJSON) -> JSONValue {
    let start = place
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    let whole = place
    try digits()
    if bytes[whole] == UInt8(ascii: "0"), place > whole + 1 {
      place = start
      throw fault("a number begins with a 0 that says nothing; a telephone number needs quotation marks")
    }
    if place < end, bytes[place] == UInt8(ascii: ".") {
      place += 1
      try digits()
    }
    if place < end, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < end, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") { place += 1 }
      try digits()
    }
    guard isKept else { return .null }
    guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)), number.isFinite else {
      place = start
      throw fault("a number is too large")
    }
    return .number(number)
  }

  private mutating func digits() throws(MalformedJSON) {
    let start = place
    while place < end, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") { place += 1 }
    guard place > start else { throw fault("a digit is expected" + (place < end ? ", and \(seen) stands there" : "")) }
  }

  // MARK: - Texts

  /// Reads the text whose quotation mark stands here.
  ///
  /// - Returns: the text; empty where nothing is kept and it is not a key.
  private mutating func text(isKey: Bool = false) throws(MalformedJSON) -> String {
    let opening = place
    place += 1
    let start = place
    while place < end, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
      guard bytes[place] >= 0x20 else { throw controlInside }
      place += 1
    }
    let plain = start..<place
    var escaped: [UInt8]?
    if place < end, bytes[place] == UInt8(ascii: "\\") { escaped = try restOfEscapedText(after: plain) }
    guard place < end else {
      place = opening
      throw fault("a text begins here and does not end")
    }
    place += 1
    guard isKept || isKey else { return "" }
    let text =
      if let escaped { String(validating: escaped, as: UTF8.self) } else {
        String(validating: bytes[plain], as: UTF8.self)
      }
    guard let text else {
      place = opening
      throw fault("the text that begins here is not UTF-8; save the file as UTF-8")
    }
    return text
  }

  private mutating func restOfEscapedText(after plain: Range<Int>) throws(MalformedJSON) -> [UInt8] {
    var read = Array(bytes[plain])
    while place < end, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20 else { throw controlInside }
      guard bytes[place] == UInt8(ascii: "\\") else {
        read.append(bytes[place])
        place += 1
        continue
      }
      try escape(into: &read)
    }
    return read
  }

  private var controlInside: MalformedJSON {
    fault("a text holds a line end or another control character; write it as \\n, or end the text")
  }

  private mutating func escape(into read: inout [UInt8]) throws(MalformedJSON) {
    let start = place
    place += 1
    guard place < end else { return }
    let letter = bytes[place]
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): read.append(letter)
    case UInt8(ascii: "b"): read.append(0x08)
    case UInt8(ascii: "f"): read.append(0x0c)
    case UInt8(ascii: "n"): read.append(0x0a)
    case UInt8(ascii: "r"): read.append(0x0d)
    case UInt8(ascii: "t"): read.append(0x09)
    case UInt8(ascii: "u"):
      guard let scalar = unicodeScalar() else {
        place = start
        throw fault("\\u needs four hexadecimal digits, and both halves of a character that has two")
      }
      read += Array(Character(scalar).utf8)
    default:
      place = start
      throw fault("a backslash stands before a character that has no such form; write \\\\ for a backslash")
    }
  }

  /// The character behind `\u`, of one or two groups of digits; nil where it is none.
  private mutating func unicodeScalar() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
    guard place + 1 < end, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else { return nil }
    place += 2
    guard let second = hexadecimal(), UTF16.isTrailSurrogate(second) else { return nil }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func hexadecimal() -> UInt16? {
    guard place + 4 <= end else { return nil }
    let digits = bytes[place..<place + 4]
    guard digits.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }) else {
      return nil
    }
    place += 4
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: - Places

  private mutating func skipSpace() {
    while place < end {
      switch bytes[place] {
      case 0x20, 0x09, 0x0a, 0x0d: place += 1
      default: return
      }
    }
  }

  /// What stands here, for messages.
  private var seen: String {
    let byte = bytes[place]
    guard byte != 0, byte < 0xfe else { return "a byte that no UTF-8 text has" }
    let rest = String(decoding: bytes[place..<min(place + 4, end)], as: UTF8.self)
    guard byte > 0x20, byte != 0x7f, let first = rest.unicodeScalars.first, first != "\u{fffd}" else {
      return "a character that nobody sees"
    }
    return "'\(first)'"
  }

  private func fault(_ what: String) -> MalformedJSON {
    let (line, column) = position(of: place)
    return MalformedJSON(line: line, column: column, what: what)
  }

  private func position(of place: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(place, bytes.count)]
    let line = before.reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? (bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    return (
      line,
      String(decoding: bytes[min(lineStart, before.endIndex)..<before.endIndex], as: UTF8.self).unicodeScalars.count + 1
    )
  }
}
