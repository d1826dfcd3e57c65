package import Casebook
import Foundation
import GRDB
import WorkingTime

/// What a look at a casebook's seals, and at what stands beside them, found.
package struct CaseSealReport: Sendable, Hashable {
  /// How many events are sealed.
  package let events: Int
  /// How many of them are erased, and verify by their seals alone.
  package let erased: Int
  /// What does not fit and nothing here can mend, each in a sentence; empty where all fits.
  package let faults: [String]
  /// What is not as the events give it, and can be made anew from them, each in a sentence.
  package let stale: [String]
  /// How many cases an earlier version of this program counted otherwise than this one would, or by other bank holidays: no fault.
  package let countedBefore: Int
}

extension CaseStore {
  /// Checks every seal, those of erased events too; that each case can be read; and that what stands beside the events is what
  /// they give. What a newer program recorded is no fault.
  package func verify() throws(CaseTrouble) -> CaseSealReport {
    try access("checking the casebook") { queue in try queue.read { try report($0) } }
  }

  /// Makes what stands beside the events anew from them, in every case that can be read, and the guards of the file that are gone.
  ///
  /// - Returns: What is found then.
  package func rebuild() throws(CaseTrouble) -> CaseSealReport {
    let made = try Self.layout()
    try change("making it anew from the events") { database in
      let held = try Self.objects(database)
      for (name, sql) in made.sorted(by: { $0.key > $1.key }) where held[name] == nil { try database.execute(sql: sql) }
      for id in try Int64.fetchAll(database, sql: "SELECT id FROM casefile WHERE reference IS NOT NULL") {
        guard let record = try records("id = ?", [id], in: database)[id]?.record, record.damage == nil else { continue }
        try writeDerived(of: record, id: id, database)
      }
      try database.execute(
        sql: "DELETE FROM case_count WHERE casefile IN (SELECT id FROM casefile WHERE reference IS NULL)")
      try noteRewriting(database)
    }
    return try verify()
  }

  private func report(_ database: Database) throws -> CaseSealReport {
    var faults = try Self.damage(of: database)
    var stale: [String] = []
    var countedBefore = 0
    let names = try self.names(database)
    var events = (all: 0, erased: 0)
    // What keeps one look from its end keeps no other from being taken.
    func look(_ what: String, _ body: () throws -> Void) {
      do { try body() } catch {
        faults.append("\(what) cannot be looked at whole: \(CaseTrouble(error, path: path, doing: what).text)")
      }
    }
    look("the seals of the events") { try verifyEvents(database, names, &events, &faults) }
    look("the record of the seals") { try verifyLines(database, &faults) }
    look("what stands beside the events") { try verifyCases(database, names, &faults, &stale, &countedBefore) }
    try verifyLayout(database, &stale)
    return CaseSealReport(
      events: events.all, erased: events.erased, faults: faults, stale: stale, countedBefore: countedBefore)
  }

  /// What each case is called, by its number in the file.
  private func names(_ database: Database) throws -> [Int64: String] {
    let rows = try Row.fetchAll(database, sql: "SELECT id, reference FROM casefile")
    return try rows.reduce(into: [:]) { names, row in
      let id = try row.decode(Int64.self, atIndex: 0)
      names[id] = try row.decode(String?.self, atIndex: 1) ?? "the erased case \(id)"
    }
  }

  // MARK: - The file

  /// What SQLite itself finds, at most twenty of a sort.
  private static func damage(of database: Database) throws -> [String] {
    let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    let broken = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(20).map { row in
      "a row of \(try row.decode(String.self, atIndex: 0)) refers to nothing"
    }
    return integrity.map { "the file is damaged: \($0)" } + broken
  }

  /// Tables, indexes and triggers with their text, by kind and name.
  private static func objects(_ database: Database) throws -> [String: String] {
    let sql = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
    let rows = try Row.fetchAll(database, sql: sql)
    return Dictionary(
      try rows.map { (try $0.decode(String.self, atIndex: 0), try $0.decode(String.self, atIndex: 1)) }
    ) { first, _ in first }
  }

  /// The same as this program makes them.
  private static func layout() throws(CaseTrouble) -> [String: String] {
    do {
      return try DatabaseQueue().write { database in
        try CaseSchema.prepare(database, isMaking: true)
        return try objects(database)
      }
    } catch {
      throw CaseTrouble(error, path: ":memory:", doing: "laying a casebook out")
    }
  }

  private func verifyLayout(_ database: Database, _ stale: inout [String]) throws {
    let (held, made) = (try Self.objects(database), try Self.layout())
    for name in made.keys.sorted() where held[name] == nil { stale.append("the \(name) is gone from the file") }
    for name in made.keys.sorted() where held[name].map({ $0 != made[name] }) == true {
      stale.append("the \(name) is not as this program makes it")
    }
    for name in held.keys.sorted() where made[name] == nil {
      stale.append("the \(name) is in the file and not of this program")
    }
  }

  // MARK: - Seals

