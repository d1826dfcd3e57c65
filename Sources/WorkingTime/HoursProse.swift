/// Reads opening hours as people print them, `Monday to Friday 8.30am to 5pm`, to propose the notation for them.
///
/// What it makes of a text is only ever shown, for somebody to write down if it is right; nothing takes it by itself.
enum HoursProse {
  private enum Word: Equatable {
    case day(Int)
    case days(Set<Int>)
    case holidays
    case time(Clock)
    case to
    /// A comma and what stands for one.
    case and
    /// The word: it may name days besides.
    case also
    case off
    case always
    case except

    var isAnd: Bool { self == .and || self == .also }
  }

  /// A time as it is printed, in minutes since midnight; 1440 is the midnight at the end of the day.
  private struct Clock: Equatable {
    var minute: Int
    /// Whether it can mean no other half of the day.
    let isSure: Bool
    /// Whether it says which half of the day it is of: `am`, `pm`, noon.
    let isOfHalf: Bool
  }

  /// The notation for a text; nil where there is none to be sure enough of.
  static func notation(of text: String) -> String? {
    guard let words = words(of: text), words.contains(where: { if case .time = $0 { true } else { $0 == .always } })
    else { return nil }
    guard let rules = rules(of: words).map(withMornings), !rules.isEmpty else { return nil }
    var notation = rules.joined(separator: "; ")
    // An office's days are said and its bank holidays are not: nobody knows of these.
    let isOfOffice = words.contains(where: isDay) && !words.contains(.holidays) && !words.contains(.always)
    if isOfOffice, !notation.contains("Mo-Su"), !rules.contains(where: hasNight) { notation += "; PH unknown" }
    do throws(OpeningHoursError) {
      let hours = try OpeningHours(rules: HoursNotation.rules(notation))
      return hours.clash == nil ? hours.notation : dayByDay(hours)
    } catch {
      return nil
    }
  }

