/// A council that serves some of a postcode's addresses.
package struct PostcodeCouncil: Sendable, Hashable {
  /// The council's id; it need not be one that is held.
  package let id: String
  /// How many live postcodes of the whole are its own; 0 where that was not counted.
  package let postcodes: Int

  /// A council and how many postcodes are its own.
  package init(id: String, postcodes: Int) {
    self.id = id
    self.postcodes = postcodes
  }
}

/// Which councils serve a postcode, as the table says.
package struct PostcodeAnswer: Sendable, Hashable {
  /// The postcode as it was read.
  package let postcode: Postcode
  /// Whether letters were taken for digits or digits for letters.
  package let isCorrected: Bool
  /// What the councils are those of: the postcode, or the sector or district that it lies in.
  package let scope: String
  /// The councils, the one with most postcodes first; empty for a district that is no place or is not known.
  package let councils: [PostcodeCouncil]
  /// Whether the district is for large firms and boxes, and says nothing of where somebody is.
  package let isBoxes: Bool
  /// Whether there is such a district.
  package let isKnown: Bool
  /// The month in which the postcode ended; nil for one that is live or of which the table does not tell.
  package let ended: PostcodeMonth?
  /// Whether it is the own postcode of one firm or box.
  package let isOneFirms: Bool
  /// Whether it is a district in which no postcode is live any more.
  package let isOver: Bool
}

/// A month, as the ends and editions of postcodes are told: `2025-11`.
package struct PostcodeMonth: Sendable, Hashable, Comparable {
  /// The year, from 1900 to 2199.
  package let year: Int
  /// The month, from 1 to 12.
  package let month: Int

  /// A month of a year; nil where there is no such one.
  package init?(year: Int, month: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month) else { return nil }
    (self.year, self.month) = (year, month)
  }

  /// Reads `2025-11` or `202511`; nil where it is neither.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 6, text.utf8.count == 6 || text.utf8.count == 7 && Array(text.utf8)[4] == UInt8(ascii: "-"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    self.init(year: number / 100, month: number % 100)
  }

  /// As it is written in a file: `2025-11`.
  package var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

  /// As it is read aloud: `November 2025`.
  package var words: String { "\(Self.names[month - 1]) \(year)" }

  private static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  package static func < (one: PostcodeMonth, other: PostcodeMonth) -> Bool {
    (one.year, one.month) < (other.year, other.month)
  }
}

/// Why a table of postcodes cannot be used.
package struct PostcodeTableError: Error, Hashable, Sendable {
  /// A fixed word: `not-a-table`.
  package let code: String
  /// What is wrong.
  package let context: String
}

