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

  /// The text in lines of a width at most, but for a word that is longer.
  ///
  /// - Parameters:
  ///   - width: How many columns.
  ///   - first: What the first line begins with.
  ///   - rest: What every other line begins with.
  /// - Returns: At least one line.
  package func wrapped(at width: Int, first: String = "", rest: String = "") -> [String] {
    var (lines, line, isFresh) = ([String](), first, true)
    for word in unbrokenWords {
      if !isFresh, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isFresh) = (rest, true)
      }
      line += (isFresh ? "" : " ") + word
      isFresh = false
    }
    return lines + [line]
  }
}

extension Substring {
  fileprivate var isDigits: Bool { !isEmpty && allSatisfy { $0.isASCII && $0.isNumber } }
  /// Digits behind its last blank, and nothing else.
  fileprivate var endsInDigits: Bool { (split(separator: " ").last ?? "").isDigits }
}
