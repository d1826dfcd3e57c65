import Directory
import Triage

/// Which facts are walked for which invariants.
extension SituationWalk {
  /// Every walk at one presenting council.
  static func all(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    tonight(c, engine) + elsewhere(c, engine) + care(c, engine) + papers(c, engine)
  }

  private static func ids(_ names: String...) -> [RuleID] { names.map { RuleID($0) } }

  private static func roof(_ c: Cases) -> [Dimension] { [c.danger, c.nowhere, c.safeToStay] }
  private static func who(_ c: Cases) -> [Dimension] { [c.children, c.pregnant, c.ageGroups] }
  private static func need(_ c: Cases) -> [Dimension] { [c.vulnerable, c.fleeing, c.wasInCare] }
  private static func shortWayBack(_ c: Cases) -> [Dimension] {
    [c.heldElsewhere, c.riskHereOrThere, c.meansOfTravel, c.longMinutes, c.reception, c.agrees, c.harm]
  }
  private static func wayBack(_ c: Cases) -> [Dimension] {
    [c.dutyElsewhere, c.riskElsewhere, c.transport, c.minutes, c.reception, c.agrees, c.harm]
  }

  /// What may never bear on the decision for tonight.
  private static let neverForTonight = [
    FactSet(.consent), FactSet(.connections), FactSet(.connectionHere), FactSet(.placedBy), FactSet(.unit),
    FactSet(.bedAndBreakfastNights), FactSet(.inBoroughUnit),
  ].reduce(into: FactSet()) { $0.formUnion($1) }

  private static func tonight(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    let part = engine.part(writing: [], tonight: true, questions: true)
    let unsaid = [
      Dimension(unknown: .changedSince, \.changedSince), Dimension(unknown: .review, \.review),
      Dimension(unknown: .formerRelevant, \.formerRelevant), Dimension(unknown: .decisionOn, \.decisionOn),
      Dimension(unknown: .accommodationEndsOn, \.accommodationEndsOn),
      Dimension(supposing: .decision, \.decision, Decision.none),
    ]
    let standing = [
      c.duties, c.decisionKinds, c.endsAhead, c.changedSince, c.finalReview, c.formerRelevant,
      c.decisionSides.supposed,
    ]
    let noWayBack = Dimension(supposing: .dutyElsewhere, \.dutyElsewhere, AuthorityOrNone.none)
    return [
      SituationWalk(
        name: "tonight", invariants: Invariant.tonight + Invariant.questions, part: part,
        dimensions: [
          c.hours, c.eligible.supposed, c.running, c.children, c.pregnant.supposed, c.ageGroups, c.vulnerable.supposed,
          c.fleeing, c.wasInCare.supposed,
        ] + roof(c) + shortWayBack(c) + unsaid,
        neverRead: neverForTonight, cutBy: .applicantAge),
      SituationWalk(
        name: "standing", invariants: Invariant.tonight + Invariant.questions, part: part,
        dimensions: [c.hours, c.eligible, noWayBack, c.agrees.supposed, c.riskHereOrThere.supposed] + roof(c)
          + [c.children, c.pregnant.supposed, c.ageGroups, c.vulnerable, c.fleeing.supposed, c.wasInCare.supposed]
          + standing,
        neverRead: neverForTonight, cutBy: .applicantAge),
      SituationWalk(
        name: "not eligible", invariants: Invariant.notEligible, part: engine.part(of: ids("I-14", "CA14-s18")),
        dimensions: [
          c.now, c.notEligible, noWayBack, c.agrees.supposed, c.riskHereOrThere, c.vulnerable, c.fleeing,
          c.wasInCare.supposed, c.running, c.decisionKinds, c.endsAhead.supposed, c.changedSince.supposed,
          c.finalReview, c.formerRelevant.supposed, c.decisionSides.supposed, c.children, c.pregnant, c.adult,
        ] + roof(c),
        cutBy: .nowhereTonight),
      SituationWalk(
        name: "roof", invariants: Invariant.roof, part: engine.part(writing: [.bar(.leave), .bar(.redirect)]),
        dimensions: [c.hours, c.fleeing, c.running] + roof(c) + who(c) + shortWayBack(c)),
      SituationWalk(
        name: "applications", invariants: Invariant.applications,
        part: engine.part(writing: [.act(.takeApplication)]),
        dimensions: [
          c.now, c.running, c.decision, c.changedSince, c.eligible, c.endsAhead, c.riskHereOrThere.supposed,
          c.formerRelevant, c.children, c.pregnant.supposed, c.ageGroups, c.vulnerable, c.fleeing, c.wasInCare.supposed,
          c.decisionSides.supposed, c.review.supposed, c.homelessAround,
        ] + roof(c)),
    ]
  }

