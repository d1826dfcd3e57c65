package import Directory
package import WorkingTime

/// Why a time limit cannot be answered.
package enum LimitError: Error, Sendable, Hashable {
  /// No such rule.
  case unknownRule(String, nearest: String?)
  /// The rule has no time limit.
  case noLimit(String)
  /// The limit runs in hours or minutes, and only a date is given.
  case needsMoment(String)
  /// Bank holidays are not known as far as the answer reaches.
  case beyondCalendar(Day, knownFrom: Day, knownUntil: Day)

  /// One line that says what would be right.
  package var explanation: String {
    switch self {
    case .unknownRule(let id, let nearest):
      "'\(id)' is not a rule with a time limit" + (nearest.map { "; did you mean \($0)?" } ?? "; see 'nightdesk rules'")
    case .noLimit(let id): "\(id) has no time limit of its own"
    case .needsMoment(let id): "\(id) runs in hours or minutes: give a moment like 2026-11-26T17:45, not only a date"
    case .beyondCalendar(let day, let from, let until):
      "\(TimeText.text(day)) is not known: bank holidays are known from \(TimeText.text(from)) to \(TimeText.text(until)) only"
    }
  }
}

/// When a rule's limits are due, in every reading.
package struct LimitAnswer: Sendable {
  /// One limit in one reading.
  package struct Reading: Sendable, Hashable {
    /// The limit's name, where the rule has several.
    package let limit: String?
    /// How it was read.
    package let reading: TimeReading
    /// When it is due then; nil where it runs up to an event without a date.
    package let due: DueTime?
  }

  /// The rule's id.
  package let rule: String
  /// From where it was counted.
  package let from: LimitStart
  /// When to act by: the earliest for a worker, the strict one for an applicant, the later for a family's protection.
  package let due: DueTime?
  /// The reading of `due`.
  package let reading: TimeReading
  /// Every limit in every reading.
  package let readings: [Reading]
  /// What to know.
  package let warnings: [Notice]
  /// The answer in words, with its conventions.
  package let text: String
}

extension ProtocolBook {
  /// When a rule's time limits are due.
  package func limits(
    of id: String, from start: LimitStart, in frame: WorkingTimeFrame
  ) throws(LimitError) -> LimitAnswer {
    guard let (clause, file) = clause(id) else {
      throw .unknownRule(id, nearest: Spelling.nearest(to: id, in: ids.map { $0.lowercased() })?.uppercased())
    }
    guard !clause.limits.isEmpty else { throw .noLimit(clause.id) }
    let frame = hours(of: file, in: frame, on: frame.day(of: start))
    var readings: [LimitAnswer.Reading] = []
    var best: LimitAnswer.Reading?
    for limit in clause.limits {
      var chosen: LimitAnswer.Reading?
      for reading in limit.readings {
        let answer = LimitAnswer.Reading(
          limit: limit.limit, reading: reading, due: try due(limit, of: clause.id, from: start, reading, in: frame))
        readings.append(answer)
        let isBetter =
          clause.protects == .family ? isEarlier(chosen, than: answer, frame) : isEarlier(answer, than: chosen, frame)
        if chosen == nil || isBetter { chosen = answer }
      }
      if best == nil || isEarlier(chosen, than: best, frame) { best = chosen }
    }
    guard let best else { throw .noLimit(clause.id) }
    return LimitAnswer(
      rule: clause.id, from: start, due: best.due, reading: best.reading, readings: readings,
      warnings: warnings(clause, file, best, readings, start, frame), text: text(clause, best, readings, frame))
  }

  /// The frame with the working hours of a document, or those for everyone.
  private func hours(of file: ProtocolFile, in frame: WorkingTimeFrame, on day: Day) -> WorkingTimeFrame {
    let own = file.prefix.flatMap { setting(.workingHours, of: ProtocolPrefix($0)) }
    guard case .times(let office)? = (own ?? lawWide(.workingHours))?.values.value(on: day) else { return frame }
    return WorkingTimeFrame(clock: frame.clock, calendar: frame.calendar, office: office)
  }

  private func due(
    _ limit: TimeLimit, of id: String, from start: LimitStart, _ reading: TimeReading, in frame: WorkingTimeFrame
  ) throws(LimitError) -> DueTime? {
    do {
      return try limit.due(from: start, reading: reading, in: frame)
    } catch {
      switch error {
      case .needsMoment: throw .needsMoment(id)
      case .beyondCalendar(let day):
        throw .beyondCalendar(day, knownFrom: frame.calendar.knownFrom, knownUntil: frame.calendar.knownUntil)
      }
    }
  }

  private func isEarlier(
    _ one: LimitAnswer.Reading?, than other: LimitAnswer.Reading?, _ frame: WorkingTimeFrame
  ) -> Bool {
    guard let left = one?.due, let right = other?.due else { return false }
    return frame.isEarlier(left, than: right)
  }
}

