import Directory
import WorkingTime

/// A number as a list prints it, with what stands beside it.
struct PrintedNumber: Equatable {
  /// In E.164, or a short code; an extension's digits.
  let value: String
  /// As it was printed, without what stands beside it.
  let display: String
  /// `phone`, or `extension` where only that is given.
  let kind: ContactKind
  /// What to say or press once somebody answers, and what the list says beside it.
  var notices: [Notice]
  /// What the list says of when it is answered, where that is not, or may not be, at night.
  var byDay: String?
  /// What the list says of when it is answered, where that is on weekends or bank holidays alone.
  var onSomeDays: String?
  /// What the list says where it is not to be rung.
  var refusal: String?
  /// What the list says where another service answers it.
  var otherService: String?
  /// What is to be told of it where it is taken over.
  var told: [String] = []
}

/// Telephone numbers in the cells of other people's tables: several in one cell, labels, options, extensions, text relay.
///
/// Nothing is guessed: what might be a number and is not read as one is told, and no word beside a number is dropped (see
/// `Remark`). One reader serves a whole table: to make its
/// patterns takes a hundred times as long as to look for them in a cell.
struct PrintedNumbers {
  /// The numbers of a cell, and what in it is passed over or wrong.
  struct Reading: Equatable {
    var numbers: [PrintedNumber] = []
    /// Parts of the cell that are not taken over, and why.
    var passedOver: [String] = []
    var faults: [String] = []
  }

