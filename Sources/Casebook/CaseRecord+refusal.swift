import Triage
package import WorkingTime

/// Why a deed cannot be recorded.
package struct CaseRefusal: Error, Sendable, Hashable {
  /// One sentence, which says what to do instead.
  package let text: String

  /// A sentence.
  package init(_ text: String) {
    self.text = text
  }
}

extension CaseRecord {
  /// Why a deed may not be recorded on the case as it stands; nil where it may. Nobody's decision is refused: it is recorded,
  /// and where it breaks a bar it goes to the manager.
  ///
  /// - Parameters:
  ///   - deed: What is to be recorded.
  ///   - by: Who records it.
  ///   - at: When it happened, where that was said.
  ///   - now: The moment at which it is recorded.
  ///   - clock: London's clocks.
  ///   - covers: Whether risk in one authority's area is risk in another's, by their ids.
  /// - Returns: The refusal.
  package func refusal(
    of deed: CaseDeed, by: String, at: Moment? = nil, now: Moment, clock: LondonClock,
    covers: (String, String) -> Bool = { $0 == $1 }
  ) -> CaseRefusal? {
    if let damage { return CaseRefusal("\(reference.text): \(damage.text)") }
    if let refusal = refusal(of: deed, at: at, now, clock) ?? comingLater(deed, now, clock) { return refusal }
    if closed != nil, !deed.isForClosedCases {
      return CaseRefusal("\(reference.text) is closed; 'reopen' opens it again")
    }
    switch deed {
    case .claimed(let number): return ending(number, clock)
    case .done(let number, _, _):
      // Who has it ends it.
      if case .passed(_, _, _, let who?)? = obligation(number)?.state, PersonName.areSame(who, by) {
        return nil
      }
      return ending(number, clock)
    case .waiting(let number, _, _): return ending(number, clock)
    case .passed(let number, _): return ending(number, clock)
    case .takenOver(let number, _):
      guard let obligation = obligation(number) else { return noSuch(number) }
      guard case .passed(_, _, _, nil) = obligation.state else {
        return CaseRefusal("\(number) is not passed to anybody who has yet to take it")
      }
      return nil
    case .notNeeded(let number, let reason, let note, let second):
      if let refusal = ending(number, clock) { return refusal }
      if reason == .other, note == nil { return CaseRefusal("'other' wants a few words: because other: …") }
      return obligation(number).flatMap { absolute($0, by: by, second: second) }
    case .reopened(let number):
      guard let obligation = obligation(number) else { return noSuch(number) }
      if case .open = obligation.state { return CaseRefusal("\(number) is open already") }
      if case .replaced = obligation.state {
        return CaseRefusal("\(number) was taken away by new facts; change the facts and it comes back")
      }
      return nil
    case .managerSaw(let event):
      let isOpen =
        decisions.contains { $0.event == event && !$0.against.isEmpty && !$0.isSeen }
        || accepted.contains { $0.event.number == event && !$0.isSeen }
      guard isOpen else { return CaseRefusal("nothing waits for a manager here") }
      guard events.first(where: { $0.number == event }).map({ PersonName.areSame($0.by, by) }) != true else {
        return CaseRefusal("whoever recorded it cannot see it for the manager")
      }
      return nil
    case .decided(let decision):
      let isSame =
        decision.decision == proposal?.tonight.decision && decision.power == proposal?.tonight.power
      if !isSame, decision.reason == nil { return CaseRefusal("it differs from what is proposed: say why") }
      if decision.reason == .other, decision.note == nil {
        return CaseRefusal("'other' wants a few words: because other: …")
      }
      return nil
    case .placed(let placement):
      if placement.until <= placement.from { return CaseRefusal("a booking is for one night at least") }
      return placement.nights <= Placement.mostNights
        ? nil
        : CaseRefusal(
          "\(TimeText.words(placement.until)) is \(placement.nights) nights on, and a booking is for \(Placement.mostNights) at "
            + "most. Look at the year; a longer one is booked on when it ends")
    case .placementEnded(let day): return endOfPlacement(on: day, now, clock)
    case .familyTold: return placement == nil ? CaseRefusal("no place is recorded here; 'placed' records one") : nil
    case .finalOutcome(let outcome, _):
      guard outcome.isRefusal, !hasEverBeenTold else { return nil }
      return CaseRefusal(
        "a refusal cannot be recorded: nobody recorded that the family was given the address. 'told family at …' does")
    case .received(let named): return receipt(by: named ?? by)
    case .notTaken: return handedOver == nil ? CaseRefusal("\(reference.text) is not handed to anybody") : nil
    case .handedOver:
      return handedOver == nil ? nil : CaseRefusal("\(reference.text) is handed over already and waits for a signature")
    case .holdEnded: return hold == nil ? CaseRefusal("nothing holds \(reference.text)") : nil
    case .closed(let reason, let note):
      return reason == .mistake ? nil : closing(covers) ?? elsewhere(reason) ?? undecided(reason, note)
    case .opened: return closed == nil ? CaseRefusal("\(reference.text) is open") : nil
    case .tookBack(let number): return takingBack(number, covers)
    case .kept: return events.isEmpty ? nil : CaseRefusal("\(reference.text) is kept already")
    case .paperIssued(let paper, _):
      return drafted(paper.kind, to: paper.to) == paper
        ? nil
        : CaseRefusal("it says another thing than what was drafted; 'paper \(paper.kind.rawValue)' drafts it anew")
    case .accepted(let what):
      return what.authority == council
        ? CaseRefusal("\(council) has the case itself: 'accepted' is for what another authority says") : nil
    case .told, .logged, .rang, .paperDrafted, .referredIn, .assessmentAgreed, .servicesMadeContact,
      .firstOutcome, .held:
      return nil
    }
  }

