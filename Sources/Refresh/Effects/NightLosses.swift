import Directory
import WorkingTime

/// What a council's nights would lose: every quarter of an hour at which a voice of a purpose answers now and none would.
struct NightLosses {
  /// A sentence a purpose.
  private(set) var told: [(purpose: Purpose, text: String)] = []
  /// Nights that would lose their last voice.
  private(set) var refusals: [Refusal] = []

  /// - Parameters:
  ///   - id: The council.
  ///   - grid: The directory as it is and as it would be.
  ///   - day: From which day on to ask.
  ///   - since: How sentences end.
  init(of id: String, _ grid: AskedGrid, from day: Day, since: String) {
    guard let ref = grid.old.ref(id: id) else { return }
    let cover = NightCover(from: day, calendar: grid.calendar)
    let name = grid.old[ref].name
    for purpose in Purpose.allCases {
      let before = grid.voices(id, purpose, on: day, in: grid.old)
      guard !before.isEmpty else { continue }
      let after = grid.voices(id, purpose, on: day, in: grid.new)
      // A line that goes altogether is told elsewhere.
      guard !after.isEmpty, before != after || isOfficeOther(id, grid) else { continue }
      let lost = cover.lost(
        from: cover.answered(by: before, in: grid.old), to: cover.answered(by: after, in: grid.new))
      guard let words = cover.words(lost) else { continue }
      told.append((purpose, "\(name), \(purpose.words): nobody would answer any more on \(words)\(since)"))
      guard purpose.isOutOfHours, let nights = cover.words(cover.outsideOffice(lost, of: ref, in: grid.old)) else {
        continue
      }
      refusals.append(
        Refusal(
          council: id, purpose: purpose,
          text: "\(name) would be left without a \(purpose.words) telephone on \(nights)\(since)"))
    }
  }

  /// A night line of unrecorded hours answers while the office is shut: the office's own hours count too.
  private func isOfficeOther(_ id: String, _ grid: AskedGrid) -> Bool {
    func hours(_ directory: DirectorySnapshot) -> OpeningHours? {
      directory.ref(id: id).flatMap { directory.officeHours(of: $0) }
    }
    return hours(grid.old) != hours(grid.new)
  }
}
