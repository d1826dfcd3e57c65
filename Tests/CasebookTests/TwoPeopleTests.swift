import CaseStore
import Casebook
import Desk
import Foundation
import JSON
import TestSupport
import Testing
import WorkingTime

/// Two pairs of eyes: two desks on one case know of each other, nobody signs for their own handover, and what goes against a bar
/// is seen by a manager.
struct TwoPeopleTests {
  // MARK: - Two desks

  @Test(arguments: ["ann", "ben"])
  func `two desks on one case are told of each other, also where one officer sits at both`(name: String) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    let (who, whose) = name == "ann" ? ("You have", "you, at another desk,") : ("ann has", "ann")
    let opened = try desk.say("open \(reference.text)", by: name, at: " at the window")
    #expect(
      opened.block.contains(
        "! \(who) this case open at another desk too, since 17:45.".replacing(
          name == "ann" ? "" : " at another desk", with: "")), "\(opened.block.prefix(3))")
    let inJSON = try desk.say("open \(reference.text)", by: name, at: " at the window", format: .json)
    #expect(inJSON.text.contains("this case open"), "\(inJSON.text)")
    try desk.say("format text", by: name, at: " at the window")
    // A note on an outdated reading is taken and told; facts on one are not taken.
    try desk.tell(["log tea", "set pregnant no"])
    let note = try desk.say("log blankets", by: name, at: " at the window")
    #expect(note.code == 240 && note.text.contains("Meanwhile \(whose) recorded: a note, pregnant"), "\(note.text)")
    try desk.tell(["set eligibility eligible"])
    let told = try desk.say("set pregnant yes", by: name, at: " at the window")
    #expect(told.code == 541, "\(told)")
    #expect(told.text.contains(name == "ann" ? "you, at another desk, have changed" : "ann has changed"), "\(told)")
    #expect(try desk.record(reference).facts["pregnant"] == .bool(false))
    try desk.say("open \(reference.text)", by: name, at: " at the window")
    #expect(try desk.say("set pregnant yes", by: name, at: " at the window").code == 200)
  }

  @Test func `what one desk records on a case that it has put aside is its own, and told to nobody`() throws {
    let desk = try KeptDesk()
    let first = try desk.family(more: ["set pregnant no"])
    _ = try desk.family("dover")
    #expect(try !desk.tell(["claim \(first.text).1"]).text.contains("Meanwhile"))
    try desk.tell(["switch"])
    for line in ["log tea", "set eligibility eligible", "handover to day team", "log blankets"] {
      #expect(try !desk.tell([line]).text.contains("Meanwhile"), "\(line)")
    }
  }

  @Test func `a sheet of all cases holds none of them open`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["close"])
    try desk.say("handover", by: "mo")
    #expect(try !desk.say("open \(reference.text)").block.contains { $0.contains("open too") })
  }

  // MARK: - Handing over

  @Test func `nobody signs for what they handed over themselves, but somebody else at the same desk does`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["handover to day team"])
    for line in ["receive \(reference.text)", "receive \(reference.text) by ann", "receive \(reference.text) by ANN"] {
      let refused = try desk.say(line)
      #expect(refused.code == 542 && refused.text.contains("somebody of day team signs for it"), "\(line): \(refused)")
    }
    #expect(try desk.record(reference).handedOver != nil)
    try desk.tell(["receive \(reference.text) by \"Dora Lead\""])
    #expect(try desk.record(reference).owner == "Dora Lead")
    #expect(try desk.say("history \(reference.text)").block.contains { $0.contains("Dora Lead signs for it") })
    // Whoever sits at that desk tonight hands it over again, and takes it back.
    try desk.tell(["handover to day team"])
    #expect(try desk.say("receive \(reference.text) by \"dora lead\"").code == 542)
    try desk.tell(["not-taken \(reference.text) because handed over too early", "handover to day team"])
    try desk.tell(["receive \(reference.text)"], by: "dora")
    #expect(try desk.record(reference).owner == "dora")
  }

  // MARK: - Bars

  @Test func `what an authority said that must not be told warns at once, and stands red until a manager has seen it`()
    throws
  {
    let desk = try KeptDesk()
    let reference = try desk.family(more: ["set violence-risk canterbury", "set connections canterbury:residence"])
    let bars = try desk.record(reference).proposal?.bars.filter { $0.council == "canterbury" } ?? []
    #expect(bars.contains { $0.code == "contact" }, "\(bars)")
    let reply = try desk.tell(["accepted canterbury holds-duty by duty officer"])
    #expect(reply.text.contains("THEY MUST NOT BE TOLD"), "\(reply.text)")
    let words = "An authority that is barred has spoken on this case"
    func isRed() throws -> Bool { try desk.say("board").block.contains { $0.hasPrefix("! ") && $0.contains(words) } }
    #expect(try isRed())
    try desk.finish(reference)
    #expect(try desk.say("close-case day-team").text.contains("a manager has not seen"))
    #expect(try desk.say("seen \(reference.text)").code == 540)
    try desk.tell(["seen \(reference.text)"], by: "mo")
    #expect(try !isRed())
    #expect(try !desk.tell(["accepted dover holds-duty"]).text.contains("MUST NOT"))
  }

  @Test func `a risk that is told after an authority has spoken makes it red then`() throws {
    let desk = try KeptDesk()
    _ = try desk.family(more: ["set connections canterbury:residence", "set violence-risk none"])
    #expect(try !desk.tell(["accepted canterbury confirms-bed by duty officer"]).text.contains("MUST NOT"))
    try desk.tell(["set violence-risk canterbury"])
    #expect(try desk.say("board").block.contains { $0.contains("An authority that is barred has spoken") })
  }

  // MARK: - When

  /// Every command that takes a moment.
  private static let commands = [
    "done 1", "family-told", "accepted dover holds-duty", "agreed yes", "contacted", "taken 2 by duty manager",
  ]

  @Test(arguments: commands)
  func `nothing has happened in time to come, nor before the family came`(command: String) throws {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.tell(["pass 2 to day team", "placed hostel for 3 nights"])
    desk.pass(minutes: 30)
    for (at, part) in [
      ("23:59", "23:59 on Fri 27 Nov 2026 is still to come, for it is 18:15"),
      ("2026-11-27T18:21", "18:21 on Fri 27 Nov 2026 is still to come"),
      ("2026-11-28T09:00", "is still to come"), ("2027-11-28T09:00", "is still to come"),
      ("17:30", "17:30 on Fri 27 Nov 2026 is before the family came, at 17:45"),
      ("2026-11-26T17:50", "is before the family came"), ("2020-01-01T00:00", "is before the family came"),
    ] {
      let reply = try desk.say("\(command) at \(at)")
      #expect(reply.code == 542 && reply.text.contains(part), "\(command) at \(at): \(reply)")
    }
    // Two clocks differ by a few minutes.
    let last = try desk.record(KeptDesk.reference(in: try desk.say("show"))).last
    try desk.tell(["\(command) at 18:19"])
    let event = try #require(try desk.record(KeptDesk.reference(in: try desk.say("show"))).events.last)
    #expect(event.number == last + 1 && event.at == desk.now.adding(seconds: 240))
  }

  @Test func `a time of last night is last night's, and a letter may be older than the day on which they came`() throws
  {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.set("2026-11-28T03:00")
    try desk.tell(["done 1 at 23:59"])
    try desk.tell(["accepted canterbury holds-duty in-writing at 2026-09-01T10:00"])
    #expect(try desk.say("accepted canterbury holds-duty at 2026-09-01T10:00").code == 542)
    // They came earlier than somebody began to ask.
    #expect(try desk.say("done 2 at 2026-11-27T17:20").text.contains("'set presented-at' first"))
    try desk.tell(["set presented-at 2026-11-27T17:10", "done 2 at 2026-11-27T17:20"])
  }

  @Test func `a place does not end in time to come, nor before its first night`() throws {
    let desk = try KeptDesk(at: "2026-11-27T17:45")
    _ = try desk.family()
    try desk.tell(["placed hostel for 3 nights"])
    #expect(try desk.say("place-ended on 2026-11-29").text.contains("is still to come"))
    #expect(try desk.say("place-ended on 2026-11-26").text.contains("is before the first night"))
    try desk.tell(["place-ended on today"])
  }
}
