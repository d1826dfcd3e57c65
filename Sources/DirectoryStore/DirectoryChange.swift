public import Directory

/// One change of the directory: who brought in what, when and from where.
public struct DirectoryChange: Sendable, Hashable {
  /// Later changes have greater ids; none is given twice.
  public let id: Int
  /// When, as an ISO moment with its offset: `2026-11-26T17:45:00+00:00`.
  public let at: String
  /// Who: a login name or a job's name.
  public let by: String
  /// Where the content came from: a file, a folder.
  public let source: String
  /// The version that the directory has since.
  public let version: String
  /// What was done, in words.
  public let what: String
}

/// A front-desk officer's word that a contact did not work.
public struct FailureReport: Sendable, Hashable {
  /// The contact's id; the contact itself may be gone since.
  public let contact: String
  /// What happened.
  public let how: FailureKind
  /// When, as an ISO moment with its offset.
  public let at: String
}
