package import WorkingTime

extension CaseRecord {
  /// By how much two clocks may differ, in seconds.
  package static let skew: Int64 = 300

  /// The events that two clocks tell otherwise, by their numbers: one that was recorded after another and says that it was before
  /// it, and that other. One of the clocks is wrong, and nobody knows which: when such a thing was done cannot be told.
  package var ofDoubtfulClock: Set<Int> {
    var doubtful: Set<Int> = []
    var latest: Moment?
    for event in events {
      if let latest, event.recordedAt.seconds < latest.seconds - Self.skew { doubtful.insert(event.number) }
      latest = max(latest ?? event.recordedAt, event.recordedAt)
    }
    guard !doubtful.isEmpty else { return [] }
    var earliest: Moment?
    for event in events.reversed() {
      if let earliest, event.recordedAt.seconds > earliest.seconds + Self.skew { doubtful.insert(event.number) }
      earliest = min(earliest ?? event.recordedAt, event.recordedAt)
    }
    return doubtful
  }

  /// Whether nobody can tell when something to do was done: it was recorded by a clock that may be wrong.
  ///
  /// - Parameters:
  ///   - number: Its number.
  ///   - doubtful: The events of which nobody can tell.
  /// - Returns: Whether it is so; not where nobody has done it.
  package func isTimeUnknown(ofDone number: Int, _ doubtful: Set<Int>) -> Bool {
    let done = standing.last { if case .done(number, _, _) = $0.deed { true } else { false } }
    return done.map { doubtful.contains($0.number) } ?? false
  }

  /// By how many seconds the same that one person records twice is one thing: a reply was lost, and they say it again.
  private static let repeated: Int64 = 600

  /// The event by which somebody has just recorded the same; nil where they have not, or have recorded another thing since.
  ///
  /// - Parameters:
  ///   - new: What is to be recorded. A call is never the same as another: a line that is rung again is rung twice.
  ///   - by: Who records it.
  ///   - now: When.
  /// - Returns: The event.
  package func justRecorded(_ new: NewDeed, by: String, at now: Moment) -> CaseEvent? {
    if case .rang = new.deed { return nil }
    guard
      let same = standing.last(where: { PersonName.areSame($0.by, by) && $0.deed == new.deed && $0.at == new.at }),
      abs(now.seconds - same.recordedAt.seconds) <= Self.repeated
    else { return nil }
    // A note changes nothing, whatever others do meanwhile; another deed may have been undone by them.
    let isNote = if case .logged = new.deed { true } else { false }
    let isLast = events.allSatisfy { other in
      let isOwn = PersonName.areSame(other.by, by)
      // What followed from it was recorded with it.
      return other.number <= same.number || (isOwn && other.recordedAt == same.recordedAt) || (isNote && !isOwn)
    }
    return isLast ? same : nil
  }
}
