import WorkingTime

/// Something wrong, or doubtful, in a file of the directory.
package struct Finding: Sendable, Hashable {
  /// How much it matters.
  package enum Severity: String, Sendable, Hashable, CaseIterable {
    /// The file cannot be used.
    case error
    /// The file can be used, but somebody should look.
    case warning
  }

  /// The file's name.
  package let file: String
  /// The row of a table, as a spreadsheet counts them; nil for other files.
  package let row: Int?
  /// The path to the value, like `teams[0].contacts[2].status`; empty for the file as a whole.
  package let field: String
  /// How much it matters.
  package let severity: Severity
  /// What was found, and what would be right.
  package let text: String
  /// Lines that somebody can paste into a map to put it right; empty where there are none.
  package let lines: [String]

  /// A finding, stated in full.
  package init(
    file: String, row: Int? = nil, field: String, severity: Severity, text: String, lines: [String] = []
  ) {
    self.file = file
    self.row = row
    self.field = field
    self.severity = severity
    self.text = text
    self.lines = lines
  }
}

/// Gathers the findings of one file while it is read, so that all of them show at once.
final class FindingLog {
  let file: String
  private(set) var findings: [Finding] = []
  /// The hours that the file gives, each text read once. The logs of its rows have them together.
  let known: KnownHours

  init(file: String, known: KnownHours = KnownHours()) {
    self.file = file
    self.known = known
  }

  var hasErrors: Bool { findings.contains { $0.severity == .error } }

  func take(_ finding: Finding) { findings.append(finding) }

  func error(_ field: String, _ text: String) {
    findings.append(Finding(file: file, field: field, severity: .error, text: text))
  }

  func warning(_ field: String, _ text: String) {
    findings.append(Finding(file: file, field: field, severity: .warning, text: text))
  }
}
