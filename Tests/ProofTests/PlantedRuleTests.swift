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
    var rules: [Rule] {
      RuleBook.rules.filter { !left.contains($0.id) } + (added.map { [$0.rule] } ?? [])
    }
  }

  enum BadRule {
    /// Writes an action about an authority that the facts name, whatever the risk.
    case careless(RuleID, ActionCode, elsewhere: Bool = false, ActionNote)
    case returnsUnprepared, endsOnAnyDay, endsWhileReferred, reviewsLate, straysFromItsParties, callsTomorrow,
      citesNothing
    case forgetsHeirs, speaksForAnother, citesNine, citesNoClause, actsYesterday, doesWhatIsBarred
    case writesUndeclared, readsConsent

    private static let always: Rule.When = { _ in .fixed(true) }

    var rule: Rule {
      switch self {
      case .careless(let id, let code, let elsewhere, let note):
        Rule(id, writes: elsewhere ? .callElsewhere : .act(code), when: Self.always) { s, o in
          for there in s.concerned { o.act(code, by: .housingOfficer, about: there, .tonight(s), note: note) }
        }
      case .returnsUnprepared:
        Rule(.i5, writes: .acts(.returnFamily), when: { $0.another }) { s, o in
          if s.goesBack { o.act(.returnFamily, by: .housingOfficer, about: s.anotherAuthority, note: .returnFamily) }
        }
      case .endsOnAnyDay:
        Rule(.lut34, of: .kent, writes: .acts(.proposeEndDate), when: Self.always) { s, o in
          guard let day = s.facts.accommodationEndsOn else { return }
          o.act(.proposeEndDate, by: .housingOfficer, about: s.here, .day(day, .calendarDays), note: .proposeEndDate)
        }
      case .endsWhileReferred:
        Rule(.lut34, writes: .acts(.proposeEndDate), when: { $0.isReferred }) { s, o in
          o.act(
            .proposeEndDate, by: .housingOfficer, about: s.here, .day(s.presentedDay.adding(days: 30), .calendarDays),
            note: .proposeEndDate)
        }
      case .reviewsLate:
        Rule(.kpg07, writes: .acts(.requestReview), when: Self.always) { s, o in
          guard let day = s.facts.offerOn else { return }
          o.act(
            .requestReview, by: .applicant, about: s.here, .day(day.adding(days: 27), .calendarDays),
            note: .requestReviewOfOffer)
        }
      case .straysFromItsParties: Rule(.kin35, when: Self.always)
      case .callsTomorrow:
        Rule(.ownTravel, writes: .acts(.call999), when: Self.always) { s, o in
          o.act(.call999, by: .anyone, about: s.here, .nextWorkingDay(s), note: .ring999)
        }
      case .citesNothing:
        Rule(.ownTravel, writes: .acts(.advise), when: Self.always) { s, o in
          o.actions.append(
            OutcomeAction(
              code: .advise, who: .housingOfficer, about: s.here, due: nil, reading: nil, rules: [],
              note: .protectBelongings, reach: nil, otherDay: nil, amount: nil))
        }
      case .forgetsHeirs:
        Rule(.ownTravel, writes: .acts(.returnFamily), when: Self.always) { s, o in
          guard let there = s.facts.dutyElsewhere?.authority else { return }
          o.act(.askNotifyConsent, by: .housingOfficer, about: there, .tonight(s), note: .protectBelongings)
        }
      case .speaksForAnother:
        Rule(.ownTravel, writes: .acts(.advise), when: Self.always) { s, o in
          o.speaker = .i8
          o.act(.advise, by: .housingOfficer, about: s.here, note: .protectBelongings)
        }
      case .citesNine:
        Rule(.ownTravel, writes: .acts(.advise), when: Self.always) { s, o in
          o.act(
            .advise, by: .housingOfficer, about: s.here, also: [.i1, .i2, .i4, .i5, .i6, .i7, .i8, .i9],
            note: .protectBelongings)
        }
      case .citesNoClause:
        Rule(.ownTravel, writes: .acts(.advise), when: Self.always) { s, o in
          o.act(.advise, by: .housingOfficer, about: s.here, also: [.unspoken], note: .protectBelongings)
        }
      case .actsYesterday:
        Rule(.ownTravel, writes: .acts(.recordCost), when: Self.always) { s, o in
          o.act(
            .recordCost, by: .housingOfficer, about: s.here, .day(s.presentedDay.adding(days: -1), .calendarDays),
            note: .rechargeCost)
        }
      case .doesWhatIsBarred:
        // Bed and breakfast is barred for everybody under 18, and here its nights are counted.
        Rule(.ownTravel, writes: .acts(.limitBedAndBreakfast), when: { $0.under18.onlyIfYes }) { s, o in
          o.act(
            .limitBedAndBreakfast, by: .housingOfficer, about: s.here, .day(s.presentedDay, .calendarDays),
            note: .limitBedAndBreakfast)
        }
      case .writesUndeclared:
        Rule(.ownTravel, writes: .bars(.leave), when: Self.always) { s, o in
          o.bar(.leave, about: nil, note: .nobodyLeaves)
          o.act(.advise, by: .housingOfficer, about: s.here, note: .protectBelongings)
        }
      case .readsConsent:
        Rule(.ownTravel, writes: .bars(.leave), when: { .of($0.facts.consent, .consent) }) { s, o in
          o.bar(.leave, about: nil, note: .nobodyLeaves)
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
    Plant("I-26", in: "successions", with: .forgetsHeirs),
    Plant("I-27", in: "applications", without: .s184),
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
    Plant("I-24", in: "random", with: .speaksForAnother),
    Plant("I-24", in: "random", with: .citesNine),
    Plant("I-24", in: "random", with: .citesNoClause),
    Plant("papers", in: "random", with: .actsYesterday),
    Plant("papers", in: "random", with: .doesWhatIsBarred),
    Plant("papers", in: "papers", with: .endsWhileReferred),
  ]

  private func proof(_ plant: Plant) async throws -> SafetyProof {
    let engine = try Shipped.engine
    let directory = plant.walk == "successions" ? try Reorganised.directory : engine.directory
    let planted = try TriageEngine(
      directory: directory, clock: engine.clock, calendar: engine.calendar, book: engine.book, rules: plant.rules)
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
    let short = ["young", "danger", "consent", "addresses", "final offers"]
    let proof = try await SafetyProof.run(Shipped.engine, steps: isLong ? 400_000 : 4_000, only: Set(short))
    #expect(proof.faults.isEmpty, "\(proof.faults)")
    #expect(proof.walks.map(\.name) == short.sorted { a, b in order(a) < order(b) })
    #expect(proof.situations > 5_000)
  }

  private func order(_ name: String) -> Int {
    ["addresses", "danger", "consent", "young", "final offers"].firstIndex(of: name) ?? 0
  }
}
