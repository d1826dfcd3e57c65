import JSON
import Directory
import WorkingTime

/// Which contact of the directory each line of a mapped table speaks of, and what becomes of that contact.
///
/// A value that is held already is that contact. Where a council has one contact of a purpose and kind, and the table gives
/// it one other value, that contact changes. Everything else is new, with an id made from the council and the purpose.
struct MappedContacts {
  typealias Draft = MappedTable.Draft

  private struct Group: Hashable {
    let council: String
    let purpose: Purpose
    let kind: ContactKind
  }

  private let table: MappedTable
  private let teams: [String: Set<String>]
  private let held: [Group: [Contact]]
  private let byID: [String: Contact]
  private let byCouncil: [String: [Contact]]

  init(table: MappedTable, base: DirectoryContent, teams: [String: Set<String>]) {
    self.table = table
    self.teams = teams
    held = Dictionary(grouping: base.contacts) { Group(council: $0.council, purpose: $0.purpose, kind: $0.kind) }
    byID = Dictionary(base.contacts.map { ($0.id, $0) }) { first, _ in first }
    byCouncil = Dictionary(grouping: base.contacts, by: \.council)
  }

  /// Tells of the numbers that the table itself warns off.
  func tellRefused(_ reading: inout ContactTable.Reading) {
    for refused in table.refused { tell(refused, &reading) }
  }

  func take(into reading: inout ContactTable.Reading) {
    var used = Set(byID.keys)
    var seen: [String: Int] = [:]
    let known = KnownHours()
    var same = 0
    for (draft, contact, isNew) in identified(&reading) {
      let id = contact?.id ?? isNew ?? freshID(for: draft, &used)
      if let first = seen.updateValue(draft.row, forKey: id) {
        say(
          draft, .error, "'\(id)' is what row \(first) speaks of too; each contact is given once", &reading)
        continue
      }
      reading.named.insert(draft.council)
      if let contact, contact.value == draft.value, !contact.status.isUsable {
        say(
          draft, .warning,
          "\(draft.display) is held as \(contact.id) and \(contact.status.rawValue); it stays so: "
            + (contact.reason ?? "no reason is recorded"), &reading)
        continue
      }
      guard let team = team(for: draft, held: contact, &reading),
        let form = form(of: draft, id: id, held: contact, &reading, &same)
      else { continue }
      let log = FindingLog(file: table.file.name, known: known)
      let read = ContactForm(.object(form), field: "", council: draft.council, team: team, log: log)
      for finding in log.findings {
        // Hours in prose are told together, with the lines for the map.
        if finding.field == "hours", let hours = draft.given[.hours], !OpeningHours.isNotation(hours) { continue }
        // Of a text that the table gives, the map can say what it means.
        let given = TableMap.Field(rawValue: finding.field).flatMap { field in
          TableMap.Field.plain.contains(field)
            ? draft.given[field].map { text in
              table.means(
                text, field,
                [.validFrom, .validUntil].contains(field)
                  ? PrintedDate.meaning(of: text, isEnd: field == .validUntil) : nil)
            } : nil
        }
        say(
          draft, finding.severity, finding.text + (given ?? ""), field: finding.field == "value" ? nil : finding.field,
          &reading)
      }
      if let contact = read?.contact, !log.hasErrors { reading.contacts.append((contact, draft.row)) }
    }
    if same > 0, !table.map.corroborates {
      reading.findings.append(
        Finding(
          file: table.file.name, field: "", severity: .warning,
          text:
            "\(counted(same, "contact")) of it held already with the same value; where the list is an independent source, write "
            + "corroborates = true in the map, and it is named as their second source"))
    }
  }

  /// A number that the table itself warns off is left out; where it is held, that is told with what to do about it.
  private func tell(_ refused: MappedTable.Refused, _ reading: inout ContactTable.Reading) {
    let draft = refused.draft
    reading.named.insert(draft.council)
    let quoted = { (text: String) in JSONValue.text(text).compact }
    let says = "the cell says '\(refused.remark)' of \(draft.display)"
    let why =
      switch refused.why {
      case .dead: "\(says), so it is left out"
      case .byDay, .onSomeDays:
        "\(says), which stands here for the nights, so it is left out: that is not said of every night. Give its hours in a "
          + "column for hours; where it is for the day, give it under a purpose of the day"
      case .otherService:
        "\(says), which stands here for \(draft.purpose.words), so it is left out. Give it under the purpose that it is for, "
          + "'landlord' say"
      }
    let offered = (byCouncil[draft.council] ?? []).filter { $0.value == draft.value && $0.status.isUsable }
    let isDead = refused.why == .dead
    let held =
      offered.first { $0.purpose == draft.purpose } ?? (isDead ? offered.first : nil)
    let what = held.map { ". The directory offers it as \($0.id)" + Self.advice($0, refused) } ?? ""
    say(
      draft, .warning,
      why + what
        + ". Where it is to be rung all the same, say so in the map: under [words.value], \(quoted(refused.cell)) = "
        + quoted(refused.all.joined(separator: "; ")), &reading)
  }

