package import Directory
package import WorkingTime

/// The rules, their values, the calendar and the directory, ready to be asked. A pure value: the same case gives the same
/// outcome. A class only so that handing it on costs one reference; nothing in it ever changes.
package final class TriageEngine: Sendable {
  /// The directory.
  package let directory: DirectorySnapshot
  /// London's clocks.
  package let clock: LondonClock
  /// Bank holidays.
  package let calendar: BankHolidays
  /// Clauses and dated values.
  package let book: ProtocolBook
  /// What the rules say of themselves: a hash over the rule book and every protocol value.
  package let rulesVersion: String

  /// The frame in which time limits are counted.
  package let frame: WorkingTimeFrame

  let values: RuleValues
  /// For each council, what the rules need to know of it.
  let places: [CouncilPlace]
  /// For each protocol with a review date of its own, when that is.
  let reviewDates: [(prefix: String, bit: UInt8, title: String, due: Day)]
  /// For each council, the rules that have a say, as they are asked where what they read is noted.
  let rules: [[Rule<KeptLog>]]
  /// The same, ready to be taken one after the other.
  private let steps: [RuleSteps]

  /// An engine; fails where a value that a rule reads is missing from the book.
  package convenience init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, book: ProtocolBook
  ) throws(ProtocolBookError) {
    try self.init(
      directory: directory, clock: clock, calendar: calendar, book: book, rules: RuleBook.rules, noted: RuleBook.rules)
  }

  /// An engine of some rules, so that tests can plant a bad one and see it caught.
  ///
  /// - Parameters:
  ///   - directory: the directory.
  ///   - clock: London's clocks.
  ///   - calendar: bank holidays.
  ///   - book: clauses and dated values.
  ///   - all: the rules as they decide.
  ///   - noted: the same rules as they are proved.
  /// - Throws: `ProtocolBookError` where a value that a rule reads is missing from the book.
  init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, book: ProtocolBook,
    rules all: [Rule<NoLog>],
    noted: [Rule<KeptLog>]
  ) throws(ProtocolBookError) {
    self.directory = directory
    self.clock = clock
    self.calendar = calendar
    self.book = book
    values = try RuleValues(book: book)
    let bound = ProtocolPrefix.allCases.map {
      (prefix: $0, councils: Set(book.file(prefix: $0.rawValue)?.parties ?? []))
    }
    let parties = directory.councils.map { council in
      bound.reduce(UInt8(0)) { $1.councils.contains(council.id) ? $0 | $1.prefix.bit : $0 }
    }
    places = directory.councils.indices.map {
      CouncilPlace(CouncilRef(index: $0), in: directory, parties: parties[$0])
    }
    frame = WorkingTimeFrame(clock: clock, calendar: calendar, office: DirectoryAtMoment.assumedOffice)
    rules = parties.map { set in noted.filter { $0.binds(set) } }
    var byParties: [UInt8: RuleSteps] = [:]
    steps = parties.map { set in
      let steps = byParties[set] ?? RuleSteps(all.filter { $0.binds(set) })
      byParties[set] = steps
      return steps
    }
    var reviewDates: [(prefix: String, bit: UInt8, title: String, due: Day)] = []
    for file in book.files {
      guard let prefix = file.prefix.flatMap(ProtocolPrefix.init), let text = file.reviewDue else { continue }
      do {
        reviewDates.append((prefix.rawValue, prefix.bit, file.title, try TimeText.day(text)))
      } catch {
        throw .unreadable(file: file.id, why: "reviewDue: \(error.explanation)")
      }
    }
    self.reviewDates = reviewDates
    var print = Fingerprint()
    print.add(RuleBook<NoLog>.revision)
    for rule in all { print.add(rule.id.name) }
    print.add(book.fingerprint)
    rulesVersion = print.text
  }

  /// The same rules, values and calendar over another directory.
  ///
  /// - Parameter directory: the other directory.
  /// - Throws: `ProtocolBookError` as the engine itself was made with.
  /// - Returns: an engine; this one stays as it is.
  package func over(_ directory: DirectorySnapshot) throws(ProtocolBookError) -> TriageEngine {
    try TriageEngine(directory: directory, clock: clock, calendar: calendar, book: book)
  }

  /// What the rules come to for a case, in codes.
  package func evaluate(_ facts: Facts) -> Outcome {
    var outcome = Outcome()
    evaluate(facts, into: &outcome)
    return outcome
  }

  /// The same into an outcome that was used before, whose room is kept: for walking very many cases.
  package func evaluate(_ facts: Facts, into outcome: inout Outcome) {
    Situation.examine(facts, engine: self) { situation in
      outcome.begin()
      outcome.period = situation.period
      outcome.route = Route.of(situation)
      steps[Int(facts.council.index)].take(situation, &outcome)
      outcome.tonight = situation.tonight
      outcome.tonight.area = outcome.area
      outcome.finish(situation)
    }
  }

  /// Whether a council is a party to a protocol.
  package func isParty(_ council: CouncilRef, to prefix: ProtocolPrefix) -> Bool {
    places[Int(council.index)].parties & prefix.bit != 0
  }

  /// The directory as it stands at a moment.
  package func directory(at moment: Moment) -> DirectoryAtMoment {
    DirectoryAtMoment(directory, at: clock.wall(at: moment), calendar: calendar)
  }

  /// The day on which an instant or day falls in London.
  func day(of start: LimitStart) -> Day {
    switch start {
    case .day(let day): day
    case .moment(let moment): clock.wall(at: moment).day
    }
  }

  func isOfficeOpen(_ wall: WallTime, at place: CouncilPlace, _ council: CouncilRef) -> Bool {
    guard place.hasRecordedHours else {
      return calendar.isWorkingDay(wall.day) && DirectoryAtMoment.assumedOffice.contains(wall.minuteOfDay)
    }
    return DirectoryAtMoment(directory, at: wall, calendar: calendar).isOfficeOpen(council)
  }

  func hour(of wall: WallTime, at council: CouncilRef, _ place: CouncilPlace) -> (period: Period, isOnCutOff: Bool) {
    let isOpen = isOfficeOpen(wall, at: place, council)
    guard place.parties & ProtocolPrefix.luton.bit != 0, calendar.isWorkingDay(wall.day),
      let cutOff = values.lateDayCutOff.value(on: wall.day)
    else { return (isOpen ? .officeHours : .outOfHours, false) }
    // "After 4.30pm" is strict: the cut-off itself is not past it.
    if Int(wall.secondOfDay) > cutOff * 60 { return (.lateDay, false) }
    return (isOpen ? .officeHours : .outOfHours, Int(wall.secondOfDay) == cutOff * 60)
  }

  /// When, after a time of the day, other rules begin at a council: its own late-day cut-off, or the end of its office's
  /// day, taken from its recorded hours or from the assumed ones.
  ///
  /// - Parameters:
  ///   - council: the council.
  ///   - wall: London's time; the cut-off is on the same day, at this time or later.
  /// - Returns: the minute of the day, and the row that sets it where one does; nil where the day is over or is no working
  ///   day.
  package func cutOff(at council: CouncilRef, after wall: WallTime) -> (minute: Int, rule: RuleID?)? {
    let place = places[Int(council.index)]
    if place.parties & ProtocolPrefix.luton.bit != 0, calendar.isWorkingDay(wall.day),
      let cutOff = values.lateDayCutOff.value(on: wall.day)
    {
      return wall.minuteOfDay <= cutOff ? (cutOff, .lut24) : nil
    }
    let end = (wall.minuteOfDay..<24 * 60).first { minute in
      !isOfficeOpen(WallTime(day: wall.day, secondOfDay: Int32(minute * 60)), at: place, council)
    }
    guard let end, end > wall.minuteOfDay else { return nil }
    return (end, nil)
  }

  /// Minutes from office to office by our own road factor and speeds; nil where a position is not recorded.
  func travelMinutes(from council: CouncilRef, to other: Authority?, by transport: Transport) -> Int? {
    guard let ref = other?.ref, let straight = directory.kilometres(from: council, to: ref) else { return nil }
    let road = straight * values.roadFactor
    let hours = road / (transport == .public ? values.publicSpeed : values.ownSpeed)
    return Int((hours * 60).rounded(.up)) + (transport == .public ? Int(values.publicWait) : 0)
  }
}
