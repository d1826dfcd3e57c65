import JSON

/// One field of one record that was changed, as HSDS's metadata tells it.
package struct HSDSChange: Sendable, Hashable {
  /// The id of the council or contact.
  package let record: String
  /// The day, as HSDS writes it: `2026-11-26`.
  package let on: String
  /// `create`, `update` or `delete`.
  package let action: String
  /// The field.
  package let field: String
  /// What it said.
  package let old: String
  /// What it says.
  package let new: String
  /// Who changed it.
  package let by: String

  /// A change, stated in full.
  package init(record: String, on: String, action: String, field: String, old: String, new: String, by: String) {
    self.record = record
    self.on = on
    self.action = action
    self.field = field
    self.old = old
    self.new = new
    self.by = by
  }

  /// The changes between two forms of a record, field by field.
  ///
  /// - Parameters:
  ///   - record: The id of the council or contact.
  ///   - old: The record before, as a JSON object; nil where it was added.
  ///   - new: The record after; nil where it was removed.
  ///   - on: The day.
  ///   - by: Who changed it.
  /// - Returns: One change a field, in order of their names; one in all where the record was added or removed, and none
  ///   where either form is no JSON object.
  package static func changes(of record: String, from old: String?, to new: String?, on: String, by: String)
    -> [HSDSChange]
  {
    func change(_ action: String, _ field: String, _ old: String, _ new: String) -> HSDSChange {
      HSDSChange(record: record, on: on, action: action, field: field, old: old, new: new, by: by)
    }
    guard let old else { return new == nil ? [] : [change("create", "id", "", record)] }
    guard let new else { return [change("delete", "id", record, "")] }
    guard let before = members(of: old), let after = members(of: new) else { return [] }
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      let (was, will) = (before[key] ?? .null, after[key] ?? .null)
      return was == will ? nil : change("update", key, plain(was), plain(will))
    }
  }

  private static func members(of text: String) -> [String: JSONValue]? {
    do throws(MalformedJSON) {
      if case .object(let members) = try JSONValue.parse(Array(text.utf8)) { return members }
      return nil
    } catch {
      return nil
    }
  }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .text(let text): text
    default: value.compact
    }
  }
}
