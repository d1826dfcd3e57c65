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
    return lines.map(RecordName.shown)
      + self.lines(of: recorded.edits, outOf: isWhole ? change.edits ?? 0 : recorded.edits.count)
  }

  func lines(of edits: [RecordedEdit], outOf count: Int) -> [String] {
    let shown = edits.prefix(Self.most)
    var lines = shown.flatMap(lines).map(RecordName.shown)
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
