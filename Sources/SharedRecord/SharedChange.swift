#if PostgreSQL
  /// A change as the shared record takes it: its texts and its seal, with no word of what they mean.
  package struct SharedChange: Sendable, Hashable {
    /// One record's text before and after; nil where there was or is none.
    package struct Edit: Sendable, Hashable, Encodable {
      /// `council`, `contact` or `elsewhere`.
      package let kind: String
      /// The record's id.
      package let record: String
      /// The text before.
      package let old: String?
      /// The text after.
      package let new: String?

      /// An edit of a record.
      package init(kind: String, record: String, old: String?, new: String?) {
        self.kind = kind
        self.record = record
        self.old = old
        self.new = new
      }
    }

    /// The check that a change enters.
    package struct Check: Sendable, Hashable, Encodable {
      /// The contact's id.
      package let contact: String
      /// The day of the check, as an ISO date.
      package let checkedOn: String
      /// How it was checked.
      package let method: String
      /// What else was found out; nil for nothing.
      package let note: String?

      /// A check of a contact.
      package init(contact: String, checkedOn: String, method: String, note: String?) {
        self.contact = contact
        self.checkedOn = checkedOn
        self.method = method
        self.note = note
      }
    }

    /// The hash of the change before.
    package var previous: String
    /// When, as an ISO moment with its offset.
    package var at: String
    /// Who.
    package var by: String
    /// Where the content came from.
    package var source: String
    /// The version that the directory has since.
    package var version: String
    /// What was done, in words.
    package var what: String
    /// The change that this one takes back; nil where it takes none back.
    package var undoes: Int?
    /// The edits, in order.
    package var edits: [Edit]
    /// The check that it enters; nil for every other change.
    package var check: Check?
    /// The seal over all of it, which the server makes anew and compares.
    package var hash: String

    /// A change, stated in full.
    package init(
      previous: String, at: String, by: String, source: String, version: String, what: String, undoes: Int? = nil,
      edits: [Edit], check: Check? = nil, hash: String
    ) {
      self.previous = previous
      self.at = at
      self.by = by
      self.source = source
      self.version = version
      self.what = what
      self.undoes = undoes
      self.edits = edits
      self.check = check
      self.hash = hash
    }
  }
#endif
