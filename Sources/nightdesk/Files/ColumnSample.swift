import Directory
import DirectoryExchange
import WorkingTime

/// What the cells of a column seem to hold, by some of them: a heading alone often says another thing.
struct ColumnSample {
  /// What most cells are.
  enum Kind {
    case number, mailbox, page, hours, words
  }

  /// What most of them are; nil where the column is empty, or holds a mixture.
  let kind: Kind?
  /// Whether any of them says when somebody answers, and whether any has a letter.
  let hasHours: Bool, hasLetters: Bool
  /// Whether most of them are names of councils that are known, held or not, and whether most say what a number is for.
  let areCouncils: Bool, arePurposes: Bool
  /// Whether most say what sort of line a number is: `Mobile`, `Fax`.
  let areKinds: Bool

  /// How many different cells are looked at, at most: of a long table the first ones say enough.
  private static let most = 40

  init(of heading: String, in rows: MappedRows, _ names: CouncilNames) {
    var cells: [String] = []
    var seen: Set<String> = []
    for row in rows.rows where cells.count < Self.most {
      if let cell = row.cells[heading], !cell.isEmpty, seen.insert(cell).inserted { cells.append(cell) }
    }
    let kinds = cells.map(Self.kind)
    func isMost(_ count: Int) -> Bool { count * 2 > cells.count }
    kind = [.number, .mailbox, .page, .hours, .words].first { kind in isMost(kinds.count { $0 == kind }) }
    hasHours = kinds.contains(.hours)
    hasLetters = cells.contains { $0.contains(where: \.isLetter) }
    areCouncils = isMost(
      cells.count { cell in
        if case .none = names.meaning(of: cell) { names.several(in: cell) != nil } else { true }
      })
    areKinds = isMost(cells.count { KindWords.meaning(of: $0) != nil })
    arePurposes = isMost(cells.count { Purpose(typed: $0) != nil || ColumnGuess.purpose(of: $0) != nil })
  }

  private static func kind(of cell: String) -> Kind {
    let text = cell.lowercased()
    let words = text.split(whereSeparator: \.isWhitespace)
    if words.contains(where: { $0.contains("@") && $0.contains(".") }) { return .mailbox }
    if ["http:", "https:", "www."].contains(where: text.hasPrefix) { return .page }
    if isNumber(text) { return .number }
    let isHours = OpeningHours.isNotation(cell) || OutsideOffice(cell) != nil || OpeningHours.proposal(for: cell) != nil
    return isHours || saysWhen(words.map(String.init)) ? .hours : .words
  }

  /// Whether a cell begins with a telephone number, whatever is said of it; a date and a time are none.
  private static func isNumber(_ text: String) -> Bool {
    if ShortCode.isOne(text.filter { $0 != " " }) { return true }
    let first = text.drop { !$0.isNumber && $0 != "+" }.prefix { !$0.isLetter && !"/,;:".contains($0) }
    let digits = first.filter(\.isNumber)
    return (9...14).contains(digits.count) && (first.hasPrefix("0") || first.hasPrefix("+"))
  }

  private static let ofTime: Set<String> = [
    "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "weekday", "weekdays", "weekend", "weekends", "daily", "overnight",
  ]

  /// Whether some words, of which nobody can make hours, speak of days or of the clock all the same.
  private static func saysWhen(_ words: [String]) -> Bool {
    words.contains { word in
      if ofTime.contains(String(word.prefix(while: \.isLetter))) { return true }
      guard word.first?.isNumber == true else { return false }
      return ["am", "pm", "hr", "hrs", "24/7"].contains(where: word.hasSuffix)
    }
  }
}
