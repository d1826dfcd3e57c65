import Crypto

/// The hash that seals a change: over the one before, all that the change says of itself, and each of its edits in order.
///
/// Its form is as frozen as a shipped migration: every store holds hashes made by it. A text is taken with its length in
/// front and a missing one is told from an empty one, so that nothing moves from one field into the next unseen.
struct ChainHash {
  /// What stands before the first change.
  static let genesis = String(repeating: "0", count: 64)

  private var state = SHA256()

  /// Begins a change's hash. `edits` is how many follow; nil for a change of an older schema, whose edits nobody kept.
  init(
    previous: String, id: Int, at: String, by: String, source: String, version: String, what: String, undoes: Int?,
    edits: Int?
  ) {
    add("nightdesk change 1")
    add(previous)
    add("\(id)")
    for text in [at, by, source, version, what] { add(text) }
    add(undoes.map { "\($0)" })
    add(edits.map { "\($0)" })
  }

  /// Begins the hash of something else, named by a word that nothing else begins with.
  init(of what: String) { add(what) }

  /// Takes in the next edit.
  mutating func add(kind: String, record: String, old: String?, new: String?) {
    add(kind)
    add(record)
    add(old)
    add(new)
  }

  /// Takes in a text, or that there is none.
  mutating func add(_ text: String?) {
    guard var text else { return state.update(data: [UInt8(ascii: "-"), UInt8(ascii: "\n")]) }
    state.update(data: Array("\(text.utf8.count):".utf8))
    text.withUTF8 { state.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    state.update(data: [UInt8(ascii: "\n")])
  }

  /// The hash in 64 hexadecimal digits.
  var text: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in state.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The hash that seals an event beside the directory, over the one before. As frozen as that of a change.
enum EventHash {
  static func text(
    previous: String, id: Int, at: String, by: String, kind: String, subject: String, detail: String
  ) -> String {
    var hash = ChainHash(of: "nightdesk event 1")
    for text in [previous, "\(id)", at, by, kind, subject, detail] { hash.add(text) }
    return hash.text
  }
}
