/// Reads opening hours as people print them, `Monday to Friday 8.30am to 5pm`, to propose the notation for them.
///
/// What it makes of a text is only ever shown, for somebody to write down if it is right; nothing takes it by itself.
enum HoursProse {
  private enum Word: Equatable {
    case day(Int)
    case days(Set<Int>)
    case holidays
    case time(Int, isSure: Bool)
    case to
    case and
    case off
    case always
    case except
  }

  /// The notation for a text; nil where there is none to be sure enough of.
  static func notation(of text: String) -> String? {
    guard let words = words(of: text), words.contains(where: { if case .time = $0 { true } else { $0 == .always } })
    else { return nil }
    guard let rules = rules(of: words), !rules.isEmpty else { return nil }
    let notation = rules.joined(separator: "; ")
    do throws(OpeningHoursError) {
      return try OpeningHours(rules: HoursNotation.rules(notation)).notation
    } catch {
      return nil
    }
  }

  // MARK: - Words

  private static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  /// What says nothing about which hours are meant.
  private static let filler: Set<String> = [
    "open", "opening", "hours", "times", "we", "are", "from", "on", "the", "office", "phone", "lines", "line",
    "between",
    "of", "a", "week", "day", "telephone", "calls", "is", "answered", "days", "all",
  ]

  private static func words(of text: String) -> [Word]? {
    var spaced = ""
    for character in text.lowercased() {
      switch character {
      case "–", "—", "-": spaced += " - "
      case ",", "&", ";", "/", "+": spaced += " , "
      case "(", ")", "\n": spaced += " "
      default: spaced.append(character)
      }
    }
    let phrases = [
      ("24 , 7", "always"), ("24 hours", "always"), ("24hours", "always"), ("24hrs", "always"), ("24 hrs", "always"),
      ("7 days", "daily"), ("seven days", "daily"), ("every day", "daily"), ("bank holidays", "holidays"),
      ("bank holiday", "holidays"), ("public holidays", "holidays"), ("a.m.", "am"), ("p.m.", "pm"), (" am", "am"),
      (" pm", "pm"), ("9 to 5", "9am to 5pm"),
    ]
    for (phrase, word) in phrases { spaced = spaced.replacing(phrase, with: word) }
    var words: [Word] = []
    for piece in spaced.split(separator: " ") {
      let bare = String(piece).trimmed(of: ".:")
      if bare.isEmpty { continue }
      if let word = word(bare) {
        words.append(word)
      } else if !filler.contains(bare) {
        return nil
      }
    }
    return words
  }

  private static func word(_ text: String) -> Word? {
    switch text {
    case "-", "to", "until", "till", "til", "through": return .to
    case ",", "and": return .and
    case "closed", "off": return .off
    case "always": return .always
    case "except", "excluding", "exc", "excl", "not": return .except
    case "weekdays", "weekday": return .days(Set(0..<5))
    case "weekends", "weekend": return .days([5, 6])
    case "daily": return .days(Set(0..<7))
    case "holidays": return .holidays
    case "noon", "midday": return .time(720, isSure: true)
    case "midnight": return .time(1440, isSure: true)
    default: break
    }
    let letters = text.hasSuffix("s") && text.count > 4 ? String(text.dropLast()) : text
    if letters.count >= 2, let day = names.firstIndex(where: { $0.hasPrefix(letters) }) {
      return .day(day)
    }
    return time(text)
  }

