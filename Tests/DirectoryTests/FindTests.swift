import Directory
import TestSupport
import Testing

struct FindTests {
  static func councils(_ text: String) throws -> [String] {
    let directory = try Shipped.directory
    return try DirectoryTime.at(DirectoryTime.night).find(text).councils.map { directory[$0.council].id }
  }

  @Test(arguments: [
    ("cantebury", "canterbury"), ("canturbury", "canterbury"), ("sevenoakes", "sevenoaks"), ("seven oaks", "sevenoaks"),
    ("tonbrige", "tonbridge-malling"), ("maidston", "maidstone"), ("gravsham", "gravesham"), ("braintre", "braintree"),
    ("Margate", "thanet"), ("ramsgate", "thanet"), ("Sheerness", "swale"), ("sheernes", "swale"),
    ("Saffron Walden", "uttlesford"), ("surbiton", "kingston"), ("Gravesend", "gravesham"),
    ("TMBC", "tonbridge-malling"),
    ("Shepway", "folkestone-hythe"), ("RBK", "kingston"), ("folkestone", "folkestone-hythe"),
    ("KCC Specialist Children's Services", "kent"), ("Colchester Borough Council", "colchester"),
    ("margate out of hours", "thanet"), ("cantebury housing", "canterbury"),
  ])
  func `a town, an alias and a misspelling find their council first`(text: String, council: String) throws {
    #expect(try Self.councils(text).first == council)
  }

  @Test(arguments: Councils.all)
  func `its own names find a council first`(id: String) throws {
    let council = try Shipped.directory[try DirectoryTime.ref(id)]
    for name in [council.id, council.name] + council.aliases {
      #expect(try Self.councils(name).first == id, "\(name)")
    }
  }

  @Test(arguments: [
    "01227 781879", "01227781879", "01227-781-879", "(01227) 781879", "+44 1227 781879", "+441227781879",
    "0044 1227 781879", " 0 1 2 2 7 7 8 1 8 7 9 ", "781879", "+44 (0)1227 781879",
  ])
  func `a number is found however it is spaced`(text: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.contacts.map(\.contact.id) == ["canterbury/out-of-hours"])
    #expect(found.warnings == [])
  }

  @Test(arguments: [
    ("01634 304400", ["medway/out-of-hours", "swale/out-of-hours-council-page"]), ("6630", ["luton/housing"]),
    (
      "03000 419191",
      [
        "kent/childrens-out-of-hours", "kent/adult-social-care-out-of-hours", "medway/childrens-out-of-hours",
        "medway/adult-social-care-out-of-hours",
      ]
    ), ("luton police", ["national/police-emergency", "national/police", "national/modern-slavery"]),
    ("999", ["national/emergency", "national/police-emergency"]), ("0800 1111", ["national/childline"]),
    ("116 123", ["national/samaritans"]), ("101", ["national/police"]),
    ("mash@luton.gov.uk", ["luton/safeguarding-email"]), ("MASH@LUTON", ["luton/safeguarding-email"]),
    ("gdpr@medway.gov.uk", ["gravesham/subject-access"]),
    (
      "emergency duty",
      [
        "essex/adult-social-care-out-of-hours", "essex/adult-social-care-out-of-hours-email",
        "luton/childrens-out-of-hours", "luton/adult-social-care-out-of-hours",
      ]
    ),
  ])
  func `numbers, addresses and teams find the contacts that have them`(text: String, contacts: [String]) throws {
    #expect(try DirectoryTime.at(DirectoryTime.night).find(text).contacts.map(\.contact.id) == contacts)
  }

  @Test(arguments: ["luton", "canterbury"])
  func `a council's name finds all its contacts, though one address has it too`(text: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    let held = try Shipped.directory.contacts.filter { $0.council == text }.map(\.id)
    #expect(found.councils.count == 1)
    #expect(Set(found.contacts.map(\.contact.id)) == Set(held))
  }

  @Test(arguments: [
    ("trinity", "maidstone/walk-in"), ("dumfries street luton", "luton/crisis-cafe"), ("ME14 1LY", "maidstone/walk-in"),
    ("church street", "maidstone/walk-in"),
    ("essexeffectivesupport", "essex/safeguarding-portal"),
    ("single point of access", "achieving-for-children/safeguarding"),
    ("mash", "luton/safeguarding"),
  ])
  func `a street, a postcode, a page and a team are found by their words`(text: String, contact: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.contacts.contains { $0.contact.id == contact })
    #expect(found.councils.allSatisfy { !$0.why.hasPrefix("spelt") })
  }

  @Test func `a purpose among the words keeps only its contacts`() throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find("margate out of hours")
    #expect(found.contacts.map(\.contact.id) == ["thanet/out-of-hours"])
  }

  @Test(arguments: [
    ("Thurrock", "Thurrock Council"), ("thurrock council", "Thurrock Council"), ("thurock", "Thurrock Council"),
    ("thurrock housing", "Thurrock Council"), ("Grays Thurrock", "Thurrock Council"),
    ("Southend", "Southend-on-Sea City Council"), ("southend on sea", "Southend-on-Sea City Council"),
    ("Southend-on-See", "Southend-on-Sea City Council"), ("southend out of hours", "Southend-on-Sea City Council"),
  ])
  func `Thurrock and Southend are said not to be held, and no neighbour is named`(text: String, name: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.councils == [])
    #expect(found.contacts == [])
    let notice = try #require(found.warnings.first { $0.code == "unknown-council" })
    #expect(notice.text.hasPrefix("\(name) is not held in this directory."))
  }

  @Test func `the full name of a council that is not held offers no contact of one that is`() throws {
    let moment = try DirectoryTime.at(DirectoryTime.night)
    for council in try Shipped.directory.elsewhere {
      let found = moment.find(council.name)
      #expect(found.contacts.map(\.contact.id) == [], "\(council.name)")
      #expect(found.warnings.contains { $0.code == "unknown-council" && $0.text.hasPrefix(council.name) })
    }
  }

  @Test(arguments: ["xyzzy", "09999 999999", "", "nobody@nowhere.example"])
  func `what is nowhere is said to be nowhere`(text: String) throws {
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.councils == [])
    #expect(found.contacts == [])
    #expect(found.warnings.map(\.code) == ["unknown-council"])
  }
}
