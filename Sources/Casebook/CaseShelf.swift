package import WorkingTime

/// What somebody may do with cases. Each may do what those before it may, but for a reporter, who sees counts and nothing else.
package enum CaseRole: String, Sendable, Hashable, CaseIterable {
  /// Counts only.
  case reporter
  /// Reads cases, signs for them, and works on them.
  case dayTeam = "day-team"
  /// Keeps cases too.
  case officer
  /// Sees what was decided against a bar, and erases.
  case manager

  /// Whether cases are shown to them.
  package var seesCases: Bool { self != .reporter }
}

/// Somebody who works with cases.
package struct CaseOfficer: Sendable, Hashable {
  /// The name that they sign in with.
  package let name: String
  /// What they may do.
  package let role: CaseRole
  /// The ids of the councils whose cases they see; nil for all.
  package let councils: Set<String>?

  /// Somebody with a role at some councils.
  package init(name: String, role: CaseRole, councils: Set<String>?) {
    self.name = name
    self.role = role
    self.councils = councils
  }

  /// Whether cases of a council are theirs to see.
  package func sees(council: String) -> Bool { councils?.contains(council) ?? true }
}

/// Why a casebook could not do what was asked; nothing is changed then.
package struct CaseTrouble: Error, Sendable, Hashable {
  /// What sort of trouble it is.
  package enum Code: String, Sendable, CaseIterable {
    /// Somebody else has recorded something since the case was read.
    case changed
    /// There is no such case, or no more.
    case notFound
    /// The file cannot be made, opened, read or written.
    case unavailable
    /// Somebody else has locked it for too long.
    case busy
    /// The file is not a casebook, or of a newer program.
    case foreign
    /// The file is corrupt, or its seals do not fit.
    case damaged
    /// Anything else: a full disk, say.
    case failed
    /// It may not be done now.
    case refused
    /// It is not for whoever asks.
    case notYours
  }

  /// What sort it is.
  package let code: Code
  /// What came in the way, in a sentence.
  package let text: String

  /// A trouble in a sentence.
  package init(_ code: Code, _ text: String) {
    self.code = code
    self.text = text
  }
}

/// Somebody else who has a case before them.
package struct CaseReader: Sendable, Hashable {
  /// Who.
  package let name: String
  /// Since when.
  package let since: Moment

  /// Somebody, and since when.
  package init(name: String, since: Moment) {
    self.name = name
    self.since = since
  }
}

/// A deed that is to be recorded, and when it happened where that is not now.
package struct NewDeed: Sendable, Hashable {
  /// What.
  package let deed: CaseDeed
  /// When; nil for now.
  package let at: Moment?

  /// A deed, and when it happened.
  package init(_ deed: CaseDeed, at: Moment? = nil) {
    self.deed = deed
    self.at = at
  }
}

/// Where cases are kept. What it says is kept is on the disk by then.
package protocol CaseShelf: Sendable {
  /// Who somebody is to this casebook; nil where they have no business with it.
  func officer(named name: String) throws(CaseTrouble) -> CaseOfficer?
  /// Makes a case of a first revision.
  func begin(_ revision: Revision, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord
  /// Adds deeds to a case whose last event is still the one named.
  func append(
    _ deeds: [NewDeed], to reference: CaseReference, by: String, at: Moment, after last: Int
  ) throws(CaseTrouble) -> CaseRecord
  /// A case.
  func record(of reference: CaseReference) throws(CaseTrouble) -> CaseRecord
  /// Notes that somebody reads a case, which is logged, and tells who else has it before them.
  func read(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble) -> [CaseReader]
  /// Notes that they have put it down.
  func putDown(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble)
  /// Every open case.
  func open() throws(CaseTrouble) -> [CaseRecord]
  /// What is counted in a quarter, over all cases, those that are erased too.
  func counts(in quarter: Quarter) throws(CaseTrouble) -> [CountRow]
}
