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
  /// The entries' keys, and those of councils that are not held, to compare spellings with.
  let keys: Spellings
  let elsewhereKeys: Spellings
  /// Entries by their keys, for searches that try many.
  private let places = Lazy<[String: [Int]]>()
  /// The single words of the entries' keys.
  private let lazyParts = Lazy<(words: Spellings, entries: [Int])>()
  /// Whole names, as they are compared for slips that a key alone is too short for.
  private let lazyWholes = Lazy<(names: Spellings, entries: [Int])>()

  /// Entries by their keys; made when first asked for.
  var byKey: [String: [Int]] {
    places.value { Dictionary(grouping: entries.indices, by: { entries[$0].key }) }
  }

  /// The single words of the entries' keys, and whose each is; made when first asked for.
  var parts: (words: Spellings, entries: [Int]) {
    lazyParts.value {
      var words = Spellings()
      var owners: [Int] = []
      for (place, entry) in entries.enumerated() {
        for part in entry.key.split(separator: " ") {
          words.append(part)
          owners.append(place)
        }
      }
      return (words, owners)
    }
  }

  /// Names and aliases with all their words, and whose each is; made when first asked for.
  var wholes: (names: Spellings, entries: [Int]) {
    lazyWholes.value {
      var names = Spellings()
      var owners: [Int] = []
      for (place, entry) in entries.enumerated() where entry.kind == .name || entry.kind == .alias {
        names.append(NameIndex.words(entry.printed).joined(separator: " "))
        owners.append(place)
      }
      return (names, owners)
    }
  }

  /// Makes now what is else made when first asked for.
  func prepare() {
    _ = byKey
    _ = parts
    _ = wholes
  }

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
    let elsewhere = others.enumerated().flatMap { index, council in
      [(NameIndex.key(council.id), index), (NameIndex.key(council.name), index)]
    }
    self.elsewhere = elsewhere
    var keys = Spellings()
    for entry in entries { keys.append(entry.key) }
    self.keys = keys
    var elsewhereKeys = Spellings()
    for (key, _) in elsewhere { elsewhereKeys.append(key) }
    self.elsewhereKeys = elsewhereKeys
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
