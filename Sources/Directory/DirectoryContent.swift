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
  /// What leads from this content to another: councils, then contacts, then councils elsewhere, each by id. Order alone
  /// is no edit.
  package func edits(to target: DirectoryContent) -> [DirectoryEdit] {
    Self.pairs(councils, target.councils, by: \.id).map { .council(old: $0, new: $1) }
      + Self.pairs(contacts, target.contacts, by: \.id).map { .contact(old: $0, new: $1) }
      + Self.pairs(elsewhere, target.elsewhere, by: \.id).map { .elsewhere(old: $0, new: $1) }
  }

  private static func pairs<Record: Hashable>(
    _ old: [Record], _ new: [Record], by id: (Record) -> String
  ) -> [(Record?, Record?)] {
    let before = Dictionary(old.map { (id($0), $0) }) { $1 }
    let after = Dictionary(new.map { (id($0), $0) }) { $1 }
    return Set(before.keys).union(after.keys).sorted().compactMap { key in
      before[key] == after[key] ? nil : (before[key], after[key])
    }
  }
}

extension DirectoryContent {
  /// The content after some edits; what is new goes to the end.
  ///
  /// - Parameter edits: What to do, in order.
  /// - Returns: The content that comes of it.
  package func applying(_ edits: [DirectoryEdit]) -> DirectoryContent {
    var councils = Edited(self.councils, by: \.id)
    var contacts = Edited(self.contacts, by: \.id)
    var elsewhere = Edited(self.elsewhere, by: \.id)
    for edit in edits {
      switch edit {
      case .council(_, let new): councils.put(new, at: edit.id)
      case .contact(_, let new): contacts.put(new, at: edit.id)
      case .elsewhere(_, let new): elsewhere.put(new, at: edit.id)
      }
    }
    return DirectoryContent(councils: councils.records, contacts: contacts.records, elsewhere: elsewhere.records)
  }
}

/// Records in their order while edits are made to them.
private struct Edited<Record> {
  private var all: [Record?]
  private var places: [String: Int]

  init(_ records: [Record], by id: (Record) -> String) {
    all = records
    places = Dictionary(records.enumerated().map { (id($1), $0) }) { $1 }
  }

  var records: [Record] { all.compactMap(\.self) }

  mutating func put(_ record: Record?, at id: String) {
    if let place = places[id] {
      all[place] = record
      if record == nil { places[id] = nil }
    } else if let record {
      places[id] = all.count
      all.append(record)
    }
  }
}
