import JSON
package import Triage
package import WorkingTime

/// A case as its events make it. Nothing in it is kept anywhere but in them.
package struct CaseRecord: Sendable {
  /// What it is called.
  package let reference: CaseReference
  /// Everything that happened, in order.
  package private(set) var events: [CaseEvent] = []
  /// The events that were slips, by their numbers.
  package private(set) var takenBack: Set<Int> = []
  /// What is known, by the facts' names.
  package internal(set) var facts: [String: FactInput] = [:]
  /// What the rules make of that.
  package internal(set) var proposal: Proposal?
  /// What has to be done, by number.
  package internal(set) var obligations: [Obligation] = []
  /// What people decided, the newest last, each with its event's number.
  package internal(set) var decisions: [(event: Int, decision: CaseDecision, against: [ProposedBar], isSeen: Bool)] = []
  /// What other authorities said, the newest last, and whether a manager has seen it.
  package internal(set) var accepted: [(event: CaseEvent, what: Acceptance, isSeen: Bool)] = []
  /// Where they sleep; nil where they have no place.
  package internal(set) var placement: Placement?
  /// The nights that are booked, each with the kind of place; a later booking replaces an earlier one from its own first night on.
  package internal(set) var bookings: [Day: Placement.Kind] = [:]
  /// From when on they needed a place from this council, or needed none.
  private(set) var needs: [(since: Moment, isNeeded: Bool)] = []
  /// Who recorded a place.
  package internal(set) var placers: Set<String> = []
  /// When the family had the address of the place they have now.
  package internal(set) var familyToldAt: Moment?
  /// Whose the case is.
  package internal(set) var owner: String
  /// Under which name whoever has it signed in: where several share a machine, the owner may be another.
  package internal(set) var keeper: String
  /// What it was handed to, by whom, and since when, while nobody has signed for it.
  package internal(set) var handedOver: (to: String, by: String, at: Moment)?
  /// Why it may not be erased now.
  package internal(set) var hold: HoldReason?
  /// Why it is closed, when, and in words of their own; nil while it is open.
  package internal(set) var closed: (reason: CloseReason, at: Moment, note: String?)?
  /// What of it cannot be read; nil where all can.
  package private(set) var damage: CaseDamage?

  /// A case without an event yet.
  package init(reference: CaseReference, owner: String) {
    self.reference = reference
    self.owner = owner
    keeper = owner
  }

  /// Ends the case at an event that cannot be read: what follows would be read on something that is not known.
  package mutating func breakOff(_ damage: CaseDamage) { self.damage = damage }

  /// The number of its last event.
  package var last: Int { events.last?.number ?? 0 }

  /// The id of the council where the family came.
  package var council: String {
    if case .text(let id)? = facts["council"] { return id }
    return ""
  }

  /// When the family came.
  package func presentedAt(_ clock: LondonClock) -> Moment? {
    guard case .text(let text)? = facts["presented-at"] else { return nil }
    do { return try TimeText.moment(text, clock: clock).moment } catch { return nil }
  }

  /// The obligation of a number.
  package func obligation(_ number: Int) -> Obligation? {
    obligations.indices.contains(number - 1) ? obligations[number - 1] : nil
  }

  /// What has still to be done, or is somebody's until it is taken over.
  package var live: [Obligation] { obligations.filter { $0.isLive } }

  /// Who answers for an obligation at this moment; there is always somebody.
  package func owner(of obligation: Obligation) -> String {
    if case .passed(let team, let by, _, let receivedBy) = obligation.state {
      return receivedBy.map { "\($0), \(team)" } ?? by
    }
    return obligation.holder ?? owner
  }

  /// The last decision of a person; nil where none is made.
  package var decision: CaseDecision? { decisions.last?.decision }

  /// The events by which a person departed from an absolute bar and which no manager has seen: decisions, and what authorities
  /// said that must not be told, or to whom the family must not go.
  ///
  /// - Parameter covers: Whether risk in one authority's area is risk in another's, by their ids.
  /// - Returns: Their numbers, in order.
  package func unseenDepartures(_ covers: (String, String) -> Bool = { $0 == $1 }) -> [Int] {
    let decided = decisions.filter { !$0.against.isEmpty && !$0.isSeen }.map(\.event)
    let said = accepted.filter { !$0.isSeen && !barsBroken(by: $0.what, covers).isEmpty }.map(\.event.number)
    return (decided + said).sorted()
  }

  /// Whom not to tell, where and in what not to place them: what stands above all else.
  package var silence: [ProposedBar] {
    (proposal?.bars ?? []).filter { ["contact", "place-in", "bed-and-breakfast"].contains($0.code) }
  }

  /// Adds an event, which must be the next; what follows from it follows.
  package mutating func apply(_ event: CaseEvent) {
    events.append(event)
    if case .tookBack(let number) = event.deed {
      takenBack.insert(number)
      makeAnew()
    } else {
      follow(event)
    }
  }

  /// Everything that happened but for what was a slip, in order.
  package var standing: [CaseEvent] {
    takenBack.isEmpty ? events : events.filter { !takenBack.contains($0.number) && !$0.deed.isTakingBack }
  }

  /// What was ended because of an event and by nobody's word: what a place for every night ends, recorded with it.
  package func ended(with number: Int) -> [Int] {
    guard let event = events.first(where: { $0.number == number }), case .placed = event.deed else { return [] }
    return events.drop { $0.number <= number }.prefix { other in
      guard case .done(_, nil, nil) = other.deed else { return false }
      return other.recordedAt == event.recordedAt && other.by == event.by
    }.compactMap { other -> Int? in
      guard case .done(let obligation, _, _) = other.deed, case .done = self.obligation(obligation)?.state else {
        return nil
      }
      return obligation
    }
  }

  /// Reads the events again without those that were slips. Nothing that can be taken back adds anything to do, so that every number
  /// stays whose it was.
  private mutating func makeAnew() {
    var made = CaseRecord(reference: reference, owner: events.first?.by ?? owner)
    for event in standing { made.follow(event) }
    (made.events, made.takenBack, made.damage) = (events, takenBack, damage)
    // Whoever recorded a place is not the second person who ends what protects a child, slip or no slip.
    made.placers.formUnion(placers)
    self = made
  }

  private mutating func follow(_ event: CaseEvent) {
    take(event)
    // What was decided earlier than it was recorded held from then on.
    guard needs.last?.isNeeded != needsPlace else { return }
    needs.removeAll { $0.since > event.happenedAt }
    needs.append((event.happenedAt, needsPlace))
  }

  private mutating func take(_ event: CaseEvent) {
    switch event.deed {
    case .kept(let revision), .told(let revision): take(revision, event)
    case .claimed(let number): change(number) { $0.holder = event.by }
    case .done(let number, let how, let note):
      change(number) {
        $0.state = .done(at: event.happenedAt, recordedAt: event.recordedAt, by: event.by, how: how, note: note)
      }
    case .waiting(let number, let on, let until):
      change(number) { $0.state = .waiting(on: on, since: event.happenedAt, until: until) }
    case .passed(let number, let team):
      let owner = obligation(number).map { self.owner(of: $0) } ?? event.by
      change(number) { $0.state = .passed(to: team, by: owner, since: event.happenedAt, receivedBy: nil) }
    case .takenOver(let number, let who):
      change(number) {
        guard case .passed(let team, let by, let since, _) = $0.state else { return }
        $0.state = .passed(to: team, by: by, since: since, receivedBy: who)
      }
    case .notNeeded(let number, let reason, let note, let second):
      change(number) { $0.state = .notNeeded(reason: reason, by: event.by, second: second, note: note) }
    case .reopened(let number): change(number) { $0.state = .open }
    case .decided(let decision):
      decisions.append((event.number, decision, barsBroken(by: decision), false))
    case .managerSaw(let number):
      if let place = decisions.firstIndex(where: { $0.event == number }) { decisions[place].isSeen = true }
      if let place = accepted.firstIndex(where: { $0.event.number == number }) { accepted[place].isSeen = true }
    case .accepted(let what): accepted.append((event, what, false))
    case .placed(let placement) where self.placement.map({ placement.until <= $0.from }) ?? false:
      // Where they slept before the present booking: that stays as it is.
      book(placement)
      placers.insert(event.by)
    case .placed(let placement):
      bookings = bookings.filter { $0.key < placement.from }
      book(placement)
      if self.placement.map({ $0.kind != placement.kind || $0.council != placement.council }) ?? true {
        // Another place is another address.
        familyToldAt = nil
      }
      self.placement = placement
      placers.insert(event.by)
      for place in obligations.indices where obligations[place].isLive && obligations[place].isBeforePlacing {
        obligations[place].missedAt = obligations[place].missedAt ?? event.happenedAt
      }
    case .placementEnded(let day):
      bookings = bookings.filter { $0.key < day }
      placement = nil
      familyToldAt = nil
    case .familyTold: familyToldAt = event.happenedAt
    case .handedOver(let team): handedOver = (team, event.by, event.recordedAt)
    case .received(let named):
      owner = named ?? event.by
      keeper = event.by
      handedOver = nil
      // What the one who went home had taken on is the team's again.
      for place in obligations.indices where obligations[place].isLive { obligations[place].holder = nil }
    case .notTaken: handedOver = nil
    case .held(let reason): hold = reason
    case .holdEnded: hold = nil
    case .closed(let reason, let note): closed = (reason, event.happenedAt, note)
    case .opened: closed = nil
    case .logged, .rang, .paperDrafted, .paperIssued, .referredIn, .assessmentAgreed, .servicesMadeContact,
      .firstOutcome, .finalOutcome, .tookBack:
      break
    }
  }

  private mutating func book(_ placement: Placement) {
    for night in 0..<max(0, min(placement.nights, 3660)) {
      bookings[placement.from.adding(days: night)] = placement.kind
    }
  }

  private mutating func change(_ number: Int, _ body: (inout Obligation) -> Void) {
    guard obligations.indices.contains(number - 1) else { return }
    body(&obligations[number - 1])
  }

  /// The absolute bars that come into play with what an authority said: it must not be told, and has been; or the family is to
  /// go where that is barred. They are looked at as they are now, for a risk may be told later.
  package func barsBroken(
    by what: Acceptance, _ covers: (String, String) -> Bool = { $0 == $1 }
  ) -> [ProposedBar] {
    let takesThem = what.what == .acceptsCase || what.what == .confirmsBed
    return (proposal?.bars ?? []).filter { bar in
      guard let council = bar.council, covers(council, what.authority) else { return false }
      // What else bars a return may be what they have just put right: that nobody had confirmed a bed, say.
      return bar.code == "contact" || (takesThem && bar.code == "place-in")
    }
  }

  /// The absolute bars that a decision goes against: sending them away, or to where they are at risk, when that is barred.
  package func barsBroken(by decision: CaseDecision) -> [ProposedBar] {
    let sendsAway = TonightDecision(rawValue: decision.decision)?.sendsAway ?? false
    return (proposal?.bars ?? []).filter { bar in
      switch bar.code {
      case "leave": sendsAway
      case "return": decision.decision == TonightDecision.return.rawValue
      case "contact": decision.decision == TonightDecision.return.rawValue && bar.council == proposal?.tonight.by
      default: false
      }
    }
  }
}
