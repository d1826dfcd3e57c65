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
      "'\(id)' is no rule with a time limit" + (nearest.map { "; did you mean \($0)?" } ?? "; see 'nightdesk rules'")
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
  /// Rules whose printed limit the law replaces, and the law that does (T2, B3, B11).
  private static let outranked = ["KPG-07": "HA96-s202-3", "KCL-11": "UKGDPR-12-3", "KIN-17": "HA96-s188"]

  private func warnings(
    _ clause: ProtocolFile.Clause, _ file: ProtocolFile, _ best: LimitAnswer.Reading, _ readings: [LimitAnswer.Reading],
    _ start: LimitStart, _ frame: WorkingTimeFrame
  ) -> [Notice] {
    var notices: [Notice] = []
    func add(_ code: WarningCode, _ text: String) { notices.append(Notice(code: code.name, text: text)) }
    if let law = ProtocolBook.outranked[clause.id] {
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
      // Whatever a Kent family keeps ends on a day that KPG-18 and its extension allow.
      let fit = frame.calendar.dayFitToEndAccommodation(onOrAfter: day)
      if file.prefix == ProtocolPrefix.kent.rawValue, clause.protects == .family, fit != day {
        add(.unclearProtocol, "KPG-18 ends nothing on \(TimeText.words(day)): the end moves to \(TimeText.words(fit)).")
      }
      if frame.calendar.isBankHoliday(day.adding(days: 1)) {
        add(.holidayAhead, "The day after \(TimeText.words(day)) is a bank holiday.")
      }
    }
    return notices
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
      let each = readings.map { "\($0.limit.map { $0 + ", " } ?? "")\($0.reading.rawValue): \(words($0.due))" }
      parts.append("Readings: \(each.joined(separator: "; ")).")
    }
    if case .day(let day)? = best.due, best.reading == .calendarDays, !frame.calendar.isWorkingDay(day) {
      parts.append(
        "That is no working day; the working day before is \(TimeText.words(frame.calendar.workingDay(before: day))).")
    }
    parts.append(convention(clause.limits))
    parts.append(clause.summary)
    return parts.joined(separator: " ")
  }

  /// The calculator's conventions, stated in every answer.
  private func convention(_ limits: [TimeLimit]) -> String {
    guard let limit = limits.first else { return "" }
    switch limit.unit {
    case .minutes, .hours:
      return "Hours and minutes are elapsed time; working hours are 09:00 to 17:00 on working days."
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
