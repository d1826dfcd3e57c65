import JSON
import Triage
package import WorkingTime

/// Something about a case that is wrong now, and stays red until somebody puts it right.
package struct CaseFault: Sendable, Hashable {
  /// What kind.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case damaged
    case overdue
    case noPlace = "no-place"
    case nightsShort = "nights-short"
    case nightMissing = "night-missing"
    case placeEnded = "place-ended"
    case placedAtRisk = "placed-at-risk"
    case barredKind = "barred-kind"
    case notTold = "family-not-told"
    case notReceived = "not-received"
    case managerNotSeen = "manager-not-seen"
    case referralUnanswered = "referral-unanswered"
    case referralDisputed = "referral-disputed"
  }

  /// What kind.
  package let kind: Kind
  /// The obligation's number; nil where it is about the case.
  package let number: Int?
  /// Since when.
  package let since: Moment?
  /// What is wrong, in a sentence.
  package let text: String
  /// Whose it is to put right; nil for the case's owner.
  package let owner: String?
}

extension CaseRecord {
  /// What holds for tonight: what a person decided, else what is proposed.
  package var tonightDecision: String { decision?.decision ?? proposal?.tonight.decision ?? "ask" }

  /// Whether somebody has to have a bed. Whoever decides against an absolute bar decides, and the family is without a bed all the
  /// same.
  var needsPlace: Bool {
    let proposed = decisions.last.map { $0.against.isEmpty } ?? true ? nil : proposal?.tonight.decision
    return [tonightDecision, proposed].contains { $0.flatMap(TonightDecision.init(rawValue:))?.needsBed ?? false }
  }

  /// The nights that somebody must cover at a moment: those of the last proposal, and from noon of the day on which they are over
  /// those to the next working day. A need does not end by itself, and goes on though nobody answers a question.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - frame: London's clocks and the bank holidays.
  /// - Returns: The date of the first night, and the morning on which the last ends; nil where nobody needs anything.
  package func requiredNights(at now: Moment, in frame: WorkingTimeFrame) -> (first: Day, end: Day)? {
    guard let tonight = proposal?.tonight, let first = tonight.firstNight, let end = tonight.nightsEnd else {
      return nil
    }
    let wall = frame.clock.wall(at: now)
    guard needsPlace, closed == nil, wall >= WallTime(day: end, hour: 12, minute: 0) else { return (first, end) }
    let nights = Nights(from: wall, opening: Self.opening, calendar: frame.calendar)
    return (nights.first, nights.nextWorkingDay)
  }

  /// The minute of the day at which a night is over: somebody who came before six came in the night of the day before.
  private static let opening = 360

  /// How many nights of bed and breakfast this comes to, those that are booked and those before the case counted (I-13).
  package var nightsInBedAndBreakfast: Int {
    let nights = bookings.values.count { $0 == .bedAndBreakfast }
    guard case .number(let before)? = facts["bed-and-breakfast-nights"] else { return nights }
    return nights + (Int(exactly: before) ?? 0)
  }

  /// Everything about it that is wrong at a moment.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - frame: London's clocks and the bank holidays.
  ///   - covers: Whether risk in one authority's area is risk in another's, by their ids.
  /// - Returns: The faults, those of the case first.
  package func faults(
    at now: Moment, in frame: WorkingTimeFrame,
    covers: (String, String) -> Bool = { $0 == $1 }
  ) -> [CaseFault] {
    if let damageFault { return [damageFault] }
    guard closed == nil else { return [] }
    let clock = frame.clock
    let late = live.filter { $0.isOverdue(at: now, clock) }.map { overdue($0, since: $0.overdueFrom(clock)) }
    return caseFaults(at: now, frame, covers) + late
  }

  /// What is wrong with the case itself, apart from what is overdue.
  func caseFaults(
    at now: Moment, _ frame: WorkingTimeFrame, _ covers: (String, String) -> Bool
  ) -> [CaseFault] {
    placeFaults(at: now, in: frame, covers) + handoverFaults(at: now, frame) + referralFaults(at: now, frame.clock)
      + unseenDepartures(covers).map { number in
        let isSaid = accepted.contains { $0.event.number == number }
        return CaseFault(
          kind: .managerNotSeen, number: nil, since: moment(ofEvent: number),
          text: isSaid
            ? "An authority that is barred has spoken on this case; a manager has not seen it yet"
            : "Decided against an absolute bar; a manager has not seen it yet", owner: nil)
      }
  }

