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
    return (telling.isEmpty ? words : telling).joined(separator: " ")
  }

  /// The words of a text in lower case; `&` is `and`, an apostrophe vanishes, other marks part words.
  static func words(_ text: String) -> [String] {
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
