#if PostgreSQL
  import Directory
  import DirectoryStore
  import Foundation
  import SharedRecord

  /// A server of a shared record, as a site follows it: its texts are read as the store has them.
  final class ServerSource: SharedSource {
    private let record: SharedRecord

    /// Connects to a server; see `SharedRecord.init`.
    init(_ server: String, from timeline: String) throws(SharedRecordError) {
      record = try SharedRecord(server, from: timeline)
    }

    /// Where the server is.
    var server: String { record.server }

    func standing() throws -> SharedStanding {
      Self.standing(try record.standing())
    }

    private static func standing(_ standing: SharedRecord.Standing) -> SharedStanding {
      SharedStanding(
        record: standing.record, timeline: standing.timeline, head: standing.head.id, hash: standing.head.hash)
    }

    func news(after change: Int, most: Int) throws -> SharedLetter {
      let news = try record.news(after: change, most: most)
      return SharedLetter(
        standing: Self.standing(news.standing), seal: news.seal, changes: news.changes.map(Self.news))
    }

    /// How many seconds this machine's clock is ahead of the server's.
    func secondsAhead() throws -> Int { Int(Date().timeIntervalSince1970) - (try record.standing().seconds) }

    func hash(of change: Int) throws -> String? { try record.hash(of: change) }

    func changes(after change: Int, most: Int) throws -> [SharedNews] {
      try record.changes(after: change, most: most).map(Self.news)
    }

    /// A change as the store has it, or the word in it that this program does not know.
    private static func news(_ one: SharedRecord.News.Change) -> SharedNews {
      let (id, change) = (one.id, one.change)
      func unread(_ word: String) -> SharedNews {
        .unread(
          SharedMembership.Refusal(
            change: id, hash: change.hash,
            why: "it has the word '\(word)', which this program does not know; update this program"))
      }
      var edits: [RecordedEdit] = []
      for edit in change.edits {
        guard let kind = RecordKind(rawValue: edit.kind) else { return unread(edit.kind) }
        edits.append(RecordedEdit(change: id, kind: kind, record: edit.record, old: edit.old, new: edit.new))
      }
      var check: VerificationRecord?
      if let entered = change.check {
        guard let method = VerificationMethod(rawValue: entered.method) else { return unread(entered.method) }
        check = VerificationRecord(
          change: id, contact: entered.contact, checkedOn: entered.checkedOn, by: change.by, method: method,
          note: entered.note, at: change.at)
      }
      return .change(
        RecordedChange(
          change: DirectoryChange(
            id: id, at: change.at, by: change.by, source: change.source, version: change.version, what: change.what,
            undoes: change.undoes, edits: edits.count, hash: change.hash), edits: edits, verification: check))
    }

    func isKept(_ hash: String) throws -> Bool? {
      do throws(SharedRecordError) {
        return try record.isKept(hash)
      } catch {
        // Somebody may be writing still; and of a record that an older program made a desk's login may not ask.
        guard error.code == .forbidden || error.code == .busy else { throw error }
        return nil
      }
    }

    func take(_ reports: [DirectoryDatabase.OutgoingReport], of desk: String) throws -> [RefusedReport] {
      do throws(SharedRecordError) {
        try record.take(
          reports.map { SharedRecord.Report(number: $0.number, contact: $0.contact, how: $0.how, at: $0.at) }, of: desk)
        return []
      } catch {
        guard error.code == .refused else { throw error }
        guard reports.count > 1 else { return reports.map { RefusedReport($0, why: error.explanation) } }
        // One that is refused must not keep the others: the halves are sent each for itself.
        let half = reports.count / 2
        return try take(Array(reports[..<half]), of: desk) + take(Array(reports[half...]), of: desk)
      }
    }

    func see(_ desk: String, at change: Int, _ hash: String, trouble: String?) throws {
      try record.see(desk, at: change, hash, trouble: trouble)
    }

    /// Where every site is; nil where the login may not know.
    func sites() throws -> [SharedRecord.Site]? { try record.sites() }

    /// Asks to be told of changes; says whether that comes through.
    func listen() throws -> Bool { try record.listen() }

    /// Waits until there is a change, or so many milliseconds have gone.
    func isTold(within milliseconds: Int32) throws -> Bool { try record.isTold(within: milliseconds) }
  }

  extension SharedChange {
    /// A change as the shared record takes it.
    init(_ recorded: RecordedChange, after previous: String) {
      let change = recorded.change
      self.init(
        previous: previous, at: change.at, by: change.by, source: change.source, version: change.version,
        what: change.what, undoes: change.undoes,
        edits: recorded.edits.map { Edit(kind: $0.kind.rawValue, record: $0.record, old: $0.old, new: $0.new) },
        check: recorded.verification.map {
          Check(contact: $0.contact, checkedOn: $0.checkedOn, method: $0.method.rawValue, note: $0.note)
        }, hash: change.hash)
    }

    /// Changes one after the other, the hash before the first given.
    static func chain(_ changes: [RecordedChange], after previous: String) -> [SharedChange] {
      zip([previous] + changes.map(\.change.hash), changes).map { SharedChange($1, after: $0) }
    }
  }
#endif
