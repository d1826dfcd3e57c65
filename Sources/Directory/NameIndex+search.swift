/// How an entry came to be found.
struct NameMatch: Sendable {
  let entry: NameIndex.Entry
  /// The lower the better.
  let score: Int
  /// Whether it is only spelt like what was searched for.
  let isGuess: Bool
}

extension NameIndex {
  /// Entries with exactly this key.
  func exact(_ key: String) -> [Entry] { byKey[key].map { $0.map { entries[$0] } } ?? [] }

  /// Entries whose key begins with another, or has it as whole words further on; those with exactly that key are left out.
  func begun(with key: String) -> [NameMatch] {
    let needle = Array(key.utf8.prefix(Spelling.longest))
    guard !needle.isEmpty else { return [] }
    var found: [NameMatch] = []
    for place in entries.indices {
      let bytes = keys[place]
      guard bytes.count > needle.count else { continue }
      if bytes.starts(with: needle) {
        found.append(NameMatch(entry: entries[place], score: 10 + entries[place].kind.rawValue, isGuess: false))
      } else if Self.has(needle, atWordIn: bytes) {
        found.append(NameMatch(entry: entries[place], score: 20 + entries[place].kind.rawValue, isGuess: false))
      }
    }
    return found
  }

  /// Whether a word further on in a key begins with a needle.
  private static func has(_ needle: [UInt8], atWordIn bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
      rest = rest[(space + 1)...]
      guard rest.count >= needle.count else { return false }
      if rest.starts(with: needle) { return true }
    }
    return false
  }

  /// The most slips that are forgiven in a key: one from four letters on, two from seven; nil for a shorter one.
  static func forgiven(in key: String) -> Int? {
    let count = key.utf8.count
    return count < 4 || count > Spelling.longest ? nil : count >= 7 ? 2 : 1
  }

  /// Entries spelt most nearly like a key, those of the better kind first; all of them are the same number of slips away.
  func nearest(to key: String) -> (entries: [Entry], slips: Int) {
    guard let bound = Self.forgiven(in: key) else { return ([], 0) }
    let near = keys.nearest(to: SpelledWord(key), atMost: bound)
    let found = near.places.map { entries[$0] }
    return (found.sorted { ($0.kind, $0.council.index) < ($1.kind, $1.council.index) }, near.slips)
  }

  /// The place of the council that is not held and whose name is spelt like a key, with fewer slips than a bound.
  func elsewhere(like key: String, atMost bound: Int) -> (index: Int, slips: Int)? {
    guard key.utf8.count >= 5, bound >= 0 else { return nil }
    let near = elsewhereKeys.nearest(to: SpelledWord(key), atMost: bound)
    return near.places.first.map { (elsewhere[$0].index, near.slips) }
  }

  /// Entries that share a telling word with others, or nearly.
  func sharing(_ words: [String]) -> [NameMatch] {
    var found: [NameMatch] = []
    for word in words.prefix(6) where word.utf8.count >= 4 {
      let count = word.utf8.count
      // A short word is too near to too many: 'shelter' is two slips from 'chelmer'.
      let near = parts.words.nearest(to: SpelledWord(word), atMost: count >= 9 ? 2 : 1)
      for place in near.places where parts.words[place].count >= 4 {
        let entry = entries[parts.entries[place]]
        found.append(
          NameMatch(
            entry: entry, score: (near.slips == 0 ? 50 : 60 + 5 * near.slips) + entry.kind.rawValue,
            isGuess: near.slips > 0))
      }
    }
    return found
  }

  /// Entries with a name of several words that is spelt nearly so, the words that all councils share among them: for names
  /// too short to slip in alone.
  func wholeNames(like words: [String]) -> [(entry: Entry, slips: Int)] {
    guard words.count > 1, words.contains(where: { $0 == "council" || $0 == "county" }) else { return [] }
    let near = wholes.names.nearest(to: SpelledWord(words.joined(separator: " ")), atMost: 2)
    return near.slips == 0 ? [] : near.places.map { (entries[wholes.entries[$0]], near.slips) }
  }
}
