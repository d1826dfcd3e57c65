/// Writes JSON as it goes, without building a tree: fast enough for a batch of any length.
package struct JSONWriter {
  /// What has been written, UTF-8.
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// An empty writer.
  package init() {
    bytes.reserveCapacity(8192)
  }

  /// Forgets what has been written and keeps the room.
  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  package mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void)
  {
    open(UInt8(ascii: "["))
    for element in elements { body(&self, element) }
    close(UInt8(ascii: "]"))
  }

  mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a member of an object: its key, and a text or null.
  package mutating func member(_ name: StaticString, _ text: String?) {
    key(name)
    string(text)
  }

  /// Writes a member of an object: its key, and a truth or null.
  package mutating func member(_ name: StaticString, _ truth: Bool?) {
    key(name)
    bool(truth)
  }

  /// Writes a member of an object: its key, and a whole number.
  package mutating func member(_ name: StaticString, _ number: Int) {
    key(name)
    integer(number)
  }

  /// Writes a member of an object: its key, and a list of texts.
  package mutating func member(_ name: StaticString, _ texts: some Sequence<String>) {
    key(name)
    strings(texts)
  }

  /// Begins an element whose text follows by `raw`.
  package mutating func element() {
    separate()
    needsComma = true
  }

  /// Writes JSON as it stands.
  mutating func raw(_ json: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Writes a text that needs no escape as it stands.
  package mutating func raw(_ json: String) {
    var json = json
    json.withUTF8 { bytes.append(contentsOf: $0) }
  }

  package mutating func key(named name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  package mutating func string(_ text: String?) {
    guard let text else { return null() }
    string(text)
  }

  mutating func bool(_ value: Bool?) {
    guard let value else { return null() }
    literal(value ? "true" : "false")
  }

  package mutating func integer(_ value: Int) {
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  mutating func null() { literal("null") }

  mutating func strings(_ texts: some Sequence<String>) {
    array(texts) { $0.string($1) }
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    // Nearly every text needs no escape, and is then copied whole.
    text.withUTF8 { utf8 in
      if utf8.contains(where: JSONWriter.needsEscape) { escape(utf8) } else { bytes.append(contentsOf: utf8) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    let digits = Array("0123456789abcdef".utf8)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0a: bytes += Array("\\n".utf8)
      case _ where JSONWriter.needsEscape(byte):
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
  }
}
