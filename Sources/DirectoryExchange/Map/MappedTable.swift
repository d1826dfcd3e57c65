import JSON
import Directory
import WorkingTime

/// Reads somebody else's table by a map: first what each row says, then which contact of the directory it says it of.
struct MappedTable {
  /// What a row says of one number, address or mailbox, before it is known which contact that is.
  struct Draft {
    let row: Int
    let council: String
    let purpose: Purpose
    let kind: ContactKind
    let value: String
    let display: String
    let notices: [Notice]
    /// The heading that the value stands under, for findings and as its place.
    let column: String
    /// What else the map gives, by field; empty cells are left out.
    var given: [TableMap.Field: String]
  }

  /// A number that the table itself warns off.
  struct Refused {
    let draft: Draft
    /// What the cell says, and the whole of it.
    let remark: String, cell: String
    /// All numbers of the cell, as they are printed there.
    let all: [String]
    let why: Why

    enum Why {
      /// It is not to be rung.
      case dead
      /// It is only not for the nights, for which it stands in the table.
      case byDay
      /// It is for weekends or bank holidays alone, and stands in the table for every night.
      case onSomeDays
      /// Another service answers it.
      case otherService
    }
  }

  let file: DataFile
  let map: TableMap
  let names: CouncilNames
  /// The day, on which some numbers are in use and others not yet; nil where that is not asked.
  let today: Day?
  private let value = MappedValue()
  var drafts: [Draft] = []
  private(set) var refused: [Refused] = []
  private(set) var findings: [Finding] = []
  private var told: Set<Finding> = []
  /// Councils that are known and not held, with the rows that speak of them.
  private var elsewhere: [String: Set<Int>] = [:]
  /// Words that nobody has said the meaning of.
  var unknown: [TableMap.Field: UnknownWords] = [:]
  /// What of the drafts has hours by an office's, until these are settled.
  var byOffice: [ByOffice] = []
  private var firstRow: Int?
  /// What the map passes over by a hyphen, with the rows of it.
  private var passedOver: [String: Set<Int>] = [:]

  /// What a table says, contact by contact.
  static func read(
    _ file: DataFile, map: TableMap, base: DirectoryContent, teams: [String: Set<String>], today: Day? = nil
  ) -> ContactTable.Reading {
    var table = MappedTable(file: file, map: map, names: CouncilNames(of: base), today: today)
    table.readRows()
    table.settleHours(by: ListedOffices(table.drafts, base: base))
    for field in [TableMap.Field.council, .purpose] {
      if let finding = table.unknown[field]?.finding(in: file.name) { table.findings.append(finding) }
    }
    var reading = ContactTable.Reading()
    reading.findings = table.findings
    let contacts = MappedContacts(table: table, base: base, teams: teams)
    // What a list warns off is told whatever else is wrong.
    contacts.tellRefused(&reading)
    if !table.findings.contains(where: { $0.severity == .error }) { contacts.take(into: &reading) }
    if let finding = table.unknown[.hours]?.finding(in: file.name) { reading.findings.append(finding) }
    return reading
  }

  init(file: DataFile, map: TableMap, names: CouncilNames, today: Day? = nil) {
    self.today = today
    self.file = file
    self.map = map
    self.names = names
  }

  /// Tells something of a row, once: what all contacts of a row have in common is wrong in each of them.
  mutating func say(_ row: Int?, _ field: String, _ severity: Finding.Severity, _ text: String) {
    let finding = Finding(file: file.name, row: row, field: field, severity: severity, text: text)
    if told.insert(finding).inserted { findings.append(finding) }
  }

  /// The most that a cell may hold, in bytes: more is no number, and would be looked through for a long time.
  private static let longest = 1_000

  mutating func readRows() {
    for fault in map.faults { say(nil, "", .error, "its map \(fault)") }
    guard findings.isEmpty else { return }
    let table = MappedRows(file, columns: map.columns, fill: map.fill)
    findings += table.findings
    guard !table.headings.isEmpty else { return }
    firstRow = table.rows.first?.number
    var count = 0
    let unread = table.headings.filter { heading in !map.columns.contains(heading) }
    var warnsOff: [String: Beside] = [:]
    var notes: [String: (row: Int, cell: String, count: Int)] = [:]
    for row in table.rows {
      if let (heading, cell) = map.columns.lazy.compactMap({ name in row.cells[name].map { (name, $0) } }).first(
        where: { $0.1.utf8.count > Self.longest })
      {
        say(
          row.number, heading, .error,
          "the cell has \(cell.utf8.count.grouped) characters; at most \(Self.longest.grouped) are read")
        continue
      }
      for heading in unread {
        guard let cell = row.cells[heading], cell.contains(where: \.isLetter), cell.count <= 300 else { continue }
        let beside = warnsOff[cell] ?? Beside(cell)
        warnsOff[cell] = beside
        switch beside {
        case .nothing: continue
        case .warning:
          say(
            row.number, heading, .warning,
            "'\(cell)': the map does not read this column; look whether it speaks of a number of the row")
        case .note: notes[heading, default: (row.number, cell, 0)].count += 1
        }
      }
      for part in map.contacts {
        count += 1
        read(row, map.shared.merging(part) { $1 })
      }
    }
    tellHeadings()
    for (heading, note) in notes.sorted(by: { $0.value.row < $1.value.row }) {
      say(
        note.row, heading, .warning,
        "'\(note.cell)'\(note.count > 1 ? " and \(counted(note.count - 1, "cell")) more" : ""): the map does not read this "
          + "column; look whether it says when or by whom a number of the row is answered")
    }
    if !passedOver.isEmpty {
      let list = passedOver.keys.sorted()
      say(
        nil, "", .warning,
        "passed over: \(counted(passedOver.values.reduce(0) { $0 + $1.count }, "row")) that the map says to pass over: "
          + listed(list.map { "'\($0)'" }, most: 12))
    }
    if count == 0, findings.allSatisfy({ $0.severity != .error }) {
      say(nil, "", .error, "has no row under its headings")
    }
    guard !elsewhere.isEmpty else { return }
    say(
      nil, "", .warning,
      "passed over: \(counted(elsewhere.values.reduce(0) { $0 + $1.count }, "row")) of councils that are not held: "
        + listed(elsewhere.keys.sorted(), most: 12))
  }

