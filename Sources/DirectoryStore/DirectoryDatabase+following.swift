import Directory
import GRDB
import WorkingTime

extension DirectoryDatabase {
  // MARK: - Following a shared record

  /// The seal of a change; nil where there is no such change.
  package func hash(of change: Int) throws(DirectoryStoreError) -> String? {
    try access("looking for change \(change)") { queue in
      try queue.unsafeRead { database in
        try String.fetchOne(database, sql: "SELECT hash FROM directory_change WHERE id = ?", arguments: [change])
      }
    }
  }

  /// The changes after one, the oldest first, with all that they altered.
  package func changes(after change: Int) throws(DirectoryStoreError) -> [RecordedChange] {
    try access("reading the changes after \(change)") { queue in
      try queue.read { database in
        let ledger = Ledger(database: database, path: path)
        let sql = "SELECT id FROM directory_change WHERE id > ? ORDER BY id"
        return try Int.fetchAll(database, sql: sql, arguments: [change]).compactMap { id in
          guard let change = try ledger.change(id: id) else { return nil }
          return RecordedChange(
            change: change, edits: try ledger.edits(of: id),
            verification: try Self.verification(change: id, in: database))
        }
      }
    }
  }

  /// A directory as a change of a shared record has left it.
  package struct Taken: Sendable {
    let content: DirectoryContent
    /// The seal of that change.
    let hash: String
  }

  /// Takes changes of a shared record that follow on what this store holds, in one transaction: all of them, or none.
  ///
  /// Each seal is made anew and compared. Of the records only what comes out in the end is read and written, and the
  /// directory is held once against the version that the last change sealed.
  ///
  /// - Parameters:
  ///   - changes: The changes, in order; the first follows the last that is held.
  ///   - base: What this gave when it took the change before these: while that is the last, it is not read a second time. Nil
  ///     where it is to be read.
  ///   - note: What is noted with them of how the record is followed.
  /// - Throws: `DirectoryStoreError`: `moved` where they do not follow on the last change; `refused` where a seal does not
  ///   fit, a text is a newer program's, or a rule is broken, with the change that is in the way; `busy`, `unavailable`,
  ///   `failed`.
  /// - Returns: The directory that they lead to; the base where there are none.
  @discardableResult
  package func take(
    _ changes: [RecordedChange], from base: Taken? = nil, noting note: (inout SharedMembership) -> Void = { _ in }
  ) throws(DirectoryStoreError) -> Taken? {
    guard let newest = changes.last?.change else { return base }
    return try access("taking change \(newest.id) of the shared record") { queue in
      try queue.write { database in
        let ledger = Ledger(database: database, path: path)
        let last = try ledger.latest()
        var previous = last?.hash ?? ChainHash.genesis
        var net = NetEdits()
        for (place, one) in changes.enumerated() {
          guard one.change.id == (last?.id ?? 0) + 1 + place else {
            throw DirectoryStoreError(.moved, path: path, "change \(one.change.id) does not follow on what is held")
          }
          guard Self.seal(of: one, after: previous) == one.change.hash, Self.fits(one) else {
            throw DirectoryStoreError(
              .refused, path: path,
              "change \(one.change.id) is not as it was sealed, or does not follow on the one before")
          }
          previous = one.change.hash
          try net.add(one.edits, path: path)
        }
        let known = base.flatMap { last?.hash == $0.hash ? $0.content : nil }
        let held = try known ?? Self.content(in: database)
        let edits = try net.edits(over: held, path: path)
        let target = held.applying(edits)
        guard target.has(version: newest.version) else {
          throw DirectoryStoreError(
            .refused, path: path,
            "change \(newest.id) leads to another directory than the one that it seals (\(newest.version))")
        }
        try write(edits, to: target, database)
        previous = last?.hash ?? ChainHash.genesis
        for one in changes {
          try ledger.enter(one.change, previous: previous, edits: one.edits)
          if let check = one.verification { try ledger.enter(check) }
          previous = one.change.hash
        }
        try ContentPrint(database: database).keep(of: target, after: newest.id)
        try Self.note(note, in: database)
        return Taken(content: target, hash: newest.hash)
      }
    }
  }

