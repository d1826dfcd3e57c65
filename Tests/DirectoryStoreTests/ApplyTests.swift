import Directory
import DirectoryStore
import Foundation
import GRDB
import Testing
import WorkingTime

struct ApplyTests {
  static let later = "2026-11-27T09:30:00+00:00"

  /// The example with contacts replaced, added or, by nil, removed.
  static func changed(_ contacts: [String: Contact?], councils: [Council]? = nil) throws -> DirectoryContent {
    var all = try Example.contacts().map { contacts[$0.id] ?? $0 }.compactMap(\.self)
    for (id, contact) in contacts.sorted(by: { $0.key < $1.key }) where !all.contains(where: { $0.id == id }) {
      if let contact { all.append(contact) }
    }
    return DirectoryContent(
      councils: try councils ?? Example.councils(), contacts: all, elsewhere: Example.elsewhere)
  }

  @discardableResult
  static func apply(
    _ target: DirectoryContent, to store: DirectoryDatabase, by: String = "ann", at: String = later
  ) throws -> DirectoryChange {
    try store.apply(target, expecting: try store.content().version, at: at, by: by, source: "spring.csv")
  }

  @Test func `only what differs is written, with its old and new form`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let added = Example.contact("ashford/new", value: "+441233999999")
    let changed = Example.contact("ashford/pattern", value: "+441233000000", status: .stated)
    let target = try Self.changed(["ashford/new": added, "ashford/pattern": changed, "ashford/a-last": nil])
    let change = try Self.apply(target, to: store)
    #expect(change.id == 2)
    #expect(change.what == "1 contact added, 1 contact changed, 1 contact removed")
    #expect(change.edits == 3)
    #expect(try store.content().version == target.version)
    #expect(try store.snapshot().contacts == target.contacts)
    let history = try store.history()
    #expect(history.map(\.change.id) == [2, 1])
    #expect(history[0].edits.map(\.record) == ["ashford/a-last", "ashford/new", "ashford/pattern"])
    #expect(history[0].edits.map { $0.old == nil } == [false, true, false])
    #expect(history[0].edits.map { $0.new == nil } == [true, false, false])
    #expect(history[0].edits[2].new?.contains(#""value":"+441233000000""#) == true)
    #expect(try store.verifyChain().faults == [])
  }

  @Test func `contacts that stay keep their order, and new ones stand where the target has them`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    var contacts = try Example.contacts()
    contacts.insert(Example.contact("ashford/between"), at: 1)
    contacts.append(Example.contact("ashford/end"))
    let target = DirectoryContent(
      councils: try Example.councils(), contacts: contacts, elsewhere: Example.elsewhere)
    try Self.apply(target, to: store)
    #expect(try store.snapshot().contacts.map(\.id) == contacts.map(\.id))
  }

  @Test func `contacts in another order are a change, kept in the record, and undone like any other`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let before = try store.content()
    let ashford = before.contacts.filter { $0.council == "ashford" }
    let others = before.contacts.filter { $0.council != "ashford" }
    let target = DirectoryContent(
      councils: before.councils,
      contacts: Array(ashford.dropFirst() + ashford.prefix(1)).map { $0.placed(at: nil) } + others,
      elsewhere: before.elsewhere)
    let change = try Self.apply(target, to: store)
    #expect(change.id == 2 && change.edits == 1 && change.version != before.version)
    #expect(
      try store.snapshot().contacts.filter { $0.council == "ashford" }
        == target.contacts.filter { $0.council == "ashford" })
    #expect(try store.history()[0].edits[0].new?.hasSuffix("}]}") == false)
    #expect(try store.verifyChain().faults == [])
    _ = try store.undo(change: 2, at: Self.later, by: "ann")
    #expect(try store.content() == before)
    #expect(try store.content().version == before.version)
  }

  @Test func `whoever replays the record has the order too`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    var contacts = try Example.contacts()
    contacts.insert(Example.contact("ashford/between"), at: 1)
    contacts.reverse()
    try Self.apply(
      DirectoryContent(councils: try Example.councils(), contacts: contacts, elsewhere: Example.elsewhere), to: store)
    let edits = try store.history().reversed().flatMap(\.edits).map { try #require($0.edit) }
    let replayed = DirectoryContent(councils: [], contacts: []).applying(edits)
    let held = try store.content()
    #expect(replayed.version == held.version)
    for council in held.councils {
      #expect(
        replayed.contacts.filter { $0.council == council.id } == held.contacts.filter { $0.council == council.id })
    }
  }

  @Test func `a target that differs in nothing changes nothing`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let change = try Self.apply(try store.content(), to: store)
    #expect(change.id == 1)
    #expect(try store.changeCounter() == 1)
  }

  @Test func `an alias and a team may move from one council to another at once`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let councils = [
      Council(
        id: "kent", name: "Kent County Council", type: .county, aliases: ["ABC"], childrensServices: "kent",
        teams: [Team(id: "homelessness", name: "Homelessness")]),
      Council(
        id: "ashford", name: "Ashford", type: .district, aliases: ["KCC"], county: "kent", childrensServices: "kent",
        teams: [Team(id: "homelessness", name: "Night"), Team(id: "out-of-hours", name: "Homelessness")],
        validFrom: Day(year: 1974, month: 4, day: 1), validUntil: Day(year: 2028, month: 4, day: 1),
        successors: [Succession(council: "kent", purposes: [.housing, .landlord]), Succession(council: "west")]),
      Council(id: "west", name: "West", type: .unitary, childrensServices: "west"),
    ]
    let contacts = try Example.contacts().map { old in
      Example.contact(
        old.id, team: old.team == "Homelessness" ? "Homelessness" : "Night", kind: old.kind, value: old.value,
        status: old.status, reason: old.reason, checkedOn: old.checkedOn)
    }
    let target = DirectoryContent(councils: councils, contacts: contacts, elsewhere: [])
    try Self.apply(target, to: store)
    let content = try store.content()
    #expect(Set(content.councils) == Set(councils))
    #expect(content.contacts == contacts)
    #expect(content.elsewhere == [])
    #expect(content.version == target.version)
    #expect(try store.verifyChain().faults == [])
  }

  @Test(arguments: [
    ("an unknown team", "contact 'ashford/x' is of team 'Ghosts'"), ("a contact twice", "contact 'ashford/new' comes"),
    ("an unknown county", "refers to 'ghost'"), ("an unknown successor", "refers to 'ghost'"),
    ("a council gone with its contacts there", "which is not there"), ("a contact without a source", "source_place"),
    ("no moment", "change_at_is_a_moment"),
  ])
  func `what breaks a rule is refused and leaves no trace`(fault: String, says: String) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    var councils = try Example.councils()
    var contacts = try Example.contacts() + [Example.contact("ashford/new")]
    switch fault {
    case "an unknown team": contacts.append(Example.contact("ashford/x", team: "Ghosts"))
    case "a contact twice": contacts.append(Example.contact("ashford/new"))
    case "an unknown county":
      councils.append(Council(id: "x", name: "X", type: .district, county: "ghost", childrensServices: "kent"))
    case "an unknown successor":
      councils.append(
        Council(
          id: "x", name: "X", type: .district, childrensServices: "kent",
          validUntil: Day(year: 2028, month: 4, day: 1), successors: [Succession(council: "ghost")]))
    case "a council gone with its contacts there": councils.removeLast()
    case "a contact without a source":
      contacts.append(Example.contact("ashford/x", source: Source(document: "d", place: "")))
    default: break
    }
    let target = DirectoryContent(councils: councils, contacts: contacts, elsewhere: Example.elsewhere)
    let error = try #require(throws: DirectoryStoreError.self) {
      try Self.apply(target, to: store, at: fault == "no moment" ? "now" : Self.later)
    }
    #expect(error.code == .refused)
    #expect(error.context.contains(says), "\(error.context)")
    #expect(try store.content().contacts == Example.contacts())
    #expect(try store.history().count == 1)
  }

  @Test func `whoever is second is told who was first and when, and nothing of theirs is lost`() throws {
    let folder = try TemporaryFolder()
    let (ann, bob) = (try DirectoryDatabase(path: folder.file()), try DirectoryDatabase(path: folder.file()))
    try ann.fill()
    let seen = try bob.content().version
    try Self.apply(try Self.changed(["ashford/new": Example.contact("ashford/new")]), to: ann)
    let mine = try Self.changed(["ashford/other": Example.contact("ashford/other")])
    func refusal(at: String) throws -> DirectoryStoreError {
      try #require(throws: DirectoryStoreError.self) {
        try bob.apply(mine, expecting: seen, at: at, by: "bob", source: "x")
      }
    }
    let sameDay = try refusal(at: "2026-11-27T10:00:00+00:00")
    #expect(sameDay.code == .moved)
    #expect(sameDay.context == "ann changed it at 09:30 (change 2): plan again")
    let nextDay = try refusal(at: "2026-11-28T10:00:00+00:00")
    #expect(nextDay.context == "ann changed it at 09:30 on 2026-11-27 (change 2): plan again")
    #expect(try bob.content().contacts.map(\.id).contains("ashford/new"))
  }

  /// Adds a contact, planning again for as long as somebody else was first; how often that was.
  private static func add(_ contact: Contact, to store: DirectoryDatabase, by admin: String) throws -> Int {
    var moved = 0
    while try !isAdded(contact, to: store, by: admin) { moved += 1 }
    return moved
  }

  private static func isAdded(_ contact: Contact, to store: DirectoryDatabase, by admin: String) throws -> Bool {
    let held = try store.content()
    let target = DirectoryContent(
      councils: held.councils, contacts: held.contacts + [contact], elsewhere: held.elsewhere)
    do throws(DirectoryStoreError) {
      _ = try store.apply(target, expecting: held.version, at: later, by: admin, source: "x")
      return true
    } catch {
      guard error.code == .moved else { throw error }
      return false
    }
  }

  @Test func `many admins at once lose no update and never block each other for good`() async throws {
    let folder = try TemporaryFolder()
    try DirectoryDatabase(path: folder.file()).fill()
    let path = folder.file()
    let moved = try await withThrowingTaskGroup(of: Int.self) { group in
      for admin in 0..<6 {
        group.addTask {
          let store = try DirectoryDatabase(path: path)
          return try (0..<5).reduce(0) { moved, round in
            try moved + Self.add(Example.contact("ashford/admin-\(admin)-\(round)"), to: store, by: "\(admin)")
          }
        }
      }
      return try await group.reduce(0, +)
    }
    let store = try DirectoryDatabase(path: path)
    #expect(try store.content().contacts.count == 3 + 30)
    #expect(try store.changeCounter() == 31)
    #expect(try store.verifyChain().faults == [])
    print("six admins made thirty changes; \(moved) plans had to be made again")
  }
}
