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
  /// The found councils' own contacts, in the order to try them, or contacts that match; at most 50.
  package let contacts: [ReachedContact]
  /// What a reader must know: that a council is not held, say, and what to do instead.
  package let warnings: [Notice]
  /// Whether anything was found: a council that is known and not held counts, for its name is an answer.
  package let isFound: Bool

  /// The same with its contacts in another order.
  package func with(_ contacts: [ReachedContact]) -> FindResult {
    FindResult(councils: councils, contacts: contacts, warnings: warnings, isFound: isFound)
  }
}

extension DirectoryAtMoment {
  /// The most contacts that a search shows.
  static let mostContacts = 50
  /// The most councils whose contacts a search shows.
  static let mostCouncils = 4
  /// The most letters and words of a search that are looked at: a longer one costs no more.
  private static let mostLetters = 400
  private static let mostWords = 24

  /// Searches postcodes, names, aliases, towns, teams, numbers and addresses; forgives a misspelling.
  ///
  /// A council that is named gives its own contacts, as `who` would where a purpose is named beside it. The cost is bounded
  /// whatever is typed: some thousandths of a second among 50,000 contacts.
  ///
  /// - Parameters:
  ///   - text: What was typed or pasted.
  ///   - postcodes: Which councils serve a postcode; nil where that is not known here.
  /// - Returns: What was found.
  package func find(_ text: String, postcodes: PostcodeTable? = nil) -> FindResult {
    let text = String(text.prefix(Self.mostLetters))
    if let number = TypedNumber(text) {
      let found = holding(directory.numbers.places(withDigits: number.digits))
      if number.isAllOfIt || found.isAny { return result(found, councils: [], text: text) }
    }
    if let found = foundAddress(text) { return result(found, councils: [], text: text) }
    let words = Array(NameIndex.words(text).prefix(Self.mostWords))
    if let found = foundByName(words) { return found }
    if let postcodes, let found = foundByPostcode(text, in: postcodes) { return found }
    let spoken = SpokenWords(words)
    if spoken.isPurposeAlone, case .purpose(let purpose)? = spoken.wanted {
      return everybody(for: purpose, words: words, text: text)
    }
    let found = foundInSentence(spoken, words: words, text: text)
    guard spoken.wanted == nil else { return found }
    return foundCorrected(words, besides: found, text: text) ?? found
  }

  /// The same with a misspelt word of a purpose put right, which is said; nil where there is none, or what was found has the
  /// words as they were typed.
  private func foundCorrected(_ words: [String], besides found: FindResult, text: String) -> FindResult? {
    let isSure = found.councils.contains { !$0.isGuess }
    guard isSure || found.contacts.isEmpty || !found.councils.isEmpty else { return nil }
    let names = Set(found.councils.filter { !$0.isGuess }.flatMap { NameIndex.words($0.why) })
    let corrected = SpokenWords.corrected(words) { word in
      names.contains(word) || !directory.names.exact(NameIndex.key(word)).isEmpty
        || directory.elsewhere(key: NameIndex.key(word)) != nil
    }
    guard let (right, slips) = corrected else { return nil }
    let spoken = SpokenWords(right)
    let result =
      if spoken.isPurposeAlone, case .purpose(let purpose)? = spoken.wanted {
        everybody(for: purpose, words: right, text: text)
      } else {
        foundInSentence(spoken, words: right, text: text)
      }
    let said = slips.map {
      Notice(code: "read-as", text: "'\($0.typed.prefix(40))' is read as '\($0.meant)'.")
    }
    return FindResult(
      councils: result.councils, contacts: result.contacts, warnings: said + result.warnings,
      isFound: result.isFound)
  }

  /// A council whose name is the whole text.
  private func foundByName(_ words: [String]) -> FindResult? {
    if let other = wholeNameElsewhere(words) { return notHeldResult(other, besides: []) }
    let named = exact(words)
    return named.isEmpty ? nil : result(of: named, for: nil, warnings: alsoElsewhere(words))
  }

  /// Names, purposes and teams among other words.
  private func foundInSentence(_ spoken: SpokenWords, words: [String], text: String) -> FindResult {
    let telling = SpokenWords.telling(spoken.rest)
    for some in [spoken.rest, telling] where some != words && !some.isEmpty {
      if let other = wholeNameElsewhere(some) { return notHeldResult(other, besides: []) }
      let named = exact(some)
      if !named.isEmpty { return result(of: named, for: spoken.wanted, warnings: alsoElsewhere(some)) }
    }
    let direct = directContacts(words)
    let search = CouncilSearch(spoken.rest.isEmpty ? words : spoken.rest, in: directory)
    if let other = search.elsewhere, !direct.isAny || search.councils.isEmpty {
      return notHeldResult(other, besides: search.besides)
    }
    if direct.isAny {
      // What is named word for word outweighs what is only spelt alike.
      return result(direct, councils: search.councils.filter { !$0.isGuess }, text: text)
    }
    if !search.councils.isEmpty {
      return result(of: search.councils, for: spoken.wanted, warnings: search.rival.map { [notHeldHere($0)] } ?? [])
    }
    if case .purpose(let purpose)? = spoken.wanted, !telling.isEmpty {
      let some = directContacts(telling).for(purpose)
      if some.isAny { return result(some, councils: [], text: text) }
    }
    return result(direct, councils: [], text: text)
  }

