/// How nearly two words are spelt alike.
package enum Spelling {
  /// How many single-letter slips (wrong, missing, extra, swapped neighbours) part two words; nil past a bound.
  package static func slips(_ left: [Character], _ right: [Character], atMost bound: Int) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var twoBack = [Int](repeating: 0, count: right.count + 1)
    var oneBack = Array(0...right.count)
    for i in 1...left.count {
      var row = [i] + [Int](repeating: 0, count: right.count)
      for j in 1...right.count {
        let change = left[i - 1] == right[j - 1] ? 0 : 1
        var best = min(oneBack[j] + 1, row[j - 1] + 1, oneBack[j - 1] + change)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          best = min(best, twoBack[j - 2] + 1)
        }
        row[j] = best
      }
      twoBack = oneBack
      oneBack = row
    }
    return oneBack[right.count] <= bound ? oneBack[right.count] : nil
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
  /// - Returns: the word; nil where none is near enough.
  package static func nearest(to word: String, in words: [String], always: Bool = false) -> String? {
    let letters = Array(word.lowercased())
    let bound = always ? max(letters.count, 40) : max(1, min(4, letters.count / 3))
    if let begun = words.first(where: { letters.count >= 3 && $0.hasPrefix(word.lowercased()) }) { return begun }
    let near = words.compactMap { other in
      slips(letters, Array(other), atMost: bound).map { (word: other, slips: $0) }
    }.min { $0.slips < $1.slips }
    return near?.word
  }
}