extension ProtocolBook {
  private func warnings(
    _ clause: ProtocolFile.Clause, _ file: ProtocolFile, _ best: LimitAnswer.Reading, _ readings: [LimitAnswer.Reading],
    _ start: LimitStart, _ frame: WorkingTimeFrame
  ) -> [Notice] {
    var notices: [Notice] = []
    func add(_ code: WarningCode, _ text: String) { notices.append(Notice(code: code.name, text: text)) }
    if let law = clause.outrankedBy {
      add(.lawOverProtocol, "\(law) outranks what \(clause.id) prints. \(clause.unclear ?? "")")
    } else if file.prefix != nil, let unclear = clause.unclear {
      add(.unclearProtocol, "\(clause.id): \(unclear)")
    } else if Set(readings.map(\.limit)).count < readings.count {
      add(.unclearProtocol, "\(clause.id) can be read in more than one way; each is given.")
    }
    if clause.confidence == "S" || clause.confidence == "K" {
      add(.unconfirmedLaw, "\(clause.id) is not confirmed against the primary text.")
    }
    if let text = file.reviewDue, let review = try? TimeText.day(text), review < frame.day(of: start) {
      add(.protocolOverdue, "\(file.title) should have been reviewed by \(TimeText.words(review)).")
    }
    if let due = best.due {
      let day = frame.day(of: due)
      // What a family keeps ends only on a day that its protocol allows.
      if clause.protects == .family, let off = daysOff(of: file, on: day) {
        let fit = frame.calendar.dayFitToEndAccommodation(onOrAfter: day, off: off.weekdays)
        if fit != day {
          add(
            .unclearProtocol,
            "\(off.clause) ends nothing on \(TimeText.words(day)). The end moves to \(TimeText.words(fit)).")
        }
      }
      if frame.calendar.isBankHoliday(day.adding(days: 1)) {
        add(.holidayAhead, "The day after \(TimeText.words(day)) is a bank holiday.")
      }
    }
    return notices
  }

  /// The weekdays on which a protocol ends no accommodation, and the clause that says so.
  private func daysOff(of file: ProtocolFile, on day: Day) -> (weekdays: Set<Weekday>, clause: String)? {
    guard let prefix = file.prefix.map(ProtocolPrefix.init), let setting = setting(.noEndOnWeekdays, of: prefix),
      case .weekdays(let weekdays)? = setting.values.value(on: day)
    else { return nil }
    return (weekdays, setting.clause)
  }

  private func text(
    _ clause: ProtocolFile.Clause, _ best: LimitAnswer.Reading, _ readings: [LimitAnswer.Reading],
    _ frame: WorkingTimeFrame
  ) -> String {
    func words(_ due: DueTime?) -> String {
      due.map { TimeText.words($0, clock: frame.clock) } ?? "the event itself"
    }
    var parts = ["\(clause.id): by \(words(best.due))."]
    if readings.count > 1 {
      let each = readings.map {
        "\($0.limit.map { $0.replacing("-", with: " ") + ", " } ?? "")\($0.reading.words): \(words($0.due))"
      }
      parts.append("Readings: \(each.joined(separator: "; ")).")
    }
    if case .day(let day)? = best.due, best.reading == .calendarDays, !frame.calendar.isWorkingDay(day) {
      parts.append(
        "That is not a working day. The working day before is \(TimeText.words(frame.calendar.workingDay(before: day)))."
      )
    }
    parts.append(convention(clause.limits, frame))
    parts.append(clause.summary)
    return parts.joined(separator: " ")
  }

  /// The calculator's conventions, stated in every answer.
  private func convention(_ limits: [TimeLimit], _ frame: WorkingTimeFrame) -> String {
    guard let limit = limits.first else { return "" }
    switch limit.unit {
    case .minutes, .hours:
      let from = TimeText.clockText(minuteOfDay: frame.office.lowerBound)
      let until = TimeText.clockText(minuteOfDay: frame.office.upperBound)
      return "Hours and minutes are elapsed time. Working hours are \(from) to \(until) on working days."
    case .workingDays: return "The day of the event is not counted; due at the close of the last working day."
    case .days, .weeks:
      return limit.counting == .beginningWith ? "The day of the event is day 1." : "The day of the event is day 0."
    case .months, .years: return "Counted by the calendar; a month too short ends on its last day."
    case .nextWorkingDay, .tonight, .sameDay: return "A night belongs to the date on which it began."
    case .notFriday: return "An end date moves later, never earlier, off Fridays, weekends and bank holidays."
    case .atOnce, .beforePlacement: return "No time is allowed for it."
    }
  }
}
