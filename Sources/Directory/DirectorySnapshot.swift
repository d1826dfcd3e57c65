package import WorkingTime

/// The place of a council in a snapshot; good only for the snapshot it came from.
package struct CouncilRef: Sendable, Hashable {
  /// The index.
  package let index: UInt16

  /// The council at that index.
  package init(index: Int) {
    self.index = UInt16(clamping: index)
  }
}

/// Every council, team and contact at one version: immutable, indexed, and all that a reader ever touches.
///
/// A class, so that handing it on costs one reference and swapping it one store.
package final class DirectorySnapshot: Sendable {
  /// The councils, in order of their ids.
  package let councils: [Council]
  /// The contacts, grouped by council, in the order of their files.
  package let contacts: [Contact]
  /// Councils that exist but are not held.
  package let elsewhere: [CouncilElsewhere]
  /// What the directory says of itself: the same content has the same version.
  package let version: String
  /// The day on which this version was loaded.
  package let date: Day
  /// What must be known of the whole directory with every answer from it, that its file cannot be read say; nil as a rule.
  package let notice: Notice?

  private let lazyNames = Lazy<NameIndex>()
  private let lazyOrder = Lazy<[Int32]>()
  private let lazyNumbers = Lazy<NumberIndex>()
  private let lazyWords = Lazy<ContactIndex>()
  private let refByID: [String: CouncilRef]
  private let childrensServices: [CouncilRef]
  private let counties: [CouncilRef?]
  private let housing: [Bool]
  private let officeHours: [OpeningHours?]
  /// Whether a council begins or ends on a known day, which hardly any does.
  private let isDated: [Bool]
  /// Contact indices by council and purpose.
  private let byPurpose: [[Int]]
  private let byID: [String: Int]
  private let elsewhereByID: [String: Int]

  /// A snapshot of councils and contacts; a contact of a council that is not held is left out by the caller.
  package init(
    councils unsorted: [Council], contacts unordered: [Contact], elsewhere: [CouncilElsewhere] = [], version: String,
    date: Day, notice: Notice? = nil
  ) {
    let councils = unsorted.sorted { $0.id < $1.id }
    var refByID: [String: CouncilRef] = [:]
    for (index, council) in councils.enumerated() { refByID[council.id] = CouncilRef(index: index) }
    let contacts = unordered.enumerated().sorted {
      ($0.element.council, $0.offset) < ($1.element.council, $1.offset)
    }.map(\.element)
    let purposes = Purpose.allCases.count
    var byPurpose = [[Int]](repeating: [], count: councils.count * purposes)
    var byID: [String: Int] = [:]
    for (index, contact) in contacts.enumerated() {
      byID[contact.id] = index
      guard let ref = refByID[contact.council] else { continue }
      byPurpose[Int(ref.index) * purposes + contact.purpose.ordinal].append(index)
    }
    self.councils = councils
    self.contacts = contacts
    // By id, as councils are: in which order a store came by them is in no record, and two sites must find the same one first.
    let elsewhere = elsewhere.sorted { $0.id < $1.id }
    self.elsewhere = elsewhere
    elsewhereByID = Dictionary(elsewhere.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
    self.version = version
    self.date = date
    self.notice = notice
    self.refByID = refByID
    self.byPurpose = byPurpose
    self.byID = byID
    childrensServices = councils.enumerated().map { refByID[$1.childrensServices] ?? CouncilRef(index: $0) }
    counties = councils.map { $0.county.flatMap { refByID[$0] } }
    housing = councils.map(\.type.isHousingAuthority)
    national = councils.firstIndex { $0.type == .national }.map { CouncilRef(index: $0) }
    officeHours = councils.map { $0.hours?.hours }
    isDated = councils.map { $0.validFrom != nil || $0.validUntil != nil }
  }

  /// The same directory with another notice, or none.
  package func with(notice: Notice?) -> DirectorySnapshot {
    if notice == self.notice { return self }
    return DirectorySnapshot(
      councils: councils, contacts: contacts, elsewhere: elsewhere, version: version, date: date, notice: notice)
  }

  /// The names by which councils are found; made when first asked for.
  var names: NameIndex { lazyNames.value { NameIndex(councils: councils, elsewhere: elsewhere) } }

  /// The words and numbers by which contacts are found; made when first asked for.
  var words: ContactIndex { lazyWords.value { ContactIndex(contacts: contacts, order: order) } }

  /// The numbers by which contacts are found; made when first asked for.
  var numbers: NumberIndex { lazyNumbers.value { NumberIndex(contacts: contacts, order: order) } }

  /// Contacts in the order in which a search shows them, those first that may be used; made when first asked for.
  var order: [Int32] { lazyOrder.value { ContactIndex.order(of: contacts) } }

  /// Makes every index now, so that no session waits for one: with 50,000 contacts that takes some hundredths of a second.
  package func prepare() {
    names.prepare()
    _ = words
    _ = numbers
  }

  /// The council of a ref.
  package subscript(ref: CouncilRef) -> Council { councils[Int(ref.index)] }

  /// The council with an id; nil where it is not held.
  package func ref(id: String) -> CouncilRef? { refByID[id] }

  /// The contact with an id.
  package func contact(id: String) -> Contact? { byID[id].map { contacts[$0] } }

  /// The council that is not held with an id; nil where nobody knows one.
  package func councilElsewhere(id: String) -> CouncilElsewhere? {
    elsewhereByID[id].map { elsewhere[$0] }
  }

  /// Who provides a council's children's services; itself where it does, or where its provider is not held.
  package func childrensServices(of ref: CouncilRef) -> CouncilRef { childrensServices[Int(ref.index)] }

  /// The county that covers a council.
  package func county(of ref: CouncilRef) -> CouncilRef? { counties[Int(ref.index)] }

  /// The authority whose lines serve the whole country; nil where none is held.
  package let national: CouncilRef?

  /// The councils that a fact may name, in the order of their ids: all but the authority of the whole country.
  package var places: [CouncilRef] {
    councils.indices.lazy.filter { self.councils[$0].type.isPlace }.map { CouncilRef(index: $0) }
  }

  /// Whether Part 7 gives a council duties; without a copy of all that is known of it.
  package func isHousingAuthority(_ ref: CouncilRef) -> Bool { housing[Int(ref.index)] }

  /// A council's recorded opening hours; nil where nobody recorded them.
  package func officeHours(of ref: CouncilRef) -> OpeningHours? { officeHours[Int(ref.index)] }

  /// Whether a council exists on a day; the period is half-open.
  package func exists(_ ref: CouncilRef, on day: Day) -> Bool {
    !isDated[Int(ref.index)] || self[ref].exists(on: day)
  }

  /// A council's own contacts for a purpose that hold on a day; none where the council does not exist then.
  package func contacts(of ref: CouncilRef, for purpose: Purpose, on day: Day) -> [Contact] {
    guard exists(ref, on: day) else { return [] }
    return byPurpose[Int(ref.index) * Purpose.allCases.count + purpose.ordinal].map { contacts[$0] }.filter {
      $0.holds(on: day)
    }
  }

  /// A council's own contacts for a purpose that are entered already and hold only after a day.
  package func contactsToCome(of ref: CouncilRef, for purpose: Purpose, after day: Day) -> [Contact] {
    byPurpose[Int(ref.index) * Purpose.allCases.count + purpose.ordinal].map { contacts[$0] }.filter { contact in
      contact.validFrom.map { day < $0 } ?? false
    }
  }

  /// All of a council's own contacts that hold on a day, by purpose.
  package func contacts(of ref: CouncilRef, on day: Day) -> [Contact] {
    Purpose.allCases.flatMap { contacts(of: ref, for: $0, on: day) }
  }

  /// The ids of all of a council's contacts, whenever they hold.
  func contactIDs(of ref: CouncilRef) -> [String] {
    let first = Int(ref.index) * Purpose.allCases.count
    return byPurpose[first..<first + Purpose.allCases.count].joined().map { contacts[$0].id }
  }
}
