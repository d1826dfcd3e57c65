import CaseStore
import Casebook
import Desk
import TestSupport
import Testing
import WorkingTime

/// What was recorded by mistake is taken back: nothing goes out of the history, and nothing of it counts.
struct SlipTests {
  /// The numbers of a case's counts, by measure and value.
  private func counts(_ desk: KeptDesk, _ reference: CaseReference) throws -> Set<String> {
    Set(
      CaseCounts.rows(of: try desk.record(reference), in: try KeptDesk.frame()).map {
        "\($0.measure.rawValue) \($0.value) \($0.count)"
      })
  }

  /// What a case says beside its history.
  private func page(_ desk: KeptDesk) throws -> [String] { try desk.say("show").block }

  @Test(arguments: [
    "placed hostel for 2 nights", "placed hostel until monday", "placed hostel in dover for 2 nights", "place-ended",
    "family-told", "log blankets given",
    "decide",
    "decide place because further-facts", "accepted canterbury holds-duty by duty officer",
    "referred-in childrens-services mash accommodation", "agreed yes", "agreed no", "contacted",
    "first-outcome accepted-assessing", "final-outcome secured-6-months home private-rented", "claim 1",
  ])
  func `a slip that is taken back leaves the page and the counts as they were, and both stand in the history`(
    line: String
  ) throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    if ["place-ended", "family-told"].contains(line) { try desk.tell(["placed hostel for 1 night"]) }
    let before = (page: try page(desk), counts: try counts(desk, reference), events: try desk.record(reference).last)
    let reply = try desk.tell([line])
    let slip = before.events + 1
    #expect(reply.text.contains("'take-back \(slip)' if that was a slip"), "\(reply.text)")
    let back = try desk.tell(["take-back \(slip)"])
    #expect(back.text.contains("event \(slip) is taken back: "), "\(back.text)")
    #expect(try counts(desk, reference) == before.counts)
    #expect(try page(desk) == before.page)
    let history = try desk.say("history").block
    #expect(
      history.contains { $0.hasPrefix("\(slip). ") } && history.contains { $0.contains("event \(slip) is taken back") })
    #expect(try desk.say("take-back \(slip)").text.contains("taken back already"))
    #expect(try desk.store.verify().faults.isEmpty)
  }

  @Test func `with a place that was a slip goes what the rules made of the council where it lies`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    func hosts() throws -> [String] {
      let facts = try desk.record(reference).facts
      return ["placed-in", "placed-on"].map { facts[$0].map { "\($0)" } ?? "-" }
    }
    func notices() throws -> Int {
      try desk.record(reference).live.count { $0.action.key.code == "notify-host-authority" }
    }
    func back(_ place: Int) throws -> Reply {
      let placed = try desk.record(reference).events.filter { if case .placed = $0.deed { true } else { false } }
      return try desk.tell(["take-back \(placed[place].number)"])
    }
    let before = try hosts()
    try desk.tell(["placed hostel in dover for 2 nights"])
    let first = try hosts()
    #expect(try notices() == 1 && first != before)
    try desk.tell(["placed hostel in thanet for 2 nights"])
    #expect(try hosts() != first)
    #expect(try back(1).text.contains("no longer asked for"))
    #expect(try hosts() == first && notices() == 1)
    #expect(try back(0).text.contains("no longer asked for"))
    #expect(try hosts() == before && notices() == 0)
    // What somebody told themselves stays told.
    try desk.tell(["placed hostel in dover for 2 nights", "set placed-on 2026-11-26"])
    let told = try hosts()
    _ = try back(2)
    #expect(try hosts() == told)
  }

  @Test func `a place that was said wrongly and then right counts once`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["placed hostel for 2 nights"])
    let slip = try desk.record(reference).events.last { if case .placed = $0.deed { true } else { false } }
    try desk.tell(["take-back \(try #require(slip).number)", "placed hostel for 1 night"])
    let counts = try counts(desk, reference)
    #expect(counts.contains("placed hostel 1") && counts.contains("nights hostel 1"), "\(counts)")
  }

  @Test func `what another word takes back, or nobody recorded, is refused with that word`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["done 1"])
    let done = try desk.record(reference).last
    #expect(try desk.say("take-back \(done)").text.contains("'reopen' takes back"))
    #expect(try desk.say("take-back 1").code == 542)
    #expect(try desk.say("take-back 99").text.contains("has no event 99"))
  }

  @Test func `what went against an absolute bar is not taken back before a manager has seen it`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["decide advise because safety"])
    let number = try desk.record(reference).last
    #expect(try desk.say("take-back \(number)").text.contains("a manager sees it first"))
    #expect(try desk.say("seen \(reference.text)", by: "mo").code == 240)
    try desk.tell(["take-back \(number)"])
    #expect(try desk.record(reference).decisions.isEmpty)
  }
}
