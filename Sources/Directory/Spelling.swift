/// A word as its spelling is compared: its bytes, and which letters it has.
package struct SpelledWord: Sendable {
  /// The bytes, in lower case where the caller made them so.
  let bytes: [UInt8]
  /// The letters and digits in it, one bit each.
  let letters: UInt64

  /// A word, or its beginning where it is longer than anything that is compared.
  package init(_ text: some StringProtocol) {
    bytes = Array(text.utf8.prefix(Spelling.longest))
    letters = Spelling.letters(of: bytes[...])
  }
}

/// How nearly two words are spelt alike.
package enum Spelling {
  /// The most bytes of a word that are looked at.
  static let longest = 64

  /// One bit for each letter or digit in some bytes, one for everything else.
  static func letters(of bytes: ArraySlice<UInt8>) -> UInt64 {
    var found: UInt64 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): found |= 1 << UInt64(byte - UInt8(ascii: "a"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"): found |= 1 << UInt64(26 + byte - UInt8(ascii: "0"))
      case UInt8(ascii: " "): found |= 1 << 36
      case UInt8(ascii: "-"): found |= 1 << 37
      default: found |= 1 << UInt64(38 + byte % 24)
      }
    }
    return found
  }

  /// How many single-letter slips (wrong, missing, extra, swapped neighbours) part two words; nil past a bound.
  package static func slips(_ left: SpelledWord, _ right: SpelledWord, atMost bound: Int) -> Int? {
    // A slip brings at most one letter in and takes at most one out.
    guard (left.letters ^ right.letters).nonzeroBitCount <= 2 * bound else { return nil }
    return slips(left.bytes[...], right.bytes[...], atMost: bound)
  }

  /// The same for bytes of which nothing else is known.
  static func slips(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, atMost bound: Int) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    var left = left, right = right
    while let one = left.first, one == right.first {
      left = left.dropFirst()
      right = right.dropFirst()
    }
    while let one = left.last, one == right.last {
      left = left.dropLast()
      right = right.dropLast()
    }
    guard let first = left.first, let other = right.first else {
      let rest = max(left.count, right.count)
      return rest <= bound ? rest : nil
    }
    if left.count == 1, right.count == 1 { return first == other || bound > 0 ? 1 : nil }
    return rows(left, right, atMost: bound)
  }

  /// Row by row, and no further than the bound can still be kept.
  private static func rows(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, atMost bound: Int) -> Int? {
    let width = right.count
    var twoBack = [Int](repeating: 0, count: width + 1)
    var oneBack = Array(0...width)
    var row = twoBack
    for i in 1...left.count {
      let letter = left[left.startIndex + i - 1]
      row[0] = i
      var least = i
      for j in 1...width {
        let other = right[right.startIndex + j - 1]
        var best = min(oneBack[j] + 1, row[j - 1] + 1, oneBack[j - 1] + (letter == other ? 0 : 1))
        if i > 1, j > 1, letter == right[right.startIndex + j - 2], left[left.startIndex + i - 2] == other {
          best = min(best, twoBack[j - 2] + 1)
        }
        row[j] = best
        least = min(least, best)
      }
      // A swap of neighbours may still reach over one row.
      if least > bound, oneBack.min() ?? 0 > bound { return nil }
      (twoBack, oneBack, row) = (oneBack, row, twoBack)
    }
    return oneBack[width] <= bound ? oneBack[width] : nil
  }

  /// `; did you mean 'luton'?` where a word of a list is spelt nearly like one, else nothing.
  package static func hint(for word: String, in words: [String]) -> String {
    nearest(to: word, in: words).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// The word of a list that is spelt most nearly like one; nil where none is near, or that begins like it.
  ///
  /// - Parameters:
  ///   - word: the word as typed, in any case.
  ///   - words: the words to choose from, in lower case.
  ///   - always: whether the least unlike is given where none is near.
  ///   - beginnings: whether a word that begins like the one typed counts as near.
  /// - Returns: the word; nil where none is near enough.
  package static func nearest(to word: String, in words: [String], always: Bool = false, beginnings: Bool = true)
    -> String?
  {
    let typed = SpelledWord(word.lowercased())
    let count = typed.bytes.count
    if beginnings, count >= 3, let begun = words.first(where: { $0.utf8.starts(with: typed.bytes) }) { return begun }
    var bound = always ? 2 * longest : max(1, min(4, count / 3))
    var near: String?
    for other in words {
      guard let slips = slips(typed, SpelledWord(other), atMost: bound) else { continue }
      if near != nil, slips >= bound { continue }
      near = other
      bound = slips
      if slips == 0 { break }
    }
    return near
  }
}

/// Words whose spelling is compared, one after the other in one piece of memory.
struct Spellings: Sendable {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int32] = []
  private var letters: [UInt64] = []

  /// How many words there are.
  var count: Int { ends.count }

  mutating func append(_ text: some StringProtocol) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8.prefix(Spelling.longest))
    ends.append(Int32(bytes.count))
    letters.append(Spelling.letters(of: bytes[start...]))
  }

  /// The bytes of a word.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])] }

  /// The words spelt most nearly like one, by their places, and how many slips part them from it.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - bound: The most slips.
  /// - Returns: All words that the fewest slips part from it; empty where the bound is passed.
  func nearest(to word: SpelledWord, atMost bound: Int) -> (places: [Int], slips: Int) {
    var bound = bound
    var places: [Int] = []
    for index in 0..<count {
      guard (letters[index] ^ word.letters).nonzeroBitCount <= 2 * bound else { continue }
      guard let slips = Spelling.slips(word.bytes[...], self[index], atMost: bound) else { continue }
      if slips < bound { places.removeAll(keepingCapacity: true) }
      bound = slips
      places.append(index)
    }
    return (places, bound)
  }
}
