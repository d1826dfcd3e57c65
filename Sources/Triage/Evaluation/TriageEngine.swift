package import Directory
package import WorkingTime

extension DirectorySnapshot {
  /// The one authority that stands for another on a day, as `TriageEngine.heir` says.
  func heir(of authority: Authority, on day: Day) -> Authority {
    guard let ref = authority.ref, !exists(ref, on: day) else { return authority }
    guard case .succeeded(let heir) = standing(of: ref, on: day, for: .housing) else { return authority }
    return .held(heir)
  }

  /// Whether a connection is one with an authority. Who left a county's care is connected with each of its districts
  /// (HA96-s199-8).
  func connects(_ connection: Connection, with authority: Authority, on day: Day) -> Bool {
    let told = heir(of: connection.authority, on: day)
    guard told != authority else { return true }
    return connection.ground == .careLeaver && authority.ref.flatMap(county).map(Authority.held) == told
  }
}

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

  /// Whether the end of some council that is not held is known.
  private let hasEndsElsewhere: Bool
  /// For each council, what the rules need to know of it.
  let places: [CouncilPlace]
  /// Which places of risk cover which councils.
  let risks: RiskMap
  /// The protocols, in the order of the bits that stand for them.
  let protocols: [ProtocolPrefix]
  /// For each protocol with a review date of its own, when that is.
  let reviewDates: [(prefix: String, bit: UInt64, title: String, due: Day)]
  /// Every rule, in the order in which they speak.
  package let rulebook: [Rule]
  /// For each council, the rules that have a say.
  let rules: [[Rule]]
  /// For each council, what these rules ask and do.
  private let bodies: [[Rule.Body]]

  /// An engine.
  ///
  /// - Throws: `ProtocolBookError` where a value that a rule reads is missing from the book.
  package convenience init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, book: ProtocolBook
  ) throws(ProtocolBookError) {
    try self.init(directory: directory, clock: clock, calendar: calendar, book: book, rules: RuleBook.rules)
  }

  /// An engine of some rules, so that tests can plant a bad one and see it caught, or add a partnership.
  ///
  /// - Parameters:
  ///   - directory: the directory.
  ///   - clock: London's clocks.
  ///   - calendar: bank holidays.
  ///   - book: clauses and dated values.
  ///   - rulebook: the rules.
  /// - Throws: `ProtocolBookError` where a value that a rule reads is missing from the book.
  init(
    directory: DirectorySnapshot, clock: LondonClock, calendar: BankHolidays, book: ProtocolBook,
    rules rulebook: [Rule]
  ) throws(ProtocolBookError) {
    self.directory = directory
    self.clock = clock
    self.calendar = calendar
    self.book = book
    self.rulebook = rulebook
    let bound = book.protocols.prefix(UInt64.bitWidth).map { (prefix: $0.prefix, councils: Set($0.file.parties)) }
    protocols = bound.map(\.prefix)
    let parties = directory.councils.map { council in
      bound.enumerated().reduce(UInt64(0)) { $1.element.councils.contains(council.id) ? $0 | 1 << $1.offset : $0 }
    }
    let common = try Regime(book, bound: [])
    var regimes: [UInt64: Regime] = [:]
    var byParties: [UInt64: [Rule]] = [:]
    for set in Set(parties) {
      let prefixes = bound.enumerated().filter { set & 1 << $0.offset != 0 }.map(\.element.prefix)
      regimes[set] = prefixes.isEmpty ? common : try Regime(book, bound: prefixes)
      byParties[set] = rulebook.filter { rule in rule.origin.map(prefixes.contains) ?? true }
    }
    places = directory.councils.indices.map {
      CouncilPlace(
        CouncilRef(index: $0), in: directory, parties: parties[$0], regime: regimes[parties[$0]] ?? common)
    }
    risks = RiskMap(directory)
    hasEndsElsewhere = directory.elsewhere.contains { $0.validUntil != nil }
    frame = WorkingTimeFrame(clock: clock, calendar: calendar, office: DirectoryAtMoment.assumedOffice)
    rules = parties.map { byParties[$0] ?? [] }
    let bodiesByParties = byParties.mapValues { $0.map(\.body) }
    bodies = parties.map { bodiesByParties[$0] ?? [] }
    var reviewDates: [(prefix: String, bit: UInt64, title: String, due: Day)] = []
    for (place, (prefix, file)) in book.protocols.prefix(UInt64.bitWidth).enumerated() {
      guard let text = file.reviewDue else { continue }
      do {
        reviewDates.append((prefix.name, 1 << UInt64(place), file.title, try TimeText.day(text)))
      } catch {
        throw .unreadable(file: file.id, why: "reviewDue: \(error.explanation)")
      }
    }
    self.reviewDates = reviewDates
    var print = Fingerprint()
    print.add(RuleBook.revision)
    for rule in rulebook { print.add(rule.id.name) }
    print.add(book.fingerprint)
    rulesVersion = print.text
  }

  /// The same rules, values and calendar over another directory.
  ///
  /// - Parameter directory: the other directory.
  /// - Throws: `ProtocolBookError` as the engine itself was made with.
  /// - Returns: an engine; this one stays as it is.
  package func over(_ directory: DirectorySnapshot) throws(ProtocolBookError) -> TriageEngine {
    try TriageEngine(directory: directory, clock: clock, calendar: calendar, book: book, rules: rulebook)
  }

  /// The same rules over the same directory and calendar, with another book.
  ///
  /// - Parameter book: the other book.
  /// - Returns: an engine; this one stays as it is.
  /// - Throws: `ProtocolBookError` where a value that a rule reads is missing from it.
  package func with(_ book: ProtocolBook) throws(ProtocolBookError) -> TriageEngine {
    try TriageEngine(directory: directory, clock: clock, calendar: calendar, book: book, rules: rulebook)
  }

  /// What the rules come to for a case, in codes.
  package func evaluate(_ facts: Facts) -> Outcome {
    var outcome = Outcome()
    evaluate(facts, into: &outcome)
    return outcome
  }

  /// The same into an outcome that was used before, whose room is kept: for walking very many cases.
  package func evaluate(_ facts: Facts, into outcome: inout Outcome) {
    let situation = Situation(followingHeirs(facts), engine: self)
    outcome.begin()
    outcome.period = situation.period
    outcome.actingPeriod = situation.hour.actingPeriod
    outcome.route = Route.of(situation)
    for rule in bodies[Int(facts.council.index)] {
      let condition = rule.take(situation, &outcome)
      outcome.trace.append(TraceEntry(rule: rule.id, condition: condition))
    }
    outcome.tonight = situation.tonight
    outcome.tonight.area = outcome.area
    outcome.finish(situation)
  }

  /// Whether a council is a party to a protocol.
  package func isParty(_ council: CouncilRef, to prefix: ProtocolPrefix) -> Bool {
    guard let bit = protocols.firstIndex(of: prefix) else { return false }
    return places[Int(council.index)].parties & 1 << UInt64(bit) != 0
  }

  /// A case in which each council that is not held and has ended stands as whoever has taken it over by the day on which
  /// they presented (I-26). Where several share its area it stays itself, and a person must say which.
  func followingHeirs(_ facts: Facts) -> Facts {
    guard hasEndsElsewhere, !facts.unheldNames.isEmpty else { return facts }
    let day = clock.wall(at: facts.presentedAt).day
    var heirs: [String: String] = [:]
    for other in facts.unheldNames.compactMap(directory.councilElsewhere) {
      let heir = directory.idInUse(of: other, on: day)
      if heir != other.id { heirs[other.id] = heir }
    }
    // As a rule nobody names one that has ended: then the case stays as it is.
    guard !heirs.isEmpty else { return facts }
    var facts = facts
    var ended: [String] = []
    facts.renameUnheld { id in
      guard let heir = heirs[id] else { return .unheld(id) }
      if !ended.contains(id) { ended.append(id) }
      return directory.ref(id: heir).map(Facts.Renamed.held) ?? .unheld(heir)
    }
    facts.takenOver += ended.compactMap { id in
      guard let heir = heirs[id] else { return nil }
      if let ref = directory.ref(id: heir) { return TakenOverCouncil(id: id, heir: .held(ref)) }
      return facts.unheldNames.firstIndex(of: heir).map { TakenOverCouncil(id: id, heir: .unheld(UInt8($0))) }
    }
    return facts
  }

  /// Whether an authority is known to lie in Wales or Scotland.
  func isOutsideEngland(_ authority: Authority, _ facts: KnownFacts) -> Bool {
    elsewhere(authority, facts)?.nation != nil
  }

  /// Whether one of two authorities that are not held may cover the other: a county, of whose districts the directory knows
  /// none, or one that takes over from the other.
  func mayCover(_ one: Authority, _ other: Authority, _ facts: KnownFacts) -> Bool {
    guard let first = elsewhere(one, facts), let second = elsewhere(other, facts), first != second else { return false }
    return first.isEnglishCounty || second.isEnglishCounty || first.successors.contains(second.id)
      || second.successors.contains(first.id)
  }

  /// Whether an authority that is not held exists on a day, so far as is known.
  func exists(_ authority: Authority, _ facts: KnownFacts, on day: Day) -> Bool {
    elsewhere(authority, facts)?.exists(on: day) ?? true
  }

  private func elsewhere(_ authority: Authority, _ facts: KnownFacts) -> CouncilElsewhere? {
    guard case .unheld(let index) = authority, facts.unheldNames.indices.contains(Int(index)) else { return nil }
    return directory.councilElsewhere(id: facts.unheldNames[Int(index)])
  }

  /// The one authority that stands for another on a day: itself, or whoever has taken its housing over (I-26). Where
  /// several have, it stays itself, and a person must say which.
  func heir(of authority: Authority, on day: Day) -> Authority {
    directory.heir(of: authority, on: day)
  }

  /// Whether somebody who is at risk in one authority's area is at risk in another's (I-2, I-26), both by id.
  package func isRisk(in place: String, at other: String) -> Bool {
    guard let one = directory.ref(id: place), let two = directory.ref(id: other) else { return place == other }
    return risks.covers(one, two)
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

  /// The minute from which a working day counts as late at a council, and the row that says so; nil where none does.
  private func lateDayCutOff(at place: CouncilPlace, on day: Day) -> (minute: Int, rule: RuleID?)? {
    guard let cutOff = place.regime.lateDay?.cutOff, calendar.isWorkingDay(day),
      let minute = cutOff.value(on: day)
    else { return nil }
    return (minute, cutOff.clause)
  }

  func hour(
    of wall: WallTime, at council: CouncilRef, _ place: CouncilPlace
  ) -> (period: DayPart, isOnCutOff: Bool) {
    let isOpen = isOfficeOpen(wall, at: place, council)
    guard let cutOff = lateDayCutOff(at: place, on: wall.day)?.minute else {
      return (isOpen ? .officeHours : .outOfHours, false)
    }
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
  /// - Returns: the minute of the day, and the row that sets it where one does; nil where the day is over or is not a
  ///   working day.
  package func cutOff(at council: CouncilRef, after wall: WallTime) -> (minute: Int, rule: RuleID?)? {
    let place = places[Int(council.index)]
    if let cutOff = lateDayCutOff(at: place, on: wall.day) { return wall.minuteOfDay <= cutOff.minute ? cutOff : nil }
    let end = (wall.minuteOfDay..<24 * 60).first { minute in
      !isOfficeOpen(WallTime(day: wall.day, secondOfDay: Int32(minute * 60)), at: place, council)
    }
    guard let end, end > wall.minuteOfDay else { return nil }
    return (end, nil)
  }

  /// Minutes from office to office by our own road factor and speeds; nil where a position is not recorded.
  func travelMinutes(_ s: Situation, by transport: Transport) -> Int? {
    guard transport != .none, let ref = s.anotherAuthority?.ref,
      let straight = directory.kilometres(from: s.council, to: ref), let factor = s.value(s.regime.roadFactor),
      let speed = s.value(transport == .public ? s.regime.publicSpeed : s.regime.ownSpeed)
    else { return nil }
    let minutes = Int((straight * factor / speed * 60).rounded(.up))
    guard transport == .public else { return minutes }
    return s.value(s.regime.publicWait).map { minutes + Int($0) }
  }

  /// Every day on which a value that holds at a council changes, first to last, and every whole number that is a limit
  /// there on some day: what a proof must stand on both sides of.
  package func limits(at council: CouncilRef) -> (changes: [Day], numbers: [Parameter: Set<Int>]) {
    let prefixes = protocols.filter { isParty(council, to: $0) }
    var changes: Set<Day> = []
    var numbers: [Parameter: Set<Int>] = [:]
    for parameter in Parameter.allCases {
      let own = prefixes.lazy.compactMap { self.book.setting(parameter, of: $0) }.first
      guard let setting = own ?? book.lawWide(parameter) else { continue }
      changes.formUnion(setting.values.changes)
      numbers[parameter] = Set(setting.values.values.compactMap { $0?.whole })
    }
    return (changes.sorted(), numbers)
  }
}
