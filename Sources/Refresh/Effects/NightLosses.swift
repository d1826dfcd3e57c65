import Directory
import WorkingTime

/// What a council's nights would lose: every quarter of an hour at which a voice of a purpose answers now and none would.
struct NightLosses {
  /// A sentence a purpose.
  private(set) var told: [Told] = []
  /// Nights that would lose their last voice.
  private(set) var refusals: [Told] = []

  /// - Parameters:
  ///   - id: The council.
  ///   - grid: The directory as it is and as it would be.
  ///   - cover: The nights to ask about, from some day on.
  ///   - day: That day.
  init(of id: String, _ grid: AskedGrid, _ cover: NightCover, from day: Day) {
    guard let ref = grid.old.ref(id: id) else { return }
    let name = grid.old[ref].name
    for purpose in Purpose.allCases {
      let before = Set(grid.voices(id, purpose, on: day, in: grid.old).map(\.hours))
      let after = Set(grid.voices(id, purpose, on: day, in: grid.new).map(\.hours))
      // A line that goes altogether is told elsewhere, and another number at the same hours loses no night.
      guard !before.isEmpty, !after.isEmpty, before != after else { continue }
      // What the council's own day line is known to answer is lost to nobody.
      let byDay = cover.answeredByDay(for: purpose) { grid.voices(id, $0, on: day, in: grid.new) }
      let lost = cover.lost(
        from: cover.answered(in: before), to: zip(cover.answered(in: after), byDay).map { $0 || $1 })
      guard let words = cover.words(lost) else { continue }
      told.append(Told(purpose, "\(name), \(purpose.words): nobody would answer any more on \(words)"))
      guard purpose.isOutOfHours, let nights = cover.words(cover.outsideOffice(lost, of: ref, in: grid.old)) else {
        continue
      }
      refusals.append(Told(purpose, "\(name) would be left without a \(purpose.words) telephone on \(nights)"))
    }
  }
}
