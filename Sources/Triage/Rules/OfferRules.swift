import Directory
import WorkingTime

/// An offer that the family doubts: accept first, then ask for a review, within 21 days and never 28 (HA96-s202-3, I-15,
/// KPG-07, KPG-08, KIN-11).
enum OfferRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      Rule(.i15, acts: [.acceptOffer, .requestReview]) { s, o in doubted(s, &o, rules: RuleList(.i15, .s202)) },
      // KPG-07: the joint message of Kent is the same; its 28 days are wrong and the law's 21 are shown.
      Rule(.kpg07, of: .kent, acts: [.acceptOffer, .requestReview], warns: true) { s, o in
        let condition = doubted(s, &o, rules: RuleList(.kpg07, .s202))
        if condition.isYes { o.warn(.lawOverProtocol, .reviewDaysOutranked) }
        return condition
      },
      // KPG-08: who refuses and fails in the review may be homeless at once; that never ends help tonight.
      Rule(.kpg08, of: .kent, acts: [.advise]) { s, o in
        let condition = isFinal(s)
        if condition.isYes {
          o.act(.advise, by: s.officer, about: s.here, rules: RuleList(.kpg08), note: .refusalMayEndAccommodation)
        }
        return condition
      },
      // Interim accommodation has no s202 review: the council looks again itself.
      Rule(.s206, acts: [.reviewSuitability]) { s, o in secondLook(s, &o, by: .s206) },
      // KIN-11: Kingston reviews suitability with the network whenever anyone raises it.
      Rule(.kin11, of: .kingston, acts: [.reviewSuitability]) { s, o in
        let offered = Condition.of(s.facts.offer.map { $0 != .none }, .offer).onlyIfYes
        if offered.isYes {
          o.act(
            .reviewSuitability, by: .housingOfficer, about: s.here, rules: RuleList(.kin11), note: .reviewSuitability)
        }
        return offered
      },
    ]
  }

  private static func isFinal(_ s: borrowing Situation<Log>) -> Condition {
    Condition.of(s.facts.offer.map { $0 == .temporary || $0 == .permanent }, .offer).onlyIfYes
  }

  private static func doubted(_ s: borrowing Situation<Log>, _ o: inout Outcome, rules: RuleList) -> Condition {
    let condition = isFinal(s)
    guard condition.isYes else { return condition }
    o.act(.acceptOffer, by: .applicant, about: s.here, rules: rules, note: .acceptOffer)
    guard let offerOn = s.facts.offerOn else { return condition && .of(nil, .offerOn) }
    if let days = s.engine.values.reviewDays.value(on: s.presentedDay) {
      o.act(
        .requestReview, by: .applicant, about: s.here, .day(offerOn.adding(days: days - 1), .calendarDays),
        rules: rules,
        note: .requestReviewOfOffer)
    }
    return condition
  }

  private static func secondLook(_ s: borrowing Situation<Log>, _ o: inout Outcome, by rule: RuleID) -> Condition {
    let interim = Condition.of(s.facts.offer.map { $0 == .interim }, .offer).onlyIfYes
    if interim.isYes {
      o.act(.reviewSuitability, by: .housingOfficer, about: s.here, rules: RuleList(rule), note: .noReviewOfInterim)
    }
    return interim
  }
}
