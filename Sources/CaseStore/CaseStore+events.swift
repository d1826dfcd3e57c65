package import Casebook
import Foundation
import GRDB
import Synchronization
package import WorkingTime

extension CaseStore {
  // MARK: - Recording

  /// Makes a case of a first revision, under a reference that no other case has.
  package func begin(_ revision: Revision, by: String, at: Moment) throws(CaseTrouble) -> CaseRecord {
    try access("keeping a case") {
      try queue.write { database in
        var generator = SystemRandomNumberGenerator()
        var reference = CaseReference(using: &generator)
        while try Int.fetchOne(
          database, sql: "SELECT 1 FROM casefile WHERE reference = ?", arguments: [reference.text]) != nil
        {
          reference = CaseReference(using: &generator)
        }
        try database.execute(
          sql: "INSERT INTO casefile (reference, is_open, is_held) VALUES (?, 1, 0)", arguments: [reference.text])
        let record = CaseRecord(reference: reference, owner: by)
        return try add(
          [NewDeed(.kept(revision: revision))], to: record, id: database.lastInsertedRowID, by, at, database)
      }
    }
  }

  /// Adds deeds to a case whose last event is still the one named.
  ///
  /// - Throws: `CaseTrouble`: `changed` where somebody else was first, `notFound`, `refused`.
  package func append(
    _ deeds: [NewDeed], to reference: CaseReference, by: String, at: Moment, after last: Int
  ) throws(CaseTrouble) -> CaseRecord {
    try access("recording on \(reference.text)") {
      try queue.write { database in
        let (id, record) = try found(reference, in: database)
        guard record.last == last else {
          throw CaseTrouble(.changed, "somebody else has recorded something on \(reference.text) meanwhile")
        }
        return try add(deeds, to: record, id: id, by, at, database)
      }
    }
  }

  private func add(
    _ deeds: [NewDeed], to old: CaseRecord, id: Int64, _ by: String, _ at: Moment, _ database: Database
  ) throws -> CaseRecord {
    var record = old
    for new in deeds {
      if let refusal = record.refusal(of: new.deed, by: by, at: new.at, now: at) {
        throw CaseTrouble(.refused, refusal.text)
      }
      let event = CaseEvent(number: record.last + 1, by: by, recordedAt: at, at: new.at, deed: new.deed)
      try write(event, id: id, database)
      record.apply(event)
    }
    try database.execute(
      sql: "UPDATE casefile SET is_open = ?, is_held = ?, closed_in = ? WHERE id = ?",
      arguments: [
        record.closed == nil, record.hold != nil,
        record.closed.map { Quarter(of: frame.clock.wall(at: $0.at).day).text }, id,
      ])
    try writeCounts(of: record, id: id, database)
    let seen = try Int64.fetchOne(database, sql: "SELECT max(id) FROM sealed") ?? 0
    let kept = record
    database.afterNextTransaction { [self] _ in
      cache.withLock { cache in
        // What others recorded between is read at the next look.
        if cache.isFilled, cache.seen == seen - Int64(deeds.count) { (cache.seen, cache.line) = (seen, nil) }
        cache.put(kept, id: id)
      }
    }
    return record
  }

