import Directory
import TestSupport
import Testing
import WorkingTime

/// What the Kent practice guidance and the Kent care leavers' protocol print, against what the directory says.
struct PrintedContactsTests {
  @Test(arguments: [
    ("ashford", "01233 331111", "+441233331111", ContactStatus.corroborated, true),
    ("canterbury", "01227 781879", "+441227781879", .corroborated, false),
    ("dartford", "0345 634 1212", "+443456341212", .stated, false),
    ("dover", "01304 872265", "+441304872265", .conflicting, false),
    ("folkestone-hythe", "01303 221888", "+441303221888", .corroborated, false),
    ("gravesham", "01474 337000", "+441474337000", .conflicting, true),
    ("maidstone", "01622 602000", "+441622602000", .stated, true),
    ("medway", "01634 304400", "+441634304400", .corroborated, false),
    ("sevenoaks", "01732 227000", "+441732227000", .stated, true),
    ("swale", "01795 417711", "+441795417711", .conflicting, false),
    ("thanet", "01843 577000", "+441843577000", .stated, true),
    ("tonbridge-malling", "01732 844522", "+441732844522", .corroborated, true),
    ("tunbridge-wells", "01892 526121", "+441892526121", .conflicting, true),
  ])
  func `each printed night number is held as printed and answers at night`(
    council: String, display: String, value: String, status: ContactStatus, isDaytimeToo: Bool
  ) throws {
    let contact = try #require(try Shipped.directory.contact(id: council + "/out-of-hours"))
    #expect(contact.display == display)
    #expect(contact.value == value)
    #expect(contact.status == status)
    #expect(contact.source.document == "kent-practice-guidance")
    #expect(contact.warnings.contains { $0.code == "same-as-daytime" } == isDaytimeToo)
    let switchboard = try #require(try Shipped.directory.contact(id: council + "/switchboard"))
    #expect((switchboard.value == value) == isDaytimeToo)
    let reach = try DirectoryTime.at(DirectoryTime.night).who(try DirectoryTime.ref(council), purpose: .outOfHours)
    #expect(reach.contacts.first?.contact == contact)
    #expect(reach.contacts.first?.isLive == true)
  }

  @Test(arguments: [
    ("ashford", "foi@ashford.gov.uk", ContactStatus.stated, ["role-mismatch"]),
    ("canterbury", "dataprotection@canterbury.gov.uk", .stated, []),
    (
      "dartford",
      "https://www.dartford.gov.uk/by-category/council-and-democracy2/subject-access-rights-data-protection-act-1998",
      .stated, ["stale-link"]
    ),
    ("dover", "dataprotection@dover.gov.uk", .stated, []),
    ("folkestone-hythe", "Information.Officer@folkestone-hythe.gov.uk", .stated, []),
    ("gravesham", "gdpr@medway.gov.uk", .quarantined, []),
    ("maidstone", "kenthomechoice@dover.gov.uk", .quarantined, []),
    ("sevenoaks", "dataprotection@sevenoaks.gov.uk", .stated, []), ("swale", "sar@swale.gov.uk", .stated, []),
    ("thanet", "foi@thanet.gov.uk", .stated, ["role-mismatch"]),
    ("tonbridge-malling", "foi@tmbc.gov.uk", .stated, ["role-mismatch"]),
    ("tunbridge-wells", "dataprotection@twells.gov.uk", .stated, ["domain-mismatch"]),
  ])
  func `each printed subject-access entry is held as printed, with its doubt`(
    council: String, display: String, status: ContactStatus, doubts: [String]
  ) throws {
    let contact = try #require(try Shipped.directory.contact(id: council + "/subject-access"))
    #expect(contact.display == display)
    #expect(contact.value == display)
    #expect(contact.status == status)
    #expect(contact.purpose == .subjectAccess)
    #expect(contact.source.document == "kent-care-leavers")
    #expect(contact.warnings.map(\.code) == doubts)
    #expect((contact.reason != nil) == (status == .quarantined))
  }

  @Test(arguments: [
    ("gravesham", "01474 337000", "01474 564422"), ("tunbridge-wells", "01892 526121", "01892 352777"),
    ("swale", "01795 417711", "01634 304400"), ("dover", "01304 872265", "01304 821199"),
    ("castle-point", "0800 833 162", "01268 758357"),
  ])
  func `where sources disagree both numbers are shown and said to disagree`(
    council: String, one: String, other: String
  ) throws {
    let reach = try DirectoryTime.at(DirectoryTime.night).who(try DirectoryTime.ref(council), purpose: .outOfHours)
    #expect(reach.contacts.prefix(2).map(\.contact.display) == [one, other])
    let notice = try #require(reach.warnings.first { $0.code == "conflicting-contact" })
    #expect(notice.text.contains(one) && notice.text.contains(other))
  }

  @Test(arguments: [
    ("medway/childrens-out-of-hours", "03000 41 91 91"), ("luton/safeguarding", "01582 547653"),
    ("luton/childrens-out-of-hours", "0300 300 8123"), ("achieving-for-children/safeguarding", "020 8547 5008"),
    ("kingston/housing", "020 8547 5003"),
    ("essex/childrens-out-of-hours", "0345 606 1212"),
    ("maidstone/subject-access-council-page", "dataprotectionofficer@maidstone.gov.uk"),
  ])
  func `what only public pages say is held as unconfirmed`(id: String, display: String) throws {
    let contact = try #require(try Shipped.directory.contact(id: id))
    #expect(contact.display == display)
    #expect(contact.status == .unconfirmed)
    #expect(contact.source.document == "public-page")
    #expect(contact.checkedOn == nil)
  }

  @Test(arguments: [
    ("kent/safeguarding", 2), ("kent/childrens-out-of-hours", 2), ("achieving-for-children/childrens-out-of-hours", 2),
    ("dover/switchboard", 1), ("gravesham/housing", 1), ("tunbridge-wells/switchboard", 1), ("essex/safeguarding", 1),
  ])
  func `what a surer page of November 2026 agrees with is corroborated, and says by whom`(id: String, pages: Int) throws
  {
    let contact = try #require(try Shipped.directory.contact(id: id))
    #expect(contact.status == .corroborated)
    #expect(contact.seenAlso.count >= pages)
    #expect(contact.seenAlso.contains { $0.place.contains("https://") })
  }
}
