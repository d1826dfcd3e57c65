package import Directory
package import WorkingTime

/// Judges records that files bring in, in the light of the whole directory that would come of them.
///
/// A contact that already tells its readers of a doubt, by a warning of the same code, is not told of again: an admin has
/// looked. Nor is one that is quarantined or a pattern, which nobody is offered.
package struct Checks: Sendable {
  private let councils: [String: Council]
  private let councilsByDomain: [(domain: String, council: String)]
  private let mailboxes: [String: [Contact]]
  private let byValue: [String: [Contact]]
  private let switchboards: [String: Set<String>]
  /// What is held today by a value, where the plan gives or leaves that contact another.
  let movedFrom: [String: [Contact]]
  /// What is quarantined, by its value, and stays so.
  private let quarantined: [String: Contact]
  private let extensions: [String: Set<String>]
  /// What each council has usable contacts for, as `kent/safeguarding`.
  private let offices: Set<String>
  let before: [String: Contact]
  private let councilsBefore: [String: Council]
  private let nights: NightHoles?
  let today: Day?
  let sourced: Set<String>

  /// Checks within a directory, against what it was before.
  ///
  /// - Parameters:
  ///   - target: The directory as it would be.
  ///   - base: The directory as it is.
  ///   - nights: What looks for nights with nobody; nil where that is not asked.
  ///   - today: The day, on which some numbers are in use and others not yet; nil where that is not asked.
  ///   - sourced: The ids of contacts that came with whoever prints their value, as by a map and by hand. A file that was
  ///     edited has the source of the old value until somebody changes that too.
  package init(
    target: DirectoryContent, base: DirectoryContent, nights: NightHoles? = nil, today: Day? = nil,
    sourced: Set<String> = []
  ) {
    self.nights = nights
    self.today = today
    self.sourced = sourced
    councils = Dictionary(target.councils.map { ($0.id, $0) }) { $1 }
    councilsByDomain = target.councils.flatMap { council in council.domains.map { ($0.lowercased(), council.id) } }
    var mailboxes: [String: [Contact]] = [:]
    var byValue: [String: [Contact]] = [:]
    var switchboards: [String: Set<String>] = [:]
    var extensions: [String: Set<String>] = [:]
    var offices: Set<String> = []
    for contact in target.contacts where contact.status.isUsable {
      offices.insert("\(contact.council)/\(contact.purpose.rawValue)")
      guard let value = contact.value else { continue }
      byValue[value.lowercased(), default: []].append(contact)
      if contact.kind == .extension { extensions[contact.council, default: []].insert(value) }
      if contact.kind == .email { mailboxes[value.lowercased(), default: []].append(contact) }
      if contact.kind == .phone, contact.purpose == .switchboard {
        switchboards[contact.council, default: []].insert(value)
      }
    }
    self.mailboxes = mailboxes
    self.byValue = byValue
    self.switchboards = switchboards
    self.extensions = extensions
    self.offices = offices
    let after = Dictionary(target.contacts.map { ($0.id, $0.value) }) { $1 }
    var movedFrom: [String: [Contact]] = [:]
    for contact in base.contacts where contact.status.isUsable && contact.kind == .phone {
      guard let value = contact.value, after[contact.id] != .some(value) else { continue }
      movedFrom[value.lowercased(), default: []].append(contact)
    }
    self.movedFrom = movedFrom
    let before = Dictionary(base.contacts.map { ($0.id, $0) }) { $1 }
    self.before = before
    quarantined = Dictionary(
      target.contacts.filter { $0.status == .quarantined && before[$0.id]?.status == .quarantined }.compactMap {
        contact in
        contact.value.map { ($0.lowercased(), contact) }
      }, uniquingKeysWith: { first, _ in first })
    councilsBefore = Dictionary(base.councils.map { ($0.id, $0) }) { $1 }
  }

  /// Everything to be said of some contacts and councils, in their order.
  package func judge(councils: [Council], contacts: [Contact]) -> [Judgement] {
    var found: [Judgement] = []
    for council in councils { judge(council, &found) }
    var doubts = HoursDoubts()
    for contact in contacts {
      judgeStatus(contact, &found)
      judgeHours(contact, &doubts, &found)
      guard contact.status.isUsable, let value = contact.value else { continue }
      judgeBeginning(contact, value, &found)
      judgeRepetition(contact, value, &found)
      switch contact.kind {
      case .phone: judgeNumber(contact, value, &found)
      case .email: judgeEmail(contact, value, &found)
      case .web: judgeWeb(contact, value, &found)
      case .extension: judgeExtension(contact, value, &found)
      case .address: break
      }
    }
    judgeSlip(contacts, &found)
    judgeSources(contacts, &found)
    return found
  }

  private static func words(of clash: OpeningHoursError) -> String {
    clash.explanation
      + ". Where they are meant as they are read here, write \"\(OpeningHours.statement)\" behind them, in "
      + "quotation marks"
  }

  // MARK: - Councils

  private func judge(_ council: Council, _ found: inout [Judgement]) {
    if let clash = council.hours?.hours.clash, councilsBefore[council.id]?.hours?.hours != council.hours?.hours {
      found.append(Judgement(id: council.id, field: "hours", severity: .error, text: Self.words(of: clash)))
    }
    for doubt in council.hours?.hours.doubts ?? [] {
      found.append(Judgement(id: council.id, field: "hours", severity: .warning, text: doubt))
    }
    judgeOffices(of: council, &found)
    for domain in council.domains {
      let sharing = councilsByDomain.first {
        $0.domain == domain.lowercased() && $0.council != council.id && !isSuccession($0.council, council.id)
      }
      guard let other = sharing else { continue }
      found.append(
        Judgement(
          id: council.id, field: "domains", severity: .warning,
          text: "'\(domain)' is also a domain of \(other.council); look whether the two share it"))
    }
  }

  /// A new authority that is to take families in or look after children, and has nobody to tell of one.
  private func judgeOffices(of council: Council, _ found: inout [Judgement]) {
    guard councilsBefore[council.id] == nil else { return }
    var missing: [Purpose] = []
    if council.type.isHousingAuthority { missing.append(.dutyToRefer) }
    if councils.values.contains(where: { $0.childrensServices == council.id }) {
      missing += [.safeguarding, .childrensOutOfHours]
    }
    for purpose in missing where !offices.contains("\(council.id)/\(purpose.rawValue)") {
      found.append(
        Judgement(
          id: council.id, field: "teams", severity: .warning,
          text: "it is new and has no \(purpose.words) contact: find out whom to reach, or name who answers until then")
      )
    }
  }

  // MARK: - What any contact may have wrong

  /// A file cannot verify: a person does that, one contact at a time.
  private func judgeStatus(_ contact: Contact, _ found: inout [Judgement]) {
    let old = before[contact.id]
    if contact.status == .verified {
      if let old, old.status == .verified, old.checkedOn == contact.checkedOn, old.value == contact.value,
        old.kind == contact.kind, old.purpose == contact.purpose
      {
        return
      }
      found.append(
        Judgement(
          id: contact.id, field: "status", severity: .error,
          text:
            "a file cannot make a contact verified; write \(old.map { $0.status == .verified ? "unconfirmed" : $0.status.rawValue } ?? "unconfirmed"), with no "
            + "checkedOn, and let somebody verify it"))
    } else if old?.status == .verified {
      found.append(
        Judgement(
          id: contact.id, field: "status", severity: .warning,
          text: "a person verified it and the file makes it \(contact.status.rawValue) again"))
    }
  }

  private func judgeHours(_ contact: Contact, _ doubts: inout HoursDoubts, _ found: inout [Judgement]) {
    guard let hours = contact.hours else { return }
    if [.email, .web].contains(contact.kind), before[contact.id]?.hours != hours {
      found.append(
        Judgement(
          id: contact.id, field: "hours", severity: .warning,
          text:
            "it is \(contact.kind == .email ? "a mailbox" : "a web page"), which is not rung: desks do not read these hours "
            + "as when somebody answers"))
    }
    // What stands in the record already stays as it was meant.
    if before[contact.id]?.hours != hours, let clash = hours.clash {
      found.append(Judgement(id: contact.id, field: "hours", severity: .error, text: Self.words(of: clash)))
    }
    if let old = before[contact.id]?.hours, old.notation.contains("PH"), !hours.notation.contains("PH"),
      hours.notation != "24/7"
    {
      found.append(
        Judgement(
          id: contact.id, field: "hours", severity: .warning,
          text:
            "what is held of bank holidays goes ('\(old.notation)'): the new hours do not speak of them, and so hold on them "
            + "too. Where nobody has said so, add '; PH unknown'"))
    }
    if let holes = nights?.words(of: contact), !tells(contact, "check-hours") {
      found.append(Judgement(id: contact.id, field: "hours", severity: .warning, text: holes))
    }
    for doubt in doubts.of(hours) where !tells(contact, "check-hours") {
      found.append(Judgement(id: contact.id, field: "hours", severity: .warning, text: doubt))
    }
    guard contact.purpose.isOutOfHours, contact.isVoice, !tells(contact, "check-hours") else { return }
    // An out-of-hours line that no night of the week is open is a day line by another name.
    let nights = Weekday.allCases.filter { day in
      hours.spans(on: day).map { spans in spans.contains { $0.upperBound > 22 * 60 || $0.lowerBound < 6 * 60 } } ?? true
    }
    if nights.isEmpty {
      found.append(
        Judgement(
          id: contact.id, field: "hours", severity: .warning,
          text: "it is given as an out-of-hours line and is open on no night of the week"))
    }
  }

  /// What is quarantined comes back under no other contact: a slipped row would have desks offer it again.
  private func judgeQuarantine(_ contact: Contact, _ value: String, _ old: Contact?, _ found: inout [Judgement]) {
    guard old?.value?.lowercased() != value.lowercased() || old?.status.isUsable == false,
      [.phone, .email].contains(contact.kind), let kept = quarantined[value.lowercased()], kept.id != contact.id
    else { return }
    // Somebody else's mailbox is theirs, and so is a number that they are held with already.
    let isOwn = councilsByDomain.contains { $0.council == contact.council && value.lowercased().hasSuffix($0.domain) }
    let isHeld = (byValue[value.lowercased()] ?? []).contains {
      $0.council == contact.council && before[$0.id]?.value == value && before[$0.id]?.status.isUsable == true
    }
    guard !isOwn, !isHeld else { return }
    found.append(
      Judgement(
        id: contact.id, field: "value", severity: .error,
        text:
          "\(contact.display) is quarantined as \(kept.id) (\(kept.reason ?? "no reason is recorded")), and must not be offered "
          + "as another contact's. Where it is \(contact.council)'s all the same, take \(kept.id) out of its file first"
      ))
  }

  /// The same number or address once more: two records of one thing come apart when one of them is changed.
  private func judgeRepetition(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    let old = before[contact.id]
    judgeQuarantine(contact, value, old, &found)
    if old?.value != value || old?.purpose != contact.purpose {
      let twins = byValue[value.lowercased()] ?? []
      if let twin = twins.first(where: {
        $0.id != contact.id && $0.council == contact.council && $0.purpose == contact.purpose
      }) {
        found.append(
          Judgement(
            id: contact.id, field: "value", severity: .warning,
            text:
              "\(contact.display) is \(twin.id)'s already, for the same purpose; leave this one out, and name its source "
              + "in that one's seenAlso, which then is corroborated"))
      }
    }
    guard let old, old.value == value, old.kind == contact.kind, old.source.document != contact.source.document,
      !contact.seenAlso.contains(where: { $0.document == old.source.document })
    else { return }
    found.append(
      Judgement(
        id: contact.id, field: "source", severity: .warning,
        text:
          "\(old.source.document) gives the same; keep it as the source, name \(contact.source.document) in seenAlso, and "
          + "call the contact corroborated. By hand, 'nightdesk directory set \(contact.id) seenAlsoDocument=… seenAlsoPlace=…' "
          + "does it"))
  }

  // MARK: - Numbers

  private func judgeNumber(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    switch NumberPlan.verdict(on: value) {
    case nil:
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning, text: "\(value) is a number of another country"))
    case .impossible(let why):
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .error,
          text: "\(value) cannot exist in the national numbering plan: \(why)"))
    case .doubtful(_, let why):
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: NumberPlan.isForDrama(value) ? .error : .warning,
          text: "\(value): \(why)"))
    case .possible(.short) where !contact.purpose.isHeldAtEveryLevel:
      // What a record holds already is told; that a file brings nothing new must not keep the rest of it out.
      let isHeld = before[contact.id].map { $0.value == value && $0.purpose == contact.purpose } ?? false
      let whose = ShortCode.services[value] ?? "a service of the whole country"
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: isHeld ? .warning : .error,
          text: "\(contact.display) reaches \(whose) and nobody at \(contact.council): where a council has no "
            + "\(contact.purpose.words) number of its own, leave it out"))
    case .possible: break
    }
    judgeOwner(contact, value, &found)
    if contact.purpose.isOutOfHours, switchboards[contact.council]?.contains(value) == true,
      !tells(contact, "same-as-daytime")
    {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "\(contact.display) is also the daytime switchboard: ring it at night, and warn readers "
            + "(same-as-daytime) until somebody has"))
    } else if contact.purpose.isOutOfHours, before[contact.id]?.value != value, !tells(contact, "same-as-daytime"),
      let main = movedFrom[value.lowercased()]?.first(where: {
        $0.council == contact.council && $0.purpose == .switchboard
      })
    {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "\(contact.display) is \(main.id) today, a number of the day: ask whether it is answered at night"))
    }
  }

  /// A number that is somebody else's in the directory, or another team's by day: whoever is rung at night may not know of it.
  private func judgeOwner(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    let old = before[contact.id]
    guard old?.value != value || old?.purpose != contact.purpose, !tells(contact, "shared-number"),
      contact.purpose.isOutOfHours || [.switchboard, .housing, .housingOptions].contains(contact.purpose)
    else { return }
    let others = (byValue[value.lowercased()] ?? []).filter { other in
      guard other.kind == .phone, other.id != contact.id else { return false }
      if other.council == contact.council {
        // The switchboard at night has a word of its own.
        return contact.purpose.isOutOfHours && other.purpose != contact.purpose && other.purpose != .switchboard
          && !tells(contact, "same-as-daytime")
      }
      let isProvided = isProvider(other.council, of: contact.council) || isProvider(contact.council, of: other.council)
      return !(isProvided && other.purpose == contact.purpose) && !isSuccession(other.council, contact.council)
    }
    // The plan may move the other number too: the store of today is asked as well.
    let moved = (movedFrom[value.lowercased()] ?? []).filter { $0.id != contact.id && isStranger($0, contact) }
    let all =
      moved.map { "\($0.id) (\($0.purpose.words), today)" } + others.map { "\($0.id) (\($0.purpose.words))" }
    guard !all.isEmpty else { return }
    let names = listed(all, most: 3)
    found.append(
      Judgement(
        id: contact.id, field: "value", severity: .warning,
        text:
          "\(contact.display) is held already as \(names): \(moved.isEmpty ? "" : "look whether a row has slipped, ")ask "
          + "who answers it for \(contact.council), and warn readers (shared-number) where the two share it"))
  }

  /// A spreadsheet takes away the 0 that a cell begins with, and an extension without it rings somebody else.
  private func judgeExtension(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    guard before[contact.id]?.value != value, !value.hasPrefix("0") else { return }
    let others = (extensions[contact.council] ?? []).subtracting([value])
    guard let like = others.sorted().first, others.allSatisfy({ $0.count == value.count + 1 }) else { return }
    found.append(
      Judgement(
        id: contact.id, field: "value", severity: .warning,
        text:
          "\(value) has a digit less than the council's other extensions, like \(like); a spreadsheet takes away the 0 "
          + "that a cell begins with. Write it as text, 0\(value), if that is the extension"))
  }

  // MARK: - Addresses

  private func judgeEmail(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    if let fault = AddressChecks.fault(inEmail: value) {
      found.append(Judgement(id: contact.id, field: "value", severity: .error, text: fault))
      return
    }
    judgeDomain(contact, value, &found)
    if let why = MailboxRole.mismatch(value, for: contact.purpose), !tells(contact, "role-mismatch") {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "'\(value)' \(why); ask before relying on it, and warn readers (role-mismatch)"))
    }
    if MailboxRole.looksLikeAPerson(value), !tells(contact, "personal-address") {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "'\(value)' looks like one person's address; a team's mailbox outlives its people"))
    }
    let others = (mailboxes[value.lowercased()] ?? []).filter {
      $0.council != contact.council && !isProvider($0.council, of: contact.council)
        && !isProvider(contact.council, of: $0.council) && !isSuccession($0.council, contact.council)
    }
    if let other = others.first, !tells(contact, "shared-mailbox") {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "'\(value)' is also \(other.id)'s; look whether the two councils share it"))
    }
  }

  private func judgeWeb(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    if let fault = AddressChecks.fault(inWeb: value) {
      found.append(Judgement(id: contact.id, field: "value", severity: .error, text: fault))
      return
    }
    judgeDomain(contact, value, &found)
  }

  private func judgeDomain(_ contact: Contact, _ value: String, _ found: inout [Judgement]) {
    guard let council = councils[contact.council], let domain = AddressChecks.domain(of: value),
      !AddressChecks.isWithin(domain, council.domains), !tells(contact, "domain-mismatch")
    else { return }
    if contact.purpose.isChildrensServices,
      AddressChecks.isWithin(domain, councils[council.childrensServices]?.domains ?? [])
    {
      return
    }
    let owners = councilsByDomain.filter { domain == $0.domain || domain.hasSuffix("." + $0.domain) }
    // A successor is reached by the addresses of whom it took over for as long as they are kept.
    if owners.contains(where: { isSuccession($0.council, contact.council) }) { return }
    if let owner = owners.first {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .error,
          text: "'\(domain)' is \(owner.council)'s and not \(council.id)'s: what is sent there goes to another body. "
            + "Quarantine it with the reason, or name the domain among \(council.id)'s where the two share it"))
    } else if !council.domains.isEmpty {
      found.append(
        Judgement(
          id: contact.id, field: "value", severity: .warning,
          text: "'\(domain)' is none of \(council.id)'s domains (\(council.domains.joined(separator: ", "))); look "
            + "whose it is"))
    }
  }

  func isProvider(_ one: String, of other: String) -> Bool {
    councils[other]?.childrensServices == one || councils[other]?.county == one
  }

  /// Whether one of two councils takes over from the other.
  func isSuccession(_ one: String, _ other: String) -> Bool {
    [(one, other), (other, one)].contains { ended, heir in
      councils[ended]?.successors.contains { $0.council == heir } == true
    }
  }

  private func tells(_ contact: Contact, _ code: String) -> Bool { contact.warnings.contains { $0.code == code } }
}

/// What is doubtful about hours, worked out once for each notation: many contacts keep the same hours.
private struct HoursDoubts {
  private var known: [String: [String]] = [:]

  mutating func of(_ hours: OpeningHours) -> [String] {
    if let found = known[hours.notation] { return found }
    let found = hours.doubts
    known[hours.notation] = found
    return found
  }
}
