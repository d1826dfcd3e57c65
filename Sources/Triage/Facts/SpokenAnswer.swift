import Directory
import WorkingTime

/// Answers in people's words, turned into the values that facts take.
enum SpokenAnswer {
  /// Yes or no; nil for anything else.
  static func bool(_ words: [String]) -> Bool? {
    switch words.joined(separator: " ") {
    case "yes", "y", "yeah", "yep", "yup", "true", "yes please": true
    case "no", "n", "nope", "nah", "false": false
    default: nil
    }
  }

  /// Whether they have nowhere safe tonight, where that is said in words which mean the same as an answer and as a value.
  static func nowhereTonight(_ words: [String]) -> Bool? {
    var words = words[...]
    let said = words.first.flatMap { bool([$0]) }
    if said != nil { words = words.dropFirst() }
    let place = words.drop { ["in", "on", "at", "sleeping", "a", "the", "his", "her", "their"].contains($0) }
    switch place.joined(separator: " ") {
    case "somewhere", "somewhere safe": return said == false ? nil : false
    case "nowhere", "nowhere safe", "nowhere to go", "nowhere to sleep", "not safe", "unsafe", "rough", "street",
      "streets",
      "car", "van", "tent", "garage", "park", "outside":
      return said == true ? nil : true
    default: return nil
    }
  }

  // MARK: - Numbers

  private static let nothing: Set<String> = ["none", "no", "nil", "never", "nothing"]

  /// A whole number with what people say beside it: `thirty four`, `34 years old`, `2 hours`, `2 weeks`.
  static func number(_ words: [String], for fact: Fact) -> Int? {
    let words = apart(words)
    if fact == .bedAndBreakfastNights, words.count == 1, nothing.contains(words[0]) { return 0 }
    if words.first == "half", fact == .travelMinutes { return words.contains("hour") ? 30 : nil }
    guard let (number, count) = SpokenNumber.first(of: words[...]) else { return nil }
    let rest = Array(words.dropFirst(count))
    switch fact {
    case .travelMinutes: return minutes(number, rest)
    case .bedAndBreakfastNights:
      switch rest {
      case [], ["night"], ["nights"], ["day"], ["days"]: return number
      case ["week"], ["weeks"]: return number * 7
      default: return nil
      }
    default:
      let isAge = [[], ["years"], ["year"], ["yrs"], ["y"], ["years", "old"], ["year", "old"], ["yo"]].contains(rest)
      return isAge ? number : nil
    }
  }

  private static func minutes(_ number: Int, _ rest: [String]) -> Int? {
    switch rest.first {
    case nil: return number
    case "m", "min", "mins", "minute", "minutes": return rest.count == 1 ? number : nil
    case "h", "hr", "hrs", "hour", "hours":
      let more = Array(rest.dropFirst().filter { $0 != "and" })
      if more.isEmpty { return number * 60 }
      if more == ["a", "half"] { return number * 60 + 30 }
      guard let (minutes, count) = SpokenNumber.first(of: more[...]), minutes < 60,
        [[], ["m"], ["min"], ["mins"], ["minutes"]].contains(Array(more.dropFirst(count)))
      else { return nil }
      return number * 60 + minutes
    default: return nil
    }
  }

  /// Letters and digits that were run together are words of their own: `4m`, `1h30`.
  private static func apart(_ words: [String]) -> [String] {
    words.flatMap { word -> [String] in
      var parts: [String] = []
      for character in word {
        if let last = parts.last?.last, last.isNumber == character.isNumber || !(last.isLetter || character.isLetter) {
          parts[parts.count - 1].append(character)
        } else {
          parts.append(String(character))
        }
      }
      return parts
    }
  }

  // MARK: - Ages

  private static let babies: Set<String> = ["baby", "newborn", "infant"]
  private static let joining: Set<String> = ["a", "an", "aged", "old", "years", "year", "yrs", "y", "yo", "month-old"]
  private static let partsOfYear = [
    "months": 12, "month": 12, "m": 12, "mths": 12, "mth": 12, "weeks": 52, "week": 52, "w": 52, "wks": 52, "days": 365,
    "day": 365,
  ]

