import WorkingTime

/// Weekly opening hours as HSDS schedules: one a span, with its days. Bank holidays and single dates, which HSDS schedules
/// cannot say, stand in the description.
struct HSDSSchedule: Hashable {
  let days: String
  let opens: String
  let closes: String

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// The schedules of some hours, by the first day of each.
  static func all(of hours: OpeningHours) -> [HSDSSchedule] {
    var found: [(span: Range<Int>, days: [String])] = []
    for weekday in Weekday.allCases {
      for span in hours.spans(on: weekday) ?? [] {
        let name = names[weekday.rawValue]
        if let place = found.firstIndex(where: { $0.span == span }) {
          found[place].days.append(name)
        } else {
          found.append((span, [name]))
        }
      }
    }
    return found.map { span, days in
      HSDSSchedule(
        days: days.joined(separator: ","), opens: TimeText.clockText(minuteOfDay: span.lowerBound),
        closes: TimeText.clockText(minuteOfDay: span.upperBound % 1440))
    }
  }
}