  /// What cannot be taken back: what something else undoes, what is not there, and what a manager has still to see.
  private func takingBack(_ number: Int, _ covers: (String, String) -> Bool) -> CaseRefusal? {
    guard let event = events.first(where: { $0.number == number }) else {
      return CaseRefusal("\(reference.text) has no event \(number); 'history' shows them")
    }
    if takenBack.contains(number) { return CaseRefusal("event \(number) is taken back already") }
    guard event.deed.canBeTakenBack else {
      return CaseRefusal(
        "event \(number) is not taken back like this: 'reopen' takes back what ended or passed on something to do, 'back' an answer"
      )
    }
    if closed != nil, !event.deed.isForClosedCases {
      return CaseRefusal(
        "\(reference.text) is closed; 'reopen \(reference.text)' opens it, and then event \(number) can be taken back")
    }
    guard !unseenDepartures(covers).contains(number) else {
      return CaseRefusal("event \(number) went against an absolute bar: a manager sees it first, with 'seen'")
    }
    return nil
  }

  private var hasEverBeenTold: Bool {
    standing.contains { if case .familyTold = $0.deed { true } else { false } }
  }

  private func noSuch(_ number: Int) -> CaseRefusal {
    CaseRefusal("\(reference.text) has nothing with the number \(number)")
  }

  private func ending(_ number: Int, _ clock: LondonClock) -> CaseRefusal? {
    guard let obligation = obligation(number) else { return noSuch(number) }
    switch obligation.state {
    case .open, .waiting, .passed(_, _, _, nil): return nil
    case .done(let at, _, let by, _, _):
      return CaseRefusal(
        "\(number) is done, by \(by) at \(TimeText.words(.moment(at), clock: clock)); 'reopen \(number)' takes that back"
      )
    case .notNeeded(_, let by, _, _):
      return CaseRefusal("\(number) was called not needed by \(by); 'reopen \(number)' takes that back")
    case .passed(let team, _, _, let who):
      return CaseRefusal(
        "\(number) is with \(who ?? "somebody") of \(team); 'reopen \(number)' brings it back here, to be ended")
    case .replaced: return CaseRefusal("\(number) is not asked for any more: new facts took it away")
    }
  }

  /// What protects a child takes two people, neither of whom placed the family.
  private func absolute(_ obligation: Obligation, by: String, second: String?) -> CaseRefusal? {
    guard obligation.isAbsolute else { return nil }
    guard let second, !PersonName.areSame(second, by) else {
      return CaseRefusal("\(obligation.number) protects a child or a life: a second person says so too. Add: with NAME")
    }
    if placers.contains(where: { PersonName.areSame($0, by) || PersonName.areSame($0, second) }) {
      return CaseRefusal("\(obligation.number) protects a child or a life: whoever placed the family cannot end it")
    }
    return nil
  }

  /// Nothing that protects a child, and no family without a signature, goes with a closed case.
  private func closing(_ covers: (String, String) -> Bool) -> CaseRefusal? {
    if !unseenDepartures(covers).isEmpty {
      return CaseRefusal("a manager has not seen what went against an absolute bar; 'seen' says so")
    }
    if handedOver != nil {
      return CaseRefusal("\(reference.text) waits for a signature; 'receive' or 'not-taken' first")
    }
    let open = live.filter { $0.sort == .once }.map { "\($0.number)" }
    if let only = open.first, open.count == 1 { return CaseRefusal("one thing is still open: \(only). End it first") }
    if let last = open.last {
      return CaseRefusal(
        "\(open.count) things are still open: \(open.dropLast().joined(separator: ", ")) and \(last). End each first")
    }
    return nil
  }

