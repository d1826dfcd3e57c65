import WorkingTime

/// Councils that are named by some words: by the beginning of a name, by one name among others, or by a misspelt one.
struct CouncilSearch {
  /// The councils, best first.
  private(set) var councils: [FoundCouncil] = []
  /// A council that is meant and not held.
  private(set) var elsewhere: CouncilElsewhere?
  /// What is held and only called like that one.
  private(set) var besides: [NameIndex.Entry] = []
  /// A council that is not held and is spelt as nearly like the words as those found.
  private(set) var rival: CouncilElsewhere?
  /// Whether nothing but a single word of a name is like one of theirs.
  private(set) var isLoose = false

  /// Searches for some words, and where they lead nowhere for those among them that can name somebody.
  init(_ words: [String], in directory: DirectorySnapshot) {
    self.init(words: words, in: directory)
    let telling = SpokenWords.telling(words)
    if councils.isEmpty || isLoose, elsewhere == nil, telling != words, !telling.isEmpty {
      let other = CouncilSearch(words: telling, in: directory)
      if councils.isEmpty || !other.isLoose { self = other }
    }
  }

  private init(words: [String], in directory: DirectorySnapshot) {
    let names = directory.names
    let key = NameIndex.key(words.joined(separator: " "))
    guard !key.isEmpty else { return }
    var matches = names.wholeNames(like: words).map { NameMatch(entry: $0.entry, score: 5 + $0.slips, isGuess: true) }
    matches += names.begun(with: key)
    if let other = directory.elsewhere(key: key) {
      elsewhere = other
      besides = matches.filter { !$0.isGuess }.map(\.entry)
      return
    }
    if matches.isEmpty { matches = names.within(words) }
    if matches.isEmpty {
      elsewhere = directory.elsewhere(within: words) ?? directory.elsewhere(begunWith: key)
      if elsewhere != nil { return }
    }
    if matches.allSatisfy({ $0.score >= 13 }) {
      // Only a town's beginning or a word of a longer name is there, if anything: a name that is spelt nearly so may be meant as well.
      let near = names.nearest(to: key)
      let bound = near.entries.isEmpty ? (NameIndex.forgiven(in: key) ?? -1) : near.slips - 1
      if matches.isEmpty, let other = names.elsewhere(like: key, atMost: bound) {
        // A misspelt neighbour must not pass for one of ours: the nearer spelling wins, whichever list it stands in.
        elsewhere = directory.elsewhere[other.index]
        return
      }
      if !near.entries.isEmpty, let other = names.elsewhere(like: key, atMost: near.slips) {
        rival = directory.elsewhere[other.index]
      }
      let meant = near.entries.filter { matches.isEmpty || $0.kind != .place }
      matches += meant.map { NameMatch(entry: $0, score: 30 + 5 * near.slips + $0.kind.rawValue, isGuess: true) }
    }
    if matches.isEmpty {
      matches = names.sharing(words)
      isLoose = true
    }
    councils = directory.found(matches)
  }
}

extension NameIndex {
  /// Entries whose whole name stands among some words, the longest names first.
  func within(_ words: [String]) -> [NameMatch] {
    var found: [NameMatch] = []
    var isTaken = [Bool](repeating: false, count: words.count)
    for length in stride(from: min(5, words.count - 1), through: 1, by: -1) {
      for start in 0...(words.count - length) where !isTaken[start..<(start + length)].contains(true) {
        let key = NameIndex.key(words[start..<(start + length)].joined(separator: " "))
        let named = key.utf8.count >= 3 ? exact(key) : []
        guard let best = named.map(\.kind).min() else { continue }
        for place in start..<(start + length) { isTaken[place] = true }
        found += named.filter { best == .place || $0.kind < .place }.map {
          NameMatch(entry: $0, score: 9, isGuess: false)
        }
      }
    }
    return found
  }

  /// Why an entry leads to its council.
  static func reason(for entry: Entry, in directory: DirectorySnapshot) -> String {
    switch entry.kind {
    case .id, .name: "name \(directory[entry.council].name)"
    case .alias: "also called \(entry.printed)"
    case .place: "\(entry.printed) is in its area"
    }
  }
}

