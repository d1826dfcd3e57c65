import Foundation

/// Europe/London wall time, as a table of the clock changes of some years.
///
/// The changes come from Foundation's time zone; asking it again for every case would cost more than the case.
package struct LondonClock: Sendable {
  /// What a wall time means.
  package enum Meaning: Sendable, Equatable {
    /// The time comes once.
    case once(Moment)
    /// The hour comes twice, as clocks go back: both instants.
    case twice(earlier: Moment, later: Moment)
    /// Clocks go forward over it: no such time.
    case skipped
  }

  /// The years that the table covers; a moment outside them takes the nearest known offset.
  package let years: ClosedRange<Int>
  private let starts: [Int64]
  private let offsets: [Int64]
  /// For each stretch of the table, some twelve days long, which offset holds as it begins: a case asks several times, and
  /// to look for the change anew each time would cost more than the rest of the question.
  private let stretches: [UInt16]
  private static let stretchBits: Int64 = 20

  /// The clock for some years, 2000 to 2099 unless told.
  ///
  /// - Returns: nil where the machine has no Europe/London zone.
  package init?(years: ClosedRange<Int> = 2000...2099) {
    guard let zone = TimeZone(identifier: "Europe/London"),
      let first = Day(year: years.lowerBound, month: 1, day: 1),
      let last = Day(year: years.upperBound, month: 12, day: 31)
    else { return nil }
    self.years = years
    var instant = Date(timeIntervalSince1970: Double(first.number) * 86_400 - 86_400)
    let end = Date(timeIntervalSince1970: Double(last.number) * 86_400 + 2 * 86_400)
    var starts: [Int64] = [.min]
    var offsets = [Int64(zone.secondsFromGMT(for: instant))]
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next <= end {
      starts.append(Int64(next.timeIntervalSince1970.rounded()))
      offsets.append(Int64(zone.secondsFromGMT(for: next)))
      instant = next
    }
    self.starts = starts
    self.offsets = offsets
    var stretches: [UInt16] = []
    if starts.count > 1 {
      var place = 1
      for begin in stride(from: starts[1], through: starts[starts.count - 1], by: 1 << Self.stretchBits) {
        while place + 1 < starts.count, starts[place + 1] <= begin { place += 1 }
        stretches.append(UInt16(clamping: place))
      }
    }
    self.stretches = stretches
  }

  /// Seconds that London is ahead of UTC at an instant.
  package func offset(at moment: Moment) -> Int64 {
    guard starts.count > 1, starts[1] <= moment.seconds else { return offsets[0] }
    let stretch = (moment.seconds - starts[1]) >> Self.stretchBits
    guard stretch < Int64(stretches.count) else { return offsets[offsets.count - 1] }
    var place = Int(stretches[Int(stretch)])
    while place + 1 < starts.count, starts[place + 1] <= moment.seconds { place += 1 }
    return offsets[place]
  }

  /// What London's clocks show at an instant.
  package func wall(at moment: Moment) -> WallTime {
    WallTime(secondsFromEpochAsUTC: moment.seconds + offset(at: moment))
  }

  /// The instant, or instants, at which London's clocks show a time.
  package func meaning(of wall: WallTime) -> Meaning {
    let naive = wall.secondsFromEpochAsUTC
    // A zone's offset is under a day, so the answer lies within one on either side.
    let before = offset(at: Moment(seconds: naive - 86_400))
    let after = offset(at: Moment(seconds: naive + 86_400))
    let early = Moment(seconds: naive - max(before, after))
    let late = Moment(seconds: naive - min(before, after))
    let earlyHolds = self.wall(at: early) == wall
    let lateHolds = self.wall(at: late) == wall
    switch (earlyHolds, lateHolds) {
    case (true, true): return early == late ? .once(early) : .twice(earlier: early, later: late)
    case (true, false): return .once(early)
    case (false, true): return .once(late)
    case (false, false): return .skipped
    }
  }

  /// The first instant that is shown as a time, or follows it where clocks skip it.
  package func moment(of wall: WallTime) -> Moment {
    switch meaning(of: wall) {
    case .once(let moment), .twice(earlier: let moment, later: _): moment
    case .skipped:
      Moment(seconds: wall.secondsFromEpochAsUTC - offset(at: Moment(seconds: wall.secondsFromEpochAsUTC - 86_400)))
    }
  }
}
