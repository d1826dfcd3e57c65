import WorkingTime

/// Weekly opening hours as HSDS schedules: one a span, with its days. Bank holidays and single dates, which HSDS schedules
/// cannot say, stand in the description.
struct HSDSSchedule: Hashable {
  let days: String
  let opens: String
  let closes: String

  /// The same as other programs may write it: days in order, times with no seconds and no zone.
  var plain: HSDSSchedule {
    let given = days.uppercased().split { !$0.isLetter }.map(String.init)
    func time(_ text: String) -> String { HSDSForeign.time(text) ?? text }
    return HSDSSchedule(
      days: given.allSatisfy(Self.names.contains) ? Self.names.filter(given.contains).joined(separator: ",") : days,
      opens: time(opens), closes: time(closes))
  }

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// A span of more than a day would come out as one that ends before it begins: it is cut at midnight.
  private static func withinADay(_ span: Range<Int>, from day: Int) -> [(day: Int, span: Range<Int>)] {
    guard span.count > 1440 else { return [(day, span)] }
    return [(day, span.lowerBound..<1440), ((day + 1) % 7, 0..<span.upperBound - 1440)]
  }

  /// The schedules of some hours, by the first day of each.
  static func all(of hours: OpeningHours) -> [HSDSSchedule] {
    var found: [(span: Range<Int>, days: [String])] = []
    for weekday in Weekday.allCases {
      for (day, span) in (hours.spans(on: weekday) ?? []).flatMap({ withinADay($0, from: weekday.rawValue) }) {
        let name = names[day]
        if let place = found.firstIndex(where: { $0.span == span }) {
          found[place].days.append(name)
        } else {
          found.append((span, [name]))
        }
      }
    }
    func order(_ days: [String]) -> [String] { names.filter(days.contains) }
    return found.map { span, days in
      HSDSSchedule(
        days: order(days).joined(separator: ","), opens: TimeText.clockText(minuteOfDay: span.lowerBound),
        closes: TimeText.clockText(minuteOfDay: span.upperBound % 1440))
    }
  }
}
