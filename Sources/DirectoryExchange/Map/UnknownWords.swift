import JSON
import WorkingTime

/// Words of somebody else's table whose meaning nobody has said yet: told together, with the lines for the map.
struct UnknownWords {
  /// One of them.
  struct Word {
    let text: String
    /// The heading that it stands under.
    let column: String
    /// What is wrong with it, behind its name: `is not a purpose`.
    let why: String
    /// What the line for the map says that it means; nil where nobody can guess.
    let meaning: String?
    /// A short hint beside that line; empty where there is none.
    let hint: String
  }

  /// The most that are told: a table with more has no words but something else in that column.
  private static let most = 500
  /// Of how many rows the numbers are told.
  private static let mostRows = 5

  private var order: [(word: Word, rows: [Int])] = []
  private var places: [String: Int] = [:]
  private let field: TableMap.Field

  init(_ field: TableMap.Field) { self.field = field }

  /// Takes a word that stands in a row.
  mutating func add(_ word: Word, row: Int) {
    if let place = places[word.text] {
      if order[place].rows.last != row { order[place].rows.append(row) }
      // The first of whom a meaning can be guessed stands for all.
      if order[place].word.meaning == nil, word.meaning != nil { order[place].word = word }
    } else {
      places[word.text] = order.count
      order.append((word, [row]))
    }
  }

  /// What is to be said of all of them; nil where there are none.
  func finding(in file: String) -> Finding? {
    guard let (only, rows) = order.first else { return nil }
    guard order.count > 1 else {
      let more = rows.count > 1 ? "; it stands in \(Self.words(for: rows))" : ""
      return Finding(
        file: file, row: rows[0], field: only.column, severity: .error,
        text: "'\(only.text)' \(only.why)\(more)\(Self.means(only.text, field, only.meaning))")
    }
    let told = order.prefix(Self.most)
    var lines = ["[words.\(field.rawValue)]"]
    for (word, rows) in told {
      let line = "\(JSONValue.text(word.text).compact) = \(JSONValue.text(word.meaning ?? "-").compact)"
      lines.append("\(line)  # \(([Self.words(for: rows), word.hint].filter { !$0.isEmpty }).joined(separator: "; "))")
    }
    if told.count < order.count { lines.append("# and \(order.count - told.count) more") }
    return Finding(
      file: file, row: nil, field: only.column, severity: .error,
      text:
        "\(counted(order.count, "text")) here \(Self.plural(field)). Say in the map what each means, with these lines; "
        + Self.skipped(field), lines: lines)
  }

  /// The line of the map that settles what a word means.
  static func means(_ text: String, _ field: TableMap.Field, _ meaning: String? = nil) -> String {
    "; say what it means in the map: under [words.\(field.rawValue)], \(JSONValue.text(text).compact) = "
      + "\"\(meaning ?? "…")\", or \(skipped(field))"
  }

  private static func skipped(_ field: TableMap.Field) -> String {
    "\"-\" to " + ([.council, .purpose, .value].contains(field) ? "pass such rows over" : "leave it out")
  }

  private static func plural(_ field: TableMap.Field) -> String {
    switch field {
    case .council: "are not names or aliases of councils"
    case .purpose: "are not purposes"
    default: "are not \(field.rawValue)"
    }
  }

  private static func words(for rows: [Int]) -> String {
    let first = rows.prefix(mostRows).map(String.init).joined(separator: ", ")
    return (rows.count == 1 ? "row " : "rows ") + first
      + (rows.count > mostRows ? " and \(rows.count - mostRows) more" : "")
  }
}
