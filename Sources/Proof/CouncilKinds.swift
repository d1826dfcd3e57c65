import Directory
import Triage

/// The councils, and one of each kind: of all that the rules know of a council, only these things differ between them.
struct CouncilKinds {
  /// Every council at which a household can present.
  let all: [CouncilRef]
  /// One of each kind.
  let representatives: [CouncilRef]

  private struct Kind: Hashable {
    let protocols: Set<ProtocolPrefix>
    let isHousing: Bool
    let hasCounty: Bool
    let providesOwnServices: Bool
    let hasRecordedHours: Bool
  }

  init(_ engine: TriageEngine) {
    let directory = engine.directory
    all = directory.councils.indices.map { CouncilRef(index: $0) }
    var kinds: Set<Kind> = []
    representatives = all.filter { ref in
      let kind = Kind(
        protocols: Set(engine.book.protocols.map(\.prefix).filter { engine.isParty(ref, to: $0) }),
        isHousing: directory.isHousingAuthority(ref), hasCounty: directory.county(of: ref) != nil,
        providesOwnServices: directory.childrensServices(of: ref) == ref,
        hasRecordedHours: directory.officeHours(of: ref) != nil)
      return kinds.insert(kind).inserted
    }
  }
}
