package import Directory
import WorkingTime

/// A field of a record that is another than it was; nil where there was or is nothing.
package struct FieldChange: Sendable, Hashable {
  /// The field's name, as files spell it.
  package let field: String
  /// What it said.
  package let old: String?
  /// What it says.
  package let new: String?

  /// A field and what it said and says.
  package init(field: String, old: String?, new: String?) {
    self.field = field
    self.old = old
    self.new = new
  }
}

/// One record's change, field by field.
package struct RecordChange: Sendable, Hashable {
  /// What sort of record it is.
  package enum Record: String, Sendable, CaseIterable {
    /// A council with its teams.
    case council
    /// A contact.
    case contact
    /// A council that is known and not held.
    case elsewhere
  }

  /// What happens to it.
  package enum Action: String, Sendable, CaseIterable {
    /// It is new.
    case add
    /// Some of its fields change.
    case change
    /// It goes.
    case remove
  }

  /// What sort of record it is.
  package let record: Record
  /// Its id.
  package let id: String
  /// What happens to it.
  package let action: Action
  /// The fields, in the order of files; all that say something where the record is new or goes.
  package let fields: [FieldChange]
}

extension RecordChange {
  /// An edit, field by field.
  package init(_ edit: DirectoryEdit) {
    let old: [(String, String?)]
    let new: [(String, String?)]
    switch edit {
    case .council(let before, let after):
      record = .council
      (old, new) = (before.map(Self.fields) ?? [], after.map(Self.fields) ?? [])
    case .contact(let before, let after):
      record = .contact
      (old, new) = (before.map(Self.fields) ?? [], after.map(Self.fields) ?? [])
    case .elsewhere(let before, let after):
      record = .elsewhere
      (old, new) = (before.map(Self.fields) ?? [], after.map(Self.fields) ?? [])
    }
    id = edit.id
    action = old.isEmpty ? .add : new.isEmpty ? .remove : .change
    let names = (new.isEmpty ? old : new).map(\.0)
    let said = names.enumerated().compactMap { place, name in
      let before = place < old.count ? old[place].1 : nil
      let after = place < new.count ? new[place].1 : nil
      return before == after ? nil : FieldChange(field: name, old: before, new: after)
    }
    fields = said + Self.move(edit)
  }

  /// That a contact which stays has another place than it had.
  private static func move(_ edit: DirectoryEdit) -> [FieldChange] {
    guard case .contact(let old?, let new?) = edit, let place = new.place, place != old.place else { return [] }
    return [FieldChange(field: "place", old: old.place.map { "\($0)" }, new: "\(place)")]
  }

  private static func fields(of contact: Contact) -> [(String, String?)] {
    ContactField.changing.map { field in
      let told: String? =
        switch contact[field] {
        case .source(let source): text(source)
        case .notices(let notices): list(notices.map { "\($0.code): \($0.text)" })
        case .sources(let sources): list(sources.map(text))
        case let value: value.text
        }
      return (field.rawValue, told)
    }
  }

  private static func fields(of other: CouncilElsewhere) -> [(String, String?)] {
    [
      ("name", other.name), ("website", other.website), ("nation", other.nation?.rawValue),
      ("validFrom", other.validFrom.map(TimeText.text)), ("validUntil", other.validUntil.map(TimeText.text)),
      ("successors", other.successors.isEmpty ? nil : other.successors.joined(separator: ", ")),
    ]
  }

  private static func fields(of council: Council) -> [(String, String?)] {
    CouncilField.changing.map { field in
      let told: String? =
        switch council[field] {
        case .nothing: nil
        case .text(let text): text
        case .texts(let texts): list(texts)
        case .location(let location): "\(location.latitude) \(location.longitude) (\(text(location.source)))"
        case .hours(let hours): "\(hours.hours.notation) (\(text(hours.source)))"
        case .teams(let teams): list(teams.map { "\($0.id): \($0.name)" })
        case .day(let day): TimeText.text(day)
        case .successions(let successions):
          list(
            successions.map { succession in
              succession.purposes.isEmpty
                ? succession.council
                : "\(succession.council) (\(succession.purposes.map(\.rawValue).joined(separator: " ")))"
            })
        }
      return (field.rawValue, told)
    }
  }

  private static func text(_ source: Source) -> String { "\(source.document), \(source.place)" }

  private static func list(_ texts: [String]) -> String? { texts.isEmpty ? nil : texts.joined(separator: "; ") }
}