  /// That it is damaged. Nothing else is said of it then: what is known is of before the damage, and may have been put right since.
  var damageFault: CaseFault? {
    damage.map { CaseFault(kind: .damaged, number: nil, since: nil, text: $0.text, owner: nil) }
  }

  private func moment(ofEvent number: Int) -> Moment? { events.first { $0.number == number }?.recordedAt }

  /// That something is overdue, since a moment.
  func overdue(_ obligation: Obligation, since: Moment?) -> CaseFault {
    let waits =
      switch obligation.state {
      case .waiting(let on, _, _): "; no answer from \(on)"
      case .passed(let team, _, _, _): "; \(team) have not taken it"
      default: ""
      }
    return CaseFault(
      kind: .overdue, number: obligation.number, since: since,
      text: "\(obligation.action.key.title): overdue\(waits)", owner: owner(of: obligation))
  }

  func placeFaults(
    at now: Moment, in frame: WorkingTimeFrame, _ covers: (String, String) -> Bool = { $0 == $1 }
  ) -> [CaseFault] {
    let clock = frame.clock
    var faults: [CaseFault] = []
    func add(_ kind: CaseFault.Kind, _ text: String, since: Moment? = nil) {
      faults.append(CaseFault(kind: kind, number: nil, since: since, text: text, owner: nil))
    }
    if let end = bedEnds(clock), now >= clock.moment(of: WallTime(day: end, hour: 12, minute: 0)) {
      add(
        .noPlace, "Their own bed ended on \(TimeText.words(end)); no place is recorded",
        since: clock.moment(of: WallTime(day: end, hour: 12, minute: 0)))
    }
    guard let placement else {
      if needsPlace { add(.noPlace, "No place for tonight is recorded", since: withoutPlaceSince) }
      return faults
    }
    if isAtRisk(placement, covers) {
      add(.placedAtRisk, "The place lies in an area that is barred to them: it is not safe there", since: lastPlaced)
    }
    if let why = barOnKind(of: placement) { add(.barredKind, why, since: lastPlaced) }
    let missing = missingNights(clock)
    if let first = missing.first {
      let nights = missing.count == 1 ? "the night of" : "\(missing.count) nights from"
      add(
        .nightMissing, "Nobody recorded where they slept on \(nights) \(TimeText.words(first))",
        since: clock.moment(of: WallTime(day: first, hour: 12, minute: 0)))
    }
    let wall = clock.wall(at: now)
    let noon = WallTime(day: placement.until, hour: 12, minute: 0)
    if wall >= noon {
      add(
        .placeEnded, "The booking ended on \(TimeText.words(placement.until)); nobody recorded where they are",
        since: clock.moment(of: noon))
    } else if let required = requiredNights(at: now, in: frame)?.end, placement.until < required {
      let nights = Int(required.number - placement.until.number)
      // Short since it was booked so, or since the nights that were needed first are over.
      let isNew = required != proposal?.tonight.nightsEnd
      let over =
        isNew ? proposal?.tonight.nightsEnd.map { clock.moment(of: WallTime(day: $0, hour: 12, minute: 0)) } : nil
      add(
        .nightsShort,
        "Booked to \(TimeText.words(placement.until)), needed to \(TimeText.words(required)): "
          + "\(nights == 1 ? "1 night has" : "\(nights) nights have") no bed",
        since: [lastPlaced, over].compactMap(\.self).max())
    }
    if familyToldAt == nil {
      add(.notTold, "Nobody has recorded that the family has the address and the way in", since: lastPlaced)
    }
    return faults
  }