  /// What to do about a number that is offered and that the list warns off. A good line must not be taken out of use: not for
  /// a word of doubt, not before the day it ends, and not where the list speaks of another line than the one that is held.
  private static func advice(_ contact: Contact, _ refused: MappedTable.Refused) -> String {
    if refused.why == .byDay || refused.why == .onSomeDays { return " at night: ask whether it is answered then" }
    switch Remark.doubt(in: refused.remark) {
    case .dated:
      return ", and it is used until somebody says when it ends: 'nightdesk directory set \(contact.id) "
        + "validUntil=YYYY-MM-DD --by NAME', with the first day without it"
    case .uncertain:
      return ": ring it to check, and enter how that went with 'nightdesk directory checked \(contact.id)'"
    case nil: break
    }
    if refused.why == .dead, !Remark.isOutright(refused.remark) {
      return ": look what that means of it, and ring it to check"
    }
    guard refused.why == .dead, contact.purpose == refused.draft.purpose else {
      return " (\(contact.purpose.words)): ask who answers it there"
    }
    return ": where the list is right, 'nightdesk directory set \(contact.id) status=quarantined "
      + "reason=\(JSONValue.text("the list says: " + refused.remark).compact) --by NAME' takes it out of use"
  }

  private func say(
    _ draft: Draft, _ severity: Finding.Severity, _ text: String, field: String? = nil,
    _ reading: inout ContactTable.Reading
  ) {
    reading.findings.append(
      Finding(
        file: table.file.name, row: draft.row, field: field ?? draft.column, severity: severity, text: text))
  }

  // MARK: - Which contact

  /// Each line with the contact that it speaks of, or the id that the table gives it.
  private func identified(
    _ reading: inout ContactTable.Reading
  ) -> [(draft: Draft, contact: Contact?, id: String?)] {
    var found: [(draft: Draft, contact: Contact?, id: String?)] = []
    var groups: [Group: [Int]] = [:]
    for draft in table.drafts {
      if let id = draft.given[.contact] {
        found.append((draft, byID[id], id))
        continue
      }
      let group = Group(council: draft.council, purpose: draft.purpose, kind: draft.kind)
      if let twin = groups[group]?.first(where: { found[$0].draft.value == draft.value }) {
        let other = found[twin].draft
        guard draft.given[.hours] == other.given[.hours] else {
          say(
            draft, .error,
            "\(draft.display) stands in row \(other.row) for the same, with other hours. Give all of its hours in one of the rows, "
              + "with ';' between them, and take the other out", field: "hours", &reading)
          continue
        }
        say(
          draft, .warning, "\(draft.display) stands in row \(found[twin].draft.row) already for the same; passed over",
          &reading)
        continue
      }
      groups[group, default: []].append(found.count)
      found.append((draft, held[group]?.first { $0.value == draft.value }, nil))
    }
    for (group, places) in groups {
      let matched = Set(places.compactMap { found[$0].contact?.id })
      let open = places.filter { found[$0].contact == nil }
      let rest = (held[group] ?? []).filter { !matched.contains($0.id) && $0.status.isUsable }
      // What is for later, or for some days only, comes beside what is in use.
      guard open.allSatisfy({ comesLater(found[$0].draft) == nil }) else { continue }
      guard open.count == 1, rest.count == 1, matched.isEmpty else { continue }
      found[open[0]].contact = rest[0]
    }
    for (draft, contact, id) in found where contact == nil && id == nil {
      let others = (held[Group(council: draft.council, purpose: draft.purpose, kind: draft.kind)] ?? []).filter {
        $0.status.isUsable
      }
      guard !others.isEmpty else { continue }
      if let later = comesLater(draft) {
        let names = others.map { "\($0.id), \($0.display)" }.joined(separator: ", and ")
        say(
          draft, .warning,
          later.until == nil
            ? "\(draft.display) comes beside \(names), which stays in use. Where it takes its place on \(later.from), "
              + "'nightdesk directory set \(others[0].id) validUntil=\(later.from) --by NAME' says so"
            : "\(draft.display) comes beside \(names), which is rung first on those days too. Where it is not answered then, "
              + "add the days to its hours, like '2026 Dec 25-2026 Dec 28 off'; where its hours are not known, write 'unknown; ' "
              + "before them", &reading)
        continue
      }
      say(
        draft, .warning,
        "\(draft.display) comes beside \(others.map { "\($0.id), \($0.display)" }.joined(separator: ", and ")); where it "
          + "takes the place of one, name that one in a column for 'contact'", &reading)
    }
    return found
  }

