import Directory
import TestSupport
import Testing

/// What three people typed at a front desk, and what they were right to expect.
struct FindAtTheDeskTests {
  private func numbers(_ text: String, at moment: String = DirectoryTime.night) throws -> [String] {
    try DirectoryTime.at(moment).find(text).contacts.map(\.contact.display)
  }

  @Test(arguments: [
    ("canterbury", "01227 781879"), ("thanet", "01843 577000"), ("medway", "01634 304400"),
    ("luton", "0300 300 8123"), ("kent", "03000 41 91 91"), ("whitstable", "01227 781879"),
    ("canterbury ooh", "01227 781879"), ("ooh canterbury", "01227 781879"), ("kent out of hours", "03000 41 91 91"),
    ("margate out of hours", "01843 577000"), ("margate tonight", "01843 577000"),
    ("who do I ring for homeless in Margate tonight", "01843 577000"),
    ("kent county council social services out of hours", "03000 41 91 91"), ("kent childrens", "03000 41 91 91"),
    ("kent social services", "03000 41 91 91"), ("there is a family here from luton", "0300 300 8123"),
    ("call thanet", "01843 577000"), ("margate homeless", "01843 577000"), ("broadstares", "01843 577000"),
    ("cantebury ooh", "01227 781879"), ("01843577000", "01843 577000"), ("577000", "01843 577000"),
  ])
  func `the number that was asked for comes first`(text: String, number: String) throws {
    #expect(try numbers(text).first == number)
  }

  @Test(arguments: Councils.all)
  func `a council's own name gives every number that is held of it, numbers first`(id: String) throws {
    let moment = try DirectoryTime.at(DirectoryTime.night)
    let ref = try DirectoryTime.ref(id)
    let held = moment.lookup(ref, purpose: nil).contacts.map(\.contact.id)
    for name in [id, moment.directory[ref].name] {
      let found = moment.find(name)
      #expect(found.councils.map(\.council) == [ref])
      #expect(Set(found.contacts.map(\.contact.id)) == Set(held))
      let voices = found.contacts.map(\.contact.isVoice)
      #expect(voices == voices.sorted { $0 && !$1 })
    }
  }

  @Test(
    arguments: Councils.all.filter { $0 != "achieving-for-children" },
    ["ooh", "housing", "out of hours", "safeguarding", "sar"])
  func `a council and a purpose give what who gives, warnings and all`(id: String, purpose: String) throws {
    let moment = try DirectoryTime.at(DirectoryTime.night)
    let known = try #require(Purpose(typed: purpose))
    let found = moment.find("\(id) \(purpose)")
    let reach = moment.who(try DirectoryTime.ref(id), purpose: known)
    #expect(found.contacts == reach.contacts)
    #expect(Set(reach.warnings).isSubset(of: Set(found.warnings)))
  }

  @Test func `where no number for the night is held, 999 and children's services are given`() throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find("harlow ooh")
    #expect(found.contacts.map(\.contact.display).contains("0345 606 1212"))
    #expect(found.warnings.contains { $0.text.contains("999") })
  }

  @Test(arguments: [
    "tel:+441843577000", "tel:+44-1843-577000", "+44 01843 577000", "01843.577.000", "01843 577000 ext 1",
    "01843 577000 x12", "01843\u{00a0}577\u{2009}000", "01843\u{2010}577\u{2011}000", "01843\u{2013}577\u{2212}000",
    "\u{feff}01843 577000\u{200b}", "(01843) 577000", "+44 (0) 1843 577000", "Tel: 01843 577000", "\u{ff10}1843577000",
    "01843/577000", "call 01843 577000", "is this yours: 01843 577000?", "0044 1843 577 000",
  ])
  func `a number is found as anyone types or pastes it`(text: String) throws {
    #expect(Set(try numbers(text)) == ["01843 577000"])
  }

  @Test(arguments: [
    ("cantebury", ["canterbury"]), ("malden", ["kingston", "maldon"]), ("minster", ["swale", "thanet"]),
    ("shelter", []), ("find a family in luton from dover", ["dover", "luton"]),
  ])
  func `the councils that can be meant are found, and no others`(text: String, councils: [String]) throws {
    #expect(try FindTests.councils(text).sorted() == councils)
  }

  @Test func `a borough that is not held goes before a village with a name like it`() throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find("bromley")
    #expect(found.councils == [])
    #expect(found.contacts == [])
    #expect(found.warnings.first?.text.hasPrefix("London Borough of Bromley is not held") == true)
    #expect(found.warnings.contains { $0.text.contains("Great Bromley is in its area") })
  }

  @Test(arguments: ["EDT", "emergency duty team", "childrens out of hours"])
  func `a purpose alone gives whoever serves it`(text: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text).contacts
    #expect(Set(found.map(\.contact.display)).isSuperset(of: ["0300 300 8123", "03000 41 91 91", "0345 606 1212"]))
    // The same duty teams answer for adults.
    #expect(found.allSatisfy { $0.contact.purpose.isOutOfHours })
  }

  @Test(arguments: [
    ("housing@", "thanet"), ("dataprotect", "canterbury"), ("@thanet", "thanet"),
    ("rotection@canterbury", "canterbury"),
  ])
  func `a part of an address is found`(text: String, council: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.contacts.contains { $0.contact.council == council && $0.contact.display.contains(text) })
  }

  // What a stranger sends must not cost more than what a person types.
  @Test(arguments: [
    String(repeating: "canterbury ", count: 500), String(repeating: "x", count: 100_000),
    String(repeating: "1", count: 100_000), String(repeating: "@", count: 100_000),
    String(repeating: "a.", count: 50_000),
    String(repeating: "ooh ", count: 10_000), "\u{0}\u{1}", "   ", "…", "🏠🏠🏠", String(repeating: "é", count: 5_000),
  ])
  func `nothing that is typed is too long or too odd`(text: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.contacts.count <= 50)
    #expect(found.isFound || found.warnings.contains { $0.code == "unknown-council" })
  }
}
