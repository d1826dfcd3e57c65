/// Whole numbers in words, as far as ages, nights and minutes go: `thirty four`, `a`, `twenty-one`.
package enum SpokenNumber {
  private static let units = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

  /// One word or numeral: `4`, `four`, `a`, `an`; nil for anything else.
  package static func small(_ word: String) -> Int? {
    if let number = Int(word), number >= 0, word.utf8.count <= 5 { return number }
    if word == "a" || word == "an" { return 1 }
    if let unit = units.firstIndex(of: word) { return unit }
    return tens.firstIndex(of: word == "fourty" ? "forty" : word).map { ($0 + 2) * 10 }
  }

  /// The number that the front of some words says, and how many of them say it.
  ///
  /// - Parameter words: in lower case, without commas.
  /// - Returns: both; nil where no number stands there.
  package static func first(of words: ArraySlice<String>) -> (number: Int, count: Int)? {
    guard let first = words.first else { return nil }
    if let joined = joined(first) { return (joined, 1) }
    guard let number = small(first) else { return nil }
    if tens.contains(first), let unit = words.dropFirst().first.flatMap({ units.firstIndex(of: $0) }),
      (1...9).contains(unit)
    {
      return (number + unit, 2)
    }
    return (number, 1)
  }

  /// `thirty-four`, in one word.
  private static func joined(_ word: String) -> Int? {
    let parts = word.split(separator: "-").map(String.init)
    guard parts.count == 2, let ten = tens.firstIndex(of: parts[0]), let unit = units.firstIndex(of: parts[1]),
      (1...9).contains(unit)
    else { return nil }
    return (ten + 2) * 10 + unit
  }
}
