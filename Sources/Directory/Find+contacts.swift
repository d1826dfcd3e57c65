import WorkingTime

/// Contacts that a search found by themselves, and what must be said of those that it cannot offer yet.
struct DirectContacts {
  var contacts: [ReachedContact]
  var notices: [Notice]

  /// Whether anything was found, be it only something to come.
  var isAny: Bool { !contacts.isEmpty || !notices.isEmpty }

  /// Only those that serve a purpose.
  func `for`(_ purpose: Purpose) -> DirectContacts {
    DirectContacts(contacts: contacts.filter { $0.contact.purpose == purpose }, notices: notices)
  }
}

extension DirectoryAtMoment {
  /// The contacts at some places of the index that hold now or will, no more than a search shows.
  func holding(_ places: [Int32]) -> DirectContacts {
    var found = DirectContacts(contacts: [], notices: [])
    let order = directory.order
    for place in places {
      let contact = directory.contacts[Int(order[Int(place)])]
      guard isThere(contact) else { continue }
      if let later = notYet(contact) {
        found.notices.append(later)
      } else {
        found.contacts.append(ReachedContact(contact: contact, isLive: isLive(contact)))
      }
      if found.contacts.count + found.notices.count >= Self.mostContacts { break }
    }
    return found
  }

  /// Contacts of a team that is called so, else of a street, a page or a mailbox with these words.
  func directContacts(_ words: [String]) -> DirectContacts {
    let telling = words.filter { $0.utf8.count >= 3 }
    guard !telling.isEmpty else { return DirectContacts(contacts: [], notices: []) }
    let index = directory.words
    let teams = index.places(ofTeamsWith: telling)
    return holding(Self.merged(teams, index.places(printedWith: words) { $0.utf8.count >= 5 }))
  }

  /// Two lists in order as one, each place once.
  private static func merged(_ left: [Int32], _ right: [Int32]) -> [Int32] {
    guard !left.isEmpty, !right.isEmpty else { return left.isEmpty ? right : left }
    var merged: [Int32] = []
    var one = left[...], other = right[...]
    while let first = one.first, let second = other.first {
      merged.append(min(first, second))
      if first <= second { one = one.dropFirst() }
      if second <= first { other = other.dropFirst() }
    }
    return merged + one + other
  }

  /// Contacts that have a part of an e-mail or web address in what is printed; nil where the text is none, or none has it.
  func foundAddress(_ text: String) -> DirectContacts? {
    let needle = text.lowercased().trimmed
    guard needle.contains("@") || needle.contains("."), !needle.contains(where: \.isWhitespace) else { return nil }
    var words = Array(NameIndex.words(needle).prefix(ContactIndex.mostWords))
    let index = directory.words
    var places = index.places(printedWith: words) { $0 == words.last }
    if places.isEmpty, words.count > 1 {
      // The first word may be the end of a longer one.
      let first = words.removeFirst()
      let others = Set(index.places(printedWith: words) { $0 == words.last })
      places = index.places(printedWithin: first).filter(others.contains)
    } else if places.isEmpty, let only = words.first {
      places = index.places(printedWithin: only)
    }
    let order = directory.order
    let found = holding(
      places.lazy.filter { directory.contacts[Int(order[Int($0)])].display.lowercased().contains(needle) }
        .prefix(Self.mostContacts).map { $0 })
    return found.isAny ? found : nil
  }

  /// Whether a contact holds now or will: neither it nor its council has ended.
  private func isThere(_ contact: Contact) -> Bool {
    let council = directory.ref(id: contact.council).map { directory[$0] }
    return [contact.validUntil, council?.validUntil].allSatisfy { $0.map { wall.day < $0 } ?? true }
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
