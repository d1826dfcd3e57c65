import Casebook
import Desk
import TestSupport
import Testing
import Triage
import WorkingTime

/// A referral to another authority that nobody has settled: the case stays with somebody, stands on the board, and the family stays.
struct ReferralTests {
  private static let told = [
    "set violence-risk none", "set connection-here no", "set connections dover:residence", "set duty-held relief",
    "set eligibility eligible",
  ]

  /// A family of Canterbury whose referral to Dover went out on a Friday.
  private func referred() throws -> (desk: KeptDesk, reference: CaseReference) {
    let desk = try KeptDesk()
    let reference = try desk.family("canterbury", more: Self.told)
    try desk.tell(["paper s198", "issued s198 filled by email at 17:40"])
    return (desk, reference)
  }

  private func board(_ desk: KeptDesk) throws -> [String] {
    try desk.say("board", by: "mo").block.filter { $0.contains("Referral [") }
  }

  @Test func `the days are those of the agreement and of the order`() throws {
    let book = try Shipped.engine.book
    let answer = try #require(book.clause("LGA-REFERRAL-10")?.clause.limits.first)
    let decider = try #require(book.clause("SI1998-1578")?.clause.limits.first)
    #expect(answer.amount == ReferralLimit.answer)
    #expect(decider.amount == ReferralLimit.decider)
  }

  @Test func `no answer is waited for, and red once its time has passed: silence is no yes`() throws {
    let (desk, reference) = try referred()
    #expect(try board(desk).contains { $0.hasPrefix("answer by end of Sun 6 Dec") && $0.contains("has not answered") })
    #expect(try desk.say("show").block.contains { $0.hasPrefix("REFERRED to Dover District Council at 17:40") })
    try desk.set("2026-12-07T09:00")
    #expect(try board(desk).contains { $0.hasPrefix("! since 00:00") && $0.contains("not a yes") })
    #expect(try desk.record(reference).closed == nil)
  }

  @Test func `one that is not accepted stays here, with who is to agree by when, and red after that`() throws {
    let (desk, reference) = try referred()
    try desk.set("2026-12-01T10:00")
    let reply = try desk.tell(["accepted dover does-not-accept by duty officer in-writing"])
    #expect(reply.text.contains("the case stays ann's") && reply.text.contains("end of Thu 17 Dec"), "\(reply.text)")
    #expect(reply.text.contains("The family stays accommodated here") && reply.text.contains("HA96-s199A-2"))
    let due = try board(desk)
    #expect(due.count == 1 && due[0].hasPrefix("by end of Thu 17 Dec") && due[0].hasSuffix("(ann)"), "\(due)")
    for line in ["show", "handover"] {
      #expect(try desk.say(line).block.contains { $0.contains("on who decides") }, "\(line)")
    }
    try desk.set("2026-12-18T00:00")
    #expect(try board(desk).allSatisfy { $0.hasPrefix("! ") && $0.contains("The panel names somebody") })
    #expect(try !board(desk).isEmpty)
    try desk.finish(reference)
    for reason in ["accepted-elsewhere", "day-team", "withdrew"] {
      let refused = try desk.say("close-case \(reason)")
      #expect(refused.code == 542 && refused.text.contains("the referral to dover is not settled"), "\(refused.text)")
    }
  }

  @Test(arguments: [
    ["accepted dover accepts-case by team leader in-writing"], ["final-outcome withdrew"],
    ["set duty-held relief-referred", "set duty-held relief"],
  ])
  func `it is settled by their yes, by this council's own word, or by the end of it`(lines: [String]) throws {
    let (desk, reference) = try referred()
    try desk.tell(["accepted dover does-not-accept"] + lines)
    #expect(try board(desk).isEmpty)
    #expect(try desk.record(reference).openReferrals.isEmpty)
  }

  @Test func `one of the main duty says so, and one of which no paper went out is counted from when it was told`()
    throws
  {
    let desk = try KeptDesk()
    _ = try desk.family("canterbury", more: Self.told + ["set duty-held main-referred"])
    #expect(try board(desk).isEmpty)
    let reply = try desk.tell(["accepted dover does-not-accept"])
    #expect(reply.text.contains("HA96-s200-1") && reply.text.contains("end of Thu 17 Dec"), "\(reply.text)")
    // What was a slip counts no more.
    let event = try desk.record(KeptDesk.reference(in: reply)).last
    try desk.tell(["take-back \(event)"])
    #expect(try board(desk).isEmpty)
  }

  @Test func `a case goes elsewhere by that authority's own word alone`() throws {
    let desk = try KeptDesk()
    let reference = try desk.family()
    try desk.tell(["decide"])
    try desk.finish(reference)
    let refused = try desk.say("close-case accepted-elsewhere")
    #expect(refused.code == 542 && refused.text.contains("nobody recorded that another authority accepts"))
    try desk.tell(["accepted dover accepts-case", "close-case accepted-elsewhere"])
  }
}
