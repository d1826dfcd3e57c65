package import WorkingTime

/// A field of a contact, in the order of a record, spelt as files spell it.
///
/// Files, tables, plans, the record of changes, the store and the version of a directory all go through this list: a new
/// field is a property of `Contact`, a line in each of the two lists below, and a column.
package enum ContactField: String, Sendable, Hashable, CaseIterable {
  case id, council, team, purpose, kind, value, display, hours, status, reason, warnings, source, seenAlso
  case checkedOn, validFrom, validUntil

  /// What a field holds, and where in a contact.
  fileprivate enum Place {
    case text(WritableKeyPath<Contact.Fields, String>)
    case textOrNothing(WritableKeyPath<Contact.Fields, String?>)
    case purpose(WritableKeyPath<Contact.Fields, Purpose>)
    case kind(WritableKeyPath<Contact.Fields, ContactKind>)
    case status(WritableKeyPath<Contact.Fields, ContactStatus>)
    case hours(WritableKeyPath<Contact.Fields, OpeningHours?>)
    case day(WritableKeyPath<Contact.Fields, Day?>)
    case notices(WritableKeyPath<Contact.Fields, [Notice]>)
    case source(WritableKeyPath<Contact.Fields, Source>)
    case sources(WritableKeyPath<Contact.Fields, [Source]>)
  }

  fileprivate var place: Place {
    switch self {
    case .id: .text(\.id)
    case .council: .text(\.council)
    case .team: .text(\.team)
    case .purpose: .purpose(\.purpose)
    case .kind: .kind(\.kind)
    case .value: .textOrNothing(\.value)
    case .display: .text(\.display)
    case .hours: .hours(\.hours)
    case .status: .status(\.status)
    case .reason: .textOrNothing(\.reason)
    case .warnings: .notices(\.warnings)
    case .source: .source(\.source)
    case .seenAlso: .sources(\.seenAlso)
    case .checkedOn: .day(\.checkedOn)
    case .validFrom: .day(\.validFrom)
    case .validUntil: .day(\.validUntil)
    }
  }

  /// What sort of thing a field holds.
  package enum Shape: Sendable, Hashable {
    /// A text that every contact has.
    case text
    /// A text, or nothing.
    case textOrNothing
    /// A word of a closed set.
    case purpose, kind, status
    /// Opening hours, or nothing.
    case hours
    /// A day, or nothing.
    case day
    /// Codes with their sentences.
    case notices
    /// One source.
    case source
    /// Any number of sources.
    case sources

    /// Whether every contact has one.
    package var isAlways: Bool {
      switch self {
      case .text, .purpose, .kind, .status, .source: true
      case .textOrNothing, .hours, .day, .notices, .sources: false
      }
    }

    /// Whether a contact may have many of it.
    package var isList: Bool { self == .notices || self == .sources }
  }

  /// What sort of thing the field holds.
  package var shape: Shape {
    switch place {
    case .text: .text
    case .textOrNothing: .textOrNothing
    case .purpose: .purpose
    case .kind: .kind
    case .status: .status
    case .hours: .hours
    case .day: .day
    case .notices: .notices
    case .source: .source
    case .sources: .sources
    }
  }

  /// Those that a council's file gives of each contact: the council and the team are said by where it stands.
  package static let inFiles = allCases.filter { $0 != .council && $0 != .team }
  /// Those of a plan: what is fixed by the record's id is no change of it.
  package static let changing = allCases.filter { $0 != .id && $0 != .council }

  static let always = allCases.filter { $0.shape.isAlways && $0.shape != .source }
  static let sometimes = allCases.filter { !$0.shape.isAlways && !$0.shape.isList }
  static let lists = allCases.filter(\.shape.isList)
}

