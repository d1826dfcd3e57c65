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
/// Before them stand lines that begin with `#`, `edition`, and `council` with an id and a name.
package struct PostcodeTable: Sendable {
  /// The month that the counts are of: `2025-11`.
  package let edition: String
  private let bytes: [UInt8]
  private let body: Range<Int>
  private let names: [String: String]

  private static let newline = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  /// A table of the bytes of its file.
  ///
  /// - Parameter bytes: The file, as `data/postcodes/councils.txt` is.
  /// - Throws: `PostcodeTableError` where they are no such table.
  package init(_ bytes: [UInt8]) throws(PostcodeTableError) {
    var edition: String?
    var names: [String: String] = [:]
    var place = 0
    while place < bytes.count {
      let end = bytes[place...].firstIndex(of: Self.newline) ?? bytes.count
      let line = bytes[place..<end]
      if line.first != UInt8(ascii: "#") {
        let fields = line.split(separator: Self.tab, omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self) }
        if fields[0] == "edition", fields.count == 2 {
          edition = fields[1]
        } else if fields[0] == "council", fields.count == 3 {
          names[fields[1]] = fields[2]
        } else {
          break
        }
      }
      place = end + 1
    }
    guard let edition, place < bytes.count else {
      throw PostcodeTableError(code: "not-a-table", context: "no edition, or no postcode behind it")
    }
    self.edition = edition
    self.bytes = bytes
    self.names = names
    body = place..<bytes.count
  }

  /// The name of a council that the table knows and a directory may not.
  package func name(of council: String) -> String? { names[council] }

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
    func made(_ scope: String, _ entry: Entry?) -> PostcodeAnswer {
      PostcodeAnswer(
        postcode: postcode, isCorrected: isCorrected, scope: scope,
        councils: entry?.councils.map { PostcodeCouncil(id: $0.id, postcodes: $0.count) } ?? [],
        isBoxes: entry?.isBoxes ?? false, isKnown: entry != nil)
    }
    guard let district = entry(postcode.district) else { return made(postcode.district, nil) }
    guard let sectorText = postcode.sectorText, !district.isBoxes, let sector = entry(sectorText) else {
      return made(postcode.district, district)
    }
    guard let unit = postcode.unit else { return made(sectorText, sector) }
    guard let own = sector.councils.first(where: { $0.units.contains(unit) }) ?? sector.councils.first else {
      return made(sectorText, sector)
    }
    return PostcodeAnswer(
      postcode: postcode, isCorrected: isCorrected, scope: postcode.text,
      councils: [PostcodeCouncil(id: own.id, postcodes: 1)], isBoxes: sector.isBoxes, isKnown: true)
  }

  // MARK: - Lines

  private struct Entry {
    var isBoxes = false
    var councils: [(id: String, count: Int, units: Set<String>)] = []
  }

  private func entry(_ key: String) -> Entry? {
    guard let line = line(key) else { return nil }
    var entry = Entry()
    for field in line.split(separator: Self.tab).dropFirst() {
      if field.elementsEqual("*".utf8) {
        entry.isBoxes = true
        continue
      }
      let words = field.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard let id = words.first else { continue }
      let count = words.dropFirst().first.flatMap { Int($0) }
      entry.councils.append((id, count ?? 0, Set(words.dropFirst(2))))
    }
    return entry
  }

  /// The line of a key, found by halving: the lines stand in the order of their bytes.
  private func line(_ key: String) -> ArraySlice<UInt8>? {
    let wanted = Array(key.utf8)
    var low = body.lowerBound, high = body.upperBound
    while low < high {
      let middle = (low + high) / 2
      let start = bytes[low..<middle].lastIndex(of: Self.newline).map { $0 + 1 } ?? low
      let end = bytes[start..<body.upperBound].firstIndex(of: Self.newline) ?? body.upperBound
      let line = bytes[start..<end]
      let found = line.prefix { $0 != Self.tab }
      if found.elementsEqual(wanted) { return line }
      if found.lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
    }
    return nil
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
