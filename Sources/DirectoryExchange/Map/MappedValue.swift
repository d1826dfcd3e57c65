import Directory

/// What a cell of somebody else's table gives to reach people by.
struct MappedValue {
  /// The numbers, mailboxes, links or the address in a cell, and what in it is passed over or wrong.
  struct Reading {
    var found: [PrintedNumber] = []
    var passedOver: [String] = []
    var faults: [String] = []
  }

  private let printedNumbers = PrintedNumbers()

  /// Reads a cell; of unknown kind it is judged by its looks: an @ is a mailbox's, a scheme or `www.` a link's.
  func read(_ cell: String, kind: ContactKind?) -> Reading {
    if kind != .address, let mixture = Self.mixture(in: cell) {
      return Reading(faults: ["'\(cell)' has \(mixture) in one cell; give each a column or a row of its own"])
    }
    switch kind ?? Self.looks(of: cell) {
    case .phone: return numbers(in: cell)
    case .email: return Self.heeding(Self.pieces(of: cell).reduce(into: Reading()) { Self.mailbox($1, &$0) }, in: cell)
    case .web: return Self.heeding(Self.pieces(of: cell).reduce(into: Reading()) { Self.link($1, &$0) }, in: cell)
    case .extension:
      let digits = cell.filter(\.isNumber)
      guard (2...6).contains(digits.count) else {
        return Reading(faults: ["'\(cell)' is not an extension of 2 to 6 digits"])
      }
      let number = PrintedNumber(value: digits, display: digits, kind: .extension, notices: [])
      return Self.heeding(Reading(found: [number]), in: cell)
    case .address:
      let lines = cell.split(whereSeparator: \.isNewline).map { MappedRows.plain(String($0)) }.filter { !$0.isEmpty }
      let text = lines.map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }.joined(separator: ", ")
      let refusal = Remark.refuses(address: text) ? text : Self.closing(text)
      return Reading(
        found: [PrintedNumber(value: text, display: text, kind: .address, notices: [], refusal: refusal)])
    }
  }

  /// What people write for an @, so that no robot finds the address.
  private static let hidden = ["(at)", "[at]", "{at}"]

  /// What sorts of ways to reach somebody a cell has, where it has more than one: `a number and a mailbox`.
  private static func mixture(in cell: String) -> String? {
    func isLink(_ piece: String) -> Bool { piece.contains("://") || piece.hasPrefix("www.") }
    let pieces = Self.pieces(of: cell.lowercased())
    // What is left without them: a number may be written in several pieces.
    let rest = pieces.filter { !$0.contains("@") && !isLink($0) }.joined(separator: " ")
    let hasNumber = rest.firstMatch(of: /[0-9](?:[ ().\-]*[0-9]){8,}/) != nil
    let sorts = [
      hasNumber ? "a number" : nil, pieces.contains { $0.contains("@") } ? "a mailbox" : nil,
      pieces.contains(where: isLink) ? "a link" : nil,
    ].compactMap(\.self)
    return sorts.count > 1 ? sorts.joined(separator: " and ") : nil
  }

  private static func looks(of cell: String) -> ContactKind {
    let text = cell.lowercased()
    if cell.contains("@") || hidden.contains(where: text.contains) { return .email }
    return text.contains("://") || text.hasPrefix("www.") ? .web : .phone
  }

  private func numbers(in cell: String) -> Reading {
    let printed = printedNumbers.read(cell)
    return Reading(found: printed.numbers, passedOver: printed.passedOver, faults: printed.faults)
  }

  /// The same, where what else the cell says warns off all that is in it.
  private static func heeding(_ reading: Reading, in cell: String) -> Reading {
    var words = cell
    for number in reading.found { words = words.replacing(number.display, with: " ") }
    let remark = MappedRows.plain(words)
    var reading = reading
    switch Remark(remark) {
    case .refusal:
      for place in reading.found.indices { reading.found[place].refusal = remark }
      reading.passedOver = []
    case .confidential:
      let notice = Notice(code: PrintedNumbers.confidential, text: PrintedNumbers.notice(remark).text)
      for place in reading.found.indices { reading.found[place].notices.append(notice) }
    case .otherService:
      for place in reading.found.indices { reading.found[place].otherService = remark }
    case .label, .hours, .said: break
    }
    return reading
  }

  /// What an address has in brackets that says nobody is there any more: `(closed)`.
  private static func closing(_ address: String) -> String? {
    address.matches(of: /[(\[]([^()\[\]]*)[)\]]/).map { String($0.1) }.first { Remark($0) == .refusal }
  }

  private static func pieces(of cell: String) -> [String] {
    cell.split { $0.isWhitespace || ";,|".contains($0) }.map(String.init)
  }

  private static func mailbox(_ piece: String, _ reading: inout Reading) {
    var text = piece
    if text.lowercased().hasPrefix("mailto:") { text = String(text.dropFirst(7)) }
    text = String(text.drop { "<(".contains($0) })
    while let last = text.last, ">).".contains(last) { text.removeLast() }
    if text.isEmpty || ["or", "and", "/"].contains(text.lowercased()) { return }
    if hidden.contains(where: text.lowercased().contains) {
      return reading.faults.append("'\(piece)' seems to be an address of a mailbox; write it with an @")
    }
    guard text.contains("@") else { return reading.passedOver.append("'\(piece)' is not an address of a mailbox") }
    reading.found.append(PrintedNumber(value: text, display: text, kind: .email, notices: []))
  }

  /// `www.` alone is a link as people print it: what it opens is shown in the plan.
  private static func link(_ piece: String, _ reading: inout Reading) {
    let text = piece.lowercased()
    if text.hasPrefix("https://") || text.hasPrefix("http://") {
      reading.found.append(PrintedNumber(value: piece, display: piece, kind: .web, notices: []))
    } else if text.hasPrefix("www.") {
      reading.found.append(PrintedNumber(value: "https://" + piece, display: piece, kind: .web, notices: []))
    } else {
      reading.faults.append("'\(piece)' is not a link that begins with https://, http:// or www.")
    }
  }
}
