import Desk
import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

/// What an officer met at night: each page that once said the wrong thing first, or said two things.
struct OfficerAtNightTests {
  private struct Desk {
    var session = DeskSession()
    let engine: TriageEngine
    var now: Moment

    init(at moment: String) throws {
      engine = try Shipped.engine
      now = try TimeText.moment(moment, clock: engine.clock).moment
    }

    mutating func at(_ moment: String) throws { now = try TimeText.moment(moment, clock: engine.clock).moment }

    mutating func reply(_ line: String) -> Reply {
      session.handle(line, in: DeskContext(engine: engine, now: now, programVersion: "test"))
    }

    mutating func tell(_ lines: [String]) {
      for line in lines {
        let reply = reply(line)
        #expect(!reply.isError, "\(line): \(reply.text)")
      }
    }

    /// A page as one line, however it is wrapped.
    mutating func page(_ form: String = "") -> String {
      reply("result \(form)").block.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    /// The numbers under RING, in order.
    mutating func ring() -> [String] {
      let page = reply("result").block
      guard let start = page.firstIndex(of: "RING") else { return [] }
      return page[(start + 1)...].prefix { !$0.isEmpty }.filter { $0.contains(/^ \d/) }
    }
  }

  private static let base = ["set immediate-danger no", "set nowhere-tonight yes"]

  private func desk(_ council: String, at moment: String, _ facts: [String]) throws -> Desk {
    var desk = try Desk(at: moment)
    desk.tell(["triage \(council)"] + facts.map { "set \($0)" })
    return desk
  }

  // MARK: - The hour of the page

  @Test(arguments: [
    ("medway", "01634 333 600", "01634 304400"), ("swale", "01795", "01795 417711"),
    ("luton", "01582 547653", "0300 300 8123"),
  ])
  func `a triage left open through the evening gives the night's number, and says both hours`(
    council: String, byDay: String, atNight: String
  ) throws {
    var desk = try desk(council, at: "2026-11-27T14:40", ["nowhere-tonight yes", "children 3", "applicant-age 30"])
    #expect(desk.ring().first?.contains(byDay) == true, "\(desk.ring())")
    try desk.at("2026-11-28T02:00")
    #expect(desk.ring().first?.contains(atNight) == true, "\(desk.ring())")
    #expect(desk.page().contains("02:00 on Sat 28 Nov 2026"), "\(desk.page())")
    #expect(desk.page().contains("they came at 14:40 on Fri 27 Nov 2026"), "\(desk.page())")
    #expect(desk.reply("who \(council) ooh").text.contains("02:00"), "\(desk.reply("who \(council) ooh").text)")
  }

  @Test func `the second night is a night of its own, and time limits stay where they were`() throws {
    var desk = try desk("medway", at: "2026-11-26T18:00", ["nowhere-tonight yes", "children 3"])
    #expect(desk.page().contains("seen again on Fri 27 Nov 2026"))
    try desk.at("2026-11-27T17:30")
    #expect(desk.page().contains("places them for 3 nights"), "\(desk.page())")
    #expect(desk.page().contains("seen again on Mon 30 Nov 2026"), "\(desk.page())")
    #expect(!desk.page().contains("by Fri 27 Nov"), "\(desk.page())")
  }

  @Test func `by the law they came when they came: a page read later in Luton is not a late day for that`() throws {
    var desk = try desk(
      "luton", at: "2026-11-26T16:00", ["nowhere-tonight yes", "children 3", "eligibility not-eligible"])
    try desk.at("2026-11-26T16:40")
    #expect(desk.page().contains("Children's services meet the family"), "\(desk.page())")
    #expect(desk.page().contains("they came at 16:00 (office hours)"), "\(desk.page())")
  }

  @Test func `an hour that was typed is answered for, whatever the clock says`() throws {
    var desk = try Desk(at: "2026-11-26T18:00")
    desk.tell(["triage medway at 2026-11-27T14:40", "set nowhere-tonight yes", "set children 3"])
    try desk.at("2026-11-29T02:00")
    #expect(desk.page().contains("14:40 on Fri 27 Nov 2026") && !desk.page().contains("they came"))
    // So is one that is told of a family of last week.
    desk.tell(["triage medway", "set nowhere-tonight yes", "set presented-at 2026-11-20T18:00"])
    #expect(desk.page().hasPrefix("Medway Council, 18:00 on Fri 20 Nov 2026"), "\(desk.page())")
  }