  /// The day on which a line's number begins and that on which it ends, where it is not for today and on: it has yet to
  /// begin, or is for some days only. Nil for every other.
  private func comesLater(_ draft: Draft) -> (from: String, until: String?)? {
    guard let from = draft.given[.validFrom], let day = PlainDay.read(from) else { return nil }
    let until = draft.given[.validUntil].flatMap { PlainDay.read($0) == nil ? nil : $0 }
    if let today = table.today, today < day { return (from, until) }
    return until.map { (from, $0) }
  }

  private func freshID(for draft: Draft, _ used: inout Set<String>) -> String {
    let name = "\(draft.council)/\(draft.purpose.rawValue)"
    let suffix =
      switch draft.kind {
      case .web: "page"
      case .address: "office"
      default: draft.kind.rawValue
      }
    for id in [name, "\(name)-\(suffix)"] where used.insert(id).inserted { return id }
    var number = 2
    while !used.insert("\(name)-\(suffix)-\(number)").inserted { number += 1 }
    return "\(name)-\(suffix)-\(number)"
  }

  // MARK: - What becomes of it

  /// The contact in the form of a council's file; nil where something is missing, which is told.
  private func form(
    of draft: Draft, id: String, held: Contact?, _ reading: inout ContactTable.Reading, _ same: inout Int
  ) -> [String: JSONValue]? {
    var form = held.map(HSDSFiles.fields) ?? Self.empty
    let isSame = held?.value == draft.value && held?.kind == draft.kind
    form["id"] = .text(id)
    form["purpose"] = .text(draft.purpose.rawValue)
    form["kind"] = .text(draft.kind.rawValue)
    if let held, isSame {
      let known = [held.source.document] + held.seenAlso.map(\.document)
      // Next month's list is no second source beside this month's.
      let names = Set(known.map(Self.undated))
      if let document = draft.given[.sourceDocument], !names.contains(Self.undated(document)) {
        same += 1
        if table.map.corroborates { corroborate(&form, held, draft) }
      }
    } else {
      guard let source = source(of: draft, &reading) else { return nil }
      form["value"] = .text(draft.value)
      form["display"] = .text(draft.given[.display] ?? draft.display)
      form["source"] = source
      form["seenAlso"] = .list([])
      form["checkedOn"] = .null
      form["status"] = .text(ContactStatus.stated.rawValue)
      form["reason"] = .null
      if let held, !held.warnings.isEmpty {
        say(
          draft, .warning,
          "the warnings of \(id) (\(held.warnings.map(\.code).joined(separator: ", "))) were written about \(held.display) "
            + "and stay; look whether they are true of \(draft.display)", &reading)
      }
    }
    add(draft.notices, to: &form)
    let status = draft.given[.status].map { $0.lowercased() }
    let isWarnedOff = status.map(Self.warningOff.contains) ?? false
    for field in TableMap.Field.plain {
      guard let text = draft.given[field] else { continue }
      // A list of April has numbers that stay as they are: they are in use today.
      if field == .validFrom, isSame, let held, comesLater(draft) != nil, held.validFrom.map(TimeText.text) != text {
        say(
          draft, .warning,
          "'\(text)' is not taken over: \(draft.display) is held as \(id) and in use already", field: "validFrom",
          &reading)
        continue
      }
      // Why nobody is to use a contact goes with that, and with nothing else.
      if field.rawValue == ContactField.reason.rawValue, isSame, !isWarnedOff { continue }
      form[field.rawValue] = .text(text)
    }
    guard let status else { return form }
    if !isSame || isWarnedOff {
      form["status"] = .text(status)
      // A check says that it is right: what is less than that takes it away.
      form["checkedOn"] = .null
    } else if let held, status != held.status.rawValue {
      say(
        draft, .warning,
        "'\(status)' is not taken over: \(id) is held with the same value and stays \(held.status.rawValue)",
        field: "status", &reading)
    }
    return form
  }

