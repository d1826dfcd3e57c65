import Casebook
import Desk
import TestSupport
import Testing
import Triage

/// What a case asked for before a council's end, looked at after it: whoever has taken over is rung and named, and whoever takes
/// over from somebody who must not be told must not be told either.
struct EndedCouncilTests {
  private static let heir =
    "Dover District Council ended on Tue 1 Dec 2026; East Coast Council (east-coast) has taken over"

  /// A desk on the evening before Dover's end, which goes on after it.
  private func desk(_ facts: [String]) throws -> (KeptDesk, CaseReference) {
    let desk = try KeptDesk(at: "2026-11-30T17:45")
    let reference = try desk.family(more: facts)
    try desk.tell(["close"])
    #expect(try !desk.say("show \(reference.text)").block.contains { $0.contains("has taken over") })
    desk.engine = try Shipped.engine.over(HistoryTests.directoryAfterEnd("2026-12-01"))
    try desk.set("2026-12-01T23:00")
    return (desk, reference)
  }

  @Test func `its heir is named and rung`() throws {
    let (desk, reference) = try desk([
      "set violence-risk none", "set duty-elsewhere dover", "set reception-confirmed no",
    ])
    let line = try #require(
      try desk.say("show \(reference.text)").block.first { $0.contains(Self.heir) }, "nothing is asked of Dover")
    #expect(line.contains("01303 000111"), "\(line)")
    #expect(try desk.say("handover").block.contains { $0.contains(Self.heir) && $0.contains("01303 000111") })
  }

  @Test func `where it must not be told its heir must not, and its number stands on no page`() throws {
    let (desk, reference) = try desk(["set violence-risk dover", "set duty-elsewhere dover"])
    for line in ["show \(reference.text)", "handover"] {
      let page = try desk.say(line).block
      #expect(page.contains { $0.hasPrefix("! ") && $0.contains(Self.heir) }, "\(line)")
      #expect(!page.joined().contains("01303 000111"), "\(line)")
    }
  }
}
