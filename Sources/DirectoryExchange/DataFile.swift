public import Directory

/// A file as it was found: a name for messages, and its bytes.
public struct DataFile: Sendable, Hashable {
  /// The name, as findings repeat it.
  public let name: String
  /// What it holds.
  public let bytes: [UInt8]

  /// A name and bytes.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What came of reading a set of files.
public struct CouncilReading: Sendable {
  /// What the files without an error say. Fit to be stored only where no finding is an error.
  public let content: DirectoryContent
  /// All that is wrong or doubtful, file by file.
  public let findings: [Finding]

  /// Whether any finding is an error.
  public var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
