import JSON
import Directory
import WorkingTime

/// The directory as anybody may have it: what may be offered today, in HSDS's own fields and nothing else.
///
/// No attribute and no metadata: who changed what, what is doubted, and what must not be used stay at home. No words that
/// somebody wrote freely either, see `PublishedWords`. By the schemas of 3.0 and 3.1 nothing in it is an additional property.
extension HSDSFiles {
  /// A council with those of its contacts that are given.
  static func published(_ council: Council, _ offered: [Contact], _ offer: PublishedOffer) -> JSONText {
    let id = HSDSIdentity.uuid("organization", council.id)
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(id)), ("name", .text(council.name)),
      ("description", .text("\(council.name): who to reach in an evening, at night and at the weekend")),
    ]
    if let website = offered.first(where: { $0.purpose == .website && $0.kind == .web })?.value {
      members.append(("website", .text(website)))
    }
    members.append(("organization_identifiers", .list([identifier(of: council)])))
    if let location = council.location { members.append(("locations", .list([place(location, of: council)]))) }
    let byTeam = Dictionary(grouping: offered, by: \.team)
    let services = council.teams.compactMap { team in
      byTeam[team.name].map { publishedService(team, of: council, $0, offer) }
    }
    members.append(("services", .list(services)))
    return .object(members)
  }

  private static func publishedService(
    _ team: Team, of council: Council, _ contacts: [Contact], _ offer: PublishedOffer
  ) -> JSONText {
    let words = offer.words
    let id = HSDSIdentity.uuid("service", "\(council.id)/\(team.id)")
    let name = words.name(of: team, contacts)
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(id)), ("organization_id", .text(HSDSIdentity.uuid("organization", council.id))),
      ("name", .text(name)), ("status", .text("active")),
    ]
    let addresses = contacts.filter { $0.kind == .address }.map(words.shown)
    if !addresses.isEmpty { members.append(("description", .text(addresses.joined(separator: "; ")))) }
    if let link = contacts.first(where: { $0.kind == .web })?.value { members.append(("url", .text(link))) }
    let schedules = contacts.flatMap { Self.schedules(of: $0, offer) }
    if !schedules.isEmpty { members.append(("schedules", .list(schedules))) }
    let reached = contacts.filter { $0.kind == .phone || $0.kind == .email }
    if !reached.isEmpty {
      members.append(("contacts", .list(reached.map { published($0, department: name, service: id, words) })))
    }
    return .object(members)
  }

  private static func published(
    _ contact: Contact, department: String, service: String, _ words: PublishedWords
  ) -> JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("id", .text(HSDSIdentity.uuid("contact", contact.id))), ("service_id", .text(service)),
      ("name", .text(contact.purpose.words + doubt(of: contact))), ("department", .text(department)),
    ]
    guard contact.kind == .phone else {
      members.append(("email", .textOrNull(contact.value)))
      return .object(members)
    }
    var phone: [(key: String, value: JSONText)] = [
      ("id", .text(HSDSIdentity.uuid("phone", contact.id))), ("number", .text(words.shown(contact))),
    ]
    // The field is a number, which keeps no 0 that an extension begins with: such a one stands in the description alone.
    let asks = contact.warnings.first { $0.code == "ask-for-extension" }
    if let digits = asks?.text.filter({ ("0"..."9").contains($0) }), !digits.hasPrefix("0"), let number = Int(digits) {
      phone.append(("extension", .integer(number)))
    }
    phone.append(("type", .text("voice")))
    if let told = words.toldBeside(contact) { phone.append(("description", .text(told))) }
    members.append(("phones", .list([.object(phone)])))
    return .object(members)
  }

  /// How far a contact can be trusted, where that is less than usual: whoever reads it knows of no status.
  private static func doubt(of contact: Contact) -> String {
    switch contact.status {
    case .conflicting: " (sources disagree on it)"
    case .unconfirmed: " (not confirmed)"
    case .verified, .corroborated, .stated, .pattern, .quarantined: ""
    }
  }

  private static func schedules(of contact: Contact, _ offer: PublishedOffer) -> [JSONText] {
    guard let hours = contact.hours else { return [] }
    let words = offer.words
    let offered = offer.schedules(of: hours, until: contact.validUntil)
    return offered.schedules.enumerated().map { place, schedule in
      .object([
        ("id", .text(HSDSIdentity.uuid("published schedule", "\(contact.id)#\(place)"))),
        ("valid_from", .text(TimeText.text(schedule.first))), ("valid_to", .text(TimeText.text(schedule.last))),
        ("freq", .text("WEEKLY")), ("byday", .text(schedule.days)),
        ("description", .text("\(words.shown(contact)): \(offered.words)")),
        ("opens_at", .text(schedule.opens)),
        ("closes_at", .text(schedule.closes)),
      ])
    }
  }
}

