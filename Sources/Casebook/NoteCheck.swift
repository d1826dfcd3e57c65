package import WorkingTime

/// Keeps what tells a family from another out of the few free words that a casebook takes.
///
/// It cannot know a name. Whoever asks for a note says so, and what looks like one is told once it is written.
package enum NoteCheck {
  /// The longest note, in characters.
  package static let longest = 200

  /// Why a note is not taken; nil where it is.
  ///
  /// - Parameters:
  ///   - note: The note.
  ///   - came: The day on which the family of the case came, or today where it is of no case: a whole date before it may be that of a
  ///     birth, and what happens to a case happens from then on.
  /// - Returns: A sentence without its full stop.
  package static func refusal(of note: String, since came: Day) -> String? {
    if note.isEmpty { return "a note has at least a word" }
    if note.count > longest {
      return "a note has at most \(longest) characters; say the rest in the council's own system"
    }
    if note.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return "a note is one line"
    }
    if note.unicodeScalars.contains(where: isUnseen) {
      return "a note holds no sign that nobody sees, or that turns letters round: type it anew"
    }
    let text = note.uppercased()
    let words = text.split { !$0.isLetter && !$0.isNumber }
    let dates = text.matches(of: /[0-9]+([.\/\-][0-9]+)+/).map(\.0)
    if text.contains("@") { return "a note holds no e-mail address; a contact's name or team is enough" }
    if isNumbered(text) {
      return "a note holds no telephone number; the directory has the council's, the file the family's"
    }
    if text.firstMatch(of: /\b[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]?\b/) != nil {
      return "a note holds no National Insurance number"
    }
    for (word, next) in zip(words, words.dropFirst() + [""]) where isPostcode(word + next) || isPostcode(word) {
      return "a note holds no postcode; where they sleep is recorded by 'placed', without an address"
    }
    if dates.contains(where: { isBefore(came, $0) }) {
      return "a note holds no date before the family came: it may be a date of birth. Ages are facts ('children 4 7')"
    }
    return nil
  }

  // MARK: - What only looks like it

  private static let titles: Set<String> = ["mr", "mrs", "ms", "miss", "mx", "master"]

  /// Words that people begin with a capital and that name nobody.
  private static let usual: Set<String> = Set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter boxing premier inn holiday travelodge ibis hotel house hostel lodge court road
    street centre center hub station hospital school nursery college university church salvation army red cross citizens
    advice women's aid children's services social care worker housing options solutions officer duty manager team night day
    emergency out of hours council borough district county city town north south east west upper lower new old great saint
    st part act home office british english arabic polish romanian urdu bengali portuguese ukrainian
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// What of a note looks as if it told a family from another, in words for the middle of a sentence; nil where nothing does. It
  /// is no reason not to take the note: a name of a place looks like one of a person.
  ///
  /// - Parameters:
  ///   - note: The note.
  ///   - isKnown: Whether a word, in small letters, is of a council, a team or a place that the directory has.
  /// - Returns: What it looks like: `'Anna Novak' looks like a person's name`.
  package static func suspicion(in note: String, isKnown: (String) -> Bool) -> String? {
    let words = note.split(separator: " ").map(String.init)
    let bare = words.map { $0.trimming { !$0.isLetter && !$0.isNumber } }
    for (place, word) in bare.enumerated() where place + 1 < bare.count {
      let next = bare[place + 1]
      // A sentence ends between them.
      guard isCapital(next),
        words[place].last.map({ !".,;:!?".contains($0) || titles.contains(word.lowercased()) }) == true
      else { continue }
      func namesNobody(_ word: String) -> Bool { usual.contains(word.lowercased()) || isKnown(word.lowercased()) }
      let isTitled = titles.contains(word.lowercased())
      if isTitled || (isCapital(word) && !namesNobody(word) && !namesNobody(next)) {
        return "'\(word) \(next)' looks like a person's name"
      }
    }
    if note.lowercased().firstMatch(of: /\b(born on|born in|born|dob|d\.o\.b\.?|date of birth|birthday)\b[^a-z]*[0-9]/)
      != nil
    {
      return "that looks like a date of birth"
    }
    if note.lowercased().firstMatch(of: /\bflat [0-9]/) != nil || isStreet(bare) {
      return "that looks like a street address"
    }
    if note.lowercased().firstMatch(
      of: /\b(rang|ring|call|called|phone|tel|telephone|mobile|number)\b[^0-9a-z]*[0-9]{5,8}\b/) != nil
    {
      return "that looks like a telephone number"
    }
    return nil
  }

  private static let streets: Set<String> = [
    "street", "road", "avenue", "lane", "close", "drive", "court", "way", "terrace", "place", "gardens", "crescent",
    "hill",
    "square", "row", "grove", "mews", "rd", "st", "ave",
  ]

  /// Whether words hold a house's number and, within the next three, a word for a street: `12 High Street`.
  private static func isStreet(_ words: [String]) -> Bool {
    words.indices.contains { place in
      guard words[place].wholeMatch(of: /[0-9]{1,4}[A-Za-z]?/) != nil else { return false }
      let next = words[(place + 1)...].prefix(4).map { $0.lowercased() }
      return next.dropFirst().contains { streets.contains($0) } && next.first.map { $0.allSatisfy(\.isLetter) } == true
    }
  }

  /// Whether a word is written as a name is: one capital letter, and small ones behind it.
  private static func isCapital(_ word: String) -> Bool {
    guard let first = word.first, first.isUppercase, word.count > 1 else { return false }
    return word.dropFirst().contains { $0.isLowercase } && word.allSatisfy { $0.isLetter || "'’-".contains($0) }
  }

  /// Signs that turn what is read round, or hide in it; those that join the parts of one letter or picture do not.
  private static func isUnseen(_ sign: Unicode.Scalar) -> Bool {
    switch sign.properties.generalCategory {
    case .format: sign.value != 0x200C && sign.value != 0x200D
    case .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  /// Nine digits or more in a row, spaces and hyphens between them not counted.
  private static func isNumbered(_ text: String) -> Bool {
    var digits = 0
    for character in text {
      if character.isNumber {
        digits += 1
        if digits >= 9 { return true }
      } else if character != " ", character != "-", character != "(", character != ")", character != "+" {
        digits = 0
      }
    }
    return false
  }

  private static func isPostcode(_ word: Substring) -> Bool {
    word.wholeMatch(of: /[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}/) != nil
  }

  /// Whether a word is a whole date on which somebody who is alive may have been born: before a day, in the order of the day, the
  /// month and the year, or the other way round.
  private static func isBefore(_ day: Day, _ word: Substring) -> Bool {
    var parts = word.split { !$0.isNumber }
    if parts.count == 3, parts[0].count == 4 { parts.reverse() }
    guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, [2, 4].contains(parts[2].count),
      let written = Int(parts[2])
    else { return false }
    let (year, month, date) = day.parts
    // Of two figures the last such year that is not to come.
    let century = year - year % 100
    let born = parts[2].count == 4 ? written : written + (century + written > year ? century - 100 : century)
    guard born > 1900, born == year, let first = Int(parts[0]), let second = Int(parts[1]) else {
      return born > 1900 && born < year
    }
    return (second, first) < (month, date)
  }
}

extension String {
  /// Without the characters at both ends that a condition is true of.
  fileprivate func trimming(_ isOff: (Character) -> Bool) -> String {
    let front = drop(while: isOff)
    return String(front.reversed().drop(while: isOff).reversed())
  }
}

extension CaseDeed {
  /// The few words of their own that somebody wrote with it; nil where there are none. Who decided, or took something over, is
  /// named elsewhere, as the law wants it.
  package var note: String? {
    switch self {
    case .logged(let note), .notTaken(let note): note
    case .done(_, _, let note), .notNeeded(_, _, let note, _), .closed(_, let note): note
    case .decided(let decision): decision.note
    case .accepted(let what): what.note
    default: nil
    }
  }
}
