package import WorkingTime

/// How a contact is reached.
package enum ContactKind: String, Sendable, Hashable, CaseIterable {
  /// A telephone number that anyone can dial.
  case phone
  /// An extension that works only inside the council.
  case `extension`
  /// A mailbox.
  case email
  /// A web page.
  case web
  /// A street address.
  case address
}

/// How far a contact can be trusted; the closed list of the contract.
package enum ContactStatus: String, Sendable, Hashable, CaseIterable {
  /// A person checked it, on `checkedOn`.
  case verified
  /// A second source agrees.
  case corroborated
  /// As one source prints it.
  case stated
  /// Sources disagree; each is shown.
  case conflicting
  /// From outside the protocols, not yet checked.
  case unconfirmed
  /// An address form that a document describes; no address is ever made from it.
  case pattern
  /// Belongs to another body, or known wrong: shown with the reason, never offered.
  case quarantined

  /// Whether the contact may be offered as one to use.
  package var isUsable: Bool { self != .pattern && self != .quarantined }

  /// More trusted first, for ties.
  var rank: Int {
    switch self {
    case .verified: 0
    case .corroborated: 1
    case .stated: 2
    case .unconfirmed: 3
    case .conflicting: 4
    case .pattern: 5
    case .quarantined: 6
    }
  }
}

/// Where a fact comes from: a document, and the place in it.
package struct Source: Sendable, Hashable {
  /// The document's id.
  package let document: String
  /// The heading, section or page in it.
  package let place: String

  /// A document and a place in it.
  package init(document: String, place: String) {
    self.document = document
    self.place = place
  }
}

/// Something that a reader must know: a code to match on, and a sentence.
package struct Notice: Sendable, Hashable {
  /// The code, `conflicting-contact` say.
  package let code: String
  /// The sentence.
  package let text: String

  /// A code and a sentence.
  package init(code: String, text: String) {
    self.code = code
    self.text = text
  }
}

/// One way to reach a team.
///
/// A directory's contacts stand in lists, indexes, plans and their edits at once: a contact is one reference to its fields,
/// which nothing changes, so that each further place costs eight bytes. Whatever goes through all fields goes through
/// `ContactField`, which has one line for each.
@dynamicMemberLookup
package struct Contact: Sendable, Hashable {
  private let shared: Shared

  private final class Shared: Sendable {
    let fields: Fields
    let place: Int?

    init(_ fields: Fields, place: Int?) {
      self.fields = fields
      self.place = place
    }
  }

  /// What is recorded of a contact.
  package struct Fields: Sendable, Hashable {
    /// `council/name`, unique in the directory.
    package internal(set) var id: String
    /// The council's id.
    package internal(set) var council: String
    /// The team's name.
    package internal(set) var team: String
    /// What it is for.
    package internal(set) var purpose: Purpose
    /// How it is reached.
    package internal(set) var kind: ContactKind
    /// What a machine would dial or open, a telephone number in E.164 or a `ShortCode`; nil for a pattern.
    package internal(set) var value: String?
    /// As the source prints it.
    package internal(set) var display: String
    /// When it is answered; nil where nobody recorded it.
    package internal(set) var hours: OpeningHours?
    /// How far it can be trusted.
    package internal(set) var status: ContactStatus
    /// Why it is quarantined or a pattern.
    package internal(set) var reason: String?
    /// What a reader must know of it.
    package internal(set) var warnings: [Notice]
    /// Where it comes from.
    package internal(set) var source: Source
    /// Other sources that print the same.
    package internal(set) var seenAlso: [Source]
    /// When a person checked it; nil where nobody has.
    package internal(set) var checkedOn: Day?
    /// The first day on which it holds; nil where it always has.
    package internal(set) var validFrom: Day?
    /// The first day on which it no longer holds; nil where none is known.
    package internal(set) var validUntil: Day?
  }

  /// A contact, stated in full.
  package init(
    id: String, council: String, team: String, purpose: Purpose, kind: ContactKind, value: String?, display: String,
    hours: OpeningHours? = nil, status: ContactStatus, reason: String? = nil, warnings: [Notice] = [], source: Source,
    seenAlso: [Source] = [], checkedOn: Day? = nil, validFrom: Day? = nil, validUntil: Day? = nil
  ) {
    self.init(
      Fields(
        id: id, council: council, team: team, purpose: purpose, kind: kind, value: value, display: display,
        hours: hours, status: status, reason: reason, warnings: warnings, source: source, seenAlso: seenAlso,
        checkedOn: checkedOn, validFrom: validFrom, validUntil: validUntil))
  }

  init(_ fields: Fields, place: Int? = nil) { shared = Shared(fields, place: place) }

  var fields: Fields { shared.fields }

  /// Where it stands among its council's contacts, from 1: those of lesser places come first. Nil for what no store has held,
  /// and for what a store has held since before it kept places.
  ///
  /// The record keeps it beside what the contact says, so that all who hold one record show equals in one order. It is of the
  /// directory, not of the contact: two contacts that say the same are equal wherever they stand.
  package var place: Int? { shared.place }

  /// The same contact in a place.
  package func placed(at place: Int?) -> Contact { place == shared.place ? self : Contact(fields, place: place) }

  /// A field's value.
  package subscript<Value>(dynamicMember field: KeyPath<Fields, Value>) -> Value { shared.fields[keyPath: field] }

  /// Whether all fields say the same.
  package static func == (one: Contact, other: Contact) -> Bool {
    one.shared === other.shared || one.shared.fields == other.shared.fields
  }

  /// Hashes the fields.
  package func hash(into hasher: inout Hasher) { hasher.combine(shared.fields) }

  /// Whether it holds on a day; the period is half-open.
  package func holds(on day: Day) -> Bool {
    if let from = self.validFrom, day < from { return false }
    if let until = self.validUntil, until <= day { return false }
    return true
  }

  /// Whether a voice may answer that anyone outside can reach.
  package var isVoice: Bool { self.kind == .phone && self.status.isUsable }
}
