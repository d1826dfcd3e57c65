package import Directory
import GRDB
package import WorkingTime

extension DirectoryDatabase {
  // MARK: - Writes

  /// Puts a whole directory in the place of the one before, in one transaction: all of it or, on any error, nothing.
  ///
  /// Failure reports and history stay. Readers see the old directory until the very end.
  ///
  /// - Parameters:
  ///   - councils: The councils; whatever council one refers to must be among them.
  ///   - contacts: Their contacts, in the order to keep; each one's team must be among its council's.
  ///   - elsewhere: Councils that exist but are not held.
  ///   - at: When, as `TimeText` writes moments: `2026-11-26T17:45:00+00:00`.
  ///   - by: Who does it.
  ///   - source: Where the content comes from.
  ///   - version: `DirectorySnapshot.version(of:contacts:)` of the content.
  ///   - expected: The version that the directory must have, lest another's change be lost; nil where any will do.
  /// - Throws: `DirectoryStoreError`: `moved` where the directory has another version by now, with who changed it; `refused` where the content breaks a rule, with the council or contact that does;
  ///   `busy`, `unavailable`, `failed`.
  package func replaceAll(
    councils: [Council], contacts: [Contact], elsewhere: [CouncilElsewhere], at: String, by: String, source: String,
    version: String, expecting expected: String? = nil
  ) throws(DirectoryStoreError) {
    let target = DirectoryContent(councils: councils, contacts: contacts, elsewhere: elsewhere)
    try access("replacing the directory") { queue in
      try changing(queue) { database in
        try expect(expected, at: at, in: database)
        try replace(by: target, at: at, by: by, source: source, version: version, in: database)
      }
    }
  }

  /// Fills a store that holds nothing yet, in one transaction. Of several processes that do so at once one does, and nothing
  /// that any of them has entered since is lost.
  ///
  /// - Parameters:
  ///   - content: What to fill it with.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  ///   - source: Where the content comes from.
  /// - Returns: Whether it was this call that filled it.
  /// - Throws: `DirectoryStoreError`, as `replaceAll`.
  package func fillWhereEmpty(
    _ content: DirectoryContent, at: String, by: String, source: String
  ) throws(DirectoryStoreError) -> Bool {
    try access("filling the store") { queue in
      try changing(queue) { database in
        guard try Ledger(database: database, path: path).latest() == nil else { return false }
        try replace(by: content, at: at, by: by, source: source, version: content.version, in: database)
        return true
      }
    }
  }

  /// Enters the order of contacts in the record, where a store of an older schema has it in none yet.
  ///
  /// - Parameters:
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  /// - Throws: `DirectoryStoreError`: `busy`, `unavailable`, `failed`.
  package func enterOrder(at: String, by: String) throws(DirectoryStoreError) {
    try access("entering the order of contacts") { queue in
      try changing(queue) { _ = try orderEntered(in: $0, at: at, by: by) }
    }
  }

  private func replace(
    by target: DirectoryContent, at: String, by: String, source: String, version: String, in database: Database
  ) throws {
    let held = try orderEntered(in: database, at: at, by: by)
    let target = target.placed(after: held)
    let writer = DirectoryWriter(database: database, path: path)
    try writer.clear()
    try writer.insert(target.councils)
    try writer.insert(target.contacts)
    try writer.insert(target.elsewhere)
    let what =
      "all replaced: \(counted(target.councils.count, "council")), \(counted(target.contacts.count, "contact")), "
      + "\(target.elsewhere.count.grouped) elsewhere"
    _ = try Ledger(database: database, path: path).append(
      ChangeDraft(at: at, by: by, source: source, version: version, what: what), edits: held.edits(to: target))
  }