  /// Tells of headings that say another time of day than the map gives their numbers to: `Evening telephone` for the day's
  /// housing line.
  private mutating func tellHeadings() {
    for part in map.contacts {
      let whole = map.shared.merging(part) { $1 }
      guard case .column(let heading)? = whole[.value], case .constant(let text)? = whole[.purpose],
        let purpose = Purpose(typed: text), Self.ofHomelessness.contains(purpose)
      else { continue }
      if Remark(heading) == .otherService {
        say(
          nil, heading, .warning,
          "the heading speaks of another service, and the map gives its numbers to '\(purpose.rawValue)'; look whether that is "
            + "right")
      }
      guard case .hours(let isByDay) = Remark(heading), !heading.contains("24"), isByDay == purpose.isOutOfHours
      else { continue }
      say(
        nil, heading, .warning,
        "the heading speaks of \(isByDay ? "the day" : "the hours when the office is shut"), and the map gives its numbers to "
          + "'\(purpose.rawValue)'; look whether that is right")
    }
  }

  /// What a cell that nothing reads says of the numbers beside it.
  private enum Beside {
    case nothing
    /// That they are not to be rung.
    case warning
    /// When or by whom they are answered.
    case note

    init(_ cell: String) {
      self =
        Remark(cell) == .refusal || Remark.isVoiceless(cell)
        ? .warning : Remark.changesWhatIsBeside(cell) ? .note : .nothing
    }
  }

  // MARK: - A row

  /// A field's text, with the table's own words in the map's meaning; nil where there is none, or it is passed over.
  private func text(_ field: TableMap.Field, _ part: TableMap.Part, _ row: MappedRows.Row) -> String? {
    switch part[field] {
    case nil: return nil
    case .constant(let text)?: return text
    case .column(let name)?:
      let cell = row.cells[name] ?? ""
      guard let meaning = map.words[field]?.first(where: { Self.isSame($0.key, cell) })?.value else {
        return cell.isEmpty ? nil : cell
      }
      return meaning == "-" ? nil : meaning
    }
  }

  static func isSame(_ one: String, _ other: String) -> Bool {
    one == other
      || one.lowercased().split(whereSeparator: \.isWhitespace)
        == other.lowercased().split(whereSeparator: \.isWhitespace)
  }

  private func column(_ field: TableMap.Field, _ part: TableMap.Part) -> String {
    if case .column(let name)? = part[field] { name } else { field.rawValue }
  }

  /// Words that people write where they have nothing to write.
  private static let nothing: Set<String> = [
    "-", "–", "n/a", "na", "none", "nil", "tbc", "tba", "unknown", "?", "as above",
  ]

  /// What the homelessness service itself answers.
  private static let ofHomelessness: Set<Purpose> = [
    .outOfHours, .housing, .housingOptions, .dutyToRefer, .temporaryAccommodation,
  ]

