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
    // I-4: no connection here does not mean no duty here; nobody is told to apply elsewhere.
    Rule(.i4, writes: .bars(.redirect), when: { _ in .fixed(true) }) { s, o in
      o.bar(.redirect, about: nil, note: .noRedirection)
    },
  ]

  /// They have fled abuse, nothing is held for them here, and nobody has said since when they are homeless.
  private static func hasFled(_ s: Situation) -> Condition {
    let isNew = Condition.of(s.facts.dutyHeld.map { $0 == .none }, .dutyHeld).unlessNo
    let isOpen = Condition.of(s.facts.homelessFrom.map { _ in false }, .homelessFrom).unlessNo
    let isHousing = Condition.fixed(s.isHousingAuthority, because: FactSet(.council))
    return isHousing && s.fleeing.onlyIfYes && isNew && isOpen && !s.notEligible.onlyIfYes
  }
}
