/// Every council and contact that some files or a store hold, in an order: what a snapshot is made of.
package struct DirectoryContent: Sendable, Hashable {
  /// The councils.
  package let councils: [Council]
  /// The contacts; within a council their order is that in which equals are shown.
  package let contacts: [Contact]
  /// Councils that exist but are not held.
  package let elsewhere: [CouncilElsewhere]

  /// Councils, contacts, and councils that are not held.
  package init(councils: [Council], contacts: [Contact], elsewhere: [CouncilElsewhere] = []) {
    self.councils = councils
    self.contacts = contacts
    self.elsewhere = elsewhere
  }

  /// The version that a directory of this content has.
  package var version: String { DirectorySnapshot.version(of: councils, contacts: contacts) }

  /// The version that this content had before versions spoke of the order of contacts: what older programs have sealed.
  package var versionWithoutOrder: String {
    DirectorySnapshot.version(of: councils, contacts: contacts.sorted { $0.id < $1.id })
  }

  /// Whether a version is this content's. Until it has places, it may be one that an older program wrote.
  package func has(version: String) -> Bool {
    version == self.version || (!contacts.contains { $0.place != nil } && version == versionWithoutOrder)
  }
}

/// One record of the directory that is new, gone or another than it was.
///
/// `old` is nil for a record that is added, `new` for one that is removed; never are both.
package enum DirectoryEdit: Sendable, Hashable {
  /// A council with all that its own record says; its contacts are records of their own.
  case council(old: Council?, new: Council?)
  /// A contact.
  case contact(old: Contact?, new: Contact?)
  /// A council that is known and not held.
  case elsewhere(old: CouncilElsewhere?, new: CouncilElsewhere?)

  /// The id of the record.
  package var id: String {
    switch self {
    case .council(let old, let new): new?.id ?? old?.id ?? ""
    case .contact(let old, let new): new?.id ?? old?.id ?? ""
    case .elsewhere(let old, let new): new?.id ?? old?.id ?? ""
    }
  }
}

extension DirectoryContent {
  /// What leads from this content to another: councils, then contacts, then councils elsewhere, each by id.
  ///
  /// A contact that is moved within its council is an edit where this content has places; the order of all else is none.
  package func edits(to target: DirectoryContent) -> [DirectoryEdit] {
    let wanted = !contacts.isEmpty && isPlaced ? target.placed(after: self).contacts : target.contacts
    return Self.pairs(councils, target.councils, by: \.id) { $0 == $1 }.map { .council(old: $0, new: $1) }
      + Self.pairs(contacts, wanted, by: \.id) { $0 == $1 && ($1.place == nil || $0.place == $1.place) }
      .map { .contact(old: $0, new: $1) }
      + Self.pairs(elsewhere, target.elsewhere, by: \.id) { $0 == $1 }.map { .elsewhere(old: $0, new: $1) }
  }

  private static func pairs<Record: Hashable>(
    _ old: [Record], _ new: [Record], by id: (Record) -> String, same: (Record, Record) -> Bool
  ) -> [(Record?, Record?)] {
    var rest = Dictionary(old.map { (id($0), $0) }) { $1 }
    var changed: [(id: String, old: Record?, new: Record?)] = []
    for record in new {
      let id = id(record)
      let held = rest.removeValue(forKey: id)
      if let held, same(held, record) { continue }
      changed.append((id, held, record))
    }
    changed += rest.map { ($0, $1, nil) }
    return changed.sorted { $0.id < $1.id }.map { ($0.old, $0.new) }
  }
}

extension DirectoryContent {
  /// The content after some edits; what is new goes to the end, or to its place.
  ///
  /// - Parameter edits: What to do, in order.
  /// - Returns: The content that comes of it.
  package func applying(_ edits: [DirectoryEdit]) -> DirectoryContent {
    let edited = Set(edits.map(\.id))
    var councils = Edited(self.councils, by: \.id, where: edited)
    var contacts = Edited(self.contacts, by: \.id, where: edited)
    var elsewhere = Edited(self.elsewhere, by: \.id, where: edited)
    for edit in edits {
      switch edit {
      case .council(_, let new): councils.put(new, at: edit.id)
      case .contact(_, let new): contacts.put(new, at: edit.id)
      case .elsewhere(_, let new): elsewhere.put(new, at: edit.id)
      }
    }
    var moved: Set<String> = []
    for case .contact(let old, let new?) in edits where old?.place != new.place { moved.insert(new.council) }
    return DirectoryContent(
      councils: councils.records, contacts: Self.ordered(contacts.records, in: moved), elsewhere: elsewhere.records)
  }

  /// Contacts, those of some councils in the order of their places; whoever has none comes last.
  private static func ordered(_ contacts: [Contact], in councils: Set<String>) -> [Contact] {
    guard !councils.isEmpty else { return contacts }
    var ordered = contacts
    let indices = Dictionary(grouping: contacts.indices.filter { councils.contains(contacts[$0].council) }) {
      contacts[$0].council
    }
    for own in indices.values {
      let sorted = own.sorted { one, other in
        (contacts[one].place ?? .max, one) < (contacts[other].place ?? .max, other)
      }
      for (index, from) in zip(own, sorted) { ordered[index] = contacts[from] }
    }
    return ordered
  }
}

/// Records in their order while edits are made to some of them. Those of which none is edited are not copied.
private struct Edited<Record> {
  private var all: [Record]
  /// Where the edited ones stand.
  private var places: [String: Int] = [:]
  /// The places of those that are taken out.
  private var gone: Set<Int> = []

  init(_ records: [Record], by id: (Record) -> String, where edited: Set<String>) {
    all = records
    for (place, record) in records.enumerated() where edited.contains(id(record)) { places[id(record)] = place }
  }

  var records: [Record] { gone.isEmpty ? all : all.indices.filter { !gone.contains($0) }.map { all[$0] } }

  mutating func put(_ record: Record?, at id: String) {
    guard let record else {
      if let place = places.removeValue(forKey: id) { gone.insert(place) }
      return
    }
    if let place = places[id] {
      all[place] = record
    } else {
      places[id] = all.count
      all.append(record)
    }
  }
}
