/// A half-open period of days: the first day belongs to it, the day after the last does not.
package struct Period: Sendable, Hashable {
  /// The first day; nil where it has always held.
  package let from: Day?
  /// The first day on which it holds no more; nil where no end is known.
  package let until: Day?

  /// A period from a first day up to, and without, a last one.
  package init(from: Day? = nil, until: Day? = nil) {
    self.from = from
    self.until = until
  }

  /// Whether a day lies in it.
  package func contains(_ day: Day) -> Bool {
    if let from, day < from { return false }
    if let until, until <= day { return false }
    return true
  }
}

/// A value that changes on given days. Where no period covers a day there is no value, and whoever asks must say so.
package struct Dated<Value: Sendable>: Sendable {
  /// The periods with their values; nil is a value that is known not to be there, as of a law that is not in force yet.
  package let periods: [(period: Period, value: Value?)]
  /// The value where it is the same on every day, as most are.
  private let always: Value?

  /// Periods with their values.
  package init(_ periods: [(period: Period, value: Value?)]) {
    self.periods = periods
    always = periods.count == 1 && periods[0].period == Period() ? periods[0].value : nil
  }

  /// The value of a day; nil where there is none, or where nobody has said.
  package func value(on day: Day) -> Value? {
    if let always { return always }
    for entry in periods where entry.period.contains(day) { return entry.value }
    return nil
  }

  /// Whether somebody has said what holds on a day, be it that nothing does.
  package func isKnown(on day: Day) -> Bool { periods.contains { $0.period.contains(day) } }

  /// The days on which it changes, first to last.
  package var changes: [Day] {
    Set(periods.flatMap { [$0.period.from, $0.period.until].compactMap(\.self) }).sorted()
  }

  /// The same periods with other values.
  package func map<Other: Sendable, Failure: Error>(
    _ change: (Value) throws(Failure) -> Other
  ) throws(Failure) -> Dated<Other> {
    var changed: [(period: Period, value: Other?)] = []
    for entry in periods {
      guard let value = entry.value else {
        changed.append((entry.period, nil))
        continue
      }
      changed.append((entry.period, try change(value)))
    }
    return Dated<Other>(changed)
  }
}