  /// Brings the directory to a content, in one transaction: all of it or, on any error, nothing.
  ///
  /// Only what differs is written, and history keeps each record's old and new form. Contacts stand in the target's order;
  /// those that need not be moved for it keep their place. A target that differs in nothing changes nothing.
  ///
  /// - Parameters:
  ///   - target: What the directory shall be.
  ///   - expected: The version that the directory must have, lest another's change be lost.
  ///   - base: What this store gave as its content at that version: while its last change is of it, it is not read a second
  ///     time, which of 50,000 contacts is felt in memory. Nil where it is to be read.
  ///   - at: When, as `TimeText` writes moments.
  ///   - by: Who does it.
  ///   - source: Where the content comes from.
  /// - Returns: The change as it is kept; the last one where there is nothing to change.
  /// - Throws: `DirectoryStoreError`: `moved` where the directory has another version by now, with who changed it; `refused`
  ///   where the content breaks a rule; `busy`, `unavailable`, `failed`.
  package func apply(
    _ target: DirectoryContent, expecting expected: String, from base: DirectoryContent? = nil, at: String, by: String,
    source: String
  ) throws(DirectoryStoreError) -> DirectoryChange {
    try access("changing the directory") { queue in
      try changing(queue) { database in
        try Self.checkIDs(of: target, path: path)
        let ledger = Ledger(database: database, path: path)
        let last = try ledger.latest()
        // The caller has it under this very version, which is that of every field; what has no places came from elsewhere.
        let known = base.flatMap { last?.version == expected && $0.isPlaced ? $0 : nil }
        var held = try known ?? Self.content(in: database)
        guard last?.version == expected || held.version == expected else { throw moved(since: last, at: at) }
        if !held.isPlaced {
          if let last, held.edits(to: target).isEmpty { return last }
          held = try orderEntered(of: held, in: database, at: at, by: by)
        }
        // Edits of what is held give the target its places; where nothing is held, the first places are given here.
        let edits = held.edits(to: held.contacts.isEmpty ? target.placed(after: held) : target)
        if let last, edits.isEmpty { return last }
        // Of what is then held, which the target's own version need not be: texts that differ in encoding alone are no edit.
        let version = held.applying(edits).version
        return try write(
          edits, to: target, database,
          ChangeDraft(at: at, by: by, source: source, version: version, what: Self.summary(of: edits)))
      }
    }
  }

  /// Enters that a person checked a contact: it is verified from that day, and history keeps who, how and what else.
  ///
  /// - Parameters:
  ///   - contact: The contact's id.
  ///   - method: How it was checked.
  ///   - note: What else was found out; nil for nothing.
  ///   - day: When it was checked.
  ///   - at: When it is entered, as `TimeText` writes moments.
  ///   - by: Who checked.
  ///   - source: What the record says that it comes from.
  /// - Returns: The change that enters it.
  /// - Throws: `DirectoryStoreError`: `refused` where there is no such contact or it cannot be verified; `busy`,
  ///   `unavailable`, `failed`.
  package func verify(
    contact: String, method: VerificationMethod, note: String?, on day: Day, at: String, by: String,
    source: String = "verification"
  ) throws(DirectoryStoreError) -> DirectoryChange {
    try access("verifying '\(contact)'") { queue in
      try changing(queue) { database in
        let held = try orderEntered(in: database, at: at, by: by)
        guard let old = held.contacts.first(where: { $0.id == contact }) else {
          let hint = Spelling.hint(for: contact, in: held.contacts.map(\.id))
          throw DirectoryStoreError(.refused, path: path, "there is no contact '\(contact)'\(hint)")
        }
        let new: Contact
        do throws(VerificationRefusal) {
          if let refusal = old.refusal(of: method) { throw refusal }
          let today = try? TimeText.day(String(at.prefix(10)))
          new = try old.verified(on: day, today: today ?? day)
        } catch {
          throw DirectoryStoreError(.refused, path: path, error.explanation)
        }
        let edits: [DirectoryEdit] = old == new ? [] : [.contact(old: old, new: new.placed(at: old.place))]
        let target = held.applying(edits)
        let checkedOn = TimeText.text(day)
        let change = try write(
          edits, to: target, database,
          ChangeDraft(
            at: at, by: by, source: source, version: target.version,
            what: Self.what(verified: contact, method.rawValue, checkedOn, note)))
        try Ledger(database: database, path: path).enter(
          VerificationRecord(
            change: change.id, contact: contact, checkedOn: checkedOn, by: by, method: method, note: note, at: at))
        return change
      }
    }
  }

  // MARK: - Within a transaction

  static func content(in database: Database) throws -> DirectoryContent {
    var loader = DirectoryLoader(database: database)
    return DirectoryContent(
      councils: try loader.councils(), contacts: try loader.contacts(), elsewhere: try loader.elsewhere())
  }