  /// The change that takes back what a shared record has after what this store holds: of each record the text that it has here,
  /// in the place of the last one there. Taken as one with them, it leaves the directory as it is.
  ///
  /// - Parameters:
  ///   - changes: All that the shared record has after the last change here, in order.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  /// - Throws: `DirectoryStoreError`: `moved` where they do not follow on the last change here, or are none.
  /// - Returns: The change, sealed.
  package func takingBack(
    _ changes: [RecordedChange], at: String, by: String
  ) throws(DirectoryStoreError) -> RecordedChange {
    guard let held = try latestChange(), let first = changes.first?.change, let last = changes.last?.change,
      first.id == held.id + 1
    else { throw DirectoryStoreError(.moved, path: path, "there is nothing to take back after what is held here") }
    let id = last.id + 1
    var net: [String: RecordedEdit] = [:]
    for edit in changes.flatMap(\.edits) {
      let key = "\(edit.kind.rawValue) \(edit.record)"
      net[key] = RecordedEdit(
        change: id, kind: edit.kind, record: edit.record, old: edit.new, new: net[key].map(\.new) ?? edit.old)
    }
    let edits = net.sorted { $0.key < $1.key }.map(\.value).filter { $0.old != $0.new }
    let what = changes.count == 1 ? "change \(first.id) taken back" : "changes \(first.id) to \(last.id) taken back"
    func sealed(_ hash: String) -> RecordedChange {
      RecordedChange(
        change: DirectoryChange(
          id: id, at: at, by: by, source: "taken back", version: held.version, what: what,
          undoes: changes.count == 1 ? first.id : nil, edits: edits.count, hash: hash), edits: edits, verification: nil)
    }
    return sealed(Self.seal(of: sealed(""), after: last.hash))
  }

  private static func seal(of one: RecordedChange, after previous: String) -> String {
    let change = one.change
    var hash = ChainHash(
      previous: previous, id: change.id, at: change.at, by: change.by, source: change.source, version: change.version,
      what: change.what, undoes: change.undoes, edits: one.edits.count)
    for edit in one.edits { hash.add(kind: edit.kind.rawValue, record: edit.record, old: edit.old, new: edit.new) }
    return hash.text
  }

  /// Whether a change's check is the one that its sealed words tell, and is there where they tell of one.
  private static func fits(_ one: RecordedChange) -> Bool {
    guard let check = one.verification else {
      return one.change.source != "verification" || !one.change.what.contains(" verified on ")
    }
    return one.change.by == check.by && one.change.at == check.at
      && one.change.what == what(verified: check.contact, check.method.rawValue, check.checkedOn, check.note)
  }
}

/// What many edits come to: each record's first old text and last new one.
private struct NetEdits {
  private struct Entry {
    let kind: RecordKind
    let record: String
    let old: String?
    var new: String?
    var change: Int
  }

  private var entries: [Entry] = []
  private var places: [String: Int] = [:]

  mutating func add(_ edits: [RecordedEdit], path: String) throws {
    for edit in edits {
      let key = "\(edit.kind.rawValue) \(edit.record)"
      if let place = places[key] {
        guard entries[place].new == edit.old else { throw Self.stale(edit.record, edit.change, path) }
        // One that was taken out and comes again stands where a new one does.
        if edit.old != nil {
          entries[place].new = edit.new
          entries[place].change = edit.change
          continue
        }
      }
      places[key] = entries.count
      entries.append(
        Entry(kind: edit.kind, record: edit.record, old: edit.old, new: edit.new, change: edit.change))
    }
  }

  private static func stale(_ record: String, _ change: Int, _ path: String) -> DirectoryStoreError {
    DirectoryStoreError(.refused, path: path, "change \(change) takes \(record) to be what it is not here")
  }

  /// The edits over what is held, whose first old texts must be what they say.
  func edits(over held: DirectoryContent, path: String) throws -> [DirectoryEdit] {
    let ids = Set(entries.map(\.record))
    var texts: [String: String] = [:]
    for council in held.councils where ids.contains(council.id) {
      texts["council " + council.id] = RecordText.text(of: council)
    }
    for contact in held.contacts where ids.contains(contact.id) {
      texts["contact " + contact.id] = RecordText.text(of: contact)
    }
    for other in held.elsewhere where ids.contains(other.id) {
      texts["elsewhere " + other.id] = RecordText.text(of: other)
    }
    return try entries.compactMap { entry in
      let key = "\(entry.kind.rawValue) \(entry.record)"
      guard texts[key] == entry.old else { throw Self.stale(entry.record, entry.change, path) }
      texts[key] = entry.new
      guard entry.old != entry.new else { return nil }
      do {
        return try RecordedEdit(
          change: entry.change, kind: entry.kind, record: entry.record, old: entry.old, new: entry.new
        ).read()
      } catch {
        throw DirectoryStoreError(
          .refused, path: path,
          "change \(entry.change) is of a newer program, or cannot be read: \(entry.record): \(error.inWords); update this program"
        )
      }
    }
  }
}
