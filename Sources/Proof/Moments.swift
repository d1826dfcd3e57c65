import Directory
import Triage
import WorkingTime

/// The moments at which a council's day changes, found by asking what time it is there through a month.
struct Moments {
  /// The first of them.
  let first: Moment
  /// Both sides of every change that makes another kind of hour, and interviews that begin on the other side of one.
  let fine: Dimension
  /// One moment of each period, both sides of the late-day cut-off, and an interview across it.
  let coarse: Dimension
  /// The same where there is a late-day cut-off; elsewhere one moment of the day and one of the night before it.
  let coarsest: Dimension
  /// Noon and night on the day before, on, and after each dated change, and on the Monday and the Friday after it.
  let dated: [(arrived: Moment, interviewed: Moment?)]
  /// All of them.
  var all: Dimension { Moments.dimension(fineMoments + dated) }
  private let fineMoments: [(arrived: Moment, interviewed: Moment?)]

  /// What makes an hour another one: the period, how many nights follow, and whether the night before still runs.
  private struct Kind: Hashable {
    let period: DayPart
    let nights: Int
    let isBeforeOpening: Bool
    let warnsOfBoundary: Bool
  }

  /// An ordinary week and a weekend from a Monday on, and the days around the bank holiday that follows, by the half hour.
  static func halfHours(_ engine: TriageEngine) -> [Moment] {
    let monday = monday(engine)
    let holiday = (1...400).lazy.map { monday.adding(days: $0) }.first { engine.calendar.isBankHoliday($0) } ?? monday
    let days = (0...8).map { monday.adding(days: $0) } + (-2...5).map { holiday.adding(days: $0) }
    return days.flatMap { day in
      (0..<48).map { engine.clock.moment(of: WallTime(day: day, secondOfDay: Int32($0) * 1800)) }
    }
  }

  /// The first Monday after the directory's own day, moved into what the calendar knows.
  static func monday(_ engine: TriageEngine) -> Day {
    let calendar = engine.calendar
    let latest = max(calendar.knownFrom, calendar.knownUntil.adding(days: -420))
    var day = min(max(engine.directory.date, calendar.knownFrom), latest).adding(days: 1)
    while day.weekday != .monday { day = day.adding(days: 1) }
    return day
  }

  /// The days around a change: the day before, the day, the day after, and the Monday and the Friday that follow.
  static func around(_ change: Day) -> [Day] {
    var days = [-1, 0, 1].map { change.adding(days: $0) }
    for weekday in [Weekday.monday, .friday] {
      if let day = (1...8).lazy.map({ change.adding(days: $0) }).first(where: { $0.weekday == weekday }) {
        if !days.contains(day) { days.append(day) }
      }
    }
    return days
  }

  private static func dimension(_ moments: [(arrived: Moment, interviewed: Moment?)]) -> Dimension {
    Dimension(
      .presentedAt, .seenAt,
      cases: moments.map { moment in
        {
          $0.presentedAt = moment.arrived
          $0.seenAt = moment.interviewed
        }
      })
  }

  init(of council: CouncilRef, _ engine: TriageEngine) {
    let halfHours = Moments.halfHours(engine)
    let start = halfHours[0]
    var outcome = Outcome()
    func kind(_ moment: Moment) -> Kind {
      var facts = Facts(council: council, presentedAt: moment)
      facts.nowhereTonight = true
      engine.evaluate(facts, into: &outcome)
      let nights = outcome.tonight.nights
      return Kind(
        period: outcome.period, nights: nights?.count ?? 0,
        isBeforeOpening: nights.map { $0.first < engine.clock.wall(at: moment).day } ?? false,
        warnsOfBoundary: outcome.warnings.contains { $0.code == .boundary })
    }
    var seen: Set<Kind> = []
    var fine: [(arrived: Moment, interviewed: Moment?)] = []
    var coarse: [(arrived: Moment, interviewed: Moment?)] = []
    var periods: Set<DayPart> = []
    func keep(_ moment: Moment, _ kind: Kind) {
      if seen.insert(kind).inserted { fine.append((moment, nil)) }
      if periods.insert(kind.period).inserted || (kind.warnsOfBoundary && !coarse.contains { $0.arrived == moment }) {
        if coarse.count < 6 { coarse.append((moment, nil)) }
      }
    }
    var before = start
    var kindBefore = kind(start)
    keep(start, kindBefore)
    for moment in halfHours.dropFirst() {
      let now = kind(moment)
      guard now != kindBefore, moment.seconds - before.seconds == 1800 else {
        keep(moment, now)
        before = moment
        kindBefore = now
        continue
      }
      // To the second: the last moment of the one kind and the first of the next.
      var low = before
      var high = moment
      while high.seconds - low.seconds > 1 {
        let middle = Moment(seconds: (low.seconds + high.seconds) / 2)
        if kind(middle) == kindBefore { low = middle } else { high = middle }
      }
      keep(low, kindBefore)
      let next = kind(high)
      keep(high, next)
      keep(moment, now)
      if next.period != kindBefore.period, fine.count < 40, fine.filter({ $0.interviewed != nil }).count < 4 {
        fine.append((low, high))
        if coarse.filter({ $0.interviewed != nil }).isEmpty { coarse.append((low, high)) }
      }
      before = moment
      kindBefore = now
    }
    first = fine[0].arrived
    self.fine = Moments.dimension(fine)
    self.coarse = Moments.dimension(coarse)
    fineMoments = fine
    dated = engine.limits(at: council).changes.filter { engine.clock.years.contains($0.parts.year) }.flatMap { change in
      Moments.around(change).flatMap { day in
        [12, 23].map { hour in
          (engine.clock.moment(of: WallTime(day: day, secondOfDay: Int32(hour * 3600))), Moment?.none)
        }
      }
    }
    let night = fine.first { kind($0.arrived).isBeforeOpening }
    let day = fine.first { kind($0.arrived).period == .officeHours }
    coarsest = periods.contains(.lateDay) ? self.coarse : Moments.dimension([day, night].compactMap(\.self))
  }
}
