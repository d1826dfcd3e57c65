/// How a time limit was understood; the words of the contract.
package enum TimeReading: String, Sendable, Codable, CaseIterable {
  /// The night of the day in question.
  case tonight
  /// Elapsed time, through nights and clock changes.
  case clockHours = "clock-hours"
  /// Hours of office time only.
  case workingHours = "working-hours"
  /// Monday to Friday without bank holidays.
  case workingDays = "working-days"
  /// Every day counts.
  case calendarDays = "calendar-days"
  /// Now.
  case atOnce = "at-once"
  /// Before the household is placed anywhere.
  case beforePlacement = "before-placement"

  /// How it is read aloud: `in working days`.
  package var words: String {
    switch self {
    case .tonight: "tonight"
    case .clockHours: "in hours by the clock"
    case .workingHours: "in working hours"
    case .workingDays: "in working days"
    case .calendarDays: "in days, weekends counted"
    case .atOnce: "at once"
    case .beforePlacement: "before they are placed"
    }
  }
}

/// When something is due: at an instant, or by the end of a day.
package enum DueTime: Sendable, Hashable {
  /// An instant.
  case moment(Moment)
  /// The end of a day.
  case day(Day)
}

/// One limit of a clause, as a clause file states it.
package struct TimeLimit: Sendable, Hashable, Codable {
  /// What the amount counts.
  package enum Unit: String, Sendable, Codable {
    case minutes, hours, days, weeks, months, years, tonight
    case workingDays = "working-days"
    case sameDay = "same-day"
    case atOnce = "at-once"
    case beforePlacement = "before-placement"
    case nextWorkingDay = "next-working-day"
    case notFriday = "not-friday"
  }

  /// From where the amount is counted.
  package enum Counting: String, Sendable, Codable {
    /// The day of the event is day 0.
    case after
    /// The day of the event is day 1.
    case beginningWith = "beginning-with"
    /// Back from the event.
    case before
  }

  /// The limit's own name, where a clause has several.
  package let limit: String?
  /// How many units; nil where the unit needs none.
  package let amount: Int?
  /// What is counted.
  package let unit: Unit
  /// From where.
  package let counting: Counting
  /// The ways in which the clause can be read, in the order to show them.
  package let readings: [TimeReading]
  /// Whether a last day that is no working day moves to the next one; nil for no.
  package let rollsToWorkingDay: Bool?

  /// A limit, stated in full.
  package init(
    limit: String? = nil, amount: Int?, unit: Unit, counting: Counting = .after, readings: [TimeReading],
    rollsToWorkingDay: Bool? = nil
  ) {
    self.limit = limit
    self.amount = amount
    self.unit = unit
    self.counting = counting
    self.readings = readings
    self.rollsToWorkingDay = rollsToWorkingDay
  }
}
