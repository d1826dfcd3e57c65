package import WorkingTime

/// A dated value that rules read. Each belongs to a document of the book; some may be set by a protocol for its councils.
package enum Parameter: String, Sendable, Hashable, CaseIterable {
  /// When the late day begins; minutes since midnight.
  case lateDayCutOff = "late-day-cut-off"
  /// Within how many minutes of the referral children's services meet the family in office hours.
  case handOverMinutes = "hand-over-minutes"
  /// How many days of accommodation usually follow an intentionally-homeless decision; the law has no number of them.
  case noticeDays = "notice-days"
  /// The weekdays on which no accommodation ends.
  case noEndOnWeekdays = "no-end-on-weekdays"
  /// Up to how many weeks a placement elsewhere moves no responsibility.
  case shortPlacementWeeks = "short-placement-weeks"
  /// Within how many working days services settle a dispute at the lowest level.
  case disputeWorkingDays = "dispute-working-days"
  /// The hours in which working hours are counted; minutes since midnight.
  case workingHours = "working-hours"
  /// The longest journey back by own or provided transport, in minutes.
  case ownTravelLimit = "travel-limit-own-minutes"
  /// The longest journey back by public transport, in minutes.
  case publicTravelLimit = "travel-limit-public-minutes"
  /// From when on somebody may be on the way; minutes since midnight.
  case travelFrom = "travel-from"
  /// By when a journey is over; minutes since midnight.
  case travelUntil = "travel-until"
  /// Road kilometres for each kilometre on the map.
  case roadFactor = "travel-road-factor"
  /// Kilometres an hour by own or provided transport.
  case ownSpeed = "travel-speed-own-kmh"
  /// Kilometres an hour by public transport.
  case publicSpeed = "travel-speed-public-kmh"
  /// Minutes of waiting by public transport.
  case publicWait = "travel-wait-public-minutes"
  /// Within how many days homelessness must be likely for the prevention duty.
  case threatenedDays = "threatened-within-days"
  /// Which notice of a private landlord counts as a threat by itself.
  case threateningNotice = "threatening-notice"
  /// For how many days the relief duty usually runs.
  case reliefDays = "relief-days"
  /// Within how many days a review is asked for, the first being the day of notification.
  case reviewDays = "review-days"
  /// Within how many weeks a review is decided, the first day being that of the request.
  case reviewWeeks = "review-weeks"
  /// Within how many days a host authority is told, the first being the day on which the place was made available.
  case hostNoticeDays = "host-notice-days"
  /// Within how many days practice, health visitors and school are told.
  case notifyConsentDays = "notify-consent-days"
  /// How many nights of bed and breakfast a family may have in all.
  case bedAndBreakfastNights = "bed-and-breakfast-nights"
  /// Under which age a former relevant child is never found intentionally homeless; nothing before the law is in force.
  case neverIntentionalUnderAge = "never-intentional-under-age"
  /// For how many months the Home Office's domestic-abuse concession gives leave with recourse to public funds.
  case concessionMonths = "concession-months"

  /// What sort of value it takes.
  package enum Kind: Sendable, Hashable {
    /// A whole number, above zero.
    case whole
    /// A number above zero.
    case number
    /// A time of the day, `16:30`.
    case time
    /// Two times of the day, from and until.
    case times
    /// Weekdays: `fri`.
    case weekdays
    /// Words.
    case text
  }

  /// What sort of value it takes.
  package var kind: Kind {
    switch self {
    case .lateDayCutOff, .travelFrom, .travelUntil: .time
    case .workingHours: .times
    case .noEndOnWeekdays: .weekdays
    case .roadFactor, .ownSpeed, .publicSpeed, .publicWait: .number
    case .threateningNotice: .text
    default: .whole
    }
  }

  /// Whether a protocol may set it for its own councils.
  package var mayBeProtocols: Bool {
    switch self {
    case .lateDayCutOff, .handOverMinutes, .noticeDays, .noEndOnWeekdays, .shortPlacementWeeks, .disputeWorkingDays,
      .workingHours, .ownTravelLimit, .publicTravelLimit, .travelFrom, .travelUntil:
      true
    default: false
    }
  }

  /// Whether there must be a value for everyone, where no protocol sets one.
  package var isLawWide: Bool {
    switch self {
    case .lateDayCutOff, .handOverMinutes, .noticeDays, .noEndOnWeekdays, .shortPlacementWeeks, .disputeWorkingDays:
      false
    default: true
    }
  }
}

/// A value of a parameter, as its kind has it.
package enum ParameterValue: Sendable, Hashable {
  /// A whole number, or minutes since midnight.
  case whole(Int)
  /// A number.
  case number(Double)
  /// Minutes since midnight, from and until.
  case times(Range<Int>)
  /// Weekdays.
  case weekdays(Set<Weekday>)
  /// Words.
  case text(String)

  /// The number in it, rounded up; nil where there is none.
  package var whole: Int? {
    switch self {
    case .whole(let whole): whole
    case .number(let number): Int(number.rounded(.up))
    default: nil
    }
  }

  /// The number in it; nil where there is none.
  package var number: Double? {
    switch self {
    case .whole(let whole): Double(whole)
    case .number(let number): number
    default: nil
    }
  }
}

extension ParameterValue {
  /// Another value of the same kind.
  var another: ParameterValue {
    switch self {
    case .whole(let whole): .whole(whole > 2 ? whole / 2 : whole + 1)
    case .number(let number): .number(number * 2)
    case .times(let times): .times((times.lowerBound + 60)..<(times.upperBound + 60))
    case .weekdays(let days): .weekdays(days.contains(.wednesday) ? [.tuesday] : [.wednesday])
    case .text(let text): .text(text + " (another)")
    }
  }
}

extension Parameter {
  /// A value as a file states it, read as the parameter's kind; nil where it is not of that kind.
  func read(_ value: ProtocolFile.Value) -> ParameterValue? {
    switch (kind, value) {
    case (.whole, .number(let number)): Int(exactly: number).flatMap { $0 > 0 ? .whole($0) : nil }
    case (.number, .number(let number)): number > 0 ? .number(number) : nil
    case (.time, .text(let text)): Self.minute(text).map { .whole($0) }
    case (.times, .texts(let texts)): Self.times(texts).map { .times($0) }
    case (.weekdays, .texts(let texts)): Self.weekdays(texts).map { .weekdays($0) }
    case (.text, .text(let text)): text.isEmpty ? nil : .text(text)
    default: nil
    }
  }

  private static func minute(_ text: String) -> Int? {
    do {
      return try TimeText.minuteOfDay(text)
    } catch {
      return nil
    }
  }

  private static func times(_ texts: [String]) -> Range<Int>? {
    let minutes = texts.compactMap(minute)
    guard texts.count == 2, minutes.count == 2, minutes[0] < minutes[1] else { return nil }
    return minutes[0]..<minutes[1]
  }

  private static func weekdays(_ texts: [String]) -> Set<Weekday>? {
    var days: Set<Weekday> = []
    for text in texts {
      guard let day = Weekday.allCases.first(where: { $0.name.lowercased().prefix(3) == text.lowercased() }) else {
        return nil
      }
      days.insert(day)
    }
    return days.count == 7 ? nil : days
  }
}
