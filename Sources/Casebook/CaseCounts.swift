import JSON
import Triage
package import WorkingTime

/// What one case adds to the counts: a function of its events alone, so that it can be counted again at any time and comes
/// to the same.
package struct CaseCounts {
  /// By which rules cases are counted. It is raised where the same events come to another count, so that what was counted before
  /// is not taken for wrong. Since 2 a case handed over before a weekend is to be signed for by the working day after it, a night
  /// that is booked again is one night, a case that stands under another reference is none of its own, and whoever takes one over
  /// that waits for no signature ends no handover. Since 3 what was recorded by one of two clocks that differ is neither in time nor
  /// late.
  package static let rules = 3

  private let record: CaseRecord
  private let frame: WorkingTimeFrame
  /// The events of which nobody can tell when they were.
  private let doubtful: Set<Int>
  private var counts: [Key: Int] = [:]

  private struct Key: Hashable {
    let quarter: Quarter
    let measure: Measure
    let value: String
  }

  /// The rows of a case, in a settled order.
  package static func rows(of record: CaseRecord, in frame: WorkingTimeFrame) -> [CountRow] {
    guard record.closed?.reason.isCounted ?? true else { return [] }
    var counts = CaseCounts(record: record, frame: frame)
    counts.countFacts()
    counts.countEvents()
    counts.countNights()
    counts.countObligations()
    counts.countTargets()
    return counts.counts.sorted {
      ($0.key.quarter.text, $0.key.measure.rawValue, $0.key.value)
        < ($1.key.quarter.text, $1.key.measure.rawValue, $1.key.value)
    }.map {
      CountRow(
        quarter: $0.key.quarter, council: record.council, measure: $0.key.measure, value: $0.key.value, count: $0.value)
    }
  }

  private init(record: CaseRecord, frame: WorkingTimeFrame) {
    self.record = record
    self.frame = frame
    doubtful = record.ofDoubtfulClock
  }

  private func day(_ moment: Moment) -> Day { frame.clock.wall(at: moment).day }
  private func quarter(_ moment: Moment) -> Quarter { Quarter(of: day(moment)) }

  private mutating func add(_ measure: Measure, _ value: String, in quarter: Quarter, count: Int = 1) {
    counts[Key(quarter: quarter, measure: measure, value: value), default: 0] += count
  }

  /// Once a quarter, however often.
  private mutating func mark(_ measure: Measure, _ value: String, in quarter: Quarter) {
    counts[Key(quarter: quarter, measure: measure, value: value)] = 1
  }

  /// Of several in a quarter the last.
  private mutating func settle(_ measure: Measure, _ value: String, in quarter: Quarter) {
    counts = counts.filter { $0.key.quarter != quarter || $0.key.measure != measure }
    mark(measure, value, in: quarter)
  }

  // MARK: - Who came

  private mutating func countFacts() {
    guard let came = record.presentedAt(frame.clock) else { return }
    let quarter = quarter(came)
    mark(.cases, "all", in: quarter)
    mark(.household, record.household.rawValue, in: quarter)
    if record.isCareLeaver { mark(.careLeaver, "all", in: quarter) }
  }

  // MARK: - What happened

  private mutating func countEvents() {
    for event in record.standing {
      let quarter = quarter(event.happenedAt)
      switch event.deed {
      case .referredIn(let referral):
        if referral.body == .childrensServices { mark(.referredIn, "all", in: quarter) }
        mark(.referringBody, referral.body.rawValue, in: quarter)
        mark(.referringTeam, referral.team.rawValue, in: quarter)
        if referral.asksForAccommodation { mark(.askedToAccommodate, "all", in: quarter) }
      case .firstOutcome(let outcome): settle(.firstOutcome, outcome.rawValue, in: quarter)
      case .finalOutcome(let outcome, let home):
        settle(.finalOutcome, outcome.rawValue, in: quarter)
        if let home, record.isCareLeaver { settle(.careLeaverHome, home.rawValue, in: quarter) }
      case .placed(let placement): count(placement, of: event.number)
      case .decided(let decision):
        add(.decision, decision.reason?.rawValue ?? "as-proposed", in: quarter)
      case .received: countReceipt(event)
      case .closed(_, _?) where record.decisions.isEmpty: mark(.decision, "nobody", in: quarter)
      default: break
      }
    }
  }

  /// The nights that the family has, or had, a place: each is one night, however often it was booked.
  private mutating func countNights() {
    for (night, kind) in record.bookings { add(.nights, kind.rawValue, in: Quarter(of: night)) }
  }

  private mutating func count(_ placement: Placement, of number: Int) {
    let quarter = Quarter(of: placement.from)
    // The same place said again from the same night, for longer or for less, is no other place.
    let isSaidAgain = record.standing.contains { later in
      guard later.number > number, case .placed(let other) = later.deed else { return false }
      return other.kind == placement.kind && other.council == placement.council && other.from == placement.from
    }
    if !isSaidAgain { add(.placed, placement.kind.rawValue, in: quarter) }
    guard placement.kind == .bedAndBreakfast else { return }
    if record.household == .family { mark(.familyInBedAndBreakfast, "all", in: quarter) }
    if let age = record.applicantAge, age < 18 { mark(.youngInBedAndBreakfast, "all", in: quarter) }
  }

  /// Whether it was signed for by the morning on which those to whom it was handed over worked next. Whoever takes a case over that
  /// waits for no signature ends no handover.
  private mutating func countReceipt(_ event: CaseEvent) {
    let turn = record.standing.last { earlier in
      guard earlier.number < event.number else { return false }
      return switch earlier.deed {
      case .handedOver, .received, .notTaken: true
      default: false
      }
    }
    guard let handed = turn, case .handedOver(let team) = handed.deed else { return }
    guard !doubtful.contains(event.number), !doubtful.contains(handed.number) else {
      return add(.handover, "cannot-tell", in: quarter(event.recordedAt))
    }
    let isInTime = event.recordedAt < HandoverLimit.due(from: handed.recordedAt, to: team, in: frame)
    add(.handover, isInTime ? "by-morning" : "later", in: quarter(event.recordedAt))
  }

  // MARK: - What was to be done

  private mutating func countObligations() {
    for obligation in record.obligations {
      guard case .done(let at, _, _, _, _) = obligation.state, obligation.sort == .once else { continue }
      let quarter = quarter(at)
      if obligation.action.key.code == "refer-childrens-services" {
        mark(.referredOut, "all", in: quarter)
        add(.referrals, "all", in: quarter)
      }
      guard let limit = obligation.overdueFrom(frame.clock) else { continue }
      let isUnknown = record.isTimeUnknown(ofDone: obligation.number, doubtful)
      add(isUnknown ? .timeUnknown : at < limit ? .inTime : .late, obligation.action.key.rule, in: quarter)
    }
  }
}

