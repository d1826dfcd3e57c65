/// Reads rules of opening hours, word by word.
///
/// The text is cut into rules at `;` (a rule that replaces) and at a comma that days follow after hours (one that adds).
struct HoursNotation {
  private let words: [String]
  private var place = 0

  static let dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  private init(words: [String]) {
    self.words = words
  }

  /// All the rules of a text.
  static func rules(_ text: String) throws(OpeningHoursError) -> [HoursRule] {
    var rules: [HoursRule] = []
    for piece in try pieces(text) {
      for (place, part) in try additions(piece).enumerated() {
        var notation = HoursNotation(words: part)
        rules.append(try notation.rule(isAdditional: place > 0))
      }
    }
    guard !rules.isEmpty else {
      throw OpeningHoursError(part: text, expected: "hours like 'Mo-Fr 09:00-17:00; PH off'")
    }
    return rules
  }

  /// The pieces between semicolons, comments kept whole, each as its words.
  private static func pieces(_ text: String) throws(OpeningHoursError) -> [[String]] {
    var pieces: [[String]] = [[]]
    var word = ""
    var isComment = false
    func end() {
      if !word.isEmpty { pieces[pieces.count - 1].append(word) }
      word = ""
    }
    for character in text {
      if character == "\"" {
        if isComment {
          word.append(character)
          end()
        } else {
          end()
          word.append(character)
        }
        isComment.toggle()
      } else if isComment {
        word.append(character)
      } else if character == ";" {
        end()
        pieces.append([])
      } else if character == " " {
        end()
      } else {
        word.append(character)
      }
    }
    if isComment { throw OpeningHoursError(part: word, expected: "closed by a second quotation mark") }
    end()
    return pieces.filter { !$0.isEmpty }
  }

