import Directory
import TestSupport
import Testing

struct SpellingTests {
  /// The same count by the definition, without a bound: slow and plain.
  private func slips(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for i in 0...left.count {
      for j in 0...right.count {
        if i == 0 || j == 0 {
          table[i][j] = max(i, j)
          continue
        }
        table[i][j] = min(
          table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }

  @Test func `slips are counted as by the plain definition, within any bound`() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let letters = Array("abc 1-".utf8)
      func word() -> [UInt8] {
        (0..<Int.random(in: 0...7, using: &generator)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &generator)]
        }
      }
      let left = word(), right = word()
      let expected = slips(left, right)
      for bound in 0...4 {
        let found = Spelling.slips(
          SpelledWord(String(decoding: left, as: UTF8.self)), SpelledWord(String(decoding: right, as: UTF8.self)),
          atMost: bound)
        #expect(found == (expected <= bound ? expected : nil), "\(left) \(right) \(bound)")
      }
    }
  }

  @Test(arguments: [
    ("lokup", "lookup"), ("fin", "find"), ("xxxxxxxx", nil), ("", nil), ("whoo", "who"),
    (String(repeating: "a", count: 100_000), nil),
  ])
  func `the nearest word of a list is given, or none`(typed: String, expected: String?) {
    #expect(Spelling.nearest(to: typed, in: ["lookup", "who", "find", "councils"]) == expected)
  }

  @Test(arguments: Purpose.allCases)
  func `a purpose is known by its name, with spaces too, and by the words that we print for it`(purpose: Purpose) {
    for text in [purpose.rawValue, purpose.rawValue.replacing("-", with: " "), purpose.words] {
      #expect(Purpose(typed: text) == purpose && Purpose(typed: text.uppercased()) == purpose, "\(text)")
    }
  }
}
