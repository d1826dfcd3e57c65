/// The telephone numbers by which contacts are found: by any four digits or more in a row.
struct NumberIndex: Sendable {
  /// Where each place's digits end in `digits`.
  private let digitEnds: [Int32]
  private let digits: [UInt8]
  /// Places by each four digits that follow one another in a number.
  private let fours: Grouped

  init(contacts: [Contact], order: [Int32]) {
    var digits: [UInt8] = [], digitEnds: [Int32] = []
    digits.reserveCapacity(order.count * 12)
    digitEnds.reserveCapacity(order.count)
    for index in order {
      // Field by field: a contact is large to copy, and there may be many.
      let kind = contacts[Int(index)].kind
      if kind == .phone || kind == .extension {
        for byte in (contacts[Int(index)].value ?? contacts[Int(index)].display).utf8
        where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
          digits.append(byte)
        }
      }
      digitEnds.append(Int32(digits.count))
    }
    var groups: [Int32] = [], places: [Int32] = []
    groups.reserveCapacity(digits.count)
    places.reserveCapacity(digits.count)
    var start = 0
    for (place, end) in digitEnds.enumerated() {
      var four = 0
      for position in start..<Int(end) {
        four = (four * 10 + Int(digits[position] - UInt8(ascii: "0"))) % 10_000
        if position - start >= 3 {
          groups.append(Int32(four))
          places.append(Int32(place))
        }
      }
      start = Int(end)
    }
    self.digits = digits
    self.digitEnds = digitEnds
    fours = Grouped(places, by: groups, count: 10_000)
  }

  /// The places of the telephone numbers that have some digits in a row; of the short ones only the very number.
  func places(withDigits wanted: [UInt8]) -> [Int32] {
    guard wanted.count >= 4 else {
      return digitEnds.indices.filter { number(at: $0).elementsEqual(wanted) }.map { Int32($0) }
    }
    var rarest = 0..<0
    var four = 0
    for (position, byte) in wanted.enumerated() {
      four = (four * 10 + Int(byte - UInt8(ascii: "0"))) % 10_000
      let range = fours.range(of: four..<four + 1)
      if position >= 3, range.count < rarest.count || position == 3 { rarest = range }
    }
    var found: [Int32] = []
    for place in fours.values[rarest] where found.last != place {
      if number(at: Int(place)).has(wanted) { found.append(place) }
    }
    return found
  }

  private func number(at place: Int) -> ArraySlice<UInt8> {
    digits[(place == 0 ? 0 : Int(digitEnds[place - 1]))..<Int(digitEnds[place])]
  }
}

/// Values by their groups, in one piece of memory; those of a group in the order in which they came.
struct Grouped: Sendable {
  /// All values, one group after the other.
  let values: [Int32]
  /// Where each group begins, and at the end where the last ends.
  private let starts: [Int32]

  init(_ unordered: [Int32], by groups: [Int32], count: Int) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var values = [Int32](repeating: 0, count: unordered.count)
    for (place, group) in groups.enumerated() {
      values[Int(next[Int(group)])] = unordered[place]
      next[Int(group)] += 1
    }
    self.values = values
    self.starts = starts
  }

  /// Where the values of some groups stand.
  func range(of groups: Range<Int>) -> Range<Int> { Int(starts[groups.lowerBound])..<Int(starts[groups.upperBound]) }
}

extension ArraySlice<UInt8> {
  /// Whether some bytes stand somewhere in these.
  func has(_ needle: [UInt8]) -> Bool {
    guard count >= needle.count else { return false }
    for start in startIndex...(endIndex - needle.count) where self[start...].starts(with: needle) { return true }
    return false
  }
}
