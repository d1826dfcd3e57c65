import Directory
import DirectoryStore
import Foundation
import WorkingTime

/// Changes as lines for people: what became of each record, field by field.
struct LedgerPage {
  let clock: LondonClock

  /// How many records of a change are shown.
  static let most = 20

  /// A change with the records it touched. `isWhole` says that all of them are meant, else only those in `recorded`.
  func lines(of recorded: RecordedChange, isWhole: Bool) -> [String] {
    let change = recorded.change
    var lines = ["change \(change.id)  \(when(change.at))  by \(change.by)  from \(change.source)", "  \(change.what)"]
    if change.edits == nil { lines.append("  (made before history was kept: what it changed is not known)") }
    if let check = recorded.verification, let note = check.note { lines.append("  note: \(note)") }
    return lines + self.lines(of: recorded.edits, outOf: isWhole ? change.edits ?? 0 : recorded.edits.count)
  }

  func lines(of edits: [RecordedEdit], outOf count: Int) -> [String] {
    let shown = edits.prefix(Self.most)
    var lines = shown.flatMap(lines)
    if shown.count < count {
      lines.append("  … \(count - shown.count) more; a council's or contact's own history, or --json, shows them")
    }
    return lines
  }

  private func lines(of edit: RecordedEdit) -> [String] {
    let old = RecordFields(edit.old), new = RecordFields(edit.new)
    switch (edit.old, edit.new) {
    case (nil, _): return ["  + \(edit.record)  \(new.summary)"]
    case (_, nil): return ["  - \(edit.record)  \(old.summary)"]
    default:
      let keys = RecordFields.order.filter { old[$0] != new[$0] }
      return ["  \(edit.record)"] + keys.map { "      \($0): \(old[$0] ?? "nothing") → \(new[$0] ?? "nothing")" }
    }
  }

  private func when(_ text: String) -> String {
    do {
      return TimeText.words(.moment(try TimeText.moment(text, clock: clock).moment), clock: clock)
    } catch {
      return text
    }
  }
}

/// A record's fields in words, from its canonical JSON.
struct RecordFields {
  private var fields: [String: String] = [:]

  /// The keys in the order in which people read them.
  static let order = [
    "name", "type", "council", "team", "purpose", "kind", "display", "value", "hours", "status", "reason", "checkedOn",
    "validFrom", "validUntil", "warnings", "source", "seenAlso", "aliases", "county", "childrensServices", "location",
    "places", "domains", "teams", "successors",
  ]

  init(_ json: String?) {
    guard let json, let parsed = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
      return
    }
    for (key, value) in parsed { fields[key] = Self.words(value) }
  }

  subscript(key: String) -> String? { fields[key] }

  /// What tells a record from others, on one line.
  var summary: String {
    ["name", "display", "purpose", "status"].compactMap { fields[$0] }.joined(separator: "  ")
  }

  private static func words(_ value: Any) -> String {
    switch value {
    case let text as String: return text
    case let texts as [String]: return texts.joined(separator: ", ")
    case let list as [Any]: return list.map(words).joined(separator: "; ")
    case let object as [String: Any]:
      return object.keys.sorted().compactMap { object[$0].map(words) }.joined(separator: ", ")
    default: return "\(value)"
    }
  }
}

/// A JSON document written as it goes, for commands that list records.
struct LedgerJSON {
  private(set) var text = ""
  private var needsComma = false

  mutating func object(_ body: (inout LedgerJSON) -> Void) {
    separate()
    text += "{"
    needsComma = false
    body(&self)
    text += "}"
    needsComma = true
  }

  mutating func list<Element>(_ key: String, _ elements: [Element], _ body: (inout LedgerJSON, Element) -> Void) {
    name(key)
    text += "["
    needsComma = false
    for element in elements { object { body(&$0, element) } }
    text += "]"
    needsComma = true
  }

  mutating func add(_ key: String, _ value: String?) {
    name(key)
    if let value { quote(value) } else { text += "null" }
    needsComma = true
  }

  mutating func add(_ key: String, _ value: Int?) {
    name(key)
    text += value.map { "\($0)" } ?? "null"
    needsComma = true
  }

  mutating func add(_ recorded: RecordedChange) {
    let change = recorded.change
    add("change", change.id)
    add("at", change.at)
    add("by", change.by)
    add("source", change.source)
    add("what", change.what)
    add("version", change.version)
    add("undoes", change.undoes)
    add("records", change.edits)
    add("hash", change.hash)
    if let check = recorded.verification {
      name("verification")
      needsComma = false
      object { json in
        json.add("contact", check.contact)
        json.add("checkedOn", check.checkedOn)
        json.add("by", check.by)
        json.add("how", check.method.rawValue)
        json.add("note", check.note)
      }
    }
    list("edits", recorded.edits) { json, edit in json.add(edit) }
  }

  mutating func add(_ edit: RecordedEdit) {
    add("kind", edit.kind.rawValue)
    add("record", edit.record)
    // Canonical JSON as history holds it.
    for (key, json) in [("old", edit.old), ("new", edit.new)] {
      name(key)
      text += json ?? "null"
      needsComma = true
    }
  }

  private mutating func name(_ key: String) {
    separate()
    quote(key)
    text += ":"
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { text += "," }
    needsComma = false
  }

  private mutating func quote(_ value: String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