  private static func elsewhere(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    let referrals = engine.part(writing: [.bar(.referS198), .act(.considerReferral), .act(.keepAccommodated)])
    return [
      SituationWalk(
        name: "returns", invariants: Invariant.returns,
        part: engine.part(writing: [
          .bar(.return), .act(.arrangeReception), .act(.returnFamily), .act(.writtenConfirmation),
        ]),
        dimensions: [
          c.hours, c.ageGroups.supposed, c.running.supposed, c.connectionsElsewhere, c.placedElsewhere,
          c.fleeing.supposed, c.dutyElsewhere, c.riskElsewhere, c.meansOfTravel, c.minutes, c.reception, c.agrees,
          c.harm.supposed, c.children.supposed, c.pregnant.supposed, c.vulnerable.supposed, c.wasInCare.supposed,
          c.formerRelevant.supposed, c.protection, c.involvement,
        ] + roof(c)),
      SituationWalk(
        name: "contacts", invariants: Invariant.contacts, part: engine.part(writing: [.bar(.contact), .bar(.placeIn)]),
        dimensions: [
          c.now, c.dutyElsewhere, c.violenceRisk, c.connections, c.placedBy, c.careLeaverOf, c.fleeing, c.foundIn,
        ]),
      SituationWalk(
        name: "referrals", invariants: Invariant.referrals, part: referrals,
        dimensions: [
          c.now, c.duty, c.connections, c.placedBy, c.careLeaverOf, c.formerRelevant, c.violenceRisk, c.dutyElsewhere,
          c.endsAhead, c.finalReview, Dimension(unknown: .riskFactors, \.riskFactors),
          Dimension(unknown: .eligibility, \.eligibility),
        ] + c.atHome),
      SituationWalk(
        name: "referrals on the way", invariants: Invariant.referrals, part: referrals,
        dimensions: [
          c.periods, c.duty, c.connectionsElsewhere, c.connectionHereAlone, c.placedElsewhere, c.carerElsewhere,
          c.formerRelevant, c.riskElsewhere, c.heldElsewhere, c.agrees, c.endsAhead.supposed, c.finalReview.supposed,
          Dimension(unknown: .riskFactors, \.riskFactors), Dimension(unknown: .eligibility, \.eligibility),
        ] + c.onTheWay),
      SituationWalk(
        name: "notified", invariants: Invariant.notified, part: engine.part(of: ids("I-7")),
        dimensions: [c.moments, c.duty, c.endDays] + c.nobodyElse + c.atHome),
      SituationWalk(
        name: "calls", invariants: Invariant.calls, part: engine.part(writing: [.callElsewhere]),
        dimensions: [
          c.periods, c.ageGroups, c.duty, c.connectionsElsewhere, c.placedElsewhere, c.fleeing, c.children.supposed,
          c.pregnant.supposed, c.vulnerable.supposed, c.wasInCare.supposed, c.formerRelevant.supposed, c.protection,
          c.involvement,
        ] + roof(c) + wayBack(c)),
      SituationWalk(
        name: "advisers", invariants: Invariant.advisers, part: engine.part(writing: [.act(.tellPersonalAdviser)]),
        dimensions: [c.moments, c.ages, c.careLeaverOf, c.formerRelevant, c.violenceRisk, c.fleeing] + roof(c)),
      SituationWalk(
        name: "addresses", invariants: Invariant.addresses, part: engine.part(writing: [.act(.withholdAddress)]),
        dimensions: [c.moments, c.riskFactors, c.violenceRisk]),
      SituationWalk(
        name: "hosts", invariants: Invariant.hosts, part: engine.part(writing: [.act(.notifyHostAuthority)]),
        dimensions: [c.allMoments, c.placedIn.known, c.placedDays, c.violenceRisk, c.fleeing]),
    ]
  }

  private static func care(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    [
      SituationWalk(
        name: "danger", invariants: Invariant.danger, part: engine.part(of: ids("I-8")),
        dimensions: [c.moments, c.danger, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "consent", invariants: Invariant.consent, part: engine.part(of: ids("I-10", "CA89-s47")),
        dimensions: [c.moments, c.harm, c.consent, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "young", invariants: Invariant.young, part: engine.part(of: ids("I-9")), dimensions: [c.ages]),
      SituationWalk(
        name: "ends", invariants: Invariant.ends,
        part: engine.part(writing: [.act(.proposeEndDate), .bar(.endAccommodation)]),
        dimensions: [
          c.hours, c.duty, c.decision, c.decisionDays, c.endDays, c.ageGroups, c.careLeaverOf.supposed,
          c.formerRelevant, c.finalReview, c.eligible,
        ] + c.nobodyElse + c.atHome),
      SituationWalk(
        name: "findings", invariants: Invariant.findings, part: engine.part(writing: [.bar(.intentionality)]),
        dimensions: [c.allMoments, c.ages, c.careLeaverOf, c.formerRelevant, c.decisionDays]),
      SituationWalk(
        name: "bed and breakfast", invariants: Invariant.bedAndBreakfast,
        part: engine.part(writing: [.act(.limitBedAndBreakfast), .bar(.bedAndBreakfast)]),
        dimensions: [c.allMoments, c.inBedAndBreakfast, c.nightsSpent, c.placedDays, c.children, c.pregnant, c.ages]),
      SituationWalk(
        name: "reviews", invariants: [Invariant.reviews[0]],
        part: engine.part(writing: [.act(.requestReview), .act(.acceptOffer)]),
        dimensions: [c.moments, c.decision, c.decisionDays, c.offer, c.offerDays, c.review]),
      SituationWalk(
        name: "final offers", invariants: [Invariant.reviews[1]], part: engine.part(of: ids("HA96-s188-2A")),
        dimensions: [c.moments, c.review, c.endDays]),
    ]
  }

  private static func papers(_ c: Cases, _ engine: TriageEngine) -> [SituationWalk] {
    [
      SituationWalk(
        name: "papers", invariants: Invariant.papers,
        part: engine.part(of: ids("HA96-s190", "I-7", "I-12", "HA96-s188-2A", "ESS-06", "LUT-34", "KPG-18")),
        dimensions: [
          c.now, c.duty, c.decisionKinds, c.decisionSides, c.endDays, c.ageGroups, c.careLeaverOf.supposed,
          c.formerRelevant, c.review, c.children, c.pregnant.supposed,
        ] + c.nobodyElse + c.atHome)
    ]
  }
}
