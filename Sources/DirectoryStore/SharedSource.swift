/// What the server of a shared record says of it.
package struct SharedStanding: Sendable, Hashable {
  /// The shared record's own id.
  package let record: String
  /// The server's timeline, in eight hexadecimal digits: it rises with each failover and each restore to an earlier point. Behind it
  /// stands, after a `/`, what tells the server and its standbys from every other; older programs noted none of that.
  package let timeline: String
  /// The last change; 0 while there is none.
  package let head: Int
  /// Its seal.
  package let hash: String

  /// What a server says.
  package init(record: String, timeline: String, head: Int, hash: String) {
    self.record = record
    self.timeline = timeline
    self.head = head
    self.hash = hash
  }
}

extension SharedStanding {
  /// Whether the server is the one of a timeline that was noted, or a standby that took its place; true too where that is not known.
  package func isSameServer(as noted: String) -> Bool {
    let (own, other) = (timeline.dropFirst(8), noted.dropFirst(8))
    return own.isEmpty || other.isEmpty || own == other
  }

  /// Whether the server, where it is the same, is one of before a failover that was seen.
  package func isOlder(than noted: String) -> Bool { timeline.prefix(8) < noted.prefix(8) }

  /// Whether there has been a failover or a restore since.
  func hasRisen(since noted: String) -> Bool { timeline.prefix(8) > noted.prefix(8) }
}

/// A change of a shared record, as far as this program knows its words.
package enum SharedNews: Sendable, Hashable {
  /// One that can be judged.
  case change(RecordedChange)
  /// One with a word that this program does not know: it says which, and the site stays before it.
  case unread(SharedMembership.Refusal)

  /// The change's seal.
  var hash: String {
    switch self {
    case .change(let recorded): recorded.change.hash
    case .unread(let refusal): refusal.hash
    }
  }
}

/// What a shared record answers whoever follows it: all that one look needs, from one question.
package struct SharedLetter: Sendable, Hashable {
  /// How the record stands.
  package let standing: SharedStanding
  /// The seal of the change after which was asked; nil where the record has no such change.
  package let seal: String?
  /// What comes after it, the oldest first.
  package let changes: [SharedNews]

  /// An answer, stated in full.
  package init(standing: SharedStanding, seal: String?, changes: [SharedNews]) {
    self.standing = standing
    self.seal = seal
    self.changes = changes
  }
}

/// A report of a failed contact that the server refuses: it stays at this site.
package struct RefusedReport: Sendable, Hashable {
  /// The report.
  package let report: DirectoryDatabase.OutgoingReport
  /// What the server says.
  package let why: String

  /// A report, and what the server says of it.
  package init(_ report: DirectoryDatabase.OutgoingReport, why: String) {
    self.report = report
    self.why = why
  }
}

/// A shared record as whoever follows it asks it.
package protocol SharedSource {
  /// How the record stands now.
  func standing() throws -> SharedStanding

  /// The seal of a change; nil where there is no such change.
  func hash(of change: Int) throws -> String?

  /// How the record stands, the seal of a change, and at most so many of the changes after it.
  func news(after change: Int, most: Int) throws -> SharedLetter

  /// The changes after one, the oldest first, at most so many.
  func changes(after change: Int, most: Int) throws -> [SharedNews]

  /// Whether a change is kept, once whoever is writing has come to an end; nil where that cannot be told now.
  func isKept(_ hash: String) throws -> Bool?

  /// Takes reports of failed contacts; one that it has already it takes once. Says which it refuses.
  func take(_ reports: [DirectoryDatabase.OutgoingReport], of desk: String) throws -> [RefusedReport]

  /// Hears where a site is, and what it cannot take.
  func see(_ desk: String, at change: Int, _ hash: String, trouble: String?) throws
}

/// What comes of a look at a shared record while it goes on. It is told at once: a server that goes away with the next question
/// keeps nobody from hearing of it.
package enum SharedWord: Sendable, Hashable {
  /// So many changes were taken.
  case took(Int)
  /// The server refuses a report. It is not sent again.
  case refused(RefusedReport)
  /// Of a change that was uncertain it is known now whether it is kept.
  case settled(UncertainChange, isKept: Bool)
}

/// What a look at a shared record came to.
package enum SharedLook: Sendable, Hashable {
  /// So many changes were taken; none where there was nothing new.
  case took(Int)
  /// This site stays at the change before one that it cannot take.
  case refused(SharedMembership.Refusal)
  /// The server is not the one that is followed, or is one of before a failover. Nothing is taken.
  case stopped(String)
  /// This site has changes that the shared record has not.
  case forked(SharedFork)
}

/// Where a site and the shared record part.
package struct SharedFork: Sendable, Hashable {
  /// The last change that both have; 0 for none.
  package let ancestor: Int
  /// The site's last change.
  package let last: Int
  /// Whether the server's timeline has risen since, so that a failover or a restore has lost the changes. Where it has not,
  /// somebody wrote past the record, and a person decides.
  package let isOfServer: Bool

  /// A fork, stated in full.
  package init(ancestor: Int, last: Int, isOfServer: Bool) {
    self.ancestor = ancestor
    self.last = last
    self.isOfServer = isOfServer
  }

  /// What happened, in a sentence.
  package var explanation: String {
    let count = last - ancestor
    let changes = count == 1 ? "change \(last)" : "changes \(ancestor + 1) to \(last)"
    return "\(changes) of this site \(count == 1 ? "is" : "are") not in the shared record; both have change \(ancestor)"
  }
}
