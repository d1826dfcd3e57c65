extension StringProtocol where SubSequence == Substring {
  /// The words of a text, to be put into lines: groups of digits that follow each other are one. A telephone
  /// number that is broken over two lines is dialled wrong.
  package var unbrokenWords: [Substring] {
    var words: [Substring] = []
    for word in split(separator: " ") {
      if let last = words.last, word.isDigits, last.endsInDigits {
        words[words.count - 1] = self[last.startIndex..<word.endIndex]
      } else {
        words.append(word)
      }
    }
    return words
  }
}

extension Substring {
  fileprivate var isDigits: Bool { !isEmpty && allSatisfy { $0.isASCII && $0.isNumber } }
  /// Digits behind its last blank, and nothing else.
  fileprivate var endsInDigits: Bool { (split(separator: " ").last ?? "").isDigits }
}