/// What of a directory anybody may be given on a day.
final class PublishedOffer {
  let words: PublishedWords
  private let day: Day
  private let calendar: BankHolidays
  private let reported: Set<String>
  /// Numbers and addresses that some contact keeps to those who have it: they are nobody else's to give away either.
  private let kept: Set<String>
  private var known: [String: (words: String, schedules: [PublishedSchedule])] = [:]

  /// - Parameters:
  ///   - content: The directory.
  ///   - day: Today.
  ///   - calendar: Bank holidays.
  ///   - reported: The ids of contacts of which desks said that the number is wrong, and nobody has checked since.
  init(_ content: DirectoryContent, on day: Day, calendar: BankHolidays, reported: Set<String>) {
    words = PublishedWords(content)
    kept = Set(content.contacts.filter(Self.isKept).compactMap { $0.value?.lowercased() })
    self.day = day
    self.calendar = calendar
    self.reported = reported
  }

  /// Whether a contact is of use to anybody: usable, valid, no extension.
  func isOfUse(_ contact: Contact) -> Bool {
    contact.status.isUsable && contact.holds(on: day) && contact.kind != .extension && contact.value != nil
  }

  /// Whether a contact is given: of use, not said to be wrong, nobody's own, and not one that is to be kept to those who
  /// have it.
  func isGiven(_ contact: Contact) -> Bool {
    isOfUse(contact) && !reported.contains(contact.id) && words.mayGive(contact)
      && !kept.contains((contact.value ?? "").lowercased())
  }

  /// Whether a contact's own words keep it to those who have it.
  private static func isKept(_ contact: Contact) -> Bool {
    contact.warnings.contains {
      ["personal-address", PrintedNumbers.confidential].contains($0.code) || Remark.isConfidential($0.text)
    } || Remark.isConfidential(contact.display)
  }

  /// Some hours in words, and their schedules. Many contacts keep the same, and those with bank holidays of their own take a while.
  func schedules(of hours: OpeningHours, until end: Day?) -> (words: String, schedules: [PublishedSchedule]) {
    let key = hours.notation + (end.map { " \($0.number)" } ?? "")
    if let found = known[key] { return found }
    let schedules = PublishedSchedule.all(of: hours, from: day, until: end, calendar: calendar)
    let found = (PublishedWords.hours(hours), schedules)
    known[key] = found
    return found
  }
}

