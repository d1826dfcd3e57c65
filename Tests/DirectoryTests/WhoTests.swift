import Directory
import TestSupport
import Testing
import WorkingTime

struct WhoTests {
  /// Where a contact stands: known to answer, may answer, known to be closed, and what nobody hears.
  static func group(_ reached: ReachedContact) -> Int {
    guard reached.contact.isVoice else { return 3 }
    return switch reached.isLive {
    case true?: 0
    case nil: 1
    case false?: 2
    }
  }

  @Test func `whoever asks for whatever at any time gets voices in order, each once, of nobody else`() throws {
    let directory = try Shipped.directory
    let calendar = try Shipped.calendar
    var generator = SplitMix64(seed: 21)
    let days = try TimeText.day("2026-01-01").number...TimeText.day("2027-12-28").number
    for _ in 0..<4_000 {
      let ref = try DirectoryTime.ref(try #require(Councils.all.randomElement(using: &generator)))
      let purpose = try #require(Purpose.allCases.randomElement(using: &generator))
      let wall = WallTime(
        day: Day(number: Int32.random(in: days, using: &generator)),
        secondOfDay: Int32.random(in: 0..<86_400, using: &generator))
      let reach = DirectoryAtMoment(directory, at: wall, calendar: calendar).who(ref, purpose: purpose)
      let contacts = reach.contacts.map(\.contact)
      let about = "\(directory[ref].id) \(purpose) \(TimeText.text(wall.day)) \(TimeText.clockText(wall))"
      let groups = reach.contacts.map(Self.group)
      #expect(groups == groups.sorted(), "\(about)")
      #expect(Set(contacts.map(\.id)).count == contacts.count, "\(about)")
      #expect(contacts.allSatisfy { $0.status.isUsable && $0.kind != .extension && $0.holds(on: wall.day) }, "\(about)")
      var allowed = [directory[ref].id, directory[directory.childrensServices(of: ref)].id]
      if purpose.isAdultSocialCare || purpose.isHeldAtEveryLevel {
        allowed += [directory.county(of: ref)].compactMap(\.self).map { directory[$0].id }
      }
      if purpose.isHeldAtEveryLevel { allowed.append(Councils.national) }
      #expect(contacts.allSatisfy { allowed.contains($0.council) }, "\(about)")
      #expect(groups.first == 0 || reach.warnings.contains { $0.code == "no-live-contact" }, "\(about)")
    }
  }

  @Test(arguments: [
    ("braintree", Purpose.safeguarding, "2026-12-04T16:20", "0345 603 7627"),
    ("braintree", .safeguarding, "2026-12-04T16:45", "0345 606 1212"),
    ("canterbury", .outOfHours, "2026-11-26T17:45", "01227 781879"),
    ("ashford", .housing, "2026-11-30T18:20", "01233 331111"),
    ("ashford", .safeguarding, "2026-11-30T18:20", "03000 41 91 91"),
    ("thanet", .outOfHours, "2026-12-08T17:15", "01843 577000"),
    ("maidstone", .housing, "2026-11-26T16:29", "01622 602440"),
    ("maidstone", .housing, "2026-11-26T16:30", "01622 602000"),
    ("luton", .safeguarding, "2026-11-25T16:31", "01582 547653"),
    ("luton", .safeguarding, "2026-11-27T17:10", "0300 300 8123"),
    ("luton", .childrensOutOfHours, "2026-11-25T10:00", "0300 300 8123"),
    ("kingston", .safeguarding, "2026-11-25T22:00", "020 8770 5000"),
    ("kingston", .housing, "2026-11-25T10:00", "020 8547 5003"),
    ("medway", .careLeavers, "2026-11-25T22:00", "03000 41 91 91"),
  ])
  func `the first to ring is the one the scenarios name`(
    council: String, purpose: Purpose, at: String, number: String
  ) throws {
    let reach = try DirectoryTime.at(at).who(try DirectoryTime.ref(council), purpose: purpose)
    #expect(reach.contacts.first?.contact.display == number)
  }

  @Test(arguments: [
    ("2026-11-27T08:50", Purpose.housing), ("2026-11-27T12:00", .housing), ("2026-11-27T16:59", .housing),
    ("2026-11-27T17:00", .outOfHours), ("2026-11-27T08:44", .outOfHours), ("2026-11-28T12:00", .outOfHours),
  ])
  func `whoever asks for the night line by day gets the council's own open office first`(
    at: String, first: Purpose
  ) throws {
    let shipped = try Shipped.directory
    func line(_ id: String, _ purpose: Purpose, _ value: String, _ hours: String) throws -> Contact {
      Contact(
        id: id, council: "thanet", team: "Housing Options", purpose: purpose, kind: .phone, value: value,
        display: value,
        hours: try OpeningHours(notation: hours), status: .stated, source: Source(document: "d", place: "p"))
    }
    let own = [
      try line("thanet/day", .housing, "+441843577001", "Mo-Fr 08:45-17:00"),
      try line("thanet/night", .outOfHours, "+441843577002", "Mo-Fr 17:00-08:45; Sa-Su,PH 00:00-24:00"),
    ]
    let lines: Set<Purpose> = [.housing, .outOfHours, .switchboard]
    let others = shipped.contacts.filter { $0.council != "thanet" || !lines.contains($0.purpose) }
    let directory = DirectorySnapshot(
      councils: shipped.councils, contacts: others + own, elsewhere: shipped.elsewhere, version: "d1",
      date: shipped.date)
    let wall = try TimeText.moment(at, clock: try Shipped.clock).moment
    let there = DirectoryAtMoment(directory, at: try Shipped.clock.wall(at: wall), calendar: try Shipped.calendar)
    let reach = there.who(try #require(directory.ref(id: "thanet")), purpose: .outOfHours)
    #expect(reach.contacts.first?.contact.purpose == first, "\(reach.contacts.map(\.contact.id))")
  }

  @Test func `a line known to be closed says until when`() throws {
    let reach = try DirectoryTime.at("2026-12-04T16:20").who(try DirectoryTime.ref("braintree"), purpose: .safeguarding)
    let notice = try #require(reach.warnings.first { $0.code == "closed" })
    #expect(notice.text == "essex/childrens-out-of-hours (0345 606 1212) is closed until 16:30 on Fri 4 Dec 2026.")
  }

  @Test(arguments: [
    ("maidstone", "2026-11-26T16:29", true), ("maidstone", "2026-11-26T16:30", false),
    ("ashford", "2026-11-26T08:59", false), ("ashford", "2026-11-26T09:00", true),
    ("ashford", "2026-11-26T16:59", true),
    ("ashford", "2026-11-26T17:00", false), ("ashford", "2026-11-28T12:00", false),
    ("ashford", "2026-12-25T12:00", false), ("maidstone", "2026-12-28T12:00", false),
  ])
  func `an office keeps its recorded hours, or nine to five on working days`(
    council: String, at: String, isOpen: Bool
  ) throws {
    #expect(try DirectoryTime.at(at).isOfficeOpen(try DirectoryTime.ref(council)) == isOpen)
  }

  @Test(arguments: [("2027-12-28T12:00", false), ("2027-12-29T12:00", true)])
  func `past the known bank holidays the answer says so`(at: String, isWarned: Bool) throws {
    let reach = try DirectoryTime.at(at).who(try DirectoryTime.ref("dover"), purpose: .outOfHours)
    #expect(reach.warnings.contains { $0.code == "beyond-calendar" } == isWarned)
  }

  @Test func `every council's children's services are those the protocols name`() throws {
    let directory = try Shipped.directory
    var providers: [String: String] = ["kingston": "achieving-for-children"]
    for id in Councils.kentDistricts { providers[id] = "kent" }
    for id in Councils.essexDistricts { providers[id] = "essex" }
    for id in Councils.all {
      let provider = directory[directory.childrensServices(of: try DirectoryTime.ref(id))].id
      #expect(provider == providers[id, default: id])
    }
  }
}
