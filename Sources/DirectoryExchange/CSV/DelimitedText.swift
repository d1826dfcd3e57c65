/// Rows of cells as spreadsheets save them: RFC 4180 with any of four delimiters and any line ending.
///
/// Strict where leniency would guess: a quotation mark that is never closed swallows the rest of a file, and is said.
struct DelimitedText {
  /// One row.
  struct Row {
    /// Its number as a spreadsheet shows it, from 1.
    let number: Int
    let cells: [String]
    /// What is wrong with its form; cells may be missing or damaged then.
    let faults: [String]
    /// How far into the bytes the row reaches.
    let end: Int

    var isBlank: Bool { faults.isEmpty && cells.allSatisfy(\.isEmpty) }
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var place: Int
  private var number = 0

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Text with its delimiter found in its first row; a byte-order mark and a spreadsheet's `sep=;` are passed over.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    place = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let first = bytes[place...].prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
    let mark = Array("sep=".utf8)
    if first.count == mark.count + 1, first.starts(with: mark), let told = first.last {
      delimiter = told
      place += first.count
      number = 1
      skipLineEnd()
      return
    }
    let found = ",;\t|".utf8.map { mark in
      (mark, first.count { $0 == mark })
    }
    delimiter = found.max { $0.1 < $1.1 }?.0 ?? UInt8(ascii: ",")
  }

  /// The next row; nil at the end.
  mutating func next() -> Row? {
    guard place < bytes.count else { return nil }
    number += 1
    var cells: [String] = []
    var faults: [String] = []
    cells.reserveCapacity(20)
    while true {
      cells.append(cell(cells.count + 1, &faults))
      guard place < bytes.count, bytes[place] == delimiter else { break }
      place += 1
    }
    skipLineEnd()
    return Row(number: number, cells: cells, faults: faults, end: place)
  }

  private mutating func skipLineEnd() {
    guard place < bytes.count else { return }
    if bytes[place] == Self.carriageReturn {
      place += 1
      if place < bytes.count, bytes[place] == Self.lineFeed { place += 1 }
    } else if bytes[place] == Self.lineFeed {
      place += 1
    }
  }

  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func cell(_ count: Int, _ faults: inout [String]) -> String {
    guard place < bytes.count, bytes[place] == Self.quote else {
      let start = place
      while place < bytes.count, !isCellEnd(bytes[place]) { place += 1 }
      if bytes[start..<place].contains(Self.quote) {
        faults.append(
          "cell \(count) has a quotation mark and is not itself in quotation marks; put the cell in them, and double those in it"
        )
      }
      return text(bytes[start..<place], count, &faults)
    }
    place += 1
    var content: [UInt8] = []
    var start = place
    while true {
      guard let close = bytes[place...].firstIndex(of: Self.quote) else {
        faults.append("cell \(count) opens a quotation mark that is never closed, so that the rest cannot be read")
        place = bytes.count
        return ""
      }
      guard close + 1 < bytes.count, bytes[close + 1] == Self.quote else {
        content += bytes[start..<close]
        place = close + 1
        break
      }
      content += bytes[start...close]
      place = close + 2
      start = place
    }
    let after = place
    while place < bytes.count, !isCellEnd(bytes[place]) { place += 1 }
    if place > after { faults.append("cell \(count) goes on after its closing quotation mark") }
    return text(content[...], count, &faults)
  }

  private func text(_ bytes: ArraySlice<UInt8>, _ count: Int, _ faults: inout [String]) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      faults.append("cell \(count) is not UTF-8; save the file as 'CSV UTF-8'")
      return ""
    }
    return text
  }

  // MARK: - Writing

  /// A row, each cell that needs it in quotation marks, ended as RFC 4180 asks.
  static func line(_ cells: [String]) -> String {
    // By bytes: a quotation mark with an accent over it is one character to the eye and a quotation mark to every reader.
    var line: [UInt8] = []
    for (place, cell) in cells.enumerated() {
      if place > 0 { line.append(UInt8(ascii: ",")) }
      let needsQuotes = cell.utf8.contains { byte in
        byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte < 0x20
      }
      guard needsQuotes else {
        line += cell.utf8
        continue
      }
      line.append(quote)
      for byte in cell.utf8 { line += byte == quote ? [quote, quote] : [byte] }
      line.append(quote)
    }
    return String(decoding: line + [carriageReturn, lineFeed], as: UTF8.self)
  }
}
