import Directory
import TestSupport
import Testing
import WorkingTime

/// The contacts of public pages of November 2026, and the lines that serve the whole country.
struct NationalTests {
  @Test(arguments: ContactRow.all)
  func `every row of the public pages is held with its source and as sure as it is`(row: ContactRow) throws {
    let contact = try #require(try Shipped.directory.contact(id: row.id))
    let isPhone = contact.kind == .phone
    #expect(
      isPhone
        ? contact.display.filter(\.isNumber) == row.display.filter(\.isNumber)
        : contact.display.lowercased() == row.display.lowercased())
    #expect(contact.status == row.status)
    let sources = [contact.source] + contact.seenAlso
    #expect(sources.contains { $0.document == "public-page" && $0.place.contains("http") })
    if row.status == .conflicting {
      #expect(contact.warnings.contains { $0.code == "conflicting-contact" }, "each side says what the other prints")
    }
  }

  @Test func `opening hours stand only where a sure page gives them; elsewhere the reader is told what is said`() throws
  {
    let hours = try Shipped.directory.contacts.filter { $0.hours != nil && $0.status != .stated }
    #expect(
      hours.map(\.id) == [
        "ashford/rough-sleeping", "essex/childrens-out-of-hours", "kent/domestic-abuse", "kent/nhs-111",
        "luton/nhs-111", "national/emergency", "national/police-emergency", "national/police", "national/nhs-111",
        "national/domestic-abuse", "swale/housing-phone", "swale/rough-sleeping", "thanet/rough-sleeping",
      ])
    for id in ["dartford/housing", "chelmsford/opening-hours-page", "castle-point/housing-phone"] {
      let contact = try #require(try Shipped.directory.contact(id: id))
      #expect(contact.hours == nil)
      #expect(contact.warnings.contains { $0.code == "check-hours" && $0.text.contains("08:45") })
    }
  }

  @Test(arguments: [
    ("luton", Purpose.adultSocialCare, DirectoryTime.day, "01582 547730"),
    ("luton", .adultSocialCare, DirectoryTime.night, "0300 300 8123"),
    ("luton", .adultSocialCareOutOfHours, DirectoryTime.night, "0300 300 8123"),
    ("thanet", .adultSocialCare, DirectoryTime.day, "03000 41 61 61"),
    ("thanet", .adultSocialCare, DirectoryTime.night, "03000 41 91 91"),
    ("braintree", .adultSocialCareOutOfHours, DirectoryTime.night, "0345 606 1212"),
    ("kingston", .adultSocialCareOutOfHours, DirectoryTime.night, "020 8547 5005"),
    ("thanet", .roughSleeping, DirectoryTime.night, "01843 577277"),
    ("dover", .roughSleeping, DirectoryTime.night, "01304 872265"),
    ("thanet", .police, DirectoryTime.night, "999"), ("kingston", .emergency, DirectoryTime.day, "999"),
    ("achieving-for-children", .police, DirectoryTime.day, "999"),
    ("dover", .domesticAbuse, DirectoryTime.night, "0808 168 9111"),
    ("harlow", .domesticAbuse, DirectoryTime.night, "0808 2000 247"),
    ("luton", .domesticAbuse, DirectoryTime.night, "0808 2000 247"),
    ("medway", .health, DirectoryTime.day, "NHS 111, mental health option (2)"),
    ("swale", .health, DirectoryTime.night, "NHS 111, option 2"),
    ("luton", .children, DirectoryTime.night, "0800 1111"),
    ("national", .police, DirectoryTime.night, "999"),
  ])
  func `the nearest who answers is first: the council, its county, the whole country`(
    council: String, purpose: Purpose, at: String, number: String
  ) throws {
    let reach = try DirectoryTime.at(at).who(try DirectoryTime.ref(council), purpose: purpose)
    #expect(reach.contacts.first?.contact.display == number)
  }

  @Test(arguments: Councils.all)
  func `whoever asks for the police or an emergency gets 999 first, at any hour`(council: String) throws {
    let ref = try DirectoryTime.ref(council)
    for hour in 0..<168 {
      let wall = WallTime(day: try TimeText.day("2026-12-21").adding(days: hour / 24), hour: hour % 24, minute: 0)
      let moment = DirectoryAtMoment(try Shipped.directory, at: wall, calendar: try Shipped.calendar)
      for purpose in [Purpose.police, .emergency] {
        let first = try #require(moment.who(ref, purpose: purpose).contacts.first)
        #expect(first.contact.value == "999" && first.isLive == true)
      }
    }
  }

  @Test func `a line that is disputed stands behind one that is only not yet confirmed`() throws {
    let reach = try DirectoryTime.at(DirectoryTime.day).lookup(
      try DirectoryTime.ref("luton"), purpose: .adultSocialCare)
    #expect(reach.contacts.map(\.contact.display) == ["01582 547730", "01582 547653", "01582 547563"])
    #expect(reach.warnings.contains { $0.code == "conflicting-contact" })
  }

  @Test func `the whole country's lines are no place: no housing, no county, not among the places`() throws {
    let directory = try Shipped.directory
    let ref = try #require(directory.national)
    #expect(!directory.isHousingAuthority(ref) && !directory[ref].type.isPlace)
    #expect(directory.county(of: ref) == nil && !directory.places.contains(ref))
    for type in CouncilType.allCases { #expect(type.isPlace == (type != .national)) }
    let reach = try DirectoryTime.at(DirectoryTime.night)
    #expect(reach.lookup(ref, purpose: nil).warnings.allSatisfy { $0.code != "no-live-contact" })
    let asked = reach.who(ref, purpose: .outOfHours).warnings
    #expect(asked.contains { $0.code == "no-live-contact" && $0.text.contains("are not a council") })
  }

  @Test(arguments: [
    ("thurrock", "https://www.thurrock.gov.uk"), ("Vale of White Horse", "https://www.whitehorsedc.gov.uk"),
    ("adur", "https://www.adur-worthing.gov.uk"),
  ])
  func `of a council that is not held its own website is told`(text: String, website: String) throws {
    guard case .elsewhere(let other) = try Shipped.directory.resolve(text) else {
      Issue.record("\(text) is not a council elsewhere")
      return
    }
    #expect(other.website == website)
    let found = try DirectoryTime.at(DirectoryTime.night).find(text)
    #expect(found.warnings.contains { $0.code == "unknown-council" && $0.text.contains("(\(website))") })
  }
}
