import Directory
import WorkingTime

/// What the rules need to know of a presenting council, taken out of the directory once.
struct CouncilPlace: Sendable {
  /// Who provides its children's services.
  let childrensServices: CouncilRef
  /// The county that covers it.
  let county: CouncilRef?
  /// The protocols that bind it.
  let parties: UInt8
  /// Whether Part 7 gives it duties.
  let isHousingAuthority: Bool
  /// Whether somebody recorded its opening hours.
  let hasRecordedHours: Bool
  /// Minutes since midnight at which its day begins.
  let opening: Int

  init(_ ref: CouncilRef, in directory: DirectorySnapshot, parties: UInt8) {
    childrensServices = directory.childrensServices(of: ref)
    county = directory.county(of: ref)
    self.parties = parties
    isHousingAuthority = directory.isHousingAuthority(ref)
    let hours = directory.officeHours(of: ref)
    hasRecordedHours = hours != nil
    opening = hours?.usualOpening ?? DirectoryAtMoment.assumedOffice.lowerBound
  }
}
