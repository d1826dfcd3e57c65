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

  /// Whether a case is theirs to see. One that is so damaged that nobody knows whose it is, is everybody's: it says no more than
  /// that.
  package func sees(_ record: CaseRecord) -> Bool {
    (record.council.isEmpty && record.damage != nil) || sees(council: record.council)
  }
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
    /// Nobody has signed in, or no longer.
    case signInFirst
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

/// Somebody at one desk. Two windows of one officer are two desks: neither sees what is typed at the other.
package struct CaseSeat: Sendable, Hashable {
  /// Who.
  package let name: String
  /// The desk: a word that no other desk has.
  package let desk: String

  /// Somebody at a desk.
  package init(name: String, desk: String) {
    self.name = name
    self.desk = desk
  }
}

/// Somebody else who has a case before them, or the same officer at another desk.
package struct CaseReader: Sendable, Hashable {
  /// Who, and where.
  package let seat: CaseSeat
  /// Since when.
  package let since: Moment

  /// Who.
  package var name: String { seat.name }

  /// Somebody, and since when.
  package init(_ seat: CaseSeat, since: Moment) {
    self.seat = seat
    self.since = since
  }
}

/// What of a case cannot be read.
package struct CaseDamage: Sendable, Hashable {
  /// Why.
  package enum Kind: String, Sendable, Hashable {
    /// It is not what was sealed, or it is not there.
    case damaged
    /// A newer version of this program recorded it.
    case newer
  }

  /// Why.
  package let kind: Kind
  /// The first event that cannot be read.
  package let event: Int
  /// The events after it that can; nothing is made of them.
  package let later: [CaseEvent]

  /// What cannot be read, and what of the rest can.
  package init(_ kind: Kind, event: Int, later: [CaseEvent]) {
    self.kind = kind
    self.event = event
    self.later = later
  }

  /// What is wrong, in a sentence without a word about the family.
  package var text: String {
    switch kind {
    case .damaged: "Damaged: event \(event) cannot be read. What came after it is not shown; nothing can be recorded"
    case .newer: "A newer version of this program recorded event \(event). Take this case up there"
    }
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

extension CaseShelf {
  /// Makes a case of a first revision, of a triage that nobody can say twice.
  package func begin(_ revision: Revision, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord {
    try begin(revision, of: nil, by: by, at: at)
  }
}

/// What a terminal calls a triage, so that it makes one case however often its answers are said: whoever's line was cut cannot know
/// whether the last was heard.
package struct TriageName: Sendable, Hashable {
  /// A word that no other triage has.
  package let word: String

  /// Takes a word of 16 to 64 letters and digits, which nobody meets by chance; nil for any other.
  package init?(_ word: String) {
    guard (16...64).contains(word.utf8.count), word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    self.word = word.lowercased()
  }

  /// One that is drawn.
  package static func drawn() -> TriageName? {
    TriageName(
      (0..<26).map { _ in "abcdefghijklmnopqrstuvwxyz234567".randomElement().map(String.init) ?? "a" }.joined())
  }
}

/// Where cases are kept. What it says is kept is on the disk by then.
package protocol CaseShelf: Sendable {
  /// What must be known of the casebook before it is asked anything, in a sentence or two; nil where all is well.
  var notice: String? { get }
  /// Who somebody is to this casebook; nil where they have no business with it.
  func officer(named name: String) throws(CaseTrouble) -> CaseOfficer?
  /// Makes a case of a first revision; where one was made of the same triage by the same officer, it is that one.
  func begin(_ revision: Revision, of triage: TriageName?, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord
  /// Adds deeds to a case whose last event is still the one named.
  func append(
    _ deeds: [NewDeed], to reference: CaseReference, by: String, at: Moment, after last: Int
  ) throws(CaseTrouble) -> CaseRecord
  /// A case.
  func record(of reference: CaseReference) throws(CaseTrouble) -> CaseRecord
  /// Notes that somebody reads a case, which is logged, and tells who else has it before them, at which desk.
  func read(_ reference: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble) -> [CaseReader]
  /// Notes that somebody looks at a case and does not have it before them by that; where they had, they still have.
  func glance(at reference: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble)
  /// Notes that they have put it down there; of nil, every case that they had before them at that desk.
  func putDown(_ reference: CaseReference?, by: CaseSeat, at: Moment) throws(CaseTrouble)
  /// Every open case; one that is damaged too, as far as it can be read.
  func open() throws(CaseTrouble) -> [CaseRecord]
  /// What is counted in a quarter, over all cases, those that are erased too.
  func counts(in quarter: Quarter) throws(CaseTrouble) -> [CountRow]
}
