package import WorkingTime

/// By when somebody of a team is to have signed for a case that was handed to it.
package enum HandoverLimit {
  /// The minute of the day: 10:00, an hour after most offices open.
  package static let minute = 600

  /// What a team is called that works when offices are shut.
  private static let atAnyHour: Set<Substring> = [
    "night", "nights", "weekend", "weekends", "emergency", "edt", "ooh", "24",
  ]

  /// The limit: 10:00 on the next day on which the team works. That is a working day, as a day team has them; for a team whose
  /// name says that it works at night or at weekends it is any day.
  ///
  /// - Parameters:
  ///   - made: When it was handed over.
  ///   - team: What it was handed to, in the words of whoever did.
  ///   - frame: London's clocks and the bank holidays.
  /// - Returns: The moment.
  package static func due(from made: Moment, to team: String, in frame: WorkingTimeFrame) -> Moment {
    let wall = frame.clock.wall(at: made)
    let words = team.lowercased().split { !$0.isLetter && !$0.isNumber }
    let isAtAnyHour = words.contains(where: atAnyHour.contains) || words.joined(separator: " ").contains("out of hours")
    var day = wall.minuteOfDay < minute ? wall.day : wall.day.adding(days: 1)
    while !isAtAnyHour, !frame.calendar.isWorkingDay(day) { day = day.adding(days: 1) }
    return frame.clock.moment(of: WallTime(day: day, secondOfDay: Int32(minute * 60)))
  }
}
