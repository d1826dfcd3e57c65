import Directory
import Foundation
import TestSupport
import Testing
import Triage
import WorkingTime

@testable import Proof

/// Every council at every hour of two weeks, for eight kinds of household: each page has somebody to ring or says that
/// nobody is held, and nothing on it contradicts itself.
struct GridTests {
  /// Around Christmas, and around the night on which the clocks go back.
  private static let weeks = [Day(year: 2026, month: 12, day: 21), Day(year: 2026, month: 10, day: 19)]
  private static let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil

  private static let households: [(name: String, set: @Sendable (inout Facts) -> Void)] = [
    ("nobody has been asked anything", { _ in }),
    (
      "a family without a roof",
      {
        $0.children = [4, 7]
        $0.nowhereTonight = true
      }
    ),
    (
      "a family found intentionally homeless",
      {
        $0.children = [4]
        $0.nowhereTonight = true
        $0.dutyHeld = .ended
        $0.decision = .intentionallyHomeless
      }
    ),
    (
      "a family who are not eligible",
      {
        $0.children = [2]
        $0.nowhereTonight = true
        $0.eligibility = .notEligible
      }
    ),
    (
      "a boy of 16",
      {
        $0.applicantAge = 16
        $0.nowhereTonight = true
      }
    ),
    (
      "a woman in danger at home",
      {
        $0.applicantAge = 30
        $0.immediateDanger = true
        $0.riskFactors = [.domesticAbuse]
      }
    ),
    (
      "an adult alone whom nobody owes a roof",
      {
        $0.applicantAge = 44
        $0.children = []
        $0.pregnant = false
        $0.vulnerable = false
        $0.nowhereTonight = true
        $0.riskFactors = []
      }
    ),
    (
      "a care leaver of 19",
      {
        $0.applicantAge = 19
        $0.formerRelevant = true
        $0.nowhereTonight = true
      }
    ),
  ]

  /// In the short run every fifth hour, which meets each hour of the day; in the long one all of them.
  @Test func `every page of two weeks has somebody to ring, and says nothing against itself`() throws {
    let engine = try Shipped.engine
    let ground = Ground(engine)
    let step = Self.isLong ? 1 : 5
    var pages = 0
    for week in Self.weeks {
      let first = try #require(week)
      for hour in stride(from: 0, to: 14 * 24, by: step) {
        let wall = WallTime(day: first.adding(days: hour / 24), secondOfDay: Int32(hour % 24 * 3600 + 1800))
        let moment = engine.clock.moment(of: wall)
        for index in engine.directory.councils.indices {
          let council = CouncilRef(index: index)
          guard engine.directory.exists(council, on: wall.day) else { continue }
          // In the short run a council meets one kind of household in each hour.
          let kinds = Self.isLong ? Self.households[...] : Self.households[((hour / step + index) % 8)...].prefix(1)
          for household in kinds {
            var facts = Facts(council: council, presentedAt: moment)
            household.set(&facts)
            pages += 1
            let page = engine.determine(facts)
            let place = "\(household.name), council \(index), day \(wall.day), hour \(hour % 24)"
            let fault: String? = DeterminationFault.find(in: page, ground).map { $0.id + ": " + $0.why }
            #expect(fault == nil, "\(place)")
            for invariant in Invariant.papers {
              let why: String? = invariant.fault(KnownFacts(facts), page.outcome, ground)
              #expect(why == nil, "\(place)")
            }
          }
        }
      }
    }
    #expect(pages > (Self.isLong ? 100_000 : 2_000), "\(pages)")
  }
}