/// Which councils serve which postcodes: a text with one line a district and sector, in order, so that a look-up reads a
/// dozen lines of it and nothing is made of the rest.
///
///     CT4<TAB>canterbury 601<TAB>ashford 205            a district: councils and how many live postcodes each has
///     CT4 6<TAB>ashford 80<TAB>dover 3 AB AD AE         a sector: the postcodes of all but the first council by their ends
///     CM99<TAB>*<TAB>chelmsford 73                      for large firms and boxes, which are no place
///
/// A table that a site has loaded may tell more of a sector, each in a field of its own:
///
///     + AB AD                                           each is the own postcode of one firm or box
///     * AE                                              live, and without a place
///     ~ ashford 199606 AF AG 200101 AH                  ended in these months; `-` for a council where there is no place
///
/// Such a table has a line `body` with the length of all behind its head, and a print of it, so that one that was cut off or
/// changed is not believed.
///
/// A district or sector with a bare `~` has no live postcode any more. Before all of them stand lines that begin with `#`, and
/// lines of the table itself: a word in small letters, and what it tells. `edition` must be among them; `council` has an id and
/// a name.
package struct PostcodeTable: Sendable {
  /// The month that the counts are of: `2025-11`.
  package let edition: String
  private let text: Text
  private let body: Range<Int>
  private let names: [String: String]
  private let head: [String: [String]]

  private static let tab = UInt8(ascii: "\t")
  private static let space = UInt8(ascii: " ")

  /// A table of the bytes of its file.
  ///
  /// - Parameter bytes: The file, as `data/postcodes/councils.txt` is.
  /// - Throws: `PostcodeTableError` where they are no such table.
  package init(_ bytes: [UInt8]) throws(PostcodeTableError) {
    try self.init(count: bytes.count) { bytes[$0] }
  }

  /// A table of a file of which each look-up reads what it needs: a country's is some megabytes.
  ///
  /// - Parameters:
  ///   - count: How many bytes the file has.
  ///   - piece: Reads the bytes of a range; fewer where they cannot be read, which whoever reads them must say. What needs
  ///     them is then not known.
  /// - Throws: `PostcodeTableError` where it is no such table.
  package init(count: Int, piece: @escaping @Sendable (Range<Int>) -> ArraySlice<UInt8>) throws(PostcodeTableError) {
    let text = Text(count: count, piece: piece)
    var names: [String: String] = [:]
    var head: [String: [String]] = [:]
    var place = 0
    while place < count {
      let end = text.endOfLine(from: place, to: count)
      let line = piece(place..<end)
      guard let first = line.first else { break }
      if first != UInt8(ascii: "#") {
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { break }
        let fields = line.split(separator: Self.tab, omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self) }
        if fields[0] != "council" {
          head[fields[0]] = Array(fields.dropFirst())
        } else if fields.count == 3 {
          names[fields[1]] = fields[2]
        } else {
          break
        }
      }
      place = end + 1
    }
    guard let edition = head["edition"]?.first, place < count else {
      throw PostcodeTableError(code: "not-a-table", context: "no edition, or no postcode behind it")
    }
    self.edition = edition
    self.text = text
    self.names = names
    self.head = head
    body = place..<count
  }

  /// The last line of a table's head, which tells what must follow.
  package static func seal(of body: [UInt8]) -> String {
    "body\t\(body.count)\t\(print(of: body[...]))\n"
  }

  private static func print(of body: ArraySlice<UInt8>) -> String {
    var print = Fingerprint()
    print.add(String(decoding: body, as: UTF8.self))
    return print.text
  }

  /// Whether what follows the head is as it was written.
  ///
  /// - Parameter isRead: Whether all of it is read, to see that each byte is; else its length alone is seen, which costs nothing.
  /// - Returns: Whether it is; nil where the head does not tell.
  package func isWhole(reading isRead: Bool) -> Bool? {
    guard let told = head["body"], told.count == 2, let length = Int(told[0]) else { return nil }
    guard length == body.count else { return false }
    guard isRead else { return true }
    let bytes = text.piece(body)
    return bytes.count == body.count && Self.print(of: bytes) == told[1]
  }

  /// What stands behind a word before the postcodes, such as `loaded`; nil where the table does not tell it.
  package func told(_ word: String) -> [String]? { head[word] }

  /// The name of a council that the table knows and a directory may not.
  package func name(of council: String) -> String? { names[council] }

  /// The councils that the table itself names, with their names.
  package var councilNames: [String: String] { names }

  /// Which councils serve a postcode, sector or district as typed; nil where the text is none.
  package func answer(_ text: String) -> PostcodeAnswer? {
    guard let (postcode, isCorrected) = Postcode.read(text, exists: { line($0) != nil }) else { return nil }
    return answer(postcode, isCorrected: isCorrected)
  }

  /// The ids of the councils that serve a postcode, sector or district as typed, the one with most postcodes first.
  ///
  /// - Parameter text: As typed.
  /// - Returns: The ids, of councils held or not; empty where the text is no postcode, its district is not known, or it is
  ///   no place.
  package func councils(of text: String) -> [String] {
    guard let answer = answer(text), !answer.isBoxes else { return [] }
    return answer.councils.map(\.id)
  }

  private func answer(_ postcode: Postcode, isCorrected: Bool) -> PostcodeAnswer {
    func made(
      _ scope: String, _ councils: [PostcodeCouncil], isBoxes: Bool = false, isKnown: Bool = true,
      ended: PostcodeMonth? = nil, isOneFirms: Bool = false, isOver: Bool = false
    ) -> PostcodeAnswer {
      PostcodeAnswer(
        postcode: postcode, isCorrected: isCorrected, scope: scope, councils: councils, isBoxes: isBoxes,
        isKnown: isKnown, ended: ended, isOneFirms: isOneFirms, isOver: isOver)
    }
    func whole(_ scope: String, _ entry: Entry) -> PostcodeAnswer {
      made(scope, entry.councils.map { $0.council }, isBoxes: entry.isBoxes, isOver: entry.isOver)
    }
    guard let district = entry(postcode.district) else { return made(postcode.district, [], isKnown: false) }
    guard let sectorText = postcode.sectorText, let sector = entry(sectorText) else {
      return whole(postcode.district, district)
    }
    if let unit = postcode.unit {
      let key = Array(unit.utf8)
      if let (council, month) = sector.end(of: key) {
        return made(postcode.text, council.map { [PostcodeCouncil(id: $0, postcodes: 0)] } ?? [], ended: month)
      }
      if district.isBoxes || Self.has(key, in: sector.placeless) { return made(postcode.text, [], isBoxes: true) }
      if let own = sector.councils.first(where: { Self.has(key, in: $0.units) }) ?? sector.councils.first {
        return made(
          postcode.text, [PostcodeCouncil(id: own.council.id, postcodes: 1)], isBoxes: sector.isBoxes,
          isOneFirms: Self.has(key, in: sector.firms))
      }
    }
    if district.isBoxes || sector.councils.isEmpty && !sector.isBoxes { return whole(postcode.district, district) }
    return whole(sectorText, sector)
  }

  // MARK: - Lines

  private typealias Words = [ArraySlice<UInt8>]

  private struct Entry {
    var isBoxes = false
    var isOver = false
    var councils: [(council: PostcodeCouncil, units: ArraySlice<UInt8>)] = []
    var firms: ArraySlice<UInt8> = []
    var placeless: ArraySlice<UInt8> = []
    var ended: Words = []

    /// Where a postcode lay that has ended, nil for nowhere, and when it ended; nil for one of which that is not told.
    func end(of unit: [UInt8]) -> (council: String?, month: PostcodeMonth)? {
      for field in ended {
        let words = field.split(separator: PostcodeTable.space)
        var month: PostcodeMonth?
        for word in words.dropFirst(2) {
          if word.count == 6 {
            month = PostcodeMonth(String(decoding: word, as: UTF8.self))
          } else if word.elementsEqual(unit), let month {
            let council = String(decoding: words[1], as: UTF8.self)
            return (council == "-" ? nil : council, month)
          }
        }
      }
      return nil
    }
  }

  private static func has(_ unit: [UInt8], in field: ArraySlice<UInt8>) -> Bool {
    field.split(separator: space).dropFirst().contains { $0.elementsEqual(unit) }
  }

  private func entry(_ key: String) -> Entry? {
    guard let line = line(key) else { return nil }
    var entry = Entry()
    for field in line.split(separator: Self.tab).dropFirst() {
      switch field.first {
      case UInt8(ascii: "*"): if field.count == 1 { entry.isBoxes = true } else { entry.placeless = field }
      case UInt8(ascii: "+"): entry.firms = field
      case UInt8(ascii: "~"): if field.count == 1 { entry.isOver = true } else { entry.ended.append(field) }
      default:
        let words = field.split(separator: Self.space, maxSplits: 2)
        guard let id = words.first else { continue }
        let count = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        // From the count on: as in every such field, the ends stand behind its first word.
        let units = words.count > 2 ? field[words[1].startIndex...] : []
        entry.councils.append((PostcodeCouncil(id: String(decoding: id, as: UTF8.self), postcodes: count ?? 0), units))
      }
    }
    return entry
  }

  /// The line of a key, found by halving: the lines stand in the order of their bytes.
  private func line(_ key: String) -> ArraySlice<UInt8>? {
    let wanted = Array(key.utf8)
    var low = body.lowerBound, high = body.upperBound
    while low < high {
      let middle = (low + high) / 2
      let start = text.startOfLine(at: middle, from: low)
      let end = text.endOfLine(from: start, to: body.upperBound)
      let line = text.piece(start..<end)
      let found = line.prefix { $0 != Self.tab }
      if found.elementsEqual(wanted) { return line }
      if found.lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
    }
    return nil
  }

  /// A text that is read piece by piece.
  private struct Text: Sendable {
    let count: Int
    let piece: @Sendable (Range<Int>) -> ArraySlice<UInt8>

    static let newline = UInt8(ascii: "\n")
    /// How much is read at a time in search of a line's end: most lines are shorter.
    private static let stride = 512

    /// Where the line begins that a place is in; not before a bound.
    func startOfLine(at place: Int, from bound: Int) -> Int {
      var end = place
      while end > bound {
        let begin = max(bound, end - Self.stride)
        let some = piece(begin..<end)
        if let found = some.lastIndex(of: Self.newline) { return begin + (found - some.startIndex) + 1 }
        end = begin
      }
      return bound
    }

    /// Where the line ends that begins at a place: at its newline, else at a bound.
    func endOfLine(from place: Int, to bound: Int) -> Int {
      var begin = place
      while begin < bound {
        let some = piece(begin..<min(bound, begin + Self.stride))
        if let found = some.firstIndex(of: Self.newline) { return begin + (found - some.startIndex) }
        begin += Self.stride
      }
      return bound
    }
  }

  // MARK: - The whole table

  /// A line of the table: its key, `CT4` or `CT4 6`, and the line with it.
  package struct Line: Sendable {
    /// The district or sector.
    package let key: String
    /// The line without its ending.
    package let bytes: ArraySlice<UInt8>
    /// Whether it is a district's.
    package var isDistrict: Bool { !key.utf8.contains(PostcodeTable.space) }
    /// The letters that it begins with.
    package var area: String { String(key.prefix { $0.isLetter }) }
    /// Whether it is for large firms and boxes.
    package var isBoxes: Bool {
      bytes.split(separator: PostcodeTable.tab).dropFirst().contains { $0.elementsEqual("*".utf8) }
    }
    /// How many live postcodes it counts.
    package var postcodes: Int {
      bytes.split(separator: PostcodeTable.tab).dropFirst().reduce(0) { sum, field in
        let words = field.split(separator: PostcodeTable.space, maxSplits: 2)
        guard words.count > 1, let first = words[0].first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
        else {
          return sum
        }
        return sum + (Int(String(decoding: words[1], as: UTF8.self)) ?? 0)
      }
    }
  }

  /// Every line, in order. For whoever makes another table of this one.
  package var lines: [Line] {
    text.piece(body).split(separator: Text.newline).map { line in
      Line(key: String(decoding: line.prefix { $0 != Self.tab }, as: UTF8.self), bytes: line)
    }
  }
}

/// A table of postcodes that is read when it is first needed: most look-ups do without.
package final class PostcodeBook: Sendable {
  private let held = Lazy<PostcodeTable?>()
  private let load: @Sendable () -> PostcodeTable?

  /// A table that is read when it is first needed.
  ///
  /// - Parameter load: Reads it; nil where it cannot be read, which whoever reads it must say.
  package init(_ load: @escaping @Sendable () -> PostcodeTable?) { self.load = load }

  /// The table; nil where there is none.
  package var table: PostcodeTable? { held.value(load) }
}