  private func write(_ event: CaseEvent, id: Int64, _ database: Database) throws {
    let deed = try CaseText.written(event.deed)
    let salt = CaseSeal.salt()
    let digest = CaseSeal.digest(
      salt: salt, number: event.number, by: event.by, recordedAt: event.recordedAt.seconds,
      happenedAt: event.at?.seconds, deed: deed)
    let previous =
      try Data.fetchOne(
        database, sql: "SELECT seal FROM event WHERE casefile = ? ORDER BY number DESC LIMIT 1", arguments: [id])
      ?? CaseSeal.genesis
    let seal = CaseSeal.seal(previous: previous, number: event.number, digest: digest)
    try database.execute(
      sql: """
        INSERT INTO event (casefile, number, recorded_by, recorded_at, happened_at, deed, salt, digest, seal)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, event.number, event.by, event.recordedAt.seconds, event.at?.seconds, deed, salt, digest, seal,
      ])
    let line =
      try Data.fetchOne(database, sql: "SELECT hash FROM sealed ORDER BY id DESC LIMIT 1") ?? CaseSeal.genesis
    try database.execute(
      sql: "INSERT INTO sealed (casefile, number, seal, hash) VALUES (?, ?, ?, ?)",
      arguments: [
        id, event.number, seal,
        CaseSeal.line(previous: line, casefile: id, number: event.number, seal: seal),
      ])
  }

  private func writeCounts(of record: CaseRecord, id: Int64, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM case_count WHERE casefile = ?", arguments: [id])
    for row in CaseCounts.rows(of: record, in: frame) {
      try database.execute(
        sql: "INSERT INTO case_count (casefile, quarter, council, measure, value, number) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [id, row.quarter.text, row.council, row.measure.rawValue, row.value, row.count])
    }
  }

  // MARK: - Reading

  /// A case, open or closed.
  ///
  /// - Throws: `CaseTrouble`: `notFound` where there is none, or it is erased.
  package func record(of reference: CaseReference) throws(CaseTrouble) -> CaseRecord {
    try access("reading \(reference.text)") { try queue.read { try found(reference, in: $0).record } }
  }

  /// Every open case.
  package func open() throws(CaseTrouble) -> [CaseRecord] {
    try access("reading the open cases") {
      try queue.read { database in
        try follow(database)
        return cache.withLock { Array($0.records.values) }
      }
    }
  }

  private func found(_ reference: CaseReference, in database: Database) throws -> (id: Int64, record: CaseRecord) {
    do {
      try follow(database)
      let held = cache.withLock { cache in cache.ids[reference].flatMap { id in cache.records[id].map { (id, $0) } } }
      if let held { return held }
    } catch let trouble as CaseTrouble where trouble.code == .foreign {
      // What a newer program wrote in one case keeps nobody from another: it is read by itself.
    }
    let sql = "SELECT id FROM casefile WHERE reference = ?"
    guard let id = try Int64.fetchOne(database, sql: sql, arguments: [reference.text]) else {
      throw CaseTrouble(.notFound, "no case is called \(reference.text)")
    }
    guard let record = try records("casefile.id = ?", [id], in: database)[id] else {
      throw CaseTrouble(.damaged, "the casebook \(path): \(reference.text) has no event")
    }
    return (id, record)
  }

  /// Reads what has been recorded since the last look, whoever did.
  private func follow(_ database: Database) throws {
    let seen = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM sealed")) ?? 0
    var (isFilled, before, line) = cache.withLock { ($0.isFilled, $0.seen, $0.line) }
    // A backup may have taken the place of what was read: the record then says another thing there, or nothing.
    let now = try lineHash(before, database)
    if isFilled, line != nil, line != now { isFilled = false }
    if isFilled, before == seen {
      if line == nil { cache.withLock { $0.line = now } }
      return
    }
    let fresh =
      isFilled
      ? try records("casefile.id IN (SELECT casefile FROM sealed WHERE id > ?)", [before], in: database)
      : try records("casefile.is_open = 1", [], in: database)
    let last = try lineHash(seen, database)
    cache.withLock { [isFilled] cache in
      if !isFilled { cache = Cache() }
      for (id, record) in fresh { cache.put(record, id: id) }
      (cache.seen, cache.line) = (seen, last)
      cache.isFilled = true
    }
  }

  /// The hash of a line of the record; nil where there is no such line.
  private func lineHash(_ id: Int64, _ database: Database) throws -> Data? {
    try Data.fetchOne(database.cachedStatement(sql: "SELECT hash FROM sealed WHERE id = ?"), arguments: [id])
  }

  /// Cases put together from their events.
  private func records(
    _ condition: String, _ arguments: StatementArguments, in database: Database
  ) throws -> [Int64: CaseRecord] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT casefile.id, reference, number, recorded_by, recorded_at, happened_at, deed
        FROM casefile JOIN event ON event.casefile = casefile.id
        WHERE reference IS NOT NULL AND \(condition) ORDER BY casefile.id, number
        """, arguments: arguments)
    var records: [Int64: CaseRecord] = [:]
    let reader = CaseText.Reader()
    while let row = try rows.next() {
      let id = try row.decode(Int64.self, atIndex: 0)
      let by = try row.decode(String.self, atIndex: 3)
      let text = try row.decode(String.self, atIndex: 1)
      guard let reference = CaseReference(typed: text) else {
        throw CaseTrouble(.damaged, "the casebook \(path): '\(text)' is not a reference")
      }
      let event = CaseEvent(
        number: try row.decode(Int.self, atIndex: 2), by: by,
        recordedAt: Moment(seconds: try row.decode(Int64.self, atIndex: 4)),
        at: try row.decode(Int64?.self, atIndex: 5).map { Moment(seconds: $0) },
        deed: try reader.deed(try row.decode(String.self, atIndex: 6), of: reference))
      records[id, default: CaseRecord(reference: reference, owner: by)].apply(event)
    }
    return records
  }

  // MARK: - Who reads

  /// For how long somebody who has not put a case down is taken to have it before them, in seconds.
  private static let attention: Int64 = 7200

