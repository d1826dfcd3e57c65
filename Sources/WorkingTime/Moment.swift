/// An instant, to the second.
package struct Moment: Sendable, Hashable, Comparable {
  /// Seconds since 1 January 1970, 00:00 UTC.
  package let seconds: Int64

  /// The instant that many seconds after 1 January 1970, 00:00 UTC.
  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Earlier instants come first.
  package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }

  /// The instant that many seconds of elapsed time later.
  package func adding(seconds more: Int64) -> Moment {
    Moment(seconds: seconds + more)
  }
}

/// What a clock on the wall shows: a day and a time of day, without a zone.
package struct WallTime: Sendable, Hashable, Comparable {
  /// The day.
  package let day: Day
  /// Seconds since midnight, 0 up to but not including 86,400.
  package let secondOfDay: Int32

  /// A day and the seconds since its midnight.
  package init(day: Day, secondOfDay: Int32) {
    self.day = day
    self.secondOfDay = secondOfDay
  }

  /// A day, an hour (0–23) and a minute (0–59).
  package init(day: Day, hour: Int, minute: Int) {
    self.init(day: day, secondOfDay: Int32(hour * 3600 + minute * 60))
  }

  /// What a clock set to UTC shows at an instant.
  package init(utc moment: Moment) {
    self.init(secondsFromEpochAsUTC: moment.seconds)
  }

  /// Minutes since midnight, seconds dropped.
  package var minuteOfDay: Int { Int(secondOfDay) / 60 }

  /// Earlier times come first.
  package static func < (left: WallTime, right: WallTime) -> Bool {
    left.day == right.day ? left.secondOfDay < right.secondOfDay : left.day < right.day
  }

  var secondsFromEpochAsUTC: Int64 { Int64(day.number) * 86_400 + Int64(secondOfDay) }

  init(secondsFromEpochAsUTC seconds: Int64) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    self.init(day: Day(number: Int32(clamping: day)), secondOfDay: Int32(seconds - day * 86_400))
  }
}
