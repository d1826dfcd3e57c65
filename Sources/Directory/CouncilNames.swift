/// Councils by whatever lists call them: an id, a name or an alias, in any case, with or without 'Borough Council'.
///
/// Unlike a look-up at a desk it takes no beginning of a name and no misspelling: nobody sees each row of a long list.
package struct CouncilNames: Sendable {
  /// Which council a name stands for.
  package enum Meaning: Sendable, Hashable {
    /// The id of the one that is held.
    case held(String)
    /// The name of one that is known and not held.
    case elsewhere(String)
    /// The ids of several that share the name.
    case several([String])
    /// None; the ids of those in which a place of that name lies, or that are spelt most like it.
    case none(nearest: [String])
  }

  private var held: [String: [String]] = [:]
  private var elsewhere: [String: String] = [:]
  private let ids: [String]
  /// The councils in which a place lies, for those who write a town for its council.
  private var places: [String: [String]] = [:]

  /// The names of a directory's councils.
  package init(of content: DirectoryContent) {
    ids = content.councils.map(\.id)
    for council in content.councils {
      for name in [council.id, council.name] + council.aliases {
        let key = NameIndex.key(name)
        if held[key]?.contains(council.id) != true { held[key, default: []].append(council.id) }
      }
    }
    for council in content.councils {
      for place in council.places { places[NameIndex.key(place), default: []].append(council.id) }
    }
    for council in content.elsewhere {
      for name in [council.id, council.name] { elsewhere[NameIndex.key(name)] = council.name }
    }
  }

  /// What lists write for 'Borough Council' and the like.
  private static let kinds: Set<String> = ["bc", "dc", "cc", "mbc", "cbc", "rbc", "lbc", "mdc", "ua", "lb", "rb"]

  /// A name without the short form of what kind of council it is: `Dover` for `Dover DC`; nil where it has none.
  private static func unabbreviated(_ text: String) -> String? {
    let words = NameIndex.words(text)
    guard words.count > 1, let first = words.first, let last = words.last else { return nil }
    if kinds.contains(last) { return words.dropLast().joined(separator: " ") }
    return kinds.contains(first) ? words.dropFirst().joined(separator: " ") : nil
  }

  /// The council of a name as a list prints it.
  package func meaning(of text: String) -> Meaning {
    let id = text.lowercased()
    if ids.contains(id) { return .held(id) }
    let key = NameIndex.key(text)
    switch held[key] {
    case let found? where found.count == 1: return .held(found[0])
    case let found?: return .several(found)
    case nil: break
    }
    if let other = elsewhere[key] { return .elsewhere(other) }
    if let bare = Self.unabbreviated(text) {
      let meaning = meaning(of: bare)
      if case .none = meaning {} else { return meaning }
    }
    return .none(nearest: places[key] ?? Spelling.nearest(to: key, in: ids).map { [$0] } ?? [])
  }
}