  /// The same hours with none that runs past midnight, which nobody reads otherwise; nil where that cannot be said so.
  private static func dayByDay(_ hours: OpeningHours) -> String? {
    guard hours.exceptions.isEmpty else { return nil }
    let week = Weekday.allCases.map { hours.open(on: $0) }
    guard week.allSatisfy({ $0 != nil }) else { return nil }
    var holidays: [Range<Int>]??
    if let own = hours.bankHoliday.map({ Set($0.map { day in day.spans?.map { $0.start..<$0.end } }) }) {
      guard own.count == 1, let ranges = own.first ?? nil, ranges.allSatisfy({ $0.upperBound <= 1440 }) else {
        return nil
      }
      holidays = .some(ranges)
    }
    do throws(OpeningHoursError) {
      let read = try OpeningHours(rules: HoursNotation.rules(HoursNotation.written(week: week, holidays: holidays)))
      return read.clash == nil ? read.notation : nil
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
    "of", "a", "week", "day", "telephone", "calls", "is", "answered", "days", "all", "at", "following", "next",
    "morning",
    "mornings", "year",
  ]

  private static func words(of text: String) -> [Word]? {
    var spaced = ""
    for character in text.lowercased() {
      switch character {
      case "–", "—", "-": spaced += " - "
      case ",", ";", "/": spaced += " , "
      case "&", "+": spaced += " and "
      case "(", ")", "\n": spaced += " "
      default: spaced.append(character)
      }
    }
    let phrases = [
      ("24 , 7", "always"), ("24 hours", "always"), ("24hours", "always"), ("24hrs", "always"), ("24 hrs", "always"),
      ("24hr", "always"), ("24 hr", "always"), ("24h", "always"),
      ("all day", "always"), ("7 days", "daily"), ("seven days", "daily"), ("every day", "daily"),
      ("bank holidays", "holidays"),
      ("bank holiday", "holidays"), ("public holidays", "holidays"), ("all weekend", "always weekend"),
      ("all the weekend", "always weekend"), ("365 days", ""), ("a.m.", "am"), ("p.m.", "pm"), (" am", "am"),
      (" pm", "pm"), ("9 to 5", "9am to 5pm"),
    ]
    for (phrase, word) in phrases { spaced = spaced.replacing(phrase, with: word) }
    var words: [Word] = []
    let pieces = spaced.split(separator: " ").map { String($0).trimmed(of: ".:") }
    for (place, piece) in pieces.enumerated() {
      var bare = piece
      if bare.isEmpty { continue }
      // `M-F` is what people write for the working days; a letter alone may be any of several days.
      if bare == "m", place + 2 < pieces.count, pieces[place + 1] == "-", pieces[place + 2] == "f" { bare = "mon" }
      if bare == "f", place > 1, pieces[place - 1] == "-", pieces[place - 2] == "m" { bare = "fri" }
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
    case ",": return .and
    case "and", "plus": return .also
    case "closed", "off": return .off
    case "always": return .always
    case "except", "excluding", "exc", "excl", "not": return .except
    case "weekdays", "weekday": return .days(Set(0..<5))
    case "weekends", "weekend": return .days([5, 6])
    case "daily": return .days(Set(0..<7))
    case "holidays": return .holidays
    case "noon", "midday": return .time(Clock(minute: 720, isSure: true, isOfHalf: true))
    case "midnight": return .time(Clock(minute: 1440, isSure: true, isOfHalf: true))
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
    if let half { return .time(Clock(minute: hour % 12 * 60 + half + minute, isSure: true, isOfHalf: true)) }
    // `05:00` is of a clock of 24 hours; `5:00` may be of the afternoon.
    let isOf24 = hour > 12 || parts[0].count == 4 || parts.count == 2 && parts[0].hasPrefix("0")
    return .time(Clock(minute: hour * 60 + minute, isSure: isOf24, isOfHalf: false))
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
      if words[place].isAnd { place += 1; continue }
      if !daysFirst, rules.isEmpty, let nights = nightsAnd(words) {
        rules = nights.rules
        place = nights.end
        continue
      }
      if words[place] == .except || words[place] == .off {
        guard let days = days(words, from: place + 1) else { return nil }
        rules.append("\(days.text) off")
        place = days.end
        continue
      }
      if let long = through(words, from: place) {
        rules += long.rules
        place = long.end
        continue
      }
      var daysText: String
      var spans: String
      if words[place] == .always, daysFirst, let days = days(words, from: place + 1) {
        (daysText, spans, place) = (days.text, "00:00-24:00", days.end)
      } else if daysFirst {
        guard let days = days(words, from: place) else { return nil }
        // `Monday to Friday, 9am to 5pm`: the comma says nothing.
        let isParted = days.end < words.count && words[days.end] == .and
        guard let hours = hours(words, from: isParted ? days.end + 1 : days.end) else { return nil }
        (daysText, spans, place) = (days.text, hours.text, hours.end)
      } else {
        guard let hours = hours(words, from: place) else { return nil }
        (spans, place) = (hours.text, hours.end)
        // 'and' names days besides: whether they have the same hours nobody has said.
        if place < words.count, words[place] == .also { return nil }
        if place < words.count, words[place] == .and { place += 1 }
        let isBehindComma = words[place - 1] == .and
        if place < words.count, let days = days(words, from: place) {
          // `5pm-9am, bank holidays`: whether these have the nights' hours, or are in as a whole, nobody has said.
          if isBehindComma, isOvernight(spans), isOfWeekend(days.text) { return nil }
          (daysText, place) = (days.text, days.end)
        } else {
          // Hours without days: nobody has said that they hold on Sundays. Those of every night are a night line's.
          guard rules.isEmpty, spans == "00:00-24:00" || isOvernight(spans), place == words.count else { return nil }
          daysText = "Mo-Su"
        }
      }
      rules.append(spans == "00:00-24:00" && daysText == "Mo-Su" ? "24/7" : "\(daysText) \(spans)")
    }
    return rules
  }

  /// `5pm to 9am and all weekend`: the nights of the working days, and the whole of the days that are named besides. Bare
  /// hours and days with an `and` between them say nothing of days of an office: nil.
  private static func nightsAnd(_ words: [Word]) -> (rules: [String], end: Int)? {
    guard let hours = hours(words, from: 0), isOvernight(hours.text), hours.end < words.count, words[hours.end].isAnd
    else { return nil }
    var place = hours.end + 1
    // `5pm-9am, and weekends`
    if place < words.count, words[place] == .also { place += 1 }
    if place < words.count, words[place] == .always { place += 1 }
    guard let days = days(words, from: place), days.end == words.count || words[days.end] == .always,
      isOfWeekend(days.text), ["Sa-Su", "Sa,Su"].contains(where: days.text.contains)
    else { return nil }
    let end = days.end < words.count ? days.end + 1 : days.end
    return (["Mo-Fr \(hours.text)", "\(days.text) 00:00-24:00"], end)
  }

  /// Whether some days are none of the working days.
  private static func isOfWeekend(_ days: String) -> Bool {
    days.split(separator: ",").allSatisfy { ["Sa-Su", "Sa", "Su", "PH"].contains($0) }
  }

  /// Rules of nights on some days and of all other days as a whole, with the morning of the first day after a whole one:
  /// `Mo-Fr 17:00-09:00; Sa-Su 00:00-24:00` leaves Monday until nine to nobody, which no list means.
  private static func withMornings(_ rules: [String]) -> [String] {
    let parts = rules.map { rule in rule.split(separator: " ", maxSplits: 1).map(String.init) }
    guard rules.count > 1, parts.allSatisfy({ $0.count == 2 }), isOvernight(parts[0][1]),
      !parts[0][1].contains(","), parts.dropFirst().allSatisfy({ $0[1] == "00:00-24:00" })
    else { return rules }
    func days(_ text: String) -> Set<Int> {
      text.split(separator: ",").reduce(into: []) { found, name in
        let ends = name.split(separator: "-").compactMap { HoursNotation.dayNames.firstIndex(of: String($0)) }
        guard let first = ends.first, let last = ends.last, first <= last else { return }
        found.formUnion(first...last)
      }
    }
    let nights = days(parts[0][0])
    let whole = parts.dropFirst().reduce(into: Set<Int>()) { $0.formUnion(days($1[0])) }
    let ends = parts[0][1].split(separator: "-").map(String.init)
    guard ends.count == 2, nights.isDisjoint(with: whole), nights.union(whole).count == 7,
      !parts[0][0].contains("PH")
    else { return rules }
    return ["\(parts[0][0]) 00:00-\(ends[1]),\(ends[0])-24:00"] + rules.dropFirst()
  }

  /// Whether a rule has a span that ends on the next day, or at midnight.
  private static func hasNight(_ rule: String) -> Bool {
    guard let spans = rule.split(separator: " ").last else { return false }
    return spans.split(separator: ",").contains {
      isOvernight(String($0)) || $0.split(separator: "-").last ?? "" >= "24:00"
    }
  }

  /// Whether a span of hours, `17:00-09:00`, ends on the next day.
  private static func isOvernight(_ span: String) -> Bool {
    let ends = span.split(separator: "-")
    return ends.count == 2 && ends[1] < ends[0]
  }

  /// A stretch from a time of one day to a time of another, `Friday 4.45pm to Monday 8.45am`, as rules of whole days that
  /// the last runs on from; `5pm on Friday to 9am on Monday` is one too.
  private static func through(_ words: [Word], from start: Int) -> (rules: [String], end: Int)? {
    guard start + 4 < words.count, words[start + 2] == .to,
      let (first, from, isSure) = moment(words[start], words[start + 1]), isSure,
      let (last, until, _) = moment(words[start + 3], words[start + 4]), from < 1440, until > 0, until <= from
    else { return nil }
    let count = (last - first + 7) % 7
    // Over one night, or a weekend: from Monday 9am to Friday 5pm is what people write of an office, which is shut at night.
    guard count == 1 || last < first else { return nil }
    func name(_ ahead: Int) -> String { HoursNotation.dayNames[(first + ahead) % 7] }
    let opens = TimeText.clockText(minuteOfDay: from)
    let closes = TimeText.clockText(minuteOfDay: 1440 + until)
    if count == 1 { return (["\(name(0)) \(opens)-\(closes)"], start + 5) }
    let whole = (1..<count - 1).map { "\(name($0)) 00:00-24:00" }
    return (["\(name(0)) \(opens)-24:00"] + whole + ["\(name(count - 1)) 00:00-\(closes)"], start + 5)
  }

  /// A time of a day, in whichever order: `Friday 5pm` or `5pm on Friday`.
  private static func moment(_ one: Word, _ other: Word) -> (day: Int, minute: Int, isSure: Bool)? {
    switch (one, other) {
    case (.day(let day), .time(let time)), (.time(let time), .day(let day)): (day, time.minute, time.isSure)
    default: nil
    }
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
      case .and where !found.isEmpty && place + 1 < words.count && isDay(words[place + 1]),
        .also where !found.isEmpty && place + 1 < words.count && isDay(words[place + 1]):
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
    var last = 0
    var place = start
    while place + 2 < words.count, case .time(var from) = words[place], words[place + 1] == .to,
      case .time(let to) = words[place + 2]
    {
      // `9 to 12 and 2 to 5`: the second is of the afternoon.
      if !from.isSure, from.minute < last, from.minute + 720 >= last { from.minute += 720 }
      guard let (opens, closes) = span(from, to), opens < 1440, closes != opens else { return nil }
      last = closes
      spans.append(TimeText.clockText(minuteOfDay: opens) + "-" + TimeText.clockText(minuteOfDay: closes))
      place += 3
      if place + 1 < words.count, words[place].isAnd, case .time = words[place + 1] { place += 1 } else { break }
    }
    return spans.isEmpty ? nil : (spans.joined(separator: ","), place)
  }
}

extension HoursProse {
  /// Before which hour of two bare ones, `5-9`, nobody can know whether it is of the morning: no office opens so early.
  private static let earliest = 7 * 60

  /// What two times of a span mean; nil where nobody can know which half of the day one of them is of.
  private static func span(_ from: Clock, _ to: Clock) -> (opens: Int, closes: Int)? {
    let (opens, closes) = (from.minute, to.minute)
    if from.isOfHalf, !to.isOfHalf {
      // `9am-5`: the next such hour of the day. `5pm-9` is an evening or a night.
      guard opens <= 720, closes > opens || !to.isSure else { return nil }
      return (opens, closes > opens ? closes : closes + 720)
    }
    if to.isOfHalf, !from.isSure {
      // `9-5pm` is of the day and `5-9pm` of the evening: the last such hour before. `5-9am` may be a night.
      guard (720..<1440).contains(closes) else { return nil }
      return (opens + 720 < closes ? opens + 720 : opens, closes)
    }
    guard !from.isSure, !to.isSure else { return (opens, closes) }
    guard opens >= earliest else { return nil }
    // `9.30 to 5`: office hours, and shown before anybody believes it.
    return (opens, closes <= opens && closes < 720 ? closes + 720 : closes)
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
