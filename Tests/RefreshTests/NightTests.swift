import Directory
import Refresh
import TestSupport
import Testing
import WorkingTime

/// Every quarter of an hour of a week, a bank holiday and the day after: a night that nobody looks at is a night lost.
struct NightTests {
  /// A shipped contact with other hours.
  private func contact(_ id: String, _ hours: String, warnings: [Notice] = []) throws -> Contact {
    let contact = try #require(try Shipped.directory.contact(id: id))
    return Contact(
      id: contact.id, council: contact.council, team: contact.team, purpose: contact.purpose, kind: contact.kind,
      value: contact.value, display: contact.display, hours: try OpeningHours(notation: hours), status: contact.status,
      reason: contact.reason, warnings: warnings, source: contact.source, seenAlso: contact.seenAlso)
  }

  private func with(_ contact: Contact) throws -> DirectoryContent {
    let base = try Shipped.content()
    return DirectoryContent(
      councils: base.councils, contacts: base.contacts.map { $0.id == contact.id ? contact : $0 })
  }

  private func effects(_ base: DirectoryContent, _ target: DirectoryContent) throws -> Effects {
    Effects(
      from: try Shipped.snapshot(base), to: try Shipped.snapshot(target), edits: base.edits(to: target),
      today: try Shipped.directory.date, calendar: try Shipped.calendar)
  }

  static let whole = "24/7"

  @Test(arguments: [
    ("Mo-Th 17:30-23:00", "Monday, Tuesday, Wednesday, a bank holiday 23:00 to 17:30 the next day"),
    ("Mo-Fr 17:00-09:00; Sa,Su,PH 00:00-24:00", "Monday, the day after a bank holiday midnight to 17:00"),
    ("24/7; PH off", "a bank holiday all day"), ("24/7; Dec 25 off", "a bank holiday all day"),
    ("Mo-Sa 00:00-24:00; Su 00:00-23:45", "Sunday 23:45 to midnight"),
  ])
  func `a night line that leaves any night is told and refused`(hours: String, when: String) throws {
    let base = try with(try contact("thanet/out-of-hours", Self.whole))
    let found = try effects(base, try with(try contact("thanet/out-of-hours", hours)))
    let told = found.changed.filter { $0.purpose == .outOfHours && $0.text.contains("nobody would answer any more on") }
    #expect(told.count == 1 && told[0].text.contains(when), "\(found.changed.map(\.text))")
    #expect(found.refusals.map(\.purpose) == [.outOfHours], "\(found.refusals.map(\.text))")
  }

  @Test(arguments: [
    "Mo-Su 00:00-24:00", "Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00",
    "Mo-Fr 00:00-10:00,16:00-24:00; Sa-Su,PH 00:00-24:00",
  ])
  func `a line that is shut only while the office is open is not refused`(hours: String) throws {
    let base = try with(try contact("thanet/out-of-hours", Self.whole))
    #expect(try effects(base, try with(try contact("thanet/out-of-hours", hours))).refusals.isEmpty)
  }

  @Test(arguments: [
    ("Mo-Fr 08:45-17:00", true), ("Mo-Fr 09:30-17:00", false), ("Mo-Th 08:45-17:00", false),
  ])
  func `hours that the council's own new day line covers are no lost night`(day: String, isCovered: Bool) throws {
    let base = try with(try contact("thanet/out-of-hours", Self.whole))
    let night = try contact(
      "thanet/out-of-hours", "Mo-Fr 00:00-08:45,17:00-24:00; Sa-Su,PH 00:00-24:00")
    let line = Contact(
      id: "thanet/new-day", council: "thanet", team: "Housing Options", purpose: .housing, kind: .phone,
      value: "+441843577001", display: "01843 577001", hours: try OpeningHours(notation: day), status: .stated,
      source: Source(document: "d", place: "p"))
    let content = try with(night)
    let others = content.contacts.filter { $0.council != "thanet" || $0.purpose != .housing }
    let found = try effects(base, DirectoryContent(councils: content.councils, contacts: others + [line]))
    let told = found.changed.map(\.text).filter {
      $0.contains("nobody would answer any more on") && $0.contains("homeless")
    }
    #expect(found.refusals.isEmpty == isCovered, "\(found.refusals.map(\.text))")
    #expect(told.contains { $0.contains("08:45") } != isCovered, "\(told)")
  }

