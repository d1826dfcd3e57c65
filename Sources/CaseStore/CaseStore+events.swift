package import Casebook
import Foundation
import GRDB
import Synchronization
package import WorkingTime

extension CaseStore {
  // MARK: - Recording

  /// Makes a case of a first revision, under a reference that no other case has; or gives the one that was made of the same triage.
  package func begin(
    _ revision: Revision, of triage: TriageName?, by: String, at: Moment
  ) throws(CaseTrouble) -> CaseRecord {
    try makeForKeeping()
    let added = try change("keeping a case") { database in
      if let made = try self.made(of: triage, by: by, database) {
        let line = try lastLine(database)
        return Added(record: made.record, id: made.id, lines: (line, line))
      }
      var generator = SystemRandomNumberGenerator()
      var reference = CaseReference(using: &generator)
      while try Int.fetchOne(
        database, sql: "SELECT 1 FROM casefile WHERE reference = ?", arguments: [reference.text]) != nil
      {
        reference = CaseReference(using: &generator)
      }
      try database.execute(
        sql: "INSERT INTO casefile (reference, is_open, is_held, made_of) VALUES (?, 1, 0, ?)",
        arguments: [reference.text, triage.map { Self.text(of: $0, by: by) }])
      let record = CaseRecord(reference: reference, owner: by)
      return try add(
        [NewDeed(.kept(revision: revision))], to: record, id: database.lastInsertedRowID, by, at, database)
    }
    return hold(added)
  }

  /// Nobody meets another's triage by its name.
  private static func text(of triage: TriageName, by: String) -> String { "\(triage.word) \(by)" }

  private func made(
    of triage: TriageName?, by: String, _ database: Database
  ) throws -> (id: Int64, record: CaseRecord)? {
    guard let triage else { return nil }
    let sql = "SELECT reference FROM casefile WHERE made_of = ?"
    let text = try String.fetchOne(database, sql: sql, arguments: [Self.text(of: triage, by: by)])
    return try text.flatMap { CaseReference(typed: $0) }.map { try found($0, in: database) }
  }

  /// Adds deeds to a case whose last event is still the one named.
  ///
  /// - Throws: `CaseTrouble`: `changed` where somebody else was first, `notFound`, `refused`.
  package func append(
    _ deeds: [NewDeed], to reference: CaseReference, by: String, at: Moment, after last: Int
  ) throws(CaseTrouble) -> CaseRecord {
    let added = try change("recording on a case") { database in
      let (id, record) = try found(reference, in: database)
      guard record.last == last else {
        throw CaseTrouble(.changed, "somebody else has recorded something on \(reference.text) meanwhile")
      }
      return try add(deeds, to: record, id: id, by, at, database)
    }
    return hold(added)
  }

  /// What was added to a case in one transaction.
  private struct Added {
    let record: CaseRecord
    let id: Int64
    /// The lines of the record before it, and after it.
    let lines: (before: Int64, after: Int64)
  }

  private func add(
    _ deeds: [NewDeed], to old: CaseRecord, id: Int64, _ by: String, _ at: Moment, _ database: Database
  ) throws -> Added {
    let before = try lastLine(database)
    var record = old
    for new in deeds {
      if let refusal = record.refusal(of: new.deed, by: by, at: new.at, now: at, clock: frame.clock) {
        throw CaseTrouble(.refused, refusal.text)
      }
      let event = CaseEvent(number: record.last + 1, by: by, recordedAt: at, at: new.at, deed: new.deed)
      try write(event, id: id, database)
      record.apply(event)
    }
    try writeDerived(of: record, id: id, database)
    return Added(record: record, id: id, lines: (before, try lastLine(database)))
  }

  /// Holds in memory what is on the disk now, and nothing before that: a commit can fail, and what was not saved is nowhere.
  private func hold(_ added: Added) -> CaseRecord {
    cache.withLock { cache in
      // Another thread of this program may have read it already, and more.
      guard !cache.isFilled || cache.seen < added.lines.after else { return }
      // What others recorded between is read at the next look.
      if cache.isFilled, cache.seen == added.lines.before { (cache.seen, cache.line) = (added.lines.after, nil) }
      cache.put(added.record, id: added.id, isOpen: added.record.closed == nil)
    }
    return added.record
  }

