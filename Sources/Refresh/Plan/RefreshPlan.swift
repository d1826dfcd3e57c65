package import Directory

/// A record that the directory holds and the files leave out.
package struct MissingRecord: Sendable, Hashable {
  /// A council or a contact.
  package let record: RecordChange.Record
  /// Its id.
  package let id: String
}

/// What a delivery would make of a directory: what it would then hold, what would change, and what is left out.
package struct RefreshPlan: Sendable {
  /// The directory as it is.
  package let base: DirectoryContent
  /// The directory as it would be.
  package let target: DirectoryContent
  /// What leads from one to the other.
  package let edits: [DirectoryEdit]
  /// What the files leave out and the plan keeps, unless told to remove it.
  package let missing: [MissingRecord]

  /// Plans a delivery.
  ///
  /// A council's own file is the whole of that council: a contact that it leaves out goes. Rows only add and change.
  ///
  /// - Parameters:
  ///   - base: The directory as it is.
  ///   - delivery: What the files say.
  ///   - removing: Whether councils without a file, and contacts without a row, go too. A council that only rows speak of
  ///     loses contacts, and one that no row speaks of loses nothing where all the files are rows.
  ///   - isPartial: Whether the files speak of no more than what is in them, so that nothing is missing from them.
  package init(base: DirectoryContent, delivery: Delivery, removing: Bool = false, isPartial: Bool = false) {
    let whole = Dictionary(delivery.whole.councils.map { ($0.id, $0) }) { $1 }
    let hasFiles = !whole.isEmpty || delivery.rows.isEmpty
    let rows = Dictionary(delivery.rows.map { ($0.id, $0) }) { $1 }
    let rowCouncils = Set(delivery.rows.map(\.council))
    var missing: [MissingRecord] = []
    var gone: Set<String> = []
    let withContacts = Set(base.contacts.map(\.council))
    for council in base.councils where !delivery.named.contains(council.id) {
      // A file of rows cannot name a council that has no contact, so that it is not missed there.
      guard hasFiles || withContacts.contains(council.id) else { continue }
      missing.append(MissingRecord(record: .council, id: council.id))
      if removing, hasFiles { gone.insert(council.id) }
    }
    var councils: [Council] = []
    for council in base.councils where !gone.contains(council.id) { councils.append(whole[council.id] ?? council) }
    let held = Set(base.councils.map(\.id))
    councils += delivery.whole.councils.filter { !held.contains($0.id) }

    let fileContacts = Dictionary(grouping: delivery.whole.contacts, by: \.council)
    let baseContacts = Dictionary(grouping: base.contacts, by: \.council)
    let newRows = Dictionary(grouping: delivery.rows, by: \.council)
    var contacts: [Contact] = []
    contacts.reserveCapacity(base.contacts.count)
    for council in councils {
      let heldContacts = baseContacts[council.id] ?? []
      var own =
        whole[council.id] == nil ? heldContacts : Self.inOrder(of: heldContacts, fileContacts[council.id] ?? [])
      if rowCouncils.contains(council.id) {
        if whole[council.id] == nil {
          let absent = own.filter { rows[$0.id] == nil }.map(\.id)
          missing += absent.sorted().map { MissingRecord(record: .contact, id: $0) }
          if removing { own.removeAll { rows[$0.id] == nil } }
        }
        let known = Set(own.map(\.id))
        own = own.map { rows[$0.id] ?? $0 }
        own += (newRows[council.id] ?? []).filter { !known.contains($0.id) && rows[$0.id] == $0 }
      }
      contacts += own
    }
    self.base = base
    // A council that a file brings in is elsewhere no more.
    let now = Set(councils.map(\.id))
    let elsewhere = (delivery.elsewhere ?? base.elsewhere).filter { !now.contains($0.id) }
    let content = DirectoryContent(councils: councils, contacts: contacts, elsewhere: elsewhere)
    // Placed once: what finds edits later, here and in the store, need then not make every contact anew.
    target = !base.contacts.isEmpty && base.isPlaced ? content.placed(after: base) : content
    self.missing = isPartial ? [] : missing
    edits = base.edits(to: target)
  }

  /// A council's contacts as a file gives them, in the order in which they are held: a file says it team by team, and how the
  /// teams' contacts stand between each other it does not say.
  ///
  /// - Parameters:
  ///   - held: The contacts as they are held.
  ///   - own: Those of the file.
  /// - Returns: Those of the file; in their own order where that is another within a team. What is new stands behind what it
  ///   stands behind in the file.
  private static func inOrder(of held: [Contact], _ own: [Contact]) -> [Contact] {
    let given = Dictionary(own.map { ($0.id, $0) }) { first, _ in first }
    let kept = held.compactMap { given[$0.id] }
    guard given.count == own.count, !kept.isEmpty else { return own }
    let known = Set(kept.map(\.id))
    let byTeam = Dictionary(grouping: kept, by: \.team).mapValues { $0.map(\.id) }
    let ownByTeam = Dictionary(grouping: own.filter { known.contains($0.id) }, by: \.team).mapValues { $0.map(\.id) }
    guard byTeam == ownByTeam else { return own }
    var behind: [String?: [Contact]] = [:]
    var last: String?
    for contact in own {
      if known.contains(contact.id) { last = contact.id } else { behind[last, default: []].append(contact) }
    }
    return (behind[nil] ?? []) + kept.flatMap { [$0] + (behind[$0.id] ?? []) }
  }

  /// Every change, field by field.
  package var changes: [RecordChange] { edits.map(RecordChange.init) }
}
