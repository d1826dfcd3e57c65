import WorkingTime

/// A council that a search found, and why.
package struct FoundCouncil: Sendable, Hashable {
  /// The council.
  package let council: CouncilRef
  /// What matched, in words: `Margate is in its area`.
  package let why: String
  /// Whether it is only spelt like what was searched for.
  package let isGuess: Bool
}

/// What a search found.
package struct FindResult: Sendable, Hashable {
  /// Councils, best first.
  package let councils: [FoundCouncil]
  /// Contacts that match, or the found councils' own, best first.
  package let contacts: [ReachedContact]
  /// What a reader must know: that a council is not held, say, and what to do instead.
  package let warnings: [Notice]
}

extension DirectoryAtMoment {
  /// Searches names, aliases, towns, teams, numbers and addresses; forgives a misspelling.
  package func find(_ text: String) -> FindResult {
    let all = NameIndex.words(text)
    var rest = all
    if let purpose = takePurpose(from: &rest) {
      let found = find(text, rest, purpose: purpose)
      if !found.councils.isEmpty || !found.contacts.isEmpty { return found }
      // `emergency duty team` begins with a purpose and means none.
      let plain = find(text, all, purpose: nil)
      return plain.contacts.isEmpty ? found : plain
    }
    return find(text, all, purpose: nil)
  }

  private func find(_ text: String, _ words: [String], purpose: Purpose?) -> FindResult {
    // The trunk zero that some print in brackets behind the country code is never dialled.
    let digits = text.replacing("(0)", with: "").filter(\.isNumber)
    let direct = directContacts(text, words: words, digits: digits)
    var matches = direct.filter { notYet($0.contact) == nil }
    var councils: [FoundCouncil] = []
    var warnings = beyondCalendar + direct.compactMap { notYet($0.contact) }
    if !words.isEmpty {
      let found = foundCouncils(words)
      // What is named word for word outweighs what is only spelt alike.
      councils = matches.isEmpty ? found.councils : found.councils.filter { !$0.isGuess }
      if let other = found.elsewhere { warnings.append(notHeldHere(other.name, website: other.website)) }
    }
    for found in councils.prefix(matches.isEmpty ? 3 : 0) {
      var council = found.council
      let standing = directory.standing(of: council, on: wall.day, for: purpose)
      if case .succeeded(let heir) = standing { council = heir }
      if let text = directory.explanation(of: standing, of: found.council, for: purpose) {
        warnings.append(Notice(code: "council-not-there", text: text + "."))
      }
      matches += lookup(council, purpose: purpose).contacts
    }
    if let purpose { matches = matches.filter { $0.contact.purpose == purpose } }
    if councils.isEmpty, direct.isEmpty, matches.isEmpty, warnings.allSatisfy({ $0.code != "unknown-council" }) {
      warnings.append(notHeldHere(text))
    }
    return FindResult(
      councils: councils, contacts: Array(matches.prefix(50)), warnings: warnings + conflicts(in: matches))
  }

  /// Takes a purpose out of the words, the longest that fits: `margate out of hours` is a town and a purpose.
  private func takePurpose(from words: inout [String]) -> Purpose? {
    guard words.count > 1 else { return nil }
    for length in stride(from: min(4, words.count - 1), through: 1, by: -1) {
      for start in stride(from: words.count - length, through: 0, by: -1) {
        if let purpose = Purpose(typed: words[start..<start + length].joined(separator: "-")) {
          words.removeSubrange(start..<start + length)
          return purpose
        }
      }
    }
    return nil
  }

  private func directContacts(_ text: String, words: [String], digits: String) -> [ReachedContact] {
    let needle = text.lowercased().trimmed
    let isCode = ShortCode.isOne(digits)
    let isNumber = (digits.count >= 4 || isCode) && text.allSatisfy { $0.isNumber || " +()-".contains($0) }
    // A number is looked for without its country code or trunk zero, however it was typed.
    let national = digits.hasPrefix("44") ? String(digits.dropFirst(2)) : String(digits.drop { $0 == "0" })
    return directory.contacts.filter { contact in
      // A short code is dialled whole: it is no part of a longer number.
      if isNumber, isCode { return contact.value == digits }
      if isNumber { return (contact.value ?? contact.display).filter(\.isNumber).contains(national) }
      if needle.contains("@") || needle.contains(".") { return contact.display.lowercased().contains(needle) }
      let telling = words.filter { $0.count >= 3 }
      guard !telling.isEmpty else { return false }
      let team = NameIndex.words(contact.team)
      if telling.allSatisfy(team.contains) { return true }
      // A street, a postcode, a part of a web or e-mail address; telephone numbers have no words.
      let printed = NameIndex.words(contact.display)
      // A council's name on its own door finds the council, not the door.
      let own = directory.ref(id: contact.council).map { NameIndex.words(directory[$0].name) } ?? []
      if words.allSatisfy(own.contains) { return false }
      return contact.kind != .phone && contact.kind != .extension
        && words.allSatisfy { word in printed.contains { $0 == word || (word.count >= 5 && $0.hasPrefix(word)) } }
    }.filter(isThere).map { ReachedContact(contact: $0, isLive: isLive($0)) }.sorted { left, right in
      left.contact.status.isUsable && !right.contact.status.isUsable
    }
  }

