/// Writes JSON as it goes, without building a tree: fast enough for a batch of any length.
package struct JSONWriter: Sendable {
  /// How it is laid out.
  package enum Form: Sendable, Equatable {
    /// On one line, for programs.
    case line
    /// Indented by two spaces, for files that people compare; what stands deeper than some levels is on one line.
    case indented(levels: Int = .max)
    /// On one line, in the bytes that seals are made of: these never change.
    case sealed
  }

  /// What has been written, UTF-8.
  package private(set) var bytes: [UInt8] = []
  private let form: Form
  private var needsComma = false
  /// Whether a list or an object has just been opened, and nothing stands in it.
  private var isAfterBracket = false
  private var indent = 0

  /// An empty writer.
  ///
  /// - Parameters:
  ///   - form: how it is laid out.
  ///   - capacity: how many bytes there is room for from the start.
  package init(_ form: Form = .line, capacity: Int = 8192) {
    self.form = form
    bytes.reserveCapacity(capacity)
  }

  /// Forgets what has been written and keeps the room.
  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    isAfterBracket = false
    indent = 0
  }

  /// What has been written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object, whose members the body writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes a list, whose elements the body writes one by one.
  package mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void)
  {
    open(UInt8(ascii: "["))
    for element in elements { body(&self, element) }
    close(UInt8(ascii: "]"))
  }

  /// Writes a key that needs no escape; its value follows.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    endKey()
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
  package mutating func raw(_ json: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Writes a text that needs no escape as it stands.
  package mutating func raw(_ json: String) {
    var json = json
    json.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Writes a key; its value follows.
  package mutating func key(named name: String) {
    string(name)
    endKey()
  }

  /// Writes a text.
  package mutating func string(_ text: String) {
    separate()
    quote(text)
    needsComma = true
  }

  /// Writes a text, or null.
  package mutating func string(_ text: String?) {
    guard let text else { return null() }
    string(text)
  }

  /// Writes a truth, or null.
  package mutating func bool(_ value: Bool?) {
    guard let value else { return null() }
    literal(value ? "true" : "false")
  }

  /// Writes a whole number.
  package mutating func integer(_ value: Int) {
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  /// Writes a number: the shortest digits that read as it; null for what is not a finite number, which JSON does not have.
  package mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    bytes.append(contentsOf: "\(value)".utf8)
    needsComma = true
  }

  /// Writes null.
  package mutating func null() { literal("null") }

  /// Writes a list of texts.
  package mutating func strings(_ texts: some Sequence<String>) {
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
    isAfterBracket = true
    indent += 1
  }

  private mutating func close(_ bracket: UInt8) {
    if !isAfterBracket { newLine(closing: true) }
    indent -= 1
    bytes.append(bracket)
    needsComma = true
    isAfterBracket = false
  }

  private mutating func endKey() {
    bytes.append(UInt8(ascii: ":"))
    if case .indented = form { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
  }

  /// Goes to where the next element or member is written.
  private mutating func separate() {
    if needsComma {
      bytes.append(UInt8(ascii: ","))
      if case .indented(let levels) = form, indent > levels { bytes.append(UInt8(ascii: " ")) }
    }
    if needsComma || isAfterBracket { newLine() }
    isAfterBracket = false
  }

  /// Begins a line for what stands in the list or object that is open, or for its closing bracket.
  private mutating func newLine(closing: Bool = false) {
    guard case .indented(let levels) = form, indent <= levels else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * (closing ? indent - 1 : indent)))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    // Nearly every text needs no escape, and is then copied whole.
    text.withUTF8 { utf8 in
      if utf8.contains(where: needsEscape) { escape(utf8) } else { bytes.append(contentsOf: utf8) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || (byte == 0x7f && form != .sealed)
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    let digits = Array("0123456789abcdef".utf8)
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x09 where form != .sealed: bytes += Array("\\t".utf8)
      case 0x0a where form != .sealed: bytes += Array("\\n".utf8)
      case 0x0d where form != .sealed: bytes += Array("\\r".utf8)
      case _ where needsEscape(byte):
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
  }
}
