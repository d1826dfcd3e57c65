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
    if let known = known(text) { return known }
    if Self.isCode(text) { return .none(nearest: []) }
    let key = NameIndex.key(text)
    return .none(nearest: places[key] ?? (remarked(text) ?? misspelt(key)).map { [$0] } ?? [])
  }

  /// What a text names, where it is a name and nothing else.
  private func known(_ text: String) -> Meaning? {
    let id = text.lowercased()
    if ids.contains(id) { return .held(id) }
    let key = NameIndex.key(text)
    switch held[key] {
    case let found? where found.count == 1: return .held(found[0])
    case let found?: return .several(found)
    case nil: break
    }
    if let other = elsewhere[key] { return .elsewhere(other) }
    return Self.isCode(text) ? nil : Self.unabbreviated(text).flatMap(known)
  }

  /// The id of the one council whose name a text begins with, where nothing else follows but one of its own towns or a remark
  /// in brackets that names no other: `Thanet - Margate`, `Swale (Sittingbourne)`, `ashford b.c.`. Only ever proposed.
  private func remarked(_ text: String) -> String? {
    var bare = "", remarks = "", depth = 0
    for character in text.prefix(200) where character != "." {
      if "([".contains(character) { depth += 1 }
      if depth > 0 { remarks.append(character) } else { bare.append(character) }
      if ")]".contains(character) { depth = max(0, depth - 1) }
    }
    let pieces = bare.split { $0.isWhitespace || ",;–-".contains($0) }.map(String.init)
    guard pieces.count <= Self.mostWords else { return nil }
    for end in stride(from: pieces.count, to: 0, by: -1) {
      guard case .held(let id)? = known(pieces[..<end].joined(separator: " ")) else { continue }
      let rest = pieces[end...].joined(separator: " ")
      guard rest.isEmpty || places[NameIndex.key(rest)]?.contains(id) == true else { return nil }
      let isOfAnother = remarks.split { !$0.isLetter && $0 != "-" }.contains { word in
        switch known(String(word)) {
        case .held(let other)?: other != id
        case .elsewhere?, .several?: true
        case .none?, nil: false
        }
      }
      return isOfAnother ? nil : id
    }
    return nil
  }

  /// The least letters of a name that may be misspelt: `KET` is Kettering's code, and one letter from Kent.
  private static let leastMisspelt = 5

  /// Whether a text is like one of the official codes of councils, three capitals: `WYE` is Wyre Forest and no village in Kent.
  private static func isCode(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5a).contains($0) }
  }

  /// The id that a name is a misspelling of. The first letters of one are none: `CAN` is Cannock Chase in the official codes.
  private func misspelt(_ key: String) -> String? {
    guard key.utf8.count >= Self.leastMisspelt else { return nil }
    return Spelling.nearest(to: key, in: ids, beginnings: false)
  }

  /// What may stand between the names of two councils in a text.
  private static let between: Set<Character> = ["\n", "\r", "\r\n", "/", ";", ",", "&", "+", "|"]

  /// The councils that a text names, where it names more than one, whatever stands between them; nil where it does not.
  ///
  /// A name may have an `and` in it: the longest that is one counts, as in `Dover, Folkestone & Hythe and Thanet`.
  package func several(in text: String) -> [String]? {
    var pieces: [String] = []
    var separated = ""
    for character in text { separated += Self.between.contains(character) ? " \(character) " : String(character) }
    pieces = separated.split(separator: " ").map(String.init)
    guard pieces.count <= 200 else { return nil }
    func isBetween(_ piece: String) -> Bool {
      piece.lowercased() == "and" || piece.count == 1 && piece.allSatisfy(Self.between.contains)
    }
    var found: [String] = []
    var rest: [String] = []
    var place = 0
    while place < pieces.count {
      if isBetween(pieces[place]) {
        place += 1
        continue
      }
      var end = min(pieces.count, place + Self.mostWords)
      var name: String?
      while name == nil, end > place {
        switch known(pieces[place..<end].joined(separator: " ")) {
        case .held(let id)?: name = id
        case .elsewhere(let other)?: name = other
        case .several?, .none?, nil: end -= 1
        }
      }
      if let name {
        if !found.contains(name) { found.append(name) }
        place = end
      } else {
        rest.append(pieces[place])
        place += 1
      }
    }
    // 'Kent and Medway Partnership' is a body of its own: what is left must say no more than what kind of councils they are.
    let kinds: Set<String> = ["council", "councils", "borough", "district", "city", "the", "all", "both"]
    return found.count > 1 && rest.allSatisfy { kinds.contains($0.lowercased()) } ? found : nil
  }

  /// The most words of a council's name, with the marks in it.
  private static let mostWords = 8
}
