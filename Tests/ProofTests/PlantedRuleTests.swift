import Directory
import Foundation
import Proof
import TestSupport
import Testing
import WorkingTime

@testable import Triage

/// The proof can fail: for each invariant a bad rule, or a missing one, is planted, and is caught.
struct PlantedRuleTests {
  struct Plant: Sendable, CustomTestStringConvertible {
    let name: String
    let walk: String
    let left: [RuleID]
    let added: BadRule?
    var testDescription: String { name }

    init(_ name: String, in walk: String, without left: RuleID..., with added: BadRule? = nil) {
      self.name = name
      self.walk = walk
      self.left = left
      self.added = added
    }

    /// What ships, without some and with one more, which speaks last.
    func rules<Log>() -> [Rule<Log>] {
      RuleBook.rules.filter { !left.contains($0.id) } + (added.map { [$0.rule()] } ?? [])
    }
  }

  enum BadRule {
    /// Writes an action about an authority that the facts name, whatever the risk.
    case careless(RuleID, ActionCode, elsewhere: Bool = false, ActionNote)
    case returnsUnprepared, endsOnAnyDay, reviewsLate, straysFromItsParties, callsTomorrow, citesNothing
    case writesUndeclared, readsConsent

    func rule<Log>() -> Rule<Log> {
      switch self {
      case .careless(let id, let code, let elsewhere, let note):
        Rule(id, acts: elsewhere ? [] : [code], callsElsewhere: elsewhere) { s, o in
          s.forEachConcerned { there in
            o.act(code, by: .housingOfficer, about: there, .tonight(s), rules: RuleList(id), note: note)
          }
          return .fixed(true)
        }
      case .returnsUnprepared:
        Rule(.i5, acts: [.returnFamily]) { s, o in
          if s.goesBack, let there = s.anotherAuthority {
            o.act(.returnFamily, by: .housingOfficer, about: there, rules: RuleList(.i5), note: .returnFamily)
          }
          return s.another
        }
      case .endsOnAnyDay:
        Rule(.lut34, of: .kent, acts: [.proposeEndDate]) { s, o in
          if let day = s.facts.accommodationEndsOn {
            o.act(
              .proposeEndDate, by: .housingOfficer, about: s.here, .day(day, .calendarDays), rules: RuleList(.lut34),
              note: .proposeEndDate)
          }
          return .fixed(true)
        }
      case .reviewsLate:
        Rule(.kpg07, acts: [.requestReview]) { s, o in
          if let day = s.facts.offerOn {
            o.act(
              .requestReview, by: .applicant, about: s.here, .day(day.adding(days: 27), .calendarDays),
              rules: RuleList(.kpg07), note: .requestReviewOfOffer)
          }
          return .fixed(true)
        }
      case .straysFromItsParties: Rule(.kin34) { _, _ in .fixed(true) }
      case .callsTomorrow:
        Rule(.ownTravel, acts: [.call999]) { s, o in
          o.act(.call999, by: .anyone, about: s.here, .nextWorkingDay(s), rules: RuleList(.ownTravel), note: .ring999)
          return .fixed(true)
        }
      case .citesNothing:
        Rule(.ownTravel, acts: [.advise]) { s, o in
          o.act(.advise, by: .housingOfficer, about: s.here, rules: RuleList(), note: .reviewTimePassed)
          return .fixed(true)
        }
      case .writesUndeclared:
        Rule(.ownTravel, bars: [.leave]) { s, o in
          o.bar(.leave, about: nil, rules: RuleList(.ownTravel), note: .nobodyLeaves)
          o.act(.advise, by: .housingOfficer, about: s.here, rules: RuleList(.ownTravel), note: .reviewTimePassed)
          return .fixed(true)
        }
      case .readsConsent:
        Rule(.ownTravel, bars: [.leave]) { s, o in
          if s.facts.consent == true {
            o.bar(.leave, about: nil, rules: RuleList(.ownTravel), note: .nobodyLeaves)
          }
          return .fixed(true)
        }
      }
    }
  }

  static let plants = [
    Plant("I-1", in: "roof", without: .i1, .lut18),
    Plant("I-4", in: "roof", without: .i4, .lut03),
    Plant("I-2", in: "contacts", without: .i2),
    Plant("I-2", in: "calls", with: .careless(.ownTravel, .call, elsewhere: true, .askAboutDutyThere)),
    Plant("I-2", in: "referrals", with: .careless(.ownTravel, .considerReferral, .considerReferral)),
    Plant("I-5", in: "returns", without: .i5, .lut25, .lut26, with: .returnsUnprepared),
    Plant("I-7", in: "notified", without: .i7),
    Plant("I-8", in: "danger", without: .i8),
    Plant("I-9", in: "young", without: .i9),
    Plant("I-10", in: "consent", without: .i10, .ca89s47),
    Plant("I-11", in: "addresses", without: .i11),
    Plant("I-12", in: "ends", with: .endsOnAnyDay),
    Plant("I-13", in: "bed and breakfast", without: .bedAndBreakfastOrder, .kin16),
    Plant("I-14", in: "not eligible", without: .i14),
    Plant("I-15", in: "reviews", with: .reviewsLate),
    Plant("I-23", in: "findings", without: .i23),
    // Of outcomes as a whole, on the walk at random.
    Plant("I-19", in: "random", with: .straysFromItsParties),
    Plant("I-20", in: "random", with: .callsTomorrow),
    Plant("I-21", in: "random", with: .citesNothing),
  ]

  private func proof(_ plant: Plant) async throws -> SafetyProof {
    let engine = try Shipped.engine
    let planted = try TriageEngine(
      directory: engine.directory, clock: engine.clock, calendar: engine.calendar, book: engine.book,
      rules: plant.rules(), noted: plant.rules())
    return await SafetyProof.run(planted, steps: plant.walk == "random" ? 2_000 : 0, only: [plant.walk])
  }

  @Test(arguments: plants)
  func `a bad rule is caught`(plant: Plant) async throws {
    let faults = try await proof(plant).faults
    #expect(faults.contains { $0.invariant == plant.name }, "\(faults.map(\.invariant))")
    #expect(faults.allSatisfy { $0.facts != nil && !$0.why.isEmpty })
  }

  @Test func `a rule that writes what it does not declare is caught`() async throws {
    let plant = Plant("walk", in: "roof", with: .writesUndeclared)
    #expect(try await proof(plant).faults.contains { $0.why.contains("writes advise undeclared") })
  }

  @Test func `a rule that reads what a walk does not vary is caught`() async throws {
    let plant = Plant("walk", in: "roof", with: .readsConsent)
    #expect(try await proof(plant).faults.contains { $0.why.contains("rests on consent") })
  }

  @Test func `what ships breaks none, on a short walk of each kind`() async throws {
    let isLong = ProcessInfo.processInfo.environment["NIGHTDESK_LONG"] != nil
    let short = ["roof", "young", "danger", "consent", "notified", "addresses", "hosts"]
    let proof = try await SafetyProof.run(Shipped.engine, steps: isLong ? 400_000 : 8_000, only: Set(short))
    #expect(proof.faults.isEmpty, "\(proof.faults)")
    #expect(proof.walks.map(\.name) == short.sorted { a, b in order(a) < order(b) })
    #expect(proof.situations > 15_000)
  }

  private func order(_ name: String) -> Int {
    ["roof", "notified", "addresses", "hosts", "danger", "consent", "young"].firstIndex(of: name) ?? 0
  }
}
