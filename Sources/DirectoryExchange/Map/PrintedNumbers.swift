import Directory

/// A number as a list prints it, with what stands beside it.
struct PrintedNumber: Equatable {
  /// In E.164, or a short code; an extension's digits.
  let value: String
  /// As it was printed, without what stands beside it.
  let display: String
  /// `phone`, or `extension` where only that is given.
  let kind: ContactKind
  /// What to say or press once somebody answers.
  let notices: [Notice]
}

/// Telephone numbers in the cells of other people's tables: several in one cell, labels, options, extensions, text relay.
///
/// Nothing is guessed: what might be a number and is not read as one is told. One reader serves a whole table: to make its
/// patterns takes a hundred times as long as to look for them in a cell.
struct PrintedNumbers {
  /// The numbers of a cell, and what in it is passed over or wrong.
  struct Reading: Equatable {
    var numbers: [PrintedNumber] = []
    /// Parts of the cell that are not taken over, and why.
    var passedOver: [String] = []
    var faults: [String] = []
  }

  private let always = /\b24\/7\b/
  // `press 1 then 3` is one thing to do.
  private let betweenWords = /(?i)\s+(or|and|then(?!\s+[0-9]\b))\s+/
  private let betweenSigns = /\s*[\/&,]\s*/
  private let behind = /(?i)\(?\s*(option|opt|press|select|choose|extension|extn|ext|x)\b/
  private let option =
    /(?i)[\s(,]*\b(?:(?:press|select|choose)(?:\s+option)?|option|opt)\b\.?\s*([0-9](?:\s*(?:then|-)\s*[0-9])*)\s*\)?/
  private let dialled = /(?i)[\s(,]*\b(?:extension|extn|ext|x)\.?:?\s*([0-9]{2,6})\s*\)?\s*$/
  private let number = /\+?\(?[0-9][0-9().\-\s]*[0-9]/
  private let textRelay = /1800[12][\s\-]*/

  /// Reads a cell.
  func read(_ cell: String) -> Reading {
    var reading = Reading()
    var cell = cell
    if let found = cell.firstRange(of: always) {
      cell.removeSubrange(found)
      reading.passedOver.append("'24/7' beside a number is hours, which need a column of their own")
    }
    let parts = parts(of: cell)
    if parts.count > 1, let end = parts.dropFirst().first(where: { Self.isEnd($0) }) {
      reading.faults.append("'\(cell)': '\(end)' seems to be the end of a second number; write each number in full")
      return reading
    }
    for part in parts { read(part, into: &reading) }
    if reading.numbers.isEmpty, reading.faults.isEmpty, reading.passedOver.isEmpty {
      reading.faults.append("'\(cell)' has no telephone number in it")
    }
    return reading
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

  private func read(_ part: String, into reading: inout Reading) {
    var rest = part
    var notices: [Notice] = []
    if let told = rest.firstMatch(of: option) {
      notices.append(Notice(code: "choose-option", text: "Choose option \(told.1)."))
      rest.removeSubrange(told.range)
    }
    if let told = rest.firstMatch(of: dialled) {
      let digits = String(told.1)
      rest.removeSubrange(told.range)
      guard rest.contains(where: \.isNumber) else {
        reading.numbers.append(
          PrintedNumber(value: digits, display: digits, kind: .extension, notices: notices))
        return
      }
      notices.append(Notice(code: "ask-for-extension", text: "Ask for extension \(digits)."))
    }
    guard let match = rest.firstMatch(of: number) else {
      if rest.contains(where: \.isNumber) {
        reading.faults.append("'\(part)' is not a telephone number")
      } else {
        reading.passedOver.append("'\(part)' is not a telephone number")
      }
      return
    }
    let before = Self.trimmed(rest[..<match.range.lowerBound])
    let after = Self.trimmed(rest[match.range.upperBound...])
    for beside in [before, after] where beside.contains(where: \.isNumber) {
      reading.faults.append("'\(part)': what '\(beside)' means is not clear; give the number alone in its cell")
      return
    }
    let label = (before + " " + after).lowercased()
    if let word = ["fax", "minicom", "textphone", "text phone", "typetalk", "sms"].first(where: label.contains) {
      reading.passedOver.append("'\(part)' is a \(word) number, where no voice answers")
      return
    }
    var printed = Self.trimmed(rest[match.range])
    if let relay = printed.prefixMatch(of: textRelay) {
      printed.removeSubrange(relay.range)
      notices.append(Notice(code: "text-relay", text: "It is printed with 18001 before it, for Relay UK."))
    }
    switch Self.value(of: printed) {
    case .success(let value):
      reading.numbers.append(PrintedNumber(value: value, display: printed, kind: .phone, notices: notices))
      let words = [before, after].map { word in
        String(word.drop { "(:-".contains($0) }.reversed().drop { "):-".contains($0) }.reversed())
      }.filter { !$0.isEmpty && !Self.isLabel($0) }
      reading.passedOver += words.map { "'\($0)' beside \(printed) is not taken over" }
    case .failure(let fault): reading.faults.append(fault.text)
    }
  }

  /// Whether a word beside a number says only that it is one.
  private static func isLabel(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter }
    return words.allSatisfy { ["tel", "telephone", "phone", "t", "call", "ring", "number", "no", "on"].contains($0) }
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
        return fault("has \(digits.count) digits; a number of this country has 10 or 11 with its first 0")
      }
      digits = "44" + digits.dropFirst()
    }
    let value = "+" + digits
    if let wrong = PhoneText.fault(inStored: value) { return .failure(Fault(text: wrong)) }
    guard PhoneText.prints(printed, stored: value) else { return fault("cannot be read as one number") }
    return .success(value)
  }
}
