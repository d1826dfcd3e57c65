extension OpeningHours {
  /// What is odd about hours that can be read all the same: spans of different days that overlap, a day that two rules
  /// name, a span of a whole day or more. Empty where nothing is.
  package var doubts: [String] { repeatedDays + overlaps + endless }

  /// The later of two rules for a day replaces the earlier without a word.
  private var repeatedDays: [String] {
    let rules: [HoursRule]
    do throws(OpeningHoursError) {
      rules = try HoursNotation.rules(notation)
    } catch {
      return [error.explanation]
    }
    var seen: Set<String> = []
    var repeated: [String] = []
    for rule in rules where !rule.isAdditional {
      for name in Self.eachDay(of: rule.days) where !seen.insert(name).inserted && !repeated.contains(name) {
        repeated.append(name)
      }
    }
    return repeated.map { "\($0) is named by two rules, and only the later of them counts" }
  }

  private static let names = HoursNotation.dayNames

  private static func eachDay(of days: HoursRule.Days) -> [String] {
    let counted = days.counted.map { "\(names[$0.weekday.rawValue])[\($0.place)]" }
    let dates = days.dates.map { dates in
      [dates.first, dates.last].map { end in
        "\(end.year.map { "\($0) " } ?? "")\(TimeText.months[end.month - 1]) \(end.day)"
      }
    }.map { $0[0] == $0[1] ? $0[0] : $0.joined(separator: "-") }
    return days.weekdays.sorted().map { names[$0] } + (days.bankHolidays ? ["PH"] : []) + counted + dates
  }

  /// A span that runs past midnight into one of the next day's. Into one that begins at midnight it only goes on.
  private var overlaps: [String] {
    weekly.indices.compactMap { day in
      let next = weekly[(day + 1) % weekly.count].spans ?? []
      guard let late = weekly[day].spans?.last, late.end > 1440,
        next.contains(where: { $0.start > 0 && $0.start < late.end - 1440 })
      else { return nil }
      return "\(Self.names[day])'s hours run into \(Self.names[(day + 1) % weekly.count])'s own"
    }
  }

  /// `09:00-09:00` is a whole day, which is seldom what was meant.
  private var endless: [String] {
    weekly.indices.compactMap { day in
      let isRound = weekly[day].spans?.contains { $0.end - $0.start >= 1440 && $0.start != 0 } ?? false
      return isRound ? "\(Self.names[day])'s span lasts a whole day or more" : nil
    }
  }
}