  /// The nights before the present booking in which they needed a place and none is booked. Those after it are told of by what is
  /// wrong with the booking.
  private func missingNights(_ clock: LondonClock) -> [Day] {
    guard let placement, let first = needs.first(where: \.isNeeded) else { return [] }
    var night = clock.wall(at: first.since).day
    if clock.wall(at: first.since).minuteOfDay < Self.opening { night = night.adding(days: -1) }
    var missing: [Day] = []
    while night < placement.from, missing.count < 366 {
      let end = clock.moment(of: WallTime(day: night.adding(days: 1), hour: 6, minute: 0))
      if bookings[night] == nil, needs.last(where: { $0.since < end })?.isNeeded == true { missing.append(night) }
      night = night.adding(days: 1)
    }
    return missing
  }

  /// Whether a place lies where the rules bar placing them (I-2).
  package func isAtRisk(_ placement: Placement, _ covers: (String, String) -> Bool) -> Bool {
    let there = placement.council ?? council
    return silence.contains { $0.code == "place-in" && $0.council.map { covers($0, there) } == true }
  }

  /// Why bed and breakfast is barred to them, or some of its nights; nil where the place is another, or it is not (I-9, I-13).
  ///
  /// - Parameter placement: The place, which may not be recorded yet.
  /// - Returns: A sentence without its full stop.
  package func barOnKind(of placement: Placement) -> String? {
    guard placement.kind == .bedAndBreakfast, let proposal else { return nil }
    if proposal.bars.contains(where: { $0.code == BarredCode.bedAndBreakfast.name }) {
      return "They are in bed and breakfast, which is barred to them"
    }
    let limit = proposal.actions.first { $0.key.code == ActionCode.limitBedAndBreakfast.name }?.due
    guard case .day(let last)? = limit, placement.until > last.adding(days: 1) else { return nil }
    let past = Int(placement.until.number - max(placement.from, last.adding(days: 1)).number)
    return
      "\(past == 1 ? "1 night" : "\(past) nights") in bed and breakfast \(past == 1 ? "is" : "are") past the last lawful one, "
      + TimeText.words(last)
  }

  /// The day, after they came, on which the bed that they have of their own ends, where nobody has recorded a place from then on and
  /// nothing says what became of them; nil where there is none.
  package func bedEnds(_ clock: LondonClock) -> Day? {
    guard closed == nil, !needsPlace, facts["nowhere-tonight"] == .bool(false), let came = presentedAt(clock),
      let end = [day("homeless-from"), day("accommodation-ends-on")].compactMap(\.self)
        .filter({ $0 > clock.wall(at: came).day }).min(),
      placement.map({ $0.until <= end }) ?? true,
      tonightDecision != TonightDecision.return.rawValue,
      !standing.contains(where: { if case .finalOutcome = $0.deed { true } else { false } })
    else { return nil }
    return end
  }

  private var lastPlaced: Moment? {
    standing.last { if case .placed = $0.deed { true } else { false } }?.recordedAt
  }

  /// Since when they need a place and have none: since the need arose, or since the place before it ended.
  private var withoutPlaceSince: Moment? {
    let ended = standing.last { if case .placementEnded = $0.deed { true } else { false } }?.recordedAt
    let needed = needs.last { $0.isNeeded }?.since
    return [ended, needed].compactMap(\.self).max() ?? events.first?.recordedAt
  }

  private func handoverFaults(at now: Moment, _ frame: WorkingTimeFrame) -> [CaseFault] {
    guard let handedOver else { return [] }
    let limit = HandoverLimit.due(from: handedOver.at, to: handedOver.to, in: frame)
    guard now >= limit else { return [] }
    return [
      CaseFault(
        kind: .notReceived, number: nil, since: limit,
        text: "Handed to \(handedOver.to); nobody has signed for it", owner: handedOver.by)
    ]
  }
}

extension TonightDecision {
  /// Whether somebody has to find a bed for it.
  fileprivate var needsBed: Bool {
    switch self {
    case .place, .managerDecides, .childrensServices, .handOver: true
    case .return, .notNeeded, .advise, .ask: false
    }
  }

  /// Whether it sends the family away from here.
  var sendsAway: Bool {
    switch self {
    case .return, .advise, .notNeeded: true
    case .place, .managerDecides, .childrensServices, .handOver, .ask: false
    }
  }
}
