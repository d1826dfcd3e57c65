package import Directory
import GRDB
import WorkingTime

extension DirectoryDatabase {
  // MARK: - Reads

  /// Whether no directory has been loaded yet.
  ///
  /// - Throws: `DirectoryStoreError`: `busy`, `unavailable`, `damaged`, `failed`; so do all reads.
  package var isEmpty: Bool {
    get throws(DirectoryStoreError) { try changeCounter() == 0 }
  }

  /// A number that grows with every change of the directory, whoever makes it; 0 while there has been none.
  ///
  /// Cheap enough to be asked many times a second: one look at the end of a table.
  package func changeCounter() throws(DirectoryStoreError) -> Int {
    try access("looking for changes") { queue in
      try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: "SELECT max(id) FROM directory_change")
        return try Int.fetchOne(statement) ?? 0
      }
    }
  }

  /// The last change; nil while there has been none.
  package func latestChange() throws(DirectoryStoreError) -> DirectoryChange? {
    try access("reading the last change") { queue in
      try queue.unsafeRead { try Ledger(database: $0, path: path).latest() }
    }
  }

  /// The whole directory as it stands, of one instant; its version and date are those of the last change.
  ///
  /// - Throws: `DirectoryStoreError`: `empty` where no directory has been loaded yet, `damaged` where a value cannot be
  ///   read, and what every read throws.
  package func snapshot() throws(DirectoryStoreError) -> DirectorySnapshot {
    try access("reading the directory") { queue in
      try queue.read { database in
        var loader = DirectoryLoader(database: database)
        guard let change = try Ledger(database: database, path: path).latest() else {
          throw DirectoryStoreError(.empty, path: path, "no directory has been loaded into it yet")
        }
        return DirectorySnapshot(
          councils: try loader.councils(), contacts: try loader.contacts(), elsewhere: try loader.elsewhere(),
          version: change.version, date: try TimeText.day(String(change.at.prefix(10))))
      }
    }
  }

  /// All that the store holds, of one instant; nothing where no directory has been loaded yet.
  ///
  /// - Throws: `DirectoryStoreError`: `damaged` where a value cannot be read, and what every read throws.
  package func content() throws(DirectoryStoreError) -> DirectoryContent {
    try access("reading the directory") { queue in
      try queue.read { try Self.content(in: $0) }
    }
  }

  /// Every report of a contact that did not work, the newest first.
  package func failures() throws(DirectoryStoreError) -> [FailureReport] {
    try failures("SELECT contact, how, at, origin FROM failure_report ORDER BY id DESC")
  }

  /// What desks have to know of one another's calls: the last report of each kind of a contact that no verification since has
  /// answered, and whose number is still the one that was rung. One is sure where somebody signed for it, or it came from two places.
  package func callReports() throws(DirectoryStoreError) -> [CallReport] {
    try access("reading what desks reported of numbers") { queue in
      try queue.unsafeRead { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT contact, how, max(unixepoch(at)),
              max(origin IS NULL OR substr(origin, 1, length(?1)) <> ?1) OR count(DISTINCT origin) > 1
            FROM failure_report AS report
            WHERE \(Self.isUnanswered) AND NOT EXISTS (
              SELECT 1 FROM directory_edit AS edit JOIN directory_change AS change ON change.id = edit.change
              WHERE edit.record = report.contact AND edit.kind = 'contact' AND unixepoch(change.at) > unixepoch(report.at)
                AND json_extract(edit.old, '$.value') IS NOT json_extract(edit.new, '$.value'))
            GROUP BY contact, how ORDER BY contact, how
            """, arguments: [CallReport.unsigned])
        var reports: [CallReport] = []
        while let row = try rows.next() {
          reports.append(
            CallReport(
              contact: try row.decode(String.self, atIndex: 0), how: try row.word(FailureKind.self, at: 1),
              at: Moment(seconds: try row.decode(Int64.self, atIndex: 2)),
              isSure: try row.decode(Bool.self, atIndex: 3)))
        }
        return reports
      }
    }
  }

  /// Of a `report`: that no check since is entered that still holds. That somebody else answers a number is taken back by a
  /// call alone: no letter and no page says who picks it up.
  private static let isUnanswered = """
    NOT EXISTS (
      SELECT 1 FROM verification JOIN contact ON contact.id = verification.contact
      WHERE verification.contact = report.contact AND contact.checked_on = verification.checked_on
        AND (report.how <> '\(FailureKind.wrongNumber.rawValue)' OR contact.kind NOT IN ('phone', 'extension')
          OR verification.method = '\(VerificationMethod.rangAndAnswered.rawValue)')
        AND CASE WHEN verification.checked_on = substr(verification.at, 1, 10)
          THEN unixepoch(report.at) <= unixepoch(verification.at)
          ELSE substr(report.at, 1, 10) < verification.checked_on END)
    """

  /// The reports that no verification since has answered, the newest first.
  ///
  /// A check answers what was reported before it: on the day it is entered up to the second, else before its day. One that
  /// has been undone, or whose contact has changed since, answers nothing.
  package func openFailures() throws(DirectoryStoreError) -> [FailureReport] {
    try failures(
      "SELECT contact, how, at, origin FROM failure_report AS report WHERE \(Self.isUnanswered) ORDER BY id DESC")
  }

  private func failures(_ sql: String) throws(DirectoryStoreError) -> [FailureReport] {
    try access("reading the failed contacts") { queue in
      try queue.unsafeRead { database in
        let rows = try Row.fetchCursor(database, sql: sql)
        var reports: [FailureReport] = []
        while let row = try rows.next() {
          reports.append(
            FailureReport(
              contact: try row.decode(String.self, atIndex: 0), how: try row.word(FailureKind.self, at: 1),
              at: try row.decode(String.self, atIndex: 2), origin: try row.textOrNil(3)))
        }
        return reports
      }
    }
  }
}