  @Test(arguments: [
    ("presented-at", "23:50", "23:50 on Thu 26 Nov 2026"), ("referred-at", "23:55", "23:55 on Thu 26 Nov 2026"),
    ("seen-at", "00:20", "00:20 on Fri 27 Nov 2026"), ("seen-at", "00:05", "00:05 on Fri 27 Nov 2026"),
    ("presented-at", "00:14", "00:14 on Fri 27 Nov 2026"),
  ])
  func `after midnight an hour alone is the last one, and nobody is seen before they came`(
    fact: String, typed: String, heard: String
  ) throws {
    var desk = try Desk(at: "2026-11-27T00:10")
    desk.tell(["triage luton", "set presented-at 2026-11-26T23:50"])
    #expect(
      desk.reply("set \(fact) \(typed)").text.hasPrefix("\(fact): \(heard)."),
      "\(desk.reply("set \(fact) \(typed)").text)")
  }

  // MARK: - Danger

  @Test func `in danger the questions wait for 999, are counted, and go on after it`() throws {
    var desk = try desk("luton", at: "2026-11-28T02:00", ["immediate-danger yes"])
    #expect(desk.page().contains("Someone is in danger: ring 999 first."), "\(desk.page())")
    #expect(desk.page().contains("ASK, once 999 is coming"), "\(desk.page())")
    #expect(desk.ring().first?.contains("999") == true)
    let asked = desk.reply("ask")
    #expect(asked.code == 310, "\(asked.text)")
    let soFar = desk.reply("ask json").block.joined()
    #expect(soFar.contains("Ring 999 first") && !soFar.contains("\"open\":0"), "\(soFar)")
    #expect(!desk.reply("set children 3").text.contains("0 questions open"))
    // A program reads what the contract promises: no question stands in the way.
    desk.tell(["format json"])
    #expect(desk.reply("result").block.joined().contains("\"questions\":[]"))
  }

  // MARK: - One answer to one question

  @Test func `whoever refused an offer and is said not to be eligible is told one thing, and asked which is right`()
    throws
  {
    var desk = try desk(
      "thanet", at: "2026-11-27T18:20",
      ["immediate-danger no", "nowhere-tonight yes", "children 3 8", "eligibility nrpf", "decision offer-refused"])
    let page = desk.page("full")
    #expect(page.contains("places them for 3 nights, section 188"), "\(page)")
    for wrong in ["until the end that they were given", "Part 7 does not reach", "Part 7 is open to them"] {
      #expect(!page.contains(wrong), "\(wrong): \(page)")
    }
    #expect(page.contains("ask which is right"))
  }

  @Test func `while relief is owed it is asked whether the letter ends section 188`() throws {
    var desk = try desk(
      "thanet", at: "2026-11-27T16:40",
      [
        "immediate-danger no", "nowhere-tonight yes", "children none", "pregnant no", "applicant-age 40",
        "duty-held relief", "decision not-priority", "decision-on today", "eligibility eligible", "vulnerable no",
        "violence-risk none", "risk-factors none", "changed-since no", "care-leaver-of none", "former-relevant no",
      ])
    let page = desk.page()
    #expect(page.contains("TONIGHT The relief duty goes on. Look at their letter"), "\(page)")
    #expect(page.contains("section 188 has not ended"), "\(page)")
    desk.tell(["set duty-held none"])
    #expect(!desk.page().contains("Look at their letter"))
  }

  @Test func `somewhere safe tonight and no date known: an application is taken, and the day is asked`() throws {
    var desk = try desk(
      "canterbury", at: "2026-12-25T02:00",
      [
        "immediate-danger no", "nowhere-tonight no", "children 3", "applicant-age 30", "violence-risk none",
        "risk-factors none", "duty-held none", "duty-elsewhere none", "decision none", "eligibility eligible",
        "significant-harm no",
      ])
    #expect(desk.page().contains("1. Ask from which day they are homeless, and take an application"), "\(desk.page())")
    #expect(desk.page().contains("they may apply here, local connection or not"), "\(desk.page())")
    desk.tell(["set homeless-from 2027-01-10"])
    #expect(!desk.page().contains("Ask from which day"))
  }

  @Test func `a power is considered before anybody is sent up the ladder, beside no sentence that denies it`() throws {
    var desk = try desk(
      "thanet", at: "2026-11-28T02:00",
      [
        "immediate-danger no", "nowhere-tonight yes", "children 6 10", "applicant-age 30", "duty-held ended",
        "decision intentionally-homeless", "review decision", "changed-since no", "eligibility eligible",
      ])
    let page = desk.page("full")
    #expect(page.contains("a power is: a review is undecided") && !page.contains("Part 7 does not reach"), "\(page)")
    let power = try #require(page.range(of: "You have a power to accommodate them"))
    let ladder = try #require(page.range(of: "Assistant Director"))
    #expect(power.lowerBound < ladder.lowerBound, "\(page)")
  }

