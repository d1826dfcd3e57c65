import Synchronization

/// A name index that is made once, when first needed: a look-up by id does without it.
final class LazyNameIndex: Sendable {
  private let made = Mutex<NameIndex?>(nil)

  func index(_ make: () -> NameIndex) -> NameIndex {
    made.withLock { held in
      if let held { return held }
      let new = make()
      held = new
      return new
    }
  }
}

/// The names by which councils are found, in one normal form.
struct NameIndex: Sendable {
  /// What sort of name led to a council.
  enum Kind: Int, Sendable, Comparable {
    case id, name, alias, place

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  struct Entry: Sendable {
    let key: String
    let printed: String
    let kind: Kind
    let council: CouncilRef
  }

  let entries: [Entry]
  /// Keys of councils that are not held.
  let elsewhere: [(key: String, index: Int)]

  init(councils: [Council], elsewhere others: [CouncilElsewhere]) {
    var entries: [Entry] = []
    for (index, council) in councils.enumerated() {
      let ref = CouncilRef(index: index)
      func add(_ printed: String, _ kind: Kind) {
        entries.append(Entry(key: NameIndex.key(printed), printed: printed, kind: kind, council: ref))
      }
      add(council.id, .id)
      add(council.name, .name)
      for alias in council.aliases { add(alias, .alias) }
      for place in council.places { add(place, .place) }
    }
    self.entries = entries
    elsewhere = others.enumerated().flatMap { index, council in
      [(NameIndex.key(council.id), index), (NameIndex.key(council.name), index)]
    }
  }

  /// Words that tell no council from another.
  private static let plainWords: Set<String> = [
    "and", "the", "of", "council", "district", "borough", "city", "county", "royal", "metropolitan", "london",
  ]

  /// Lower case, letters and digits only, without the words that every council shares.
  static func key(_ text: String) -> String {
    let words = Self.words(text)
    let telling = words.filter { !plainWords.contains($0) }
    if telling.count == 1 { return telling[0] }
    return (telling.isEmpty ? words : telling).joined(separator: " ")
  }

  /// The words of a text in lower case; `&` is `and`, an apostrophe vanishes, other marks part words.
  static func words(_ text: String) -> [String] {
    // Nearly every name is ASCII, and an index of a thousand of them is built at each start: so by bytes, not characters.
    var text = text
    guard let plain = text.withUTF8({ asciiWords($0) }) else { return unicodeWords(text) }
    return plain
  }

  private static func asciiWords(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
    var words: [String] = []
    var word: [UInt8] = []
    word.reserveCapacity(bytes.count)
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
      case UInt8(ascii: "'"): continue
      case 0x80...: return nil
      default:
        end()
        if byte == UInt8(ascii: "&") { words.append("and") }
      }
    }
    end()
    return words
  }

  private static func unicodeWords(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if character == "'" || character == "\u{2019}" {
        continue
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        if character == "&" { words.append("and") }
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
