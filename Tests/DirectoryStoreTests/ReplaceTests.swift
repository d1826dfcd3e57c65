import Directory
import DirectoryStore
import Testing
import WorkingTime

struct ReplaceTests {
  @Test func `a directory comes back as it went in, order and all`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let snapshot = try store.snapshot()
    #expect(try Set(snapshot.councils) == Set(Example.councils()))
    #expect(try snapshot.contacts == Example.contacts())
    #expect(snapshot.elsewhere == Example.elsewhere.sorted { $0.id < $1.id })
    #expect(snapshot.version == "v1")
    #expect(snapshot.date == Day(year: 2026, month: 11, day: 26))
  }

  @Test func `the whole directory is replaced, and the change is told`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    let council = Council(id: "luton", name: "Luton Council", type: .unitary, childrensServices: "luton")
    try store.fill(
      councils: [council], contacts: [], elsewhere: [], at: "2026-11-27T08:00:00+00:00", version: "v2")
    let snapshot = try store.snapshot()
    #expect(snapshot.councils == [council])
    #expect(snapshot.contacts.isEmpty)
    #expect(snapshot.elsewhere.isEmpty)
    let change = try #require(try store.latestChange())
    #expect(change.id == 2)
    #expect(try store.changeCounter() == 2)
    #expect(change.at == "2026-11-27T08:00:00+00:00")
    #expect([change.by, change.source, change.version] == ["tester", "example", "v2"])
    #expect(change.what == "all replaced: 1 council, 0 contacts, 0 elsewhere")
  }

  @Test func `another connection sees the change and counts it`() throws {
    let folder = try TemporaryFolder()
    let (one, other) = (try DirectoryDatabase(path: folder.file()), try DirectoryDatabase(path: folder.file()))
    #expect(try other.changeCounter() == 0)
    try one.fill()
    #expect(try other.changeCounter() == 1)
    #expect(try other.snapshot().contacts.count == 3)
  }

  @Test(arguments: [
    ("a contact of an unknown council", "contact 'ghost/x'"), ("a contact of an unknown team", "contact 'ashford/x'"),
    ("a contact without a source", "source_place_is_given"), ("a contact twice", "contact.id"),
    ("an unknown provider of children's services", "council 'x' refers to 'ghost'"),
    ("an unknown county", "council 'x' refers to 'ghost'"), ("one alias for two", "council 'x' is refused"),
    ("a council twice", "council.id"), ("no moment", "change_at_is_a_moment"),
    ("a council elsewhere twice", "council elsewhere 'adur'"),
  ])
  func `what breaks a rule is refused, and leaves the old directory`(fault: String, says: String) throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    try store.noteFailure(contact: "ashford/a-last", how: .refused, at: Example.moment)
    var councils = try Example.councils()
    var contacts = [Example.contact("ashford/new")]
    var elsewhere = Example.elsewhere
    func add(county: String? = nil, provider: String = "kent", aliases: [String] = []) {
      councils.append(
        Council(
          id: "x", name: "X", type: .district, aliases: aliases, county: county, childrensServices: provider))
    }
    switch fault {
    case "a contact of an unknown council": contacts.append(Example.contact("ghost/x", council: "ghost"))
    case "a contact of an unknown team": contacts.append(Example.contact("ashford/x", team: "Ghosts"))
    case "a contact without a source":
      contacts.append(Example.contact("ashford/x", source: Source(document: "d", place: "")))
    case "a contact twice": contacts.append(Example.contact("ashford/new"))
    case "an unknown provider of children's services": add(provider: "ghost")
    case "an unknown county": add(county: "ghost")
    case "one alias for two": add(aliases: ["aShFoRd"])
    case "a council twice": councils.append(councils[0])
    case "a council elsewhere twice": elsewhere.append(elsewhere[1])
    default: break
    }
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.fill(
        councils: councils, contacts: contacts, elsewhere: elsewhere, at: fault == "no moment" ? "now" : Example.moment)
    }
    #expect(error.code == .refused)
    #expect(error.context.contains(says), "\(error.context)")
    #expect(try store.snapshot().contacts == Example.contacts())
    #expect(try store.changeCounter() == 1)
    #expect(try store.failures().count == 1)
  }

  @Test func `reports of failed contacts outlive what they are about, newest first`() throws {
    let store = try DirectoryDatabase.inMemory()
    try store.fill()
    for (index, how) in FailureKind.allCases.enumerated() {
      try store.noteFailure(contact: "ashford/\(index)", how: how, at: Example.moment)
    }
    try store.fill(contacts: [])
    let failures = try store.failures()
    #expect(failures.map(\.how) == [.refused, .wrongNumber, .noAnswer])
    #expect(failures.map(\.contact) == ["ashford/2", "ashford/1", "ashford/0"])
    #expect(failures.allSatisfy { $0.at == Example.moment })
    #expect(try store.changeCounter() == 2)
    let error = try #require(throws: DirectoryStoreError.self) {
      try store.noteFailure(contact: "ashford/0", how: .refused, at: "tonight")
    }
    #expect(error.code == .refused)
  }
}