  @Test func `abuse without a place is asked about again, and is not said to be where they are`() throws {
    var desk = try desk(
      "kingston", at: "2026-11-27T23:00",
      ["children 3", "applicant-age 29", "nowhere-tonight yes", "risk-factors domestic-abuse", "violence-risk none"])
    let page = desk.page("full")
    #expect(page.contains("named no place. Ask again where it is"), "\(page)")
    #expect(!page.contains("they are at risk in it") && !page.contains("nobody has asked yet where it is"), "\(page)")
  }

  @Test func `an end that is moved waits for the relief duty`() throws {
    var desk = try desk(
      "thanet", at: "2026-11-26T11:00",
      [
        "nowhere-tonight no", "children 4 7", "duty-held relief", "decision intentionally-homeless",
        "decision-on 2026-11-26", "accommodation-ends-on 2026-12-25", "changed-since no",
      ])
    #expect(desk.page("full").contains("While the relief duty runs, accommodation goes on"), "\(desk.page("full"))")
  }

  @Test(arguments: ["asylum", "asylum seeker"])
  func `whoever waits for an asylum decision is heard, and the Home Office is named`(typed: String) throws {
    var desk = try desk("dover", at: "2026-11-28T02:00", ["nowhere-tonight yes", "children 4", "eligibility \(typed)"])
    #expect(desk.page("full").contains("the Home Office houses them"), "\(desk.page("full"))")
    #expect(desk.page("full").contains("Nobody is sent away until that bed is there"))
  }

  // MARK: - Whom to ring

  @Test func `a council for a later, optional thing does not stand first`() throws {
    var desk = try desk(
      "luton", at: "2026-11-26T12:00",
      [
        "immediate-danger no", "nowhere-tonight yes", "children 4 7", "applicant-age 33", "duty-held relief",
        "duty-elsewhere none", "decision none", "eligibility eligible", "connections kingston residence",
        "violence-risk none",
      ])
    let ring = desk.ring()
    #expect(ring.first?.contains("01582 547653") == true, "\(ring)")
    #expect(ring.contains { $0.contains("020 8547 5003") })
  }

  @Test func `who has confirmed the bed is not asked again, and the journey is told by its length`() throws {
    var desk = try desk(
      "luton", at: "2026-11-27T16:40",
      [
        "immediate-danger no", "nowhere-tonight yes", "children 3", "applicant-age 30", "duty-elsewhere thanet",
        "reception-confirmed yes", "agrees-to-return yes", "transport public", "violence-risk none",
        "travel-minutes 150",
      ])
    let page = desk.page("full")
    #expect(!page.contains("Ring Thanet District Council"), "\(page)")
    #expect(page.contains("the journey takes longer than 60 minutes, which is our own limit"), "\(page)")
    #expect(!desk.ring().contains { $0.contains("Thanet") }, "\(desk.ring())")
  }

  @Test(arguments: ["luton", "swale"])
  func `a helpline does not stand before those who see to tonight and answer as surely`(council: String) throws {
    var desk = try desk(
      council, at: "2026-11-27T16:35",
      [
        "immediate-danger no", "nowhere-tonight yes", "children 2 5", "applicant-age 45", "violence-risk \(council)",
        "risk-factors domestic-abuse",
      ])
    let ring = desk.ring()
    let helpline = try #require(ring.firstIndex { $0.lowercased().contains("domestic abuse") })
    // A live voice comes first, whoever it is.
    let surely = ring.indices.filter { !ring[$0].contains("hours not known") && !ring[$0].contains("may answer") }
    #expect(surely == Array(surely.indices), "\(ring)")
    let alike = ring.indices.filter { surely.contains($0) == surely.contains(helpline) }
    let last = alike.last {
      !ring[$0].contains("999") && !ring[$0].lowercased().contains("domestic abuse") && !ring[$0].contains("101")
    }
    #expect((last ?? -1) < helpline, "\(ring)")
  }

  @Test(arguments: ["2026-11-27T17:30", "2026-12-25T22:10"])
  func `an adult is given the number for an emergency with its doubt, and no false sentence`(moment: String) throws {
    var desk = try desk(
      "kingston", at: moment,
      [
        "immediate-danger no", "nowhere-tonight yes", "children none", "pregnant no", "applicant-age 71",
        "vulnerable yes", "eligibility nrpf", "violence-risk none", "risk-factors none", "care-leaver-of none",
      ])
    let page = desk.page()
    #expect(page.contains("020 8547 5000"), "\(page)")
    #expect(!page.contains("It holds none of adult social care"), "\(page)")
    #expect(!page.contains("The directory holds no number for that at this hour"), "\(page)")
    #expect(page.contains("whether it answers at night is not known"), "\(page)")
  }

