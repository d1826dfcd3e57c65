import Directory
import WorkingTime

/// The words that an export for publication may have: none that somebody wrote freely, for nobody can tell a person's name
/// from other words.
///
/// Numbers, options, extensions, places and the words of teams are a closed set. What is outside it stays at home.
struct PublishedWords {
  /// The words of all councils' names and of their places.
  private let names: Set<String>
  private let places: Set<String>

  init(_ content: DirectoryContent) {
    var names: Set<String> = []
    var places: Set<String> = []
    for council in content.councils {
      for name in [council.id, council.name] + council.aliases { names.formUnion(TeamWords.words(of: name)) }
      for place in council.places + council.aliases + [council.id.replacing("-", with: " ")] {
        places.insert(place.lowercased())
      }
    }
    self.names = names
    self.places = places
  }

  /// Whether a contact's value is one that names nobody.
  func mayGive(_ contact: Contact) -> Bool {
    guard let value = contact.value else { return false }
    switch contact.kind {
    case .phone, .web: return true
    case .email: return TeamWords.make(mailbox: String(value.prefix { $0 != "@" }), or: names)
    case .address: return address(of: contact) != nil
    case .extension: return false
    }
  }

  /// A team's name; what it is for where that may name somebody.
  func name(of team: Team, _ contacts: [Contact]) -> String {
    if TeamWords.areAll(team.name, or: names) { return team.name }
    var purposes: [String] = []
    for contact in contacts where !purposes.contains(contact.purpose.words) { purposes.append(contact.purpose.words) }
    return purposes.joined(separator: ", ")
  }

  /// A number as it is printed; what is dialled where anything else stands beside it. An address without a name in it.
  func shown(_ contact: Contact) -> String {
    switch contact.kind {
    case .address: return address(of: contact) ?? contact.purpose.words
    case .phone:
      let isPlain = contact.display.unicodeScalars.allSatisfy { "0123456789 ()+-".unicodeScalars.contains($0) }
      return isPlain ? contact.display : contact.value ?? contact.purpose.words
    case .email, .web, .extension: return contact.value ?? contact.purpose.words
    }
  }

  /// What to press or to say, in our own words.
  func toldBeside(_ contact: Contact) -> String? {
    let told = contact.warnings.compactMap { notice -> String? in
      let digits = notice.text.split { !("0"..."9").contains($0) }.joined(separator: " then ")
      switch notice.code {
      case "ask-for-extension": return digits.isEmpty ? nil : "Ask for extension \(digits)."
      case "choose-option": return Self.option(notice.text).map { "Choose option \($0)." }
      case "text-relay": return "It is printed with 18001 before it, for Relay UK."
      default: return nil
      }
    }
    return told.isEmpty ? nil : told.joined(separator: " ")
  }

  /// The digits that follow `option`: `2`, `1 then 3`.
  private static func option(_ text: String) -> String? {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    guard let place = words.firstIndex(of: "option") else { return nil }
    let following = words[(place + 1)...].prefix { $0 == "then" || $0.allSatisfy { ("0"..."9").contains($0) } }
    let digits = following.filter { $0 != "then" }
    return digits.isEmpty ? nil : digits.joined(separator: " then ")
  }

  /// Hours without what a comment says.
  static func hours(_ hours: OpeningHours) -> String {
    hours.notation.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined()
      .split(separator: " ").joined(separator: " ").replacing(" ;", with: ";")
  }

  // MARK: - Addresses

  private static let streets: Set<String> = [
    "avenue", "broadway", "close", "court", "crescent", "drive", "gardens", "gate", "green", "grove", "hill", "lane",
    "parade", "park", "place", "quay", "rise", "road", "row", "square", "street", "terrace", "walk", "way", "wharf",
  ]
  private static let buildings: Set<String> = [
    "town", "hall", "civic", "centre", "council", "office", "offices", "gateway", "library", "guildhall", "county",
    "the", "floor", "ground", "first", "reception", "house",
  ]
  private static let notOfStreets: Set<String> = ["ask", "for", "at", "to", "see", "with", "by", "contact", "call"]

  /// The parts of an address that are a street, a public building, a town of the directory or a postcode; nil without a
  /// street, and without a town or postcode.
  private func address(of contact: Contact) -> String? {
    var parts: [String] = []
    var hasStreet = false, hasTown = false
    for part in contact.display.split(whereSeparator: { $0 == "," || $0 == "\n" || $0 == ";" }) {
      let text = part.split(separator: " ").joined(separator: " ")
      if Self.isStreet(text) {
        hasStreet = true
      } else if Self.isPostcode(text) || places.contains(text.lowercased()) {
        hasTown = true
      } else {
        let words = TeamWords.words(of: text)
        guard words.contains(where: Self.buildings.contains),
          words.allSatisfy({ Self.buildings.contains($0) || names.contains($0) })
        else { continue }
      }
      parts.append(text)
    }
    return hasStreet && hasTown ? parts.joined(separator: ", ") : nil
  }

  /// A number, where there is one, at most three words, and what sort of street it is.
  private static func isStreet(_ text: String) -> Bool {
    guard text.allSatisfy({ $0.isLetter || $0.isNumber || " -'’".contains($0) }) else { return false }
    var words = text.lowercased().split(separator: " ")[...]
    while let first = words.first, first.first?.isNumber == true { words.removeFirst() }
    guard let kind = words.popLast(), streets.contains(String(kind)) else { return false }
    return (1...3).contains(words.count) && words.allSatisfy { !notOfStreets.contains(String($0)) }
  }

  private static func isPostcode(_ text: String) -> Bool {
    guard let read = Postcode.read(text, exists: { _ in true }) else { return false }
    return read.postcode.unit != nil && !read.isCorrected
  }
}
