package import Directory
import GRDB

extension DirectoryDatabase {
  /// Notes that a contact did not work, for whoever verifies contacts.
  ///
  /// The same report from the same place within a quarter of an hour is one row, with the latest time. Anybody at the machine may report, so that
  /// the rows are bounded too: the oldest of a contact go, and then the oldest of all.
  ///
  /// - Parameters:
  ///   - contact: The contact's id. It need not be in the store: what the desk showed may have been replaced since.
  ///   - how: What happened.
  ///   - at: When, as `TimeText` writes moments.
  ///   - origin: Who reported it: the holder of a token, else `CallReport.unsigned` and where the session came from; nil where that
  ///     is not known.
  ///   - patience: For how long to wait for another process's lock, in seconds.
  /// - Throws: `DirectoryStoreError`: `refused` where the moment is none, `busy`, `unavailable`, `failed`.
  package func noteFailure(
    contact: String, how: FailureKind, at: String, origin: String? = nil, patience: Int = busyTimeout
  ) throws(DirectoryStoreError) {
    try access("noting a failed contact") { queue in
      func wait(_ seconds: Int) throws {
        try queue.inDatabase { try $0.execute(sql: "PRAGMA busy_timeout = \(seconds * 1000)") }
      }
      try wait(patience)
      defer {
        // The next to write waits its own time again; were this to fail, it would wait less.
        do { try wait(Self.busyTimeout) } catch {}
      }
      try queue.write { database in
        // The latest of them stays, so that a check entered between two is not taken to answer both. What another says of the same
        // call is a report of its own: it may be what makes the first one sure.
        let sameCall = """
          contact = ?1 AND how = ?2 AND origin IS ?4
            AND unixepoch(at) / \(FailureBounds.sameCall) = unixepoch(?3) / \(FailureBounds.sameCall)
          """
        let later = try Bool.fetchOne(
          database,
          sql: "SELECT EXISTS (SELECT 1 FROM failure_report WHERE \(sameCall) AND unixepoch(at) > unixepoch(?3))",
          arguments: [contact, how.rawValue, at, origin])
        if later == true { return }
        try database.execute(
          sql: "DELETE FROM failure_report WHERE \(sameCall)", arguments: [contact, how.rawValue, at, origin])
        try database.execute(
          sql: "INSERT INTO failure_report (contact, how, at, origin) VALUES (?, ?, ?, ?)",
          arguments: [contact, how.rawValue, at, origin])
        try database.execute(
          sql: """
            DELETE FROM failure_report WHERE contact = ?1 AND id NOT IN (
              SELECT id FROM failure_report WHERE contact = ?1 ORDER BY id DESC LIMIT \(FailureBounds.ofOneContact))
            """,
          arguments: [contact])
        try database.execute(
          sql: """
            DELETE FROM failure_report WHERE id <= (
              SELECT id FROM failure_report ORDER BY id DESC LIMIT 1 OFFSET \(FailureBounds.inAll))
            """)
      }
    }
  }
}
