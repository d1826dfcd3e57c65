import CaseStore
import Casebook
import Desk
import TestSupport
import Testing
import Triage
import WorkingTime

/// A case that is opened later: tonight and the numbers go by the clock, the law by when they came.
struct OpenedLaterTests {
  private func page(_ desk: KeptDesk, by name: String) throws -> String {
    try desk.say("result", by: name).block.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test func `a case of the afternoon that is opened at night gives the night's number, and both hours`() throws {
    let desk = try KeptDesk(at: "2026-11-27T16:40")
    let reference = try desk.family("medway")
    try desk.set("2026-11-28T02:00")
    try desk.tell(["open \(reference.text)"], by: "ben")
    let page = try page(desk, by: "ben")
    #expect(page.contains("RING 1 01634 304400"), "\(page)")
    #expect(
      page.contains("02:00 on Sat 28 Nov 2026") && page.contains("they came at 16:40 on Fri 27 Nov 2026"), "\(page)")
  }

  @Test func `an answer on the second night asks for the nights that are left`() throws {
    let desk = try KeptDesk(at: "2026-11-26T18:00")
    let reference = try desk.family("medway")
    try desk.tell(["placed hostel for 1 night"])
    #expect(try desk.record(reference).proposal?.tonight.nightsEnd == TimeText.day("2026-11-27"))
    try desk.set("2026-11-27T17:30")
    try desk.tell(["open \(reference.text)"], by: "ben")
    #expect(try page(desk, by: "ben").contains("places them for 3 nights"))
    try desk.tell(["set applicant-age 30"], by: "ben")
    #expect(try desk.record(reference).proposal?.tonight.nightsEnd == TimeText.day("2026-11-30"))
  }

  @Test func `the need of the second night is told by the clock, whether or not anybody answers`() throws {
    let desk = try KeptDesk(at: "2026-11-26T18:00")
    let reference = try desk.family("medway")
    try desk.tell(["placed hostel for 2 nights", "family-told"])
    func pages() throws -> String {
      try ["show \(reference.text)", "board", "handover", "family-sheet \(reference.text)"].map {
        try desk.say($0, by: "ben").block.joined(separator: "\n")
      }.joined(separator: "\n")
    }
    // Two nights are more than the first evening needs.
    #expect(try !pages().contains("30 Nov"))
    for moment in ["2026-11-27T12:00", "2026-11-27T17:30", "2026-11-28T02:00"] {
      try desk.set(moment)
      let told = try pages()
      #expect(told.contains("needed to the morning of Mon 30 Nov 2026"), "\(moment): \(told)")
      #expect(told.contains("Booked to Sat 28 Nov 2026, needed to Mon 30 Nov 2026: 2 nights have no bed"), "\(moment)")
      #expect(told.contains("2 nights without a bed"), "\(moment)")
      #expect(told.contains("For the nights until Mon 30 Nov 2026"), "\(moment)")
    }
    // In the morning they are still to be seen.
    try desk.set("2026-11-27T08:00")
    #expect(try !pages().contains("have no bed"))
    // Who needs none any more needs none tomorrow either.
    try desk.set("2026-11-27T17:30")
    try desk.tell(["open \(reference.text)", "set nowhere-tonight no"], by: "ben")
    #expect(try !pages().contains("have no bed"))
  }

  @Test func `a case that stands aside is open once, however often it is opened`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    for _ in 0..<12 { try desk.tell(["triage dover", "open \(reference.text)"]) }
    let reply = try desk.say("switch")
    #expect(reply.code == 503, "\(reply.text)")
  }

  @Test func `a number shown in a kept triage is the one that was rung`() throws {
    let desk = try KeptDesk()
    _ = try desk.family()
    let next = try desk.tell(["failed canterbury/out-of-hours no-answer"])
    #expect(!next.shown.isEmpty)
    // It may be either list's first: so it is asked, and nothing is noted.
    #expect(try desk.say("rang 1 no answer").code == 551)
  }

  @Test(arguments: [
    ("until sat 5:30pm", "17:30 on Sat 28 Nov 2026"), ("until 6.30pm", "18:30 on Sat 28 Nov 2026"),
    ("until 18:30", "18:30 on Sat 28 Nov 2026"), ("until 2026-12-01", "Tue 1 Dec 2026"),
  ])
  func `a time alone is told by what it says, and not by its length`(words: String, heard: String) throws {
    let desk = try KeptDesk(at: "2026-11-27T20:00")
    let reference = try desk.family()
    let number = try #require(try desk.record(reference).live.first?.number)
    try desk.tell(["wait \(number) on MASH \(words)"])
    guard case .waiting(_, _, let until?)? = try desk.record(reference).obligation(number)?.state else {
      Issue.record("it does not wait")
      return
    }
    #expect(TimeText.words(until, clock: try Shipped.clock) == heard)
  }

  @Test func `an hour before midnight that is typed after it has passed`() throws {
    let desk = try KeptDesk(at: "2026-11-27T23:00")
    let reference = try desk.family()
    try desk.set("2026-11-28T00:10")
    let number = try #require(try desk.record(reference).live.first { $0.sort == .once }?.number)
    try desk.tell(["done \(number) at 11.50pm"])
  }

  @Test func `a beginning that means one choice is that choice, and quotation marks are no part of a name`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["referred-in prison", "handover to day-team"])
    try desk.tell(["receive \(reference.text) by 'Dora Lead'"], by: "dora")
    #expect(try desk.record(reference).owner == "Dora Lead")
  }
}