/// Weekly hours as schedules that mean the same to every program: within a day, with their zone, for the time that it holds.
///
/// London's clocks go by two zones. The guidance asks for the offset, so that each schedule is written for each stretch of
/// one zone, a year ahead. A whole day is 00:00 to 23:59, as the guidance has it. A day with other hours than its weekday,
/// a bank holiday say, ends a stretch: it has its own schedules or, where it is shut or nobody knows, none.
struct PublishedSchedule: Hashable {
  let days: String
  let opens: String
  let closes: String
  /// The first day of the stretch, and the last.
  let first: Day
  let last: Day

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// The schedules of a year from a day on; where hours are not recorded, none.
  static func all(
    of hours: OpeningHours, from day: Day, until end: Day?, calendar: BankHolidays
  ) -> [PublishedSchedule] {
    var spans: [(span: Range<Int>, days: [Int])] = []
    for weekday in Weekday.allCases {
      for span in hours.spans(on: weekday) ?? [] {
        for (day, part) in withinADay(span, from: weekday.rawValue) {
          if let place = spans.firstIndex(where: { $0.span == part }) {
            if !spans[place].days.contains(day) { spans[place].days.append(day) }
          } else {
            spans.append((part, [day]))
          }
        }
      }
    }
    return zones(from: day, until: end).flatMap { zone in
      func schedule(_ span: Range<Int>, _ days: [Int], _ first: Day, _ last: Day) -> PublishedSchedule {
        func time(_ minute: Int) -> String { TimeText.clockText(minuteOfDay: min(minute, 1439)) + zone.offset }
        return PublishedSchedule(
          days: days.sorted().map { names[$0] }.joined(separator: ","), opens: time(span.lowerBound),
          closes: time(span.upperBound), first: first, last: last)
      }
      return stretches(of: hours, from: zone.first, to: zone.last, calendar: calendar).flatMap { first, last, own in
        own.map { $0.map { schedule($0, [first.weekday.rawValue], first, first) } }
          ?? spans.map { schedule($0.span, $0.days, first, last) }
      }
    }
  }

  /// Days that keep their weekdays' hours, together, and single days that do not, each with when it is open.
  private static func stretches(
    of hours: OpeningHours, from first: Day, to last: Day, calendar: BankHolidays
  ) -> [(first: Day, last: Day, own: [Range<Int>]?)] {
    guard hours.hasExceptions else { return [(first, last, nil)] }
    var found: [(first: Day, last: Day, own: [Range<Int>]?)] = []
    var start: Day?
    var day = first
    while day <= last {
      let own = hours.open(on: day, calendar: calendar)
      if own == hours.open(on: day.weekday) {
        if start == nil { start = day }
      } else {
        if let begun = start { found.append((begun, day.adding(days: -1), nil)) }
        start = nil
        found.append((day, day, own ?? []))
      }
      day = day.adding(days: 1)
    }
    if let begun = start { found.append((begun, last, nil)) }
    return found
  }

  private static func withinADay(_ span: Range<Int>, from day: Int) -> [(day: Int, span: Range<Int>)] {
    var parts: [(day: Int, span: Range<Int>)] = []
    var start = span.lowerBound
    while start < span.upperBound {
      let midnight = (start / 1440 + 1) * 1440
      let base = start / 1440 * 1440
      let end = min(midnight, span.upperBound)
      parts.append(((day + start / 1440) % 7, start - base..<end - base))
      start = end
    }
    return parts
  }

  /// Stretches of one zone within a year, or to an end.
  private static func zones(from day: Day, until end: Day?) -> [(offset: String, first: Day, last: Day)] {
    let last = min(day.adding(days: 364), end.map { $0.adding(days: -1) } ?? day.adding(days: 364))
    let year = day.parts.year
    let changes = (year...year + 1).flatMap { year in
      [(lastSunday(of: 3, year), "+01:00"), (lastSunday(of: 10, year), "Z")]
    }
    var offset = changes.last { $0.0 <= day }?.1 ?? "Z"
    var first = day
    var found: [(offset: String, first: Day, last: Day)] = []
    for (change, next) in changes where day < change && change <= last {
      found.append((offset, first, change.adding(days: -1)))
      (first, offset) = (change, next)
    }
    if first <= last { found.append((offset, first, last)) }
    return found
  }

  /// The last Sunday of a month of 31 days, on which the clocks change.
  private static func lastSunday(of month: Int, _ year: Int) -> Day {
    guard let end = Day(year: year, month: month, day: 31) else { preconditionFailure("a month without a 31st day") }
    return end.adding(days: -((end.weekday.rawValue + 1) % 7))
  }
}