  /// A purpose and nothing else: the whole country's number first, then teams that are called so, then whoever serves it.
  private func everybody(for purpose: Purpose, words: [String], text: String) -> FindResult {
    var found = directContacts(words)
    if let nation = directory.ref(id: "national") {
      found.contacts = lookup(nation, purpose: purpose).contacts + found.contacts
    }
    for index in directory.councils.indices where found.contacts.count < Self.mostContacts {
      let own = directory.contacts(of: CouncilRef(index: index), for: purpose, on: wall.day)
      found.contacts += own.map { ReachedContact(contact: $0, isLive: isLive($0)) }
    }
    var seen: Set<String> = []
    found.contacts = found.contacts.filter { seen.insert($0.contact.id).inserted }
    found.contacts.sort { $0.contact.isVoice && !$1.contact.isVoice }
    return result(found, councils: [], text: text)
  }

  // MARK: - Results

  /// Councils with their own contacts: for what is wanted those that `who` gives, else all, numbers first.
  func result(of councils: [FoundCouncil], for wanted: Wanted?, warnings: [Notice]) -> FindResult {
    var contacts: [ReachedContact] = []
    var warnings = warnings
    for found in councils.prefix(Self.mostCouncils) {
      var council = found.council
      let asked = wanted.map { purpose(of: $0, at: council) }
      let standing = directory.standing(of: council, on: wall.day, for: asked)
      if case .succeeded(let heir) = standing { council = heir }
      if let text = directory.explanation(of: standing, of: found.council, for: asked) {
        warnings.append(Notice(code: "council-not-there", text: text + "."))
      }
      let reach = asked.map { who(council, purpose: $0) } ?? numbersFirst(council)
      contacts += reach.contacts
      warnings += reach.warnings
    }
    var ids: Set<String> = [], told: Set<Notice> = []
    return FindResult(
      councils: councils,
      contacts: Array(contacts.filter { ids.insert($0.contact.id).inserted }.prefix(Self.mostContacts)),
      warnings: warnings.filter { told.insert($0).inserted }, isFound: true)
  }

  /// All of a council's contacts: first whom to ring now about a family without a home, last what is not to be used.
  private func numbersFirst(_ ref: CouncilRef) -> Reach {
    let all = lookup(ref, purpose: nil)
    let first: [Purpose] = isOfficeOpen(ref) ? [.housing, .outOfHours] : [.outOfHours, .housing]
    let order = first + [.childrensOutOfHours, .safeguarding, .switchboard]
    func rank(_ reached: ReachedContact) -> Int {
      guard reached.contact.status.isUsable else { return 100 }
      let kind = reached.contact.isVoice ? 0 : reached.contact.kind == .extension ? 20 : 40
      return kind + (order.firstIndex(of: reached.contact.purpose) ?? order.count)
    }
    let sorted = all.contacts.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.map(\.element)
    return Reach(contacts: sorted, warnings: all.warnings + conflicts(in: sorted))
  }

  /// Contacts that match, and councils that are named beside them.
  private func result(_ found: DirectContacts, councils: [FoundCouncil], text: String) -> FindResult {
    var warnings = beyondCalendar + found.notices
    if !found.isAny, councils.isEmpty { warnings.append(nothingFound(text)) }
    return FindResult(
      councils: councils, contacts: Array(found.contacts.prefix(Self.mostContacts)),
      warnings: warnings + conflicts(in: found.contacts), isFound: found.isAny || !councils.isEmpty)
  }

  /// A council that is not held, and what is called like it and held.
  private func notHeldResult(_ other: CouncilElsewhere, besides: [NameIndex.Entry]) -> FindResult {
    var seen: Set<CouncilRef> = []
    let others = besides.filter { seen.insert($0.council).inserted }.prefix(2)
    return FindResult(
      councils: [], contacts: [],
      warnings: beyondCalendar + [notHeldHere(other)]
        + others.map { entry in
          Notice(
            code: "also-called",
            text: "\(directory[entry.council].name) is another council; \(NameIndex.reason(for: entry, in: directory))."
          )
        }, isFound: true)
  }
}