  /// What another authority was notified of is here until it is settled, and only its own word takes a case there.
  private func elsewhere(_ reason: CloseReason) -> CaseRefusal? {
    if let open = openReferrals.first {
      return CaseRefusal(
        "the referral to \(open.authority) is not settled. 'accepted \(open.authority) accepts-case' settles it; 'set duty-held' "
          + "without '-referred' says that it stays here; so does 'final-outcome'")
    }
    guard reason == .acceptedElsewhere, !isAcceptedElsewhere else { return nil }
    return CaseRefusal(
      "nobody recorded that another authority accepts \(reference.text): 'accepted AUTHORITY accepts-case' does. Until then it "
        + "stays here")
  }

  /// A named person decides about a family, or somebody says why nobody did. What stands under another reference is decided there.
  private func undecided(_ reason: CloseReason, _ note: String?) -> CaseRefusal? {
    guard decisions.isEmpty, note == nil, reason != .duplicate else { return nil }
    return CaseRefusal(
      "nobody has decided about \(reference.text). 'decide' records who did, and what. Or close it all the same, and it counts "
        + "as decided by nobody: 'close-case \(reference.text) \(reason.rawValue) because WORDS'")
  }

  /// Two pairs of eyes: whoever hands a case over does not sign for it.
  private func receipt(by name: String) -> CaseRefusal? {
    func isSame(_ other: String) -> Bool { PersonName.areSame(other, name) }
    guard let handedOver else {
      return isSame(owner) ? CaseRefusal("\(reference.text) is yours already") : nil
    }
    guard isSame(handedOver.by) || isSame(owner) else { return nil }
    return CaseRefusal(
      "you handed \(reference.text) over yourself: somebody of \(handedOver.to) signs for it. At this desk too: "
        + "'receive \(reference.text) by NAME'. 'not-taken' takes it back")
  }

  // MARK: - When

  /// Nothing has happened in time to come, nor to a family that had not come yet.
  private func refusal(of deed: CaseDeed, at: Moment?, _ now: Moment, _ clock: LondonClock) -> CaseRefusal? {
    guard let at else { return nil }
    func words(_ moment: Moment) -> String { TimeText.words(.moment(moment), clock: clock) }
    if at.seconds > now.seconds + Self.skew {
      return CaseRefusal(
        "\(words(at)) is still to come, for it is \(words(now)). Say when it happened; without 'at' it is now")
    }
    // What an authority wrote may be older than the day on which the family came.
    if case .accepted(let what) = deed, what.isInWriting { return nil }
    guard let came = presentedAt(clock), at.seconds < came.seconds - Self.skew else { return nil }
    return CaseRefusal(
      "\(words(at)) is before the family came, at \(words(came)). Say when it happened; if they came earlier, "
        + "'set presented-at' first")
  }

  /// A family whose case is kept has come: what is counted from a moment to come would be due too late.
  private func comingLater(_ deed: CaseDeed, _ now: Moment, _ clock: LondonClock) -> CaseRefusal? {
    let revision: Revision
    switch deed {
    case .kept(let first): revision = first
    case .told(let next): revision = next
    default: return nil
    }
    guard revision.facts["presented-at"] != nil else { return nil }
    var told = self
    told.facts["presented-at"] = revision.facts["presented-at"]
    guard let came = told.presentedAt(clock), came.seconds > now.seconds + Self.skew else { return nil }
    return CaseRefusal(
      "'presented-at' is \(TimeText.words(.moment(came), clock: clock)), which is still to come. "
        + "Say when they came: 'set presented-at TIME'")
  }

  private func endOfPlacement(on day: Day, _ now: Moment, _ clock: LondonClock) -> CaseRefusal? {
    guard let placement else { return CaseRefusal("no place is recorded here") }
    let today = clock.wall(at: now).day
    if day > today {
      return CaseRefusal(
        "\(TimeText.words(day)) is still to come. Say it on the day; 'placed' with another 'until' changes the booking")
    }
    return day < placement.from
      ? CaseRefusal("\(TimeText.words(day)) is before the first night, \(TimeText.words(placement.from))") : nil
  }
}

extension CaseDeed {
  /// Whether a closed case takes it too.
  var isForClosedCases: Bool {
    switch self {
    case .opened, .held, .holdEnded, .finalOutcome, .firstOutcome, .servicesMadeContact, .managerSaw, .tookBack: true
    default: false
    }
  }
}