  /// Ages in years: `4 7`, `four and seven`, `4 months`, `baby`; a child under one is 0.
  static func ages(_ words: [String], for fact: Fact) throws(FactError) -> [Int] {
    if ["children", "kids"].contains(words.dropFirst().first), words.count == 2, nothing.contains(words[0]) {
      return []
    }
    var ages: [Int] = []
    var rest = apart(words)[...]
    while let first = rest.first {
      if babies.contains(first) {
        ages.append(0)
        rest.removeFirst()
      } else if first == "and" || first == "&" {
        rest.removeFirst()
      } else if joining.contains(first), !isOnePart(rest) {
        rest.removeFirst()
      } else if let (number, count) = SpokenNumber.first(of: rest) {
        rest = rest.dropFirst(count)
        guard let part = rest.first.flatMap({ partsOfYear[$0] }) else {
          ages.append(number)
          rest = rest.dropFirst(monthsBehindYears(rest))
          continue
        }
        ages.append(number / part)
        rest.removeFirst()
      } else if first.contains("."), let years = Double(first), (0..<18).contains(years) {
        ages.append(Int(years))
        rest.removeFirst()
      } else {
        throw .badValue(
          fact, got: "'\(first.onOneLine)'",
          why:
            "is not an age. Type ages as whole years; for a baby under one type 0. Type none if there are no children")
      }
    }
    // 'old' alone says no age; that there are no children is never guessed.
    guard !ages.isEmpty || words.isEmpty else {
      throw .badValue(
        fact, got: "'\(words.joined(separator: " ").onOneLine)'",
        why: "says no age. Type ages as whole years; for a baby under one type 0. Type none if there are no children")
    }
    // 'a baby 4 months old' is one child.
    if ages.count == 2, ages[0] == 0, ages[1] == 0, words.contains(where: babies.contains), words.count > 2,
      !words.contains("and")
    {
      ages.removeLast()
    }
    return ages
  }

  /// How many words tell the months of a child whose years were just told: `3 years 4 months` is one child.
  private static func monthsBehindYears(_ rest: ArraySlice<String>) -> Int {
    guard let years = rest.first, ["years", "year", "yrs", "y"].contains(years),
      let (months, count) = SpokenNumber.first(of: rest.dropFirst()), months < 12,
      let part = rest.dropFirst(1 + count).first, partsOfYear[part] == 12
    else { return 0 }
    return count + 2
  }

  private static func isOnePart(_ words: ArraySlice<String>) -> Bool {
    words.first == "a" && words.dropFirst().first.map { partsOfYear[$0] != nil } == true
  }

  // MARK: - Words of a list

  /// The one word of a list that was meant.
  static func word(_ words: [String], of known: [String], for fact: Fact) throws(FactError) -> String {
    let phrase = words.joined(separator: " ")
    let found = meant(by: phrase, of: known, for: fact)
    if found.count == 1, let only = found.first { return only }
    throw refusal(of: phrase, meant: found, known, fact)
  }

  /// The words of a list that were meant: of several words in a row, the most that mean one together.
  static func words(_ words: [String], of known: [String], for fact: Fact) throws(FactError) -> [String] {
    var found: [String] = []
    var rest = words[...]
    while !rest.isEmpty {
      var taken: (word: String, count: Int)?
      for count in stride(from: min(5, rest.count), through: 1, by: -1) {
        let meant = meant(by: rest.prefix(count).joined(separator: " "), of: known, for: fact)
        guard meant.count == 1, let only = meant.first else { continue }
        taken = (only, count)
        break
      }
      guard let taken else {
        let phrase = rest.first ?? ""
        throw refusal(of: phrase, meant: meant(by: phrase, of: known, for: fact), known, fact)
      }
      if !found.contains(taken.word) { found.append(taken.word) }
      rest = rest.dropFirst(taken.count)
    }
    return found
  }

  /// The words that a phrase may mean: the word itself, what people call it, or its beginning.
  private static func meant(by phrase: String, of known: [String], for fact: Fact) -> [String] {
    if let word = called(phrase, of: known, for: fact) { return [word] }
    let key = plain(phrase)
    guard key.count >= 3 else { return [] }
    return known.filter { plain($0).hasPrefix(key) }
  }

  /// The word that a phrase is, or that people call so; nil where it is neither.
  static func called(_ phrase: String, of known: [String], for fact: Fact) -> String? {
    let key = plain(phrase)
    if let exact = known.first(where: { plain($0) == key }) { return exact }
    return fact.calledBy[key].flatMap { known.contains($0) ? $0 : nil }
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().filter { $0 != "'" && $0 != "’" && $0 != "." }.split { $0 == " " || $0 == "-" }
      .joined(separator: " ")
  }

  private static func refusal(of phrase: String, meant: [String], _ known: [String], _ fact: Fact) -> FactError {
    if meant.count > 1 {
      return .badValue(
        fact, got: "'\(phrase.onOneLine)'", why: "may be \(meant.joined(separator: " or ")); say which")
    }
    let hint = Spelling.hint(for: phrase.split(separator: " ").joined(separator: "-"), in: known)
    return .notTaken(fact, got: "'\(phrase.onOneLine)'", hint: hint)
  }
}
