public import Directory

/// What some files say of the directory, once they have been read.
public struct Delivery: Sendable {
  /// Councils of which a file says all there is, each with its contacts.
  public var whole: DirectoryContent
  /// Contacts that came by themselves, each to be put in the place of the one with its id.
  public var rows: [Contact]
  /// Councils that are known and not held; nil where no file lists them.
  public var elsewhere: [CouncilElsewhere]?
  /// Ids of councils that files speak of, though what they say may be unusable.
  public var named: Set<String>

  /// What files say.
  public init(
    whole: DirectoryContent, rows: [Contact] = [], elsewhere: [CouncilElsewhere]? = nil, named: Set<String> = []
  ) {
    self.whole = whole
    self.rows = rows
    self.elsewhere = elsewhere
    self.named = named.union(whole.councils.map(\.id)).union(rows.map(\.council))
  }
}

extension Delivery {
  /// The same, with the checks that persons made since the files were written.
  ///
  /// What sources print (`stated`, `corroborated`) says nothing against a check of the very same number or address: the
  /// contact stays verified, and takes the rest from the file. Any other status does, and stands.
  ///
  /// - Parameter base: The directory as it is.
  /// - Returns: The delivery, and the ids of the contacts that stay verified.
  public func keepingChecks(of base: DirectoryContent) -> (delivery: Delivery, kept: [String]) {
    let verified = Dictionary(base.contacts.filter { $0.status == .verified }.map { ($0.id, $0) }) { $1 }
    guard !verified.isEmpty else { return (self, []) }
    var kept: [String] = []
    func keeping(_ contact: Contact) -> Contact {
      guard contact.status == .stated || contact.status == .corroborated, let held = verified[contact.id],
        let day = held.checkedOn, held.kind == contact.kind, held.value == contact.value,
        held.purpose == contact.purpose
      else { return contact }
      do throws(VerificationRefusal) {
        let checked = try contact.verified(on: day, today: day)
        kept.append(contact.id)
        return checked
      } catch {
        return contact
      }
    }
    var delivery = self
    delivery.whole = DirectoryContent(
      councils: whole.councils, contacts: whole.contacts.map(keeping), elsewhere: whole.elsewhere)
    delivery.rows = rows.map(keeping)
    return (delivery, kept)
  }
}

/// A record that the directory holds and the files leave out.
public struct MissingRecord: Sendable, Hashable {
  /// A council or a contact.
  public let record: RecordChange.Record
  /// Its id.
  public let id: String
}

/// What a delivery would make of a directory: what it would then hold, what would change, and what is left out.
public struct RefreshPlan: Sendable {
  /// The directory as it is.
  public let base: DirectoryContent
  /// The directory as it would be.
  public let target: DirectoryContent
  /// What leads from one to the other.
  public let edits: [DirectoryEdit]
  /// What the files leave out and the plan keeps, unless told to remove it.
  public let missing: [MissingRecord]

  /// Plans a delivery.
  ///
  /// A council's own file is the whole of that council: a contact that it leaves out goes. Rows only add and change.
  ///
  /// - Parameters:
  ///   - base: The directory as it is.
  ///   - delivery: What the files say.
  ///   - removing: Whether councils without a file, and contacts without a row, go too. A council that only rows speak of
  ///     loses contacts, and one that no row speaks of loses nothing where all the files are rows.
  public init(base: DirectoryContent, delivery: Delivery, removing: Bool = false) {
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
      var own = whole[council.id] == nil ? baseContacts[council.id] ?? [] : fileContacts[council.id] ?? []
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
    target = DirectoryContent(councils: councils, contacts: contacts, elsewhere: elsewhere)
    self.missing = missing
    edits = base.edits(to: target)
  }

  /// Every change, field by field.
  public var changes: [RecordChange] { edits.map(RecordChange.init) }
}
