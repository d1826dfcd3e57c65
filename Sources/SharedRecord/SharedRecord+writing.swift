#if PostgreSQL
  import Foundation

  extension SharedRecord {
    // MARK: - Writing

    /// Puts changes at the end of the record, in one transaction: all of them or, on any error, none.
    ///
    /// - Returns: The record's last change.
    /// - Throws: `SharedRecordError`: `moved` where the record has another end by now, `stale`, `badSeal`, `forbidden`;
    ///   `uncertain` where only `isKept` can tell whether it holds them; `unreplicated` where it does, on one machine.
    package borrowing func append(_ changes: [SharedChange]) throws(SharedRecordError) -> Head {
      try inTransaction { () throws(SharedRecordError) in
        for change in changes { try append(change) }
      }
      do throws(SharedRecordError) {
        return try head()
      } catch {
        throw SharedRecordError(.uncertain, error.explanation)
      }
    }

    private borrowing func append(_ change: SharedChange) throws(SharedRecordError) {
      let edits = try Self.json(change.edits)
      var check: String?
      if let entered = change.check { check = try Self.json(entered) }
      try connection.query(
        "SELECT nightdesk.append_change($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
          change.previous, change.at, change.by, change.source, change.version, change.what,
          change.undoes.map { "\($0)" }, edits, change.hash, check,
        ])
    }

    /// Whether a change is kept; waits two seconds at most until whoever is writing has come to an end.
    ///
    /// - Throws: `SharedRecordError`: `busy` where somebody writes still; `forbidden` for a desk's login where an older program
    ///   made the record.
    package borrowing func isKept(_ hash: String) throws(SharedRecordError) -> Bool {
      try connection.query("SELECT nightdesk.is_kept($1)", [hash]).first?.first == "t"
    }

    static func json(_ value: some Encodable) throws(SharedRecordError) -> String {
      do {
        return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
      } catch {
        throw SharedRecordError(.refused, "it cannot be written as JSON: \(error)")
      }
    }
  }
#endif
