extension DirectoryContent {
  /// How far apart the places of a new list are: so many others fit between two without either being moved.
  package static let placeStep = 1000

  /// Whether every contact has a place.
  package var isPlaced: Bool { contacts.allSatisfy { $0.place != nil } }

  /// This content with a place for each contact, in the order in which they stand.
  ///
  /// Whoever stands as before keeps the place that he had; only those that are new or were moved get one, between their
  /// neighbours. A council between whose places there is no room has them all dealt out anew.
  ///
  /// - Parameter held: What the directory holds, of which the places are.
  /// - Returns: The content with its places.
  package func placed(after held: DirectoryContent) -> DirectoryContent {
    let known = Dictionary(held.contacts.map { ($0.id, $0.place) }) { $1 }
    var own: [String: [Int]] = [:]
    for (index, contact) in contacts.enumerated() { own[contact.council, default: []].append(index) }
    var placed = contacts
    for indices in own.values {
      let places = Self.places(keeping: indices.map { contacts[$0].place ?? known[contacts[$0].id] ?? nil })
      for (index, place) in zip(indices, places) { placed[index] = contacts[index].placed(at: place) }
    }
    return DirectoryContent(councils: councils, contacts: placed, elsewhere: elsewhere)
  }

  /// Places that rise, of which as many as can be are those given.
  static func places(keeping old: [Int?]) -> [Int] {
    let kept = rising(old)
    var places: [Int] = []
    places.reserveCapacity(old.count)
    while places.count < old.count {
      let last = places.last ?? 0
      if let place = kept[places.count] {
        places.append(place)
        continue
      }
      let end = kept[places.count...].firstIndex { $0 != nil } ?? old.count
      let count = end - places.count
      guard end < old.count, let next = kept[end] else {
        places += (1...count).map { last + $0 * placeStep }
        continue
      }
      guard next - last > count else { return (1...old.count).map { $0 * placeStep } }
      places += (1...count).map { last + $0 * (next - last) / (count + 1) }
    }
    return places
  }

  /// The longest run of places that rise, each where it stood; nil for all others.
  private static func rising(_ old: [Int?]) -> [Int?] {
    // For each length of run, where the one ends that ends least; and for each place, which comes before it in its run.
    var ends: [(place: Int, index: Int)] = []
    var before = [Int?](repeating: nil, count: old.count)
    for (index, place) in old.enumerated() {
      guard let place, place > 0 else { continue }
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle].place < place { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? ends[low - 1].index : nil
      if low == ends.count { ends.append((place, index)) } else { ends[low] = (place, index) }
    }
    var kept = [Int?](repeating: nil, count: old.count)
    var next = ends.last?.index
    while let index = next {
      kept[index] = old[index]
      next = before[index]
    }
    return kept
  }
}
