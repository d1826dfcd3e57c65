/// The words and numbers by which contacts are found.
///
/// Contacts have places in it: those that may be used first, and among them in the directory's order, which is the order in
/// which a search shows them.
struct ContactIndex: Sendable {
  /// The contact at each place, as an index of the directory's contacts.
  let order: [Int32]
  /// Every word, in order, once.
  private let vocabulary: Spellings
  /// Where each word's places begin in `postings`.
  private let starts: [Int32]
  /// Places, twice and one more where the word is of the team's name and not of what is printed.
  private let postings: [Int32]
  /// Where each place's digits end in `digits`.
  private let digitEnds: [Int32]
  private let digits: [UInt8]
  /// Places by each four digits that follow one another in a number.
  private let fours: [Int32]
  private let fourStarts: [Int32]

  init(contacts: [Contact]) {
    var order: [Int32] = []
    order.reserveCapacity(contacts.count)
    for (index, contact) in contacts.enumerated() where contact.status.isUsable { order.append(Int32(index)) }
    for (index, contact) in contacts.enumerated() where !contact.status.isUsable { order.append(Int32(index)) }
    self.order = order

    var ids: [String: Int32] = [:]
    var names: [String] = []
    var pairs: [(word: Int32, posting: Int32)] = []
    var lastTeam = "", teamIDs: [Int32] = []
    var digits: [UInt8] = [], digitEnds: [Int32] = []
    digitEnds.reserveCapacity(order.count)
    func id(of word: String) -> Int32 {
      if let id = ids[word] { return id }
      let id = Int32(names.count)
      ids[word] = id
      names.append(word)
      return id
    }
    for (place, index) in order.enumerated() {
      let contact = contacts[Int(index)]
      if contact.team != lastTeam || teamIDs.isEmpty {
        lastTeam = contact.team
        teamIDs = NameIndex.words(contact.team).map(id)
      }
      for word in teamIDs { pairs.append((word, Int32(place) * 2 + 1)) }
      if contact.kind == .phone || contact.kind == .extension {
        // By bytes: a number is ASCII, and there may be many.
        for byte in (contact.value ?? contact.display).utf8 where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        {
          digits.append(byte)
        }
      } else {
        for word in NameIndex.words(contact.display) { pairs.append((id(of: word), Int32(place) * 2)) }
      }
      digitEnds.append(Int32(digits.count))
    }

    // Words in order, so that those with one beginning stand together.
    let sorted = names.indices.sorted { names[$0] < names[$1] }
    var rank = [Int32](repeating: 0, count: names.count)
    var vocabulary = Spellings()
    for (place, old) in sorted.enumerated() {
      rank[old] = Int32(place)
      vocabulary.append(names[old])
    }
    self.vocabulary = vocabulary
    (starts, postings) = Self.grouped(pairs.map { (Int(rank[Int($0.word)]), $0.posting) }, groups: names.count)
    self.digits = digits
    self.digitEnds = digitEnds

    var runs: [(Int, Int32)] = []
    runs.reserveCapacity(digits.count)
    var start = 0
    for (place, end) in digitEnds.enumerated() {
      if Int(end) - start >= 4 {
        var four = 0
        for position in start..<Int(end) {
          four = (four * 10 + Int(digits[position] - UInt8(ascii: "0"))) % 10_000
          if position - start >= 3 { runs.append((four, Int32(place))) }
        }
      }
      start = Int(end)
    }
    (fourStarts, fours) = Self.grouped(runs, groups: 10_000)
  }

  /// Values by their groups: where each group begins, and all values, those of a group in the order in which they came.
  private static func grouped(_ pairs: [(Int, Int32)], groups: Int) -> (starts: [Int32], values: [Int32]) {
    var starts = [Int32](repeating: 0, count: groups + 1)
    for (group, _) in pairs { starts[group + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    var values = [Int32](repeating: 0, count: pairs.count)
    for (group, value) in pairs {
      values[Int(next[group])] = value
      next[group] += 1
    }
    return (starts, values)
  }

  // MARK: - Numbers

  /// The places of the telephone numbers that have some digits in a row; of the short ones only the very number.
  func places(withDigits wanted: [UInt8]) -> [Int32] {
    guard wanted.count >= 4 else {
      return digitEnds.indices.filter { number(at: $0).elementsEqual(wanted) }.map { Int32($0) }
    }
    var rarest: Range<Int> = 0..<fours.count
    var four = 0
    for (position, byte) in wanted.enumerated() {
      four = (four * 10 + Int(byte - UInt8(ascii: "0"))) % 10_000
      let range = Int(fourStarts[four])..<Int(fourStarts[four + 1])
      if position >= 3, range.count < rarest.count || position == 3 { rarest = range }
    }
    var found: [Int32] = []
    for place in fours[rarest] where found.last != place {
      if has(wanted, in: number(at: Int(place))) { found.append(place) }
    }
    return found
  }

  private func number(at place: Int) -> ArraySlice<UInt8> {
    digits[(place == 0 ? 0 : Int(digitEnds[place - 1]))..<Int(digitEnds[place])]
  }

  private func has(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= needle.count else { return false }
    for start in bytes.startIndex...(bytes.endIndex - needle.count) where bytes[start...].starts(with: needle) {
      return true
    }
    return false
  }

  // MARK: - Words

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
    var isIn = [Bool](repeating: false, count: order.count)
    var isAny = false
    for word in 0..<vocabulary.count where has(needle, in: vocabulary[word]) {
      for posting in postings[Int(starts[word])..<Int(starts[word + 1])] where posting & 1 == 0 {
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
    var seen = [UInt8](repeating: 0, count: order.count)
    let lists = ranges.prefix(Self.mostWords).map { Int(starts[$0.lowerBound])..<Int(starts[$0.upperBound]) }
    for (step, list) in lists.sorted(by: { $0.count < $1.count }).enumerated() {
      for posting in postings[list] where posting & 1 == field && seen[Int(posting / 2)] == step {
        seen[Int(posting / 2)] = UInt8(step + 1)
      }
    }
    return seen.indices.filter { seen[$0] == lists.count }.map { Int32($0) }
  }

  /// The most words of a search that are looked for.
  static let mostWords = 12
}
