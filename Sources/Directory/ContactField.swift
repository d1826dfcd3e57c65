package import WorkingTime

/// A field of a contact, in the order of a record, spelt as files spell it.
///
/// Files, tables, plans, the record of changes, the store and the version of a directory all go through this list: a new
/// field is a property of `Contact`, a word in the lists of this file, and a column.
package enum ContactField: String, Sendable, Hashable, CaseIterable {
  case id, council, team, purpose, kind, value, display, hours, status, reason, warnings, source, seenAlso
  case checkedOn, validFrom, validUntil

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
    switch self {
    case .id, .council, .team, .display: .text
    case .value, .reason: .textOrNothing
    case .purpose: .purpose
    case .kind: .kind
    case .status: .status
    case .hours: .hours
    case .checkedOn, .validFrom, .validUntil: .day
    case .warnings: .notices
    case .source: .source
    case .seenAlso: .sources
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

  /// A day, or nothing.
  package static func dayOrNothing(_ day: Day?) -> FieldValue { day.map { .day($0) } ?? .nothing }

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
    let fields = fields
    return switch field {
    case .id: .text(fields.id)
    case .council: .text(fields.council)
    case .team: .text(fields.team)
    case .purpose: .text(fields.purpose.rawValue)
    case .kind: .text(fields.kind.rawValue)
    case .value: .textOrNothing(fields.value)
    case .display: .text(fields.display)
    case .hours: fields.hours.map { .hours($0) } ?? .nothing
    case .status: .text(fields.status.rawValue)
    case .reason: .textOrNothing(fields.reason)
    case .warnings: .notices(fields.warnings)
    case .source: .source(fields.source)
    case .seenAlso: .sources(fields.seenAlso)
    case .checkedOn: .dayOrNothing(fields.checkedOn)
    case .validFrom: .dayOrNothing(fields.validFrom)
    case .validUntil: .dayOrNothing(fields.validUntil)
    }
  }

  /// A contact of the values of its fields; nil where a field that every contact has is missing, or a value is not of its
  /// field's shape.
  ///
  /// - Parameter value: What a field says; nil where nothing.
  /// - Throws: What reading a field throws.
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
  mutating func set(_ field: ContactField, _ value: FieldValue) -> Bool {
    switch field {
    case .id: value.put(into: &id)
    case .council: value.put(into: &council)
    case .team: value.put(into: &team)
    case .purpose: value.put(into: &purpose)
    case .kind: value.put(into: &kind)
    case .value: value.put(into: &self.value)
    case .display: value.put(into: &display)
    case .hours: value.put(into: &hours)
    case .status: value.put(into: &status)
    case .reason: value.put(into: &reason)
    case .warnings: value.put(into: &warnings)
    case .source: value.put(into: &source)
    case .seenAlso: value.put(into: &seenAlso)
    case .checkedOn: value.put(into: &checkedOn)
    case .validFrom: value.put(into: &validFrom)
    case .validUntil: value.put(into: &validUntil)
    }
  }
}

/// Each is false, and changes nothing, where the value is of another shape.
extension FieldValue {
  fileprivate func put(into text: inout String) -> Bool {
    guard case .text(let value) = self else { return false }
    text = value
    return true
  }

  fileprivate func put(into text: inout String?) -> Bool {
    switch self {
    case .text(let value): text = value
    case .nothing: text = nil
    default: return false
    }
    return true
  }

  fileprivate func put<Word: RawRepresentable<String>>(into word: inout Word) -> Bool {
    guard case .text(let value) = self, let known = Word(rawValue: value) else { return false }
    word = known
    return true
  }

  fileprivate func put(into hours: inout OpeningHours?) -> Bool {
    switch self {
    case .hours(let value): hours = value
    case .nothing: hours = nil
    default: return false
    }
    return true
  }

  fileprivate func put(into day: inout Day?) -> Bool {
    switch self {
    case .day(let value): day = value
    case .nothing: day = nil
    default: return false
    }
    return true
  }

  fileprivate func put(into notices: inout [Notice]) -> Bool {
    guard case .notices(let value) = self else { return false }
    notices = value
    return true
  }

  fileprivate func put(into source: inout Source) -> Bool {
    guard case .source(let value) = self else { return false }
    source = value
    return true
  }

  fileprivate func put(into sources: inout [Source]) -> Bool {
    guard case .sources(let value) = self else { return false }
    sources = value
    return true
  }
}