/// What a field of a contact says, in one of few forms.
package enum FieldValue: Sendable, Hashable {
  /// Nothing.
  case nothing
  /// A text, a word of a closed set among them.
  case text(String)
  /// Opening hours.
  case hours(OpeningHours)
  /// A day.
  case day(Day)
  /// Codes with their sentences.
  case notices([Notice])
  /// One source.
  case source(Source)
  /// Any number of sources.
  case sources([Source])

  /// A text, or nothing.
  package static func textOrNothing(_ text: String?) -> FieldValue { text.map { .text($0) } ?? .nothing }

  /// The value as one text: hours in their notation, a day like `2026-11-26`; nil for nothing and for what is not one.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .hours(let hours): hours.notation
    case .day(let day): TimeText.text(day)
    case .nothing, .notices, .source, .sources: nil
    }
  }

  /// Code and sentence, or document and place, of each part; empty for what has no such parts.
  package var pairs: [(String, String)] {
    switch self {
    case .notices(let notices): notices.map { ($0.code, $0.text) }
    case .source(let source): [(source.document, source.place)]
    case .sources(let sources): sources.map { ($0.document, $0.place) }
    case .nothing, .text, .hours, .day: []
    }
  }
}

extension Contact {
  /// What a field says.
  package subscript(field: ContactField) -> FieldValue {
    switch field.place {
    case .text(let path): .text(fields[keyPath: path])
    case .textOrNothing(let path): .textOrNothing(fields[keyPath: path])
    case .purpose(let path): .text(fields[keyPath: path].rawValue)
    case .kind(let path): .text(fields[keyPath: path].rawValue)
    case .status(let path): .text(fields[keyPath: path].rawValue)
    case .hours(let path): fields[keyPath: path].map { .hours($0) } ?? .nothing
    case .day(let path): fields[keyPath: path].map { .day($0) } ?? .nothing
    case .notices(let path): .notices(fields[keyPath: path])
    case .source(let path): .source(fields[keyPath: path])
    case .sources(let path): .sources(fields[keyPath: path])
    }
  }

  /// A contact of the values of its fields; nil where a field that every contact has is missing, or a value is not of its
  /// field's shape.
  ///
  /// - Parameter value: What a field says; nil where nothing.
  package init?<Failure: Error>(_ value: (ContactField) throws(Failure) -> FieldValue?) throws(Failure) {
    var fields = Fields(
      id: "", council: "", team: "", purpose: .switchboard, kind: .phone, value: nil, display: "", hours: nil,
      status: .stated, reason: nil, warnings: [], source: Source(document: "", place: ""), seenAlso: [], checkedOn: nil,
      validFrom: nil, validUntil: nil)
    for field in ContactField.allCases {
      guard let value = try value(field) else {
        if field.shape.isAlways { return nil }
        continue
      }
      guard fields.set(field, value) else { return nil }
    }
    self.init(fields)
  }
}

extension Contact.Fields {
  /// Puts a value into a field; false where it is not of the field's shape.
  fileprivate mutating func set(_ field: ContactField, _ value: FieldValue) -> Bool {
    switch (field.place, value) {
    case (.text(let path), .text(let text)): self[keyPath: path] = text
    case (.textOrNothing(let path), .text(let text)): self[keyPath: path] = text
    case (.textOrNothing(let path), .nothing): self[keyPath: path] = nil
    case (.purpose(let path), .text(let text)): return set(path, text)
    case (.kind(let path), .text(let text)): return set(path, text)
    case (.status(let path), .text(let text)): return set(path, text)
    case (.hours(let path), .hours(let hours)): self[keyPath: path] = hours
    case (.hours(let path), .nothing): self[keyPath: path] = nil
    case (.day(let path), .day(let day)): self[keyPath: path] = day
    case (.day(let path), .nothing): self[keyPath: path] = nil
    case (.notices(let path), .notices(let notices)): self[keyPath: path] = notices
    case (.source(let path), .source(let source)): self[keyPath: path] = source
    case (.sources(let path), .sources(let sources)): self[keyPath: path] = sources
    default: return false
    }
    return true
  }

  private mutating func set<Word: RawRepresentable<String>>(
    _ path: WritableKeyPath<Contact.Fields, Word>, _ text: String
  ) -> Bool {
    guard let word = Word(rawValue: text) else { return false }
    self[keyPath: path] = word
    return true
  }
}
