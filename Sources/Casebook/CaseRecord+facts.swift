import JSON
package import Triage
package import WorkingTime

extension CaseRecord {
  /// Takes new facts in, and moves the obligations on: what is proposed as before stays with its history, what is not
  /// proposed any more is replaced unless somebody ended it, and what is new is born. What is done is never opened again.
  mutating func take(_ revision: Revision, _ event: CaseEvent) {
    for (name, value) in revision.facts { facts[name] = value == .null ? nil : value }
    update(revision)
    for key in revision.gone {
      for place in obligations.indices where obligations[place].action.key == key && obligations[place].isProposed {
        obligations[place].isProposed = false
        if obligations[place].isLive { obligations[place].state = .replaced(event: event.number) }
      }
    }
    for action in revision.actions where Obligation.isBorn(of: action) {
      guard let place = standing(for: action.key) else {
        obligations.append(Obligation(number: obligations.count + 1, action: action, bornAt: event.recordedAt))
        continue
      }
      if let due = obligations[place].action.due, due != action.due { obligations[place].earlierDues.append(due) }
      obligations[place].action = action
      obligations[place].isProposed = true
      if case .replaced = obligations[place].state { obligations[place].state = .open }
    }
  }

  /// The obligation that an action is, where it has come up before: one that is still proposed, or that was taken away and
  /// comes back. One that was ended and then was proposed no longer is another's.
  private func standing(for key: ActionKey) -> Int? {
    obligations.lastIndex { obligation in
      guard obligation.action.key == key else { return false }
      if case .replaced = obligation.state { return true }
      return obligation.isProposed
    }
  }

  private mutating func update(_ revision: Revision) {
    guard var proposal else {
      guard let tonight = revision.tonight, let versions = revision.versions else { return }
      self.proposal = Proposal(
        tonight: tonight, actions: revision.actions, bars: revision.bars ?? [], questions: revision.questions ?? [],
        versions: versions)
      return
    }
    if let tonight = revision.tonight { proposal.tonight = tonight }
    if let bars = revision.bars { proposal.bars = bars }
    if let questions = revision.questions { proposal.questions = questions }
    if let versions = revision.versions { proposal.versions = versions }
    let gone = Set(revision.gone)
    proposal.actions.removeAll { gone.contains($0.key) }
    for action in revision.actions {
      if let place = proposal.actions.firstIndex(where: { $0.key == action.key }) {
        proposal.actions[place] = action
      } else {
        proposal.actions.append(action)
      }
    }
    self.proposal = proposal
  }

  /// Whether somebody could look for them: then nothing that a finder could read says where they are, or whose they are.
  package var mayBeLookedFor: Bool {
    if case .list(let places)? = facts["violence-risk"], !places.isEmpty { return true }
    if case .list(let factors)? = facts["risk-factors"], factors.contains(.text("domestic-abuse")) { return true }
    return facts["immediate-danger"] == .bool(true)
  }

  /// What a place ends: that they are placed tonight, once it covers every night that someone must cover.
  ///
  /// - Parameters:
  ///   - placement: The place, which may not be recorded yet.
  ///   - now: When it is recorded.
  ///   - frame: London's clocks and the bank holidays.
  ///   - covers: Whether risk in one authority's area is risk in another's, by their ids.
  /// - Returns: The numbers of what is still to be done and is done with it.
  package func ended(
    by placement: Placement, at now: Moment, in frame: WorkingTimeFrame,
    _ covers: (String, String) -> Bool = { $0 == $1 }
  ) -> [Int] {
    guard let required = requiredNights(at: now, in: frame), !isAtRisk(placement, covers),
      barOnKind(of: placement) == nil
    else { return [] }
    // Several bookings may cover them together.
    var night = required.first
    while night < required.end {
      guard placement.from <= night && night < placement.until || bookings[night] != nil && night < placement.from
      else { return [] }
      night = night.adding(days: 1)
    }
    // What was passed on is for whoever has it to end.
    return live.filter { obligation in
      guard case .passed = obligation.state else { return obligation.action.key.code == "place-emergency" }
      return false
    }.map(\.number)
  }

  /// Whose it was, and since when, where whoever signed for it last took it over though nobody had handed it over; else nil.
  package var takenUnasked: (from: String, at: Moment)? {
    let turns = standing.filter { event in
      switch event.deed {
      case .kept, .handedOver, .received, .notTaken: true
      default: false
      }
    }
    guard case .received? = turns.last?.deed else { return nil }
    let before = turns.dropLast()
    if case .handedOver? = before.last?.deed { return nil }
    let held = before.last { event in
      switch event.deed {
      case .kept, .received: true
      default: false
      }
    }
    guard let held else { return nil }
    guard case .received(let named?) = held.deed else { return (held.by, held.recordedAt) }
    return (named, held.recordedAt)
  }

  /// What was known of the council that hosts them before a place brought it about, where the place was a slip.
  ///
  /// - Parameter event: The number of the place's event.
  /// - Returns: What was known; nil where nothing followed from the place, or somebody has told another thing since.
  package func host(before event: Int) -> Placement.Host? {
    guard let slip = events.first(where: { $0.number == event }), case .placed(let placement) = slip.deed else {
      return nil
    }
    let told = placement.host
    let followed = events.first { other in
      guard other.number > event, other.recordedAt == slip.recordedAt, other.by == slip.by,
        case .told(let revision) = other.deed
      else { return false }
      return revision.facts.allSatisfy { name, value in
        (name == "placed-in" && value == told.council) || (name == "placed-on" && value == told.since)
      } && !revision.facts.isEmpty
    }
    guard let followed, facts["placed-in"] == told.council, facts["placed-on"] == told.since else { return nil }
    var before = CaseRecord(reference: reference, owner: owner)
    for event in standing where event.number < followed.number { before.apply(event) }
    return Placement.Host(council: before.facts["placed-in"] ?? .null, since: before.facts["placed-on"] ?? .null)
  }

  /// What a triage comes to beside what the case holds.
  package func revision(facts: [String: FactInput], proposal: Proposal) -> Revision {
    Revision(facts: facts, proposal: proposal, since: self.facts, self.proposal)
  }
}

extension Proposal {
  init(
    tonight: ProposedTonight, actions: [ProposedAction], bars: [ProposedBar], questions: [String], versions: Versions
  ) {
    self.tonight = tonight
    self.actions = actions
    self.bars = bars
    self.questions = questions
    self.versions = versions
  }
}

extension Placement {
  /// What the rules know of the council that hosts a family, as facts.
  package struct Host: Sendable, Hashable {
    /// `placed-in`; null where nobody knows.
    package let council: FactInput
    /// `placed-on`.
    package let since: FactInput
  }

  /// What a place comes to as facts.
  package var host: Host {
    Host(council: council.map { .text($0) } ?? .null, since: .text(TimeText.text(from)))
  }
}
