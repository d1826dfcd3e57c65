import Directory
import Refresh
import TestSupport
import Testing
import WorkingTime

/// Opening hours from their notation, for contacts that tests make.
struct OpeningHoursText {
  let hours: OpeningHours

  init(_ notation: String) throws {
    hours = try OpeningHours(notation: notation)
  }
}

/// What is said of contacts that can be read and should be looked at.
struct ChecksTests {
  /// What is said of one contact put in the place of a shipped one.
  private func judged(_ contact: Contact) throws -> [Judgement] {
    let base = try Shipped.content()
    let contacts = base.contacts.filter { $0.id != contact.id } + [contact]
    let target = DirectoryContent(councils: base.councils, contacts: contacts)
    return Checks(target: target, base: base, sourced: [contact.id]).judge(councils: [], contacts: [contact])
  }

  private func shipped(_ id: String) throws -> Contact { try #require(try Shipped.directory.contact(id: id)) }

  @Test(arguments: [
    ("thanet/out-of-hours", true), ("canterbury/housing-line", true), ("canterbury/out-of-hours", false),
  ])
  func `a number that is quarantined comes back as no other contact's`(id: String, isRefused: Bool) throws {
    let content = try Shipped.content()
    let line = try shipped("canterbury/out-of-hours")
    let kept = Contact { $0 == .status ? .text("quarantined") : $0 == .reason ? .text("A private house.") : line[$0] }
    let quarantined = try #require(kept)
    let base = DirectoryContent(
      councils: content.councils, contacts: content.contacts.map { $0.id == line.id ? quarantined : $0 })
    let council = String(id.prefix { $0 != "/" })
    let new = Contact(
      id: id, council: council, team: try #require(base.councils.first { $0.id == council }?.teams.first?.name),
      purpose: .outOfHours, kind: .phone, value: line.value, display: line.display, status: .stated,
      source: Source(document: "list", place: "row 2"))
    let target = DirectoryContent(
      councils: base.councils, contacts: base.contacts.filter { $0.id != id } + [new])
    let found = Checks(target: target, base: base, sourced: [id]).judge(councils: [], contacts: [new])
    let told = found.filter { $0.severity == .error && $0.text.contains("is quarantined as canterbury/out-of-hours") }
    #expect(told.isEmpty != isRefused, "\(found)")
    #expect(told.allSatisfy { $0.text.contains("A private house.") })
  }

  @Test(arguments: [("Mo-Fr 09:00-17:00", true), ("Mo-Fr 09:00-17:00; PH off", false), ("24/7", false)])
  func `hours that drop what is held of bank holidays are told`(notation: String, isTold: Bool) throws {
    let base = try Shipped.content()
    let held = try #require(base.contacts.first { $0.isVoice && $0.hours?.notation.contains("PH") == true })
    let hours = try OpeningHoursText(notation).hours
    let new = try #require(Contact { $0 == .hours ? .hours(hours) : held[$0] })
    #expect(try judged(new).contains { $0.text.contains("what is held of bank holidays goes") } == isTold)
  }

  @Test func `of the shipped data nothing is said that its own warnings do not say already`() throws {
    let base = try Shipped.content()
    let found = Checks(target: base, base: base).judge(councils: base.councils, contacts: base.contacts)
    #expect(found == [])
  }

  @Test(arguments: [
    ("412", ["0411"], true), ("4120", ["0411"], false), ("412", ["0411", "413"], false), ("412", [], false),
  ])
  func `an extension that has lost its 0 is told`(value: String, others: [String], isTold: Bool) throws {
    func made(_ id: String, _ value: String) -> Contact {
      Contact(
        id: "thanet/\(id)", council: "thanet", team: "Main switchboard", purpose: .housing, kind: .extension,
        value: value,
        display: value, status: .stated, source: Source(document: "list", place: "row"))
    }
    let base = try Shipped.content()
    let line = made("line", value)
    let contacts = base.contacts + others.enumerated().map { made("other-\($0)", $1) } + [line]
    let target = DirectoryContent(councils: base.councils, contacts: contacts)
    let said = Checks(target: target, base: base).judge(councils: [], contacts: [line])
    #expect(said.contains { $0.text.contains("a digit less") } == isTold, "\(said)")
  }

  @Test(arguments: Purpose.allCases)
  func `a short code is a line of the whole country's services, and no council's own`(purpose: Purpose) throws {
    for code in ShortCode.services.keys.sorted() {
      let line = Contact(
        id: "thanet/line", council: "thanet", team: "Main switchboard", purpose: purpose, kind: .phone, value: code,
        display: code, status: .stated, source: Source(document: "list", place: "row"))
      let errors = try judged(line).filter { $0.severity == .error }
      #expect(errors.isEmpty == purpose.isHeldAtEveryLevel, "\(code): \(errors)")
    }
  }

  @Test func `a successor keeps the domain and the mailboxes of whom it takes over, and nobody else may`() throws {
    let kent = try EastKent()
    for (successor, said) in [("east-kent", 0), ("dover", 4)] {
      let target = try kent.content(successors: [Succession(council: successor)], lines: [kent.mailbox])
      let found = Checks(target: target, base: kent.base).judge(
        councils: target.councils.filter { ["thanet", "east-kent"].contains($0.id) },
        contacts: target.contacts.filter { ["thanet/housing", "east-kent/housing"].contains($0.id) })
      #expect(found.count { $0.field != "teams" } == said, "\(found.map(\.text))")
    }
  }

  @Test(arguments: [
    // A number that cannot be, one of another country, one that bars.
    ("thanet/out-of-hours", "+44184357700", Judgement.Severity.error, "cannot exist"),
    ("thanet/out-of-hours", "+33123456789", .warning, "another country"),
    ("thanet/out-of-hours", "+449012345678", .warning, "premium-rate"),
    // Mailboxes.
    ("thanet/housing", "housing@@thanet.gov.uk", .error, "not an address"),
    ("thanet/housing", "housing@thanet", .error, "is not a domain"),
    ("thanet/housing", ".housing@thanet.gov.uk", .error, "not the name of a mailbox"),
    ("thanet/housing", "housing@dover.gov.uk", .error, "is dover's and not thanet's"),
    ("thanet/housing", "housing@twells.gov.uk", .warning, "none of thanet's domains"),
    ("thanet/housing", "foi@thanet.gov.uk", .warning, "freedom-of-information"),
    ("thanet/housing", "data.protection@thanet.gov.uk", .warning, "data-protection mailbox"),
    ("thanet/housing", "kenthomechoice@thanet.gov.uk", .warning, "lettings mailbox"),
    ("canterbury/subject-access", "dutytorefer@canterbury.gov.uk", .warning, "referrals of homeless people"),
    ("thanet/housing", "alex.example@thanet.gov.uk", .warning, "one person's address"),
    ("thanet/website", "https://thanet", .error, "is not a domain"),
    ("thanet/website", "https://thanet.gov.uk@example.org/", .error, "behind an @"),
    ("thanet/website", "https://www.dover.gov.uk", .error, "is dover's"),
  ])
  func `what is doubtful about a value is said`(
    id: String, value: String, severity: Judgement.Severity, said: String
  ) throws {
    let found = try judged(try shipped(id).with(display: value, value: value))
    #expect(found.contains { $0.severity == severity && $0.text.contains(said) }, "\(found)")
  }

  @Test(arguments: [
    ("thanet/housing", "housing.options@thanet.gov.uk"), ("thanet/housing", "out.of.hours@housing.thanet.gov.uk"),
    ("canterbury/subject-access", "foi.sar@canterbury.gov.uk"),
    ("folkestone-hythe/subject-access", "Information.Officer@folkestone-hythe.gov.uk"),
  ])
  func `a team's mailbox at its council's own domain passes`(id: String, value: String) throws {
    let found = try judged(try shipped(id).with(display: value, value: value))
    #expect(found.allSatisfy { $0.text.contains("freedom-of-information") }, "\(found)")
  }

  @Test func `Medway's mailbox on a Gravesham contact is caught, quarantined or not`() throws {
    let contact = try shipped("gravesham/subject-access")
    #expect(try judged(contact) == [], "a quarantined contact tells its reason itself")
    let found = try judged(contact.with(status: .stated))
    #expect(found.contains { $0.severity == .error && $0.text.contains("is medway's and not gravesham's") })
  }

  @Test func `a district's children's services may have their county's address`() throws {
    let contact = try shipped("thanet/housing").with(
      purpose: .safeguarding, display: "frontdoor@kent.gov.uk", value: "frontdoor@kent.gov.uk")
    #expect(try judged(contact) == [])
  }

  @Test(arguments: [
    ("ashford/out-of-hours", "thanet/switchboard"), ("medway/out-of-hours", "kent/childrens-out-of-hours"),
    ("canterbury/out-of-hours", "kent/childrens-out-of-hours"), ("swale/housing", "thanet/switchboard"),
  ])
  func `a number that is another body's, or another team's, is told with whose it is`(id: String, owner: String) throws
  {
    let number = try shipped(owner)
    let contact = try shipped(id).with(display: number.display, value: number.value, warnings: [], kind: .phone)
    let found = try judged(contact).filter { $0.text.contains("is held already as") }
    #expect(found.count == 1 && found[0].severity == .warning && found[0].text.contains(owner), "\(found)")
    let told = contact.with(warnings: [Notice(code: "shared-number", text: "The two councils share it.")])
    #expect(try !judged(told).contains { $0.text.contains("is held already as") })
  }

  @Test(arguments: [
    "+447700900123", "+442079460123", "+441614960123", "+441914980999", "+442896496000", "+442920180001",
    "+443069990123",
    "+448081570123", "+449098790123",
  ])
  func `a number that is kept for drama is refused, for nobody answers it`(value: String) throws {
    let found = try judged(try shipped("swale/housing").with(display: value, value: value, kind: .phone))
    #expect(found.contains { $0.severity == .error && $0.text.contains("nobody answers it") }, "\(found)")
  }

  @Test func `a number that is the switchboard too is said until its readers are warned`() throws {
    let contact = try shipped("thanet/out-of-hours")
    #expect(try judged(contact) == [])
    let found = try judged(contact.with(warnings: []))
    #expect(found.map(\.field) == ["value"])
    #expect(found.first?.text.contains("daytime switchboard") == true)
  }

  @Test func `one mailbox for two councils is said`() throws {
    let base = try Shipped.content()
    let housing = try shipped("thanet/housing")
    let value = "shared@example.org.uk"
    let contacts = base.contacts.map { contact in
      ["thanet/housing", "dover/housing"].contains(contact.id) ? contact.with(display: value, value: value) : contact
    }
    let target = DirectoryContent(councils: base.councils, contacts: contacts)
    let found = Checks(target: target, base: base).judge(
      councils: [], contacts: contacts.filter { $0.id == housing.id })
    #expect(found.contains { $0.text.contains("also dover/housing's") }, "\(found)")
  }

  @Test(arguments: [
    ("Mo-Fr 09:00-17:00; Fr 10:00-12:00", "Fr is named by two rules"),
    ("Mo-Su 17:00-09:00; Tu 08:00-12:00", "two rules"),
    ("Mo 17:00-09:00; Tu 08:00-23:00", "Mo's hours run into Tu's own"),
    ("Mo 09:00-09:00", "a whole day or more"), ("Mo-Fr 09:00-17:00", "open on no night"),
  ])
  func `odd hours are said`(notation: String, said: String) throws {
    let contact = try shipped("canterbury/out-of-hours").with(hours: try OpeningHoursText(notation))
    let found = try judged(contact)
    #expect(found.contains { $0.field == "hours" && $0.text.contains(said) }, "\(found)")
  }

  @Test(arguments: [
    "24/7", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown", "Mo-Fr 17:00-09:00; Sa-Su 00:00-24:00",
    "Mo-Th 00:00-09:00,17:30-24:00; Fr 00:00-09:00,16:30-24:00; Sa-Su 00:00-24:00",
  ])
  func `usual night hours pass`(notation: String) throws {
    #expect(try judged(try shipped("canterbury/out-of-hours").with(hours: try OpeningHoursText(notation))) == [])
  }

  @Test func `the same number under a second id, or in a second source, is told, and corroboration offered`() throws {
    let first = try shipped("canterbury/out-of-hours")
    let twin = Contact(
      id: "canterbury/second", council: first.council, team: first.team, purpose: first.purpose, kind: first.kind,
      value: first.value, display: first.display, status: .stated, source: Source(document: "page", place: "top"))
    let told = try judged(twin)
    #expect(told.count == 1 && told[0].text.contains("canterbury/out-of-hours's already"), "\(told)")
    let again = Contact(
      id: first.id, council: first.council, team: first.team, purpose: first.purpose, kind: first.kind,
      value: first.value, display: first.display, status: .stated, source: Source(document: "page", place: "top"))
    let other = try judged(again)
    #expect(other.count == 1 && other[0].field == "source" && other[0].text.contains("corroborated"), "\(other)")
  }

  @Test func `a file cannot make a contact verified, nor keep it so with another number`() throws {
    let stated = try shipped("canterbury/out-of-hours")
    let day = try #require(Day(year: 2026, month: 11, day: 20))
    func verified(_ value: String, on day: Day) -> Contact {
      Contact(
        id: stated.id, council: stated.council, team: stated.team, purpose: stated.purpose, kind: stated.kind,
        value: value,
        display: "0" + value.dropFirst(3), status: .verified, source: stated.source, checkedOn: day)
    }
    #expect(try judged(verified("+441227781879", on: day)).contains { $0.field == "status" && $0.severity == .error })
    let base = DirectoryContent(
      councils: try Shipped.content().councils, contacts: [verified("+441227781879", on: day)])
    func judgedAgain(_ contact: Contact) -> [Judgement] {
      Checks(target: DirectoryContent(councils: base.councils, contacts: [contact]), base: base).judge(
        councils: [], contacts: [contact])
    }
    #expect(judgedAgain(verified("+441227781879", on: day)) == [])
    #expect(judgedAgain(verified("+441227781880", on: day)).contains { $0.field == "status" && $0.severity == .error })
    #expect(judgedAgain(verified("+441227781879", on: day.adding(days: 1))).contains { $0.severity == .error })
    #expect(
      judgedAgain(stated).map(\.severity) == [.warning], "what a person verified is made less of: somebody should know")
  }
}
