/// `; did you mean 'status'?` where a known word is spelt nearly like the one given, else nothing.
func nearestHint(to text: String, among words: [String]) -> String {
  let given = Array(text.lowercased())
  let ranked = words.map { (word: $0, slips: slips(given, Array($0.lowercased()))) }
  guard let nearest = ranked.min(by: { $0.slips < $1.slips }), nearest.slips <= max(1, given.count / 3) else {
    return ""
  }
  return "; did you mean '\(nearest.word)'?"
}

/// How many letters have to be changed, added or taken out to make one word of another.
private func slips(_ left: [Character], _ right: [Character]) -> Int {
  var above = Array(0...right.count)
  for (row, letter) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      current.append(min(above[column + 1] + 1, current[column] + 1, above[column] + (letter == other ? 0 : 1)))
    }
    above = current
  }
  return above[right.count]
}
