import Directory
import WorkingTime

/// Days between two on which something of a council begins or ends: throughout them the same contacts hold.
struct Stretch: Hashable {
  /// Its first day.
  let first: Day
  /// The first day after it; nil for the last stretch.
  let end: Day?

  /// The stretches from a day on, cut at each of some later days.
  static func all(from day: Day, turning turns: Set<Day>) -> [Stretch] {
    let firsts = [day] + turns.filter { day < $0 }.sorted()
    return zip(firsts, firsts.dropFirst().map(Optional.some) + [nil]).map(Stretch.init)
  }
}

/// A sentence of a purpose, in which it may be said when it is so.
struct Told {
  let purpose: Purpose
  /// What stands before the moments asked about, behind them, and behind the time.
  let text: String
  let change: String
  let rest: String
  /// The moments asked about at which it is so, in words; none where it is not of single moments.
  var moments: [String]

  /// A sentence whose time stands before `rest`.
  init(_ purpose: Purpose, _ text: String, moments: [String] = [], change: String = "", _ rest: String = "") {
    self.purpose = purpose
    self.text = text
    self.change = change
    self.rest = rest
    self.moments = moments
  }

  /// Whether another tells the same, be it of other moments.
  func isSame(as other: Told) -> Bool {
    purpose == other.purpose && text == other.text && change == other.change && rest == other.rest
  }
}

/// Sentences that are so in one stretch or in several that follow on each other, each told once.
struct ToldOfStretches {
  private var order: [(told: Told, first: Day, end: Day?)] = []

  /// Tells some sentences of a stretch; stretches come in their order.
  mutating func add(_ told: [Told], in stretch: Stretch) {
    for one in told {
      guard
        let place = order.lastIndex(where: {
          $0.told.isSame(as: one) && ($0.end == stretch.first || $0.first == stretch.first)
        })
      else {
        order.append((one, stretch.first, stretch.end))
        continue
      }
      // A short stretch is asked about on its first day, which stands for the weekdays told already.
      let isShort = stretch.end.map { $0 < stretch.first.adding(days: 21) } ?? false
      if !isShort { order[place].told.moments += one.moments.filter { !order[place].told.moments.contains($0) } }
      order[place].end = stretch.end
    }
  }

  /// The sentences, with the days from which and until which they hold; what is so from today on for ever has none.
  func sentences(from today: Day) -> [(Purpose, String)] {
    order.map { told, first, end in
      let time =
        switch (first == today, end) {
        case (true, nil): ""
        case (true, let end?): " until \(TimeText.words(end))"
        case (false, nil): " from \(TimeText.words(first)) on"
        case (false, let end?): " from \(TimeText.words(first)) until \(TimeText.words(end))"
        }
      let moments = told.moments.isEmpty ? "" : " " + told.moments.joined(separator: ", ")
      return (told.purpose, told.text + moments + told.change + time + told.rest)
    }
  }
}
