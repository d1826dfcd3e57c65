package import WorkingTime

/// What a council's name, as typed, stands for.
package enum CouncilResolution: Sendable, Equatable {
  /// One council.
  case one(CouncilRef)
  /// Several begin so.
  case ambiguous([CouncilRef])
  /// A real council that is not held.
  case elsewhere(CouncilElsewhere)
  /// None; the nearest by spelling, which may be none.
  case none(nearest: [CouncilRef])
}

extension DirectorySnapshot {
  /// The council that a name, id, alias or town stands for, or the beginning of one if only one begins so.
  ///
  /// - Parameters:
  ///   - text: The name as typed.
  ///   - day: Where several councils share a town or a beginning, those that exist on this day go before the others;
  ///     nil where all count alike. A name that one council alone has stands for it even when it has ended: `standing` says
  ///     what has become of it.
  /// - Returns: The council, or those that it may be, or the nearest names.
  package func resolve(_ text: String, on day: Day? = nil) -> CouncilResolution {
    func isThere(_ ref: CouncilRef) -> Bool { day.map { exists(ref, on: $0) } ?? true }
    if let ref = ref(id: text.lowercased().split(separator: " ").joined(separator: "-")) { return .one(ref) }
    let key = NameIndex.key(text)
    guard !key.isEmpty else { return .none(nearest: []) }
    let exact = names.entries.filter { $0.key == key }.min { one, other in
      one.kind == other.kind ? isThere(one.council) && !isThere(other.council) : one.kind < other.kind
    }
    if let exact { return .one(exact.council) }
    if let other = names.elsewhere.first(where: { $0.key == key }) { return .elsewhere(elsewhere[other.index]) }
    for kinds in [[NameIndex.Kind.id, .name, .alias], [.place]] {
      var begun = Set(names.entries.filter { kinds.contains($0.kind) && $0.key.hasPrefix(key) }.map(\.council))
      if begun.contains(where: isThere) { begun = begun.filter(isThere) }
      if begun.count == 1, let only = begun.first { return .one(only) }
      if begun.count > 1 { return .ambiguous(begun.sorted { $0.index < $1.index }) }
    }
    if key.count >= 4, let other = names.elsewhere.first(where: { $0.key.hasPrefix(key + " ") }) {
      return .elsewhere(elsewhere[other.index])
    }
    let close = names.nearest(to: key).filter { $0.entry.kind != .place }.map(\.entry.council)
    return .none(nearest: Array(close.reduce(into: [CouncilRef]()) { if !$0.contains($1) { $0.append($1) } }.prefix(3)))
  }
}

extension NameIndex {
  /// Entries spelt nearly like a key, nearest first: one slip in four letters, two in seven.
  func nearest(to key: String) -> [(entry: Entry, slips: Int)] {
    let letters = Array(key)
    guard letters.count >= 4 else { return [] }
    let bound = letters.count >= 7 ? 2 : 1
    return entries.compactMap { entry in
      Spelling.slips(letters, Array(entry.key), atMost: bound).map { (entry, $0) }
    }.sorted { ($0.slips, $0.entry.kind, $0.entry.council.index) < ($1.slips, $1.entry.kind, $1.entry.council.index) }
  }
}