  @Test func `a number that two teams share is told with both names`() throws {
    var desk = try desk(
      "colchester", at: "2026-11-28T02:00",
      [
        "immediate-danger no", "nowhere-tonight yes", "children none", "pregnant no", "applicant-age 23",
        "care-leaver-of essex", "duty-held ended", "decision licence-breach", "changed-since no", "vulnerable no",
        "violence-risk none", "risk-factors none", "former-relevant yes",
      ])
    let line = try #require(desk.ring().first { $0.contains("0345 606 1212") })
    #expect(line.contains("Emergency Duty Service"), "\(desk.page())")
  }

  @Test func `a line that stands nearly alone is told with what is not known of it, and has a second beside it`() throws
  {
    var desk = try desk(
      "folkestone", at: "2026-12-25T23:30", ["immediate-danger no", "nowhere-tonight yes", "children 2"])
    #expect(desk.page().contains("Nothing was found about families after 22:00"), "\(desk.page())")
    #expect(desk.ring().contains { $0.contains("03000 41 91 91") }, "\(desk.ring())")
    for _ in 0..<3 { _ = desk.reply("rang 1 no answer") }
    let page = desk.page()
    #expect(page.contains("→ 01303 221888, no answer at 23:30") || !page.contains("→ 01303 221888"), "\(page)")
    #expect(page.contains("In danger ring 999"), "\(page)")
  }

  @Test(arguments: [
    ("medway", "2026-11-27T18:00", "01634 333 600"), ("folkestone", "2026-11-27T18:00", "01303 853000"),
  ])
  func `Monday's appointment points to a line of the day`(council: String, moment: String, number: String) throws {
    var desk = try desk(
      council, at: moment, ["immediate-danger no", "nowhere-tonight yes", "children 3", "duty-held none"])
    #expect(
      desk.page("full").contains(/See them again on Mon 30 Nov 2026, the next working day\. → (\d| )+/),
      "\(desk.page("full"))")
    let page = desk.page("full")
    let seen = try #require(page.firstMatch(of: /See them again on[^\[]*/)?.0)
    #expect(seen.contains(number), "\(seen)")
  }

  // MARK: - At the keyboard

  @Test func `an age that is a child's is said back as a question`() throws {
    var desk = try desk("essex", at: "2026-11-27T18:00", [])
    #expect(desk.reply("set applicant-age 1").text.hasPrefix("applicant-age: 1 year old: is that the applicant"))
    #expect(desk.reply("set applicant-age 30").text.hasPrefix("applicant-age: 30. "))
  }

  @Test func `a team on the page goes by its first letters`() throws {
    var desk = try desk("luton", at: "2026-11-28T02:00", ["immediate-danger no", "nowhere-tonight yes", "children 3"])
    let reply = desk.reply("rang edt no answer")
    #expect(!reply.isError && reply.text.contains("0300 300 8123"), "\(reply.text)")
  }

  @Test func `a call of a clock two minutes ahead is of now, and not of yesterday`() throws {
    var desk = try desk("luton", at: "2026-11-26T22:14", ["immediate-danger no", "nowhere-tonight yes", "children 3"])
    let first = try #require(desk.ring().first)
    _ = desk.reply("rang 1 no answer 22:16")
    #expect(desk.ring().first != first, "\(desk.ring())")
  }

  @Test(arguments: [
    ("3 years 4 months", "1 child, aged 3"), ("10y 6m", "1 child, aged 10"),
    ("3 years, 4 months", "2 children, aged 3, 0"),
    ("3 years and 4 months", "2 children, aged 3, 0"), ("3 years 4 months and 7", "2 children, aged 3, 7"),
    ("4,7", "2 children, aged 4, 7"), ("3 years 4", "2 children, aged 3, 4"),
  ])
  func `years and months are one child's`(typed: String, heard: String) throws {
    var desk = try desk("luton", at: "2026-11-26T18:00", [])
    #expect(
      desk.reply("set children \(typed)").text.hasPrefix("children: \(heard)."),
      "\(desk.reply("set children \(typed)").text)")
  }

  @Test func `a county's care leaver has a connection with its districts in every answer`() throws {
    var desk = try desk("canterbury", at: "2026-11-26T18:00", ["connections kent:care-leaver"])
    #expect(!desk.reply("set connection-here yes").isError)
    #expect(desk.reply("set connection-here no").code == 552)
  }
}
