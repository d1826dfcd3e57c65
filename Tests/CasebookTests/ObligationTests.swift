import CaseStore
import Casebook
import Desk
import Foundation
import TestSupport
import Testing
import WorkingTime

/// What is to be done, and how it ends: each end says how to take it back, and none is without a reason.
struct ObligationTests {
  @Test func `each action of the determination becomes something to do, with a number that stays`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let record = try desk.record(reference)
    let actions = record.proposal?.actions.filter { $0.key.code != "advise" } ?? []
    #expect(actions.count > 5)
    #expect(record.obligations.map(\.action) == actions)
    #expect(record.obligations.map(\.number) == Array(1...actions.count))
    try desk.tell(["set eligibility not-eligible", "set pregnant yes"])
    let after = try desk.record(reference)
    for obligation in record.obligations {
      #expect(after.obligation(obligation.number)?.action.key == obligation.action.key)
    }
  }

  @Test func `what is done has two moments, and can be taken back`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let number = try desk.number("place-emergency", in: reference)
    desk.pass(minutes: 30)
    let reply = try desk.tell(["done \(number) at 17:50 by phone note asked for Ms Duty"])
    #expect(reply.text.contains("'reopen \(number)' takes it back"))
    guard
      case .done(let at, let recordedAt, "ann", .phone, "asked for Ms Duty")? = try desk.record(reference).obligation(
        number)?
        .state
    else { return #expect(Bool(false), "\(reply.text)") }
    #expect(recordedAt.seconds - at.seconds == 25 * 60)
    #expect(try desk.say("done \(number)").code == 542)
    try desk.tell(["reopen \(number)"])
    #expect(try desk.record(reference).obligation(number)?.state == .open)
    #expect(try desk.record(reference).events.count == 3)
  }

  @Test func `done at three in the morning at 17:25 is yesterday's, and nothing is done in time to come`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.set("2026-11-28T03:00")
    try desk.tell(["done 1 at 18:25"])
    guard case .done(let at, _, _, _, _)? = try desk.record(reference).obligation(1)?.state else { return }
    #expect(Quarter(of: try Shipped.clock.wall(at: at).day).text == "2026-Q4")
    #expect(try Shipped.clock.wall(at: at).day.parts.day == 27)
    #expect(try desk.say("done 2 at 2026-11-28T09:00").code == 542)
  }

  @Test func `what is passed on stays whose it was until somebody has it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    func owner() throws -> String {
      let record = try desk.record(reference)
      return record.owner(of: try #require(record.obligation(1)))
    }
    try desk.tell(["claim 1"], by: "ann")
    try desk.tell(["open \(reference.text)", "pass 1 to day team"], by: "ben")
    #expect(try owner() == "ann")
    #expect(try desk.say("board").block.contains { $0.contains("passed to day team") })
    try desk.tell(["taken 1 by duty manager"])
    #expect(try owner() == "duty manager, day team")
    #expect(try desk.say("done 1").code == 542)
    try desk.tell(["reopen 1", "done 1"])
  }

  @Test func `what protects a child is called not needed by two, neither of whom placed the family`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family("dover", more: ["set significant-harm yes"])
    let number = try desk.number("refer-childrens-services", in: reference)
    #expect(try desk.say("not-needed \(number)").code == 501)
    #expect(try desk.say("not-needed \(number) because tired").code == 542)
    #expect(try desk.say("not-needed \(number) because other").code == 542)
    #expect(try desk.say("not-needed \(number) because overtaken").text.contains("second person"))
    #expect(try desk.say("not-needed \(number) because overtaken with ann").code == 542)
    try desk.tell(["placed hostel for 3 nights"])
    #expect(try desk.say("not-needed \(number) because overtaken with ben").text.contains("whoever placed"))
    let reply = try desk.say("not-needed \(reference.text).\(number) because overtaken with mo", by: "ben")
    #expect(reply.code == 240, "\(reply.text)")
    #expect(reply.text.contains("'reopen \(number)' takes it back"))
  }

  @Test func `new facts move, replace and bring back, and never open what is done`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let number = try desk.number("place-emergency", in: reference)
    let other = try desk.number("next-day-appointment", in: reference)
    try desk.tell(["done \(number)", "set nowhere-tonight no"])
    var record = try desk.record(reference)
    guard case .done? = record.obligation(number)?.state else { return #expect(Bool(false)) }
    #expect(record.obligation(number)?.isProposed == false)
    guard case .replaced? = record.obligation(other)?.state else {
      return #expect(Bool(false), "\(String(describing: record.obligation(other)?.state))")
    }
    try desk.tell(["set nowhere-tonight yes"])
    record = try desk.record(reference)
    #expect(record.obligation(other)?.state == .open)
    let again = try desk.number("place-emergency", in: reference)
    #expect(again > number)
    guard case .done? = record.obligation(number)?.state else { return #expect(Bool(false)) }
  }

  @Test func `due on a day is not overdue before the day is over`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let obligation = try #require(
      try desk.record(reference).live.first { if case .day? = $0.action.due { $0.sort == .once } else { false } })
    guard case .day(let day)? = obligation.due else { return }
    let clock = try Shipped.clock
    let midnight = clock.moment(of: WallTime(day: day.adding(days: 1), secondOfDay: 0))
    #expect(!obligation.isOverdue(at: midnight.adding(seconds: -1), clock))
    #expect(obligation.isOverdue(at: midnight, clock))
  }

  @Test func `the board shows what is wrong first, then what is due, then who is waited for`() throws {
    let desk = try KeptDesk()
    let first = try desk.family()
    try desk.tell(["wait 1 on the MASH until 18:30", "close"])
    let second = try desk.family("dover", by: "ben")
    let board = try desk.say("board")
    #expect(board.code == 215)
    #expect(board.text.hasPrefix("2 open cases; "))
    #expect(board.block.first?.contains("No place for tonight is recorded") == true)
    #expect(board.block.contains { $0.contains("\(first.text).1 ") && $0.contains("waiting for the MASH") })
    #expect(board.block.contains { $0.contains(second.text) })
    try desk.set("2026-11-27T18:31")
    let late = try desk.say("board").block
    #expect(
      late.contains { $0.contains("\(first.text).1 ") && $0.contains("overdue; no answer from the MASH") }, "\(late)")
    for word in ["4", "7", "children", "Luton"] { #expect(!late.contains { $0.contains(" \(word) ") }) }
    let json = try #require(try desk.say("board", format: .json).block.first)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
  }

  @Test
  func `a person decides; a departure is recorded with its reason and one against an absolute bar goes to a manager`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family()
    #expect(try desk.tell(["decide"]).text.contains("ann decided as proposed: a place tonight, under section 188"))
    #expect(try desk.say("decide advise").text.contains("say why"))
    #expect(try desk.record(reference).unseenDepartures().isEmpty)
    let reply = try desk.tell(["decide advise because other: the aunt came by \"Jo Lead\""])
    #expect(reply.text.contains("absolute bar"), "\(reply.text)")
    #expect(try desk.record(reference).decision?.name == "Jo Lead")
    #expect(try desk.say("board").block.contains { $0.contains("a manager has not seen it yet") })
    #expect(try desk.say("seen \(reference.text)", by: "mo").code == 240)
    #expect(try !desk.say("board").block.contains { $0.contains("a manager has not seen it yet") })
    try desk.tell(["accepted canterbury holds-duty by duty officer in-writing", "accepted childrens-services assesses"])
    #expect(try desk.record(reference).accepted.map(\.what.isInWriting) == [true, false])
    #expect(try desk.say("accepted atlantis holds-duty").code == 542)
  }

  @Test func `every example of a command about cases works, and every page is a document in JSON`() throws {
    for command in CaseCommand.table {
      let desk = try KeptDesk(at: "2026-11-27T17:10")
      let reference = try desk.family(by: "mo")
      desk.pass(minutes: 35)
      switch command.name {
      case .keep: try desk.tell(["close", "triage luton"], by: "mo")
      case .taken: try desk.tell(["pass 1 to day team"], by: "mo")
      case .reopen: try desk.tell(["done 1"], by: "mo")
      case .placeEnded, .familyTold: try desk.tell(["placed hostel for 1 nights"], by: "mo")
      case .holdEnded: try desk.tell(["hold court"], by: "mo")
      case .notTaken, .receive: try desk.tell(["handover to day team"], by: "mo")
      case .issued: try desk.tell(["paper mash"], by: "mo")
      case .seen: try desk.tell(["decide advise because safety"], by: "mo")
      case .takeBack: try desk.tell(["log blankets given", "log soup given"], by: "mo")
      default: break
      }
      let name = command.name == .seen || command.name == .receive ? "ann" : "mo"
      if name == "ann" { try desk.store.letIn(CaseOfficer(name: "ann", role: .manager, councils: nil)) }
      if command.name == .seen { try desk.tell(["open \(reference.text)"], by: "ann") }
      for format in [DeskFormat.json, .text] {
        let reply = try desk.say(
          command.example.replacing(CaseReference.sample.text, with: reference.text), by: name, format: format)
        if format == .json { #expect(!reply.isError, "\(command.example): \(reply.text)") }
        guard format == .json, let text = reply.block.first, !reply.isError else { continue }
        #expect(reply.block.count == 1)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
      }
    }
  }

  // MARK: - What waiting and a clock cannot move

  @Test func `waiting for an answer moves no time that the law sets, and says so`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family("thanet", more: ["set children none", "set applicant-age 17"])
    let record = try desk.record(reference)
    let now = try #require(record.live.first { $0.sort == .once && $0.action.isAtOnce })
    let later = try #require(
      record.live.first { $0.sort == .once && !$0.action.isAtOnce && $0.action.due != nil }, "\(record.live)")
    let first = try desk.say("wait \(now.number) on the MASH until 2030-01-01")
    #expect(first.text.contains("It stays due now, and first on the board"), "\(first.text)")
    let second = try desk.say("wait \(later.number) on the MASH until 2030-01-01")
    #expect(second.text.contains("It stays due by") && second.text.contains("red after that"), "\(second.text)")
    let board = try desk.say("board").block
    #expect(board.contains { $0.contains("\(reference.text).\(now.number) ") && $0.hasPrefix("now") }, "\(board)")
    #expect(board.contains { $0.contains("1 Jan 2030") }, "a day of another year without it: \(board)")
    try desk.set("2026-12-24T09:00")
    let red = try desk.say("board").block.filter { $0.hasPrefix("! ") }
    #expect(
      red.contains {
        $0.contains("\(reference.text).\(later.number) ") && $0.contains("overdue; no answer from the MASH")
      },
      "\(red)")
  }

  @Test func `a clock that stands before what is recorded is said with each thing that is recorded`() throws {
    let desk = try KeptDesk(at: "2026-11-27T23:30")
    _ = try desk.family()
    try desk.tell(["log tea"])
    try desk.set("2026-11-27T23:26")
    #expect(try !desk.tell(["log blankets"]).text.contains("clock"))
    try desk.set("2026-11-27T16:36")
    let reply = try desk.tell(["log a taxi"])
    #expect(
      reply.text.contains("This desk's clock says 16:36") && reply.text.contains("one clock is wrong"), "\(reply)")
  }

  @Test func `what was to be told before they were placed is overdue once they are`() throws {
    let desk = try KeptDesk(at: "2026-11-27T17:10")
    let reference = try desk.family(
      "kingston", more: ["set applicant-age 29", "set violence-risk none", "set risk-factors none"])
    let number = try desk.number("notify-before-placement", in: reference)
    let reply = try desk.tell(["placed nightly-self-contained in luton for 3 nights"])
    #expect(reply.text.contains("\(number) was to be done before they were placed"), "\(reply.text)")
    let page = try desk.say("show").block
    #expect(page.contains { $0.hasPrefix("! \(number). ") && $0.contains("overdue") }, "\(page)")
    #expect(try desk.say("board").block.contains { $0.hasPrefix("! ") && $0.contains("\(reference.text).\(number) ") })
    try desk.tell(["done \(number)"])
    #expect(try !desk.say("board").block.contains { $0.contains("\(reference.text).\(number) ") })
    // In time it is never red.
    let other = try desk.family(
      "kingston", more: ["set applicant-age 29", "set violence-risk none", "set risk-factors none"])
    try desk.tell(["done \(desk.number("notify-before-placement", in: other))", "placed hotel in luton for 3 nights"])
    #expect(try desk.record(other).obligations.allSatisfy { $0.missedAt == nil })
  }

  @Test func `who is not safe at home has an application to be taken as a thing to do`() throws {
    let desk = try KeptDesk(at: "2026-11-27T16:35")
    try desk.tell([
      "triage swale", "set immediate-danger no", "set nowhere-tonight no", "set children 3", "set applicant-age 24",
      "set risk-factors domestic-abuse", "set violence-risk swale", "set safe-to-stay yes", "keep",
    ])
    #expect(try desk.say("board").block.contains { $0.contains("Take the application today") })
    #expect(try desk.say("handover").block.contains { $0.contains("Take the application today") })
    #expect(try desk.say("show").block.contains { $0.contains("now: ") && $0.contains("[I-28") })
  }
}