  /// Notes that somebody reads a case, and tells who else has it before them.
  package func read(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble) -> [CaseReader] {
    try access("logging that you read \(reference.text)") {
      try queue.write { database in
        let (id, _) = try found(reference, in: database)
        let since = at.seconds - Self.attention
        let mine = try Int.fetchOne(
          database,
          sql: "SELECT 1 FROM reading WHERE casefile = ? AND reader = ? AND put_down IS NULL AND since > ?",
          arguments: [id, by, since])
        if mine == nil {
          try database.execute(
            sql: "INSERT INTO reading (casefile, reader, since) VALUES (?, ?, ?)", arguments: [id, by, at.seconds])
        }
        return try others(id, by, since: since, database)
      }
    }
  }

  private func others(_ id: Int64, _ by: String, since: Int64, _ database: Database) throws -> [CaseReader] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT reader, max(since) FROM reading
        WHERE casefile = ? AND reader <> ? AND put_down IS NULL AND since > ? GROUP BY reader ORDER BY reader
        """, arguments: [id, by, since])
    return try rows.map {
      CaseReader(
        name: try $0.decode(String.self, atIndex: 0), since: Moment(seconds: try $0.decode(Int64.self, atIndex: 1)))
    }
  }

  /// Notes that somebody has put a case down.
  package func putDown(_ reference: CaseReference, by: String, at: Moment) throws(CaseTrouble) {
    try access("putting \(reference.text) down") {
      try queue.write { database in
        try database.execute(
          sql: """
            UPDATE reading SET put_down = ? WHERE put_down IS NULL AND reader = ?
            AND casefile = (SELECT id FROM casefile WHERE reference = ?)
            """, arguments: [at.seconds, by, reference.text])
      }
    }
  }

  /// Who read a case, and when: the newest last.
  package func readings(of reference: CaseReference) throws(CaseTrouble) -> [CaseReader] {
    try access("reading who read \(reference.text)") {
      try queue.unsafeRead { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT reader, since FROM reading JOIN casefile ON casefile.id = casefile WHERE reference = ?
            ORDER BY reading.id
            """, arguments: [reference.text]
        ).map {
          CaseReader(
            name: try $0.decode(String.self, atIndex: 0), since: Moment(seconds: try $0.decode(Int64.self, atIndex: 1)))
        }
      }
    }
  }

  // MARK: - Counting

  /// What is counted in a quarter, over all cases, those that are erased too.
  package func counts(in quarter: Quarter) throws(CaseTrouble) -> [CountRow] {
    try access("counting \(quarter.text)") {
      try queue.unsafeRead { database in
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT council, measure, value, sum(number) FROM (
              SELECT council, measure, value, number FROM case_count WHERE quarter = ?1
              UNION ALL SELECT council, measure, value, number FROM erased_count WHERE quarter = ?1)
            GROUP BY council, measure, value ORDER BY council, measure, value
            """, arguments: [quarter.text])
        var counts: [CountRow] = []
        while let row = try rows.next() {
          // A measure that a newer program counts is not this one's to show.
          guard let measure = Measure(rawValue: try row.decode(String.self, atIndex: 1)) else { continue }
          counts.append(
            CountRow(
              quarter: quarter, council: try row.decode(String.self, atIndex: 0), measure: measure,
              value: try row.decode(String.self, atIndex: 2), count: try row.decode(Int.self, atIndex: 3)))
        }
        return counts
      }
    }
  }
}

extension CaseStore.Cache {
  /// Holds an open case, and lets go of one that is closed.
  mutating func put(_ record: CaseRecord, id: Int64) {
    if record.closed == nil {
      records[id] = record
      ids[record.reference] = id
    } else {
      records[id] = nil
      ids[record.reference] = nil
    }
  }
}

/// A deed as a casebook writes it: JSON, its names in order.
enum CaseText {
  static func written(_ deed: CaseDeed) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(deed), as: UTF8.self)
  }

  struct Reader {
    private let decoder = JSONDecoder()

    /// A deed. One that is whole and not understood is a newer program's, which may have the file open beside this one.
    ///
    /// - Throws: `CaseTrouble`: `foreign`, and `damaged` where it is no JSON object.
    func deed(_ text: String, of reference: CaseReference) throws -> CaseDeed {
      let bytes = Data(text.utf8)
      do {
        return try decoder.decode(CaseDeed.self, from: bytes)
      } catch {
        guard (try? JSONSerialization.jsonObject(with: bytes)) is [String: Any] else {
          throw CaseTrouble(.damaged, "the casebook holds an event of \(reference.text) that is not whole: \(error)")
        }
        throw CaseTrouble(
          .foreign,
          "\(reference.text) holds something that a newer version of this program recorded. Use the newer program; "
            + "nothing is changed or lost")
      }
    }
  }
}
