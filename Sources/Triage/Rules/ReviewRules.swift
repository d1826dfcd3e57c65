import Directory
import WorkingTime

/// Reviews and offers: within 21 days and never 28, accept first, and what goes on meanwhile (HA96-s202-3, HA96-s188-2A,
/// HA96-s188-3, HA96-s206, I-15).
enum ReviewRules {
  static let rules: [Rule] = [
    // HA96-s202-3: a review is asked for within its days, the first being the day of notification.
    Rule(
      .s202, writes: .acts(.requestReview),
      when: { s in
        let isOpen = Condition.of(s.facts.review.map { $0 == .none }, .review).unlessNo
        // On which day a decision was made is worth asking once there is one.
        return (s.adverse && isOpen).then(.of(s.facts.decisionOn.map { _ in true }, .decisionOn))
      }
    ) { s, o in
      if let decisionOn = s.facts.decisionOn {
        request(from: s.engine.day(of: decisionOn), s, &o, note: .requestReview, late: .reviewTimePassed)
      }
    },
    // HA96-s188-2A: interim accommodation goes on until a review of the suitability of a final offer is decided.
    Rule(
      .s188finalOffer, writes: [.act(.keepAccommodated), .bar(.endAccommodation)],
      when: { Condition.of($0.facts.review.map { $0 == .finalOffer }, .review).onlyIfYes }
    ) { s, o in
      o.act(.keepAccommodated, by: .housingOfficer, about: s.here, .tonight(s), note: .keepForReview)
      o.bar(
        .endAccommodation, about: s.here, note: .reviewOfFinalOffer, day: EndRules.givenEnd(s))
    },
    // HA96-s188-3 with ss 199A(6) and 200(5): while another review is undecided there is a power to accommodate.
    Rule(
      .s188review, writes: .acts(.advise),
      when: { Condition.of($0.facts.review.map { $0 == .decision || $0 == .referral }, .review).onlyIfYes }
    ) { s, o in
      let isReferral = s.facts.review == .referral
      o.act(
        .advise, by: .housingOfficer, about: s.here, .tonight(s), also: isReferral ? [.s199A, .s200] : [],
        note: isReferral ? .powerPendingReferralReview : .powerPendingReview)
    },
    // I-15: accept an offer first, then ask for the review.
    Rule(.i15, writes: .acts(.acceptOffer, .requestReview), when: { doubted($0) }) { s, o in acceptFirst(s, &o) },
    // Interim accommodation has no s202 review: the council looks again itself, and they hear what a refusal would cost.
    Rule(
      .s206, writes: .acts(.reviewSuitability, .advise),
      when: { Condition.of($0.facts.offer.map { $0 == .interim }, .offer).onlyIfYes }
    ) { s, o in
      o.act(.reviewSuitability, by: .housingOfficer, about: s.here, note: .noReviewOfInterim)
      o.act(.advise, by: s.officer, about: s.here, .tonight(s), note: .refusalOfInterim)
    },
  ]

  /// A final offer that they doubt and have not refused, and no review of which is undecided.
  static func doubted(_ s: Situation) -> Condition {
    let offered = Condition.of(s.facts.offer.map { $0 == .temporary || $0 == .permanent }, .offer).onlyIfYes
    let refused = Condition.of(s.facts.decision.map { $0 == .offerRefused }, .decision).onlyIfYes
    let reviewed = Condition.of(s.facts.review.map { $0 != .none }, .review).onlyIfYes
    return offered && !refused && !reviewed
  }

  static func acceptFirst(_ s: Situation, _ o: inout Outcome) {
    o.act(.acceptOffer, by: .applicant, about: s.here, also: [.s202], note: .acceptOffer)
    guard let offerOn = s.facts.offerOn else { return }
    request(from: offerOn, s, &o, note: .requestReviewOfOffer, late: .reviewOfOfferTimePassed)
  }

  private static func request(
    from day: Day, _ s: Situation, _ o: inout Outcome, note: ActionNote, late: ActionNote
  ) {
    guard let days = s.value(s.regime.reviewDays, on: day) else { return }
    let last = day.adding(days: days - 1)
    let isPast = last < s.today
    o.act(
      .requestReview, by: .applicant, about: s.here, isPast ? nil : .day(last, .calendarDays),
      also: [.s202], note: isPast ? late : note, otherDay: last, amount: days)
  }
}