  private func verifyEvents(
    _ database: Database, _ names: [Int64: String], _ counted: inout (all: Int, erased: Int), _ faults: inout [String]
  ) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT casefile, number, recorded_by, recorded_at, happened_at, deed, salt, digest, seal FROM event
        ORDER BY casefile, number
        """)
    var before: (casefile: Int64, number: Int, seal: Data) = (0, 0, CaseSeal.genesis)
    while let row = try rows.next() {
      counted.all += 1
      let casefile = try row.decode(Int64.self, atIndex: 0)
      let number = try row.decode(Int.self, atIndex: 1)
      let digest = try row.decode(Data.self, atIndex: 7)
      let seal = try row.decode(Data.self, atIndex: 8)
      let name = names[casefile] ?? "case \(casefile)"
      if casefile != before.casefile { before = (casefile, 0, CaseSeal.genesis) }
      if number != before.number + 1 { faults.append("\(name) lacks what stood before event \(number)") }
      if let salt = try row.decode(Data?.self, atIndex: 6) {
        let fresh = CaseSeal.digest(
          salt: salt, number: number, by: try row.decode(String.self, atIndex: 2),
          recordedAt: try row.decode(Int64.self, atIndex: 3), happenedAt: try row.decode(Int64?.self, atIndex: 4),
          deed: try row.decode(String.self, atIndex: 5))
        if fresh != digest { faults.append("event \(number) of \(name) says another thing than was sealed") }
      } else {
        counted.erased += 1
      }
      if CaseSeal.seal(previous: before.seal, number: number, digest: digest) != seal {
        faults.append("the seal of event \(number) of \(name) is broken")
      }
      before = (casefile, number, seal)
    }
  }

  private func verifyLines(_ database: Database, _ faults: inout [String]) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT sealed.id, sealed.casefile, sealed.number, sealed.seal, hash, event.seal FROM sealed
        LEFT JOIN event ON event.casefile = sealed.casefile AND event.number = sealed.number ORDER BY sealed.id
        """)
    var previous = CaseSeal.genesis
    var count = 0
    while let row = try rows.next() {
      count += 1
      let id = try row.decode(Int64.self, atIndex: 0)
      let seal = try row.decode(Data.self, atIndex: 3)
      let hash = try row.decode(Data.self, atIndex: 4)
      let fresh = CaseSeal.line(
        previous: previous, casefile: try row.decode(Int64.self, atIndex: 1),
        number: try row.decode(Int.self, atIndex: 2),
        seal: seal)
      if fresh != hash { faults.append("line \(id) of the record is broken") }
      if try row.decode(Data?.self, atIndex: 5) != seal { faults.append("line \(id) of the record has lost its event") }
      previous = hash
    }
    let events = try Int.fetchOne(database, sql: "SELECT count(*) FROM event") ?? 0
    if events != count { faults.append("\(events) events stand in a record of \(count) lines") }
  }

  // MARK: - What stands beside the events

  /// By which rules a case is counted, and which bank holidays: a word that another version, or another calendar, does not have.
  static func counting(_ frame: WorkingTimeFrame) -> String {
    "\(CaseCounts.rules)-\(CaseSeal.mark(of: frame.calendar.days.map(TimeText.text)))"
  }

  private func verifyCases(
    _ database: Database, _ names: [Int64: String], _ faults: inout [String], _ stale: inout [String],
    _ countedBefore: inout Int
  ) throws {
    let sql = "SELECT id, reference, is_open, is_held, closed_in, counted_by FROM casefile ORDER BY id"
    let rows = try Row.fetchAll(database, sql: sql)
    for row in rows {
      let id = try row.decode(Int64.self, atIndex: 0)
      let name = names[id] ?? "case \(id)"
      let counted = try counts(of: id, database)
      guard let reference = try row.decode(String?.self, atIndex: 1) else {
        if !counted.isEmpty { stale.append("\(name) is counted as if it were not erased") }
        continue
      }
      guard let record = try records("id = ?", [id], in: database)[id]?.record else { continue }
      if let damage = record.damage {
        guard damage.kind == .damaged else { continue }
        faults.append(
          CaseReference(typed: reference) == nil
            ? "'\(reference)' is not a case's reference; the board calls case \(id) \(record.reference.text)"
            : "event \(damage.event) of \(name) cannot be read")
        continue
      }
      let (held, made) = (
        DerivedState(
          isOpen: try row.decode(Bool.self, atIndex: 2), isHeld: try row.decode(Bool.self, atIndex: 3),
          closedIn: try row.decode(String?.self, atIndex: 4)), DerivedState(record, in: frame)
      )
      if held.isOpen != made.isOpen {
        stale.append("\(name) stands as \(held.isOpen ? "open" : "closed"), and by its events is not")
      }
      if held.isHeld != made.isHeld {
        stale.append("\(name) stands as \(held.isHeld ? "held" : "not held"), and by its events is otherwise")
      }
      if held.closedIn != made.closedIn {
        stale.append("\(name) stands as closed in another quarter than by its events")
      }
      if counted != Set(CaseCounts.rows(of: record, in: frame)) {
        // What was counted by other rules is as it was meant to be, and its quarter may have been reported.
        if try row.decode(String.self, atIndex: 5) == counting {
          stale.append("\(name) is counted otherwise than by its events")
        } else {
          countedBefore += 1
        }
      }
    }
  }

  private func counts(of id: Int64, _ database: Database) throws -> Set<CountRow> {
    let rows = try Row.fetchAll(
      database, sql: "SELECT quarter, council, measure, value, number FROM case_count WHERE casefile = ?",
      arguments: [id])
    return try rows.reduce(into: []) { counts, row in
      guard let quarter = Quarter(typed: try row.decode(String.self, atIndex: 0)),
        let measure = Measure(rawValue: try row.decode(String.self, atIndex: 2))
      else { return }
      counts.insert(
        CountRow(
          quarter: quarter, council: try row.decode(String.self, atIndex: 1), measure: measure,
          value: try row.decode(String.self, atIndex: 3), count: try row.decode(Int.self, atIndex: 4)))
    }
  }
}
