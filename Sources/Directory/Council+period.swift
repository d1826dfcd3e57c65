package import WorkingTime

extension Council {
  /// Whether it exists on a day; the period is half-open.
  package func exists(on day: Day) -> Bool { Period(from: validFrom, until: validUntil).contains(day) }
}

/// How a council stands on a day, for a service.
package enum CouncilStanding: Sendable, Hashable {
  /// It exists.
  case exists
  /// It has ended, and one council has taken over what is asked for.
  case succeeded(by: CouncilRef)
  /// It has ended, and who has taken over depends on the service, or on where in its area.
  case split(among: [CouncilRef])
  /// It has ended, and nobody who exists on that day is named for what is asked for.
  case ended
  /// It does not exist yet.
  case begins(Day)
}

extension DirectorySnapshot {
  /// How a council stands on a day.
  ///
  /// - Parameters:
  ///   - ref: The council.
  ///   - day: The day asked about.
  ///   - purpose: The service; nil for none in particular, where any successor may be meant.
  /// - Returns: Whether it exists; else what has become or will become of it.
  package func standing(of ref: CouncilRef, on day: Day, for purpose: Purpose?) -> CouncilStanding {
    guard !exists(ref, on: day) else { return .exists }
    if let from = self[ref].validFrom, day < from { return .begins(from) }
    let heirs = heirs(of: ref, on: day, for: purpose, seen: [ref])
    switch heirs.count {
    case 0: return .ended
    case 1: return .succeeded(by: heirs[0])
    default: return .split(among: heirs)
    }
  }

  /// Whoever exists on a day and has taken a service over, from one that ended or from its successors that ended too.
  private func heirs(of ref: CouncilRef, on day: Day, for purpose: Purpose?, seen: Set<CouncilRef>) -> [CouncilRef] {
    var found: [CouncilRef] = []
    for succession in self[ref].successions(for: purpose) {
      guard let next = self.ref(id: succession.council), !seen.contains(next) else { continue }
      let last = exists(next, on: day) ? [next] : heirs(of: next, on: day, for: purpose, seen: seen.union([next]))
      for heir in last where !found.contains(heir) { found.append(heir) }
    }
    return found
  }

  /// What has become of a council that does not exist on a day, in a sentence; nil while it exists.
  package func explanation(of standing: CouncilStanding, of ref: CouncilRef, for purpose: Purpose?) -> String? {
    let council = self[ref]
    let service = purpose.map { $0.words } ?? "its services"
    let ended =
      council.validUntil.map { "\(council.name) ended on \(TimeText.words($0))" } ?? "\(council.name) has ended"
    func named(_ ref: CouncilRef) -> String { "\(self[ref].name) (\(self[ref].id))" }
    switch standing {
    case .exists: return nil
    case .begins(let day): return "\(council.name) begins on \(TimeText.words(day))"
    case .succeeded(let heir): return "\(ended); \(named(heir)) has taken over \(service)"
    case .split(let heirs):
      let names = heirs.map(named).joined(separator: " or ")
      return purpose == nil
        ? "\(ended), and who has taken over depends on the service: \(names)"
        : "\(ended), and \(service) is split by area: \(names)"
    case .ended:
      return "\(ended), and nobody is named who has taken over \(service); ask a council that covers the area now"
    }
  }
}

extension Council {
  /// Who takes a service over: those named for it, else those named for whatever is left; everyone for no service.
  func successions(for purpose: Purpose?) -> [Succession] {
    guard let purpose else { return successors }
    let named = successors.filter { $0.purposes.contains(purpose) }
    return named.isEmpty ? successors.filter(\.purposes.isEmpty) : named
  }
}
