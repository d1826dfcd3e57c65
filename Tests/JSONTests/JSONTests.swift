import JSON
import TestSupport
import Testing

/// The one reader and the one writer of JSON.
struct JSONTests {
  private func read(_ text: String) throws(MalformedJSON) -> JSONValue { try JSONValue.parse(Array(text.utf8)) }

  @Test(arguments: [
    ("null", JSONValue.null), (" true\n", .bool(true)), ("false", .bool(false)), ("0", .number(0)),
    ("-0.5e2", .number(-50)),
    ("1E+2", .number(100)), ("0.1", .number(0.1)), (#""""#, .text("")),
    (#""a\"\\\/\b\f\n\r\t""#, .text("a\"\\/\u{8}\u{c}\n\r\t")),
    (#""\u00e9 \ud83d\ude00""#, .text("é 😀")), ("[]", .list([])), ("[ 1 , [ ] ]", .list([.number(1), .list([])])),
    ("{}", .object([:])), (#"{"a": {"b": [null]}}"#, .object(["a": .object(["b": .list([.null])])])),
    ("\u{feff}1", .number(1)), (#""é\#u{2028}""#, .text("é\u{2028}")),
  ])
  func `what is JSON is read`(text: String, value: JSONValue) throws {
    #expect(try read(text) == value)
  }

  @Test(arguments: [
    ("", 1, 1, "nothing stands here"), ("  \n ", 2, 2, "nothing stands here"), ("nul", 1, 1, "a value is expected"),
    ("True", 1, 1, "a value is expected, and 'T' stands there"), ("01632", 1, 1, "needs quotation marks"),
    ("1.", 1, 3, "a digit is expected"), ("-", 1, 2, "a digit is expected"), ("1e", 1, 3, "a digit is expected"),
    (".5", 1, 1, "a value is expected"), ("+1", 1, 1, "a value is expected"), ("1e999", 1, 1, "too large"),
    ("[1,]", 1, 3, "a comma stands before a closing bracket"), (#"{"a":1,}"#, 1, 7, "a comma stands before"),
    ("[1 2]", 1, 4, "a comma or ] is expected, and '2' stands there"), ("[", 1, 2, "ends where a value is expected"),
    ("[1", 1, 3, "the document ends inside a list"), (#"{"a":1"#, 1, 7, "the document ends inside an object"),
    (#"{"a" 1}"#, 1, 6, "a colon is expected after the key 'a'"), ("{a:1}", 1, 2, "a key in quotation marks"),
    ("{'a':1}", 1, 2, "a key in quotation marks"), ("1 2", 1, 3, "the document has ended"),
    (#""abc"#, 1, 1, "does not end"),
    (#""\x""#, 1, 2, "a backslash"), (#""\u12""#, 1, 2, "four hexadecimal digits"), (#""\ud800""#, 1, 2, "both halves"),
    (#""\ud800\u0041""#, 1, 2, "both halves"), (#""\udc00""#, 1, 2, "both halves"), ("\"a\nb\"", 1, 3, "a line end"),
    ("{\n  \"é\": tru\n}", 2, 8, "a value is expected, and 't' stands there"), ("[1],", 1, 4, "has ended"),
    ("// a\n1", 1, 1, "a value is expected, and '/' stands there"), ("NaN", 1, 1, "a value is expected"),
  ])
  func `what is not JSON is refused with its place`(text: String, line: Int, column: Int, what: String) throws {
    let error = try #require(throws: MalformedJSON.self) { try read(text) }
    #expect(error.line == line && error.column == column && error.what.contains(what), "\(error.detail)")
  }

  @Test(arguments: [[UInt8(ascii: "\""), 0xff, UInt8(ascii: "\"")], [0xff, 0xfe, 0x31, 0], [0x31, 0, 0x32, 0]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: MalformedJSON.self) { try JSONValue.parse(bytes) }
  }

  @Test func `a document may be deep, and not without end`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try read(nested(512)) != .null)
    let error = try #require(throws: MalformedJSON.self) { try read(nested(513)) }
    #expect(error.what.contains("512 deep"))
    #expect(throws: MalformedJSON.self) { try read(String(repeating: "[", count: 1_000_000)) }
  }

  @Test func `every key that an object has twice is told, however it is written`() throws {
    let text = "{\"a\": 1,\n \"b\": [{\"c\": 1, \"c\": 2}],\n \"\\u0061\": 2, \"d\": {\"a\": 1}}"
    let document = try JSONDocument(Array(text.utf8))
    #expect(document.repeatedKeys.map(\.key) == ["c", "a"] && document.repeatedKeys.map(\.line) == [2, 3])
    let long = try LongJSON(Array(text.utf8), listedUnder: ["b"])
    #expect(long.repeatedKeys == document.repeatedKeys)
  }

  @Test func `a file of nothing but one key is read at once`() throws {
    let text = "{" + (0..<200_000).map { _ in "\"a\":1" }.joined(separator: ",\n") + "}"
    let document = try JSONDocument(Array(text.utf8))
    #expect(document.repeatedKeys.count == 1000 && document.repeatedKeys.last?.line == 1001)
  }

  @Test func `what is not a finite number is null`() {
    var writer = JSONWriter()
    writer.write(JSONValue.list([.number(.nan), .number(.infinity), .number(1)]))
    #expect(writer.text == "[null,null,1]")
  }

  @Test(arguments: [
    (#"[1, {"a": [2]}, "x"]"#, "", JSONValue.list([])),
    (
      #"{"n": 1, "list": [1, {"a": [2]}, "x"], "m": 2}"#, "list",
      .object(["n": .number(1), "list": .list([]), "m": .number(2)])
    ),
  ])
  func `a long list is read element by element`(text: String, path: String, shell: JSONValue) throws {
    let long = try LongJSON(Array(text.utf8), listedUnder: ["list", "items"])
    #expect(long.path == path && long.count == 3 && long.shell == shell)
    #expect(
      try (0..<3).map { try long.element(at: $0) } == [.number(1), .object(["a": .list([.number(2)])]), .text("x")])
  }

  @Test(arguments: [#"{"n": {"list": [1]}}"#, #"{"list": 5}"#, "3"])
  func `a document without such a list is read at once`(text: String) throws {
    let long = try LongJSON(Array(text.utf8), listedUnder: ["list"])
    #expect(long.path == nil && long.count == 0)
    #expect(try long.shell == read(text))
  }

  @Test func `a fault in a long list has its place in the whole document`() throws {
    let error = try #require(throws: MalformedJSON.self) {
      try LongJSON(Array("{\"list\": [\n  1,\n  {\"a\": }\n]}".utf8), listedUnder: ["list"])
    }
    #expect(error.line == 3 && error.column == 9)
    let bytes = Array("[1,\n\"".utf8) + [0xff] + Array("\"]".utf8)
    let long = try LongJSON(bytes, listedUnder: [])
    let late = try #require(throws: MalformedJSON.self) { try long.element(at: 1) }
    #expect(late.line == 2)
  }

  @Test func `objects line by line are one list`() throws {
    let lines = try #require(LongJSON.list(ofLines: Array("{\"a\": 1}\r\n{\"a\": 2}\n".utf8)))
    #expect(try JSONValue.parse(lines) == .list([.object(["a": .number(1)]), .object(["a": .number(2)])]))
    #expect(LongJSON.list(ofLines: Array("{\n\"a\": 1}".utf8)) == nil)
  }

  // MARK: Writing

  @Test func `each form lays a document out in its own way`() {
    let document = JSONText.object([
      ("a", .list([.integer(1), .text("x\t\u{7f}\u{1}")])), ("b", .object([])), ("c", .list([])), ("d", .null),
      ("e", .number(0.5)),
    ])
    #expect(
      document.document == """
        {
          "a": [
            1,
            "x\\t\\u007f\\u0001"
          ],
          "b": {},
          "c": [],
          "d": null,
          "e": 0.5
        }

        """)
    #expect(
      document.text(levels: 1)
        == "{\n  \"a\": [1, \"x\\t\\u007f\\u0001\"],\n  \"b\": {},\n  \"c\": [],\n  \"d\": null,\n  \"e\": 0.5\n}")
    var line = JSONWriter()
    line.write(document)
    #expect(line.text == #"{"a":[1,"x\t\u007f\u0001"],"b":{},"c":[],"d":null,"e":0.5}"#)
    var sealed = JSONWriter(.sealed)
    sealed.write(document)
    #expect(sealed.text == "{\"a\":[1,\"x\\u0009\u{7f}\\u0001\"],\"b\":{},\"c\":[],\"d\":null,\"e\":0.5}")
  }

  @Test(arguments: 0..<200)
  func `what is written is read again as it was`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let value = Self.value(depth: 0, &random)
    for form in [JSONWriter.Form.line, .indented(), .indented(levels: 2), .sealed] {
      var writer = JSONWriter(form)
      writer.write(value)
      #expect(try JSONValue.parse(writer.bytes) == value)
      // No beginning of a document is a document, but of a number.
      if case .number = value { continue }
      let cut = Int(random.next() % UInt64(writer.bytes.count))
      #expect(throws: MalformedJSON.self) { try JSONValue.parse(Array(writer.bytes[..<cut])) }
    }
  }

  private static func value(depth: Int, _ random: inout SplitMix64) -> JSONValue {
    let letters = Array("aé\"\\/\n\t\u{1}\u{7f}😀{}[]:, \u{2028}")
    func text() -> String {
      String((0..<Int(random.next() % 6)).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
    }
    switch random.next() % (depth > 3 ? 4 : 6) {
    case 0: return .null
    case 1: return .bool(random.next() % 2 == 0)
    case 2: return .number(Double(Int64(truncatingIfNeeded: random.next())) / 1024)
    case 3: return .text(text())
    case 4: return .list((0..<Int(random.next() % 4)).map { _ in value(depth: depth + 1, &random) })
    default:
      return .object(
        Dictionary((0..<Int(random.next() % 4)).map { _ in (text(), value(depth: depth + 1, &random)) }) { $1 })
    }
  }
}
