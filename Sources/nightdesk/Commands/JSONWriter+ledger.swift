import JSON
import Desk
import Directory
import DirectoryStore

/// Changes and their records for programs.
extension JSONWriter {
  mutating func list<Element>(_ key: String, _ elements: [Element], _ body: (inout JSONWriter, Element) -> Void) {
    self.key(named: key)
    array(elements) { json, element in json.object { body(&$0, element) } }
  }

  mutating func add(_ key: String, _ value: String?) {
    self.key(named: key)
    string(value)
  }

  mutating func add(_ key: String, _ value: Int?) {
    self.key(named: key)
    if let value { integer(value) } else { string(nil) }
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
      key(named: "verification")
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
      self.key(named: key)
      element()
      raw(json ?? "null")
    }
  }
}