  @Test(arguments: [
    ("Mo-Fr 09:00-17:00", "Friday 17:00 to 09:00 on Monday"),
    ("Mo-Sa 00:00-17:00; Su off", "Saturday 17:00 to midnight the next day"),
    ("24/7; Su off; Mo 12:00-24:00", "Sunday midnight to 12:00 the next day"),
    ("Mo-Fr 00:00-24:00", "Saturday all day and all the next day"),
    ("Mo-Th,PH 00:00-24:00", "Friday all day to the end of Sunday"),
    ("off", "any day at any hour"), ("2020 Jan 1 10:00-12:00", "any day at any hour"),
  ])
  func `a long hole can be read aloud`(hours: String, said: String) throws {
    let calendar = try Shipped.calendar
    let cover = NightCover(from: try Shipped.directory.date, calendar: calendar)
    let lost = cover.lost(
      from: cover.answered(in: [nil]), to: cover.answered(in: [try OpeningHours(notation: hours)]))
    let words = try #require(cover.words(lost))
    #expect(words.contains(said) && !words.contains("00:00") && !words.contains("later"), "\(words)")
  }

  @Test func `a hole of more than a week does not end on a weekday that comes twice in it`() throws {
    let cover = NightCover(from: try Shipped.directory.date, calendar: try Shipped.calendar)
    let run = try #require(cover.days.last { cover.days.contains($0.adding(days: 8)) })
    let hours = try OpeningHours(notation: "\(TimeText.text(run)) 10:00-12:00")
    let words = try #require(
      cover.words(cover.lost(from: cover.answered(in: [nil]), to: cover.answered(in: [hours]))))
    #expect(words.hasSuffix("12:00 on, for a week or more"), "\(words)")
  }

  @Test(arguments: [
    ("Mo-Th 17:30-23:00", true), ("Mo-Fr 17:00-09:00; Sa,Su,PH 00:00-24:00", true), ("24/7", false),
    ("Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH 00:00-24:00", false),
    ("Mo-Fr 00:00-09:00,17:00-24:00; Sa-Su 00:00-24:00; PH unknown", false),
  ])
  func `a hole between the offices' hours is a doubt, in a plan and among what is due`(hours: String, isHole: Bool)
    throws
  {
    let contact = try contact("thanet/out-of-hours", hours)
    let target = try with(contact)
    let directory = try Shipped.snapshot(target)
    let (today, calendar) = (try Shipped.directory.date, try Shipped.calendar)
    let nights = NightHoles(in: directory, from: today, calendar: calendar)
    let judged = Checks(target: target, base: try Shipped.content(), nights: nights).judge(
      councils: [], contacts: [contact])
    #expect(judged.contains { $0.text.contains("the office is shut and no") } == isHole, "\(judged.map(\.text))")
    #expect(nights.all.contains { $0.contact.id == contact.id } == isHole)
    let due = directory.due(
      on: today, by: CheckIntervals(outOfHoursVoice: 90, other: 365), failures: [:], calendar: calendar)
    let reasons = due.first { $0.contact.id == contact.id }?.reasons ?? []
    #expect(reasons.contains { $0.code == "night-hole" } == isHole, "\(reasons)")
  }

  @Test func `a hole of which the contact warns its readers is not told again`() throws {
    let contact = try contact(
      "thanet/out-of-hours", "Mo-Th 17:30-23:00", warnings: [Notice(code: "check-hours", text: "ask")])
    let nights = NightHoles(
      in: try Shipped.snapshot(try with(contact)), from: try Shipped.directory.date, calendar: try Shipped.calendar)
    #expect(!nights.all.contains { $0.contact.id == contact.id })
  }

  @Test func `hours that others would read otherwise are refused as they come in, and stay where they are held`() throws
  {
    let contact = try contact("thanet/out-of-hours", "Mo-Su 17:00-09:00; PH off")
    let target = try with(contact)
    func errors(_ base: DirectoryContent) -> [Judgement] {
      Checks(target: target, base: base).judge(councils: [], contacts: [contact]).filter { $0.severity == .error }
    }
    #expect(errors(try Shipped.content()).map(\.field) == ["hours"])
    #expect(errors(target).isEmpty)
  }
}
