import Directory
import WorkingTime

/// Hours of a mapped table that are not in the notation: prose, and what is given by an office's hours.
extension MappedTable {
  /// Hours that a cell gives by an office's: `Outside office hours`.
  struct ByOffice {
    /// The place of the draft that has them.
    let draft: Int
    /// The cell's text, and the heading above it.
    let text: String, column: String
    /// What it says of the office's hours; nil where the map says that they are what the office's are not.
    let what: OutsideOffice?
  }

  /// The hours of a table that are given by an office's, for somebody to say what they mean.
  static func hoursByOffice(in file: DataFile, map: TableMap, base: DirectoryContent) -> [HoursByOffice] {
    var table = MappedTable(file: file, map: map, names: CouncilNames(of: base))
    table.readRows()
    let offices = ListedOffices(table.drafts, base: base)
    var seen: Set<[String]> = []
    return table.byOffice.filter { $0.what != nil }.compactMap { found in
      let draft = table.drafts[found.draft]
      guard seen.insert([found.text, draft.council]).inserted else { return nil }
      let office = offices.office(of: draft.council, for: draft.purpose)
      return HoursByOffice(text: found.text, council: draft.council, rest: office?.rest)
    }
  }

  /// Hours in prose, with what they seem to mean.
  mutating func addUnknown(_ hours: String, _ row: Int, _ column: String) {
    let why: String
    var proposal: String?
    do throws(OpeningHoursError) {
      _ = try OpeningHours(notation: hours)
      return
    } catch {
      why = error.explanation
      proposal = OpeningHours.proposal(for: hours)
    }
    unknown[.hours, default: UnknownWords(.hours)].add(
      UnknownWords.Word(
        text: hours, column: column, why: Self.after(hours, why), meaning: proposal,
        hint: proposal == nil ? "write them, or take no hours from such cells" : "as it seems to mean"),
      row: row)
  }

  /// What an explanation says of a text behind its name.
  private static func after(_ text: String, _ why: String) -> String {
    let name = "'\(text)' "
    return why.hasPrefix(name) ? String(why.dropFirst(name.count)) : ": " + why
  }

  /// What a cell says of an office's hours in the place of its own, or the map says of it; nil where it has hours.
  func outsideOffice(
    _ hours: String?, _ part: TableMap.Part, _ row: MappedRows.Row
  ) -> (text: String, what: OutsideOffice?)? {
    guard let hours else { return nil }
    guard case .column(let name)? = part[.hours], let cell = row.cells[name] else {
      return hours == OutsideOffice.word ? (hours, nil) : nil
    }
    // A cell that has the map's own word says nothing that somebody has agreed to.
    let isMeant = map.words[.hours]?.contains { Self.isSame($0.key, cell) } ?? false
    if hours == OutsideOffice.word, isMeant { return (cell, nil) }
    return OutsideOffice(hours).map { (cell, $0) }
  }

  /// Works out hours that are given by an office's where the map says so; else says what they would be.
  mutating func settleHours(by offices: ListedOffices) {
    var taken: [String: [Int]] = [:]
    var order: [String] = []
    var open: [String: (column: String, councils: [String])] = [:]
    for found in byOffice {
      let draft = drafts[found.draft]
      let office = offices.office(of: draft.council, for: draft.purpose)
      if let what = found.what {
        addUnknown(found, what, office, draft)
        continue
      }
      guard let office else {
        open[found.text, default: (found.column, [])].councils.append(draft.council)
        continue
      }
      drafts[found.draft].given[.hours] = office.rest.notation
      let told =
        "'\(found.text)' is read as '\(office.rest.notation)', outside '\(office.hours.notation)', \(office.whose)"
      if taken[told] == nil { order.append(told) }
      taken[told, default: []].append(draft.row)
    }
    for told in order {
      let rows = taken[told] ?? []
      let more = rows.count > 1 ? ", in \(counted(rows.count, "row")) in all" : ""
      say(rows.first, "hours", .warning, told + more)
    }
    for (text, (column, councils)) in open.sorted(by: { $0.key < $1.key }) {
      var seen: Set<String> = []
      let names = councils.filter { seen.insert($0).inserted }
      say(
        nil, column, .error,
        "'\(text)': the office hours of \(listed(names, most: 12))"
          + " are neither in the list nor held. Write the line's own hours in the list, as " + OutsideOffice.example)
    }
  }

  private mutating func addUnknown(
    _ found: ByOffice, _ what: OutsideOffice, _ office: ListedOffices.Office?, _ draft: Draft
  ) {
    let would = office.map { office in
      "for \(draft.council) that would be '\(office.rest.notation)', outside '\(office.hours.notation)', \(office.whose)"
    }
    let why: String
    switch what {
    case .wheneverShut:
      why =
        would.map { "says only that the office is shut; " + $0 }
        ?? "says only that the office is shut, and when that is is not known of \(draft.council); write the hours, as "
        + OutsideOffice.example
    case .evenings:
      why =
        "does not say until when; write such hours, as 'Mo-Fr 17:00-23:00; Sa-Su,PH 09:00-23:00'"
        + (would.map {
          ". Where somebody answers whenever the office is shut, \($0): \"\(OutsideOffice.word)\" means that"
        }
          ?? "")
    }
    let meaning = what == .wheneverShut && office != nil ? OutsideOffice.word : nil
    unknown[.hours, default: UnknownWords(.hours)].add(
      UnknownWords.Word(
        text: found.text, column: found.column, why: why, meaning: meaning,
        hint: meaning == nil ? (what == .evenings ? "until when?" : "office hours not known") : would ?? ""),
      row: draft.row)
  }
}