  /// What a list may say of a value that is held already: that it is less than the directory thinks.
  private static let warningOff: Set<String> = [
    ContactStatus.quarantined.rawValue, ContactStatus.conflicting.rawValue,
  ]

  /// A document's name without its date: of what comes each month anew, each has the same.
  private static func undated(_ document: String) -> String {
    let words = document.lowercased().split { !$0.isLetter }.map(String.init)
    let plain = words.filter { word in word.count < 3 || !months.contains { $0.hasPrefix(word) } }
    return plain.isEmpty ? document : plain.joined(separator: " ")
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  private static var empty: [String: JSONValue] {
    var form: [String: JSONValue] = [:]
    for field in ContactField.inFiles { form[field.rawValue] = field.shape.isList ? .list([]) : .null }
    return form
  }

  private func source(of draft: Draft, _ reading: inout ContactTable.Reading) -> JSONValue? {
    guard let document = draft.given[.sourceDocument] else {
      say(
        draft, .error,
        "\(draft.display) is new, and the map does not say where the list comes from; under [constants] write "
          + "sourceDocument = \"…\", the list's name and date", &reading)
      return nil
    }
    return .object([
      "document": .text(document), "place": .text(draft.given[.sourcePlace] ?? Self.inOneLine(draft.column)),
    ])
  }

  /// A heading that a spreadsheet has wrapped, in one line.
  private static func inOneLine(_ heading: String) -> String {
    heading.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func corroborate(_ form: inout [String: JSONValue], _ held: Contact, _ draft: Draft) {
    guard let document = draft.given[.sourceDocument] else { return }
    let source = JSONValue.object([
      "document": .text(document), "place": .text(draft.given[.sourcePlace] ?? Self.inOneLine(draft.column)),
    ])
    if case .list(let others)? = form["seenAlso"] { form["seenAlso"] = .list(others + [source]) }
    if held.status == .stated || held.status == .unconfirmed {
      form["status"] = .text(ContactStatus.corroborated.rawValue)
    }
  }

  private func add(_ notices: [Notice], to form: inout [String: JSONValue]) {
    guard case .list(let held)? = form["warnings"] else { return }
    let more = notices.map { JSONValue.object(["code": .text($0.code), "text": .text($0.text)]) }
    form["warnings"] = .list(held + more.filter { !held.contains($0) })
  }

  /// What else a team has that would answer for some purpose, where no team has it yet, the likeliest first.
  private static func near(_ purpose: Purpose) -> [Purpose] {
    switch purpose {
    case .outOfHours, .dutyToRefer, .temporaryAccommodation, .roughSleeping: [.housing, .housingOptions, .dutyToRefer]
    case .housing: [.housingOptions, .outOfHours, .dutyToRefer]
    case .housingOptions: [.housing, .outOfHours, .dutyToRefer]
    case .childrensOutOfHours: [.safeguarding]
    case .safeguarding: [.childrensOutOfHours]
    case .adultSocialCareOutOfHours: [.adultSocialCare]
    case .adultSocialCare: [.adultSocialCareOutOfHours]
    default: []
    }
  }

  /// The team that the table names; else the contact's own; else the one that has the purpose; else the only one.
  private func team(for draft: Draft, held: Contact?, _ reading: inout ContactTable.Reading) -> String? {
    let known = teams[draft.council] ?? []
    if let named = draft.given[.team] {
      if let team = known.first(where: { MappedTable.isSame($0, named) }) { return team }
      say(
        draft, .error,
        "'\(named)' is not a team of \(draft.council); it has \(known.sorted().joined(separator: ", "))"
          + Spelling.hint(for: named, in: known.sorted()) + table.means(named, .team), field: "team", &reading)
      return nil
    }
    if let held { return held.team }
    let others = byCouncil[draft.council] ?? []
    for purpose in [draft.purpose] + Self.near(draft.purpose) {
      let having = Set(others.filter { $0.purpose == purpose }.map(\.team))
      guard having.count == 1, let team = having.first else { continue }
      if purpose != draft.purpose {
        say(
          draft, .warning,
          "\(draft.display) is new, and goes to the team '\(team)', which has the council's \(purpose.words)",
          field: "team",
          &reading)
      }
      return team
    }
    if known.count == 1, let team = known.first { return team }
    say(
      draft, .error,
      "\(draft.display) is new, and which team of \(draft.council) it is of is not known; give 'team' in the map: one of "
        + known.sorted().joined(separator: ", "), field: "team", &reading)
    return nil
  }
}
