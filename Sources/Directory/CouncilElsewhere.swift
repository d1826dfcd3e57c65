package import WorkingTime

/// A council that exists but is not held: its name is known, so that nobody is sent to a neighbour by mistake.
package struct CouncilElsewhere: Sendable, Hashable {
  /// A nation of Great Britain other than England.
  package enum Nation: String, Sendable, Hashable, CaseIterable {
    case wales, scotland
  }

  /// The id that a fact may use for it.
  package let id: String
  /// Its name.
  package let name: String
  /// The address of its own website, with its scheme; nil where we are not certain of it.
  package let website: String?
  /// The nation that it lies in; nil in England.
  package let nation: Nation?
  /// The first day of its existence; nil where it has always been there.
  package let validFrom: Day?
  /// The first day without it; nil where no end is known.
  package let validUntil: Day?
  /// The ids of those that take over from it, held or not: one for all of it, or several that share its area.
  package let successors: [String]

  /// Whether it is called a county council and lies in England, where most such councils cover districts that are councils
  /// of their own. Those of Wales and Scotland cover none.
  package var isEnglishCounty: Bool { nation == nil && name.hasSuffix(" County Council") }

  /// An id, a name, a website where it is known, a nation where that is not England, and its period where it has one.
  package init(
    id: String, name: String, website: String? = nil, nation: Nation? = nil, validFrom: Day? = nil,
    validUntil: Day? = nil, successors: [String] = []
  ) {
    self.id = id
    self.name = name
    self.website = website
    self.nation = nation
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.successors = successors
  }

  /// Whether it exists on a day; the period is half-open.
  package func exists(on day: Day) -> Bool { Period(from: validFrom, until: validUntil).contains(day) }
}

extension DirectorySnapshot {
  /// Who has taken over by a day from a council that is not held: councils that exist then, held or not.
  ///
  /// - Parameters:
  ///   - other: The council.
  ///   - day: The day asked about.
  /// - Returns: Their ids; empty while it exists, and where nobody is named.
  package func heirs(of other: CouncilElsewhere, on day: Day) -> [String] {
    var seen: Set<String> = [other.id]
    func heirs(of other: CouncilElsewhere) -> [String] {
      guard let until = other.validUntil, until <= day else { return [] }
      return other.successors.flatMap { id -> [String] in
        guard seen.insert(id).inserted else { return [] }
        if let ref = ref(id: id) {
          return switch standing(of: ref, on: day, for: .housing) {
          case .exists: [id]
          case .succeeded(let heir): [self[heir].id]
          case .split(let heirs): heirs.map { self[$0].id }
          case .ended, .begins: []
          }
        }
        guard let next = councilElsewhere(id: id) else { return [] }
        return next.exists(on: day) ? [id] : heirs(of: next)
      }
    }
    return heirs(of: other).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The id under which a council that is not held goes on a day: its own, or that of the one that has taken it over.
  package func idInUse(of other: CouncilElsewhere, on day: Day) -> String {
    let heirs = heirs(of: other, on: day)
    return heirs.count == 1 ? heirs[0] : other.id
  }

  /// What has become, or will become, of a council that is not held and does not exist on a day, in a sentence without its
  /// full stop; nil while it exists.
  package func explanation(of other: CouncilElsewhere, on day: Day) -> String? {
    guard !other.exists(on: day) else { return nil }
    if let from = other.validFrom, day < from { return "\(other.name) begins on \(TimeText.words(from))" }
    let ended = other.validUntil.map { "\(other.name) ended on \(TimeText.words($0))" } ?? "\(other.name) has ended"
    let names = heirs(of: other, on: day).map { "\(name(ofCouncil: $0) ?? $0) (\($0))" }
    switch names.count {
    case 0: return "\(ended), and nobody is named who has taken it over; ask a council that covers the area now"
    case 1: return "\(ended); \(names[0]) has taken it over"
    default: return "\(ended), and who has taken it over depends on the place: \(names.joined(separator: " or "))"
    }
  }

  /// The name of a council by its id, held or not.
  package func name(ofCouncil id: String) -> String? {
    ref(id: id).map { self[$0].name } ?? councilElsewhere(id: id)?.name
  }
}
