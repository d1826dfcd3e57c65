import Directory
import WorkingTime

/// What the rules need to know of a presenting council, taken out of the directory once.
///
/// A class, so that handing it on costs one reference; nothing in it ever changes.
final class CouncilPlace: Sendable {
  /// Who leads for children: the county for its districts, otherwise the council itself.
  let childrensServices: CouncilRef
  /// The county that covers it.
  let county: CouncilRef?
  /// The protocols that bind it, one bit each in the order of the book.
  let parties: UInt64
  /// The dated values that hold at it.
  let regime: Regime
  /// Whether Part 7 gives it duties.
  let isHousingAuthority: Bool
  /// Whether somebody recorded its opening hours.
  let hasRecordedHours: Bool
  /// Minutes since midnight at which its day begins.
  let opening: Int

  init(_ ref: CouncilRef, in directory: DirectorySnapshot, parties: UInt64, regime: Regime) {
    county = directory.county(of: ref)
    childrensServices = county ?? ref
    self.parties = parties
    self.regime = regime
    isHousingAuthority = directory.isHousingAuthority(ref)
    let hours = directory.officeHours(of: ref)
    hasRecordedHours = hours != nil
    opening = hours?.usualOpening ?? DirectoryAtMoment.assumedOffice.lowerBound
  }
}

/// Which places of risk cover which councils (I-2, I-26): a county covers its districts, and risk in a council covers
/// whoever it took over from and whoever has taken over from it.
struct RiskMap: Sendable {
  /// Whether each council is one of risk by each place: council by council, a row of places.
  private let rows: [Bool]
  private let count: Int

  init(_ directory: DirectorySnapshot) {
    let all = directory.councils.indices.map { CouncilRef(index: $0) }
    var heirs = [[CouncilRef]](repeating: [], count: all.count)
    var predecessors = heirs
    for ref in all {
      for succession in directory[ref].successors {
        guard let heir = directory.ref(id: succession.council) else { continue }
        heirs[Int(ref.index)].append(heir)
        predecessors[Int(heir.index)].append(ref)
      }
    }
    func reach(from start: CouncilRef, along steps: [[CouncilRef]]) -> [CouncilRef] {
      var found = [start]
      var place = 0
      while place < found.count {
        for next in steps[Int(found[place].index)] where !found.contains(next) { found.append(next) }
        place += 1
      }
      return found
    }
    // Each council with its districts.
    let areas = all.map { ref in [ref] + all.filter { directory.county(of: $0) == ref } }
    var sources = [[CouncilRef]](repeating: [], count: all.count)
    for place in all {
      var covered = areas[Int(place.index)]
      for area in areas[Int(place.index)] {
        covered += reach(from: area, along: heirs) + reach(from: area, along: predecessors)
      }
      for end in covered {
        // Nobody goes back to a county while there is risk in one of its districts (I-2).
        for area in areas[Int(end.index)] + [directory.county(of: end)].compactMap(\.self)
        where !sources[Int(area.index)].contains(place) {
          sources[Int(area.index)].append(place)
        }
      }
    }
    count = all.count
    rows = all.flatMap { council in
      let places = Set(sources[Int(council.index)])
      return all.map(places.contains)
    }
  }

  /// Whether risk at a place is risk at a council.
  func covers(_ place: CouncilRef, _ council: CouncilRef) -> Bool {
    place == council || rows[Int(council.index) * count + Int(place.index)]
  }
}
