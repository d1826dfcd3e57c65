import Directory
public import WorkingTime

/// A moment at which somebody might ask, and how it is said.
public struct AskedMoment: Sendable, Hashable {
  /// The wall time in London.
  public let wall: WallTime
  /// In words: `on Sunday at 03:00`.
  public let words: String

  /// The moments that stand for all others, from a day on: office hours, the end of an office's day, a late Friday, the
  /// dead of a Sunday night, and a bank holiday where one is known.
  public static func representative(from day: Day, calendar: BankHolidays) -> [AskedMoment] {
    func next(_ weekday: Weekday) -> Day? {
      (0..<21).lazy.map { day.adding(days: $0) }.first {
        $0.weekday == weekday && (weekday.isWeekend || !calendar.isBankHoliday($0))
      }
    }
    var asked: [AskedMoment] = []
    for (weekday, hour, minute) in [
      (Weekday.wednesday, 11, 0), (.wednesday, 17, 45), (.friday, 22, 0), (.sunday, 3, 0),
    ] {
      guard let found = next(weekday) else { continue }
      let wall = WallTime(day: found, hour: hour, minute: minute)
      asked.append(AskedMoment(wall: wall, words: "on \(weekday.name) at \(TimeText.clockText(wall))"))
    }
    if let holiday = (0..<400).lazy.map({ day.adding(days: $0) }).first(where: {
      calendar.isBankHoliday($0) && !$0.weekday.isWeekend
    }) {
      let wall = WallTime(day: holiday, hour: 12, minute: 0)
      asked.append(AskedMoment(wall: wall, words: "on a bank holiday at 12:00"))
    }
    return asked
  }
}

/// Who answers a question of who to ring, as far as it matters: the first to try, and whether they answer.
struct Answer: Equatable {
  /// The contact's id; nil where there is nobody.
  let contact: String?
  /// In words.
  let words: String
  /// Whether the council's own.
  let isOwn: Bool
  /// Whether a voice is known to answer, or may.
  var isSomebody: Bool { contact != nil }

  static let nobody = Answer(contact: nil, words: "nobody", isOwn: false)

  /// Whom a voice answers first.
  static func ringing(_ reach: Reach, asking council: Council) -> Answer {
    guard let first = reach.contacts.first(where: { $0.contact.isVoice && $0.isLive != false }) else { return .nobody }
    return Answer(first, asking: council)
  }

  /// What is offered first, by voice or in writing.
  static func writing(_ reach: Reach, asking council: Council) -> Answer {
    guard let first = reach.contacts.first(where: { $0.contact.status.isUsable }) else { return .nobody }
    return Answer(first, asking: council)
  }

  private init(contact: String?, words: String, isOwn: Bool) {
    self.contact = contact
    self.words = words
    self.isOwn = isOwn
  }

  private init(_ reached: ReachedContact, asking council: Council) {
    let contact = reached.contact
    let doubt = contact.kind == .phone && reached.isLive == nil ? " (hours not recorded)" : ""
    self.contact = contact.id
    isOwn = contact.council == council.id
    words = contact.display + doubt + (isOwn ? "" : " of \(contact.council)")
  }
}
