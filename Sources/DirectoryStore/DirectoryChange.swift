public import Directory

/// One change of the directory: who brought in what, when and from where. Kept for good, and chained to the one before.
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
  /// The change that this one takes back; nil where it takes none back.
  public let undoes: Int?
  /// How many records it changed; nil for a change of an older schema, which kept no history.
  public let edits: Int?
  /// The SHA-256 over the change, its edits and the hash of the change before, in 64 hexadecimal digits.
  public let hash: String
}

/// What sort of record an edit is of.
public enum RecordKind: String, Sendable, Hashable, CaseIterable {
  /// A council.
  case council
  /// A contact.
  case contact
  /// A council that is known and not held.
  case elsewhere
}

/// One record that a change altered, as history keeps it.
public struct RecordedEdit: Sendable, Hashable {
  /// The change's id.
  public let change: Int
  /// What sort of record it is.
  public let kind: RecordKind
  /// The record's id.
  public let record: String
  /// The record before, as canonical JSON; nil where it was added.
  public let old: String?
  /// The record after, as canonical JSON; nil where it was removed.
  public let new: String?

  init(change: Int, kind: RecordKind, record: String, old: String?, new: String?) {
    self.change = change
    self.kind = kind
    self.record = record
    self.old = old
    self.new = new
  }

  /// An edit as history would keep it under a change.
  public init(_ edit: DirectoryEdit, change: Int) {
    let text = EditText(edit)
    self.init(change: change, kind: text.kind, record: text.record, old: text.old, new: text.new)
  }
}

/// A change with what it altered.
public struct RecordedChange: Sendable, Hashable {
  /// The change.
  public let change: DirectoryChange
  /// The edits that were asked for, in order.
  public let edits: [RecordedEdit]
  /// The check that it enters; nil for every other change.
  public let verification: VerificationRecord?
}

/// A person's word that a contact is right. Kept for good.
public struct VerificationRecord: Sendable, Hashable {
  /// The change that entered it.
  public let change: Int
  /// The contact's id.
  public let contact: String
  /// The day of the check, as an ISO date.
  public let checkedOn: String
  /// Who checked.
  public let by: String
  /// How.
  public let method: VerificationMethod
  /// What else was found out; nil for nothing.
  public let note: String?
  /// When it was entered, as an ISO moment with its offset.
  public let at: String
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