  private func lastLine(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM sealed")) ?? 0
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

  /// Writes what is kept beside the events so that nobody has to read them all: made of them alone, and made anew at any time.
  func writeDerived(of record: CaseRecord, id: Int64, _ database: Database) throws {
    let state = DerivedState(record, in: frame)
    try database.execute(
      sql: "UPDATE casefile SET is_open = ?, is_held = ?, closed_in = ?, counted_by = ? WHERE id = ?",
      arguments: [state.isOpen, state.isHeld, state.closedIn, counting, id])
    try database.execute(sql: "DELETE FROM case_count WHERE casefile = ?", arguments: [id])
    for row in CaseCounts.rows(of: record, in: frame) {
      try database.execute(
        sql: "INSERT INTO case_count (casefile, quarter, council, measure, value, number) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [id, row.quarter.text, row.council, row.measure.rawValue, row.value, row.count])
    }
  }

  // MARK: - Reading

  /// A case, open or closed; one that is damaged as far as it can be read.
  ///
  /// - Throws: `CaseTrouble`: `notFound` where there is none, or it is erased.
  package func record(of reference: CaseReference) throws(CaseTrouble) -> CaseRecord {
    try lookUp("reading a case") { try found(reference, in: $0, after: $1).record }
  }

  /// Every open case.
  package func open() throws(CaseTrouble) -> [CaseRecord] {
    try lookUp("reading the open cases") { database, before in
      try follow(database, after: before)
      return cache.withLock { Array($0.records.values) }
    }
  }

  /// Every closed case that is not erased.
  package func closed() throws(CaseTrouble) -> [CaseRecord] {
    try access("reading the closed cases") { queue in
      try queue.read { try records("is_open = 0", [], in: $0).values.map(\.record) }
    }
  }

  /// A case by its reference.
  ///
  /// - Parameters:
  ///   - reference: The reference.
  ///   - database: The casebook.
  ///   - before: What this program had read before it looked; nil in a change, in which nobody is further than what is seen there.
  /// - Throws: `CaseTrouble`, `notFound`; `ReadOn`; what SQLite throws.
  /// - Returns: Its number in the file, and the case.
  func found(
    _ reference: CaseReference, in database: Database, after before: Before? = nil
  ) throws -> (id: Int64, record: CaseRecord) {
    if let before {
      try follow(database, after: before)
    } else {
      while true {
        do { try follow(database, after: self.before()) } catch is ReadOn { continue }
        break
      }
    }
    let held = cache.withLock { cache in cache.ids[reference].flatMap { id in cache.records[id].map { (id, $0) } } }
    if let held { return held }
    let sql = "SELECT id FROM casefile WHERE reference = ?"
    guard let id = try Int64.fetchOne(database, sql: sql, arguments: [reference.text]),
      let record = try records("id = ?", [id], in: database)[id]?.record
    else { throw CaseTrouble(.notFound, "no case is called \(reference.text)") }
    return (id, record)
  }

  /// What this program had read of a casebook before a look at it. One connection looks things up while another records, so that
  /// each may be further than the other sees.
  struct Before {
    let head: Head?
    let cached: Cached

    /// As of which line of the record cases are held in memory.
    struct Cached: Equatable {
      let isFilled: Bool
      let seen: Int64
      let line: Data?
      let rewritten: Int64
    }
  }

  func before() -> Before { Before(head: known.withLock { $0 }, cached: cache.withLock { $0.state }) }

  /// Reads what has been recorded since the last look, whoever did.
  ///
  /// - Throws: `ReadOn` where somebody else in this program has done so meanwhile.
  private func follow(_ database: Database, after before: Before) throws {
    try noteContent(database, after: before.head)
    let cached = cache.withLock { $0.state }
    // It is empty where the casebook has just turned out to be another.
    guard cached == before.cached || !cached.isFilled else { throw ReadOn() }
    let seen = try lastLine(database)
    let rewritten = try Int64.fetchOne(database.cachedStatement(sql: "SELECT number FROM rewriting")) ?? 0
    var isFilled = cached.isFilled && cached.rewritten == rewritten
    // A backup may have taken the place of what was read: the record then says another thing there, or nothing.
    let now = try lineHash(cached.seen, database)
    if isFilled, cached.line != nil, cached.line != now { isFilled = false }
    if isFilled, cached.seen == seen {
      if cached.line == nil { cache.withLock { if $0.state == cached { $0.line = now } } }
      return
    }
    let fresh =
      isFilled
      ? try records("id IN (SELECT casefile FROM sealed WHERE id > ?)", [cached.seen], in: database)
      : try records("is_open = 1", [], in: database)
    let last = try lineHash(seen, database)
    try cache.withLock { [isFilled] cache in
      guard cache.state == cached else { throw ReadOn() }
      if !isFilled { cache = Cache() }
      for (id, one) in fresh { cache.put(one.record, id: id, isOpen: one.isOpen) }
      (cache.seen, cache.line, cache.rewritten) = (seen, last, rewritten)
      cache.isFilled = true
    }
  }

  /// Has everybody who holds cases in memory read them anew: something other than an event was written.
  func noteRewriting(_ database: Database) throws {
    try database.execute(sql: "UPDATE rewriting SET number = number + 1")
  }

  /// The hash of a line of the record; nil where there is no such line.
  private func lineHash(_ id: Int64, _ database: Database) throws -> Data? {
    try Data.fetchOne(database.cachedStatement(sql: "SELECT hash FROM sealed WHERE id = ?"), arguments: [id])
  }

  /// Cases put together from their events. One that is damaged hides none of the others.
  func records(
    _ condition: String, _ arguments: StatementArguments, in database: Database
  ) throws -> [Int64: (record: CaseRecord, isOpen: Bool)] {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT id, reference, is_open FROM casefile WHERE reference IS NOT NULL AND \(condition)",
      arguments: arguments)
    let reader = CaseReading(database: database)
    var records: [Int64: (record: CaseRecord, isOpen: Bool)] = [:]
    for row in rows {
      let id = try row.decode(Int64.self, atIndex: 0)
      let text = try row.decode(String.self, atIndex: 1)
      records[id] = (try reader.record(of: id, called: text), try row.decode(Bool.self, atIndex: 2))
    }
    return records
  }

  // MARK: - Who reads

  /// For how long somebody who has not put a case down is taken to have it before them, in seconds.
  private static let attention: Int64 = 7200

  /// Notes that somebody reads a case, and tells who else has it before them, or where else they have.
  package func read(_ reference: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble) -> [CaseReader] {
    try logged(reference, by: by, at: at, isOpened: true)
  }

  /// Notes that somebody looks at a case, and has it before them no longer than before.
  package func glance(at reference: CaseReference, by: CaseSeat, at: Moment) throws(CaseTrouble) {
    _ = try logged(reference, by: by, at: at, isOpened: false)
  }

  private func logged(
    _ reference: CaseReference, by: CaseSeat, at: Moment, isOpened: Bool
  ) throws(CaseTrouble) -> [CaseReader] {
    do {
      return try log(reference, by: by, at: at, isOpened: isOpened)
    } catch {
      if error.code != .notFound { noteUnlogged(error) }
      throw error
    }
  }

  private func log(
    _ reference: CaseReference, by: CaseSeat, at: Moment, isOpened: Bool
  ) throws(CaseTrouble) -> [CaseReader] {
    let desk = word(of: by)
    return try change("logging that a case is read") { database in
      let (id, _) = try found(reference, in: database)
      let since = at.seconds - Self.attention
      let mine = try Int.fetchOne(
        database,
        sql: "SELECT 1 FROM reading WHERE casefile = ? AND reader = ? AND desk = ? AND put_down IS NULL AND since > ?",
        arguments: [id, by.name, desk, since])
      if mine == nil {
        try database.execute(
          sql: "INSERT INTO reading (casefile, reader, desk, since, put_down) VALUES (?, ?, ?, ?, ?)",
          arguments: [id, by.name, desk, at.seconds, isOpened ? nil : at.seconds])
      }
      return try others(id, CaseSeat(name: by.name, desk: desk), at, database)
    }
  }

  /// A desk as it stands in the casebook: with its program's number, where others can see whether that still runs.
  private func word(of seat: CaseSeat) -> String { mark.hold() ? "\(seat.desk)@\(mark.number)" : seat.desk }

  /// Who else has a case before them. Whoever had it at a desk whose program has ended has put it down.
  private func others(_ id: Int64, _ by: CaseSeat, _ at: Moment, _ database: Database) throws -> [CaseReader] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT reader, desk, max(since) FROM reading
        WHERE casefile = ? AND (reader <> ? OR desk <> ?) AND put_down IS NULL AND since > ?
        GROUP BY reader, desk ORDER BY reader, max(since)
        """, arguments: [id, by.name, by.desk, at.seconds - Self.attention])
    return try rows.map(Self.reader).filter { other in
      let parts = other.seat.desk.split(separator: "@")
      guard parts.count == 2, let program = Int64(parts[1]), mark.isGone(program) else { return true }
      try putDown("desk = ?", [other.seat.desk], at, database)
      return false
    }
  }

  private func putDown(
    _ condition: String, _ arguments: StatementArguments, _ at: Moment, _ database: Database
  ) throws {
    try database.execute(
      sql: "UPDATE reading SET put_down = ? WHERE put_down IS NULL AND \(condition)",
      arguments: [at.seconds] + arguments)
  }

  private static func reader(_ row: Row) throws -> CaseReader {
    CaseReader(
      CaseSeat(name: try row.decode(String.self, atIndex: 0), desk: try row.decode(String.self, atIndex: 1)),
      since: Moment(seconds: try row.decode(Int64.self, atIndex: 2)))
  }

  /// Notes that somebody has put a case down at a desk; of nil, every case that they had before them there.
  package func putDown(_ reference: CaseReference?, by: CaseSeat, at: Moment) throws(CaseTrouble) {
    let desk = word(of: by)
    try change("putting a case down", isRecording: false) { database in
      // Of a case that is erased there is nothing to put down.
      try putDown(
        "reader = ? AND desk = ?"
          + (reference == nil ? "" : " AND casefile = (SELECT id FROM casefile WHERE reference = ?)"),
        StatementArguments([by.name, desk] + [reference?.text].compactMap(\.self)), at, database)
    }
  }

  /// Who read a case, and when: the newest last.
  package func readings(of reference: CaseReference) throws(CaseTrouble) -> [CaseReader] {
    try access("reading who read a case") { queue in
      try queue.unsafeRead { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT reader, desk, since FROM reading JOIN casefile ON casefile.id = casefile WHERE reference = ?
            ORDER BY reading.id
            """, arguments: [reference.text]
        ).map(Self.reader)
      }
    }
  }

  // MARK: - Counting

  /// What is counted in a quarter, over all cases, those that are erased too.
  package func counts(in quarter: Quarter) throws(CaseTrouble) -> [CountRow] {
    try lookUp("counting \(quarter.text)") { database, _ in
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

extension CaseStore.Cache {
  /// As of which line it is.
  var state: CaseStore.Before.Cached { .init(isFilled: isFilled, seen: seen, line: line, rewritten: rewritten) }

  /// Holds an open case, and lets go of one that is closed. What a damaged one says of itself may be of before it was closed.
  mutating func put(_ record: CaseRecord, id: Int64, isOpen: Bool) {
    if record.damage == nil ? record.closed == nil : isOpen {
      records[id] = record
      ids[record.reference] = id
    } else {
      records[id] = nil
      ids[record.reference] = nil
    }
  }
}
