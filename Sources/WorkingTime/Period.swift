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
  /// The periods, in the order in which they are asked.
  package let periods: [Period]
  /// Each period's value; nil is a value that is known not to be there, as of a law that is not in force yet.
  package let values: [Value?]

  /// Periods with their values.
  package init(_ periods: [(period: Period, value: Value?)]) {
    self.periods = periods.map(\.period)
    values = periods.map(\.value)
  }

  /// The value of a day; nil where there is none, or where nobody has said.
  package func value(on day: Day) -> Value? {
    place(on: day).flatMap { values[$0] }
  }

  /// Whether somebody has said what holds on a day, be it that nothing does.
  package func isKnown(on day: Day) -> Bool { place(on: day) != nil }

  /// Which of the periods a day lies in; nil where it lies in none.
  package func place(on day: Day) -> Int? { periods.firstIndex { $0.contains(day) } }

  /// The days on which it changes, first to last.
  package var changes: [Day] {
    Set(periods.flatMap { [$0.from, $0.until].compactMap(\.self) }).sorted()
  }

  /// The same periods with other values.
  package func map<Other: Sendable, Failure: Error>(
    _ change: (Value) throws(Failure) -> Other
  ) throws(Failure) -> Dated<Other> {
    var changed: [(period: Period, value: Other?)] = []
    for (period, value) in zip(periods, values) {
      guard let value else {
        changed.append((period, nil))
        continue
      }
      changed.append((period, try change(value)))
    }
    return Dated<Other>(changed)
  }
}