  /// What is held, with the order of its contacts in the record: a store of before schema 6 has it in no record yet, and
  /// enters it as a change of its own before the next.
  func orderEntered(in database: Database, at: String, by: String) throws -> DirectoryContent {
    try orderEntered(of: try Self.content(in: database), in: database, at: at, by: by)
  }

  private func orderEntered(
    of held: DirectoryContent, in database: Database, at: String, by: String
  ) throws -> DirectoryContent {
    if held.isPlaced { return held }
    let edits = held.edits(to: held.placed(after: held))
    let placed = held.applying(edits)
    let what = "the order of \(counted(edits.count, "contact")) entered in the record"
    _ = try write(
      edits, to: placed, database,
      ChangeDraft(at: at, by: by, source: "order of contacts", version: placed.version, what: what))
    return placed
  }

  func write(
    _ edits: [DirectoryEdit], to target: DirectoryContent, _ database: Database, _ draft: ChangeDraft
  ) throws -> DirectoryChange {
    try write(edits, to: target, database)
    return try Ledger(database: database, path: path).append(draft, edits: edits)
  }

  /// Writes the rows of edits, and nothing into the record.
  func write(_ edits: [DirectoryEdit], to target: DirectoryContent, _ database: Database) throws {
    let writer = DirectoryWriter(database: database, path: path)
    try writer.apply(edits)
    var moved: Set<String> = []
    for case .contact(let old, let new?) in edits where old?.place != new.place { moved.insert(new.council) }
    try writer.order(contactsOf: moved, as: target.contacts)
  }

  /// What a verification's change says of it, so that the chain seals it too.
  static func what(verified contact: String, _ method: String, _ checkedOn: String, _ note: String?) -> String {
    "\(contact) verified on \(checkedOn): \(method)" + (note.map { "; \($0)" } ?? "")
  }

  /// `2 contacts added, 1 council changed`.
  static func summary(of edits: [DirectoryEdit]) -> String {
    let nouns = [("council", "councils"), ("contact", "contacts"), ("council elsewhere", "councils elsewhere")]
    let verbs = ["added", "changed", "removed"]
    var counts = [[Int]](repeating: [0, 0, 0], count: nouns.count)
    for edit in edits {
      switch edit {
      case .council(let old, let new): counts[0][old == nil ? 0 : new == nil ? 2 : 1] += 1
      case .contact(let old, let new): counts[1][old == nil ? 0 : new == nil ? 2 : 1] += 1
      case .elsewhere(let old, let new): counts[2][old == nil ? 0 : new == nil ? 2 : 1] += 1
      }
    }
    let parts = zip(nouns, counts).flatMap { noun, counts in
      zip(verbs, counts).compactMap { verb, count in
        count == 0 ? nil : "\(counted(count, noun.0, noun.1)) \(verb)"
      }
    }
    return parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
  }

  /// Refuses to go on where the directory has another version than somebody planned with.
  func expect(_ expected: String?, at: String, in database: Database) throws {
    guard let expected else { return }
    let last = try Ledger(database: database, path: path).latest()
    guard last?.version != expected, try Self.content(in: database).version != expected else { return }
    throw moved(since: last, at: at)
  }

  /// Who was first, for whoever is second.
  private func moved(since last: DirectoryChange?, at: String) -> DirectoryStoreError {
    guard let last else {
      return DirectoryStoreError(.moved, path: path, "the store has been emptied since; plan again")
    }
    let day = last.at.prefix(10)
    let when = last.at.dropFirst(11).prefix(5) + (day == at.prefix(10) ? "" : " on \(day)")
    return DirectoryStoreError(
      .moved, path: path, "\(last.by) changed it at \(when) (change \(last.id)): plan again")
  }

  /// What a dictionary of edits would pass over.
  private static func checkIDs(of target: DirectoryContent, path: String) throws {
    let lists = [
      ("council", target.councils.map(\.id)), ("contact", target.contacts.map(\.id)),
      ("council elsewhere", target.elsewhere.map(\.id)),
    ]
    for (noun, ids) in lists {
      var seen: Set<String> = []
      for id in ids where !seen.insert(id).inserted {
        throw DirectoryStoreError(.refused, path: path, "\(noun) '\(id)' comes twice; each id is one record's")
      }
    }
  }
}
