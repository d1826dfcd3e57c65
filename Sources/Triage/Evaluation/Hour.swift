import Directory
import WorkingTime

/// When in its day a council is; the contract's `period`.
package enum DayPart: String, Sendable, Hashable {
  /// Within opening hours.
  case officeHours = "office-hours"
  /// A working day, past the council's own late-day cut-off, until midnight.
  case lateDay = "late-day"
  /// Outside opening hours.
  case outOfHours = "out-of-hours"
}

/// The moment of a case as the rules see it: the protective reading of arrival and interview.
struct Hour {
  /// The day of presentation in London.
  let presentedDay: Day
  /// The later of arrival and interview, or when they are read where that is later still, in London.
  let now: WallTime
  /// The nights to cover from it.
  let nights: Nights
  let period: DayPart
  /// Which of these it is for whoever acts: at the hour at which they are read, where that is a later one.
  let actingPeriod: DayPart
  /// The day on which they are read; the day of presentation where nobody reads them later. What has passed by then is over.
  let today: Day
  /// The day of what is to be done tonight.
  let tonight: Day
  /// One of arrival and interview does not lie in office hours.
  let isLate: Bool
  /// Exactly on the late-day cut-off.
  let isOnCutOff: Bool
  /// One of two given moments is late and the other is not.
  let differsBySeenAt: Bool

  init(_ facts: KnownFacts, _ engine: TriageEngine, _ place: CouncilPlace) {
    let presented = engine.clock.wall(at: facts.presentedAt)
    let arrival = engine.hour(of: presented, at: facts.council, place)
    var late = arrival.period != .officeHours
    var period = arrival.period
    var onCutOff = arrival.isOnCutOff
    var differs = false
    var nights = Nights(from: presented, opening: place.opening, calendar: engine.calendar)
    var now = presented
    if let seenAt = facts.seenAt {
      let seen = engine.clock.wall(at: seenAt)
      let interview = engine.hour(of: seen, at: facts.council, place)
      onCutOff = onCutOff || interview.isOnCutOff
      differs = (interview.period == .officeHours) == late
      if !late { period = interview.period }
      late = late || interview.period != .officeHours
      // A night that is over by the interview is not covered any more.
      nights = Nights(from: seen, opening: place.opening, calendar: engine.calendar)
      now = seen
    }
    var acting = period
    if facts.isReadLater {
      now = engine.clock.wall(at: facts.now)
      nights = Nights(from: now, opening: place.opening, calendar: engine.calendar)
      acting = engine.hour(of: now, at: facts.council, place).period
    }
    presentedDay = presented.day
    today = facts.isReadLater ? now.day : presented.day
    tonight = facts.isReadLater ? max(presented.day, nights.first) : presented.day
    actingPeriod = acting
    self.now = now
    self.nights = nights
    self.period = period
    isLate = late
    isOnCutOff = onCutOff && !late
    differsBySeenAt = differs
  }
}
