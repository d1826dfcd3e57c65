import Directory
import DirectoryStore
import Refresh
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

  private func lines(of recorded: RecordedEdit) -> [String] {
    guard let edit = recorded.edit else {
      return ["  \(recorded.record)  (cannot be read; 'check --record' says more)"]
    }
    let change = RecordChange(edit)
    switch change.action {
    case .add: return ["  + \(change.id)  \(Self.summary(change.fields.map { ($0.field, $0.new) }))"]
    case .remove: return ["  - \(change.id)  \(Self.summary(change.fields.map { ($0.field, $0.old) }))"]
    case .change: return ["  \(change.id)"] + change.fields.map { "      \($0.words)" }
    }
  }

  /// What tells a record from others, on one line.
  private static func summary(_ fields: [(name: String, text: String?)]) -> String {
    ["name", "display", "purpose", "status"].compactMap { name in fields.first { $0.name == name }?.text }
      .joined(separator: "  ")
  }

  /// A moment of the record in words.
  func when(_ text: String) -> String {
    do {
      return TimeText.words(.moment(try TimeText.moment(text, clock: clock).moment), clock: clock)
    } catch {
      return text
    }
  }
}

extension FieldChange {
  /// `hours: nothing → 24/7`.
  var words: String { "\(field): \(old ?? "nothing") → \(new ?? "nothing")" }
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
