package import WorkingTime

/// Councils of a postcode, held or not, each with its part of it.
package struct PostcodePlaces: Sendable, Hashable {
  /// A council of a postcode.
  package struct Part: Sendable, Hashable {
    /// The council where it is held; else nil.
    package let council: CouncilRef?
    /// Its name.
    package let name: String
    /// Its part of the postcodes, in words; nil where it has all.
    package let share: String?
  }

  /// What the table says.
  package let answer: PostcodeAnswer
  /// The councils, the one with most postcodes first.
  package let parts: [Part]

  /// The councils that are held.
  package var held: [CouncilRef] { parts.compactMap(\.council) }

  /// The one council of the postcode where it is held; nil where it is not or there are several.
  package var only: CouncilRef? { parts.count == 1 ? parts[0].council : nil }

  /// What must be said of it, in a sentence or two.
  package var text: String {
    let scope = answer.scope
    let read = answer.isCorrected ? "Read as \(answer.postcode.text). " : ""
    if let place = Postcode.outside(answer.postcode.district) {
      return "\(read)\(answer.postcode.text) is in \(place): no council of Great Britain serves it."
    }
    guard answer.isKnown else {
      return
        "\(read)There is no postcode district \(answer.postcode.district) in this program's table. Check it, or ask for "
        + "the town."
    }
    if let ended = answer.ended {
      let place = parts.first.map { "It was in the area of \($0.name). " } ?? ""
      return "\(read)The postcode \(scope) ended in \(ended.words). \(place)Ask for the new one, or for the town."
    }
    if answer.isOver {
      return "\(read)No postcode of \(scope) is in use any more. Ask for the new one, or for the town."
    }
    if answer.isBoxes || parts.isEmpty {
      return "\(read)\(scope) is for post boxes and large firms. It does not say where somebody is: ask for the town."
    }
    if parts.count == 1 {
      let held = parts[0].council == nil ? ", which is not held in this directory" : ""
      let firm = answer.isOneFirms ? " It is one firm's own or a post box: ask where they are." : ""
      return
        "\(read)\(scope) is in the area of \(parts[0].name)\(held).\(firm) A few addresses at an edge may be another "
        + "council's."
    }
    let names = parts.map { part in
      part.name + " (" + (part.share ?? "all") + (part.council == nil ? ", not held here" : "") + ")"
    }
    let more = answer.postcode.unit == nil ? " Give the whole postcode to know which." : " Ask which council they pay."
    return "\(read)\(scope) is shared by \(names.joined(separator: ", "))." + more
  }

  /// A part of a whole, in words that promise no more than was counted.
  static func share(_ part: Int, of whole: Int) -> String {
    guard part > 0, whole > 0 else { return "a few addresses" }
    let tenths = (part * 10 + whole / 2) / whole
    switch tenths {
    case 0: return part * 50 < whole ? "a few addresses" : "fewer than 1 in 10"
    case 5: return "about half"
    case 10: return "nearly all"
    default: return "about \(tenths) in 10"
    }
  }
}

extension DirectorySnapshot {
  /// The councils of a postcode, sector or district as typed, by those that exist on a day; nil where the text is none.
  package func places(of text: String, in table: PostcodeTable, on day: Day) -> PostcodePlaces? {
    guard let answer = table.answer(text) else { return nil }
    let whole = answer.councils.reduce(0) { $0 + $1.postcodes }
    // A table knows the councils of its own day: of two that one has taken over since, one is left.
    var councils: [(id: String, postcodes: Int)] = []
    for council in answer.councils {
      let id = councilElsewhere(id: council.id).map { idInUse(of: $0, on: day) } ?? council.id
      if let place = councils.firstIndex(where: { $0.id == id }) {
        councils[place].postcodes += council.postcodes
      } else {
        councils.append((id, council.postcodes))
      }
    }
    let parts = councils.map { council in
      PostcodePlaces.Part(
        council: ref(id: council.id), name: name(ofCouncil: council.id) ?? table.name(of: council.id) ?? council.id,
        share: councils.count == 1 ? nil : PostcodePlaces.share(council.postcodes, of: whole))
    }
    return PostcodePlaces(answer: answer, parts: answer.isBoxes ? [] : parts)
  }
}

extension DirectoryAtMoment {
  /// The councils of a postcode that is all of a search, or all but what it is for.
  func foundByPostcode(_ text: String, in table: PostcodeTable) -> FindResult? {
    if let places = directory.places(of: text, in: table, on: wall.day) { return result(places, for: nil) }
    let spoken = SpokenWords(typed: text)
    let telling = SpokenWords.telling(spoken.rest)
    for words in [spoken.rest, telling] where !words.isEmpty && words.count <= 3 {
      if let places = directory.places(of: words.joined(separator: " "), in: table, on: wall.day), places.answer.isKnown
      {
        return result(places, for: spoken.wanted)
      }
    }
    // A whole postcode among other words is meant, whatever they are.
    for start in telling.indices {
      for end in start..<min(telling.count, start + 2) {
        let some = telling[start...end].joined(separator: " ")
        if let places = directory.places(of: some, in: table, on: wall.day), places.answer.postcode.unit != nil,
          places.answer.isKnown
        {
          return result(places, for: spoken.wanted)
        }
      }
    }
    return nil
  }

  private func result(_ places: PostcodePlaces, for wanted: Wanted?) -> FindResult? {
    let notice = Notice(code: "postcode", text: places.text)
    let councils = places.parts.compactMap { part in
      part.council.map {
        FoundCouncil(
          council: $0,
          why: "\(places.answer.scope) is in its area" + (part.share.map { ": \($0)" } ?? ""), isGuess: false)
      }
    }
    guard councils.isEmpty else { return result(of: councils, for: wanted, warnings: [notice]) }
    let isOther = places.parts.isEmpty
    return FindResult(
      councils: [], contacts: [], warnings: [notice] + (isOther ? [] : [stillOwed]), isFound: places.answer.isKnown)
  }

  private var stillOwed: Notice {
    Notice(
      code: "unknown-council",
      text:
        "Find its number on its own website; ring 999 in danger. The council where the family is now still owes what it "
        + "owes tonight: do not send them away to find out.")
  }
}
