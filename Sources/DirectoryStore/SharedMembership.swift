import GRDB

/// Which shared record a site follows, and how that goes.
package struct SharedMembership: Sendable, Hashable {
  /// A change that this site cannot take, so that it stays at the one before.
  package struct Refusal: Sendable, Hashable {
    /// The change's id.
    package let change: Int
    /// Its seal: the same change is not tried twice.
    package let hash: String
    /// What is in the way, in words.
    package let why: String

    /// A change, and what is in its way.
    package init(change: Int, hash: String, why: String) {
      self.change = change
      self.hash = hash
      self.why = why
    }
  }

  /// What the site had and the shared record has not, kept in a file.
  package struct Aside: Sendable, Hashable {
    /// The file: the store as it was.
    package let file: String
    /// The last change that both have.
    package let after: Int
  }

  /// The shared record's own id: another id is another directory.
  package let record: String
  /// Where the server is, as libpq has it, without a password.
  package var server: String
  /// What this site calls itself at the server.
  package let desk: String
  /// The highest timeline on which the server held what this site holds, and of which server: see `SharedStanding.timeline`. One that
  /// is lower is of before a failover.
  package var timeline: String
  /// When the site joined, as an ISO moment with its offset.
  package let joinedAt: String
  /// When the server was last heard, as an ISO moment with its offset.
  package var heardAt: String
  /// The server's last change, as it was last heard.
  package var head: Int
  /// The last report of a failed contact that the server has.
  package var sent: Int
  /// The change that cannot be taken; nil where none is in the way.
  package var refusal: Refusal?
  /// Why nothing is followed any more until somebody decides; nil while all goes on.
  package var stopped: String?
  /// What was set aside last; nil for nothing, or where it was entered again.
  package var aside: Aside?

  /// A site that joins now.
  package init(record: String, server: String, desk: String, timeline: String, joinedAt: String) {
    self.record = record
    self.server = server
    self.desk = desk
    self.timeline = timeline
    self.joinedAt = joinedAt
    heardAt = joinedAt
    head = 0
    sent = 0
  }

  init(_ row: Row) throws {
    record = try row.text(0)
    server = try row.text(1)
    desk = try row.text(2)
    timeline = try row.text(3)
    joinedAt = try row.text(4)
    heardAt = try row.text(5)
    head = try row.decode(Int.self, atIndex: 6)
    sent = try row.decode(Int.self, atIndex: 7)
    if let change = try row.decode(Int?.self, atIndex: 8) {
      refusal = Refusal(change: change, hash: try row.text(9), why: try row.text(10))
    }
    stopped = try row.textOrNil(11)
    if let file = try row.textOrNil(12) { aside = Aside(file: file, after: try row.decode(Int.self, atIndex: 13)) }
  }

  /// What this site calls itself: the name that a person gave it, and what tells it from another of that name.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - mark: Eight hexadecimal digits, drawn at random.
  /// - Returns: What it calls itself.
  package static func desk(_ name: String, _ mark: String) -> String { "\(name)-\(mark)" }

  /// The name within what a site calls itself.
  package static func name(of desk: String) -> String { String(desk.dropLast(9)) }

  /// What the event of joining keeps: as what, and at which server.
  var words: String { "\(desk) at \(server)" }

  /// What `words` tells of the desk.
  static var deskAndServer: Regex<(Substring, Substring)> { #/^(.+?-[0-9a-f]{8}) at /# }

  static let columns =
    "record, server, desk, timeline, joined_at, heard_at, head, sent, refused_change, refused_hash, refused_why, stopped, "
    + "aside, aside_after"

  var values: StatementArguments {
    [
      record, server, desk, timeline, joinedAt, heardAt, head, sent, refusal?.change, refusal?.hash, refusal?.why,
      stopped, aside?.file, aside?.after,
    ]
  }
}

/// When the shared record was last heard.
package struct HeardMoment: Sendable, Hashable {
  /// As an ISO moment with its offset.
  package let at: String
  /// In seconds since 1970.
  package let seconds: Int64
}

/// Gives the shared record changes that were judged here, the hash before the first with them. What it throws leaves the store as
/// it is; `uncertain` says that they may come by themselves.
package typealias SharedSending =
  @Sendable (_ joined: SharedMembership, _ previous: String, _ changes: [RecordedChange]) throws(DirectoryStoreError) ->
  Void

extension DirectoryDatabase {
  // MARK: - A shared record

  /// The shared record that this site follows; nil where it follows none.
  package func membership() throws(DirectoryStoreError) -> SharedMembership? {
    try access("looking for a shared record") { queue in
      try queue.unsafeRead { try Self.membership(in: $0) }
    }
  }

  /// When the shared record was last heard; nil where the site follows none. Cheap enough for every look-up.
  package func lastHeard() throws(DirectoryStoreError) -> HeardMoment? {
    try access("looking when the shared record was heard") { queue in
      try queue.unsafeRead { database in
        let statement = try database.cachedStatement(sql: "SELECT heard_at, unixepoch(heard_at) FROM shared_record")
        return try Row.fetchOne(statement).map { row in
          HeardMoment(at: try row.text(0), seconds: try row.decode(Int64.self, atIndex: 1))
        }
      }
    }
  }

  static func membership(in database: Database) throws -> SharedMembership? {
    let sql = "SELECT \(SharedMembership.columns) FROM shared_record"
    return try Row.fetchOne(database.cachedStatement(sql: sql)).map(SharedMembership.init)
  }

  static func keep(_ membership: SharedMembership, in database: Database) throws {
    let sql = """
      INSERT OR REPLACE INTO shared_record (id, \(SharedMembership.columns))
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try database.cachedStatement(sql: sql).execute(arguments: membership.values)
  }

  static func note(_ change: (inout SharedMembership) -> Void, in database: Database) throws {
    guard let held = try membership(in: database) else { return }
    var next = held
    change(&next)
    if next != held { try keep(next, in: database) }
  }

  /// Notes how it goes, where the site is joined still.
  package func update(_ change: (inout SharedMembership) -> Void) throws(DirectoryStoreError) {
    try access("noting how the shared record is followed") { queue in
      try queue.write { try Self.note(change, in: $0) }
    }
  }

  /// What the site called itself at a shared record that it left; nil where it never followed it. What it has reported there is
  /// known by that name.
  package func earlierDesk(at record: String) throws(DirectoryStoreError) -> String? {
    try events().last { $0.kind == .joined && $0.subject == record }.flatMap { event in
      event.detail.firstMatch(of: SharedMembership.deskAndServer).map { String($0.1) }
    }
  }

  /// Joins a shared record, of which this store holds the beginning.
  package func join(_ membership: SharedMembership, at: String, by: String) throws(DirectoryStoreError) {
    try access("joining the shared record") { queue in
      try queue.write { database in
        try Self.keep(membership, in: database)
        try EventLedger(database: database).append(.joined, membership.record, membership.words, at: at, by: by)
      }
    }
  }

  /// Leaves the shared record: what is written from here on is this site's own.
  ///
  /// - Returns: What was left; nil where nothing was followed.
  package func leave(at: String, by: String) throws(DirectoryStoreError) -> SharedMembership? {
    try access("leaving the shared record") { queue in
      try queue.write { database in
        guard let left = try Self.membership(in: database) else { return nil }
        try database.execute(sql: "DELETE FROM shared_record")
        let last = try Ledger(database: database, path: path).latest()
        try EventLedger(database: database).append(
          .left, left.record, "at change \(last?.id ?? 0)", at: at, by: by)
        return left
      }
    }
  }

  /// The store with a way to the shared record, without which a joined site changes nothing.
  package func sending(_ send: @escaping SharedSending) -> DirectoryDatabase {
    var store = self
    store.send = send
    return store
  }

  /// Makes changes in one transaction. Of a joined site they are the shared record's first: all rules are judged here and taken
  /// back; then the server takes the changes, while nobody is kept from the store; then the store takes them as a follower does.
  func changing<Value>(_ queue: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
    var judged: (value: Value, joined: SharedMembership, previous: String, changes: [RecordedChange])?
    var kept: Value?
    try queue.inTransaction(.immediate) { database in
      let membership = try Self.membership(in: database)
      let ledger = Ledger(database: database, path: path)
      let before = try ledger.latest()
      let value = try body(database)
      guard let membership, let now = try ledger.latest(), now.id != before?.id else {
        kept = value
        return .commit
      }
      // The server must not take what the end of this transaction would refuse.
      if let row = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") {
        throw DirectoryStoreError(.refused, path: path, "a row of \(try row.text(0)) refers to nothing")
      }
      let made = try ((before?.id ?? 0) + 1...now.id).compactMap { id -> RecordedChange? in
        guard let change = try ledger.change(id: id) else { return nil }
        return RecordedChange(
          change: change, edits: try ledger.edits(of: id), verification: try Self.verification(change: id, in: database)
        )
      }
      judged = (value, membership, before?.hash ?? ChainHash.genesis, made)
      return .rollback
    }
    if let kept { return kept }
    guard let judged else { throw DirectoryStoreError(.failed, path: path, "a change came to nothing") }
    guard let send else {
      throw DirectoryStoreError(
        .notShared, path: path,
        "this site follows a shared record, which this program cannot reach: nothing is changed")
    }
    do throws(DirectoryStoreError) {
      try send(judged.joined, judged.previous, judged.changes)
    } catch {
      guard error.code == .uncertain else { throw error }
      do throws(DirectoryStoreError) {
        try note(uncertain: judged.changes)
      } catch let unnoted {
        throw DirectoryStoreError(
          .uncertain, path: error.path, "\(error.context). That it is uncertain cannot be noted: \(unnoted.context)")
      }
      throw error
    }
    try taken(judged.changes)
    return judged.value
  }

  /// Takes changes that the shared record has; a follower of this site may have been first.
  private func taken(_ changes: [RecordedChange]) throws(DirectoryStoreError) {
    do throws(DirectoryStoreError) {
      try take(changes)
    } catch {
      if let last = changes.last?.change, try hash(of: last.id) == last.hash { return }
      throw DirectoryStoreError(
        error.code == .moved ? .failed : error.code, path: path,
        "the shared record has the change, and this store does not take it now: \(error.context). It comes by itself")
    }
  }

  // MARK: - Reports

  /// A report of a failed contact on its way to the server.
  package struct OutgoingReport: Sendable, Hashable {
    /// Its place here, which rises.
    package let id: Int
    /// What tells it from every other of this site, the same when it is sent again: made of contact, failure and quarter of
    /// an hour, so that a report that a restored backup holds too is no second one.
    package let number: Int
    /// The contact's id.
    package let contact: String
    /// What happened.
    package let how: String
    /// When, as an ISO moment with its offset.
    package let at: String
  }

  /// The reports that the server does not have, the oldest first, at most 1,000 of them; none where the site follows none.
  package func unsentReports() throws(DirectoryStoreError) -> [OutgoingReport] {
    try access("reading the failed contacts") { queue in
      try queue.unsafeRead { database in
        let sql = """
          SELECT id, contact, how, at, unixepoch(at) / \(FailureBounds.sameCall) FROM failure_report
          WHERE id > (SELECT sent FROM shared_record) ORDER BY id LIMIT 1000
          """
        return try Row.fetchAll(database.cachedStatement(sql: sql)).map { row in
          var hash = ChainHash(of: "nightdesk report 1")
          for place in 1...2 { hash.add(try row.text(place)) }
          hash.add("\(try row.decode(Int.self, atIndex: 4))")
          return OutgoingReport(
            id: try row.decode(Int.self, atIndex: 0), number: Int(hash.text.prefix(15), radix: 16) ?? 0,
            contact: try row.text(1), how: try row.text(2), at: try row.text(3))
        }
      }
    }
  }

  /// How many reports the server does not have; 0 where the site follows none.
  package func unsentCount() throws(DirectoryStoreError) -> Int {
    try access("counting the failed contacts") { queue in
      try queue.unsafeRead { database in
        let sql = "SELECT count(*) FROM failure_report WHERE id > (SELECT sent FROM shared_record)"
        return try Int.fetchOne(database, sql: sql) ?? 0
      }
    }
  }
}