  /// Cuts a piece after each comma that ends hours and is followed by days.
  private static func additions(_ words: [String]) throws(OpeningHoursError) -> [[String]] {
    var parts: [[String]] = [[]]
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      guard word.last == ",", next.first?.isLetter == true || next.hasPrefix("20") && !next.contains(":") else {
        parts[parts.count - 1].append(word)
        continue
      }
      if isDays(words[...(index + 1)]), !word.contains(":"), word != ",", !word.hasSuffix("\","),
        !(parts.last ?? []).contains(where: { $0.contains(":") }),
        !["off,", "closed,", "unknown,"].contains(word)
      {
        let days = words[...(index + 1)].joined(separator: " ")
        throw OpeningHoursError(
          part: days,
          why: "others read the first day as open all day; write the days without spaces, as "
            + words[...(index + 1)].joined())
      }
      if word != "," { parts[parts.count - 1].append(String(word.dropLast())) }
      if parts.last?.isEmpty ?? true {
        throw OpeningHoursError(part: words.joined(separator: " "), expected: "a list without an empty place")
      }
      parts.append([])
    }
    return parts
  }

  /// Whether some words are days with commas behind them: prose is not.
  private static func isDays(_ words: ArraySlice<String>) -> Bool {
    words.allSatisfy { word in
      word.split { ",-".contains($0) }.allSatisfy { piece in
        (dayNames + ["PH", "SH"]).contains(String(piece.prefix { $0 != "[" })) || piece.contains(where: \.isNumber)
          || TimeText.months.contains(String(piece))
      }
    }
  }

  // MARK: - One rule

  private var whole: String { words.joined(separator: " ") }

  private mutating func rule(isAdditional: Bool) throws(OpeningHoursError) -> HoursRule {
    if words[0] == "24/7" { return try always(isAdditional: isAdditional) }
    let (days, daysText) = try days()
    guard place < words.count else {
      throw OpeningHoursError(
        part: whole, expected: "days and hours like 'Mo-Fr 09:00-17:00'; days alone would be open all day, 00:00-24:00")
    }
    let (hours, hoursText) = try hours()
    let comment = try comment()
    if isAdditional, hours.spans?.isEmpty ?? true {
      throw OpeningHoursError(
        part: whole, expected: "something to add to the rule before it; write ';' instead of the comma")
    }
    let texts = [daysText, hoursText, comment].filter { !$0.isEmpty }
    return HoursRule(days: days, hours: hours, isAdditional: isAdditional, text: texts.joined(separator: " "))
  }

  private mutating func always(isAdditional: Bool) throws(OpeningHoursError) -> HoursRule {
    place = 1
    let comment = try comment()
    guard !isAdditional else {
      throw OpeningHoursError(part: whole, expected: "something to add; write ';' instead of the comma")
    }
    return HoursRule(
      days: HoursRule.Days(weekdays: Set(0..<7)),
      hours: OpeningHours.DayHours(spans: [OpeningHours.Span(start: 0, end: 1440)]), isAdditional: false,
      text: comment.isEmpty ? "24/7" : "24/7 \(comment)")
  }

  /// What follows the hours: nothing, `open`, a comment, or both. `open` alone says nothing; before a comment others need it.
  private mutating func comment() throws(OpeningHoursError) -> String {
    let isOpen = place < words.count && words[place] == "open"
    if isOpen { place += 1 }
    guard place < words.count else { return "" }
    let word = words[place]
    guard word.hasPrefix("\""), place + 1 == words.count else {
      throw OpeningHoursError(
        part: whole, expected: "days and hours like 'Mo-Fr 09:00-17:00', with nothing after them but a \"comment\"")
    }
    return isOpen ? "open \(word)" : word
  }

  // MARK: - Hours

  private mutating func hours() throws(OpeningHoursError) -> (OpeningHours.DayHours, String) {
    let first = words[place]
    switch first {
    case "off", "closed":
      place += 1
      return (OpeningHours.DayHours(spans: []), "off")
    case "unknown":
      place += 1
      return (OpeningHours.DayHours(spans: nil), "unknown")
    default: break
    }
    // `09:00 - 12:00, 13:00 - 17:00`: spaces among times mean nothing.
    var joined = ""
    while place < words.count, words[place].first.map({ $0.isNumber || $0 == "-" || $0 == "," }) ?? false {
      joined += words[place]
      place += 1
    }
    if joined.isEmpty { throw OpeningHoursError(part: first, expected: "a span like 09:00-16:30, off or unknown") }
    var spans: [OpeningHours.Span] = []
    var texts: [String] = []
    for part in joined.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, let start = Self.minute(ends[0], upTo: 1439), var end = Self.minute(ends[1], upTo: 2880)
      else {
        throw OpeningHoursError(part: words.contains(joined) ? String(part) : first, expected: Self.spanForm)
      }
      texts.append(TimeText.clockText(minuteOfDay: start) + "-" + TimeText.clockText(minuteOfDay: end))
      if end <= start { end += 1440 }
      spans.append(OpeningHours.Span(start: start, end: end))
    }
    spans.sort { $0.start < $1.start }
    for (one, next) in zip(spans, spans.dropFirst()) where next.start < one.end {
      throw OpeningHoursError(part: first, expected: "spans that do not overlap")
    }
    return (OpeningHours.DayHours(spans: spans), texts.joined(separator: ","))
  }

  private static let spanForm = "a span like 09:00-16:30, off or unknown"

  private static func minute(_ text: Substring, upTo most: Int) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
      text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || (0x30...0x39).contains($0) }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= most
    else { return nil }
    return hour * 60 + minute
  }

  // MARK: - Days

  /// The days, and the place after them. Hours without days are for every day.
  private mutating func days() throws(OpeningHoursError) -> (HoursRule.Days, String) {
    var days = HoursRule.Days()
    let first = words[0]
    if first.first?.isNumber == true, first.contains(":") || first.allSatisfy({ $0.isNumber || $0 == "-" }),
      !isYear(first), (try? TimeText.day(first)) == nil
    {
      days.weekdays = Set(0..<7)
      return (days, "")
    }
    if ["off", "closed", "unknown"].contains(first) {
      days.weekdays = Set(0..<7)
      return (days, "")
    }
    if let day = try? TimeText.day(first) {
      let (year, month, dayOfMonth) = day.parts
      let end = HoursRule.Dates.End(year: year, month: month, day: dayOfMonth)
      days.dates = [HoursRule.Dates(first: end, last: end)]
      place = 1
      return (days, first)
    }
    if isYear(first) || TimeText.months.contains(first) { return try dates() }
    for name in first.split(separator: ",", omittingEmptySubsequences: false) {
      if name == "PH" {
        days.bankHolidays = true
      } else if let open = name.firstIndex(of: "[") {
        days.counted += try counted(name, open)
      } else {
        days.weekdays.formUnion(try Self.weekdays(String(name)))
      }
    }
    if days.isException, !days.weekdays.isEmpty || days.bankHolidays {
      throw OpeningHoursError(part: first, expected: "days of one sort; give those like Mo[1] a rule of their own")
    }
    place = 1
    if place < words.count, words[place] == "PH" || Self.dayNames.contains(String(words[place].prefix(2))) {
      throw OpeningHoursError(part: whole, why: "days are listed without spaces, as \(first),\(words[place])")
    }
    return (days, first)
  }

  private static func weekdays(_ text: String) throws(OpeningHoursError) -> [Int] {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { dayNames.firstIndex(of: String($0)) }
    switch ends.count {
    case 1:
      if let only = ends[0] { return [only] }
    case 2:
      if let first = ends[0], let last = ends[1] {
        return first <= last ? Array(first...last) : Array(first..<7) + Array(0...last)
      }
    default: break
    }
    throw OpeningHoursError(part: text, expected: "a day or days like Mo, Mo-Fr, PH, Dec 25 or 2026-12-24")
  }

  private func counted(_ name: Substring, _ open: Substring.Index) throws(OpeningHoursError) -> [HoursRule.Counted] {
    guard let index = Self.dayNames.firstIndex(of: String(name[..<open])), let weekday = Weekday(rawValue: index),
      name.last == "]", let place = Int(name[name.index(after: open)...].dropLast()), (1...5).contains(abs(place))
    else {
      throw OpeningHoursError(part: String(name), expected: "a weekday of the month like Mo[1], or Fr[-1] for the last")
    }
    return [HoursRule.Counted(weekday: weekday, place: place)]
  }

  // MARK: - Dates

  private func isYear(_ word: String) -> Bool {
    word.utf8.count == 4 && Int(word).map { (1900...2199).contains($0) } ?? false
  }

  /// `Dec 25`, `Dec 24-26`, `Dec 24-Jan 2`, `2026 Dec 24-26`, `2026 Dec 24-2027 Jan 2`, and lists of them without spaces.
  private mutating func dates() throws(OpeningHoursError) -> (HoursRule.Days, String) {
    var pieces: [String] = []
    // Hours follow where a word has a colon or is a word of its own.
    while place < words.count, !words[place].contains(":"), !["off", "closed", "unknown"].contains(words[place]) {
      pieces.append(words[place])
      place += 1
    }
    let text = pieces.joined(separator: " ")
    var days = HoursRule.Days()
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count), let first = Self.end(ends[0], after: nil),
        let last = ends.count == 2 ? Self.end(ends[1], after: first) : first,
        (first.year == nil) == (last.year == nil)
      else {
        throw OpeningHoursError(
          part: String(part), expected: "a date like Dec 25, Dec 24-26, 2026 Dec 24 or 2026 Dec 24-2027 Jan 2")
      }
      if let from = first.year, let until = last.year,
        (until, last.month, last.day) < (from, first.month, first.day)
      {
        throw OpeningHoursError(part: String(part), expected: "from the earlier date to the later")
      }
      days.dates.append(HoursRule.Dates(first: first, last: last))
    }
    return (days, text)
  }

  private static func end(_ text: Substring, after first: HoursRule.Dates.End?) -> HoursRule.Dates.End? {
    var parts = text.split(separator: " ", omittingEmptySubsequences: false)
    var year: Int?
    if let given = parts.first, given.utf8.count == 4, let number = Int(given) {
      year = number
      parts.removeFirst()
    }
    var month: Int?
    if let name = parts.first, let index = TimeText.months.firstIndex(of: String(name)) {
      month = index + 1
      parts.removeFirst()
    }
    guard parts.count == 1, (1...2).contains(parts[0].utf8.count), let day = Int(parts[0]),
      let whichMonth = month ?? first?.month
    else { return nil }
    // A day alone takes month and year from the date before it; a month without a year has none to take.
    let whichYear = year ?? (month == nil ? first?.year : nil)
    guard day >= 1, day <= Day.length(ofMonth: whichMonth, in: whichYear ?? 2024) else { return nil }
    return HoursRule.Dates.End(year: whichYear, month: whichMonth, day: day)
  }
}
