/// A word of a closed list of at most sixteen.
package protocol ListedWord: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// Its place in the list, from 0.
  var place: UInt8 { get }
}

/// A set of words of a closed list, in two bytes: a set that hashes would cost more than the rule that reads it.
package struct WordSet<Word: ListedWord>: Sendable, Hashable, ExpressibleByArrayLiteral {
  private var bits: UInt16 = 0

  /// The set of some words.
  package init(_ words: [Word]) {
    for word in words { bits |= 1 << UInt16(word.place) }
  }

  /// The set of some words.
  package init(arrayLiteral words: Word...) {
    self.init(words)
  }

  /// Whether no word is in it.
  package var isEmpty: Bool { bits == 0 }

  /// Whether a word is in it.
  package func contains(_ word: Word) -> Bool { bits & 1 << UInt16(word.place) != 0 }

  /// Without the words of another.
  package func subtracting(_ others: WordSet) -> WordSet {
    var rest = self
    rest.bits &= ~others.bits
    return rest
  }

  /// The words, in the order of the list.
  package var words: [Word] { Word.allCases.filter(contains) }
}
