import Directory
import WorkingTime

/// Nobody leaves without a roof, and nobody is sent elsewhere to ask (I-1, I-4, I-28).
enum RoofRules {
  static let rules: [Rule] = [
    // I-1: while it is not known that they have somewhere safe tonight, a family or a young person is not asked to go.
    Rule(
      .i1, writes: .bars(.leave), reading: .unlessNo,
      when: { !$0.home && !$0.goingBack && ($0.family.unlessNo || $0.under18.onlyIfYes) }
    ) { s, o in o.bar(.leave, about: nil, note: .nobodyLeaves) },
    // I-28: nobody is called safe at home where abuse can reach them; whether it can is asked. Who has fled to a safe roof
    // may be homeless all the same.
    Rule(
      .i28, writes: .acts(.advise), reading: .unlessNo,
      when: { $0.asksSafety.onlyIfYes && (!Condition.of($0.facts.safeToStay, .safeToStay) || hasFled($0)) }
    ) { s, o in
      let note: ActionNote =
        switch s.facts.safeToStay {
        case true?: .homelessHavingFled
        case false?: .notSafeThere
        case nil: .homelessThroughAbuse
        }
      o.act(.advise, by: s.officer, about: s.here, .atOnce(s), note: note)
    },
    // I-17: a roof that ends while the office is shut leaves nights that only whoever is on duty then could cover, so they are
    // covered now.
    Rule(
      .i17, writes: .acts(.preAuthorisePlacement, .tellChildrensServices), when: { losesRoofWhileShut($0) }
    ) { s, o in
      guard let first = firstNightWithout(s) else { return }
      let nights = Int(s.nights.nextWorkingDay.number - first.number)
      guard s.closed.isYes else {
        o.act(
          .preAuthorisePlacement, by: s.officer, about: s.here, .atOnce(s), also: [.i1, .s188], note: .coverNights,
          reach: s.housingLine, otherDay: first, amount: nights)
        return
      }
      guard !s.family.isNo || !s.under18.isNo else { return }
      o.act(
        .tellChildrensServices, by: s.officer, about: s.theirChildrensServices, .atOnce(s), also: [.i1, .ca89s17],
        note: s.isHousingAuthority ? .coverNightsByChildrensServices : .coverNightsAtCounty, reach: s.childrensLine,
        otherDay: first, amount: nights)
    },
    // I-3: an answer at the desk does not end what is held. Until a decision is notified, they stay where they are.
    Rule(
      .i3, writes: [.act(.keepAccommodated), .bar(.endAccommodation)],
      when: { s in
        let isHousing = Condition.fixed(s.isHousingAuthority, because: FactSet(.council))
        return isHousing && s.kept.onlyIfYes && s.notEligible.onlyIfYes && !s.adverse.onlyIfYes
      }
    ) { s, o in
      o.act(
        .keepAccommodated, by: s.officer, about: s.here, .tonight(s), also: [.s188, .s184], note: .keepUntilDecided)
      o.bar(.endAccommodation, about: s.here, also: [.s188, .s184], note: .nothingDecidedYet)
    },
    // I-4: no connection here does not mean no duty here; nobody is told to apply elsewhere.
    Rule(.i4, writes: .bars(.redirect), when: { _ in .fixed(true) }) { s, o in
      o.bar(.redirect, about: nil, note: .noRedirection)
    },
  ]

  /// The first night to come on which a roof that they have tonight is gone; nil where none is known.
  private static func firstNightWithout(_ s: Situation) -> Day? {
    [s.facts.homelessFrom, s.facts.accommodationEndsOn].compactMap(\.self).filter { s.nights.first < $0 }.min()
  }

  /// They have a roof tonight, and none on a night before the office is next open.
  private static func losesRoofWhileShut(_ s: Situation) -> Condition {
    guard s.home.isYes else { return s.home.onlyIfYes }
    let isShort = firstNightWithout(s).map { $0 < s.nights.nextWorkingDay } ?? false
    var told: FactSet = []
    if s.facts.homelessFrom != nil { told.insert(FactSet(.homelessFrom)) }
    if s.facts.accommodationEndsOn != nil { told.insert(FactSet(.accommodationEndsOn)) }
    return s.home && .fixed(isShort, because: told) && (s.need || s.under18).unlessNo
  }

  /// They have fled abuse, nothing is held for them here, and they are not known to be homeless since a day that is past.
  private static func hasFled(_ s: Situation) -> Condition {
    let isNew = Condition.of(s.facts.dutyHeld.map { $0 == .none }, .dutyHeld).unlessNo
    let isOpen = Condition.of(s.facts.homelessFrom.map { s.today < $0 }, .homelessFrom).unlessNo
    let isHousing = Condition.fixed(s.isHousingAuthority, because: FactSet(.council))
    return isHousing && s.fleeing.onlyIfYes && isNew && isOpen && !s.notEligible.onlyIfYes
  }
}