  private static func time(_ text: String) -> Word? {
    let half = text.hasSuffix("am") ? 0 : text.hasSuffix("pm") ? 720 : nil
    let digits = half == nil ? text : String(text.dropLast(2))
    let parts = digits.split(separator: digits.contains(":") ? ":" : ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ part in part.allSatisfy { $0.isASCII && $0.isNumber } }),
      var hour = Int(parts[0]), parts[0].count <= 2 || parts.count == 1 && parts[0].count == 4
    else { return nil }
    var minute = 0
    if parts.count == 2 {
      guard parts[1].count == 2, let given = Int(parts[1]) else { return nil }
      minute = given
    } else if parts[0].count == 4 {
      (hour, minute) = (hour / 100, hour % 100)
    }
    guard minute < 60, hour <= (half == nil ? 24 : 12) else { return nil }
    if let half { return .time(hour % 12 * 60 + half + minute, isSure: true) }
    return .time(hour * 60 + minute, isSure: parts.count == 2 && hour > 12 || parts[0].count == 4 || hour > 12)
  }

  // MARK: - Rules

  /// A rule ends where days follow hours, or hours follow days that were given after hours.
  private static func rules(of words: [Word]) -> [String]? {
    var rules: [String] = []
    var place = 0
    let daysFirst: Bool
    switch words[0] {
    case .time, .always, .off: daysFirst = false
    default: daysFirst = true
    }
    while place < words.count {
      if words[place] == .and { place += 1; continue }
      if words[place] == .except || words[place] == .off {
        guard let days = days(words, from: place + 1) else { return nil }
        rules.append("\(days.text) off")
        place = days.end
        continue
      }
      var daysText: String
      var spans: String
      if daysFirst {
        guard let days = days(words, from: place), let hours = hours(words, from: days.end) else { return nil }
        (daysText, spans, place) = (days.text, hours.text, hours.end)
      } else {
        guard let hours = hours(words, from: place) else { return nil }
        (spans, place) = (hours.text, hours.end)
        if place < words.count, words[place] == .and { place += 1 }
        if place < words.count, let days = days(words, from: place) {
          (daysText, place) = (days.text, days.end)
        } else {
          // Hours without days: nobody has said that they hold on Sundays.
          guard spans == "00:00-24:00", place == words.count else { return nil }
          daysText = "Mo-Su"
        }
      }
      rules.append(spans == "00:00-24:00" && daysText == "Mo-Su" ? "24/7" : "\(daysText) \(spans)")
    }
    return rules
  }

  private static func days(_ words: [Word], from start: Int) -> (text: String, end: Int)? {
    var found: [String] = []
    var place = start
    while place < words.count {
      switch words[place] {
      case .day(let first):
        if place + 2 < words.count, words[place + 1] == .to, case .day(let last) = words[place + 2] {
          found.append("\(HoursNotation.dayNames[first])-\(HoursNotation.dayNames[last])")
          place += 3
        } else {
          found.append(HoursNotation.dayNames[first])
          place += 1
        }
      case .days(let several):
        found.append(several.count == 7 ? "Mo-Su" : several.contains(0) ? "Mo-Fr" : "Sa-Su")
        place += 1
      case .holidays:
        found.append("PH")
        place += 1
      case .and where !found.isEmpty && place + 1 < words.count && isDay(words[place + 1]):
        place += 1
      default: return found.isEmpty ? nil : (found.joined(separator: ","), place)
      }
    }
    return found.isEmpty ? nil : (found.joined(separator: ","), place)
  }

  private static func isDay(_ word: Word) -> Bool {
    switch word {
    case .day, .days, .holidays: true
    default: false
    }
  }

  private static func hours(_ words: [Word], from start: Int) -> (text: String, end: Int)? {
    guard start < words.count else { return nil }
    if words[start] == .off { return ("off", start + 1) }
    if words[start] == .always { return ("00:00-24:00", start + 1) }
    var spans: [String] = []
    var place = start
    while place + 2 < words.count, case .time(let from, let isFromSure) = words[place], words[place + 1] == .to,
      case .time(let to, let isToSure) = words[place + 2]
    {
      var until = to
      // `9.30 to 5`: office hours, and shown before anybody believes it.
      if !isToSure, !isFromSure, until <= from, until < 720 { until += 720 }
      guard from < 1440, until != from else { return nil }
      spans.append(TimeText.clockText(minuteOfDay: from) + "-" + TimeText.clockText(minuteOfDay: until))
      place += 3
      if place + 1 < words.count, words[place] == .and, case .time = words[place + 1] { place += 1 } else { break }
    }
    return spans.isEmpty ? nil : (spans.joined(separator: ","), place)
  }
}

extension String {
  fileprivate func trimmed(of characters: String) -> String {
    var text = self[...]
    while let last = text.last, characters.contains(last) { text.removeLast() }
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    return String(text)
  }
}