  /// Whether a contact holds now or will: neither it nor its council has ended.
  private func isThere(_ contact: Contact) -> Bool {
    let council = directory.ref(id: contact.council).map { directory[$0] }
    return [contact.validUntil, council?.validUntil].allSatisfy { $0.map { wall.day < $0 } ?? true }
  }

  private func foundCouncils(_ words: [String]) -> (councils: [FoundCouncil], elsewhere: CouncilElsewhere?) {
    let key = NameIndex.key(words.joined(separator: " "))
    let exactElsewhere = directory.names.elsewhere.first { $0.key == key }.map { directory.elsewhere[$0.index] }
    // Its whole name typed out can be the beginning of nothing else.
    if let exactElsewhere, NameIndex.words(exactElsewhere.name) == words { return ([], exactElsewhere) }
    let misspelt = fullNames(like: words)
    var scored: [Match] = []
    for entry in directory.names.entries {
      if entry.key == key {
        scored.append(named(entry, at: 0))
      } else if entry.key.hasPrefix(key) {
        scored.append(named(entry, at: 10))
      } else if (" " + entry.key).contains(" " + key) {
        scored.append(named(entry, at: 20))
      }
    }
    for (entry, slips) in misspelt { scored.append(guessed(entry, score: 5 + slips)) }
    if scored.isEmpty, exactElsewhere == nil {
      if let named = directory.names.elsewhere.first(where: { words.contains($0.key) }) {
        return ([], directory.elsewhere[named.index])
      }
      let prefixed = directory.names.elsewhere.first { key.count >= 4 && $0.key.hasPrefix(key) }
      if let prefixed { return ([], directory.elsewhere[prefixed.index]) }
      let near = directory.names.nearest(to: key)
      // A misspelt neighbour must not pass for one of ours: the nearer spelling wins, whichever list it stands in.
      let bound = near.first?.slips ?? (key.count >= 7 ? 2 : 1)
      let nearElsewhere = directory.names.elsewhere.first { other in
        key.count >= 5
          && (Spelling.slips(Array(key), Array(other.key), atMost: bound).map { $0 < (near.first?.slips ?? bound + 1) }
            ?? false)
      }
      if let nearElsewhere { return ([], directory.elsewhere[nearElsewhere.index]) }
      for (entry, slips) in near {
        scored.append(guessed(entry, score: 30 + slips * 5 + entry.kind.rawValue))
      }
      if scored.isEmpty { scored = wordMatches(words) }
    }
    scored.sort { ($0.score, $0.entry.council.index) < ($1.score, $1.entry.council.index) }
    var seen: Set<CouncilRef> = []
    let councils = scored.filter { seen.insert($0.entry.council).inserted }
      .map { FoundCouncil(council: $0.entry.council, why: $0.why, isGuess: $0.isGuess) }
    return (councils, exactElsewhere)
  }

  /// Councils whose whole name, with the words that all share, is spelt nearly so: for names too short to slip in alone.
  private func fullNames(like words: [String]) -> [(entry: NameIndex.Entry, slips: Int)] {
    guard words.count > 1, words.contains(where: { $0 == "council" || $0 == "county" }) else { return [] }
    let letters = Array(words.joined(separator: " "))
    return directory.names.entries.compactMap { entry in
      guard entry.kind == .name || entry.kind == .alias else { return nil }
      let printed = NameIndex.words(entry.printed).joined(separator: " ")
      return Spelling.slips(letters, Array(printed), atMost: 2).flatMap { $0 == 0 ? nil : (entry, $0) }
    }
  }

  /// The last resort: entries that share a telling word with the search, or nearly.
  private func wordMatches(_ words: [String]) -> [Match] {
    let telling = words.filter { $0.count >= 4 }.map { (word: $0, letters: Array($0)) }
    return directory.names.entries.compactMap { entry in
      for part in entry.key.split(separator: " ") where part.count >= 4 {
        for (word, letters) in telling {
          if word == part { return named(entry, at: 50) }
          if Spelling.slips(letters, Array(part), atMost: letters.count >= 7 ? 2 : 1) != nil {
            return guessed(entry, score: 60 + entry.kind.rawValue)
          }
        }
      }
      return nil
    }
  }

  private typealias Match = (score: Int, entry: NameIndex.Entry, why: String, isGuess: Bool)

  private func named(_ entry: NameIndex.Entry, at score: Int) -> Match {
    (score + entry.kind.rawValue, entry, reason(for: entry), false)
  }

  private func guessed(_ entry: NameIndex.Entry, score: Int) -> Match {
    (score, entry, "spelt like \(entry.printed)", true)
  }

  private func reason(for entry: NameIndex.Entry) -> String {
    switch entry.kind {
    case .id, .name: "name \(directory[entry.council].name)"
    case .alias: "also called \(entry.printed)"
    case .place: "\(entry.printed) is in its area"
    }
  }

  private func notHeldHere(_ name: String, website: String? = nil) -> Notice {
    let site = website.map { " (\($0))" } ?? ""
    return Notice(
      code: "unknown-council",
      text:
        "\(name) is not held in this directory. Find its number on its own website\(site) or through gov.uk's find-your-local-"
        + "council page; ring 999 in danger. The council where the family is now still owes what it owes tonight: do not "
        + "send them away to find out.")
  }
}

extension StringProtocol {
  /// Without spaces at either end.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
