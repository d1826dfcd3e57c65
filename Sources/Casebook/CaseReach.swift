package import Directory
import WorkingTime

/// Whom to ring for what a case has to be done, as the directory stands at a moment: whoever has taken over from a council that
/// has ended since, never somebody who must not be told, never a number that may not be used.
package struct CaseReach: Sendable {
  private let record: CaseRecord
  private let there: DirectoryAtMoment
  /// Those that must not be told, with whoever has taken over from them.
  private let barred: Set<CouncilRef>

  /// A case, and the directory at a moment.
  package init(_ record: CaseRecord, in there: DirectoryAtMoment) {
    self.record = record
    self.there = there
    let directory = there.directory
    barred = (record.proposal?.bars ?? []).reduce(into: []) { barred, bar in
      guard bar.code == "contact", let ref = bar.council.flatMap({ directory.ref(id: $0) }) else { return }
      barred.formUnion(directory.bearers(of: ref, on: there.wall.day))
    }
  }

  /// Whom to reach for an action; nil where it names nobody, or nobody who may be reached now. A line for the night gives way to
  /// the day's team once their office is open, and what must be in writing goes to no telephone.
  package func contact(for action: ProposedAction) -> ReachedContact? {
    if action.key.isWritten { return address(for: action) }
    let (directory, day) = (there.directory, there.wall.day)
    guard let held = action.contact.flatMap({ directory.contact(id: $0) }), let ref = directory.ref(id: held.council),
      !barred.contains(ref)
    else { return nil }
    let isHeld = held.isVoice && directory.contacts(of: ref, for: held.purpose, on: day).contains(held)
    let kept = isHeld ? there.reached(held) : nil
    if let kept, kept.isLive == true || !held.purpose.isOutOfHours || !there.isOfficeOpen(ref) { return kept }
    var now = ref
    switch directory.standing(of: ref, on: day, for: held.purpose) {
    case .exists: break
    case .succeeded(let heir): now = heir
    case .split, .ended, .begins: return nil
    }
    let purpose = there.isOfficeOpen(now) ? held.purpose.byDay : held.purpose
    // Where there is no line for that purpose, the housing line is tried.
    let answering = [purpose, .housing].lazy.compactMap { purpose in
      there.who(now, purpose: purpose).contacts.first {
        mayBeRung($0.contact) && $0.contact.purpose.isChildrensServices == held.purpose.isChildrensServices
      }
    }
    return answering.first ?? kept
  }

  /// Where to write to for an action.
  private func address(for action: ProposedAction) -> ReachedContact? {
    guard let about = action.key.council.flatMap({ there.directory.ref(id: $0) }), !barred.contains(about) else {
      return nil
    }
    var ref = about
    if case .succeeded(let heir) = there.directory.standing(of: about, on: there.wall.day, for: .housing) { ref = heir }
    return there.lookup(ref, purpose: .housing).contacts.first { $0.contact.isWrittenTo }
  }

  private func mayBeRung(_ contact: Contact) -> Bool {
    contact.isVoice && there.directory.ref(id: contact.council).map { !barred.contains($0) } == true
  }

  /// What has become of a council that an action or a bar is about, in a sentence; nil while it is there.
  package func succession(of council: String?) -> String? {
    guard let ref = council.flatMap({ there.directory.ref(id: $0) }) else { return nil }
    let standing = there.directory.standing(of: ref, on: there.wall.day, for: nil)
    return there.directory.explanation(of: standing, of: ref, for: nil)
  }
}

extension DirectorySnapshot {
  /// A council, and once it has ended all that have taken any of its services over by a day.
  func bearers(of ref: CouncilRef, on day: Day) -> Set<CouncilRef> {
    var found: Set<CouncilRef> = [ref]
    guard !exists(ref, on: day) else { return found }
    for purpose in Purpose.allCases {
      switch standing(of: ref, on: day, for: purpose) {
      case .succeeded(let heir): found.insert(heir)
      case .split(let heirs): found.formUnion(heirs)
      case .exists, .ended, .begins: break
      }
    }
    return found
  }
}

extension Contact {
  /// Whether something in writing may go there from outside.
  var isWrittenTo: Bool { self.kind != .phone && self.kind != .extension && self.status.isUsable }
}

extension Purpose {
  /// Whom a line for the night stands in for by day.
  fileprivate var byDay: Purpose {
    switch self {
    case .outOfHours: .housing
    case .childrensOutOfHours: .safeguarding
    case .adultSocialCareOutOfHours: .adultSocialCare
    default: self
    }
  }
}
