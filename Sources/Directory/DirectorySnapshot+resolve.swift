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
    if let whole = whole(key: key, on: day) { return whole }
    for kinds in [[NameIndex.Kind.id, .name, .alias], [.place]] {
      var begun = Set(names.entries.filter { kinds.contains($0.kind) && $0.key.hasPrefix(key) }.map(\.council))
      if begun.contains(where: isThere) { begun = begun.filter(isThere) }
      if kinds == [.place], begun.count == 1 {
        // 'malden' begins a town's name in Kingston, and is one slip from Maldon.
        begun.formUnion(names.nearest(to: key).entries.filter { $0.kind != .place }.map(\.council))
      }
      if begun.count == 1, let only = begun.first { return .one(only) }
      if begun.count > 1 { return .ambiguous(begun.sorted { $0.index < $1.index }) }
    }
    if key.count >= 4, let other = names.elsewhere.first(where: { $0.key.hasPrefix(key + " ") }) {
      return .elsewhere(elsewhere[other.index])
    }
    let close = names.nearest(to: key).entries.filter { $0.kind != .place }.map(\.council)
    return .none(nearest: Array(close.reduce(into: [CouncilRef]()) { if !$0.contains($1) { $0.append($1) } }.prefix(3)))
  }

  /// The council whose whole id, name, alias or town a text is: what only begins like one is none.
  ///
  /// - Parameters:
  ///   - text: The name as a program gives it.
  ///   - day: As for `resolve`.
  /// - Returns: `one` or `elsewhere`; nil where it is nobody's.
  package func named(_ text: String, on day: Day? = nil) -> CouncilResolution? {
    if let ref = ref(id: text) { return .one(ref) }
    if let other = councilElsewhere(id: text) { return .elsewhere(other) }
    let key = NameIndex.key(text)
    guard !key.isEmpty else { return nil }
    if let whole = whole(key: key, on: day) { return whole }
    // 'southend' of Southend-on-Sea: whole words, and of one council alone.
    let begun = Set(names.elsewhere.filter { key.utf8.count >= 4 && $0.key.hasPrefix(key + " ") }.map(\.index))
    guard begun.count == 1, let index = begun.first else { return nil }
    return .elsewhere(elsewhere[index])
  }

  /// The words behind a council's name that are no part of it, name no place of it and are more than people say around one:
  /// `foo` of `canterbury foo`.
  ///
  /// - Parameter text: A name as typed, with whatever stands behind it.
  /// - Returns: The words; empty where the text is a name as a whole, or does not begin with one.
  package func wordsBehindName(in text: String) -> [String] {
    let typed = text.prefix(200).split(whereSeparator: \.isWhitespace).map(String.init)
    guard typed.count > 1, typed.count <= 12, whole(key: NameIndex.key(text), on: nil) == nil else { return [] }
    for count in stride(from: typed.count - 1, through: 1, by: -1) {
      guard case .one(let ref)? = named(typed.prefix(count).joined(separator: " ")) else { continue }
      let rest = Array(typed.dropFirst(count))
      if case .one(let other)? = named(rest.joined(separator: " ")), other == ref { return [] }
      return SpokenWords.telling(rest.map { $0.lowercased() }).isEmpty ? [] : rest
    }
    return []
  }

  /// The councils whose whole id, name or alias a text is, whatever its case and marks; towns do not count.
  package func councils(named text: String) -> [CouncilRef] {
    let key = NameIndex.key(text)
    guard !key.isEmpty else { return [] }
    return Set(names.entries.filter { $0.key == key && $0.kind != .place }.map(\.council)).sorted {
      $0.index < $1.index
    }
  }

  private func whole(key: String, on day: Day?) -> CouncilResolution? {
    func isThere(_ ref: CouncilRef) -> Bool { day.map { exists(ref, on: $0) } ?? true }
    let exact = names.entries.filter { $0.key == key }.min { one, other in
      one.kind == other.kind ? isThere(one.council) && !isThere(other.council) : one.kind < other.kind
    }
    if let exact { return .one(exact.council) }
    return names.elsewhere.first { $0.key == key }.map { .elsewhere(elsewhere[$0.index]) }
  }

  /// The councils that a name may have been meant for.
  ///
  /// - Parameter text: A name or an id that is nobody's.
  /// - Returns: Their ids, the nearest first; empty where none is near.
  package func nearestIDs(to text: String) -> [String] {
    switch meant(by: text.replacing("-", with: " ")) {
    case .one(let found): [self[found.council].id]
    case .several(let found, let other):
      found.prefix(3).map { self[$0.council].id } + [other?.id].compactMap(\.self)
    case .elsewhere(let other): [other.id]
    case .none: []
    }
  }

  /// What a name that stands for no council by its letters may be meant for: a misspelt name, or a word of a longer one.
  ///
  /// - Parameter text: The name as typed.
  /// - Returns: The one council that can be meant, several, one that is not held, or none.
  package func meant(by text: String) -> MeantCouncil {
    let words = Array(NameIndex.words(String(text.prefix(200))).prefix(12))
    let telling = SpokenWords.telling(words)
    if telling != words, !telling.isEmpty {
      let named = names.exact(NameIndex.key(telling.joined(separator: " ")))
      let refs = Set(named.filter { $0.kind == named.map(\.kind).min() }.map(\.council))
      if refs.count == 1, let ref = refs.first, let entry = named.first {
        return .one(FoundCouncil(council: ref, why: NameIndex.reason(for: entry, in: self), isGuess: false))
      }
    }
    let search = CouncilSearch(words, in: self)
    if let other = search.elsewhere { return .elsewhere(other) }
    if search.councils.isEmpty { return .none }
    if search.councils.count == 1, search.rival == nil, !search.isLoose, let only = search.councils.first,
      isWholeName(words, of: only.council)
    {
      return .one(only)
    }
    return .several(search.councils, elsewhere: search.rival)
  }
}

extension DirectorySnapshot {
  /// Words that make another place of a name: East Kent is not Kent.
  private static let partsOfPlaces: Set<String> = [
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "mid", "central", "upper", "lower",
    "greater", "new", "old", "great", "little",
  ]

  /// Whether a council's own names hold each word of some words that makes another place of a name.
  private func isWholeName(_ words: [String], of council: CouncilRef) -> Bool {
    let making = Set(words).intersection(Self.partsOfPlaces)
    return making.isEmpty
      || names.entries.contains { $0.council == council && making.isSubset(of: NameIndex.words($0.printed)) }
  }
}

/// What a name that stands for no council by its letters may be meant for.
package enum MeantCouncil: Sendable, Equatable {
  /// One council, and why.
  case one(FoundCouncil)
  /// Several, and a council that is not held where one is spelt as nearly so; or one that is only a little alike.
  case several([FoundCouncil], elsewhere: CouncilElsewhere?)
  /// A council that is not held.
  case elsewhere(CouncilElsewhere)
  /// None.
  case none
}

extension DirectorySnapshot {
  /// The contact whose id is spelt most nearly like one, among those of the council that its first part names or nearly
  /// names: of 50,000 contacts no more are compared.
  ///
  /// - Parameter typed: The id as typed, in any case.
  /// - Returns: The id; nil where none is near.
  package func contactID(near typed: String) -> String? {
    let parts = typed.lowercased().prefix(120).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    let council =
      ref(id: String(first)) ?? Spelling.nearest(to: String(first), in: councils.map(\.id)).flatMap { ref(id: $0) }
    guard let council else { return nil }
    let whole = ([self[council].id] + parts.dropFirst().map(String.init)).joined(separator: "/")
    return Spelling.nearest(to: whole, in: contactIDs(of: council))
  }
}
