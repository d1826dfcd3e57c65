import Directory

/// Risk of violence: where nobody is sent, placed or told of (I-2, I-11, HA96-s198-2).
enum SafetyRules<Log: FactLog> {
  static var rules: [Rule<Log>] {
    [
      // I-2: no return, referral, contact or placement where anyone in the household would be at risk; not asked bars too.
      Rule(.i2, bars: [.return, .contact, .placeIn]) { s, o in
        if let places = s.facts.violenceRisk {
          for place in places {
            o.bar(.placeIn, about: place, rules: RuleList(.i2, .s198conditions), note: .riskThere)
          }
        }
        var isAnyConcerned = false
        s.forEachConcerned { authority in
          isAnyConcerned = true
          if s.isLooked(at: .bar(.return)), let note = returnFailure(s, authority) {
            o.bar(.return, about: authority, rules: note.rules, note: note.note)
          }
          // Children's services must be told whatever else; their own county is rung for the child, not about the family.
          guard s.isLooked(at: .bar(.contact)), authority != s.theirChildrensServices else { return }
          let risk = s.risk(at: authority)
          if !risk.isNo {
            o.bar(.contact, about: authority, rules: RuleList(.i2), note: risk.isYes ? .riskThere : .riskNotAsked)
          }
        }
        // The authority that looked after the applicant is told nothing either until it is known to be safe.
        if s.isLooked(at: .bar(.contact)), let carer = s.facts.careLeaverOf?.authority, carer != s.here,
          carer != s.theirChildrensServices,
          !s.risk(at: carer).isNo
        {
          o.bar(
            .contact, about: carer, rules: RuleList(.i2), note: s.risk(at: carer).isYes ? .riskThere : .riskNotAsked)
        }
        guard isAnyConcerned || s.facts.violenceRisk != nil else {
          return Condition(.needs, needs: FactSet(.violenceRisk))
        }
        return .of(s.facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk)
      },
      // I-11: their new address stays out of anything that the area of risk can see.
      Rule(.i11, acts: [.withholdAddress]) { s, o in
        let fleeing = Condition.of(s.facts.riskFactors.map { $0.contains(.domesticAbuse) }, .riskFactors)
        let risk = Condition.of(s.facts.violenceRisk.map { !$0.isEmpty }, .violenceRisk)
        let condition = fleeing || risk
        if condition.isYes {
          o.act(.withholdAddress, by: .anyone, about: s.here, .atOnce(s), rules: RuleList(.i11), note: .withholdAddress)
        }
        return condition
      },
    ]
  }

  /// The single reason why nobody goes back to an authority tonight; nil where the return is on.
  private static func returnFailure(_ s: borrowing Situation<Log>, _ authority: Authority) -> (
    note: BarNote, rules: RuleList
  )? {
    let isOn = s.goesBack && s.anotherAuthority == authority
    guard !isOn else { return nil }
    var rules = RuleList(.i5)
    if s.isParty(to: .luton), s.isLate { rules.add(.lut25) }
    let risk = s.risk(at: authority)
    if risk.isYes { return (.riskThere, RuleList(.i2)) }
    if s.anotherAuthority != authority { return (.connectionIsNoDuty, rules) }
    if risk.isUnknown { return (.riskNotAsked, RuleList(.i2)) }
    if s.danger.isYes { return (.noReturnInDanger, RuleList(.i8)) }
    if !s.feasible.isYes { return (.journeyNotFeasible, rules) }
    if !s.reception.isYes { return (.receptionNotConfirmed, rules) }
    if !s.agrees.isYes { return (.familyDoesNotAgree, RuleList(.i5, .i6)) }
    return (.returnNotTonight, rules)
  }
}
