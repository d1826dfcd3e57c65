extension OpeningHours {
  /// Reads a subset of the OpenStreetMap notation for opening hours, as records hold it.
  ///
  /// Rules stand between semicolons: `Mo-Fr 09:00-16:30; PH off; Dec 24 09:00-12:00`. Days are `Mo` to `Su`, lists and
  /// ranges of them, `PH` for bank holidays, dates (`Dec 25`, `2026 Dec 24-26`, `2026-12-24`) or a weekday of the month
  /// (`Mo[1]`); hours are spans, `off` (or `closed`), or `unknown` where nobody has recorded them; an end at or before its
  /// start, or past 24:00, runs into the next day; `24/7` is always. A weekday that no rule names is closed. Without a
  /// rule for `PH`, bank holidays keep the weekday's hours. A later rule for a day replaces an earlier one; one after a
  /// comma adds to it. Dates go before bank holidays, and these before weekdays, in whatever order they are written.
  ///
  /// What others would read otherwise is read here all the same, so that records from before stay as they were meant:
  /// see `clash` for what must not be taken in anew.
  package init(notation text: String) throws(OpeningHoursError) {
    let rules: [HoursRule]
    do throws(OpeningHoursError) {
      rules = try HoursNotation.rules(text)
    } catch {
      if OutsideOffice(text) != nil {
        throw OpeningHoursError(
          part: text, why: "they say nothing of when that is; write it, as " + OutsideOffice.example)
      }
      guard let meant = HoursProse.notation(of: text) else { throw error }
      throw OpeningHoursError(
        part: text, expected: "the notation for them. It seems to mean '\(meant)': if it does, write that")
    }
    self.init(rules: rules)
  }

  init(rules: [HoursRule]) {
    var weekly = [DayHours](repeating: DayHours(spans: []), count: 7)
    var bankHoliday: [DayHours]?
    var exceptions: [Exception] = []
    for rule in rules {
      if rule.days.isException {
        exceptions.append(Exception(days: rule.days, hours: rule.hours, adds: rule.isAdditional))
        continue
      }
      for day in rule.days.weekdays {
        weekly[day] = rule.isAdditional ? weekly[day].adding(rule.hours) : rule.hours
      }
      guard rule.days.bankHolidays else { continue }
      let before = bankHoliday ?? weekly
      bankHoliday =
        rule.isAdditional
        ? before.map { $0.adding(rule.hours) } : [DayHours](repeating: rule.hours, count: 7)
    }
    self.weekly = weekly
    self.bankHoliday = bankHoliday
    self.exceptions = exceptions
    var notation = ""
    for rule in rules {
      if !notation.isEmpty { notation += rule.isAdditional ? ", " : "; " }
      notation += rule.text
    }
    self.notation = notation
  }
}

extension OpeningHours.DayHours {
  /// Both hours together, spans that overlap or touch as one; what is not recorded stays so.
  func adding(_ other: Self) -> Self {
    guard let spans, let more = other.spans else { return Self(spans: nil) }
    var joined: [OpeningHours.Span] = []
    for span in (spans + more).sorted(by: { $0.start < $1.start }) {
      if let last = joined.last, span.start < last.end {
        joined[joined.count - 1] = OpeningHours.Span(start: last.start, end: max(last.end, span.end))
      } else {
        joined.append(span)
      }
    }
    return Self(spans: joined)
  }
}

extension OpeningHours {
  /// Whether a text is opening hours in the notation of records.
  package static func isNotation(_ text: String) -> Bool {
    do throws(OpeningHoursError) {
      _ = try HoursNotation.rules(text)
      return true
    } catch {
      return false
    }
  }

  /// The notation that a text in prose seems to mean, for somebody to confirm; nil where none is sure enough.
  package static func proposal(for text: String) -> String? { HoursProse.notation(of: text) }
}
