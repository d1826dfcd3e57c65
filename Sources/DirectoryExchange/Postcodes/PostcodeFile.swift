import Directory
import WorkingTime

/// What a site's newer file of postcodes holds: a postcode directory of the Office for National Statistics (ONSPD, NSPL) or the
/// Ordnance Survey's Code-Point Open, taken chunk by chunk, so that only a number a postcode is kept of it.
package struct PostcodeFile {
  /// The longest line taken, in bytes: thirty times one of a postcode directory.
  package static let longestLine = 16 << 10
  /// How many postcodes may be of a form that is none, before the file is taken for something else.
  private static let mostOdd = 1_000

  private(set) var rows: [PackedPostcode] = []
  /// The councils' codes, by their numbers from 1.
  private(set) var councils: [CouncilCode] = []
  /// Postcodes of a form that is none: old ones of Newport and of a bank.
  package private(set) var odd = 0
  /// Postcodes outside Great Britain, which no council here serves.
  package private(set) var abroad = 0
  /// Whether the file tells large users from others.
  private(set) var knowsUsers = true
  /// Whether the file tells when postcodes ended.
  private(set) var knowsEnds = true

  private var numbers: [CouncilCode: Int] = [:]
  private var last: (code: CouncilCode, number: Int)?
  private var columns: PostcodeColumns?
  private var delimiter = UInt8(ascii: ",")
  private var row = 0
  private var rest: [UInt8] = []
  private var cells: [Range<Int>] = []

  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")

  /// A file of which nothing has been read.
  package init() {}

  /// How many postcodes have been taken.
  package var count: Int { rows.count }

  /// Takes the next bytes.
  ///
  /// - Parameter bytes: As they come; a line may go on in the next ones.
  /// - Throws: `PostcodeFileError` of the first row that cannot be used.
  package mutating func take(_ bytes: [UInt8]) throws(PostcodeFileError) {
    if row == 0, rest.isEmpty { try refuseOtherKinds(bytes) }
    // Not copied: what is left over is less than a line.
    rest += bytes
    let buffer = rest
    rest = []
    var start = 0
    while let end = buffer[start...].firstIndex(of: Self.newline) {
      try takeLine(buffer, start..<end)
      start = end + 1
    }
    guard buffer.count - start <= Self.longestLine else { throw tooLong }
    rest = Array(buffer[start...])
  }

  /// Ends a file: another may follow, of the same kind or another.
  ///
  /// - Throws: `PostcodeFileError` where it ended in the middle of a row, or held none.
  package mutating func end() throws(PostcodeFileError) {
    let line = rest
    rest = []
    if !line.isEmpty {
      do throws(PostcodeFileError) {
        try takeLine(line, line.indices)
      } catch {
        guard error.code == .columns, columns != nil else { throw error }
        throw PostcodeFileError(
          .cutOff, "it ends in the middle of row \(row): it is not whole. Copy or unpack it again")
      }
    }
    guard columns != nil else { throw PostcodeFileError(.columns, "it is empty: there is no row in it") }
    (columns, row) = (nil, 0)
  }

  // MARK: - Kinds

  /// What other files begin with, and what to do with them.
  private static let otherKinds: [(mark: [UInt8], text: String)] = [
    (
      Array("PK\u{3}\u{4}".utf8),
      "it is packed (zip) or a workbook. Unpack it: 'unzip FILE', and give the .csv in its folder Data. A workbook is saved as CSV"
    ),
    ([0x1f, 0x8b], "it is packed (gzip). Unpack it with 'gunzip' and give the file that comes out"),
    ([0xff, 0xfe], "it is in UTF-16. Save it as CSV in UTF-8"),
    ([0xfe, 0xff], "it is in UTF-16. Save it as CSV in UTF-8"),
    (Array("%PDF".utf8), "it is a PDF. Give the .csv of the postcode directory"),
    (Array("SQLite format".utf8), "it is a database. Give the .csv of the postcode directory"),
    (Array("<".utf8), "it is a web page or XML, perhaps the page of a download that failed. Give the .csv"),
    (Array("{".utf8), "it is JSON. Give the .csv of the postcode directory"),
  ]

  private func refuseOtherKinds(_ bytes: [UInt8]) throws(PostcodeFileError) {
    for kind in Self.otherKinds where bytes.starts(with: kind.mark) { throw PostcodeFileError(.otherKind, kind.text) }
    if bytes.prefix(4_096).contains(0) {
      throw PostcodeFileError(.otherKind, "it is not text, or it is in UTF-16. Save it as CSV in UTF-8")
    }
  }

  // MARK: - Rows

  private var tooLong: PostcodeFileError {
    PostcodeFileError(
      .longLine,
      "row \(row + 1) is longer than \(Self.longestLine) bytes, and no row of a postcode directory is: it is another file"
    )
  }

  private mutating func takeLine(_ buffer: [UInt8], _ whole: Range<Int>) throws(PostcodeFileError) {
    guard whole.count <= Self.longestLine else { throw tooLong }
    row += 1
    let line = buffer[whole].last == UInt8(ascii: "\r") ? whole.lowerBound..<(whole.upperBound - 1) : whole
    guard let columns else { return try takeFirst(buffer, line) }
    // An empty line at the end is none.
    if line.isEmpty { return }
    try split(buffer, line)
    guard cells.count == columns.count else {
      throw PostcodeFileError(
        .columns,
        "row \(row) has \(counted(cells.count, "column")), and the first row \(columns.count): it is damaged there")
    }
    try take(buffer, columns)
  }

  /// The first row of a file: headings, or a row like those that follow.
  private mutating func takeFirst(_ buffer: [UInt8], _ line: Range<Int>) throws(PostcodeFileError) {
    var line = line
    if buffer[line].starts(with: [0xef, 0xbb, 0xbf]) { line = (line.lowerBound + 3)..<line.upperBound }
    let counts = ",;\t|".utf8.map { mark in (mark, buffer[line].count { $0 == mark }) }
    delimiter = counts.max { $0.1 < $1.1 }?.0 ?? delimiter
    try split(buffer, line)
    let (found, isHeading) = try PostcodeColumns.find(in: cells.map { String(decoding: buffer[$0], as: UTF8.self) })
    columns = found
    if found.user == nil { knowsUsers = false }
    if found.ended == nil { knowsEnds = false }
    if !isHeading { try take(buffer, found) }
  }

  /// Finds the cells of a line, without the quotation marks around them.
  private mutating func split(_ buffer: [UInt8], _ line: Range<Int>) throws(PostcodeFileError) {
    cells.removeAll(keepingCapacity: true)
    var place = line.lowerBound
    let end = line.upperBound
    while true {
      if place < end, buffer[place] == Self.quote {
        var close = place + 1
        while close < end, buffer[close] != Self.quote || close + 1 < end && buffer[close + 1] == Self.quote {
          close += buffer[close] == Self.quote ? 2 : 1
        }
        guard close < end, close + 1 == end || buffer[close + 1] == delimiter else {
          throw PostcodeFileError(
            .columns, "row \(row) has a quotation mark that is not closed where its cell ends: it is damaged there")
        }
        cells.append((place + 1)..<close)
        place = close + 1
      } else {
        let start = place
        while place < end, buffer[place] != delimiter { place += 1 }
        cells.append(start..<place)
      }
      guard place < end else { return }
      place += 1
    }
  }

  private mutating func take(_ buffer: [UInt8], _ columns: PostcodeColumns) throws(PostcodeFileError) {
    func cell(_ column: Int) -> ArraySlice<UInt8> { buffer[cells[column]] }
    func shown(_ column: Int) -> String { String(decoding: cell(column).prefix(20), as: UTF8.self) }
    var ended: PostcodeMonth?
    if let column = columns.ended, !cell(column).isEmpty {
      guard let month = PostcodeMonth(String(decoding: cell(column), as: UTF8.self)) else {
        throw PostcodeFileError(
          .value, "row \(row) ended in '\(shown(column))', which is not a month. It is a year and a month, like 199606")
      }
      ended = month
    }
    guard var postcode = PackedPostcode(cell(columns.postcode)) else {
      // The few of old forms have all ended.
      odd += 1
      if ended != nil, odd <= Self.mostOdd || odd * 100 < rows.count { return }
      throw PostcodeFileError(
        .value, "row \(row) has '\(shown(columns.postcode))' for a postcode, which is none. One is like CT10 1AB")
    }
    let code = cell(columns.council)
    var council = 0
    if !code.isEmpty {
      guard let code = CouncilCode(code) else {
        throw PostcodeFileError(
          .value,
          "row \(row) has '\(shown(columns.council))' for a council, which is not a code. One is like E07000114. "
            + "It may be a name: give the file with the codes")
      }
      guard "ESW".contains(code.nation) else {
        abroad += 1
        return
      }
      council = try number(of: code)
    }
    if council == 0, Postcode.outside(postcode.district) != nil {
      abroad += 1
      return
    }
    var isLargeUsers = false
    if let column = columns.user {
      switch cell(column).first {
      case UInt8(ascii: "1") where cell(column).count == 1: isLargeUsers = true
      case UInt8(ascii: "0") where cell(column).count == 1, nil: break
      default:
        throw PostcodeFileError(.value, "row \(row) has '\(shown(column))' for its kind of user. That is 0 or 1")
      }
    }
    postcode.note(ended: ended, council: council, isLargeUsers: isLargeUsers)
    rows.append(postcode)
  }

  private mutating func number(of code: CouncilCode) throws(PostcodeFileError) -> Int {
    if let last, last.code == code { return last.number }
    let number: Int
    if let known = numbers[code] {
      number = known
    } else {
      guard councils.count + 1 < PackedPostcode.mostCouncils else {
        throw PostcodeFileError(
          .value,
          "row \(row) is of yet another council: there are more than \(councils.count) in it. Britain has some 350")
      }
      councils.append(code)
      number = councils.count
      numbers[code] = number
    }
    last = (code, number)
    return number
  }

  /// Puts the postcodes in order, each once.
  ///
  /// - Throws: `PostcodeFileError` where two rows say different things of one.
  mutating func settle() throws(PostcodeFileError) {
    rows.sort()
    var kept = 0
    for row in rows {
      if kept > 0, rows[kept - 1].isSamePostcode(as: row) {
        guard rows[kept - 1] == row else {
          throw PostcodeFileError(
            .twice, "\(row.text) stands in it twice, with different things said of it. Give each edition alone")
        }
        continue
      }
      rows[kept] = row
      kept += 1
    }
    rows.removeLast(rows.count - kept)
  }
}
