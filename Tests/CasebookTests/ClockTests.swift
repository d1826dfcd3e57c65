import CaseStore
import Casebook
import Desk
import TestSupport
import Testing
import WorkingTime

/// Two clocks of which one is wrong: what they tell is said in the history, and is neither in time nor late.
struct ClockTests {
  private static let quarter = Quarter(typed: "2026-Q4")

  private func counts(_ desk: KeptDesk, _ measure: Measure) throws -> [String] {
    try desk.store.counts(in: #require(Self.quarter)).filter { $0.measure == measure }.map(\.value).sorted()
  }

  /// A case with a thing done by one clock, and then another by one that stands so many minutes otherwise.
  private func done(minutes: Int64) throws -> (desk: KeptDesk, first: String, second: String) {
    let desk = try KeptDesk(at: "2026-11-27T23:30")
    let reference = try desk.family()
    let dated = try desk.record(reference).live.filter { $0.sort == .once && $0.action.due != nil }
    let two = dated.prefix(2)
    try desk.tell(["done \(two[0].number)"])
    desk.pass(minutes: minutes)
    try desk.tell(["done \(two[1].number)"], by: "ann")
    return (desk, two[0].action.key.rule, two[1].action.key.rule)
  }

  @Test(arguments: [(-4, 0), (-6, 2), (-420, 2), (5, 0)])
  func `of what two clocks tell otherwise nobody can tell when it was`(minutes: Int64, doubtful: Int) throws {
    let (desk, first, second) = try done(minutes: minutes)
    #expect(try counts(desk, .timeUnknown).count == (doubtful == 0 ? 0 : Set([first, second]).count))
    if doubtful > 0 { #expect(try counts(desk, .inTime).isEmpty && counts(desk, .late).isEmpty) }
    let history = try desk.say("history").block
    let said = history.filter { $0.contains("one of two clocks that differ") }
    // The case was kept by the first clock too.
    #expect(said.count == (doubtful == 0 ? 0 : 3), "\(history)")
    #expect(try desk.say("show").block.filter { $0.contains("nobody can tell when") }.count == doubtful)
  }

  @Test func `the quarter has a row for them, and a handover by such a clock is neither by the morning nor later`()
    throws
  {
    let (desk, _, _) = try done(minutes: -420)
    let report = try desk.say("report quarter 2026-Q4", by: "rex").block
    #expect(report.contains { $0.contains("Things of which nobody can tell when they were done") }, "\(report)")
    let other = try KeptDesk(at: "2026-11-27T23:30")
    let reference = try other.family()
    try other.tell(["handover to night team"])
    try other.set("2026-11-27T20:00")
    try other.tell(["receive \(reference.text)"], by: "ben")
    #expect(try counts(other, .handover) == ["cannot-tell"])
  }
}
