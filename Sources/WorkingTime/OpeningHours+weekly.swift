extension OpeningHours {
  /// The spans of an ordinary weekday in minutes since its midnight, an end past 1440 lying in the next day; nil where
  /// nobody has recorded them.
  package func spans(on weekday: Weekday) -> [Range<Int>]? {
    weekly[weekday.rawValue].spans.map { spans in spans.map { $0.start..<$0.end } }
  }
}
