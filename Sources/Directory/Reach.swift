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

  /// A council's contacts, or those that serve a purpose, best first. Quarantined ones stand last, with their reason.
  package func lookup(_ ref: CouncilRef, purpose: Purpose?) -> Reach {
    guard let purpose else {
      let all = directory.contacts(of: ref, on: wall.day).map { ReachedContact(contact: $0, isLive: isLive($0)) }
      let toCome = Purpose.allCases.flatMap { self.toCome(ref, $0) }
      return Reach(contacts: all, warnings: beyondCalendar + notHeld(ref, .outOfHours) + toCome)
    }
    let found = contacts(of: ref, for: purpose)
    var warnings = beyondCalendar
    if found.isEmpty {
      warnings += notHeld(ref, purpose)
    } else if !found.contains(where: \.contact.status.isUsable) {
      warnings.append(
        Notice(
          code: "no-usable-contact",
          text: "None of these may be used for \(directory[ref].name): read the reason beside each, and telephone the "
            + "council or look the contact up on its own website\(website(of: ref))."))
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
    var tried: [(order: Int, reached: ReachedContact)] = []
    var skipped: [Notice] = []
    for (order, step) in steps(from: purpose, of: ref).enumerated() {
      for reached in contacts(of: step.council, for: step.purpose) {
        if failed.contains(where: { $0.id == reached.contact.id || $0.value == reached.contact.value }) { continue }
        if let reason = reasonToSkip(reached.contact) {
          skipped.append(reason)
        } else if !tried.contains(where: { $0.reached.contact.id == reached.contact.id }) {
          tried.append((order, reached))
        }
      }
      if tried.contains(where: { $0.reached.contact.isVoice && $0.reached.isLive == true }) { break }
    }
    tried.sort { one, other in
      let left = rank(one.reached), right = rank(other.reached)
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

  /// A council's contacts for a purpose; its children's services' for what they answer for.
  private func contacts(of ref: CouncilRef, for purpose: Purpose) -> [ReachedContact] {
    var found = directory.contacts(of: ref, for: purpose, on: wall.day)
    let provider = provider(of: ref, for: purpose)
    if purpose.isChildrensServices, provider != ref {
      found += directory.contacts(of: provider, for: purpose, on: wall.day)
    }
    return found.map { ReachedContact(contact: $0, isLive: isLive($0)) }
  }

  /// Who provides a council's children's services on the day; the successor of one that has ended.
  func provider(of ref: CouncilRef, for purpose: Purpose) -> CouncilRef {
    let provider = directory.childrensServices(of: ref)
    if case .succeeded(let heir) = directory.standing(of: provider, on: wall.day, for: purpose) { return heir }
    return provider
  }

  private struct Step {
    let council: CouncilRef
    let purpose: Purpose
  }

  /// Where to look, one after the other, while nobody is known to answer.
  private func steps(from purpose: Purpose, of ref: CouncilRef) -> [Step] {
    let after: [Purpose] =
      switch purpose {
      case .outOfHours: [.childrensOutOfHours, .safeguarding]
      case .safeguarding: [.childrensOutOfHours]
      case .childrensOutOfHours: [.safeguarding]
      case .assessment, .careLeavers, .earlyHelp: [.safeguarding, .childrensOutOfHours]
      case .housing: [.outOfHours, .childrensOutOfHours, .safeguarding]
      case .subjectAccess, .website, .switchboard: []
      default: [.housing, .outOfHours, .childrensOutOfHours, .safeguarding]
      }
    var steps = ([purpose] + after).map { Step(council: ref, purpose: $0) }
    if purpose != .switchboard { steps.append(Step(council: ref, purpose: .switchboard)) }
    let provider = provider(of: ref, for: purpose)
    if purpose.isChildrensServices, provider != ref {
      steps.insert(Step(council: provider, purpose: .switchboard), at: steps.count - 1)
    }
    return steps
  }

  // A voice that answers, one that may, one known to be closed; then what is written, which nobody answers tonight.
  private func rank(_ reached: ReachedContact) -> Int {
    guard reached.contact.isVoice else { return reached.contact.status.isUsable ? 5 : 6 }
    switch reached.isLive {
    case true?: return 0
    case nil: return 1
    case false?: return 3
    }
  }

  private func comesFirst(_ one: ReachedContact, _ other: ReachedContact) -> Bool {
    let left = rank(one), right = rank(other)
    return left == right ? one.contact.status.rank < other.contact.status.rank : left < right
  }
}
