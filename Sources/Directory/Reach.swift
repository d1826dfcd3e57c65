package import WorkingTime

/// A contact at a moment: whether someone answers it then.
package struct ReachedContact: Sendable, Hashable {
  /// The contact.
  package let contact: Contact
  /// Whether someone answers; nil where the hours are not recorded.
  package let isLive: Bool?
}

/// Who to reach, in the order to try them, and what a reader must know.
package struct Reach: Sendable, Hashable {
  /// The contacts, first to try first.
  package let contacts: [ReachedContact]
  /// What was skipped and why, conflicts, and numbers that the directory does not hold.
  package let warnings: [Notice]

  /// Contacts in order, and what to know of them.
  package init(contacts: [ReachedContact], warnings: [Notice]) {
    self.contacts = contacts
    self.warnings = warnings
  }
}

/// A directory as it stands at one wall time.
package struct DirectoryAtMoment: Sendable {
  /// The directory.
  package let directory: DirectorySnapshot
  /// The time asked about, in London.
  package let wall: WallTime
  /// Bank holidays.
  package let calendar: BankHolidays

  /// Opening hours assumed for an office whose hours nobody recorded (OWN-hours): Monday to Friday, 09:00 up to but not
  /// including 17:00, in minutes since midnight.
  package static let assumedOffice = 540..<1020

  /// A directory, a time and the calendar to read it with.
  package init(_ directory: DirectorySnapshot, at wall: WallTime, calendar: BankHolidays) {
    self.directory = directory
    self.wall = wall
    self.calendar = calendar
  }

  /// Whether a council's office is open: by its recorded hours, else by the assumed ones.
  package func isOfficeOpen(_ ref: CouncilRef) -> Bool {
    if let isOpen = directory.officeHours(of: ref)?.isOpen(at: wall, calendar: calendar) { return isOpen }
    return calendar.isWorkingDay(wall.day) && Self.assumedOffice.contains(wall.minuteOfDay)
  }

  /// Whether someone answers a contact; nil where that is not recorded.
  ///
  /// An out-of-hours line of unrecorded hours is taken to answer while its council's office is shut.
  package func isLive(_ contact: Contact) -> Bool? {
    guard contact.status.isUsable else { return nil }
    switch contact.hours?.state(at: wall, calendar: calendar) {
    case .open: return true
    case .closed: return false
    case .unrecorded, nil: break
    }
    guard contact.kind == .phone, contact.purpose.isOutOfHours, let ref = directory.ref(id: contact.council),
      !isOfficeOpen(ref)
    else { return nil }
    return true
  }

  /// Whether a call at this moment shows who answers a contact at the hours that it is for. A line for the nights that is rung
  /// by day may be answered by the office, and nobody has heard who answers it at night.
  package func isTried(_ contact: Contact) -> Bool {
    !contact.purpose.isOutOfHours || !(contact.isVoice || contact.kind == .extension) || isLive(contact) == true
  }

  /// A contact, and whether someone answers it.
  package func reached(_ contact: Contact) -> ReachedContact {
    ReachedContact(contact: contact, isLive: isLive(contact))
  }

  /// A council's contacts, or those that serve a purpose, best first. Quarantined ones stand last, with their reason.
  package func lookup(_ ref: CouncilRef, purpose: Purpose?) -> Reach {
    guard let purpose else {
      let all = directory.contacts(of: ref, on: wall.day).map { ReachedContact(contact: $0, isLive: isLive($0)) }
      let toCome = Purpose.allCases.flatMap { self.toCome(ref, $0) }
      let missing = directory[ref].type == .national ? [] : notHeld(ref, .outOfHours)
      return Reach(contacts: all, warnings: beyondCalendar + missing + toCome)
    }
    let found = contacts(of: holders(of: ref, for: purpose), for: purpose)
    var warnings = beyondCalendar
    if found.isEmpty {
      warnings += notHeld(ref, purpose)
    } else if !found.contains(where: \.contact.status.isUsable) {
      warnings.append(
        Notice(
          code: "no-usable-contact",
          text: "None of these may be used for \(directory[ref].name). Read the reason beside each. Telephone the "
            + "council, or look on its own website\(website(of: ref))."))
    }
    return Reach(
      contacts: found.sorted(by: comesFirst), warnings: warnings + conflicts(in: found) + toCome(ref, purpose))
  }

  /// Who to reach for a purpose at this time: a live voice first, then what to try next.
  ///
  /// - Parameters:
  ///   - ref: the council.
  ///   - purpose: what for.
  ///   - failed: contacts that have been tried in vain; neither they nor their numbers are given again.
  /// - Returns: the contacts in the order to try them.
  package func who(_ ref: CouncilRef, purpose: Purpose, after failed: [Contact] = []) -> Reach {
    who(ref, purpose: purpose) { contact in failed.contains { $0.id == contact.id || $0.value == contact.value } }
  }

  /// The same without those of which a test says that they were tried in vain, or are known not to work.
  package func who(_ ref: CouncilRef, purpose: Purpose, passing isFailed: (Contact) -> Bool) -> Reach {
    var tried: [(order: Int, reached: ReachedContact)] = []
    var skipped: [Notice] = []
    for (order, step) in steps(from: purpose, of: ref).enumerated() {
      for reached in contacts(of: step.council, for: step.purpose) {
        if isFailed(reached.contact) { continue }
        if let reason = reasonToSkip(reached.contact) {
          skipped.append(reason)
        } else if !tried.contains(where: { $0.reached.contact.id == reached.contact.id }) {
          tried.append((order, reached))
        }
      }
      if tried.contains(where: { $0.reached.contact.isVoice && $0.reached.isLive == true }) { break }
    }
    tried.sort { one, other in
      let left = rank(one.reached, asked: purpose), right = rank(other.reached, asked: purpose)
      return left == right
        ? (one.order, one.reached.contact.status.rank) < (other.order, other.reached.contact.status.rank) : left < right
    }
    let contacts = tried.map(\.reached)
    var warnings = beyondCalendar + notHeld(ref, purpose)
    if !contacts.contains(where: { $0.contact.isVoice && $0.isLive == true }) {
      warnings.append(nobodyKnownToAnswer(ref, purpose, contacts))
    }
    warnings += contacts.compactMap(closedNotice) + skipped + conflicts(in: contacts) + toCome(ref, purpose)
    return Reach(contacts: contacts, warnings: warnings)
  }

  /// A council's contacts for a purpose; its provider's too for what another body answers for.
  private func contacts(of ref: CouncilRef, for purpose: Purpose) -> [ReachedContact] {
    contacts(of: [ref] + [otherProvider(of: ref, for: purpose)].compactMap(\.self), for: purpose)
  }

  private func contacts(of refs: [CouncilRef], for purpose: Purpose) -> [ReachedContact] {
    refs.flatMap { directory.contacts(of: $0, for: purpose, on: wall.day) }
      .map { ReachedContact(contact: $0, isLive: isLive($0)) }
  }

  /// Who provides a council's children's services on the day, or its adult social care where that is asked for; the
  /// successor of one that has ended.
  func provider(of ref: CouncilRef, for purpose: Purpose) -> CouncilRef {
    let provider =
      purpose.isAdultSocialCare ? directory.county(of: ref) ?? ref : directory.childrensServices(of: ref)
    return follower(of: provider, for: purpose)
  }

  /// The body other than the council that answers for a purpose; nil where the council does, or nobody else.
  func otherProvider(of ref: CouncilRef, for purpose: Purpose) -> CouncilRef? {
    guard purpose.isChildrensServices || purpose.isAdultSocialCare else { return nil }
    let provider = provider(of: ref, for: purpose)
    return provider == ref ? nil : provider
  }

  /// The council itself, or whoever has taken the service over from one that has ended.
  private func follower(of ref: CouncilRef, for purpose: Purpose) -> CouncilRef {
    if case .succeeded(let heir) = directory.standing(of: ref, on: wall.day, for: purpose) { return heir }
    return ref
  }

  private struct Step {
    let council: CouncilRef
    let purpose: Purpose
  }

  /// Where to look, one after the other, while nobody is known to answer.
  private func steps(from purpose: Purpose, of ref: CouncilRef) -> [Step] {
    guard !purpose.isHeldAtEveryLevel else { return stepsUp(from: purpose, of: ref) }
    let after: [Purpose] =
      switch purpose {
      // By day the council's own office comes before anybody else's night line.
      case .outOfHours: (isByDay(ref, .housing) ? [.housing] : []) + [.childrensOutOfHours, .safeguarding]
      case .safeguarding: [.childrensOutOfHours]
      case .childrensOutOfHours: [.safeguarding]
      case .assessment, .careLeavers, .earlyHelp: [.safeguarding, .childrensOutOfHours]
      case .housing: [.outOfHours, .childrensOutOfHours, .safeguarding]
      case .adultSocialCare: [.adultSocialCareOutOfHours]
      case .adultSocialCareOutOfHours: [.adultSocialCare]
      case .subjectAccess, .website, .switchboard: []
      default: [.housing, .outOfHours, .childrensOutOfHours, .safeguarding]
      }
    var steps = ([purpose] + after).map { Step(council: ref, purpose: $0) }
    if purpose != .switchboard { steps.append(Step(council: ref, purpose: .switchboard)) }
    if let provider = otherProvider(of: ref, for: purpose) {
      steps.insert(Step(council: provider, purpose: .switchboard), at: steps.count - 1)
    }
    return steps
  }

  /// Whether a council's day line is one to try now: its office is open, or the line is known to answer.
  private func isByDay(_ ref: CouncilRef, _ purpose: Purpose) -> Bool {
    isOfficeOpen(ref) || contacts(of: ref, for: purpose).contains { $0.contact.isVoice && $0.isLive == true }
  }

  /// From the council to its county to the whole country; then whoever else takes such a call.
  private func stepsUp(from purpose: Purpose, of ref: CouncilRef) -> [Step] {
    var steps = holders(of: ref, for: purpose).map { Step(council: $0, purpose: purpose) }
    switch purpose {
    case .emergency: steps += holders(of: ref, for: .police).map { Step(council: $0, purpose: .police) }
    case .police: steps += holders(of: ref, for: .emergency).map { Step(council: $0, purpose: .emergency) }
    case .roughSleeping: steps.append(Step(council: ref, purpose: .outOfHours))
    default: break
    }
    return steps
  }

  /// Whoever may hold contacts for a purpose that serve a council, the nearest first.
  func holders(of ref: CouncilRef, for purpose: Purpose) -> [CouncilRef] {
    guard purpose.isHeldAtEveryLevel else { return [ref] + [otherProvider(of: ref, for: purpose)].compactMap(\.self) }
    let county = directory.county(of: ref).map { follower(of: $0, for: purpose) }
    return [county, directory.national].compactMap(\.self).reduce(into: [ref]) { holders, next in
      if !holders.contains(next) { holders.append(next) }
    }
  }

  // A voice that answers, one that may, one known to be closed; then what is written, which nobody answers tonight. Of
  // those that may answer the day team stands before the night's, unless the night's is asked for.
  private func rank(_ reached: ReachedContact, asked purpose: Purpose? = nil) -> Int {
    guard reached.contact.isVoice else { return reached.contact.status.isUsable ? 5 : 6 }
    switch reached.isLive {
    case true?: return 0
    case nil: return reached.contact.purpose.isOutOfHours && purpose.map { !$0.isOutOfHours } == true ? 2 : 1
    case false?: return 3
    }
  }

  private func comesFirst(_ one: ReachedContact, _ other: ReachedContact) -> Bool {
    let left = rank(one), right = rank(other)
    return left == right ? one.contact.status.rank < other.contact.status.rank : left < right
  }
}
