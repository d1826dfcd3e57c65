/// What somebody who looks up a council is after, in their own words.
package enum Wanted: Sendable, Hashable {
  /// A purpose of the list.
  case purpose(Purpose)
  /// Whoever deals with homelessness now: the team while the office is open, else the line for the night.
  case homelessness
  /// Whoever answers for children now.
  case children
}

/// A search taken apart: what it is for, and the words that are left, which name somebody.
package struct SpokenWords: Sendable, Hashable {
  /// What it is for; nil where it does not say.
  package let wanted: Wanted?
  /// The other words, in their order.
  package let rest: [String]
  /// Whether all its words say what it is for.
  package var isPurposeAlone: Bool { wanted != nil && rest.isEmpty }

  /// Takes words apart.
  ///
  /// - Parameter words: In lower case, without marks.
  package init(_ words: [String]) {
    var found: [Phrase] = []
    var rest: [String] = []
    var place = 0
    while place < words.count {
      if let (phrase, length) = Self.phrase(in: words[place...]) {
        found.append(phrase)
        place += length
      } else {
        rest.append(words[place])
        place += 1
      }
    }
    wanted = Self.wanted(found)
    self.rest = rest
  }

  /// Words that name nobody: what people say around a name.
  private static let fillers: Set<String> = [
    "who", "whom", "what", "which", "where", "do", "does", "did", "can", "could", "should", "i", "we", "they", "you",
    "my",
    "me", "to", "for", "from", "in", "at", "on", "of", "the", "a", "an", "is", "are", "am", "was", "there", "this",
    "here",
    "ring", "rings", "call", "phone", "telephone", "number", "numbers", "tel", "contact", "contacts", "please", "need",
    "needs", "want", "family", "families", "person", "someone", "somebody", "man", "woman", "child", "and", "with",
    "has",
    "have", "got", "area", "near", "now", "about", "lives", "living", "come", "came", "comes", "his", "her", "their",
    "councils", "s", "if", "up", "find", "look", "lookup", "get",
  ]

  /// What a word or some words of a purpose were meant to be, where they are misspelt or only begin one: `chidrens ooh`.
  ///
  /// - Parameter words: Words that are no name, as typed.
  /// - Returns: The purpose as it is written; nil where none is near.
  package static func purpose(near words: [String]) -> String? {
    let typed = words.joined(separator: "-").lowercased()
    guard typed.utf8.count >= 3 else { return nil }
    let purposes = Purpose.allCases.map(\.rawValue)
    if let near = Spelling.nearest(to: typed, in: purposes) { return near }
    // One word of several may be the misspelt one.
    let plain = words.flatMap { $0.lowercased().split(separator: "-").map(String.init) }
    guard let right = corrected(plain, but: { _ in false }),
      case .purpose(let purpose)? = SpokenWords(right.words).wanted
    else { return nil }
    return purpose.rawValue
  }

  /// Some words without those that people say around a name.
  static func telling(_ words: [String]) -> [String] { words.filter { !fillers.contains($0) } }

  // MARK: - Phrases

  private enum Phrase: Equatable {
    case purpose(Purpose), homelessness, children, night
  }

  private static let spoken: [[String]: [Phrase]] = {
    var phrases: [[String]: [Phrase]] = [:]
    func add(_ phrase: [Phrase], _ texts: String...) {
      for text in texts { phrases[text.split(separator: " ").map(String.init)] = phrase }
    }
    add([.night], "tonight", "out of office hours", "after hours", "night line", "at night", "overnight", "evening")
    add(
      [.homelessness], "homeless", "homelessness", "homeless team", "homelessness team", "homeless line",
      "rough sleeper",
      "emergency housing", "emergency accommodation", "somewhere to stay", "somewhere to sleep", "nowhere to sleep")
    add(
      [.children], "social services", "social service", "childrens services", "childrens social care",
      "childrens social services", "social care", "social worker", "social workers", "childrens", "child protection")
    add([.purpose(.emergency)], "ambulance", "fire brigade", "fire service")
    add([.purpose(.domesticAbuse)], "refuge", "refuges", "womens refuge", "womens aid")
    add([.children, .night], "edt", "emergency duty team", "emergency duty teams")
    return phrases
  }()

  private static let mostWords = 4
  /// Every longer word that is part of a purpose or of what people say for one.
  private static let known: [String] = {
    let purposes = Purpose.allCases.flatMap { $0.rawValue.split(separator: "-").map(String.init) }
    return Array(Set((purposes + spoken.keys.flatMap(\.self)).filter { $0.utf8.count >= 5 })).sorted()
  }()

  /// The words with those that are misspelt words of a purpose put right; nil where none is, or they say no purpose even so.
  ///
  /// - Parameters:
  ///   - words: In lower case, without marks.
  ///   - isName: Whether a word names somebody, so that it is not misspelt.
  /// - Returns: The words put right, and each that was wrong with what it is read as.
  static func corrected(
    _ words: [String], but isName: (String) -> Bool
  ) -> (words: [String], slips: [(typed: String, meant: String)])? {
    var slips: [(typed: String, meant: String)] = []
    let right = words.map { word -> String in
      guard word.utf8.count >= 5, !fillers.contains(word), !known.contains(word), !isName(word) else { return word }
      let typed = SpelledWord(word)
      var bound = word.utf8.count < 8 ? 1 : 2
      var near: [String] = []
      for other in known {
        guard let count = Spelling.slips(typed, SpelledWord(other), atMost: bound) else { continue }
        if count < bound { near = [] }
        bound = count
        near.append(other)
      }
      guard near.count == 1 else { return word }
      slips.append((word, near[0]))
      return near[0]
    }
    return slips.isEmpty || SpokenWords(right).wanted == nil ? nil : (right, slips)
  }

  /// The longest phrase that some words begin with.
  private static func phrase(in words: ArraySlice<String>) -> (Phrase, Int)? {
    for length in stride(from: min(mostWords, words.count), through: 1, by: -1) {
      let some = Array(words.prefix(length))
      if let purpose = Purpose(typed: some.joined(separator: "-")) { return (.purpose(purpose), length) }
      if let phrases = spoken[some] {
        return phrases.count > 1 ? (.purpose(.childrensOutOfHours), length) : (phrases[0], length)
      }
    }
    return nil
  }

  private static func wanted(_ phrases: [Phrase]) -> Wanted? {
    let purposes = phrases.compactMap { if case .purpose(let purpose) = $0 { purpose } else { nil } }
    let isNight = phrases.contains(.night) || purposes.contains(.outOfHours)
    // 'children ooh' is who answers for a child at night, and no helpline that children ring.
    if phrases.contains(.children) || isNight && (purposes.contains(.safeguarding) || purposes.contains(.children)) {
      return isNight ? .purpose(.childrensOutOfHours) : .children
    }
    if let other = purposes.first(where: { $0 != .outOfHours }) {
      // A service may have a line of its own for the night.
      let byNight = Purpose(typed: other.rawValue + "-out-of-hours")
      return .purpose(isNight ? byNight ?? (other == .housing ? .outOfHours : other) : other)
    }
    if isNight { return .purpose(.outOfHours) }
    return phrases.contains(.homelessness) ? .homelessness : nil
  }
}

extension DirectoryAtMoment {
  /// The purpose that is meant at this moment at a council.
  package func purpose(of wanted: Wanted, at ref: CouncilRef) -> Purpose {
    switch wanted {
    case .purpose(let purpose): purpose
    case .homelessness: isOfficeOpen(ref) ? .housing : .outOfHours
    case .children: isOfficeOpen(provider(of: ref, for: .safeguarding)) ? .safeguarding : .childrensOutOfHours
    }
  }
}

extension SpokenWords {
  /// Takes a text apart as it was typed.
  package init(typed text: String) { self.init(NameIndex.words(String(text.prefix(200)))) }
}
