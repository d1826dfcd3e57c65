/// Phrases that are looked for among words. Each is found by its first word, so that many numbers are soon looked through.
struct Phrases {
  private let byFirstWord: [String: [[String]]]

  /// - Parameter phrases: Each with one space between its words.
  init(_ phrases: [String]) {
    byFirstWord = Dictionary(grouping: phrases.map { $0.split(separator: " ").map(String.init) }) { $0.first ?? "" }
  }

  /// Whether one of them stands among some words, whole and in order.
  func occur(in words: [String]) -> Bool {
    words.indices.contains { start in
      byFirstWord[words[start]]?.contains { words[start...].starts(with: $0) } ?? false
    }
  }
}
