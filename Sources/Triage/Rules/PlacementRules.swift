import Directory
import WorkingTime

/// Where a placement may be, who is told of it, and what it may be (HA96-s208, HA96-s211, HA96-s213AA, SI2003-3326,
/// SI2012-2601).
enum PlacementRules {
  static let rules: [Rule] = [
    // HA96-s208: written notice to the host authority, the first day being that on which the place was made available.
    Rule(.s208, writes: .acts(.notifyHostAuthority, .advise), when: { placedElsewhere($0) }) { s, o in
      guard let host = s.facts.placedIn?.authority.map({ s.heir(of: $0) }) else { return }
      // No notice that names their address goes to where the risk is.
      if s.risk(at: host).isYes {
        o.act(.advise, by: s.officer, about: host, .atOnce(s), also: [.i2], note: .moveFromRisk)
        return
      }
      guard let days = s.value(s.regime.hostNoticeDays) else { return }
      let last = (s.facts.placedOn ?? s.presentedDay).adding(days: days - 1)
      // Risk not asked counts as risk: the address is released by a person, or not at all.
      let isAsked = s.facts.violenceRisk?.isEmpty == true && !s.fleeing.isYes
      let isOverdue = last < s.today
      o.act(
        .notifyHostAuthority, by: .housingOfficer, about: host, .last(last, .calendarDays, s),
        note: isAsked ? (isOverdue ? .notifyHostOverdue : .notifyHost) : .notifyHostWithCare, reach: .housing,
        amount: days)
    },
    // SI2012-2601: before a unit away is used, what the family would be cut off from is weighed.
    Rule(.locationOrder, writes: .acts(.advise), when: { s in s.placesTonight && placedElsewhere(s) }) { s, o in
      o.act(.advise, by: .housingOfficer, about: s.here, note: .weighLocation)
    },
    // HA96-s211: belongings that they cannot look after.
    Rule(.s211, writes: .acts(.protectBelongings), when: { s in s.placesTonight && .fixed(!s.isPastPart7) }) { s, o in
      o.act(.protectBelongings, by: .housingOfficer, about: s.here, note: .protectBelongings)
    },
    // HA96-s213AA: a child accommodated under Part 7: ask whether GP, health visitor and school may be told.
    Rule(
      .s213AA, writes: .acts(.askNotifyConsent),
      when: { s in
        guard let days = s.value(s.regime.notifyConsentDays), days > 0 else { return .fixed(false) }
        let isPart7 = s.decision == .place && !s.isPastPart7
        return .fixed(isPart7, because: FactSet(.presentedAt)) && s.children
      }
    ) { s, o in
      o.act(
        .askNotifyConsent, by: .housingOfficer, about: s.here, .nextWorkingDay(s), note: .askNotifyConsent,
        amount: s.value(s.regime.notifyConsentDays))
    },
    // SI2003-3326: bed and breakfast for children or in pregnancy only where there is nothing else, six weeks in all.
    Rule(
      .bedAndBreakfastOrder, writes: [.acts(.limitBedAndBreakfast, .escalate), .bar(.bedAndBreakfast)],
      when: { offered($0) }
    ) { s, o in limitBedAndBreakfast(s, &o) },
  ]

  static func placedElsewhere(_ s: Situation) -> Condition {
    let told = Condition.of(s.facts.placedIn.map { $0.authority.map { s.heir(of: $0) != s.here } ?? false }, .placedIn)
    guard told.isUnknown else { return told }
    // Where nobody is placed tonight, or they are where a duty held here put them before, it is not worth asking.
    let goesOn = s.kept.isYes && s.ending.isYes && s.facts.accommodationEndsOn != nil
    return s.decision != .place || goesOn ? told.onlyIfYes : told
  }

  /// A family or a pregnant woman is, or is to be, in bed and breakfast; what shares a kitchen, a bathroom or a toilet is.
  static func offered(_ s: Situation) -> Condition {
    let unit = Condition.of(s.facts.unit.map { $0 == .bedAndBreakfast }, .unit)
    guard unit.isYes else { return s.family.then(s.decision == .place ? unit : unit.onlyIfYes) }
    return unit && s.family.unlessNo && !s.under18.onlyIfYes
  }

  static func limitBedAndBreakfast(_ s: Situation, _ o: inout Outcome) {
    guard let most = s.value(s.regime.bedAndBreakfastNights) else { return }
    let tonight = s.nights.first
    let byNights = s.facts.bedAndBreakfastNights.map { tonight.adding(days: most - $0 - 1) }
    let byDay = s.facts.placedOn.map { $0.adding(days: most - 1) }
    let last = [byNights, byDay].compactMap(\.self).min() ?? tonight.adding(days: most - 1)
    guard last < tonight else {
      // Nobody is at a desk over a weekend, so the nights beyond the last lawful one are seen to before it.
      let isShort = last < s.nights.nextWorkingDay.adding(days: -1)
      o.act(
        .limitBedAndBreakfast, by: .housingOfficer, about: s.here, .day(last, .calendarDays), also: [.i13],
        note: isShort ? .limitBedAndBreakfastBefore : .limitBedAndBreakfast,
        otherDay: isShort ? s.nights.nextWorkingDay : nil, amount: most)
      if isShort {
        o.act(.escalate, by: .housingOfficer, about: s.here, .atOnce(s), also: [.i13], note: .tellManagerOfNights)
      }
      return
    }
    o.bar(.bedAndBreakfast, about: nil, also: [.i13], note: .bedAndBreakfastSpent, amount: most)
    o.act(
      .limitBedAndBreakfast, by: .housingOfficer, about: s.here, .atOnce(s), also: [.i13],
      note: .bedAndBreakfastOver, otherDay: last, amount: most)
    o.act(.escalate, by: .housingOfficer, about: s.here, .atOnce(s), also: [.i13], note: .tellManagerOfUnit)
  }
}

extension Situation {
  /// The council asked places them tonight.
  var placesTonight: Condition {
    settled(decision == .place, because: home.because.union(need.because))
  }
}
