package import WorkingTime

/// What is due, as events of an iCalendar file (RFC 5545): the reference and what is to be done, and not a word about a family.
///
/// Events and not to-dos, which most calendars do not show. A calendar is copied to machines that nobody here controls.
package enum CaseCalendar {
  /// The file.
  ///
  /// - Parameters:
  ///   - cases: The cases; what of them has ended is marked as cancelled, so that taking the file in again takes it away.
  ///   - now: When it is made.
  ///   - clock: London's clocks; the file has UTC alone.
  /// - Returns: Its text, with CR LF.
  package static func text(of cases: [CaseRecord], at now: Moment, clock: LondonClock) -> String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nightdesk//casebook//EN", "METHOD:PUBLISH"]
    for record in cases.sorted(by: { $0.reference < $1.reference }) {
      for obligation in record.obligations where obligation.sort == .once {
        guard let due = obligation.due else { continue }
        lines += event(obligation, due, of: record, at: now, clock)
      }
    }
    return (lines + ["END:VCALENDAR"]).map { folded($0) + "\r\n" }.joined()
  }

  private static func event(
    _ obligation: Obligation, _ due: DueTime, of record: CaseRecord, at now: Moment, _ clock: LondonClock
  ) -> [String] {
    let summary = "\(record.reference.text): \(obligation.action.key.words.lowercased()) due"
    let start: Moment
    switch due {
    case .moment(let moment): start = moment
    // A date is due until its end: its last minute in London.
    case .day(let day): start = clock.moment(of: WallTime(day: day, hour: 23, minute: 59))
    }
    let isOff = !obligation.isLive || record.closed != nil
    return [
      "BEGIN:VEVENT", "UID:\(record.reference.text)-\(obligation.number)@casebook.nightdesk.invalid",
      "DTSTAMP:\(utc(now))", "DTSTART:\(utc(start))", "DURATION:PT1M", "SEQUENCE:\(record.last)",
      "STATUS:\(isOff ? "CANCELLED" : "CONFIRMED")", "CLASS:CONFIDENTIAL", "TRANSP:TRANSPARENT", "SUMMARY:\(summary)",
    ]
      + (isOff
        ? [] : ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "DESCRIPTION:\(summary)", "END:VALARM"])
      + ["END:VEVENT"]
  }

  /// `20261127T174500Z`.
  private static func utc(_ moment: Moment) -> String {
    let wall = WallTime(utc: moment)
    let (second, digits) = (Int(wall.secondOfDay), { (number: Int) in number < 10 ? "0\(number)" : "\(number)" })
    return TimeText.text(wall.day).filter { $0 != "-" } + "T\(digits(second / 3600))\(digits(second / 60 % 60))"
      + "\(digits(second % 60))Z"
  }

  /// A line of at most 75 octets; what is longer goes on behind a space. All of it is ASCII.
  private static func folded(_ line: String) -> String {
    var (rest, lines) = (line[...], [String]())
    while rest.utf8.count > (lines.isEmpty ? 75 : 74) {
      let part = rest.prefix(lines.isEmpty ? 75 : 74)
      lines.append(String(part))
      rest = rest.dropFirst(part.count)
    }
    return (lines + [String(rest)]).joined(separator: "\r\n ")
  }
}
