/// The words by which contacts are found.
///
/// Contacts have places in it: those that may be used first, and among them in the directory's order, which is the order in
/// which a search shows them.
struct ContactIndex: Sendable {
  /// How many contacts there are.
  private let count: Int
  /// Every word, in order, once.
  private let vocabulary: Spellings
  /// By each word, places: twice, and one more where the word is of the team's name and not of what is printed.
  private let postings: Grouped

  init(contacts: [Contact], order: [Int32]) {
    var ids: [String: Int32] = [:]
    var names: [String] = []
    var groups: [Int32] = [], values: [Int32] = []
    var teams: [String: [Int32]] = [:]
    func id(of word: String) -> Int32 {
      if let id = ids[word] { return id }
      let id = Int32(names.count)
      ids[word] = id
      names.append(word)
      return id
    }
    for (place, index) in order.enumerated() {
      // Field by field: a contact is large to copy, and there may be many. Few teams have a name of their own.
      let team = contacts[Int(index)].team
      let words: [Int32]
      if let known = teams[team] {
        words = known
      } else {
        words = NameIndex.words(team).map(id)
        teams[team] = words
      }
      for word in words {
        groups.append(word)
        values.append(Int32(place) * 2 + 1)
      }
      let kind = contacts[Int(index)].kind
      guard kind != .phone, kind != .extension else { continue }
      for word in NameIndex.words(contacts[Int(index)].display) {
        groups.append(id(of: word))
        values.append(Int32(place) * 2)
      }
    }
    // Words in order, so that those with one beginning stand together.
    let sorted = names.indices.sorted { names[$0] < names[$1] }
    var rank = [Int32](repeating: 0, count: names.count)
    var vocabulary = Spellings()
    for (place, old) in sorted.enumerated() {
      rank[old] = Int32(place)
      vocabulary.append(names[old])
    }
    for place in groups.indices { groups[place] = rank[Int(groups[place])] }
    count = order.count
    self.vocabulary = vocabulary
    postings = Grouped(values, by: groups, count: names.count)
  }

  /// The contacts' order: of each place the index in the directory.
  static func order(of contacts: [Contact]) -> [Int32] {
    var order: [Int32] = []
    order.reserveCapacity(contacts.count)
    for index in contacts.indices where contacts[index].status.isUsable { order.append(Int32(index)) }
    for index in contacts.indices where !contacts[index].status.isUsable { order.append(Int32(index)) }
    return order
  }

  /// The words of the vocabulary that begin like one; the whole word alone where it is too short to be a beginning.
  private func range(of word: String, orBeginning: Bool) -> Range<Int> {
    let needle = Array(word.utf8.prefix(Spelling.longest))
    let from = firstPlace { Self.precedes(vocabulary[$0], needle) }
    guard from < vocabulary.count else { return from..<from }
    if orBeginning {
      return
        from..<max(from, firstPlace { Self.precedes(vocabulary[$0], needle) || vocabulary[$0].starts(with: needle) })
    }
    return from..<(vocabulary[from].elementsEqual(needle) ? from + 1 : from)
  }

  private static func precedes(_ left: ArraySlice<UInt8>, _ right: [UInt8]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }

  /// The first place in the vocabulary for which something does not hold that holds for all before it.
  private func firstPlace(after holds: (Int) -> Bool) -> Int {
    var low = 0, high = vocabulary.count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The places of contacts whose team's name has all of some words.
  func places(ofTeamsWith words: [String]) -> [Int32] {
    meet(words.map { range(of: $0, orBeginning: false) }, isTeam: true)
  }

  /// The places of contacts whose printed address has all of some words, or longer ones that begin so.
  func places(printedWith words: [String], orBeginning: (String) -> Bool) -> [Int32] {
    meet(words.map { range(of: $0, orBeginning: orBeginning($0)) }, isTeam: false)
  }

  /// The places of contacts whose printed address has a word with some letters in it, wherever in the word.
  func places(printedWithin letters: String) -> [Int32] {
    let needle = Array(letters.utf8.prefix(Spelling.longest))
    guard needle.count >= 3 else { return [] }
    var isIn = [Bool](repeating: false, count: count)
    var isAny = false
    for word in 0..<vocabulary.count where vocabulary[word].has(needle) {
      for posting in postings.values[postings.range(of: word..<word + 1)] where posting & 1 == 0 {
        isIn[Int(posting / 2)] = true
        isAny = true
      }
    }
    return isAny ? isIn.indices.filter { isIn[$0] }.map { Int32($0) } : []
  }

  /// The places that have a word of each range.
  private func meet(_ ranges: [Range<Int>], isTeam: Bool) -> [Int32] {
    guard !ranges.isEmpty, !ranges.contains(where: \.isEmpty) else { return [] }
    let field: Int32 = isTeam ? 1 : 0
    // One after the other, the fewest first: how many ranges each place has been in so far.
    var seen = [UInt8](repeating: 0, count: count)
    let lists = ranges.prefix(Self.mostWords).map { postings.range(of: $0) }
    for (step, list) in lists.sorted(by: { $0.count < $1.count }).enumerated() {
      for posting in postings.values[list] where posting & 1 == field && seen[Int(posting / 2)] == step {
        seen[Int(posting / 2)] = UInt8(step + 1)
      }
    }
    return seen.indices.filter { seen[$0] == lists.count }.map { Int32($0) }
  }

  /// The most words of a search that are looked for.
  static let mostWords = 12
}
