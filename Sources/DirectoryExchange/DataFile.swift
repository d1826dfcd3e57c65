package import Directory

/// A file as it was found: a name for messages, and its bytes.
package struct DataFile: Sendable, Hashable {
  /// The name, as findings repeat it.
  package let name: String
  /// What it holds.
  package let bytes: [UInt8]

  /// A name and bytes.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What came of reading a set of files.
package struct CouncilReading: Sendable {
  /// What the files without an error say. Fit to be stored only where no finding is an error.
  package let content: DirectoryContent
  /// All that is wrong or doubtful, file by file.
  package let findings: [Finding]

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
