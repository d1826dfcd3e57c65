import Directory
import TestSupport
import Testing
import WorkingTime

/// Every council, every hour of a year: nobody who asks at night is left without a voice or a warning.
struct NightGridTests {
  @Test(arguments: Councils.all)
  func `at every hour of a year there is a live voice first, or a warning that there is none`(council: String) throws {
    let directory = try Shipped.directory
    let calendar = try Shipped.calendar
    let ref = try DirectoryTime.ref(council)
    let holdsNightNumber =
      (Councils.kentDistricts + Councils.essexWithNightNumber).contains(council) || council == "medway"
    let first = try TimeText.day("2026-12-01")
    var unanswered: [String] = []
    var unvoiced: [String] = []
    var unused: [String] = []
    for hour in 0..<8_760 {
      let wall = WallTime(day: first.adding(days: hour / 24), hour: hour % 24, minute: 0)
      let moment = DirectoryAtMoment(directory, at: wall, calendar: calendar)
      let reach = moment.who(ref, purpose: .outOfHours)
      let when = "\(TimeText.words(wall.day)) \(TimeText.clockText(wall))"
      let isWarned = reach.warnings.contains { $0.code == "no-live-contact" }
      if reach.contacts.first?.contact.isVoice != true { unvoiced.append(when) }
      if reach.contacts.first?.isLive != true, !isWarned { unanswered.append(when) }
      guard !moment.isOfficeOpen(ref) else { continue }
      let own = reach.contacts.first.map { $0.contact.council == council && $0.contact.purpose == .outOfHours }
      if (own == true) != holdsNightNumber || (holdsNightNumber && isWarned) { unused.append(when) }
    }
    #expect(unanswered.prefix(5) == [], "\(unanswered.count) hours")
    #expect(unvoiced.prefix(5) == [], "\(unvoiced.count) hours")
    #expect(unused.prefix(5) == [], "\(unused.count) hours at night without the council's own number first")
  }

  @Test(
    arguments: Councils.withoutNightNumber,
    [DirectoryTime.day, DirectoryTime.night, "2026-11-28T14:00", "2026-12-25T02:30", "2027-03-29T12:00"])
  func `that no homelessness number for nights is held is said loudly at any hour`(council: String, at: String) throws {
    let moment = try DirectoryTime.at(at)
    let ref = try DirectoryTime.ref(council)
    let name = try Shipped.directory[ref].name
    let provider = try Shipped.directory[Shipped.directory.childrensServices(of: ref)].name
    for reach in [
      moment.who(ref, purpose: .outOfHours), moment.lookup(ref, purpose: .outOfHours), moment.lookup(ref, purpose: nil),
    ] {
      let notice = try #require(reach.warnings.first { $0.code == "no-live-contact" })
      #expect(notice.text.contains("holds no homelessness out-of-hours number for \(name)."))
      #expect(notice.text.contains("\(provider)'s children's services") && notice.text.contains("999"))
      #expect(reach.contacts.filter { $0.contact.purpose == .outOfHours } == [])
    }
  }

  @Test(arguments: [
    ("luton", "0300 300 8123"), ("kingston", "020 8770 5000"), ("braintree", "0345 606 1212"),
    ("epping-forest", "0345 606 1212"),
  ])
  func `without a number of its own a council's night begins with children's services`(
    council: String, number: String
  ) throws {
    let reach = try DirectoryTime.at(DirectoryTime.night).who(try DirectoryTime.ref(council), purpose: .outOfHours)
    #expect(reach.contacts.first?.contact.display == number)
    #expect(reach.contacts.first?.isLive == true)
  }

  // The night of a bank holiday is not recorded, and it does not end at midnight: from 00:00 to 09:00 nobody knows.
  @Test(arguments: ["2026-12-29T00:00", "2026-12-29T03:00", "2027-03-30T03:00", "2027-05-04T08:59"])
  func `after a bank holiday Monday the Essex night line is not said to be closed before morning`(at: String) throws {
    let reach = try DirectoryTime.at(at).who(try DirectoryTime.ref("basildon"), purpose: .outOfHours)
    let line = try #require(reach.contacts.first { $0.contact.id == "essex/childrens-out-of-hours" })
    #expect(line.isLive != false)
    #expect(reach.warnings.filter { $0.code == "closed" } == [])
  }
}
