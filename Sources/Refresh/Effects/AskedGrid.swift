import Directory
package import WorkingTime

/// A moment at which somebody might ask, and how it is said.
package struct AskedMoment: Sendable, Hashable {
  /// The wall time in London.
  package let wall: WallTime
  /// In words: `on Sunday at 03:00`.
  package let words: String

  /// Whether it is asked in the dead of a night, when no office is open.
  var isAtNight: Bool { wall.minuteOfDay < 6 * 60 || 21 * 60 <= wall.minuteOfDay }

  /// The moments that stand for all others, from a day on: office hours, the end of an office's day, a late Friday, the
  /// dead of a Sunday night, and a bank holiday where one is known.
  ///
  /// - Parameters:
  ///   - day: The first day that may be asked about.
  ///   - end: The first day that may not, nil where there is none. Where a weekday is not among the days between, the first
  ///     day stands for it: a change that holds for a day is asked about on that day.
  ///   - calendar: Bank holidays.
  /// - Returns: One moment a kind, in that order.
  package static func representative(from day: Day, until end: Day? = nil, calendar: BankHolidays) -> [AskedMoment] {
    func isInside(_ day: Day) -> Bool { end.map { day < $0 } ?? true }
    func next(_ weekday: Weekday) -> Day? {
      (0..<21).lazy.map { day.adding(days: $0) }.first {
        isInside($0) && $0.weekday == weekday && (weekday.isWeekend || !calendar.isBankHoliday($0))
      }
    }
    var asked: [AskedMoment] = []
    for (weekday, hour, minute) in [
      (Weekday.wednesday, 11, 0), (.wednesday, 17, 45), (.friday, 22, 0), (.sunday, 3, 0),
    ] {
      let found = next(weekday)
      let wall = WallTime(day: found ?? day, hour: hour, minute: minute)
      let name = found == nil ? TimeText.words(day) : weekday.name
      asked.append(AskedMoment(wall: wall, words: "on \(name) at \(TimeText.clockText(wall))"))
    }
    if let holiday = (0..<400).lazy.map({ day.adding(days: $0) }).first(where: {
      isInside($0) && calendar.isBankHoliday($0) && !$0.weekday.isWeekend
    }) {
      let wall = WallTime(day: holiday, hour: 12, minute: 0)
      asked.append(AskedMoment(wall: wall, words: "on a bank holiday at 12:00"))
    }
    return asked
  }
}

/// Who answers a question of who to ring, as far as it matters: the first to try, and whether they answer.
struct Answer: Equatable {
  /// In words.
  let words: String
  /// Whether it is the council's own, or its successor's.
  let isOwn: Bool
  /// Whether a voice is known to answer, or may.
  let isSomebody: Bool

  static let nobody = Answer(words: "nobody", isOwn: false, isSomebody: false)
}

/// Two directories that are asked the same questions, by the name that a council has in either.
struct AskedGrid {
  let old: DirectorySnapshot
  let new: DirectorySnapshot
  let calendar: BankHolidays

  /// The council as it would be; as it was where it goes.
  func council(_ id: String) -> Council? {
    [new, old].lazy.compactMap { directory in directory.ref(id: id).map { directory[$0] } }.first
  }

  /// Whom a voice answers first; nil where the council is not held or has not begun.
  func ringing(_ id: String, _ purpose: Purpose, at moment: AskedMoment, in directory: DirectorySnapshot) -> Answer? {
    answer(id, purpose, at: moment, in: directory) { at, ref in
      at.who(ref, purpose: purpose).contacts.first { $0.contact.isVoice && $0.isLive != false }
    }
  }

  /// What is offered first, by voice or in writing; nil where the council is not held or has not begun.
  func writing(_ id: String, _ purpose: Purpose, at moment: AskedMoment, in directory: DirectorySnapshot) -> Answer? {
    answer(id, purpose, at: moment, in: directory) { at, ref in
      at.lookup(ref, purpose: purpose).contacts.first { $0.contact.status.isUsable }
    }
  }

  /// The telephones that serve a council on a day, its successor's where it has ended; of several successors, none where
  /// any of them has none.
  func voices(_ id: String, _ purpose: Purpose, on day: Day, in directory: DirectorySnapshot) -> [Contact] {
    guard let ref = directory.ref(id: id) else { return [] }
    let all = heirs(of: ref, purpose, on: day, in: directory).map {
      directory.contacts(of: $0, for: purpose, on: day).filter(\.isVoice)
    }
    return all.contains(where: \.isEmpty) ? [] : all.flatMap(\.self)
  }

  /// The councils whose children's services serve a council on a day, its successor's where it has ended.
  func providers(_ id: String, _ purpose: Purpose, on day: Day, in directory: DirectorySnapshot) -> Set<String> {
    guard let ref = directory.ref(id: id) else { return [] }
    return Set(heirs(of: ref, purpose, on: day, in: directory).map { directory[$0].childrensServices })
  }

  /// The council itself while it exists, else whoever has taken the service over.
  private func heirs(
    of ref: CouncilRef, _ purpose: Purpose, on day: Day, in directory: DirectorySnapshot
  ) -> [CouncilRef] {
    switch directory.standing(of: ref, on: day, for: purpose) {
    case .exists: [ref]
    case .succeeded(let heir): [heir]
    case .split(let heirs): heirs
    case .ended, .begins: []
    }
  }

  private func answer(
    _ id: String, _ purpose: Purpose, at moment: AskedMoment, in directory: DirectorySnapshot,
    _ first: (DirectoryAtMoment, CouncilRef) -> ReachedContact?
  ) -> Answer? {
    guard let ref = directory.ref(id: id) else { return nil }
    let day = moment.wall.day
    if let from = directory[ref].validFrom, day < from { return nil }
    let at = DirectoryAtMoment(directory, at: moment.wall, calendar: calendar)
    let heirs = heirs(of: ref, purpose, on: day, in: directory)
    let answers = heirs.map { heir in
      first(at, heir).map { self.answer($0, asking: id, own: directory[heir].id) } ?? .nobody
    }
    switch answers.count {
    case 0: return Answer(words: "nobody; it has ended and nobody takes over", isOwn: false, isSomebody: false)
    case 1: return answers[0]
    default:
      // Who asks must say where in the area; each part must have somebody then.
      let parts = zip(heirs, answers).map { heir, answer in "\(directory[heir].id) \(answer.words)" }
      return Answer(
        words: "by area: " + parts.joined(separator: ", "), isOwn: answers.allSatisfy(\.isOwn),
        isSomebody: answers.allSatisfy(\.isSomebody))
    }
  }

  private func answer(_ reached: ReachedContact, asking id: String, own: String) -> Answer {
    let contact = reached.contact
    let doubt = contact.kind == .phone && reached.isLive == nil ? " (hours not known)" : ""
    let whose = contact.council == id ? "" : " of \(contact.council)"
    return Answer(words: contact.display + doubt + whose, isOwn: contact.council == own, isSomebody: true)
  }
}
