package import Directory

/// One change of the directory: who brought in what, when and from where. Kept for good, and chained to the one before.
package struct DirectoryChange: Sendable, Hashable {
  /// Later changes have greater ids; none is given twice.
  package let id: Int
  /// When, as an ISO moment with its offset: `2026-11-26T17:45:00+00:00`.
  package let at: String
  /// Who: a login name or a job's name.
  package let by: String
  /// Where the content came from: a file, a folder.
  package let source: String
  /// The version that the directory has since.
  package let version: String
  /// What was done, in words.
  package let what: String
  /// The change that this one takes back; nil where it takes none back.
  package let undoes: Int?
  /// How many records it changed; nil for a change of an older schema, which kept no history.
  package let edits: Int?
  /// The SHA-256 over the change, its edits and the hash of the change before, in 64 hexadecimal digits.
  package let hash: String

  /// A change, stated in full: as another site's record tells it.
  package init(
    id: Int, at: String, by: String, source: String, version: String, what: String, undoes: Int?, edits: Int?,
    hash: String
  ) {
    self.id = id
    self.at = at
    self.by = by
    self.source = source
    self.version = version
    self.what = what
    self.undoes = undoes
    self.edits = edits
    self.hash = hash
  }
}

/// What sort of record an edit is of.
package enum RecordKind: String, Sendable, Hashable, CaseIterable {
  /// A council.
  case council
  /// A contact.
  case contact
  /// A council that is known and not held.
  case elsewhere
}

/// One record that a change altered, as history keeps it.
package struct RecordedEdit: Sendable, Hashable {
  /// The change's id.
  package let change: Int
  /// What sort of record it is.
  package let kind: RecordKind
  /// The record's id.
  package let record: String
  /// The record before, as canonical JSON; nil where it was added.
  package let old: String?
  /// The record after, as canonical JSON; nil where it was removed.
  package let new: String?

  /// An edit as texts.
  package init(change: Int, kind: RecordKind, record: String, old: String?, new: String?) {
    self.change = change
    self.kind = kind
    self.record = record
    self.old = old
    self.new = new
  }

  /// An edit as history would keep it under a change.
  package init(_ edit: DirectoryEdit, change: Int) {
    let text = EditText(edit)
    self.init(change: change, kind: text.kind, record: text.record, old: text.old, new: text.new)
  }
}

/// A change with what it altered.
package struct RecordedChange: Sendable, Hashable {
  /// The change.
  package let change: DirectoryChange
  /// The edits that were asked for, in order.
  package let edits: [RecordedEdit]
  /// The check that it enters; nil for every other change.
  package let verification: VerificationRecord?

  /// A change with its edits, in order.
  package init(change: DirectoryChange, edits: [RecordedEdit], verification: VerificationRecord?) {
    self.change = change
    self.edits = edits
    self.verification = verification
  }
}

/// A person's word that a contact is right. Kept for good.
package struct VerificationRecord: Sendable, Hashable {
  /// The change that entered it.
  package let change: Int
  /// The contact's id.
  package let contact: String
  /// The day of the check, as an ISO date.
  package let checkedOn: String
  /// Who checked.
  package let by: String
  /// How.
  package let method: VerificationMethod
  /// What else was found out; nil for nothing.
  package let note: String?
  /// When it was entered, as an ISO moment with its offset.
  package let at: String

  /// A check, stated in full: as another site's record tells it.
  package init(
    change: Int, contact: String, checkedOn: String, by: String, method: VerificationMethod, note: String?, at: String
  ) {
    self.change = change
    self.contact = contact
    self.checkedOn = checkedOn
    self.by = by
    self.method = method
    self.note = note
    self.at = at
  }
}

/// A front-desk officer's word that a contact did not work.
package struct FailureReport: Sendable, Hashable {
  /// The contact's id; the contact itself may be gone since.
  package let contact: String
  /// What happened.
  package let how: FailureKind
  /// When, as an ISO moment with its offset.
  package let at: String
  /// Who reported it: the holder of a token, else where the session came from; nil where that is not known.
  package let origin: String?
}
