import JSON
import Directory
import DirectoryExchange
import Refresh
import WorkingTime

/// A plan as people read it, and as programs do.
struct RefreshReport {
  let refreshing: Refreshing
  let evenSo: Bool

  // MARK: - For people

  var text: String {
    let plan = refreshing.plan
    var lines = ["The directory is \(refreshing.base).", ""]
    func section(_ title: String, _ body: [String]) {
      if !body.isEmpty { lines += [title] + body + [""] }
    }
    section("FINDINGS", refreshing.findings.flatMap { ["  \(Self.line($0))"] + $0.lines.map { "      " + $0 } })
    section("CHANGES", plan.changes.flatMap(Self.lines))
    section("MISSING", missing)
    section("VERIFIED STILL", checksKept)
    section("WHAT IT WOULD DO", refreshing.effects.map { "  \($0.text)" })
    section(
      evenSo ? "REFUSED WITHOUT --even-so" : "REFUSED; --even-so does it all the same",
      refreshing.refusals.map { "  \($0.text)" })
    lines.append(summary)
    return lines.map(RecordName.shown).joined(separator: "\n")
  }

  private var summary: String {
    let warnings = refreshing.findings.count - refreshing.errors
    return "\(counted(refreshing.errors, "error")), \(counted(warnings, "warning")), "
      + "\(counted(refreshing.plan.edits.count, "change")), "
      + "\(counted(refreshing.effects.count, "effect"))."
  }

  /// Of how many records that are in none of the files the names are told.
  private static let mostMissing = 10

  private var missing: [String] {
    [RecordChange.Record.council, .contact].compactMap { record in
      let ids = refreshing.plan.missing.filter { $0.record == record }.map(\.id)
      guard !ids.isEmpty else { return nil }
      // What a row with an error speaks of is not known.
      let place = refreshing.errors > 0 ? "no row of these files without an error" : "none of these files"
      let held = "  \(counted(ids.count, record.rawValue)) held and in \(place), kept unless --remove"
      // Beside one file of many councils their names would only be in the way.
      return ids.count > Self.mostMissing ? held : "\(held): \(ids.joined(separator: ", "))"
    }
  }

  private var checksKept: [String] {
    let ids = refreshing.checksKept
    guard !ids.isEmpty else { return [] }
    return [
      "  \(counted(ids.count, "contact")) that a person checked and the files give by their sources alone: "
        + ids.joined(separator: ", ")
    ]
  }

  private static func line(_ finding: Finding) -> String {
    let row = finding.row.map { " row \($0)" } ?? ""
    let field = finding.field.isEmpty ? "" : ", \(finding.field)"
    return "\(finding.severity.rawValue)  \(finding.file)\(row)\(field): \(finding.text)"
  }

  private static func lines(_ change: RecordChange) -> [String] {
    ["  \(change.action.rawValue) \(change.record.rawValue) \(change.id)"]
      + change.fields.map { field in
        switch change.action {
        case .add: "      \(field.field): \(field.new ?? "nothing")"
        case .remove: "      \(field.field): \(field.old ?? "nothing")"
        case .change: "      \(field.words)"
        }
      }
  }

  // MARK: - For programs

  /// The plan, and what was applied where something was.
  func json(applied: (change: Int, version: String)? = nil) -> String {
    var members: [(key: String, value: JSONText)] = [
      ("base", .text(refreshing.base)), ("target", .text(refreshing.plan.target.version)),
      ("findings", .list(refreshing.findings.map(Self.json))),
      ("changes", .list(refreshing.plan.changes.map(Self.json))),
      (
        "missing",
        // A council's id has no slash, a contact's has one.
        .list(refreshing.plan.missing.map { .text($0.id) })
      ),
      ("verifiedStill", .list(refreshing.checksKept.map { .text($0) })),
      (
        "effects",
        .list(
          refreshing.effects.map { effect in
            .object([
              ("council", .text(effect.council)), ("purpose", .textOrNull(effect.purpose?.rawValue)),
              ("scenario", .textOrNull(effect.scenario)), ("text", .text(effect.text)),
            ])
          })
      ),
      (
        "refused",
        .list(
          refreshing.refusals.map { refusal in
            .object([
              ("council", .text(refusal.council)), ("purpose", .text(refusal.purpose.rawValue)),
              ("text", .text(refusal.text)),
            ])
          })
      ),
    ]
    if let applied {
      members.append(
        ("applied", .object([("change", .integer(applied.change)), ("version", .text(applied.version))])))
    }
    return JSONText.object(members).document
  }

  private static func json(_ finding: Finding) -> JSONText {
    .object([
      ("file", .text(finding.file)), ("row", finding.row.map { .integer($0) } ?? .null),
      ("field", .text(finding.field)), ("severity", .text(finding.severity.rawValue)), ("text", .text(finding.text)),
      ("lines", .list(finding.lines.map { .text($0) })),
    ])
  }

  private static func json(_ change: RecordChange) -> JSONText {
    .object([
      ("record", .text(change.record.rawValue)), ("id", .text(change.id)),
      ("council", .text(String(change.id.prefix { $0 != "/" }))),
      ("contact", .textOrNull(change.record == .contact ? change.id : nil)), ("action", .text(change.action.rawValue)),
      (
        "fields",
        .list(
          change.fields.map {
            .object([("field", .text($0.field)), ("old", .textOrNull($0.old)), ("new", .textOrNull($0.new))])
          })
      ),
    ])
  }
}
