import Directory
import WorkingTime

/// Taking an application: relief where they are homeless already, prevention where it is to come (HA96-s184, HA96-s195,
/// I-27).
enum ApplicationRules {
  static let rules: [Rule] = [
    // HA96-s184: inquiries follow, and an application may be made to anyone in any form.
    // Where nobody knows from which day, that is asked: they came for a reason.
    Rule(
      .s184, writes: .acts(.takeApplication, .advise), reading: .unlessNo, when: { isNew($0) && isHomelessNow($0) }
    ) { s, o in
      guard isHomelessNow(s).isYes else {
        // Whoever has fled is told of by the rule on that.
        guard !(s.fleeing.isYes && s.asksSafety.isYes) else { return }
        o.act(.advise, by: s.officer, about: s.here, .tonight(s), also: [.s195], note: .askHomelessFrom)
        return
      }
      let relief = s.value(s.regime.reliefDays)
      o.act(
        .takeApplication, by: .housingOfficer, about: s.here, .todayOrNextWorkingDay(s), also: [.i4, .s189B],
        note: s.adverse.isYes || s.isEnded.isYes ? .freshApplication : .takeApplication,
        otherDay: relief.map { s.today.adding(days: $0 - 1) }, amount: relief)
    },
    // HA96-s195: somewhere tonight, but homelessness is to come. An application is taken however far off it is; within so
    // many days the prevention duty is owed besides. Once they are homeless, relief is owed in its place.
    Rule(.s195, writes: .acts(.takeApplication, .advise), when: { toCome($0) || preventionIsOver($0) }) { s, o in
      if toCome(s).isYes {
        let days = s.value(s.regime.threatenedDays)
        let isOwed = days.map { most in s.facts.homelessFrom.map { $0 <= s.today.adding(days: most) } ?? true }
        o.act(
          .takeApplication, by: .housingOfficer, about: s.here, .todayOrNextWorkingDay(s), also: [.s175],
          note: isOwed == true ? .preventionApplication : .preventionApplicationEarly,
          otherDay: s.facts.homelessFrom, amount: days)
      } else {
        let relief = s.value(s.regime.reliefDays)
        o.act(
          .advise, by: .housingOfficer, about: s.here, .todayOrNextWorkingDay(s), also: [.s189B],
          note: .reliefAfterPrevention, otherDay: relief.map { s.today.adding(days: $0 - 1) }, amount: relief)
      }
    },
    // I-27: an adverse decision closes nothing while it is not known that nothing has changed since; so that is asked.
    Rule(
      .i27, writes: .acts(.advise), reading: .unlessNo,
      when: { s in
        guard s.isHousingAuthority, s.adverse.isYes || s.isEnded.isYes else { return .fixed(false) }
        return (s.adverse.onlyIfYes || s.isEnded.onlyIfYes) && .of(s.facts.changedSince, .changedSince)
      }
    ) { s, o in
      o.act(
        .advise, by: s.officer, about: s.here,
        note: s.facts.changedSince == nil ? .askWhatChanged : .changedSinceDecision)
    },
  ]

  /// Nothing is held here that an application would only repeat.
  private static func isNew(_ s: Situation) -> Condition {
    let isHousing = Condition.fixed(s.isHousingAuthority, because: FactSet(.council))
    let isFree = Condition.of(s.facts.dutyHeld.map { $0 == .none || $0 == .ended }, .dutyHeld).unlessNo
    return isHousing && isFree && !s.notEligible.onlyIfYes && !s.same.onlyIfYes && !s.under16.onlyIfYes
  }

  /// Somewhere tonight, and homeless from a day to come.
  private static func toCome(_ s: Situation) -> Condition {
    let later = Condition.of(s.facts.homelessFrom.map { s.today < $0 }, .homelessFrom)
    return isNew(s) && s.home.onlyIfYes && later
  }

  /// They held on to a home with the council's help, and are known to have lost it.
  private static func preventionIsOver(_ s: Situation) -> Condition {
    let isHousing = Condition.fixed(s.isHousingAuthority, because: FactSet(.council))
    return isHousing && s.holds(.prevention).onlyIfYes && !s.notEligible.onlyIfYes
      && ((!s.home).onlyIfYes || hasBegun(s).onlyIfYes)
  }

  /// Homeless already, be it with a roof for tonight; where they have one it is asked since when, or until when.
  private static func isHomelessNow(_ s: Situation) -> Condition { (!s.home).unlessNo || hasBegun(s) }

  /// The day from which they are homeless is here, or past.
  private static func hasBegun(_ s: Situation) -> Condition {
    .of(s.facts.homelessFrom.map { $0 <= s.today }, .homelessFrom)
  }
}