extension DirectorySnapshot {
  /// Councils of some matches, each once, best first.
  func found(_ matches: [NameMatch]) -> [FoundCouncil] {
    var seen: Set<CouncilRef> = []
    return matches.enumerated().sorted {
      ($0.element.score, $0.element.entry.council.index, $0.offset) < (
        $1.element.score, $1.element.entry.council.index, $1.offset
      )
    }.map(\.element).filter { seen.insert($0.entry.council).inserted }.map { match in
      FoundCouncil(
        council: match.entry.council,
        why: match.isGuess
          ? "spelt like \(match.entry.printed)" : NameIndex.reason(for: match.entry, in: self), isGuess: match.isGuess)
    }
  }

  /// The council that is not held and has exactly a key.
  func elsewhere(key: String) -> CouncilElsewhere? {
    names.elsewhere.first { $0.key == key }.map { elsewhere[$0.index] }
  }

  /// The council that is not held and whose key begins with another, of four letters at least.
  func elsewhere(begunWith key: String) -> CouncilElsewhere? {
    guard key.utf8.count >= 4 else { return nil }
    return names.elsewhere.first { $0.key.hasPrefix(key) }.map { elsewhere[$0.index] }
  }

  /// The council that is not held and is named among some words, by the longest name.
  func elsewhere(within words: [String]) -> CouncilElsewhere? {
    var keys: Set<String> = []
    for start in words.indices {
      for end in start..<min(words.count, start + 5) {
        keys.insert(NameIndex.key(words[start...end].joined(separator: " ")))
      }
    }
    let named = names.elsewhere.filter { $0.key.utf8.count >= 3 && keys.contains($0.key) }
    return named.max { $0.key.utf8.count < $1.key.utf8.count }.map { elsewhere[$0.index] }
  }
}

extension DirectoryAtMoment {
  /// Councils that have exactly this name; where one has it as a name or alias, no town counts.
  func exact(_ words: [String]) -> [FoundCouncil] {
    let entries = directory.names.exact(NameIndex.key(words.joined(separator: " ")))
    guard let best = entries.map(\.kind).min() else { return [] }
    let meant = entries.filter { best == .place || $0.kind < .place }
    // Of several with one town those that exist go first; an ended one alone still answers, by its successor.
    let existing = meant.filter { directory.exists($0.council, on: wall.day) }
    return directory.found(
      (existing.isEmpty ? meant : existing).map { NameMatch(entry: $0, score: $0.kind.rawValue, isGuess: false) })
  }

  /// The council that is not held and whose whole name these words are; they can be the beginning of nothing else.
  func wholeNameElsewhere(_ words: [String]) -> CouncilElsewhere? {
    guard let other = directory.elsewhere(key: NameIndex.key(words.joined(separator: " "))) else { return nil }
    return NameIndex.words(other.name) == words ? other : nil
  }

  /// That a council which is not held is called just like one that is.
  func alsoElsewhere(_ words: [String]) -> [Notice] {
    directory.elsewhere(key: NameIndex.key(words.joined(separator: " "))).map { [notHeldHere($0)] } ?? []
  }

  /// What to do where a council is known and not held.
  func notHeldHere(_ other: CouncilElsewhere) -> Notice {
    Notice(
      code: "unknown-council",
      text: (directory.explanation(of: other, on: wall.day).map { $0 + ". " } ?? "")
        + "\(other.name) is not held in this directory. Find its number on its own website\(other.website.map { " (\($0))" } ?? "") or through gov.uk's find-your-local-"
        + "council page; ring 999 in danger. The council where the family is now still owes what it owes tonight: do not "
        + "send them away to find out.")
  }

  /// What to say where nothing is found.
  func nothingFound(_ text: String) -> Notice {
    Notice(
      code: "unknown-council",
      text:
        "Nothing here is called '\(text.prefix(60).trimmed)'. Try the council's name, a town, a postcode or a telephone number. "
        + "gov.uk's find-your-local-council page knows every council. Ring 999 in danger. The council where the family is "
        + "now still owes what it owes tonight: do not send them away to find out.")
  }
}