// MARK: - Luton's two targets

extension CaseCounts {
  private mutating func countTargets() {
    countSameDay()
    countContact()
  }

  private var referrals: [Obligation] {
    record.obligations.filter { $0.action.key.code == "refer-childrens-services" }
  }

  private var referralDays: [Day] {
    referrals.compactMap { referral in
      guard case .done(let at, _, _, _, _) = referral.state, !record.isTimeUnknown(ofDone: referral.number, doubtful)
      else { return nil }
      return day(at)
    }.sorted()
  }

  /// LUT-49: a referral on the day on which an adverse letter went out.
  private mutating func countSameDay() {
    guard let decision = record.word("decision"), let issued = record.day("issued-on") ?? record.day("decision-on"),
      let isWide = Self.readings[decision]
    else { return }
    let value: String
    if record.household == .notKnown, !record.isCareLeaver {
      value = "cannot-tell"
    } else if record.household != .family, !record.isCareLeaver {
      return
    } else if referralDays.contains(issued) {
      value = "met"
    } else if referrals.contains(where: { record.isTimeUnknown(ofDone: $0.number, doubtful) }) {
      value = "cannot-tell"
    } else if referralDays.contains(where: { $0 < issued }) {
      value = "earlier"
    } else if let first = referralDays.first {
      value = first <= frame.calendar.workingDay(after: issued) ? "next-working-day" : "later"
    } else if referrals.contains(where: { if case .notNeeded = $0.state { true } else { false } }) {
      value = "not-needed"
    } else {
      value = "not-yet"
    }
    let quarter = Quarter(of: issued)
    mark(.sameDayWide, value, in: quarter)
    if !isWide { mark(.sameDayNarrow, value, in: quarter) }
  }

  /// Which adverse decisions the target is about: false on the narrow reading too, true on the wide one alone.
  private static let readings = [
    "intentionally-homeless": false, "offer-refused": false, "licence-breach": false, "not-eligible": true,
    "not-homeless": true, "cannot-live-independently": true, "lacks-capacity": true,
  ]

  /// LUT-48: first contact within five working days of the referral and of the family's yes, whichever is later.
  private mutating func countContact() {
    guard let referred = referralDays.first else { return }
    let answers = record.standing.compactMap { event -> (Day, Bool)? in
      if case .assessmentAgreed(let agreed) = event.deed { (day(event.happenedAt), agreed) } else { nil }
    }
    guard let (answered, isAgreed) = answers.last else { return }
    guard isAgreed else { return mark(.contactInFive, "not-agreed", in: Quarter(of: answered)) }
    let due = frame.calendar.workingDay(5, after: max(referred, answered))
    let contact = record.standing.first { if case .servicesMadeContact = $0.deed { true } else { false } }
    let value = contact.map { contact in
      doubtful.contains(contact.number) ? "cannot-tell" : day(contact.happenedAt) <= due ? "met" : "late"
    }
    mark(.contactInFive, value ?? "not-told", in: Quarter(of: due))
  }
}

/// The household, as far as ages tell it. How many adults there are is not a fact.
package enum Household: String, CountedWord, Hashable {
  case family
  case noChildren = "no-children"
  case notKnown = "not-known"

  /// Luton's two words, and what is not known.
  package var label: String {
    switch self {
    case .family: "Family (a child, or a pregnancy)"
    case .noChildren: "Single person, or adults without children"
    case .notKnown: "Not known"
    }
  }
}

extension CaseRecord {
  /// A fact that is one word or number in text; nil where it is not known.
  func word(_ name: String) -> String? {
    if case .text(let text)? = facts[name] { return text }
    return nil
  }

  /// The day of a fact that is a date or a moment.
  func day(_ name: String) -> Day? {
    guard let text = word(name) else { return nil }
    do { return try TimeText.day(String(text.prefix(10))) } catch { return nil }
  }

  /// The applicant's age.
  var applicantAge: Int? {
    if case .number(let age)? = facts["applicant-age"] { return Int(exactly: age) }
    return nil
  }

  /// What sort of household it is.
  package var household: Household {
    let pregnant = facts["pregnant"]
    if case .list(let ages)? = facts["children"] {
      if !ages.isEmpty { return .family }
      if pregnant == .bool(true) { return .family }
      return pregnant == .bool(false) ? .noChildren : .notKnown
    }
    return pregnant == .bool(true) ? .family : .notKnown
  }

  /// Whether the applicant is known to have been in care.
  package var isCareLeaver: Bool {
    if facts["former-relevant"] == .bool(true) { return true }
    return word("care-leaver-of").map { $0 != "none" } ?? false
  }
}
