import Directory
import TestSupport
import Testing
import WorkingTime

struct TrustTests {
  @Test func `the directory holds the thirty councils, the whole country's lines, and nobody else`() throws {
    let directory = try Shipped.directory
    #expect(directory.councils.map(\.id) == (Councils.all + [Councils.national]).sorted())
    #expect(directory.places.map { directory[$0].id } == Councils.all.sorted())
    #expect(directory.national.map { directory[$0].id } == Councils.national)
  }

  @Test func `no address is ever made from a pattern`() throws {
    let contacts = try Shipped.directory.contacts
    let patterns = contacts.filter { $0.status == .pattern }
    #expect(Set(patterns.map(\.council)) == Set(Councils.essexDistricts))
    #expect(patterns.filter { $0.value != nil || $0.purpose != .dutyToRefer } == [])
    #expect(contacts.filter { $0.status != .pattern && $0.value == nil } == [])
    // Four councils' own pages print such an address in full; nobody else has one.
    #expect(
      contacts.filter { $0.value?.lowercased().contains("dutytorefer@") == true }.map(\.display) == [
        "dutytorefer@kingston.gov.uk", "dutytorefer@luton.gov.uk", "dutytorefer@sevenoaks.gov.uk",
        "dutytorefer@tendringdc.gov.uk",
      ])
    #expect(contacts.filter { $0.kind == .email && $0.value?.contains("(") == true } == [])
    #expect(try Shipped.directory.contact(id: "epping-forest/duty-to-refer")?.display == "dutytorefer@epping.gov.uk")
  }

  @Test func `every contact is found under its own council and purpose, and under no other`() throws {
    let directory = try Shipped.directory
    var found: [String] = []
    for id in Councils.all + [Councils.national] {
      let ref = try DirectoryTime.ref(id)
      for purpose in Purpose.allCases {
        let contacts = directory.contacts(of: ref, for: purpose, on: directory.date)
        #expect(contacts.allSatisfy { $0.purpose == purpose && $0.council == id }, "\(id) \(purpose)")
        found += contacts.map(\.id)
      }
    }
    #expect(found.sorted() == directory.contacts.map(\.id).sorted())
  }

  @Test func `no draft placeholder and no named person is published`() throws {
    let texts = try Shipped.directory.contacts.flatMap { [$0.display, $0.value ?? ""] }.map { $0.lowercased() }
    #expect(texts.filter { $0.contains("miller") || $0.contains("tbc") } == [])
  }

  @Test func `nothing is said to be verified, for nobody has checked anything yet`() throws {
    #expect(try Shipped.directory.contacts.filter { $0.status == .verified || $0.checkedOn != nil } == [])
  }

  @Test func `a printed number is the one that would be dialled`() throws {
    for contact in try Shipped.directory.contacts where contact.kind == .phone {
      // Behind a short code stands what to choose then: NHS 111, option 2.
      let digits = contact.display.prefix { $0 != "," }.filter(\.isNumber)
      #expect(
        contact.value == (ShortCode.isOne(digits) ? digits : "+44" + digits.dropFirst()), "\(contact.id)")
    }
  }

  @Test(arguments: [DirectoryTime.day, DirectoryTime.night], Councils.all)
  func `who never offers a quarantined contact, a pattern or an extension`(at: String, council: String) throws {
    let moment = try DirectoryTime.at(at)
    for purpose in Purpose.allCases {
      let offered = moment.who(try DirectoryTime.ref(council), purpose: purpose).contacts.map(\.contact)
      #expect(
        offered.filter { [.quarantined, .pattern].contains($0.status) || $0.kind == .extension } == [], "\(purpose)")
    }
  }

  @Test(arguments: [
    ("gravesham", Purpose.subjectAccess, "quarantined-contact"), ("maidstone", .subjectAccess, "quarantined-contact"),
    ("epping-forest", .dutyToRefer, "not-an-address"), ("harlow", .dutyToRefer, "not-an-address"),
    ("luton", .housing, "internal-only"), ("luton", .landlord, "internal-only"),
  ])
  func `who says what it skipped`(council: String, purpose: Purpose, code: String) throws {
    let reach = try DirectoryTime.at(DirectoryTime.day).who(try DirectoryTime.ref(council), purpose: purpose)
    #expect(reach.warnings.contains { $0.code == code && $0.text.hasPrefix(council + "/") })
  }

  @Test(arguments: [
    ("gravesham", ["gdpr@medway.gov.uk"], true),
    ("maidstone", ["dataprotectionofficer@maidstone.gov.uk", "kenthomechoice@dover.gov.uk"], false),
  ])
  func `lookup shows a quarantined contact last, and says so where there is nothing else`(
    council: String, shown: [String], isAlone: Bool
  ) throws {
    let moment = try DirectoryTime.at(DirectoryTime.day)
    let reach = moment.lookup(try DirectoryTime.ref(council), purpose: .subjectAccess)
    #expect(reach.contacts.map(\.contact.display) == shown)
    #expect(reach.contacts.last?.contact.status == .quarantined)
    #expect(reach.contacts.last?.contact.reason?.isEmpty == false)
    #expect(reach.contacts.last?.isLive == nil)
    #expect(reach.warnings.contains { $0.code == "no-usable-contact" } == isAlone)
  }
}
