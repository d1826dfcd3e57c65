package import WorkingTime

/// Something that somebody has to do, and can finish. Its number stays the same for good.
package struct Obligation: Sendable, Hashable {
  /// How it stands.
  package enum State: Sendable, Hashable {
    case open
    /// Asked of somebody, since when, and until when they are to answer.
    case waiting(on: String, since: Moment, until: DueTime?)
    /// Passed to a team; nil while nobody there has said that they have it.
    case passed(to: String, by: String, since: Moment, receivedBy: String?)
    case done(at: Moment, recordedAt: Moment, by: String, how: Channel?, note: String?)
    case notNeeded(reason: NotNeeded, by: String, second: String?, note: String?)
    /// New facts took it away; the number of the event that did.
    case replaced(event: Int)
  }

  /// What sort of duty it is.
  package enum Sort: Sendable, Hashable {
    /// To be done, tonight or by a day.
    case once
    /// It goes on until somebody ends it.
    case standing
    /// It is for the family to do: never overdue against an officer.
    case family
  }

  /// Its number within the case, from 1.
  package let number: Int
  /// What is to be done, as the rules say it now.
  package internal(set) var action: ProposedAction
  /// When it came up.
  package let bornAt: Moment
  /// What it was due by before new facts moved that.
  package internal(set) var earlierDues: [DueTime] = []
  /// How it stands.
  package internal(set) var state = State.open
  /// Who has taken it on; nil while it is the team's.
  package internal(set) var holder: String?
  /// Whether the rules propose it on the facts as they are now.
  package internal(set) var isProposed = true
  /// When they were placed while it was still to be done, where it is to be done before that; nil where it is in time.
  package internal(set) var missedAt: Moment?

  /// Whether nothing has ended it, and nobody else has it.
  package var isLive: Bool {
    switch state {
    case .open, .waiting, .passed(_, _, _, nil): true
    case .passed, .done, .notNeeded, .replaced: false
    }
  }

  /// What sort it is, by what it asks for.
  package var sort: Sort {
    switch action.key.code {
    case "keep-accommodated", "withhold-address": .standing
    case "accept-offer", "request-review": .family
    default: .once
    }
  }

  /// Whether it can only be called not needed by two people, neither of whom placed the family: what protects a child.
  package var isAbsolute: Bool {
    ["call-999", "refer-childrens-services", "manager-decision", "section-20"].contains(action.key.code)
  }

  /// Whether it must be done before they are placed.
  package var isBeforePlacing: Bool { action.key.code == "notify-before-placement" }

  /// Whether an action asks anybody to do something; advice does not, but for that to take an application today from whoever is no
  /// longer safe at home (I-28).
  static func isBorn(of action: ProposedAction) -> Bool {
    action.key.code != "advise" || action.key.isApplication
  }

  /// From when on it is overdue; nil where nothing says until when. A date is due until its end.
  package func overdueFrom(_ clock: LondonClock) -> Moment? {
    if let missedAt { return missedAt }
    let own = action.due.map { Self.end(of: $0, clock) }
    guard case .waiting(_, _, let until?) = state else { return own }
    // An answer that is waited for moves no time that the law sets.
    let answer = Self.end(of: until, clock)
    return own.map { min($0, answer) } ?? answer
  }

  /// The first moment after something is due.
  private static func end(of due: DueTime, _ clock: LondonClock) -> Moment {
    switch due {
    case .moment(let moment): moment.adding(seconds: 1)
    case .day(let day): clock.moment(of: WallTime(day: day.adding(days: 1), secondOfDay: 0))
    }
  }

  /// Until when it, or the answer that is waited for, is due.
  package var due: DueTime? {
    if case .waiting(_, _, let until?) = state { return until }
    return action.due
  }

  /// What the law or a protocol still wants before an answer that is waited for is due; nil where it wants nothing sooner.
  package func sooner(than until: DueTime, _ clock: LondonClock) -> DueTime? {
    action.due.flatMap { Self.end(of: $0, clock) < Self.end(of: until, clock) ? $0 : nil }
  }

  /// Whether its time has passed and nothing has ended it.
  package func isOverdue(at now: Moment, _ clock: LondonClock) -> Bool {
    guard isLive, sort == .once, let from = overdueFrom(clock) else { return false }
    return now >= from
  }
}
