import Directory
import Triage

/// Which facts are walked for which invariants.
extension SituationWalk {
  /// Every walk at one presenting council.
  static func all(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    let who = [c.children, c.pregnant, c.ageGroups]
    let roof = [c.danger, c.nowhere]
    let wayBack = [c.dutyElsewhere, c.riskElsewhere, c.transport, c.minutes, c.reception, c.agrees]
    let shortWayBack = [c.heldElsewhere, c.riskThere, c.meansOfTravel, c.longMinutes, c.reception, c.agrees]
    let need = [c.vulnerable, c.fleeing, c.wasInCare]
    let standing = [c.duties, c.decisionKinds, c.endsAhead]
    return [
      SituationWalk(
        name: "tonight", invariants: Invariant.tonight + Invariant.questions,
        part: engine.part(writing: [], tonight: true, questions: true),
        dimensions: [c.hours, c.eligible] + roof + who + shortWayBack + standing + need,
        neverRead: [
          FactSet(.consent), FactSet(.connections), FactSet(.connectionHere), FactSet(.placedBy), FactSet(.unit),
          FactSet(.bedAndBreakfastNights), FactSet(.inBoroughUnit),
        ], cutBy: .applicantAge),
      SituationWalk(
        name: "roof", invariants: Invariant.roof, part: engine.part(writing: [.bar(.leave), .bar(.redirect)]),
        dimensions: roof),
      SituationWalk(
        name: "returns", invariants: Invariant.returns,
        part: engine.part(writing: [
          .bar(.return), .act(.arrangeReception), .act(.returnFamily), .act(.writtenConfirmation),
        ]),
        dimensions: [c.periods, c.ageGroups, c.running, c.connectionsElsewhere, c.placedElsewhere] + roof + wayBack),
      SituationWalk(
        name: "contacts", invariants: Invariant.contacts, part: engine.part(writing: [.bar(.contact), .bar(.placeIn)]),
        dimensions: [c.dutyElsewhere, c.violenceRisk, c.connections, c.placedBy, c.careLeaverOf]),
      SituationWalk(
        name: "referrals", invariants: Invariant.referrals,
        part: engine.part(writing: [
          .bar(.referS198), .act(.considerReferral), .act(.keepAccommodated),
        ]),
        dimensions: [
          c.periods, c.duty, c.connections, c.placedBy, c.careLeaverOf, c.formerRelevant, c.violenceRisk,
          c.dutyElsewhere,
          c.endsAhead,
        ]),
      SituationWalk(
        name: "notified", invariants: Invariant.notified, part: engine.part(of: [RuleID("I-7")]),
        dimensions: [c.moments, c.duty, c.endDays]),
      SituationWalk(
        name: "calls", invariants: Invariant.calls, part: engine.part(writing: [.callElsewhere]),
        dimensions: [c.periods, c.ageGroups, c.duty, c.connectionsElsewhere, c.placedElsewhere] + roof + wayBack),
      SituationWalk(
        name: "advisers", invariants: Invariant.advisers, part: engine.part(writing: [.act(.tellPersonalAdviser)]),
        dimensions: [c.moments, c.ages, c.careLeaverOf, c.formerRelevant, c.violenceRisk] + roof),
      SituationWalk(
        name: "addresses", invariants: Invariant.addresses, part: engine.part(writing: [.act(.withholdAddress)]),
        dimensions: [c.moments, c.riskFactors, c.violenceRisk]),
      SituationWalk(
        name: "hosts", invariants: Invariant.hosts, part: engine.part(writing: [.act(.notifyHostAuthority)]),
        dimensions: [c.moments, c.placedIn, c.placedDays, c.violenceRisk]),
      SituationWalk(
        name: "danger", invariants: Invariant.danger, part: engine.part(of: [RuleID("I-8")]),
        dimensions: [c.moments, c.danger, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "consent", invariants: Invariant.consent, part: engine.part(of: ["I-10", "CA89-s47"].map { RuleID($0) }),
        dimensions: [c.moments, c.harm, c.consent, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "young", invariants: Invariant.young, part: engine.part(of: [RuleID("I-9")]), dimensions: [c.ages]),
      SituationWalk(
        name: "ends", invariants: Invariant.ends,
        part: engine.part(writing: [.act(.proposeEndDate), .bar(.endAccommodation)]),
        dimensions: [
          c.moments, c.duty, c.decision, c.decisionDays, c.endDays, c.ages, c.careLeaverOf, c.formerRelevant,
        ]),
      SituationWalk(
        name: "findings", invariants: Invariant.findings, part: engine.part(writing: [.bar(.intentionality)]),
        dimensions: [c.moments, c.ages, c.careLeaverOf, c.formerRelevant, c.violenceRisk]),
      SituationWalk(
        name: "bed and breakfast", invariants: Invariant.bedAndBreakfast,
        part: engine.part(writing: [.act(.limitBedAndBreakfast), .bar(.bedAndBreakfast)]),
        dimensions: [c.moments, c.unit, c.nightsSpent, c.placedDays, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "reviews", invariants: Invariant.reviews,
        part: engine.part(writing: [.act(.requestReview), .act(.acceptOffer)]),
        dimensions: [c.moments, c.decision, c.decisionDays, c.offer, c.offerDays]),
      SituationWalk(
        name: "not eligible", invariants: Invariant.notEligible, part: engine.part(of: [RuleID("I-14")]),
        dimensions: [c.hours, c.notEligible] + roof + who + shortWayBack + standing + need, cutBy: .immediateDanger),
    ]
  }
}
