import Directory
import DirectoryExchange
import JSON

/// What is shown where there is nobody to ask.
extension MapInterview {
  /// A map to begin with, of what the headings seem to say.
  mutating func guessed() -> String {
    var lines: [String] = []
    var columns = Columns()
    for (heading, guess) in guesses {
      let answer = Answer(guess) ?? .leaveOut
      if case .leaveOut = answer { lines.append("# \(JSONText.text(heading).text) is left out") }
      if let why = columns.take(heading, answer) {
        lines.append("# \(JSONText.text(heading).text) is left out: \(why)")
      }
    }
    columns.fill(&map)
    lines += guessWords()
    map.shared[.sourceDocument] = .constant("the list's name and date")
    return MapFile.text(of: map, for: table.name, isAsked: false) + lines.joined(separator: "\n")
  }

  /// The table's own words for councils and purposes, for somebody to say what each means.
  ///
  /// - Returns: How many of each are left out of a long list, as comments.
  private mutating func guessWords() -> [String] {
    let names = CouncilNames(of: base)
    var left: [String] = []
    for (field, guess) in [
      (TableMap.Field.council, { Self.council(for: $0, names) }), (.purpose, Self.purpose),
    ] as [(TableMap.Field, (String) -> String?)] {
      guard case .column(let column)? = map.shared[field] else { continue }
      var known: Set<String> = []
      for row in rows.rows {
        guard let text = row.cells[column], !text.isEmpty, known.insert(text).inserted, let meant = guess(text) else {
          continue
        }
        if (map.words[field]?.count ?? 0) < Self.mostWords {
          map.words[field, default: [:]][text] = meant
        } else if left.last?.hasPrefix("# more words of \(field.rawValue)") != true {
          left.append("# more words of \(field.rawValue) than \(Self.mostWords): 'plan' tells each that is not known")
        }
      }
    }
    return left
  }

  private static let mostWords = 40
}
