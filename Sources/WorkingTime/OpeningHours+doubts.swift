extension OpeningHours {
  /// What is odd about hours that can be read all the same: spans of different days that overlap, a day that two rules
  /// name, a span of a whole day or more. Empty where nothing is.
  package var doubts: [String] { repeatedDays + overlaps + endless }

  /// The later of two rules for a day replaces the earlier without a word.
  private var repeatedDays: [String] {
    var seen: Set<String> = []
    var repeated: [String] = []
    for rule in notation.split(separator: ";") {
      guard let days = rule.split(separator: " ").first else { continue }
      for name in Self.eachDay(of: days) where !seen.insert(name).inserted && !repeated.contains(name) {
        repeated.append(name)
      }
    }
    return repeated.map { "\($0) is named by two rules, and only the later of them counts" }
  }

  private static let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]

  private static func eachDay(of days: Substring) -> [String] {
    if days == "24/7" { return names }
    if days.contains(where: \.isNumber) { return [String(days)] }
    return days.split(separator: ",").flatMap { part in
      let ends = part.split(separator: "-").compactMap { names.firstIndex(of: String($0)) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [String(part)] }
      return Array(names[first...last])
    }
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