  // What stands in brackets, but for an option or extension, and times of day are read apart from the number beside them.
  private let bracketed = /[(\[]([^()\[\]]*[A-Za-z][^()\[\]]*|\s*24\/7\s*)[)\]]/
  private let timed =
    #/
    (?i) \b24\/7\b | \b24\s?-?\s?h(?:ou)?rs?\b | \b24h\b
    | (?: \b (?:after|from|past|since|before|until|till|up\sto) \s+ )?
      \b (?: [0-9]{1,2} (?:[.:][0-9]{2})? \s? (?:am|pm)? \s? (?:-|–|to|until|till) \s? )?
      [0-9]{1,2} (?:[.:][0-9]{2})? \s? (?:am|pm) \b
      (?: \s+ (?:onwards?|(?:till|until)\s+late) \b | \s? (?:-|–|to|until|till) \s? midnight \b )?
    | \b [0-9]{1,2}:[0-9]{2} \s? (?:-|–|to|until|till) \s? [0-9]{1,2}:[0-9]{2} \b
    /#
  // `press 1 then 3` is one thing to do.
  private let betweenWords = /(?i)\s+(or|and|then(?!\s+[0-9]\b))\s+/
  // `Sat/Sun` is said of one number.
  private let betweenDays =
    /(?i)\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s*(?:[\/&]|\band\b)\s*((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\b/
  private let betweenSigns = /\s*[\/&,]\s*/
  private let behind = /(?i)\(?\s*(option|opt|press|select|choose|extension|extn|ext|x)\b/
  private let option =
    /(?i)[\s(,]*\b(?:(?:press|select|choose)(?:\s+option)?|option|opt|then)\b\.?\s*([0-9](?:\s*(?:then|-)\s*[0-9])*)\s*\)?/
  private let dialled = /(?i)[\s(,]*\b(?:extension|extn|ext|x)\.?:?\s*([0-9]{1,6})\s*\)?\s*$/
  private let number = /\+?\(?[0-9][0-9().\-\s]*[0-9]/
  private let textRelay = /1800[12][\s\-]*/

  /// A part of a cell that has a number in it, while it is not yet known what else the cell says.
  private struct Found {
    var number: PrintedNumber
    let before: String
    let after: [String]
  }

  /// Reads a cell.
  func read(_ cell: String) -> Reading {
    var reading = Reading()
    let (text, asides) = apart(cell)
    let parts = parts(of: text)
    if parts.count > 1, let end = parts.dropFirst().first(where: { Self.isEnd($0) }) {
      reading.faults.append("'\(cell)': '\(end)' seems to be the end of a second number; write each number in full")
      return reading
    }
    if let other = asides.first(where: hasNumber) {
      reading.faults.append("'\(cell)': '\(other)' has a number of its own; give each number a cell, or a row")
      return reading
    }
    var found: [Found] = []
    var loose: [String] = []
    for part in parts { read(part, asides, &found, &loose, into: &reading) }
    settle(found, loose, into: &reading)
    if reading.numbers.isEmpty, reading.faults.isEmpty, reading.passedOver.isEmpty {
      reading.faults.append("'\(cell)' has no telephone number in it")
    }
    return reading
  }

  /// Whether an aside has a number of its own: six digits or more that no word parts, which times never are.
  private func hasNumber(_ text: String) -> Bool {
    text.matches(of: number).contains { $0.output.count(where: \.isNumber) >= 6 }
  }

  // MARK: - What stands beside numbers

  /// Characters that stand for what was taken out of a cell, so that it stays beside its number.
  private static let marks = Array(UInt32(0xe000)...0xe03f).compactMap(Unicode.Scalar.init)

  /// The cell with a mark in the place of what is not part of a number, and what that was.
  private func apart(_ cell: String) -> (text: String, asides: [String]) {
    var asides: [String] = []
    func mark(_ text: Substring) -> String {
      guard asides.count < Self.marks.count else { return String(text) }
      asides.append(Self.trimmed(text))
      return " \(Character(Self.marks[asides.count - 1])) "
    }
    var text = String(String.UnicodeScalarView(cell.unicodeScalars.filter { !Self.marks.contains($0) }))
    text = text.replacing(bracketed) { match in
      match.1.prefixMatch(of: behind) != nil && match.1.contains(where: \.isNumber) ? String(match.0) : mark(match.1)
    }
    text = text.replacing(timed) { mark($0.0) }
    return (text, asides)
  }

  /// A part's words, and what was taken out of it.
  private static func split(_ part: String, _ asides: [String]) -> (words: String, asides: [String]) {
    var words = String.UnicodeScalarView()
    var found: [String] = []
    for scalar in part.unicodeScalars {
      if let place = marks.firstIndex(of: scalar), place < asides.count {
        found.append(asides[place])
      } else {
        words.append(scalar)
      }
    }
    let joined = String(words).split(separator: " ").joined(separator: " ")
    return (trimmed(joined[...]), found)
  }

  /// Gives each number what the cell says of it. What stands behind a number, or in its own part, is said of it alone; what
  /// stands alone is said of all, and so is a warning off before the first.
  private func settle(_ found: [Found], _ loose: [String], into reading: inout Reading) {
    var carried: String?
    for item in found {
      var number = item.number
      if !item.before.isEmpty { carried = Remark(item.before) == .refusal ? item.before : nil }
      let before = item.before.isEmpty ? carried : item.before
      let others = found.flatMap(\.after).filter { text in
        Remark(text) == .refusal
          && text.lowercased().split { !$0.isLetter }.contains { ["both", "all", "these"].contains($0) }
      }
      var said: [String] = []
      var hours: [String] = []
      for text in [before].compactMap(\.self) + item.after + loose + others where !said.contains(text) {
        said.append(text)
        switch Remark(text) {
        case .label: continue
        case .refusal: number.refusal = number.refusal ?? text
        case .otherService:
          number.otherService = number.otherService ?? text
          number.notices.append(Self.notice(text))
        case .confidential:
          number.told.append(
            "'\(text)' beside \(number.display) goes with it as a warning, and it is left out of what is published")
          number.notices.append(Notice(code: Self.confidential, text: Self.notice(text).text))
        case .hours:
          hours.append(text)
          number.told.append(
            "'\(text)' beside \(number.display) is hours, which need a column of their own; it goes with the number as a "
              + "warning")
          number.notices.append(Self.notice(text))
        case .said:
          number.told.append(
            "'\(text)' beside \(number.display) goes with it as a warning; where nobody need know it, give the number alone"
          )
          number.notices.append(Self.notice(text))
        }
      }
      // Of parts that mean something else together: `voicemail after 6pm`.
      if Self.isByDay(hours) || !hours.isEmpty && Self.isByDay(said) { number.byDay = hours.joined(separator: ", ") }
      if let days = hours.first(where: Remark.isOfSomeDays), hours.allSatisfy(Remark.isOfSomeDays) {
        number.onSomeDays = days
      }
      reading.numbers.append(number)
    }
    if found.isEmpty { reading.passedOver += loose.map { "'\($0)' is not a telephone number" } }
  }

  /// Whether hours that stand in parts beside a number, days here and times there, are not of the night when put together.
  private static func isByDay(_ hours: [String]) -> Bool {
    !hours.isEmpty
      && [hours, hours.reversed()].allSatisfy { Remark($0.joined(separator: " ")) == .hours(isByDay: true) }
  }

  /// The code of a warning by which a contact is kept out of what is published.
  static let confidential = "not-for-publication"

  /// What a list says beside a number, for whoever rings it.
  static func notice(_ text: String) -> Notice {
    let plain = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
    return Notice(code: "list-says", text: "The list says beside it: '\(plain)'.")
  }

  // MARK: - Parts

  /// The cell, cut where one number ends and the next begins; an option or extension stays with its number.
  private func parts(of cell: String) -> [String] {
    var text = ""
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\u{a0}", "\u{202f}", "\t": text.append(" ")
      case "–", "—", "‑", "‒": text.append("-")
      case "\r", "\n", ";", "|": text.append("\n")
      default: text.unicodeScalars.append(scalar)
      }
    }
    text = text.replacing(betweenDays) { "\($0.1) \($0.2)" }
    text = text.replacing(betweenWords, with: "\n").replacing(betweenSigns) { _ in "\n" }
    var parts: [String] = []
    for line in text.split(separator: "\n") {
      let part = Self.trimmed(line)
      if part.isEmpty { continue }
      if let last = parts.last, isBehind(part), last.contains(where: \.isNumber) {
        parts[parts.count - 1] = last + " " + part
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first.isWhitespace || first == "." { text.removeFirst() }
    while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
    return String(text)
  }

  /// Whether a part says what to do behind the number before it.
  private func isBehind(_ part: String) -> Bool {
    part.prefixMatch(of: behind) != nil
  }

  /// Whether a part is a few digits and nothing else, as in `01304 872428/9`; a short code is a number.
  private static func isEnd(_ part: String) -> Bool {
    part.count <= 4 && part.allSatisfy { $0.isASCII && $0.isNumber } && !ShortCode.isOne(part)
  }

  // MARK: - One part

  private func read(
    _ part: String, _ asides: [String], _ found: inout [Found], _ loose: inout [String], into reading: inout Reading
  ) {
    let (words, beside) = Self.split(part, asides)
    var rest = words
    var notices: [Notice] = []
    if let told = rest.firstMatch(of: option) {
      notices.append(Notice(code: "choose-option", text: "Choose option \(told.1)."))
      rest.removeSubrange(told.range)
    }
    if let told = rest.firstMatch(of: dialled) {
      let digits = String(told.1)
      rest.removeSubrange(told.range)
      guard rest.contains(where: \.isNumber) else {
        let alone = PrintedNumber(value: digits, display: digits, kind: .extension, notices: notices)
        return found.append(Found(number: alone, before: Self.bare(rest), after: beside))
      }
      notices.append(Notice(code: "ask-for-extension", text: "Ask for extension \(digits)."))
    }
    guard let match = rest.firstMatch(of: number) else {
      if rest.contains(where: \.isNumber) {
        reading.faults.append("'\(words)' is not a telephone number")
      } else {
        loose += ([Self.bare(rest)] + beside).filter { !$0.isEmpty }
      }
      return
    }
    let before = Self.trimmed(rest[..<match.range.lowerBound])
    let after = Self.trimmed(rest[match.range.upperBound...])
    let remarks = [before, after].map(Self.bare)
    for (place, text) in [before, after].enumerated() where text.contains(where: \.isNumber) {
      // Of a line that is to be left alone it does not matter what else is said.
      guard Remark(remarks[place]) != .refusal else { continue }
      reading.faults.append("'\(words)': what '\(text)' means is not clear; give the number alone in its cell")
      return
    }
    let label = (remarks + beside).joined(separator: " ").lowercased()
    if let word = ["fax", "minicom", "textphone", "text phone", "typetalk", "sms"].first(where: label.contains) {
      reading.passedOver.append("'\(words)' is a \(word) number, where no voice answers")
      return
    }
    if Remark(label) != .refusal, Remark.isVoiceless(label) {
      reading.passedOver.append("'\(words)\(beside.map { " (\($0))" }.joined())' is a number where no voice answers")
      return
    }
    var printed = Self.trimmed(rest[match.range])
    if let relay = printed.prefixMatch(of: textRelay) {
      printed.removeSubrange(relay.range)
      notices.append(Notice(code: "text-relay", text: "It is printed with 18001 before it, for Relay UK."))
    }
    switch Self.value(of: printed) {
    case .success(let value):
      found.append(
        Found(
          number: PrintedNumber(value: value, display: printed, kind: .phone, notices: notices), before: remarks[0],
          after: [remarks[1]].filter { !$0.isEmpty } + beside))
    case .failure(let fault): reading.faults.append(fault.text)
    }
  }

  /// Words without the marks around them.
  private static func bare(_ text: String) -> String {
    String(text.drop { "(:- ".contains($0) }.reversed().drop { "):- ".contains($0) }.reversed())
  }

  private struct Fault: Error {
    let text: String
  }

  private static func value(of printed: String) -> Result<String, Fault> {
    let isForeign = printed.hasPrefix("+")
    let written = printed.replacing("(0)", with: isForeign || printed.hasPrefix("00") ? "" : "0")
    var digits = String(written.filter { $0.isASCII && $0.isNumber })
    func fault(_ text: String) -> Result<String, Fault> { .failure(Fault(text: "'\(printed)' \(text)")) }
    if ShortCode.isOne(digits) { return .success(digits) }
    if !isForeign, digits.hasPrefix("00") {
      digits = String(digits.dropFirst(2))
    } else if !isForeign {
      if digits.hasPrefix("44"), digits.count >= 11 {
        return fault("has lost its +, as in a spreadsheet; write +\(digits) if that is the number")
      }
      guard digits.hasPrefix("0") else {
        return digits.count >= 9
          ? fault("has lost the 0 that it began with, as in a spreadsheet; write it with a space after the area code")
          : fault("is too short for a number; write each number in full, with its area code")
      }
      guard (10...11).contains(digits.count) else {
        return fault("has \(counted(digits.count, "digit")); a number of this country has 10 or 11 with its first 0")
      }
      digits = "44" + digits.dropFirst()
    }
    let value = "+" + digits
    if let wrong = PhoneText.fault(inStored: value) { return .failure(Fault(text: wrong)) }
    guard PhoneText.prints(printed, stored: value) else { return fault("cannot be read as one number") }
    return .success(value)
  }
}