  private mutating func read(_ row: MappedRows.Row, _ part: TableMap.Part) {
    guard let cell = text(.value, part, row) else { return }
    let column = column(.value, part)
    guard !Self.nothing.contains(cell.lowercased()) else {
      return say(row.number, column, .warning, "'\(cell)' gives nothing to reach anybody by; passed over")
    }
    if let fault = SpreadsheetDamage.fault(in: cell, column: "value", kind: ContactKind.phone.rawValue) {
      return say(row.number, column, .error, fault)
    }
    guard let council = council(row, part), let purpose = purpose(row, part) else { return }
    var kind: ContactKind?
    if let text = text(.kind, part, row) {
      switch KindWords.meaning(of: text) {
      case .kind(let known)?: kind = known
      case .noVoice?:
        return say(
          row.number, column, .warning, "'\(cell)' is for '\(text)', where no voice answers; passed over")
      case nil:
        let words = ContactKind.allCases.map(\.rawValue)
        return say(
          row.number, self.column(.kind, part), .error,
          "'\(text)' is not a kind; accepted are \(words.joined(separator: ", "))" + Spelling.hint(for: text, in: words)
            + "\(means(text, .kind))")
      }
    }
    var given: [TableMap.Field: String] = [:]
    for field in TableMap.Field.allCases where ![.council, .purpose, .kind, .value].contains(field) {
      given[field] = text(field, part, row)
    }
    let outside = outsideOffice(given[.hours], part, row)
    if let outside {
      // What nobody has said the meaning of stays, so that no contact goes in without its hours.
      if outside.what == nil { given[.hours] = nil }
    } else if let hours = given[.hours], !OpeningHours.isNotation(hours) {
      addUnknown(hours, row.number, self.column(.hours, part))
    }
    let values = value.read(cell, kind: kind)
    for fault in values.faults { say(row.number, column, .error, fault) }
    for told in values.passedOver { say(row.number, column, .warning, told + "; passed over") }
    let isForNights = purpose.isOutOfHours
    for value in values.found {
      let draft = Draft(
        row: row.number, council: council, purpose: purpose, kind: value.kind, value: value.value,
        display: value.display, notices: value.notices, column: column, given: given)
      func refuse(_ remark: String, _ why: Refused.Why) {
        refused.append(Refused(draft: draft, remark: remark, cell: cell, all: values.found.map(\.display), why: why))
      }
      if let remark = value.refusal {
        refuse(remark, .dead)
      } else if let remark = value.otherService, Self.ofHomelessness.contains(purpose) {
        refuse(remark, .otherService)
      } else if let remark = value.byDay, isForNights {
        refuse(remark, .byDay)
      } else if let remark = value.onSomeDays, isForNights, given[.hours] == nil {
        refuse(remark, .onSomeDays)
      } else {
        if let outside {
          byOffice.append(
            ByOffice(
              draft: drafts.count, text: outside.text, column: self.column(.hours, part), what: outside.what))
        }
        drafts.append(draft)
        for told in value.told { say(row.number, column, .warning, told) }
      }
    }
  }

  private mutating func council(_ row: MappedRows.Row, _ part: TableMap.Part) -> String? {
    let column = column(.council, part)
    guard let text = text(.council, part, row) else {
      if case .column(let name)? = part[.council], let cell = row.cells[name], cell != "" {
        passedOver[cell, default: []].insert(row.number)
        return nil
      }
      say(
        row.number, column, .error,
        row.number == firstRow
          ? "names no council, and no row stands above it: where the heading is two rows, make it one; where the row is none "
            + "of the list, take it out"
          : "names no council; where an empty cell repeats the one above, write fill = [\"\(column)\"] at the top of the map, "
            + "above [columns]")
      return nil
    }
    switch names.meaning(of: text) {
    case .held(let id): return id
    case .elsewhere(let name): elsewhere[name, default: []].insert(row.number)
    case .several(let ids):
      let hint = "may be \(ids.joined(separator: " or "))"
      addUnknown(.council, row, UnknownWords.Word(text: text, column: column, why: hint, meaning: nil, hint: hint))
    case .none(let nearest):
      if let several = names.several(in: text) {
        say(
          row.number, column, .error,
          "'\(JSONText.text(text).text.dropFirst().dropLast())' names \(several.joined(separator: " and ")); give each council a "
            + "row of its own")
        return nil
      }
      let hint = nearest.first.map { "did you mean '\($0)'?" } ?? ""
      let why = "is not a council's name or alias" + (hint.isEmpty ? "" : "; " + hint)
      addUnknown(.council, row, UnknownWords.Word(text: text, column: column, why: why, meaning: nil, hint: hint))
    }
    return nil
  }

  private mutating func purpose(_ row: MappedRows.Row, _ part: TableMap.Part) -> Purpose? {
    let column = column(.purpose, part)
    guard let text = text(.purpose, part, row) else {
      if case .column(let name)? = part[.purpose], let cell = row.cells[name], cell != "" {
        passedOver[cell, default: []].insert(row.number)
        return nil
      }
      say(row.number, column, .error, "says no purpose; give one, or leave the row out")
      return nil
    }
    if let purpose = Purpose(typed: text) { return purpose }
    let hint = Spelling.hint(for: text, in: Purpose.allCases.map(\.rawValue))
    addUnknown(
      .purpose, row,
      UnknownWords.Word(
        text: text, column: column, why: "is not a purpose" + hint, meaning: nil, hint: String(hint.dropFirst(2))))
    return nil
  }

  private mutating func addUnknown(_ field: TableMap.Field, _ row: MappedRows.Row, _ word: UnknownWords.Word) {
    unknown[field, default: UnknownWords(field)].add(word, row: row.number)
  }

  /// The line of the map that settles what a word of the table means.
  func means(_ text: String, _ field: TableMap.Field, _ meaning: String? = nil) -> String {
    UnknownWords.means(text, field, meaning)
  }
}
