package import Directory
import WorkingTime

/// Makes a site's own table of postcodes of a file of them, as `PostcodeTable` reads it.
package struct PostcodeTableMaker {
  /// What is told of a table beside its postcodes.
  package struct Origin {
    /// The month that the file is of.
    package let edition: PostcodeMonth
    /// The file's name.
    package let source: String
    /// When it is loaded, as the store writes a moment.
    package let at: String
    /// Who loads it.
    package let by: String

    /// What is told of a table.
    package init(edition: PostcodeMonth, source: String, at: String, by: String) {
      (self.edition, self.source, self.at, self.by) = (edition, source, at, by)
    }
  }

  /// A table that was made, and what is in it.
  package struct Made {
    /// The table's text.
    package let text: String
    /// How many postcodes are live, and how many have ended.
    package let live: Int, ended: Int
    /// How many districts have a live postcode of the file.
    package let districts: Int
    /// Areas that the file has nothing of, which stay as they are shipped.
    package let kept: [String]
  }

  private let shipped: PostcodeTable
  private let councilIDs: [String: String]
  private let names: [String: String]
  private let isPart: Bool

  /// How much of an area's live postcodes a newer file must have at least, in hundredths: less is no year's change.
  private static let least = 50

  /// What a file is held against.
  ///
  /// - Parameters:
  ///   - shipped: The shipped table, which stays in use for areas that a part leaves out.
  ///   - councilIDs: The ids of councils by their codes.
  ///   - names: Names of councils that neither the shipped table nor a directory has, by id.
  ///   - isPart: Whether the file is meant to hold some areas only.
  package init(
    over shipped: PostcodeTable, councilIDs: [String: String], names: [String: String] = [:], isPart: Bool = false
  ) {
    (self.shipped, self.councilIDs, self.names, self.isPart) = (shipped, councilIDs, names, isPart)
  }

  /// Makes the table.
  ///
  /// - Parameters:
  ///   - file: The file, read to its end.
  ///   - origin: What is told of it.
  /// - Throws: `PostcodeFileError` where the file is not whole, contradicts itself or names councils that nobody knows.
  /// - Returns: The table. The same file makes the same lines.
  package func table(of file: consuming PostcodeFile, _ origin: Origin) throws(PostcodeFileError) -> Made {
    var file = file
    try file.settle()
    let ids = try councils(of: file)
    let lines = shipped.lines
    let boxes = file.knowsUsers ? [] : Set(lines.filter { $0.isDistrict && $0.isBoxes }.map(\.key))
    var made = Lines(ids: ids, knowsUsers: file.knowsUsers, boxes: boxes)
    for district in file.rows.chunks(by: \.districtKey) { made.add(district) }
    let kept = try areasKept(of: lines, made)
    let keptAreas = Set(kept)
    // Of an area that stays as it is shipped the file has only what ended: two lines for one district would say two things.
    made.forget(keptAreas)
    for line in lines where keptAreas.contains(line.area) {
      made.lines.append((line.key, String(decoding: line.bytes, as: UTF8.self)))
    }
    made.lines.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let live = made.live.values.reduce(0, +)
    let ended = made.ended.values.reduce(0, +)
    let body = made.lines.map { $0.text + "\n" }.joined()
    let head = head(origin, live: live, ended: ended, kept) + PostcodeTable.seal(of: Array(body.utf8))
    return Made(
      text: head + body, live: live, ended: ended, districts: made.districts.values.reduce(0, +), kept: kept)
  }

  private func head(_ origin: Origin, live: Int, ended: Int, _ kept: [String]) -> String {
    let year = origin.edition.year
    var lines = [
      "# Which councils serve a postcode. Made by 'nightdesk postcodes load': load a newer file rather than change it.",
      "# Contains OS data © Crown copyright and database right \(year)",
      "# Contains Royal Mail data © Royal Mail copyright and database right \(year)",
      "# Contains National Statistics data © Crown copyright and database right \(year)",
      "# Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
      "edition\t\(origin.edition.text)",
      "source\t\(Self.cell(origin.source))",
      "loaded\t\(Self.cell(origin.at))\t\(Self.cell(origin.by))",
      "counts\t\(live)\t\(ended)",
    ]
    if !kept.isEmpty { lines.append("kept\t\(shipped.edition)\t\(kept.joined(separator: " "))") }
    for (id, name) in shipped.councilNames.merging(names, uniquingKeysWith: { $1 }).sorted(by: { $0.key < $1.key }) {
      lines.append("council\t\(id)\t\(Self.cell(name))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text that ends neither a cell nor a line.
  private static func cell(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }

  // MARK: - What is held against it

  /// The ids of a file's councils by their numbers; the first is nowhere.
  private func councils(of file: PostcodeFile) throws(PostcodeFileError) -> [String] {
    var ids = [""]
    var unknown: [Int] = []
    for (place, code) in file.councils.enumerated() {
      let id = councilIDs[code.text]
      if id == nil { unknown.append(place + 1) }
      ids.append(id ?? "")
    }
    guard !unknown.isEmpty else { return ids }
    var told: [String] = []
    for number in unknown {
      let own = file.rows.filter { $0.council == number && $0.ended == nil }
      let example = own.first.map { ", such as \($0.text)" } ?? ""
      // One of which only old postcodes are left is gone, and nobody asks for it.
      if !own.isEmpty {
        told.append("\(file.councils[number - 1].text) (\(counted(own.count, "live postcode"))\(example))")
      }
    }
    guard !told.isEmpty else { return ids }
    throw PostcodeFileError(
      .unknownCouncil,
      "it has councils whose codes are not known here: \(told.prefix(12).joined(separator: "; ")). Say who each is with "
        + "--council CODE=ID, the id as 'nightdesk councils' lists it, or --council 'CODE=Its Name'")
  }

  /// The areas that stay as they are shipped; a file that seems cut off is refused.
  private func areasKept(of shippedLines: [PostcodeTable.Line], _ made: Lines) throws(PostcodeFileError) -> [String] {
    var before: [String: Int] = [:]
    for line in shippedLines where line.isDistrict { before[line.area, default: 0] += line.postcodes }
    let short = before.keys.sorted().filter { area in
      guard let now = made.live[area], let was = before[area] else { return false }
      return now * 100 < was * Self.least
    }
    if let first = short.first {
      let more = short.count > 1 ? ", and \(counted(short.count - 1, "more area")) likewise" : ""
      throw PostcodeFileError(
        .incomplete,
        "it has \(counted(made.live[first] ?? 0, "live postcode")) in \(first), where there were \(before[first] ?? 0) in "
          + "\(shipped.edition)\(more). It seems to be cut off: copy or unpack it again")
    }
    let missing = before.keys.filter { made.live[$0] == nil }.sorted()
    guard !missing.isEmpty, !isPart else { return missing }
    throw PostcodeFileError(
      .incomplete,
      "it has no live postcode of \(missing.count) of \(counted(before.count, "area")): \(missing.prefix(20).joined(separator: " "))"
        + "\(missing.count > 20 ? " …" : ""). Copy or unpack it again where it should be whole. Where it is meant to hold "
        + "some areas only, --part loads those, and the others stay as they are shipped")
  }
}

/// The lines of a table while it is made.
private struct Lines {
  let ids: [String]
  let knowsUsers: Bool
  let boxes: Set<String>
  var lines: [(key: String, text: String)] = []
  /// How many postcodes are live, by area.
  var live: [String: Int] = [:]
  /// How many have ended, and how many districts have a live one, by area.
  var ended: [String: Int] = [:]
  var districts: [String: Int] = [:]

  init(ids: [String], knowsUsers: Bool, boxes: Set<String>) {
    (self.ids, self.knowsUsers, self.boxes) = (ids, knowsUsers, boxes)
  }

  /// Takes out what was added of some areas.
  mutating func forget(_ areas: Set<String>) {
    lines.removeAll { areas.contains(Self.area(of: $0.key)) }
    for area in areas {
      live[area] = nil
      ended[area] = nil
      districts[area] = nil
    }
  }

  private static func area(of key: String) -> String { String(key.prefix { $0.isLetter }) }

  /// The line of a district and those of its sectors.
  mutating func add(_ rows: ArraySlice<PackedPostcode>) {
    guard let first = rows.first else { return }
    let key = first.district
    let living = rows.filter { $0.ended == nil }
    let placed = living.filter { $0.council != 0 }
    let isBoxes =
      !living.isEmpty && (placed.isEmpty || knowsUsers && living.allSatisfy(\.isLargeUsers) || boxes.contains(key))
    var fields = [key]
    if isBoxes { fields.append("*") }
    if living.isEmpty { fields.append("~") }
    fields += counts(placed).map { "\($0.council) \($0.count)" }
    lines.append((key, fields.joined(separator: "\t")))
    let area = Self.area(of: key)
    ended[area, default: 0] += rows.count - living.count
    if !living.isEmpty {
      districts[area, default: 0] += 1
      live[area, default: 0] += living.count
    }
    for sector in rows.chunks(by: \.sectorKey) { addSector(sector) }
  }

  private mutating func addSector(_ rows: ArraySlice<PackedPostcode>) {
    guard let first = rows.first else { return }
    let living = rows.filter { $0.ended == nil }
    let placed = living.filter { $0.council != 0 }
    var fields = [first.sector]
    for (place, found) in counts(placed).enumerated() {
      let units = place == 0 ? [] : placed.filter { ids[$0.council] == found.council }.map(\.unit)
      fields.append(([found.council, String(found.count)] + units).joined(separator: " "))
    }
    let firms = placed.filter(\.isLargeUsers)
    if !firms.isEmpty { fields.append((["+"] + firms.map(\.unit)).joined(separator: " ")) }
    let placeless = living.filter { $0.council == 0 }
    if !placeless.isEmpty { fields.append((["*"] + placeless.map(\.unit)).joined(separator: " ")) }
    var gone: [String: [PostcodeMonth: [String]]] = [:]
    for row in rows {
      if let month = row.ended { gone[ids[row.council], default: [:]][month, default: []].append(row.unit) }
    }
    for (council, months) in gone.sorted(by: { $0.key < $1.key }) {
      var words = ["~", council.isEmpty ? "-" : council]
      for (month, units) in months.sorted(by: { $0.key < $1.key }) {
        words.append(month.text.filter { $0 != "-" })
        words += units
      }
      fields.append(words.joined(separator: " "))
    }
    lines.append((first.sector, fields.joined(separator: "\t")))
  }

  /// How many postcodes are whose, most first. Several codes may be of one council: those of before it was made anew.
  private func counts(_ rows: [PackedPostcode]) -> [(council: String, count: Int)] {
    var numbers: [Int: Int] = [:]
    for row in rows { numbers[row.council, default: 0] += 1 }
    var counts: [String: Int] = [:]
    for (number, count) in numbers { counts[ids[number], default: 0] += count }
    return counts.map { (council: $0.key, count: $0.value) }.sorted { one, other in
      one.count == other.count ? one.council < other.council : one.count > other.count
    }
  }
}

extension Array {
  /// The runs of elements that stand together and have the same key.
  fileprivate func chunks<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
    self[...].chunks(by: key)
  }
}

extension ArraySlice {
  /// The runs of elements that stand together and have the same key.
  fileprivate func chunks<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    while start < endIndex {
      let first = key(self[start])
      let end = self[start...].firstIndex { key($0) != first } ?? endIndex
      chunks.append(self[start..<end])
      start = end
    }
    return chunks
  }
}
